//! The engine under scripted programs.

use super::{Config, run};
use crate::driver::script::{Action, Script};
use crate::driver::{End, Hooks, Limit, Outcome};
use crate::gil::{GilKind, GilSpec, Intervals};
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos, SECOND};
use crate::sched::{DeviceSpec, Distribution, LockKind, MachineSpec};
use crate::trace::{MarkKind, State, Trace};
use Action::*;

const US: Nanos = MICROSECOND;
const MS: Nanos = MILLISECOND;

fn config(cores: u16) -> Config {
    Config {
        machine: MachineSpec {
            cores,
            ..MachineSpec::default()
        },
        ..Config::default()
    }
}

/// Without anything that costs or varies, so that times come out round.
fn exact(cores: u16) -> Config {
    let free = Distribution::Constant(0);
    let mut config = config(cores);
    config.machine.context_switch = 0;
    config.machine.wakeup_latency = 0;
    config.machine.wakeup_sigma = 0.0;
    config.machine.timer_slack = 0;
    config.machine.migration = 0;
    config.machine.wakeup_interrupt = 0;
    config.machine.migration_cost = 0;
    config.machine.cache_warmup = 0;
    config.lock_paths.request = free;
    config.lock_paths.wait_again = free;
    config.lock_paths.notice = free;
    config.lock_paths.voluntary_drop = free;
    config.lock_paths.fall_asleep = free;
    config.lock_paths.mutex_wait = free;
    config.lock_paths.futex_call = 0;
    config.lock_paths.futex_wake = 0;
    config.thread_start = 0;
    config.write = 0;
    config
}

fn execute(script: &mut Script, config: &Config) -> Outcome {
    let mut output = |_, _: &[u8]| {};
    let outcome = run(
        script,
        config,
        Hooks {
            output: &mut output,
            progress: None,
        },
    );
    assert_eq!(outcome.invariants, Ok(()));
    outcome
}

fn finished(script: &mut Script, config: &Config) -> Trace {
    let outcome = execute(script, config);
    assert_eq!(outcome.end, End::Finished { status: 0 });
    outcome.trace
}

/// Nanoseconds that thread `index` spent in `state`.
fn spent(trace: &Trace, index: usize, state: State) -> Nanos {
    trace.totals[index].by_state[state as usize]
}

fn marks(trace: &Trace, index: usize, kind: MarkKind) -> u64 {
    trace.totals[index].marks[kind as usize]
}

/// A main thread that starts these and joins them.
fn parallel(threads: Vec<Vec<Action>>) -> Script {
    let count = threads.len() as u32;
    let mut main: Vec<Action> = threads
        .into_iter()
        .map(|actions| Spawn("worker", actions))
        .collect();
    main.extend((1..=count).map(Join));
    Script::new(main)
}

/// The main thread does these actions; checks end of the run and time per state.
#[track_caller]
fn check_alone(actions: Vec<Action>, end: Nanos, states: &[(State, Nanos)]) {
    let mut script = Script::new(actions);
    script.instruction = 1;
    let trace = finished(&mut script, &exact(2));
    let got: Vec<(State, Nanos)> = State::ALL
        .into_iter()
        .map(|state| (state, spent(&trace, 0, state)))
        .filter(|&(_, length)| length > 0)
        .collect();
    assert_eq!((trace.end, got.as_slice()), (end, states));
}

#[test]
fn computing_is_running() {
    check_alone(vec![Compute(500)], 502, &[(State::Running, 502)]);
}

#[test]
fn sleeping_gives_the_gil_up() {
    check_alone(
        vec![Sleep(MS)],
        MS + 2,
        &[(State::Running, 2), (State::Sleep, MS)],
    );
}

#[test]
fn a_sleep_of_zero_takes_no_time() {
    check_alone(vec![Sleep(0)], 2, &[(State::Running, 2)]);
}

#[test]
fn native_calls_release_or_hold() {
    check_alone(
        vec![
            Native {
                cost: 3 * MS,
                releases_gil: true,
            },
            Native {
                cost: 2 * MS,
                releases_gil: false,
            },
        ],
        5 * MS + 3,
        &[
            (State::Running, 3),
            (State::Native, 3 * MS),
            (State::NativeHolding, 2 * MS),
        ],
    );
}

