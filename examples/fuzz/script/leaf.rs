//! Constants and variables.

use super::{Kind, Writer};
use crate::draw::Draw;

pub const EXCEPTIONS: &[&str] = &[
    "ValueError",
    "TypeError",
    "KeyError",
    "IndexError",
    "ZeroDivisionError",
    "RuntimeError",
    "LookupError",
    "ArithmeticError",
    "AttributeError",
    "NameError",
    "OSError",
    "StopIteration",
    "AssertionError",
    "Failure",
    "OverflowError",
    "NotImplementedError",
];

const INTS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "42",
    "-1",
    "-5",
    "100",
    "255",
    "256",
    "1000",
    "-1000",
    "65535",
    "1_000_000",
    "0x1f",
    "0b101",
    "0o17",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "10**20",
    "2**100",
    "-10**25",
];

const FLOATS: &[&str] = &[
    "0.0",
    "1.0",
    "-0.0",
    "0.5",
    "-1.5",
    "2.5",
    "3.5",
    "3.14159",
    "0.1",
    "1e10",
    "1e-7",
    "123456.789",
    "1e16",
    "1e22",
    "-2.675",
    "1.7976931348623157e308",
    "5e-324",
    "float('inf')",
    "1e100",
    "0.30000000000000004",
    "99999.5",
];

const STRS: &[&str] = &[
    "''",
    "'a'",
    "'abc'",
    "'hello world'",
    "'Hello, World!'",
    "'a b  c'",
    "'1'",
    "'42'",
    "' 12 '",
    "'3.5'",
    "'aAbB'",
    "'x,y,z'",
    "'line\\nnext'",
    "'tab\\there'",
    "'it\\'s'",
    "'\"quoted\"'",
    "'back\\\\slash'",
    "'é한🎉'",
    "'ß straße'",
    "'\\x00\\x7f'",
    "'mississippi'",
    "'{} {}'",
    "'%d'",
    "'_under_1'",
    "'Title Case Here'",
    "'\\u2028'",
    "'ÀÉ'",
];

const BYTES: &[&str] = &[
    "b''",
    "b'a'",
    "b'abc'",
    "b'Hello bytes'",
    "b'\\x00\\xff'",
    "b'aabb'",
    "b'1,2,3'",
    "b'\\n\\t\\\\'",
    "b'it\\'s'",
];

impl Writer<'_> {
    /// A variable or a constant.
    pub(super) fn leaf(&mut self, kind: Kind, function: bool) -> String {
        let kind = match kind {
            Kind::Any if self.chance(12) => return "None".to_string(),
            Kind::Any => {
                let index = self.below(Kind::ALL.len() - 1);
                Kind::ALL[index].0
            }
            kind => kind,
        };
        if self.inner.last() == Some(&kind) && !self.chance(3) {
            return if kind == Kind::Int { "x" } else { "w" }.to_string();
        }
        if kind != Kind::Bool && self.chance(2) {
            let number = match self.below(3) {
                0 => '0',
                1 if function => '9',
                _ => '1',
            };
            return format!("{}{number}", kind.letter());
        }
        self.constant(kind)
    }

    pub(super) fn constant(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Int => {
                let text = match self.below(3) {
                    0 => self.pick(INTS).to_string(),
                    1 => (self.below(40) as i64 - 10).to_string(),
                    _ => self.below(10).to_string(),
                };
                closed(text)
            }
            Kind::Float => closed(self.pick(FLOATS).to_string()),
            Kind::Str => self.pick(STRS).to_string(),
            Kind::Bytes => self.pick(BYTES).to_string(),
            Kind::Bool => self.pick(&["True", "False"]).to_string(),
            Kind::Ints => {
                let items = self.constants(Kind::Int);
                format!("[{}]", items.join(", "))
            }
            Kind::Words => {
                let items = self.constants(Kind::Str);
                format!("[{}]", items.join(", "))
            }
            Kind::Tuple => {
                let items = self.constants(Kind::Any);
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", items.join(", "))
            }
            Kind::Dict => {
                let items = self.constants(Kind::Int);
                let keys = ["'a'", "'b'", "'c'", "'key'", "'z'"];
                let pairs = keys.iter().zip(&items);
                let pairs: Vec<String> = pairs.map(|(key, it)| format!("{key}: {it}")).collect();
                format!("{{{}}}", pairs.join(", "))
            }
            Kind::Set => {
                let items = self.constants(Kind::Int);
                if items.is_empty() {
                    "set()".to_string()
                } else {
                    format!("{{{}}}", items.join(", "))
                }
            }
            Kind::Any => {
                let kinds = [Kind::Int, Kind::Float, Kind::Str, Kind::Bool, Kind::Bytes];
                let kind = self.pick(&kinds);
                self.constant(kind)
            }
        }
    }

    fn constants(&mut self, kind: Kind) -> Vec<String> {
        (0..self.below(6)).map(|_| self.constant(kind)).collect()
    }

    pub(super) fn exception(&mut self, function: bool) -> String {
        let class = self.pick(EXCEPTIONS);
        let value = self.leaf(Kind::Any, function);
        match self.below(4) {
            0 => format!("{class}(1)"),
            1 if class != "Failure" => class.to_string(),
            2 => format!("{class}({value}, 2)"),
            _ => format!("{class}({value})"),
        }
    }
}

/// In brackets, if it is more than a literal.
fn closed(text: String) -> String {
    if text.starts_with('-') || text.contains("**") {
        format!("({text})")
    } else {
        text
    }
}
