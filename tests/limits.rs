//! Programs without an end, or without measure, end all the same: soon, with a clear message and
//! the right exit status.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[track_caller]
fn check(name: &str, program: &str, status: i32, message: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("limits-{name}"));
    fs::create_dir_all(&folder).expect("a folder for the test");
    fs::write(folder.join("program.py"), program).expect("a file for the test");
    let ended = Command::new(env!("CARGO_BIN_EXE_gilsim"))
        .current_dir(&folder)
        .args(["run", "program.py", "-q", "--no-chart", "--until", "10ms"])
        .stdin(Stdio::null())
        .output()
        .expect("gilsim runs");
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(status), "{program}\n{stderr}");
    assert!(stderr.contains(message), "no `{message}` in\n{stderr}");
}

/// A native call that takes its items from an iterator is cut short as a loop is.
#[test]
fn endless_iterators_meet_the_limit_of_time() {
    for (name, expression) in [
        ("list", "list(itertools.count())"),
        ("sum", "sum(itertools.count())"),
        ("range", "sum(range(10**12))"),
        ("max", "max(itertools.cycle([1]))"),
        ("tuple", "tuple(iter(int, 1))"),
        ("reduce", "functools.reduce(max, itertools.count())"),
    ] {
        let program = format!("import functools, itertools\n{expression}\n");
        check(name, &program, 124, "within 10ms of virtual time");
    }
}

/// What would not fit is refused before it is made.
#[test]
fn sizes_are_checked_before_anything_is_made() {
    for (name, expression) in [
        ("power", "10**10**10"),
        ("shift", "1 << 10**12"),
        ("zfill", "'x'.zfill(10**12)"),
        ("repeat", "[0] * 10**12"),
        ("bytes", "bytes(10**12)"),
        ("from-range", "list(range(10**12))"),
        ("bits", "__import__('random').getrandbits(10**10)"),
    ] {
        check(name, &format!("x = {expression}\n"), 1, "MemoryError");
    }
}

/// One thread and one lock are a deadlock too.
#[test]
fn a_thread_that_waits_for_itself_is_told_where() {
    let program = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n";
    check("self", program, 125, "program.py:4");
}
