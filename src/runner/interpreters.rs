//! The interpreters inside one process, and the queues between them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::kernel::{Errno, Reply};
use crate::vm::{InterpreterCall, InterpreterId};

/// The one of a process, for all programs that it is divided into: under the live engine each of
/// its interpreters is a program of its own.
#[derive(Debug, Default)]
pub(super) struct Registry(Arc<Mutex<Interpreters>>);

impl Registry {
    pub(super) fn new(interpreters: Interpreters) -> Registry {
        Registry(Arc::new(Mutex::new(interpreters)))
    }

    /// The same one, for another program of the process.
    pub(super) fn shared(&self) -> Registry {
        Registry(self.0.clone())
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Interpreters> {
        // Nothing is left half done where a thread panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Another one, which is the same so far.
impl Clone for Registry {
    fn clone(&self) -> Registry {
        Registry::new(self.lock().clone())
    }
}

/// What CPython keeps for the whole process: which interpreters there are, by their number there,
/// and the queues.
#[derive(Clone, Debug, Default)]
pub(super) struct Interpreters {
    all: BTreeMap<i64, Sub>,
    queues: BTreeMap<i64, Queue>,
    last_interpreter: i64,
    last_queue: i64,
    /// What the items in all queues take.
    bytes: usize,
}

#[derive(Clone, Debug)]
struct Sub {
    id: InterpreterId,
    /// A thread has gone over into it.
    entered: bool,
}

/// Items are bytes: no object is ever in two heaps.
#[derive(Clone, Debug)]
struct Queue {
    /// 0 or less is none.
    limit: i64,
    /// What becomes of an item whose interpreter is gone, unless the item has its own.
    unbound: i64,
    items: VecDeque<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    bytes: Vec<u8>,
    unbound: i64,
    /// The interpreter that has put it.
    from: i64,
    /// Which is gone.
    orphaned: bool,
}

/// The item leaves the queue with the interpreter that put it (`UNBOUND_REMOVE`).
const REMOVE: i64 = 1;
/// An item has no wish of its own.
const AS_QUEUE: i64 = -1;

impl Interpreters {
    /// What a child has after `fork`: the queues, and its own interpreter alone.
    pub(super) fn forked(&self) -> Interpreters {
        Interpreters {
            all: BTreeMap::new(),
            queues: self.queues.clone(),
            last_interpreter: self.last_interpreter,
            last_queue: self.last_queue,
            bytes: self.bytes,
        }
    }

    /// The number of one that is being made.
    pub(super) fn next_number(&mut self) -> i64 {
        self.last_interpreter = self.last_interpreter.saturating_add(1);
        self.last_interpreter
    }

    /// It can be entered from now on.
    pub(super) fn add(&mut self, number: i64, id: InterpreterId) {
        let entered = false;
        self.all.insert(number, Sub { id, entered });
    }

    /// Lets a thread in, if nobody is inside.
    pub(super) fn enter(&mut self, number: i64) -> Result<InterpreterId, Errno> {
        let sub = self.all.get_mut(&number).ok_or(Errno::ESRCH)?;
        if std::mem::replace(&mut sub.entered, true) {
            return Err(Errno::EBUSY);
        }
        Ok(sub.id)
    }

    pub(super) fn leave(&mut self, number: i64) {
        if let Some(sub) = self.all.get_mut(&number) {
            sub.entered = false;
        }
    }

    fn is_running(&self, number: i64) -> Reply {
        match self.all.get(&number) {
            Some(sub) => Reply::Number(sub.entered.into()),
            // Its main thread is always inside.
            None if number == 0 => Reply::Number(1),
            None => Reply::Error(Errno::ESRCH),
        }
    }

    fn numbers(&self) -> Reply {
        Reply::Numbers(std::iter::once(0).chain(self.all.keys().copied()).collect())
    }

    /// Takes it out of the list, and its items out of those queues that want no orphans.
    pub(super) fn destroy(&mut self, number: i64) -> Result<InterpreterId, Errno> {
        let id = self.enter(number)?;
        self.all.remove(&number);
        for queue in self.queues.values_mut() {
            for item in queue.items.iter_mut().filter(|item| item.from == number) {
                item.orphaned = true;
                self.bytes = self.bytes.saturating_sub(item.bytes.len());
                item.bytes = Vec::new();
            }
            queue
                .items
                .retain(|item| !item.orphaned || item.unbound != REMOVE);
        }
        Ok(id)
    }

    /// What a thread of the interpreter `own` asks that is about the list and the queues alone.
    /// Those that make and end interpreters ask elsewhere.
    pub(super) fn ask(&mut self, own: i64, call: InterpreterCall) -> Reply {
        match call {
            InterpreterCall::Create | InterpreterCall::Destroy(_) => Reply::Error(Errno::ENOSYS),
            InterpreterCall::List => self.numbers(),
            InterpreterCall::IsRunning(number) => self.is_running(number),
            InterpreterCall::NewQueue { limit, unbound } => self.new_queue(limit, unbound),
            InterpreterCall::Put {
                queue,
                item,
                unbound,
            } => self.put(queue, item, unbound, own),
            InterpreterCall::Get(queue) => self.get(queue),
            InterpreterCall::QueueState(queue) => self.queue_state(queue),
            InterpreterCall::CloseQueue(queue) => self.close_queue(queue),
            InterpreterCall::Queues => self.queues(),
        }
    }

    /// What the queues take.
    pub(super) fn bytes(&self) -> usize {
        let empty = self.queues.len().saturating_mul(size_of::<Queue>());
        self.bytes.saturating_add(empty)
    }

    fn new_queue(&mut self, limit: i64, unbound: i64) -> Reply {
        self.last_queue = self.last_queue.saturating_add(1);
        let items = VecDeque::new();
        let queue = Queue {
            limit,
            unbound,
            items,
        };
        self.queues.insert(self.last_queue, queue);
        Reply::Number(self.last_queue)
    }

    fn put(&mut self, queue: i64, bytes: Vec<u8>, unbound: i64, from: i64) -> Reply {
        let Some(queue) = self.queues.get_mut(&queue) else {
            return Reply::Error(Errno::ENOENT);
        };
        if queue.is_full() {
            return Reply::Error(Errno::ENOSPC);
        }
        let unbound = match unbound {
            AS_QUEUE => queue.unbound,
            own => own,
        };
        self.bytes = self.bytes.saturating_add(Item::size(&bytes));
        queue.items.push_back(Item {
            bytes,
            unbound,
            from,
            orphaned: false,
        });
        Reply::Done
    }

    fn get(&mut self, queue: i64) -> Reply {
        let Some(queue) = self.queues.get_mut(&queue) else {
            return Reply::Error(Errno::ENOENT);
        };
        let Some(item) = queue.items.pop_front() else {
            return Reply::Error(Errno::EAGAIN);
        };
        self.bytes = self.bytes.saturating_sub(Item::size(&item.bytes));
        match item.orphaned {
            true => Reply::Number(item.unbound),
            false => Reply::Bytes(item.bytes),
        }
    }

    fn queue_state(&self, queue: i64) -> Reply {
        match self.queues.get(&queue) {
            None => Reply::Error(Errno::ENOENT),
            Some(queue) => {
                let count = i64::try_from(queue.items.len()).unwrap_or(i64::MAX);
                Reply::Numbers(vec![count, queue.limit, queue.unbound])
            }
        }
    }

    fn close_queue(&mut self, queue: i64) -> Reply {
        match self.queues.remove(&queue) {
            None => Reply::Error(Errno::ENOENT),
            Some(queue) => {
                let items = queue.items.iter().map(|item| Item::size(&item.bytes));
                self.bytes = self.bytes.saturating_sub(items.sum());
                Reply::Done
            }
        }
    }

    fn queues(&self) -> Reply {
        Reply::Numbers(self.queues.keys().copied().collect())
    }
}

impl Item {
    fn size(bytes: &[u8]) -> usize {
        bytes.len().saturating_add(size_of::<Item>())
    }
}

impl Queue {
    fn is_full(&self) -> bool {
        let limit = usize::try_from(self.limit).unwrap_or(0);
        limit > 0 && self.items.len() >= limit
    }
}
