//! `sys`.

use super::ModuleDef;
use crate::nanos::SECOND;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Stream, Syscall};
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{function, native_value};
use crate::vm::protocol::text::MAX_INT_DIGITS;
use crate::vm::sizeof;
use crate::vm::traceback::EXCEPTHOOK;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("exit", exit),
    function("exc_info", exc_info),
    function("exception", exception),
    function("intern", intern),
    function("getswitchinterval", getswitchinterval),
    function("setswitchinterval", setswitchinterval),
    function("getrecursionlimit", getrecursionlimit),
    function("setrecursionlimit", setrecursionlimit),
    function("getsizeof", getsizeof),
    function("getrefcount", getrefcount),
    function("getdefaultencoding", getdefaultencoding),
    function("getfilesystemencoding", getdefaultencoding),
    function("get_int_max_str_digits", get_int_max_str_digits),
    function("gettrace", nothing),
    function("getprofile", nothing),
    function("settrace", nothing),
    function("setprofile", nothing),
    function("_is_gil_enabled", is_gil_enabled),
    function("excepthook", excepthook),
    function("__excepthook__", excepthook),
    function("is_finalizing", is_finalizing),
];

static GETCHECKINTERVAL: NativeDef = function("getcheckinterval", getcheckinterval);
static SETCHECKINTERVAL: NativeDef = function("setcheckinterval", setcheckinterval);

fn init(interp: &mut Interpreter, namespace: Ref) {
    let hook = native_value(interp, &EXCEPTHOOK);
    for name in ["excepthook", "__excepthook__"] {
        interp.set_global(namespace, name, hook);
    }
    let [.., getframe] = &crate::vm::eval::OF_FRAME;
    let function = native_value(interp, getframe);
    interp.set_global(namespace, getframe.name, function);
    let version = interp.profile.version;
    let (major, minor, micro) = interp.profile.release;
    let set = |interp: &mut Interpreter, name: &str, value: Value| {
        interp.set_global(namespace, name, value);
    };
    for (names, stream) in [
        (["stdin", "__stdin__"], None),
        (["stdout", "__stdout__"], Some(Stream::Stdout)),
        (["stderr", "__stderr__"], Some(Stream::Stderr)),
    ] {
        let file = interp.new_text_file(stream);
        for name in names {
            set(interp, name, file);
        }
    }
    let argv = interp.argv.clone();
    let argv = argv.iter().map(|arg| interp.new_str(arg)).collect();
    let argv = interp.new_list(argv);
    set(interp, "argv", argv);
    for name in ["path", "meta_path", "warnoptions"] {
        let empty = interp.new_list(Vec::new());
        set(interp, name, empty);
    }
    let modules = Value::Obj(interp.modules);
    set(interp, "modules", modules);

    let free_threaded = if version.is_free_threaded() {
        " experimental free-threading build"
    } else {
        ""
    };
    for (name, text) in [
        (
            "version",
            format!(
                "{major}.{minor}.{micro}{free_threaded} (gilsim {})",
                env!("CARGO_PKG_VERSION")
            ),
        ),
        ("platform", "linux".to_string()),
        ("byteorder", "little".to_string()),
        ("executable", "/usr/bin/python3".to_string()),
        ("prefix", "/usr".to_string()),
        ("base_prefix", "/usr".to_string()),
        ("copyright", String::new()),
        ("float_repr_style", "short".to_string()),
    ] {
        let text = interp.new_string(text);
        set(interp, name, text);
    }
    set(interp, "maxsize", Value::Int(i64::MAX));
    set(interp, "maxunicode", Value::Int(0x10_ffff));
    set(interp, "dont_write_bytecode", Value::True);
    let hexversion =
        (i64::from(major) << 24) | (i64::from(minor) << 16) | (i64::from(micro) << 8) | 0xf0;
    set(interp, "hexversion", Value::Int(hexversion));
    set(interp, "api_version", Value::Int(1013));
    let level = interp.new_str("final");
    let info = interp.new_structure(
        types::VERSION_INFO,
        vec![
            Value::Int(major.into()),
            Value::Int(minor.into()),
            Value::Int(micro.into()),
            level,
            Value::Int(0),
        ],
    );
    set(interp, "version_info", info);
    let name = interp.new_str("cpython");
    let tag = interp.new_string(format!("cpython-{major}{minor}"));
    let implementation = interp.new_namespace(&[
        ("name", name),
        ("cache_tag", tag),
        ("version", info),
        ("hexversion", Value::Int(hexversion)),
    ]);
    set(interp, "implementation", implementation);
    set_limits(interp, namespace);
    let builtin = Interpreter::native_module_names();
    let mut names: Vec<&str> = builtin.chain(["builtins"]).collect();
    names.sort_unstable();
    let names = names.into_iter().map(|name| interp.new_str(name)).collect();
    let names = interp.new_tuple(names);
    interp.set_global(namespace, "builtin_module_names", names);
    if major == 2 || minor < 9 {
        for native in [&GETCHECKINTERVAL, &SETCHECKINTERVAL] {
            let function = crate::vm::objects::native_value(interp, native);
            interp.set_global(namespace, native.name, function);
        }
    }
}

