//! `str % values`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::Result;
use crate::vm::number::float;
use crate::vm::number::int::Int;
use crate::vm::text::percent::{self, Amount, Conversion, Kind, Piece, Pieces};
use crate::vm::text::{TextError, repr};
use crate::vm::types;
use crate::vm::value::Value;

/// The values on the right of `%`, handed out in order.
struct Arguments {
    values: Vec<Value>,
    next: usize,
    /// Values by key, if the right side is a mapping.
    mapping: Value,
    /// The template is one of bytes, shown here as the text of the same codes.
    bytes: bool,
}

impl Arguments {
    fn take(&mut self) -> std::result::Result<Value, TextError> {
        let value = self.values.get(self.next).copied();
        self.next += 1;
        value.ok_or_else(percent::not_enough_arguments)
    }
}

impl Ctx<'_> {
    /// `template % values`.
    pub fn percent_format(&mut self, template: Value, values: Value) -> Result {
        let template = self.expect_str(template, "format")?;
        let text = self.percent_text(&template, values, false)?;
        Ok(self.string(text))
    }

    /// `template % values` of bytes and bytearray.
    pub fn percent_format_bytes(&mut self, template: Value, values: Value) -> Result {
        let text: String = self
            .bytes_of(template)
            .unwrap_or(&[])
            .iter()
            .map(|&byte| char::from(byte))
            .collect();
        let text = self.percent_text(&text, values, true)?;
        let bytes: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(c).unwrap_or(b'?'))
            .collect();
        Ok(match self.class_of(template) {
            types::BYTEARRAY => self.alloc(types::BYTEARRAY, Body::ByteArray(bytes)),
            _ => self.bytes(bytes),
        })
    }

    fn percent_text(&mut self, template: &str, values: Value, bytes: bool) -> Result<String> {
        let tuple = self.as_tuple(values).map(<[Value]>::to_vec);
        let is_mapping = tuple.is_none()
            && self.as_str(values).is_none()
            && !(bytes && self.bytes_of(values).is_some())
            && self.has_method(values, names::GETITEM);
        let mut arguments = Arguments {
            values: tuple.clone().unwrap_or_else(|| vec![values]),
            next: 0,
            mapping: if is_mapping || self.is_dict(values) {
                values
            } else {
                Value::Null
            },
            bytes,
        };
        let mut text = String::new();
        let mut pieces = Pieces::new(template);
        let mut used_mapping = false;
        loop {
            let piece = pieces
                .next_piece()
                .map_err(|error| self.raise_text(error))?;
            match piece {
                None => break,
                Some(Piece::Literal(literal)) => text.push_str(literal),
                Some(Piece::Conversion(conversion)) => {
                    used_mapping |= conversion.key.is_some();
                    text.push_str(&self.convert(conversion, &mut arguments)?);
                }
            }
            self.reserve(text.len())?;
        }
        let left_over = arguments.next < arguments.values.len();
        if left_over && !used_mapping && arguments.mapping.is_null() {
            if bytes {
                let message = "not all arguments converted during bytes formatting";
                return Err(self.type_error(message));
            }
            return Err(self.raise_text(percent::not_all_converted()));
        }
        self.charge(text.len(), 2_000);
        Ok(text)
    }

    fn is_dict(&self, value: Value) -> bool {
        value
            .as_ref()
            .is_some_and(|r| self.interp.dict(r).is_some())
    }

    fn convert(
        &mut self,
        mut conversion: Conversion<'_>,
        arguments: &mut Arguments,
    ) -> Result<String> {
        let mut keyed = Value::Null;
        if let Some(key) = conversion.key {
            if arguments.mapping.is_null() {
                return Err(self.raise_text(percent::mapping_required()));
            }
            let key = if arguments.bytes {
                let key: Vec<u8> = key
                    .chars()
                    .map(|c| u8::try_from(c).unwrap_or(b'?'))
                    .collect();
                self.bytes(key)
            } else {
                self.str(key)
            };
            keyed = self.getitem(arguments.mapping, key)?;
        }
        let bytes = arguments.bytes;
        let mut next = |ctx: &mut Self| match keyed {
            Value::Null => arguments.take().map_err(|error| ctx.raise_text(error)),
            value => Ok(value),
        };
        if conversion.width == Amount::FromArgument {
            let width = next(self)?;
            let width = self.star(width)?;
            conversion
                .set_width(width.as_ref())
                .map_err(|error| self.raise_text(error))?;
        }
        if conversion.precision == Amount::FromArgument {
            let precision = next(self)?;
            let precision = self.star(precision)?;
            conversion
                .set_precision(precision.as_ref())
                .map_err(|error| self.raise_text(error))?;
        }
        if bytes && conversion.code == 'b' {
            conversion.code = 's';
        }
        let kind = conversion.kind().map_err(|error| self.raise_text(error))?;
        let value = next(self)?;
        if bytes {
            return self.convert_for_bytes(&conversion, kind, value);
        }
        self.convert_value(&conversion, kind, value)
    }

    /// Where bytes differ: strings are bytes-like, `repr` is ASCII, characters are bytes.
    fn convert_for_bytes(
        &mut self,
        conversion: &Conversion<'_>,
        kind: Kind,
        value: Value,
    ) -> Result<String> {
        let text = match kind {
            Kind::Str => match self.bytes_of(value) {
                Some(bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
                None => {
                    let name = self.type_name(value);
                    return Err(self.type_error(format!(
                        "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
                    )));
                }
            },
            Kind::Repr => {
                let text = self.repr(value)?;
                repr::escape_non_ascii(&text)
            }
            Kind::Character => {
                let byte = match (self.i64_of(value), self.bytes_of(value)) {
                    (Some(code), _) => u8::try_from(code).ok(),
                    (_, Some(&[byte])) => Some(byte),
                    _ => None,
                };
                match byte {
                    Some(byte) => char::from(byte).to_string(),
                    None => {
                        let message = "%c requires an integer in range(256) or a single byte";
                        return Err(self.type_error(message));
                    }
                }
            }
            _ => return self.convert_value(conversion, kind, value),
        };
        let outcome = conversion.text(&text, self.format_limits());
        outcome.map_err(|error| self.raise_text(error))
    }

    fn star(&mut self, value: Value) -> Result<Int> {
        match self.int_of(value).map(|int| int.to_int()) {
            Some(int) => Ok(int),
            None => Err(self.raise_text(percent::star_wants_int())),
        }
    }

    fn convert_value(
        &mut self,
        conversion: &Conversion<'_>,
        kind: Kind,
        value: Value,
    ) -> Result<String> {
        let limits = self.format_limits();
        let outcome = match kind {
            Kind::Str => conversion.text(&self.to_str(value)?, limits),
            Kind::Repr => conversion.text(&self.repr(value)?, limits),
            Kind::Ascii => {
                let text = self.repr(value)?;
                conversion.text(&repr::escape_non_ascii(&text), limits)
            }
            Kind::Number | Kind::Integer => {
                let int = match (self.int_of(value), value) {
                    (Some(int), _) => Ok(int.to_int()),
                    (None, Value::Float(f)) if kind == Kind::Number => float::to_int(f.get()),
                    _ => match self.index_or_int(value, kind)? {
                        Some(int) => Ok(int),
                        None => Err(conversion.wrong_type(&self.type_name(value))),
                    },
                };
                int.and_then(|int| conversion.integer(int.as_ref(), limits))
            }
            Kind::Float => match self.number_as_float(value)? {
                Some(f) => conversion.float(f, limits),
                None => {
                    let name = self.type_name(value);
                    Err(TextError::type_(format!("must be real number, not {name}")))
                }
            },
            Kind::Character => match (self.int_of(value), self.as_str(value)) {
                (Some(int), _) => conversion.code_point(int, limits),
                (_, Some(s)) => conversion.single_char(s.as_str(), limits),
                _ => Err(percent::char_required()),
            },
        };
        outcome.map_err(|error| self.raise_text(error))
    }

    /// An int by `__int__` (for `%d`) or `__index__`.
    fn index_or_int(&mut self, value: Value, kind: Kind) -> Result<Option<Int>> {
        let class = self.class_of(value);
        let name = if self.interp.lookup(class, names::INDEX).is_some() {
            names::INDEX
        } else if kind == Kind::Number {
            names::INT_
        } else {
            return Ok(None);
        };
        let Some(method) = self.interp.lookup(class, name) else {
            return Ok(None);
        };
        if self.as_str(value).is_some() {
            return Ok(None);
        }
        let result = self.call(method, &[value])?;
        Ok(self.int_of(result).map(|int| int.to_int()))
    }

    /// The value as a float: a float, an int, or by `__float__`.
    pub fn number_as_float(&mut self, value: Value) -> Result<Option<f64>> {
        use crate::vm::protocol::Number;
        match self.number(value) {
            Some(Number::Float(f)) => return Ok(Some(f)),
            Some(Number::Int(int)) => {
                let float = int.to_f64();
                return float.map(Some).map_err(|error| self.raise_text(error));
            }
            None => {}
        }
        let class = self.class_of(value);
        if self.as_str(value).is_some() {
            return Ok(None);
        }
        if let Some(method) = self.interp.lookup(class, names::FLOAT_) {
            let result = self.call(method, &[value])?;
            return Ok(match result {
                Value::Float(f) => Some(f.get()),
                _ => None,
            });
        }
        if self.interp.lookup(class, names::INDEX).is_some() {
            let index = self.index_value(value)?;
            return self.number_as_float(index);
        }
        Ok(None)
    }
}
