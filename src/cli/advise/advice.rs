//! Which way to pick, and why, in words and numbers.

use serde::Serialize;

use super::trial::{Tried, Weighed};
use super::way::Way;
use crate::metrics::units::{duration, percent};
use crate::metrics::{AS_GOOD, Times};
use crate::nanos::Nanos;
use crate::profile::Version;
use crate::render::columns;

/// What is advised, with everything that it rests on.
#[derive(Serialize)]
pub struct Advice {
    #[serde(serialize_with = "as_text")]
    python: Version,
    calls: u64,
    /// So many calls, in words.
    #[serde(skip)]
    work: String,
    /// Bytes of the pickled calls and results, about.
    sent_bytes: u64,
    returned_bytes: u64,
    /// The program as it is written; `null` for a function and its items.
    as_written_ns: Option<Nanos>,
    one_by_one: OneByOne,
    ways: Vec<Tally>,
    pub pick: Pick,
    /// A sentence each.
    pub why: Vec<String>,
}

/// What the work consists of.
#[derive(Serialize)]
struct OneByOne {
    wall_ns: Nanos,
    /// Python, and C calls that keep the GIL.
    python_ns: Nanos,
    /// C calls that release the GIL.
    released_ns: Nanos,
    /// I/O, sleep, locks.
    waiting_ns: Nanos,
}

#[derive(Serialize)]
struct Tally {
    way: &'static str,
    #[serde(skip)]
    it: Way,
    #[serde(serialize_with = "as_text")]
    python: Version,
    walls: Vec<Wall>,
    best: Option<Wall>,
    /// Against one after the other.
    speedup: Option<f64>,
    refused: Option<String>,
}

#[derive(Clone, Copy, Serialize)]
struct Wall {
    workers: u32,
    wall_ns: Nanos,
}

#[derive(Serialize)]
pub struct Pick {
    pub way: &'static str,
    #[serde(skip)]
    it: Way,
    pub workers: u32,
    pub wall_ns: Nanos,
    pub speedup: f64,
    /// In words.
    pub text: String,
}

fn as_text<S: serde::Serializer>(version: &Version, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(version)
}

impl OneByOne {
    fn of(wall_ns: Nanos, times: &Times) -> OneByOne {
        OneByOne {
            wall_ns,
            python_ns: times.running_ns.saturating_add(times.native_holding_ns),
            released_ns: times.native_ns,
            waiting_ns: times
                .io_ns
                .saturating_add(times.sleep_ns)
                .saturating_add(times.lock_wait_ns),
        }
    }

    /// Of what the work does, in per cent.
    fn share(&self, part: Nanos) -> String {
        let sum = self.python_ns.saturating_add(self.released_ns);
        percent(part, sum.saturating_add(self.waiting_ns).max(1))
    }

    fn mostly_python(&self) -> bool {
        let rest = self.released_ns.saturating_add(self.waiting_ns);
        self.python_ns / 4 >= rest
    }
}

impl Tally {
    fn of(tried: &Tried, one_by_one: Nanos) -> Tally {
        let best = tried.best_wall();
        Tally {
            way: tried.way.word(),
            it: tried.way,
            python: tried.version,
            walls: tried
                .points
                .iter()
                .map(|(workers, metrics)| Wall {
                    workers: *workers,
                    wall_ns: metrics.wall_ns,
                })
                .collect(),
            best: best.map(|(workers, wall_ns)| Wall { workers, wall_ns }),
            speedup: best.map(|(_, wall)| times(one_by_one, wall)),
            refused: tried.refused.clone(),
        }
    }

    fn wall_with(&self, workers: u32) -> Option<Nanos> {
        let found = self.walls.iter().find(|it| it.workers == workers);
        found.map(|it| it.wall_ns)
    }
}

fn times(one_by_one: Nanos, wall: Nanos) -> f64 {
    one_by_one as f64 / wall.max(1) as f64
}

/// Whether a wall time is within 5 % of another, or below it.
fn as_good(wall: Nanos, best: Nanos) -> bool {
    wall as f64 <= best as f64 * (1.0 + AS_GOOD)
}

