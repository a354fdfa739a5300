//! What a scenario says to its readers: title, question, quiz and the names of its variants, in
//! the language of its pictures.

use indexmap::IndexMap;

use super::keys::CHOICES;
use super::report::Report;
use super::spec::{Lang, Quiz};
use super::tree::{At, Entry, Node, Table, find};

/// The texts of a scenario, in one language. What is not translated stays as it is.
pub struct Texts {
    pub title: String,
    pub question: Option<String>,
    pub quiz: Vec<Quiz>,
    variants: IndexMap<String, String>,
}

impl Texts {
    /// Reads the texts in `lang` and checks those of every language. `title` is that of the
    /// scenario, `variants` the names of its runs.
    pub fn read(
        base: &Table,
        lang: Lang,
        title: &str,
        variants: &[&str],
        report: &mut Report,
    ) -> Texts {
        let quiz = questions(base.get("quiz"), report);
        let mut texts = Texts {
            title: title.to_string(),
            question: text(base, &["question"]),
            quiz: quiz.iter().map(|(quiz, _)| quiz.clone()).collect(),
            variants: IndexMap::new(),
        };
        let korean = Texts {
            title: text(base, &["ko", "title"]).unwrap_or_else(|| texts.title.clone()),
            question: text(base, &["ko", "question"]).or_else(|| texts.question.clone()),
            quiz: translated(base, &quiz, report),
            variants: renamed(base, variants, report),
        };
        if lang == Lang::Ko {
            texts = korean;
        }
        texts
    }

    /// What readers call the variant of that name.
    pub fn variant(&self, name: &str) -> String {
        let translated = self.variants.get(name);
        translated.map_or_else(|| name.to_string(), Clone::clone)
    }
}

fn text(base: &Table, path: &[&str]) -> Option<String> {
    find(base, path)?.node.text().map(str::to_string)
}

/// The questions of `[[quiz]]`, each with its place.
fn questions(entry: Option<&Entry>, report: &mut Report) -> Vec<(Quiz, At)> {
    let nodes = entry.and_then(|entry| entry.node.array());
    nodes
        .unwrap_or_default()
        .iter()
        .filter_map(|node| {
            let mut quiz = question(node, report)?;
            let answer = &node.table()?.get("answer")?.node;
            let number = usize::try_from(answer.integer()?).ok()?;
            let choices = quiz.choices.len();
            if number > choices && CHOICES.contains(&number) {
                report
                    .error(&answer.at, format!("there is no choice {number}"))
                    .help(format!("`quiz.answer` is from 1 to {choices}"));
            }
            quiz.answer = number.checked_sub(1)?;
            Some((quiz, node.at.clone()))
        })
        .collect()
}

/// A question with its choices; which is right is not said yet.
fn question(node: &Node, report: &mut Report) -> Option<Quiz> {
    let table = node.table()?;
    let text = |key: &str| Some(table.get(key)?.node.text()?.to_string());
    let items = table.get("choices")?.node.array()?;
    let mut choices: Vec<String> = Vec::new();
    for item in items {
        let choice = item.text()?;
        if choice.trim().is_empty() {
            report.error(&item.at, "a choice cannot be empty");
        } else if choices.iter().any(|known| known == choice) {
            report.error(&item.at, format!("`{choice}` can be chosen twice"));
        }
        choices.push(choice.to_string());
    }
    Some(Quiz {
        question: text("question")?,
        choices,
        answer: 0,
        why: text("why")?,
    })
}

/// The quiz of `[ko]`, with the answers of the original.
fn translated(base: &Table, quiz: &[(Quiz, At)], report: &mut Report) -> Vec<Quiz> {
    let original = || quiz.iter().map(|(quiz, _)| quiz.clone()).collect();
    let Some(entry) = find(base, &["ko", "quiz"]) else {
        return original();
    };
    let nodes = entry.node.array().unwrap_or_default();
    let all = base.get("quiz").and_then(|entry| entry.node.array());
    let wanted = all.map_or(0, <[Node]>::len);
    if nodes.len() != wanted {
        report
            .error(
                &entry.key_at,
                format!("`ko.quiz` has {}, `quiz` has {wanted}", nodes.len()),
            )
            .help("each [[quiz]] has its [[ko.quiz]], in the same order");
        return original();
    }
    let mut found = Vec::new();
    for (node, (original, _)) in nodes.iter().zip(quiz) {
        let Some(mut quiz) = question(node, report) else {
            continue;
        };
        let (here, there) = (quiz.choices.len(), original.choices.len());
        if here != there {
            let list = node.table().and_then(|table| table.get("choices"));
            report
                .error(
                    list.map_or(&node.at, |list| &list.node.at),
                    format!("{here} choices, but the question has {there}"),
                )
                .help("translate each choice, in the same order: the answer is counted");
        }
        quiz.answer = original.answer;
        found.push(quiz);
    }
    found
}

/// `[ko.variant]`.
fn renamed(base: &Table, variants: &[&str], report: &mut Report) -> IndexMap<String, String> {
    let table = find(base, &["ko", "variant"]).and_then(|entry| entry.node.table());
    let mut names = IndexMap::new();
    for (name, entry) in table.into_iter().flatten() {
        if !variants.contains(&name.as_str()) {
            report
                .error(&entry.key_at, format!("there is no variant `{name}`"))
                .nearest(name, variants.iter().copied());
        } else if let Some(shown) = entry.node.text() {
            names.insert(name.clone(), shown.to_string());
        }
    }
    names
}
