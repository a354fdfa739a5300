//! The hashes of CPython's built-in types with `PYTHONHASHSEED=0`, so that sets of strings have
//! one order on every machine.
//!
//! No hash is -1: CPython keeps that value for errors and uses -2 in its place.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// `hash(None)` since Python 3.12.
pub const HASH_NONE: i64 = 0xfca8_6420;

/// The prime 2**61 - 1, modulo which numbers are hashed (`sys.hash_info.modulus`).
const MODULUS: u64 = (1 << HASH_BITS) - 1;
const HASH_BITS: u32 = 61;
const HASH_INF: i64 = 314_159;

/// -1 is not a hash.
#[inline]
fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash` of an int that fits 64 bits.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = (value.unsigned_abs() % MODULUS) as i64;
    avoid_minus_one(if value < 0 { -magnitude } else { magnitude })
}

/// `hash` of an int of any size.
pub fn hash_bigint(value: &BigInt) -> i64 {
    let magnitude = (value.magnitude() % MODULUS).to_i64().unwrap_or(0);
    avoid_minus_one(if value.sign() == Sign::Minus {
        -magnitude
    } else {
        magnitude
    })
}

/// `hash` of a float; `None` for NaN, whose hash is its object's identity.
pub fn hash_f64(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { HASH_INF } else { -HASH_INF });
    }
    let (mut mantissa, mut exponent) = libm::frexp(value.abs());
    let mut hash: u64 = 0;
    while mantissa != 0.0 {
        hash = ((hash << 28) & MODULUS) | (hash >> (HASH_BITS - 28));
        mantissa *= 268_435_456.0;
        exponent -= 28;
        let digit = mantissa as u64;
        mantissa -= digit as f64;
        hash += digit;
        if hash >= MODULUS {
            hash -= MODULUS;
        }
    }
    let turn = exponent.rem_euclid(HASH_BITS as i32) as u32;
    if turn != 0 {
        hash = ((hash << turn) & MODULUS) | (hash >> (HASH_BITS - turn));
    }
    let hash = hash as i64;
    Some(avoid_minus_one(if value < 0.0 { -hash } else { hash }))
}

/// `hash` of a str: over the bytes of CPython's internal representation, which has one, two or
/// four bytes a character by the greatest character.
pub fn hash_str(text: &str) -> i64 {
    if text.is_ascii() {
        return hash_bytes(text.as_bytes());
    }
    let greatest = text.chars().map(u32::from).max().unwrap_or(0);
    let mut bytes = Vec::with_capacity(text.len() * 2);
    for c in text.chars() {
        let c = u32::from(c).to_le_bytes();
        let width = match greatest {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        bytes.extend_from_slice(&c[..width]);
    }
    hash_bytes(&bytes)
}

/// `hash` of a bytes object.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    avoid_minus_one(siphash13(bytes) as i64)
}

/// SipHash-1-3 with the key zero.
fn siphash13(bytes: &[u8]) -> u64 {
    let mut v = [
        0x736f_6d65_7073_6575u64,
        0x646f_7261_6e64_6f6d,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ];
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        v[3] ^= word;
        sip_round(&mut v);
        v[0] ^= word;
    }
    let mut last = (bytes.len() as u64) << 56;
    for (position, byte) in tail.iter().enumerate() {
        last |= u64::from(*byte) << (8 * position);
    }
    v[3] ^= last;
    sip_round(&mut v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for _ in 0..3 {
        sip_round(&mut v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

#[inline]
fn sip_round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// `hash` of a tuple from the hashes of its elements.
#[derive(Clone, Debug)]
pub struct TupleHasher {
    accumulator: u64,
    len: u64,
}

const XX_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XX_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XX_PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher::new()
    }
}

impl TupleHasher {
    pub fn new() -> TupleHasher {
        TupleHasher {
            accumulator: XX_PRIME_5,
            len: 0,
        }
    }

    /// Takes the hash of the next element.
    #[inline]
    pub fn element(&mut self, hash: i64) {
        self.accumulator = self
            .accumulator
            .wrapping_add((hash as u64).wrapping_mul(XX_PRIME_2))
            .rotate_left(31)
            .wrapping_mul(XX_PRIME_1);
        self.len += 1;
    }

    #[inline]
    pub fn finish(&self) -> i64 {
        let hash = self
            .accumulator
            .wrapping_add(self.len ^ (XX_PRIME_5 ^ 3_527_539));
        if hash == u64::MAX {
            1_546_275_796
        } else {
            hash as i64
        }
    }
}

/// `hash` of a tuple from the hashes of its elements.
pub fn hash_tuple(elements: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::new();
    for hash in elements {
        hasher.element(hash);
    }
    hasher.finish()
}

/// `hash` of a frozenset from the hashes of its elements, in any order.
pub fn hash_frozenset(elements: impl IntoIterator<Item = i64>) -> i64 {
    let mut hash: u64 = 0;
    let mut len: u64 = 0;
    for element in elements {
        let element = element as u64;
        hash ^= (element ^ 89_869_747 ^ (element << 16)).wrapping_mul(3_644_798_167);
        len += 1;
    }
    hash ^= (len + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX {
        590_923_713
    } else {
        hash as i64
    }
}

/// `hash` of an address-like identity (CPython rotates the low bits that are always zero away).
#[inline]
pub fn hash_identity(address: u64) -> i64 {
    avoid_minus_one(address.rotate_right(4) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_by_their_internal_representation() {
        for (text, expect) in [
            ("", 0),
            ("a", 4644417185603328019),
            ("abc", -4594863902769663758),
            ("é", 6047309291227476195),
            ("漢字", -6795607626837722595),
            ("😀", -3536540696076613844),
            (&*"a".repeat(100), -2643860352045292050),
        ] {
            assert_eq!(hash_str(text), expect, "{text:?}");
        }
        assert_eq!(hash_bytes(b"abc"), -4594863902769663758);
    }

    #[test]
    fn numbers_that_are_equal_hash_equally() {
        assert_eq!(hash_f64(1.5), Some(1152921504606846977));
        assert_eq!(hash_f64(f64::NEG_INFINITY), Some(-314159));
        assert_eq!(hash_f64(f64::NAN), None);
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64((1 << 61) - 1), 0);
        assert_eq!(hash_i64(-(1 << 61)), -2);
        for value in [0i64, 1, -1, 5, 1 << 40, -(1 << 62), i64::MIN, 1 << 61] {
            assert_eq!(hash_f64(value as f64), Some(hash_i64(value)));
            assert_eq!(hash_bigint(&BigInt::from(value)), hash_i64(value));
        }
    }

    #[test]
    fn containers_hash_by_their_elements() {
        let strings = [hash_str("a"), hash_str("b")];
        assert_eq!(hash_tuple(strings), 7372137184884179083);
        assert_eq!(hash_tuple([]), 5740354900026072187);
        assert_eq!(hash_tuple([1, 2, 3]), 529344067295497451);
        let letters = ["a", "b", "c"].map(hash_str);
        assert_eq!(hash_frozenset(letters), 8636088911049444515);
        assert_eq!(hash_frozenset([1, 2, 3]), -272375401224217160);
        assert_eq!(hash_frozenset([]), 133146708735736);
    }
}
