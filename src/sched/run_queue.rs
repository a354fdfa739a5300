//! One core's threads, earliest eligible virtual deadline first: Linux's EEVDF (since 6.6; here
//! as in 6.12 to 6.18).
//!
//! A thread's `vruntime` is the time that it has had; the average over the queue is what is fair.
//! A thread that has had no more than that is *eligible*, and of the eligible ones the one with the
//! earliest deadline runs: until its deadline if it stays eligible (`RUN_TO_PARITY`). A sleeper
//! keeps what it is owed, its *lag*; one that owes stays in the queue until it is eligible again
//! (`DELAY_DEQUEUE`). Left out: weights, groups, slices of different lengths.

use std::collections::BTreeSet;

use super::TaskId;
use crate::nanos::{MILLISECOND, Nanos};

/// Virtual time: nanoseconds of a core, which may fall below zero.
type Virtual = i128;

/// What the scheduler knows about a thread: `struct sched_entity`.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    vruntime: Virtual,
    deadline: Virtual,
    /// Until when it keeps the core: `vprot`.
    protected: Virtual,
    /// How much less than the fair share it had had when it left the queue: `vlag`.
    lag: Virtual,
    /// How far its deadline was away when it changed queues: `rel_deadline`.
    remaining: Option<Virtual>,
    /// It sleeps, and is in the queue only until it has paid its debt: `sched_delayed`.
    delayed: bool,
    /// It has been in a queue before.
    started: bool,
    /// Where it stands among those with the same deadline.
    arrival: u64,
}

impl Entity {
    /// Asleep, but still in its queue.
    pub fn is_delayed(&self) -> bool {
        self.delayed
    }
}

/// The entities of all threads, by `TaskId`.
pub type Entities = [Entity];

/// `struct cfs_rq`.
#[derive(Clone, Debug, Default)]
pub struct RunQueue {
    current: Option<TaskId>,
    /// By deadline, then order of arrival; without the current one.
    queue: BTreeSet<(Virtual, u64, TaskId)>,
    /// The sum of the virtual times of all, the current one included.
    sum: Virtual,
    /// How many only sleep off their debt.
    delayed: usize,
    /// The average when there was one last.
    last_average: Virtual,
    arrivals: u64,
}

impl RunQueue {
    pub fn current(&self) -> Option<TaskId> {
        self.current
    }

    /// How many threads want to run, the current one included: `h_nr_runnable`.
    pub fn runnable(&self) -> usize {
        self.waiting() + usize::from(self.current.is_some())
    }

    /// How many threads wait for the core.
    pub fn waiting(&self) -> usize {
        self.queue.len() - self.delayed
    }

    /// Whether the core has nothing to do and nothing to clear up.
    pub fn is_idle(&self) -> bool {
        self.len() == 0
    }

