//! Cores and their run queues.
//!
//! A thread that wakes up goes to an idle core if there is one, preferably its last; else it
//! queues where it ran last. A core that runs dry takes a thread from the longest queue. Who of
//! its queue a core runs is [`RunQueue`]'s matter. Left out: hierarchies of caches.

use super::oracle::{Choice, Oracle};
use super::run_queue::{Entity, RunQueue};
use super::spec::MachineSpec;
use super::{CoreId, Distribution, TaskId};
use crate::nanos::Nanos;

/// Where a thread that woke up went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// To an idle core, which should dispatch now. Interrupting it takes the waker so long.
    Idle { core: CoreId, interrupt: Nanos },
    /// Into the queue of a busy core. `preempt`: that core should see whether to switch.
    Queued { core: CoreId, preempt: bool },
}

/// A core starts to switch to a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispatch {
    pub task: TaskId,
    /// Wake-up of the core, context switch, cold caches: time before the thread goes on.
    pub overhead: Nanos,
    /// It last ran on another core.
    pub migrated: bool,
    /// Its data is no longer in the core's caches.
    pub cold: bool,
}

#[derive(Clone, Debug, Default)]
struct Task {
    last_core: Option<CoreId>,
    /// When it last left a core.
    left: Nanos,
    affinity: Option<CoreId>,
    process: u32,
}

#[derive(Clone, Debug, Default)]
struct Core {
    queue: RunQueue,
    idle_since: Nanos,
    /// Until when the current thread's time is charged.
    charged: Nanos,
    last_task: Option<TaskId>,
    last_process: Option<u32>,
}

/// The cores.
#[derive(Clone, Debug)]
pub struct Machine {
    spec: MachineSpec,
    cores: Vec<Core>,
    tasks: Vec<Task>,
    entities: Vec<Entity>,
    /// When busy cores were balanced last.
    balanced: Nanos,
}

impl Machine {
    pub fn new(spec: MachineSpec) -> Machine {
        let cores = usize::from(spec.cores.max(1));
        Machine {
            spec,
            cores: vec![Core::default(); cores],
            tasks: Vec::new(),
            entities: Vec::new(),
            balanced: 0,
        }
    }

    pub fn cores(&self) -> u16 {
        self.cores.len() as u16
    }

    /// A new thread. An affinity to a core that is not there counts as none.
    pub fn add(&mut self, process: u32, affinity: Option<CoreId>) -> TaskId {
        let task = TaskId(self.tasks.len() as u32);
        self.tasks.push(Task {
            process,
            affinity: affinity.filter(|core| usize::from(core.0) < self.cores.len()),
            ..Task::default()
        });
        self.entities.push(Entity::default());
        task
    }

    pub fn current(&self, core: CoreId) -> Option<TaskId> {
        self.core(core).queue.current()
    }

    /// Who waits for the core, the next to run first (as things stand).
    pub fn queued(&self, core: CoreId) -> impl Iterator<Item = TaskId> {
        self.core(core).queue.iter(&self.entities)
    }

    /// Whether the core's thread has to share it.
    pub fn is_contended(&self, core: CoreId) -> bool {
        self.core(core).queue.is_contended()
    }

    /// A thread becomes ready.
    pub fn wake(&mut self, now: Nanos, task: TaskId) -> Wake {
        let delayed = self.entities[task.0 as usize].is_delayed();
        let last = self.tasks[task.0 as usize].last_core;
        let core = match last {
            Some(last) if delayed => last,
            _ => self.choose_core(task),
        };
        let over = self.charge(now, core);
        let slice = self.spec.time_slice;
        let entities = &mut self.entities;
        let queue = &mut self.cores[usize::from(core.0)].queue;
        if delayed {
            queue.requeue(entities, task, slice);
        } else {
            queue.enqueue(entities, task, slice);
        }
        if queue.current().is_none() {
            let idle = now.saturating_sub(self.core(core).idle_since);
            let interrupt = self.spec.interrupt_after(idle);
            return Wake::Idle { core, interrupt };
        }
        let preempt =
            queue.preempts(entities, task) || (over && queue.should_switch(entities, slice));
        Wake::Queued { core, preempt }
    }

