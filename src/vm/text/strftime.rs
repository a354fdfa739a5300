//! `time.strftime` and `time.asctime`, and calendar times in UTC.

use super::TextError;

/// A broken-down time (`time.struct_time`). Its fields are C ints, as CPython's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructTime {
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    pub hour: i32,
    pub minute: i32,
    /// Up to 61, for leap seconds.
    pub second: i32,
    /// Monday is 0.
    pub weekday: i32,
    /// 1 to 366.
    pub yearday: i32,
    pub isdst: i32,
    /// `GMT` from `gmtime`, `UTC` from `localtime`.
    pub zone: &'static str,
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SECONDS_PER_DAY: i64 = 86_400;

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9).rem_euclid(12);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let days_before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_before + day_of_year - 719_468
}

/// The date of a day counted from 1970-01-01: year, month, day.
fn date_from_days(days: i64) -> (i64, i64, i64) {
    const DAYS_PER_ERA: i64 = 146_097;
    let days = days + 719_468;
    let era = days.div_euclid(DAYS_PER_ERA);
    let day_of_era = days.rem_euclid(DAYS_PER_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl StructTime {
    /// `time.gmtime(seconds)`.
    ///
    /// # Errors
    /// `OverflowError` where the year does not fit 32 bits.
    pub fn from_epoch(seconds: i64) -> Result<StructTime, TextError> {
        let days = seconds.div_euclid(SECONDS_PER_DAY);
        let time = seconds.rem_euclid(SECONDS_PER_DAY);
        let (year, month, day) = date_from_days(days);
        let Ok(short_year) = i32::try_from(year) else {
            return Err(TextError::overflow(
                "(75, 'Value too large for defined data type')",
            ));
        };
        Ok(StructTime {
            year: short_year,
            month: month as i32,
            day: day as i32,
            hour: (time / 3600) as i32,
            minute: (time / 60 % 60) as i32,
            second: (time % 60) as i32,
            // The epoch was a Thursday.
            weekday: (days + 3).rem_euclid(7) as i32,
            yearday: (days - days_from_date(year, 1, 1) + 1) as i32,
            isdst: 0,
            zone: "GMT",
        })
    }

    /// Seconds since the epoch (`calendar.timegm`; `time.mktime` where the clock shows UTC).
    /// Months, days and times out of range carry over.
    pub fn to_epoch(&self) -> i64 {
        let month = i64::from(self.month) - 1;
        let year = i64::from(self.year) + month.div_euclid(12);
        let days = days_from_date(year, month.rem_euclid(12) + 1, 1) + i64::from(self.day) - 1;
        days * SECONDS_PER_DAY
            + i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
    }

    /// Checks the fields as `strftime` and `asctime` do; zero stands for the first month and day.
    ///
    /// # Errors
    /// `ValueError`.
    pub fn checked(mut self) -> Result<StructTime, TextError> {
        for field in [&mut self.month, &mut self.day, &mut self.yearday] {
            if *field == 0 {
                *field = 1;
            }
        }
        let wrong = if !(1..=12).contains(&self.month) {
            "month out of range"
        } else if !(1..=31).contains(&self.day) {
            "day of month out of range"
        } else if !(0..=23).contains(&self.hour) {
            "hour out of range"
        } else if !(0..=59).contains(&self.minute) {
            "minute out of range"
        } else if !(0..=61).contains(&self.second) {
            "seconds out of range"
        } else if self.weekday < -1 {
            "day of week out of range"
        } else if !(1..=366).contains(&self.yearday) {
            "day of year out of range"
        } else {
            self.weekday = self.weekday.rem_euclid(7);
            return Ok(self);
        };
        Err(TextError::value(wrong))
    }

    fn weekday_name(&self) -> &'static str {
        WEEKDAYS[self.weekday.rem_euclid(7) as usize]
    }

    fn month_name(&self) -> &'static str {
        MONTHS[(self.month - 1).rem_euclid(12) as usize]
    }

    /// The hour on a dial.
    fn hour_12(&self) -> i32 {
        (self.hour + 11).rem_euclid(12) + 1
    }

    /// The week of the year, where `weekday` counts from the day that begins a week.
    fn week(&self, weekday: i32) -> i32 {
        (self.yearday - 1 + 7 - weekday) / 7
    }

    /// ISO 8601's year and week.
    fn iso_week(&self) -> (i64, i32) {
        let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in = |year: i64| if is_leap(year) { 366 } else { 365 };
        let year = i64::from(self.year);
        // The week belongs to the year in which its Thursday lies.
        let thursday = self.yearday - 1 + 3 - self.weekday;
        if thursday < 0 {
            return (year - 1, (thursday + days_in(year - 1)) / 7 + 1);
        }
        if thursday >= days_in(year) {
            return (year + 1, 1);
        }
        (year, thursday / 7 + 1)
    }
}

