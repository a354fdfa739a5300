//! What each [`Op`] does. Natives in all but name: they may be interrupted and run again.

use super::{Executor, Flow, Probe, construct, generator, import, rare};
use crate::vm::ctx::Ctx;
use crate::vm::frame::{Activation, Awaiting, NativeFrame, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, Result};
use crate::vm::protocol::Unary;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// Sets what the frame on top does with the outcome that comes next.
    pub(super) fn await_with(&mut self, awaiting: Awaiting) {
        if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
            frame.awaiting = awaiting;
        }
    }

    /// Performs an operation on the values from `first` to the top, which it takes off. The
    /// result goes where `awaiting` says, now (`None`) or when the operation has been resumed.
    pub(super) fn operate(&mut self, op: Op, first: usize, awaiting: Awaiting) -> Option<Flow> {
        let globals = self.globals();
        let sp = self.th.sp;
        if let Some(&receiver) = self.th.stack[first..sp].first()
            && self.takes_lock(op, receiver)
            && let Some(lock) = self.interp.object_lock_of_another(receiver, self.th.id)
        {
            let args = self.th.stack[first..sp].to_vec();
            self.th.sp = first;
            self.await_with(awaiting);
            let frame = NativeFrame::new(op, args, first as u32, globals);
            return Some(self.once_object_is_free(lock, frame));
        }
        let now = self.clock();
        let mut ctx = crate::vm::ctx::Ctx::new(
            self.interp,
            self.th.id,
            self.th.handled,
            globals,
            now,
            Vec::new(),
        );
        let result =
            super::operate::perform(&mut ctx, op, Args::positional(&self.th.stack[first..sp]));
        let (cost, replies) = (ctx.spent(), std::mem::take(&mut ctx.replies));
        match result {
            Ok(value) if cost <= crate::vm::ctx::LONG_NATIVE => {
                self.left = self.left.saturating_sub_unsigned(cost);
                self.th.sp = first;
                match awaiting {
                    Awaiting::Push => {
                        self.th.stack[first] = value;
                        self.th.sp = first + 1;
                        None
                    }
                    Awaiting::Discard => None,
                    _ => {
                        self.await_with(awaiting);
                        Some(self.accept(value))
                    }
                }
            }
            Ok(value) => {
                let receiver = self.th.stack[first..sp].first().copied();
                self.th.sp = first;
                self.await_with(awaiting);
                Some(self.long_native(cost, op, receiver, value))
            }
            Err(interrupt) => {
                let args = self.th.stack[first..sp].to_vec();
                self.th.sp = first;
                self.await_with(awaiting);
                self.left = self.left.saturating_sub_unsigned(cost);
                let frame = NativeFrame {
                    replies,
                    cost,
                    ..NativeFrame::new(op, args, first as u32, globals)
                };
                Some(self.interrupted(frame, interrupt))
            }
        }
    }
}

