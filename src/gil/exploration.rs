//! Every order of steps, wake-ups and time-outs of two and three threads, on the condition
//! variables that the engine uses.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::{Cond, Effect, Gil, Tid, TimeSlice};
use crate::sched::{CondVar, Look, TaskId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    /// Outside, with work left that needs the GIL.
    Outside,
    /// A waiter that is awake: on its way to sleep, or woken.
    Awake(Cond),
    Asleep(Cond),
    TimedOut,
    Holding,
    Released,
    Done,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    gil: TimeSlice,
    gil_cond: CondVar,
    switch_cond: CondVar,
    threads: Vec<Thread>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Thread {
    at: At,
    /// How often it still gives the GIL up by itself, the last time for good.
    drops: u8,
    eval_breaker: bool,
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Take,
    Look(Cond),
    TimeOut,
    AfterTimeOut,
    /// `yields`: at a check point, because it was asked to.
    Drop {
        yields: bool,
    },
    FinishDrop,
}

impl World {
    fn new(threads: usize, drops: u8) -> World {
        let thread = Thread {
            at: At::Outside,
            drops,
            eval_breaker: false,
        };
        World {
            gil: TimeSlice::new(1),
            gil_cond: CondVar::default(),
            switch_cond: CondVar::default(),
            threads: vec![thread; threads],
        }
    }

    fn moves(&self) -> Vec<(usize, Move)> {
        let mut moves = Vec::new();
        for (index, thread) in self.threads.iter().enumerate() {
            match thread.at {
                At::Outside => moves.push((index, Move::Take)),
                At::Awake(cond) => moves.push((index, Move::Look(cond))),
                At::Asleep(Cond::Gil) => moves.push((index, Move::TimeOut)),
                At::Asleep(Cond::Switch) | At::Done => {}
                At::TimedOut => moves.push((index, Move::AfterTimeOut)),
                At::Holding => {
                    moves.push((index, Move::Drop { yields: false }));
                    if thread.eval_breaker {
                        moves.push((index, Move::Drop { yields: true }));
                    }
                }
                At::Released => moves.push((index, Move::FinishDrop)),
            }
        }
        moves
    }

    fn cond(&mut self, cond: Cond) -> &mut CondVar {
        match cond {
            Cond::Gil => &mut self.gil_cond,
            Cond::Switch => &mut self.switch_cond,
        }
    }

    fn apply(&mut self, index: usize, chosen: Move) {
        let tid = Tid(index as u32);
        let task = TaskId(index as u32);
        let mut effects = Vec::new();
        match chosen {
            Move::Take => self.gil.take_gil(0, tid, &mut effects),
            Move::Look(cond) => match self.cond(cond).look(task) {
                Look::Woken => self.gil.woken(0, tid, cond, &mut effects),
                Look::Asleep => self.threads[index].at = At::Asleep(cond),
            },
            Move::TimeOut => {
                assert!(self.gil_cond.time_out(task));
                self.threads[index].at = At::TimedOut;
            }
            Move::AfterTimeOut => {
                self.gil_cond.cancel(task);
                self.gil.timeout(0, tid, &mut effects);
            }
            Move::Drop { yields } => {
                self.threads[index].drops -= u8::from(!yields);
                self.gil.drop_gil(0, tid, &mut effects);
            }
            Move::FinishDrop => {
                let last = self.threads[index].drops == 0;
                self.gil.finish_drop(0, tid, last, &mut effects);
            }
        }
        for effect in effects {
            self.carry_out(index, effect);
        }
        self.gil = self.gil.canonical();
        self.gil_cond = self.gil_cond.canonical();
        self.switch_cond = self.switch_cond.canonical();
    }

    fn carry_out(&mut self, index: usize, effect: Effect) {
        match effect {
            Effect::Block { cond, .. } => {
                self.cond(cond).wait(TaskId(index as u32));
                self.threads[index].at = At::Awake(cond);
            }
            Effect::Signal(cond) => {
                if let Some(sleeper) = self.cond(cond).signal() {
                    self.threads[sleeper.0 as usize].at = At::Awake(cond);
                }
            }
            Effect::SetEvalBreaker { holder, .. } => {
                self.threads[holder.index()].eval_breaker = true;
            }
            Effect::ClearEvalBreaker(thread) => {
                self.threads[thread.index()].eval_breaker = false;
            }
            Effect::FailedTake(_) => {}
            Effect::Ready { .. } => self.threads[index].at = At::Holding,
            Effect::Released(_) => self.threads[index].at = At::Released,
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
fn check(threads: usize, drops: u8) -> usize {
    let start = World::new(threads, drops);
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
fn two_threads() {
    assert!(check(2, 3) > 100);
}

#[test]
fn three_threads() {
    assert!(check(3, 2) > 10_000);
}
