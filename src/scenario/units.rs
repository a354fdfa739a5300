//! Quantities with units: `"5ms"`, `"500MB/s"`. Exact: no floats on the way.

use crate::nanos::Nanos;

/// Why a text is not the quantity that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitError {
    pub message: String,
    pub help: Option<String>,
}

impl UnitError {
    fn new(message: impl Into<String>) -> Self {
        UnitError {
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

struct Dimension {
    what: &'static str,
    units: &'static [(&'static str, u128)],
    /// The units as a reader is told of them.
    listed: &'static str,
    example_unit: &'static str,
    finer: &'static str,
}

const DURATION: Dimension = Dimension {
    what: "a duration",
    units: &[
        ("ns", 1),
        ("us", 1_000),
        ("\u{b5}s", 1_000),
        ("\u{3bc}s", 1_000),
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
    ],
    listed: "ns, us, µs, ms, s",
    example_unit: "ms",
    finer: "a nanosecond",
};

const SIZE: Dimension = Dimension {
    what: "a size",
    units: &[
        ("B", 1),
        ("kB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("TB", 1_000_000_000_000),
        ("KiB", 1 << 10),
        ("MiB", 1 << 20),
        ("GiB", 1 << 30),
        ("TiB", 1 << 40),
    ],
    listed: "B, kB, MB, GB, KiB, MiB, GiB",
    example_unit: "MB",
    finer: "a byte",
};

const RATE: Dimension = Dimension {
    what: "a rate",
    units: &[
        ("B/s", 1),
        ("kB/s", 1_000),
        ("MB/s", 1_000_000),
        ("GB/s", 1_000_000_000),
        ("TB/s", 1_000_000_000_000),
        ("KiB/s", 1 << 10),
        ("MiB/s", 1 << 20),
        ("GiB/s", 1 << 30),
        ("TiB/s", 1 << 40),
    ],
    listed: "B/s, kB/s, MB/s, GB/s, MiB/s, GiB/s",
    example_unit: "MB/s",
    finer: "a byte per second",
};

/// `"5ms"`, `"1.5 s"`, `"50µs"` in nanoseconds.
pub fn duration(text: &str) -> Result<Nanos, UnitError> {
    DURATION.parse(text)
}

/// `"4096B"`, `"1GiB"` in bytes.
pub fn size(text: &str) -> Result<u64, UnitError> {
    SIZE.parse(text)
}

/// `"500MB/s"` in bytes per second.
pub fn rate(text: &str) -> Result<u64, UnitError> {
    RATE.parse(text)
}

/// What to say about the bare number `digits` where a quantity like that of `parse` belongs.
pub fn bare_duration(digits: &str) -> UnitError {
    DURATION.bare(digits)
}

pub fn bare_size(digits: &str) -> UnitError {
    SIZE.bare(digits)
}

pub fn bare_rate(digits: &str) -> UnitError {
    RATE.bare(digits)
}

/// Nanoseconds in the largest unit that needs no fraction: `5ms`, `1500us`.
pub fn show_duration(nanos: Nanos) -> String {
    for (unit, scale) in [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000)] {
        if nanos != 0 && nanos.is_multiple_of(scale) {
            return format!("{}{unit}", nanos / scale);
        }
    }
    format!("{nanos}ns")
}

pub fn show_size(bytes: u64) -> String {
    for (unit, scale) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
        if bytes != 0 && bytes.is_multiple_of(scale) {
            return format!("{}{unit}", bytes / scale);
        }
    }
    format!("{bytes}B")
}