    /// The current thread leaves the core, to wait or for good.
    pub fn block(&mut self, now: Nanos, core: CoreId) {
        self.charge(now, core);
        let slice = self.spec.time_slice;
        let this = &mut self.cores[usize::from(core.0)];
        this.idle_since = now;
        if let Some(task) = this.queue.current() {
            self.tasks[task.0 as usize].left = now;
        }
        this.queue.sleep(&mut self.entities, slice);
    }

    /// The current thread goes back into the queue.
    pub fn preempt(&mut self, now: Nanos, core: CoreId) {
        self.charge(now, core);
        let this = &mut self.cores[usize::from(core.0)];
        this.idle_since = now;
        if let Some(task) = this.queue.current() {
            self.tasks[task.0 as usize].left = now;
        }
        this.queue.put_back(&mut self.entities);
    }

    /// Whether a core that was told to look at its queue should switch to another thread.
    pub fn should_switch(&mut self, now: Nanos, core: CoreId) -> bool {
        self.charge(now, core);
        let queue = &mut self.cores[usize::from(core.0)].queue;
        queue.should_switch(&mut self.entities, self.spec.time_slice)
    }

    /// A core without a current thread picks one: the next of its queue, or one of the longest
    /// other whose data is no longer in that core's caches.
    pub fn dispatch(
        &mut self,
        now: Nanos,
        core: CoreId,
        oracle: &mut dyn Oracle,
    ) -> Option<Dispatch> {
        let task = self.take_next(core).or_else(|| {
            self.steal(now, core);
            self.take_next(core)
        })?;
        let idle = now.saturating_sub(self.core(core).idle_since);
        let spec = &self.spec;
        let this = &mut self.cores[usize::from(core.0)];
        let slot = &mut self.tasks[task.0 as usize];
        let mut overhead: Nanos = 0;
        if idle > 0 {
            let latency = Distribution::Lognormal {
                median: spec.wakeup_after(idle),
                sigma: spec.wakeup_sigma,
            };
            overhead = latency.sample(Choice::WakeupLatency, oracle);
        }
        let other = this.last_task.is_some_and(|last| last != task);
        if other {
            overhead = overhead.saturating_add(spec.context_switch);
        }
        if this.last_process.is_some_and(|last| last != slot.process) {
            overhead = overhead.saturating_add(spec.cache_refill);
        }
        let migrated = slot.last_core.is_some_and(|last| last != core);
        if migrated {
            overhead = overhead.saturating_add(spec.migration);
        }
        slot.last_core = Some(core);
        this.last_task = Some(task);
        this.last_process = Some(slot.process);
        this.charged = now;
        Some(Dispatch {
            task,
            overhead,
            migrated,
            cold: (other || migrated) && now.saturating_sub(slot.left) >= spec.migration_cost,
        })
    }

    fn take_next(&mut self, core: CoreId) -> Option<TaskId> {
        let queue = &mut self.cores[usize::from(core.0)].queue;
        queue.take_next(&mut self.entities, self.spec.time_slice)
    }

    /// When the current thread's time slice ends. Matters while [`Machine::is_contended`].
    pub fn slice_end(&mut self, now: Nanos, core: CoreId) -> Nanos {
        self.charge(now, core);
        let entitled = self.core(core).queue.entitled(&self.entities);
        let end = now.saturating_add(entitled);
        match self.spec.tick {
            0 => end,
            tick => end.checked_next_multiple_of(tick).unwrap_or(end),
        }
    }

    /// The current thread's slice is over. True if another should have the core.
    pub fn slice_over(&mut self, now: Nanos, core: CoreId) -> bool {
        self.charge(now, core) && self.should_switch(now, core)
    }

    fn core(&self, core: CoreId) -> &Core {
        &self.cores[usize::from(core.0)]
    }

    /// Charges the current thread for its time since it was charged last. True if it has had its
    /// slice.
    fn charge(&mut self, now: Nanos, core: CoreId) -> bool {
        let this = &mut self.cores[usize::from(core.0)];
        let elapsed = now.saturating_sub(this.charged);
        this.charged = now;
        this.queue
            .charge(&mut self.entities, elapsed, self.spec.time_slice)
    }

