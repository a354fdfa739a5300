//! Reference counts that nothing protects: loads, additions and stores, and what gets lost when two
//! cores do them at a time.
//!
//! A change loads the count, and what it stores is seen by other cores a window later
//! (`bench/machine/reference_counts.c` measures it); its own core sees it at once, in the store
//! buffer. A store overwrites what others have stored since the load: these changes are lost.
//! gilsim's own heap counts nothing, so that the program goes on unharmed; the ledger keeps for each
//! object by how much CPython's count would be wrong.
//!
//! Cores run ahead of one another by less than [`AHEAD`]. So changes wait that long until they are
//! played in the order of their times.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::report::{Collision, Miscount, ReferenceReport};
use super::steps::Change;
use crate::nanos::Nanos;
use crate::vm::code::CodeId;
use crate::vm::exit::ThreadId;
use crate::vm::value::Ref;

/// The instruction that changes a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    pub thread: ThreadId,
    pub code: CodeId,
    pub index: u32,
}

/// A change of one object's count that began at some time.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    pub start: Nanos,
    pub change: Change,
    pub site: Site,
}

/// A change that has been overwritten by the store of another.
#[derive(Clone, Copy, Debug)]
struct Clash {
    lost: Count,
    kept: Count,
}

/// A change whose store is still in its core's store buffer.
#[derive(Clone, Copy, Debug)]
struct Buffered {
    count: Count,
    /// The stores that the count which was loaded has in it: all before this one, and the
    /// thread's own.
    seen: u64,
}

/// A store that every core sees.
#[derive(Clone, Copy, Debug)]
struct Stored {
    count: Count,
    lost: bool,
}

/// An object that more than one thread has counted.
#[derive(Clone, Debug, Default)]
struct Watched {
    /// Changes to be played, by time.
    waiting: VecDeque<Count>,
    buffered: VecDeque<Buffered>,
    /// The last stores. The first of them is the `forgotten`-th.
    stored: VecDeque<Stored>,
    forgotten: u64,
    lost_increments: u64,
    lost_decrements: u64,
    /// The last lost increment and the last lost decrement.
    too_low: Option<Clash>,
    too_high: Option<Clash>,
    /// How many references there are, as far as that has been followed since the count is too low.
    references: Option<i64>,
    /// When its count came to nought, and the references that were left.
    freed: Option<(Nanos, i64)>,
    name: String,
}

impl Watched {
    /// By how much the count is too high.
    fn off_by(&self) -> i64 {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        signed(self.lost_decrements) - signed(self.lost_increments)
    }

    fn has_lost(&self) -> bool {
        self.lost_increments + self.lost_decrements > 0
    }

    /// Adds a change to those that wait.
    fn wait(&mut self, count: Count) {
        let order = |it: &Count| (it.start, it.site.thread);
        let after = self.waiting.iter().rev();
        let later = after.take_while(|it| order(it) > order(&count)).count();
        self.waiting.insert(self.waiting.len() - later, count);
    }

    /// Plays the changes that began before `until`. Whether a reference was dropped.
    fn play(&mut self, until: Nanos, window: Nanos) -> bool {
        let mut dropped = false;
        while let Some(count) = self.waiting.front().copied()
            && count.start < until
        {
            self.waiting.pop_front();
            self.store(count.start, window);
            let own = |it: &&Buffered| it.count.site.thread == count.site.thread;
            let forwarded = self.buffered.iter().rev().find(own).map(|it| it.seen);
            let all = self.forgotten + self.stored.len() as u64;
            self.buffered.push_back(Buffered {
                count,
                seen: forwarded.unwrap_or(all),
            });
            dropped |= count.change == Change::Drop;
            if let Some(references) = &mut self.references {
                *references += i64::from(count.change.sign());
            }
        }
        self.store(until, window);
        dropped
    }

    /// Lets other cores see what was changed a window before `now`.
    fn store(&mut self, now: Nanos, window: Nanos) {
        while let Some(buffered) = self.buffered.front().copied()
            && buffered.count.start.saturating_add(window) <= now
        {
            self.buffered.pop_front();
            self.overwrite(buffered);
            self.stored.push_back(Stored {
                count: buffered.count,
                lost: false,
            });
            // What is in a store buffer now was loaded since the oldest of them.
            let needed = self.buffered.iter().map(|it| it.seen).min();
            while self.stored.len() > 1 && needed.is_none_or(|seen| self.forgotten < seen) {
                self.stored.pop_front();
                self.forgotten += 1;
            }
        }
    }

    fn overwrite(&mut self, store: Buffered) {
        let thread = store.count.site.thread;
        let skip = usize::try_from(store.seen.saturating_sub(self.forgotten)).unwrap_or(0);
        for other in self.stored.iter_mut().skip(skip) {
            // The thread's own changes are in what it stores, even those that were overwritten.
            let lost = other.count.site.thread != thread;
            if std::mem::replace(&mut other.lost, lost) == lost {
                continue;
            }
            let (lost_ones, clash) = match other.count.change {
                Change::Take => (&mut self.lost_increments, &mut self.too_low),
                Change::Drop => (&mut self.lost_decrements, &mut self.too_high),
            };
            if lost {
                *lost_ones += 1;
                *clash = Some(Clash {
                    lost: other.count,
                    kept: store.count,
                });
            } else {
                *lost_ones = lost_ones.saturating_sub(1);
            }
        }
    }

