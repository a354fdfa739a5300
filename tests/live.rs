//! The same programs in virtual time and on real threads: what they print, in which order things
//! happen, and the invariants agree. Times are real, and the machine may be busy: nothing here
//! depends on one, but for comparisons that hold by a wide margin.
#![cfg(feature = "live")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gilsim::cli::files::Folder;
use gilsim::driver::{End, Hooks};
use gilsim::runner::{self, Ran};
use gilsim::scenario::{self, Engine, FileError, Files, RunSpec};
use gilsim::trace::{MarkKind, State};
use gilsim::vm::Stream;

/// What a run printed, and what it did.
struct Told {
    printed: String,
    ran: Ran,
}

impl Told {
    fn lines(&self) -> Vec<&str> {
        self.printed.lines().collect()
    }

    fn spent(&self, name: &str, state: State) -> u64 {
        self.total(name).by_state[state as usize]
    }

    fn marks(&self, kind: MarkKind) -> u64 {
        let totals = self.ran.trace.totals.iter();
        totals.map(|total| total.marks[kind as usize]).sum()
    }

    fn total(&self, name: &str) -> &gilsim::trace::Totals {
        let at = self.ran.trace.threads.iter().position(|t| t.name == name);
        &self.ran.trace.totals[at.unwrap_or_else(|| panic!("no thread {name}"))]
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A program that is in no file.
struct Program<'a>(&'a str);

impl Files for Program<'_> {
    fn read(&self, _: &str) -> Result<String, FileError> {
        Ok(self.0.to_string())
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn display(&self, path: &str) -> String {
        path.to_string()
    }
}

fn spec(text: &str, settings: &[&str]) -> RunSpec {
    let overrides: Vec<_> = settings
        .iter()
        .map(|text| scenario::Override::set(text).expect("a setting"))
        .collect();
    let loaded = scenario::from_program("program.py", &Program(text), &overrides);
    let mut runs = loaded.expect("a sound program").runs;
    runs.remove(0)
}

fn run(mut spec: RunSpec, engine: Engine) -> Told {
    spec.engine = engine;
    spec.until = 100_000_000_000;
    let code = runner::compile(&spec).expect("it compiles");
    let mut printed = Vec::new();
    let mut output = |_: Stream, bytes: &[u8]| printed.extend_from_slice(bytes);
    let hooks = Hooks {
        output: &mut output,
        progress: None,
    };
    let files = Box::new(Folder::new(root().join("tests")));
    let ran = runner::run(&spec, &code, files, hooks).expect("it runs");
    assert_eq!(ran.invariants, Ok(()));
    Told {
        printed: String::from_utf8(printed).expect("text"),
        ran,
    }
}

/// Every GIL that threads can share for real, and both kinds of lock.
const GILS: [&str; 4] = [
    "python.version=2.7",
    "python.version=3.9",
    "python.version=3.13",
    "python.gil=priority",
];

/// Runs a program under every GIL, simulated and live, and looks at each run.
fn check(text: &str, look: impl Fn(&Told)) {
    for setting in GILS {
        let spec = spec(text, &[setting]);
        for engine in [Engine::Sim, Engine::Live] {
            let told = run(spec.clone(), engine);
            assert_eq!(
                told.ran.end,
                End::Finished { status: 0 },
                "{setting} {engine:?}"
            );
            look(&told);
        }
    }
}

/// As [`check`]; what is printed does not depend on chance.
fn check_prints(text: &str, expect: &str) {
    check(text, |told| assert_eq!(told.printed, expect));
}

#[test]
fn locks_protect_what_they_guard() {
    check_prints(
        "from __future__ import print_function
import threading
lock = threading.Lock()
total = 0
def work():
    global total
    for _ in range(300):
        with lock:
            total = (lambda: total)() + 1
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total)
",
        "1800\n",
    );
}

