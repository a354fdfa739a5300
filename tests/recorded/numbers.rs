//! Integers and floats.

use std::cmp::Ordering;

use gilsim::vm::number::float::{self, Power};
use gilsim::vm::number::{Int, IntRef, hash, int, int_text};
use gilsim::vm::text::TextError;
use serde_json::{Value, json};

use super::tables::{self, bytes, check, outcome, show_float, show_int, text};

const MAX_BITS: u64 = 1 << 20;
const MAX_DIGITS: usize = 4300;

fn show_bytes(bytes: Vec<u8>) -> Value {
    let mut list = vec![Value::from("bytes")];
    list.extend(bytes.into_iter().map(Value::from));
    Value::from(list)
}

#[test]
fn ints_compute_as_cpythons() {
    check(include_str!("ints.jsonl"), |row| {
        let name = text(&row[0]);
        let a = || tables::int(&row[1]);
        let b = || tables::int(&row[2]);
        let binary = |f: fn(IntRef<'_>, IntRef<'_>) -> Int| show_int(f(a().as_ref(), b().as_ref()));
        let fallible = |f: fn(IntRef<'_>, IntRef<'_>) -> Result<Int, TextError>| {
            outcome(f(a().as_ref(), b().as_ref()), show_int)
        };
        let radix = || row[2].as_i64().expect("a base");
        match name {
            "add" => binary(|a, b| a.add(b)),
            "sub" => binary(|a, b| a.sub(b)),
            "and" => binary(|a, b| a.and(b)),
            "or" => binary(|a, b| a.or(b)),
            "xor" => binary(|a, b| a.xor(b)),
            "round" => binary(|a, b| a.round(b)),
            "mul" => fallible(|a, b| a.mul(b, MAX_BITS)),
            "floor_div" => fallible(|a, b| a.floor_div(b)),
            "modulo" => fallible(|a, b| a.modulo(b)),
            "shl" => fallible(|a, b| a.shl(b, MAX_BITS)),
            "shr" => fallible(|a, b| a.shr(b)),
            "divmod" => outcome(a().as_ref().divmod(b().as_ref()), |(q, r)| {
                json!([show_int(q), show_int(r)])
            }),
            "true_div" => outcome(a().as_ref().true_div(b().as_ref()), show_float),
            "pow" => outcome(
                a().as_ref().pow(b().as_ref(), MAX_BITS),
                |power| match power {
                    int::Power::Int(value) => show_int(value),
                    int::Power::Float(value) => show_float(value),
                },
            ),
            "pow_mod" => {
                let modulus = tables::int(&row[3]);
                let result = a().as_ref().pow_mod(b().as_ref(), modulus.as_ref());
                outcome(result, show_int)
            }
            "hash" => show_int(Int::Small(a().as_ref().hash())),
            "bit_length" => show_int(Int::Small(a().as_ref().bit_length() as i64)),
            "bit_count" => show_int(Int::Small(a().as_ref().bit_count() as i64)),
            "neg" => show_int(a().as_ref().neg()),
            "abs" => show_int(a().as_ref().abs()),
            "invert" => show_int(a().as_ref().invert()),
            "isqrt" => outcome(a().as_ref().isqrt(), show_int),
            "float" => outcome(a().as_ref().to_f64(), show_float),
            "str" => outcome(int_text::to_decimal(a().as_ref(), MAX_DIGITS), Value::from),
            "to_bytes" => {
                let length = row[2].as_u64().expect("a length") as usize;
                let (big, signed) = (row[3] == true, row[4] == true);
                outcome(a().as_ref().to_bytes(length, big, signed), show_bytes)
            }
            "from_bytes" => {
                let (big, signed) = (row[2] == true, row[3] == true);
                show_int(int::from_bytes(&bytes(&row[1]), big, signed))
            }
            "compare" => match a().as_ref().compare_f64(tables::float(&row[2])) {
                None => Value::Null,
                Some(Ordering::Less) => Value::from(-1),
                Some(Ordering::Equal) => Value::from(0),
                Some(Ordering::Greater) => Value::from(1),
            },
            "parse" => outcome(
                int_text::parse(text(&row[1]), radix(), MAX_DIGITS),
                show_int,
            ),
            "parse_bytes" => outcome(
                int_text::parse_bytes(&bytes(&row[1]), radix(), MAX_DIGITS),
                show_int,
            ),
            "decimal_digits" => {
                let digits = row[1].as_u64().expect("a count") as u32;
                let value = Int::from(num_bigint::BigInt::from(10).pow(digits));
                let result = int_text::to_decimal(value.as_ref(), MAX_DIGITS);
                outcome(result, |_| Value::from("ok"))
            }
            name => panic!("unknown operation {name}"),
        }
    });
}

#[test]
fn sizes_are_guarded_before_anything_is_allocated() {
    let memory = TextError::memory();
    let huge = IntRef::Small(1 << 40);
    assert_eq!(IntRef::Small(1).shl(huge, MAX_BITS), Err(memory.clone()));
    assert_eq!(IntRef::Small(2).pow(huge, MAX_BITS), Err(memory.clone()));
    assert_eq!(
        IntRef::Small(10).pow(IntRef::Small(400_000), MAX_BITS),
        Err(memory.clone())
    );
    let Ok(big) = IntRef::Small(1).shl(IntRef::Small(600_000), MAX_BITS) else {
        panic!("it is within the limit");
    };
    assert_eq!(big.as_ref().mul(big.as_ref(), MAX_BITS), Err(memory));
}

#[test]
fn floats_compute_as_cpythons() {
    check(include_str!("floats.jsonl"), |row| {
        let a = || tables::float(&row[1]);
        let b = || tables::float(&row[2]);
        let pair = |(x, y): (f64, f64)| json!([show_float(x), show_float(y)]);
        match text(&row[0]) {
            "repr" => Value::from(float::repr_f64(a())),
            "parse" => outcome(float::parse(text(&row[1])), show_float),
            "parse_bytes" => outcome(float::parse_bytes(&bytes(&row[1])), show_float),
            "hex" => Value::from(float::hex(a())),
            "is_integer" => Value::from(float::is_integer(a())),
            "hash" => hash::hash_f64(a()).map_or(Value::Null, |h| show_int(Int::Small(h))),
            "int" => outcome(float::to_int(a()), show_int),
            "floor" => outcome(float::floor(a()), show_int),
            "ceil" => outcome(float::ceil(a()), show_int),
            "round" => outcome(float::round_to_int(a()), show_int),
            "round_to" => outcome(
                float::round(a(), row[2].as_i64().expect("digits")),
                show_float,
            ),
            "as_integer_ratio" => outcome(float::as_integer_ratio(a()), |(n, d)| {
                json!([show_int(n), show_int(d)])
            }),
            "floor_div" => outcome(float::floor_div(a(), b()), show_float),
            "modulo" => outcome(float::modulo(a(), b()), show_float),
            "true_div" => outcome(float::true_div(a(), b()), show_float),
            "divmod" => outcome(float::divmod(a(), b()), pair),
            "pow" => outcome(float::pow(a(), b()), |power| match power {
                Power::Real(value) => show_float(value),
                Power::Complex(power) => pair((power.real, power.imag)),
            }),
            name => panic!("unknown operation {name}"),
        }
    });
}
