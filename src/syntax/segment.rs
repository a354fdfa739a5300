//! What a traceback must know of a piece of source in order to underline it.

use super::ast::{Expr, ExprKind, Position, StmtKind};
use super::parse;

/// A character in a text of several lines; both 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// The part of an expression that did the work: the operator, the brackets with what is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// Where what comes before it ends.
    pub left_end: Place,
    /// Just after it.
    pub right_start: Place,
}

/// The operator of a binary operation, or the brackets of a call or subscript, if `segment` is
/// one (`traceback._extract_caret_anchors_from_line_segment`).
pub fn anchors(segment: &str) -> Option<Anchors> {
    let module = parse(&format!("(\n{segment}\n)"), "<segment>").ok()?;
    let [statement] = &module.body[..] else {
        return None;
    };
    let StmtKind::Expr(expr) = &statement.kind else {
        return None;
    };
    let text = Segment::new(segment);
    match &expr.kind {
        ExprKind::Binary { first, rest } => {
            let (last, before) = rest.split_last()?;
            let left = before.last().map_or(first.at, |term| term.at);
            text.operator(end(left)?, start(last.right.at)?)
        }
        ExprKind::Subscript { value, .. } => text.brackets(value, '[', expr),
        ExprKind::Call(call) => text.brackets(&call.function, '(', expr),
        _ => None,
    }
}

/// Whether a statement is `return f(...)` or `name = f(...)` with the call just where the
/// positions say: underlining all of it would tell nothing. CPython compares bytes with
/// characters here, so that a line with other than ASCII in it is underlined all the same.
pub fn is_plain_call(statement: &str, call_start: Place, call_end: Place) -> Option<bool> {
    let module = parse(statement, "<segment>").ok()?;
    let value = match &module.body.first()?.kind {
        StmtKind::Return(Some(value)) => match &value.kind {
            ExprKind::Call(call) if matches!(call.function.kind, ExprKind::Name(_)) => value,
            _ => return Some(false),
        },
        StmtKind::Assign { targets, value } => match (&targets[..], &value.kind) {
            ([target], ExprKind::Call(_)) if matches!(target.kind, ExprKind::Name(_)) => value,
            _ => return Some(false),
        },
        _ => return Some(false),
    };
    let place = |line: u32, column: u32| {
        let line = (line as usize).saturating_sub(1);
        let text = statement.split('\n').nth(line).unwrap_or("");
        let before = text.chars().take(column as usize);
        let column = before.map(char::len_utf8).sum();
        Place { line, column }
    };
    let at = value.at;
    Some(place(at.line, at.column) == call_start && place(at.end_line, at.end_column) == call_end)
}

/// Positions are those of the text with a line of one bracket before it.
fn start(at: Position) -> Option<Place> {
    Some(Place {
        line: (at.line as usize).checked_sub(2)?,
        column: at.column as usize,
    })
}

fn end(at: Position) -> Option<Place> {
    Some(Place {
        line: (at.end_line as usize).checked_sub(2)?,
        column: at.end_column as usize,
    })
}

struct Segment {
    lines: Vec<Vec<char>>,
}

impl Segment {
    fn new(text: &str) -> Segment {
        Segment {
            lines: text
                .split('\n')
                .map(|line| line.chars().collect())
                .collect(),
        }
    }

    fn char(&self, at: Place) -> Option<char> {
        self.lines.get(at.line)?.get(at.column).copied()
    }

    /// The place itself, or the first one after it that has a character.
    fn valid(&self, mut at: Place) -> Option<Place> {
        while at.column >= self.lines.get(at.line)?.len() {
            at = Place {
                line: at.line + 1,
                column: 0,
            };
        }
        Some(at)
    }

    /// The first character from `at` on that is wanted, past comments and continued lines.
    fn find(&self, at: Place, wanted: impl Fn(char) -> bool) -> Option<Place> {
        let mut at = self.valid(at)?;
        loop {
            let c = self.char(at)?;
            at = match c {
                '\\' | '#' => Place {
                    line: at.line + 1,
                    column: 0,
                },
                c if wanted(c) => return Some(at),
                _ => Place {
                    column: at.column + 1,
                    ..at
                },
            };
            at = self.valid(at)?;
        }
    }

    /// The operator, of one or two characters, between two operands.
    fn operator(&self, left_end: Place, right_start: Place) -> Option<Anchors> {
        let first = self.find(left_end, |c| !c.is_whitespace() && c != ')')?;
        let second = Place {
            column: first.column + 1,
            ..first
        };
        let two = second < right_start
            && self
                .char(second)
                .is_some_and(|c| !c.is_whitespace() && c != '\\' && c != '#');
        let right_start = Place {
            column: second.column + usize::from(two),
            ..second
        };
        Some(Anchors {
            left_end: first,
            right_start,
        })
    }

    /// From the opening bracket after `value` to the end of the expression.
    fn brackets(&self, value: &Expr, bracket: char, whole: &Expr) -> Option<Anchors> {
        Some(Anchors {
            left_end: self.find(end(value.at)?, |c| c == bracket)?,
            right_start: end(whole.at)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(segment: &str, expect: Option<(usize, usize, usize, usize)>) {
        let found = anchors(segment).map(|a| {
            let (l, r) = (a.left_end, a.right_start);
            (l.line, l.column, r.line, r.column)
        });
        assert_eq!(found, expect, "{segment}");
    }

    #[test]
    fn the_operator_of_a_binary_operation_is_found() {
        check("a + b", Some((0, 2, 0, 3)));
        check("a + b - c", Some((0, 6, 0, 7)));
        check("(a) // (b)", Some((0, 4, 0, 6)));
        check("a+-b", Some((0, 1, 0, 2)));
        check("a\\\n  ** b", Some((1, 2, 1, 4)));
        check("a # comment\n+ b", Some((1, 0, 1, 1)));
        check("(가 + 나) * b", Some((0, 8, 0, 9)));
    }

    #[test]
    fn the_brackets_of_a_call_or_subscript_are_found() {
        check("f(1, 2)", Some((0, 1, 0, 7)));
        check("a.b[c](\n 1)", Some((0, 6, 1, 3)));
        check("(f)(x)", Some((0, 3, 0, 6)));
        check("x[1][2]", Some((0, 4, 0, 7)));
    }

    #[test]
    fn anything_else_has_no_anchors() {
        check("a.b", None);
        check("x = 1", None);
        check("a if b else", None);
        check("", None);
        check("a < b", None);
    }
}
