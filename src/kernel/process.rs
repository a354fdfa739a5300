//! The table of processes.

use std::collections::BTreeMap;

use super::call::Errno;

/// A process. The first of a run is 4242, and each next one has the next number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pid(pub u32);

impl Pid {
    pub const FIRST: Pid = Pid(4242);
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Exit(i32),
    Signal(u8),
}

impl Status {
    /// As in `Popen.returncode`: minus the signal, where one ended it.
    pub fn code(self) -> i64 {
        match self {
            Status::Exit(status) => i64::from(status & 0xff),
            Status::Signal(signal) => -i64::from(signal),
        }
    }
}

/// How many there may be at a time (`RLIMIT_NPROC`).
const MAX_PROCESSES: usize = 1024;

#[derive(Clone, Debug)]
struct Process {
    parent: Option<Pid>,
    /// Ended, and not yet waited for.
    status: Option<Status>,
}

#[derive(Clone, Debug, Default)]
pub struct Processes {
    table: BTreeMap<Pid, Process>,
    started: u32,
}

impl Processes {
    pub fn has_room(&self) -> bool {
        self.table.len() < MAX_PROCESSES
    }

    pub fn start(&mut self, parent: Option<Pid>) -> Pid {
        let pid = Pid(Pid::FIRST.0.saturating_add(self.started));
        self.started = self.started.saturating_add(1);
        let status = None;
        self.table.insert(pid, Process { parent, status });
        pid
    }

    pub fn remove(&mut self, pid: Pid) {
        self.table.remove(&pid);
    }

    pub fn find(&self, pid: i64) -> Option<Pid> {
        let pid = Pid(u32::try_from(pid).ok()?);
        self.table.contains_key(&pid).then_some(pid)
    }

    pub fn is_alive(&self, pid: Pid) -> bool {
        let process = self.table.get(&pid);
        process.is_some_and(|process| process.status.is_none())
    }

    pub fn living(&self) -> usize {
        let living = |process: &&Process| process.status.is_none();
        self.table.values().filter(living).count()
    }

    /// The process is over. Its parent, if that is there to wait for it.
    pub fn exit(&mut self, pid: Pid, status: Status) -> Option<Pid> {
        // Nobody waits for what it leaves behind.
        let orphans: Vec<Pid> = self
            .table
            .iter()
            .filter(|(_, process)| process.parent == Some(pid))
            .map(|(&orphan, _)| orphan)
            .collect();
        for orphan in orphans {
            if let Some(process) = self.table.get_mut(&orphan) {
                process.parent = None;
                if process.status.is_some() {
                    self.table.remove(&orphan);
                }
            }
        }
        let process = self.table.get_mut(&pid)?;
        process.status = Some(status);
        let parent = process.parent;
        if parent.is_none() {
            self.table.remove(&pid);
        }
        parent
    }

    /// `waitpid`: the child that has ended, which is forgotten with it.
    pub fn wait(&mut self, parent: Pid, child: i64) -> Result<Option<(Pid, Status)>, Errno> {
        let mut known = false;
        let mut ended = None;
        for (&pid, process) in &self.table {
            let asked = child == -1 || child == i64::from(pid.0);
            if asked && process.parent == Some(parent) {
                known = true;
                if let Some(status) = process.status {
                    ended = Some((pid, status));
                    break;
                }
            }
        }
        if let Some((pid, _)) = ended {
            self.table.remove(&pid);
        }
        if known { Ok(ended) } else { Err(Errno::ECHILD) }
    }
}
