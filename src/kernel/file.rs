//! Pipes, and the descriptors of each process that lead to them.

use std::collections::{BTreeMap, VecDeque};

use super::call::{Errno, Reply};
use super::process::Pid;
use super::queue::{Queues, WaitsFor};

/// What a pipe holds (`F_GETPIPE_SZ`).
const PIPE: usize = 64 << 10;
/// What a socket pair holds in each direction (`net.core.wmem_default`).
const SOCKET: usize = 208 << 10;
/// A write of at most so much is not divided (`PIPE_BUF`).
const ATOMIC: usize = 4096;
/// Descriptors of a process.
const MAX_FILES: usize = 4096;
/// Descriptors 0, 1 and 2 are the standard streams.
const FIRST: i64 = 3;

#[derive(Clone, Debug)]
struct Pipe {
    bytes: VecDeque<u8>,
    room: usize,
    /// Descriptors that lead to either end.
    readers: u32,
    writers: u32,
    socket: bool,
}

/// What a descriptor leads to: indices of pipes.
#[derive(Clone, Copy, Debug)]
struct End {
    source: Option<usize>,
    sink: Option<usize>,
}

#[derive(Clone, Debug, Default)]
pub struct Files {
    pipes: Vec<Option<Pipe>>,
    free: Vec<usize>,
    tables: BTreeMap<Pid, BTreeMap<i64, End>>,
    /// Ends that nobody has accepted yet, by token. Nobody else closes them.
    pending: BTreeMap<i64, End>,
    tokens: i64,
}

impl Files {
    fn end(&self, pid: Pid, fd: i64) -> Result<End, Errno> {
        let end = self.tables.get(&pid).and_then(|table| table.get(&fd));
        end.copied().ok_or(Errno::EBADF)
    }

    fn get(&mut self, pipe: usize) -> Option<&mut Pipe> {
        self.pipes.get_mut(pipe)?.as_mut()
    }

    fn new_pipe(&mut self, socket: bool) -> usize {
        let pipe = Some(Pipe {
            bytes: VecDeque::new(),
            room: if socket { SOCKET } else { PIPE },
            readers: 0,
            writers: 0,
            socket,
        });
        match self.free.pop() {
            Some(index) => {
                self.pipes[index] = pipe;
                index
            }
            None => {
                self.pipes.push(pipe);
                self.pipes.len() - 1
            }
        }
    }

    fn install(&mut self, pid: Pid, end: End) -> Result<i64, Errno> {
        let table = self.tables.entry(pid).or_default();
        if table.len() >= MAX_FILES {
            return Err(Errno::EMFILE);
        }
        // The lowest number that is free.
        let mut fd = FIRST;
        for &taken in table.keys() {
            if taken == fd {
                fd += 1;
            }
        }
        table.insert(fd, end);
        self.count(end);
        Ok(fd)
    }

    /// One descriptor more leads there.
    fn count(&mut self, end: End) {
        if let Some(pipe) = end.source.and_then(|pipe| self.get(pipe)) {
            pipe.readers += 1;
        }
        if let Some(pipe) = end.sink.and_then(|pipe| self.get(pipe)) {
            pipe.writers += 1;
        }
    }

    pub fn pipe(&mut self, pid: Pid, duplex: bool) -> Result<Reply, Errno> {
        if self
            .tables
            .get(&pid)
            .is_some_and(|it| it.len() + 2 > MAX_FILES)
        {
            return Err(Errno::EMFILE);
        }
        let forth = self.new_pipe(duplex);
        let back = duplex.then(|| self.new_pipe(true));
        let one = End {
            source: Some(forth),
            sink: back,
        };
        let other = End {
            source: back,
            sink: Some(forth),
        };
        let one = self.install(pid, one)?;
        let other = self.install(pid, other)?;
        Ok(Reply::Numbers(vec![one, other]))
    }

    pub fn connect(&mut self, pid: Pid) -> Result<Reply, Errno> {
        if self.pending.len() >= MAX_FILES {
            return Err(Errno::EAGAIN);
        }
        let (forth, back) = (self.new_pipe(true), self.new_pipe(true));
        let mine = End {
            source: Some(back),
            sink: Some(forth),
        };
        let other = End {
            source: Some(forth),
            sink: Some(back),
        };
        let fd = self.install(pid, mine)?;
        self.count(other);
        self.tokens += 1;
        self.pending.insert(self.tokens, other);
        Ok(Reply::Numbers(vec![fd, self.tokens]))
    }

    pub fn adopt(&mut self, pid: Pid, token: i64) -> Result<Reply, Errno> {
        let end = *self.pending.get(&token).ok_or(Errno::EINVAL)?;
        let fd = self.install(pid, end)?;
        self.pending.remove(&token);
        // It was counted while it waited, too.
        if let Some(pipe) = end.source.and_then(|pipe| self.get(pipe)) {
            pipe.readers -= 1;
        }
        if let Some(pipe) = end.sink.and_then(|pipe| self.get(pipe)) {
            pipe.writers -= 1;
        }
        Ok(Reply::Number(fd))
    }