pub(super) fn perform(ctx: &mut Ctx<'_>, op: Op, args: Args<'_>) -> Result {
    let (a, b, c) = (args.get(0), args.get(1), args.get(2));
    ctx.tail_calls = matches!(
        op,
        Op::Call
            | Op::Binary(_)
            | Op::Compare(_, false)
            | Op::Negative
            | Op::Positive
            | Op::Invert
            | Op::GetAttr(_)
            | Op::SetAttr(_)
            | Op::DelAttr(_)
            | Op::GetItem
            | Op::SetItem
            | Op::DelItem
            | Op::Iter
            | Op::Next
    );
    match op {
        Op::Native(def) => (def.function)(ctx, args),
        Op::Call => ctx.tail_call(a, args.positional.get(1..).unwrap_or(&[])),
        Op::CallCollected => {
            let positional = ctx.collect(b)?;
            let mut keywords = Vec::new();
            if let Some(dict) = c.as_ref() {
                for (key, value) in ctx.dict_entries(dict) {
                    if let Value::Obj(name) = key {
                        keywords.push((ctx.interp.intern_ref(name), value));
                    }
                }
            }
            ctx.call_kw(a, &positional, &keywords)
        }
        Op::Construct(class) => construct::construct(ctx, class, args),
        Op::Binary(op) => ctx.binary(op, a, b),
        Op::Compare(op, to_bool) => {
            let result = ctx.compare(op, a, b)?;
            if to_bool {
                Ok(Value::from(ctx.truth(result)?))
            } else {
                Ok(result)
            }
        }
        Op::Contains(negated) => Ok(Value::from(ctx.contains(b, a)? != negated)),
        Op::Negative => ctx.unary(Unary::Negative, a),
        Op::Positive => ctx.unary(Unary::Positive, a),
        Op::Invert => ctx.unary(Unary::Invert, a),
        Op::ToBool => Ok(Value::from(ctx.truth(a)?)),
        Op::GetAttr(name) => ctx.getattr(a, name),
        Op::SetAttr(name) => {
            ctx.setattr(a, name, b)?;
            Ok(Value::None)
        }
        Op::DelAttr(name) => {
            ctx.delattr(a, name)?;
            Ok(Value::None)
        }
        Op::Awaitable(origin) => rare::awaitable(ctx, a, origin),
        Op::AsyncIter => rare::async_iter(ctx, a),
        Op::AsyncNext => rare::async_next(ctx, a),
        Op::Prelude(name) => ctx.prelude(name, args.positional),
        Op::ThrowTo => generator::throw_to(ctx, a, b),
        Op::GetItem => ctx.getitem(a, b),
        Op::SetItem => {
            ctx.setitem(a, b, c)?;
            Ok(Value::None)
        }
        Op::DelItem => {
            ctx.delitem(a, b)?;
            Ok(Value::None)
        }
        Op::Len => Ok(Value::Int(ctx.len(a)? as i64)),
        Op::Iter => ctx.iter(a),
        Op::Next => Ok(ctx.next(a)?.unwrap_or(Value::Null)),
        Op::SendTo => generator::send_to(ctx, a, b),
        Op::Unpack(count) => unpack(ctx, a, count as usize),
        Op::UnpackEx(counts) => unpack_ex(ctx, a, (counts & 0xff) as usize, (counts >> 8) as usize),
        Op::Format => {
            let spec = ctx
                .as_str(b)
                .map_or(String::new(), |s| s.as_str().to_string());
            let text = ctx.format(a, &spec)?;
            Ok(ctx.string(text))
        }
        Op::Repr => {
            let text = ctx.repr(a)?;
            Ok(ctx.string(text))
        }
        Op::Str => {
            let text = ctx.to_str(a)?;
            Ok(ctx.string(text))
        }
        Op::Ascii => {
            let text = ctx.ascii(a)?;
            Ok(ctx.string(text))
        }
        Op::ListExtend => list_extend(ctx, a, b),
        Op::SetUpdate => {
            if let Value::Obj(set) = a {
                ctx.set_update(set, b)?;
            }
            Ok(Value::None)
        }
        Op::DictUpdate => dict_update(ctx, a, b),
        Op::DictMerge => dict_merge(ctx, a, b, c),
        Op::SetAdd => {
            if let Value::Obj(set) = a {
                ctx.set_add(set, b)?;
            }
            Ok(Value::None)
        }
        Op::BuildSet => ctx.new_set(types::SET, args.positional),
        Op::BuildMap => {
            let dict = Value::Obj(ctx.interp.new_dict());
            for pair in args.positional.chunks_exact(2) {
                ctx.setitem(dict, pair[0], pair[1])?;
            }
            Ok(dict)
        }
        Op::BuildConstKeyMap => {
            let dict = Value::Obj(ctx.interp.new_dict());
            if let Some((&keys, values)) = args.positional.split_last() {
                let keys = ctx.as_tuple(keys).unwrap_or(&[]).to_vec();
                for (&key, &value) in keys.iter().zip(values) {
                    ctx.setitem(dict, key, value)?;
                }
            }
            Ok(dict)
        }
        Op::MatchException => Ok(Value::from(ctx.exception_matches(a, b)?)),
        Op::MakeException => make_exception(ctx, a, b),
        Op::Import => import::import_name(ctx, a, b, c),
        Op::ImportFrom(name) => import::import_from(ctx, a, name),
        Op::ImportStar => import::import_star(ctx, a),
    }
}

/// Whether `iter(value)` has something to call.
pub(super) fn is_iterable(ctx: &mut Ctx<'_>, value: Value) -> bool {
    let class = ctx.class_of(value);
    let mut has = |name| ctx.interp.lookup(class, name).is_some();
    has(crate::vm::names::ITER)
        || has(crate::vm::names::GETITEM)
        || ctx.is_builtin_class(class) && ctx.iter(value).is_ok()
}

fn list_extend(ctx: &mut Ctx<'_>, list: Value, items: Value) -> Result {
    let Value::Obj(list) = list else {
        return Ok(Value::None);
    };
    if !is_iterable(ctx, items) {
        let name = ctx.type_name(items);
        return Err(ctx.type_error(format!("Value after * must be an iterable, not {name}")));
    }
    ctx.list_extend(list, items)?;
    Ok(Value::None)
}

