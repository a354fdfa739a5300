//! `gilsim advise`: the same work done in every way that Python has, in simulation, and which
//! of them to pick.

mod advice;
mod pictures;
mod subject;
mod trial;
mod way;

use std::path::Path;

use super::args;
use super::console::Console;
use super::files;
use super::status;
use crate::diagnostic::Diagnostic;
use crate::metrics::{AS_GOOD, Better, knee};
use crate::profile::Version;
use crate::scenario::Override;
use advice::Advice;
use subject::{Kind, Subject};
use trial::{Trial, Tried, Weighed};
use way::{Driver, Way};

/// Workers at most, however much more of them help.
const MOST_WORKERS: u32 = 256;

/// Tries everything and tells. The exit status: that of the program where it fails by itself.
pub fn advise(args: &args::Advise, console: &Console) -> u8 {
    match start(args, console) {
        Ok(status) => status,
        Err(found) => {
            console.diagnostics(&found);
            status::BAD_USAGE
        }
    }
}

/// What every trial has in common.
struct Bench<'a> {
    path: &'a Path,
    subject: &'a Subject,
    chosen: Version,
    cores: u32,
    overrides: Vec<Override>,
    console: &'a Console,
}

/// # Errors
/// What is wrong with the command or the program, before anything has run.
fn start(args: &args::Advise, console: &Console) -> Result<u8, Vec<Diagnostic>> {
    let subject = Subject::read(&args.path, &args.work, &args.items)?;
    let overrides = args.overrides();
    let mut own = overrides.clone();
    if let Some(version) = &args.python {
        own.push(Override::flag("--python", "python.version", version));
    }
    let as_written = files::load(&args.path, &own)?;
    console.diagnostics(&as_written.warnings);
    let Some(run) = as_written.runs.first() else {
        return Err(Vec::new());
    };
    let bench = Bench {
        path: &args.path,
        subject: &subject,
        chosen: run.version,
        cores: u32::from(run.machine.cores),
        overrides,
        console,
    };
    if args.print_program {
        return Ok(console.answer(&bench.programs()));
    }
    if !args.no_chart {
        std::fs::create_dir_all(&args.out).map_err(|error| {
            let out = args.out.display();
            let message = format!("the folder `{out}` for pictures cannot be made: {error}");
            vec![Diagnostic::file_error("", message)]
        })?;
    }
    let written_wall = match &subject.kind {
        Kind::WorkItems { .. } => None,
        Kind::Executor { .. } => {
            let trial = Trial::of(as_written, console)?;
            if !trial.succeeded() {
                return Ok(bench.fails(&trial));
            }
            Some(trial.wall())
        }
    };
    let weighing = bench.run(&Driver::weighing(&subject), "weighing", bench.chosen)?;
    if !weighing.succeeded() {
        return Ok(bench.fails(&weighing));
    }
    let weighed = Weighed::read(&weighing.captured.stdout).unwrap_or_default();
    if weighed.calls == 0 {
        let message = match &subject.kind {
            Kind::WorkItems { items, .. } => format!("`{items}` is empty: there is nothing to do"),
            Kind::Executor { name, .. } => {
                format!(
                    "the program gives its {name} nothing to do, so that nothing can be compared"
                )
            }
        };
        return Err(vec![Diagnostic::file_error(
            subject.source.file.clone(),
            message,
        )]);
    }
    let mut tried = Vec::new();
    for way in Way::ALL {
        let one = bench.try_way(way, &weighed, &args.workers)?;
        let interrupted = one.interrupted;
        if way == Way::OneByOne && one.best.is_none() && !interrupted {
            let reason = one.refused.unwrap_or_default();
            console.error(format!(
                "the work cannot be done one after the other: {reason}"
            ));
            return Ok(status::FAILED);
        }
        tried.push(one);
        if interrupted {
            return Ok(status::INTERRUPTED);
        }
    }
    let advice = Advice::of(
        subject.calls(weighed.calls),
        bench.chosen,
        &weighed,
        &tried,
        written_wall,
    );
    let Some(advice) = advice else {
        return Ok(status::FAILED);
    };
    let text = if args.json {
        advice.json(&subject.source.file, bench.cores)
    } else {
        advice.text(&subject.file, bench.cores)
    };
    let told = console.answer(&text);
    let drawn = match args.no_chart {
        true => status::DONE,
        false => pictures::draw(&subject, &tried, &advice, args, console),
    };
    Ok(status::of_all([told, drawn]))
}