/// Kilobytes and more with a decimal, as storage is counted.
fn bytes(n: u64) -> String {
    match n {
        0..1_000 => format!("{n} B"),
        1_000..1_000_000 => format!("{:.1} kB", n as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", n as f64 / 1e6),
        _ => format!("{:.1} GB", n as f64 / 1e9),
    }
}

impl Advice {
    /// Of the ways that the chosen Python has, the simplest within 5 % of the fastest. `None`
    /// where nothing worked.
    pub fn of(
        work: String,
        chosen: Version,
        weighed: &Weighed,
        tried: &[Tried],
        as_written_ns: Option<Nanos>,
    ) -> Option<Advice> {
        let (_, first) = tried
            .iter()
            .find(|it| it.way == Way::OneByOne)?
            .best
            .as_ref()?;
        let metrics = &first.executed.ran.metrics;
        let one_by_one = OneByOne::of(metrics.wall_ns, &metrics.total.times);
        let ways: Vec<Tally> = tried
            .iter()
            .map(|it| Tally::of(it, metrics.wall_ns))
            .collect();
        let here = || ways.iter().filter(|it| it.python == chosen);
        let best = here().filter_map(|it| it.best).map(|it| it.wall_ns).min()?;
        let (picked, wall) = here()
            .filter_map(|it| Some((it, it.best?)))
            .find(|(_, wall)| as_good(wall.wall_ns, best))?;
        let pick = Pick {
            way: picked.way,
            it: picked.it,
            workers: wall.workers,
            wall_ns: wall.wall_ns,
            speedup: times(metrics.wall_ns, wall.wall_ns),
            text: match picked.it {
                Way::OneByOne => format!(
                    "one after the other: {}; no other way that Python {chosen} has is over 5 % faster",
                    duration(wall.wall_ns)
                ),
                way => format!(
                    "{}: {} instead of {}, {:.2} times as fast as one after the other",
                    way.workers(wall.workers),
                    duration(wall.wall_ns),
                    duration(metrics.wall_ns),
                    times(metrics.wall_ns, wall.wall_ns)
                ),
            },
        };
        let mut advice = Advice {
            python: chosen,
            calls: weighed.calls,
            work,
            sent_bytes: weighed.sent,
            returned_bytes: weighed.returned,
            as_written_ns,
            one_by_one,
            ways,
            pick,
            why: Vec::new(),
        };
        advice.why = advice.reasons();
        Some(advice)
    }

    fn way(&self, way: Way) -> Option<&Tally> {
        self.ways.iter().find(|it| it.it == way)
    }

    fn reasons(&self) -> Vec<String> {
        let work = &self.one_by_one;
        let mut why = vec![format!(
            "{}, one after the other, take {}: {} of what they do is Python (or C that keeps the GIL), {} is C calls that release it, {} is waiting.",
            self.work,
            duration(work.wall_ns),
            work.share(work.python_ns),
            work.share(work.released_ns),
            work.share(work.waiting_ns),
        )];
        why.extend(self.of_threads());
        why.extend(self.of_asyncio());
        why.extend(self.of_processes());
        why.extend(self.of_more());
        why.extend(self.elsewhere());
        match self.pick.it {
            Way::Processes | Way::Interpreters => why.push(
                "Each worker has its own copy: what the work changes in globals or in its arguments is not changed for the others; only results come back."
                    .to_string(),
            ),
            Way::FreeThreads => why.push(
                "Threads that really run at the same time need locks around what they change together."
                    .to_string(),
            ),
            _ => {}
        }
        why
    }

    fn of_threads(&self) -> Option<String> {
        let threads = self.way(Way::Threads)?;
        let best = threads.best?;
        let python = duration(self.one_by_one.python_ns);
        let with = Way::Threads.workers(best.workers);
        let took = duration(best.wall_ns);
        Some(if self.one_by_one.mostly_python() {
            format!(
                "The GIL is the bottleneck for threads: it lets one of them run Python at a time, so that no number of them can take less than the {python} of Python in it. {with}: {took}."
            )
        } else if as_good(self.one_by_one.wall_ns, best.wall_ns) {
            format!("Threads gain nothing here: {took} with {with}.")
        } else {
            format!(
                "The GIL is free while the work waits or is in C calls that release it, and others use that time: {took} with {with}. Less than the {python} of Python in it they cannot take."
            )
        })
    }

    fn of_asyncio(&self) -> Option<String> {
        let best = self.way(Way::Asyncio)?.best?;
        let with = Way::Asyncio.workers(best.workers);
        Some(format!(
            "asyncio waits for many things in a single thread: {} with {with}.",
            duration(best.wall_ns)
        ))
    }

    fn of_processes(&self) -> Option<String> {
        let processes = self.way(Way::Processes)?;
        if let Some(refused) = &processes.refused {
            let why = refused.strip_prefix("impossible: ").unwrap_or(refused);
            return Some(format!("Processes are impossible: {why}."));
        }
        let best = processes.best?;
        let moved = self.sent_bytes.saturating_add(self.returned_bytes);
        let mut text = format!(
            "Processes have a GIL each and run Python side by side: {} with {}. About {} are pickled for them, {} of calls and {} of results",
            duration(best.wall_ns),
            Way::Processes.workers(best.workers),
            bytes(moved),
            bytes(self.sent_bytes),
            bytes(self.returned_bytes),
        );
        let over = processes
            .wall_with(1)
            .and_then(|one| one.checked_sub(self.one_by_one.wall_ns));
        match over {
            Some(over) => text.push_str(&format!(
                "; starting one and sending it everything costs {} more than the work itself ({} a call).",
                duration(over),
                duration(over / self.calls.max(1)),
            )),
            None => text.push('.'),
        }
        Some(text)
    }

    /// The knee of what was picked.
    fn of_more(&self) -> Option<String> {
        let picked = self.way(self.pick.it)?;
        let more: Vec<String> = picked
            .walls
            .iter()
            .filter(|it| it.workers > self.pick.workers)
            .map(|it| format!("{} with {}", duration(it.wall_ns), it.workers))
            .collect();
        (!more.is_empty()).then(|| {
            format!(
                "{} is the knee: the fewest that come within 5 % of the best. More do not pay: {}.",
                self.pick.workers,
                more.join(", ")
            )
        })
    }

    /// Another Python that would do it faster.
    fn elsewhere(&self) -> Vec<String> {
        let others = self.ways.iter().filter(|it| it.python != self.python);
        others
            .filter_map(|it| Some((it, it.best?)))
            .filter(|(_, best)| !as_good(self.pick.wall_ns, best.wall_ns))
            .map(|(it, best)| {
                format!(
                    "On Python {} {} would take {}.",
                    it.python,
                    it.it.workers(best.workers),
                    duration(best.wall_ns)
                )
            })
            .collect()
    }

    /// For people.
    pub fn text(&self, file: &str, cores: u32) -> String {
        let cores = match cores {
            1 => "1 core".to_string(),
            cores => format!("{cores} cores"),
        };
        let mut text = format!("{file}: {}, Python {}, {cores}\n", self.work, self.python);
        if let Some(wall) = self.as_written_ns {
            text.push_str(&format!("As it is written it takes {}.\n", duration(wall)));
        }
        text.push('\n');
        text.push_str(&columns(&self.rows()));
        for way in &self.ways {
            if let Some(refused) = &way.refused {
                let name = way.it.name();
                text.push_str(&format!("{name}, {}: {refused}\n", way.python));
            }
        }
        text.push_str(&format!("\nPick {}.\n", self.pick.text));
        for why in &self.why {
            text.push_str(&format!("→ {why}\n"));
        }
        text
    }

    /// A line for each way that worked, a column for each number of workers.
    fn rows(&self) -> Vec<Vec<String>> {
        let walls = self.ways.iter().flat_map(|it| &it.walls);
        let mut counts: Vec<u32> = walls.map(|it| it.workers).collect();
        counts.sort_unstable();
        counts.dedup();
        let mut heading = vec!["workers".to_string(), "Python".to_string()];
        heading.extend(counts.iter().map(u32::to_string));
        heading.extend(["best".to_string(), "speedup".to_string()]);
        let mut rows = vec![heading];
        for way in &self.ways {
            let (Some(best), Some(speedup)) = (way.best, way.speedup) else {
                continue;
            };
            let mut row = vec![way.it.name().to_string(), way.python.to_string()];
            row.extend(counts.iter().map(|count| {
                way.wall_with(*count)
                    .map_or_else(|| "–".to_string(), duration)
            }));
            row.extend([best.workers.to_string(), format!("{speedup:.2}")]);
            rows.push(row);
        }
        rows
    }

    pub fn python(&self) -> Version {
        self.python
    }

    /// The wall time of each way with each number of workers, for spreadsheets.
    pub fn walls(&self) -> Vec<Vec<String>> {
        let heading = ["way", "python", "workers", "wall_ns"];
        let mut rows = vec![heading.map(str::to_string).to_vec()];
        for way in &self.ways {
            rows.extend(way.walls.iter().map(|wall| {
                vec![
                    way.way.to_string(),
                    way.python.to_string(),
                    wall.workers.to_string(),
                    wall.wall_ns.to_string(),
                ]
            }));
        }
        rows
    }

    /// For programs: indented, with a final newline.
    pub fn json(&self, program: &str, cores: u32) -> String {
        #[derive(Serialize)]
        struct Whole<'a> {
            format: u32,
            program: &'a str,
            cores: u32,
            #[serde(flatten)]
            advice: &'a Advice,
        }
        let whole = Whole {
            format: 1,
            program,
            cores,
            advice: self,
        };
        // Nothing in it can fail to be written.
        let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        text.push('\n');
        text
    }
}
