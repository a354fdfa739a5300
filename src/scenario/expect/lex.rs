//! The tokens of an expectation.

use std::ops::Range;

use super::ExprError;

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Text(String),
    Name(String),
    /// An operator or bracket.
    Mark(&'static str),
    End,
}

/// Longer ones first.
const MARKS: [&str; 25] = [
    "**", "//", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ".",
    ",", "=", ":", "{", "}", "|", "&",
];

/// All tokens with their places; the last is [`Token::End`].
pub fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, ExprError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, length) = if c.is_ascii_digit() || starts_fraction(rest) {
            number(rest, at)?
        } else if c == '"' || c == '\'' {
            string(rest, at)?
        } else if c == '_' || c.is_alphabetic() {
            let length = rest
                .find(|c: char| c != '_' && !c.is_alphanumeric())
                .unwrap_or(rest.len());
            (Token::Name(rest[..length].to_string()), length)
        } else if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            (Token::Mark(mark), mark.len())
        } else {
            let span = at..at + c.len_utf8();
            return Err(ExprError::new(
                span,
                format!("`{c}` has no meaning in an expectation"),
            ));
        };
        found.push((token, at..at + length));
        at += length;
    }
    found.push((Token::End, text.len()..text.len()));
    Ok(found)
}

fn starts_fraction(text: &str) -> bool {
    text.strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn number(text: &str, at: usize) -> Result<(Token, usize), ExprError> {
    let mut length = 0;
    let mut previous = ' ';
    for c in text.chars() {
        let sign_of_exponent = matches!(c, '+' | '-') && matches!(previous, 'e' | 'E');
        if !(c.is_ascii_alphanumeric() || c == '_' || c == '.' || sign_of_exponent) {
            break;
        }
        length += 1;
        previous = c;
    }
    let written = &text[..length];
    let digits: String = written.chars().filter(|c| *c != '_').collect();
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((Token::Number(number), length)),
        _ => {
            let error = ExprError::new(at..at + length, format!("`{written}` is not a number"));
            Err(match super::super::units::duration(written) {
                Ok(nanos) => error.help(format!(
                    "results are in seconds: write {}",
                    super::super::units::python_seconds(nanos)
                )),
                Err(_) => error,
            })
        }
    }
}

fn string(text: &str, at: usize) -> Result<(Token, usize), ExprError> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    let quote = characters.next().map_or('\'', |(_, quote)| quote);
    while let Some((offset, c)) = characters.next() {
        if c == quote {
            return Ok((Token::Text(value), offset + c.len_utf8()));
        }
        if c != '\\' {
            value.push(c);
            continue;
        }
        match characters.next() {
            Some((_, 'n')) => value.push('\n'),
            Some((_, 't')) => value.push('\t'),
            Some((_, c @ ('\\' | '\'' | '"'))) => value.push(c),
            Some((_, c)) => {
                value.push('\\');
                value.push(c);
            }
            None => break,
        }
    }
    let end = at + text.len();
    Err(ExprError::new(at..end, "the text is not closed by a quote"))
}
