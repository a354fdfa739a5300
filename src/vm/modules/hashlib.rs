//! `hashlib`: real digests, at the price that OpenSSL takes for them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use blake2::{Blake2b512, Blake2s256};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};

use super::ModuleDef;
use crate::nanos::Nanos;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Syscall, Work};
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
    function("md5", new_named::<0>),
    function("sha1", new_named::<1>),
    function("sha224", new_named::<2>),
    function("sha256", new_named::<3>),
    function("sha384", new_named::<4>),
    function("sha512", new_named::<5>),
    function("sha3_224", new_named::<6>),
    function("sha3_256", new_named::<7>),
    function("sha3_384", new_named::<8>),
    function("sha3_512", new_named::<9>),
    function("blake2b", new_named::<10>),
    function("blake2s", new_named::<11>),
];

fn init(interp: &mut Interpreter, namespace: Ref) {
    let names: Vec<Value> = NAMES.iter().map(|name| interp.new_str(name)).collect();
    for attribute in ["algorithms_available", "algorithms_guaranteed"] {
        let names = interp.new_tuple(names.clone());
        interp.set_global(namespace, attribute, names);
    }
}

/// What a call costs apart from its bytes.
const CALL: Nanos = 500;

/// The algorithms: variant, type, name, bytes of a digest and of a block, and picoseconds per
/// byte (OpenSSL 3 with the processor's SHA instructions; CPython's own code for BLAKE2).
macro_rules! algorithms {
    ($($variant:ident $hasher:ident $name:literal $digest:literal $block:literal $cost:literal;)*) => {
        #[derive(Clone)]
        enum Hasher {
            $($variant($hasher),)*
        }

        const NAMES: &[&str] = &[$($name),*];

        impl Hasher {
            fn new(name: &str) -> Option<Hasher> {
                match name {
                    $($name => Some(Hasher::$variant($hasher::new())),)*
                    _ => None,
                }
            }

            fn name(&self) -> &'static str {
                match self {
                    $(Hasher::$variant(_) => $name,)*
                }
            }

            fn digest_size(&self) -> i64 {
                match self {
                    $(Hasher::$variant(_) => $digest,)*
                }
            }

            fn block_size(&self) -> i64 {
                match self {
                    $(Hasher::$variant(_) => $block,)*
                }
            }

            fn cost_per_byte(&self) -> u64 {
                match self {
                    $(Hasher::$variant(_) => $cost,)*
                }
            }

            fn update(&mut self, data: &[u8]) {
                match self {
                    $(Hasher::$variant(h) => h.update(data),)*
                }
            }

            fn digest(&self) -> Vec<u8> {
                match self.clone() {
                    $(Hasher::$variant(h) => h.finalize().to_vec(),)*
                }
            }
        }
    };
}

algorithms! {
    Md5 Md5 "md5" 16 64 1_600;
    Sha1 Sha1 "sha1" 20 64 600;
    Sha224 Sha224 "sha224" 28 64 700;
    Sha256 Sha256 "sha256" 32 64 700;
    Sha384 Sha384 "sha384" 48 128 1_500;
    Sha512 Sha512 "sha512" 64 128 1_500;
    Sha3x224 Sha3_224 "sha3_224" 28 144 3_100;
    Sha3x256 Sha3_256 "sha3_256" 32 136 3_300;
    Sha3x384 Sha3_384 "sha3_384" 48 104 2_600;
    Sha3x512 Sha3_512 "sha3_512" 64 72 5_200;
    Blake2b Blake2b512 "blake2b" 64 128 1_050;
    Blake2s Blake2s256 "blake2s" 32 64 1_700;
}

/// `HASH`, with the lock that CPython keeps beside it: data is hashed without the GIL.
struct Hash(Arc<Mutex<Hasher>>);

impl Hash {
    fn new(hasher: Hasher) -> Hash {
        Hash(Arc::new(Mutex::new(hasher)))
    }

