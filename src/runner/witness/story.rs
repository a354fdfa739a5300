//! What there is to tell of what was seen.

use super::{AFTER, ENDS, Lost, Seen, Witness};
use crate::bytecode::{Opcode, argument};
use crate::driver::{Deadlock, End};
use crate::trace::{Accident, Interleaving, InterleavingRow, Step, Touch, TouchKind};
use crate::vm::ThreadId;

impl Witness {
    /// What was seen; `None` where nothing happened that was to be seen.
    pub fn finish(mut self, end: &End) -> Option<Interleaving> {
        let deadlock = match end {
            End::Deadlock(deadlock) if !deadlock.cycle.is_empty() => Some(deadlock),
            _ => None,
        };
        if self.watch.window.is_some() {
            let touched = self.stretches.iter().flat_map(|it| &it.first);
            let mut chosen: Vec<usize> = touched
                .filter_map(|seen| Some(seen.touch.as_ref()?.0))
                .collect();
            chosen.sort_unstable();
            chosen.dedup();
            chosen.truncate(3);
            return Some(self.told(&chosen, &|_| true, None));
        }
        if let Some(lost) = self.lost.take() {
            return Some(self.lost_update(&lost));
        }
        self.deadlock(deadlock?)
    }

    fn lost_update(mut self, lost: &Lost) -> Interleaving {
        while self
            .stretches
            .front()
            .is_some_and(|it| it.end() < lost.load)
        {
            self.stretches.pop_front();
        }
        let (load, store, variable) = (lost.load, lost.store, lost.variable);
        let shown = |seen: &Seen| {
            let near = (load.saturating_sub(2)..=load + 5).contains(&seen.number)
                || (store.saturating_sub(5)..=store + AFTER).contains(&seen.number);
            let touches = matches!(&seen.touch, Some((v, _, _)) if *v == variable);
            (seen.number >= load.saturating_sub(2)) && (touches || near)
        };
        let mut told = self.told(&[variable], &shown, Some((load, store)));
        let thread = told.thread(&self.name(lost.thread));
        told.accident = Some(Accident::LostUpdate {
            thread,
            variable: 0,
            read: lost.read.clone(),
            newest: lost.newest.clone(),
            wrote: lost.wrote.clone(),
            lost: lost.versions,
        });
        told
    }

    fn deadlock(mut self, deadlock: &Deadlock) -> Option<Interleaving> {
        let name_of = |id| {
            deadlock
                .threads
                .iter()
                .find(|it| it.thread == id)
                .map(|it| it.name.clone())
        };
        let names: Vec<String> = deadlock
            .cycle
            .iter()
            .filter_map(|&id| name_of(id))
            .collect();
        // What each asked for last, and where that was taken.
        let mut asked: Vec<Seen> = Vec::new();
        for name in &names {
            let seen = self
                .stretches
                .iter()
                .rev()
                .filter(|it| self.name(it.thread) == *name);
            let last = seen.flat_map(|it| it.last.iter().rev().chain(it.first.iter().rev()));
            let blocked = |seen: &&Seen| matches!(seen.touch, Some((_, TouchKind::Blocked, _)));
            asked.extend(last.take(4 * ENDS).find(blocked).cloned());
        }
        let locks: Vec<usize> = asked
            .iter()
            .filter_map(|it| Some(it.touch.as_ref()?.0))
            .collect();
        if locks.is_empty() {
            return None;
        }
        let taken = locks
            .iter()
            .filter_map(|&lock| self.variables.get(lock)?.taken.clone());
        let mut seen: Vec<Seen> = taken.collect();
        let from = seen.iter().map(|it| it.number).min().unwrap_or(0);
        let waits: Vec<(ThreadId, usize, String)> = asked
            .iter()
            .filter_map(|it| {
                let (lock, _, owner) = it.touch.clone()?;
                Some((it.thread, lock, owner))
            })
            .collect();
        seen.extend(asked);
        let numbers: Vec<u64> = seen.iter().map(|it| it.number).collect();
        // The stretches of others, and those before, are not part of the story.
        let own: Vec<String> = names.clone();
        let names_of = self.names.clone();
        let is_own = |thread: ThreadId| {
            names_of
                .iter()
                .any(|(id, name)| *id == thread && own.contains(name))
        };
        self.stretches
            .retain(|it| is_own(it.thread) && it.end() >= from);
        let shown = move |it: &Seen| {
            let near = numbers
                .iter()
                .any(|&n| (n.saturating_sub(1)..=n).contains(&it.number));
            near || matches!(&it.touch, Some((v, _, _)) if locks.contains(v) && it.number >= from)
        };
        let chosen: Vec<usize> = waits.iter().map(|(_, lock, _)| *lock).collect();
        let mut told = self.told(&chosen, &shown, None);
        let place = |lock: usize| chosen.iter().position(|&it| it == lock).unwrap_or(0);
        let waits = waits
            .iter()
            .map(|(thread, lock, owner)| {
                let thread = told.thread(&self.name(*thread));
                (thread, place(*lock), told.thread(owner))
            })
            .collect();
        for row in &mut told.rows {
            if let InterleavingRow::Step(Step {
                touch: Some(touch), ..
            }) = row
            {
                touch.accident = touch.kind == TouchKind::Blocked;
            }
        }
        told.accident = Some(Accident::Deadlock { waits });
        Some(told)
    }

