//! What programs print: lines of `name value` pairs.

use indexmap::IndexMap;

/// A measure of one case: `threads=2` and `speedup`, or nothing and `us_per_item`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    pub case: String,
    pub name: String,
}

/// The values of one or more runs, in the order in which they were printed first.
pub type Values = IndexMap<Measure, Vec<f64>>;

/// Names whose values say which case a line is about rather than what came out.
const LABELS: [&str; 10] = [
    "threads",
    "hogs",
    "interval_ms",
    "io_threads",
    "workers",
    "cpu_ms",
    "io_ms",
    "maxsize",
    "bytes",
    "handoffs",
];

/// Names of times and counts that tell how fast a machine is, not how its GIL behaves.
const MACHINE_BOUND: [&str; 12] = [
    "sequential_s",
    "threaded_s",
    "loops",
    "expected",
    "got",
    "call_median_ms",
    "us_per_item",
    "us_per_handoff",
    "max_ms",
    "process_start_ms",
    "roundtrip_us",
    "switches",
];

/// Adds what a program printed to the values of earlier runs.
///
/// A line with an odd number of words begins with the name of its case; pairs with a label's name
/// belong to the case too. What is no number is left out.
pub fn collect(output: &str, values: &mut Values) {
    for line in output.lines() {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let mut case = Vec::new();
        if words.len() % 2 == 1 {
            case.push(words.remove(0).to_string());
        }
        let pairs = || words.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        for (name, value) in pairs().filter(|(name, _)| LABELS.contains(name)) {
            case.push(format!("{name}={value}"));
        }
        for (name, value) in pairs().filter(|(name, _)| !LABELS.contains(name)) {
            let number: Result<f64, _> = value.parse();
            if let Ok(number) = number
                && number.is_finite()
            {
                let measure = Measure {
                    case: case.join(" "),
                    name: name.to_string(),
                };
                values.entry(measure).or_default().push(number);
            }
        }
    }
}

/// Whether a measure is compared, rather than said for information.
pub fn is_compared(name: &str) -> bool {
    !MACHINE_BOUND.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_labels_and_measures_are_told_apart() {
        let mut values = Values::new();
        collect(
            "threads 2 speedup 0.97\nplain got 5 lost_percent 1.5\n",
            &mut values,
        );
        collect(
            "threads 2 speedup 0.99\n\nhello\nname not-a-number\n",
            &mut values,
        );
        let found: Vec<String> = values
            .iter()
            .map(|(m, v)| format!("{}/{} {v:?}", m.case, m.name))
            .collect();
        assert_eq!(
            found,
            [
                "threads=2/speedup [0.97, 0.99]",
                "plain/got [5.0]",
                "plain/lost_percent [1.5]"
            ]
        );
        assert!(is_compared("speedup") && !is_compared("sequential_s"));
    }
}
