//! The scenarios of the repository: each is read without a problem and has its lesson.

use std::fs;
use std::path::{Path, PathBuf};

use gilsim::cli::files::{load, write_new};
use gilsim::diagnostic::render_all;
use gilsim::scenario::skeleton;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = fs::read_dir(root).expect("the folder of the scenarios");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_scenario_is_sound_and_has_a_lesson() {
    let folders = folders();
    assert!(folders.len() >= 13);
    for folder in folders {
        let scenario = load(&folder, &[])
            .unwrap_or_else(|problems| panic!("{}", render_all(&problems, false, 100)));
        assert!(
            scenario.warnings.is_empty(),
            "{}",
            render_all(&scenario.warnings, false, 100)
        );
        assert!(
            scenario.question.is_some() && !scenario.expectations.is_empty(),
            "{folder:?}"
        );
        let lesson = fs::read_to_string(folder.join("README.md")).expect("a lesson");
        assert!(
            lesson.starts_with(&format!("# {}\n", scenario.title)),
            "{folder:?}"
        );
        for part in [
            "**Question.** ",
            "**Predict.** ",
            "**Run.**",
            "**What to look at**",
            "**Answer.** ",
            "**Try next**",
        ] {
            assert!(lesson.contains(part), "{folder:?} {part}");
        }
        assert!(
            lesson.contains(scenario.question.as_deref().unwrap_or_default()),
            "{folder:?}"
        );
    }
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let check = |path: &str, expect: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let problems = load(&path, &[]).expect_err("a problem");
        let text = render_all(&problems, false, 100).replace(env!("CARGO_MANIFEST_DIR"), "");
        assert!(text.contains(expect), "{text}");
    };
    check(
        "scenarios/01-cpu-bound-thread",
        "did you mean `/scenarios/01-cpu-bound-threads`?",
    );
    check(
        "scenarios/01-cpu-bound-threads/countdwn.py",
        "did you mean `/scenarios/01-cpu-bound-threads/countdown.py`?",
    );
    check("scenarios", "there is no scenario.toml in `/scenarios`");
    check(
        "Cargo.lock",
        "is neither a scenario (.toml) nor a program (.py)",
    );
}

#[test]
fn a_new_scenario_is_written_once() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-scenario");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("removed");
    }
    let files = skeleton("new-scenario").expect("a name");
    write_new(&folder, &files).expect("written");
    assert_eq!(load(&folder, &[]).expect("sound").title, "New scenario");
    let error = write_new(&folder, &files).expect_err("it exists");
    assert!(error.ends_with("scenario.toml` exists already"), "{error}");
}
