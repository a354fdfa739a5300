//! `_thread._local`: attributes that each thread has of its own.

use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::ThreadId;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, Result};
use crate::vm::objects::{ClassDef, getter, new, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

#[derive(Clone, Debug)]
struct Namespace {
    thread: ThreadId,
    dict: Ref,
    /// `__init__` has run in the thread.
    ready: bool,
}

/// The state of a `_local`. The namespace of the thread that looked last stands in the object's
/// own `__dict__`.
#[derive(Clone, Debug)]
struct Local {
    /// What `__init__` gets in each thread.
    args: Vec<Value>,
    keywords: Vec<(Ref, Value)>,
    namespaces: Vec<Namespace>,
}

payload!(Local, |self_, visit| {
    self_.args.iter().for_each(|&v| visit(v));
    for &(name, value) in &self_.keywords {
        visit(Value::Obj(name));
        visit(value);
    }
    for namespace in &self_.namespaces {
        visit(Value::Obj(namespace.dict));
    }
});

pub static LOCAL: ClassDef = ClassDef {
    class: types::LOCAL,
    methods: &[
        new(new_local),
        wrapper("__init__", init),
        getter("__dict__", namespace),
    ],
    construct: None,
};

fn new_local(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, given) = ctx.new_class_argument(args, types::LOCAL)?;
    if (!given.is_empty() || given.has_keywords()) && own_init(ctx, class).is_none() {
        return Err(ctx.type_error("Initialization arguments are not supported"));
    }
    let dict = ctx.interp.new_dict();
    let local = Local {
        args: given.positional.to_vec(),
        keywords: given.keywords().collect(),
        namespaces: vec![Namespace {
            thread: ctx.thread,
            dict,
            ready: true,
        }],
    };
    let object = ctx.alloc(class, Body::Other(Box::new(local)));
    if let Value::Obj(r) = object {
        ctx.interp.heap.set_dict_of(r, Some(dict));
    }
    Ok(object)
}

fn init(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::None)
}

fn namespace(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.enter_local(args.get(0))?;
    match args
        .get(0)
        .as_ref()
        .and_then(|r| ctx.interp.heap.dict_of(r))
    {
        Some(dict) => Ok(Value::Obj(dict)),
        None => Ok(Value::None),
    }
}

/// The `__init__` that a subclass wrote in Python.
fn own_init(ctx: &mut Ctx<'_>, class: Ref) -> Option<Value> {
    let method = ctx.interp.lookup(class, names::INIT)?;
    ctx.interp.native_callee(method).is_none().then_some(method)
}

impl Ctx<'_> {
    /// Makes the attributes of a `_local` those of the running thread. In a thread that sees it
    /// for the first time this runs the subclass's `__init__`. No other object is affected.
    pub fn enter_local(&mut self, value: Value) -> Result<()> {
        let Value::Obj(object) = value else {
            return Ok(());
        };
        if !matches!(self.interp.heap.body(object), Body::Other(_)) {
            return Ok(());
        }
        let class = self.interp.heap.get(object).class();
        let thread = self.thread;
        let Some(local) = self.interp.heap.payload::<Local>(object) else {
            return Ok(());
        };
        let known = local.namespaces.iter().find(|n| n.thread == thread);
        match known.map(|namespace| (namespace.dict, namespace.ready)) {
            // Within `__init__` it is not ready, but no answer waits for this access.
            Some((dict, ready)) if ready || !self.has_answer() => {
                self.interp.heap.set_dict_of(object, Some(dict));
                Ok(())
            }
            known => {
                self.once(|ctx| ctx.initialise_local(object, class, known.is_none()))?;
                let dict = self.finish_local(object, thread);
                self.interp.heap.set_dict_of(object, dict);
                Ok(())
            }
        }
    }

    fn initialise_local(&mut self, object: Ref, class: Ref, first: bool) -> Result {
        let thread = self.thread;
        if first {
            let dict = self.interp.new_dict();
            if let Some(local) = self.interp.heap.payload_mut::<Local>(object) {
                local.namespaces.push(Namespace {
                    thread,
                    dict,
                    ready: false,
                });
            }
            self.interp.heap.set_dict_of(object, Some(dict));
        }
        if let Some(method) = own_init(self, class) {
            let (mut args, mut keywords) = (vec![Value::Obj(object)], Vec::new());
            if let Some(local) = self.interp.heap.payload::<Local>(object) {
                args.extend(&local.args);
                keywords.clone_from(&local.keywords);
            }
            self.call_kw(method, &args, &keywords)?;
        }
        Ok(Value::None)
    }

    fn finish_local(&mut self, object: Ref, thread: ThreadId) -> Option<Ref> {
        let local = self.interp.heap.payload_mut::<Local>(object)?;
        let namespace = local.namespaces.iter_mut().find(|n| n.thread == thread)?;
        namespace.ready = true;
        Some(namespace.dict)
    }
}
