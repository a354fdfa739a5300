//! glibc's condition variable (2.25 and later) as a pure machine: whom a signal really wakes.
//!
//! Waiters join the younger of two groups. A signal spends a token on the older group; when
//! everybody there has been signalled, the younger group takes its place. A token wakes the
//! longest sleeper of the group's futex, but it belongs to nobody: any waiter of that group that
//! looks first consumes it. A waiter that has just timed out and waits again on its own core is
//! in that group and awake, while the sleeper still needs tens of microseconds to wake up. It
//! often wins, and the sleeper goes back to the *end* of the futex queue. That is the long tail
//! of waits for the GIL.
//!
//! Left out: a signaller that closes a group waits there for its last waiters to leave (up to
//! glibc 2.40); here they leave on their own.

use std::collections::{BTreeMap, VecDeque};

use super::TaskId;

/// What a waiter finds when it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// A token, now consumed: its wait is over.
    Woken,
    /// Nothing. It sleeps now, last in its group's futex queue.
    Asleep,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Group {
    /// `__g_signals`: tokens that nobody has consumed yet.
    tokens: u32,
    /// `__g_size`: waiters for whom no token has been spent yet.
    unsignalled: u32,
    /// Who sleeps on the group's futex, longest first.
    sleepers: VecDeque<TaskId>,
}

/// One `pthread_cond_t`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CondVar {
    /// The group that signals go to (G1).
    older: Group,
    /// The group that new waiters join (G2).
    younger: Group,
    /// Number of the older group; the younger is one more, all below are closed.
    older_number: u64,
    /// Waiters and the number of the group of each.
    waiters: BTreeMap<TaskId, u64>,
}

impl CondVar {
    /// `task` becomes a waiter. It is awake still: [`CondVar::look`] comes next.
    pub fn wait(&mut self, task: TaskId) {
        self.younger.unsignalled += 1;
        self.waiters.insert(task, self.older_number + 1);
    }

    /// A waiter that is awake looks for a token, and sleeps if there is none.
    pub fn look(&mut self, task: TaskId) -> Look {
        let Some(&number) = self.waiters.get(&task) else {
            return Look::Woken;
        };
        let woken = match self.group(number) {
            None => true,
            Some(group) if group.tokens > 0 => {
                group.tokens -= 1;
                true
            }
            Some(group) => {
                group.sleepers.push_back(task);
                false
            }
        };
        if !woken {
            return Look::Asleep;
        }
        self.waiters.remove(&task);
        Look::Woken
    }

    /// `pthread_cond_signal`. `None`: nobody waits. `Some`: the kernel is called, and wakes this
    /// sleeper, which has to look; none where those who could take the token are all awake.
    pub fn signal(&mut self) -> Option<Option<TaskId>> {
        if self.older.unsignalled == 0 {
            if self.younger.unsignalled == 0 {
                return None;
            }
            self.older = std::mem::take(&mut self.younger);
            self.older_number += 1;
        }
        self.older.unsignalled -= 1;
        self.older.tokens += 1;
        Some(self.older.sleepers.pop_front())
    }

    /// The kernel ends a sleeper's wait because its time ran out. It still counts as a waiter
    /// until it runs and calls [`CondVar::cancel`]. False if it does not sleep.
    pub fn time_out(&mut self, task: TaskId) -> bool {
        let Some(&number) = self.waiters.get(&task) else {
            return false;
        };
        let Some(group) = self.group(number) else {
            return false;
        };
        // Mostly the first: who has slept longest times out first.
        let at = group.sleepers.iter().position(|&sleeper| sleeper == task);
        at.and_then(|at| group.sleepers.remove(at)).is_some()
    }

    /// `__condvar_cancel_waiting`: a waiter that timed out leaves. If a token was spent on
    /// everybody in its group, it takes one of those signals with it, unused.
    pub fn cancel(&mut self, task: TaskId) {
        let Some(number) = self.waiters.remove(&task) else {
            return;
        };
        if let Some(group) = self.group(number) {
            group.unsignalled = group.unsignalled.saturating_sub(1);
        }
    }

