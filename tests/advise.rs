//! `gilsim advise`: which way it picks for which work, what it says about the others, and what a
//! program lacks that it cannot advise on.

mod common;

use common::{Ended, Folder};
use serde_json::Value;

const SUMS: &str = "def work(item):\n    total = 0\n    for i in range(item):\n        total += i\n    return total\n\n";

fn advise(name: &str, program: &str, options: &str) -> Ended {
    let folder = Folder::new(name).with("program.py", program);
    folder.gilsim(&format!("advise program.py --no-chart {options}"))
}

fn json(name: &str, program: &str, options: &str) -> Value {
    let ended = advise(name, program, &format!("--json {options}"));
    assert_eq!(ended.status, 0, "{ended:#?}");
    serde_json::from_str(&ended.stdout).expect("JSON")
}

fn way<'a>(advice: &'a Value, word: &str) -> &'a Value {
    let ways = advice["ways"].as_array().expect("ways");
    let found = ways.iter().find(|it| it["way"] == word);
    found.unwrap_or_else(|| panic!("no {word} in {advice:#}"))
}

fn best_ns(advice: &Value, word: &str) -> u64 {
    way(advice, word)["best"]["wall_ns"]
        .as_u64()
        .expect("a best")
}

/// Python itself: only what has a GIL of its own, or none, makes it faster.
#[test]
fn work_that_calculates_goes_to_processes() {
    let program = format!("{SUMS}items = [60_000] * 12\n");
    let advice = json("cpu", &program, "");
    assert_eq!(advice["pick"]["way"], "processes", "{advice:#}");
    assert_eq!(advice["pick"]["workers"], 4);
    let one = best_ns(&advice, "one_by_one");
    assert!(best_ns(&advice, "threads") > one / 100 * 95);
    assert!(best_ns(&advice, "processes") < one / 2);
    assert!(best_ns(&advice, "free_threads") < one / 2);
    assert_eq!(way(&advice, "free_threads")["python"], "3.13t");
    assert!(way(&advice, "asyncio")["best"].is_null());

    let advice = json("cpu-free", &program, "--python 3.13t");
    assert_eq!(advice["pick"]["way"], "free_threads", "{advice:#}");
    let advice = json("cpu-alone", &program, "--cores 1");
    assert_eq!(advice["pick"]["way"], "one_by_one", "{advice:#}");
}

/// Waiting: threads, as many as there are things to wait for; asyncio where the work is async.
#[test]
fn work_that_waits_goes_to_threads_or_asyncio() {
    let program = "import time\n\ndef work(item):\n    time.sleep(0.02)\n\nitems = range(24)\n";
    let advice = json("waits", program, "");
    assert_eq!(advice["pick"]["way"], "threads", "{advice:#}");
    assert_eq!(advice["pick"]["workers"], 24);
    let refused = way(&advice, "asyncio")["refused"].as_str();
    assert!(refused.is_some_and(|why| why.contains("ordinary function")));

    let program = "import asyncio\n\nasync def work(item):\n    await asyncio.sleep(0.02)\n\nitems = range(24)\n";
    let advice = json("waits-async", program, "");
    let picked = advice["pick"]["way"].as_str().expect("a way");
    assert!(["threads", "asyncio"].contains(&picked), "{advice:#}");
    assert!(best_ns(&advice, "asyncio") < 30_000_000, "{advice:#}");
    assert!(best_ns(&advice, "processes") > best_ns(&advice, "asyncio"));
}

/// Whatever has to be started or sent costs more than such work itself.
#[test]
fn tiny_work_and_large_items_stay_where_they_are() {
    let tiny = "def work(item):\n    return item + 1\n\nitems = range(20)\n";
    assert_eq!(json("tiny", tiny, "")["pick"]["way"], "one_by_one");

    let large =
        "def work(item):\n    return len(item)\n\nitems = [bytes(2_000_000) for _ in range(8)]\n";
    let advice = json("large", large, "");
    assert_eq!(advice["pick"]["way"], "one_by_one", "{advice:#}");
    assert!(advice["sent_bytes"].as_u64() >= Some(16_000_000));
    assert!(best_ns(&advice, "processes") > 5 * best_ns(&advice, "one_by_one"));
}

/// What cannot be pickled cannot go to a process; the advice says what and why.
#[test]
fn items_that_cannot_be_pickled_rule_processes_out() {
    let program = "import threading\n\ndef work(item):\n    return sum(range(10_000))\n\nitems = [1, threading.Lock()]\n";
    let ended = advise("unpicklable", program, "");
    assert_eq!(ended.status, 0, "{ended:#?}");
    let expect = "Processes are impossible: call 2 cannot be pickled: TypeError: cannot pickle '_thread.lock' object.";
    assert!(ended.stdout.contains(expect), "{}", ended.stdout);
}

