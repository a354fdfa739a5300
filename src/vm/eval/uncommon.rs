//! The instructions that no program spends its time on.
//!
//! They work on the thread as the loop wrote it back, so that the loop itself stays small enough
//! for its state to live in registers.

use super::{Executor, Flow, Probe};
use crate::bytecode::{Intrinsic1, Opcode};
use crate::vm::code::{Instr, LoadedCode};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::object::Super;
use crate::vm::types;
use crate::vm::value::Value;

/// How the loop goes on.
pub(super) enum After {
    /// With the next instruction; `checks`: a pending drop request may be seen before it.
    Next {
        checks: bool,
    },
    Flow(Flow),
}

impl<P: Probe> Executor<'_, P> {
    /// Executes an instruction of the frame on top whose state has been written back.
    #[inline(never)]
    pub(super) fn uncommon(&mut self, instruction: Instr, code: &LoadedCode) -> After {
        let oparg = instruction.oparg as usize;
        let base = match self.th.frames.last() {
            Some(Activation::Python(frame)) => frame.base as usize,
            _ => 0,
        };
        let mut checks = false;
        macro_rules! push {
            ($value:expr) => {{
                let value = $value;
                self.th.push(value);
            }};
        }
        macro_rules! pop {
            () => {{
                self.th.sp -= 1;
                self.th.stack[self.th.sp]
            }};
        }
        macro_rules! peek {
            ($depth:expr) => {
                self.th.stack[self.th.sp - $depth]
            };
        }
        macro_rules! after {
            ($flow:expr) => {
                return After::Flow($flow)
            };
        }
        // Performs an operation on the top `$count` values; its result goes where `$awaiting`
        // says. Goes on below where it was done at once.
        macro_rules! operate {
            ($op:expr, $count:expr, $awaiting:expr) => {
                if let Some(flow) = self.operate($op, self.th.sp - $count, $awaiting) {
                    after!(flow);
                }
            };
        }
        match instruction.opcode {
            Opcode::DELETE_FAST => {
                if self.th.stack[base + oparg].is_null() {
                    after!(self.unbound_local(code, oparg));
                }
                self.th.stack[base + oparg] = Value::Null;
            }
            Opcode::DELETE_GLOBAL => {
                let name = code.names[oparg];
                if self.interp.dict_remove_name(self.globals(), name).is_none() {
                    after!(self.undefined_name(name));
                }
                checks = true;
            }
            Opcode::DELETE_NAME => {
                let name = code.names[oparg];
                let namespace = self.namespace();
                if self.interp.dict_remove_name(namespace, name).is_none() {
                    after!(self.undefined_name(name));
                }
                checks = true;
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
                    None => after!(self.undefined_name(name)),
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
                let value = own.or_else(|| self.cell_content(self.th.stack[base + oparg]));
                match value {
                    Some(value) => push!(value),
                    None => after!(self.unbound_free(code, oparg)),
                }
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
                        self.th.stack[first + index] = cell;
                    }
                }
            }
            Opcode::DELETE_DEREF => {
                let cell = self.th.stack[base + oparg];
                if self.cell_content(cell).is_none() {
                    after!(self.unbound_free(code, oparg));
                }
                self.set_cell(cell, Value::Null);
                checks = true;
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
            Opcode::DELETE_ATTR => {
                operate!(Op::DelAttr(code.names[oparg]), 1, Awaiting::Discard);
                checks = true;
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
                checks = true;
            }
            Opcode::DELETE_SUBSCR => {
                operate!(Op::DelItem, 2, Awaiting::Discard);
                checks = true;
            }
            Opcode::BINARY_SLICE => {
                let (stop, start) = (pop!(), pop!());
                push!(self.new_slice(start, stop, Value::None));
                operate!(Op::GetItem, 2, Awaiting::Push);
                checks = true;
            }
            Opcode::STORE_SLICE => {
                let (stop, start, container, value) = (pop!(), pop!(), pop!(), pop!());
                push!(container);
                push!(self.new_slice(start, stop, Value::None));
                push!(value);
                operate!(Op::SetItem, 3, Awaiting::Discard);
                checks = true;
            }
            Opcode::UNARY_INVERT => {
                operate!(Op::Invert, 1, Awaiting::Push);
                checks = true;
            }
            Opcode::GET_YIELD_FROM_ITER => {
                if self.interp.class_of(peek!(1)) != types::GENERATOR {
                    operate!(Op::Iter, 1, Awaiting::Push);
                }
                checks = true;
            }
            Opcode::BUILD_SET => {
                operate!(Op::BuildSet, oparg, Awaiting::Push);
                checks = true;
            }
            Opcode::BUILD_CONST_KEY_MAP => {
                operate!(Op::BuildConstKeyMap, oparg + 1, Awaiting::Push);
                checks = true;
            }
            Opcode::BUILD_STRING => {
                let mut text = String::new();
                let first = self.th.sp - oparg;
                for &part in &self.th.stack[first..self.th.sp] {
                    if let Value::Obj(r) = part {
                        text.push_str(self.interp.text(r));
                    }
                }
                self.th.sp = first;
                push!(self.interp.new_string(text));
                checks = true;
            }
            Opcode::BUILD_SLICE => {
                let step = if oparg == 3 { pop!() } else { Value::None };
                let (stop, start) = (pop!(), pop!());
                push!(self.new_slice(start, stop, step));
                checks = true;
            }
            Opcode::LIST_EXTEND | Opcode::SET_ADD | Opcode::SET_UPDATE | Opcode::DICT_UPDATE => {
                let op = match instruction.opcode {
                    Opcode::LIST_EXTEND => Op::ListExtend,
                    Opcode::SET_ADD => Op::SetAdd,
                    Opcode::SET_UPDATE => Op::SetUpdate,
                    _ => Op::DictUpdate,
                };
                // container …, item → container …, container, item
                let (container, item) = (peek!(oparg + 1), pop!());
                push!(container);
                push!(item);
                operate!(op, 2, Awaiting::Discard);
                checks = true;
            }
            Opcode::DICT_MERGE => {
                let function = peek!(oparg + 4);
                let other = pop!();
                let dict = peek!(oparg);
                push!(dict);
                push!(other);
                push!(function);
                operate!(Op::DictMerge, 3, Awaiting::Discard);
                checks = true;
            }
            Opcode::CONVERT_VALUE => {
                let op = match oparg {
                    1 => Op::Str,
                    2 => Op::Repr,
                    _ => Op::Ascii,
                };
                operate!(op, 1, Awaiting::Push);
                checks = true;
            }
            Opcode::FORMAT_WITH_SPEC => {
                operate!(Op::Format, 2, Awaiting::Push);
                checks = true;
            }
            Opcode::UNPACK_EX => {
                operate!(Op::UnpackEx(oparg as u32), 1, Awaiting::Unpack);
                checks = true;
            }
            Opcode::SET_FUNCTION_ATTRIBUTE => {
                let (function, value) = (pop!(), pop!());
                self.set_function_attribute(function, oparg, value);
                push!(function);
                checks = true;
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
                _ => after!(self.raise(
                    types::SYSTEM_ERROR,
                    &format!("intrinsic {oparg} is not there")
                )),
            },
            Opcode::RAISE_VARARGS => match oparg {
                0 => {
                    let exception = self.th.handled;
                    if exception.is_none() {
                        after!(self.raise(types::RUNTIME_ERROR, "No active exception to reraise"));
                    }
                    after!(self.reraise(exception, None));
                }
                _ => {
                    let cause = if oparg == 2 { pop!() } else { Value::Null };
                    push!(cause);
                    after!(self.perform_on(Op::MakeException, 2, Awaiting::Raise));
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
                after!(self.reraise(exception, raised_at));
            }
            Opcode::PUSH_EXC_INFO => {
                let exception = peek!(1);
                peek!(1) = self.th.handled;
                push!(exception);
                self.th.handled = exception;
            }
            Opcode::POP_EXCEPT => {
                self.th.handled = pop!();
                checks = true;
            }
            Opcode::CHECK_EXC_MATCH => {
                let exception = peek!(2);
                let classes = peek!(1);
                peek!(1) = exception;
                push!(classes);
                operate!(Op::MatchException, 2, Awaiting::Push);
                checks = true;
            }
            Opcode::BEFORE_WITH => {
                let manager = pop!();
                after!(self.before_with(manager))
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
                checks = true;
            }
            Opcode::IMPORT_NAME => {
                let (from_list, level) = (pop!(), pop!());
                push!(Value::Obj(code.names[oparg]));
                push!(from_list);
                push!(level);
                operate!(Op::Import, 3, Awaiting::Push);
                checks = true;
            }
            Opcode::IMPORT_FROM => {
                let module = peek!(1);
                push!(module);
                operate!(Op::ImportFrom(code.names[oparg]), 1, Awaiting::Push);
                checks = true;
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
                checks = true;
            }
            Opcode::GET_LEN => {
                push!(peek!(1));
                operate!(Op::Len, 1, Awaiting::Push);
            }
            other => after!(self.rare(other, instruction.oparg)),
        }
        After::Next { checks }
    }
}