    /// What the tick of a busy core does with its queue: a core without a thread gets one of them
    /// at once, hot or not; one that has fewer gets one from time to time, so that three threads
    /// share two cores evenly (`load_balance`). Returns the core that got it.
    pub fn balance(&mut self, now: Nanos, core: CoreId) -> Option<CoreId> {
        let to = self.least_loaded();
        let (here, there) = (self.load(core), self.load(to));
        let due = now >= self.balanced.saturating_add(self.spec.balance_interval);
        if here <= there || (there > 0 && !due) {
            return None;
        }
        let mut waiting = self.core(core).queue.iter(&self.entities);
        let task = waiting.find(|&task| self.may_run(task, to))?;
        drop(waiting);
        if there > 0 {
            self.balanced = now;
        }
        self.pull(now, core, to, task);
        Some(to)
    }

    /// How many threads want to run on the core.
    fn load(&self, core: CoreId) -> usize {
        self.core(core).queue.runnable()
    }

    /// The first of the cores with the fewest threads.
    fn least_loaded(&self) -> CoreId {
        let cores = (0..self.cores()).map(CoreId);
        let least = cores.min_by_key(|&core| self.load(core));
        least.unwrap_or(CoreId(0))
    }

    fn may_run(&self, task: TaskId, core: CoreId) -> bool {
        let affinity = self.tasks[task.0 as usize].affinity;
        affinity.is_none_or(|only| only == core)
    }

    /// Whether the thread's data is still in the caches of the core that it last ran on.
    fn is_hot(&self, now: Nanos, task: TaskId) -> bool {
        let task = &self.tasks[task.0 as usize];
        task.last_core.is_some() && now.saturating_sub(task.left) < self.spec.migration_cost
    }

    /// The thread's only core, its last core if idle, another that is idle, else its last core
    /// however busy (`select_idle_sibling`). A new thread goes to the least loaded.
    fn choose_core(&self, task: TaskId) -> CoreId {
        let task = &self.tasks[task.0 as usize];
        if let Some(core) = task.affinity {
            return core;
        }
        let Some(last) = task.last_core else {
            return self.least_loaded();
        };
        let is_idle = |&core: &CoreId| self.core(core).queue.is_idle();
        let others = (0..self.cores()).map(CoreId);
        std::iter::once(last)
            .chain(others)
            .find(is_idle)
            .unwrap_or(last)
    }

    /// Takes the first thread that may run on `core` from the longest queue that has one.
    fn steal(&mut self, now: Nanos, core: CoreId) {
        let may_run = |&task: &TaskId| self.may_run(task, core) && !self.is_hot(now, task);
        let found = self
            .cores
            .iter()
            .enumerate()
            .filter_map(|(index, other)| {
                let task = other.queue.iter(&self.entities).find(may_run)?;
                Some((index, other.queue.waiting(), task))
            })
            .max_by_key(|&(index, length, _)| (length, std::cmp::Reverse(index)));
        if let Some((from, _, task)) = found {
            self.pull(now, CoreId(from as u16), core, task);
        }
    }

