//! Writes a [`Trace`] while a run goes on.

use std::hash::{Hash, Hasher};

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use smallvec::SmallVec;

use super::{
    Cause, CauseId, CoreIndex, GilIndex, GilTrack, GilWait, Hold, Mark, MarkKind, MemoryRound,
    Place, PlaceId, Position, ProcessIndex, ProcessTrack, Slice, State, ThreadIndex, ThreadTrack,
    Totals, Trace, memory,
};
use crate::nanos::Nanos;

/// How many slices a trace stores by default.
pub const DEFAULT_SLICE_CAP: usize = 4_000_000;

/// Collects tracks, slices and marks in the order of time, and sums them up as they come. Once
/// the slices reach the cap it stores no more of anything, and never more than the cap of one
/// kind; the sums stay exact.
#[derive(Clone, Debug)]
pub struct Recorder {
    trace: Trace,
    /// The slice that each thread is in; `None` once it has ended.
    open: Vec<Option<Open>>,
    /// Since when each thread waits for a GIL, and because of whom.
    waiting: Vec<Option<(Nanos, CauseId)>>,
    /// Who holds each GIL since when.
    held: Vec<Option<(Nanos, ThreadIndex)>>,
    /// Causes by the hash of their parts.
    interned: FxHashMap<u64, SmallVec<[CauseId; 1]>>,
    /// Each place once; their order is that of [`Trace::places`].
    places: IndexSet<Place, FxBuildHasher>,
    slice_cap: usize,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    start: Nanos,
    state: State,
    core: Option<CoreIndex>,
    cause: CauseId,
}

impl Recorder {
    pub fn new(cores: u16) -> Recorder {
        Recorder::with_slice_cap(cores, DEFAULT_SLICE_CAP)
    }

    pub fn with_slice_cap(cores: u16, slice_cap: usize) -> Recorder {
        Recorder {
            trace: Trace {
                cores,
                ..Trace::default()
            },
            open: Vec::new(),
            waiting: Vec::new(),
            held: Vec::new(),
            interned: FxHashMap::default(),
            places: IndexSet::default(),
            slice_cap,
        }
    }

    pub fn process(&mut self, name: String, pid: u32) -> ProcessIndex {
        self.trace.processes.push(ProcessTrack {
            name,
            pid,
            exit_code: None,
        });
        ProcessIndex(self.trace.processes.len() as u32 - 1)
    }

    /// The process has got another name.
    pub fn rename_process(&mut self, process: ProcessIndex, name: String) {
        self.trace.processes[process.0 as usize].name = name;
    }

    /// The process has ended.
    pub fn end_process(&mut self, process: ProcessIndex, exit_code: i32) {
        self.trace.processes[process.0 as usize].exit_code = Some(exit_code);
    }

    pub fn gil(&mut self, process: ProcessIndex, name: String) -> GilIndex {
        self.trace.gils.push(GilTrack { process, name });
        self.held.push(None);
        GilIndex(self.trace.gils.len() as u32 - 1)
    }

    /// A thread is created: [`State::Idle`] until told otherwise.
    pub fn thread(&mut self, now: Nanos, process: ProcessIndex, name: String) -> ThreadIndex {
        self.trace.threads.push(ThreadTrack {
            name,
            process,
            created: now,
            ended: None,
        });
        self.trace.totals.push(Totals::default());
        self.waiting.push(None);
        self.open.push(Some(Open {
            start: now,
            state: State::Idle,
            core: None,
            cause: CauseId::NONE,
        }));
        ThreadIndex(self.trace.threads.len() as u32 - 1)
    }

    /// `thread` has got another name.
    pub fn rename(&mut self, thread: ThreadIndex, name: String) {
        self.trace.threads[thread.0 as usize].name = name;
    }

    /// The program has set the switch interval.
    pub fn switch_interval(&mut self, now: Nanos, interval: Nanos) {
        if self.trace.switch_intervals.len() < self.slice_cap {
            self.trace.switch_intervals.push((now, interval));
        }
    }