#[test]
fn devices_take_their_time_and_queue() {
    let mut config = exact(4);
    config.run.devices.insert(
        "tape".to_string(),
        DeviceSpec {
            latency: Distribution::Constant(MS),
            bandwidth: Some(1_000_000),
            parallel: Some(1),
        },
    );
    let mut script = parallel(vec![vec![Io("tape", 1000)], vec![Io("tape", 0)]]);
    let trace = finished(&mut script, &config);
    assert_eq!(spent(&trace, 1, State::Io), 2 * MS);
    let second = spent(&trace, 2, State::Io);
    assert!((3 * MS - US..3 * MS).contains(&second), "{second}");
}

#[test]
fn output_comes_out_in_order() {
    let mut script = parallel(vec![vec![Write("b")], vec![Sleep(MS), Write("c")]]);
    let mut written = Vec::new();
    let mut output = |_, bytes: &[u8]| written.extend_from_slice(bytes);
    let hooks = Hooks {
        output: &mut output,
        progress: None,
    };
    let outcome = run(&mut script, &config(2), hooks);
    assert_eq!(outcome.end, End::Finished { status: 0 });
    assert_eq!(written, b"bc");
}

#[test]
fn exit_ends_the_run_with_its_status() {
    let mut script = Script::new(vec![
        Spawn("worker", vec![Exit(3)]),
        Compute(SECOND),
        Exit(4),
    ]);
    let outcome = execute(&mut script, &config(2));
    assert_eq!(outcome.end, End::Finished { status: 3 });
}

#[test]
fn notes_keep_their_text() {
    let trace = finished(&mut Script::new(vec![Note("here")]), &config(1));
    assert_eq!(trace.notes, ["here"]);
    assert_eq!(marks(&trace, 0, MarkKind::Note), 1);
}

#[test]
fn limits_cut_a_run_short() {
    let check = |config: Config, limit: Limit| {
        let outcome = execute(&mut Script::new(vec![Compute(Nanos::MAX)]), &config);
        assert_eq!(outcome.end, End::LimitReached(limit));
        outcome.trace.end
    };
    let mut until = config(1);
    until.run.until = 7 * MS;
    assert_eq!(check(until, Limit::Time(7 * MS)), 7 * MS);
    let mut instructions = config(1);
    instructions.run.max_instructions = Some(1_000_000);
    let end = check(instructions, Limit::Instructions(1_000_000));
    assert!((30 * MS..45 * MS).contains(&end), "{end}");
}

#[test]
fn two_busy_threads_switch_once_per_interval() {
    let mut script = parallel(vec![vec![Compute(50 * MS)], vec![Compute(50 * MS)]]);
    let trace = finished(&mut script, &config(2));
    let forced =
        marks(&trace, 1, MarkKind::ForcedSwitch) + marks(&trace, 2, MarkKind::ForcedSwitch);
    assert!((18..=20).contains(&forced), "{forced} forced switches");
    assert!((100 * MS..103 * MS).contains(&trace.end), "{}", trace.end);
}

#[test]
fn the_switch_interval_can_be_set() {
    let work = vec![Compute(50 * MS)];
    let mut script = Script::new(vec![
        SwitchInterval(MS),
        Spawn("worker", work.clone()),
        Compute(50 * MS),
        Join(1),
    ]);
    let trace = finished(&mut script, &config(2));
    let forced = marks(&trace, 0, MarkKind::ForcedSwitch);
    assert!((40..=50).contains(&forced), "{forced} forced switches");
}

