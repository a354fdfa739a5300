//! The computer's cores: how many, which of them, and where a thread is.

use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};

use crate::trace::CoreIndex;

/// How many cores this process may use, at least one.
pub fn cores() -> u16 {
    let allowed = sched_getaffinity(None).map_or(1, |set| set.count());
    u16::try_from(allowed).unwrap_or(u16::MAX).max(1)
}

/// The cores of a run, in the computer's own numbers.
#[derive(Clone, Debug)]
pub struct Cpus(Vec<usize>);

impl Cpus {
    pub fn count(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or(u16::MAX)
    }

    /// The core that the calling thread is on.
    pub fn current(&self) -> CoreIndex {
        let cpu = sched_getcpu();
        let index = self.0.binary_search(&cpu).unwrap_or(0);
        CoreIndex(u16::try_from(index).unwrap_or(0))
    }

    /// Keeps the calling thread on one of them. What the system refuses stays as it was: a
    /// preference of the scenario, not a promise.
    pub fn keep_on(&self, core: u16) {
        if let Some(&cpu) = self.0.get(usize::from(core)) {
            let mut one = CpuSet::new();
            one.set(cpu);
            let _ = sched_setaffinity(None, &one);
        }
    }
}

/// The calling thread, and those that it starts, are kept on some cores until this is dropped.
pub struct Pinned {
    before: Option<CpuSet>,
    cpus: Cpus,
}

impl Pinned {
    pub fn cpus(&self) -> Cpus {
        self.cpus.clone()
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = sched_setaffinity(None, before);
        }
    }
}

/// Keeps the calling thread on the first `cores` of those that it may use; 0 for all.
pub fn pin(cores: u16) -> Pinned {
    let Ok(allowed) = sched_getaffinity(None) else {
        let cpus = Cpus(vec![0]);
        return Pinned { before: None, cpus };
    };
    let mut usable: Vec<usize> = (0..CpuSet::MAX_CPU)
        .filter(|&cpu| allowed.is_set(cpu))
        .collect();
    if cores == 0 || usize::from(cores) >= usable.len() {
        let cpus = Cpus(usable);
        return Pinned { before: None, cpus };
    }
    let mut first = CpuSet::new();
    for &cpu in &usable[..usize::from(cores)] {
        first.set(cpu);
    }
    let before = sched_setaffinity(None, &first).ok().map(|()| allowed);
    if before.is_some() {
        usable.truncate(usize::from(cores));
    }
    let cpus = Cpus(usable);
    Pinned { before, cpus }
}
