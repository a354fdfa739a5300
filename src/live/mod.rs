//! The same program on real threads under a real lock: one thread of the operating system for
//! each Python thread, in real time.
//!
//! The GIL is the same pure machine that `sim` drives. It sits in a mutex; what it answers is
//! carried out with condition variables, and which waiter a signal wakes is the operating system's
//! choice. The interpreter sits in a mutex of its own, inside the GIL: a thread that has taken the
//! GIL finds it unlocked, or there is a bug, and then it panics.
//!
//! Every thread keeps its own log of what it does, with the time of one clock; `playback` merges
//! the logs when the run is over.

mod called;
mod calls;
mod clock;
mod gil;
mod grown;
mod host;
mod interpreter;
mod log;
mod lots;
mod playback;
mod process;
mod worker;

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, ScopedJoinHandle, Thread};

use parking_lot::Mutex;

use crate::driver::{self, End, Hooks, Limit, Outcome, Program, Progress};
use crate::kernel::Pid;
use crate::nanos::{MILLISECOND, Nanos};
use crate::sched::{Devices, Seeded, TaskId};
use crate::vm::{Arrived, SIGALRM, Stream};
use log::{Log, Room};
use lots::Lots;
use playback::Cast;
use process::{Process, Processes, System};
use worker::{Crew, Seat, Worker};

pub use clock::Clock;
pub use host::cores;

/// Everything that a live run depends on, apart from the computer.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Config {
    pub run: driver::Config,
    /// How many of the computer's cores the threads may use; 0 for all of them.
    pub cores: u16,
}

/// How often whoever watches a run looks at it.
const WATCH: Nanos = 20 * MILLISECOND;

/// A slice that the trace stores comes from about so many events.
const EVENTS_PER_SLICE: u64 = 2;

type Output<'r> = &'r mut (dyn FnMut(Stream, &[u8]) + Send);

/// What the threads of a run share.
struct Live<'r, P> {
    config: &'r driver::Config,
    clock: Clock,
    cpus: host::Cpus,
    processes: Processes<P>,
    system: Mutex<System>,
    lots: Mutex<Lots>,
    devices: Mutex<(Devices, Seeded)>,
    output: Mutex<Output<'r>>,
    /// Signals that the first process' main thread has not handled yet.
    arrived: Arrived,
    /// The next SIGALRM, and the time between them.
    alarm: Mutex<Option<(Nanos, Nanos)>>,
    /// The run is over: whoever sees it goes home.
    stopping: AtomicBool,
    /// How the run ended, and when.
    end: Mutex<Option<(End, Nanos)>>,
    /// Instructions of all threads so far, for who watches.
    instructions: AtomicU64,
    watcher: Thread,
    room: Arc<Room>,
    /// By thread, when it has gone home.
    logs: Mutex<Vec<(TaskId, Log)>>,
}

/// What only the holder of the GIL may touch.
struct Inside<P> {
    program: P,
    /// `_Py_Ticker`, one for all threads, where the GIL counts ticks.
    ticker: u32,
    check_interval: Option<u32>,
    /// By thread, as the program calls it.
    seats: Vec<Arc<Seat>>,
}

/// The run is over, and the thread goes home.
struct Stopped;

