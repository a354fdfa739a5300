//! UTF-16 and UTF-32: units of two and four bytes in either order.

/// How a code point is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide {
    /// Bytes of a unit, 2 or 4.
    pub unit: usize,
    pub order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Little-endian behind a byte order mark; decoding obeys the mark.
    Marked,
    Little,
    Big,
}

/// What [`decode`] finds next: a character or bytes that are none.
pub enum Decoded {
    Char(char),
    /// How many bytes, and why.
    Bad(usize, &'static str),
}

impl Wide {
    /// The name in messages.
    pub fn name(self) -> &'static str {
        match (self.unit, self.order) {
            (2, Order::Marked) => "utf-16",
            (2, Order::Little) => "utf-16-le",
            (2, Order::Big) => "utf-16-be",
            (_, Order::Marked) => "utf-32",
            (_, Order::Little) => "utf-32-le",
            (_, Order::Big) => "utf-32-be",
        }
    }

    pub fn encode(self, text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() * self.unit);
        let mut push = |unit: u32| {
            let bytes = unit.to_le_bytes();
            let bytes = bytes.iter().take(self.unit);
            if self.order == Order::Big {
                out.extend(bytes.rev());
            } else {
                out.extend(bytes);
            }
        };
        if self.order == Order::Marked {
            push(0xfeff);
        }
        for c in text.chars() {
            if self.unit == 2 {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    push(u32::from(*unit));
                }
            } else {
                push(u32::from(c));
            }
        }
        out
    }

    /// The order that a byte order mark gives, and how many bytes the mark has.
    pub fn order_of(self, bytes: &[u8]) -> (Wide, usize) {
        let with = |order| Wide { order, ..self };
        if self.order != Order::Marked {
            return (self, 0);
        }
        let mark = |order| match with(order).unit_at(bytes, 0) {
            Some(0xfeff) => Some((with(order), self.unit)),
            _ => None,
        };
        mark(Order::Little)
            .or_else(|| mark(Order::Big))
            .unwrap_or((with(Order::Little), 0))
    }

    fn unit_at(self, bytes: &[u8], at: usize) -> Option<u32> {
        let unit = bytes.get(at..at.checked_add(self.unit)?)?;
        let join = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
        Some(if self.order == Order::Big {
            unit.iter().fold(0, join)
        } else {
            unit.iter().rev().fold(0, join)
        })
    }

    /// The character at this place, and how many bytes it takes.
    pub fn decode(self, bytes: &[u8], at: usize) -> (Decoded, usize) {
        let bad = |count: usize, reason| (Decoded::Bad(count, reason), count);
        let Some(first) = self.unit_at(bytes, at) else {
            return bad(bytes.len().saturating_sub(at).max(1), "truncated data");
        };
        if self.unit == 4 {
            return match char::from_u32(first) {
                Some(c) => (Decoded::Char(c), 4),
                None if first < 0x11_0000 => bad(
                    4,
                    "code point in surrogate code point range(0xd800, 0xe000)",
                ),
                None => bad(4, "code point not in range(0x110000)"),
            };
        }
        match first {
            0xd800..0xdc00 => match self.unit_at(bytes, at + 2) {
                Some(second @ 0xdc00..0xe000) => {
                    let point = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    match char::from_u32(point) {
                        Some(c) => (Decoded::Char(c), 4),
                        None => bad(4, "illegal encoding"),
                    }
                }
                Some(_) => bad(2, "illegal UTF-16 surrogate"),
                None => bad(bytes.len() - at, "unexpected end of data"),
            },
            0xdc00..0xe000 => bad(2, "illegal encoding"),
            other => match char::from_u32(other) {
                Some(c) => (Decoded::Char(c), 2),
                None => bad(2, "illegal encoding"),
            },
        }
    }
}
