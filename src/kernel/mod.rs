//! What outlives a process: the table of processes, pipes and the descriptors that lead to them,
//! semaphores, shared memory. Bytes only, no value of Python; whoever drives it owns time and
//! wakes the threads that it names.
//!
//! A call either has its reply at once or queues its thread. A thread that is woken makes the
//! same call again, as the kernel's own loops around a wait do: whoever comes first gets it.

mod call;
mod file;
mod memory;
mod process;
mod queue;
mod semaphore;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use call::{Call, Errno, Releases, Reply, signal};
pub use process::{Pid, Status};

use crate::sched::TaskId;
use file::Files;
use memory::Memory;
use process::Processes;
use queue::{Queues, WaitsFor};
use semaphore::Semaphores;

/// What a call came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Reply(Reply),
    /// The thread waits, and makes the call again when it is woken.
    Blocks,
}

/// The simulated machine's kernel, as far as processes share it.
#[derive(Clone, Debug, Default)]
pub struct Kernel {
    processes: Processes,
    files: Files,
    semaphores: Semaphores,
    memory: Memory,
    queues: Queues,
    /// How much of its blocking `write` a thread has done.
    written: BTreeMap<TaskId, usize>,
    /// Signals that were sent, which the driver has still to deliver: the next last.
    sent: Vec<(Pid, u8)>,
}

impl Kernel {
    /// Makes the first process of a run, or any without a parent.
    pub fn start(&mut self) -> Pid {
        self.processes.start(None)
    }

    /// A new process with its parent's descriptors; only `inherited` of them where that is given.
    ///
    /// # Errors
    /// `EAGAIN` where there are too many processes.
    pub fn fork(&mut self, parent: Pid, inherited: Option<&[i64]>) -> Result<Pid, Errno> {
        if !self.processes.has_room() {
            return Err(Errno::EAGAIN);
        }
        let child = self.processes.start(Some(parent));
        self.files.fork(parent, child, inherited);
        Ok(child)
    }

    /// Takes back a process that did not come to be.
    pub fn abandon(&mut self, pid: Pid) {
        self.files.close_all(pid, &mut self.queues);
        self.processes.remove(pid);
    }

    /// Makes `call` for a thread of the process `pid`.
    pub fn call(&mut self, task: TaskId, pid: Pid, call: &Call) -> Outcome {
        let result = match call {
            Call::Pipe { duplex } => self.files.pipe(pid, *duplex),
            Call::Connect => self.files.connect(pid),
            Call::Adopt(token) => self.files.adopt(pid, *token),
            Call::Close(fd) => self.files.close(pid, *fd, &mut self.queues),
            Call::Dup(fd) => self.files.dup(pid, *fd),
            Call::Read { fd, count } => match self.files.read(pid, *fd, *count, &mut self.queues) {
                Ok(Some(bytes)) => Ok(Reply::Bytes(bytes)),
                Ok(None) => return self.wait_readable(task, pid, &[*fd], true),
                Err(errno) => Err(errno),
            },
            Call::Write { fd, bytes } => return self.write(task, pid, *fd, bytes),
            Call::Poll { fds, timeout } => {
                let ready = self.files.ready(pid, fds);
                if ready.is_empty() && *timeout != Some(0) {
                    return self.wait_readable(task, pid, fds, false);
                }
                Ok(Reply::Numbers(ready))
            }
            Call::WaitPid { child, blocks } => match self.processes.wait(pid, *child) {
                Ok(Some((child, status))) => {
                    Ok(Reply::Numbers(vec![child.0.into(), status.code()]))
                }
                Ok(None) if *blocks => {
                    self.queues.wait(task, WaitsFor::Child(pid), false);
                    return Outcome::Blocks;
                }
                Ok(None) => Ok(Reply::Numbers(vec![0, 0])),
                Err(errno) => Err(errno),
            },
            Call::Kill { pid, signal } => self.kill(*pid, *signal),
            Call::NewSemaphore { value, limit } => self.semaphores.create(*value, *limit),
            Call::SemaphoreWait {
                semaphore, blocks, ..
            } => match self.semaphores.take(*semaphore, task) {
                Ok(false) if *blocks => {
                    self.queues
                        .wait(task, WaitsFor::Semaphore(*semaphore), true);
                    return Outcome::Blocks;
                }
                Ok(taken) => Ok(Reply::Number(taken.into())),
                Err(errno) => Err(errno),
            },
            Call::SemaphorePost(semaphore) => self.semaphores.post(*semaphore).inspect(|_| {
                self.queues.wake(WaitsFor::Semaphore(*semaphore));
            }),
            Call::SemaphoreValue(semaphore) => self.semaphores.value(*semaphore),
            Call::NewMemory { name, size } => self.memory.create(name.as_deref(), *size),
            Call::OpenMemory(name) => self.memory.open(name),
            Call::UnlinkMemory(name) => self.memory.unlink(name),
            Call::ReadMemory {
                block,
                offset,
                count,
            } => self.memory.read(*block, *offset, *count),
            Call::WriteMemory {
                block,
                offset,
                bytes,
            } => self.memory.write(*block, *offset, bytes),
        };
        Outcome::Reply(result.unwrap_or_else(Reply::Error))
    }