/// Two busy threads in each of two interpreters: each pair takes turns, the pairs do not.
#[test]
fn interpreters_have_a_gil_each() {
    let busy = || vec![Compute(50 * MS)];
    let mut script = Script::new(vec![
        Spawn("ours", busy()),
        Spawn("ours", busy()),
        SpawnIn(1, "theirs", busy()),
        SpawnIn(1, "theirs", busy()),
        Sleep(150 * MS),
    ]);
    let trace = finished(&mut script, &config(2));
    let names: Vec<&str> = trace.gils.iter().map(|gil| gil.name.as_str()).collect();
    assert_eq!(names, ["GIL", "GIL 2"]);
    for hold in &trace.holds {
        let theirs = [3, 4].contains(&hold.thread.0);
        assert_eq!(hold.gil.0, u32::from(theirs), "{hold:?}");
    }
    let ended = trace.threads[1..].iter().filter_map(|thread| thread.ended);
    let last = ended.max();
    assert!(
        last.is_some_and(|at| (100 * MS..130 * MS).contains(&at)),
        "200 ms of work on two cores, which the holders do not always share evenly: {last:?}"
    );
    let interpreter = |thread: u32| u32::from(thread > 2);
    for wait in &trace.gil_waits {
        let by = trace.causes[wait.cause.0 as usize].by;
        let by = by.map(|by| interpreter(by.0));
        assert!(
            by.is_none_or(|by| by == interpreter(wait.thread.0)),
            "{wait:?}"
        );
    }
}

/// A thread that is alone in its interpreter wakes up as if the other's busy ones were not there.
#[test]
fn nobody_waits_for_the_holder_of_another_gil() {
    let round = |interpreter| {
        let mut script = Script::new(vec![
            Spawn("hog", vec![Compute(100 * MS)]),
            SpawnIn(
                interpreter,
                "sleeper",
                vec![Repeat(20, vec![Stamp("round"), Sleep(MS)])],
            ),
            Sleep(130 * MS),
        ]);
        let trace = finished(&mut script, &config(2));
        let longest = script.gaps("round").into_iter().max();
        (longest.unwrap_or(0), spent(&trace, 2, State::GilWait))
    };
    let ((shared, waited), (alone, never)) = (round(0), round(1));
    assert!(shared > 5 * MS && waited > 50 * MS, "{shared} {waited}");
    assert!(alone < 2 * MS && never < 100 * US, "{alone} {never}");
}

#[test]
fn without_a_gil_threads_run_in_parallel() {
    let mut config = config(2);
    config.run.gil.kind = GilKind::NONE;
    let mut script = parallel(vec![vec![Compute(50 * MS)], vec![Compute(50 * MS)]]);
    let trace = finished(&mut script, &config);
    assert!((50 * MS..51 * MS).contains(&trace.end), "{}", trace.end);
    assert_eq!(trace.gils.len() + trace.holds.len(), 0);
}

#[test]
fn a_c_call_that_holds_delays_everyone() {
    let hold = Native {
        cost: 40 * MS,
        releases_gil: false,
    };
    let mut script = parallel(vec![vec![hold], vec![Sleep(MS)]]);
    let trace = finished(&mut script, &config(2));
    let wait = spent(&trace, 2, State::GilWait);
    assert!((37 * MS..40 * MS).contains(&wait), "{wait}");
}

/// The numbers of threads are given when a spawn is executed, and two cores execute at a time.
#[test]
fn without_a_gil_threads_may_start_in_another_order_than_numbered() {
    let spawner = |delay| {
        vec![
            Compute(delay),
            Spawn("child", vec![Stamp("ran")]),
            Sleep(MS),
        ]
    };
    for late in (0..400).step_by(10) {
        let mut config = exact(4);
        config.run.gil.kind = GilKind::NONE;
        config.thread_start = US;
        let mut script = Script::new(vec![
            Spawn("early", spawner(100)),
            Spawn("late", spawner(late)),
            Join(1),
            Join(2),
            Join(3),
            Join(4),
        ]);
        let trace = finished(&mut script, &config);
        assert_eq!(trace.threads.len(), 5);
        assert_eq!(script.log.len(), 2, "late by {late}");
    }
}

/// A thread that sleeps 1 ms at a time beside busy threads: the times of its rounds, sorted.
fn convoy(hogs: usize, cores: u16, seed: u64) -> (Vec<Nanos>, Trace) {
    let mut main: Vec<Action> = (0..hogs)
        .map(|_| Spawn("hog", vec![Compute(Nanos::MAX)]))
        .collect();
    main.push(Sleep(50 * MS));
    main.push(Repeat(100, vec![Stamp("round"), Sleep(MS)]));
    main.push(Stamp("round"));
    let mut script = Script::new(main);
    let mut config = config(cores);
    // One core of a machine with two.
    config.machine.time_slice = MachineSpec::base_slice(2);
    config.run.seed = seed;
    let trace = finished(&mut script, &config);
    let mut gaps = script.gaps("round");
    gaps.sort_unstable();
    (gaps, trace)
}

