//! `concurrent.interpreters` and `InterpreterPoolExecutor`: the programs under tests/interpreters
//! under Python 3.14. Their outputs are not recorded: they are what CPython 3.14's documentation
//! says, and where that says nothing what CPython 3.13's `_interpreters` does.

mod common;

use std::path::{Path, PathBuf};

use common::Folder;

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
        for version in ["3.14", "3.14t"] {
            let ended = run(&name, &text, &format!("--python {version}"));
            let said = (ended.status, &*ended.stderr, &*ended.stdout);
            assert_eq!(said, (0, "", &*expect), "{name} under {version}");
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
    let ended = run("crash", program, "--python 3.14");
    assert_eq!((ended.status, &*ended.stdout), (134, ""));
}

#[test]
fn nobody_leaves_who_has_not_come() {
    let program = "import _interpreters\nfor call in (lambda: _interpreters.leave(b''), \
                   _interpreters.take_work, lambda: _interpreters.enter(7, b'', ())):\n    try:\n        \
                   call()\n    except Exception as error:\n        print(type(error).__name__)\n";
    let ended = run("leave", program, "--python 3.14");
    assert_eq!(
        &*ended.stdout,
        "ProcessLookupError\nValueError\nProcessLookupError\n"
    );
}
