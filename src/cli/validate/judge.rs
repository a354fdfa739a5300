//! When a prediction is right.

use super::lines::{Measure, Values, is_compared};
use crate::timeline::Prediction;

/// How far below its least and above its greatest value a measure's range reaches.
const WIDENED: f64 = 1.2;

/// A predicted measure beside the measured ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// `3.13`
    pub python: String,
    pub program: String,
    pub measure: Measure,
    /// Median over the seeds; nothing where gilsim did not print it.
    pub predicted: Option<f64>,
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Comparison {
    /// For the chart.
    pub fn prediction(&self) -> Prediction {
        Prediction {
            predicted: self.predicted,
            median: self.median,
            min: self.min,
            max: self.max,
            right: self.is_right(),
        }
    }

    /// Inside the measured range widened by 20 %, or by what is too small to matter.
    pub fn is_right(&self) -> bool {
        let Some(predicted) = self.predicted else {
            return false;
        };
        if self.measure.name == "lost_percent" {
            // Whether updates get lost at all; how many is chance.
            return (predicted > 0.5) == (self.max > 0.5);
        }
        let slack = slack(&self.measure.name);
        let low = (self.min / WIDENED).min(self.min * WIDENED);
        let high = (self.max / WIDENED).max(self.max * WIDENED);
        (low - slack..=high + slack).contains(&predicted)
    }
}

/// Absolute differences that nobody could see, by the unit that a name ends in.
fn slack(name: &str) -> f64 {
    match name {
        "p90_ms" => 3.0,
        name if name.ends_with("_ms") => 0.4,
        "speedup" => 0.08,
        _ => 0.05,
    }
}

/// All measures that both sides are compared by, in the order in which the program prints them.
pub fn compare(
    python: &str,
    program: &str,
    predicted: &Values,
    measured: &Values,
) -> Vec<Comparison> {
    measured
        .iter()
        .filter(|(measure, _)| is_compared(&measure.name))
        .filter_map(|(measure, values)| {
            Some(Comparison {
                python: python.to_string(),
                program: program.to_string(),
                predicted: predicted.get(measure).and_then(|values| median(values)),
                measure: measure.clone(),
                median: median(values)?,
                min: values.iter().copied().fold(f64::INFINITY, f64::min),
                max: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            })
        })
        .collect()
}

/// The middle one, or between the middle two.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    Some(if sorted.len() % 2 == 1 {
        upper
    } else {
        f64::midpoint(sorted[sorted.len() / 2 - 1], upper)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, predicted: f64, min: f64, max: f64) -> bool {
        Comparison {
            python: "3.13".into(),
            program: "p.py".into(),
            measure: Measure {
                case: String::new(),
                name: name.into(),
            },
            predicted: Some(predicted),
            median: f64::midpoint(min, max),
            min,
            max,
        }
        .is_right()
    }

    #[test]
    fn right_is_inside_the_range_widened_by_a_fifth() {
        assert!(judged("cpu_slowdown", 3.55, 1.0, 2.95));
        assert!(!judged("cpu_slowdown", 3.65, 1.0, 2.95));
        assert!(judged("gap_median_ms", 5.0, 5.6, 5.7));
        assert!(!judged("gap_median_ms", 4.0, 5.6, 5.7));
        assert!(judged("speedup", 0.99, 0.91, 0.92));
        // Negative values are widened outwards as well.
        assert!(judged("drift", -11.0, -10.0, -9.0));
    }

    #[test]
    fn of_lost_updates_only_whether_there_are_any_counts() {
        assert!(judged("lost_percent", 12.0, 40.0, 60.0));
        assert!(!judged("lost_percent", 12.0, 0.0, 0.0));
        assert!(!judged("lost_percent", 0.0, 40.0, 60.0));
    }

    #[test]
    fn what_was_measured_is_asked_for_and_machine_speed_is_not() {
        let values = |text: &str| {
            let mut values = Values::new();
            super::super::lines::collect(text, &mut values);
            values
        };
        let measured = values("threads 2 sequential_s 1.0 speedup 0.9\nthreads 4 speedup 1.1\n");
        let predicted = values("threads 2 speedup 0.95\nthreads 8 speedup 7\n");
        let rows = compare("3.9", "a.py", &predicted, &measured);
        let right: Vec<(&str, bool)> = rows
            .iter()
            .map(|row| (row.measure.case.as_str(), row.is_right()))
            .collect();
        assert_eq!(right, [("threads=2", true), ("threads=4", false)]);
    }

    #[test]
    fn medians_of_even_and_odd_numbers() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }
}
