//! Upper and lower case, and the predicates of str.

use super::char_class::{self, is_title};

/// `text.upper()`.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// `text.lower()`.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `text.casefold()`.
pub fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        char_class::push_folded(&mut out, c);
    }
    out
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || is_title(c)
}

/// How [`convert`] treats a character.
enum Form {
    Lower,
    Upper,
    Title,
    Same,
}

/// Converts each character. The small form of a capital sigma depends on where it stands in the
/// whole text, so it is taken from the whole text's small form.
fn convert(text: &str, mut form: impl FnMut(char) -> Form) -> String {
    let lowered = text.contains('Σ').then(|| text.to_lowercase());
    let mut lowered_at = 0;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let lowered_len: usize = c.to_lowercase().map(char::len_utf8).sum();
        match form(c) {
            Form::Lower => match (&lowered, c) {
                (Some(lowered), 'Σ') => {
                    out.push_str(
                        lowered
                            .get(lowered_at..lowered_at + lowered_len)
                            .unwrap_or("σ"),
                    );
                }
                _ => out.extend(c.to_lowercase()),
            },
            Form::Upper => out.extend(c.to_uppercase()),
            Form::Title => char_class::push_title(&mut out, c),
            Form::Same => out.push(c),
        }
        lowered_at += lowered_len;
    }
    out
}

/// `text.capitalize()`.
pub fn capitalize(text: &str) -> String {
    let mut first = true;
    convert(text, |_| {
        if std::mem::take(&mut first) {
            Form::Title
        } else {
            Form::Lower
        }
    })
}

/// `text.title()`.
pub fn title(text: &str) -> String {
    let mut after_cased = false;
    convert(text, |c| {
        let form = if after_cased {
            Form::Lower
        } else {
            Form::Title
        };
        after_cased = is_cased(c);
        form
    })
}

/// `text.swapcase()`.
pub fn swapcase(text: &str) -> String {
    convert(text, |c| {
        if c.is_uppercase() {
            Form::Lower
        } else if c.is_lowercase() {
            Form::Upper
        } else {
            Form::Same
        }
    })
}

fn every(text: &str, class: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(class)
}

/// `text.isalpha()`.
pub fn is_alpha(text: &str) -> bool {
    every(text, char_class::is_alpha)
}

/// `text.isalnum()`.
pub fn is_alnum(text: &str) -> bool {
    every(text, char_class::is_alnum)
}

/// `text.isdecimal()`.
pub fn is_decimal(text: &str) -> bool {
    every(text, char_class::is_decimal)
}

/// `text.isdigit()`.
pub fn is_digit(text: &str) -> bool {
    every(text, char_class::is_digit)
}

/// `text.isnumeric()`.
pub fn is_numeric(text: &str) -> bool {
    every(text, char_class::is_numeric)
}

/// `text.isspace()`.
pub fn is_space(text: &str) -> bool {
    every(text, char_class::is_space)
}

/// `text.isprintable()`.
pub fn is_printable(text: &str) -> bool {
    text.chars().all(char_class::is_printable)
}

/// `text.isidentifier()`; keywords are identifiers here.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char_class::is_id_start) && chars.all(char_class::is_id_continue)
}

/// `text.isupper()`.
pub fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(|c| c.is_lowercase() || is_title(c))
}

/// `text.islower()`.
pub fn is_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !text.chars().any(|c| c.is_uppercase() || is_title(c))
}

/// `text.istitle()`.
pub fn is_titled(text: &str) -> bool {
    let mut after_cased = false;
    let mut any_cased = false;
    for c in text.chars() {
        let starts_word = c.is_uppercase() || is_title(c);
        if starts_word && after_cased || c.is_lowercase() && !after_cased {
            return false;
        }
        after_cased = is_cased(c);
        any_cased |= after_cased;
    }
    any_cased
}
