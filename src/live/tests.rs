//! Scripts of actions on real threads. Times are real, so nothing here depends on one: what is
//! checked is order, counts and invariants.

use super::{Clock, Config, run};
use crate::driver::script::Action::{self, *};
use crate::driver::script::Script;
use crate::driver::{End, Hooks, Limit, Outcome};
use crate::gil::GilKind;
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos, SECOND};
use crate::sched::LockKind;
use crate::trace::{MarkKind, State};

const US: Nanos = MICROSECOND;
const MS: Nanos = MILLISECOND;

fn config(kind: GilKind, lock_kind: LockKind) -> Config {
    let mut config = Config::default();
    config.run.gil.kind = kind;
    config.run.lock_kind = lock_kind;
    config
}

/// Every GIL that threads can share for real, with every kind of lock.
fn every_config() -> impl Iterator<Item = Config> {
    let kinds = GilKind::ALL.iter().filter(|&&kind| kind != GilKind::NONE);
    kinds.flat_map(|&kind| {
        [LockKind::OsSemaphore, LockKind::ParkingLot].map(|lock_kind| config(kind, lock_kind))
    })
}

fn execute(script: &mut Script, config: &Config) -> Outcome {
    let mut output = |_, _: &[u8]| {};
    let hooks = Hooks {
        output: &mut output,
        progress: None,
    };
    let given = std::mem::replace(script, Script::new(Vec::new()));
    let (outcome, ran) = run(given, Clock::start(), config, hooks);
    *script = ran;
    assert_eq!(outcome.invariants, Ok(()), "{config:?}");
    outcome
}

/// A main thread that starts these and joins them.
fn parallel(threads: Vec<Vec<Action>>) -> Script {
    let count = threads.len() as u32;
    let starts = threads.into_iter().map(|actions| Spawn("worker", actions));
    let main = starts.chain((1..=count).map(Join)).collect();
    Script::new(main)
}

/// What one thread of a long fight for two locks does.
fn fight(rounds: u64) -> Vec<Action> {
    vec![Repeat(
        rounds,
        vec![
            Acquire(1),
            Compute(20 * US),
            Release(1),
            Native {
                cost: 10 * US,
                releases_gil: true,
            },
            Acquire(2),
            Sleep(10 * US),
            Release(2),
            Io("disk", 100),
            Compute(30 * US),
        ],
    )]
}

#[test]
fn a_fight_for_two_locks_ends_under_every_policy() {
    for config in every_config() {
        let mut script = parallel((0..8).map(|_| fight(20)).collect());
        let outcome = execute(&mut script, &config);
        assert_eq!(outcome.end, End::Finished { status: 0 }, "{config:?}");
        let trace = outcome.trace;
        assert_eq!(trace.threads.len(), 9);
        for (index, track) in trace.threads.iter().enumerate().skip(1) {
            assert!(track.ended.is_some(), "{track:?}");
            let times = &trace.totals[index].by_state;
            // A sleep and a wait for a device are at least as long as they were told to be.
            assert!(times[State::Sleep as usize] >= 20 * 10 * US, "{track:?}");
            // So is a C call, on a core or waiting for one.
            let native = times[State::Native as usize] + times[State::Runnable as usize];
            assert!(native >= 20 * 10 * US, "{track:?}");
            assert!(times[State::Io as usize] > 0, "{track:?}");
            assert!(trace.totals[index].instructions > 0, "{track:?}");
        }
        // 8 threads, 20 rounds, 2 locks and one join each.
        let waits = script.acquired.iter().filter(|(thread, _)| *thread > 0);
        assert!(waits.clone().all(|(_, acquired)| *acquired));
        let starts = script.acquired.iter().filter(|(thread, _)| *thread == 0);
        assert_eq!((waits.count(), starts.count()), (320, 8));
    }
}

#[test]
fn busy_threads_make_each_other_drop_the_gil() {
    let asks = |config: &Config| config.run.gil.kind.has_switch_interval();
    for mut config in every_config().filter(asks) {
        config.run.gil.intervals.switch = 500 * US;
        let mut script = parallel(vec![vec![Compute(40 * SECOND)]; 2]);
        // A script computes a second in a few milliseconds.
        script.instruction = 20 * US;
        let outcome = execute(&mut script, &config);
        assert_eq!(outcome.end, End::Finished { status: 0 });
        let forced =
            |thread: usize| outcome.trace.totals[thread].marks[MarkKind::ForcedSwitch as usize];
        assert!(
            forced(1) + forced(2) > 0,
            "nobody was made to let go: {config:?}"
        );
    }
}