/// Bands of the median and the 90th percentile in microseconds, over some seeds.
#[track_caller]
fn check_convoy(cores: u16, hogs: usize, median: (Nanos, Nanos), p90: (Nanos, Nanos)) {
    let mut all: Vec<Nanos> = (0..8)
        .flat_map(|seed| convoy(hogs, cores, seed).0)
        .collect();
    all.sort_unstable();
    let (half, tail) = (all[400] / US, all[720] / US);
    assert!(
        (median.0..=median.1).contains(&half) && (p90.0..=p90.1).contains(&tail),
        "{cores} cores, {hogs} hogs: median {half} µs, 90th percentile {tail} µs"
    );
}

/// Measured on CPython 3.6 to 3.14 with two cores: the least and the greatest of their medians
/// and 90th percentiles, widened by a fifth.
#[test]
fn the_convoy_effect_is_as_measured() {
    check_convoy(2, 0, (900, 1360), (930, 1600));
    check_convoy(2, 1, (5050, 7700), (5200, 9500));
    check_convoy(2, 2, (4400, 20200), (13100, 50400));
    check_convoy(2, 4, (4400, 26000), (25100, 71400));
}

/// Measured on CPython 3.13 with `taskset -c 0`, each between the lower and the higher of two runs
/// widened by a fifth: means of 6.2 ms beside one busy thread, 12.9 to 14.6 ms beside two, 24.8 to
/// 26.7 ms beside three, 29.6 to 35.8 ms beside four.
#[test]
fn the_convoy_on_one_core_is_as_measured() {
    let bands = [
        (4950, 7450),
        (10_300, 17_500),
        (19_800, 32_100),
        (23_600, 43_000),
    ];
    for (hogs, (least, most)) in (1..).zip(bands) {
        let gaps: Vec<Nanos> = (0..8).flat_map(|seed| convoy(hogs, 1, seed).0).collect();
        let mean = gaps.iter().sum::<Nanos>() / gaps.len() as Nanos / US;
        assert!((least..=most).contains(&mean), "{mean} µs beside {hogs}");
    }
}

/// Waits that end within the timer slack end in one interrupt; who goes on first is for the
/// scheduler to say.
#[test]
fn timers_are_bundled() {
    let mut config = exact(1);
    config.run.gil.kind = GilKind::NONE;
    config.machine.timer_slack = 50 * US;
    let sleeper = |length| vec![Sleep(length), Stamp("woke")];
    let mut script = parallel(vec![
        sleeper(MS + 30 * US),
        sleeper(MS),
        sleeper(MS + 200 * US),
    ]);
    finished(&mut script, &config);
    assert_eq!(script.log[2].0, 3);
    let gaps = script.gaps("woke");
    assert!(gaps[0] < US && gaps[1] > 150 * US, "{gaps:?}");
}

#[test]
fn a_wait_names_the_holder_and_its_line() {
    let (_, trace) = convoy(1, 2, 0);
    let wait = trace.gil_waits.iter().find(|wait| wait.thread.0 == 0);
    let cause = &trace.causes[wait.expect("a wait").cause.0 as usize];
    assert_eq!(cause.by.map(|by| by.0), Some(1));
    assert_eq!(cause.place.as_ref().map(|place| place.line), Some(1));
}

/// Recorded once: they must be the same on every machine and in every build. A change of the
/// model or of its parameters may change them.
#[test]
fn times_are_the_same_everywhere() {
    let mut main = vec![Spawn("hog", vec![Compute(Nanos::MAX)]); 3];
    main.push(Repeat(5, vec![Stamp("round"), Sleep(MS), Io("disk", 1000)]));
    let mut script = Script::new(main);
    finished(&mut script, &config(2));
    assert_eq!(
        script.gaps("round"),
        [42_314_511, 30_772_892, 30_721_556, 15_472_274]
    );
}

