//! Whatever a program hands to the built-in types, they answer: with a value or an error.

use gilsim::vm::number::{Complex, Int, complex, complex_math, float, int, int_text};
use gilsim::vm::text::codec::{self, Encoding};
use gilsim::vm::text::format_spec::{Limits, format_complex, format_float, format_int, format_str};
use gilsim::vm::text::strftime::{StructTime, asctime, strftime};
use gilsim::vm::text::{brace, bytes, case, layout, percent, repr, search, slice, split};
use proptest::prelude::*;

const LIMITS: Limits = Limits {
    max_chars: 10_000,
    max_int_digits: 4300,
};
const MAX_BITS: u64 = 10_000;
const MAX_LEN: usize = 10_000;

fn any_int() -> impl Strategy<Value = Int> {
    prop_oneof![
        any::<i64>().prop_map(Int::Small),
        prop_oneof![Just(0), Just(1), Just(-1), Just(i64::MIN), Just(i64::MAX)]
            .prop_map(Int::Small),
        proptest::collection::vec(any::<u8>(), 0..40)
            .prop_map(|bytes| int::from_bytes(&bytes, false, true)),
    ]
}

/// Text that looks like a template or a specifier often enough.
fn templates() -> impl Strategy<Value = String> {
    prop_oneof![
        "[<>=^+\\-z#0-9,_.bcdeEfFgGnosxX%é ]{0,12}",
        "[{}!:.\\[\\]a-c0-9rs é]{0,16}",
        "[%()*#+\\-0-9.hlLdiouxXeEfFgGcrsa é]{0,14}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn formatting(template in templates(), i in any_int(), f in any::<f64>(), s in any::<String>()) {
        let _ = format_int(i.as_ref(), &template, "int", LIMITS);
        let _ = format_float(f, &template, "float", LIMITS);
        let _ = format_str(&s, &template, "str", LIMITS);
        let _ = format_complex(Complex::new(f, -f), &template, "complex", LIMITS);
        let mut pieces = percent::Pieces::new(&template);
        while let Ok(Some(piece)) = pieces.next_piece() {
            if let percent::Piece::Conversion(mut conversion) = piece {
                let _ = conversion.integer(i.as_ref(), LIMITS);
                let _ = conversion.float(f, LIMITS);
                let _ = conversion.text(&s, LIMITS);
                let _ = conversion.set_width(i.as_ref());
                let _ = conversion.set_precision(i.as_ref());
                let _ = conversion.integer(i.as_ref(), LIMITS);
                let _ = conversion.float(f, LIMITS);
                let _ = conversion.code_point(i.as_ref(), LIMITS);
                let _ = conversion.single_char(&s, LIMITS);
            }
        }
        if let Ok(mut pieces) = brace::Pieces::new(&template, 0) {
            let mut numbering = brace::Numbering::default();
            while let Ok(Some(piece)) = pieces.next_piece() {
                let Some(field) = piece.field else { continue };
                if let Ok((_, mut accesses)) = numbering.resolve(field.name) {
                    while let Ok(Some(_)) = accesses.next_access() {}
                }
            }
        }
        let moment = i.as_ref().to_i64().unwrap_or(0);
        if let Ok(mut t) = StructTime::from_epoch(moment) {
            let _ = strftime(&template, &t, MAX_LEN);
            t.year = moment as i32;
            t.weekday = (moment >> 32) as i32;
            let _ = (t.to_epoch(), asctime(&t), strftime("%c %U %W %G %V %s %j", &t, MAX_LEN));
        }
    }

    #[test]
    fn integers(a in any_int(), b in any_int(), m in any_int(), f in any::<f64>()) {
        let (a, b, m) = (a.as_ref(), b.as_ref(), m.as_ref());
        let _ = (a.add(b), a.sub(b), a.mul(b, MAX_BITS), a.and(b), a.or(b), a.xor(b));
        let _ = (a.floor_div(b), a.modulo(b), a.divmod(b), a.true_div(b), a.round(b));
        let _ = (a.shl(b, MAX_BITS), a.shr(b), a.pow(b, MAX_BITS), a.pow_mod(b, m));
        let _ = (a.neg(), a.abs(), a.invert(), a.isqrt(), a.to_f64(), a.compare(b));
        let _ = (a.compare_f64(f), a.hash(), a.bit_count(), a.to_bytes(5, true, true));
        let _ = (int_text::to_decimal(a, 640), int_text::with_prefix(a, 16));
    }

    #[test]
    fn floats(x in any::<f64>(), y in any::<f64>(), n in any::<i64>(), text in any::<String>()) {
        let _ = (float::pow(x, y), float::divmod(x, y), float::round(x, n), float::hex(x));
        let _ = (float::round(x, n % 400), float::as_integer_ratio(x), float::to_int(x));
        let _ = (float::parse(&text), float::parse_bytes(text.as_bytes()));
        for base in [0, 10, 16, n] {
            let _ = int_text::parse(&text, base, 4300);
        }
        let shown = float::repr_f64(x);
        if !x.is_nan() {
            prop_assert_eq!(float::parse(&shown), Ok(x));
        }
    }

    #[test]
    fn complex_numbers(
        (a, b, c, d) in any::<(f64, f64, f64, f64)>(),
        text in "[-+ ()_.0-9ejJinfa٣]{0,12}",
        whole in -120i32..120,
    ) {
        let (x, y) = (Complex::new(a, b), Complex::new(c, d));
        let _ = (x.add(y), x.sub(y), x.mul(y), x.div(y), x.pow(y), x.abs(), x.hash());
        let _ = x.pow(Complex::real(whole.into()));
        let functions = [
            complex_math::acos, complex_math::acosh, complex_math::asin, complex_math::asinh,
            complex_math::atan, complex_math::atanh, complex_math::cos, complex_math::cosh,
            complex_math::exp, complex_math::log, complex_math::log10, complex_math::sin,
            complex_math::sinh, complex_math::sqrt, complex_math::tan, complex_math::tanh,
            complex_math::rect,
        ];
        for function in functions {
            let _ = function(x);
        }
        let _ = complex::parse(&text);
        // What a part of minus zero or a NaN shows does not tell them apart.
        if !a.is_nan() && !b.is_nan() && a != 0.0 {
            prop_assert_eq!(complex::parse(&x.repr()), Ok(x));
        }
    }

    #[test]
    fn strings(text in any::<String>(), sub in "[a é]{0,2}", a in any::<i64>(), b in any::<i64>()) {
        for (a, b) in [(a, b), (a % 8, b % 8)] {
            let _ = slice::slice_str(&text, Some(a), Some(b), Some(a));
            let _ = slice::char_at(&text, a);
            let _ = (search::find(&text, &sub, Some(a), Some(b)), search::rfind(&text, &sub, Some(b), Some(a)));
            let _ = search::replace(&text, &sub, "xyz", a, MAX_LEN);
            let _ = (split::split(&text, None, a), split::rsplit(&text, Some(&sub), a));
            let _ = (layout::zfill(&text, a, MAX_LEN), layout::expand_tabs(&text, a, MAX_LEN));
            let _ = bytes::hex(text.as_bytes(), Some(":"), a);
        }
        let _ = (case::title(&text), case::capitalize(&text), case::swapcase(&text), case::casefold(&text));
        let _ = (split::split_lines(&text, true), split::partition(&text, &sub), bytes::from_hex(&text));
        let _ = (repr::repr_str(&text), repr::ascii_str(&text));
    }

    #[test]
    fn codecs(data in proptest::collection::vec(any::<u8>(), 0..20)) {
        for encoding in [Encoding::Utf8, Encoding::Ascii, Encoding::Latin1] {
            for errors in ["strict", "ignore", "replace", "backslashreplace", "none"] {
                if let Ok(text) = codec::decode(&data, encoding, errors) {
                    let _ = codec::encode(&text, encoding, errors);
                }
            }
        }
        let _ = (repr::repr_bytes(&data), bytes::split(&data, None, -1), bytes::split_lines(&data, true));
    }
}