fn is_mapping(ctx: &mut Ctx<'_>, value: Value) -> bool {
    let dict = value.as_ref().is_some_and(|r| ctx.interp.dict(r).is_some());
    dict || ctx.has_method(value, crate::vm::names::KEYS)
}

fn dict_update(ctx: &mut Ctx<'_>, dict: Value, other: Value) -> Result {
    let Value::Obj(dict) = dict else {
        return Ok(Value::None);
    };
    if !is_mapping(ctx, other) {
        let name = ctx.type_name(other);
        return Err(ctx.type_error(format!("'{name}' object is not a mapping")));
    }
    ctx.dict_update(dict, other)?;
    Ok(Value::None)
}

fn dict_merge(ctx: &mut Ctx<'_>, dict: Value, other: Value, function: Value) -> Result {
    let Value::Obj(dict) = dict else {
        return Ok(Value::None);
    };
    let name = function_text(ctx, function);
    if !is_mapping(ctx, other) {
        let kind = ctx.type_name(other);
        return Err(ctx.type_error(format!(
            "{name} argument after ** must be a mapping, not {kind}"
        )));
    }
    for (key, value) in ctx.pairs(other)? {
        if ctx.as_str(key).is_none() {
            return Err(ctx.type_error("keywords must be strings"));
        }
        if ctx.dict_contains(dict, key)? {
            let key = ctx.to_str(key)?;
            return Err(ctx.type_error(format!(
                "{name} got multiple values for keyword argument '{key}'"
            )));
        }
        ctx.dict_set(dict, key, value)?;
    }
    Ok(Value::None)
}

/// `_PyObject_FunctionStr`: how a callable is named in TypeErrors about its arguments.
pub(super) fn function_text(ctx: &mut Ctx<'_>, function: Value) -> String {
    let part = |ctx: &mut Ctx<'_>, name| match ctx.find_attr(function, name) {
        Ok(Some(value)) => ctx.as_str(value).map(|s| s.as_str().to_string()),
        _ => None,
    };
    let qualname = part(ctx, crate::vm::names::QUALNAME);
    let module = part(ctx, crate::vm::names::MODULE_);
    match (qualname, module) {
        (Some(name), Some(module)) if module != "builtins" => format!("{module}.{name}()"),
        (Some(name), _) => format!("{name}()"),
        _ => "function".to_string(),
    }
}

fn unpack(ctx: &mut Ctx<'_>, value: Value, count: usize) -> Result {
    check_unpackable(ctx, value)?;
    let known = matches!(
        ctx.body(value),
        Some(Body::List(_) | Body::Tuple(_) | Body::Dict(_))
    );
    let class = ctx.class_of(value);
    // Of an iterator no more is taken than is needed to know that there is too much.
    let items = if known && ctx.is_builtin_class(class) {
        ctx.collect(value)?
    } else {
        let limit = Value::Int(count as i64 + 1);
        let list = ctx.prelude("take", &[value, limit])?;
        ctx.as_list(list).cloned().unwrap_or_default()
    };
    if items.len() > count {
        let got = match ctx.body(value) {
            Some(Body::Dict(_)) if known => format!(", got {}", items.len()),
            _ => String::new(),
        };
        let message = format!("too many values to unpack (expected {count}{got})");
        return Err(ctx.value_error(message));
    }
    if items.len() < count {
        let got = items.len();
        return Err(ctx.value_error(format!(
            "not enough values to unpack (expected {count}, got {got})"
        )));
    }
    Ok(ctx.list(items))
}