    pub fn dup(&mut self, pid: Pid, fd: i64) -> Result<Reply, Errno> {
        let end = self.end(pid, fd)?;
        self.install(pid, end).map(Reply::Number)
    }

    pub fn close(&mut self, pid: Pid, fd: i64, queues: &mut Queues) -> Result<Reply, Errno> {
        let table = self.tables.get_mut(&pid).ok_or(Errno::EBADF)?;
        let end = table.remove(&fd).ok_or(Errno::EBADF)?;
        self.release(end, queues);
        Ok(Reply::Done)
    }

    fn release(&mut self, end: End, queues: &mut Queues) {
        if let Some(index) = end.source
            && let Some(pipe) = self.get(index)
        {
            pipe.readers = pipe.readers.saturating_sub(1);
            if pipe.readers == 0 {
                queues.wake_all(WaitsFor::Room(index));
            }
            self.discard(index);
        }
        if let Some(index) = end.sink
            && let Some(pipe) = self.get(index)
        {
            pipe.writers = pipe.writers.saturating_sub(1);
            if pipe.writers == 0 {
                queues.wake_all(WaitsFor::Data(index));
            }
            self.discard(index);
        }
    }

    /// Frees a pipe that nothing leads to.
    fn discard(&mut self, index: usize) {
        let unused = |pipe: &mut Pipe| pipe.readers == 0 && pipe.writers == 0;
        if self.get(index).is_some_and(unused) {
            self.pipes[index] = None;
            self.free.push(index);
        }
    }

    pub fn fork(&mut self, parent: Pid, child: Pid, inherited: Option<&[i64]>) {
        let table = self.tables.get(&parent).cloned().unwrap_or_default();
        let table: BTreeMap<i64, End> = table
            .into_iter()
            .filter(|(fd, _)| inherited.is_none_or(|fds| fds.contains(fd)))
            .collect();
        for &end in table.values() {
            self.count(end);
        }
        self.tables.insert(child, table);
    }

    pub fn close_all(&mut self, pid: Pid, queues: &mut Queues) {
        for end in self.tables.remove(&pid).unwrap_or_default().into_values() {
            self.release(end, queues);
        }
    }

    /// The pipe that the descriptor reads from.
    pub fn source(&self, pid: Pid, fd: i64) -> Option<usize> {
        self.end(pid, fd).ok()?.source
    }

    /// `None`: there is nothing yet.
    pub fn read(
        &mut self,
        pid: Pid,
        fd: i64,
        count: usize,
        queues: &mut Queues,
    ) -> Result<Option<Vec<u8>>, Errno> {
        let index = self.end(pid, fd)?.source.ok_or(Errno::EBADF)?;
        let pipe = self.get(index).ok_or(Errno::EBADF)?;
        if pipe.bytes.is_empty() {
            return Ok((pipe.writers == 0 || count == 0).then(Vec::new));
        }
        let count = count.min(pipe.bytes.len());
        let bytes = pipe.bytes.drain(..count).collect();
        if !pipe.bytes.is_empty() {
            queues.wake(WaitsFor::Data(index));
        }
        queues.wake(WaitsFor::Room(index));
        Ok(Some(bytes))
    }

    /// Writes what there is room for: how much, and into which pipe.
    pub fn write(
        &mut self,
        pid: Pid,
        fd: i64,
        bytes: &[u8],
        queues: &mut Queues,
    ) -> Result<(usize, usize), Errno> {
        let index = self.end(pid, fd)?.sink.ok_or(Errno::EBADF)?;
        let pipe = self.get(index).ok_or(Errno::EBADF)?;
        if pipe.readers == 0 {
            return Err(Errno::EPIPE);
        }
        let room = pipe.room.saturating_sub(pipe.bytes.len());
        let atomic = !pipe.socket && bytes.len() <= ATOMIC;
        let count = if atomic && room < bytes.len() {
            0
        } else {
            room.min(bytes.len())
        };
        pipe.bytes.extend(&bytes[..count]);
        if count > 0 {
            queues.wake(WaitsFor::Data(index));
            if room > count {
                queues.wake(WaitsFor::Room(index));
            }
        }
        Ok((count, index))
    }

    /// Which of the descriptors a read would not wait for.
    pub fn ready(&self, pid: Pid, fds: &[i64]) -> Vec<i64> {
        let is_ready = |&fd: &i64| match self.source(pid, fd) {
            Some(index) => match &self.pipes[index] {
                Some(pipe) => !pipe.bytes.is_empty() || pipe.writers == 0,
                None => true,
            },
            None => true,
        };
        fds.iter().copied().filter(is_ready).collect()
    }
}
