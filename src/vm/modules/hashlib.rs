//! `hashlib`: real digests, at the price that OpenSSL takes for them.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::ModuleDef;
use crate::nanos::Nanos;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::Syscall;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{ClassDef, function, getter, method, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "hashlib",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("new", new),
    function("md5", new_md5),
    function("sha1", new_sha1),
    function("sha224", new_sha224),
    function("sha256", new_sha256),
    function("sha384", new_sha384),
    function("sha512", new_sha512),
];

const NAMES: [&str; 6] = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

fn init(interp: &mut Interpreter, namespace: Ref) {
    let names = NAMES.map(|name| interp.new_str(name)).to_vec();
    for attribute in ["algorithms_available", "algorithms_guaranteed"] {
        let names = interp.new_tuple(names.clone());
        interp.set_global(namespace, attribute, names);
    }
}

/// What a call costs apart from its bytes.
const CALL: Nanos = 500;

#[derive(Clone)]
enum Hasher {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

payload!(Hasher, |self_, _visit| {
    let _ = self_;
});

impl Hasher {
    fn new(name: &str) -> Option<Hasher> {
        Some(match name {
            "md5" => Hasher::Md5(Md5::new()),
            "sha1" => Hasher::Sha1(Sha1::new()),
            "sha224" => Hasher::Sha224(Sha224::new()),
            "sha256" => Hasher::Sha256(Sha256::new()),
            "sha384" => Hasher::Sha384(Sha384::new()),
            "sha512" => Hasher::Sha512(Sha512::new()),
            _ => return None,
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Hasher::Md5(_) => "md5",
            Hasher::Sha1(_) => "sha1",
            Hasher::Sha224(_) => "sha224",
            Hasher::Sha256(_) => "sha256",
            Hasher::Sha384(_) => "sha384",
            Hasher::Sha512(_) => "sha512",
        }
    }

    fn digest_size(&self) -> i64 {
        match self {
            Hasher::Md5(_) => 16,
            Hasher::Sha1(_) => 20,
            Hasher::Sha224(_) => 28,
            Hasher::Sha256(_) => 32,
            Hasher::Sha384(_) => 48,
            Hasher::Sha512(_) => 64,
        }
    }

    fn block_size(&self) -> i64 {
        match self {
            Hasher::Sha384(_) | Hasher::Sha512(_) => 128,
            _ => 64,
        }
    }

    /// Picoseconds per byte: OpenSSL 3 with the processor's SHA instructions.
    fn cost_per_byte(&self) -> u64 {
        match self {
            Hasher::Md5(_) => 1_600,
            Hasher::Sha1(_) => 600,
            Hasher::Sha224(_) | Hasher::Sha256(_) => 700,
            Hasher::Sha384(_) | Hasher::Sha512(_) => 1_500,
        }
    }

    fn update(&mut self, data: &[u8]) {
        match self {
            Hasher::Md5(h) => h.update(data),
            Hasher::Sha1(h) => h.update(data),
            Hasher::Sha224(h) => h.update(data),
            Hasher::Sha256(h) => h.update(data),
            Hasher::Sha384(h) => h.update(data),
            Hasher::Sha512(h) => h.update(data),
        }
    }

    fn digest(&self) -> Vec<u8> {
        match self.clone() {
            Hasher::Md5(h) => h.finalize().to_vec(),
            Hasher::Sha1(h) => h.finalize().to_vec(),
            Hasher::Sha224(h) => h.finalize().to_vec(),
            Hasher::Sha256(h) => h.finalize().to_vec(),
            Hasher::Sha384(h) => h.finalize().to_vec(),
            Hasher::Sha512(h) => h.finalize().to_vec(),
        }
    }
}

pub static HASH: ClassDef = ClassDef {
    class: types::HASH,
    methods: &[
        method("update", update),
        method("digest", digest),
        method("hexdigest", hexdigest),
        method("copy", copy),
        getter("name", name),
        getter("digest_size", digest_size),
        getter("block_size", block_size),
        wrapper("__repr__", repr),
    ],
    construct: None,
};

/// The number of bytes of an argument that can be hashed.
fn check_data(ctx: &mut Ctx<'_>, data: Value) -> Result<usize> {
    match ctx.body(data) {
        Some(Body::Bytes(b)) => Ok(b.len()),
        Some(Body::ByteArray(b)) => Ok(b.len()),
        Some(Body::Str(_)) => Err(ctx.type_error("Strings must be encoded before hashing")),
        _ => Err(ctx.type_error("object supporting the buffer API required")),
    }
}

/// Hashes data into the object, and takes the time for it: without the GIL if it is much.
fn absorb(ctx: &mut Ctx<'_>, hash: Value, data: Value) -> Result<()> {
    let length = check_data(ctx, data)?;
    let hasher = ctx.expect_payload::<Hasher>(hash, "_hashlib.HASH")?;
    let cost = (length as u64).saturating_mul(hasher.cost_per_byte()) / 1000;
    let what = format!("hashlib.{}", hasher.name());
    ctx.once(|ctx| {
        let (Value::Obj(hash), Value::Obj(data)) = (hash, data) else {
            return Ok(Value::None);
        };
        if let Some((Body::Other(hasher), data)) = ctx.interp.heap.pair_mut(hash, data)
            && let Some(hasher) = hasher.as_any_mut().downcast_mut::<Hasher>()
        {
            match data {
                Body::Bytes(b) => hasher.update(b),
                Body::ByteArray(b) => hasher.update(b),
                _ => {}
            }
        }
        Ok(Value::None)
    })?;
    if length < ctx.interp.profile.hashlib_releases_from {
        ctx.cost += cost;
        return Ok(());
    }
    let syscall = Syscall::Native {
        what,
        cost,
        releases_gil: true,
    };
    ctx.ask(syscall, Value::None)?;
    Ok(())
}

fn start(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result {
    let parameters = ["string", "usedforsecurity"];
    let [data, _] = ctx.bind(args, name, parameters, 0, 1)?;
    make(ctx, name, data)
}

fn make(ctx: &mut Ctx<'_>, name: &str, data: Value) -> Result {
    let Some(hasher) = Hasher::new(name) else {
        return Err(ctx.value_error(format!("unsupported hash type {name}")));
    };
    if !data.is_null() {
        check_data(ctx, data)?;
    }
    let hash = ctx.once(|ctx| {
        ctx.cost += CALL;
        Ok(ctx.alloc(types::HASH, Body::Other(Box::new(hasher))))
    })?;
    if !data.is_null() {
        absorb(ctx, hash, data)?;
    }
    Ok(hash)
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let parameters = ["name", "data", "usedforsecurity"];
    let [name, data, _] = ctx.bind(args, "new", parameters, 1, 2)?;
    let name = ctx.expect_str(name, "new() argument 'name'")?;
    make(ctx, &name.to_lowercase(), data)
}

fn new_md5(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "md5")
}

fn new_sha1(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "sha1")
}

fn new_sha224(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "sha224")
}

