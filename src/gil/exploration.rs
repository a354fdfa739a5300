//! Every order of steps, wake-ups and time-outs of two and three threads, on the condition
//! variables that the engine uses.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::{Cond, DropReason, Effect, Gil, Priority, Tick, Tid, TimeSlice};
use crate::sched::{Look, TaskId, WaitQueue};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    /// Outside, with work left that needs the GIL.
    Outside,
    /// A waiter that is awake: on its way to sleep, or woken.
    Awake(Cond),
    Asleep(Cond),
    TimedOut(Cond),
    Holding,
    Released,
    Done,
}

/// A GIL whose states can be told apart.
trait Explored: Gil + Clone + Debug + Eq + Hash {
    /// The same state with the smallest numbers.
    fn smallest(&self) -> Self;
}

impl Explored for TimeSlice {
    fn smallest(&self) -> Self {
        self.canonical()
    }
}

impl Explored for Priority {
    fn smallest(&self) -> Self {
        self.canonical()
    }
}

impl Explored for Tick {
    fn smallest(&self) -> Self {
        self.clone()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World<G> {
    gil: G,
    queues: [WaitQueue; Cond::COUNT],
    threads: Vec<Thread>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Thread {
    at: At,
    /// How often it still gives the GIL up by itself, the last time for good.
    drops: u8,
    /// Its last drop was at a check point.
    yields: bool,
    eval_breaker: bool,
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Take,
    Look(Cond),
    TimeOut(Cond),
    AfterTimeOut(Cond),
    /// `yields`: at a check point, because it was asked to.
    Drop {
        yields: bool,
    },
    FinishDrop,
}

impl<G: Explored> World<G> {
    fn new(gil: G, threads: usize, drops: u8) -> World<G> {
        let thread = Thread {
            at: At::Outside,
            drops,
            yields: false,
            eval_breaker: false,
        };
        World {
            gil,
            queues: Cond::queues(),
            threads: vec![thread; threads],
        }
    }

    fn moves(&self) -> Vec<(usize, Move)> {
        let mut moves = Vec::new();
        for (index, thread) in self.threads.iter().enumerate() {
            match thread.at {
                At::Outside => moves.push((index, Move::Take)),
                At::Awake(cond) => moves.push((index, Move::Look(cond))),
                At::Asleep(cond @ (Cond::Gil | Cond::IoBound)) => {
                    moves.push((index, Move::TimeOut(cond)));
                }
                At::Asleep(_) | At::Done => {}
                At::TimedOut(cond) => moves.push((index, Move::AfterTimeOut(cond))),
                At::Holding => {
                    moves.push((index, Move::Drop { yields: false }));
                    if thread.eval_breaker || self.gil.check_interval().is_some() {
                        moves.push((index, Move::Drop { yields: true }));
                    }
                }
                At::Released => moves.push((index, Move::FinishDrop)),
            }
        }
        moves
    }

    fn queue(&mut self, cond: Cond) -> &mut WaitQueue {
        &mut self.queues[cond as usize]
    }

    /// A waiter that is awake looks. One that was woken for a semaphore is taken to be on its way
    /// to sleep: that is one of the orders in which it had not been asleep yet.
    fn look(&mut self, task: TaskId, cond: Cond) -> Look {
        let free = self.gil.holder().is_none();
        self.queue(cond).look(task, true, free)
    }

    fn apply(&mut self, index: usize, chosen: Move) {
        let tid = Tid(index as u32);
        let task = TaskId(index as u32);
        let mut effects = Vec::new();
        match chosen {
            Move::Take => self.gil.take_gil(0, tid, &mut effects),
            Move::Look(cond) => match self.look(task, cond) {
                Look::Woken => self.gil.woken(0, tid, cond, &mut effects),
                Look::Asleep => self.threads[index].at = At::Asleep(cond),
            },
            Move::TimeOut(cond) => {
                assert!(self.queue(cond).time_out(task));
                self.threads[index].at = At::TimedOut(cond);
            }
            Move::AfterTimeOut(cond) => {
                self.queue(cond).cancel(task);
                self.gil.timeout(0, tid, &mut effects);
            }
            Move::Drop { yields } => {
                self.threads[index].drops -= u8::from(!yields);
                let reason = self.reason(index, yields);
                self.threads[index].yields = yields;
                self.gil.drop_gil(0, tid, reason, &mut effects);
            }
            Move::FinishDrop => {
                let reason = self.reason(index, self.threads[index].yields);
                self.gil.finish_drop(0, tid, reason, &mut effects);
            }
        }
        for effect in effects {
            self.carry_out(index, effect);
        }
        self.gil = self.gil.smallest();
        for queue in &mut self.queues {
            *queue = queue.canonical();
        }
    }

    fn reason(&self, index: usize, yields: bool) -> DropReason {
        match (yields, self.threads[index].drops) {
            (true, _) => DropReason::Asked,
            (false, 0) => DropReason::Ends,
            (false, _) => DropReason::Itself,
        }
    }

    fn carry_out(&mut self, index: usize, effect: Effect) {
        match effect {
            Effect::Block { cond, .. } => {
                self.queue(cond).wait(TaskId(index as u32));
                self.threads[index].at = At::Awake(cond);
            }
            Effect::Signal(cond) => {
                if let Some(Some(sleeper)) = self.queue(cond).signal() {
                    self.threads[sleeper.0 as usize].at = At::Awake(cond);
                }
            }
            Effect::SetEvalBreaker { holder, .. } => {
                self.threads[holder.index()].eval_breaker = true;
            }
            Effect::ClearEvalBreaker(thread) => {
                self.threads[thread.index()].eval_breaker = false;
            }
            Effect::FailedTake(_) | Effect::Taken { .. } | Effect::Released(_) => {}
            Effect::Ready(_) => self.threads[index].at = At::Holding,
            Effect::FinishDrop(_) => self.threads[index].at = At::Released,
            Effect::Dropped(_) => {
                let over = self.threads[index].drops == 0;
                self.threads[index].at = if over { At::Done } else { At::Outside };
            }
        }
    }

    fn is_done(&self) -> bool {
        self.threads.iter().all(|thread| thread.at == At::Done)
    }

    fn assert_sound(&self) {
        let holding = |thread: &&Thread| thread.at == At::Holding;
        let holders = self.threads.iter().filter(holding).count();
        assert!(holders <= 1, "two holders: {self:#?}");
        assert_eq!(holders == 1, self.gil.holder().is_some(), "{self:#?}");
        let stuck = |thread: &Thread| matches!(thread.at, At::Asleep(_) | At::Done);
        assert!(
            self.is_done() || !self.threads.iter().all(stuck),
            "a wake-up is lost; only a time-out can help, if anything: {self:#?}"
        );
    }
}

/// Visits every state that `threads` threads with `drops` releases each can reach; returns how
/// many there are.
fn check(gil: impl Explored, threads: usize, drops: u8) -> usize {
    let start = World::new(gil, threads, drops);
    let mut numbers = FxHashMap::default();
    numbers.insert(start.clone(), 0usize);
    let mut open = VecDeque::from([start]);
    let mut came_from: Vec<Vec<usize>> = vec![Vec::new()];
    let mut done = Vec::new();
    while let Some(world) = open.pop_front() {
        let number = numbers[&world];
        world.assert_sound();
        if world.is_done() {
            done.push(number);
        }
        for (index, chosen) in world.moves() {
            let mut next = world.clone();
            next.apply(index, chosen);
            let fresh = numbers.len();
            let to = *numbers.entry(next.clone()).or_insert(fresh);
            if to == fresh {
                came_from.push(Vec::new());
                open.push_back(next);
            }
            came_from[to].push(number);
        }
    }
    // Nobody waits for ever: from every state there is a way to the end.
    let mut can_end = vec![false; came_from.len()];
    while let Some(number) = done.pop() {
        if !std::mem::replace(&mut can_end[number], true) {
            done.extend(&came_from[number]);
        }
    }
    let hopeless = numbers.iter().find(|&(_, &number)| !can_end[number]);
    assert_eq!(hopeless, None, "no way to the end from here");
    numbers.len()
}

#[test]
fn two_threads_with_switch_intervals() {
    assert!(check(TimeSlice::new(1), 2, 3) > 100);
}

#[test]
fn three_threads_with_switch_intervals() {
    assert!(check(TimeSlice::new(1), 3, 2) > 10_000);
}

#[test]
fn two_threads_with_priorities() {
    assert!(check(Priority::new(1), 2, 3) > 100);
}

#[test]
fn three_threads_with_priorities() {
    assert!(check(Priority::new(1), 3, 2) > 10_000);
}

#[test]
fn two_threads_that_count_ticks() {
    assert!(check(Tick::new(1), 2, 3) > 50);
}

#[test]
fn three_threads_that_count_ticks() {
    assert!(check(Tick::new(1), 3, 3) > 1_000);
}
