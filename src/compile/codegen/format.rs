//! f-strings, and `%` formats that are as good as one.

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{Conversion, Expr, ExprKind};

use super::{Compiler, Result, STACK_USE_GUIDELINE};
use crate::compile::ir::Location;

impl<'a> Compiler<'a> {
    pub(super) fn convert(&mut self, conversion: Option<Conversion>, at: Position) {
        let how = match conversion {
            None => return,
            Some(Conversion::Str) => 1,
            Some(Conversion::Repr) => 2,
            Some(Conversion::Ascii) => 3,
        };
        self.emit(Opcode::CONVERT_VALUE, how, at);
    }

    pub(super) fn joined_str(&mut self, values: &'a [Expr], at: Position) -> Result {
        let many = values.len() > STACK_USE_GUIDELINE;
        if many {
            self.start_join(at);
        }
        for value in values {
            self.expr(value)?;
            if many {
                self.emit(Opcode::LIST_APPEND, 1, at);
            }
        }
        self.finish_join(values.len(), at);
        Ok(())
    }

    /// Many parts are joined as `''.join([…])`.
    fn start_join(&mut self, at: Position) {
        self.load_const(Const::Str("".into()), at);
        let join = self.unit().names.insert_full("join".into()).0 as u32;
        self.emit(Opcode::LOAD_ATTR, join << 1 | 1, at);
        self.emit(Opcode::BUILD_LIST, 0, at);
    }

    fn finish_join(&mut self, count: usize, at: Position) {
        match count {
            0 => self.load_const(Const::Str("".into()), at),
            1 => {}
            2..=STACK_USE_GUIDELINE => self.emit(Opcode::BUILD_STRING, count as u32, at),
            _ => self.emit(Opcode::CALL, 1, at),
        }
    }

    /// `'%s, %r' % (a, b)` is an f-string (`optimize_format`); false if the format is beyond that.
    pub(super) fn percent_format(
        &mut self,
        format: &str,
        arguments: &'a [Expr],
        at: Position,
    ) -> Result<bool> {
        if arguments
            .iter()
            .any(|argument| matches!(argument.kind, ExprKind::Starred(_)))
        {
            return Ok(false);
        }
        let Some(parts) = parse_percent_format(format, arguments.len()) else {
            return Ok(false);
        };
        let mut arguments = arguments.iter();
        let many = parts.len() > STACK_USE_GUIDELINE;
        if many {
            self.start_join(at);
        }
        for part in &parts {
            match part {
                PercentPart::Text(text) => {
                    self.load_const(Const::Str(text.as_str().into()), Location::NONE);
                }
                PercentPart::Value(conversion, spec) => {
                    let Some(argument) = arguments.next() else {
                        break;
                    };
                    self.expr(argument)?;
                    self.convert(*conversion, argument.at);
                    match spec {
                        Some(spec) => {
                            self.load_const(Const::Str(spec.as_str().into()), argument.at);
                            self.op(Opcode::FORMAT_WITH_SPEC, argument.at);
                        }
                        None => self.op(Opcode::FORMAT_SIMPLE, argument.at),
                    }
                }
            }
            if many {
                self.emit(Opcode::LIST_APPEND, 1, at);
            }
        }
        self.finish_join(parts.len(), at);
        Ok(true)
    }
}

enum PercentPart {
    Text(String),
    Value(Option<Conversion>, Option<String>),
}

/// Takes a `%` format apart if it has only `%s`, `%r` and `%a`, and as many as there are
/// arguments.
fn parse_percent_format(format: &str, arguments: usize) -> Option<Vec<PercentPart>> {
    const MAX_DIGITS: usize = 3;
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut values = 0;
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        if characters.next_if_eq(&'%').is_some() {
            text.push('%');
            continue;
        }
        if !text.is_empty() {
            parts.push(PercentPart::Text(std::mem::take(&mut text)));
        }
        let left = characters.next_if_eq(&'-').is_some();
        if characters.next_if(|flag| "+ #0".contains(*flag)).is_some() {
            return None;
        }
        let number = |characters: &mut std::iter::Peekable<std::str::Chars>| {
            let mut digits = String::new();
            while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            (digits.len() < MAX_DIGITS).then_some(digits)
        };
        let width = number(&mut characters)?;
        let precision = match characters.next_if_eq(&'.') {
            Some(_) => Some(number(&mut characters)?),
            None => None,
        };
        let conversion = match characters.next()? {
            's' => Conversion::Str,
            'r' => Conversion::Repr,
            'a' => Conversion::Ascii,
            _ => return None,
        };
        let mut spec = String::new();
        if !left && width.parse::<u32>().is_ok_and(|width| width > 0) {
            spec.push('>');
        }
        spec.push_str(width.trim_start_matches('0'));
        if let Some(precision) = precision {
            let precision = precision.trim_start_matches('0');
            spec.push('.');
            spec.push_str(if precision.is_empty() { "0" } else { precision });
        }
        values += 1;
        parts.push(PercentPart::Value(
            Some(conversion),
            (!spec.is_empty()).then_some(spec),
        ));
    }
    if !text.is_empty() {
        parts.push(PercentPart::Text(text));
    }
    (values == arguments).then_some(parts)
}
