//! Signals from outside the program: `[[signal]]` in a scenario, and Ctrl-C on a live run.

mod common;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use common::{Ended, Folder};

fn scenario(program: &str, signals: &[(&str, &str)]) -> Folder {
    let mut text = "title = \"Signals\"\nquestion = \"Who handles them?\"\n\
                    program = \"program.py\"\n"
        .to_string();
    for (name, at) in signals {
        text.push_str(&format!("[[signal]]\nname = \"{name}\"\nat = \"{at}\"\n"));
    }
    let name = format!("{:x}", program.len());
    Folder::new(&format!("{name}-{}", signals.len()))
        .with("program.py", program)
        .with("scenario.toml", &text)
}

#[track_caller]
fn check(folder: &Folder, options: &str, status: i32, stdout: &str) -> Ended {
    let ended = folder.gilsim(&format!("run . -q --no-chart {options}"));
    assert_eq!(
        (ended.status, &*ended.stdout),
        (status, stdout),
        "{options}\n{ended:#?}"
    );
    ended
}

const JOINING: &str = "\
import threading
def work():
    print('worker', go.wait(PATIENCE))
go = threading.Event()
thread = threading.Thread(target=work)
thread.start()
try:
    thread.join()
except KeyboardInterrupt:
    print('interrupted')
    go.set()
thread.join()
";

/// Since 3.2 the wait for a lock ends with the signal, before only after it.
#[test]
fn ctrl_c_interrupts_a_join_but_not_in_python_2() {
    let program = JOINING.replace("PATIENCE", "300");
    let patient = scenario(&program, &[("SIGINT", "100ms")]);
    for options in [
        "",
        "--python 3.9",
        "--engine live",
        "--python 3.9 --engine live",
    ] {
        check(&patient, options, 0, "interrupted\nworker True\n");
    }
    let program = JOINING.replace("PATIENCE", "0.4");
    let hasty = scenario(&program, &[("SIGINT", "100ms")]);
    for options in ["--python 2.7", "--python 2.7 --engine live"] {
        check(&hasty, options, 0, "worker False\ninterrupted\n");
    }
}

/// A loop that never blocks sees it at a check point, and the rest of a sleep is slept.
#[test]
fn handlers_run_at_check_points_and_in_sleeps() {
    let program = "\
import signal, time
seen = []
signal.signal(signal.SIGTERM, lambda number, frame: seen.append(frame.f_code.co_name))
def spin():
    while not seen: pass
def doze():
    start = time.monotonic()
    time.sleep(1)
    return time.monotonic() - start >= 1
spin()
print(doze(), seen)
try:
    while True: pass
except KeyboardInterrupt:
    print('enough')
";
    let signals = [("SIGTERM", "300ms"), ("SIGTERM", "700ms"), ("SIGINT", "2s")];
    let folder = scenario(program, &signals);
    for options in [
        "",
        "--python 3.6",
        "--python 2.7",
        "--gil none",
        "--engine live",
    ] {
        check(&folder, options, 0, "True ['spin', 'doze']\nenough\n");
    }
}

#[test]
fn nothing_catches_it() {
    let program = "import time\nprint('begun', flush=True)\ntry:\n    time.sleep(5)\n\
                   finally:\n    print('finally')\n";
    let interrupted = scenario(program, &[("SIGINT", "100ms")]);
    for options in ["", "--engine live"] {
        let ended = check(&interrupted, options, 130, "begun\nfinally\n");
        assert!(ended.stderr.ends_with("KeyboardInterrupt\n"), "{ended:#?}");
    }
    let killed = scenario(program, &[("SIGTERM", "100ms"), ("SIGINT", "200ms")]);
    check(&killed, "", 143, "begun\n");
    check(&killed, "--engine live", 143, "begun\n");
}

/// The program is over, and a thread that is no daemon still runs: the wait for it ends, and with
/// it the run. The words are those of each version's interpreter, which are not `traceback`'s.
#[test]
fn ctrl_c_while_the_main_thread_waits_for_the_others() {
    let program = "import threading, time\ndef work():\n    time.sleep(2)\n    print('done')\n\
                   threading.Thread(target=work).start()\nprint('main done')\n";
    let folder = scenario(program, &[("SIGINT", "1s")]);
    for (options, header) in [
        ("", "Traceback (most recent call last):\n"),
        ("--engine live", "Traceback (most recent call last):\n"),
        ("--python 3.12", "Exception ignored in: <module 'threading'"),
        ("--python 3.9", "Exception ignored in: <module 'threading'"),
    ] {
        let ended = check(&folder, options, 0, "main done\n");
        assert!(ended.stderr.starts_with(header), "{options}: {ended:#?}");
        let last = "    _thread_shutdown()\nKeyboardInterrupt: \n";
        assert!(ended.stderr.ends_with(last), "{options}: {ended:#?}");
    }
}

/// The first press is the program's, the second ends the run.
#[test]
#[cfg(unix)]
fn ctrl_c_on_a_live_run() {
    let program = "import time\ntry:\n    print('ready', flush=True)\n    time.sleep(50)\n\
                   except KeyboardInterrupt:\n    print('caught', flush=True)\n\
                   while True: pass\n";
    let folder = Folder::new("pressed").with("program.py", program);
    let mut command = folder.command("run program.py -q --no-chart --engine live");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gilsim runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut line = || lines.next().expect("a line").expect("text");
    let press = || {
        let pid = child.id().to_string();
        let pressed = Command::new("kill").args(["-INT", &pid]).status();
        assert!(pressed.expect("kill runs").success());
    };
    assert_eq!(line(), "ready");
    press();
    assert_eq!(line(), "caught");
    press();
    let status = child.wait().expect("it ends").code();
    let mut stderr = String::new();
    let mut pipe = child.stderr.take().expect("a pipe");
    pipe.read_to_string(&mut stderr).expect("text");
    assert_eq!(status, Some(130), "{stderr}");
}