    /// A waiting thread changes cores.
    fn pull(&mut self, now: Nanos, from: CoreId, to: CoreId, task: TaskId) {
        self.charge(now, from);
        self.charge(now, to);
        let slice = self.spec.time_slice;
        let entities = &mut self.entities;
        self.cores[usize::from(from.0)]
            .queue
            .detach(entities, task, slice);
        self.cores[usize::from(to.0)]
            .queue
            .enqueue(entities, task, slice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nanos::MILLISECOND;
    use crate::sched::Seeded;

    const MS: Nanos = MILLISECOND;

    fn machine(cores: u16, tasks: usize) -> (Machine, Vec<TaskId>, Seeded) {
        let mut machine = Machine::new(MachineSpec {
            cores,
            wakeup_sigma: 0.0,
            ..MachineSpec::default()
        });
        let tasks = (0..tasks).map(|_| machine.add(0, None)).collect();
        (machine, tasks, Seeded::new(0))
    }

    fn run(machine: &mut Machine, now: Nanos, core: u16, oracle: &mut Seeded) -> (u32, Nanos) {
        let dispatch = machine.dispatch(now, CoreId(core), oracle).expect("a task");
        (dispatch.task.0, dispatch.overhead)
    }

    #[test]
    fn a_thread_wakes_on_its_last_core_if_that_is_idle() {
        let (mut machine, t, mut oracle) = machine(2, 2);
        let on = |wake| match wake {
            Wake::Idle { core, .. } => core,
            Wake::Queued { .. } => panic!("{wake:?}"),
        };
        assert_eq!(on(machine.wake(0, t[0])), CoreId(0));
        assert_eq!(run(&mut machine, 0, 0, &mut oracle), (0, 0));
        assert_eq!(on(machine.wake(MS, t[1])), CoreId(1));
        assert_eq!(run(&mut machine, MS, 1, &mut oracle), (1, 41_000));
        machine.block(2 * MS, CoreId(0));
        machine.block(2 * MS, CoreId(1));
        assert_eq!(on(machine.wake(3 * MS, t[1])), CoreId(1));
    }

    #[test]
    fn a_sleeper_preempts_a_thread_that_has_run_long() {
        let (mut machine, t, mut oracle) = machine(1, 2);
        machine.wake(0, t[1]);
        run(&mut machine, 0, 0, &mut oracle);
        machine.block(10_000, CoreId(0));
        machine.wake(10_000, t[0]);
        run(&mut machine, 10_000, 0, &mut oracle);
        let core = CoreId(0);
        let early = machine.wake(500_000, t[1]);
        assert_eq!(
            early,
            Wake::Queued {
                core,
                preempt: false
            }
        );
        machine.block(600_000, core);
        assert_eq!(run(&mut machine, 600_000, 0, &mut oracle), (1, 700));
        machine.block(610_000, core);
        machine.wake(610_000, t[0]);
        run(&mut machine, 610_000, 0, &mut oracle);
        let late = machine.wake(20 * MS, t[1]);
        assert_eq!(
            late,
            Wake::Queued {
                core,
                preempt: true
            }
        );
    }

    #[test]
    fn slices_alternate_between_equals() {
        let (mut machine, t, mut oracle) = machine(1, 2);
        let core = CoreId(0);
        machine.wake(0, t[0]);
        machine.wake(0, t[1]);
        let mut now = 0;
        let mut order = Vec::new();
        for _ in 0..4 {
            order.push(run(&mut machine, now, 0, &mut oracle).0);
            now = machine.slice_end(now, core);
            assert!(machine.slice_over(now, core));
            machine.preempt(now, core);
        }
        // Slices of 3 ms that end at ticks of 4 ms.
        assert_eq!((order, now), (vec![0, 1, 0, 1], 16 * MS));
    }

    #[test]
    fn an_idle_core_steals_but_respects_affinity() {
        let (mut machine, t, mut oracle) = machine(2, 1);
        let pinned = machine.add(0, Some(CoreId(0)));
        let free = machine.add(0, None);
        machine.wake(0, t[0]);
        run(&mut machine, 0, 0, &mut oracle);
        machine.wake(0, free);
        run(&mut machine, 0, 1, &mut oracle);
        machine.wake(0, pinned);
        machine.block(MS, CoreId(1));
        assert_eq!(machine.dispatch(MS, CoreId(1), &mut oracle), None);
        machine.wake(MS, free);
        run(&mut machine, MS, 1, &mut oracle);
        let other = machine.add(0, None);
        machine.wake(MS, other);
        machine.block(2 * MS, CoreId(0));
        assert_eq!(run(&mut machine, 2 * MS, 0, &mut oracle).0, pinned.0);
    }

    /// The longer a core has been idle, the deeper it sleeps.
    #[test]
    fn a_core_wakes_up_more_slowly_the_longer_it_was_idle() {
        let latency = |idle| {
            let (mut machine, t, mut oracle) = machine(1, 1);
            machine.wake(0, t[0]);
            run(&mut machine, 0, 0, &mut oracle);
            machine.block(MS, CoreId(0));
            let Wake::Idle { interrupt, .. } = machine.wake(MS + idle, t[0]) else {
                panic!("the core is idle");
            };
            (run(&mut machine, MS + idle, 0, &mut oracle).1, interrupt)
        };
        let after = [50_000, MS, 20 * MS].map(latency);
        let expect = [(30_000, 10_400), (41_000, 13_000), (50_000, 14_950)];
        assert_eq!(after, expect);
    }

    #[test]
    fn another_process_refills_caches() {
        let (mut machine, t, mut oracle) = machine(1, 1);
        let foreign = machine.add(1, None);
        machine.wake(0, t[0]);
        run(&mut machine, 0, 0, &mut oracle);
        machine.wake(0, foreign);
        machine.block(MS, CoreId(0));
        assert_eq!(run(&mut machine, MS, 0, &mut oracle), (foreign.0, 1_000));
    }
}
