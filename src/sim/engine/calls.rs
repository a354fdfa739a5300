//! What a thread asks for: each system call in the order of CPython's own steps.

use std::ops::DerefMut;

use super::thread::{Acquire, Blocked, Call, KernelCall, Step};
use super::{Engine, Event, Outside, ThreadIndex};
use crate::driver::{End, Program};
use crate::kernel::{Reply, Status};
use crate::nanos::Nanos;
use crate::sched::{LockKind, TIME_TO_BE_FAIR, TaskId};
use crate::trace::{MarkKind, State};
use crate::vm::{Answer, Exit, LockId, Syscall, ThreadId, Work};

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    /// The interpreter has come back, and its time is burnt.
    pub(super) fn exited(&mut self, task: TaskId, exit: Exit) {
        match exit {
            Exit::BudgetSpent => {}
            Exit::EvalBreaker => self.begin_drop(task, Call::Yield),
            Exit::Finished if task.0 == 0 => {
                self.recorder.end_thread(self.now, ThreadIndex(0));
                self.end = Some(End::Finished { status: 0 });
            }
            Exit::Finished => self.begin_drop(task, Call::End),
            Exit::Syscall(syscall) => self.syscall(task, syscall),
        }
    }

    fn syscall(&mut self, task: TaskId, syscall: Syscall) {
        match syscall {
            Syscall::Sleep(length) => self.begin_drop(task, Call::Sleep(length)),
            Syscall::Io { device, bytes } => {
                let cause = self.cause(task, None, &device);
                let device = self.devices.index_of(&device) as u32;
                self.begin_drop(
                    task,
                    Call::Io {
                        device,
                        bytes,
                        cause,
                    },
                );
            }
            Syscall::Native {
                what,
                cost,
                releases_gil,
                work,
            } => {
                if let Work::Call(work) = work {
                    work();
                }
                let cause = self.cause(task, None, &what);
                if releases_gil {
                    let reply = None;
                    self.begin_drop(task, Call::Native { cost, cause, reply });
                } else {
                    let thread = self.thread(task);
                    thread.native = Some(cause);
                    thread.debt = cost;
                    thread.step = Step::NativeDone;
                }
            }
            Syscall::Write { stream, bytes } => {
                self.begin_drop(task, Call::Write { stream, bytes });
            }
            Syscall::Acquire { lock, timeout } => self.begin_acquire(task, lock, timeout),
            Syscall::Release { lock } => {
                self.release(task, lock);
                self.answer_done(task);
            }
            Syscall::Spawn { thread } => {
                let cost = self.config.thread_start;
                let caller = self.thread(task);
                caller.debt = cost;
                caller.step = Step::Spawned(thread);
            }
            Syscall::SetSwitchInterval(interval) => {
                let interpreter = self.interpreter(task);
                interpreter.gil.set_switch_interval(interval);
                interpreter.intervals.switch = interval;
                self.recorder.switch_interval(self.now, interval);
                self.answer_done(task);
            }
            Syscall::SetCheckInterval(ticks) => {
                let interpreter = self.interpreter(task);
                interpreter.gil.set_check_interval(ticks);
                interpreter.intervals.check = ticks;
                self.answer_done(task);
            }
            Syscall::SetAlarm { after, interval } => {
                self.set_alarm(after, interval);
                self.answer_done(task);
            }
            Syscall::Note(text) => {
                self.recorder.note(self.now, ThreadIndex(task.0), text);
                self.answer_done(task);
            }
            Syscall::Kernel(call) => self.begin_kernel_call(task, call),
            Syscall::Fork => self.fork(task),
            Syscall::SpawnProcess(new) => self.spawn_process(task, &new),
            Syscall::Interpreters(call) => self.interpreter_call(task, call),
            Syscall::Enter(crossing) => self.enter(task, *crossing),
            Syscall::Leave(bytes) => self.leave(task, bytes),
            Syscall::Exit(status) => {
                self.end_process(self.pid(task), Status::Exit(status), Some(task))
            }
            Syscall::Crash(signal) => {
                self.end_process(self.pid(task), Status::Signal(signal), Some(task))
            }
        }
    }

    /// `drop_gil` has returned: on with what the GIL was given up for.
    pub(super) fn detached(&mut self, task: TaskId) {
        let call = std::mem::replace(&mut self.thread(task).call, Call::Yield);
        match &call {
            Call::Start | Call::Yield | Call::Sleep(0) => self.thread(task).step = Step::TakeGil,
            Call::Sleep(length) => {
                let slack = self.config.machine.timer_slack;
                let at = self.now.saturating_add(*length).saturating_add(slack);
                self.arm_timer(task, at);
                let cause = self.cause(task, None, "time.sleep");
                self.block(task, Blocked::Sleep, State::Sleep, cause);
            }
            Call::Io {
                device,
                bytes,
                cause,
            } => {
                let index = *device as usize;
                let service = self.devices.submit(index, task, *bytes, &mut self.oracle);
                if let Some(service) = service {
                    self.queue.push(
                        self.now.saturating_add(service),
                        Event::Device {
                            device: *device,
                            thread: task,
                        },
                    );
                }
                self.block(task, Blocked::Io, State::Io, *cause);
            }
            Call::Native { cost, cause, .. } => {
                self.owe(task, *cost);
                let thread = self.thread(task);
                thread.native = Some(*cause);
                thread.step = Step::TakeGil;
            }
            Call::Write { stream, bytes } => {
                self.outside.output(*stream, bytes);
                let cause = self.cause(task, None, "write");
                self.owe(task, self.config.write);
                let thread = self.thread(task);
                thread.native = Some(cause);
                thread.step = Step::TakeGil;
            }
            Call::Acquire(acquire) => {
                let acquire = *acquire;
                self.thread(task).call = call;
                match self.config.run.lock_kind {
                    LockKind::OsSemaphore => self.thread(task).step = Step::TryLock,
                    LockKind::ParkingLot if acquire.unparked => {
                        self.thread(task).step = Step::TakeGil;
                    }
                    LockKind::ParkingLot => self.sleep_for_lock(task, acquire),
                }
                return;
            }
            Call::Kernel(_) => {
                self.thread(task).call = call;
                self.thread(task).step = Step::Kernel;
                return;
            }
            Call::Switch(interpreter) => self.switch_interpreter(task, *interpreter),
            Call::End => {
                self.thread(task).ended = true;
                self.recorder.end_thread(self.now, ThreadIndex(task.0));
                self.leave_core(task);
            }
        }
        self.thread(task).call = call;
    }

    /// `take_gil` has returned: the call is over, or its part without the GIL.
    pub(super) fn attached(&mut self, task: TaskId) {
        let call = std::mem::replace(&mut self.thread(task).call, Call::Yield);
        self.thread(task).step = Step::Bytecode;
        match call {
            Call::Start | Call::Yield | Call::Switch(_) | Call::End => {}
            Call::Native {
                reply: Some(reply), ..
            } => self.program.answer(ThreadId(task.0), Answer::Kernel(reply)),
            Call::Sleep(_) if std::mem::take(&mut self.thread(task).interrupted) => {
                self.program.answer(ThreadId(task.0), Answer::Interrupted);
            }
            Call::Sleep(_) | Call::Io { .. } | Call::Native { .. } | Call::Write { .. } => {
                self.answer_done(task);
            }
            Call::Acquire(acquire) => self.reattached_in_acquire(task, acquire),
            Call::Kernel(_) if std::mem::take(&mut self.thread(task).interrupted) => {
                self.program.answer(ThreadId(task.0), Answer::Interrupted);
            }
            Call::Kernel(KernelCall { reply, .. }) => {
                let reply = reply.unwrap_or(Reply::Done);
                self.program.answer(ThreadId(task.0), Answer::Kernel(reply));
            }
        }
    }

    pub(super) fn answer_done(&mut self, task: TaskId) {
        self.thread(task).step = Step::Bytecode;
        self.program.answer(ThreadId(task.0), Answer::Done);
    }

    fn begin_acquire(&mut self, task: TaskId, lock: LockId, timeout: Option<Nanos>) {
        let acquire = Acquire {
            lock,
            since: self.now,
            deadline: timeout.map(|timeout| self.now.saturating_add(timeout)),
            acquired: false,
            unparked: false,
            timed_out: false,
        };
        // A mutex that was released since the interpreter looked is not slept for. Under a GIL
        // nobody can have released it.
        let parks = self.config.run.lock_kind == LockKind::ParkingLot;
        if parks && self.program.try_acquire(ThreadId(task.0), lock) {
            self.program
                .answer(ThreadId(task.0), Answer::Acquired(true));
            return;
        }
        self.park(task, acquire);
    }

    /// Queues for the lock, with a `PyMutex` while the GIL is still held, and gives the GIL up.
    fn park(&mut self, task: TaskId, acquire: Acquire) {
        if self.config.run.lock_kind == LockKind::ParkingLot {
            let queue = self
                .interpreter(task)
                .locks
                .entry(acquire.lock)
                .or_default();
            queue.park(task, acquire.since);
        }
        self.begin_drop(task, Call::Acquire(acquire));
    }

    /// The rest of `_PyMutex_LockTimed` once the thread is back from the parking lot, and of
    /// `acquire_timed` once `sem_wait` has returned.
    fn reattached_in_acquire(&mut self, task: TaskId, mut acquire: Acquire) {
        let id = ThreadId(task.0);
        if std::mem::take(&mut self.thread(task).interrupted) {
            self.program.answer(id, Answer::Interrupted);
            return;
        }
        if self.config.run.lock_kind == LockKind::ParkingLot
            && !acquire.acquired
            && !acquire.timed_out
        {
            let expired = acquire
                .deadline
                .is_some_and(|deadline| deadline <= self.now);
            acquire.acquired = self.program.try_acquire(id, acquire.lock);
            if !acquire.acquired && !expired {
                acquire.unparked = false;
                self.park(task, acquire);
                return;
            }
        }
        self.program.answer(id, Answer::Acquired(acquire.acquired));
    }

    /// `sem_wait`: takes the lock if it is free, sleeps if not.
    pub(super) fn try_lock(&mut self, task: TaskId) {
        let Call::Acquire(mut acquire) = self.thread(task).call else {
            return;
        };
        let id = ThreadId(task.0);
        if self.program.try_acquire(id, acquire.lock) {
            acquire.acquired = true;
            let thread = self.thread(task);
            thread.call = Call::Acquire(acquire);
            thread.step = Step::TakeGil;
            return;
        }
        let queue = self
            .interpreter(task)
            .locks
            .entry(acquire.lock)
            .or_default();
        queue.park(task, acquire.since);
        self.sleep_for_lock(task, acquire);
    }

    fn sleep_for_lock(&mut self, task: TaskId, acquire: Acquire) {
        if let Some(deadline) = acquire.deadline {
            let slack = self.config.machine.timer_slack;
            self.arm_timer(task, deadline.saturating_add(slack).max(self.now));
        }
        let owner = self.program.lock_owner(ThreadId(task.0), acquire.lock);
        let owner = owner.map(|owner| TaskId(owner.0));
        let cause = self.cause(task, owner, "lock");
        let blocked = Blocked::Lock(acquire.lock);
        self.block(task, blocked, State::LockWait, cause);
    }

    /// `release` of a lock that others wait for.
    fn release(&mut self, task: TaskId, lock: LockId) {
        let Some(queue) = self.interpreter(task).locks.get_mut(&lock) else {
            return;
        };
        let Some((sleeper, since)) = queue.unpark() else {
            return;
        };
        let hand_off = self.config.run.lock_kind == LockKind::ParkingLot
            && self.now > since.saturating_add(TIME_TO_BE_FAIR);
        let acquired = hand_off && self.program.try_acquire(ThreadId(sleeper.0), lock);
        let thread = self.thread(sleeper);
        let asleep = thread.blocked.is_some();
        if let Call::Acquire(acquire) = &mut thread.call {
            acquire.acquired = acquired;
            acquire.unparked = true;
        }
        if asleep {
            let step = match self.config.run.lock_kind {
                LockKind::OsSemaphore => Step::TryLock,
                LockKind::ParkingLot => Step::TakeGil,
            };
            self.mark(sleeper, MarkKind::WakeUp, Some(task));
            self.futex_wake(task, Some(sleeper), step);
        }
    }
}
