//! `gilsim check`: runs scenarios and sees whether they show what they claim.

use std::path::Path;

use super::args;
use super::console::Console;
use super::ending;
use super::execute::{Captured, Executed, Prepared, Sink, execute, prepare};
use super::files;
use super::interrupt;
use super::list::scenarios;
use super::status;
use crate::diagnostic::Diagnostic;
use crate::metrics::{MemoryMetrics, ThreadMetrics};
use crate::scenario::{
    Expectation, MemoryResults, Outcome, ProcessResults, RefcountResults, Results, RunResults,
    Scenario, ThreadResults,
};
use crate::timeline::font::printable;
use crate::trace::{MarkKind, Trace};
use crate::vm::references::ReferenceReport;

/// Seeds beside the scenario's own under `--seeds`.
const MORE_SEEDS: u64 = 3;

#[derive(Default)]
struct Tally {
    scenarios: usize,
    held: usize,
    failed: usize,
    /// Scenarios that could not be run at all.
    broken: usize,
    /// Standard output is gone.
    output_lost: bool,
}

/// Checks all scenarios. The exit status: 2 where one is not sound, 1 where a claim fails.
pub fn check(args: &args::Check, console: &Console) -> u8 {
    let mut tally = Tally::default();
    for path in &args.paths {
        match scenarios(path) {
            Ok(found) => {
                for path in found {
                    if !interrupt::pressed() {
                        scenario(&path, args, console, &mut tally);
                    }
                }
            }
            Err(message) => {
                console.error(message);
                tally.broken += 1;
            }
        }
    }
    tally.print(&tally.summary(console), console);
    if interrupt::pressed() {
        console.say("interrupted: what was checked up to here is above\n");
        status::INTERRUPTED
    } else if tally.broken > 0 {
        status::BAD_USAGE
    } else if tally.failed > 0 {
        status::FAILED
    } else if tally.output_lost {
        status::OUTPUT_LOST
    } else {
        status::DONE
    }
}

impl Tally {
    fn print(&mut self, text: &str, console: &Console) {
        if !self.output_lost {
            self.output_lost = console.answer(text) != status::DONE;
        }
    }

    fn summary(&self, console: &Console) -> String {
        let mut text = format!(
            "{} checked: {} held",
            plural(self.scenarios, "scenario"),
            plural(self.held, "expectation")
        );
        if self.failed > 0 {
            text.push_str(&format!(
                ", {}",
                console.red(&format!("{} failed", self.failed))
            ));
        }
        if self.broken > 0 {
            let broken = format!("{} could not be checked", plural(self.broken, "scenario"));
            text.push_str(&format!("; {}", console.red(&broken)));
        }
        text.push('\n');
        text
    }
}

fn plural(n: usize, what: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {what}{s}")
}

/// Checks one scenario under each of its seeds.
fn scenario(path: &Path, args: &args::Check, console: &Console, tally: &mut Tally) {
    let result = files::load(path, &args.settings.overrides()).and_then(|mut scenario| {
        if !scenario.warnings.is_empty() {
            console.diagnostics(&scenario.warnings);
        }
        tally.scenarios += 1;
        let seeds = if args.seeds { MORE_SEEDS } else { 0 };
        for _ in 0..=seeds {
            if interrupt::pressed() {
                break;
            }
            under_seed(path, &scenario, console, tally)?;
            for run in scenario.every_run_mut() {
                run.seed = run.seed.wrapping_add(1);
            }
        }
        Ok(())
    });
    if let Err(found) = result {
        console.diagnostics(&found);
        tally.broken += 1;
    }
}

fn under_seed(
    path: &Path,
    scenario: &Scenario,
    console: &Console,
    tally: &mut Tally,
) -> Result<(), Vec<Diagnostic>> {
    let mut prepared = prepare(&scenario.runs)?;
    let swept = scenario
        .sweep
        .as_ref()
        .filter(|_| claims_about_sweep(scenario));
    if let Some(sweep) = swept {
        prepared.extend(prepare(sweep.points.iter().map(|point| &point.run))?);
    }
    let mut results = Results::default();
    let mut text = String::new();
    let seed = scenario.runs.first().map_or(0, |run| run.seed);
    let title = format!("{} · seed {seed}", path.display());
    text.push_str(&format!("{}\n", console.bold(&title)));
    let mut failed = 0;
    for one in &prepared {
        let mut captured = Captured::default();
        let sink = Sink::Capture(&mut captured);
        let executed =
            execute(scenario, one, sink, console, false).map_err(|found| vec![*found])?;
        let status = ending::exit_status(&executed);
        if status == status::INTERRUPTED {
            return Ok(());
        }
        let claimed = scenario
            .expectations
            .iter()
            .any(|expectation| expectation.text().contains(".status"));
        let internal = status == status::INTERNAL_ERROR || executed.output_lost.is_some();
        if status != status::DONE && (internal || !claimed) {
            failed += 1;
            text.push_str(&cross(console, &how_it_ended(one, status)));
            let report = ending::report(scenario, one, &executed, console);
            text.push_str(&indented(&report));
            text.push_str(&indented(&tail(&captured.stderr)));
        }
        let found = run_results(&executed, &captured, status);
        results.runs.insert(one.spec.name.clone(), found);
    }
    for expectation in &scenario.expectations {
        match expectation.evaluate(&results) {
            Outcome::Held => {
                tally.held += 1;
                text.push_str(&held(console, expectation, &results));
            }
            Outcome::Failed(why) | Outcome::Broken(why) => {
                failed += 1;
                text.push_str(&cross(console, expectation.text()));
                let place = format!("{}:{}:{}", why.source.file, why.line(), why.column());
                text.push_str(&indented(&format!("{}\n({place})", why.message)));
                text.push_str(&indented(&why.help.join("\n")));
            }
        }
    }
    if failed > 0 {
        let again = format!("see: gilsim run {} --seed {seed}", path.display());
        text.push_str(&indented(&again));
    }
    tally.failed += failed;
    tally.print(&text, console);
    Ok(())
}

