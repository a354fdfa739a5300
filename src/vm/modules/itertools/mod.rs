//! `_itertools`: the iterators of `itertools` that hand out items one by one. Each step is one
//! instruction's work, as in CPython; `itertools` itself adds what is written in Python.

mod construct;
mod select;
mod step;

pub use construct::CLASSES;

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, Result};
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_itertools",
    functions: &[],
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    for def in CLASSES {
        interp.set_class(namespace, def.class);
    }
}

/// The state of an iterator.
#[derive(Clone, Debug)]
enum Tool {
    Count {
        next: Value,
        step: Value,
    },
    Repeat {
        item: Value,
        /// `None` is for ever.
        left: Option<u64>,
    },
    Chain {
        outer: Value,
        /// `Null` between two iterables.
        inner: Value,
    },
    Cycle {
        /// `Null` once it is exhausted.
        inner: Value,
        saved: Vec<Value>,
        at: usize,
    },
    Slice {
        inner: Value,
        /// Items taken from `inner` so far.
        taken: u64,
        /// Number of the next item to give.
        next: u64,
        stop: Option<u64>,
        step: u64,
    },
    TakeWhile {
        predicate: Value,
        inner: Value,
    },
    DropWhile {
        predicate: Value,
        inner: Value,
        dropping: bool,
    },
    FilterFalse {
        predicate: Value,
        inner: Value,
    },
    Compress {
        data: Value,
        selectors: Value,
    },
    StarMap {
        function: Value,
        inner: Value,
    },
    Accumulate {
        inner: Value,
        /// `None` adds.
        function: Value,
        /// `Null` before the first item.
        total: Value,
        /// The total is the next item as it stands.
        initial: bool,
    },
    ZipLongest {
        /// `Null` where one is exhausted.
        inner: Vec<Value>,
        fill: Value,
    },
    Pairwise {
        inner: Value,
        /// `Null` before the first item.
        previous: Value,
    },
    Batched {
        inner: Value,
        size: usize,
        strict: bool,
    },
    Select(select::Selection),
    Exhausted,
}

impl crate::vm::heap::Payload for Tool {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match self {
            Tool::Count { next: a, step: b }
            | Tool::Chain { outer: a, inner: b }
            | Tool::TakeWhile {
                predicate: a,
                inner: b,
            }
            | Tool::DropWhile {
                predicate: a,
                inner: b,
                ..
            }
            | Tool::FilterFalse {
                predicate: a,
                inner: b,
            }
            | Tool::Compress {
                data: a,
                selectors: b,
            }
            | Tool::StarMap {
                function: a,
                inner: b,
            }
            | Tool::Pairwise {
                inner: a,
                previous: b,
            } => {
                visit(*a);
                visit(*b);
            }
            Tool::Repeat { item: a, .. }
            | Tool::Slice { inner: a, .. }
            | Tool::Batched { inner: a, .. } => visit(*a),
            Tool::Cycle { inner, saved, .. } => {
                visit(*inner);
                saved.iter().for_each(|&v| visit(v));
            }
            Tool::Accumulate {
                inner,
                function,
                total,
                ..
            } => {
                visit(*inner);
                visit(*function);
                visit(*total);
            }
            Tool::ZipLongest { inner, fill } => {
                inner.iter().for_each(|&v| visit(v));
                visit(*fill);
            }
            Tool::Select(selection) => selection.trace(visit),
            Tool::Exhausted => {}
        }
    }

    fn size(&self) -> usize {
        match self {
            Tool::Cycle { saved, .. } => saved.capacity() * size_of::<Value>(),
            Tool::Select(selection) => selection.size(),
            _ => size_of::<Tool>(),
        }
    }

    fn clone_box(&self) -> Box<dyn crate::vm::heap::Payload> {
        Box::new(self.clone())
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

fn new_tool(ctx: &mut Ctx<'_>, class: Ref, tool: Tool) -> Result {
    Ok(ctx.alloc(class, Body::Other(Box::new(tool))))
}

fn tool<'a>(ctx: &'a mut Ctx<'_>, value: Value) -> Result<&'a mut Tool> {
    ctx.expect_payload(value, "itertools")
}

fn itself(_ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(args.get(0))
}
