//! Dates of the proleptic Gregorian calendar in UTC, and `strftime` in the C locale.

/// A point in time by its calendar fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    year: i64,
    /// From 1.
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Monday is 0.
    weekday: i64,
    /// From 1.
    yearday: i64,
    /// Daylight saving: never on this machine, but a program's own tuple may say so.
    isdst: i64,
}

const DAY: i64 = 86_400;
const DAYS: [&str; 7] = [
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

/// Years that a timestamp may lie in: what fits a C `int`, as in CPython.
const YEARS: std::ops::RangeInclusive<i64> = -2_147_481_748..=2_147_483_647;

/// Days from 1970-01-01 to a date, by the era of 400 years that it lies in.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl Moment {
    /// `gmtime(seconds)`; `None` if its year is out of range.
    pub fn from_timestamp(seconds: i64) -> Option<Moment> {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        if days.unsigned_abs() > 800_000_000_000 {
            return None;
        }
        let (year, month, day) = civil_from_days(days);
        YEARS.contains(&year).then_some(Moment {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            yearday: days - days_from_civil(year, 1, 1) + 1,
            isdst: 0,
        })
    }

    /// From the items of a `struct_time`, as `strftime` checks them: the name of the first that
    /// is out of range otherwise. Zero stands for one where CPython takes it so.
    pub fn from_fields(fields: [i64; 9]) -> Result<Moment, &'static str> {
        let [
            year,
            month,
            day,
            hour,
            minute,
            second,
            weekday,
            yearday,
            isdst,
        ] = fields;
        let one = |value: i64| if value == 0 { 1 } else { value };
        let checks = [
            (YEARS.contains(&year), "year"),
            ((0..=12).contains(&month), "month"),
            ((0..=31).contains(&day), "day of month"),
            ((0..=23).contains(&hour), "hour"),
            ((0..=59).contains(&minute), "minute"),
            ((0..=61).contains(&second), "seconds"),
            (weekday >= -1, "day of week"),
            ((0..=366).contains(&yearday), "day of year"),
        ];
        match checks.into_iter().find(|&(good, _)| !good) {
            Some((_, what)) => Err(what),
            None => Ok(Moment {
                year,
                month: one(month),
                day: one(day),
                hour,
                minute,
                second,
                weekday: weekday.rem_euclid(7),
                yearday: one(yearday),
                isdst,
            }),
        }
    }

    /// The items of a `struct_time`.
    pub fn fields(&self) -> [i64; 9] {
        [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.weekday,
            self.yearday,
            self.isdst,
        ]
    }

    /// Seconds since 1970, by date and time of day.
    pub fn timestamp(&self) -> i64 {
        days_from_civil(self.year, self.month, self.day) * DAY
            + self.hour * 3600
            + self.minute * 60
            + self.second
    }

    /// ISO 8601 year and week.
    fn iso_week(&self) -> (i64, i64) {
        let week = (self.yearday - 1 - self.weekday + 10) / 7;
        let weeks_in = |year: i64| {
            let weekday_of = |y: i64| (days_from_civil(y, 12, 31) + 3).rem_euclid(7);
            if weekday_of(year) == 3 || weekday_of(year - 1) == 2 {
                53
            } else {
                52
            }
        };
        if week < 1 {
            (self.year - 1, weeks_in(self.year - 1))
        } else if week > weeks_in(self.year) {
            (self.year + 1, 1)
        } else {
            (self.year, week)
        }
    }
}

/// `strftime(format)` as glibc does it in the C locale. Directives that it does not know stay.
pub fn format_moment(format: &str, moment: &Moment) -> String {
    let mut out = String::new();
    push_moment(&mut out, format, moment);
    out
}

