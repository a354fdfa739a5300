//! docs/python.md tells the truth about modules: those that it lists are there, and those that
//! it refuses say what it says.

mod common;

use std::path::Path;

use common::run_program;

/// The rows of the table under a heading: name and remark.
fn rows(page: &str, heading: &str) -> Vec<(String, String)> {
    let section = page
        .split("\n## ")
        .find(|section| section.starts_with(heading))
        .unwrap_or_else(|| panic!("no section {heading}"));
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| row.trim_end_matches(" |").split_once("` | "))
        .map(|(name, remark)| (name.to_string(), remark.to_string()))
        .collect()
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/python.md");
    std::fs::read_to_string(path).unwrap()
}

/// What a program prints to both streams.
fn run(name: &str, program: &str) -> String {
    let ended = run_program(name, program, &[]);
    ended.stdout + &ended.stderr
}

#[test]
fn every_module_of_the_page_can_be_imported() {
    let rows = rows(&page(), "Modules");
    assert!(rows.len() > 50, "the table is read");
    let program: String = rows
        .iter()
        .map(|(name, _)| format!("import {name}\nprint('{name}')\n"))
        .collect();
    let expected: String = rows.iter().map(|(name, _)| format!("{name}\n")).collect();
    assert_eq!(run("page-modules", &program), expected);
}

#[test]
fn every_module_that_is_refused_names_the_nearest() {
    let rows = rows(&page(), "What does not");
    assert!(rows.len() > 15, "the table is read");
    let mut program = String::new();
    let mut expected = String::new();
    for (name, nearest) in &rows {
        program.push_str(&format!(
            "try:\n    import {name}\nexcept ModuleNotFoundError as error:\n    print(error)\n"
        ));
        expected.push_str(&format!(
            "No module named '{name}' (gilsim does not simulate it; the nearest it has is {nearest})\n"
        ));
    }
    assert_eq!(run("page-refused", &program), expected);
}
