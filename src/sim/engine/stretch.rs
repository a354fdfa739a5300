//! Stretches of bytecode that somebody steps through.
//!
//! Between two events nothing happens but interpreting, so a stretch can be left after any of its
//! instructions and gone on with later: the run is the same, to the nanosecond.

use std::ops::DerefMut;

use super::{Engine, Outside};
use crate::driver::Program;
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::vm::{EvalBreaker, Exit, Run, ThreadId};

/// A stretch that is not over yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) task: TaskId,
    budget: Nanos,
    pub(super) spent: Nanos,
    pub(super) eval_breaker: EvalBreaker,
    begun: bool,
}

impl Stretch {
    pub(super) fn new(task: TaskId, budget: Nanos, eval_breaker: EvalBreaker) -> Stretch {
        Stretch {
            task,
            budget,
            spent: 0,
            eval_breaker,
            begun: false,
        }
    }
}

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    /// Goes on with the open stretch for about `time`, one instruction at least. How many
    /// instructions that were.
    pub(super) fn go_on(&mut self, time: Nanos) -> u64 {
        let Some(mut stretch) = self.stretch.take() else {
            return 0;
        };
        let id = ThreadId(stretch.task.0);
        let before = self.program.instructions(id);
        let now = self.now.saturating_add(stretch.spent);
        let left = stretch.budget.saturating_sub(stretch.spent);
        let budget = time.clamp(1, left.max(1));
        let run = if stretch.begun {
            self.program.go_on(id, now, budget, stretch.eval_breaker)
        } else {
            self.program.run(id, now, budget, stretch.eval_breaker)
        };
        let executed = self.program.instructions(id).saturating_sub(before);
        stretch.begun = true;
        stretch.spent = stretch.spent.saturating_add(run.spent);
        if run.exit == Exit::BudgetSpent && stretch.spent < stretch.budget {
            if let EvalBreaker::Ticks(ticks) = &mut stretch.eval_breaker {
                *ticks = run.ticks;
            }
            self.stretch = Some(stretch);
            return executed;
        }
        let spent = stretch.spent;
        self.stretch_over(stretch.task, Run { spent, ..run });
        if let Some(core) = self.thread(stretch.task).core {
            self.run_core(core);
        }
        executed
    }
}