/// Nanoseconds as Python writes seconds, exactly: `0.002`.
pub fn python_seconds(nanos: Nanos) -> String {
    let (whole, fraction) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{fraction:09}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

impl Dimension {
    fn bare(&self, digits: &str) -> UnitError {
        UnitError::new(format!("{} needs a unit ({})", self.what, self.listed)).help(format!(
            "write \"{}{}\"",
            digits.trim(),
            self.example_unit
        ))
    }

    fn parse(&self, text: &str) -> Result<u64, UnitError> {
        let trimmed = text.trim();
        if let Some(rest) = trimmed.strip_prefix('-')
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return Err(UnitError::new(format!("{} cannot be negative", self.what)));
        }
        let number_end = trimmed
            .find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.'))
            .unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(number_end);
        let unit = unit.trim_start();
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'_');
        if !whole.starts_with(|c: char| c.is_ascii_digit()) || !digits(fraction) {
            return Err(UnitError::new(format!(
                "{} is a number and a unit ({})",
                self.what, self.listed
            ))
            .help(format!("for example \"5{}\"", self.example_unit)));
        }
        if unit.is_empty() {
            return Err(self.bare(number));
        }
        let Some(&(_, scale)) = self.units.iter().find(|(name, _)| *name == unit) else {
            return Err(self.unknown_unit(number, unit));
        };
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let fraction: String = fraction.chars().filter(char::is_ascii_digit).collect();
        let fraction = fraction.trim_end_matches('0');
        let too_large = || UnitError::new(format!("{} of this length is out of reach", self.what));
        if whole.len() > 20 || fraction.len() > 18 {
            return Err(if whole.len() > 20 {
                too_large()
            } else {
                self.too_fine()
            });
        }
        let ten = 10_u128.pow(fraction.len() as u32);
        let units: u128 = format!("{whole}{fraction}")
            .parse()
            .map_err(|_| too_large())?;
        let scaled = units.checked_mul(scale).ok_or_else(too_large)?;
        if !scaled.is_multiple_of(ten) {
            return Err(self.too_fine());
        }
        u64::try_from(scaled / ten).map_err(|_| too_large())
    }

    fn too_fine(&self) -> UnitError {
        UnitError::new(format!("{} cannot be finer than {}", self.what, self.finer))
    }

    fn unknown_unit(&self, number: &str, unit: &str) -> UnitError {
        let error = UnitError::new(format!(
            "`{unit}` is not a unit of {} here",
            &self.what[2..]
        ));
        let slip = self
            .units
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(unit))
            .map(|(name, _)| *name)
            .or_else(|| self.synonym(unit));
        match slip {
            Some(name) => error.help(format!("write \"{number}{name}\"")),
            None => error.help(format!("the units are {}", self.listed)),
        }
    }

    fn synonym(&self, unit: &str) -> Option<&'static str> {
        let unit = unit.to_ascii_lowercase();
        let table: &[(&str, &str)] = match self.what {
            "a duration" => &[
                ("sec", "s"),
                ("secs", "s"),
                ("second", "s"),
                ("seconds", "s"),
                ("msec", "ms"),
                ("milliseconds", "ms"),
                ("usec", "us"),
                ("microseconds", "us"),
                ("nsec", "ns"),
                ("nanoseconds", "ns"),
            ],
            "a size" => &[
                ("k", "kB"),
                ("m", "MB"),
                ("g", "GB"),
                ("bytes", "B"),
                ("byte", "B"),
            ],
            _ => &[
                ("mbps", "MB/s"),
                ("gbps", "GB/s"),
                ("mb", "MB/s"),
                ("gb", "GB/s"),
            ],
        };
        table
            .iter()
            .find(|(name, _)| *name == unit)
            .map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_exact() {
        let check = |text, expect| assert_eq!(duration(text), Ok(expect), "{text}");
        check("5ms", 5_000_000);
        check("0s", 0);
        check("1.5 ms", 1_500_000);
        check("50µs", 50_000);
        check("50μs", 50_000);
        check("1_000us", 1_000_000);
        check("0.000000001s", 1);
        check("2.500000000000s", 2_500_000_000);
        check("18446744073709551615ns", u64::MAX);
    }

    #[test]
    fn a_wrong_quantity_says_what_is_wrong_and_what_fits() {
        let check = |result: Result<u64, UnitError>, message: &str, help: Option<&str>| {
            let error = result.expect_err(message);
            assert_eq!(
                (error.message.as_str(), error.help.as_deref()),
                (message, help)
            );
        };
        let units = "a duration needs a unit (ns, us, µs, ms, s)";
        check(duration("5"), units, Some("write \"5ms\""));
        check(
            duration("5 min"),
            "`min` is not a unit of duration here",
            Some("the units are ns, us, µs, ms, s"),
        );
        check(
            duration("5 sec"),
            "`sec` is not a unit of duration here",
            Some("write \"5s\""),
        );
        check(
            duration("5MS"),
            "`MS` is not a unit of duration here",
            Some("write \"5ms\""),
        );
        check(duration("-5ms"), "a duration cannot be negative", None);
        check(
            duration("0.5ns"),
            "a duration cannot be finer than a nanosecond",
            None,
        );
        check(
            duration("99999999999999999999s"),
            "a duration of this length is out of reach",
            None,
        );
        check(
            duration("1e400s"),
            "`e400s` is not a unit of duration here",
            Some("the units are ns, us, µs, ms, s"),
        );
        let shape = "a duration is a number and a unit (ns, us, µs, ms, s)";
        for text in [
            "", "ms", "five ms", "1.2.3ms", ".5ms", "inf", "NaN s", "_5ms",
        ] {
            check(duration(text), shape, Some("for example \"5ms\""));
        }
        check(
            size("4 mb"),
            "`mb` is not a unit of size here",
            Some("write \"4MB\""),
        );
        check(
            rate("500MB"),
            "`MB` is not a unit of rate here",
            Some("write \"500MB/s\""),
        );
    }

    #[test]
    fn sizes_and_rates_know_both_kinds_of_kilo() {
        assert_eq!(size("1GiB"), Ok(1 << 30));
        assert_eq!(size("1GB"), Ok(1_000_000_000));
        assert_eq!(rate("1.5MB/s"), Ok(1_500_000));
    }

    #[test]
    fn times_read_back_in_their_own_unit() {
        assert_eq!(show_duration(5_000_000), "5ms");
        assert_eq!(show_duration(1_500_000), "1500us");
        assert_eq!(show_duration(0), "0ns");
        assert_eq!(python_seconds(2_000_000), "0.002");
        assert_eq!(python_seconds(3_000_000_000), "3");
        assert_eq!(show_size(1 << 30), "1GiB");
    }
}
