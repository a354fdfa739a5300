//! The quiz of a lesson in the terminal.

use std::io::{self, IsTerminal};

use super::text::Page;
use crate::cli::console::Console;
use crate::cli::status;
use crate::scenario::{Lang, Quiz};

/// What became of the questions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Somebody was asked, and told.
    Answered,
    /// Nobody is there to answer: the answers are still to be printed.
    Printed,
}

/// Asks where somebody sits at the terminal, prints the questions where not.
///
/// # Errors
/// The exit status, where nobody reads any more.
pub fn ask(quiz: &[Quiz], lang: Lang, page: &Page, console: &Console) -> Result<Asked, u8> {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    for one in quiz {
        write(&format!("\n{}", question(one, lang, page)), console)?;
        if there {
            let chosen = choose(one.choices.len(), lang, console)?;
            write(&verdict(one, chosen, lang, page), console)?;
        }
    }
    write("\n", console)?;
    Ok(if there {
        Asked::Answered
    } else {
        Asked::Printed
    })
}

fn write(text: &str, console: &Console) -> Result<(), u8> {
    match console.answer(text) {
        status::DONE => Ok(()),
        lost => Err(lost),
    }
}

fn question(quiz: &Quiz, lang: Lang, page: &Page) -> String {
    let word = match lang {
        Lang::En => "Quiz.",
        Lang::Ko => "퀴즈.",
    };
    let mut text = page.paragraph(&format!("**{word}** {}", quiz.question));
    text.push('\n');
    for (i, choice) in quiz.choices.iter().enumerate() {
        text.push_str(&page.item(&format!(" {}.", i + 1), choice));
    }
    text
}

/// The number of a choice; `None` for somebody who would rather not say.
fn choose(choices: usize, lang: Lang, console: &Console) -> Result<Option<usize>, u8> {
    let prompt = match lang {
        Lang::En => format!("\nYour answer (1–{choices}, Enter to skip): "),
        Lang::Ko => format!("\n답 (1–{choices}, 건너뛰려면 Enter): "),
    };
    loop {
        write(&prompt, console)?;
        let mut line = String::new();
        // Whoever cannot be read has nothing to say.
        if io::stdin().read_line(&mut line).unwrap_or(0) == 0 {
            write("\n", console)?;
            return Ok(None);
        }
        let line = line.trim();
        if line.is_empty() {
            return Ok(None);
        }
        match line.parse::<usize>() {
            Ok(number) if (1..=choices).contains(&number) => return Ok(Some(number)),
            _ => {}
        }
    }
}

fn verdict(quiz: &Quiz, chosen: Option<usize>, lang: Lang, page: &Page) -> String {
    let right = quiz.answer + 1;
    let word = match (lang, chosen) {
        (Lang::En, Some(number)) if number == right => "Right.".to_string(),
        (Lang::Ko, Some(number)) if number == right => "맞았다.".to_string(),
        (Lang::En, Some(_)) => format!("Not quite: it is {right}."),
        (Lang::Ko, Some(_)) => format!("아니다. 답은 {right}번이다."),
        (Lang::En, None) => format!("It is {right}."),
        (Lang::Ko, None) => format!("답은 {right}번이다."),
    };
    format!("\n{}", page.paragraph(&format!("**{word}** {}", quiz.why)))
}

/// The right answers, for whoever was not asked.
pub fn answers(quiz: &[Quiz], lang: Lang, page: &Page) -> String {
    let word = match lang {
        Lang::En => "Quiz.",
        Lang::Ko => "퀴즈.",
    };
    quiz.iter()
        .map(|one| {
            let right = one.choices.get(one.answer).map_or("", String::as_str);
            let number = one.answer + 1;
            let text = format!("**{word}** {number}. {right}\n\n{}", one.why);
            format!("{}\n", page.text(&text))
        })
        .collect()
}
