//! How numbers lie in memory: the native single-character formats of `struct`, as `memoryview` and
//! `array` use them (little-endian, as on every machine that gilsim simulates).

use num_bigint::BigInt;

use super::int::{Int, IntRef};

/// A format of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    letter: u8,
    /// Written with `@`, which says what is so anyway.
    marked: bool,
}

/// An item, as far as it is no Python object yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Int(Int),
    Float(f64),
    Bool(bool),
    /// A bytes object of length 1.
    Byte(u8),
}

impl Format {
    pub const BYTES: Format = Format {
        letter: b'B',
        marked: false,
    };

    /// The format that this text names, if it is a native one of one character.
    pub fn parse(text: &str) -> Option<Format> {
        let (letter, marked) = match *text.as_bytes() {
            [letter] => (letter, false),
            [b'@', letter] => (letter, true),
            _ => return None,
        };
        let format = Format { letter, marked };
        (format.size() > 0).then_some(format)
    }

    pub fn text(self) -> String {
        let mark = if self.marked { "@" } else { "" };
        format!("{mark}{}", char::from(self.letter))
    }

    pub fn letter(self) -> char {
        self.letter.into()
    }

    /// Bytes that an item takes; 0 for a letter that is no format.
    pub fn size(self) -> usize {
        match self.letter {
            b'c' | b'b' | b'B' | b'?' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' => 8,
            _ => 0,
        }
    }

    /// `b`, `B`, `c`: what every format can be cast to.
    pub fn is_byte(self) -> bool {
        matches!(self.letter, b'b' | b'B' | b'c')
    }

    pub fn is_float(self) -> bool {
        matches!(self.letter, b'f' | b'd')
    }

    fn is_signed(self) -> bool {
        self.letter.is_ascii_lowercase()
    }

    /// What these bytes mean, of which there are as many as an item has.
    pub fn unpack(self, bytes: &[u8]) -> Item {
        let mut word = [0; 8];
        for (to, &from) in word.iter_mut().zip(bytes) {
            *to = from;
        }
        let bits = u64::from_le_bytes(word);
        match self.letter {
            b'c' => Item::Byte(bits as u8),
            b'?' => Item::Bool(bits != 0),
            b'f' => Item::Float(f32::from_bits(bits as u32).into()),
            b'd' => Item::Float(f64::from_bits(bits)),
            _ if self.is_signed() => {
                let unused = 64 - 8 * self.size().clamp(1, 8) as u32;
                Item::Int(Int::Small((bits << unused) as i64 >> unused))
            }
            _ => Item::Int(Int::from(BigInt::from(bits))),
        }
    }

    /// An int as the bytes of an item; `None` where it does not fit.
    pub fn pack_int(self, value: IntRef<'_>) -> Option<Vec<u8>> {
        let value = i128::try_from(value.big().as_ref()).ok()?;
        let bits = 8 * self.size() as u32;
        let (low, high) = if self.is_signed() {
            (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
        } else {
            (0, (1_i128 << bits) - 1)
        };
        let fits = (low..=high).contains(&value);
        fits.then(|| value.to_le_bytes().into_iter().take(self.size()).collect())
    }

    /// A float as the bytes of an item.
    pub fn pack_float(self, value: f64) -> Vec<u8> {
        match self.letter {
            b'f' => (value as f32).to_le_bytes().to_vec(),
            _ => value.to_le_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_read_as_they_were_written() {
        for (format, value) in [
            ("b", -128),
            ("B", 255),
            ("h", -2),
            ("I", 1 << 31),
            ("q", i64::MIN),
        ] {
            let format = Format::parse(format).unwrap();
            let bytes = format.pack_int(IntRef::Small(value)).unwrap();
            assert_eq!(bytes.len(), format.size());
            assert_eq!(format.unpack(&bytes), Item::Int(Int::Small(value)));
        }
        let unsigned = Format::parse("@Q").unwrap();
        assert_eq!(unsigned.text(), "@Q");
        let largest = Int::from(BigInt::from(u64::MAX));
        assert_eq!(unsigned.unpack(&[255; 8]), Item::Int(largest));
        assert_eq!(Format::BYTES.pack_int(IntRef::Small(256)), None);
        assert_eq!(Format::BYTES.pack_int(IntRef::Small(-1)), None);
        let double = Format::parse("d").unwrap();
        assert_eq!(double.unpack(&double.pack_float(-2.5)), Item::Float(-2.5));
        assert_eq!(Format::parse("ii"), None);
        assert_eq!(Format::parse("z"), None);
    }
}