    /// The references that there are after the changes played so far, if a thread that is about to
    /// make a change at `now` finds so many.
    fn references_then(&self, found: i64, now: &Count) -> i64 {
        let made = |it: &&Count| (it.start, it.site.thread) != (now.start, now.site.thread);
        let waiting = self.waiting.iter().filter(made);
        found - waiting.map(|it| i64::from(it.change.sign())).sum::<i64>()
    }
}

/// What the ledger wants to know about an object before it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// What it is called: something of its count has been lost for the first time.
    Name,
    /// How many references there are: its count may be nought.
    References,
}

/// The counts of one process.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// From a load to its store; 0 on one core, where no two are open at a time.
    window: Nanos,
    watched: FxHashMap<Ref, Watched>,
    ever_watched: u64,
    /// What became of objects that are gone.
    settled: Vec<Watched>,
}

/// More than cores run ahead of one another.
const AHEAD: Nanos = 2_000;

/// Changes of one object that wait.
const MOST_WAITING: usize = 1024;

impl Ledger {
    pub fn new(window: Nanos) -> Ledger {
        Ledger {
            window,
            watched: FxHashMap::default(),
            ever_watched: 0,
            settled: Vec::new(),
        }
    }

    /// What a child that was forked begins with.
    pub fn fresh(&self) -> Ledger {
        Ledger::new(self.window)
    }

    /// A thread changes the count of an object that it may have made itself.
    pub fn record(&mut self, object: Ref, made_it: bool, count: Count) -> Option<Question> {
        if self.window == 0 {
            return None;
        }
        let watched = match self.watched.get_mut(&object) {
            Some(watched) => watched,
            // Until another thread comes, there is nobody to race with.
            None if made_it => return None,
            None => {
                self.ever_watched += 1;
                self.watched.entry(object).or_default()
            }
        };
        if watched.freed.is_some() {
            return None;
        }
        let had_lost = watched.has_lost();
        watched.wait(count);
        let until = match watched.waiting.front() {
            Some(first) if watched.waiting.len() > MOST_WAITING => first.start + 1,
            _ => count.start.saturating_sub(AHEAD),
        };
        let dropped = watched.play(until, self.window);
        if watched.has_lost() && !had_lost {
            return Some(Question::Name);
        }
        let off_by = watched.off_by();
        if off_by >= 0 {
            watched.references = None;
            return None;
        }
        let may_be_nought = match watched.references {
            Some(references) => references + off_by <= 0,
            None => true,
        };
        (dropped && may_be_nought).then_some(Question::References)
    }

    pub fn answer_name(&mut self, object: Ref, name: String) {
        if let Some(watched) = self.watched.get_mut(&object) {
            watched.name = name;
        }
    }

    /// There are so many references to an object before a change that was recorded just now.
    pub fn answer_references(&mut self, object: Ref, count: &Count, found: i64) {
        if let Some(watched) = self.watched.get_mut(&object) {
            let references = watched.references_then(found, count);
            watched.references = Some(references);
            if references > 0 && references + watched.off_by() <= 0 {
                watched.freed = Some((count.start.saturating_sub(AHEAD), references));
            }
        }
    }

    /// Forgets objects that the collector has freed, but for what there is to say about them.
    pub fn settle(&mut self, is_gone: impl Fn(Ref) -> bool) {
        let mut gone: Vec<Ref> = self
            .watched
            .keys()
            .copied()
            .filter(|&r| is_gone(r))
            .collect();
        gone.sort_unstable();
        for object in gone {
            let Some(mut watched) = self.watched.remove(&object) else {
                continue;
            };
            watched.play(Nanos::MAX, self.window);
            if watched.has_lost() {
                self.settled.push(watched);
            }
        }
    }

    /// Plays what is left, at the end. The objects that have no name yet.
    pub fn finish(&mut self) -> Vec<Ref> {
        let mut unnamed = Vec::new();
        for (&object, watched) in &mut self.watched {
            if watched.freed.is_none() {
                watched.play(Nanos::MAX, self.window);
            }
            if watched.has_lost() && watched.name.is_empty() {
                unnamed.push(object);
            }
        }
        unnamed.sort_unstable();
        unnamed
    }

    /// What there is to say in the end. `side` tells about an instruction what users know it by.
    pub fn report(&self, side: impl Fn(&Count) -> super::Side) -> ReferenceReport {
        let mut alive: Vec<(Ref, &Watched)> = self.watched.iter().map(|(&r, it)| (r, it)).collect();
        alive.sort_unstable_by_key(|(object, _)| *object);
        let mut report = ReferenceReport {
            watched: self.ever_watched,
            ..ReferenceReport::default()
        };
        for watched in self.settled.iter().chain(alive.iter().map(|(_, it)| *it)) {
            report.lost += watched.lost_increments + watched.lost_decrements;
            let off_by = watched.off_by();
            let clash = match off_by {
                1.. => watched.too_high,
                0 => None,
                _ => watched.too_low,
            };
            let Some(clash) = clash else { continue };
            let (freed_at_ns, references_left) = match watched.freed {
                Some((at, left)) => (Some(at), left),
                None => (None, off_by.saturating_neg().max(0)),
            };
            let miscount = Miscount {
                object: watched.name.clone(),
                off_by,
                lost_increments: watched.lost_increments,
                lost_decrements: watched.lost_decrements,
                freed_at_ns,
                references_left,
                collision: Collision {
                    at_ns: clash.kept.start.max(clash.lost.start),
                    lost: side(&clash.lost),
                    kept: side(&clash.kept),
                },
            };
            match off_by > 0 {
                true => report.leaks.push(miscount),
                false => report.freed_early.push(miscount),
            }
        }
        report
    }
}
