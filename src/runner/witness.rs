//! Sees every instruction and keeps those around the first lost update or before a deadlock.
//!
//! What one thread executes between two switches is a stretch. Of a long one only its first and
//! last instructions are kept, and where it last touched each shared variable in between, so that
//! memory does not grow with the run.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::bytecode::{CodeObject, Opcode, argument};
use crate::driver::{Deadlock, End};
use crate::nanos::Nanos;
use crate::trace::{Accident, Interleaving, InterleavingRow, Step, Touch, TouchKind};
use crate::vm::Interpreter;
use crate::vm::ThreadId;
use crate::vm::code::LoadedCode;
use crate::vm::eval::{Moment, Probe};
use crate::vm::heap::Body;
use crate::vm::number::float::repr_f64;
use crate::vm::object::Lock;
use crate::vm::text::repr::repr_str;
use crate::vm::value::{Ref, Value};

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
    fn instruction(&mut self, _: ThreadId, _: &LoadedCode, _: usize) {}

    fn moment(&mut self, moment: &Moment<'_>) {
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

    /// What the instruction is about to do with something shared.
    fn touch(&mut self, moment: &Moment<'_>) -> Option<(usize, TouchKind, String)> {
        let instruction = moment.code.instructions.get(moment.index)?;
        let oparg = instruction.oparg as usize;
        let name = |index: usize| moment.code.names.get(index).copied();
        let from_top = |depth: usize| {
            let index = moment.stack.len().checked_sub(depth)?;
            moment.stack.get(index).copied()
        };
        let local = |index: usize| moment.stack.get(moment.base + index).copied();
        let interp = moment.interp;
        let cell = |value: Value| match value.as_ref().map(|r| (r, interp.heap.body(r))) {
            Some((r, Body::Cell(content))) => Some((Key::Cell(r), *content)),
            _ => None,
        };
        let (key, kind, value) = match instruction.opcode {
            Opcode::LOAD_GLOBAL | Opcode::LOAD_NAME => {
                let index = if instruction.opcode == Opcode::LOAD_NAME {
                    oparg
                } else {
                    oparg >> 1
                };
                let key = Key::Name(moment.globals, name(index)?);
                let value = interp.dict_get_name(moment.globals, name(index)?)?;
                (key, TouchKind::Load, value)
            }
            Opcode::STORE_GLOBAL | Opcode::STORE_NAME => (
                Key::Name(moment.globals, name(oparg)?),
                TouchKind::Store,
                from_top(1)?,
            ),
            Opcode::LOAD_DEREF => {
                let (key, value) = cell(local(oparg)?)?;
                (key, TouchKind::Load, value)
            }
            Opcode::STORE_DEREF => (cell(local(oparg)?)?.0, TouchKind::Store, from_top(1)?),
            Opcode::LOAD_ATTR => {
                let owner = from_top(1)?.as_ref()?;
                let value = interp.dict_get_name(interp.heap.dict_of(owner)?, name(oparg >> 1)?)?;
                (
                    Key::Attribute(owner, name(oparg >> 1)?),
                    TouchKind::Load,
                    value,
                )
            }
            Opcode::STORE_ATTR => {
                let owner = from_top(1)?.as_ref()?;
                (
                    Key::Attribute(owner, name(oparg)?),
                    TouchKind::Store,
                    from_top(2)?,
                )
            }
            Opcode::BINARY_SUBSCR => {
                let key = item_key(interp, from_top(2)?, from_top(1)?)?;
                (key, TouchKind::Load, item(interp, key)?)
            }
            Opcode::STORE_SUBSCR => (
                item_key(interp, from_top(2)?, from_top(1)?)?,
                TouchKind::Store,
                from_top(3)?,
            ),
            Opcode::BEFORE_WITH => {
                let lock = from_top(1)?.as_ref()?;
                return self.lock(moment, lock, true);
            }
            Opcode::CALL => {
                let (lock, takes) = lock_call(interp, from_top(oparg + 2)?, from_top(oparg + 1)?)?;
                return self.lock(moment, lock, takes);
            }
            _ => return None,
        };
        let variable = self.variable(moment, key)?;
        let value = shown(interp, value)?;
        match kind {
            TouchKind::Load => self.loaded(moment, variable, &value),
            _ => self.stored(moment, variable, &value),
        }
        Some((variable, kind, value))
    }

    fn lock(
        &mut self,
        moment: &Moment<'_>,
        r: Ref,
        takes: bool,
    ) -> Option<(usize, TouchKind, String)> {
        let lock = lock_of(moment.interp, r)?;
        let variable = self.variable(moment, Key::Lock(r))?;
        let free = lock.count == 0 || (lock.reentrant && lock.owner == Some(moment.thread));
        let (kind, owner) = match (takes, free) {
            (false, _) => (TouchKind::Release, None),
            (true, true) => (TouchKind::Acquire, Some(moment.thread)),
            (true, false) => (TouchKind::Blocked, lock.owner),
        };
        let owner = owner.map(|owner| moment.interp.thread_name(owner).to_string());
        Some((variable, kind, owner.unwrap_or_default()))
    }

    fn variable(&mut self, moment: &Moment<'_>, key: Key) -> Option<usize> {
        if let Some(&known) = self.keys.get(&key) {
            return (known != usize::MAX).then_some(known);
        }
        if self.keys.len() >= VARIABLES {
            return None;
        }
        let name = key_name(moment, key);
        let watched = &self.watch.variables;
        let last = name.rsplit('.').next().unwrap_or(&name);
        let wanted = watched.is_empty() || watched.iter().any(|it| *it == name || it == last);
        let number = if wanted {
            self.variables.len()
        } else {
            usize::MAX
        };
        self.keys.insert(key, number);
        if !wanted {
            return None;
        }
        self.variables.push(Variable {
            name,
            version: 0,
            writer: None,
            newest: String::new(),
            loads: Vec::new(),
            taken: None,
        });
        Some(number)
    }

    fn loaded(&mut self, moment: &Moment<'_>, variable: usize, value: &str) {
        let Some(variable) = self.variables.get_mut(variable) else {
            return;
        };
        let load = Load {
            version: variable.version,
            number: self.number,
            value: value.to_string(),
            code: moment.code.code.clone(),
        };
        match variable
            .loads
            .iter_mut()
            .find(|(thread, _)| *thread == moment.thread)
        {
            Some((_, known)) => *known = load,
            None => variable.loads.push((moment.thread, load)),
        }
    }

    /// Finds out whether what is written was made of an old value.
    fn stored(&mut self, moment: &Moment<'_>, number: usize, value: &str) {
        let Some(variable) = self.variables.get_mut(number) else {
            return;
        };
        let found = variable
            .loads
            .iter()
            .position(|(thread, _)| *thread == moment.thread);
        if let Some(found) = found {
            let (_, load) = variable.loads.swap_remove(found);
            let old = load.version < variable.version && variable.writer != Some(moment.thread);
            let here = Arc::ptr_eq(&load.code, &moment.code.code);
            if old && here && variable.newest != value && self.lost.is_none() {
                self.lost = Some(Lost {
                    thread: moment.thread,
                    variable: number,
                    load: load.number,
                    store: self.number,
                    read: load.value,
                    newest: variable.newest.clone(),
                    wrote: value.to_string(),
                    versions: variable.version - load.version,
                });
            }
        }
        variable.version += 1;
        variable.writer = Some(moment.thread);
        variable.newest = value.to_string();
    }

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

impl Stretch {
    fn start(&self) -> u64 {
        self.first.first().map_or(0, |seen| seen.number)
    }

    fn end(&self) -> u64 {
        self.start() + self.instructions.saturating_sub(1)
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

fn lock_of(interp: &Interpreter, r: Ref) -> Option<&Lock> {
    match interp.heap.body(r) {
        Body::Lock(lock) => Some(lock),
        _ => None,
    }
}

/// The lock whose method is called, and whether it is to be taken.
fn lock_call(interp: &Interpreter, callable: Value, receiver: Value) -> Option<(Ref, bool)> {
    let (function, own) = match interp.heap.body(callable.as_ref()?) {
        Body::BoundMethod(bound) => (bound.function.as_ref()?, bound.receiver),
        Body::Native(native) if !native.receiver.is_null() => (callable.as_ref()?, native.receiver),
        _ => (callable.as_ref()?, receiver),
    };
    let Body::Native(native) = interp.heap.body(function) else {
        return None;
    };
    let takes = match native.def.name {
        "acquire" | "__enter__" => true,
        "release" | "__exit__" => false,
        _ => return None,
    };
    let lock = own.as_ref()?;
    lock_of(interp, lock).map(|_| (lock, takes))
}

fn item_key(interp: &Interpreter, container: Value, key: Value) -> Option<Key> {
    let container = container.as_ref()?;
    if !matches!(interp.heap.body(container), Body::List(_) | Body::Dict(_)) {
        return None;
    }
    match key {
        Value::Int(index) => Some(Key::Item(container, index)),
        Value::Obj(r) if matches!(interp.heap.body(r), Body::Str(_)) => {
            Some(Key::ItemNamed(container, r))
        }
        _ => None,
    }
}

fn item(interp: &Interpreter, key: Key) -> Option<Value> {
    match key {
        Key::ItemNamed(container, name) => interp.dict_get_name(container, name),
        Key::Item(container, index) => match interp.heap.body(container) {
            Body::List(items) => items.get(usize::try_from(index).ok()?).copied(),
            _ => None,
        },
        _ => None,
    }
}

/// What a picture calls it: a lock by the global that it is, if it is one.
fn key_name(moment: &Moment<'_>, key: Key) -> String {
    let interp = moment.interp;
    let text = |r: Ref| match interp.heap.body(r) {
        Body::Str(text) => text.as_str().to_string(),
        _ => "?".to_string(),
    };
    let global = |object: Ref| {
        let entries = interp.dict(moment.globals)?.iter();
        let mut own = entries.filter(|entry| entry.value.as_ref() == Some(object));
        Some(text(own.next()?.key.as_ref()?))
    };
    let class = |object: Ref| interp.type_name(Value::Obj(object)).to_string();
    let named = |object: Ref| global(object).unwrap_or_else(|| class(object));
    match key {
        Key::Name(_, name) => text(name),
        Key::Attribute(owner, name) => format!("{}.{}", named(owner), text(name)),
        Key::Item(container, index) => format!("{}[{index}]", named(container)),
        Key::ItemNamed(container, name) => {
            format!("{}[{}]", named(container), repr_str(&text(name)))
        }
        Key::Cell(_) => {
            let oparg = moment
                .code
                .instructions
                .get(moment.index)
                .map_or(0, |it| it.oparg);
            moment
                .code
                .code
                .localsplus_name(oparg as usize)
                .unwrap_or("?")
                .to_string()
        }
        Key::Lock(lock) => global(lock).unwrap_or_else(|| last_name(moment)),
    }
}

/// The name that was read before this instruction on the same line.
fn last_name(moment: &Moment<'_>) -> String {
    let before = (0..moment.index).rev().take(6);
    let name = before.map(|index| (index, argument(&moment.code.code, index)));
    let is_name = |text: &str| {
        let first = text.chars().next();
        first.is_some_and(|c| c.is_alphabetic() || c == '_')
            && !["acquire", "release"].iter().any(|it| text.starts_with(it))
    };
    let found = name
        .into_iter()
        .find(|(_, text)| is_name(text))
        .map(|(_, text)| text);
    let text = found.unwrap_or_else(|| "lock".to_string());
    text.split(' ').next().unwrap_or("lock").to_string()
}

/// A value as a picture shows it; `None` for what says nothing, as functions and modules.
fn shown(interp: &Interpreter, value: Value) -> Option<String> {
    Some(match value {
        Value::None => "None".to_string(),
        Value::True => "True".to_string(),
        Value::False => "False".to_string(),
        Value::Int(i) => i.to_string(),
        Value::Float(f) => repr_f64(f.get()),
        Value::Obj(r) => match interp.heap.body(r) {
            Body::Str(text) => repr_str(&text.as_str().chars().take(24).collect::<String>()),
            Body::Int(i) if i.bits() <= 256 => i.to_string(),
            Body::List(items) => format!("list of {}", items.len()),
            Body::Dict(dict) => format!("dict of {}", dict.len()),
            Body::Instance => format!("{} object", interp.type_name(value)),
            _ => return None,
        },
        Value::Null | Value::NotImplemented | Value::Ellipsis => return None,
    })
}
