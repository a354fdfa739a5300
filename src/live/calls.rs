//! What a thread asks for, done for real.

use std::sync::atomic::Ordering;

use super::log::{Name, What, Why, Woken};
use super::lots::Waits;
use super::worker::{MAIN, Seat, Worker};
use super::{Stopped, clock};
use crate::driver::Program;
use crate::gil::DropReason;
use crate::kernel::{Call, Errno, Outcome, Pid, Releases, Reply, Status};
use crate::nanos::{MICROSECOND, Nanos};
use crate::sched::{LockKind, TIME_TO_BE_FAIR, TaskId};
use crate::trace::State;
use crate::vm::{Answer, LockId, Syscall, Work};

/// How long a busy C call goes on between two looks at the clock.
const BURST: Nanos = 2 * MICROSECOND;

impl<'scope, 'env, 'r, P: Program + Send> Worker<'scope, 'env, 'r, P>
where
    'r: 'scope,
    P: 'scope,
{
    pub fn syscall(&mut self, syscall: Syscall) -> Result<(), Stopped> {
        match syscall {
            Syscall::Sleep(0) => {
                self.drop_gil(DropReason::Itself)?;
                self.take_gil()?;
            }
            Syscall::Sleep(length) => {
                let live = self.live;
                let deadline = live.clock.now().saturating_add(length);
                let cause = self.cause("time.sleep");
                self.leave(State::Sleep, cause)?;
                self.sleep_until_signal(Some(deadline))?;
                self.come_back(None)?;
                if self.is_interrupted() && live.clock.now() < deadline {
                    self.answer(Answer::Interrupted);
                    return Ok(());
                }
            }
            Syscall::Io { device, bytes } => {
                let cause = self.cause(&device);
                self.leave(State::Io, cause)?;
                self.use_device(&device, bytes)?;
                self.come_back(None)?;
            }
            Syscall::Native {
                what,
                cost,
                releases_gil,
                work,
            } => self.native(&what, cost, releases_gil, &work)?,
            Syscall::Write { stream, bytes } => {
                let cause = self.cause("write");
                self.leave(State::Native, cause)?;
                (self.live.output.lock())(stream, &bytes);
                self.take_gil()?;
            }
            Syscall::Acquire { lock, timeout } => {
                let acquired = match self.live.config.lock_kind {
                    LockKind::OsSemaphore => self.acquire_semaphore(lock, timeout)?,
                    LockKind::ParkingLot => self.acquire_mutex(lock, timeout)?,
                };
                self.answer(match acquired {
                    false if self.is_interrupted() && self.live.config.interruptible_locks => {
                        Answer::Interrupted
                    }
                    acquired => Answer::Acquired(acquired),
                });
                return Ok(());
            }
            Syscall::Release { lock } => self.release(lock),
            Syscall::Spawn { thread } => self.spawn(thread),
            Syscall::SetSwitchInterval(interval) => {
                let live = self.live;
                self.interpreter
                    .gil
                    .lock()
                    .machine
                    .set_switch_interval(interval);
                self.log
                    .push(live.clock.now(), What::SwitchInterval(interval));
            }
            Syscall::SetCheckInterval(ticks) => {
                self.interpreter
                    .gil
                    .lock()
                    .machine
                    .set_check_interval(ticks);
                if let Some(inside) = self.inside.as_mut() {
                    inside.check_interval = Some(ticks);
                }
            }
            Syscall::SetAlarm { after, interval } => {
                let at = self.live.clock.now().saturating_add(after);
                *self.live.alarm.lock() = (after > 0).then_some((at, interval));
                self.live.watcher.unpark();
            }
            Syscall::Interpreters(call) => return self.interpreter_call(call),
            Syscall::Enter(crossing) => return self.enter_interpreter(*crossing),
            Syscall::Leave(bytes) => return self.leave_interpreter(bytes),
            Syscall::Kernel(call) => {
                let reply = self.kernel_call(&call)?;
                self.answer(reply.map_or(Answer::Interrupted, Answer::Kernel));
                return Ok(());
            }
            Syscall::Fork => {
                let child = self.begin_process(None, |program, thread, pid| {
                    let mut child = program.fork_apart(thread, pid)?;
                    child.answer(MAIN, Answer::Kernel(Reply::Number(0)));
                    Some(child)
                });
                self.answer_started(child);
                return Ok(());
            }
            Syscall::SpawnProcess(new) => {
                let child = self.begin_process(Some(&new.fds), |program, thread, pid| {
                    program.spawn_apart(thread, pid, &new)
                });
                self.answer_started(child);
                return Ok(());
            }
            Syscall::Crash(signal) => return self.exit(Status::Signal(signal)),
            Syscall::Note(text) => self.log.note(self.live.clock.now(), text),
            Syscall::Exit(status) => return self.exit(Status::Exit(status)),
        }
        self.answer(Answer::Done);
        Ok(())
    }

    pub fn answer(&mut self, answer: Answer) {
        if let Some(inside) = self.inside.as_mut() {
            inside.program.answer(self.id, answer);
        }
    }

    /// Ends its process.
    fn exit(&mut self, status: Status) -> Result<(), Stopped> {
        self.live.end_process(self.process.pid, status);
        Err(Stopped)
    }

    fn answer_started(&mut self, child: Result<Pid, Errno>) {
        self.answer(Answer::Kernel(match child {
            Ok(Pid(child)) => Reply::Number(child.into()),
            Err(errno) => Reply::Error(errno),
        }));
    }

    /// A call that may wait is made without the GIL. No reply where a signal has ended the wait.
    fn kernel_call(&mut self, call: &Call) -> Result<Option<Reply>, Stopped> {
        let (live, task, member) = (self.live, self.task, self.member());
        if call.releases() != Releases::Always
            && let Outcome::Reply(reply) = live.kernel_call(task, member, call, false)
        {
            return if self.is_stopping() {
                Err(Stopped)
            } else {
                Ok(Some(reply))
            };
        }
        let deadline = call
            .timeout()
            .map(|timeout| live.clock.now().saturating_add(timeout));
        let cause = self.cause(call.name());
        self.leave(State::Native, cause)?;
        let mut waited = false;
        let reply = loop {
            if let Outcome::Reply(reply) = live.kernel_call(task, member, call, true) {
                break Some(reply);
            }
            if !std::mem::replace(&mut waited, true) {
                self.enter(live.clock.now(), State::LockWait, cause);
            }
            let called = match call.can_be_interrupted() {
                true => self.sleep_until_signal(deadline)?,
                false => self.sleep(deadline)?,
            };
            if called {
                continue;
            }
            if call.can_be_interrupted() && self.is_interrupted() {
                if live.interrupt_call(task, &self.seat) {
                    break None;
                }
            } else if let Some(reply) = live.kernel_time_out(task, &self.seat, call) {
                break Some(reply);
            }
        };
        match waited {
            true => {
                let by = self.seat.caller.load(Ordering::Relaxed);
                self.come_back(Some(TaskId(by)).filter(|_| by != Seat::NOBODY))?;
            }
            false => self.take_gil()?,
        }
        Ok(reply)
    }

    /// The line that this thread is at, as the cause of what it does.
    pub fn cause(&mut self, what: &str) -> Why {
        let inside = self.inside.as_ref();
        Why {
            by: None,
            at: inside.and_then(|inside| inside.program.position(self.id)),
            what: self.log.name(what),
        }
    }

    /// Gives the GIL up to do or wait for something.
    fn leave(&mut self, state: State, cause: Why) -> Result<(), Stopped> {
        self.leaves_for = Some((state, cause));
        self.drop_gil(DropReason::Itself)
    }

    pub fn enter(&mut self, at: Nanos, state: State, cause: Why) {
        let core = state.on_core().then(|| self.live.cpus.current());
        self.log.push(at, What::State { state, cause, core });
    }

    /// Woken up, and back for the GIL.
    fn come_back(&mut self, by: Option<TaskId>) -> Result<(), Stopped> {
        self.woken = Some(Woken(by));
        self.take_gil()
    }

    fn native(
        &mut self,
        what: &str,
        cost: Nanos,
        releases_gil: bool,
        work: &Work,
    ) -> Result<(), Stopped> {
        if let Work::Done = work {
            return Ok(());
        }
        let cause = self.cause(what);
        if releases_gil {
            self.leave(State::Native, cause)?;
        } else {
            self.enter(self.live.clock.now(), State::NativeHolding, cause);
        }
        match work {
            Work::Call(work) => work(),
            Work::Time | Work::Done => self.burn(cost)?,
        }
        if releases_gil {
            self.take_gil()
        } else {
            self.log.push(self.live.clock.now(), What::Resumes);
            Ok(())
        }
    }

    /// Keeps a core busy for so long.
    fn burn(&self, cost: Nanos) -> Result<(), Stopped> {
        let end = clock::thread_cpu().saturating_add(cost);
        loop {
            let left = end.saturating_sub(clock::thread_cpu());
            if left == 0 {
                return Ok(());
            }
            if self.is_stopping() {
                return Err(Stopped);
            }
            let until = self.live.clock.now() + left.min(BURST);
            while self.live.clock.now() < until {
                std::hint::spin_loop();
            }
        }
    }

    /// Queues for the device and waits for as long as it takes.
    fn use_device(&mut self, name: &str, bytes: u64) -> Result<(), Stopped> {
        let live = self.live;
        let task = self.task;
        let (device, service) = {
            let (devices, oracle) = &mut *live.devices.lock();
            let device = devices.index_of(name);
            (device, devices.submit(device, task, bytes, oracle))
        };
        let service = match service {
            Some(service) => service,
            None => {
                self.sleep(None)?;
                self.seat.service.load(Ordering::Relaxed)
            }
        };
        self.sleep(Some(live.clock.now().saturating_add(service)))?;
        let next = {
            let (devices, oracle) = &mut *live.devices.lock();
            devices.complete(device, oracle)
        };
        if let Some((next, service)) = next
            && let Some(seat) = live.system.lock().seat(next)
        {
            seat.service.store(service, Ordering::Relaxed);
            seat.call();
        }
        Ok(())
    }

    /// `_PyMutex_LockTimed`: whether it got the lock.
    fn acquire_mutex(&mut self, lock: LockId, timeout: Option<Nanos>) -> Result<bool, Stopped> {
        let live = self.live;
        let since = live.clock.now();
        let deadline = timeout.map(|timeout| since.saturating_add(timeout));
        loop {
            let cause = self.cause_of_wait(lock);
            live.lots.lock().park(lock, self.member(), since);
            self.leave(State::LockWait, cause)?;
            let called = self.sleep_for(lock, deadline)?;
            self.back_from_lock(called)?;
            if !called {
                return Ok(false);
            }
            if self.seat.handed_over.swap(false, Ordering::Relaxed) {
                return Ok(true);
            }
            let Some(inside) = self.inside.as_mut() else {
                return Err(Stopped);
            };
            if inside.program.try_acquire(self.id, lock) {
                return Ok(true);
            }
            if deadline.is_some_and(|deadline| deadline <= live.clock.now()) {
                return Ok(false);
            }
        }
    }

    /// `acquire_timed` over a POSIX semaphore, which needs no GIL to be taken: whether it got the
    /// lock.
    fn acquire_semaphore(&mut self, lock: LockId, timeout: Option<Nanos>) -> Result<bool, Stopped> {
        let live = self.live;
        let since = live.clock.now();
        let deadline = timeout.map(|timeout| since.saturating_add(timeout));
        let cause = self.cause_of_wait(lock);
        let Some(inside) = self.inside.as_mut() else {
            return Err(Stopped);
        };
        let semaphore = inside.program.semaphore(self.id, lock);
        self.leave(State::LockWait, cause)?;
        let mut called = false;
        let acquired = loop {
            {
                // A release frees the semaphore, and then looks here for whom to wake.
                let mut lots = live.lots.lock();
                if !semaphore.swap(true, Ordering::Acquire) {
                    break true;
                }
                lots.park(lock, self.member(), since);
            }
            called = self.sleep_for(lock, deadline)?;
            if !called {
                break false;
            }
        };
        self.back_from_lock(called)?;
        if acquired && let Some(inside) = self.inside.as_mut() {
            inside.program.taken(self.id, lock);
        }
        Ok(acquired)
    }

    /// Who has the lock, and what that is executing.
    // A function of its own, so that `bench/tracing_cost.sh` can count what it costs.
    #[inline(never)]
    fn cause_of_wait(&self, lock: LockId) -> Why {
        let inside = self.inside.as_ref();
        let (by, at) = inside.map_or((None, None), |inside| {
            let (by, at) = inside.program.whom_it_waits_for(self.id, lock);
            (by.and_then(|by| Some(inside.seat(by)?.task)), at)
        });
        let what = Name::LOCK;
        Why { by, at, what }
    }

    /// Takes the GIL after a wait for a lock.
    fn back_from_lock(&mut self, called: bool) -> Result<(), Stopped> {
        let by = called.then(|| TaskId(self.seat.caller.load(Ordering::Relaxed)));
        self.come_back(by)
    }

    /// Sleeps for a lock: whether a release has called this thread.
    fn sleep_for(&mut self, lock: LockId, deadline: Option<Nanos>) -> Result<bool, Stopped> {
        let live = self.live;
        if deadline.is_none() {
            let blocked = {
                let mut lots = live.lots.lock();
                // Who has called already has taken it out of the queue.
                let called = self.seat.called.is_set();
                let waits = Waits::Lock(lock);
                match called {
                    true => None,
                    false => lots.block(self.member(), self.task, waits),
                }
            };
            if let Some(blocked) = blocked {
                live.deadlock(&blocked);
            }
        }
        let called = match live.config.interruptible_locks {
            true => self.sleep_until_signal(deadline)?,
            false => self.sleep(deadline)?,
        };
        if called {
            return Ok(true);
        }
        live.lots.lock().leave(lock, self.member(), self.task);
        // A release may have come between.
        Ok(self.seat.called.take())
    }

    /// `release` of a lock that others wait for.
    fn release(&mut self, lock: LockId) {
        let live = self.live;
        let mut lots = live.lots.lock();
        let Some((sleeper, since)) = lots.unpark(lock, self.member()) else {
            return;
        };
        let Some(inside) = self.inside.as_mut() else {
            return;
        };
        let Some(seat) = inside.seat(sleeper).cloned() else {
            return;
        };
        lots.unblock(seat.task);
        let fair = live.config.lock_kind == LockKind::ParkingLot
            && live.clock.now() > since.saturating_add(TIME_TO_BE_FAIR);
        if fair && inside.program.try_acquire(sleeper, lock) {
            seat.handed_over.store(true, Ordering::Relaxed);
        }
        seat.caller.store(self.task.0, Ordering::Relaxed);
        let asleep = seat.called.set();
        drop(lots);
        if asleep {
            seat.called.wake();
        }
    }
}
