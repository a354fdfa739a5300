//! The Mersenne Twister behind `random.Random`, with CPython's seeding: a seed gives CPython's own
//! sequence.

use num_bigint::{BigInt, Sign};
use sha2::{Digest, Sha512};

use super::{Int, IntRef};
use crate::vm::text::TextError;

/// The next of 64 bits that differ from draw to draw and from seed to seed (SplitMix64).
pub fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

const N: usize = 624;
const M: usize = 397;

/// The state of one generator (CPython's `_random.Random`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: Box<[u32; N]>,
    /// The next word of `state` to hand out; `N` when a new batch is due.
    index: usize,
}

impl Random {
    /// A generator seeded with the magnitude of an integer.
    pub fn from_int(seed: IntRef<'_>) -> Random {
        let mut key = seed.big().magnitude().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Random::from_key(&key)
    }

    /// The reference implementation's `init_by_array`.
    fn from_key(key: &[u32]) -> Random {
        let mut state = Box::new([0u32; N]);
        let mut word = 19_650_218u32;
        for (i, slot) in state.iter_mut().enumerate() {
            if i > 0 {
                word = (word ^ (word >> 30))
                    .wrapping_mul(1_812_433_253)
                    .wrapping_add(i as u32);
            }
            *slot = word;
        }
        let mut i = 1;
        let mut j = 0;
        for _ in 0..N.max(key.len()) {
            state[i] = mixed(&state, i, 1_664_525)
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            step(&mut state, &mut i);
            j = (j + 1) % key.len();
        }
        for _ in 0..N - 1 {
            state[i] = mixed(&state, i, 1_566_083_941).wrapping_sub(i as u32);
            step(&mut state, &mut i);
        }
        state[0] = 0x8000_0000;
        Random { state, index: N }
    }

    /// The next 32 random bits.
    #[inline]
    fn next_word(&mut self) -> u32 {
        if self.index >= N {
            self.generate();
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn generate(&mut self) {
        for k in 0..N {
            let y = (self.state[k] & 0x8000_0000) | (self.state[(k + 1) % N] & 0x7fff_ffff);
            let twist = if y & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[k] = self.state[(k + M) % N] ^ (y >> 1) ^ twist;
        }
        self.index = 0;
    }

    /// `random()`: a float in [0, 1) of 53 random bits.
    #[inline]
    pub fn random(&mut self) -> f64 {
        let high = f64::from(self.next_word() >> 5);
        let low = f64::from(self.next_word() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `getrandbits(k)`.
    ///
    /// # Errors
    /// `ValueError` for a negative count, `MemoryError` above `max_bits`.
    pub fn getrandbits(&mut self, k: i64, max_bits: u64) -> Result<Int, TextError> {
        let Ok(k) = u64::try_from(k) else {
            return Err(TextError::value("number of bits must be non-negative"));
        };
        if k == 0 {
            return Ok(Int::Small(0));
        }
        if k <= 32 {
            return Ok(Int::Small(i64::from(self.next_word() >> (32 - k))));
        }
        if k > max_bits {
            return Err(TextError::memory());
        }
        let mut words = Vec::new();
        let mut left = k;
        while left > 0 {
            let word = self.next_word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        Ok(Int::from(BigInt::from_slice(Sign::Plus, &words)))
    }

    /// `getstate()`: the 624 words and the position.
    pub fn state(&self) -> (&[u32], usize) {
        (&self.state[..], self.index)
    }

    /// `setstate(...)`.
    ///
    /// # Errors
    /// `ValueError` where there are not 624 words or the position is beyond them.
    pub fn from_state(words: &[u32], index: usize) -> Result<Random, TextError> {
        let state = words
            .try_into()
            .map_err(|_| TextError::value("state vector is the wrong size"))?;
        if index > N {
            return Err(TextError::value("invalid state"));
        }
        Ok(Random {
            state: Box::new(state),
            index,
        })
    }
}

fn mixed(state: &[u32; N], i: usize, factor: u32) -> u32 {
    let previous = state[i - 1];
    state[i] ^ (previous ^ (previous >> 30)).wrapping_mul(factor)
}

/// Goes to the next word, wrapping past the first one, which becomes a copy of the last.
fn step(state: &mut [u32; N], i: &mut usize) {
    *i += 1;
    if *i >= N {
        state[0] = state[N - 1];
        *i = 1;
    }
}

/// The integer that `random.seed(bytes)` (or a str's UTF-8) seeds with: the bytes followed by
/// their SHA-512, big-endian.
pub fn seed_from_bytes(bytes: &[u8]) -> Int {
    let mut all = bytes.to_vec();
    all.extend_from_slice(&Sha512::digest(bytes));
    Int::from(BigInt::from_bytes_be(Sign::Plus, &all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seed: Int, first: [f64; 2], bits: [i64; 3]) {
        let mut random = Random::from_int(seed.as_ref());
        assert_eq!([random.random(), random.random()], first);
        for (k, expect) in [1, 32, 53].into_iter().zip(bits) {
            assert_eq!(random.getrandbits(k, 1000), Ok(Int::Small(expect)));
        }
    }

    #[test]
    fn seeds_give_cpythons_sequence() {
        check(
            Int::Small(42),
            [0.6394267984578837, 0.025010755222666936],
            [0, 1051802512, 1256845828445918],
        );
        check(
            Int::Small(0),
            [0.8444218515250481, 0.7579544029403025],
            [0, 173879092, 8696133065399866],
        );
        check(
            Int::Small(-5),
            [0.6229016948897019, 0.7417869892607294],
            [1, 2965446622, 7579659252558826],
        );
        check(
            Int::from((BigInt::from(1) << 70) + 1),
            [0.13151307736568552, 0.9082648095471613],
            [0, 3202573497, 8985418666568345],
        );
        check(
            seed_from_bytes(b"gil"),
            [0.9136213998467598, 0.162449207092483],
            [0, 4167656666, 1756493488159179],
        );
    }

    #[test]
    fn state_round_trips_across_a_batch() {
        let mut random = Random::from_int(IntRef::Small(7));
        for _ in 0..1000 {
            random.random();
        }
        let (words, index) = random.state();
        let mut again = Random::from_state(words, index).unwrap();
        assert_eq!(again.getrandbits(100, 1000), random.getrandbits(100, 1000));
        assert!(Random::from_state(&[0; 3], 0).is_err());
        assert!(Random::from_state(&[0; N], N + 1).is_err());
    }

    #[test]
    fn bit_counts_are_guarded() {
        let mut random = Random::from_int(IntRef::Small(7));
        assert!(random.getrandbits(-1, 1000).is_err());
        assert_eq!(random.getrandbits(1001, 1000), Err(TextError::memory()));
        assert_eq!(random.getrandbits(0, 1000), Ok(Int::Small(0)));
    }
}