impl Bench<'_> {
    fn run(&self, driver: &Driver, name: &str, version: Version) -> Result<Trial, Vec<Diagnostic>> {
        Trial::of_driver(
            self.path,
            driver,
            name,
            version,
            &self.overrides,
            self.console,
        )
    }

    /// Tells of work that fails by itself. The exit status.
    fn fails(&self, trial: &Trial) -> u8 {
        let message = match &self.subject.kind {
            Kind::WorkItems { .. } => {
                "the work fails when it is done one after the other: there is nothing to compare"
            }
            Kind::Executor { .. } => "the program fails: there is nothing to compare",
        };
        self.console.diagnostics(&[Diagnostic::file_error(
            self.subject.source.file.clone(),
            message,
        )]);
        self.console.say(&trial.failure(self.console));
        match trial.status {
            status::DONE => status::FAILED,
            other => other,
        }
    }

    /// Every program that would run, with as many workers as cores.
    fn programs(&self) -> String {
        let drivers = Way::ALL.into_iter().filter(|way| *way != Way::FreeThreads);
        let drivers = drivers.filter_map(|way| Driver::of(self.subject, way, self.cores));
        let texts: Vec<String> = drivers
            .map(|driver| format!("# ── {} ──\n{}", driver.file, driver.text))
            .collect();
        texts.join("\n")
    }

    /// One way with more and more workers: powers of two, as many as there are cores, and on
    /// beyond twice as many where workers only wait and still gain.
    fn try_way(
        &self,
        way: Way,
        weighed: &Weighed,
        asked: &[u32],
    ) -> Result<Tried, Vec<Diagnostic>> {
        let mut tried = Tried {
            way,
            version: way.version(self.chosen),
            points: Vec::new(),
            best: None,
            refused: self.refused(way, weighed),
            interrupted: false,
        };
        let calls = u32::try_from(weighed.calls).unwrap_or(u32::MAX);
        let (mut walls, mut trials) = (Vec::new(), Vec::new());
        let mut counts = counts(way, self.cores, calls, asked);
        while tried.refused.is_none() && !counts.is_empty() {
            let count = counts.remove(0);
            let Some(driver) = Driver::of(self.subject, way, count) else {
                break;
            };
            let trial = self.run(&driver, &way.workers(count), tried.version)?;
            if trial.status == status::INTERRUPTED {
                tried.interrupted = true;
                return Ok(tried);
            }
            if !trial.succeeded() {
                let reason = trial.reason(self.console);
                tried.refused = Some(match way {
                    Way::Interpreters if reason.contains("InterpreterPoolExecutor") => {
                        "not in this version".to_string()
                    }
                    _ => reason,
                });
                return Ok(tried);
            }
            let wall = trial.wall() as f64;
            let before = walls.iter().map(|(_, wall)| *wall).fold(f64::MAX, f64::min);
            tried
                .points
                .push((count, trial.executed.ran.metrics.clone()));
            walls.push((f64::from(count), wall));
            trials.push((count, trial));
            let next = count.saturating_mul(2).min(calls).min(MOST_WORKERS);
            let gains = wall < before * (1.0 - AS_GOOD);
            if counts.is_empty() && asked.is_empty() && way.waits_cheaply() && gains && next > count
            {
                counts.push(next);
            }
        }
        if let Some(index) = knee(&walls, Better::Less) {
            tried.best = trials.into_iter().nth(index);
        }
        Ok(tried)
    }

    /// Why a way need not be tried.
    fn refused(&self, way: Way, weighed: &Weighed) -> Option<String> {
        match (way, &self.subject.kind) {
            (Way::Asyncio, Kind::WorkItems { work, is_async, .. }) if !is_async => Some(format!(
                "`{work}` is an ordinary function: asyncio would make one call at a time"
            )),
            (Way::Asyncio, Kind::Executor { .. }) => {
                Some("the program hands its work to an executor, not to an event loop".to_string())
            }
            (Way::Processes | Way::Interpreters, _) => weighed
                .refused
                .as_ref()
                .map(|why| format!("impossible: {why}")),
            _ => None,
        }
    }
}

/// Numbers of workers, in order.
fn counts(way: Way, cores: u32, calls: u32, asked: &[u32]) -> Vec<u32> {
    if way == Way::OneByOne {
        return vec![1];
    }
    let mut counts: Vec<u32> = if asked.is_empty() {
        let most = cores.saturating_mul(2).min(calls).clamp(1, MOST_WORKERS);
        let powers = std::iter::successors(Some(1_u32), |n| n.checked_mul(2));
        let powers = powers.take_while(|n| *n <= most);
        powers.chain([cores.min(most), most]).collect()
    } else {
        asked.to_vec()
    };
    counts.sort_unstable();
    counts.dedup();
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Powers of two up to twice the cores, the cores themselves, and never more than the work.
    #[test]
    fn workers_go_up_to_twice_the_cores_or_the_work() {
        let check = |cores, calls, expect: &[u32]| {
            assert_eq!(counts(Way::Threads, cores, calls, &[]), expect);
        };
        check(4, 100, &[1, 2, 4, 8]);
        check(6, 100, &[1, 2, 4, 6, 8, 12]);
        check(1, 100, &[1, 2]);
        check(4, 3, &[1, 2, 3]);
        check(4, 1, &[1]);
        check(1000, 100_000, &[1, 2, 4, 8, 16, 32, 64, 128, 256]);
        assert_eq!(counts(Way::Threads, 4, 9, &[8, 2, 2]), [2, 8]);
        assert_eq!(counts(Way::OneByOne, 4, 9, &[8]), [1]);
    }
}