fn unpack_ex(ctx: &mut Ctx<'_>, value: Value, before: usize, after: usize) -> Result {
    check_unpackable(ctx, value)?;
    let mut items = ctx.collect(value)?;
    if items.len() < before + after {
        let (least, got) = (before + after, items.len());
        return Err(ctx.value_error(format!(
            "not enough values to unpack (expected at least {least}, got {got})"
        )));
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    let middle = ctx.list(middle);
    items.push(middle);
    items.extend(tail);
    Ok(ctx.list(items))
}

fn check_unpackable(ctx: &mut Ctx<'_>, value: Value) -> Result<()> {
    if is_iterable(ctx, value) {
        return Ok(());
    }
    let name = ctx.type_name(value);
    Err(ctx.type_error(format!("cannot unpack non-iterable {name} object")))
}

/// `raise value from cause`; `cause` is `Null` without `from`.
fn make_exception(ctx: &mut Ctx<'_>, value: Value, cause: Value) -> Result {
    let exception = ctx.make_exception(value)?;
    if cause.is_null() {
        return Ok(exception);
    }
    let cause = match cause {
        Value::None => Value::None,
        _ => match ctx.body(cause) {
            Some(Body::Exception(_)) => cause,
            Some(Body::Class(class)) if class.mro.contains(&types::BASE_EXCEPTION) => {
                ctx.make_exception(cause)?
            }
            _ => return Err(ctx.type_error("exception causes must derive from BaseException")),
        },
    };
    if let Value::Obj(r) = exception
        && let Body::Exception(e) = ctx.interp.heap.body_mut(r)
    {
        e.cause = cause;
        e.suppress_context = true;
    }
    Ok(exception)
}

/// `__build_class__(function, name, *bases, **keywords)`.
pub(super) fn build_class(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (function, name) = (args.get(0), args.get(1));
    if !matches!(ctx.body(function), Some(Body::Function(_))) {
        return Err(ctx.type_error("__build_class__: func must be a function"));
    }
    if ctx.as_str(name).is_none() {
        return Err(ctx.type_error("__build_class__: name is not a string"));
    }
    let bases = args.positional.get(2..).unwrap_or(&[]).to_vec();
    let keywords: Vec<(Ref, Value)> = args.keywords().collect();
    let metaclass = keywords
        .iter()
        .find(|(key, _)| *key == names::METACLASS)
        .map(|&(_, metaclass)| metaclass);
    let keywords: Vec<(Ref, Value)> = keywords
        .into_iter()
        .filter(|(key, _)| *key != names::METACLASS)
        .collect();
    let original_bases = bases;
    let bases = resolve_bases(ctx, &original_bases)?;
    let metaclass = match metaclass {
        // Anything callable will do; it need not be a class.
        Some(other) if !matches!(ctx.body(other), Some(Body::Class(_))) => other,
        given => {
            let given = given.and_then(Value::as_ref).unwrap_or(types::TYPE);
            Value::Obj(ctx.most_derived_metaclass(given, &bases)?)
        }
    };
    let plain = metaclass.is(Value::Obj(types::TYPE));
    let all_bases = ctx.once(|ctx| Ok(ctx.tuple(&bases[..])))?;
    let namespace = match ctx.find_attr(metaclass, names::PREPARE)? {
        Some(prepare) if !plain => ctx.call_kw(prepare, &[name, all_bases], &keywords)?,
        _ => ctx.once(|ctx| Ok(Value::Obj(ctx.interp.new_dict())))?,
    };
    let Some(dict) = namespace.as_ref().filter(|&r| ctx.interp.dict(r).is_some()) else {
        let kind = ctx.type_name(namespace);
        let owner = match metaclass {
            Value::Obj(r) if ctx.interp.class(r).is_some() => ctx.interp.class_name(r).to_string(),
            _ => "<metaclass>".to_string(),
        };
        return Err(ctx.type_error(format!(
            "{owner}.__prepare__() must return a mapping, not {kind}"
        )));
    };
    let cell = ctx.run_body(function, namespace)?;
    if bases.len() != original_bases.len()
        || bases.iter().zip(&original_bases).any(|(a, b)| !a.is(*b))
    {
        let original = ctx.tuple(&original_bases[..]);
        let name = ctx.interp.intern("__orig_bases__");
        ctx.interp.dict_set_name(dict, name, original);
    }
    if !plain {
        return ctx.call_kw(metaclass, &[name, all_bases, namespace], &keywords);
    }
    ctx.build_class(crate::vm::protocol::BuildClass {
        name,
        bases,
        namespace: dict,
        keywords,
        cell,
        metaclass: types::TYPE,
    })
}

/// `types.resolve_bases`: what stands for other bases by `__mro_entries__`.
fn resolve_bases(ctx: &mut Ctx<'_>, bases: &[Value]) -> Result<Vec<Value>> {
    let all = ctx.tuple(bases);
    let mut resolved = Vec::new();
    for &base in bases {
        if matches!(ctx.body(base), Some(Body::Class(_)))
            || !ctx.has_method(base, names::MRO_ENTRIES)
        {
            resolved.push(base);
            continue;
        }
        let entries = ctx.call_method(base, names::MRO_ENTRIES, &[all])?;
        match ctx.as_tuple(entries) {
            Some(entries) => resolved.extend_from_slice(entries),
            None => return Err(ctx.type_error("__mro_entries__ must return a tuple")),
        }
    }
    Ok(resolved)
}