/// Whether a claim is about a run of the sweep: only then they are run.
fn claims_about_sweep(scenario: &Scenario) -> bool {
    let names = |expectation: &Expectation| {
        let points = scenario.sweep.iter().flat_map(|sweep| &sweep.points);
        let mut quoted = points.map(|point| &point.run.name);
        quoted.any(|name| expectation.text().contains(&**name))
    };
    scenario.expectations.iter().any(names)
}

fn held(console: &Console, expectation: &Expectation, results: &Results) -> String {
    let numbers = expectation.numbers(results);
    let numbers = if numbers.is_empty() {
        String::new()
    } else {
        format!("  ({})", numbers.join(", "))
    };
    format!(
        "  {} {}{numbers}\n",
        console.green("✓"),
        printable(expectation.text())
    )
}

fn cross(console: &Console, text: &str) -> String {
    format!("  {} {}\n", console.red("✗"), printable(text))
}

fn how_it_ended(one: &Prepared<'_>, status: u8) -> String {
    let how = match status {
        status::DEADLOCK => "ends in a deadlock".to_string(),
        status::LIMIT_REACHED => "reaches a limit".to_string(),
        status::INTERNAL_ERROR => "breaks a rule of gilsim's own".to_string(),
        status::OUTPUT_LOST => "writes too much".to_string(),
        status => format!("exits with status {status}"),
    };
    format!("`{}` {how}", one.spec.name)
}

/// The last lines of a program's standard error: its traceback.
fn tail(stderr: &[u8]) -> String {
    const LINES: usize = 12;
    let text = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.len().saturating_sub(LINES);
    lines.get(start..).unwrap_or_default().join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("      {line}\n")).collect()
}

/// What claims are about, from what a run left behind.
fn run_results(executed: &Executed, captured: &Captured, status: u8) -> RunResults {
    let (metrics, trace) = (&executed.ran.metrics, &executed.ran.trace);
    let counts = &metrics.total.counts;
    let mut threads: Vec<ThreadResults> = metrics.threads.iter().map(thread_results).collect();
    for wait in &trace.gil_waits {
        if let Some(thread) = threads.get_mut(wait.thread.0 as usize) {
            thread.gil_waits.push(wait.duration);
        }
    }
    RunResults {
        speedup: metrics.speedup.unwrap_or(0.0),
        wall: metrics.wall_ns,
        switches: switches(trace),
        forced: counts.forced_switches,
        voluntary: counts.voluntary_switches,
        drop_requests: counts.drop_requests,
        failed_takes: counts.failed_takes,
        gil_held: metrics.gil_held.unwrap_or(0.0),
        stdout: String::from_utf8_lossy(&captured.stdout).into_owned(),
        status: i32::from(status),
        threads,
        memory: metrics.memory.as_ref().map(memory_results),
        refcount: executed
            .ran
            .references
            .as_ref()
            .map(refcount_results)
            .unwrap_or_default(),
    }
}

fn memory_results(memory: &MemoryMetrics) -> MemoryResults {
    let processes = memory.processes.iter().map(|process| ProcessResults {
        name: process.name.clone(),
        peak: process.peak_bytes,
        own: process.own_bytes,
        code: process.code_bytes,
        heap: process.heap_bytes,
        stacks: process.stacks_bytes,
        shared: process.shared_bytes,
        copied: process.copied_bytes,
    });
    MemoryResults {
        peak: memory.peak_bytes,
        text: memory.text_bytes,
        shared: memory.shared_bytes,
        copied: memory.copied_bytes,
        processes: processes.collect(),
    }
}

fn refcount_results(report: &ReferenceReport) -> RefcountResults {
    RefcountResults {
        watched: report.watched,
        lost: report.lost,
        leaks: report.leaks.len() as u64,
        freed_early: report.freed_early.len() as u64,
    }
}

fn thread_results(thread: &ThreadMetrics) -> ThreadResults {
    let times = &thread.share.times;
    ThreadResults {
        name: thread.name.clone(),
        running: times.running_ns,
        gil_wait: times.gil_wait_ns,
        lock_wait: times.lock_wait_ns,
        io: times.io_ns,
        sleep: times.sleep_ns,
        native: times.native_ns.saturating_add(times.native_holding_ns),
        gil_waits: Vec::new(),
    }
}

/// How often a thread took a GIL that another had held before.
fn switches(trace: &Trace) -> u64 {
    let takes = trace
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Take && mark.other.is_some());
    takes.count() as u64
}
