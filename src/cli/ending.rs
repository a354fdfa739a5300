//! How a run ended, in words and as an exit status.

use std::fmt::Write;
use std::io::ErrorKind;

use super::console::Console;
use super::execute::{Executed, Prepared};
use super::files;
use super::miscounts;
use super::status;
use crate::driver::{BlockedThread, Deadlock, End, Limit};
use crate::metrics::units::{count, duration};
use crate::runner;
use crate::scenario::{Engine, Scenario, show_duration};
use crate::trace::Place;

/// The exit status that the run stands for.
pub fn exit_status(executed: &Executed) -> u8 {
    if executed.ran.invariants.is_err() {
        return status::INTERNAL_ERROR;
    }
    if executed.output_lost.is_some() {
        return status::OUTPUT_LOST;
    }
    match &executed.ran.end {
        // As the operating system does with any status.
        End::Finished { status } => status.rem_euclid(256) as u8,
        End::Deadlock(_) => status::DEADLOCK,
        End::LimitReached(_) => status::LIMIT_REACHED,
        End::Interrupted => status::INTERRUPTED,
    }
}

/// What there is to say about the end; empty for a program that ended by itself.
pub fn report(
    scenario: &Scenario,
    prepared: &Prepared<'_>,
    executed: &Executed,
    console: &Console,
) -> String {
    let mut text = String::new();
    let error = console.red("error");
    if let Err(broken) = &executed.ran.invariants {
        let _ = writeln!(
            text,
            "{}: {broken}\n  The trace of this run breaks a rule that every run must keep: its \
             pictures and numbers cannot be trusted.\n  This is a bug of gilsim. Please report \
             it with the program and the command.",
            console.red("internal error")
        );
    }
    match &executed.output_lost {
        // Whoever read it has seen enough: `gilsim run … | head`.
        Some(lost) if lost.kind() == ErrorKind::BrokenPipe => return text,
        Some(lost) => {
            let _ = writeln!(text, "{error}: the program's output is lost: {lost}");
            return text;
        }
        None => {}
    }
    match &executed.ran.end {
        End::Finished { .. } => {}
        End::Interrupted => {
            let at = duration(executed.ran.trace.end);
            let time = time_of(prepared.spec.engine);
            let _ = writeln!(
                text,
                "{error}: interrupted after {at} of {time}\n  \
                 What is told and drawn is the run up to there. Ctrl-C once more ends gilsim at once."
            );
        }
        End::LimitReached(limit) => {
            let _ = writeln!(
                text,
                "{error}: {}",
                limit_message(*limit, prepared.spec.engine)
            );
        }
        End::Deadlock(deadlock) => {
            let at = executed.ran.trace.end;
            let mut source_line = |place: &Place| source_line(scenario, prepared, place);
            let report = deadlock_report(deadlock, &mut source_line);
            let _ = write!(text, "{error}: deadlock after {}: {report}", duration(at));
        }
    }
    if let Some(references) = &executed.ran.references {
        let mut source_line = |place: &Place| source_line(scenario, prepared, place);
        text.push_str(&miscounts::report(references, &mut source_line));
    }
    text
}

/// What a run's clock shows.
fn time_of(engine: Engine) -> &'static str {
    match engine {
        Engine::Sim => "virtual time",
        Engine::Live => "real time",
    }
}

fn limit_message(limit: Limit, engine: Engine) -> String {
    match limit {
        Limit::Time(limit) => format!(
            "the run did not end within {} of {}\n  \
             An endless loop? If it only needs longer: --until {}, or `until` under [run].",
            show_duration(limit),
            time_of(engine),
            show_duration(limit.saturating_mul(10))
        ),
        Limit::Instructions(limit) => format!(
            "the run did not end within {} instructions\n  \
             An endless loop? If it only needs more: --set run.max_instructions={}.",
            count(limit),
            limit.saturating_mul(10)
        ),
        Limit::Events(events) => format!(
            "the run's log is full after {} events: what is told and drawn is the run up to there\n  \
             A shorter program shows the same; --engine sim logs as it goes and has no such limit.",
            count(events)
        ),
        Limit::OsThreads(threads) => format!(
            "the operating system started no more than {} threads\n  \
             Start fewer, or use --engine sim, whose threads are simulated.",
            count(u64::from(threads))
        ),
    }
}

/// The place as a person wrote it, and the text of its line.
fn source_line(scenario: &Scenario, prepared: &Prepared<'_>, place: &Place) -> (Place, String) {
    let program = &prepared.spec.program;
    let place = if place.file == program.file {
        let (file, line) = program.locate_line(place.line);
        Place { file, line }
    } else {
        place.clone()
    };
    // A bare program is its own scenario, whose text is empty.
    let in_scenario = place.file == scenario.source.file && place.file != program.file;
    let text = if in_scenario {
        runner::line_of(&scenario.source.text, place.line)
    } else {
        let folder = files::imports(scenario, prepared.spec);
        runner::source_line(program, &folder, &place)
    };
    (place, text.unwrap_or_default())
}

