//! The pictures of README.md and docs/gallery.md are what their commands draw now.
//! `GILSIM_RECORD=1 cargo test --test gallery` draws them anew.

#[path = "common/pixels.rs"]
mod pixels;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pixels::{Comparison, recording};

const GALLERY: &str = "output/gallery";

/// What stands after `cargo run --release --` in the commands that draw for the gallery.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("cargo run --release -- "))
        .filter_map(|line| line.strip_suffix("--out output/gallery"))
}

/// The words of a shell line: quotes keep blanks.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(i, part)| match i % 2 {
            1 => vec![part.to_string()],
            _ => part.split_whitespace().map(str::to_string).collect(),
        })
        .collect()
}

/// Every picture of the gallery is drawn by one of the commands, is shown, and is current.
#[test]
fn the_gallery_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).expect(file);
    let pages = [read("README.md"), read("docs/gallery.md")];
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    let _ = fs::remove_dir_all(&out);
    let mut drawn = 0;
    for command in pages.iter().flat_map(|page| commands(page)) {
        let ended = Command::new(env!("CARGO_BIN_EXE_gilsim"))
            .current_dir(root)
            .args(words(command))
            .arg("--quiet")
            .arg("--out")
            .arg(&out)
            .output()
            .expect("gilsim runs");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{command}: {said}");
        drawn += 1;
    }
    assert!(drawn >= 5, "only {drawn} commands were found");

    let mut comparison = Comparison::new("gallery");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(&out).expect("pictures") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        // A command may draw more than is shown.
        if pages
            .iter()
            .any(|page| page.contains(&format!("{GALLERY}/{name})")))
        {
            let bytes = fs::read(&path).expect("readable");
            comparison.check(&root.join(GALLERY).join(&name), &bytes);
            names.insert(name);
        }
    }
    comparison.finish();
    for entry in fs::read_dir(root.join(GALLERY)).expect("the gallery") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        if !names.contains(&name) && recording() {
            fs::remove_file(&path).expect("removed");
        } else {
            assert!(names.contains(&name), "{name}: nothing draws or shows it");
        }
    }
}
