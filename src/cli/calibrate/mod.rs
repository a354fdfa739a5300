//! `gilsim calibrate`: measures a real interpreter, and writes its price list as a profile.
//!
//! Small programs do one thing over and over; gilsim's interpreter counts how many instructions
//! of each class they execute, the real one is timed. The costs that explain the times best are
//! the profile.

mod count;
mod fit;
mod measure;
mod shapes;

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use self::count::Counts;
use self::fit::Equation;
use self::measure::Measured;
use self::shapes::{Native, SHAPES, times};
use super::args;
use super::console::Console;
use super::real_python::RealPython;
use super::status;
use crate::bytecode::Opcode;
use crate::profile::{CLASSES, OTHER, Version, rules_text};
use crate::render::write_atomically;

/// What is priced besides the classes of instructions, in the order of the unknowns. Work is in
/// thousands of steps.
const NATIVES: [&str; 7] = [
    "function",
    "method",
    "class",
    "list-scan",
    "sort-comparison",
    "sum-item",
    "text-scan",
];

/// `gilsim calibrate`.
pub fn calibrate(args: &args::Calibrate, console: &Console) -> u8 {
    match profile(args) {
        Ok(text) => match &args.out {
            None => console.answer(&text),
            Some(path) => match write_atomically(path, text.as_bytes()) {
                Ok(()) => {
                    console.say(&format!("wrote {}\n", path.display()));
                    status::DONE
                }
                Err(error) => {
                    console.error(error.to_string());
                    status::BAD_USAGE
                }
            },
        },
        Err(message) => {
            console.error(message);
            status::BAD_USAGE
        }
    }
}

fn profile(args: &args::Calibrate) -> Result<String, String> {
    let python = RealPython {
        path: args.python.clone(),
    };
    // A name that nobody knows is told before minutes are spent on measuring.
    if let Some(name) = &args.name {
        let _: Version = name.parse().map_err(|e| format!("--name: {e}"))?;
    }
    let mut measured = measure::measure(&python, args.repeats)?;
    let version = measure::version(&measured, args.name.as_deref())?;
    measured.scale(f64::from(args.percent) / 100.0);
    let counts = count::counts(version)?;
    let equations = equations(&measured, &counts);
    let costs = costs(&equations);
    let mut command = format!("gilsim calibrate --python {}", args.python.display());
    if let Some(name) = &args.name {
        let _ = write!(command, " --name {name}");
    }
    if args.repeats != args::Calibrate::REPEATS {
        let _ = write!(command, " --repeats {}", args.repeats);
    }
    if args.percent != 100 {
        let _ = write!(command, " --percent {}", args.percent);
    }
    Ok(written(version, &measured, &equations, &costs, &command))
}

/// One equation per shape: what its statements cost above the empty loop, and the loop itself.
fn equations(measured: &Measured, counts: &[Counts]) -> Vec<Equation> {
    let empty = ("for _ in rounds: pass", Native::Nothing, 1);
    let shapes = SHAPES
        .iter()
        .map(|shape| (shape.statement, shape.native, times(shape)));
    std::iter::once(empty)
        .chain(shapes)
        .zip(&measured.rounds)
        .zip(counts)
        .map(|(((statement, native, times), &measured), counts)| {
            let mut row: Vec<f64> = CLASSES
                .iter()
                .map(|class| class_count(class, counts))
                .collect();
            let priced: f64 = row.iter().sum();
            row.push(counts.iter().sum::<f64>() - priced);
            let times = times as f64;
            row.extend(native_counts(native).map(|count| count * times));
            Equation {
                name: statement.replace('\n', "; "),
                counts: row,
                measured,
            }
        })
        .collect()
}

fn class_count(class: &str, counts: &Counts) -> f64 {
    let of = |name: &str| {
        let opcode = Opcode::ALL.iter().find(|opcode| opcode.name() == name);
        opcode.map_or(0.0, |&opcode| counts[opcode as usize])
    };
    class.split_whitespace().map(of).sum()
}

/// Calls and thousands of steps, in the order of [`NATIVES`].
fn native_counts(native: Native) -> [f64; NATIVES.len()] {
    let mut counts = [0.0; NATIVES.len()];
    let mut add = |place: usize, count: f64| counts[place] += count;
    match native {
        Native::Nothing => {}
        Native::Function(calls) => add(0, calls),
        Native::Method(calls) => add(1, calls),
        Native::Class(calls) => add(2, calls),
        Native::ListScan(steps) => {
            add(1, 1.0);
            add(3, steps / 1000.0);
        }
        Native::SortComparison(steps) => {
            add(0, 1.0);
            add(4, steps / 1000.0);
        }
        Native::SumItem(steps) => {
            add(0, 1.0);
            add(5, steps / 1000.0);
        }
        Native::TextScan(steps) => {
            add(1, 1.0);
            add(6, steps / 1000.0);
        }
    }
    counts
}