#[test]
fn events_and_conditions_keep_their_order() {
    check_prints(
        "from __future__ import print_function
import threading
turn = 0
changed = threading.Condition()
said = []
def speak(me):
    global turn
    for round in range(20):
        with changed:
            while turn % 4 != me:
                changed.wait()
            said.append(me)
            turn += 1
            changed.notify_all()
threads = [threading.Thread(target=speak, args=(n,)) for n in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(said == [0, 1, 2, 3] * 20)
",
        "True\n",
    );
}

#[test]
fn queues_lose_and_double_nothing() {
    check_prints(
        "from __future__ import print_function
import threading
try:
    import queue
except ImportError:
    import Queue as queue
todo, done = queue.Queue(maxsize=3), queue.Queue()
def work():
    while True:
        item = todo.get()
        if item is None:
            return
        done.put(item * item)
threads = [threading.Thread(target=work) for _ in range(5)]
for thread in threads: thread.start()
for item in range(100): todo.put(item)
for _ in threads: todo.put(None)
for thread in threads: thread.join()
print(sorted(done.get() for _ in range(100)) == [n * n for n in range(100)])
",
        "True\n",
    );
}

#[test]
fn time_goes_on_and_sleeps_are_long_enough() {
    check_prints(
        "from __future__ import print_function
import threading, time
started = threading.Event()
ends = {}
def sleep(name, seconds):
    started.wait()
    start = time.time()
    time.sleep(seconds)
    ends[name] = time.time() - start
threads = [threading.Thread(target=sleep, args=a) for a in (('a', .03), ('b', .001))]
for thread in threads: thread.start()
started.set()
for thread in threads: thread.join()
lock = threading.Lock()
lock.acquire()
print(ends['a'] >= .0299, ends['b'] >= .00099)
",
        "True True\n",
    );
}

#[test]
fn timeouts_run_out_and_only_then() {
    let told = run(
        spec(
            "import threading, time
lock = threading.Lock()
lock.acquire()
start = time.monotonic()
print(lock.acquire(timeout=0.02), time.monotonic() - start >= 0.02)
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=100), time.monotonic() - start < 90)
print(threading.Event().wait(0.01))
",
            &[],
        ),
        Engine::Live,
    );
    assert_eq!(told.lines(), ["False True", "True True", "False"]);
}

#[test]
fn clocks_are_those_of_the_computer() {
    let told = run(
        spec(
            "import time
from gilsim import busy
worked = time.thread_time(), time.process_time()
busy(0.02)
print(time.thread_time() - worked[0] >= 0.0199, time.process_time() - worked[1] >= 0.0199)
print(time.time())
",
            &[],
        ),
        Engine::Live,
    );
    let lines = told.lines();
    assert_eq!(lines[0], "True True");
    // Later than the clock of the simulated computer, which begins with 2026.
    assert!(lines[1].parse::<f64>().expect("seconds") > 1_600_000_000.0);
}

#[test]
fn c_calls_take_real_time_and_say_whether_they_keep_the_gil() {
    let program = "from gilsim import c_call
import threading
def work(name, releases):
    c_call(0.02, releases_gil=releases)
threads = [threading.Thread(target=work, name=n, args=(n, n == 'out')) for n in ('in', 'out')]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec(program, &[]), engine);
        assert!(told.spent("in", State::NativeHolding) >= 19_000_000);
        let outside = told.spent("out", State::Native) + told.spent("out", State::Runnable);
        assert!(outside >= 19_000_000, "{outside}");
        assert_eq!(told.spent("out", State::NativeHolding), 0);
        assert!(told.total("in").held >= 19_000_000);
    }
}

/// The same digests and streams, and large ones are made outside of the GIL.
#[test]
fn hashes_and_streams_are_made_without_the_gil() {
    for (module, call) in [
        ("hashlib", "hashlib.sha256(data).hexdigest()[:8]"),
        ("zlib", "zlib.crc32(data)"),
        ("zlib", "zlib.crc32(zlib.compress(data))"),
        ("zlib", "zlib.decompress(zlib.compress(data)) == data"),
    ] {
        let program = format!(
            "import {module}, threading
def work(n):
    data = bytes([n]) * 300_000
    for _ in range(4):
        print({call})
for n in range(3):
    thread = threading.Thread(target=work, args=(n,), name=str(n))
    thread.start()
    thread.join()
"
        );
        let both = [Engine::Sim, Engine::Live].map(|engine| run(spec(&program, &[]), engine));
        assert_eq!(both[0].printed, both[1].printed, "{call}");
        for told in both {
            assert!(told.spent("1", State::Native) > 0, "{call}");
        }
    }
}

/// `+=` has no check point between its load and its store; a call has.
#[test]
fn updates_are_lost_only_where_a_check_point_is_between() {
    let program = |update: &str| {
        format!(
            "import sys, threading
sys.setswitchinterval(1e-5)
count = 0
def same(n): return n
def work():
    global count
    for _ in range(100000):
        {update}
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(count)
"
        )
    };
    for engine in [Engine::Sim, Engine::Live] {
        let safe = run(spec(&program("count += 1"), &[]), engine);
        assert_eq!(safe.printed, "300000\n");
        // Chance may spare a run, but not ten.
        let lost = (0..10).any(|_| {
            let racy = run(spec(&program("count = same(count) + 1"), &[]), engine);
            racy.printed != "300000\n"
        });
        assert!(lost, "{engine:?}");
    }
}

