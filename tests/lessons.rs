//! The lessons: there is one for each question of a class, in English and Korean, and `gilsim
//! lesson` gives them on any machine.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ab_glyph::Font;
use common::{Ended, Folder};
use gilsim::cli::files::load;
use gilsim::diagnostic::render_all;
use gilsim::scenario::{Override, Scenario};
use gilsim::timeline::font::{Weight, face};
use unicode_width::UnicodeWidthStr;

/// The parts of a lesson, in order: English, Korean.
const PARTS: [(&str, &str); 6] = [
    ("**Question.** ", "**질문.** "),
    ("**Predict.** ", "**예상.** "),
    ("**Run.**", "**실행.**"),
    ("**What to look at**", "**살펴볼 것**"),
    ("**Answer.** ", "**답.** "),
    ("**Try next**", "**더 해 보기**"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// The folders of the lessons, by number.
fn lessons() -> BTreeMap<u32, PathBuf> {
    let entries = fs::read_dir(root()).expect("the folder of the scenarios");
    let mut lessons = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let number = name
            .split('-')
            .next()
            .and_then(|number| number.parse().ok());
        let number = number.unwrap_or_else(|| panic!("{name} has no number"));
        let twice = lessons.insert(number, path.clone());
        assert_eq!(twice, None, "two lessons are number {number}");
    }
    lessons
}

fn read(folder: &Path, file: &str) -> String {
    let path = folder.join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn scenario(folder: &Path, lang: &str) -> Scenario {
    let lang = Override::set(&format!("chart.lang={lang}")).expect("a setting");
    load(folder, &[lang]).unwrap_or_else(|found| panic!("{}", render_all(&found, false, 100)))
}

/// The indented lines of a text: commands, without the language of their pictures.
fn commands(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| line.starts_with("    "))
        .map(|line| line.trim_end_matches(" --set chart.lang=ko"))
        .collect()
}

fn is_korean(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

/// Whether both faces of the embedded font have all of the text.
fn can_be_drawn(text: &str) -> bool {
    [Weight::Regular, Weight::Bold].into_iter().all(|weight| {
        let face = face(weight).expect("the embedded font");
        text.chars()
            .all(|c| c.is_control() || face.glyph_id(c).0 != 0)
    })
}

#[test]
fn every_question_of_the_class_has_its_lesson() {
    let numbers: Vec<u32> = lessons().into_keys().collect();
    let missing: Vec<u32> = (1..=20)
        .filter(|number| !numbers.contains(number))
        .collect();
    assert_eq!(missing, [0; 0]);
}

/// Each lesson has the same parts, the same commands and as many points in both languages.
#[test]
fn lessons_are_the_same_in_both_languages() {
    for (number, folder) in lessons() {
        let (english, korean) = (read(&folder, "README.md"), read(&folder, "README.ko.md"));
        let mut after = (0, 0);
        for (part, in_korean) in PARTS {
            let at = (english.find(part), korean.find(in_korean));
            let (Some(one), Some(other)) = at else {
                panic!("lesson {number}: {part} {at:?}");
            };
            assert!(
                one >= after.0 && other >= after.1,
                "lesson {number}: {part}"
            );
            after = (one, other);
        }
        let count =
            |text: &str, mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
        assert_eq!(
            count(&english, "- "),
            count(&korean, "- "),
            "lesson {number}"
        );
        assert_eq!(commands(&english), commands(&korean), "lesson {number}");
        assert!(can_be_drawn(&korean), "lesson {number}");
        let (english_spec, korean_spec) = (scenario(&folder, "en"), scenario(&folder, "ko"));
        for (text, spec) in [(&english, &english_spec), (&korean, &korean_spec)] {
            assert!(
                text.starts_with(&format!("# {}\n", spec.title)),
                "lesson {number}: {}",
                spec.title
            );
            let question = spec.question.as_deref().expect("a question");
            assert!(text.contains(question), "lesson {number}: {question}");
        }
    }
}

/// Each has a quiz, translated as a whole; the right answer is not always the same one.
#[test]
fn every_lesson_asks_in_both_languages() {
    let mut answers = BTreeMap::new();
    for (number, folder) in lessons() {
        let (english, korean) = (scenario(&folder, "en"), scenario(&folder, "ko"));
        assert!(!english.quiz.is_empty(), "lesson {number}");
        assert!(
            !is_korean(&english.title) && is_korean(&korean.title),
            "lesson {number}"
        );
        for (one, other) in english.quiz.iter().zip(&korean.quiz) {
            *answers.entry(one.answer).or_insert(0) += 1;
            assert!(one.answer < one.choices.len(), "lesson {number}");
            assert_eq!(one.answer, other.answer, "lesson {number}");
            for text in [&one.question, &one.why] {
                assert!(
                    !is_korean(text) && text.len() > 20,
                    "lesson {number}: {text}"
                );
            }
            for text in [&other.question, &other.why] {
                assert!(
                    is_korean(text) && can_be_drawn(text),
                    "lesson {number}: {text}"
                );
            }
            assert!(other.choices.iter().all(|choice| can_be_drawn(choice)));
        }
        for run in &korean.runs {
            assert!(can_be_drawn(&run.shown), "lesson {number}: {}", run.shown);
        }
    }
    assert!(answers.len() >= 3, "{answers:?}");
}

/// Files and folders that the lessons name are there, and so are the variants.
#[test]
fn what_lessons_name_is_there() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (number, folder) in lessons() {
        for file in ["README.md", "README.ko.md"] {
            let text = read(&folder, file);
            for link in text.split("](").skip(1) {
                let target = link.split(')').next().unwrap_or_default();
                let found = target.starts_with("http") || folder.join(target).exists();
                assert!(found, "lesson {number}: {target}");
            }
            for word in text.split([' ', '`', '\n', ',', ';']) {
                if let Some(path) = word.strip_prefix("scenarios/") {
                    let path = repository
                        .join("scenarios")
                        .join(path.trim_end_matches(['.', ')']));
                    assert!(path.exists(), "lesson {number}: {word}");
                }
            }
            for command in text.lines().filter(|line| line.contains("--variant \"")) {
                let part = |after: &str, until: char| {
                    let rest = command.split(after).nth(1).expect("a part");
                    rest.split(until).next().unwrap_or_default().to_string()
                };
                let variant = part("--variant \"", '"');
                let scenario =
                    load(&repository.join(part("gilsim run ", ' ')), &[]).expect("sound");
                assert!(
                    scenario.run_named(&variant).is_ok(),
                    "lesson {number}: {variant}"
                );
            }
        }
    }
}

/// Every lesson of the folder is in the program, with all of its files; and what is copied out
/// is what was put in.
#[test]
fn the_program_has_the_lessons_in_it() {
    let folder = Folder::new("copied");
    let ended = folder.gilsim("lesson --copy all");
    ended.says(0, &["wrote ", " lessons to all"]);
    let names = |path: &Path| {
        let entries = fs::read_dir(path).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = names
            // What `gilsim shim` wrote, as the lessons say.
            .filter(|name| name != "gilsim.py" && name != "__pycache__")
            .collect();
        names.sort();
        names
    };
    let copied = folder.0.join("all");
    assert_eq!(
        names(&copied),
        names(&root()),
        "add the lesson to src/main.rs"
    );
    for path in lessons().values() {
        let copy = copied.join(path.file_name().expect("a name"));
        assert_eq!(
            names(&copy),
            names(path),
            "{path:?}: add the file to src/main.rs"
        );
        for name in names(path) {
            let same = fs::read(copy.join(&name)).ok() == fs::read(path.join(&name)).ok();
            assert!(same, "{path:?} {name:?}");
        }
    }
    folder
        .gilsim("lesson --copy all")
        .says(2, &["scenario.toml` exists already"]);
}

#[test]
fn lessons_are_listed_in_order() {
    let folder = Folder::new("list");
    let list = |line: &str| {
        let ended = folder.gilsim(line);
        ended.says(0, &[]);
        ended.stdout
    };
    let english = list("lesson");
    let start = "  1 CPU-bound threads\n    Why are two threads that calculate no faster than one?\n  2 Two threads slower than one\n";
    assert!(english.starts_with(start), "{english}");
    assert_eq!(english.lines().count(), 2 * lessons().len());
    let korean = list("lesson --lang ko");
    let start = "  1 계산하는 스레드\n    계산하는 스레드 둘은 왜 하나보다 빠르지 않을까?\n";
    assert!(korean.starts_with(start), "{korean}");
    folder
        .gilsim("lesson 99")
        .says(2, &["there is no lesson 99; `gilsim lesson` lists them"]);
    folder.gilsim("lesson 8 --lang de").says(2, &["en, ko"]);
}

/// Where nobody can be asked, the quiz is printed before the run and its answer after it.
#[test]
fn a_lesson_is_read_asked_run_and_answered() {
    let check = |name: &str, line: &str, parts: &[&str], pictures: &str| {
        let folder = Folder::new(name);
        let ended = folder.gilsim(line);
        // The lesson on deadlock has a deadlock.
        ended.says(
            125,
            &["deadlock after 5", "wrote output/16-deadlock.png", pictures],
        );
        let mut rest = ended.stdout.as_str();
        for part in parts {
            let (_, after) = rest
                .split_once(part)
                .unwrap_or_else(|| panic!("no `{part}` in order in\n{}", ended.stdout));
            rest = after;
        }
        for line in ended.stdout.lines() {
            assert!(line.width() <= 88 || line.starts_with("    "), "{line}");
            assert!(!line.contains("**") && !line.contains('`'), "{line}");
        }
        assert!(
            folder
                .names("output")
                .contains(&"16-deadlock-crossed.png".to_string())
        );
    };
    check(
        "english",
        "lesson 16",
        &[
            "Lesson 16\n\nDeadlock\n\nQuestion. Can Python deadlock although it has a GIL?\n",
            "Predict. Only one thread",
            "\n    gilsim run scenarios/16-deadlock\n",
            "Quiz. Ann has the fork",
            "\n 2. Nobody: it is free, and it helps neither\n",
            "Ann eats\n",
            "Quiz. 2. Nobody: it is free, and it helps neither\n\nWhoever waits",
            "What to look at\n\n  • crossed: after",
            "Answer. Yes. A deadlock is a circle",
            "Try next\n",
            "Files to change: gilsim lesson --copy scenarios\nNext: gilsim lesson 17\n",
        ],
        "── crossed ──",
    );
    check(
        "korean",
        "lesson 16 --lang ko",
        &[
            "16과\n\n교착 상태\n\n질문. GIL이 있는데도",
            "퀴즈. Ann은 포크를 쥐고",
            "Ann eats\n",
            "퀴즈. 2. 아무도.",
            "살펴볼 것\n",
            "답. 생긴다.",
            "다음: gilsim lesson 17 --lang ko\n",
        ],
        "── 엇갈린 순서 ──",
    );
}

/// A folder of scenarios here comes before the lessons of the program: somebody changes them.
#[test]
fn lessons_here_come_first() {
    let folder = Folder::new("own");
    let lesson = folder.0.join("scenarios/03-mine");
    fs::create_dir_all(&lesson).expect("a folder");
    let write = |name: &str, text: &str| fs::write(lesson.join(name), text).expect("written");
    write("README.md", "# Mine\n\nRead *this*.\n");
    write("program.py", "print('it runs')\n");
    write(
        "scenario.toml",
        "title = \"Mine\"\nquestion = \"Why?\"\nprogram = \"program.py\"\n",
    );
    let ended = folder.gilsim("lesson");
    assert_eq!(ended.stdout, "  3 Mine\n    Why?\n");
    let ended = folder.gilsim("lesson 3 --lang ko");
    ended.says(0, &["wrote output/03-mine.png"]);
    assert_eq!(ended.stdout, "3과\n\nMine\n\nRead this.\n\nit runs\n\n");
}

/// At a terminal the quiz waits for an answer, and says whether it is right.
#[test]
fn somebody_at_the_terminal_is_asked() {
    if Command::new("script").arg("--version").output().is_err() {
        eprintln!("skipped: there is no `script` here to make a terminal");
        return;
    }
    let folder = Folder::new("asked").with("answers", "7\n1\n");
    let gilsim = env!("CARGO_BIN_EXE_gilsim");
    let mut command = Command::new("script");
    command
        .current_dir(&folder.0)
        .env("TERM", "dumb")
        .args(["-qefc", &format!("{gilsim} lesson 16"), "/dev/null"])
        .stdin(fs::File::open(folder.0.join("answers")).expect("a file"));
    let ended = Ended::of(command.output().expect("script runs"));
    let shown = ended.stdout.replace('\r', "");
    assert_eq!(
        shown.matches("Your answer (1–3, Enter to skip): ").count(),
        2,
        "{shown}"
    );
    assert!(
        shown.contains("Not quite: it is 2. Whoever waits for a lock"),
        "{shown}"
    );
    assert!(!shown.contains("Quiz. 2. Nobody"), "{shown}");
}
