//! The embedded font: how wide a text is, and how to make it fit. No system font is needed.

use ab_glyph::{Font, FontRef, ScaleFont};
use std::sync::OnceLock;

/// Noto Sans KR, reduced to Latin, symbols and Korean (see `src/render/fonts/README.md`).
pub static REGULAR: &[u8] = include_bytes!("../render/fonts/NotoSansKR-400Regular.subset.ttf");
pub static BOLD: &[u8] = include_bytes!("../render/fonts/NotoSansKR-700Bold.subset.ttf");

/// Height above the baseline that letters reach, in em: Hangul is the tallest.
pub const ASCENT: f64 = 0.90;
/// Depth below the baseline, in em.
pub const DESCENT: f64 = 0.22;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// The parsed face. `None` only if the embedded file were damaged, which a test excludes.
pub fn face(weight: Weight) -> Option<&'static FontRef<'static>> {
    static FACES: OnceLock<[Option<FontRef<'static>>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| [REGULAR, BOLD].map(|b| FontRef::try_from_slice(b).ok()));
    match weight {
        Weight::Regular => faces[0].as_ref(),
        Weight::Bold => faces[1].as_ref(),
    }
}

/// `ab_glyph` scales by the height from ascent to descent; this is that height for an em of
/// `size` pixels.
pub fn pixel_height(face: &FontRef<'static>, size: f64) -> f32 {
    let em = face.units_per_em().unwrap_or(1000.0);
    size as f32 * face.height_unscaled() / em
}

/// Advance width of one line of text, kerning included.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let Some(face) = face(weight) else {
        return text.chars().count() as f64 * size;
    };
    let scaled = face.as_scaled(pixel_height(face, size));
    let mut width = 0.0;
    let mut previous = None;
    for c in text.chars() {
        let glyph = scaled.glyph_id(c);
        if let Some(previous) = previous {
            width += scaled.kern(previous, glyph);
        }
        width += scaled.h_advance(glyph);
        previous = Some(glyph);
    }
    f64::from(width)
}

/// The text without what cannot be drawn on one line: control characters become spaces.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            let noncharacter = matches!(c, '\u{FFFE}' | '\u{FFFF}');
            if c.is_control() || noncharacter {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Three full stops: the font's own ellipsis floats at the middle of a Korean line.
pub const ELLIPSIS: &str = "...";

/// The text, or as much of its beginning as fits into `room` with an ellipsis after it; empty
/// where not even the ellipsis fits.
pub fn ellipsize(text: &str, size: f64, weight: Weight, room: f64) -> String {
    // A name may be a megabyte long; no picture shows more than this of it.
    const LONGEST: usize = 1000;
    let text: String = printable(text).chars().take(LONGEST).collect();
    if width(&text, size, weight) <= room {
        return text;
    }
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let shortened = |n: usize| {
        let end = ends.get(n).copied().unwrap_or(text.len());
        format!("{}{ELLIPSIS}", text.get(..end).unwrap_or("").trim_end())
    };
    let fits = |n: usize| width(&shortened(n), size, weight) <= room;
    let (mut low, mut high) = (0, ends.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    if fits(low) {
        shortened(low)
    } else {
        String::new()
    }
}

/// Breaks a text at spaces into at most `lines` lines of `room`; what is left over ends in an
/// ellipsis. A word wider than a line is cut.
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64, lines: usize) -> Vec<String> {
    let text = printable(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out: Vec<String> = Vec::new();
    let mut next = 0;
    while next < words.len() && out.len() < lines {
        if out.len() + 1 == lines {
            out.push(ellipsize(&words[next..].join(" "), size, weight, room));
            break;
        }
        let mut line = String::new();
        while let Some(word) = words.get(next) {
            let longer = if line.is_empty() {
                (*word).to_string()
            } else {
                format!("{line} {word}")
            };
            if !line.is_empty() && width(&longer, size, weight) > room {
                break;
            }
            line = longer;
            next += 1;
        }
        out.push(ellipsize(&line, size, weight, room));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of the picture is measured and drawn with these two files.
    #[test]
    fn both_faces_are_whole_and_have_korean() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = face(weight).expect("embedded font parses");
            for c in "Aé한글힝µ→×≤·…–%".chars() {
                assert_ne!(face.glyph_id(c).0, 0, "{c} is in the subset");
            }
        }
    }

    /// Names of any length and script fit where they are put.
    #[test]
    fn ellipsis_keeps_within_the_room() {
        let check = |text: &str, room: f64| {
            let short = ellipsize(text, 20.0, Weight::Bold, room);
            assert!(
                width(&short, 20.0, Weight::Bold) <= room.max(0.0),
                "{short}"
            );
            short
        };
        assert_eq!(check("cpu-1", 200.0), "cpu-1");
        assert_eq!(check("cpu-1", 0.0), "");
        assert!(check("a very long thread name indeed", 100.0).ends_with(ELLIPSIS));
        assert!(check("아주 긴 한국어 스레드 이름입니다", 100.0).ends_with(ELLIPSIS));
        assert_eq!(check("two\nlines", 200.0), "two lines");
        check(&"x".repeat(1_000_000), 300.0);
    }

    /// A title breaks at words and says with an ellipsis that there is more.
    #[test]
    fn wrapping_ends_in_an_ellipsis() {
        let check = |text: &str, lines, expect: &[&str]| {
            assert_eq!(wrap(text, 20.0, Weight::Regular, 100.0, lines), expect);
        };
        check("", 2, &[]);
        check("short", 2, &["short"]);
        check("one two three four", 3, &["one two", "three four"]);
        check(
            "one two three four five six",
            2,
            &["one two", "three fo..."],
        );
    }
}
