//! Predict mode: who takes the GIL next? The question, the score, and why it was that thread.

use super::tape::{Release, Tape};
use crate::metrics::units::duration;
use crate::nanos::Nanos;
use crate::sim::GilView;
use crate::trace::{MarkKind, State};
use crate::vm::{InterpreterId, ThreadId};

/// A GIL is free, and somebody waits for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub release: Release,
    at: Nanos,
    /// Those who wait, in the order in which a signal wakes them: since when, and whether asleep.
    waiters: Vec<(ThreadId, Nanos, bool)>,
    /// All who may be named: the waiters, the thread that let go, and the rest of the living.
    pub candidates: Vec<ThreadId>,
    pub answer: Option<ThreadId>,
}

/// How often the answer was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub right: u32,
    pub asked: u32,
}

impl Question {
    /// What there is to ask about `release`, which has just happened.
    pub fn new(tape: &Tape, release: Release) -> Option<Question> {
        let gil = gil(tape, release.interpreter)?;
        let waiters: Vec<_> = gil
            .waiters
            .iter()
            .filter(|waiter| waiter.thread != release.by)
            .map(|waiter| (waiter.thread, waiter.since, waiter.asleep))
            .collect();
        let mut candidates: Vec<ThreadId> = waiters.iter().map(|&(thread, ..)| thread).collect();
        candidates.push(release.by);
        for thread in tape.run().threads() {
            let lives = thread.state.is_some_and(|state| state != State::Idle);
            if lives
                && thread.interpreter == release.interpreter
                && !candidates.contains(&thread.id)
            {
                candidates.push(thread.id);
            }
        }
        Some(Question {
            release,
            at: tape.now(),
            waiters,
            candidates,
            answer: None,
        })
    }

    /// Whether it is the same question: it need not be asked twice in a row.
    pub fn is_like(&self, other: &Question) -> bool {
        let names = |question: &Question| -> Vec<ThreadId> {
            question
                .waiters
                .iter()
                .map(|&(thread, ..)| thread)
                .collect()
        };
        self.release == other.release && names(self) == names(other)
    }

    /// Who has taken the GIL since, if somebody has.
    pub fn taken(&self, tape: &Tape) -> Option<ThreadId> {
        gil(tape, self.release.interpreter)?
            .holder
            .map(|(holder, _)| holder)
    }

    /// Why `taker` has it now, as a class should hear it.
    pub fn explain(
        &self,
        tape: &Tape,
        taker: ThreadId,
        name: impl Fn(ThreadId) -> String,
    ) -> String {
        let after = duration(tape.now().saturating_sub(self.at));
        let by = self.release.by;
        let waited = |thread: ThreadId| self.waiters.iter().position(|&(it, ..)| it == thread);
        let since = |index: usize| duration(self.at.saturating_sub(self.waiters[index].1));
        let first = self.waiters.first().map(|&(thread, ..)| thread);
        if taker == by {
            let others: Vec<String> = self.waiters.iter().map(|&(it, ..)| name(it)).collect();
            return format!(
                "{} took it back {after} later. Letting go only signals: {} had still to wake up, \
                 and found the GIL locked again.",
                name(taker),
                others.join(", ")
            );
        }
        let failed = tape.recent().rev().find(|(mark, _)| {
            mark.kind == MarkKind::FailedTake && mark.at >= self.at && mark.thread.0 != taker.0
        });
        let robbed = failed.map_or_else(String::new, |(mark, _)| {
            let loser = name(ThreadId(mark.thread.0));
            format!(" {loser} woke up for it too, and found it locked.")
        });
        match waited(taker) {
            Some(0) if self.waiters.len() == 1 => format!(
                "{} took it {after} later: it was the only one who waited, for {}.{robbed}",
                name(taker),
                since(0)
            ),
            Some(0) => format!(
                "{} took it {after} later: it was first in the queue, so the signal woke it.{robbed}",
                name(taker)
            ),
            Some(index) if !self.waiters[index].2 => format!(
                "{} took it {after} later: it was awake when the GIL became free, and quicker than \
                 {}, who had to wake up.{robbed}",
                name(taker),
                first.map_or_else(String::new, &name)
            ),
            Some(index) => format!(
                "{} took it {after} later, after {} of waiting: {} stood before it in the queue, but \
                 came too late.{robbed}",
                name(taker),
                since(index),
                first.map_or_else(String::new, &name)
            ),
            None => format!(
                "{} took it {after} later: it was not waiting when the GIL became free; it came by \
                 while {} was still waking up.{robbed}",
                name(taker),
                first.map_or_else(String::new, &name)
            ),
        }
    }
}

fn gil(tape: &Tape, interpreter: InterpreterId) -> Option<GilView> {
    let gils = tape.run().gils().into_iter();
    gils.into_iter().find(|gil| gil.interpreter == interpreter)
}
