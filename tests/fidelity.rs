//! Predictions against what real Pythons did: the recorded table of `tests/fidelity`, and the
//! commands that compare and measure. No Python is needed.

mod common;

use std::fs;
use std::path::Path;

use common::{Ended, Folder};

fn gilsim(name: &str, args: &[&str]) -> (Ended, Folder) {
    let folder = Folder::new(name);
    let output = folder.command("").args(args).output();
    (Ended::of(output.expect("gilsim runs")), folder)
}

/// One program under several versions against the recorded table, whose medians are of three runs:
/// how often two threads without a GIL meet depends on where they stand at the start.
#[track_caller]
fn holds(program: &str, pythons: &[&str], threshold: &str) {
    let fidelity = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fidelity");
    let table = fidelity.join("measurements.tsv");
    let program_path = fidelity.join("programs").join(program);
    let (table, path) = (table.to_string_lossy(), program_path.to_string_lossy());
    let mut args = vec!["validate", &*path, "--measured", &*table, "--cores", "2"];
    args.extend(["--seeds", "3", "--threshold", threshold]);
    for python in pythons {
        args.extend(["--python", python]);
    }
    let (output, folder) = gilsim(program, &args);
    let (stdout, stderr) = (&output.stdout, &output.stderr);
    assert_eq!(output.status, 0, "{stdout}{stderr}");
    for python in pythons {
        assert!(stdout.contains(&format!("\n{python}: ")), "{stdout}");
    }
    let png = fs::read(folder.0.join("output/validation.png")).expect("a chart");
    assert!(png.starts_with(b"\x89PNG"), "the chart is no PNG");
    assert!(folder.0.join("output/validation.svg").exists());
}

/// Where a switch can fall is a fact of a version, not a matter of degree.
#[test]
fn every_version_loses_updates_where_it_did() {
    let pythons = [
        "2.7", "3.6", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.13t", "3.14t",
    ];
    holds("check_points.py", &pythons, "100");
}

#[test]
fn sleeping_threads_overlap_as_they_did() {
    holds("io_bound.py", &["2.7", "3.9", "3.13", "3.14t"], "95");
}

#[test]
fn a_call_that_releases_scales_and_one_that_holds_does_not() {
    holds("c_extension.py", &["3.9", "3.13", "3.13t"], "80");
}

#[test]
fn below_the_threshold_the_status_says_so() {
    let table = "script\tpython\tcase\tmeasure\tmedian\tmin\tmax\truns\n\
                 a.py\t3.9\t\tspeedup\t1.0\t0.9\t1.1\t3\n";
    let folder = Folder::new("threshold")
        .with("a.py", "print('speedup 5.0')\n")
        .with("table.tsv", table);
    let run = |threshold: &str| {
        folder.gilsim(&format!(
            "validate a.py --python 3.9 --measured table.tsv --out charts --threshold {threshold}"
        ))
    };
    let output = run("50");
    assert_eq!(output.status, 1);
    assert!(output.stdout.contains("WRONG"));
    assert!(
        output
            .stderr
            .contains("below the threshold: 0.0 % right, 50 % wanted")
    );
    assert!(folder.0.join("charts/validation.svg").exists());
    assert_eq!(run("0").status, 0);
}

#[test]
fn mistakes_in_the_command_are_named() {
    let check = |args: &[&str], expect: &str| {
        let (output, _) = gilsim("mistakes", args);
        let stderr = &output.stderr;
        assert_eq!(output.status, 2, "{args:?}: {stderr}");
        assert!(stderr.contains(expect), "{args:?}: {stderr}");
    };
    let here = env!("CARGO_MANIFEST_DIR");
    let programs = format!("{here}/tests/fidelity/programs");
    check(
        &["validate", &programs, "--python", "3.9"],
        "write 3.9=PATH, with the path of a Python 3.9",
    );
    check(
        &["validate", &programs, "--python", "4.0=python4"],
        "unknown Python version \"4.0\"",
    );
    check(
        &["validate", "/nonexistent", "--python", "3.9=python3"],
        "`/nonexistent`: No such file",
    );
    check(
        &["validate", here, "--python", "3.9=python3"],
        "there is no Python program in",
    );
    let table = format!("{here}/Cargo.toml");
    check(
        &[
            "validate",
            &programs,
            "--python",
            "3.9",
            "--measured",
            &table,
        ],
        "its first line is not `script python case",
    );
    check(
        &["calibrate", "--python", "/nonexistent/python"],
        "there is no program `/nonexistent/python`",
    );
    check(
        &["calibrate", "--python", "/bin/echo"],
        "`/bin/echo` is no Python: it cannot tell what 6 * 7 is",
    );
    check(
        &["calibrate", "--python", "/bin/false"],
        "`/bin/false` is no Python that works",
    );
    check(
        &["calibrate", "--python", "/bin/echo", "--name", "3.99"],
        "unknown Python version \"3.99\"",
    );
}
