//! From the logs of all threads to one trace.
//!
//! The operating system does not tell who was on which core when: a log has the core on which the
//! thread was when it began something. Where that is taken by another thread, it gets a free one,
//! and where none is free, it waits for one. So no core ever has two threads, and no more threads
//! are drawn on cores than there are cores.

use std::collections::{BTreeMap, VecDeque};

use super::host::Cpus;
use super::log::{Event, Log, What, Why, Woken};
use super::lots::Member;
use super::worker::MAIN;
use crate::driver::{Config, Program};
use crate::gil::{DropReason, Tid};
use crate::kernel::Pid;
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::trace::{
    CauseId, CoreIndex, GilIndex, MarkKind, Place, ProcessIndex, Recorder, State, ThreadIndex,
    Trace,
};
use crate::vm::{CodePosition, InterpreterId, ThreadId};

/// Who took part in a run.
pub struct Cast<P> {
    /// In the order of the numbers of their processes, and there of their own.
    pub programs: Vec<((Pid, InterpreterId), P)>,
    /// By [`TaskId`], where they were started.
    pub members: Vec<Member>,
}

impl<P> Cast<P> {
    /// The program of an interpreter.
    fn program(&self, place: (Pid, InterpreterId)) -> Option<&P> {
        let found = self.programs.binary_search_by_key(&place, |(at, _)| *at);
        Some(&self.programs[found.ok()?].1)
    }

    /// The program that has started the thread, and what that calls it.
    fn program_of(&self, thread: ThreadIndex) -> Option<(&P, ThreadId)> {
        let &(pid, interpreter, own) = self.members.get(thread.0 as usize)?;
        Some((self.program((pid, interpreter))?, own))
    }
}

/// Merges the logs of a run that ended at `end`.
pub fn play<P: Program>(
    cast: &Cast<P>,
    config: &Config,
    cpus: &Cpus,
    logs: Vec<(TaskId, Log)>,
    end: Nanos,
) -> Trace {
    let mut logs = logs;
    logs.sort_by_key(|(task, _)| *task);
    let mut order: Vec<(Nanos, u32, u32)> = Vec::new();
    for (index, (_, log)) in logs.iter().enumerate() {
        let events = log.events.iter().enumerate();
        order.extend(events.map(|(at, event)| (event.at, index as u32, at as u32)));
    }
    order.sort_unstable();
    let mut recorder = Recorder::with_slice_cap(cpus.count(), config.slice_cap);
    let process = recorder.process(config.process_name.clone(), 1);
    let gil = recorder.gil(process, "GIL".to_string());
    let mut playback = Playback {
        cast,
        logs: &logs,
        counts_ticks: config
            .gil
            .kind
            .build(config.gil.intervals)
            .check_interval()
            .is_some(),
        recorder,
        processes: BTreeMap::from([(Pid::FIRST, process)]),
        gils: BTreeMap::from([((Pid::FIRST, InterpreterId::MAIN), gil)]),
        threads: Vec::new(),
        cores: vec![None; usize::from(cpus.count())],
        queue: VecDeque::new(),
    };
    for &(_, log, index) in order.iter().take_while(|&&(at, ..)| at <= end) {
        let (TaskId(task), log) = &logs[log as usize];
        let thread = ThreadIndex(*task);
        playback.event(thread, log, log.events[index as usize]);
    }
    let known = |(TaskId(task), _): &&(TaskId, Log)| (*task as usize) < playback.threads.len();
    for (TaskId(task), log) in logs.iter().filter(known) {
        let track = ThreadIndex(*task);
        // It was through when the main thread, which had joined it, ended the run.
        if let Some(What::Ended) = log.events.last().map(|event| event.what) {
            playback.recorder.end_thread(end, track);
        }
        playback.recorder.instructions(track, log.instructions);
    }
    for index in 0..playback.threads.len() as u32 {
        let track = ThreadIndex(index);
        let Some((program, own)) = cast.program_of(track) else {
            continue;
        };
        let recorder = &mut playback.recorder;
        recorder.rename(track, program.thread_name(own));
    }
    for (pid, process) in &playback.processes {
        let program = cast.program((*pid, InterpreterId::MAIN));
        if let Some(name) = program.and_then(|it| it.process_name(MAIN)) {
            playback.recorder.rename_process(*process, name);
        }
    }
    playback.recorder.finish(end)
}

