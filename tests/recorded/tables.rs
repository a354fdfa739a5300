//! Reading the recorded tables.

use gilsim::vm::number::Int;
use gilsim::vm::text::TextError;
use num_bigint::BigInt;
use num_traits::Num;
use serde_json::Value;

/// Runs every row of a table through `answer` and reports the rows that differ.
pub fn check(table: &str, answer: impl Fn(&[Value]) -> Value) {
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in table.lines() {
        let row: Vec<Value> = serde_json::from_str(line).expect("the table is JSON");
        let (expect, question) = row.split_last().expect("a row ends with the result");
        let got = answer(question);
        rows += 1;
        if got != *expect {
            let question = Value::from(question.to_vec());
            wrong.push(format!("{question}\n  CPython {expect}\n  ours    {got}"));
        }
    }
    assert!(rows > 0, "the table is empty");
    let shown: Vec<_> = wrong.iter().take(40).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{} of {rows} rows differ:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

pub fn error(error: TextError) -> Value {
    Value::from(format!("!{error}"))
}

/// A result or an error, as recorded.
pub fn outcome<T>(result: Result<T, TextError>, show: impl Fn(T) -> Value) -> Value {
    match result {
        Ok(value) => show(value),
        Err(e) => error(e),
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

pub fn bytes(value: &Value) -> Vec<u8> {
    let list = value.as_array().expect("a list");
    list.iter()
        .filter_map(Value::as_u64)
        .map(|byte| byte as u8)
        .collect()
}

/// An int, recorded in hexadecimal.
pub fn int(value: &Value) -> Int {
    let digits = text(value).replacen("0x", "", 1);
    Int::from(BigInt::from_str_radix(&digits, 16).expect("hexadecimal"))
}

/// A float, recorded by its bits.
pub fn float(value: &Value) -> f64 {
    f64::from_bits(u64::from_str_radix(text(value), 16).expect("bits of a float"))
}

pub fn show_int(value: Int) -> Value {
    let value = value.as_ref().big().into_owned();
    let sign = if value.sign() == num_bigint::Sign::Minus {
        "-"
    } else {
        ""
    };
    Value::from(format!("{sign}0x{}", value.magnitude().to_str_radix(16)))
}

pub fn show_float(value: f64) -> Value {
    // All NaNs are one: their bits are not Python's concern.
    let value = if value.is_nan() { f64::NAN } else { value };
    Value::from(format!("{:016x}", value.to_bits()))
}
