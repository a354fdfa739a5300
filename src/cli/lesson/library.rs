//! Where lessons come from: the folder `scenarios` here, where one can change them, or else this
//! program itself, so that a class needs nothing but the program.

use std::path::{Path, PathBuf};

use crate::cli::files::{self, Folder};
use crate::diagnostic::Diagnostic;
use crate::scenario::{self, FileError, Files, Lang, Override, Scenario};

const FOLDER: &str = "scenarios";

/// A lesson that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// `08-convoy-effect`.
    pub folder: &'static str,
    /// Names and texts.
    pub files: &'static [(&'static str, &'static str)],
}

impl Files for BuiltIn {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let file = self.files.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| (*text).to_string())
            .ok_or(FileError::Missing)
    }

    fn names(&self) -> Vec<String> {
        let names = self.files.iter().map(|(name, _)| (*name).to_string());
        names.collect()
    }

    fn display(&self, path: &str) -> String {
        format!("{FOLDER}/{}/{path}", self.folder)
    }
}

pub struct Lesson {
    pub number: u32,
    folder: String,
    built_in: Option<BuiltIn>,
}

/// The lessons, in order.
pub struct Library(Vec<Lesson>);

impl Library {
    pub fn find(built_in: &'static [BuiltIn]) -> Library {
        let here = Folder::new(FOLDER).names();
        let mut lessons: Vec<Lesson> = here
            .into_iter()
            .filter(|folder| Path::new(FOLDER).join(folder).join("README.md").is_file())
            .filter_map(|folder| {
                Some(Lesson {
                    number: number(&folder)?,
                    folder,
                    built_in: None,
                })
            })
            .collect();
        if lessons.is_empty() {
            lessons = built_in
                .iter()
                .filter_map(|lesson| {
                    Some(Lesson {
                        number: number(lesson.folder)?,
                        folder: lesson.folder.to_string(),
                        built_in: Some(*lesson),
                    })
                })
                .collect();
        }
        lessons.sort_by_key(|lesson| lesson.number);
        Library(lessons)
    }

    pub fn lessons(&self) -> &[Lesson] {
        &self.0
    }
}

/// The number that a folder's name begins with.
fn number(folder: &str) -> Option<u32> {
    folder.split_once('-')?.0.parse().ok()
}

impl Lesson {
    /// The folder, there or not.
    pub fn path(&self) -> PathBuf {
        Path::new(FOLDER).join(&self.folder)
    }

    pub fn is_built_in(&self) -> bool {
        self.built_in.is_some()
    }

    /// The scenario, in that language.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn scenario(&self, lang: Lang) -> Result<Scenario, Vec<Diagnostic>> {
        let word = match lang {
            Lang::En => "en",
            Lang::Ko => "ko",
        };
        let overrides = [Override::flag("--lang", "chart.lang", word)];
        match &self.built_in {
            None => files::load(&self.path(), &overrides),
            Some(lesson) => {
                const FILE: &str = "scenario.toml";
                let text = lesson.read(FILE).unwrap_or_default();
                scenario::from_toml(&text, &lesson.display(FILE), lesson, &overrides)
            }
        }
    }

    /// The text of the lesson; the English one where there is no other.
    ///
    /// # Errors
    /// That there is none, or why it cannot be read.
    pub fn readme(&self, lang: Lang) -> Result<String, Vec<Diagnostic>> {
        let disk = Folder::new(self.path());
        let files: &dyn Files = match &self.built_in {
            Some(lesson) => lesson,
            None => &disk,
        };
        let text = match (lang, files.read("README.ko.md")) {
            (Lang::Ko, Ok(text)) => Ok(text),
            _ => files.read("README.md"),
        };
        text.map_err(|error| {
            let file = files.display("README.md");
            let message = match error {
                FileError::Missing => format!("there is no file `{file}`"),
                FileError::Unreadable(why) => format!("`{file}` cannot be read: {why}"),
            };
            vec![Diagnostic::file_error("", message)]
        })
    }
}
