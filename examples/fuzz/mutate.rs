//! Edits of texts: token by token, line by line, byte by byte.

use rand::Rng;
use rand_pcg::Pcg64Mcg;

use crate::draw::Draw;

/// The longest text that an edit leaves.
const LONGEST: usize = 20_000;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Space,
    Quote,
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        '\'' | '"' => Kind::Quote,
        _ if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Other,
    }
}

/// Words, runs of space, runs of quotes, and single other characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        if at > start && (last != Some(kind) || kind == Kind::Other || c == '\n') {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(kind);
    }
    tokens.push(&text[start..]);
    tokens
}

/// A few tokens of `text` gone, doubled, swapped, or replaced by others of it or of `words`.
pub fn by_token(text: &str, words: &[&str], random: &mut Pcg64Mcg) -> String {
    let mut all = tokens(text);
    for _ in 0..=random.below(5) {
        let at = random.below(all.len());
        let other = random.below(all.len());
        let word = match random.below(2) {
            0 => all[other],
            _ => words[random.below(words.len())],
        };
        match random.below(6) {
            0 => all[at] = word,
            1 => all.insert(at, word),
            2 => all.swap(at, other),
            3 if all.len() > 1 => drop(all.remove(at)),
            4 => {
                let end = (at + random.below(20)).min(all.len());
                let part = all[at..end].to_vec();
                all.splice(other..other, part);
            }
            // Only within a line, and only where a word stands: most of these still parse.
            _ => {
                if let Some(place) =
                    (at..all.len()).find(|&it| all[it].starts_with(char::is_alphanumeric))
                {
                    all[place] = word;
                }
            }
        }
    }
    shorten(all.concat())
}

/// Lines of `text` moved, doubled or gone.
pub fn by_line(text: &str, random: &mut Pcg64Mcg) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..=random.below(3) {
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        let Some(&line) = lines.get(from) else { break };
        match random.below(3) {
            0 => drop(lines.remove(from)),
            1 => lines.insert(to, line),
            _ => lines.swap(from, to),
        }
    }
    shorten(lines.join("\n"))
}

/// Bytes of `text` changed at random; what is no UTF-8 any more becomes U+FFFD.
pub fn by_byte(text: &str, random: &mut Pcg64Mcg) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes.truncate(LONGEST);
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        match random.below(3) {
            0 if at < bytes.len() => bytes[at] = random.next_u64() as u8,
            1 => bytes.insert(at, random.next_u64() as u8),
            _ => bytes.truncate(at),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Nothing but noise.
pub fn noise(random: &mut Pcg64Mcg) -> String {
    const LIKELY: &[u8] = b"()[]{}:=,.'\"\\\n\t #@%&*+-~0123456789abcdefinorstxf_";
    let bytes: Vec<u8> = (0..random.below(300))
        .map(|_| match random.below(8) {
            0 => random.next_u64() as u8,
            _ => LIKELY[random.below(LIKELY.len())],
        })
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shorten(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
