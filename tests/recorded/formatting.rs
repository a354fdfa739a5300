//! `format`, `%` and `str.format`.

use gilsim::vm::number::Int;
use gilsim::vm::number::float;
use gilsim::vm::text::format_spec::{Limits, format_float, format_int, format_str};
use gilsim::vm::text::percent::{self, Amount, Conversion, Kind};
use gilsim::vm::text::{ErrorKind, TextError, brace, repr};
use serde_json::Value;

use super::tables::{self, check, outcome, text};

const LIMITS: Limits = Limits {
    max_chars: 100_000,
    max_int_digits: 4300,
};

/// A recorded value: its type and what is in it.
#[derive(Clone, Debug)]
enum Argument {
    Str(String),
    Int(Int),
    Bool(Int),
    Float(f64),
    None,
}

impl Argument {
    fn read(value: &Value) -> Argument {
        let content = text(&value[1]).to_owned();
        match text(&value[0]) {
            "str" => Argument::Str(content),
            "int" => Argument::Int(tables::int(&value[1])),
            "bool" => Argument::Bool(tables::int(&value[1])),
            "float" => Argument::Float(tables::float(&value[1])),
            _ => Argument::None,
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Argument::Str(_) => "str",
            Argument::Int(_) => "int",
            Argument::Bool(_) => "bool",
            Argument::Float(_) => "float",
            Argument::None => "NoneType",
        }
    }

    fn str(&self) -> String {
        match self {
            Argument::Str(text) => text.clone(),
            Argument::Int(value) => value.as_ref().big().to_string(),
            Argument::Bool(value) if value.as_ref().is_zero() => "False".to_owned(),
            Argument::Bool(_) => "True".to_owned(),
            Argument::Float(value) => float::repr_f64(*value),
            Argument::None => "None".to_owned(),
        }
    }

    fn repr(&self) -> String {
        match self {
            Argument::Str(text) => repr::repr_str(text),
            other => other.str(),
        }
    }

    fn format(&self, spec: &str) -> Result<String, TextError> {
        match self {
            Argument::Str(text) => format_str(text, spec, "str", LIMITS),
            Argument::Int(value) => format_int(value.as_ref(), spec, "int", LIMITS),
            Argument::Bool(value) => format_int(value.as_ref(), spec, "bool", LIMITS),
            Argument::Float(value) => format_float(*value, spec, "float", LIMITS),
            Argument::None => panic!("None has no formats"),
        }
    }

    fn convert(&self, conversion: &Conversion<'_>) -> Result<String, TextError> {
        match (conversion.kind()?, self) {
            (Kind::Str, value) => conversion.text(&value.str(), LIMITS),
            (Kind::Repr, value) => conversion.text(&value.repr(), LIMITS),
            (Kind::Ascii, value) => conversion.text(&repr::escape_non_ascii(&value.repr()), LIMITS),
            (Kind::Number | Kind::Integer, Argument::Int(value) | Argument::Bool(value)) => {
                conversion.integer(value.as_ref(), LIMITS)
            }
            (Kind::Number, Argument::Float(value)) => {
                conversion.integer(float::to_int(*value)?.as_ref(), LIMITS)
            }
            (Kind::Float, Argument::Float(value)) => conversion.float(*value, LIMITS),
            (Kind::Float, Argument::Int(value) | Argument::Bool(value)) => {
                conversion.float(value.as_ref().to_f64()?, LIMITS)
            }
            (Kind::Character, Argument::Int(value) | Argument::Bool(value)) => {
                conversion.code_point(value.as_ref(), LIMITS)
            }
            (Kind::Character, Argument::Str(text)) => conversion.single_char(text, LIMITS),
            (Kind::Character, _) => Err(percent::char_required()),
            (_, value) => Err(conversion.wrong_type(value.type_name())),
        }
    }
}

#[test]
fn format_specs() {
    check(include_str!("format.jsonl"), |row| {
        let argument = Argument::read(&row[0]);
        outcome(argument.format(text(&row[1])), Value::from)
    });
}

