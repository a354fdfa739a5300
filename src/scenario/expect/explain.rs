//! The numbers behind a claim that does not hold.

use super::eval::{Value, compare, evaluate};
use super::parse::{Comparison, Expr, ExprKind};
use super::results::Results;

/// The numbers of each side of a claim that does not hold.
pub fn explain(expr: &Expr, text: &str, results: &Results) -> String {
    let written = |expr: &Expr| {
        text.get(expr.span.clone())
            .unwrap_or_default()
            .trim()
            .to_string()
    };
    let falls = |expr: &&Expr| evaluate(expr, results).is_ok_and(|value| !value.is_true());
    match &expr.kind {
        ExprKind::And(items) => match items.iter().find(falls) {
            Some(item) => explain(item, text, results),
            None => written(expr),
        },
        ExprKind::Or(items) => {
            let sides: Vec<String> = items
                .iter()
                .map(|item| explain(item, text, results))
                .collect();
            sides.join("; and ")
        }
        ExprKind::Compare(first, links) => {
            let mut left: &Expr = first;
            for (comparison, right) in links {
                let holds = matches!(
                    (evaluate(left, results), evaluate(right, results)),
                    (Ok(a), Ok(b)) if compare(&a, *comparison, &b) == Ok(true)
                );
                if !holds {
                    return link(left, *comparison, right, text, results);
                }
                left = right;
            }
            written(expr)
        }
        ExprKind::Not(inner) => format!("{}, expected not", side(inner, text, results)),
        _ => format!("{}, expected it to be true", side(expr, text, results)),
    }
}

/// The values of the results in `expr`, in the order of its text.
pub fn numbers(expr: &Expr, results: &Results) -> Vec<String> {
    let mut parts = Vec::new();
    leaves(expr, &mut parts);
    parts
        .into_iter()
        .filter_map(|part| Some(show(&evaluate(part, results).ok()?)))
        .collect()
}

fn link(
    left: &Expr,
    comparison: Comparison,
    right: &Expr,
    text: &str,
    results: &Results,
) -> String {
    let word = comparison.word();
    let mut sides = (side(left, text, results), side(right, text, results));
    // Two numbers that look the same when rounded are shown in full.
    if let (Ok(Value::Number(a)), Ok(Value::Number(b))) =
        (evaluate(left, results), evaluate(right, results))
        && a != b
        && show_number(a) == show_number(b)
    {
        let full = |expr: &Expr, number: f64| match is_about_results(expr) {
            true => format!(
                "{} = {number}",
                text.get(expr.span.clone()).unwrap_or_default()
            ),
            false => number.to_string(),
        };
        sides = (full(left, a), full(right, b));
    }
    match (is_about_results(left), is_about_results(right)) {
        (false, true) => format!("{}, expected {} {word} it", sides.1, sides.0),
        _ => format!("{}, expected {word} {}", sides.0, sides.1),
    }
}

/// `run.wall = 0.3`, with the parts of a calculation behind; a constant as written.
fn side(expr: &Expr, text: &str, results: &Results) -> String {
    let written = |expr: &Expr| {
        text.get(expr.span.clone())
            .unwrap_or_default()
            .trim()
            .to_string()
    };
    if !is_about_results(expr) {
        return written(expr);
    }
    let value = |expr: &Expr| match evaluate(expr, results) {
        Ok(value) => show(&value),
        Err(error) => format!("({})", error.message),
    };
    let mut parts = Vec::new();
    leaves(expr, &mut parts);
    let own = format!("{} = {}", written(expr), value(expr));
    match parts.as_slice() {
        [] => own,
        [part] if part.span == expr.span => own,
        parts => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| format!("{} = {}", written(part), value(part)))
                .collect();
            format!("{own} ({})", parts.join(", "))
        }
    }
}

fn is_about_results(expr: &Expr) -> bool {
    let mut parts = Vec::new();
    leaves(expr, &mut parts);
    !parts.is_empty()
}

/// The results that an expression is calculated from.
fn leaves<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Attribute(..) => found.push(expr),
        ExprKind::Index(owner, _) | ExprKind::Method(owner, ..) => leaves(owner, found),
        ExprKind::Not(inner) | ExprKind::Negate(inner) => leaves(inner, found),
        ExprKind::Arithmetic(left, _, right) => {
            leaves(left, found);
            leaves(right, found);
        }
        ExprKind::Compare(first, links) => {
            leaves(first, found);
            links.iter().for_each(|(_, operand)| leaves(operand, found));
        }
        ExprKind::List(items)
        | ExprKind::Call(_, items)
        | ExprKind::And(items)
        | ExprKind::Or(items) => {
            items.iter().for_each(|item| leaves(item, found));
        }
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Run => {}
    }
}

pub fn show(value: &Value<'_>) -> String {
    match value {
        Value::None => "None".to_string(),
        Value::Bool(true) => "True".to_string(),
        Value::Bool(false) => "False".to_string(),
        Value::Number(number) => show_number(*number),
        Value::Text(text) => {
            let start: String = text.chars().take(60).collect();
            let more = if start.len() < text.len() { "…" } else { "" };
            format!("{start:?}{more}")
        }
        Value::List(items) => {
            let shown: Vec<String> = items.iter().take(10).map(show).collect();
            let more = if items.len() > 10 { ", …" } else { "" };
            format!("[{}{more}]", shown.join(", "))
        }
        other => other.what().to_string(),
    }
}

/// Four significant digits, whole numbers as they are.
pub fn show_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let magnitude = libm::floor(libm::log10(number.abs()));
    let decimals = (3.0 - magnitude).clamp(0.0, 12.0) as usize;
    let text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text
    }
}
