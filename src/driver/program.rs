//! What a driver drives: an interpreter, or a script of actions in a test.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::kernel::{Errno, Pid, Reply};
use crate::nanos::Nanos;
use crate::trace::{MemoryUse, Place};
use crate::vm::{
    Answer, Arrived, CodePosition, Crossing, Delivery, EvalBreaker, InterpreterCall, InterpreterId,
    LockId, NewProcess, Run, ThreadId,
};

/// A resumable program of threads. The driver owns time, cores and GILs; the program owns its
/// threads' instructions and the state of its locks.
pub trait Program {
    /// Runs `thread` from time `now` for about `budget`. It stops at the
    /// check point that `eval_breaker` says. Never called while a syscall of the thread is unanswered.
    fn run(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
    ) -> Run;

    /// Goes on with a stretch that [`Program::run`] has left because its budget was spent, as if it
    /// had had a larger one: nothing has happened in between.
    fn go_on(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
    ) -> Run {
        self.run(thread, now, budget, eval_breaker)
    }

    /// Answers the thread's pending syscall.
    fn answer(&mut self, thread: ThreadId, answer: Answer);

    /// Tries to take a free lock on behalf of a thread that is blocked in `Acquire`.
    fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool;

    /// What tells threads without the GIL whether the lock is taken; they may take it there, and
    /// say so by [`Program::taken`] once they have the GIL.
    fn semaphore(&mut self, thread: ThreadId, lock: LockId) -> Arc<AtomicBool>;

    /// The thread has taken the lock without the GIL.
    fn taken(&mut self, thread: ThreadId, lock: LockId);

    /// A signal is sent to the program. Where it is caught, the main thread's next stretch of
    /// bytecode begins with it or stops at its next check point for it.
    fn signal(&mut self, _number: u8) -> Delivery {
        Delivery::Ignored
    }

    /// As [`Program::signal`], sent to a process of the run: what becomes of it, and the thread
    /// that handles it.
    fn signal_process(&mut self, _pid: Pid, number: u8) -> (Delivery, Option<ThreadId>) {
        (Delivery::Kills(128 + i32::from(number)), None)
    }

    /// Where signals are noted that somebody sends who is not inside the GIL.
    fn arrived_signals(&self) -> Arrived {
        Arrived::default()
    }

    /// Who holds a lock of the thread's interpreter, for the report of a deadlock.
    fn lock_owner(&self, thread: ThreadId, lock: LockId) -> Option<ThreadId>;

    /// Who holds a lock that the thread waits for, and where that thread is; without a holder,
    /// where the thread itself is.
    fn whom_it_waits_for(
        &self,
        thread: ThreadId,
        lock: LockId,
    ) -> (Option<ThreadId>, Option<CodePosition>) {
        let owner = self.lock_owner(thread, lock);
        (owner, self.position(owner.unwrap_or(thread)))
    }

    /// Where the thread is.
    fn position(&self, thread: ThreadId) -> Option<CodePosition>;

    /// The source line of a position of the thread.
    fn place_of(&self, thread: ThreadId, position: CodePosition) -> Option<Place>;

    /// The source line that the thread is at.
    fn place(&self, thread: ThreadId) -> Option<Place> {
        self.place_of(thread, self.position(thread)?)
    }

    /// The interpreter that the thread is in. Each has a GIL of its own.
    fn interpreter(&self, _thread: ThreadId) -> InterpreterId {
        InterpreterId::MAIN
    }

    /// The process that the thread belongs to.
    fn pid(&self, _thread: ThreadId) -> Pid {
        Pid::FIRST
    }

    /// What the timeline calls the thread's process, where the program has named it.
    fn process_name(&self, _thread: ThreadId) -> Option<String> {
        None
    }

    /// Makes the process `pid`, a copy of the thread's with that thread alone: its number in the
    /// child. `None` where there is no room for it.
    fn fork(&mut self, thread: ThreadId, pid: Pid) -> Option<ThreadId>;

    /// Makes the process `pid`, which the thread's is the parent of: its main thread.
    fn spawn_process(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<ThreadId>;

    /// As [`Program::fork`], but the child is a program of its own, which shares nothing with this
    /// one and whose only thread is number 0.
    fn fork_apart(&mut self, thread: ThreadId, pid: Pid) -> Option<Self>
    where
        Self: Sized;

    /// As [`Program::spawn_process`], but the child is a program of its own.
    fn spawn_apart(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<Self>
    where
        Self: Sized;

    /// The process is over; nothing of it runs again.
    fn end_process(&mut self, _pid: Pid) {}

    /// What a process has in memory; nothing where that is not counted, or it is over.
    fn memory(&self, _pid: Pid) -> Option<MemoryUse> {
        None
    }

    /// How many objects there are to count for it.
    fn object_count(&self) -> usize {
        0
    }

    /// What the thread asks about the other interpreters of its process. The first reply to
    /// `Create` that is a number means that there is one more [`InterpreterId`].
    fn interpreters(&mut self, _thread: ThreadId, _call: InterpreterCall) -> Reply {
        Reply::Error(Errno::ENOSYS)
    }

    /// The thread is to work in another interpreter, in this one from its next instruction on.
    ///
    /// # Errors
    /// `ESRCH` where there is none such, `EBUSY` where another thread is inside.
    fn enter(&mut self, _thread: ThreadId, _crossing: Crossing) -> Result<InterpreterId, Errno> {
        Err(Errno::ENOSYS)
    }

    /// The thread goes back to this interpreter, where its call is answered with the bytes. `None`
    /// where it has not come from another.
    fn leave(&mut self, _thread: ThreadId, _bytes: Vec<u8>) -> Option<InterpreterId> {
        None
    }

    /// Makes one more interpreter in the thread's process, as a program of its own: its number
    /// in the process, and the program. Nobody can enter it yet.
    ///
    /// # Errors
    /// What the call is answered where there is none.
    fn interpreter_apart(&mut self, _thread: ThreadId) -> Result<(i64, Self), Errno>
    where
        Self: Sized,
    {
        Err(Errno::ENOSYS)
    }

    /// The interpreter with this number in the process can be entered from now on, as `id`.
    fn let_others_in(&mut self, _pid: Pid, _number: i64, _id: InterpreterId) {}

    /// Takes an interpreter that is a program of its own out of the list of its process.
    ///
    /// # Errors
    /// As [`Program::enter`].
    fn destroy_apart(&mut self, _pid: Pid, _number: i64) -> Result<InterpreterId, Errno> {
        Err(Errno::ENOSYS)
    }

    /// A thread is on its way into an interpreter that is a program of its own.
    ///
    /// # Errors
    /// As [`Program::enter`].
    fn enter_apart(&mut self, _pid: Pid, _number: i64) -> Result<InterpreterId, Errno> {
        Err(Errno::ENOSYS)
    }

    /// A thread of another program of the process has come: what this one calls it. `None` where
    /// there is no room for it.
    fn come_in(&mut self, _crossing: Crossing) -> Option<ThreadId> {
        None
    }

    /// The thread, which has come from another program, is about to go back to it.
    fn leave_apart(&mut self, _thread: ThreadId) {}

    fn thread_name(&self, thread: ThreadId) -> String;

    /// A daemon thread does not keep the process alive.
    fn is_daemon(&self, thread: ThreadId) -> bool;

    /// Whether the thread has come to the end of its work: whoever joined it goes on already, while
    /// it is still on its way out.
    fn is_done(&self, _thread: ThreadId) -> bool {
        false
    }

    /// Instructions that the thread has executed so far.
    fn instructions(&self, thread: ThreadId) -> u64;
}