fn new_sha256(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "sha256")
}

fn new_sha384(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "sha384")
}

fn new_sha512(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, "sha512")
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "update", 1, 1)?;
    absorb(ctx, args.get(0), args.get(1))?;
    Ok(Value::None)
}

fn this<'a>(ctx: &'a mut Ctx<'_>, args: Args<'_>) -> Result<&'a mut Hasher> {
    ctx.expect_payload(args.get(0), "_hashlib.HASH")
}

fn digest(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.cost += CALL;
    let digest = this(ctx, args)?.digest();
    Ok(ctx.bytes(digest))
}

fn hexdigest(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.cost += CALL;
    let digest = this(ctx, args)?.digest();
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(ctx.string(text))
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let copy = this(ctx, args)?.clone();
    Ok(ctx.alloc(types::HASH, Body::Other(Box::new(copy))))
}

fn name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = this(ctx, args)?.name();
    Ok(ctx.str(name))
}

fn digest_size(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.digest_size()))
}

fn block_size(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.block_size()))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = this(ctx, args)?.name();
    let place = crate::vm::protocol::text::address(args.get(0));
    Ok(ctx.string(format!("<{name} _hashlib.HASH object @ {place}>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digests of `b"abc"`, recorded from CPython's hashlib.
    #[test]
    fn digests_are_real() {
        for (name, start) in [
            ("md5", "900150983cd24fb0d6963f7d28e17f72"),
            ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("sha224", "23097d223405d8228642a477bda255b3"),
            ("sha256", "ba7816bf8f01cfea414140de5dae2223"),
            ("sha384", "cb00753f45a35e8bb5a03d699ac65007"),
            ("sha512", "ddaf35a193617abacc417349ae204131"),
        ] {
            let mut hasher = Hasher::new(name).unwrap();
            hasher.update(b"a");
            hasher.update(b"bc");
            let digest = hasher.digest();
            assert_eq!(digest.len() as i64, hasher.digest_size(), "{name}");
            let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(text.starts_with(start), "{name}: {text}");
        }
        assert!(Hasher::new("sha3_256").is_none());
    }
}