    /// Whether the current thread is not alone.
    pub fn is_contended(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Those who wait, the earliest deadline first.
    pub fn iter(&self, entities: &Entities) -> impl Iterator<Item = TaskId> {
        let tasks = self.queue.iter().map(|&(_, _, task)| task);
        tasks.filter(|&task| !entities[task.0 as usize].delayed)
    }

    fn len(&self) -> Virtual {
        self.queue.len() as Virtual + Virtual::from(self.current.is_some())
    }

    /// `avg_vruntime`.
    fn average(&self) -> Virtual {
        match self.len() {
            0 => self.last_average,
            length => self.sum.div_euclid(length),
        }
    }

    /// `entity_eligible`: it has had no more than the average.
    fn is_eligible(&self, entity: &Entity) -> bool {
        entity.vruntime * self.len() <= self.sum
    }

    /// `update_curr`: the current thread has run for `elapsed`. True if it has had what it is
    /// entitled to, and others wait.
    pub fn charge(&mut self, entities: &mut Entities, elapsed: Nanos, slice: Nanos) -> bool {
        let Some(task) = self.current else {
            return false;
        };
        let entity = &mut entities[task.0 as usize];
        entity.vruntime += Virtual::from(elapsed);
        self.sum += Virtual::from(elapsed);
        let over = entity.vruntime >= entity.protected;
        let late = entity.vruntime >= entity.deadline;
        if late {
            entity.deadline = entity.vruntime + Virtual::from(slice);
        }
        (over || late) && self.is_contended()
    }

    /// How long the current thread may go on before it makes room for others.
    pub fn entitled(&self, entities: &Entities) -> Nanos {
        let left = self.current.map_or(0, |task| {
            let entity = &entities[task.0 as usize];
            let left = entity.protected - entity.vruntime;
            if left > 0 {
                left
            } else {
                entity.deadline - entity.vruntime
            }
        });
        Nanos::try_from(left.max(1)).unwrap_or(Nanos::MAX)
    }

    /// `place_entity` and into the queue: a thread becomes ready, or comes from another core.
    pub fn enqueue(&mut self, entities: &mut Entities, task: TaskId, slice: Nanos) {
        let slice = Virtual::from(slice);
        let (average, others) = (self.average(), self.len());
        let entity = &mut entities[task.0 as usize];
        // Its own weight moves the average towards it: what it is owed then must still be its lag.
        let lag = match others {
            0 => 0,
            others => entity.lag * (others + 1) / others,
        };
        entity.vruntime = average - lag;
        let started = std::mem::replace(&mut entity.started, true);
        let away = entity
            .remaining
            .take()
            .unwrap_or(if started { slice } else { slice / 2 });
        entity.deadline = entity.vruntime + away;
        self.insert(entities, task);
    }

    /// A thread that sleeps off its debt becomes ready: `requeue_delayed_entity`.
    pub fn requeue(&mut self, entities: &mut Entities, task: TaskId, slice: Nanos) {
        let average = self.average();
        let entity = &mut entities[task.0 as usize];
        if average > entity.vruntime {
            self.finish_delayed(entities, task, slice);
            self.enqueue(entities, task, slice);
        } else {
            entity.delayed = false;
            self.delayed -= 1;
        }
    }

    /// The current thread falls asleep. If it has had more than its share it stays in the queue.
    pub fn sleep(&mut self, entities: &mut Entities, slice: Nanos) {
        let Some(task) = self.current else { return };
        if self.is_eligible(&entities[task.0 as usize]) {
            self.set_lag(entities, task, slice);
            self.current = None;
            self.leave(entities, task);
        } else {
            self.put_back(entities);
            entities[task.0 as usize].delayed = true;
            self.delayed += 1;
        }
    }

    /// The current thread joins those who wait.
    pub fn put_back(&mut self, entities: &mut Entities) {
        if let Some(task) = self.current.take() {
            self.sum -= entities[task.0 as usize].vruntime;
            self.insert(entities, task);
        }
    }

    /// A waiting thread moves to another core's queue, with what it is owed and its deadline.
    pub fn detach(&mut self, entities: &mut Entities, task: TaskId, slice: Nanos) {
        self.set_lag(entities, task, slice);
        let entity = &mut entities[task.0 as usize];
        entity.remaining = Some(entity.deadline - entity.vruntime);
        self.remove(entities, task);
    }

    /// Whether another thread than the current one should run now: `pick_eevdf` with the current
    /// thread's protection.
    pub fn should_switch(&mut self, entities: &mut Entities, slice: Nanos) -> bool {
        self.pick(entities, slice)
            .is_some_and(|best| self.current != Some(best))
    }

    /// Whether `task`, which has just become ready, should have the core at once
    /// (`wakeup_preempt_fair`).
    pub fn preempts(&mut self, entities: &mut Entities, task: TaskId) -> bool {
        self.best(entities) == Some(task)
    }

    /// A core without a current thread takes its next: `set_next_entity`.
    pub fn take_next(&mut self, entities: &mut Entities, slice: Nanos) -> Option<TaskId> {
        let task = self.pick(entities, slice)?;
        self.remove(entities, task);
        let entity = &mut entities[task.0 as usize];
        entity.protected = entity.deadline;
        self.sum += entity.vruntime;
        self.current = Some(task);
        Some(task)
    }

    /// `pick_next_entity`: clears away those who have slept off their debt.
    fn pick(&mut self, entities: &mut Entities, slice: Nanos) -> Option<TaskId> {
        loop {
            let best = self.best(entities)?;
            if !entities[best.0 as usize].delayed {
                return Some(best);
            }
            self.finish_delayed(entities, best, slice);
        }
    }

    /// `pick_eevdf`.
    fn best(&self, entities: &Entities) -> Option<TaskId> {
        let current = self.current.map(|task| (task, &entities[task.0 as usize]));
        if let Some((task, _)) = current
            && self.queue.is_empty()
        {
            return Some(task);
        }
        let current = current.filter(|(_, entity)| self.is_eligible(entity));
        if let Some((task, entity)) = current
            && entity.vruntime < entity.protected
        {
            return Some(task);
        }
        let mut queue = self.queue.iter();
        let first = queue.find(|&&(_, _, task)| self.is_eligible(&entities[task.0 as usize]));
        match (current, first) {
            (Some((task, entity)), Some(&(deadline, _, best))) => {
                Some(if entity.deadline < deadline {
                    task
                } else {
                    best
                })
            }
            (Some((task, _)), None) => Some(task),
            (None, first) => first.map(|&(_, _, task)| task),
        }
    }

    /// A thread that sleeps off its debt leaves the queue, owed nothing (`DELAY_ZERO`).
    fn finish_delayed(&mut self, entities: &mut Entities, task: TaskId, slice: Nanos) {
        self.set_lag(entities, task, slice);
        let entity = &mut entities[task.0 as usize];
        entity.lag = entity.lag.min(0);
        entity.delayed = false;
        self.delayed -= 1;
        self.remove(entities, task);
    }

    /// `update_entity_lag`: it is owed, or owes, two slices at most.
    fn set_lag(&self, entities: &mut Entities, task: TaskId, slice: Nanos) {
        /// `TICK_NSEC` at `CONFIG_HZ=250`.
        const LEAST_LIMIT: Virtual = 4 * MILLISECOND as Virtual;
        let limit = (2 * Virtual::from(slice)).max(LEAST_LIMIT);
        let entity = &mut entities[task.0 as usize];
        entity.lag = (self.average() - entity.vruntime).clamp(-limit, limit);
    }

    fn insert(&mut self, entities: &mut Entities, task: TaskId) {
        self.arrivals += 1;
        let entity = &mut entities[task.0 as usize];
        entity.arrival = self.arrivals;
        self.sum += entity.vruntime;
        self.queue.insert((entity.deadline, entity.arrival, task));
    }

    fn remove(&mut self, entities: &Entities, task: TaskId) {
        let entity = &entities[task.0 as usize];
        if self.queue.remove(&(entity.deadline, entity.arrival, task)) {
            self.leave(entities, task);
        }
    }

    fn leave(&mut self, entities: &Entities, task: TaskId) {
        let vruntime = entities[task.0 as usize].vruntime;
        self.sum -= vruntime;
        self.last_average = vruntime;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nanos::MICROSECOND;

    const SLICE: Nanos = 1_400 * MICROSECOND;

    /// Plays a script on one core and returns who has it after each step: `+1` thread 1 becomes
    /// ready, `z` the current one sleeps, `t2000` 2 ms go by until a tick. A thread that becomes
    /// ready in vain is shown as `waits`.
    fn check(script: &str, expect: &str) {
        let mut entities = vec![Entity::default(); 9];
        let mut queue = RunQueue::default();
        let mut shown = Vec::new();
        for word in script.split_whitespace() {
            let (op, number) = word.split_at(1);
            let number = || number.parse::<u64>().expect("a number");
            match op {
                "+" => {
                    let task = TaskId(number() as u32);
                    let over = queue.charge(&mut entities, 0, SLICE);
                    if entities[task.0 as usize].delayed {
                        queue.requeue(&mut entities, task, SLICE);
                    } else {
                        queue.enqueue(&mut entities, task, SLICE);
                    }
                    if queue.current.is_some()
                        && !queue.preempts(&mut entities, task)
                        && !(over && queue.should_switch(&mut entities, SLICE))
                    {
                        shown.push("waits".to_string());
                        continue;
                    }
                    queue.put_back(&mut entities);
                }
                "z" => queue.sleep(&mut entities, SLICE),
                "t" => {
                    let over = queue.charge(&mut entities, number() * MICROSECOND, SLICE);
                    if over && queue.should_switch(&mut entities, SLICE) {
                        queue.put_back(&mut entities);
                    }
                }
                other => panic!("unknown operation {other}"),
            }
            let current = match queue.current {
                Some(task) => Some(task),
                None => queue.take_next(&mut entities, SLICE),
            };
            shown.push(current.map_or("idle".to_string(), |task| task.0.to_string()));
            let all = queue.queue.iter().map(|&(_, _, task)| task);
            let sum: Virtual = all
                .chain(queue.current)
                .map(|task| entities[task.0 as usize].vruntime)
                .sum();
            assert_eq!(queue.sum, sum, "{script}: {word}");
        }
        assert_eq!(shown.join(" "), expect, "{script}");
    }

    #[test]
    fn equals_take_turns_of_at_least_a_slice() {
        check("+1 +2 t1000 t1000 t1000 t1000", "1 waits 2 1 1 2");
    }

    #[test]
    fn a_thread_keeps_the_core_for_its_slice_although_another_wakes_up() {
        // 1 is neither ahead nor behind when 2 comes: its slice is not over.
        check("+1 t500 +2", "1 1 waits");
    }

    #[test]
    fn a_sleeper_that_is_owed_time_takes_the_core_at_once() {
        // 2 slept with time owed to it, since 1 had run for 3 ms while it waited.
        check("+1 t500 +2 t3000 z t500 +2", "1 1 waits 2 1 1 2");
        // Alone, 1 is even: its 0.5 ms count for nothing, and what 2 is owed is unchanged.
        check("+1 t500 +2 z z +1 +2", "1 1 waits 2 idle 1 waits");
        check("+1 +2 t3000 z t1000 +2", "1 waits 2 1 1 2");
    }

    #[test]
    fn a_sleeper_that_owes_stays_in_the_queue_until_it_is_even() {
        // 1 has run ahead of 2 when it sleeps; 2 alone makes it even, and then it is gone.
        check("+1 +2 t1000 z t300 +1", "1 waits 2 1 1 1");
    }
}