#[test]
fn one_seed_gives_one_trace() {
    assert!(convoy(3, 2, 5).1 == convoy(3, 2, 5).1);
    assert!(convoy(3, 2, 5).1 != convoy(3, 2, 6).1);
}

#[test]
fn a_deadlock_names_its_circle() {
    let take = |first, second| {
        vec![
            Acquire(first),
            Sleep(MS),
            Acquire(second),
            Release(second),
            Release(first),
        ]
    };
    for lock_kind in [LockKind::OsSemaphore, LockKind::ParkingLot] {
        let mut config = config(2);
        config.run.lock_kind = lock_kind;
        let mut script = parallel(vec![take(1, 2), take(2, 1)]);
        let End::Deadlock(deadlock) = execute(&mut script, &config).end else {
            panic!("no deadlock");
        };
        let ids = |threads: Vec<crate::vm::ThreadId>| -> Vec<u32> {
            threads.into_iter().map(|thread| thread.0).collect()
        };
        assert_eq!(ids(deadlock.cycle), [1, 2]);
        let blocked = deadlock.threads.iter();
        assert_eq!(
            ids(blocked.map(|blocked| blocked.thread).collect()),
            [0, 1, 2]
        );
        assert_eq!(deadlock.threads[1].holder.map(|holder| holder.0), Some(2));
        assert_eq!(deadlock.threads[1].name, "worker-1");
        let place = deadlock.threads[1].place.as_ref();
        assert_eq!(place.map(|place| place.line), Some(3));
    }
}

#[test]
fn a_timed_acquire_gives_up() {
    for lock_kind in [LockKind::OsSemaphore, LockKind::ParkingLot] {
        let mut config = exact(2);
        config.run.lock_kind = lock_kind;
        let mut script = Script::new(vec![
            Acquire(1),
            Spawn(
                "worker",
                vec![AcquireFor(1, 5 * MS), AcquireFor(1, 100 * MS), Release(1)],
            ),
            Sleep(10 * MS),
            Release(1),
            Join(1),
        ]);
        let trace = finished(&mut script, &config);
        let workers: Vec<(u32, bool)> = script
            .acquired
            .iter()
            .copied()
            .filter(|&(thread, _)| thread == 1)
            .collect();
        assert_eq!(workers, [(1, false), (1, true)]);
        let waited = spent(&trace, 1, State::LockWait);
        assert!(
            (9_900 * US..10_100 * US).contains(&waited),
            "{lock_kind:?}: {waited}"
        );
    }
}

/// Two threads that hold a lock nearly all the time. With a semaphore the releaser takes it again
/// before the woken thread runs; a parking lot hands it over to who has waited a millisecond.
#[test]
fn a_hot_lock_is_handed_over_only_by_the_parking_lot() {
    let turns = |lock_kind| {
        let mut config = config(2);
        config.run.lock_kind = lock_kind;
        let body = vec![Repeat(
            1000,
            vec![Acquire(1), Compute(100 * US), Release(1)],
        )];
        let mut script = parallel(vec![body.clone(), body]);
        finished(&mut script, &config);
        let workers: Vec<u32> = script.acquired.iter().map(|&(thread, _)| thread).collect();
        workers.windows(2).filter(|pair| pair[0] != pair[1]).count()
    };
    let (semaphore, parking) = (turns(LockKind::OsSemaphore), turns(LockKind::ParkingLot));
    assert!(
        semaphore < 10 && parking > 25,
        "turns: {semaphore}, {parking}"
    );
}

#[test]
fn affinity_keeps_threads_on_their_core() {
    let native = || {
        vec![Native {
            cost: 10 * MS,
            releases_gil: true,
        }]
    };
    let mut config = config(2);
    for name in ["worker-1", "worker-2"] {
        config.run.affinity.insert(name.to_string(), 1);
    }
    let trace = finished(&mut parallel(vec![native(), native()]), &config);
    assert!(trace.end >= 20 * MS, "{}", trace.end);
    let elsewhere = |slice: &&crate::trace::Slice| {
        slice.thread.0 > 0 && slice.core.is_some_and(|core| core.0 != 1)
    };
    assert_eq!(trace.slices.iter().find(elsewhere), None);
    assert!(marks(&trace, 1, MarkKind::Preempt) + marks(&trace, 2, MarkKind::Preempt) > 2);
}