struct Playback<'a, P> {
    cast: &'a Cast<P>,
    logs: &'a [(TaskId, Log)],
    /// Threads let go of the GIL without being asked.
    counts_ticks: bool,
    recorder: Recorder,
    processes: BTreeMap<Pid, ProcessIndex>,
    gils: BTreeMap<(Pid, InterpreterId), GilIndex>,
    threads: Vec<Track>,
    /// Who is on each core.
    cores: Vec<Option<ThreadIndex>>,
    /// Who wants one.
    queue: VecDeque<ThreadIndex>,
}

/// A thread as the playback has it.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// Where it is.
    place: (Pid, InterpreterId),
    /// What it does, on a core or waiting for one.
    state: State,
    cause: CauseId,
    core: Option<CoreIndex>,
    /// It let go of the GIL after its ticks, and has not got it back.
    yielded: bool,
    asked_by: Option<ThreadIndex>,
}

impl<P: Program> Playback<'_, P> {
    fn event(&mut self, thread: ThreadIndex, log: &Log, event: Event) {
        let Event { at, what } = event;
        match what {
            What::Started(TaskId(new)) => self.start(at, new),
            What::State { state, cause, core } => {
                let cause = self.cause(at, thread, log, cause);
                self.enter(at, thread, state, cause, core);
            }
            What::Resumes => {
                self.enter(at, thread, State::Running, CauseId::NONE, None);
            }
            What::Waits { holder, woken } => {
                self.woken_up(at, thread, woken);
                if std::mem::take(&mut self.track(thread).yielded) {
                    self.mark(at, thread, MarkKind::ForcedSwitch, None);
                }
                // Its holder, and what that is executing.
                let cause = self.gil_cause(at, holder.map(thread_of));
                self.wait_for_gil(at, thread, cause);
            }
            What::Taken {
                previous,
                core,
                woken,
            } => {
                self.woken_up(at, thread, woken);
                self.track(thread).yielded = false;
                self.recorder.gil_wait_end(at, thread);
                let gil = self.gil_of(self.threads[thread.0 as usize].place);
                self.recorder.hold_begin(at, gil, thread);
                let previous = previous.map(thread_of);
                self.mark(at, thread, MarkKind::Take, previous);
                self.enter(at, thread, State::Running, CauseId::NONE, Some(core));
            }
            What::Released(reason) => self.release(at, thread, reason),
            What::Left { state, cause, core } => {
                self.release(at, thread, DropReason::Itself);
                let cause = self.cause(at, thread, log, cause);
                self.enter(at, thread, state, cause, core);
            }
            What::Asked(holder) => {
                let holder = thread_of(holder);
                self.track(holder).asked_by = Some(thread);
                self.mark(at, thread, MarkKind::DropRequest, Some(holder));
            }
            What::TimedOut => self.mark(at, thread, MarkKind::Timeout, None),
            What::FailedTake => self.mark(at, thread, MarkKind::FailedTake, None),
            What::Place(_) => {}
            What::Note(note) => self
                .recorder
                .note(at, thread, log.note_of(note).to_string()),
            What::Made(interpreter) => {
                let (pid, _) = self.track(thread).place;
                self.gil_of((pid, interpreter));
            }
            What::Entered(interpreter) => self.track(thread).place.1 = interpreter,
            What::SwitchInterval(interval) => self.recorder.switch_interval(at, interval),
            What::Ended => {
                // Its process may have ended while it waited.
                self.recorder.gil_wait_end(at, thread);
                self.enter(at, thread, State::Idle, CauseId::NONE, None);
                self.recorder.end_thread(at, thread);
            }
        }
    }

    fn track(&mut self, thread: ThreadIndex) -> &mut Track {
        &mut self.threads[thread.0 as usize]
    }

    fn mark(&mut self, at: Nanos, thread: ThreadIndex, kind: MarkKind, other: Option<ThreadIndex>) {
        self.recorder.mark(at, thread, kind, other);
    }

    /// The row of an interpreter's GIL, which is new with the first that is heard of it.
    fn gil_of(&mut self, place: (Pid, InterpreterId)) -> GilIndex {
        if let Some(&gil) = self.gils.get(&place) {
            return gil;
        }
        let process = self.process_of(place.0);
        let name = match place.1 {
            InterpreterId::MAIN => format!("GIL, pid {}", process.0 + 1),
            InterpreterId(number) => format!("GIL {}", number + 1),
        };
        let gil = self.recorder.gil(process, name);
        self.gils.insert(place, gil);
        gil
    }

    /// The row of a process, which is new with its first thread.
    fn process_of(&mut self, pid: Pid) -> ProcessIndex {
        let recorder = &mut self.recorder;
        let new = || {
            let number = pid.0.saturating_sub(Pid::FIRST.0).saturating_add(1);
            recorder.process(format!("process {}", pid.0), number)
        };
        *self.processes.entry(pid).or_insert_with(new)
    }

    fn start(&mut self, at: Nanos, new: u32) {
        while self.threads.len() <= new as usize {
            let thread = ThreadIndex(self.threads.len() as u32);
            let program = self.cast.program_of(thread);
            let name = program.map(|(program, own)| program.thread_name(own));
            let (pid, interpreter, _) = self.cast.members[thread.0 as usize];
            let process = self.process_of(pid);
            self.gil_of((pid, interpreter));
            self.recorder.thread(at, process, name.unwrap_or_default());
            self.threads.push(Track {
                place: (pid, interpreter),
                state: State::Idle,
                cause: CauseId::NONE,
                core: None,
                yielded: false,
                asked_by: None,
            });
        }
    }

    fn woken_up(&mut self, at: Nanos, thread: ThreadIndex, woken: Option<Woken>) {
        if let Some(Woken(by)) = woken {
            let by = by.map(|TaskId(by)| ThreadIndex(by));
            self.mark(at, thread, MarkKind::WakeUp, by);
        }
    }

    fn release(&mut self, at: Nanos, thread: ThreadIndex, reason: DropReason) {
        let gil = self.gil_of(self.threads[thread.0 as usize].place);
        self.recorder.hold_end(at, gil);
        match reason {
            DropReason::Asked if self.counts_ticks => self.track(thread).yielded = true,
            DropReason::Asked => {
                self.mark(at, thread, MarkKind::ForcedSwitch, None);
                let by = self.track(thread).asked_by.take();
                let cause = self.gil_cause(at, by);
                self.wait_for_gil(at, thread, cause);
            }
            DropReason::Itself | DropReason::Ends => {
                self.mark(at, thread, MarkKind::VoluntarySwitch, None);
            }
        }
    }

    fn wait_for_gil(&mut self, at: Nanos, thread: ThreadIndex, cause: CauseId) {
        self.recorder.gil_wait_begin(at, thread, cause);
        self.enter(at, thread, State::GilWait, cause, None);
    }

    fn cause(&mut self, at: Nanos, thread: ThreadIndex, log: &Log, why: Why) -> CauseId {
        let by = why.by.map(|TaskId(by)| ThreadIndex(by));
        let place = self.place_of(thread, why.at);
        self.position(at, by.unwrap_or(thread), place.as_ref());
        self.recorder
            .cause(by, place.as_ref(), log.name_of(why.what))
    }

    /// The line of a position in the interpreter that the thread is in.
    fn place_of(&self, thread: ThreadIndex, at: Option<CodePosition>) -> Option<Place> {
        let program = self.cast.program(self.threads[thread.0 as usize].place)?;
        program.place_of(MAIN, at?)
    }

    /// Because of a thread and what it is executing.
    fn gil_cause(&mut self, at: Nanos, by: Option<ThreadIndex>) -> CauseId {
        let place = by.and_then(|by| self.place_of(by, position_at(self.log_of(by)?, at)));
        if let Some(by) = by {
            self.position(at, by, place.as_ref());
        }
        self.recorder.cause(by, place.as_ref(), "GIL")
    }

    fn position(&mut self, at: Nanos, thread: ThreadIndex, place: Option<&Place>) {
        if let Some(place) = place {
            self.recorder.position(at, thread, place.clone());
        }
    }

    fn log_of(&self, thread: ThreadIndex) -> Option<&Log> {
        let task = TaskId(thread.0);
        let index = self
            .logs
            .binary_search_by_key(&task, |(task, _)| *task)
            .ok()?;
        Some(&self.logs[index].1)
    }

    /// The thread is in `state` from now on; one that needs a core gets `wanted` if it can.
    fn enter(
        &mut self,
        at: Nanos,
        thread: ThreadIndex,
        state: State,
        cause: CauseId,
        wanted: Option<CoreIndex>,
    ) {
        let track = self.track(thread);
        (track.state, track.cause) = (state, cause);
        let had = track.core;
        if state.on_core() {
            let core = had.or_else(|| self.free_core(wanted));
            match core {
                Some(core) => self.run(at, thread, core),
                None => {
                    if !self.queue.contains(&thread) {
                        self.queue.push_back(thread);
                    }
                    self.recorder
                        .state(at, thread, State::Runnable, None, CauseId::NONE);
                }
            }
            return;
        }
        self.queue.retain(|&queued| queued != thread);
        self.track(thread).core = None;
        self.recorder.state(at, thread, state, None, cause);
        if let Some(core) = had {
            self.cores[usize::from(core.0)] = None;
            if let Some(next) = self.queue.pop_front() {
                self.run(at, next, core);
            }
        }
    }

    fn free_core(&self, wanted: Option<CoreIndex>) -> Option<CoreIndex> {
        let is_free = |core: &CoreIndex| self.cores.get(usize::from(core.0)) == Some(&None);
        let mut all = (0..self.cores.len()).map(|core| CoreIndex(core as u16));
        wanted.filter(is_free).or_else(|| all.find(is_free))
    }

    fn run(&mut self, at: Nanos, thread: ThreadIndex, core: CoreIndex) {
        self.cores[usize::from(core.0)] = Some(thread);
        let track = self.track(thread);
        track.core = Some(core);
        let (state, cause) = (track.state, track.cause);
        self.recorder.state(at, thread, state, Some(core), cause);
    }
}

/// The thread that a GIL calls so.
fn thread_of(Tid(task): Tid) -> ThreadIndex {
    ThreadIndex(task)
}

/// What a thread was executing at a time: the C call that it was in, or the line that it named
/// next.
fn position_at(log: &Log, at: Nanos) -> Option<CodePosition> {
    let next = log.events.partition_point(|event| event.at <= at);
    let last = log.events[..next].iter().next_back();
    let call = last.and_then(|event| match event.what {
        What::State { cause, .. } | What::Left { cause, .. } => cause.at,
        _ => None,
    });
    let stays = |event: &&Event| !matches!(event.what, What::Entered(_));
    call.or_else(|| {
        log.events[next..]
            .iter()
            .take_while(stays)
            .find_map(|event| match event.what {
                What::Place(place) => place,
                What::State { cause, .. } | What::Left { cause, .. } => {
                    cause.at.filter(|_| cause.by.is_none())
                }
                _ => None,
            })
    })
}
