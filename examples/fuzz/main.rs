//! Fuzzing without a nightly toolchain: made-up inputs through all layers.
//!
//! ```text
//! cargo run --profile fuzz --example fuzz -- programs --inputs 2000000
//! cargo run --profile fuzz --example fuzz -- scenarios --seconds 60
//! cargo run --profile fuzz --example fuzz -- programs --seed 1 --only 1234     (that input again)
//! cargo run --profile fuzz --example fuzz -- differential --python python3.13 --inputs 20000
//! ```
//!
//! Every input follows from the seed and its index alone. A panic, a broken invariant, an input
//! that takes longer than ten seconds or more than two gigabytes ends the run with status 1; the
//! input is then under `target/fuzz`. What kills the process itself (a stack that overflows) is
//! found by the index in `target/fuzz/KIND-JOB`.

mod differential;
mod draw;
mod generate;
mod mutate;
mod scenarios;
mod script;
mod shrink;
mod subject;
mod vocabulary;
mod words;

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Parser, ValueEnum};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use script::Grammar;
use subject::Reached;

/// The stack of a main thread on Linux.
const STACK: usize = 8 << 20;
const MAX_RESIDENT: u64 = 2 << 30;
const FOLDER: &str = "target/fuzz";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Through parser, compiler, verifier and interpreter.
    Programs,
    /// Through the scenario reader.
    Scenarios,
    /// Through CPython and the interpreter, which must agree.
    Differential,
}

#[derive(Clone, Parser)]
struct Options {
    target: Target,
    /// How many inputs; without this and --seconds 100,000
    #[arg(long)]
    inputs: Option<u64>,
    #[arg(long)]
    seconds: Option<u64>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The first index
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Nothing but the input of this index, which is printed
    #[arg(long)]
    only: Option<u64>,
    #[arg(long, default_value_t = 1)]
    jobs: u64,
    /// Seconds after which an input counts as a hang
    #[arg(long, default_value_t = 10)]
    patience: u64,
    /// Go on after a failure
    #[arg(long)]
    keep_going: bool,
    /// The CPython 3.13 to compare with
    #[arg(long, default_value = "python3.13")]
    python: String,
}

impl Options {
    fn name(&self) -> &'static str {
        match self.target {
            Target::Programs => "programs",
            Target::Scenarios => "scenarios",
            Target::Differential => "differential",
        }
    }

    /// Writes down an input that failed, and says how to see it again.
    fn report(&self, input: &Input, index: u64, problem: &str) {
        let (name, seed) = (self.name(), self.seed);
        let suffix = match self.target {
            Target::Scenarios => "toml",
            _ => "py",
        };
        let path = Path::new(FOLDER).join(format!("{name}-{seed}-{index}.{suffix}"));
        let saved = fs::write(&path, &input.text);
        eprintln!("FAILED {problem}");
        match saved {
            Ok(()) => eprintln!("  input: {}", path.display()),
            Err(error) => eprintln!("  input not saved ({error}):\n{}", input.text),
        }
        eprintln!(
            "  again: cargo run --profile fuzz --example fuzz -- {name} --seed {seed} --only {index}"
        );
    }
}

/// Texts to edit, and the grammar of those that mean something.
struct Corpus {
    texts: Vec<String>,
    grammar: Grammar,
}

impl Corpus {
    fn of(target: Target) -> Corpus {
        let (folders, suffix): (&[&str], &str) = match target {
            Target::Scenarios => (&["scenarios", "src/scenario"], "toml"),
            _ => (&["tests/python", "scenarios"], "py"),
        };
        let mut paths = Vec::new();
        for folder in folders {
            collect(Path::new(folder), suffix, &mut paths);
        }
        paths.sort();
        let texts = paths
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .filter(|text| text.len() < 12_000)
            .collect();
        Corpus {
            texts,
            grammar: Grammar::new(),
        }
    }

    fn pick(&self, random: &mut Pcg64Mcg) -> &str {
        match self.texts.len() {
            0 => "print(1)\n",
            count => &self.texts[random.random_range(0..count)],
        }
    }
}

fn collect(folder: &Path, suffix: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, suffix, found);
        } else if path.extension().is_some_and(|it| it == suffix) {
            found.push(path);
        }
    }
}

