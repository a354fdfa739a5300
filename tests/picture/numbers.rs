use crate::synthetic::*;
use gilsim::metrics::{Latency, Metrics};
use gilsim::nanos::{MICROSECOND, MILLISECOND, Nanos};
use gilsim::render::blame_report;
use gilsim::timeline::display::Item;
use gilsim::timeline::{ChartSpec, Lang, blame};
use gilsim::trace::{MarkKind, Place, PlaceId, Position, Slice, State, ThreadIndex, Trace};

/// Times come from the totals, ratios from the times.
#[test]
fn two_hogs_gain_nothing() {
    let metrics = Metrics::of(&under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND));
    assert_eq!(metrics.total.times.running_ns, 120 * MILLISECOND);
    assert_eq!(metrics.total.counts.forced_switches, 22);
    assert_eq!(metrics.total.counts.drop_requests, 22);
    let speedup = metrics.speedup.expect("a run of some length");
    assert!((0.99..1.0).contains(&speedup), "{speedup}");
    assert_eq!(metrics.fairness, Some(1.0));
    let said: Vec<String> = metrics.findings.iter().map(ToString::to_string).collect();
    let [gain, bottleneck] = said.as_slice() else {
        panic!("{said:?}");
    };
    let expect = "Two CPU-bound threads took as long as one after the other: speedup 1.00.";
    assert_eq!(gain, expect);
    assert!(
        bottleneck.starts_with("The GIL is the bottleneck"),
        "{bottleneck}"
    );
}

/// Each rule speaks where its numbers carry it, and only there.
#[test]
fn findings_say_what_the_numbers_show() {
    let check = |trace: &Trace, expect: &[&str]| {
        let said: Vec<String> = Metrics::of(trace)
            .findings
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(said, expect);
    };
    check(&Trace::default(), &[]);
    check(&under_gil(&hogs(1, MILLISECOND), 1, MILLISECOND), &[]);
    check(
        &under_gil(&convoy(), 2, 5 * MILLISECOND),
        &[
            "The GIL is the bottleneck: it was held >99 % of the time, and threads that were ready waited 126 ms for it in all.",
            "io-1 waited 5 ms for the GIL at the median after each of its 24 sleeps: cpu-1 held it until the switch interval ran out.",
        ],
    );
    check(
        &without_gil(&hogs(4, MILLISECOND), 4),
        &["Four CPU-bound threads ran 4.00 times as fast as one after the other."],
    );
    check(
        &under_gil(&native(4), 5, 5 * MILLISECOND),
        &[
            "count kept the GIL during C calls for 27 ms in all; other threads waited 34 ms for this thread.",
            "C calls that had released the GIL kept 3.1 cores busy on average.",
        ],
    );

    let mut unfair = Recording::new(&["greedy", "poor"], 1, true);
    unfair.slice(0, State::Running, 0, 90 * MILLISECOND, None);
    unfair.slice(1, State::GilWait, 0, 90 * MILLISECOND, Some(0));
    unfair.slice(1, State::Running, 90 * MILLISECOND, 100 * MILLISECOND, None);
    unfair.slice(
        0,
        State::Runnable,
        90 * MILLISECOND,
        100 * MILLISECOND,
        None,
    );
    for i in 0..20 {
        unfair.mark(1, MarkKind::FailedTake, i * MILLISECOND, None);
    }
    unfair.mark(1, MarkKind::Take, 90 * MILLISECOND, None);
    check(
        &unfair.finish(),
        &[
            "Two CPU-bound threads took as long as one after the other: speedup 1.00.",
            "CPU-bound threads did not get equal shares: greedy ran for 90 ms, poor for 10 ms (fairness 0.61).",
            "Threads woke up for the GIL and found it taken again 20 times, in 95 % of their attempts.",
            "Threads that were ready waited 10 ms in all for the one core.",
        ],
    );
}

/// A sleeper whose sleeps are only partly recorded is not said to have waited after "each".
#[test]
fn capped_traces_make_no_claims_about_each_sleep() {
    let mut trace = under_gil(&convoy(), 2, 5 * MILLISECOND);
    trace.slices_dropped = 1;
    let said: Vec<String> = Metrics::of(&trace)
        .findings
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(said.iter().all(|it| !it.contains("sleeps")), "{said:?}");
    assert!(!said.is_empty(), "the totals are whole");
}

