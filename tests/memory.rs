//! What processes have in memory: sums, copies after a fork, determinism, and what readers are told.

use gilsim::cli::files::Folder;
use gilsim::driver::{Hooks, Progress};
use gilsim::metrics::MemoryMetrics;
use gilsim::runner;
use gilsim::scenario::{Expectation, Scenario, from_toml};
use gilsim::timeline::display::{Item, Strip, Track};
use gilsim::timeline::{self, ChartSpec, Show};
use gilsim::trace::Trace;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// A program with its scenario, in a folder of its own.
fn scenario(name: &str, program: &str, settings: &str) -> (PathBuf, Scenario) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("memory-{name}"));
    fs::create_dir_all(&folder).expect("a folder for the test");
    fs::write(folder.join("program.py"), program).expect("the program is written");
    let text = format!("program = \"program.py\"\n{settings}");
    let read = from_toml(&text, "scenario.toml", &Folder::new(&folder), &[]);
    (folder, read.expect("the scenario is sound"))
}

fn trace_of(folder: &std::path::Path, scenario: &Scenario) -> Trace {
    let spec = &scenario.runs[0];
    let code = runner::compile(spec).expect("the program compiles");
    let mut progress = |_: Progress| ControlFlow::Continue(());
    let hooks = Hooks {
        output: &mut |_, _| {},
        progress: Some(&mut progress),
    };
    let files = Box::new(Folder::new(folder));
    let ran = runner::run(spec, &code, files, hooks).expect("it runs");
    assert_eq!(ran.invariants, Ok(()));
    ran.trace
}

const COUNTED: &str = "[chart]\nshow = [\"threads\", \"memory\"]";

fn run(name: &str, program: &str) -> Trace {
    let (folder, scenario) = scenario(name, program, COUNTED);
    trace_of(&folder, &scenario)
}

/// A parent with a list of so many things, and a child that does something with it.
fn forked(name: &str, list: &str, child: &str) -> MemoryMetrics {
    let program = format!(
        "import os, time\ndata = {list}\npid = os.fork()\nif not pid:\n    {child}\n    time.sleep(0.01)\n    os._exit(0)\nos.waitpid(pid, 0)\n"
    );
    MemoryMetrics::of(&run(name, &program)).expect("memory was counted")
}

const MIB: u64 = 1 << 20;

/// CPython 3.13 keeps a number in 32 bytes; `bench/machine/memory.py` measured these copies.
#[test]
fn a_child_that_looks_at_objects_copies_them() {
    let list = "list(range(1_000, 101_000))";
    let copied = |name, child| forked(name, list, child).processes[1].copied_bytes;
    let alone = copied("alone", "pass");
    assert!(alone < MIB / 2, "{alone}");
    for (name, child) in [
        ("loop", "for number in data: pass"),
        ("enumerate", "for i, number in enumerate(data): pass"),
        ("index", "for i in range(len(data)): data[i]"),
        ("sum", "sum(data)"),
    ] {
        let more = copied(name, child) - alone;
        let numbers = 100_000 * 32;
        assert!(
            (numbers..numbers + MIB / 8).contains(&more),
            "{name}: {more}"
        );
    }
    // Its length is in the list.
    let length = copied("len", "len(data)") - alone;
    assert!(length < 4 * 4096, "{length}");
    // Who writes copies the pointers as well. (What is freed thereby no longer counts.)
    let written = copied("write", "for i in range(len(data)): data[i] = None") - alone;
    assert!(written > 100_000 * 36, "{written}");
}

#[test]
fn what_many_places_refer_to_is_there_once() {
    let one = forked("one", "[12345] * 100_000", "sum(data)");
    assert!(one.processes[0].heap_bytes < MIB, "{one:?}");
    assert!(one.processes[1].copied_bytes < MIB / 2, "{one:?}");
    let small = forked("small", "[i % 100 for i in range(100_000)]", "sum(data)");
    assert!(small.processes[1].copied_bytes < MIB / 2, "{small:?}");
}

/// Whoever writes has the copy; the page as it was stays with the others.
#[test]
fn a_parent_that_writes_leaves_the_originals_to_its_children() {
    let trace = run(
        "left",
        "import os, time\ndata = list(range(1_000, 101_000))\npid = os.fork()\nif not pid:\n    time.sleep(0.05)\n    os._exit(0)\nfor number in data: pass\ntime.sleep(0.01)\nos.waitpid(pid, 0)\ntime.sleep(0.01)\n",
    );
    let parent = |at: usize| &trace.memory[at].processes[0].1;
    let most = trace
        .memory
        .iter()
        .map(|round| round.processes[0].1.left)
        .max();
    assert!(most > Some(3 * MIB), "{most:?}");
    let last = trace.memory.len() - 1;
    assert_eq!(
        (parent(last).left, parent(last).copied),
        (0, 0),
        "the child is over"
    );
}

#[test]
fn spawned_children_share_nothing_and_threads_everything_but_stacks() {
    let main = |start: &str| {
        format!(
            "import multiprocessing, threading, time\nif __name__ == '__main__':\n    workers = [{start}(target=time.sleep, args=(0.01,)) for _ in range(3)]\n    for w in workers: w.start()\n    for w in workers: w.join()\n"
        )
    };
    let of = |name, start| MemoryMetrics::of(&run(name, &main(start))).expect("counted");
    let spawned = of("spawned", "multiprocessing.get_context('spawn').Process");
    assert_eq!((spawned.shared_bytes, spawned.copied_bytes), (0, 0));
    assert_eq!(spawned.processes.len(), 4);
    let (one, others) = (&spawned.processes[0], &spawned.processes[1..]);
    for other in others {
        assert!(other.own_bytes * 10 > one.own_bytes * 8, "{spawned:?}");
    }
    let threads = of("threads", "threading.Thread");
    assert_eq!(threads.processes.len(), 1);
    let stacks = threads.processes[0].stacks_bytes;
    assert!((90_000..200_000).contains(&stacks), "{stacks}");
    assert_eq!(threads.peak_bytes, threads.processes[0].peak_bytes);
}