#[test]
fn an_acquire_with_a_timeout_comes_back_without_the_lock() {
    for config in every_config() {
        let holder = vec![Acquire(1), Sleep(60 * MS), Release(1)];
        let waiter = vec![Sleep(20 * MS), AcquireFor(1, MS), Acquire(1), Release(1)];
        let mut script = parallel(vec![holder, waiter]);
        let outcome = execute(&mut script, &config);
        assert_eq!(outcome.end, End::Finished { status: 0 });
        let of_waiter = |&&(thread, _): &&(u32, bool)| thread == 2;
        let answers: Vec<bool> = script
            .acquired
            .iter()
            .filter(of_waiter)
            .map(|a| a.1)
            .collect();
        assert_eq!(answers.last(), Some(&true), "{config:?}");
    }
}

#[test]
fn threads_that_wait_for_one_another_are_told() {
    for config in every_config() {
        let one = vec![Acquire(1), Sleep(20 * MS), Acquire(2)];
        let two = vec![Acquire(2), Sleep(20 * MS), Acquire(1)];
        let outcome = execute(&mut parallel(vec![one, two]), &config);
        let End::Deadlock(deadlock) = outcome.end else {
            panic!("{:?} under {config:?}", outcome.end);
        };
        assert_eq!(deadlock.threads.len(), 3);
        assert_eq!(deadlock.cycle.len(), 2);
    }
}

#[test]
fn a_thread_that_nobody_can_wake_is_a_deadlock_when_the_last_other_ends() {
    let mut script = Script::new(vec![
        Spawn("worker", vec![Acquire(1), Sleep(10 * MS)]),
        Sleep(5 * MS),
        Acquire(1),
    ]);
    let outcome = execute(&mut script, &Config::default());
    let End::Deadlock(deadlock) = outcome.end else {
        panic!("{:?}", outcome.end);
    };
    assert_eq!(deadlock.threads.len(), 1);
}

#[test]
fn limits_end_a_run_whatever_its_threads_do() {
    let everything = || {
        parallel(vec![
            vec![Compute(1_000 * SECOND)],
            vec![Sleep(1_000 * SECOND)],
            vec![Io("disk", u64::MAX / 2)],
            vec![Acquire(1), Acquire(1)],
            vec![Native {
                cost: 1_000 * SECOND,
                releases_gil: true,
            }],
        ])
    };
    for config in every_config() {
        let mut time = config.clone();
        time.run.until = 30 * MS;
        let outcome = execute(&mut everything(), &time);
        assert_eq!(outcome.end, End::LimitReached(Limit::Time(30 * MS)));
        assert_eq!(outcome.trace.end, 30 * MS);
        let mut instructions = config.clone();
        instructions.run.max_instructions = Some(10_000);
        let outcome = execute(&mut everything(), &instructions);
        assert_eq!(outcome.end, End::LimitReached(Limit::Instructions(10_000)));
        let mut events = config.clone();
        events.run.slice_cap = 1024;
        let mut script = parallel(vec![vec![Repeat(10_000, vec![Sleep(0)])]; 2]);
        let outcome = execute(&mut script, &events);
        assert_eq!(outcome.end, End::LimitReached(Limit::Events(2048)));
    }
}

#[test]
fn whoever_watches_can_stop_a_run() {
    let mut output = |_, _: &[u8]| {};
    let mut looks = 0;
    let mut progress = |_| {
        looks += 1;
        if looks > 2 {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    };
    let hooks = Hooks {
        output: &mut output,
        progress: Some(&mut progress),
    };
    let script = parallel(vec![
        vec![Sleep(1_000 * SECOND)],
        vec![Acquire(1), Acquire(1)],
    ]);
    let (outcome, _) = run(script, Clock::start(), &Config::default(), hooks);
    assert_eq!(outcome.end, End::Interrupted);
    assert_eq!(outcome.invariants, Ok(()));
}

#[test]
fn an_exit_leaves_no_thread_behind() {
    let mut script = Script::new(vec![
        Spawn("sleeper", vec![Sleep(1_000 * SECOND)]),
        Spawn("busy", vec![Compute(1_000 * SECOND)]),
        Sleep(MS),
        Exit(7),
    ]);
    let outcome = execute(&mut script, &Config::default());
    assert_eq!(outcome.end, End::Finished { status: 7 });
    assert_eq!(outcome.trace.threads.len(), 3);
}

/// A device serves the next in its queue when it is done with the one before.
#[test]
fn devices_have_queues() {
    use crate::sched::{DeviceSpec, Distribution};
    let mut config = Config::default();
    let tape = DeviceSpec {
        latency: Distribution::Constant(5 * MS),
        bandwidth: None,
        parallel: Some(1),
    };
    config.run.devices.insert("tape".to_string(), tape);
    let mut script = parallel(vec![vec![Io("tape", 1)]; 4]);
    let outcome = execute(&mut script, &config);
    assert_eq!(outcome.end, End::Finished { status: 0 });
    assert!(outcome.trace.end >= 20 * MS, "{}", outcome.trace.end);
}