/// `sys.flags`, `sys.float_info` and their like.
fn set_limits(interp: &mut Interpreter, namespace: Ref) {
    let int = Value::Int;
    let float_info = vec![
        Value::from(f64::MAX),
        int(1024),
        int(308),
        Value::from(f64::MIN_POSITIVE),
        int(-1021),
        int(-307),
        int(15),
        int(53),
        Value::from(f64::EPSILON),
        int(2),
        int(1),
    ];
    let digits = int(MAX_INT_DIGITS as i64);
    let mut flags = vec![int(0); 18];
    flags[4] = int(1);
    flags[13] = Value::False;
    flags[16] = Value::False;
    flags[17] = digits;
    let pthread = interp.new_str("pthread");
    let semaphore = interp.new_str("semaphore");
    let algorithm = interp.new_str("siphash13");
    let hash_info = vec![
        int(64),
        int((1 << 61) - 1),
        int(314_159),
        int(0),
        int(1_000_003),
        algorithm,
        int(64),
        int(128),
        int(0),
    ];
    for (name, class, items) in [
        ("float_info", types::FLOAT_INFO, float_info),
        ("flags", types::FLAGS, flags),
        (
            "int_info",
            types::INT_INFO,
            vec![int(30), int(4), digits, int(640)],
        ),
        (
            "thread_info",
            types::THREAD_INFO,
            vec![pthread, semaphore, Value::None],
        ),
        ("hash_info", types::HASH_INFO, hash_info),
    ] {
        let value = interp.new_structure(class, items);
        interp.set_global(namespace, name, value);
    }
}

impl Ctx<'_> {
    /// `sys.name` as it stands now; the module need not have been imported.
    pub fn sys_attribute(&mut self, name: &str) -> Option<Value> {
        let module = match self.interp.get_module("sys") {
            Some(module) => module,
            None => {
                let module = self.interp.native_module("sys")?;
                self.interp.set_module("sys", module);
                module
            }
        };
        let dict = self.interp.heap.dict_of(module.as_ref()?)?;
        let name = self.interp.intern(name);
        self.interp.dict_get_name(dict, name)
    }
}

fn nothing(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::None)
}

fn exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "exit", 0, 1)?;
    let status = match args.get(0) {
        Value::Null | Value::None => Vec::new(),
        status => match ctx.as_tuple(status) {
            Some(items) => items.to_vec(),
            None => vec![status],
        },
    };
    Err(ctx.raise_with(types::SYSTEM_EXIT, &status))
}

fn exc_info(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "exc_info", 0, 0)?;
    let value = ctx.handled;
    let items = match ctx.exception(value).map(|e| e.traceback) {
        Some(traceback) => [Value::Obj(ctx.class_of(value)), value, traceback],
        None => [Value::None; 3],
    };
    Ok(ctx.tuple(items))
}

fn exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "exception", 0, 0)?;
    Ok(ctx.handled.some().unwrap_or(Value::None))
}

/// `excepthook(type, value, traceback)`: prints to `sys.stderr`.
fn excepthook(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "excepthook", 3, 3)?;
    if ctx.exception(args.get(1)).is_none() {
        let name = ctx.type_name(args.get(1));
        let message = format!("print_exception(): Exception expected for value, {name} found");
        return Err(ctx.type_error(message));
    }
    let text = ctx.format_exception(args.get(1))?;
    let file = ctx.sys_attribute("stderr").unwrap_or(Value::None);
    match ctx.stream_of(file) {
        Some(stream) => ctx.write_last(stream, &text, true)?,
        None if file.is_none() => {}
        None => {
            let text = ctx.string(text);
            ctx.call_method(file, crate::vm::names::WRITE, &[text])?;
        }
    }
    Ok(Value::None)
}

