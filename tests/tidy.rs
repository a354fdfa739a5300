//! Keeps the house as ARCHITECTURE.md draws it: which module may use which, and what must not be
//! there at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which modules each module may use besides itself. No arrow points back.
const MAY_USE: &[(&str, &[&str])] = &[
    ("nanos", &[]),
    ("diagnostic", &[]),
    ("bytecode", &[]),
    ("syntax", &["bytecode"]),
    ("compile", &["bytecode", "syntax"]),
    ("profile", &["bytecode", "gil", "nanos"]),
    // `syntax` for the anchors of carets; `payload` is a macro of its own.
    (
        "vm",
        &["bytecode", "gil", "nanos", "profile", "syntax", "payload"],
    ),
    ("sched", &["nanos"]),
    ("gil", &["nanos", "sched"]),
    ("trace", &["nanos"]),
    ("driver", &["gil", "nanos", "sched", "trace", "vm"]),
    ("sim", &["driver", "gil", "nanos", "sched", "trace", "vm"]),
    ("live", &["driver", "gil", "nanos", "sched", "trace", "vm"]),
    ("metrics", &["nanos", "trace"]),
    ("timeline", &["metrics", "nanos", "trace"]),
    ("render", &["metrics", "nanos", "timeline", "trace"]),
    (
        "scenario",
        &["diagnostic", "gil", "nanos", "profile", "sched"],
    ),
    (
        "runner",
        &[
            "bytecode",
            "compile",
            "diagnostic",
            "driver",
            "gil",
            "live",
            "metrics",
            "nanos",
            "profile",
            "scenario",
            "sched",
            "sim",
            "syntax",
            "trace",
            "vm",
        ],
    ),
];

/// Words that only some places may use: the core touches no operating system and iterates
/// nothing unordered.
const RESERVED: &[(&str, &[&str])] = &[
    ("Instant::now", &["src/cli/", "src/live/"]),
    ("SystemTime::now", &["src/cli/", "src/live/"]),
    ("thread::scope", &["src/live/"]),
    ("thread::spawn", &["src/cli/"]),
    ("parking_lot", &["src/live/"]),
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
    let allowed: BTreeMap<&str, BTreeSet<&str>> = MAY_USE
        .iter()
        .map(|&(module, uses)| (module, uses.iter().copied().collect()))
        .collect();
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (file, text) in sources() {
        let Some(module) = file
            .strip_prefix("src/")
            .and_then(|f| f.split(['/', '.']).next())
        else {
            continue;
        };
        let Some(allowed) = allowed.get(module) else {
            continue;
        };
        for (line, code) in code(&text) {
            for used in code.split("crate::").skip(1) {
                let used = used
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next();
                let used = used.unwrap_or_default();
                arrows += 1;
                if used != module && !allowed.contains(used) && !used.is_empty() {
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
fn the_map_names_every_module() {
    let map = include_str!("../ARCHITECTURE.md");
    for line in include_str!("../src/lib.rs").lines() {
        if let Some(module) = line.strip_prefix("pub mod ") {
            let module = module.trim_end_matches(';');
            assert!(
                map.contains(&format!("`{module}`")),
                "ARCHITECTURE.md lacks `{module}`"
            );
        }
    }
}
