//! Scenarios and programs on the disk.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::scenario::{self, FileError, Files, Override, RunSpec, Scenario};

/// Larger files are no programs.
const MAX_FILE: u64 = 16 << 20;

/// A folder on the disk.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Folder { path: path.into() }
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<String, FileError> {
        read_text(&self.path.join(path))
    }

    fn names(&self) -> Vec<String> {
        let here = Path::new(".");
        let path = if self.path.as_os_str().is_empty() {
            here
        } else {
            &self.path
        };
        let Ok(entries) = fs::read_dir(path) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    fn display(&self, path: &str) -> String {
        self.path.join(path).display().to_string()
    }
}

/// The file that `path` stands for: the `scenario.toml` of a folder.
pub fn scenario_file(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("scenario.toml")
    } else {
        path.to_path_buf()
    }
}

/// The folder whose modules the program of a run imports: its own, as `sys.path[0]` is.
pub fn imports(scenario: &Scenario, run: &RunSpec) -> Folder {
    let program: &str = &run.program.file;
    // Scripted threads alone have no file; they stand in the scenario's.
    let file = if program.starts_with("<threads of ") {
        &*scenario.source.file
    } else {
        program
    };
    Folder::new(Path::new(file).parent().unwrap_or(Path::new("")))
}

/// Reads a scenario file, a folder with a `scenario.toml`, or a bare Python program.
///
/// # Errors
///
/// All problems of the scenario, or that there is no such file.
pub fn load(path: &Path, overrides: &[Override]) -> Result<Scenario, Vec<Diagnostic>> {
    let file = scenario_file(path);
    let shown = file.display().to_string();
    let text = read_text(&file).map_err(|error| {
        let message = match error {
            FileError::Missing if path.is_dir() => {
                format!("there is no scenario.toml in `{}`", path.display())
            }
            FileError::Missing => format!("there is no file `{shown}`"),
            FileError::Unreadable(why) => format!("`{shown}` cannot be read: {why}"),
        };
        let diagnostic = Diagnostic::file_error("", message);
        vec![match nearby(&file) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        }]
    })?;
    let folder = Folder::new(file.parent().unwrap_or(Path::new("")));
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => scenario::from_toml(&text, &shown, &folder, overrides),
        Some("py") => {
            let name = file.file_name().and_then(|name| name.to_str());
            scenario::from_program(name.unwrap_or_default(), &folder, overrides)
        }
        _ => {
            let message = format!("`{shown}` is neither a scenario (.toml) nor a program (.py)");
            Err(vec![Diagnostic::file_error("", message)])
        }
    }
}

/// The file beside `file` whose name is nearest, if `file` is missing.
fn nearby(file: &Path) -> Option<String> {
    if file.exists() {
        return None;
    }
    let folder = file.parent()?;
    let names = Folder::new(folder).names();
    let name = file.file_name()?.to_str()?;
    let near = scenario::nearest(name, names.iter().map(String::as_str))?;
    Some(folder.join(near).display().to_string())
}

fn read_text(path: &Path) -> Result<String, FileError> {
    let unreadable = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => FileError::Missing,
        _ => FileError::Unreadable(error.to_string()),
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(FileError::Unreadable("it is not a file".to_string()));
    }
    if metadata.len() > MAX_FILE {
        let why = format!("it has {} bytes, more than {MAX_FILE}", metadata.len());
        return Err(FileError::Unreadable(why));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        FileError::Unreadable(format!("line {line} is not UTF-8 text"))
    })
}

/// Writes `files` into the folder `dir`, which it makes. Nothing is ever overwritten.
///
/// # Errors
///
/// A sentence: what exists already, or what could not be written.
pub fn write_new(dir: &Path, files: &[(&str, String)]) -> Result<(), String> {
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        return Err(format!("`{}` exists already", dir.join(name).display()));
    }
    fs::create_dir_all(dir)
        .map_err(|error| format!("the folder `{}` cannot be made: {error}", dir.display()))?;
    for (name, text) in files {
        let path = dir.join(name);
        let written =
            fs::File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
    }
    Ok(())
}
