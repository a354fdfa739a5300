//! One number of a run, by the name that a sweep gives it.

use super::units::{count, duration};
use super::{Better, Metrics, ratio};
use crate::nanos::Nanos;

/// What a sweep measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Wall,
    Speedup,
    Throughput,
    Switches,
    Forced,
    Voluntary,
    GilHeld,
    LatencyP50,
    LatencyP90,
    LatencyP99,
    LatencyMax,
}

/// How values of a measure are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Nanoseconds,
    /// A fraction, written in per cent.
    Fraction,
    Number,
    PerSecond,
}

impl Measure {
    pub const ALL: [Measure; 11] = [
        Measure::Wall,
        Measure::Speedup,
        Measure::Throughput,
        Measure::Switches,
        Measure::Forced,
        Measure::Voluntary,
        Measure::GilHeld,
        Measure::LatencyP50,
        Measure::LatencyP90,
        Measure::LatencyP99,
        Measure::LatencyMax,
    ];

    /// The word for it in a scenario's `metric`.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Wall => "wall",
            Measure::Speedup => "speedup",
            Measure::Throughput => "throughput",
            Measure::Switches => "switches",
            Measure::Forced => "forced",
            Measure::Voluntary => "voluntary",
            Measure::GilHeld => "gil_held",
            Measure::LatencyP50 => "latency_p50",
            Measure::LatencyP90 => "latency_p90",
            Measure::LatencyP99 => "latency_p99",
            Measure::LatencyMax => "latency_max",
        }
    }

    pub fn from_word(word: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Heading of a column of plain numbers.
    pub fn column(self) -> String {
        match self.unit() {
            Unit::Nanoseconds => format!("{}_ns", self.word()),
            Unit::PerSecond => format!("{}_per_s", self.word()),
            Unit::Fraction | Unit::Number => self.word().to_string(),
        }
    }

    pub fn unit(self) -> Unit {
        match self {
            Measure::Wall
            | Measure::LatencyP50
            | Measure::LatencyP90
            | Measure::LatencyP99
            | Measure::LatencyMax => Unit::Nanoseconds,
            Measure::GilHeld => Unit::Fraction,
            Measure::Throughput => Unit::PerSecond,
            Measure::Speedup | Measure::Switches | Measure::Forced | Measure::Voluntary => {
                Unit::Number
            }
        }
    }

    /// What is better of it, where that is a matter of how fast the work is done.
    pub fn better(self) -> Option<Better> {
        match self {
            Measure::Speedup | Measure::Throughput => Some(Better::More),
            Measure::Wall => Some(Better::Less),
            _ => None,
        }
    }

    /// The number; `None` where the run has none, as a run without a GIL has no waits for it.
    pub fn of(self, metrics: &Metrics) -> Option<f64> {
        let (counts, waits) = (&metrics.total.counts, &metrics.total.gil_wait_latency);
        let switches = counts.switches();
        let with_gil = |n: u64| (metrics.gils > 0).then_some(n as f64);
        let waited = |ns: Nanos| (waits.waits > 0).then_some(ns as f64);
        match self {
            Measure::Wall => Some(metrics.wall_ns as f64),
            Measure::Speedup => metrics.speedup,
            Measure::Throughput => {
                ratio(counts.wake_ups, metrics.wall_ns).map(|per_ns| per_ns * 1e9)
            }
            Measure::Switches => with_gil(switches),
            Measure::Forced => with_gil(counts.forced_switches),
            Measure::Voluntary => with_gil(counts.voluntary_switches),
            Measure::GilHeld => metrics.gil_held,
            Measure::LatencyP50 => waited(waits.p50_ns),
            Measure::LatencyP90 => waited(waits.p90_ns),
            Measure::LatencyP99 => waited(waits.p99_ns),
            Measure::LatencyMax => waited(waits.max_ns),
        }
    }
}

impl Unit {
    /// Three significant digits, and the unit.
    pub fn show(self, value: f64) -> String {
        match self {
            Unit::Nanoseconds => duration(value.round() as Nanos),
            Unit::Fraction => format!("{} %", digits(value * 100.0)),
            Unit::Number => digits(value),
            Unit::PerSecond => format!("{}/s", digits(value)),
        }
    }
}

fn digits(value: f64) -> String {
    if value >= 100.0 {
        return count(value.round() as u64);
    }
    let places = if value >= 10.0 { 1 } else { 2 };
    let text = format!("{value:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_measures_are_one_to_one() {
        for measure in Measure::ALL {
            assert_eq!(Measure::from_word(measure.word()), Some(measure));
        }
        assert_eq!(Measure::from_word("latency"), None);
    }

    /// A run without a GIL has no number for what a GIL does, instead of a nought.
    #[test]
    fn what_a_run_does_not_have_is_no_number() {
        let mut metrics = Metrics::of(&crate::trace::Trace::default());
        metrics.wall_ns = 2_000_000_000;
        metrics.total.counts.wake_ups = 10;
        let shown = |measure: Measure| Some(measure.unit().show(measure.of(&metrics)?));
        assert_eq!(shown(Measure::Wall).as_deref(), Some("2 s"));
        assert_eq!(shown(Measure::Throughput).as_deref(), Some("5/s"));
        for measure in [Measure::GilHeld, Measure::Switches, Measure::LatencyP50] {
            assert_eq!(measure.of(&metrics), None, "{measure:?}");
        }
    }

    #[test]
    fn values_have_three_digits() {
        let check = |unit: Unit, value, expect: &str| assert_eq!(unit.show(value), expect);
        check(Unit::Number, 1.956, "1.96");
        check(Unit::Number, 2.0, "2");
        check(Unit::Number, 12_345.0, "12,345");
        check(Unit::Fraction, 0.5, "50 %");
        check(Unit::Nanoseconds, 5_100_000.0, "5.1 ms");
    }
}
