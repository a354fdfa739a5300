//! Counting references as the instructions go, for runs that do not count them in their version's
//! own way: see [`references`](crate::vm::references).

use super::{Executor, Moment, Probe};
use crate::bytecode::Opcode;
use crate::nanos::Nanos;
use crate::vm::code::{Instr, LoadedCode};
use crate::vm::frame::Activation;
use crate::vm::heap::Body;
use crate::vm::protocol::iterators::Iter;
use crate::vm::references::{Change, Count, Counting, Expected, Place, Question, Site, steps_of};
use crate::vm::value::{Ref, Value};

/// Makes the interpreter count references, and shows another probe every instruction.
#[derive(Clone)]
pub struct Counted<P>(pub P);

impl<P: Probe> Probe for Counted<P> {
    const COUNTS: bool = true;

    fn instruction(&mut self, moment: &mut Moment<'_>) {
        self.0.instruction(moment);
    }
}

/// Which instruction counts, and when it began.
#[derive(Clone, Copy)]
struct When {
    site: Site,
    start: Nanos,
}

/// The hot state of the eval loop before an instruction.
pub(super) struct Before<'a> {
    pub code: &'a LoadedCode,
    pub index: usize,
    pub base: usize,
    pub sp: usize,
    pub globals: Ref,
    /// Nanoseconds since the thread was charged last.
    pub spent: Nanos,
}

