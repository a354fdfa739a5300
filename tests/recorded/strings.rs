//! The methods of str and bytes.

use gilsim::vm::text::codec::{self, Encoding};
use gilsim::vm::text::layout::{self, Align};
use gilsim::vm::text::split::{self, Ends};
use gilsim::vm::text::{TextError, bytes, case, repr, search, slice};
use serde_json::{Value, json};

use super::tables::{self, check, outcome, text};

const MAX_LEN: usize = 10_000;

fn position(found: Option<usize>) -> Value {
    found.map_or(Value::from(-1), Value::from)
}

fn three((a, b, c): (&str, &str, &str)) -> Value {
    json!([a, b, c])
}

fn recorded_bytes(bytes: Vec<u8>) -> Value {
    let mut list = vec![Value::from("bytes")];
    list.extend(bytes.into_iter().map(Value::from));
    Value::from(list)
}

fn ends(name: &str) -> Ends {
    match name {
        "lstrip" => Ends::Left,
        "rstrip" => Ends::Right,
        _ => Ends::Both,
    }
}

fn of_str(name: &str, subject: &str, arguments: &[Value]) -> Value {
    let argument = |nth: usize| arguments.get(nth).and_then(Value::as_str);
    let number = |nth: usize| arguments.get(nth).and_then(Value::as_i64);
    let sub = argument(0).unwrap_or("");
    let (start, end) = (number(1), number(2));
    match name {
        "upper" => case::upper(subject).into(),
        "lower" => case::lower(subject).into(),
        "casefold" => case::casefold(subject).into(),
        "capitalize" => case::capitalize(subject).into(),
        "title" => case::title(subject).into(),
        "swapcase" => case::swapcase(subject).into(),
        "isalpha" => case::is_alpha(subject).into(),
        "isalnum" => case::is_alnum(subject).into(),
        "isdecimal" => case::is_decimal(subject).into(),
        "isdigit" => case::is_digit(subject).into(),
        "isnumeric" => case::is_numeric(subject).into(),
        "isspace" => case::is_space(subject).into(),
        "isprintable" => case::is_printable(subject).into(),
        "isidentifier" => case::is_identifier(subject).into(),
        "isupper" => case::is_upper(subject).into(),
        "islower" => case::is_lower(subject).into(),
        "istitle" => case::is_titled(subject).into(),
        "repr" => repr::repr_str(subject).into(),
        "ascii" => repr::ascii_str(subject).into(),
        "strip" | "lstrip" | "rstrip" => split::strip(subject, argument(0), ends(name)).into(),
        "removeprefix" => search::remove_prefix(subject, sub).into(),
        "removesuffix" => search::remove_suffix(subject, sub).into(),
        "splitlines" => split::split_lines(subject, arguments[0] == true).into(),
        "partition" => outcome(split::partition(subject, sub), three),
        "rpartition" => outcome(split::rpartition(subject, sub), three),
        "split" => {
            let parts = split::split(subject, argument(0), number(1).unwrap_or(-1));
            outcome(parts, Value::from)
        }
        "rsplit" => {
            let parts = split::rsplit(subject, argument(0), number(1).unwrap_or(-1));
            outcome(parts, Value::from)
        }
        "replace" => {
            let new = argument(1).expect("a replacement");
            let most = number(2).unwrap_or(-1);
            outcome(
                search::replace(subject, sub, new, most, MAX_LEN),
                Value::from,
            )
        }
        "find" => position(search::find(subject, sub, start, end)),
        "rfind" => position(search::rfind(subject, sub, start, end)),
        "count" => search::count(subject, sub, start, end).into(),
        "startswith" => search::starts_with(subject, sub, start, end).into(),
        "endswith" => search::ends_with(subject, sub, start, end).into(),
        "ljust" | "rjust" | "center" => {
            let align = match name {
                "ljust" => Align::Left,
                "rjust" => Align::Right,
                _ => Align::Center,
            };
            let width = number(0).expect("a width");
            let padded = layout::fill_char(argument(1).expect("a fill"))
                .and_then(|fill| layout::justify(subject, width, fill, align, MAX_LEN));
            outcome(padded, Value::from)
        }
        "zfill" => {
            let width = number(0).expect("a width");
            outcome(layout::zfill(subject, width, MAX_LEN), Value::from)
        }
        "expandtabs" => {
            let size = number(0).expect("a size");
            outcome(layout::expand_tabs(subject, size, MAX_LEN), Value::from)
        }
        "slice" => outcome(
            slice::slice_str(subject, number(0), start, end),
            Value::from,
        ),
        "item" => {
            let at = number(0).expect("an index");
            outcome(slice::char_at(subject, at), Value::from)
        }
        "encode" => {
            let errors = argument(1).expect("an error handler");
            let encoded = Encoding::named(sub).and_then(|to| codec::encode(subject, to, errors));
            outcome(encoded, recorded_bytes)
        }
        "fromhex" => outcome(bytes::from_hex(subject), recorded_bytes),
        name => panic!("unknown method {name}"),
    }
}

