//! Random programs of many threads on the live engine, for as long as one likes.
//!
//!     cargo run --release --example stress -- --seconds 600
//!
//! Sleeps, locks with and without timeouts, conditions, C calls in and outside of the GIL, hashes,
//! devices, output, under every GIL and both kinds of lock, in one process or divided among four.
//! Some rounds are cut short in the middle. After each: what was counted under locks is right, the trace keeps its invariants, and
//! no thread is left. A lost wake-up would leave threads waiting for ever, which ends as a
//! deadlock or at the limit of time, and is a failure.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use gilsim::driver::{End, Hooks, Limit};
use gilsim::runner;
use gilsim::scenario::{self, Engine, FileError, Files, Override, RunSpec};
use gilsim::vm::Stream;

const THREADS: u32 = 64;
/// Among how many processes they are divided in every third round.
const PROCESSES: u32 = 4;
/// No round takes nearly so long by itself.
const PATIENCE: u64 = 120_000_000_000;

const SETTINGS: [&[&str]; 6] = [
    &["python.version=2.7"],
    &["python.version=3.9"],
    &["python.version=3.13"],
    &["python.version=3.13", "python.gil=priority"],
    &["python.version=3.13", "python.switch_interval=50us"],
    &["python.version=3.13", "machine.cores=1"],
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

struct Text(String);

impl Files for Text {
    fn read(&self, path: &str) -> Result<String, FileError> {
        if path == "stress.py" {
            Ok(self.0.clone())
        } else {
            Err(FileError::Missing)
        }
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn display(&self, path: &str) -> String {
        path.to_string()
    }
}

/// One line of what a thread does in a round.
fn step(random: &mut Random) -> String {
    let lock = random.below(6);
    match random.below(11) {
        0 => format!("time.sleep({}e-6)", random.below(3000)),
        1 => format!("c_call({}e-6, True)", random.below(400)),
        2 => format!("c_call({}e-6)", random.below(100)),
        3 => format!("busy({}e-6)", random.below(200)),
        4 => format!("io('disk', {})", random.below(100_000)),
        5 => format!("hashlib.sha256(data[:{}]).digest()", random.below(8000)),
        6 => "time.sleep(0)".to_string(),
        7 => "sys.stdout.write('.' * 500)".to_string(),
        8 => format!("impatient({lock})"),
        9 => "turn()".to_string(),
        _ => format!("count({lock}, {}e-6)", random.below(100)),
    }
}

fn program(random: &mut Random, processes: u32) -> String {
    let mut text = String::from(
        "from __future__ import print_function
import hashlib, multiprocessing, sys, threading, time
from gilsim import busy, c_call, io
data = b'x' * 8000
locks = [threading.Lock() if n % 2 else threading.RLock() for n in range(6)]
counts = [0] * 6
turns = threading.Condition()
waiting = 0
def count(n, seconds):
    with locks[n]:
        before = counts[n]
        if seconds: time.sleep(seconds)
        counts[n] = before + 1
def impatient(n):
    if locks[n].acquire(False):
        locks[n].release()
def turn():
    global waiting
    with turns:
        if waiting:
            waiting -= 1
            turns.notify()
        else:
            waiting += 1
            turns.wait(0.002)
            waiting = max(0, waiting - 1)
",
    );
    for thread in 0..THREADS {
        text.push_str(&format!("def work{thread}():\n"));
        for _ in 0..4 + random.below(12) {
            text.push_str(&format!("    {}\n", step(random)));
        }
    }
    text.push_str("work = [");
    for thread in 0..THREADS {
        text.push_str(&format!("work{thread}, "));
    }
    text.push_str(&format!(
        "]
results = multiprocessing.SimpleQueue()
def family(work):
    threads = [threading.Thread(target=f) for f in work]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    results.put(sum(counts))
children = [multiprocessing.Process(target=family, args=(work[n::{processes}],))
            for n in range(1, {processes})]
for child in children: child.start()
family(work[::{processes}])
found = sum(results.get() for _ in range({processes}))
for child in children: child.join()
print()
print('right' if found == total else found)
"
    ));
    let total = text.matches("    count(").count();
    text.replace("== total", &format!("== {total}"))
}

fn os_threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count)
}

/// One program, run once. What is wrong, if something is.
fn round(seed: u64) -> Result<(), String> {
    let mut random = Random(seed);
    let settings = SETTINGS[(seed % SETTINGS.len() as u64) as usize];
    let overrides: Vec<Override> = settings
        .iter()
        .map(|text| Override::set(text))
        .collect::<Result<_, _>>()
        .map_err(|error| format!("{error:?}"))?;
    let processes = if seed % 3 == 2 { PROCESSES } else { 1 };
    let text = program(&mut random, processes);
    let loaded = scenario::from_program("stress.py", &Text(text.clone()), &overrides);
    let mut spec: RunSpec = loaded.map_err(|found| format!("{found:?}"))?.runs.remove(0);
    spec.engine = Engine::Live;
    spec.seed = seed;
    // One round in eight is cut short.
    let cut = seed % 8 == 7;
    spec.until = if cut {
        1_000_000 * (1 + random.below(30))
    } else {
        PATIENCE
    };
    let code = runner::compile(&spec).map_err(|found| format!("{found:?}"))?;
    let mut printed = Vec::new();
    let mut output = |_: Stream, bytes: &[u8]| printed.extend_from_slice(bytes);
    let hooks = Hooks {
        output: &mut output,
        progress: None,
    };
    let before = os_threads();
    let ran = runner::run(&spec, &code, Box::new(Text(text)), hooks)
        .map_err(|found| format!("{found:?}"))?;
    ran.invariants?;
    match ran.end {
        End::Finished { status: 0 } => {
            let printed = String::from_utf8_lossy(&printed);
            let last = printed.lines().last().unwrap_or_default();
            if last != "right" {
                return Err(format!("printed {last:?}"));
            }
        }
        End::LimitReached(Limit::Time(_)) if cut => {}
        other => return Err(format!("ended with {other:?}")),
    }
    match os_threads().checked_sub(before) {
        Some(left) if left > 0 => Err(format!("{left} threads are left")),
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str, usual: u64| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok())
            .unwrap_or(usual)
    };
    let end = Instant::now() + Duration::from_secs(option("--seconds", 10));
    let first = option("--seed", 0);
    let mut rounds = 0;
    while Instant::now() < end {
        let seed = first + rounds;
        if let Err(wrong) = round(seed) {
            eprintln!(
                "seed {seed}: {wrong}\nagain: cargo run --release --example stress -- --seed {seed} --seconds 1"
            );
            return ExitCode::FAILURE;
        }
        rounds += 1;
    }
    println!("{rounds} rounds of {THREADS} threads: nothing lost, nothing left");
    ExitCode::SUCCESS
}
