//! Calls to the kernel; how processes begin and end.

use std::ops::DerefMut;

use super::thread::{Blocked, Call, KernelCall, Step};
use super::{Engine, Event, Outside, ThreadIndex};
use crate::driver::{End, Program};
use crate::kernel::{self, Errno, Outcome, Pid, Releases, Reply, Status};
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::trace::{ProcessIndex, State};
use crate::vm::{Answer, NewProcess, ThreadId};

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    pub(super) fn pid(&self, task: TaskId) -> Pid {
        self.program.pid(ThreadId(task.0))
    }

    /// The row of the thread's process.
    pub(super) fn process_of(&mut self, thread: ThreadId) -> ProcessIndex {
        let pid = self.program.pid(thread);
        let recorder = &mut self.recorder;
        *self.processes.entry(pid).or_insert_with(|| {
            let number = pid.0.saturating_sub(Pid::FIRST.0).saturating_add(1);
            recorder.process(format!("process {}", pid.0), number)
        })
    }

    /// How many interpreters the process has already.
    pub(super) fn interpreters_of(&self, process: ProcessIndex) -> usize {
        let of = |it: &&super::Interpreter| it.process == process;
        self.interpreters.iter().filter(of).count()
    }

    /// A call whose GIL policy is the kernel call's.
    pub(super) fn begin_kernel_call(&mut self, task: TaskId, call: kernel::Call) {
        let deadline = call.timeout().map(|time| self.now.saturating_add(time));
        if call.releases() != Releases::Always {
            let pid = self.pid(task);
            match self.kernel.call(task, pid, &call) {
                Outcome::Reply(reply) => {
                    let cost = call.cost(&reply);
                    self.thread(task).step = Step::Bytecode;
                    self.program.answer(ThreadId(task.0), Answer::Kernel(reply));
                    self.owe(task, cost);
                    self.after_kernel(task);
                    return;
                }
                // It queues again once it has given the GIL up.
                Outcome::Blocks => self.kernel.forget(task),
            }
        }
        let reply = None;
        self.begin_drop(
            task,
            Call::Kernel(KernelCall {
                call,
                deadline,
                reply,
            }),
        );
    }

    /// Makes the call, for the first time or after a wake-up.
    pub(super) fn kernel_call(&mut self, task: TaskId) {
        let pid = self.pid(task);
        let Call::Kernel(KernelCall { call, deadline, .. }) = &self.threads[task.0 as usize].call
        else {
            return;
        };
        let (outcome, deadline) = (self.kernel.call(task, pid, call), *deadline);
        let name = call.name();
        match outcome {
            Outcome::Reply(reply) => {
                let cost = call.cost(&reply);
                self.set_reply(task, reply);
                self.owe(task, cost);
                let cause = self.cause(task, None, name);
                let thread = self.thread(task);
                thread.native = Some(cause);
                thread.step = Step::TakeGil;
                self.after_kernel(task);
            }
            Outcome::Blocks => {
                // What it has written of its bytes may have woken somebody.
                self.after_kernel(task);
                if let Some(deadline) = deadline {
                    let slack = self.config.machine.timer_slack;
                    self.arm_timer(task, deadline.saturating_add(slack).max(self.now));
                }
                let cause = self.cause(task, None, name);
                // Whatever it waits for is another thread's or process' to do, and no device's.
                self.block(task, Blocked::Kernel, State::LockWait, cause);
            }
        }
    }

    fn set_reply(&mut self, task: TaskId, given: Reply) {
        if let Call::Kernel(KernelCall { reply, .. }) = &mut self.thread(task).call {
            *reply = Some(given);
        }
    }

    pub(super) fn kernel_timed_out(&mut self, task: TaskId) {
        if let Call::Kernel(KernelCall { call, .. }) = &self.threads[task.0 as usize].call {
            let reply = self.kernel.time_out(task, call);
            self.set_reply(task, reply);
        }
        self.wake(task, Step::TakeGil);
    }

    /// Wakes whom a call of `task` has woken, and ends whom it has killed.
    fn after_kernel(&mut self, task: TaskId) {
        while let Some(woken) = self.kernel.next_woken() {
            if self.thread(woken).blocked == Some(Blocked::Kernel) {
                self.mark(woken, crate::trace::MarkKind::WakeUp, Some(task));
                self.futex_wake(task, Some(woken), Step::Kernel);
            }
        }
        while let Some((pid, signal)) = self.kernel.next_signal() {
            self.send_signal(pid, signal);
        }
    }

    pub(super) fn fork(&mut self, task: TaskId) {
        let parent = self.pid(task);
        let started = self.kernel.fork(parent, None).and_then(|pid| {
            let child = self.program.fork(ThreadId(task.0), pid);
            if let Some(child) = child {
                let reply = Answer::Kernel(Reply::Number(0));
                self.program.answer(child, reply);
            }
            self.or_abandoned(pid, child)
        });
        let cost = self.parents_share();
        self.begin_start(task, started, cost);
        if let Step::Started(Ok((_, child))) = self.thread(task).step {
            self.create_up_to(child);
            let intervals = self.interpreter(task).intervals;
            self.interpreter(TaskId(child.0)).set_intervals(intervals);
        }
    }

    pub(super) fn spawn_process(&mut self, task: TaskId, new: &NewProcess) {
        let parent = self.pid(task);
        let started = self.kernel.fork(parent, Some(&new.fds)).and_then(|pid| {
            let child = self.program.spawn_process(ThreadId(task.0), pid, new);
            self.or_abandoned(pid, child)
        });
        let cost = self.parents_share();
        self.begin_start(task, started, cost);
        if let Step::Started(Ok((_, child))) = self.thread(task).step {
            self.create_up_to(child);
            self.owe(TaskId(child.0), self.config.interpreter_start);
        }
    }

    /// For how long `fork` keeps its caller, which copies its page tables: 0.24 ms of the 0.79 until
    /// the child runs (`bench/machine/fork.py`).
    fn parents_share(&self) -> Nanos {
        self.config.process_start / 10 * 3
    }

    fn or_abandoned(
        &mut self,
        pid: Pid,
        child: Option<ThreadId>,
    ) -> Result<(Pid, ThreadId), Errno> {
        if child.is_none() {
            self.kernel.abandon(pid);
        }
        child.map(|child| (pid, child)).ok_or(Errno::ENOMEM)
    }

    fn begin_start(&mut self, task: TaskId, started: Result<(Pid, ThreadId), Errno>, cost: Nanos) {
        let cause = self.cause(task, None, "fork");
        let thread = self.thread(task);
        thread.native = Some(cause);
        thread.debt = cost;
        thread.step = Step::Started(started);
    }

    pub(super) fn process_started(
        &mut self,
        task: TaskId,
        started: Result<(Pid, ThreadId), Errno>,
    ) {
        let caller = self.thread(task);
        caller.native = None;
        caller.step = Step::Bytecode;
        let reply = match started {
            Ok((pid, child)) => {
                self.create_up_to(child);
                self.sample_memory();
                let own = self.thread(TaskId(child.0)).debt;
                let copies = self
                    .config
                    .process_start
                    .saturating_sub(self.parents_share());
                self.start_thread(child);
                let cause = self.cause(task, None, "start of a process");
                let thread = self.thread(TaskId(child.0));
                thread.debt = own.saturating_add(copies);
                thread.native = Some(cause);
                Reply::Number(pid.0.into())
            }
            Err(errno) => Reply::Error(errno),
        };
        self.program.answer(ThreadId(task.0), Answer::Kernel(reply));
    }

    /// The process is over with all its threads.
    pub(super) fn end_process(&mut self, pid: Pid, status: Status, by: Option<TaskId>) {
        if !self.kernel.is_alive(pid) {
            return;
        }
        self.sample_memory();
        self.record_end(pid, status, by);
        self.kernel.exit(pid, status);
        if pid == Pid::FIRST {
            // As shells tell it.
            self.status = Some(match status {
                Status::Exit(status) => status,
                Status::Signal(signal) => 128 + i32::from(signal),
            });
        }
        if self.kernel.is_empty() {
            let status = self.status.unwrap_or(0);
            self.end = Some(End::Finished { status });
            return;
        }
        let own: Vec<TaskId> = (0..self.threads.len() as u32)
            .map(TaskId)
            .filter(|&task| !self.threads[task.0 as usize].ended && self.pid(task) == pid)
            .collect();
        for &task in &own {
            self.kill_thread(task);
        }
        self.program.end_process(pid);
        self.sample_memory();
        // Who waits for its pipes or for it is woken by the kernel.
        while let Some(woken) = self.kernel.next_woken() {
            if self.thread(woken).blocked == Some(Blocked::Kernel) {
                self.mark(woken, crate::trace::MarkKind::WakeUp, None);
                self.wake(woken, Step::Kernel);
            }
        }
    }

    /// What the process ended with, and a mark where that was the death of threads that had not
    /// come to their end.
    fn record_end(&mut self, pid: Pid, status: Status, by: Option<TaskId>) {
        let exit_code = match status {
            Status::Exit(status) => status,
            Status::Signal(signal) => -i32::from(signal),
        };
        if let Some(&process) = self.processes.get(&pid) {
            self.recorder.end_process(process, exit_code);
        }
        let lives = |task: &TaskId| !self.threads[task.0 as usize].ended && self.pid(*task) == pid;
        let mut own = (0..self.threads.len() as u32).map(TaskId).filter(lives);
        let main = own.next();
        let dies_early = |task: TaskId| {
            let thread = ThreadId(task.0);
            let leaves = self.program.is_daemon(thread) || self.program.is_done(thread);
            Some(task) != by && !leaves
        };
        let signalled = matches!(status, Status::Signal(_));
        let crashes = signalled || main.into_iter().chain(own).any(dies_early);
        if let Some(task) = by.or(main).filter(|_| crashes) {
            self.mark(task, crate::trace::MarkKind::Crash, None);
        }
    }

    /// The thread of a process that has ended goes as soon as it has a core.
    fn kill_thread(&mut self, task: TaskId) {
        self.kernel.forget(task);
        if self.gil_holder(task) == Some(task)
            && let Some(track) = self.interpreter(task).track
        {
            self.recorder.hold_end(self.now, track);
        }
        self.recorder.gil_wait_end(self.now, ThreadIndex(task.0));
        let thread = self.thread(task);
        thread.native = None;
        thread.attached = false;
        thread.effects.clear();
        thread.call = Call::End;
        thread.step = Step::Die;
        thread.debt = 0;
        let (core, blocked) = (thread.core, thread.blocked);
        match (core, blocked) {
            (Some(core), _) if self.executing == Some(core) => self.die(task),
            (Some(core), _) => self.cut_short(core),
            (None, Some(_)) => {
                self.wake(task, Step::Die);
            }
            (None, None) => {}
        }
    }

    /// The core's thread has nothing to burn any more.
    fn cut_short(&mut self, core: crate::sched::CoreId) {
        let slot = self.core(core);
        if slot.is_switching() {
            return;
        }
        slot.generation += 1;
        let generation = slot.generation;
        self.queue.push(self.now, Event::Core { core, generation });
    }

    pub(super) fn die(&mut self, task: TaskId) {
        self.thread(task).ended = true;
        self.recorder.end_thread(self.now, ThreadIndex(task.0));
        self.leave_core(task);
    }
}
