//! Ways to count references: what each costs, and what becomes of counts that nothing protects.

mod common;

use common::{Ended, Folder, run_program};

/// Five references in each of 20,000 rounds: two are taken and two dropped by the assignments, and
/// the loop drops its last number.
const LOOP: &str = "\
def work():
    pair = [1.5, 2.5]
    for _ in range(20_000):
        mine = pair
        again = mine
work()
";

/// Twelve objects that two threads count all the time.
const SHARED: &str = "\
import threading

class Page:
    pass

def visit(page):
    return page.title

def reader():
    for _ in range(500):
        for page in pages:
            visit(page)

pages = []
for number in range(12):
    page = Page()
    page.title = [number]
    pages.append(page)
threads = [threading.Thread(target=reader, name=f'reader-{n}') for n in (1, 2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print('done')
";

fn summary(name: &str, program: &str, options: &[&str]) -> serde_json::Value {
    let folder = Folder::new(name).with("program.py", program);
    let command = format!(
        "run program.py --no-chart --quiet --summary s.json {}",
        options.join(" ")
    );
    let ended = folder.gilsim(&command);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let text = std::fs::read(folder.0.join("s.json")).expect("a summary");
    let summary: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    summary["runs"][0].clone()
}

fn wall(name: &str, program: &str, options: &[&str]) -> f64 {
    let run = summary(name, program, options);
    run["metrics"]["wall_ns"].as_f64().expect("a number")
}

const UNPROTECTED: [&str; 4] = [
    "--python 3.14t",
    "--gil none",
    "--cores 2",
    "--set python.refcount=unprotected",
];

#[test]
fn each_model_costs_what_was_measured_for_each_reference() {
    let plain = wall("plain", LOOP, &[]);
    let of = |model: &str| {
        let set = format!("--set python.refcount={model}");
        (wall(model, LOOP, &[&set]) - plain) / 20_000.0
    };
    let per_round = |model: &str, measured: f64| {
        let found = of(model);
        let expect = 5.0 * measured;
        assert!(
            (found - expect).abs() < 0.1 * expect,
            "{model}: {found} ns a round, not {expect}"
        );
    };
    per_round("biased", 0.6);
    per_round("atomic", 4.0);
    per_round("per-object-lock", 10.8);
    let explicit = wall("explicit", LOOP, &["--set python.refcount=plain"]);
    assert_eq!(
        explicit, plain,
        "what a version does anyway changes nothing"
    );
}

/// Since 3.12 None, small ints and names have no count; before, they had one like everything.
#[test]
fn immortal_objects_are_not_counted_since_3_12() {
    let program = LOOP.replace("[1.5, 2.5]", "None");
    let price = |version: &str| {
        let version = format!("--python {version}");
        let plain = wall("immortal-plain", &program, &[&version]);
        let atomic = ["--set python.refcount=atomic", &version];
        (wall("immortal-atomic", &program, &atomic) - plain) / 20_000.0
    };
    let (since, before) = (price("3.13"), price("3.11"));
    assert!(
        (3.8..4.2).contains(&since),
        "the loop's number alone: {since}"
    );
    assert!((19.0..21.0).contains(&before), "{before}");
}

/// A thread that did not make an object pays for an atomic instruction under biased counting.
#[test]
fn biased_counts_are_atomic_for_the_others() {
    let program = |who: &str| {
        format!(
            "import threading
pair = [1.5]
def work(pair):
    for _ in range(20_000):
        mine = pair
        again = mine
{who}
"
        )
    };
    let own = program("work(pair)");
    let others = program("t = threading.Thread(target=work, args=(pair,)); t.start(); t.join()");
    let price = |program: &str| {
        let plain = wall("bias-plain", program, &[]);
        wall("bias", program, &["--set python.refcount=biased"]) - plain
    };
    let (own, others) = (price(&own) / 20_000.0, price(&others) / 20_000.0);
    assert!((2.8..3.2).contains(&own), "{own}");
    assert!((18.0..20.0).contains(&others), "{others}");
}

/// Without a GIL, atomic counts are right but their lines go back and forth; each thread with an
/// object of its own does not pay for that.
#[test]
fn contended_counts_wait_for_the_line() {
    let program = |own: &str| {
        format!(
            "import threading
pair = [1.5]
def work(pair):
    {own}
    for _ in range(5_000):
        mine = pair
threads = [threading.Thread(target=work, args=(pair,)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
"
        )
    };
    let options = [
        "--python 3.14t",
        "--cores 2",
        "--set python.refcount=atomic",
    ];
    let shared = wall("contended", &program("pass"), &options);
    let apart = wall("apart", &program("pair = [2.5]"), &options);
    assert!(shared > 1.5 * apart, "{shared} {apart}");
}

fn unprotected(name: &str) -> Ended {
    let all: Vec<&str> = UNPROTECTED
        .iter()
        .flat_map(|option| option.split(' '))
        .collect();
    run_program(name, SHARED, &all)
}

/// Both kinds of miscounts are found and told with the two instructions; the program itself goes on.
#[test]
fn unprotected_counts_leak_and_are_freed_early() {
    let ended = unprotected("races");
    assert_eq!(ended.stdout, "done\n");
    let stderr = &ended.stderr;
    for part in [
        "reference counts without protection: ",
        "used after it was freed: ",
        "leaked: ",
        "never freed",
        "references left",
        "both had read the same count at ",
        "reader-1, ",
        "program.py:",
        "swept instead of counted",
    ] {
        assert!(stderr.contains(part), "no `{part}` in\n{stderr}");
    }
    let run = summary("races-json", SHARED, &UNPROTECTED);
    assert_eq!(run["refcount"], "unprotected");
    let references = &run["references"];
    for (list, sign) in [("leaks", 1), ("freed_early", -1)] {
        let found = references[list].as_array().expect("a list");
        assert!(!found.is_empty(), "{references}");
        for miscount in found {
            let off_by = miscount["off_by"].as_i64().expect("a number");
            let lost = |what: &str| miscount[what].as_i64().expect("a number");
            assert_eq!(off_by.signum(), sign, "{miscount}");
            assert_eq!(off_by, lost("lost_decrements") - lost("lost_increments"));
            let (lost, kept) = (
                &miscount["collision"]["lost"],
                &miscount["collision"]["kept"],
            );
            assert_ne!(lost["thread"], kept["thread"], "{miscount}");
            assert_eq!(lost["change"].as_i64(), Some(-sign), "{miscount}");
        }
    }
}

#[test]
fn the_same_seed_loses_the_same_counts() {
    let report = |seed| summary("seed", SHARED, &[&UNPROTECTED[..], &[seed]].concat());
    let first = report("--seed 7");
    assert_eq!(first["references"], report("--seed 7")["references"]);
    assert_ne!(first["references"], report("--seed 8")["references"]);
}

/// One core does one thing at a time, and so does one thread.
#[test]
fn nothing_is_lost_where_nothing_happens_at_the_same_time() {
    let one_core = [UNPROTECTED[0], UNPROTECTED[1], "--cores 1", UNPROTECTED[3]];
    let run = summary("one-core", SHARED, &one_core);
    assert_eq!(run["references"]["lost"], 0, "{}", run["references"]);
    let run = summary("one-thread", LOOP, &UNPROTECTED);
    assert_eq!(run["references"]["lost"], 0);
    assert_eq!(run["references"]["watched"], 0);
    let run = summary("gil", SHARED, &[]);
    assert!(run.get("references").is_none() && run.get("refcount").is_none());
}

/// A process has its own objects and its own counts; a child begins with none lost.
#[test]
fn processes_are_counted_apart() {
    let program = "\
import os
data = [[n] for n in range(10)]
pid = os.fork()
for _ in range(200):
    for item in data:
        mine = item
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
print('done')
";
    let run = summary("fork", program, &UNPROTECTED);
    assert_eq!(run["references"]["lost"], 0, "{}", run["references"]);
}

#[test]
fn what_cannot_be_counted_so_is_refused() {
    let check = |options: &str, message: &str| {
        let folder = Folder::new("refused").with("program.py", LOOP);
        let ended = folder.gilsim(&format!("run program.py --no-chart {options}"));
        assert_eq!(ended.status, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    };
    check("--set python.refcount=atomik", "`atomic`");
    check(
        "--set python.refcount=unprotected",
        "the GIL protects the reference counts",
    );
    check(
        "--gil none --set python.refcount=plain",
        "plain reference counts need a GIL",
    );
    check(
        "--engine live --set python.refcount=atomic",
        "the live engine has no refcount = \"atomic\"",
    );
}

/// Expectations reach the numbers, and misspelt ones are found before anything runs.
#[test]
fn expectations_are_about_counts_as_well() {
    let scenario = |claim: &str| {
        let toml = format!(
            "title = \"Counts\"\nprogram = \"program.py\"\nexpect = [\"{claim}\"]\n\
             [python]\nversion = \"3.14t\"\nrefcount = \"unprotected\"\n[machine]\ncores = 2\n"
        );
        let folder = Folder::new("expect").with("program.py", SHARED);
        folder.with("scenario.toml", &toml).gilsim("check .")
    };
    let held = scenario("run.refcount.lost >= run.refcount.leaks + run.refcount.freed_early > 0");
    assert_eq!(held.status, 0, "{}{}", held.stdout, held.stderr);
    let wrong = scenario("run.refcount.leek > 0");
    assert!(wrong.stderr.contains("`leaks`"), "{}", wrong.stderr);
    let whole = scenario("run.refcount > 0");
    assert!(
        whole.stderr.contains("all reference counts"),
        "{}",
        whole.stderr
    );
}
