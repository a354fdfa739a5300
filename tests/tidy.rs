//! Keeps the house as ARCHITECTURE.md draws it: which module may use which, and what must not be
//! there at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAP: &str = include_str!("../ARCHITECTURE.md");

/// Which modules each module may use besides itself: the column "knows" of the map. Modules that
/// may use everything are left out.
fn may_use() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let rows = MAP
        .lines()
        .skip_while(|line| !line.starts_with("| folder | what it holds | knows |"))
        .take_while(|line| line.starts_with('|'));
    let mut modules = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [folder, _, knows] = cells.as_slice() else {
            continue;
        };
        let module = folder.trim_matches('`');
        if *knows != "everything" {
            let known = knows.split('`').skip(1).step_by(2);
            modules.insert(module, known.collect());
        }
    }
    modules
}

/// Words that only some places may use: the core touches no operating system and iterates
/// nothing unordered.
const RESERVED: &[(&str, &[&str])] = &[
    ("Instant::now", &["src/cli/"]),
    ("SystemTime::now", &["src/cli/", "src/live/"]),
    ("thread::scope", &["src/live/"]),
    ("thread::spawn", &["src/cli/"]),
    ("parking_lot::", &["src/live/"]),
    ("rustix", &["src/live/"]),
    ("thread::sleep", &[]),
    ("std::fs", &["src/cli/", "src/render/file.rs"]),
    ("std::net", &[]),
    ("process::Command", &["src/cli/real_python.rs"]),
    ("collections::HashMap", &[]),
    ("collections::HashSet", &[]),
    ("ruff_python_", &["src/syntax/"]),
    ("ruff_text_size", &["src/syntax/"]),
    ("plotters", &["src/render/"]),
    ("ratatui", &["src/play/view/", "src/cli/play.rs"]),
    ("crossterm", &["src/cli/play.rs"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source files are UTF-8");
            let shown = path.strip_prefix(root).expect("below the root");
            (shown.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// The code of a file without its comments and its unit tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

#[test]
fn no_arrow_points_back() {
    let may_use = may_use();
    assert!(may_use.len() > 12, "the map was not found: {may_use:?}");
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (file, text) in sources() {
        let Some(module) = file
            .strip_prefix("src/")
            .and_then(|f| f.split(['/', '.']).next())
        else {
            continue;
        };
        let Some(allowed) = may_use.get(module) else {
            continue;
        };
        for (line, code) in code(&text) {
            for used in code.split("crate::").skip(1) {
                let used = used
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next();
                let used = used.unwrap_or_default();
                arrows += 1;
                // A macro of `vm`'s own.
                let own = used == module || used == "payload" || used.is_empty();
                if !own && !allowed.contains(used) {
                    wrong.push(format!("{file}:{line}: `{module}` may not use `{used}`"));
                }
            }
        }
    }
    assert!(
        arrows > 500,
        "only {arrows} uses found: the search is broken"
    );
    assert!(
        wrong.is_empty(),
        "{}\nsee ARCHITECTURE.md",
        wrong.join("\n")
    );
}

#[test]
fn the_core_touches_no_operating_system() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (line, code) in code(&text) {
            for (word, places) in RESERVED {
                if code.contains(word) && !places.iter().any(|place| file.starts_with(place)) {
                    wrong.push(format!("{file}:{line}: `{word}` has no place here"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nsee ARCHITECTURE.md",
        wrong.join("\n")
    );
}

#[test]
fn the_map_names_every_module_and_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut expected: Vec<String> = include_str!("../src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(|module| format!("`{module}`"))
        .collect();
    assert!(expected.len() > 12, "no modules found: {expected:?}");
    for entry in fs::read_dir(root.join("tests")).expect("the tests") {
        let name = entry.expect("a readable folder").file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".rs") {
            expected.push(format!("`tests/{name}`"));
        }
    }
    expected.retain(|name| !MAP.contains(name.as_str()));
    assert_eq!(expected, [""; 0], "ARCHITECTURE.md lacks these");
}
