//! Numbers as people read them: three significant digits and a fitting unit. Integer
//! arithmetic, so that every machine prints the same digits.

use crate::nanos::{MICROSECOND, MILLISECOND, Nanos, SECOND};

/// A length of time in its largest fitting unit: `850 ns`, `5.12 ms`, `2 s`.
pub fn duration(ns: Nanos) -> String {
    let units = [
        (1, "ns"),
        (MICROSECOND, "µs"),
        (MILLISECOND, "ms"),
        (SECOND, "s"),
    ];
    let mut text = format!("{ns} ns");
    for (unit, name) in units {
        if ns < unit {
            break;
        }
        // Rounding may reach the next unit ("1000 ms"): the loop then goes on to it.
        let rounded = three_digits(ns, unit);
        text = format!("{rounded} {name}");
        if rounded != "1000" {
            continue;
        }
        let next = unit.saturating_mul(1000);
        if unit < SECOND {
            let name = match next {
                MICROSECOND => "µs",
                MILLISECOND => "ms",
                _ => "s",
            };
            text = format!("1 {name}");
        }
    }
    text
}

/// `ns / unit`, rounded half up to three significant digits, without trailing zeros.
fn three_digits(ns: Nanos, unit: Nanos) -> String {
    let (ns, unit) = (u128::from(ns), u128::from(unit));
    let whole = ns / unit;
    let places: u32 = match whole {
        0..=9 => 2,
        10..=99 => 1,
        _ => 0,
    };
    let power = 10u128.pow(places);
    let scaled = (ns * power + unit / 2) / unit;
    let (whole, fraction) = (scaled / power, scaled % power);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{fraction:0width$}", width = places as usize);
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// `part` of `whole` in per cent, rounded to a whole number; `<1 %` for what is there but less.
pub fn percent(part: Nanos, whole: Nanos) -> String {
    if whole == 0 || part == 0 {
        return "0 %".to_string();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = (part * 100 + whole / 2) / whole;
    match rounded {
        0 => "<1 %".to_string(),
        // A hundred is said only of what is whole.
        100 if part < whole => ">99 %".to_string(),
        _ => format!("{rounded} %"),
    }
}

/// A count with its thousands set apart: `12,345`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes with three significant digits in the unit that suits them: `266 B`, `17.4 KiB`, `6.03 MiB`.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if n < 1024 {
        return format!("{n} B");
    }
    let mut size = n as f64 / 1024.0;
    let mut unit = 0;
    // Rounding must not give 1024 of a unit.
    while size >= 1023.5 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    let decimals = if size < 9.995 {
        2
    } else if size < 99.95 {
        1
    } else {
        0
    };
    let text = format!("{size:.decimals$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    format!("{text} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Charts and tables print three significant digits in the unit that a reader would choose.
    #[test]
    fn durations_read_well() {
        let check = |ns, expect: &str| assert_eq!(duration(ns), expect);
        check(0, "0 ns");
        check(999, "999 ns");
        check(1_000, "1 µs");
        check(5_120_000, "5.12 ms");
        check(5_100_000, "5.1 ms");
        check(41_249_999, "41.2 ms");
        check(999_499, "999 µs");
        check(999_500, "1 ms");
        check(999_999_999, "1 s");
        check(12_345_000_000_000, "12345 s");
        check(u64::MAX, "18446744074 s");
    }

    /// A share that exists is never printed as nothing, one that is not whole never as all.
    #[test]
    fn percentages_do_not_round_away() {
        let check = |part, whole, expect: &str| assert_eq!(percent(part, whole), expect);
        check(0, 100, "0 %");
        check(1, 1000, "<1 %");
        check(999, 1000, ">99 %");
        check(1000, 1000, "100 %");
        check(1, 2, "50 %");
        check(3, 2, "150 %");
        check(1, 0, "0 %");
        check(u64::MAX, u64::MAX, "100 %");
    }

    /// Long counts stay readable.
    #[test]
    fn counts_have_separators() {
        let check = |n, expect: &str| assert_eq!(count(n), expect);
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(12_345_678, "12,345,678");
    }
}