/// A program with an executor of its own gets others in its place.
#[test]
fn executors_are_swapped() {
    let program = format!(
        "\"\"\"A pool.\"\"\"\nfrom __future__ import annotations\n\
         from concurrent.futures import ThreadPoolExecutor, as_completed\n\n{SUMS}\
         if __name__ == '__main__':\n    with ThreadPoolExecutor(3) as pool:\n        \
         jobs = [pool.submit(work, 60_000) for _ in range(8)]\n        \
         print(sum(job.result() for job in as_completed(jobs)))\n"
    );
    let advice = json("executor", &program, "");
    assert_eq!(advice["pick"]["way"], "processes", "{advice:#}");
    assert_eq!(advice["calls"], 8);
    let written = advice["as_written_ns"].as_u64().expect("as written");
    assert!(written > advice["pick"]["wall_ns"].as_u64().expect("picked"));
}

/// Names of the program's own, and one that no import statement can name.
#[test]
fn work_and_items_may_have_other_names() {
    let text = SUMS.replace("work", "add") + "NUMBERS = [100] * 3\n";
    let folder = Folder::new("names").with("my-sums.py", &text);
    let line = "advise my-sums.py --work add --items NUMBERS --workers 2,1 --json --no-chart";
    let ended = folder.gilsim(line);
    assert_eq!(ended.status, 0, "{ended:#?}");
    let advice: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let walls = way(&advice, "threads")["walls"].as_array().expect("walls");
    let workers: Vec<_> = walls.iter().map(|it| it["workers"].as_u64()).collect();
    assert_eq!(workers, [Some(1), Some(2)]);
}

/// What is missing is said, with its place and what to write.
#[test]
fn what_a_program_lacks_is_said() {
    let check = |name: &str, program: &str, expect: &[&str]| {
        advise(name, program, "").says(2, expect);
    };
    check(
        "no-work",
        "\nitems = [1]\n",
        &["program.py:2:1", "no function `work`", "`def work(item):`"],
    );
    check(
        "no-items",
        "def work(item):\n    return item\n",
        &["program.py:1:1", "no list `items`", "items = [1, 2, 3]"],
    );
    check(
        "nothing",
        "def compute(x):\n    return x\n",
        &[
            "program.py:1:1",
            "--work compute",
            "`work(item)`",
            "executor",
        ],
    );
    check(
        "arguments",
        "def work(a, b):\n    return a\n\nitems = [1]\n",
        &["program.py:1:1", "more than one argument"],
    );
    check(
        "empty",
        "def work(x):\n    return x\n\nitems = []\n",
        &["`items` is empty"],
    );
    check("syntax", "def work(x:\n", &["program.py:1", "SyntaxError"]);
    check("blank", "", &["nothing here to advise on"]);
    let folder = Folder::new("no-file");
    folder
        .gilsim("advise absent.py")
        .says(2, &["there is no file `absent.py`"]);
    folder.gilsim("advise .").says(2, &["is no Python program"]);
}

/// Work that fails is told as it fails, and nothing is advised.
#[test]
fn work_that_fails_is_told_with_its_traceback() {
    let program = "def work(item):\n    return 1 // item\n\nitems = [1, 0]\n";
    let ended = advise("raises", program, "");
    ended.says(
        1,
        &[
            "program.py",
            "line 2, in work",
            "ZeroDivisionError",
            "nothing to compare",
        ],
    );
    assert_eq!(ended.stdout, "");
    let program = "def work(item):\n    while True:\n        pass\n\nitems = [1]\n";
    advise("endless", program, "--until 5ms").says(124, &["did not end within 5ms"]);
}

/// The same advice every time, and pictures beside it.
#[test]
fn advice_is_the_same_every_time() {
    let program = format!("{SUMS}items = [5_000] * 6\n");
    let folder = Folder::new("same").with("program.py", &program);
    let first = folder.gilsim("advise program.py --out a --format png,svg,csv");
    let second = folder.gilsim("advise program.py --out b --format png,svg,csv");
    assert_eq!(first.status, 0, "{first:#?}");
    assert_eq!(first.stdout, second.stdout);
    let names = folder.names("a");
    let expect = ["csv", "png", "svg"].map(|end| format!("program-advice.{end}"));
    let workers = ["csv", "png", "svg"].map(|end| format!("program-workers.{end}"));
    assert_eq!(names, [expect, workers].concat());
    for name in names {
        assert_eq!(
            folder.read(&format!("a/{name}")),
            folder.read(&format!("b/{name}")),
            "{name}"
        );
    }
}

/// Every program that would run can be had, and is one that runs.
#[test]
fn the_programs_are_printed() {
    let ended = advise("print", &format!("{SUMS}items = [10]\n"), "--print-program");
    assert_eq!(ended.status, 0);
    for part in [
        "program_one_by_one.py",
        "ThreadPoolExecutor(max_workers=4)",
        "ProcessPoolExecutor",
    ] {
        assert!(ended.stdout.contains(part), "{}", ended.stdout);
    }
}
