//! Ticks on round numbers, in the unit that suits the step.

use crate::nanos::{MICROSECOND, MILLISECOND, Nanos, SECOND};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub at: Nanos,
    pub label: String,
}

/// Round moments inside `start..=end`, at most about `wanted` of them.
pub fn ticks(start: Nanos, end: Nanos, wanted: u32) -> Vec<Tick> {
    let span = end.saturating_sub(start);
    let step = step(span, wanted);
    let (unit, name) = match step {
        s if s < MICROSECOND => (1, "ns"),
        s if s < MILLISECOND => (MICROSECOND, "µs"),
        s if s < SECOND => (MILLISECOND, "ms"),
        _ => (SECOND, "s"),
    };
    let mut ticks = Vec::new();
    let mut at = start.div_ceil(step).saturating_mul(step);
    while at <= end {
        // A step is a multiple of its unit, so every label is a whole number.
        let label = format!("{} {name}", at / unit);
        ticks.push(Tick { at, label });
        match at.checked_add(step) {
            Some(next) => at = next,
            None => break,
        }
    }
    ticks
}

/// The smallest of 1, 2, 5 × 10^k that leaves at most `wanted` steps in `span`.
fn step(span: Nanos, wanted: u32) -> Nanos {
    let mut power: Nanos = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if span / step <= u64::from(wanted.max(1)) {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Round numbers, one unit, within the window.
    #[test]
    fn ticks_are_round() {
        let check = |start, end, wanted, expect: &str| {
            let labels: Vec<String> = ticks(start, end, wanted)
                .into_iter()
                .map(|t| t.label)
                .collect();
            assert_eq!(labels.join(", "), expect);
        };
        check(
            0,
            100 * MILLISECOND,
            5,
            "0 ms, 20 ms, 40 ms, 60 ms, 80 ms, 100 ms",
        );
        check(0, 7, 10, "0 ns, 1 ns, 2 ns, 3 ns, 4 ns, 5 ns, 6 ns, 7 ns");
        check(
            3 * MILLISECOND + 1,
            4 * MILLISECOND,
            4,
            "3200 µs, 3400 µs, 3600 µs, 3800 µs, 4000 µs",
        );
        check(0, 60 * SECOND, 4, "0 s, 20 s, 40 s, 60 s");
        check(0, 0, 5, "0 ns");
        assert!(ticks(0, u64::MAX, 10).len() <= 11);
        assert!(ticks(u64::MAX - 5, u64::MAX, 10).len() <= 11);
    }
}