const FAMILY: &str = "
import multiprocessing, threading, time
data = [str(i) for i in range(20_000)]
def work():
    t = threading.Thread(target=time.sleep, args=(0.005,))
    t.start()
    for text in data: pass
    t.join()
if __name__ == '__main__':
    block = multiprocessing.Array('d', 1000)
    children = [multiprocessing.get_context('fork').Process(target=work) for _ in range(3)]
    for child in children: child.start()
    for child in children: child.join()
";

#[test]
fn counting_is_deterministic_and_changes_nothing_else() {
    let first = run("first", FAMILY);
    assert!(!first.memory.is_empty());
    assert!(
        first == run("first", FAMILY),
        "two runs with one seed differ"
    );
    let (folder, scenario) = scenario("uncounted", FAMILY, "title = \"memory-first\"");
    let mut uncounted = trace_of(&folder, &scenario);
    assert!(uncounted.memory.is_empty());
    uncounted.processes.clone_from(&first.processes);
    uncounted.memory.clone_from(&first.memory);
    assert!(
        uncounted.slices == first.slices,
        "counting has changed the run"
    );
}

fn strips(items: &[Item]) -> impl Iterator<Item = &Strip> {
    items.iter().filter_map(|item| match item {
        Item::Strip(strip) => Some(strip),
        _ => None,
    })
}

fn bytes_drawn(strip: &Strip) -> u64 {
    let parts = strip.runs.iter().flat_map(|run| &run.parts);
    parts.map(|(_, bytes)| bytes).sum()
}

/// Every bar of the picture is as long as what it stands for.
#[test]
fn bars_add_up_to_what_is_in_use() {
    let trace = run("bars", FAMILY);
    let peak = trace.memory_peak().expect("memory was counted");
    for width in [480, 800, 2000] {
        let spec = ChartSpec {
            width,
            ..ChartSpec::default()
        };
        let list = timeline::memory(&[("", &trace)], &spec);
        let mut processes = 0;
        let mut scale = None;
        for strip in strips(&list.items) {
            let bytes = bytes_drawn(strip);
            let expected = match strip.track {
                Track::Memory(index) => {
                    processes += 1;
                    let used = &peak.processes[index as usize].1;
                    assert!(used.own() + used.shared + used.text == used.resident());
                    used.resident()
                }
                _ => peak.total(),
            };
            assert_eq!(bytes, expected, "{:?} at {width}", strip.track);
            // One scale for all.
            let per_byte = strip.rect.width / bytes as f64;
            let scale = *scale.get_or_insert(per_byte);
            assert!((per_byte / scale - 1.0).abs() < 1e-9);
        }
        assert_eq!(processes, peak.processes.len());
        let right = f64::from(list.width);
        for item in &list.items {
            if let Item::Text(text) = item {
                let bounds = text.bounds();
                assert!(
                    bounds.x >= 0.0 && bounds.right() <= right,
                    "{text:?} is cut"
                );
            }
        }
    }
}

/// A row is as high in each column as its process had bytes then.
#[test]
fn rows_show_what_was_in_use_at_the_time() {
    let trace = run("rows", FAMILY);
    let metrics = gilsim::metrics::Metrics::of(&trace);
    let spec = ChartSpec {
        show: Show {
            memory: true,
            ..Show::default()
        },
        ..ChartSpec::default()
    };
    let list = timeline::layout(&trace, &metrics, &spec);
    let memory = metrics.memory.expect("memory was counted");
    let mut rows = 0;
    for strip in strips(&list.items) {
        let Track::Memory(process) = strip.track else {
            continue;
        };
        rows += 1;
        let highest = strip.runs.iter().map(|run| {
            assert!(run.parts.iter().map(|(_, bytes)| bytes).sum::<u64>() <= run.capacity);
            run.parts.iter().map(|(_, bytes)| bytes).sum::<u64>()
        });
        let peak = memory.processes[process as usize].peak_bytes;
        assert_eq!(highest.max(), Some(peak), "process {process}");
    }
    assert_eq!(rows, trace.processes.len());
}

#[test]
fn claims_about_memory_are_checked_when_they_are_read() {
    let message = |text: &str| {
        let error = Expectation::parse(text, &["a", "b"]).expect_err("it is wrong");
        format!("{} ({})", error.message, error.help.unwrap_or_default())
    };
    for (text, expected) in [
        (
            "run['a'].memory.peek > 1",
            "memory has no `peek` (did you mean `peak`?)",
        ),
        (
            "run['a'].memory > 1",
            "this is all memory, not a number or a text (ask for one of its `peak`, `text`, `shared`, `copied` or `processes`)",
        ),
        (
            "run['a'].process > 1",
            "a run has no `process` (write process('name'))",
        ),
        (
            "run['a'].process('x').heaps > 1",
            "a process has no `heaps` (did you mean `heap`?)",
        ),
    ] {
        assert_eq!(message(text), expected);
    }
    Expectation::parse("sum(run['a'].memory.processes) > 1", &["a"]).expect("it is a claim");
}

#[test]
fn a_claim_alone_has_memory_counted_and_names_processes_that_there_are() {
    let (folder, scenario) = scenario(
        "claim",
        "x = 1\n",
        "title = \"t\"\nexpect = [\"run.process('main').heap > 1\"]",
    );
    assert!(scenario.runs[0].memory);
    assert!(!trace_of(&folder, &scenario).memory.is_empty());
}