/// Nanoseconds per class, then for all other instructions, then per native call; picoseconds per
/// step of work.
fn costs(equations: &[Equation]) -> Vec<f64> {
    let instructions = CLASSES.len() + 1;
    // What an instruction costs on the average, over the programs without calls into C.
    let plain = equations.iter().filter(|equation| {
        let natives = equation.counts.iter().skip(instructions);
        natives.sum::<f64>() == 0.0
    });
    let mut averages: Vec<f64> = plain
        .map(|equation| equation.measured / equation.counts.iter().sum::<f64>())
        .collect();
    averages.sort_by(f64::total_cmp);
    let average = averages.get(averages.len() / 2).copied().unwrap_or(10.0);
    let least: Vec<f64> = (0..instructions + NATIVES.len())
        .map(|unknown| if unknown < instructions { 0.1 } else { 0.0 })
        .collect();
    let usual: Vec<f64> = (0..instructions + NATIVES.len())
        .map(|unknown| match unknown.checked_sub(instructions) {
            None => average,
            Some(0..=2) => 3.0 * average,
            Some(_) => 1000.0 * average,
        })
        .collect();
    let fitted = fit::fit(equations, &least, &usual);
    // As the file has them.
    fitted
        .iter()
        .enumerate()
        .map(|(unknown, cost)| match unknown < instructions {
            true => (cost * 10.0).round() / 10.0,
            false => cost.round(),
        })
        .collect()
}

/// The profile as a file: the rules of the version as they are, the costs as measured.
fn written(
    version: Version,
    measured: &Measured,
    equations: &[Equation],
    costs: &[f64],
    command: &str,
) -> String {
    let (median, worst, name) = fit::errors(equations, costs);
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut text = rules_text(version).to_string();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "\
[provenance]
costs = \"measured\"
source = {}
command = {}
date = {}
machine = {}
fit-error-median = {:.1} # per cent
fit-error-worst = {:.1} # per cent: {name}

[instructions] # nanoseconds
",
        quoted(&format!(
            "{} programs on CPython {}, processor time, minimum of several runs",
            equations.len(),
            measured.release
        )),
        quoted(command),
        quoted(&today()),
        quoted(&measured.machine),
        median * 100.0,
        worst * 100.0,
    );
    let (instructions, natives) = costs.split_at(CLASSES.len() + 1);
    for (class, cost) in CLASSES.iter().chain([&OTHER]).zip(instructions) {
        let _ = match *class {
            OTHER => writeln!(text, "{class} = {cost:.1}"),
            _ => writeln!(text, "\"{class}\" = {cost:.1}"),
        };
    }
    text.push_str("\n[native-calls] # nanoseconds beyond the instruction\n");
    for (native, cost) in NATIVES.iter().zip(natives).take(3) {
        let _ = writeln!(text, "{native} = {cost:.0}");
    }
    text.push_str("\n[native-work] # picoseconds per step\n");
    for (native, cost) in NATIVES.iter().zip(natives).skip(3) {
        let _ = writeln!(text, "{native} = {cost:.0}");
    }
    let _ = write!(
        text,
        "\n[starting] # microseconds\nthread = {:.0}\nprocess = {:.0}\n",
        (measured.thread_start / 1000.0).max(1.0),
        (measured.process_start / 1000.0).max(1.0),
    );
    text
}

/// The date of the measurement, in universal time.
fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let (year, month, day) = date(since.map_or(0, |since| since.as_secs() / 86_400));
    format!("{year}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1970-01-01, in the proleptic Gregorian calendar.
fn date(days: u64) -> (u64, u64, u64) {
    // Years begin in March here, so that the leap day is the last one; the era is 400 years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, wraps) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + wraps, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(date(11_017), (2000, 3, 1));
        assert_eq!(date(20_453), (2025, 12, 31));
    }

    /// A made-up interpreter whose prices are known: the file has them again.
    #[test]
    fn a_profile_has_the_prices_that_were_measured() {
        let version = Version::DEFAULT;
        let counts = count::counts(version).expect("the shapes run");
        let mut measured = Measured {
            version: version.to_string(),
            release: "3.13.0".to_string(),
            machine: "a \"quoted\" machine".to_string(),
            rounds: vec![1.0; counts.len()],
            thread_start: 30_000.0,
            process_start: 700_000.0,
        };
        let prices: Vec<f64> = (0..CLASSES.len() + 1 + NATIVES.len())
            .map(|unknown| (5 + unknown % 17) as f64)
            .collect();
        let times: Vec<f64> = equations(&measured, &counts)
            .iter()
            .map(|e| e.counts.iter().zip(&prices).map(|(n, p)| n * p).sum())
            .collect();
        measured.rounds = times;
        let equations = equations(&measured, &counts);
        let costs = costs(&equations);
        let (median, worst, _) = fit::errors(&equations, &costs);
        assert!(median < 0.01 && worst < 0.05, "{median} {worst}");
        let text = written(version, &measured, &equations, &costs, "gilsim calibrate");
        let binary = CLASSES.iter().position(|&class| class == "BINARY_OP");
        let price = prices[binary.expect("a class")];
        assert!(
            text.contains(&format!("\"BINARY_OP\" = {price:.1}\n")),
            "{text}"
        );
        assert!(text.contains("thread = 30\nprocess = 700\n"), "{text}");
        let rules = rules_text(version);
        assert!(text.starts_with(rules));
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
    }
}
