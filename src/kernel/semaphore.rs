//! POSIX semaphores.

use super::call::{Errno, Reply};
use crate::sched::TaskId;

const MAX_SEMAPHORES: usize = 1 << 20;

#[derive(Clone, Debug)]
struct Semaphore {
    value: u32,
    limit: u32,
    /// Who took it last.
    taken_by: Option<TaskId>,
}

#[derive(Clone, Debug, Default)]
pub struct Semaphores {
    all: Vec<Semaphore>,
}

impl Semaphores {
    fn get(&mut self, semaphore: i64) -> Result<&mut Semaphore, Errno> {
        let index = usize::try_from(semaphore).map_err(|_| Errno::EINVAL)?;
        self.all.get_mut(index).ok_or(Errno::EINVAL)
    }

    pub fn create(&mut self, value: u32, limit: u32) -> Result<Reply, Errno> {
        if self.all.len() >= MAX_SEMAPHORES {
            return Err(Errno::ENOSPC);
        }
        self.all.push(Semaphore {
            value,
            limit,
            taken_by: None,
        });
        Ok(Reply::Number(self.all.len() as i64 - 1))
    }

    pub fn take(&mut self, semaphore: i64, task: TaskId) -> Result<bool, Errno> {
        let semaphore = self.get(semaphore)?;
        if semaphore.value == 0 {
            return Ok(false);
        }
        semaphore.value -= 1;
        semaphore.taken_by = Some(task);
        Ok(true)
    }

    /// Reply: 0 where it is at its limit already (`SemLock.release` tells).
    pub fn post(&mut self, semaphore: i64) -> Result<Reply, Errno> {
        let semaphore = self.get(semaphore)?;
        if semaphore.value >= semaphore.limit {
            return Ok(Reply::Number(0));
        }
        semaphore.value += 1;
        Ok(Reply::Number(1))
    }

    pub fn value(&mut self, semaphore: i64) -> Result<Reply, Errno> {
        Ok(Reply::Number(self.get(semaphore)?.value.into()))
    }

    /// Who took it last, while it is down to nothing.
    pub fn holder(&self, semaphore: i64) -> Option<TaskId> {
        let semaphore = self.all.get(usize::try_from(semaphore).ok()?)?;
        (semaphore.value == 0).then_some(semaphore.taken_by)?
    }
}