/// Who waited for whom is told by slices: where some are missing, report and picture say so.
#[test]
fn blame_says_what_was_dropped() {
    let mut trace = under_gil(&convoy(), 2, 5 * MILLISECOND);
    for dropped in [0, 1234] {
        trace.slices_dropped = dropped;
        let metrics = Metrics::of(&trace);
        let report = blame_report(&metrics, &|_, _| None);
        assert_eq!(report.contains("1,234 slices"), dropped > 0, "{report}");
        for (lang, part) in [(Lang::En, "1,234 slices"), (Lang::Ko, "조각 1,234개")] {
            let spec = ChartSpec {
                lang,
                ..ChartSpec::default()
            };
            let said = blame(&metrics, &|_, _| None, &spec)
                .items
                .iter()
                .any(|item| matches!(item, Item::Text(it) if it.content.contains(part)));
            assert_eq!(said, dropped > 0, "{lang:?}");
        }
    }
}

/// Nearest rank: always a wait that happened.
#[test]
fn percentiles_are_recorded_waits() {
    let check = |waits: &[Nanos], expect: [Nanos; 4]| {
        let mut out = Recording::new(&["t"], 1, true);
        let mut at = 0;
        for &wait in waits {
            out.slice(0, State::GilWait, at, at + wait, None);
            at += wait;
        }
        let Latency {
            waits: count,
            p50_ns,
            p90_ns,
            p99_ns,
            max_ns,
        } = Metrics::of(&out.finish()).total.gil_wait_latency;
        assert_eq!([p50_ns, p90_ns, p99_ns, max_ns], expect);
        assert_eq!(count, waits.len() as u64);
    };
    check(&[], [0; 4]);
    check(&[7], [7; 4]);
    check(&[4, 1, 3, 2], [2, 4, 4, 4]);
    let hundred: Vec<Nanos> = (1..=100).collect();
    check(&hundred, [50, 90, 99, 100]);
}