    fn lock(&self) -> MutexGuard<'_, Hasher> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A copy that goes on by itself.
impl Clone for Hash {
    fn clone(&self) -> Hash {
        Hash::new(self.lock().clone())
    }
}

payload!(Hash, |self_, _visit| {
    let _ = self_;
});

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
    if let Some(bytes) = ctx.bytes_of(data) {
        return Ok(bytes.len());
    }
    match ctx.body(data) {
        Some(Body::Str(_)) => Err(ctx.type_error("Strings must be encoded before hashing")),
        _ => Err(ctx.type_error("object supporting the buffer API required")),
    }
}

/// Hashes data into the object, and takes the time for it: without the GIL if it is much.
fn absorb(ctx: &mut Ctx<'_>, hash: Value, data: Value) -> Result<()> {
    let length = check_data(ctx, data)?;
    let hash = ctx.expect_payload::<Hash>(hash, "_hashlib.HASH")?.0.clone();
    let hasher = Hash(hash);
    let (cost_per_byte, name) = {
        let hasher = hasher.lock();
        (hasher.cost_per_byte(), hasher.name())
    };
    let cost = (length as u64).saturating_mul(cost_per_byte) / 1000;
    if ctx.has_answer() {
        return Ok(());
    }
    let bytes: Arc<[u8]> = match ctx.body(data) {
        Some(Body::Bytes(b)) => b.clone(),
        _ => ctx.bytes_of(data).unwrap_or_default().into(),
    };
    if length < ctx.interp.profile.hashlib_releases_from {
        hasher.lock().update(&bytes);
        ctx.cost += cost;
        return Ok(());
    }
    let syscall = Syscall::Native {
        what: format!("hashlib.{name}"),
        cost,
        releases_gil: true,
        work: Work::Call(Arc::new(move || hasher.lock().update(&bytes))),
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
        Ok(ctx.alloc(types::HASH, Body::Other(Box::new(Hash::new(hasher)))))
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

fn new_named<const INDEX: usize>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    start(ctx, args, NAMES.get(INDEX).copied().unwrap_or_default())
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "update", 1, 1)?;
    absorb(ctx, args.get(0), args.get(1))?;
    Ok(Value::None)
}

fn this<'a>(ctx: &'a mut Ctx<'_>, args: Args<'_>) -> Result<&'a mut Hash> {
    ctx.expect_payload(args.get(0), "_hashlib.HASH")
}

fn digest(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.cost += CALL;
    let digest = this(ctx, args)?.lock().digest();
    Ok(ctx.bytes(digest))
}

fn hexdigest(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.cost += CALL;
    let digest = this(ctx, args)?.lock().digest();
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(ctx.string(text))
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let copy = this(ctx, args)?.clone();
    Ok(ctx.alloc(types::HASH, Body::Other(Box::new(copy))))
}

fn name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = this(ctx, args)?.lock().name();
    Ok(ctx.str(name))
}

fn digest_size(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.lock().digest_size()))
}

fn block_size(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.lock().block_size()))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = this(ctx, args)?.lock().name();
    let place = crate::vm::protocol::text::address(args.get(0));
    Ok(ctx.string(if name.starts_with("blake2") {
        format!("<_blake2.{name} object at {place}>")
    } else {
        format!("<{name} _hashlib.HASH object @ {place}>")
    }))
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
            ("sha3_224", "e642824c3f8cf24ad09234ee7d3c766f"),
            ("sha3_256", "3a985da74fe225b2045c172d6bd390bd"),
            ("sha3_384", "ec01498288516fc926459f58e2c6ad8d"),
            ("sha3_512", "b751850b1a57168a5693cd924b6b096e"),
            ("blake2b", "ba80a53f981c4d0d6a2797b69f12f6e9"),
            ("blake2s", "508c5e8c327c14e2e1a72ba34eeb452f"),
        ] {
            let mut hasher = Hasher::new(name).unwrap();
            hasher.update(b"a");
            hasher.update(b"bc");
            let digest = hasher.digest();
            assert_eq!(digest.len() as i64, hasher.digest_size(), "{name}");
            let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(text.starts_with(start), "{name}: {text}");
        }
        assert!(Hasher::new("sha3_255").is_none());
    }
}