    /// The number of the cause with these parts.
    pub fn cause(&mut self, by: Option<ThreadIndex>, place: Option<&Place>, what: &str) -> CauseId {
        let mut hasher = FxHasher::default();
        (by, place.map(|place| (place.line, &*place.file)), what).hash(&mut hasher);
        let same = self.interned.entry(hasher.finish()).or_default();
        let causes = &mut self.trace.causes;
        for &id in same.iter() {
            let cause = &causes[id.0 as usize];
            if cause.by == by && cause.place.as_ref() == place && cause.what == what {
                return id;
            }
        }
        let id = CauseId(causes.len() as u32);
        causes.push(Cause {
            by,
            place: place.cloned(),
            what: what.to_string(),
        });
        same.push(id);
        id
    }

    /// `thread` is at this line.
    pub fn position(&mut self, now: Nanos, thread: ThreadIndex, place: Place) {
        if self.has_room(self.trace.positions.len()) {
            let (place, _) = self.places.insert_full(place);
            self.trace.positions.push(Position {
                at: now,
                thread,
                place: PlaceId(place as u32),
            });
        }
    }

    /// `thread` is in another state from now on. `core` must be set exactly where the state is
    /// [`State::on_core`].
    pub fn state(
        &mut self,
        now: Nanos,
        thread: ThreadIndex,
        state: State,
        core: Option<CoreIndex>,
        cause: CauseId,
    ) {
        let Some(open) = self.open[thread.0 as usize] else {
            return;
        };
        if (open.state, open.core, open.cause) == (state, core, cause) {
            return;
        }
        self.close(now, thread, open);
        self.open[thread.0 as usize] = Some(Open {
            start: now,
            state,
            core,
            cause,
        });
    }

    /// `thread` is over.
    pub fn end_thread(&mut self, now: Nanos, thread: ThreadIndex) {
        if let Some(open) = self.open[thread.0 as usize].take() {
            self.close(now, thread, open);
            self.trace.threads[thread.0 as usize].ended = Some(now);
        }
    }

    pub fn hold_begin(&mut self, now: Nanos, gil: GilIndex, thread: ThreadIndex) {
        self.held[gil.0 as usize] = Some((now, thread));
    }

    pub fn hold_end(&mut self, now: Nanos, gil: GilIndex) {
        let Some((start, thread)) = self.held[gil.0 as usize].take() else {
            return;
        };
        if now > start {
            self.trace.totals[thread.0 as usize].held += now - start;
            if self.has_room(self.trace.holds.len()) {
                self.trace.holds.push(Hold {
                    start,
                    end: now,
                    gil,
                    thread,
                });
            }
        }
    }

    pub fn mark(
        &mut self,
        now: Nanos,
        thread: ThreadIndex,
        kind: MarkKind,
        other: Option<ThreadIndex>,
    ) {
        self.trace.totals[thread.0 as usize].marks[kind as usize] += 1;
        if self.has_room(self.trace.marks.len()) {
            self.trace.marks.push(Mark {
                at: now,
                thread,
                other,
                kind,
            });
        }
    }

    /// A [`MarkKind::Note`] with its text.
    pub fn note(&mut self, now: Nanos, thread: ThreadIndex, text: String) {
        if self.has_room(self.trace.marks.len()) {
            self.trace.notes.push(text);
        }
        self.mark(now, thread, MarkKind::Note, None);
    }

    /// `thread` could run Python but does not get the GIL. Counts from the first call until
    /// [`Recorder::gil_wait_end`]; a later call only names a better cause.
    pub fn gil_wait_begin(&mut self, now: Nanos, thread: ThreadIndex, cause: CauseId) {
        self.waiting[thread.0 as usize]
            .get_or_insert((now, cause))
            .1 = cause;
    }

