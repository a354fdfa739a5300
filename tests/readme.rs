//! What the README promises.

use std::fs;
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// The targets of the README's links within the repository.
fn links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.starts_with("http"))
        .collect()
}

fn decode(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a sane size")];
    let frame = reader.next_frame(&mut pixels).expect("all rows");
    (frame.width, frame.height)
}

/// It opens with a picture, and every link leads somewhere.
#[test]
fn links_lead_somewhere() {
    let text = readme();
    let links = links(&text);
    assert!(links.len() > 10, "{links:?}");
    assert!(
        links[0].ends_with(".png"),
        "the README opens with a picture"
    );
    for link in links {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
        assert!(path.exists(), "{link}");
        if link.ends_with(".png") {
            let (width, height) = decode(&path);
            assert!(width >= 1000 && height >= 300, "{link}: {width} × {height}");
        }
    }
}

/// The first command of the README ends well, and its pictures decode.
#[test]
fn the_run_command_draws() {
    let text = readme();
    let command = text
        .lines()
        .find_map(|line| line.strip_prefix("cargo run --release -- "))
        .expect("a run command");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&out);
    let status = Command::new(env!("CARGO_BIN_EXE_gilsim"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(command.split_whitespace())
        .arg("--out")
        .arg(&out)
        .output()
        .expect("gilsim runs");
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
    let pictures = fs::read_dir(&out).expect("the pictures' folder");
    let sizes: Vec<_> = pictures
        .map(|entry| decode(&entry.expect("an entry").path()))
        .collect();
    assert!(
        sizes.len() > 1 && sizes.iter().all(|(width, _)| *width == 2000),
        "{sizes:?}"
    );
}

/// Whatever pictures lie in `output` are whole: those of the gallery, and those of the last run.
#[test]
fn pictures_in_output_decode() {
    let output = Path::new(env!("CARGO_MANIFEST_DIR")).join("output");
    let mut decoded = 0;
    for folder in [output.join("gallery"), output] {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "png") {
                decode(&path);
                decoded += 1;
            }
        }
    }
    assert!(decoded > 0);
}