/// The summary is the same text every time, its times are integers, its keys in order.
#[test]
fn the_summary_is_stable() {
    let mut out = Recording::new(&["main"], 1, true);
    out.slice(0, State::Running, 0, 3 * MICROSECOND, None);
    out.hold(0, 0, 3 * MICROSECOND);
    let trace = out.finish();
    let json = Metrics::of(&trace).to_json();
    assert_eq!(json, Metrics::of(&trace).to_json());
    // The only thread has the numbers of all, in the same words.
    let (_, total) = json.split_once("\"total\": {\n").expect("a total");
    let (total, _) = total.split_once("\n  },\n").expect("an end of it");
    let of_thread = total.replace("\n", "\n  ");
    assert_eq!(json.matches(&of_thread).count(), 1);
    let json = json.replace(&of_thread, "    \"as\": \"total\"");
    insta::assert_snapshot!(json, @r#"
    {
      "format": 1,
      "wall_ns": 3000,
      "cores": 1,
      "gils": 1,
      "speedup": 1.0,
      "gil_held_ns": 3000,
      "gil_held": 1.0,
      "fairness": null,
      "total": {
        "times": {
          "running_ns": 3000,
          "native_ns": 0,
          "native_holding_ns": 0,
          "gil_wait_ns": 0,
          "lock_wait_ns": 0,
          "io_ns": 0,
          "sleep_ns": 0,
          "runnable_ns": 0,
          "switching_ns": 0,
          "idle_ns": 0,
          "held_ns": 3000
        },
        "counts": {
          "instructions": 0,
          "forced_switches": 0,
          "voluntary_switches": 0,
          "drop_requests": 0,
          "timeouts": 0,
          "failed_takes": 0,
          "takes": 0,
          "wake_ups": 0,
          "preemptions": 0,
          "migrations": 0
        },
        "gil_wait_latency": {
          "waits": 0,
          "p50_ns": 0,
          "p90_ns": 0,
          "p99_ns": 0,
          "max_ns": 0
        }
      },
      "threads": [
        {
          "name": "main",
          "process": "main",
          "created_ns": 0,
          "ended_ns": null,
          "as": "total"
        }
      ],
      "blame": [],
      "lock_blame": [],
      "lines": [
        {
          "file": null,
          "line": 0,
          "wait_ns": 0,
          "waits": 0,
          "held_ns": 3000
        }
      ],
      "slices_dropped": 0,
      "findings": []
    }
    "#);
}

/// A trace that contradicts itself gives numbers, not a panic.
#[test]
fn damaged_traces_are_survived() {
    let mut trace = random(5, 3, 200, 2);
    trace.totals.truncate(1);
    trace.threads[0].process = gilsim::trace::ProcessIndex(99);
    trace.threads[1].created = u64::MAX;
    trace.end = 1;
    for slice in &mut trace.slices {
        slice.thread.0 += 1;
    }
    for wait in &mut trace.gil_waits {
        wait.duration = u64::MAX;
    }
    let metrics = Metrics::of(&trace);
    assert_eq!(metrics.threads.len(), 3);
    assert_eq!(metrics.threads[0].process, "");
}

/// What the GIL is not to blame for: with one core, the other thread would wait for that.
#[test]
fn the_gil_is_no_bottleneck_where_the_cores_are_in_use() {
    let says = |cores| {
        let metrics = Metrics::of(&under_gil(
            &hogs(2, 60 * MILLISECOND),
            cores,
            5 * MILLISECOND,
        ));
        let said = metrics.findings.iter().map(ToString::to_string);
        said.into_iter().any(|it| it.contains("bottleneck"))
    };
    assert!(says(2));
    assert!(!says(1));
}

/// Who merely waits for the GIL to start others is none of those that share it.
#[test]
fn fairness_is_among_threads_that_compute() {
    let mut out = Recording::new(&["MainThread", "a", "b"], 1, true);
    out.slice(0, State::Running, 0, MILLISECOND, None);
    out.slice(0, State::GilWait, MILLISECOND, 20 * MILLISECOND, Some(1));
    out.slice(0, State::LockWait, 20 * MILLISECOND, 81 * MILLISECOND, None);
    out.slice(1, State::Running, MILLISECOND, 41 * MILLISECOND, None);
    out.slice(2, State::Running, 41 * MILLISECOND, 81 * MILLISECOND, None);
    assert_eq!(Metrics::of(&out.finish()).fairness, Some(1.0));
    assert_eq!(
        Metrics::of(&under_gil(&convoy(), 2, 5 * MILLISECOND)).fairness,
        None,
        "one computes, the other sleeps"
    );
}

/// A wait goes on while the GIL changes hands: each holder is blamed for its part, the line of
/// each for its own, and nobody for the time between them. A time-out makes no new wait of it.
#[test]
fn a_wait_is_blamed_on_whoever_holds_the_gil_meanwhile() {
    let mut out = Recording::new(&["a", "b", "waiter"], 2, true);
    out.hold(0, 0, 10);
    out.hold(1, 12, 30);
    out.hold(2, 33, 40);
    out.slice(2, State::GilWait, 4, 33, Some(0));
    // What the recorder writes of a wait that timed out once.
    let whole = out.trace.slices.pop().expect("the wait");
    out.trace.slices.push(Slice { end: 9, ..whole });
    out.trace.slices.push(Slice { start: 9, ..whole });
    out.trace.places = [7, 8].map(|line| place("program.py", line)).to_vec();
    for (at, thread, line) in [(0, 0, 0), (12, 1, 0), (20, 1, 1)] {
        out.trace.positions.push(Position {
            at,
            thread: ThreadIndex(thread),
            place: PlaceId(line),
        });
    }
    let metrics = Metrics::of(&out.finish());
    let pairs = metrics.blame.iter();
    let pairs: Vec<_> = pairs.map(|it| (it.holder.as_deref(), it.wait_ns)).collect();
    assert_eq!(pairs, [(Some("b"), 18), (Some("a"), 6), (None, 5)]);
    let lines = metrics.lines.iter();
    let lines: Vec<_> = lines
        .map(|it| (it.line, it.wait_ns, it.waits, it.held_ns))
        .collect();
    assert_eq!(lines, [(7, 14, 1, 18), (8, 10, 1, 10), (0, 5, 1, 7)]);
}

fn place(file: &str, line: u32) -> Place {
    Place {
        file: file.into(),
        line,
    }
}
