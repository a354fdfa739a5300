//! The loop over instructions.
//!
//! Hot state (code, program counter, stack top) is in locals; `sync!` writes it back before
//! anything that may look at the thread or push a frame. Operands that need more than a few
//! machine instructions go to [`operate`](super::operate); whatever that cannot finish leaves
//! the loop.

use std::mem::take;

use super::make::bring_under;
use super::quick::{Quick, quick_binary, quick_compare};
use super::{Executor, Flow, Probe};
use crate::bytecode::{BinaryOp, CompareOp, Intrinsic1, Opcode};
use crate::vm::exit::{EvalBreaker, Exit};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::object::Super;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// Executes the Python frame on top until something else has to happen.
    pub(super) fn execute(&mut self) -> Flow {
        if self.interp.wants_collection() {
            self.interp.collect(self.th);
            if self.interp.heap.is_over_limit() {
                return self.out_of_memory();
            }
        }
        let eval_breaker = self.eval_breaker != EvalBreaker::Clear;
        let taken_jumps = eval_breaker && self.interp.profile.checks.on_taken_jump();

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
            let together = !P::WATCHES && !eval_breaker;
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
            macro_rules! raise {
                ($class:expr, $message:expr) => {{
                    let message: String = $message;
                    sync!();
                    return self.raise($class, &message);
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
                self.probe.instruction(self.th.id, code, pc);
                pc += 1;
                spent += (u64::from(instruction.cost) << 32) + 1;
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
                    Opcode::DELETE_FAST => {
                        if stack[base + oparg].is_null() {
                            leave!(self.unbound_local(code, oparg));
                        }
                        stack[base + oparg] = Value::Null;
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
                        self.store_global(code, pc - 1, globals, name, value);
                        check!(instruction);
                    }
                    Opcode::DELETE_GLOBAL => {
                        let name = code.names[oparg];
                        if self.interp.dict_remove_name(globals, name).is_none() {
                            leave!(self.undefined_name(name));
                        }
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
                    Opcode::DELETE_NAME => {
                        let name = code.names[oparg];
                        let namespace = self.namespace();
                        if self.interp.dict_remove_name(namespace, name).is_none() {
                            leave!(self.undefined_name(name));
                        }
                        check!(instruction);
                    }
                    Opcode::LOAD_LOCALS => {
                        let namespace = self.namespace();
                        push!(Value::Obj(namespace));
                    }
                    Opcode::LOAD_FROM_DICT_OR_GLOBALS => {
                        let name = code.names[oparg];
                        let dict = pop!();
                        let own = dict
                            .as_ref()
                            .and_then(|dict| self.interp.dict_get_name(dict, name));
                        match own.or_else(|| self.load_name(name)) {
                            Some(value) => push!(value),
                            None => leave!(self.undefined_name(name)),
                        }
                    }
                    Opcode::LOAD_FROM_DICT_OR_DEREF => {
                        let dict = pop!();
                        let name = self
                            .interp
                            .intern(code.code.localsplus_name(oparg).unwrap_or(""));
                        let own = dict
                            .as_ref()
                            .and_then(|dict| self.interp.dict_get_name(dict, name));
                        let value = own.or_else(|| self.cell_content(stack[base + oparg]));
                        match value {
                            Some(value) => push!(value),
                            None => leave!(self.unbound_free(code, oparg)),
                        }
                    }
                    Opcode::MAKE_CELL => {
                        let content = stack[base + oparg];
                        let cell = self.interp.heap.alloc(types::CELL, Body::Cell(content));
                        stack[base + oparg] = Value::Obj(cell);
                    }
                    Opcode::COPY_FREE_VARS => {
                        let first = base + code.localsplus as usize - oparg;
                        let function = match self.th.frames.last() {
                            Some(Activation::Python(frame)) => frame.function,
                            _ => Value::Null,
                        };
                        if let Some(Body::Function(function)) =
                            function.as_ref().map(|f| self.interp.heap.body(f))
                        {
                            for (index, &cell) in function.closure.iter().enumerate().take(oparg) {
                                stack[first + index] = cell;
                            }
                        }
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
                    Opcode::DELETE_DEREF => {
                        let cell = stack[base + oparg];
                        if self.cell_content(cell).is_none() {
                            leave!(self.unbound_free(code, oparg));
                        }
                        self.set_cell(cell, Value::Null);
                        check!(instruction);
                    }
                    Opcode::LOAD_BUILD_CLASS => {
                        let builtins = self.interp.builtins;
                        let name = names::BUILD_CLASS;
                        push!(
                            self.interp
                                .dict_get_name(builtins, name)
                                .unwrap_or(Value::None)
                        );
                    }
                    Opcode::LOAD_ASSERTION_ERROR => push!(Value::Obj(types::ASSERTION_ERROR)),
                    Opcode::LOAD_ATTR => {
                        let name = code.names[oparg >> 1];
                        let owner = peek!(1);
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
                        if self.store_cached(code, pc - 1, owner, name, value) {
                            sp -= 2;
                        } else {
                            stack.swap(sp - 1, sp - 2);
                            operate!(Op::SetAttr(name), 2, Awaiting::Discard);
                        }
                        check!(instruction);
                    }
                    Opcode::DELETE_ATTR => {
                        operate!(Op::DelAttr(code.names[oparg]), 1, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::LOAD_SUPER_ATTR => {
                        let name = code.names[oparg >> 2];
                        let (object, class) = (pop!(), pop!());
                        let _super = pop!();
                        let object_class = match object {
                            Value::Obj(r)
                                if self.interp.class(r).is_some()
                                    && class
                                        .as_ref()
                                        .is_some_and(|c| self.interp.is_subclass(r, c)) =>
                            {
                                object
                            }
                            _ => Value::Obj(self.interp.class_of(object)),
                        };
                        let parts = Super {
                            class,
                            object,
                            object_class,
                        };
                        let proxy = self
                            .interp
                            .heap
                            .alloc(types::SUPER, Body::Super(Box::new(parts)));
                        push!(Value::Obj(proxy));
                        let awaiting = if oparg & 1 != 0 {
                            Awaiting::PushNull
                        } else {
                            Awaiting::Push
                        };
                        operate!(Op::GetAttr(name), 1, awaiting);
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
                        if self.quick_store(container, key, value) {
                            sp -= 3;
                        } else {
                            peek!(3) = container;
                            peek!(2) = key;
                            peek!(1) = value;
                            operate!(Op::SetItem, 3, Awaiting::Discard);
                        }
                        check!(instruction);
                    }
                    Opcode::DELETE_SUBSCR => {
                        operate!(Op::DelItem, 2, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::BINARY_SLICE => {
                        let (stop, start) = (pop!(), pop!());
                        push!(self.new_slice(start, stop, Value::None));
                        operate!(Op::GetItem, 2, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::STORE_SLICE => {
                        let (stop, start, container, value) = (pop!(), pop!(), pop!(), pop!());
                        push!(container);
                        push!(self.new_slice(start, stop, Value::None));
                        push!(value);
                        operate!(Op::SetItem, 3, Awaiting::Discard);
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
                    Opcode::UNARY_INVERT => {
                        operate!(Op::Invert, 1, Awaiting::Push);
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
                    Opcode::GET_YIELD_FROM_ITER => {
                        if self.interp.class_of(peek!(1)) != types::GENERATOR {
                            operate!(Op::Iter, 1, Awaiting::Push);
                        }
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
                    Opcode::BUILD_SET => {
                        operate!(Op::BuildSet, oparg, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::BUILD_MAP => {
                        operate!(Op::BuildMap, oparg * 2, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::BUILD_CONST_KEY_MAP => {
                        operate!(Op::BuildConstKeyMap, oparg + 1, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::BUILD_STRING => {
                        let mut text = String::new();
                        for &part in &stack[sp - oparg..sp] {
                            if let Value::Obj(r) = part {
                                text.push_str(self.interp.text(r));
                            }
                        }
                        sp -= oparg;
                        push!(self.interp.new_string(text));
                        check!(instruction);
                    }
                    Opcode::BUILD_SLICE => {
                        let step = if oparg == 3 { pop!() } else { Value::None };
                        let (stop, start) = (pop!(), pop!());
                        push!(self.new_slice(start, stop, step));
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
                    Opcode::LIST_EXTEND => {
                        bring_under(&mut stack, sp, oparg);
                        sp += 1;
                        operate!(Op::ListExtend, 2, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::SET_ADD => {
                        bring_under(&mut stack, sp, oparg);
                        sp += 1;
                        operate!(Op::SetAdd, 2, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::SET_UPDATE => {
                        bring_under(&mut stack, sp, oparg);
                        sp += 1;
                        operate!(Op::SetUpdate, 2, Awaiting::Discard);
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
                    Opcode::DICT_UPDATE => {
                        bring_under(&mut stack, sp, oparg);
                        sp += 1;
                        operate!(Op::DictUpdate, 2, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::DICT_MERGE => {
                        let function = peek!(oparg + 4);
                        let other = pop!();
                        let dict = peek!(oparg);
                        push!(dict);
                        push!(other);
                        push!(function);
                        operate!(Op::DictMerge, 3, Awaiting::Discard);
                        check!(instruction);
                    }
                    Opcode::CONVERT_VALUE => {
                        let op = match oparg {
                            1 => Op::Str,
                            2 => Op::Repr,
                            _ => Op::Ascii,
                        };
                        operate!(op, 1, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::FORMAT_SIMPLE => {
                        if !self.is_exact_str(peek!(1)) {
                            push!(Value::Obj(names::EMPTY));
                            operate!(Op::Format, 2, Awaiting::Push);
                        }
                        check!(instruction);
                    }
                    Opcode::FORMAT_WITH_SPEC => {
                        operate!(Op::Format, 2, Awaiting::Push);
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
                    Opcode::UNPACK_EX => {
                        operate!(Op::UnpackEx(oparg as u32), 1, Awaiting::Unpack);
                        check!(instruction);
                    }
                    Opcode::MAKE_FUNCTION => {
                        let value = pop!();
                        push!(self.make_function(value));
                        check!(instruction);
                    }
                    Opcode::SET_FUNCTION_ATTRIBUTE => {
                        let (function, value) = (pop!(), pop!());
                        self.set_function_attribute(function, oparg, value);
                        push!(function);
                        check!(instruction);
                    }
                    Opcode::CALL => {
                        if self.enter_simple(&mut stack, sp - oparg - 2, sp, pc) {
                            continue 'frame;
                        }
                        let unchecked =
                            eval_breaker && self.specialized_away(stack[sp - oparg - 2], oparg);
                        sync!();
                        let frames = self.th.frames.len();
                        match self.call(oparg) {
                            // Done at once: a native without anything to wait for.
                            Flow::Continue if self.th.frames.len() == frames => {
                                resume!();
                                if eval_breaker
                                    && instruction.check
                                    && !unchecked
                                    && self.eval_breaker.is_due()
                                {
                                    leave!(Flow::Exit(Exit::EvalBreaker));
                                }
                            }
                            flow => follow!(flow),
                        }
                    }
                    Opcode::CALL_KW => {
                        let names = pop!();
                        sync!();
                        let frames = self.th.frames.len();
                        match self.call_keywords(oparg, names) {
                            // Done at once: a native without anything to wait for.
                            Flow::Continue if self.th.frames.len() == frames => {
                                resume!();
                                if eval_breaker && instruction.check && self.eval_breaker.is_due() {
                                    leave!(Flow::Exit(Exit::EvalBreaker));
                                }
                            }
                            flow => follow!(flow),
                        }
                    }
                    Opcode::CALL_FUNCTION_EX => {
                        let keywords = if oparg & 1 != 0 { pop!() } else { Value::Null };
                        sync!();
                        let frames = self.th.frames.len();
                        match self.call_unpacked(keywords) {
                            // Done at once: a native without anything to wait for.
                            Flow::Continue if self.th.frames.len() == frames => {
                                resume!();
                                if eval_breaker && instruction.check && self.eval_breaker.is_due() {
                                    leave!(Flow::Exit(Exit::EvalBreaker));
                                }
                            }
                            flow => follow!(flow),
                        }
                    }
                    Opcode::CALL_INTRINSIC_1 => match Intrinsic1::from_oparg(oparg as u32) {
                        Some(Intrinsic1::ListToTuple) => {
                            let items: Box<[Value]> = match self.body(peek!(1)) {
                                Some(Body::List(items)) => items.as_slice().into(),
                                _ => Box::default(),
                            };
                            let tuple = self.interp.heap.alloc(types::TUPLE, Body::Tuple(items));
                            peek!(1) = Value::Obj(tuple);
                        }
                        Some(Intrinsic1::UnaryPositive) => {
                            operate!(Op::Positive, 1, Awaiting::Push);
                        }
                        Some(Intrinsic1::StopIterationError) => {
                            let exception = pop!();
                            let converted = self.stop_iteration_error(exception);
                            push!(converted);
                        }
                        Some(Intrinsic1::AsyncGenWrap) => {
                            let wrapped = Body::Cell(peek!(1));
                            let class = types::ASYNC_GENERATOR_WRAPPED;
                            peek!(1) = Value::Obj(self.interp.heap.alloc(class, wrapped));
                        }
                        Some(Intrinsic1::ImportStar) => {
                            operate!(Op::ImportStar, 1, Awaiting::Push);
                        }
                        _ => raise!(
                            types::SYSTEM_ERROR,
                            format!("intrinsic {oparg} is not there")
                        ),
                    },
                    Opcode::RAISE_VARARGS => match oparg {
                        0 => {
                            let exception = self.th.handled;
                            if exception.is_none() {
                                raise!(
                                    types::RUNTIME_ERROR,
                                    "No active exception to reraise".to_string()
                                );
                            }
                            sync!();
                            return self.reraise(exception, None);
                        }
                        _ => {
                            let cause = if oparg == 2 { pop!() } else { Value::Null };
                            push!(cause);
                            sync!();
                            match self.operate(Op::MakeException, sp - 2, Awaiting::Raise) {
                                None => follow!(Flow::Continue),
                                Some(flow) => follow!(flow),
                            }
                        }
                    },
                    Opcode::RERAISE => {
                        let exception = pop!();
                        let raised_at = match oparg {
                            0 => None,
                            _ => match peek!(oparg) {
                                Value::Int(lasti) => u32::try_from(lasti).ok(),
                                _ => None,
                            },
                        };
                        sync!();
                        return self.reraise(exception, raised_at);
                    }
                    Opcode::PUSH_EXC_INFO => {
                        let exception = peek!(1);
                        peek!(1) = self.th.handled;
                        push!(exception);
                        self.th.handled = exception;
                    }
                    Opcode::POP_EXCEPT => {
                        self.th.handled = pop!();
                        check!(instruction);
                    }
                    Opcode::CHECK_EXC_MATCH => {
                        let exception = peek!(2);
                        let classes = peek!(1);
                        peek!(1) = exception;
                        push!(classes);
                        operate!(Op::MatchException, 2, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::BEFORE_WITH => {
                        let manager = pop!();
                        sync!();
                        follow!(self.before_with(manager))
                    }
                    Opcode::WITH_EXCEPT_START => {
                        let (exit, exception) = (peek!(4), peek!(1));
                        let traceback = match self.body(exception) {
                            Some(Body::Exception(e)) => e.traceback,
                            _ => Value::None,
                        };
                        push!(exit);
                        push!(Value::Obj(self.interp.class_of(exception)));
                        push!(exception);
                        push!(traceback);
                        operate!(Op::Call, 4, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::IMPORT_NAME => {
                        let (from_list, level) = (pop!(), pop!());
                        push!(Value::Obj(code.names[oparg]));
                        push!(from_list);
                        push!(level);
                        operate!(Op::Import, 3, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::IMPORT_FROM => {
                        let module = peek!(1);
                        push!(module);
                        operate!(Op::ImportFrom(code.names[oparg]), 1, Awaiting::Push);
                        check!(instruction);
                    }
                    Opcode::SETUP_ANNOTATIONS => {
                        let namespace = self.namespace();
                        if self
                            .interp
                            .dict_get_name(namespace, names::ANNOTATIONS)
                            .is_none()
                        {
                            let dict = Value::Obj(self.interp.new_dict());
                            self.interp
                                .dict_set_name(namespace, names::ANNOTATIONS, dict);
                        }
                        check!(instruction);
                    }
                    Opcode::GET_LEN => {
                        push!(peek!(1));
                        operate!(Op::Len, 1, Awaiting::Push);
                    }
                    Opcode::SUPERINSTRUCTION
                    | Opcode::CLEANUP_THROW
                    | Opcode::CHECK_EG_MATCH
                    | Opcode::CALL_INTRINSIC_2
                    | Opcode::GET_AWAITABLE
                    | Opcode::GET_AITER
                    | Opcode::GET_ANEXT
                    | Opcode::END_ASYNC_FOR
                    | Opcode::BEFORE_ASYNC_WITH
                    | Opcode::MATCH_CLASS
                    | Opcode::MATCH_MAPPING
                    | Opcode::MATCH_SEQUENCE
                    | Opcode::MATCH_KEYS => {
                        sync!();
                        follow!(self.rare(instruction.opcode, instruction.oparg))
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
        self.operate(Op::Next, self.th.sp - 1, Awaiting::ForIter)
            .unwrap_or(Flow::Continue)
    }
}

/// The longest stretch that the loop counts at once, in nanoseconds.
const MAX_STRETCH: i64 = 1 << 31;

/// What is left of a budget, as the loop compares it.
#[inline(always)]
fn stretch(left: i64) -> u64 {
    (left.clamp(0, MAX_STRETCH) as u64) << 32
}
