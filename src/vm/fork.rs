//! A process's copy of its parent's memory, and the kernel's answers as values.

use std::sync::atomic::Ordering;

use super::exit::ThreadId;
use super::heap::{Body, Heap};
use super::interpreter::Interpreter;
use super::modules::ThreadHandle;
use super::objects::exception::os_error_class;
use super::value::{Ref, Value};
use crate::kernel::{Errno, Pid, Reply};

impl Interpreter {
    /// What `fork` makes: everything as it is here, and of the threads `thread` alone. Locks that
    /// others hold stay held, and nobody is left to release them.
    pub fn fork(&self, thread: ThreadId, pid: Pid) -> Interpreter {
        let mut child = self.clone();
        child.parent_pid = self.pid;
        child.pid = i64::from(pid.0);
        child.process_name = None;
        child.number = 0;
        child.main_thread = thread;
        child.live_threads = 1;
        if let Some(ledger) = child.counting.as_mut().and_then(|it| it.ledger.as_mut()) {
            *ledger = ledger.fresh();
        }
        // Signals and alarms are the parent's.
        child.signals.arrived = child.signals.arrived.for_child();
        child.signals.alarm = None;
        let mut gone = Vec::new();
        for (index, slot) in child.threads.iter_mut().enumerate() {
            if index != thread.0 as usize
                && let Some(thread) = slot.take()
            {
                gone.extend(thread.handle.as_ref());
            }
        }
        if let Some(thread) = child
            .threads
            .get_mut(thread.0 as usize)
            .and_then(Option::as_mut)
        {
            thread.instructions = 0;
        }
        for lock in child.heap.locks_mut() {
            lock.waiters = 0;
            if let Some(semaphore) = lock.semaphore.take()
                && semaphore.load(Ordering::Acquire)
            {
                lock.count = lock.count.max(1);
            }
        }
        for handle in gone {
            child.end_handle(handle);
        }
        child
    }

    /// `ThreadHandle_set_done` for a thread that is not there after a fork.
    fn end_handle(&mut self, handle: Ref) {
        let Some(state) = self.heap.payload_mut::<ThreadHandle>(handle) else {
            return;
        };
        state.done = true;
        let lock = state.lock;
        if let Body::Lock(lock) = self.heap.body_mut(lock) {
            lock.free();
        }
    }

    /// The process is over: its memory goes. What is known of its threads stays.
    pub fn release_memory(&mut self) {
        self.heap = Heap::default();
        self.threads = Vec::new();
        self.at_start = None;
        self.atexit = Vec::new();
    }

    /// What a call to the kernel came to, and whether that is an exception.
    pub(super) fn reply_value(&mut self, reply: &Reply) -> (Value, bool) {
        let value = match reply {
            Reply::Done => Value::None,
            Reply::Number(number) => Value::Int(*number),
            Reply::Numbers(numbers) => {
                let numbers = numbers.iter().copied().map(Value::Int).collect();
                self.new_tuple(numbers)
            }
            Reply::Bytes(bytes) => {
                let body = Body::Bytes(bytes.as_slice().into());
                Value::Obj(self.heap.alloc(super::types::BYTES, body))
            }
            Reply::Error(errno) => {
                let text = match *errno {
                    Errno(errno) => super::modules::posix::error_text(errno),
                };
                let text = self.new_string(text);
                let class = os_error_class(errno.0);
                return (
                    self.new_exception(class, &[Value::Int(errno.0), text]),
                    true,
                );
            }
        };
        (value, false)
    }
}
