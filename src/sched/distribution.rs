//! Lengths of time that vary.

use std::f64::consts::TAU;

use super::oracle::{Choice, Oracle};
use crate::nanos::Nanos;

/// How a length of time is distributed. Sampled with `libm`, so that every machine agrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    Constant(Nanos),
    /// Evenly between the two, both included.
    Uniform {
        min: Nanos,
        max: Nanos,
    },
    /// The bell curve, cut off at 0.
    Normal {
        mean: Nanos,
        deviation: Nanos,
    },
    /// Half of the values below `median`; `sigma` is the standard deviation of the logarithm.
    Lognormal {
        median: Nanos,
        sigma: f64,
    },
    Exponential {
        mean: Nanos,
    },
}

impl Distribution {
    /// The median, or what is near it.
    pub fn typical(self) -> Nanos {
        match self {
            Distribution::Constant(value) => value,
            Distribution::Lognormal { median, .. } => median,
            Distribution::Uniform { min, max } => min.midpoint(max),
            Distribution::Normal { mean, .. } | Distribution::Exponential { mean } => mean,
        }
    }

    /// A value. Draws nothing from the oracle where there is no choice.
    pub fn sample(&self, choice: Choice, oracle: &mut dyn Oracle) -> Nanos {
        match *self {
            Distribution::Constant(value) => value,
            Distribution::Uniform { min, max } => {
                let width = max.saturating_sub(min).saturating_add(1);
                if width == 1 {
                    return min;
                }
                min.saturating_add(oracle.below(choice, width))
            }
            Distribution::Normal { mean, deviation } => {
                if deviation == 0 {
                    return mean;
                }
                whole(mean as f64 + deviation as f64 * standard_normal(choice, oracle))
            }
            Distribution::Lognormal { median, sigma } => {
                if sigma == 0.0 || median == 0 {
                    return median;
                }
                whole(median as f64 * libm::exp(sigma * standard_normal(choice, oracle)))
            }
            Distribution::Exponential { mean } => {
                if mean == 0 {
                    return 0;
                }
                whole(-(mean as f64) * libm::log(oracle.unit(choice)))
            }
        }
    }
}

/// Rounds to nanoseconds; negative and not-a-number become 0.
fn whole(value: f64) -> Nanos {
    libm::round(value) as Nanos
}

/// Box and Muller's transform, its cosine half.
fn standard_normal(choice: Choice, oracle: &mut dyn Oracle) -> f64 {
    let radius = libm::sqrt(-2.0 * libm::log(oracle.unit(choice)));
    radius * libm::cos(TAU * oracle.unit(choice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sched::Seeded;

    /// Median and mean of 20,000 draws, in whole per cent of 1 ms.
    fn check(distribution: Distribution, median: u64, mean: u64) {
        let mut oracle = Seeded::new(3);
        let mut drawn: Vec<Nanos> = (0..20_000)
            .map(|_| distribution.sample(Choice::DeviceLatency, &mut oracle))
            .collect();
        drawn.sort_unstable();
        let close = |got: u64, want: u64| got.abs_diff(want) <= 2;
        let got = (
            drawn[10_000] / 10_000,
            drawn.iter().sum::<u64>() / 20_000 / 10_000,
        );
        assert!(
            close(got.0, median) && close(got.1, mean),
            "{distribution:?}: median and mean {got:?}"
        );
    }

    #[test]
    fn each_shape_has_its_median_and_mean() {
        let ms = 1_000_000;
        check(Distribution::Constant(ms), 100, 100);
        check(
            Distribution::Uniform {
                min: ms,
                max: 3 * ms,
            },
            200,
            200,
        );
        check(
            Distribution::Normal {
                mean: 5 * ms,
                deviation: ms,
            },
            500,
            500,
        );
        // mean = median · e^(σ²/2)
        check(
            Distribution::Lognormal {
                median: ms,
                sigma: 0.4,
            },
            100,
            108,
        );
        // median = mean · ln 2
        check(Distribution::Exponential { mean: ms }, 69, 100);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let mut oracle = Seeded::new(3);
        for distribution in [
            Distribution::Uniform {
                min: 0,
                max: Nanos::MAX,
            },
            Distribution::Uniform { min: 9, max: 3 },
            Distribution::Lognormal {
                median: Nanos::MAX,
                sigma: f64::INFINITY,
            },
            Distribution::Lognormal {
                median: 5,
                sigma: f64::NAN,
            },
            Distribution::Normal {
                mean: 0,
                deviation: Nanos::MAX,
            },
        ] {
            for _ in 0..100 {
                distribution.sample(Choice::DeviceLatency, &mut oracle);
            }
        }
    }
}