#[test]
fn busy_threads_ask_and_are_asked() {
    let program = "import threading
from gilsim import busy
threads = [threading.Thread(target=busy, args=(0.06,)) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec(program, &[]), engine);
        assert!(told.marks(MarkKind::DropRequest) > 0, "{engine:?}");
        assert!(told.marks(MarkKind::ForcedSwitch) > 0, "{engine:?}");
        // What is asked for is dropped at most once for each request.
        assert!(told.marks(MarkKind::ForcedSwitch) <= told.marks(MarkKind::DropRequest));
    }
}

#[test]
fn waits_name_the_holder_of_the_gil() {
    let program = "import threading
from gilsim import c_call
def hold():
    for _ in range(5):
        c_call(0.02)
def wait():
    for _ in range(5):
        c_call(0.001, releases_gil=True)
threads = [threading.Thread(target=f, name=f.__name__) for f in (hold, wait)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec(program, &[]), engine);
        let trace = &told.ran.trace;
        let named = trace.gil_waits.iter().any(|wait| {
            let Some(cause) = trace.causes.get(wait.cause.0 as usize) else {
                return false;
            };
            let by = cause.by.map(|by| &*trace.threads[by.0 as usize].name);
            let line = cause.place.as_ref().map(|place| place.line);
            by == Some("hold") && line == Some(5)
        });
        assert!(named, "{engine:?}: {:?}", trace.causes);
    }
}

#[test]
fn an_interpreter_executes_the_same_instructions() {
    let program = "total = 0
for n in range(100_000):
    total += n % 7 if n % 3 else len(str(n))
print(total)
";
    let [sim, live] = [Engine::Sim, Engine::Live].map(|engine| run(spec(program, &[]), engine));
    assert_eq!(sim.printed, live.printed);
    let count = |told: &Told| told.total("MainThread").instructions;
    assert_eq!(count(&sim), count(&live));
}

/// The folders of `tests/python` whose programs have processes.
const WITH_PROCESSES: [&str; 3] = ["fork", "processes", "process_pools"];

#[test]
fn processes_on_real_threads_print_what_those_of_cpython_do() {
    let folders = WITH_PROCESSES.map(|folder| root().join("tests/python").join(folder));
    let files = folders.iter().flat_map(|folder| {
        let files = fs::read_dir(folder).expect("a folder of programs");
        files.map(|file| file.expect("a file").path())
    });
    let is_program = |path: &PathBuf| path.extension().is_some_and(|it| it == "py");
    let mut programs = 0;
    for program in files.filter(is_program) {
        let ended = Command::new(env!("CARGO_BIN_EXE_gilsim"))
            .arg("run")
            .arg(&program)
            .args(quiet(&[]))
            .output()
            .expect("gilsim");
        let expect = fs::read_to_string(program.with_extension("out")).expect("a recording");
        let printed = String::from_utf8_lossy(&ended.stdout);
        let (name, said) = (program.display(), String::from_utf8_lossy(&ended.stderr));
        assert_eq!(printed, expect, "gilsim run --engine live {name}\n{said}");
        programs += 1;
    }
    assert!(programs > 80, "{programs} programs");
}

#[test]
fn processes_compute_at_the_same_time_where_threads_take_turns() {
    let text = "import multiprocessing
def count():
    n = 0
    while n < 400_000: n += 1
children = [multiprocessing.Process(target=count) for _ in range(2)]
for child in children: child.start()
for child in children: child.join()
print([child.exitcode for child in children])";
    let spec = spec(text, &["machine.cores=2"]);
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec.clone(), engine);
        assert_eq!(told.printed, "[0, 0]\n");
        let trace = &told.ran.trace;
        assert_eq!((trace.processes.len(), trace.gils.len()), (3, 3));
        let instructions: Vec<u64> = trace.totals.iter().map(|it| it.instructions).collect();
        assert!(instructions[1] > 1_000_000, "{engine:?} {instructions:?}");
        assert!(instructions[2] > 1_000_000, "{engine:?} {instructions:?}");
        // Children that wait for no GIL of another's.
        let waits: u64 = trace.totals[1..]
            .iter()
            .map(|it| it.by_state[State::GilWait as usize])
            .sum();
        assert_eq!(waits, 0, "{engine:?}");
    }
}