fn intern(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "intern", 1, 1)?;
    match args.get(0) {
        Value::Obj(r) if ctx.as_str(args.get(0)).is_some() => {
            Ok(Value::Obj(ctx.interp.intern_ref(r)))
        }
        other => {
            let name = ctx.type_name(other);
            Err(ctx.type_error(format!("intern() argument must be str, not {name}")))
        }
    }
}

fn getswitchinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getswitchinterval", 0, 0)?;
    // CPython keeps whole microseconds.
    let microseconds = ctx.interp.switch_interval / 1_000;
    Ok(Value::from(1e-6 * microseconds as f64))
}

fn setswitchinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "setswitchinterval", 1, 1)?;
    let interval = ctx.as_real(args.get(0))?;
    if interval.is_nan() || interval <= 0.0 {
        return Err(ctx.value_error("switch interval must be strictly positive"));
    }
    // As a C cast to unsigned does for what it can hold: whole microseconds, one at least.
    let microseconds = ((interval * 1e6) as u64).clamp(1, u64::from(u32::MAX));
    let interval = microseconds * (SECOND / 1_000_000);
    ctx.interp.switch_interval = interval;
    ctx.ask(Syscall::SetSwitchInterval(interval), Value::None)
}

fn getcheckinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getcheckinterval", 0, 0)?;
    Ok(Value::Int(ctx.interp.check_interval.into()))
}

fn setcheckinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "setcheckinterval", 1, 1)?;
    let ticks = ctx.index(args.get(0))?;
    let Ok(ticks) = i32::try_from(ticks) else {
        let bound = if ticks < 0 {
            "less than minimum"
        } else {
            "greater than maximum"
        };
        return Err(ctx.raise(types::OVERFLOW_ERROR, format!("signed integer is {bound}")));
    };
    ctx.interp.check_interval = ticks;
    // With none or less the count runs out at every tick.
    let ticks = u32::try_from(ticks).unwrap_or(0);
    ctx.ask(Syscall::SetCheckInterval(ticks), Value::None)
}

/// Frames that a thread may have, whatever the program sets: CPython would run out of memory.
const MOST_FRAMES: usize = 1_000_000;

fn getrecursionlimit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getrecursionlimit", 0, 0)?;
    Ok(Value::Int(ctx.interp.recursion_limit as i64))
}

fn setrecursionlimit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "setrecursionlimit", 1, 1)?;
    let limit = ctx.index(args.get(0))?;
    match usize::try_from(limit) {
        Ok(limit) if limit >= 1 => {
            ctx.interp.recursion_limit = limit;
            ctx.interp.limits.recursion = limit.min(MOST_FRAMES);
            Ok(Value::None)
        }
        _ => Err(ctx.value_error("recursion limit must be greater or equal than 1")),
    }
}

/// `getsizeof(object, default)`: what CPython 3.13 would answer, by the object's layout.
fn getsizeof(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [object, _default] = ctx.bind(args, "getsizeof", ["object", "default"], 1, 2)?;
    let size = sizeof::size_of(&ctx.interp.heap, object);
    Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}

/// `getrefcount(object)`: gilsim's collector keeps no counts, so that this is the answer for an
/// object with one name and the argument itself.
fn getrefcount(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getrefcount", 1, 1)?;
    Ok(Value::Int(match args.get(0) {
        Value::Obj(r) if r.0 as usize > types::TYPES.len() => 2,
        _ => 0xffff_ffff,
    }))
}

fn getdefaultencoding(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(ctx.str("utf-8"))
}

fn get_int_max_str_digits(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::Int(MAX_INT_DIGITS as i64))
}

fn is_gil_enabled(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_is_gil_enabled", 0, 0)?;
    let enabled = ctx.interp.profile.gil.releases() != crate::gil::Releases::Never;
    Ok(Value::from(enabled))
}

fn is_finalizing(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::False)
}
