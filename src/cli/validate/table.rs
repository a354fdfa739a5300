//! Tables of measurements on the disk, and the table that is printed.

use std::fmt::Write;

use indexmap::IndexMap;

use super::judge::{Comparison, median};
use super::lines::{Measure, Values};

/// The first line of a table of measurements.
const HEADER: &str = "script\tpython\tcase\tmeasure\tmedian\tmin\tmax\truns";

/// What was measured, by program and version. Least, median and greatest value of each measure.
pub type Measured = IndexMap<(String, String), Values>;

/// Reads a table of measurements.
///
/// # Errors
/// The line that is none.
pub fn read(text: &str) -> Result<Measured, String> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(format!(
            "its first line is not `{}`",
            HEADER.replace('\t', " ")
        ));
    }
    let mut measured = Measured::new();
    for (number, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [program, python, case, name, middle, min, max, _] = fields[..] else {
            return Err(format!(
                "line {} has {} fields, not 8",
                number + 2,
                fields.len()
            ));
        };
        let parsed = [min, middle, max].map(|value| value.parse::<f64>().ok());
        // Words that were printed in place of numbers are not compared.
        let [Some(min), Some(middle), Some(max)] = parsed else {
            continue;
        };
        let measure = Measure {
            case: case.to_string(),
            name: name.to_string(),
        };
        let key = (program.to_string(), python.to_string());
        measured
            .entry(key)
            .or_default()
            .insert(measure, vec![min, middle, max]);
    }
    Ok(measured)
}

/// A table of measurements, as [`read`] reads it.
pub fn written(measured: &Measured) -> String {
    let mut text = format!("{HEADER}\n");
    for ((program, python), values) in measured {
        for (measure, values) in values {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let middle = median(values).unwrap_or_default();
            let (case, name, runs) = (&measure.case, &measure.name, values.len());
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{program}\t{python}\t{case}\t{name}\t{middle}\t{least}\t{greatest}\t{runs}"
            );
        }
    }
    text
}

/// One line per comparison, aligned, with a sum per version.
pub fn printed(comparisons: &[Comparison]) -> String {
    let rows: Vec<[String; 6]> = comparisons
        .iter()
        .map(|one| {
            [
                one.python.clone(),
                one.program.clone(),
                one.measure.case.clone(),
                one.measure.name.clone(),
                one.predicted.map_or("-".to_string(), number),
                format!(
                    "{} ({} … {})",
                    number(one.median),
                    number(one.min),
                    number(one.max)
                ),
            ]
        })
        .collect();
    let titles = [
        "python",
        "program",
        "case",
        "measure",
        "predicted",
        "measured (range)",
    ];
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([titles[column].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..titles.len()).map(width).collect();
    let line = |cells: [&str; 6], sign: &str| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        format!("{sign:5}  {}\n", line.trim_end())
    };
    let mut text = line(titles, "");
    for (one, row) in comparisons.iter().zip(&rows) {
        let sign = if one.is_right() { "right" } else { "WRONG" };
        text.push_str(&line(row.each_ref().map(String::as_str), sign));
    }
    text.push('\n');
    for (python, right, all) in sums(comparisons) {
        let _ = writeln!(
            text,
            "{python}: {right} of {all} right, {:.1} %",
            share(right, all)
        );
    }
    text
}

/// Version, right ones and all, in order; the last row sums up.
pub fn sums(comparisons: &[Comparison]) -> Vec<(String, usize, usize)> {
    let mut sums: IndexMap<&str, (usize, usize)> = IndexMap::new();
    let mut total = (0, 0);
    for one in comparisons {
        let sum = sums.entry(&one.python).or_default();
        for sum in [sum, &mut total] {
            sum.0 += usize::from(one.is_right());
            sum.1 += 1;
        }
    }
    sums.into_iter()
        .chain([("all", total)])
        .map(|(python, (right, all))| (python.to_string(), right, all))
        .collect()
}

pub fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

/// Four digits are enough for a measurement.
fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_string(),
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut measured = Measured::new();
        let mut values = Values::new();
        super::super::lines::collect("threads 2 speedup 0.5\n", &mut values);
        super::super::lines::collect("threads 2 speedup 0.75\n", &mut values);
        measured.insert(("a.py".into(), "3.9".into()), values);
        let text = written(&measured);
        assert_eq!(
            text,
            format!("{HEADER}\na.py\t3.9\tthreads=2\tspeedup\t0.625\t0.5\t0.75\t2\n")
        );
        let again = read(&text).expect("sound");
        let values: Vec<_> = again.values().flat_map(|values| values.values()).collect();
        assert_eq!(values, [&vec![0.5, 0.625, 0.75]]);
        assert_eq!(
            read("script\n").expect_err("no header").split(' ').next(),
            Some("its")
        );
        let short = format!("{HEADER}\na.py\t3.9\n");
        assert_eq!(
            read(&short).expect_err("short"),
            "line 2 has 2 fields, not 8"
        );
    }

    #[test]
    fn versions_are_summed_up() {
        let one = |python: &str, predicted| Comparison {
            python: python.into(),
            program: "a.py".into(),
            measure: Measure {
                case: "threads=2".into(),
                name: "speedup".into(),
            },
            predicted,
            median: 1.0,
            min: 1.0,
            max: 1.0,
        };
        let all = [
            one("2.7", Some(1.0)),
            one("2.7", None),
            one("3.9", Some(1.1)),
        ];
        let sums = sums(&all);
        assert_eq!(
            sums,
            [
                ("2.7".into(), 1, 2),
                ("3.9".into(), 1, 1),
                ("all".into(), 2, 3)
            ]
        );
        let text = printed(&all);
        let wrong = "WRONG  2.7     a.py     threads=2  speedup  -          1.00 (1.00 … 1.00)";
        assert!(text.contains(wrong), "{text}");
        assert!(text.ends_with("all: 2 of 3 right, 66.7 %\n"), "{text}");
    }
}
