//! Sees every instruction and keeps those around the first lost update or before a deadlock.
//!
//! What one thread executes between two switches is a stretch. Of a long one only its first and
//! last instructions are kept, and where it last touched each shared variable in between, so that
//! memory does not grow with the run.

mod story;
mod touch;

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::bytecode::CodeObject;
use crate::nanos::Nanos;
use crate::trace::TouchKind;
use crate::vm::ThreadId;
use crate::vm::eval::{Moment, Probe};
use crate::vm::value::Ref;

/// Stretches that are remembered.
const STRETCHES: usize = 64;
/// Instructions kept from each end of a stretch.
const ENDS: usize = 16;
/// Instructions that are kept of a chosen window.
const WINDOW: usize = 2_000;
/// Shared variables that are told apart; there are no more accidents beyond them.
const VARIABLES: usize = 10_000;
/// Instructions after an accident.
const AFTER: u64 = 3;

/// What is to be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// Names of threads; all if empty.
    pub threads: Vec<String>,
    /// Names of variables, attributes and locks; all if empty.
    pub variables: Vec<String>,
    /// A stretch of virtual time, instead of an accident.
    pub window: Option<(Nanos, Nanos)>,
}

/// Something that threads can share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Name(Ref, Ref),
    Attribute(Ref, Ref),
    Item(Ref, i64),
    ItemNamed(Ref, Ref),
    Cell(Ref),
    Lock(Ref),
}

#[derive(Clone)]
struct Variable {
    name: String,
    /// How often it was written.
    version: u64,
    writer: Option<ThreadId>,
    newest: String,
    /// Who read it last since writing it, which version, and in which code.
    loads: Vec<(ThreadId, Load)>,
    /// Who took it last, and where, if it is a lock.
    taken: Option<Seen>,
}

#[derive(Clone)]
struct Load {
    version: u64,
    number: u64,
    value: String,
    code: Arc<CodeObject>,
}

#[derive(Clone)]
struct Seen {
    /// Instructions of the run before it.
    number: u64,
    thread: ThreadId,
    at: Nanos,
    code: Arc<CodeObject>,
    index: usize,
    touch: Option<(usize, TouchKind, String)>,
}

#[derive(Clone)]
struct Stretch {
    thread: ThreadId,
    instructions: u64,
    first: Vec<Seen>,
    last: VecDeque<Seen>,
    touched: Vec<Seen>,
}

#[derive(Clone)]
struct Lost {
    thread: ThreadId,
    variable: usize,
    load: u64,
    store: u64,
    read: String,
    newest: String,
    wrote: String,
    versions: u64,
}

/// The probe of [`run_witnessed`](super::run_witnessed).
#[derive(Clone)]
pub struct Witness {
    watch: Watch,
    /// The process that is seen: the first.
    pid: Option<i64>,
    number: u64,
    stretches: VecDeque<Stretch>,
    kept: usize,
    keys: FxHashMap<Key, usize>,
    variables: Vec<Variable>,
    lost: Option<Lost>,
    /// It has seen what it was to see.
    done: bool,
    names: Vec<(ThreadId, String)>,
}

impl Probe for Witness {
    fn instruction(&mut self, moment: &mut Moment<'_>) {
        if self.done
            || moment.code.hidden
            || moment.interp.pid != *self.pid.get_or_insert(moment.interp.pid)
        {
            return;
        }
        self.number += 1;
        let late = self.watch.window.is_some_and(|(from, to)| {
            self.done = moment.at > to;
            moment.at < from || self.done
        });
        let library = moment.code.code.filename.starts_with('<');
        let touch = if library { None } else { self.touch(moment) };
        if late || self.done {
            return;
        }
        self.keep(moment, touch);
        self.done |= self
            .lost
            .as_ref()
            .is_some_and(|lost| self.number >= lost.store + AFTER)
            && self.watch.window.is_none();
    }
}

impl Witness {
    pub fn new(watch: Watch) -> Witness {
        Witness {
            watch,
            pid: None,
            number: 0,
            stretches: VecDeque::new(),
            kept: 0,
            keys: FxHashMap::default(),
            variables: Vec::new(),
            lost: None,
            done: false,
            names: Vec::new(),
        }
    }

    fn wanted(&mut self, moment: &Moment<'_>) -> bool {
        // A thread gets its name when it has begun.
        let name = moment.interp.thread_name(moment.thread);
        match self
            .names
            .iter_mut()
            .find(|(thread, _)| *thread == moment.thread)
        {
            Some((_, known)) if *known == name => {}
            Some((_, known)) => *known = name.to_string(),
            None => self.names.push((moment.thread, name.to_string())),
        }
        self.watch.threads.is_empty() || self.watch.threads.contains(&self.name(moment.thread))
    }

    fn name(&self, thread: ThreadId) -> String {
        let named = self.names.iter().find(|(known, _)| *known == thread);
        named.map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn keep(&mut self, moment: &Moment<'_>, touch: Option<(usize, TouchKind, String)>) {
        if !self.wanted(moment) {
            return;
        }
        let seen = Seen {
            number: self.number,
            thread: moment.thread,
            at: moment.at,
            code: moment.code.code.clone(),
            index: moment.index,
            touch,
        };
        if let Some((variable, TouchKind::Acquire, _)) = seen.touch
            && let Some(variable) = self.variables.get_mut(variable)
        {
            variable.taken = Some(seen.clone());
        }
        if self
            .stretches
            .back()
            .is_none_or(|stretch| stretch.thread != seen.thread)
        {
            if self.stretches.len() >= STRETCHES && self.watch.window.is_none() {
                self.stretches.pop_front();
            }
            self.stretches.push_back(Stretch {
                thread: seen.thread,
                instructions: 0,
                first: Vec::new(),
                last: VecDeque::new(),
                touched: Vec::new(),
            });
        }
        let Some(stretch) = self.stretches.back_mut() else {
            return;
        };
        stretch.instructions += 1;
        if self.watch.window.is_some() {
            if self.kept < WINDOW {
                self.kept += 1;
                stretch.first.push(seen);
            } else {
                self.done = true;
            }
        } else if stretch.first.len() < ENDS {
            stretch.first.push(seen);
        } else {
            stretch.last.push_back(seen);
            if stretch.last.len() > ENDS
                && let Some(old) = stretch.last.pop_front()
                && let Some((variable, kind, _)) = &old.touch
            {
                let same = |seen: &Seen| matches!(&seen.touch, Some((v, k, _)) if (v, k) == (variable, kind));
                stretch.touched.retain(|seen| !same(seen));
                stretch.touched.push(old);
            }
        }
    }
}

impl Stretch {
    fn start(&self) -> u64 {
        self.first.first().map_or(0, |seen| seen.number)
    }

    fn end(&self) -> u64 {
        self.start() + self.instructions.saturating_sub(1)
    }
}
