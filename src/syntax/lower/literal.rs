//! Numbers and f-strings.

use num_bigint::BigInt;
use num_traits::Num;
use ruff::{FStringPart, InterpolatedStringElement};
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Lowering;
use crate::syntax::ast::{Conversion, Expr, ExprKind, FormattedValue, Literal};

/// CPython's `sys.int_info.default_max_str_digits`: longer decimals take quadratic time.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// The parts of an f-string so far: neighbouring literals join.
#[derive(Default)]
struct Parts {
    values: Vec<Expr>,
    text: String,
    /// From the first to the last literal in `text`.
    range: Option<TextRange>,
}

impl Parts {
    fn push_text(&mut self, text: &str, range: TextRange) {
        self.text.push_str(text);
        self.range = Some(self.range.map_or(range, |before| before.cover(range)));
    }
}

impl Lowering<'_> {
    pub(super) fn number(&mut self, node: &ruff::ExprNumberLiteral) -> ExprKind {
        ExprKind::Literal(match &node.value {
            ruff::Number::Int(int) => match int.as_i64() {
                Some(int) => Literal::Int(int),
                None => self.big_int(node.range()),
            },
            ruff::Number::Float(float) => Literal::Float(*float),
            ruff::Number::Complex { imag, .. } => Literal::Imaginary(*imag),
        })
    }

    fn big_int(&mut self, range: TextRange) -> Literal {
        let text = self.text(range).replace('_', "").to_ascii_lowercase();
        let (digits, radix) = match text.get(..2) {
            Some("0x") => (text.get(2..), 16),
            Some("0o") => (text.get(2..), 8),
            Some("0b") => (text.get(2..), 2),
            _ => (Some(text.as_str()), 10),
        };
        let digits = digits.unwrap_or("");
        if radix == 10 && digits.len() > MAX_DECIMAL_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: \
                 value has {} digits; use sys.set_int_max_str_digits() to increase the limit - \
                 Consider hexadecimal for huge integer literals to avoid decimal conversion \
                 limits.",
                digits.len()
            );
            self.syntax_error(range, message);
            return Literal::None;
        }
        match BigInt::from_str_radix(digits, radix) {
            Ok(int) => match i64::try_from(&int) {
                Ok(int) => Literal::Int(int),
                Err(_) => Literal::BigInt(int),
            },
            Err(_) => {
                self.syntax_error(range, "invalid decimal literal");
                Literal::None
            }
        }
    }

    /// Text here is UTF-8, which has no lone surrogates; the parser puts U+FFFD in their place.
    pub(super) fn check_surrogates(&mut self, text: &str, range: TextRange) {
        if !text.contains(char::REPLACEMENT_CHARACTER) {
            return;
        }
        let source = self.text(range).to_ascii_lowercase();
        let has_escape = source.match_indices("\\u").any(|(at, _)| {
            let digits = source.get(at + 2..).unwrap_or("").trim_start_matches('0');
            digits.starts_with('d') && digits[1..].starts_with(|c| ('8'..='f').contains(&c))
        });
        if has_escape {
            self.unsupported(
                range,
                "a lone surrogate in a string",
                "write the character itself or a bytes literal",
            );
        }
    }

    pub(super) fn f_string(&mut self, node: &ruff::ExprFString) -> ExprKind {
        let mut parts = Parts::default();
        for part in &node.value {
            match part {
                FStringPart::Literal(literal) => {
                    self.check_surrogates(literal, literal.range());
                    parts.push_text(literal, literal.range());
                }
                FStringPart::FString(string) => self.elements(&mut parts, &string.elements),
            }
        }
        ExprKind::JoinedStr(self.finish(parts))
    }

    fn finish(&self, mut parts: Parts) -> Vec<Expr> {
        self.flush(&mut parts);
        parts.values
    }

    fn flush(&self, parts: &mut Parts) {
        let text = std::mem::take(&mut parts.text);
        if let Some(range) = parts.range.take()
            && !text.is_empty()
        {
            parts
                .values
                .push(self.literal(range, Literal::Str(text.into())));
        }
    }

    fn elements(&mut self, parts: &mut Parts, elements: &[InterpolatedStringElement]) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    self.check_surrogates(literal, literal.range());
                    parts.push_text(literal, literal.range());
                }
                InterpolatedStringElement::Interpolation(field) => self.field(parts, field),
            }
        }
    }

    fn field(&mut self, parts: &mut Parts, field: &ruff::InterpolatedElement) {
        let mut conversion = match field.conversion {
            ruff::ConversionFlag::None => None,
            ruff::ConversionFlag::Str => Some(Conversion::Str),
            ruff::ConversionFlag::Ascii => Some(Conversion::Ascii),
            ruff::ConversionFlag::Repr => Some(Conversion::Repr),
        };
        if let Some(debug) = &field.debug_text {
            let start = field.start() + TextSize::from(1);
            let length = TextSize::of(debug.as_str());
            parts.push_text(debug.as_str(), TextRange::at(start, length));
            if conversion.is_none() && field.format_spec.is_none() {
                conversion = Some(Conversion::Repr);
            }
        }
        self.flush(parts);
        let value = self.expr(&field.expression);
        let format_spec = field.format_spec.as_ref().map(|spec| {
            let mut inner = Parts::default();
            self.elements(&mut inner, &spec.elements);
            // CPython counts the colon in.
            let range = TextRange::new(spec.start() - TextSize::from(1), spec.end());
            Expr {
                at: self.at(range),
                kind: ExprKind::JoinedStr(self.finish(inner)),
            }
        });
        parts.values.push(Expr {
            at: self.at(field),
            kind: ExprKind::FormattedValue(Box::new(FormattedValue {
                value,
                conversion,
                format_spec,
            })),
        });
    }
}
