//! The loop over instructions.
//!
//! Hot state (code, program counter, stack top) is in locals; `sync!` writes it back before
//! anything that may look at the thread or push a frame. Operands that need more than a few
//! machine instructions go to [`operate`](super::operate); whatever that cannot finish leaves
//! the loop.

use std::mem::take;

use super::quick::{Quick, quick_binary, quick_compare};
use super::references::Before;
use super::uncommon::After;
use super::{Executor, Flow, Moment, Probe};
use crate::bytecode::{BinaryOp, CompareOp, Opcode};
use crate::vm::exit::{EvalBreaker, Exit};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::sharing::SharingCosts;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// Executes the Python frame on top until something else has to happen.
    pub(super) fn execute(&mut self) -> Flow {
        if !take(&mut self.continues) && self.interp.wants_collection() {
            self.interp.collect(self.th);
            if self.interp.heap.is_over_limit() {
                return self.out_of_memory();
            }
        }
        let eval_breaker = self.eval_breaker != EvalBreaker::Clear;
        let taken_jumps = eval_breaker && self.interp.profile.checks.on_taken_jump();

        // Nothing while a GIL keeps threads apart.
        let sharing = self.interp.sharing_costs;
        let shares = sharing != SharingCosts::default();

        let codes = self.interp.codes.clone();
        // Nanoseconds in the high half, instructions in the low half: one addition for both.
        let mut spent = 0_u64;
        let mut limit = stretch(self.left);
        // Out of the thread, so that a store into it can change nothing else.
        let mut stack = take(&mut self.th.stack);

        // Charges what was spent.
        macro_rules! charge {
            () => {{
                self.left -= (spent >> 32) as i64;
                self.th.instructions += spent & 0xffff_ffff;
                #[allow(unused_assignments, reason = "not read where the loop is left")]
                {
                    spent = 0;
                }
            }};
        }

        'frame: loop {
            let (code, mut pc, base, globals) = match self.th.frames.last() {
                Some(Activation::Python(frame)) => (
                    // Code that was loaded meanwhile is not in this copy of the table yet.
                    match codes.get(frame.code.0 as usize) {
                        Some(code) => &**code,
                        None => {
                            charge!();
                            self.th.stack = stack;
                            return Flow::Continue;
                        }
                    },
                    frame.pc as usize,
                    frame.base as usize,
                    frame.globals,
                ),
                _ => {
                    charge!();
                    self.th.stack = stack;
                    let message = "no Python frame to go on with";
                    return self.raise(types::SYSTEM_ERROR, message);
                }
            };
            // Between two check points nobody can look in: sequences may be done in one go.
            let together = !P::WATCHES && !eval_breaker && !shares;
            let plain = &code.instructions[..];
            let instructions = if together { &code.fused[..] } else { plain };
            let mut sp = self.th.sp;

            // Writes the hot state back.
            macro_rules! sync {
                () => {{
                    self.th.sp = sp;
                    self.th.stack = take(&mut stack);
                    charge!();
                    if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
                        frame.pc = pc as u32;
                    }
                }};
            }
            macro_rules! leave {
                ($flow:expr) => {{
                    sync!();
                    return $flow;
                }};
            }
            // Goes on with whatever frame is on top after something that may have changed it.
            macro_rules! follow {
                ($flow:expr) => {
                    match $flow {
                        Flow::Continue => {
                            stack = take(&mut self.th.stack);
                            limit = stretch(self.left);
                            continue 'frame;
                        }
                        other => return other,
                    }
                };
            }
            // Goes on in this frame after something that was done at once.
            macro_rules! resume {
                () => {{
                    sp = self.th.sp;
                    stack = take(&mut self.th.stack);
                    limit = stretch(self.left);
                }};
            }
            macro_rules! push {
                ($value:expr) => {{
                    let value = $value;
                    stack[sp] = value;
                    sp += 1;
                }};
            }
            macro_rules! pop {
                () => {{
                    sp -= 1;
                    stack[sp]
                }};
            }
            macro_rules! peek {
                ($depth:expr) => {
                    stack[sp - $depth]
                };
            }
            // A pending drop request is seen here.
            macro_rules! check {
                ($instruction:expr) => {
                    if eval_breaker && $instruction.check && self.eval_breaker.is_due() {
                        leave!(Flow::Exit(Exit::EvalBreaker));
                    }
                };
            }
            // An object is used that another thread may use as well.
            macro_rules! uses {
                ($object:expr) => {
                    if shares {
                        spent += self.sharing_cost($object) << 32;
                    }
                };
            }
            // An object is changed: its lock is taken and released.
            macro_rules! changes {
                ($object:expr) => {
                    if shares {
                        spent += (self.sharing_cost($object) + sharing.pair()) << 32;
                    }
                };
            }
            // A conditional jump. 3.10 looks only where it is taken; up to 3.8 a comparison with
            // None was an instruction of its own, after which it looked either way.
            macro_rules! jump {
                ($instruction:expr, $taken:expr, $target:expr) => {{
                    if $taken {
                        pc = $target;
                    }
                    if $taken || !taken_jumps {
                        check!($instruction);
                    }
                }};
            }
            // Performs an operation on the top `$count` values; its result goes where `$awaiting`
            // says. Goes on below where it was done at once.
            macro_rules! operate {
                ($op:expr, $count:expr, $awaiting:expr) => {{
                    sync!();
                    match self.operate($op, sp - $count, $awaiting) {
                        None => resume!(),
                        Some(flow) => follow!(flow),
                    }
                }};
            }
            // Calls something; a native without anything to wait for is done at once.
            macro_rules! called {
                ($call:expr, $checks:expr) => {{
                    sync!();
                    let frames = self.th.frames.len();
                    match $call {
                        Flow::Continue if self.th.frames.len() == frames => {
                            resume!();
                            if $checks && eval_breaker && self.eval_breaker.is_due() {
                                leave!(Flow::Exit(Exit::EvalBreaker));
                            }
                        }
                        flow => follow!(flow),
                    }
                }};
            }

            loop {
                if spent >= limit {
                    leave!(Flow::Exit(Exit::BudgetSpent));
                }
                let mut instruction = instructions[pc];
                if instruction.opcode == Opcode::SUPERINSTRUCTION {
                    let fusion = &code.fusions[instruction.oparg as usize];
                    // The last of them must still begin within the budget.
                    if spent + fusion.before < limit
                        && let Some(next) =
                            self.superinstruction(fusion, code, &mut stack, base, &mut sp)
                    {
                        pc = next;
                        spent += fusion.all;
                        if fusion.jumps && self.interp.wants_collection() {
                            leave!(Flow::Continue);
                        }
                        continue;
                    }
                    instruction = plain[pc];
                }
                if P::WATCHES {
                    let executed = self.budget - self.left + (spent >> 32) as i64;
                    self.probe.instruction(&mut Moment {
                        interp: self.interp,
                        thread: self.th.id,
                        code,
                        index: pc,
                        at: self.now.saturating_add_signed(executed),
                        stack: stack.get(..sp).unwrap_or_default(),
                        base,
                        globals,
                    });
                }
                let cost = if P::COUNTS {
                    let before = Before {
                        code,
                        index: pc,
                        base,
                        sp,
                        globals,
                        spent: spent >> 32,
                    };
                    self.count_references(&before, &mut stack)
                } else {
                    u64::from(instruction.cost)
                };
                pc += 1;
                spent += (cost << 32) + 1;
                let oparg = instruction.oparg as usize;
                match instruction.opcode {
                    Opcode::NOP | Opcode::RESUME => {
                        check!(instruction);
                    }
                    Opcode::POP_TOP | Opcode::END_FOR => sp -= 1,
                    Opcode::PUSH_NULL => push!(Value::Null),
                    Opcode::COPY => push!(peek!(oparg).carry()),
                    Opcode::SWAP => stack.swap(sp - 1, sp - oparg),
                    Opcode::LOAD_CONST => push!(code.consts[oparg]),
                    Opcode::LOAD_FAST => push!(stack[base + oparg].carry()),
                    Opcode::LOAD_FAST_CHECK => {
                        let value = stack[base + oparg];
                        if value.is_null() {
                            leave!(self.unbound_local(code, oparg));
                        }
                        push!(value);
                    }
                    Opcode::LOAD_FAST_LOAD_FAST => {
                        push!(stack[base + (oparg >> 4)].carry());
                        push!(stack[base + (oparg & 15)].carry());
                    }
                    Opcode::LOAD_FAST_AND_CLEAR => {
                        push!(stack[base + oparg]);
                        stack[base + oparg] = Value::Null;
                    }
                    Opcode::STORE_FAST => stack[base + oparg] = pop!().carry(),
                    Opcode::STORE_FAST_LOAD_FAST => {
                        stack[base + (oparg >> 4)] = peek!(1).carry();
                        peek!(1) = stack[base + (oparg & 15)].carry();
                    }
                    Opcode::STORE_FAST_STORE_FAST => {
                        stack[base + (oparg >> 4)] = pop!().carry();
                        stack[base + (oparg & 15)] = pop!().carry();
                    }
                    Opcode::LOAD_GLOBAL => {
                        let name = code.names[oparg >> 1];
                        match self.load_global(code, pc - 1, globals, name) {
                            Some(value) => push!(value),
                            None => leave!(self.undefined_name(name)),
                        }
                        if oparg & 1 != 0 {
                            push!(Value::Null);
                        }
                        check!(instruction);
                    }
                    Opcode::STORE_GLOBAL => {
                        let (name, value) = (code.names[oparg], pop!());
                        changes!(Value::Obj(globals));
                        self.store_global(code, pc - 1, globals, name, value);
                        check!(instruction);
                    }
                    Opcode::LOAD_NAME => {
                        let name = code.names[oparg];
                        match self.load_name(name) {
                            Some(value) => push!(value),
                            None => leave!(self.undefined_name(name)),
                        }
                        check!(instruction);
                    }
                    Opcode::STORE_NAME => {
                        let (name, value) = (code.names[oparg], pop!());
                        let namespace = self.namespace();
                        if self.interp.heap.get(namespace).class() == types::DICT {
                            self.interp.dict_set_name(namespace, name, value);
                        } else {
                            // What a metaclass's `__prepare__` made.
                            push!(Value::Obj(namespace));
                            push!(Value::Obj(name));
                            push!(value);
                            operate!(Op::SetItem, 3, Awaiting::Discard);
                        }
                        check!(instruction);
                    }
                    Opcode::MAKE_CELL => {
                        let content = stack[base + oparg];
                        let cell = self.interp.heap.alloc(types::CELL, Body::Cell(content));
                        stack[base + oparg] = Value::Obj(cell);
                    }
                    Opcode::LOAD_DEREF => match self.cell_content(stack[base + oparg]) {
                        Some(value) => {
                            push!(value);
                            check!(instruction);
                        }
                        None => leave!(self.unbound_free(code, oparg)),
                    },
                    Opcode::STORE_DEREF => {
                        let value = pop!();
                        self.set_cell(stack[base + oparg], value);
                        check!(instruction);
                    }
                    Opcode::LOAD_ATTR => {
                        let name = code.names[oparg >> 1];
                        let owner = peek!(1);
                        uses!(owner);
                        if oparg & 1 != 0 {
                            if let Some(method) = self.cached_method(code, pc - 1, owner, name) {
                                peek!(1) = method;
                                push!(owner);
                            } else {
                                operate!(Op::GetAttr(name), 1, Awaiting::PushNull);
                            }
                        } else if let Some(value) = self.cached_attribute(code, pc - 1, owner, name)
                        {
                            peek!(1) = value;
                        } else {
                            operate!(Op::GetAttr(name), 1, Awaiting::Push);
                        }
                        check!(instruction);
                    }
                    Opcode::STORE_ATTR => {
                        let name = code.names[oparg];
                        let (value, owner) = (peek!(2), peek!(1));
                        changes!(owner);
                        if self.store_cached(code, pc - 1, owner, name, value) {
                            sp -= 2;
                        } else {
                            stack.swap(sp - 1, sp - 2);
                            operate!(Op::SetAttr(name), 2, Awaiting::Discard);
                        }
                        check!(instruction);
                    }
                    Opcode::BINARY_OP => {
                        let (a, b) = (peek!(2), peek!(1));
                        match quick_binary(oparg as u32, a, b) {
                            Some(value) => {
                                sp -= 1;
                                peek!(1) = value;
                            }
                            None => {
                                if let Some((text, cost)) =
                                    self.quick_concatenation(oparg as u32, a, b)
                                {
                                    spent += cost << 32;
                                    sp -= 1;
                                    peek!(1) = text;
                                } else if let Some(op) = BinaryOp::from_oparg(oparg as u32) {
                                    operate!(Op::Binary(op), 2, Awaiting::Push);
                                }
                            }
                        }
                        check!(instruction);
                    }
                    Opcode::COMPARE_OP => {
                        let (a, b) = (peek!(2), peek!(1));
                        let Some(op) = CompareOp::from_oparg((oparg >> 5) as u32) else {
                            continue;
                        };
                        match quick_compare(op, a, b) {
                            Some(result) => {
                                sp -= 1;
                                peek!(1) = Value::from(result);
                            }
                            None => {
                                operate!(Op::Compare(op, oparg & 16 != 0), 2, Awaiting::Push);
                            }
                        }
                        check!(instruction);
                    }
                    Opcode::IS_OP => {
                        let (b, a) = (pop!(), pop!());
                        push!(Value::from(a.is(b) != (oparg == 1)));
                        check!(instruction);
                    }
                    Opcode::CONTAINS_OP => {
                        operate!(Op::Contains(oparg == 1), 2, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::BINARY_SUBSCR => {
                        let (container, key) = (peek!(2), peek!(1));
                        uses!(container);
                        match self.quick_item(container, key) {
                            Some(item) => {
                                sp -= 1;
                                peek!(1) = item;
                            }
                            None => operate!(Op::GetItem, 2, Awaiting::Push),
                        }
                        check!(instruction);
                    }
                    Opcode::STORE_SUBSCR => {
                        // value, container, key → container, key, value
                        let (value, container, key) = (peek!(3), peek!(2), peek!(1));
                        changes!(container);
                        let held = !self.interp.held_objects.is_empty();
                        if !held && self.quick_store(container, key, value) {
                            sp -= 3;
                        } else {
                            peek!(3) = container;
                            peek!(2) = key;
                            peek!(1) = value;
                            operate!(Op::SetItem, 3, Awaiting::Discard);
                        }
                        check!(instruction);
                    }
                    Opcode::UNARY_NEGATIVE => {
                        match peek!(1) {
                            Value::Int(i) if i != i64::MIN => peek!(1) = Value::Int(-i),
                            Value::Float(f) => peek!(1) = Value::from(-f.get()),
                            _ => operate!(Op::Negative, 1, Awaiting::Push),
                        }
                        check!(instruction);
                    }
                    Opcode::UNARY_NOT => {
                        let value = matches!(peek!(1), Value::True);
                        peek!(1) = Value::from(!value);
                        check!(instruction);
                    }
                    Opcode::TO_BOOL => {
                        match peek!(1) {
                            Value::True | Value::False => continue,
                            Value::Int(i) => peek!(1) = Value::from(i != 0),
                            Value::None => peek!(1) = Value::False,
                            _ => operate!(Op::ToBool, 1, Awaiting::Push),
                        }
                        check!(instruction);
                    }
                    Opcode::POP_JUMP_IF_FALSE => {
                        let taken = !matches!(pop!(), Value::True);
                        jump!(instruction, taken, oparg);
                    }
                    Opcode::POP_JUMP_IF_TRUE => {
                        let taken = matches!(pop!(), Value::True);
                        jump!(instruction, taken, oparg);
                    }
                    Opcode::POP_JUMP_IF_NONE => {
                        let taken = pop!().is_none();
                        jump!(instruction, taken, oparg);
                    }
                    Opcode::POP_JUMP_IF_NOT_NONE => {
                        let taken = !pop!().is_none();
                        jump!(instruction, taken, oparg);
                    }
                    Opcode::JUMP_FORWARD | Opcode::JUMP_BACKWARD_NO_INTERRUPT => pc = oparg,
                    Opcode::JUMP_BACKWARD => {
                        pc = oparg;
                        check!(instruction);
                        if self.interp.wants_collection() {
                            leave!(Flow::Continue);
                        }
                    }
                    Opcode::GET_ITER => {
                        operate!(Op::Iter, 1, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::FOR_ITER => {
                        let iterator = peek!(1);
                        match self.quick_next(iterator) {
                            Quick::Item(item) => push!(item),
                            Quick::End => {
                                sp -= 1;
                                pc = oparg + 2;
                            }
                            Quick::Generator => {
                                sync!();
                                self.await_with(Awaiting::ForIter);
                                match self.resume_generator(iterator, Value::None) {
                                    Some(flow) => follow!(flow),
                                    None => follow!(Flow::Continue),
                                }
                            }
                            Quick::Slow => {
                                sync!();
                                follow!(self.for_iter());
                            }
                        }
                        check!(instruction);
                    }
                    Opcode::SEND => {
                        let (receiver, value) = (peek!(2), peek!(1));
                        sp -= 1;
                        sync!();
                        self.await_with(Awaiting::Send(oparg as u32));
                        follow!(self.send(receiver, value))
                    }
                    Opcode::END_SEND => {
                        let value = pop!();
                        peek!(1) = value;
                    }
                    Opcode::YIELD_VALUE => {
                        let value = pop!();
                        sync!();
                        follow!(self.yield_value(value))
                    }
                    Opcode::RETURN_GENERATOR => {
                        sync!();
                        follow!(self.return_generator())
                    }
                    Opcode::RETURN_VALUE | Opcode::RETURN_CONST => {
                        let value = if instruction.opcode == Opcode::RETURN_CONST {
                            code.consts[oparg]
                        } else {
                            pop!()
                        };
                        if !eval_breaker && self.return_to_caller(&mut stack, value) {
                            continue 'frame;
                        }
                        sync!();
                        match self.return_value(value) {
                            Flow::Continue if instruction.check && self.looks_now() => {
                                return Flow::Exit(Exit::EvalBreaker);
                            }
                            flow => follow!(flow),
                        }
                    }
                    Opcode::BUILD_TUPLE => {
                        let items: Box<[Value]> = stack[sp - oparg..sp].into();
                        sp -= oparg;
                        let tuple = self.interp.heap.alloc(types::TUPLE, Body::Tuple(items));
                        push!(Value::Obj(tuple));
                        check!(instruction);
                    }
                    Opcode::BUILD_LIST => {
                        let items = stack[sp - oparg..sp].to_vec();
                        sp -= oparg;
                        push!(self.interp.new_list(items));
                        check!(instruction);
                    }
                    Opcode::BUILD_MAP => {
                        operate!(Op::BuildMap, oparg * 2, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::LIST_APPEND => {
                        let item = pop!();
                        if let Value::Obj(list) = peek!(oparg)
                            && let Body::List(items) = self.interp.heap.body_mut(list)
                        {
                            items.push(item);
                            self.interp.heap.grew(16);
                        }
                        check!(instruction);
                    }
                    Opcode::MAP_ADD => {
                        let (value, key) = (pop!(), pop!());
                        let dict = peek!(oparg);
                        push!(dict);
                        push!(key);
                        push!(value);
                        operate!(Op::SetItem, 3, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::FORMAT_SIMPLE => {
                        if !self.is_exact_str(peek!(1)) {
                            push!(Value::Obj(names::EMPTY));
                            operate!(Op::Format, 2, Awaiting::Push);
                        }
                        check!(instruction);
                    }
                    Opcode::UNPACK_SEQUENCE => {
                        let sequence = peek!(1);
                        if self.quick_unpack(sequence, &mut stack[sp - 1..], oparg) {
                            sp = sp - 1 + oparg;
                        } else {
                            operate!(Op::Unpack(oparg as u32), 1, Awaiting::Unpack);
                        }
                        check!(instruction);
                    }
                    Opcode::MAKE_FUNCTION => {
                        let value = pop!();
                        push!(self.make_function(value));
                        check!(instruction);
                    }
                    Opcode::CALL => {
                        if self.enter_simple(&mut stack, sp - oparg - 2, sp, pc) {
                            continue 'frame;
                        }
                        let checks = instruction.check
                            && eval_breaker
                            && !self.specialized_away(stack[sp - oparg - 2], oparg);
                        called!(self.call(oparg), checks);
                    }
                    Opcode::CALL_KW => {
                        let names = pop!();
                        called!(self.call_keywords(oparg, names), instruction.check);
                    }
                    Opcode::CALL_FUNCTION_EX => {
                        let keywords = if oparg & 1 != 0 { pop!() } else { Value::Null };
                        called!(self.call_unpacked(keywords), instruction.check);
                    }
                    _ => {
                        sync!();
                        match self.uncommon(instruction, code) {
                            After::Next { checks } => {
                                resume!();
                                if checks {
                                    check!(instruction);
                                }
                            }
                            After::Flow(flow) => follow!(flow),
                        }
                    }
                }
            }
        }
    }

    #[inline]
    pub(super) fn body(&self, value: Value) -> Option<&Body> {
        value.as_ref().map(|r| self.interp.heap.body(r))
    }

    /// Whether the instruction of the frame on top that is through by now is a check point, and
    /// there is something to see.
    pub(super) fn looks_now(&mut self) -> bool {
        if self.eval_breaker == EvalBreaker::Clear {
            return false;
        }
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return false;
        };
        let done = (frame.pc as usize).checked_sub(1);
        let instructions = &self.interp.code(frame.code).instructions;
        done.and_then(|index| instructions.get(index))
            .is_some_and(|instruction| instruction.check)
            && self.eval_breaker.is_due()
    }

    /// `FOR_ITER` for everything else: the iterator stays on the stack.
    fn for_iter(&mut self) -> Flow {
        let iterator = self.th.stack[self.th.sp - 1];
        self.th.push(iterator);
        self.perform_on(Op::Next, 1, Awaiting::ForIter)
    }
}

/// The longest stretch that the loop counts at once, in nanoseconds.
const MAX_STRETCH: i64 = 1 << 31;

/// What is left of a budget, as the loop compares it.
#[inline(always)]
fn stretch(left: i64) -> u64 {
    (left.clamp(0, MAX_STRETCH) as u64) << 32
}