impl<P: Probe> Executor<'_, P> {
    /// Counts the references that an instruction takes and drops. What it costs then.
    #[inline(never)]
    pub(super) fn count_references(&mut self, at: &Before<'_>, stack: &mut Vec<Value>) -> u64 {
        let Some(instruction) = at.code.instructions.get(at.index).copied() else {
            return 0;
        };
        let Some(mut counting) = self.interp.counting.take() else {
            return u64::from(instruction.cost);
        };
        if let Some((when, values)) = self.expected_result(at, stack) {
            for (change, value) in values {
                self.count(&mut counting, change, value, when, at, stack);
            }
        }
        if !at.code.hidden {
            let when = When {
                site: self.site(at, at.index),
                start: self.clock().saturating_add(at.spent),
            };
            for &(change, place) in steps_of(instruction.opcode) {
                self.count_place(&mut counting, (change, place), instruction, when, at, stack);
            }
        }
        let endless = matches!(
            instruction.opcode,
            Opcode::JUMP_BACKWARD | Opcode::JUMP_BACKWARD_NO_INTERRUPT | Opcode::RESUME
        );
        let cost = counting.due(instruction.cost, i64::from(endless));
        self.interp.counting = Some(counting);
        cost
    }

    fn site(&self, at: &Before<'_>, index: usize) -> Site {
        Site {
            thread: self.th.id,
            code: at.code.id,
            index: index as u32,
        }
    }

    /// What the instruction before has pushed and taken a reference to, if it is through and this
    /// is the next of its frame; and what it has dropped for it.
    fn expected_result(
        &mut self,
        at: &Before<'_>,
        stack: &[Value],
    ) -> Option<(When, [(Change, Value); 2])> {
        let expected = self.th.expected.take()?;
        let index = expected.index as usize;
        let next = at.code.id == expected.code && at.index == index + 1;
        if !next || self.th.frames.len() != expected.depth {
            return None;
        }
        let from_top = |n: usize| {
            let place = at.sp.checked_sub(n)?;
            stack.get(place).copied()
        };
        let top = from_top(1)?;
        let two = matches!(expected.place, Place::Attribute)
            && at.code.instructions.get(index)?.oparg & 1 != 0;
        let result = if two { from_top(2)? } else { top };
        let owner = match two && !top.is_null() {
            // It is the method's `self` now.
            true => Value::Null,
            false => expected.owner,
        };
        let when = When {
            site: self.site(at, index),
            start: expected.start,
        };
        Some((when, [(Change::Take, result), (Change::Drop, owner)]))
    }

    fn count_place(
        &mut self,
        counting: &mut Counting,
        (change, place): (Change, Place),
        instruction: Instr,
        when: When,
        at: &Before<'_>,
        stack: &mut Vec<Value>,
    ) {
        let oparg = instruction.oparg as usize;
        let local = |slot: usize| stack.get(at.base + slot).copied();
        let from_top = |n: usize| stack.get(at.sp.checked_sub(n)?).copied();
        let one = match place {
            Place::Local => local(oparg),
            Place::First => local(oparg >> 4),
            Place::Second => local(oparg & 15),
            Place::Const => at.code.consts.get(oparg).copied(),
            Place::Top(n) => from_top(n),
            Place::Depth => from_top(oparg),
            Place::Content => local(oparg).and_then(|cell| match self.body(cell) {
                Some(Body::Cell(content)) => Some(*content),
                _ => None,
            }),
            Place::OldGlobal => at
                .code
                .names
                .get(oparg)
                .and_then(|&name| self.interp.dict_get_name(at.globals, name)),
            Place::OldAttribute => from_top(1).and_then(|owner| {
                let namespace = self.interp.heap.dict_of(owner.as_ref()?)?;
                self.interp
                    .dict_get_name(namespace, *at.code.names.get(oparg)?)
            }),
            Place::OldItem => match (from_top(2), from_top(1)) {
                (Some(container), Some(key)) => self.quick_item(container, key),
                _ => None,
            },
            Place::Result | Place::Attribute => {
                return self.expect(instruction, place, from_top(1), when, at);
            }
            Place::Item => {
                let iterator = from_top(1).and_then(|it| it.as_ref());
                let body = iterator.map(|r| self.interp.heap.body(r));
                let makes_items =
                    matches!(body, Some(Body::Iter(iter)) if matches!(**iter, Iter::Range { .. }));
                if !makes_items {
                    self.expect(instruction, place, None, when, at);
                }
                return;
            }
            Place::Unseen(count) => return counting.price_unseen(count),
            Place::Operands(..) | Place::Items | Place::Call(_) | Place::Frame => {
                for value in self.several(place, oparg, at, stack) {
                    self.count(counting, change, value, when, at, stack);
                }
                return;
            }
        };
        if let Some(value) = one {
            self.count(counting, change, value, when, at, stack);
        }
    }

    /// Places that are more than one value.
    fn several(&self, place: Place, oparg: usize, at: &Before<'_>, stack: &[Value]) -> Vec<Value> {
        let top = |count: usize| {
            let from = at.sp.saturating_sub(count).max(at.base);
            stack.get(from..at.sp).unwrap_or_default().to_vec()
        };
        match place {
            Place::Operands(times, more) => top(oparg.saturating_mul(times).saturating_add(more)),
            Place::Items => match top(1).first().and_then(|&it| self.body(it)) {
                Some(Body::Tuple(items)) => items.to_vec(),
                Some(Body::List(items)) => items.clone(),
                _ => Vec::new(),
            },
            Place::Call(above) => {
                let values = top(oparg.saturating_add(above + 2));
                match values.first().and_then(|&callee| self.body(callee)) {
                    Some(Body::Function(_)) => Vec::new(),
                    _ => values,
                }
            }
            Place::Frame => {
                let locals = at.base..at.base + at.code.localsplus as usize;
                let mut values = stack.get(locals).unwrap_or_default().to_vec();
                if let Some(Activation::Python(frame)) = self.th.frames.last() {
                    values.push(frame.function);
                }
                values
            }
            _ => Vec::new(),
        }
    }

    /// The instruction will have pushed what it takes a reference to.
    fn expect(
        &mut self,
        instruction: Instr,
        place: Place,
        top: Option<Value>,
        when: When,
        at: &Before<'_>,
    ) {
        let owner = match instruction.opcode {
            Opcode::LOAD_ATTR => top.unwrap_or(Value::Null),
            _ => Value::Null,
        };
        self.th.expected = Some(Expected {
            code: at.code.id,
            index: at.index as u32,
            start: when.start,
            depth: self.th.frames.len(),
            place,
            owner,
        });
    }

    /// Counts one reference.
    fn count(
        &mut self,
        counting: &mut Counting,
        change: Change,
        value: Value,
        when: When,
        at: &Before<'_>,
        stack: &mut Vec<Value>,
    ) {
        if !self.interp.is_counted(counting, value) {
            return;
        }
        counting.price(&mut self.interp.heap, change, value);
        let (Some(ledger), Value::Obj(object)) = (&mut counting.ledger, value) else {
            return;
        };
        let made_it = !self.interp.heap.is_of_another(object);
        let When { site, start } = when;
        let count = Count {
            start,
            change,
            site,
        };
        match ledger.record(object, made_it, count) {
            None => {}
            Some(Question::Name) => {
                ledger.answer_name(object, self.interp.describe_object(object));
            }
            Some(Question::References) => {
                let references = self.references_to(object, at.sp, stack);
                ledger.answer_references(object, &count, references);
            }
        }
    }

    /// How many references there are to an object, from the heap and from threads.
    #[cold]
    fn references_to(&mut self, object: Ref, sp: usize, stack: &mut Vec<Value>) -> i64 {
        std::mem::swap(&mut self.th.stack, stack);
        let before = std::mem::replace(&mut self.th.sp, sp);
        let references = self.interp.references_to(object, self.th);
        self.th.sp = before;
        std::mem::swap(&mut self.th.stack, stack);
        i64::try_from(references).unwrap_or(i64::MAX)
    }
}