fn push_moment(out: &mut String, format: &str, m: &Moment) {
    let day_name = DAYS[m.weekday.rem_euclid(7) as usize];
    let month_name = MONTHS[(m.month - 1).rem_euclid(12) as usize];
    let hour12 = match m.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(directive) = rest.next() else {
            out.push('%');
            return;
        };
        match directive {
            'a' => out.push_str(&day_name[..3]),
            'A' => out.push_str(day_name),
            'b' | 'h' => out.push_str(&month_name[..3]),
            'B' => out.push_str(month_name),
            'c' => push_moment(out, "%a %b %e %H:%M:%S %Y", m),
            'C' => out.push_str(&format!("{:02}", m.year.div_euclid(100))),
            'd' => out.push_str(&format!("{:02}", m.day)),
            'D' | 'x' => push_moment(out, "%m/%d/%y", m),
            'e' => out.push_str(&format!("{:2}", m.day)),
            'F' => push_moment(out, "%Y-%m-%d", m),
            'g' => out.push_str(&format!("{:02}", m.iso_week().0.rem_euclid(100))),
            'G' => out.push_str(&m.iso_week().0.to_string()),
            'H' => out.push_str(&format!("{:02}", m.hour)),
            'I' => out.push_str(&format!("{hour12:02}")),
            'j' => out.push_str(&format!("{:03}", m.yearday)),
            'k' => out.push_str(&format!("{:2}", m.hour)),
            'l' => out.push_str(&format!("{hour12:2}")),
            'm' => out.push_str(&format!("{:02}", m.month)),
            'M' => out.push_str(&format!("{:02}", m.minute)),
            'n' => out.push('\n'),
            'p' => out.push_str(if m.hour < 12 { "AM" } else { "PM" }),
            'P' => out.push_str(if m.hour < 12 { "am" } else { "pm" }),
            'r' => push_moment(out, "%I:%M:%S %p", m),
            'R' => push_moment(out, "%H:%M", m),
            's' => out.push_str(&m.timestamp().to_string()),
            'S' => out.push_str(&format!("{:02}", m.second)),
            't' => out.push('\t'),
            'T' | 'X' => push_moment(out, "%H:%M:%S", m),
            'u' => out.push_str(&(m.weekday + 1).to_string()),
            'U' => {
                let sunday = (m.weekday + 1) % 7;
                out.push_str(&format!("{:02}", (m.yearday - 1 + 7 - sunday) / 7));
            }
            'V' => out.push_str(&format!("{:02}", m.iso_week().1)),
            'w' => out.push_str(&((m.weekday + 1) % 7).to_string()),
            'W' => out.push_str(&format!("{:02}", (m.yearday - 1 + 7 - m.weekday) / 7)),
            'y' => out.push_str(&format!("{:02}", m.year.rem_euclid(100))),
            'Y' => out.push_str(&m.year.to_string()),
            'z' => out.push_str("+0000"),
            'Z' => out.push_str("UTC"),
            '%' => out.push('%'),
            other => {
                out.push('%');
                out.push(other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values are CPython's `time.gmtime` and `time.strftime`.
    fn check(seconds: i64, fields: [i64; 9], format: &str, text: &str) {
        let moment = Moment::from_timestamp(seconds).unwrap();
        assert_eq!(moment.fields(), fields);
        assert_eq!(moment.timestamp(), seconds);
        assert_eq!(format_moment(format, &moment), text);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        check(
            0,
            [1970, 1, 1, 0, 0, 0, 3, 1, 0],
            "%c|%j|%U|%V|%G",
            "Thu Jan  1 00:00:00 1970|001|00|01|1970",
        );
        check(
            951_782_399,
            [2000, 2, 28, 23, 59, 59, 0, 59, 0],
            "%x %X %p %I %y",
            "02/28/00 23:59:59 PM 11 00",
        );
        check(
            951_868_800,
            [2000, 3, 1, 0, 0, 0, 2, 61, 0],
            "%A, %d. %B",
            "Wednesday, 01. March",
        );
        check(
            -1,
            [1969, 12, 31, 23, 59, 59, 2, 365, 0],
            "%F %T %s",
            "1969-12-31 23:59:59 -1",
        );
        check(
            1_609_459_199,
            [2020, 12, 31, 23, 59, 59, 3, 366, 0],
            "%G-W%V-%u %W %w",
            "2020-W53-4 52 4",
        );
        check(
            1_609_459_200,
            [2021, 1, 1, 0, 0, 0, 4, 1, 0],
            "%G-W%V-%u %U",
            "2020-W53-5 00",
        );
        check(
            1_767_225_600,
            [2026, 1, 1, 0, 0, 0, 3, 1, 0],
            "%Z%z%%%q%",
            "UTC+0000%%q%",
        );
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        assert_eq!(
            Moment::from_fields([2020, 13, 1, 0, 0, 0, 0, 1, 0]),
            Err("month")
        );
        assert_eq!(
            Moment::from_fields([2020, 1, 1, 24, 0, 0, 0, 1, 0]),
            Err("hour")
        );
        assert_eq!(Moment::from_timestamp(i64::MAX), None);
        assert_eq!(Moment::from_timestamp(i64::MIN), None);
    }
}
