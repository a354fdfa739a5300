//! `concurrent.interpreters` and `InterpreterPoolExecutor`: the programs under tests/interpreters
//! under Python 3.14. Their outputs are not recorded: they are what CPython 3.14's documentation
//! says, and where that says nothing what CPython 3.13's `_interpreters` does.

mod common;

use std::path::{Path, PathBuf};

use common::Folder;

/// How a process can have several interpreters.
const WAYS: &[&str] = &[
    "--python 3.14",
    "--python 3.14t",
    #[cfg(feature = "live")]
    "--python 3.14 --engine live",
];

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interpreters");
    let entries = std::fs::read_dir(folder).expect("the programs");
    let mut programs: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "py"))
        .collect();
    programs.sort();
    programs
}

/// Runs a program that has a folder of its own.
fn run(name: &str, text: &str, options: &str) -> common::Ended {
    let folder = Folder::new(name).with("program.py", text);
    folder.gilsim(&format!("run program.py -q --no-chart {options}"))
}

#[test]
fn interpreters_are_what_the_documentation_says() {
    let programs = programs();
    assert!(programs.len() >= 6);
    for program in programs {
        let name = program.file_stem().expect("a name").to_string_lossy();
        let text = std::fs::read_to_string(&program).expect("a program");
        let expect = std::fs::read_to_string(program.with_extension("out")).expect("its output");
        // How long things take is certain in virtual time only.
        let ways = WAYS.iter();
        for way in ways.filter(|way| name != "pool_times" || !way.contains("live")) {
            let ended = run(&name, &text, way);
            let said = (ended.status, &*ended.stderr, &*ended.stdout);
            assert_eq!(said, (0, "", &*expect), "{name} with {way}");
        }
    }
}

#[test]
fn interpreters_came_with_3_14() {
    let module = "try:\n    from concurrent import interpreters\nexcept ImportError as error:\n    \
                  print(type(error).__name__, error)\n";
    let pool = "try:\n    from concurrent.futures import InterpreterPoolExecutor\n\
                except ImportError as error:\n    print(type(error).__name__, str(error)[:70])\n";
    for version in ["3.8", "3.13", "3.13t"] {
        let options = format!("--python {version}");
        let ended = run("before-module", module, &options);
        assert!(
            ended
                .stdout
                .starts_with("ImportError cannot import name 'interpreters'")
        );
        let ended = run("before-pool", pool, &options);
        let expect = "ImportError cannot import name 'InterpreterPoolExecutor' from";
        assert!(ended.stdout.starts_with(expect), "{ended:?}");
    }
}

#[test]
fn a_crash_in_one_interpreter_ends_all_of_the_process() {
    let program = "from concurrent import interpreters\nimport time\n\
                   interp = interpreters.create()\n\
                   thread = interp.call_in_thread(exec, 'import os, time; time.sleep(0.01); os.abort()')\n\
                   time.sleep(1)\nprint('never')\n";
    for way in WAYS {
        let ended = run("crash", program, way);
        assert_eq!((ended.status, &*ended.stdout), (134, ""), "{way}");
    }
}

#[test]
fn nobody_leaves_who_has_not_come() {
    let program = "import _interpreters\nfor call in (lambda: _interpreters.leave(b''), \
                   _interpreters.take_work, lambda: _interpreters.enter(7, b'', ())):\n    try:\n        \
                   call()\n    except Exception as error:\n        print(type(error).__name__)\n";
    for way in WAYS {
        let ended = run("leave", program, way);
        let expect = "ProcessLookupError\nValueError\nProcessLookupError\n";
        assert_eq!(&*ended.stdout, expect, "{way}");
    }
}

#[test]
fn threads_of_an_interpreter_have_locks_of_their_own() {
    let program = r#"
from concurrent import interpreters
import threading
work = """if 1:
    import threading
    lock, total = threading.Lock(), [0]
    def count():
        for _ in range(200):
            with lock:
                total[0] = (lambda: total)()[0] + 1
    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    told.put(total[0])
"""
told = interpreters.create_queue()
def go():
    interp = interpreters.create()
    interp.prepare_main(told=told)
    for _ in range(3): interp.exec(work)
    used.append(interp)
used = []
threads = [threading.Thread(target=go) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print([told.get() for _ in range(12)] == [800] * 12)
for interp in used: interp.close()
print(len(interpreters.list_all()))
"#;
    for way in WAYS {
        let ended = run("threads", program, way);
        let said = (&*ended.stderr, &*ended.stdout);
        assert_eq!(said, ("", "True\n1\n"), "{way}");
    }
}

#[test]
fn the_end_of_the_process_ends_who_is_inside() {
    let program = "from concurrent import interpreters\nimport os, time\n\
                   interp, other = interpreters.create(), interpreters.create()\n\
                   interp.call_in_thread(exec, 'while True: pass')\n\
                   other.call_in_thread(exec, 'import time; time.sleep(1000)')\n\
                   time.sleep(0.02)\nprint('ends', flush=True)\nos._exit(3)\n";
    for way in WAYS {
        let ended = run("inside", program, way);
        let said = (ended.status, &*ended.stderr, &*ended.stdout);
        assert_eq!(said, (3, "", "ends\n"), "{way}");
    }
}

#[test]
fn a_deadlock_inside_an_interpreter_is_explained() {
    let program = "from concurrent import interpreters\ninterp = interpreters.create()\n\
                   interp.exec('import threading; lock = threading.Lock(); lock.acquire(); \
                   lock.acquire()')\n";
    for way in WAYS {
        let ended = run("deadlock", program, way);
        assert_eq!(ended.status, 125, "{way}: {ended:?}");
        assert!(ended.stderr.contains("MainThread"), "{way}: {ended:?}");
    }
}

#[test]
fn a_child_has_its_parents_queues_and_no_other_interpreter() {
    let program = "from concurrent import interpreters\nimport os\n\
                   interp = interpreters.create()\nqueue = interpreters.create_queue()\n\
                   queue.put(7)\npid = os.fork()\n\
                   print(queue.get(), len(interpreters.list_all()), flush=True)\n\
                   if pid: os.waitpid(pid, 0)\nelse: os._exit(0)\n";
    for way in WAYS {
        let ended = run("fork", program, way);
        let mut lines: Vec<&str> = ended.stdout.lines().collect();
        lines.sort_unstable();
        assert_eq!(lines, ["7 1", "7 2"], "{way}: {ended:?}");
    }
}
