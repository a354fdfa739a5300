//! What arithmetic on long integers takes. Division, powers to a modulus and common divisors
//! take time by the product of the lengths: two numbers that fit the heap easily can keep a
//! computer busy for days.

use crate::vm::text::TextError;

/// Steps beyond which an operation is refused: some seconds of a real processor.
const MOST: u64 = 1 << 32;

/// What a step costs, in picoseconds.
pub const STEP: u64 = 600;

/// Steps of 64 bits by 64 bits for numbers of so many bits.
pub fn steps(bits: u64, other: u64) -> u64 {
    (bits / 64 + 1).saturating_mul(other / 64 + 1)
}

/// Steps of a long division.
pub fn division(bits: u64, by: u64) -> u64 {
    steps(bits.saturating_sub(by), by)
}

/// The steps, if they end in time.
///
/// # Errors
/// `MemoryError`: the only one of Python's exceptions that says "too much".
pub fn within(steps: u64) -> Result<u64, TextError> {
    if steps > MOST {
        return Err(TextError::memory());
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_minutes_is_refused() {
        let check = |steps, fits| assert_eq!(within(steps).is_ok(), fits, "{steps}");
        check(steps(64, 64), true);
        check(division(1 << 20, 1 << 19), true);
        check(division(1 << 26, 1 << 25), false);
        // As much as there is of a number that is longer by a little.
        check(division(1 << 26, (1 << 26) - 64), true);
        check(u64::MAX, false);
    }
}