/// `time.asctime(t)`.
///
/// # Errors
/// `ValueError` for a field out of range.
pub fn asctime(time: &StructTime) -> Result<String, TextError> {
    let t = time.checked()?;
    Ok(format!(
        "{:.3} {:.3}{:3} {:02}:{:02}:{:02} {}",
        t.weekday_name(),
        t.month_name(),
        t.day,
        t.hour,
        t.minute,
        t.second,
        t.year
    ))
}

/// Flags and width between the percent sign and the directive, as glibc has them.
#[derive(Clone, Copy, Default)]
struct Modifiers {
    pad: Option<char>,
    upper: bool,
    swap: bool,
    width: usize,
}

/// A directive's value before padding.
enum Value {
    /// A number, its usual width, and what fills it.
    Number(i64, usize, char),
    Text(String),
    /// `%p` and `%Z`, which `#` makes small.
    Swappable(String),
    /// A directive made of others.
    Composed(&'static str),
}

/// `time.strftime(format, t)`.
///
/// # Errors
/// `ValueError` for a field out of range or a null character; `MemoryError` beyond `max_len`.
pub fn strftime(format: &str, time: &StructTime, max_len: usize) -> Result<String, TextError> {
    let time = time.checked()?;
    if format.contains('\0') {
        return Err(TextError::value("embedded null character"));
    }
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format;
    while let Some(percent_at) = rest.find('%') {
        let (literal, directive) = rest.split_at(percent_at);
        out.push_str(literal);
        match parse_directive(directive) {
            Some((modifiers, code, after)) => {
                if modifiers.width > max_len {
                    return Err(TextError::memory());
                }
                match value(code, &time) {
                    Some(value) => push_value(&mut out, value, modifiers, &time, max_len)?,
                    None => out.push_str(directive.strip_suffix(after).unwrap_or(directive)),
                }
                rest = after;
            }
            None => {
                out.push_str(directive);
                rest = "";
            }
        }
        if out.len() > max_len {
            return Err(TextError::memory());
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// Takes a directive apart; `None` where the format ends within it.
fn parse_directive(directive: &str) -> Option<(Modifiers, char, &str)> {
    let mut modifiers = Modifiers::default();
    let mut rest = directive.strip_prefix('%')?.chars();
    let mut code = rest.next()?;
    loop {
        match code {
            '-' | '_' | '0' => modifiers.pad = Some(code),
            '^' => modifiers.upper = true,
            '#' => modifiers.swap = true,
            _ => break,
        }
        code = rest.next()?;
    }
    while let Some(digit) = code.to_digit(10) {
        modifiers.width = modifiers
            .width
            .saturating_mul(10)
            .saturating_add(digit as usize);
        code = rest.next()?;
    }
    if matches!(code, 'E' | 'O') {
        let mut after = rest.clone();
        // The alternative forms are the usual ones; without a directive, the letter stands.
        if let Some(next) = after.next()
            && next.is_ascii_alphabetic()
        {
            (code, rest) = (next, after);
        }
    }
    Some((modifiers, code, rest.as_str()))
}

fn value(code: char, t: &StructTime) -> Option<Value> {
    use Value::{Composed, Swappable, Text};
    let number = |value: i32, width, pad| Value::Number(i64::from(value), width, pad);
    let sunday_first = (t.weekday + 1) % 7;
    Some(match code {
        'a' => Text(t.weekday_name()[..3].to_owned()),
        'A' => Text(t.weekday_name().to_owned()),
        'b' | 'h' => Text(t.month_name()[..3].to_owned()),
        'B' => Text(t.month_name().to_owned()),
        'c' => Composed("%a %b %e %H:%M:%S %Y"),
        'C' => number(t.year.div_euclid(100), 1, '0'),
        'd' => number(t.day, 2, '0'),
        'D' | 'x' => Composed("%m/%d/%y"),
        'e' => number(t.day, 2, ' '),
        'F' => Composed("%Y-%m-%d"),
        'g' => Value::Number(t.iso_week().0.rem_euclid(100), 2, '0'),
        'G' => Value::Number(t.iso_week().0, 1, '0'),
        'H' => number(t.hour, 2, '0'),
        'I' => number(t.hour_12(), 2, '0'),
        'j' => number(t.yearday, 3, '0'),
        'k' => number(t.hour, 2, ' '),
        'l' => number(t.hour_12(), 2, ' '),
        'm' => number(t.month, 2, '0'),
        'M' => number(t.minute, 2, '0'),
        'n' => Text("\n".to_owned()),
        'p' => Swappable(if t.hour < 12 { "AM" } else { "PM" }.to_owned()),
        'P' => Text(if t.hour < 12 { "am" } else { "pm" }.to_owned()),
        'r' => Composed("%I:%M:%S %p"),
        'R' => Composed("%H:%M"),
        's' => Value::Number(t.to_epoch(), 1, '0'),
        'S' => number(t.second, 2, '0'),
        't' => Text("\t".to_owned()),
        'T' | 'X' => Composed("%H:%M:%S"),
        'u' => number(t.weekday + 1, 1, '0'),
        'U' => number(t.week(sunday_first), 2, '0'),
        'V' => number(t.iso_week().1, 2, '0'),
        'w' => number(sunday_first, 1, '0'),
        'W' => number(t.week(t.weekday), 2, '0'),
        'y' => number(t.year.rem_euclid(100), 2, '0'),
        'Y' => number(t.year, 1, '0'),
        'z' => Text("+0000".to_owned()),
        'Z' => Swappable(t.zone.to_owned()),
        '%' => Text("%".to_owned()),
        _ => return None,
    })
}

fn push_value(
    out: &mut String,
    value: Value,
    modifiers: Modifiers,
    time: &StructTime,
    max_len: usize,
) -> Result<(), TextError> {
    let (text, usual_width, usual_pad) = match value {
        Value::Number(number, width, pad) => (number.to_string(), width, pad),
        Value::Text(text) if modifiers.swap => (text.to_uppercase(), 0, ' '),
        Value::Text(text) => (text, 0, ' '),
        Value::Swappable(text) if modifiers.swap => (text.to_lowercase(), 0, ' '),
        Value::Swappable(text) => (text, 0, ' '),
        Value::Composed(format) => (strftime(format, time, max_len)?, 0, ' '),
    };
    let text = if modifiers.upper {
        text.to_uppercase()
    } else {
        text
    };
    let (pad, width) = match modifiers.pad {
        Some('-') => (' ', modifiers.width),
        Some('_') => (' ', modifiers.width.max(usual_width)),
        Some(_) => ('0', modifiers.width.max(usual_width)),
        None => (usual_pad, modifiers.width.max(usual_width)),
    };
    let padding = width.saturating_sub(text.chars().count());
    match text.strip_prefix('-') {
        Some(magnitude) if pad == '0' => {
            out.push('-');
            out.extend(std::iter::repeat_n(pad, padding));
            out.push_str(magnitude);
        }
        _ => {
            out.extend(std::iter::repeat_n(pad, padding));
            out.push_str(&text);
        }
    }
    Ok(())
}