    fn wait_readable(&mut self, task: TaskId, pid: Pid, fds: &[i64], exclusive: bool) -> Outcome {
        for pipe in fds.iter().filter_map(|&fd| self.files.source(pid, fd)) {
            self.queues.wait(task, WaitsFor::Data(pipe), exclusive);
        }
        Outcome::Blocks
    }

    fn write(&mut self, task: TaskId, pid: Pid, fd: i64, bytes: &[u8]) -> Outcome {
        let done = self
            .written
            .get(&task)
            .copied()
            .unwrap_or(0)
            .min(bytes.len());
        let outcome = self.files.write(pid, fd, &bytes[done..], &mut self.queues);
        let reply = match outcome {
            Ok((written, pipe)) => {
                let done = done + written;
                if done < bytes.len() {
                    self.written.insert(task, done);
                    self.queues.wait(task, WaitsFor::Room(pipe), true);
                    return Outcome::Blocks;
                }
                Reply::Number(done as i64)
            }
            Err(errno) => Reply::Error(errno),
        };
        self.written.remove(&task);
        Outcome::Reply(reply)
    }

    fn kill(&mut self, pid: i64, signal: i64) -> Result<Reply, Errno> {
        let pid = self.processes.find(pid).ok_or(Errno::ESRCH)?;
        let signal = u8::try_from(signal).map_err(|_| Errno::EINVAL)?;
        if signal > 0 && self.processes.is_alive(pid) {
            self.sent.push((pid, signal));
        }
        Ok(Reply::Done)
    }

    /// A wait is over without what it was for: what the call comes to.
    pub fn time_out(&mut self, task: TaskId, call: &Call) -> Reply {
        self.forget(task);
        match call {
            Call::Poll { .. } => Reply::Numbers(Vec::new()),
            _ => Reply::Number(0),
        }
    }

    /// The thread waits for nothing any more.
    pub fn forget(&mut self, task: TaskId) {
        self.queues.leave(task);
        self.written.remove(&task);
    }

    /// The process is over: its descriptors are closed, and its parent can wait for its status.
    pub fn exit(&mut self, pid: Pid, status: Status) {
        self.files.close_all(pid, &mut self.queues);
        if let Some(parent) = self.processes.exit(pid, status) {
            self.queues.wake_all(WaitsFor::Child(parent));
        }
    }

    /// Whether every process has ended.
    pub fn is_empty(&self) -> bool {
        self.processes.living() == 0
    }

    /// The next thread that something has woken.
    pub fn next_woken(&mut self) -> Option<TaskId> {
        self.queues.next_woken()
    }

    /// The next signal that a call has sent, and to which process.
    pub fn next_signal(&mut self) -> Option<(Pid, u8)> {
        let next = self.sent.pop()?;
        self.processes.is_alive(next.0).then_some(next)
    }

    /// Bytes of all blocks of shared memory.
    pub fn shared_bytes(&self) -> usize {
        self.memory.size()
    }

    pub fn is_alive(&self, pid: Pid) -> bool {
        self.processes.is_alive(pid)
    }

    /// What a call that has blocked waits for, in words, and who has that.
    pub fn waits_for(&self, call: &Call) -> (&'static str, Option<TaskId>) {
        match call {
            Call::SemaphoreWait { semaphore, .. } => {
                let what = "a lock or semaphore between processes";
                (what, self.semaphores.holder(*semaphore))
            }
            Call::Write { .. } => ("room in a pipe that nobody empties", None),
            Call::WaitPid { .. } => ("the end of a child", None),
            _ => ("something to read in a pipe", None),
        }
    }
}