/// The seed of one input.
fn mixed(seed: u64, index: u64) -> u64 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index
}

struct Input {
    text: String,
    setting: &'static str,
    /// Valid by construction.
    valid: bool,
    random: Pcg64Mcg,
}

impl Input {
    /// The input that follows from a seed and an index.
    fn new(target: Target, corpus: &Corpus, seed: u64, index: u64) -> Input {
        let mut random = Pcg64Mcg::seed_from_u64(mixed(seed, index));
        let kind = random.random_range(0..20);
        let (text, valid) = match (target, kind) {
            (Target::Programs, 0..12) => (generate::program(&mut random), true),
            (Target::Programs, 12..13) => (corpus.grammar.program(&mut random), true),
            (Target::Programs, 13..16) => {
                let text = generate::program(&mut random);
                (mutate::by_token(&text, words::NAMES, &mut random), false)
            }
            (Target::Programs, 16..17) => {
                let text = corpus.pick(&mut random);
                let text = mutate::by_token(text, words::CONSTANTS, &mut random);
                (text, false)
            }
            (Target::Scenarios, 0..8) => (scenarios::generate(&mut random), false),
            (Target::Scenarios, 8..12) => {
                let text = scenarios::generate(&mut random);
                (
                    mutate::by_token(&text, vocabulary::WORDS, &mut random),
                    false,
                )
            }
            (Target::Scenarios, 12..17) => {
                let text = corpus.pick(&mut random);
                (
                    mutate::by_token(text, vocabulary::WORDS, &mut random),
                    false,
                )
            }
            (_, 17) => (mutate::noise(&mut random), false),
            (_, 18) => (
                mutate::by_line(corpus.pick(&mut random), &mut random),
                false,
            ),
            _ => (
                mutate::by_byte(corpus.pick(&mut random), &mut random),
                false,
            ),
        };
        let settings = vocabulary::SETTINGS;
        let setting = settings[random.random_range(0..settings.len())];
        Input {
            text,
            setting,
            valid,
            random,
        }
    }

    fn run(&self, target: Target) -> Result<Reached, String> {
        let mut random = self.random.clone();
        let ran = catch_unwind(AssertUnwindSafe(|| match target {
            Target::Scenarios => subject::scenario(&self.text, self.setting, &mut random),
            _ => subject::program(self.text.clone(), &mut random),
        }));
        let reached = ran.unwrap_or_else(|_| Err("panic (see above)".to_string()))?;
        if self.valid && !reached.sound {
            return Err("a valid program was refused".to_string());
        }
        Ok(reached)
    }
}

#[derive(Default)]
struct Counts {
    inputs: AtomicU64,
    valid: AtomicU64,
    sound: AtomicU64,
    vm: AtomicU64,
    failed: AtomicU64,
    limit: AtomicU64,
    deadlock: AtomicU64,
    failures: AtomicU64,
}

impl Counts {
    fn add(&self, valid: bool, reached: Reached) {
        for (count, add) in [
            (&self.valid, valid),
            (&self.sound, reached.sound),
            (&self.vm, reached.vm),
            (&self.failed, reached.failed),
            (&self.limit, reached.limit),
            (&self.deadlock, reached.deadlock),
        ] {
            count.fetch_add(u64::from(add), Relaxed);
        }
        self.inputs.fetch_add(1, Relaxed);
    }

    fn show(&self, since: Instant) {
        let of = |count: &AtomicU64| count.load(Relaxed);
        let rate = of(&self.inputs) as f64 / since.elapsed().as_secs_f64().max(0.001);
        eprintln!(
            "{} inputs ({rate:.0}/s): {} valid by construction, {} sound, {} reached the \
             interpreter ({} ended with a status, {} at a limit, {} in a deadlock), {} failures",
            of(&self.inputs),
            of(&self.valid),
            of(&self.sound),
            of(&self.vm),
            of(&self.failed),
            of(&self.limit),
            of(&self.deadlock),
            of(&self.failures),
        );
    }
}