    /// Who sleeps, in the order in which signals wake them.
    pub fn sleepers(&self) -> impl Iterator<Item = TaskId> {
        self.older
            .sleepers
            .iter()
            .chain(&self.younger.sleepers)
            .copied()
    }

    /// The same state with the smallest group numbers.
    #[cfg(test)]
    pub fn canonical(&self) -> CondVar {
        let mut canonical = self.clone();
        canonical.older_number = 1;
        for number in canonical.waiters.values_mut() {
            *number = (*number + 1).saturating_sub(self.older_number);
        }
        canonical
    }

    fn group(&mut self, number: u64) -> Option<&mut Group> {
        if number == self.older_number {
            Some(&mut self.older)
        } else if number == self.older_number + 1 {
            Some(&mut self.younger)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a script of operations and returns what each look and signal found.
    fn check(script: &str, expect: &str) {
        let mut cond = CondVar::default();
        let mut found = Vec::new();
        for word in script.split_whitespace() {
            let (op, task) = word.split_at(1);
            let task = || TaskId(task.parse().expect("a number"));
            match op {
                "w" => cond.wait(task()),
                "l" => found.push(match cond.look(task()) {
                    Look::Woken => "woken".to_string(),
                    Look::Asleep => "asleep".to_string(),
                }),
                "s" => found.push(match cond.signal() {
                    Some(Some(task)) => format!("wake {}", task.0),
                    Some(None) => "awake".to_string(),
                    None => "nobody".to_string(),
                }),
                "t" => found.push(format!("{}", cond.time_out(task()))),
                "c" => cond.cancel(task()),
                other => panic!("unknown operation {other}"),
            }
        }
        assert_eq!(found.join(", "), expect, "{script}");
    }

    #[test]
    fn a_signal_without_waiters_is_lost() {
        check("s w1 l1", "nobody, asleep");
    }

    #[test]
    fn sleepers_wake_in_order_when_nobody_races() {
        check(
            "w1 l1 w2 l2 s l1 s l2",
            "asleep, asleep, wake 1, woken, wake 2, woken",
        );
    }

    #[test]
    fn a_waiter_on_its_way_to_sleep_steals_the_token() {
        // 2 is awake when the signal wakes 1; 1 finds nothing and sleeps again.
        check(
            "w1 l1 w2 s l2 l1 s l1",
            "asleep, wake 1, woken, asleep, wake 1, woken",
        );
    }

    #[test]
    fn a_robbed_sleeper_queues_behind_its_group() {
        check(
            "w1 l1 w2 l2 w3 s l3 l1 s l2 s l1",
            "asleep, asleep, wake 1, woken, asleep, wake 2, woken, wake 1, woken",
        );
    }

    #[test]
    fn a_newcomer_cannot_steal_from_an_older_group() {
        check("w1 l1 s w2 l2 l1", "asleep, wake 1, asleep, woken");
    }

    #[test]
    fn the_older_group_is_served_before_the_younger() {
        // 1 and 2 form the older group at the first signal, 3 joins the younger.
        check(
            "w1 l1 w2 l2 s w3 l3 l1 s l2 s l3",
            "asleep, asleep, wake 1, asleep, woken, wake 2, woken, wake 3, woken",
        );
    }

    #[test]
    fn a_signal_can_fall_on_a_waiter_that_is_timing_out() {
        // 1 has timed out but not run yet: the signal is spent on it, and 2 is not woken.
        check(
            "w1 l1 t1 s c1 w2 l2 s l2",
            "asleep, true, awake, asleep, wake 2, woken",
        );
    }

    #[test]
    fn a_woken_sleeper_cannot_time_out() {
        check("w1 l1 s t1 l1", "asleep, wake 1, false, woken");
    }
}