    /// The stretches with what is not to be shown folded; `chosen` are the variables, `marked`
    /// the instructions of the accident.
    fn told(
        &self,
        chosen: &[usize],
        shown: &dyn Fn(&Seen) -> bool,
        marked: Option<(u64, u64)>,
    ) -> Interleaving {
        let mut told = Interleaving::default();
        let variable_name = |&v: &usize| {
            self.variables
                .get(v)
                .map(|it| it.name.clone())
                .unwrap_or_default()
        };
        told.variables = chosen.iter().map(variable_name).collect();
        for stretch in &self.stretches {
            let thread = told.thread(&self.name(stretch.thread));
            let mut seen: Vec<&Seen> = stretch
                .first
                .iter()
                .chain(&stretch.touched)
                .chain(&stretch.last)
                .collect();
            seen.sort_by_key(|it| it.number);
            let mut kept: Vec<&Seen> = seen.into_iter().filter(|it| shown(it)).collect();
            if let Some((load, store)) = marked {
                fewest(&mut kept, load, store);
            }
            let mut before = stretch.start();
            let fold = |rows: &mut Vec<InterleavingRow>, instructions: u64| {
                if instructions > 0 {
                    rows.push(InterleavingRow::Folded {
                        thread,
                        instructions,
                    });
                }
            };
            for seen in kept {
                fold(&mut told.rows, seen.number.saturating_sub(before));
                before = seen.number + 1;
                told.rows
                    .push(InterleavingRow::Step(step(seen, thread, chosen, marked)));
            }
            let end = stretch.start() + stretch.instructions;
            fold(&mut told.rows, end.saturating_sub(before));
        }
        // What comes before the first instruction that matters is not part of the story.
        while let Some(InterleavingRow::Folded { .. }) = told.rows.first() {
            told.rows.remove(0);
        }
        told
    }
}

/// Of what others did between reading and writing, their first steps and their last ones.
fn fewest(kept: &mut Vec<&Seen>, load: u64, store: u64) {
    let between = |it: &&Seen| it.number > load + 5 && it.number + 5 < store;
    let inner: Vec<u64> = kept
        .iter()
        .copied()
        .filter(|it| between(it))
        .map(|it| it.number)
        .collect();
    if inner.len() > 4 {
        let keep: Vec<u64> = inner
            .iter()
            .take(2)
            .chain(inner.iter().rev().take(2))
            .copied()
            .collect();
        kept.retain(|it| !between(it) || keep.contains(&it.number));
    }
}

impl Interleaving {
    fn thread(&mut self, name: &str) -> usize {
        let known = self.threads.iter().position(|it| it == name);
        known.unwrap_or_else(|| {
            self.threads.push(name.to_string());
            self.threads.len() - 1
        })
    }
}

fn step(seen: &Seen, thread: usize, chosen: &[usize], marked: Option<(u64, u64)>) -> Step {
    let opcode = seen.code.instructions.get(seen.index).map(|it| it.opcode);
    let detail = argument(&seen.code, seen.index);
    let name = opcode.map_or("?", Opcode::name);
    let accident = marked.is_some_and(|(load, store)| seen.number == load || seen.number == store);
    let touch = seen.touch.as_ref().and_then(|(variable, kind, value)| {
        let variable = chosen.iter().position(|it| it == variable)?;
        let (kind, value) = (*kind, value.clone());
        Some(Touch {
            variable,
            kind,
            value,
            accident,
        })
    });
    Step {
        thread,
        at: seen.at,
        file: seen.code.filename.clone(),
        line: seen.code.line(seen.index),
        text: format!("{name} {detail}").trim_end().to_string(),
        touch,
    }
}
