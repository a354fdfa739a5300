//! `gilsim list`, and the search for scenarios in folders.

use std::fs;
use std::path::{Path, PathBuf};

use super::args;
use super::console::Console;
use super::files;
use super::status;
use crate::timeline::font::printable;

/// Folders below one another that are searched.
const MAX_DEPTH: usize = 16;

/// The scenarios that `path` stands for: itself, or all below the folder, in order of name.
///
/// # Errors
/// A sentence, where there is none.
pub fn scenarios(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        // A file that is not there is told about when it is read.
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![(path.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        if folder.join("scenario.toml").is_file() {
            found.push(folder);
            continue;
        }
        if depth == MAX_DEPTH {
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|error| {
            format!("the folder `{}` cannot be read: {error}", folder.display())
        })?;
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            // Links are not followed: they may lead round in a circle.
            if !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), depth + 1));
            }
        }
    }
    if found.is_empty() {
        return Err(format!(
            "there is no scenario.toml in `{}` or below",
            path.display()
        ));
    }
    found.sort();
    Ok(found)
}

/// `gilsim list`: a scenario and its question per entry.
pub fn list(args: &args::List, console: &Console) -> u8 {
    if !args.dir.exists() {
        console.error(format!("there is no folder `{}`", args.dir.display()));
        return status::BAD_USAGE;
    }
    let paths = match scenarios(&args.dir) {
        Ok(paths) => paths,
        Err(message) => {
            console.error(message);
            return status::BAD_USAGE;
        }
    };
    let mut text = String::new();
    let mut worst = status::DONE;
    for path in paths {
        match files::load(&path, &[]) {
            Ok(scenario) => {
                text.push_str(&format!(
                    "{}\n  {}\n",
                    path.display(),
                    printable(&scenario.title)
                ));
                if let Some(question) = &scenario.question {
                    text.push_str(&format!("  {}\n", printable(question)));
                }
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
