//! Sleeping on an address, and the mutex that glibc builds on it.

use std::collections::VecDeque;

use super::TaskId;

/// The threads that sleep on one address, longest first: `futex(2)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Futex {
    sleepers: VecDeque<TaskId>,
}

impl Futex {
    /// `FUTEX_WAIT`, where the value was still the expected one.
    pub fn wait(&mut self, task: TaskId) {
        self.sleepers.push_back(task);
    }

    /// `FUTEX_WAKE` of one.
    pub fn wake(&mut self) -> Option<TaskId> {
        self.sleepers.pop_front()
    }

    /// Who sleeps, longest first.
    pub fn sleepers(&self) -> impl Iterator<Item = TaskId> {
        self.sleepers.iter().copied()
    }
}

/// `pthread_mutex_t` of the normal kind. A released mutex belongs to nobody: a thread that is
/// awake can take it before the one that was woken for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mutex {
    locked: bool,
    /// The futex value 2: an unlock has to call the kernel.
    contended: bool,
    futex: Futex,
}

impl Mutex {
    /// Takes the mutex if it is free. A thread that had to wait before leaves it contended, since
    /// it cannot know whether others wait as well. A failure marks it as contended.
    pub fn try_lock(&mut self, waited: bool) -> bool {
        let free = !self.locked;
        self.contended = waited || !free;
        self.locked = true;
        free
    }

    /// `task` sleeps until an unlock wakes it.
    pub fn wait(&mut self, task: TaskId) {
        self.futex.wait(task);
    }

    /// Frees the mutex. `Some` where the kernel is called, with the thread that it wakes, if any.
    pub fn unlock(&mut self) -> Option<Option<TaskId>> {
        self.locked = false;
        std::mem::take(&mut self.contended).then(|| self.futex.wake())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncontended_mutex_never_calls_the_kernel() {
        let mut mutex = Mutex::default();
        assert!(mutex.try_lock(false));
        assert_eq!(mutex.unlock(), None);
    }

    #[test]
    fn a_woken_thread_can_be_overtaken() {
        let (mut mutex, sleeper) = (Mutex::default(), TaskId(1));
        assert!(mutex.try_lock(false));
        assert!(!mutex.try_lock(false));
        mutex.wait(sleeper);
        assert_eq!(mutex.unlock(), Some(Some(sleeper)));
        assert!(mutex.try_lock(false), "a third one is quicker");
        assert!(!mutex.try_lock(true));
        mutex.wait(sleeper);
        assert_eq!(mutex.unlock(), Some(Some(sleeper)));
        assert!(mutex.try_lock(true));
        assert_eq!(
            mutex.unlock(),
            Some(None),
            "it cannot know that it is alone"
        );
        assert!(mutex.try_lock(false));
        assert_eq!(mutex.unlock(), None);
    }
}
