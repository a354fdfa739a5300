//! `_random`: the Mersenne Twister.

use super::ModuleDef;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, Result};
use crate::vm::number::random::{Random, seed_from_bytes, split_mix};
use crate::vm::number::{Int, IntRef};
use crate::vm::objects::{ClassDef, method, new, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_random",
    functions: &[],
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_class(namespace, types::RANDOM);
}

#[derive(Clone, Debug)]
struct State(Random);

payload!(State, |self_, _visit| {
    let _ = self_;
});

pub static RANDOM: ClassDef = ClassDef {
    class: types::RANDOM,
    methods: &[
        new(new_random),
        wrapper("__init__", init_random),
        method("random", random),
        method("seed", seed),
        method("getrandbits", getrandbits),
        method("getstate", getstate),
        method("setstate", setstate),
    ],
    construct: None,
};

/// The most bits that one call draws.
const MAX_BITS: u64 = 1 << 26;

fn new_random(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::RANDOM)?;
    let state = seeded(ctx, args.get(1))?;
    Ok(ctx.alloc(class, Body::Other(Box::new(State(state)))))
}

fn init_random(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::None)
}

/// A generator for a seed: ints by magnitude, text and bytes by themselves, other objects by their
/// hash, and no seed at all by the run's own entropy.
fn seeded(ctx: &mut Ctx<'_>, seed: Value) -> Result<Random> {
    let seed = match seed {
        Value::Null | Value::None => Int::from(num_bigint::BigInt::from(ctx.draw_entropy())),
        seed => match (ctx.int_of(seed).map(IntRef::to_int), ctx.body(seed)) {
            (Some(int), _) => int,
            (None, Some(Body::Str(s))) => seed_from_bytes(s.as_str().as_bytes()),
            (None, Some(Body::Bytes(b))) => seed_from_bytes(b),
            (None, Some(Body::ByteArray(b))) => seed_from_bytes(b),
            _ => {
                let hash = ctx.hash(seed)?;
                Int::from(num_bigint::BigInt::from(hash as u64))
            }
        },
    };
    Ok(Random::from_int(seed.as_ref()))
}

impl Ctx<'_> {
    /// 64 bits that differ from draw to draw and from seed to seed of the run (SplitMix64).
    pub fn draw_entropy(&mut self) -> u64 {
        split_mix(&mut self.interp.entropy)
    }
}

fn generator<'a>(ctx: &'a mut Ctx<'_>, args: Args<'_>) -> Result<&'a mut Random> {
    Ok(&mut ctx
        .expect_payload::<State>(args.get(0), "_random.Random")?
        .0)
}

fn random(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(generator(ctx, args)?.random()))
}

fn seed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "seed", 0, 1)?;
    let state = seeded(ctx, args.get(1))?;
    ctx.cost += 5_000;
    *generator(ctx, args)? = state;
    Ok(Value::None)
}

fn getrandbits(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "getrandbits", 1, 1)?;
    let bits = ctx.index(args.get(1))?;
    let drawn = generator(ctx, args)?.getrandbits(bits, MAX_BITS);
    let drawn = drawn.map_err(|error| ctx.raise_text(error))?;
    Ok(ctx.from_int(drawn))
}

fn getstate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (words, index) = generator(ctx, args)?.state();
    let mut items: Vec<Value> = words.iter().map(|&w| Value::Int(w.into())).collect();
    items.push(Value::Int(index as i64));
    Ok(ctx.tuple(items))
}

fn setstate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "setstate", 1, 1)?;
    let Some(items) = ctx.as_tuple(args.get(1)).map(<[Value]>::to_vec) else {
        return Err(ctx.type_error("state vector must be a tuple"));
    };
    let mut words = Vec::with_capacity(items.len());
    for item in items {
        let word = ctx.index(item)?;
        words.push(word as u32);
    }
    let Some(index) = words.pop() else {
        return Err(ctx.value_error("state vector is the wrong size"));
    };
    let state = Random::from_state(&words, index as usize);
    let state = state.map_err(|error| ctx.raise_text(error))?;
    *generator(ctx, args)? = state;
    Ok(Value::None)
}