    /// Why `thread` waits for a GIL, if it does.
    pub fn gil_wait_cause(&self, thread: ThreadIndex) -> Option<CauseId> {
        self.waiting[thread.0 as usize].map(|(_, cause)| cause)
    }

    pub fn gil_wait_end(&mut self, now: Nanos, thread: ThreadIndex) {
        let Some((start, cause)) = self.waiting[thread.0 as usize].take() else {
            return;
        };
        if now > start && self.has_room(self.trace.gil_waits.len()) {
            self.trace.gil_waits.push(GilWait {
                thread,
                start,
                duration: now - start,
                cause,
            });
        }
    }

    /// What all processes have in memory. Whether there are so many rounds by now that they
    /// should come at half the rate.
    pub fn memory(&mut self, round: MemoryRound) -> bool {
        self.trace.memory.push(round);
        memory::thin(&mut self.trace.memory)
    }

    /// How many instructions `thread` has executed in its life.
    pub fn instructions(&mut self, thread: ThreadIndex, count: u64) {
        self.trace.totals[thread.0 as usize].instructions = count;
    }

    /// Hands the marks over that have come since the last time, with the texts of the notes among
    /// them, and forgets all else that is stored. For those who look on while it happens.
    pub fn take_marks(&mut self, into: &mut Vec<Mark>, notes: &mut Vec<String>) {
        into.append(&mut self.trace.marks);
        notes.append(&mut self.trace.notes);
        self.trace.slices.clear();
        self.trace.holds.clear();
        self.trace.positions.clear();
        self.trace.gil_waits.clear();
    }

    /// What `thread` does now: since when, in which state, on which core, because of what.
    /// `None` once it has ended.
    pub fn current(
        &self,
        thread: ThreadIndex,
    ) -> Option<(Nanos, State, Option<CoreIndex>, CauseId)> {
        let open = (*self.open.get(thread.0 as usize)?)?;
        Some((open.start, open.state, open.core, open.cause))
    }

    /// Since when `thread` waits for a GIL, if it does.
    pub fn gil_wait_since(&self, thread: ThreadIndex) -> Option<Nanos> {
        (*self.waiting.get(thread.0 as usize)?).map(|(since, _)| since)
    }

    /// Who holds the GIL, and since when.
    pub fn held(&self, gil: GilIndex) -> Option<(Nanos, ThreadIndex)> {
        *self.held.get(gil.0 as usize)?
    }

    /// The cause of this number.
    pub fn cause_of(&self, id: CauseId) -> Option<&Cause> {
        self.trace.causes.get(id.0 as usize)
    }

    /// A GIL's name and process.
    pub fn gil_track(&self, gil: GilIndex) -> Option<&GilTrack> {
        self.trace.gils.get(gil.0 as usize)
    }

    /// Closes what is open and hands the trace over.
    pub fn finish(mut self, now: Nanos) -> Trace {
        for gil in 0..self.held.len() {
            self.hold_end(now, GilIndex(gil as u32));
        }
        for thread in 0..self.open.len() {
            if let Some(open) = self.open[thread].take() {
                self.close(now, ThreadIndex(thread as u32), open);
            }
        }
        self.trace.end = now;
        self.trace.places = self.places.into_iter().collect();
        self.trace
    }

    /// Whether one more may be stored beside `stored` of its kind.
    fn has_room(&self, stored: usize) -> bool {
        self.trace.slices_dropped == 0 && stored < self.slice_cap
    }

    fn close(&mut self, now: Nanos, thread: ThreadIndex, open: Open) {
        if now <= open.start {
            return;
        }
        let total = &mut self.trace.totals[thread.0 as usize];
        total.by_state[open.state as usize] += now - open.start;
        if self.trace.slices.len() >= self.slice_cap {
            self.trace.slices_dropped += 1;
            return;
        }
        self.trace.slices.push(Slice {
            start: open.start,
            end: now,
            thread,
            cause: open.cause,
            core: open.core,
            state: open.state,
        });
    }
}
