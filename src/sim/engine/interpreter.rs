//! What belongs to one interpreter: its GIL, what threads sleep on inside it, its row in the trace.

use rustc_hash::FxHashMap;

use crate::gil::{Cond, Gil, GilSpec, Intervals};
use crate::sched::{LockQueue, Mutex, TaskId, WaitQueue};
use crate::trace::{GilIndex, ProcessIndex, Recorder};
use crate::vm::LockId;

/// `PyInterpreterState`, as far as the engine is concerned. Interpreters have nothing in common
/// but the cores: a thread waits only for threads of its own.
#[derive(Clone)]
pub(super) struct Interpreter {
    /// The process that it is in.
    pub(super) process: ProcessIndex,
    pub(super) gil: Box<dyn Gil>,
    /// What the program has set them to.
    pub(super) intervals: Intervals,
    /// The GIL's track; `None` where there is no GIL.
    pub(super) track: Option<GilIndex>,
    /// `gil->mutex`.
    pub(super) mutex: Mutex,
    /// What threads sleep on inside the GIL, by `Cond as usize`.
    queues: [WaitQueue; Cond::COUNT],
    /// Ticks until the holder lets go, where the GIL counts them: `_Py_Ticker`, one for all.
    pub(super) ticker: u32,
    /// Who sleeps for which `threading.Lock`.
    pub(super) locks: FxHashMap<LockId, LockQueue>,
}

impl Interpreter {
    /// The `number`th interpreter of a run, from 0.
    pub(super) fn new(
        number: usize,
        process: ProcessIndex,
        spec: GilSpec,
        recorder: &mut Recorder,
    ) -> Interpreter {
        let gil = spec.kind.build(spec.intervals);
        let name = match (process.0, number) {
            (0, 0) => "GIL".to_string(),
            (process, 0) => format!("GIL, pid {}", process + 1),
            (_, number) => format!("GIL {}", number + 1),
        };
        Interpreter {
            process,
            track: gil.is_exclusive().then(|| recorder.gil(process, name)),
            gil,
            intervals: spec.intervals,
            mutex: Mutex::default(),
            queues: Cond::queues(),
            ticker: spec.intervals.check,
            locks: FxHashMap::default(),
        }
    }

    /// What threads sleep on who wait for the GIL, in the order in which it is signalled.
    pub(super) fn waiting(&self) -> impl Iterator<Item = TaskId> {
        let queues = [Cond::IoBound, Cond::Gil, Cond::Semaphore];
        queues
            .into_iter()
            .flat_map(|cond| self.queues[cond as usize].sleepers())
    }

    /// As those of the process that it is a copy of.
    pub(super) fn set_intervals(&mut self, intervals: Intervals) {
        self.gil.set_switch_interval(intervals.switch);
        self.gil.set_check_interval(intervals.check);
        self.intervals = intervals;
    }

    pub(super) fn queue(&mut self, cond: Cond) -> &mut WaitQueue {
        &mut self.queues[cond as usize]
    }
}