fn of_bytes(name: &str, subject: &[u8], arguments: &[Value]) -> Value {
    let given = |nth: usize| {
        arguments
            .get(nth)
            .filter(|argument| argument.is_array())
            .map(tables::bytes)
    };
    let number = |nth: usize| arguments.get(nth).and_then(Value::as_i64);
    let first = given(0);
    let sub = first.as_deref().unwrap_or(&[]);
    let (start, end) = (number(1), number(2));
    let pieces = |parts: Result<Vec<Vec<u8>>, TextError>| outcome(parts, |p| json!(p));
    match name {
        "repr" => repr::repr_bytes(subject).into(),
        "hex" => {
            let group = number(1).expect("a group size");
            outcome(
                bytes::hex(subject, arguments[0].as_str(), group),
                Value::from,
            )
        }
        "decode" => {
            let decoded = Encoding::named(text(&arguments[0]))
                .and_then(|from| codec::decode(subject, from, text(&arguments[1])));
            outcome(decoded, Value::from)
        }
        "splitlines" => json!(bytes::split_lines(subject, arguments[0] == true)),
        "strip" | "lstrip" | "rstrip" => {
            json!(bytes::strip(subject, first.as_deref(), ends(name)))
        }
        "split" => pieces(bytes::split(subject, first.as_deref(), start.unwrap_or(-1))),
        "rsplit" => pieces(bytes::rsplit(
            subject,
            first.as_deref(),
            start.unwrap_or(-1),
        )),
        "partition" => outcome(bytes::partition(subject, sub), |p| json!(p)),
        "rpartition" => outcome(bytes::rpartition(subject, sub), |p| json!(p)),
        "replace" => {
            let new = given(1).expect("a replacement");
            outcome(bytes::replace(subject, sub, &new, -1, MAX_LEN), |b| {
                json!(b)
            })
        }
        "find" => position(bytes::find(subject, sub, start, end)),
        "rfind" => position(bytes::rfind(subject, sub, start, end)),
        "count" => bytes::count(subject, sub, start, end).into(),
        "startswith" => bytes::starts_with(subject, sub, start, end).into(),
        "endswith" => bytes::ends_with(subject, sub, start, end).into(),
        name => panic!("unknown method {name}"),
    }
}

#[test]
fn methods_answer_as_cpythons() {
    check(include_str!("text.jsonl"), |row| {
        let arguments = row[3].as_array().expect("a list of arguments");
        match text(&row[0]) {
            "bytes" => of_bytes(text(&row[1]), &tables::bytes(&row[2]), arguments),
            _ => of_str(text(&row[1]), text(&row[2]), arguments),
        }
    });
}

#[test]
fn huge_results_are_refused() {
    let memory = Err(TextError::memory());
    let huge = i64::MAX;
    assert_eq!(layout::repeat("ab", huge, MAX_LEN), memory);
    assert_eq!(layout::zfill("-1", huge, MAX_LEN), memory);
    assert_eq!(layout::expand_tabs("\t\t", huge, MAX_LEN), memory);
    assert_eq!(
        layout::justify("a", huge, 'é', Align::Center, MAX_LEN),
        memory
    );
    let long = "a".repeat(MAX_LEN);
    assert_eq!(search::replace(&long, "", "bb", -1, MAX_LEN), memory);
    assert_eq!(layout::join(&long, &["a", "b", "c"], MAX_LEN), memory);
    assert_eq!(
        bytes::repeat(b"ab", huge, MAX_LEN),
        Err(TextError::memory())
    );
    assert_eq!(layout::repeat("ab", -1, MAX_LEN).as_deref(), Ok(""));
}

#[test]
fn slices_of_any_sequence() {
    let slice = |bounds: (Option<i64>, Option<i64>, Option<i64>)| {
        let slice = slice::Slice::new(10, bounds.0, bounds.1, bounds.2).expect("a step");
        slice.indices().collect::<Vec<_>>()
    };
    assert_eq!(slice((Some(-3), None, None)), [7, 8, 9]);
    assert_eq!(slice((None, None, Some(-4))), [9, 5, 1]);
    assert_eq!(slice((Some(8), Some(2), Some(-3))), [8, 5]);
    assert_eq!(slice((Some(i64::MIN), Some(i64::MAX), Some(i64::MAX))), [0]);
    assert_eq!(slice((None, None, Some(i64::MIN))), [9]);
    assert_eq!(slice::index(3, -3), Some(0));
    assert_eq!(slice::index(3, i64::MIN), None);
}