fn deadlock_report(
    deadlock: &Deadlock,
    source_line: &mut dyn FnMut(&Place) -> (Place, String),
) -> String {
    let in_cycle = |blocked: &&BlockedThread| deadlock.cycle.contains(&blocked.thread);
    let by_id = |id| deadlock.threads.iter().find(|b| b.thread == id);
    let cycle: Vec<&BlockedThread> = deadlock.cycle.iter().filter_map(|&id| by_id(id)).collect();
    let mut text = match cycle.len() {
        0 => "every thread waits, and nobody is left to wake one\n".to_string(),
        1 => "a thread waits for itself\n".to_string(),
        n => format!("{n} threads wait for one another\n"),
    };
    for blocked in &cycle {
        describe(&mut text, blocked, deadlock, source_line);
    }
    let others: Vec<&BlockedThread> = deadlock
        .threads
        .iter()
        .filter(|blocked| !in_cycle(blocked))
        .collect();
    if !cycle.is_empty() && !others.is_empty() {
        text.push_str("Behind them:\n");
    }
    for blocked in others.iter().take(MOST_OTHERS) {
        describe(&mut text, blocked, deadlock, source_line);
    }
    if others.len() > MOST_OTHERS {
        let more = (others.len() - MOST_OTHERS) as u64;
        let _ = writeln!(text, "  … and {} more threads", count(more));
    }
    text.push_str(match cycle.len() {
        0 => "Somebody forgot to release, to notify, to put or to set.\n",
        1 => "A lock cannot be taken twice by the same thread; an RLock can.\n",
        _ => "If every thread takes the locks in the same order, no circle can form.\n",
    });
    text
}

/// Threads outside of the circle that are listed.
const MOST_OTHERS: usize = 12;

fn describe(
    text: &mut String,
    blocked: &BlockedThread,
    deadlock: &Deadlock,
    source_line: &mut dyn FnMut(&Place) -> (Place, String),
) {
    let holder = blocked.holder.map(|holder| {
        if holder == blocked.thread {
            return "that it holds itself".to_string();
        }
        match deadlock.threads.iter().find(|b| b.thread == holder) {
            Some(holder) => format!("that {} holds", holder.name),
            None => "whose holder has ended".to_string(),
        }
    });
    let waits = match holder {
        Some(holder) => format!("for {} {holder}", blocked.what),
        None if blocked.what != "a lock" => format!("for {}", blocked.what),
        None => "for something that never comes".to_string(),
    };
    match blocked.place.as_ref().map(source_line) {
        Some((place, line)) => {
            let _ = writeln!(
                text,
                "  {} waits {waits}\n    {}:{}",
                blocked.name, place.file, place.line
            );
            if !line.trim().is_empty() {
                let _ = writeln!(text, "      {}", line.trim());
            }
        }
        None => {
            let _ = writeln!(text, "  {} waits {waits}", blocked.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::ThreadId;

    fn blocked(thread: u32, name: &str, holder: Option<u32>, line: u32) -> BlockedThread {
        BlockedThread {
            thread: ThreadId(thread),
            name: name.to_string(),
            daemon: false,
            what: "a lock".to_string(),
            holder: holder.map(ThreadId),
            place: Some(Place {
                file: "a.py".into(),
                line,
            }),
        }
    }

    fn check(threads: Vec<BlockedThread>, expect: &str) {
        let mut source = |place: &Place| (place.clone(), format!("    line {}", place.line));
        let report = deadlock_report(&Deadlock::new(threads), &mut source);
        assert_eq!(report, expect);
    }

    #[test]
    fn a_circle_is_named_with_its_lines_and_who_is_behind_it() {
        check(
            vec![
                blocked(0, "MainThread", Some(1), 9),
                blocked(1, "left", Some(2), 3),
                blocked(2, "right", Some(1), 6),
            ],
            "2 threads wait for one another\n  \
             left waits for a lock that right holds\n    a.py:3\n      line 3\n  \
             right waits for a lock that left holds\n    a.py:6\n      line 6\n\
             Behind them:\n  \
             MainThread waits for a lock that left holds\n    a.py:9\n      line 9\n\
             If every thread takes the locks in the same order, no circle can form.\n",
        );
    }

    #[test]
    fn a_thread_may_wait_for_itself_or_for_nobody() {
        check(
            vec![blocked(0, "MainThread", Some(0), 2)],
            "a thread waits for itself\n  \
             MainThread waits for a lock that it holds itself\n    a.py:2\n      line 2\n\
             A lock cannot be taken twice by the same thread; an RLock can.\n",
        );
        check(
            vec![blocked(0, "MainThread", None, 2)],
            "every thread waits, and nobody is left to wake one\n  \
             MainThread waits for something that never comes\n    a.py:2\n      line 2\n\
             Somebody forgot to release, to notify, to put or to set.\n",
        );
    }

    #[test]
    fn limits_say_how_to_raise_them() {
        let text = limit_message(Limit::Time(2_000_000_000), Engine::Sim);
        assert!(
            text.contains("within 2s") && text.contains("--until 20s"),
            "{text}"
        );
        let text = limit_message(Limit::Instructions(1000), Engine::Sim);
        assert!(text.contains("run.max_instructions=10000"), "{text}");
    }
}