/// What a job works on, for whoever watches over it.
#[derive(Default)]
struct Job {
    index: AtomicU64,
    /// Milliseconds since the start of the run.
    began: AtomicU64,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if let Err(error) = fs::create_dir_all(FOLDER) {
        eprintln!("{FOLDER}: {error}");
        return ExitCode::from(2);
    }
    let (first, end) = match (options.only, options.inputs, options.seconds) {
        (Some(only), ..) => (only, only.saturating_add(1)),
        (_, Some(inputs), _) => (options.first, options.first.saturating_add(inputs)),
        (_, None, Some(_)) => (options.first, u64::MAX),
        _ => (options.first, options.first.saturating_add(100_000)),
    };
    if options.target == Target::Differential {
        return match differential::run(&options, first, end) {
            Ok(different) => ExitCode::from(u8::from(different > 0)),
            Err(problem) => {
                eprintln!("{problem}");
                ExitCode::from(2)
            }
        };
    }
    let corpus = Arc::new(Corpus::of(options.target));
    let counts = Arc::new(Counts::default());
    let since = Instant::now();
    if let Some(index) = options.only {
        let input = Input::new(options.target, &corpus, options.seed, index);
        println!("{}", input.text);
    }
    let next = Arc::new(AtomicU64::new(first));
    let stop = Arc::new(AtomicBool::new(false));
    let mut jobs = Vec::new();
    for number in 0..options.jobs.max(1) {
        let job = Arc::new(Job::default());
        let (shared, options, corpus) = (job.clone(), options.clone(), corpus.clone());
        let (counts, next, stop) = (counts.clone(), next.clone(), stop.clone());
        let path = Path::new(FOLDER).join(format!("{}-{number}", options.name()));
        let work = move || {
            let note = File::create(path).ok();
            while !stop.load(Relaxed) {
                let index = next.fetch_add(1, Relaxed);
                if index >= end {
                    break;
                }
                if let Some(note) = &note {
                    let _ = note.write_at(format!("{index:<20}\n").as_bytes(), 0);
                }
                shared.index.store(index, Relaxed);
                shared
                    .began
                    .store(since.elapsed().as_millis() as u64, Relaxed);
                let input = Input::new(options.target, &corpus, options.seed, index);
                match input.run(options.target) {
                    Ok(reached) => counts.add(input.valid, reached),
                    Err(problem) => {
                        counts.add(input.valid, Reached::default());
                        counts.failures.fetch_add(1, Relaxed);
                        options.report(&input, index, &problem);
                        stop.store(!options.keep_going, Relaxed);
                    }
                }
            }
        };
        match thread::Builder::new().stack_size(STACK).spawn(work) {
            Ok(handle) => jobs.push((job, handle)),
            Err(error) => eprintln!("no thread: {error}"),
        }
    }
    let mut shown = Instant::now();
    while jobs.iter().any(|(_, handle)| !handle.is_finished()) {
        thread::sleep(Duration::from_millis(20));
        if options
            .seconds
            .is_some_and(|seconds| since.elapsed().as_secs() >= seconds)
        {
            stop.store(true, Relaxed);
        }
        if shown.elapsed() > Duration::from_secs(10) {
            shown = Instant::now();
            counts.show(since);
        }
        let greedy = resident() > MAX_RESIDENT;
        for (job, handle) in &jobs {
            let took = (since.elapsed().as_millis() as u64).saturating_sub(job.began.load(Relaxed));
            let hangs = took > options.patience.saturating_mul(1000);
            if (hangs || greedy) && !handle.is_finished() {
                let index = job.index.load(Relaxed);
                let input = Input::new(options.target, &corpus, options.seed, index);
                let problem = if hangs {
                    format!("no end after {took} ms")
                } else {
                    format!("{} MB of memory", resident() >> 20)
                };
                options.report(&input, index, &problem);
                counts.show(since);
                let _ = std::io::stderr().flush();
                std::process::exit(1);
            }
        }
    }
    counts.show(since);
    ExitCode::from(u8::from(counts.failures.load(Relaxed) > 0))
}

/// Bytes of memory that this process has; 0 where nobody says.
fn resident() -> u64 {
    const PAGE: u64 = 4096;
    let pages = fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<u64>().ok());
    pages.unwrap_or(0) * PAGE
}
