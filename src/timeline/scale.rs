//! Axes of plain numbers: linear from nought, or logarithmic where values span orders of
//! magnitude.

use libm::{ceil, floor, log10, pow};

/// Values farther apart than this are shown on a logarithmic axis.
const WIDE: f64 = 50.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub log: bool,
    pub low: f64,
    pub high: f64,
}

impl Scale {
    /// Holds every value, with round ends. Values that are no finite number count for nothing.
    pub fn over(values: impl Iterator<Item = f64>) -> Scale {
        let values: Vec<f64> = values.filter(|v| v.is_finite() && *v >= 0.0).collect();
        let most = values.iter().copied().fold(0.0, f64::max);
        let least = values.iter().copied().fold(f64::MAX, f64::min);
        if most <= 0.0 {
            return Scale {
                log: false,
                low: 0.0,
                high: 1.0,
            };
        }
        if least > 0.0 && most / least >= WIDE {
            return Scale {
                log: true,
                low: pow(10.0, floor(log10(least))),
                high: pow(10.0, ceil(log10(most))),
            };
        }
        let step = round_step(most * 1.05 / 5.0);
        Scale {
            log: false,
            low: 0.0,
            high: step * ceil(most * 1.02 / step),
        }
    }

    /// Logarithmic, from a power of ten to another, whatever the distance.
    pub fn decades(values: impl Iterator<Item = f64>) -> Scale {
        let (least, most) = values.fold((f64::MAX, 0.0), |(least, most): (f64, f64), value| {
            (least.min(value), most.max(value))
        });
        if most <= 0.0 {
            return Scale::tight_log(1.0, 10.0);
        }
        let power = |exponent: f64| pow(10.0, exponent.clamp(-300.0, 300.0));
        let low = floor(log10(least));
        Scale::tight_log(power(low), power(ceil(log10(most)).max(low + 1.0)))
    }

    /// Logarithmic between the values themselves.
    pub fn tight_log(low: f64, high: f64) -> Scale {
        Scale {
            log: true,
            low,
            high,
        }
    }

    /// 0 at the low end, 1 at the high end.
    pub fn place(&self, value: f64) -> f64 {
        let (value, low, high) = if self.log {
            (
                log10(value.max(f64::MIN_POSITIVE)),
                log10(self.low),
                log10(self.high),
            )
        } else {
            (value, self.low, self.high)
        };
        if high > low {
            ((value - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    /// Round values from the low end to the high end.
    pub fn ticks(&self) -> Vec<f64> {
        if !self.log {
            let step = round_step((self.high - self.low) / 6.0);
            let count = floor((self.high - self.low) / step + 1e-9).clamp(0.0, 20.0) as u32;
            return (0..=count)
                .map(|i| self.low + step * f64::from(i))
                .collect();
        }
        let (first, last) = (ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9));
        let decades = (last - first).clamp(0.0, 40.0) as u32;
        let every = (decades / 7 + 1) as usize;
        let powers = (0..=decades)
            .step_by(every)
            .map(|i| pow(10.0, first + f64::from(i)));
        if decades > 2 {
            return powers.collect();
        }
        let high = self.high * (1.0 + 1e-9);
        powers
            .flat_map(|power| [power, power * 2.0, power * 5.0])
            .filter(|value| *value <= high)
            .collect()
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = pow(10.0, floor(log10(least)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value lies within its axis, and every tick too, on round numbers.
    #[test]
    fn values_lie_on_round_axes() {
        let check = |values: &[f64], log: bool, expect: &[f64]| {
            let scale = Scale::over(values.iter().copied());
            assert_eq!(scale.log, log, "{values:?}");
            for &value in values.iter().filter(|value| value.is_finite()) {
                assert!(
                    (scale.low..=scale.high).contains(&value),
                    "{value} {scale:?}"
                );
            }
            let ticks = scale.ticks();
            assert_eq!(ticks, expect);
            assert!(
                ticks
                    .iter()
                    .all(|t| *t >= scale.low && *t <= scale.high * 1.001)
            );
        };
        check(&[1.0, 2.0, 3.7], false, &[0.0, 1.0, 2.0, 3.0, 4.0]);
        check(&[], false, &[0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
        check(
            &[0.0],
            false,
            &[0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0],
        );
        check(
            &[3.0, 9_000.0],
            true,
            &[1.0, 10.0, 100.0, 1_000.0, 10_000.0],
        );
        check(&[f64::NAN, 1.0], false, &[0.0, 0.5, 1.0, 1.5]);
    }

    #[test]
    fn places_run_from_nought_to_one() {
        let scale = Scale::tight_log(1.0, 100.0);
        assert_eq!(
            [1.0, 10.0, 100.0, 1e9, 0.0].map(|v| scale.place(v)),
            [0.0, 0.5, 1.0, 1.0, 0.0]
        );
    }
}