#[test]
fn the_progress_hook_can_stop_a_run() {
    let mut output = |_, _: &[u8]| {};
    let mut calls = 0;
    let mut progress = |_| {
        calls += 1;
        std::ops::ControlFlow::Break(())
    };
    let hooks = Hooks {
        output: &mut output,
        progress: Some(&mut progress),
    };
    let outcome = run(
        &mut Script::new(vec![Compute(Nanos::MAX)]),
        &config(1),
        hooks,
    );
    assert_eq!((outcome.end, calls), (End::Interrupted, 1));
}

#[test]
fn a_full_trace_keeps_exact_totals() {
    let run = |slice_cap| {
        let mut config = config(2);
        config.run.slice_cap = slice_cap;
        finished(&mut parallel(vec![vec![Compute(60 * MS)]; 3]), &config)
    };
    let (whole, capped) = (run(usize::MAX), run(10));
    assert_eq!(whole.totals, capped.totals);
    assert_eq!(capped.slices.len(), 10);
    assert_eq!(
        capped.slices_dropped as usize,
        whole.slices.len() - capped.slices.len()
    );
}

mod random {
    use super::*;
    use crate::sched::{Choice, Oracle, Seeded};

    fn actions(oracle: &mut Seeded, length: u64) -> Vec<Action> {
        let mut pick = |bound| oracle.below(Choice::LockPath, bound);
        let mut actions = Vec::new();
        for _ in 0..length {
            let time = 1 + pick(3) * pick(40) * pick(100) * US;
            match pick(10) {
                0 | 1 => actions.push(Compute(time)),
                2 => actions.push(Sleep(pick(3) * MS)),
                3 => actions.push(Io(
                    ["disk", "network", "?"][pick(3) as usize],
                    pick(100_000),
                )),
                4 | 5 => actions.push(Native {
                    cost: time,
                    releases_gil: pick(2) == 0,
                }),
                6 => actions.push(Write("x")),
                // Whoever gets it keeps it: all the others time out.
                7 => actions.push(AcquireFor(99, time)),
                _ => {
                    // One lock at a time: no deadlock.
                    let lock = pick(3) as u32;
                    let inner = match pick(3) {
                        0 => Sleep(time / 2),
                        1 => Native {
                            cost: time,
                            releases_gil: true,
                        },
                        _ => Compute(time),
                    };
                    actions.extend([Acquire(lock), inner, Release(lock)]);
                }
            }
        }
        actions
    }

    /// Whatever threads do, they all end, and the trace is sound and reproducible.
    #[test]
    fn programs_end_and_leave_sound_traces() {
        for seed in 0..400 {
            let mut oracle = Seeded::new(seed);
            let mut pick = |bound| oracle.below(Choice::WakeupLatency, bound);
            let mut config = config(1 + pick(4) as u16);
            config.run.seed = seed;
            config.run.lock_kind = [LockKind::OsSemaphore, LockKind::ParkingLot][pick(2) as usize];
            config.run.gil = GilSpec {
                kind: GilKind::ALL[pick(GilKind::ALL.len() as u64) as usize],
                intervals: Intervals {
                    switch: [5 * MS, 100 * US, 1][pick(3) as usize],
                    check: 100,
                },
            };
            if pick(4) == 0 {
                config.machine = exact(config.machine.cores).machine;
                config.lock_paths = exact(1).lock_paths;
            }
            config.run.until = 20 * SECOND;
            let threads = 1 + pick(8);
            let script = || {
                let mut oracle = Seeded::new(seed);
                let mut bodies = Vec::new();
                for _ in 0..threads {
                    bodies.push(actions(&mut oracle, 12));
                }
                let mut script = parallel(bodies);
                script.instruction = 50;
                script
            };
            let mut first = script();
            let outcome = execute(&mut first, &config);
            assert_eq!(outcome.end, End::Finished { status: 0 }, "seed {seed}");
            assert!(execute(&mut script(), &config) == outcome, "seed {seed}");
        }
    }
}
