//! `gilsim lesson`: the lessons in order, and one of them read, asked and run in the terminal.

mod library;
mod quiz;
mod text;

use std::io;

use terminal_size::terminal_size_of;

pub use library::BuiltIn;
use library::{Lesson, Library};
use quiz::Asked;
use text::{Page, parts};

use super::args;
use super::console::Console;
use super::files;
use super::run;
use super::status;
use crate::scenario::Lang;
use crate::timeline::font::printable;

/// Longer lines are hard to read.
const WIDEST: usize = 88;

/// Lists the lessons, copies them, or gives one. The exit status of a lesson is that of its runs.
pub fn lesson(args: &args::Lesson, built_in: &'static [BuiltIn], console: &Console) -> u8 {
    if let Some(folder) = &args.copy {
        return copy(folder, built_in, console);
    }
    let library = Library::find(built_in);
    match args.number {
        Some(number) => give(number, &library, args, console),
        None => list(&library, args.lang.into(), console),
    }
}

fn page(console: &Console) -> Page {
    let width = terminal_size_of(io::stdout()).map_or(WIDEST, |(width, _)| usize::from(width.0));
    Page {
        width: width.clamp(40, WIDEST),
        color: console.answer_color,
    }
}

fn list(library: &Library, lang: Lang, console: &Console) -> u8 {
    let page = page(console);
    let mut text = String::new();
    let mut worst = status::DONE;
    for lesson in library.lessons() {
        match lesson.scenario(lang) {
            Ok(scenario) => {
                let number = format!("{:>2}", lesson.number);
                let title = printable(&scenario.title);
                text.push_str(&page.item(&number, &page.bold(&title)));
                let question = printable(scenario.question.as_deref().unwrap_or_default());
                text.push_str(&page.item("", &question));
            }
            Err(found) => {
                console.diagnostics(&found);
                worst = status::BAD_USAGE;
            }
        }
    }
    match console.answer(&text) {
        status::DONE => worst,
        lost => lost,
    }
}

fn copy(folder: &std::path::Path, built_in: &[BuiltIn], console: &Console) -> u8 {
    for lesson in built_in {
        let files: Vec<(&str, String)> = lesson
            .files
            .iter()
            .map(|(name, text)| (*name, (*text).to_string()))
            .collect();
        if let Err(message) = files::write_new(&folder.join(lesson.folder), &files) {
            console.error(message);
            return status::BAD_USAGE;
        }
    }
    console.say(&format!(
        "wrote {} lessons to {}\n",
        built_in.len(),
        folder.display()
    ));
    status::DONE
}

fn give(number: u32, library: &Library, args: &args::Lesson, console: &Console) -> u8 {
    let Some(lesson) = library.lessons().iter().find(|it| it.number == number) else {
        console.error(format!(
            "there is no lesson {number}; `gilsim lesson` lists them"
        ));
        return status::BAD_USAGE;
    };
    let lang = Lang::from(args.lang);
    let (readme, scenario) = match lesson.readme(lang).and_then(|readme| {
        let scenario = lesson.scenario(lang)?;
        Ok((readme, scenario))
    }) {
        Ok(read) => read,
        Err(found) => {
            console.diagnostics(&found);
            return status::BAD_USAGE;
        }
    };
    let page = page(console);
    let quiz = scenario.quiz.clone();
    let (before, after) = parts(&readme);
    let heading = match lang {
        Lang::En => format!("Lesson {number}"),
        Lang::Ko => format!("{number}과"),
    };
    let shown = console.answer(&format!(
        "{}\n\n{}",
        page.faint(&heading),
        page.text(before)
    ));
    if shown != status::DONE {
        return shown;
    }
    let asked = match quiz::ask(&quiz, lang, &page, console) {
        Ok(asked) => asked,
        Err(lost) => return lost,
    };
    let ran = match run::scenario(scenario, &run_args(lesson, args), console) {
        Ok(status) => status,
        Err(found) => {
            console.diagnostics(&found);
            return status::BAD_USAGE;
        }
    };
    if matches!(ran, status::OUTPUT_LOST | status::INTERRUPTED) {
        return ran;
    }
    let mut rest = String::from("\n");
    if asked == Asked::Printed {
        rest.push_str(&quiz::answers(&quiz, lang, &page));
    }
    rest.push_str(&page.text(after));
    let next = library.lessons().iter().find(|it| it.number > number);
    rest.push_str(&closing(lesson, next, lang, &page));
    status::of_all([console.answer(&rest), ran])
}

/// Where to go from here.
fn closing(lesson: &Lesson, next: Option<&Lesson>, lang: Lang, page: &Page) -> String {
    let flag = match lang {
        Lang::En => "",
        Lang::Ko => " --lang ko",
    };
    let mut lines = String::new();
    if lesson.is_built_in() {
        lines.push_str(match lang {
            Lang::En => "Files to change: gilsim lesson --copy scenarios\n",
            Lang::Ko => "고쳐 볼 파일: gilsim lesson --copy scenarios\n",
        });
    }
    if let Some(next) = next {
        let word = match lang {
            Lang::En => "Next",
            Lang::Ko => "다음",
        };
        lines.push_str(&format!("{word}: gilsim lesson {}{flag}\n", next.number));
    }
    if lines.is_empty() {
        return lines;
    }
    format!("\n{}", page.faint(lines.trim_end())) + "\n"
}

/// What `gilsim run` would be told.
fn run_args(lesson: &Lesson, args: &args::Lesson) -> args::Run {
    args::Run {
        out: args.out.clone(),
        format: args.format.clone(),
        ..args::Run::of(lesson.path())
    }
}