/// Each waits, with its own GIL, for the other to have begun.
#[test]
fn interpreters_have_their_gils_at_the_same_time() {
    let text = "import threading
from concurrent import interpreters
begun = interpreters.create_queue()
def work():
    interp = interpreters.create()
    interp.prepare_main(begun=begun)
    interp.exec('begun.put(1)\\nwhile begun.qsize() < 2: pass')
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(begun.qsize())";
    let spec = spec(text, &["python.version=3.14", "machine.cores=2"]);
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec.clone(), engine);
        assert_eq!(told.printed, "2\n");
        let trace = &told.ran.trace;
        let names: Vec<&str> = trace.gils.iter().map(|gil| gil.name.as_str()).collect();
        assert_eq!(names, ["GIL", "GIL 2", "GIL 3"], "{engine:?}");
        let of = |gil: u32| trace.holds.iter().filter(move |hold| hold.gil.0 == gil);
        let together = of(1).any(|one| {
            of(2).any(|two| one.thread != two.thread && one.start < two.end && two.start < one.end)
        });
        assert!(together, "{engine:?} {:?}", trace.holds);
    }
}

#[test]
fn a_killed_process_ends_whatever_its_threads_do_and_no_other_does() {
    let text = "import multiprocessing, os, threading, time
from gilsim import c_call
def child(ready):
    held.acquire()
    def wait():
        with held: pass
    def compute():
        while True: pass
    for work in (wait, compute, lambda: time.sleep(100), lambda: c_call(100, True)):
        threading.Thread(target=work, daemon=True).start()
    ready.set()
    time.sleep(100)
held = threading.Lock()
ready = multiprocessing.Event()
one = multiprocessing.Process(target=child, args=(ready,))
one.start()
ready.wait()
time.sleep(0.02)
one.kill()
one.join()
two = multiprocessing.Process(target=os.abort)
two.start()
two.join()
print(one.exitcode, two.exitcode, held.locked())";
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec(text, &[]), engine);
        assert_eq!(told.printed, "-9 -6 False\n", "{engine:?}");
        let ended = told
            .ran
            .trace
            .threads
            .iter()
            .filter(|it| it.ended.is_some());
        // All but the main thread, which ends with the run.
        assert_eq!(ended.count(), 6, "{engine:?}");
    }
}

/// As in CPython, where a copy keeps what its parent had set.
#[test]
fn a_forked_child_keeps_the_switch_interval_of_its_parent() {
    let program = |sets: &str| {
        format!(
            "import os, sys, threading
{sets}
if os.fork() == 0:
    def count():
        n = 0
        while n < 2_000_000: n += 1
    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    os._exit(0)
os.wait()"
        )
    };
    for engine in [Engine::Sim, Engine::Live] {
        let requests = |sets: &str| {
            let spec = spec(&program(sets), &["machine.cores=2"]);
            run(spec, engine).marks(MarkKind::DropRequest)
        };
        assert!(requests("") > 0, "{engine:?}");
        assert_eq!(requests("sys.setswitchinterval(30)"), 0, "{engine:?}");
    }
}

#[test]
fn a_deadlock_of_processes_names_who_waits_for_whom() {
    let text = "import multiprocessing
def work(first, second, met):
    with first:
        met.wait()
        with second: pass
a, b, met = multiprocessing.Lock(), multiprocessing.Lock(), multiprocessing.Barrier(2)
children = [multiprocessing.Process(target=work, args=pair) for pair in ((a, b, met), (b, a, met))]
for child in children: child.start()
for child in children: child.join()";
    for engine in [Engine::Sim, Engine::Live] {
        let told = run(spec(text, &[]), engine);
        let End::Deadlock(deadlock) = told.ran.end else {
            panic!("{engine:?}: {:?}", told.ran.end);
        };
        let names: Vec<&str> = deadlock.threads.iter().map(|it| &*it.name).collect();
        let expect = ["MainThread", "Process-1/MainThread", "Process-2/MainThread"];
        assert_eq!(names, expect, "{engine:?}");
        assert_eq!(deadlock.cycle.len(), 2, "{engine:?}: {deadlock:?}");
    }
}

// The binary.

fn gilsim(name: &str, program: &str, arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("live-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    fs::write(folder.join("program.py"), program).expect("a file for the test");
    Command::new(env!("CARGO_BIN_EXE_gilsim"))
        .current_dir(&folder)
        .args(["run", "program.py"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("gilsim runs")
}

#[track_caller]
fn ends(name: &str, program: &str, arguments: &[&str], status: i32, says: &str) {
    let ended = gilsim(name, program, arguments);
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(says), "no `{says}` in\n{stderr}");
}

const QUIET: [&str; 4] = ["--engine", "live", "-q", "--no-chart"];

fn quiet<'a>(more: &[&'a str]) -> Vec<&'a str> {
    QUIET.iter().chain(more).copied().collect()
}

