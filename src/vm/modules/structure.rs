//! Tuples whose items have names (`PyStructSequence`), and `types.SimpleNamespace`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{ClassDef, getter, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The item at a fixed index, as an attribute.
fn item<const INDEX: usize>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(ctx
        .as_tuple(args.get(0))
        .and_then(|items| items.get(INDEX).copied())
        .unwrap_or(Value::None))
}

macro_rules! structure {
    ($ident:ident, $repr:ident, $title:literal, $($index:literal $name:literal)*) => {
        pub static $ident: ClassDef = ClassDef {
            class: types::$ident,
            methods: &[
                $(getter($name, item::<$index>),)*
                wrapper("__repr__", $repr),
            ],
            construct: None,
        };

        fn $repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            show(ctx, args, $title, &[$($name),*])
        }
    };
}

structure!(VERSION_INFO, repr_version, "sys.version_info",
    0 "major" 1 "minor" 2 "micro" 3 "releaselevel" 4 "serial");
structure!(FLAGS, repr_flags, "sys.flags",
    0 "debug" 1 "inspect" 2 "interactive" 3 "optimize" 4 "dont_write_bytecode" 5 "no_user_site"
    6 "no_site" 7 "ignore_environment" 8 "verbose" 9 "bytes_warning" 10 "quiet"
    11 "hash_randomization" 12 "isolated" 13 "dev_mode" 14 "utf8_mode"
    15 "warn_default_encoding" 16 "safe_path" 17 "int_max_str_digits");
structure!(FLOAT_INFO, repr_float, "sys.float_info",
    0 "max" 1 "max_exp" 2 "max_10_exp" 3 "min" 4 "min_exp" 5 "min_10_exp" 6 "dig" 7 "mant_dig"
    8 "epsilon" 9 "radix" 10 "rounds");
structure!(INT_INFO, repr_int, "sys.int_info",
    0 "bits_per_digit" 1 "sizeof_digit" 2 "default_max_str_digits"
    3 "str_digits_check_threshold");
structure!(THREAD_INFO, repr_thread, "sys.thread_info", 0 "name" 1 "lock" 2 "version");
structure!(HASH_INFO, repr_hash, "sys.hash_info",
    0 "width" 1 "modulus" 2 "inf" 3 "nan" 4 "imag" 5 "algorithm" 6 "hash_bits" 7 "seed_bits"
    8 "cutoff");

/// The nine items of a `time.struct_time`.
pub const TIME_FIELDS: [&str; 9] = [
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
];

pub static STRUCT_TIME: ClassDef = ClassDef {
    class: types::STRUCT_TIME,
    methods: STRUCT_TIME_METHODS,
    construct: Some(&NEW_STRUCT_TIME),
};

static NEW_STRUCT_TIME: NativeDef = crate::vm::objects::function("struct_time", new_struct_time);

const STRUCT_TIME_METHODS: &[NativeDef] = &[
    getter("tm_year", item::<0>),
    getter("tm_mon", item::<1>),
    getter("tm_mday", item::<2>),
    getter("tm_hour", item::<3>),
    getter("tm_min", item::<4>),
    getter("tm_sec", item::<5>),
    getter("tm_wday", item::<6>),
    getter("tm_yday", item::<7>),
    getter("tm_isdst", item::<8>),
    getter("tm_zone", zone),
    getter("tm_gmtoff", offset),
    wrapper("__repr__", repr_time),
];

/// The simulated machine's clock is set to UTC.
fn zone(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(ctx.str("UTC"))
}

fn offset(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::Int(0))
}

fn repr_time(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    show(ctx, args, "time.struct_time", &TIME_FIELDS)
}

fn new_struct_time(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [sequence] = ctx.bind(args, "time.struct_time", ["iterable"], 1, 1)?;
    let mut items = ctx.collect(sequence)?;
    if items.len() < TIME_FIELDS.len() {
        let message = format!(
            "time.struct_time() takes an at least 9-sequence ({}-sequence given)",
            items.len()
        );
        return Err(ctx.type_error(message));
    }
    if items.len() > 11 {
        let message = format!(
            "time.struct_time() takes an at most 11-sequence ({}-sequence given)",
            items.len()
        );
        return Err(ctx.type_error(message));
    }
    items.truncate(TIME_FIELDS.len());
    Ok(ctx.alloc(types::STRUCT_TIME, Body::Tuple(items.into())))
}

fn show(ctx: &mut Ctx<'_>, args: Args<'_>, title: &str, fields: &[&str]) -> Result {
    let items = ctx.as_tuple(args.get(0)).unwrap_or(&[]).to_vec();
    let mut parts = Vec::with_capacity(fields.len());
    for (name, item) in fields.iter().zip(items) {
        parts.push(format!("{name}={}", ctx.repr(item)?));
    }
    Ok(ctx.string(format!("{title}({})", parts.join(", "))))
}

pub static NAMESPACE: ClassDef = ClassDef {
    class: types::SIMPLE_NAMESPACE,
    methods: &[wrapper("__repr__", repr_namespace)],
    construct: None,
};

fn repr_namespace(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = args
        .get(0)
        .as_ref()
        .and_then(|r| ctx.interp.heap.dict_of(r));
    let entries = dict.map_or_else(Vec::new, |dict| ctx.dict_entries(dict));
    let mut parts = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let (key, value) = (ctx.to_str(key)?, ctx.repr(value)?);
        parts.push(format!("{key}={value}"));
    }
    Ok(ctx.string(format!("namespace({})", parts.join(", "))))
}

impl Interpreter {
    /// An instance of one of the classes above.
    pub fn new_structure(&mut self, class: Ref, items: Vec<Value>) -> Value {
        Value::Obj(self.heap.alloc(class, Body::Tuple(items.into())))
    }

    /// `types.SimpleNamespace(**attributes)`.
    pub fn new_namespace(&mut self, attributes: &[(&str, Value)]) -> Value {
        let object = self.heap.alloc(types::SIMPLE_NAMESPACE, Body::Instance);
        let dict = self.dict_of_or_new(object);
        for &(name, value) in attributes {
            self.set_global(dict, name, value);
        }
        Value::Obj(object)
    }

    /// Enters a built-in class in a module's namespace, under its own name.
    pub fn set_class(&mut self, namespace: Ref, class: Ref) {
        let name = self.class_name(class).to_string();
        self.set_global(namespace, &name, Value::Obj(class));
        let dict = self.class_dict(class);
        if self.dict_get_name(dict, names::DOC).is_none() {
            self.dict_set_name(dict, names::DOC, Value::None);
        }
    }
}
