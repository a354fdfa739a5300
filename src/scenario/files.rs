//! How the reader sees the files beside a scenario. The core touches no operating system; the
//! command line reads a disk, a test or a browser page reads a map.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::Source;

/// Why a file's text is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    Missing,
    /// A directory, no permission, not UTF-8: in words.
    Unreadable(String),
}

/// The folder of a scenario.
pub trait Files {
    /// The text of the file at `path`, relative to the folder.
    fn read(&self, path: &str) -> Result<String, FileError>;

    /// The names of the files in the folder, to suggest one.
    fn names(&self) -> Vec<String>;

    /// What messages and tracebacks call the file at `path`.
    fn display(&self, path: &str) -> String {
        path.to_string()
    }
}

/// Files in memory, by path.
impl Files for IndexMap<String, String> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.get(path).cloned().ok_or(FileError::Missing)
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

/// Reads programs, each once.
pub struct Programs<'a> {
    pub files: &'a dyn Files,
    read: BTreeMap<String, Result<Source, FileError>>,
}

impl<'a> Programs<'a> {
    pub fn new(files: &'a dyn Files) -> Self {
        Programs {
            files,
            read: BTreeMap::new(),
        }
    }

    pub fn read(&mut self, path: &str) -> Result<Source, FileError> {
        if let Some(known) = self.read.get(path) {
            return known.clone();
        }
        let read = self
            .files
            .read(path)
            .map(|text| Source::new(self.files.display(path), text));
        self.read.insert(path.to_string(), read.clone());
        read
    }
}
