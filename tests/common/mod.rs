//! The binary from outside, as the tests of several files run it.
#![allow(dead_code, reason = "no test file needs all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of one test, empty at first.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{}-{name}", env!("CARGO_CRATE_NAME")));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    pub fn with(self, file: &str, text: &str) -> Folder {
        fs::write(self.0.join(file), text).expect("a file for the test");
        self
    }

    /// `gilsim` in this folder, with the words of a line.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gilsim"));
        command.current_dir(&self.0).args(line.split_whitespace());
        command.env_remove("NO_COLOR").stdin(Stdio::null());
        command
    }

    pub fn gilsim(&self, line: &str) -> Ended {
        Ended::of(self.command(line).output().expect("gilsim runs"))
    }

    pub fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// What lies in a folder below, in order.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub fn of(output: Output) -> Ended {
        Ended {
            status: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// Ended with that status, after saying each of these.
    #[track_caller]
    pub fn says(&self, status: i32, stderr: &[&str]) {
        assert_eq!(self.status, status, "{self:#?}");
        for part in stderr {
            assert!(
                self.stderr.contains(part),
                "no `{part}` in\n{}",
                self.stderr
            );
        }
    }
}

/// Runs a bare program as `python3` would, with more words for the command line.
pub fn run_program(name: &str, program: &str, options: &[&str]) -> Ended {
    let folder = Folder::new(name).with("program.py", program);
    let mut command = folder.command("run program.py -q --no-chart");
    Ended::of(command.args(options).output().expect("gilsim runs"))
}
