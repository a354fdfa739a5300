//! Calendar time.

use gilsim::vm::text::TextError;
use gilsim::vm::text::strftime::{StructTime, asctime, strftime};
use serde_json::{Value, json};

use super::tables::{check, error, outcome, text};

#[test]
fn times_print_as_cpythons() {
    check(include_str!("time.jsonl"), |row| {
        let moment = row[1].as_i64().expect("seconds");
        let t = match StructTime::from_epoch(moment) {
            Ok(t) => t,
            Err(e) => return error(e),
        };
        match text(&row[0]) {
            "gmtime" => json!([
                t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.yearday, t.isdst
            ]),
            "asctime" => outcome(asctime(&t), Value::from),
            "timegm" => Value::from(t.to_epoch()),
            "strftime" => outcome(strftime(text(&row[2]), &t, 1000), Value::from),
            name => panic!("unknown operation {name}"),
        }
    });
}

#[test]
fn fields_out_of_range_are_refused() {
    let good = StructTime::from_epoch(0).expect("in range");
    for (bad, message) in [
        (StructTime { month: 13, ..good }, "month out of range"),
        (StructTime { day: 32, ..good }, "day of month out of range"),
        (StructTime { hour: 24, ..good }, "hour out of range"),
        (StructTime { minute: 60, ..good }, "minute out of range"),
        (StructTime { second: 62, ..good }, "seconds out of range"),
        (
            StructTime {
                weekday: -2,
                ..good
            },
            "day of week out of range",
        ),
        (
            StructTime {
                yearday: 367,
                ..good
            },
            "day of year out of range",
        ),
    ] {
        assert_eq!(asctime(&bad), Err(TextError::value(message)));
    }
    let first = StructTime {
        month: 0,
        day: 0,
        yearday: 0,
        weekday: 7,
        ..good
    };
    assert_eq!(asctime(&first).as_deref(), Ok("Mon Jan  1 00:00:00 1970"));
    let extreme = StructTime {
        year: i32::MIN,
        month: i32::MIN,
        day: i32::MAX,
        ..good
    };
    assert!(extreme.to_epoch() < 0);
    assert_eq!(strftime("%9999999Y", &good, 1000), Err(TextError::memory()));
    assert!(strftime("a\0", &good, 1000).is_err());
}