#[test]
fn statuses_are_those_of_a_simulated_run() {
    ends("exit", "import sys; sys.exit(3)", &quiet(&[]), 3, "");
    ends(
        "raise",
        "1 / 0",
        &quiet(&[]),
        1,
        "ZeroDivisionError: division by zero",
    );
    let endless = "while True: pass";
    ends(
        "until",
        endless,
        &quiet(&["--until", "50ms"]),
        124,
        "within 50ms of real time",
    );
    let few = ["--set", "run.max_instructions=5000"];
    ends(
        "few",
        endless,
        &quiet(&few),
        124,
        "within 5,000 instructions",
    );
    let stuck = "import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()";
    ends(
        "stuck",
        stuck,
        &quiet(&[]),
        125,
        "a thread waits for itself",
    );
}

#[test]
fn a_daemon_does_not_keep_the_process_alive() {
    let program = "import threading, time
def forever():
    while True: time.sleep(1000)
threading.Thread(target=forever, daemon=True).start()
print('over')";
    let ended = gilsim("daemon", program, &quiet(&[]));
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(ended.stdout, b"over\n");
}

#[test]
fn no_live_run_without_a_gil() {
    let says = "use engine \"sim\" for it";
    ends("none", "print(1)", &quiet(&["--gil", "none"]), 2, says);
    ends("free", "print(1)", &quiet(&["--python", "3.13t"]), 2, says);
    let ended = gilsim("none-at-all", "print(1)", &quiet(&["--gil", "none"]));
    assert_eq!(ended.stdout, b"");
}

/// A thread that waits for ever on another core, and one that works: one picture for each engine,
/// one of both, and the numbers side by side.
#[test]
fn both_engines_are_drawn_on_one_axis() {
    let program = "import threading, time
thread = threading.Thread(target=time.sleep, args=(0.01,), name='sleeper')
thread.start()
thread.join()";
    let ended = gilsim("both", program, &["--engine", "both", "--format", "svg"]);
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("live / simulated"), "{stderr}");
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live-both/output");
    for (file, engine) in [
        ("program.svg", "simulated"),
        ("program.svg", "live"),
        ("program-simulated.svg", "simulated"),
        ("program-live.svg", "live"),
    ] {
        let text = fs::read_to_string(output.join(file)).expect(file);
        assert!(text.contains(engine), "{file} does not say {engine}");
    }
}

/// All of a program's threads are kept on the cores that it was given.
#[test]
fn one_core_means_one_core() {
    let program = "import threading
from gilsim import c_call
threads = [threading.Thread(target=c_call, args=(0.01, True)) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()";
    let told = run(spec(program, &["machine.cores=1"]), Engine::Live);
    assert_eq!(told.ran.trace.cores, 1);
    // Three calls on one core take at least as long as one after the other.
    assert!(told.ran.trace.end >= 29_000_000, "{}", told.ran.trace.end);
}

/// The second Ctrl-C ends a run whatever its threads do, and what came before is drawn.
#[test]
#[cfg(unix)]
fn an_interrupted_run_is_drawn() {
    use std::io::Read;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live-interrupt");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    let program = "import threading, time, sys
from gilsim import busy, c_call
lock = threading.Lock()
lock.acquire()
calls = [(time.sleep, 1000), (busy, 1000), (c_call, 1000, True), (lock.acquire,)]
for call, *args in calls:
    threading.Thread(target=call, args=args).start()
print('ready', flush=True)
try:
    time.sleep(1000)
except KeyboardInterrupt:
    print('again', flush=True)
";
    fs::write(folder.join("program.py"), program).expect("a file for the test");
    let mut child = Command::new(env!("CARGO_BIN_EXE_gilsim"))
        .current_dir(&folder)
        .args(["run", "program.py", "--engine", "live", "--format", "svg"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gilsim starts");
    for expect in [b"ready\n", b"again\n"] {
        let mut said = [0; 6];
        let stdout = child.stdout.as_mut().expect("piped");
        stdout.read_exact(&mut said).expect("the program says so");
        assert_eq!(&said, expect);
        let interrupt = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(interrupt.expect("kill runs").success());
    }
    let ended = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("interrupted after"), "{stderr}");
    assert!(folder.join("output/program.svg").exists());
}