/// Runs `program` from its start to its end, and returns it. All threads that it starts have ended
/// then, and all its processes.
///
/// # Panics
/// Where two threads are inside the GIL at a time, which is a bug.
pub fn run<P: Program + Send>(
    program: P,
    clock: Clock,
    config: &Config,
    hooks: Hooks<'_>,
) -> (Outcome, P) {
    let Hooks {
        output,
        mut progress,
    } = hooks;
    let arrived = program.arrived_signals();
    let pinned = host::pin(config.cores);
    let cpus = pinned.cpus();
    let settings = &config.run;
    let first = Process::new(Pid::FIRST, program, settings.gil);
    let events = (settings.slice_cap as u64).saturating_mul(EVENTS_PER_SLICE);
    let live = Live {
        config: settings,
        clock,
        processes: Processes::new(first),
        system: Mutex::new(System::new()),
        lots: Mutex::default(),
        devices: Mutex::new((Devices::new(&settings.devices), Seeded::new(settings.seed))),
        output: Mutex::new(output),
        arrived,
        alarm: Mutex::default(),
        stopping: AtomicBool::new(false),
        end: Mutex::new(None),
        instructions: AtomicU64::new(0),
        watcher: thread::current(),
        room: Arc::new(Room::new(events)),
        logs: Mutex::default(),
        cpus,
    };
    thread::scope(|scope| {
        let (joined, started) = mpsc::channel();
        let crew = Crew { scope, joined };
        if let Some(process) = live.processes.get(Pid::FIRST) {
            Worker::start_main(&live, crew, process);
        }
        let mut handles = Vec::new();
        let mut to_send = settings.signals.iter().peekable();
        while !live.is_over() {
            let now = live.clock.now();
            while let Some((_, sent)) = to_send.next_if(|(at, _)| *at <= now) {
                live.arrived.note(sent.number);
            }
            live.ring(now);
            for process in live.processes.iter() {
                process.interrupt_main();
            }
            if now >= settings.until {
                live.finish(
                    End::LimitReached(Limit::Time(settings.until)),
                    settings.until,
                );
                break;
            }
            let next = to_send.peek().map(|(at, _)| *at);
            let alarm = live.alarm.lock().map(|(at, _)| at);
            let next = [Some(settings.until), next, alarm]
                .into_iter()
                .flatten()
                .min();
            let length = WATCH.min(next.unwrap_or(now).saturating_sub(now));
            thread::park_timeout(clock::length(length));
            handles.extend(started.try_iter());
            let over = |handle: &mut ScopedJoinHandle<'_, ()>| handle.is_finished();
            handles.extract_if(.., over).for_each(join);
            if live.room.full_at().is_some() {
                live.abandon();
                break;
            }
            if let Some(progress) = &mut progress {
                let so_far = Progress {
                    now: live.clock.now(),
                    instructions: live.instructions.load(Ordering::Relaxed),
                    arrived: live.arrived.clone(),
                };
                let now = so_far.now;
                if progress(so_far).is_break() {
                    live.finish(End::Interrupted, now);
                }
            }
        }
        // Ends when the last thread, and with it the last to start one, has ended.
        handles.into_iter().chain(started).for_each(join);
    });
    let Live {
        processes,
        system,
        end,
        logs,
        cpus,
        room,
        ..
    } = live;
    let ended = end.into_inner();
    let (end, at) = match (room.full_at(), ended) {
        // Nothing is known of what came after.
        (Some(full), _) => (End::LimitReached(Limit::Events(events)), full),
        (None, Some(ended)) => ended,
        (None, None) => (End::Interrupted, clock.now()),
    };
    let cast = Cast {
        programs: processes.into_programs(),
        members: system.into_inner().members,
    };
    let trace = playback::play(&cast, settings, &cpus, logs.into_inner(), at);
    let outcome = Outcome {
        invariants: crate::trace::check_invariants(&trace),
        trace,
        end,
    };
    let first = cast.programs.into_iter().next();
    let (_, program) = first.expect("a run has its first process");
    (outcome, program)
}

/// Waits for the end of a thread. One that has died of a bug ends the run with it.
fn join(handle: ScopedJoinHandle<'_, ()>) {
    if let Err(panic) = handle.join() {
        std::panic::resume_unwind(panic);
    }
}

impl<P> Live<'_, P> {
    /// Ends a run that has gone wrong.
    fn abandon(&self) {
        self.finish(End::Interrupted, self.clock.now());
    }

    fn is_over(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Ends the run, unless it has ended already, and wakes everybody.
    fn finish(&self, end: End, at: Nanos) {
        self.end.lock().get_or_insert((end, at));
        self.stopping.store(true, Ordering::Release);
        // None begins meanwhile that would not see it.
        let system = self.system.lock();
        for process in self.processes.iter() {
            process.stop();
        }
        drop(system);
        self.watcher.unpark();
    }

    /// Sends SIGALRM when its time has come.
    fn ring(&self, now: Nanos) {
        let mut alarm = self.alarm.lock();
        if let Some((at, interval)) = *alarm
            && at <= now
        {
            self.arrived.note(SIGALRM);
            *alarm = (interval > 0).then(|| (at.saturating_add(interval).max(now), interval));
        }
    }
}