#[test]
fn huge_widths_and_precisions_are_refused() {
    let number = Argument::Float(1.5);
    for spec in ["9999999999", ".9999999f", "0=9999999999d", "#.9999999g"] {
        let kind = number.format(spec).map_err(|e| e.kind);
        assert!(
            matches!(kind, Err(ErrorKind::MemoryError | ErrorKind::ValueError)),
            "{spec}"
        );
    }
    assert_eq!(
        Argument::Str("a".into()).format("9999999999"),
        Err(TextError::memory())
    );
}

fn percent_format(
    template: &str,
    arguments: &[Argument],
    mapping: Option<&Value>,
) -> Result<String, TextError> {
    let mut out = String::new();
    let mut arguments = arguments.iter();
    let mut pieces = percent::Pieces::new(template);
    while let Some(piece) = pieces.next_piece()? {
        let mut conversion = match piece {
            percent::Piece::Literal(text) => {
                out.push_str(text);
                continue;
            }
            percent::Piece::Conversion(conversion) => conversion,
        };
        if conversion.width == Amount::FromArgument {
            match arguments.next() {
                Some(Argument::Int(width)) => conversion.set_width(width.as_ref())?,
                Some(_) => return Err(percent::star_wants_int()),
                None => return Err(percent::not_enough_arguments()),
            }
        }
        if conversion.precision == Amount::FromArgument {
            match arguments.next() {
                Some(Argument::Int(precision)) => conversion.set_precision(precision.as_ref())?,
                Some(_) => return Err(percent::star_wants_int()),
                None => return Err(percent::not_enough_arguments()),
            }
        }
        let keyed;
        let argument = match (conversion.key, mapping) {
            (Some(key), Some(mapping)) => {
                let value = mapping.get(key).ok_or_else(|| percent::missing_key(key))?;
                keyed = Argument::read(value);
                &keyed
            }
            (Some(_), None) => return Err(percent::mapping_required()),
            (None, _) => arguments.next().ok_or_else(percent::not_enough_arguments)?,
        };
        out.push_str(&argument.convert(&conversion)?);
    }
    match arguments.next() {
        Some(_) => Err(percent::not_all_converted()),
        None => Ok(out),
    }
}

#[test]
fn percent_templates() {
    check(include_str!("percent.jsonl"), |row| {
        let arguments: Vec<Argument> = match row[1].as_array() {
            Some(list) => list.iter().map(Argument::read).collect(),
            None => Vec::new(),
        };
        let mapping = row[1].is_object().then_some(&row[1]);
        outcome(
            percent_format(text(&row[0]), &arguments, mapping),
            Value::from,
        )
    });
}

/// `str.format` over str arguments.
fn brace_format(
    template: &str,
    depth: u32,
    row: &[Value],
    numbering: &mut brace::Numbering,
) -> Result<String, TextError> {
    let mut out = String::new();
    let mut pieces = brace::Pieces::new(template, depth)?;
    while let Some(piece) = pieces.next_piece()? {
        out.push_str(piece.literal);
        let Some(field) = piece.field else { continue };
        let (source, mut accesses) = numbering.resolve(field.name)?;
        let value = match source {
            brace::Source::Positional(index) => row[1]
                .get(index)
                .ok_or_else(|| brace::missing_positional(index))?,
            brace::Source::Keyword(name) => {
                row[2].get(name).ok_or_else(|| percent::missing_key(name))?
            }
        };
        let mut value = text(value).to_owned();
        while let Some(access) = accesses.next_access()? {
            let brace::Access::Index(index) = access else {
                panic!("recorded without attributes");
            };
            value = value
                .chars()
                .nth(index)
                .map(String::from)
                .unwrap_or_default();
        }
        value = match field.conversion()? {
            None | Some(brace::Conversion::Str) => value,
            Some(brace::Conversion::Repr) => repr::repr_str(&value),
            Some(brace::Conversion::Ascii) => repr::ascii_str(&value),
        };
        let spec = if field.spec_is_template {
            brace_format(field.spec, depth + 1, row, numbering)?
        } else {
            field.spec.to_owned()
        };
        out.push_str(&format_str(&value, &spec, "str", LIMITS)?);
    }
    Ok(out)
}

#[test]
fn brace_templates() {
    check(include_str!("brace.jsonl"), |row| {
        let result = brace_format(text(&row[0]), 0, row, &mut brace::Numbering::default());
        outcome(result, Value::from)
    });
}
