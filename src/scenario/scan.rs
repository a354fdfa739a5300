//! Just enough of Python's tokens to build and question program text: names, strings, the rest.
//! The compiler has the real parser; here unfinished text is fine.

use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Name,
    Number,
    /// A string literal with its prefix and quotes.
    Text,
    /// One character of anything else.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    /// Byte offset of its first character.
    pub start: usize,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// The tokens of `source`, without blanks, line ends and comments.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        let (kind, length) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if c == '"' || c == '\'' {
            (TokenKind::Text, string_length(rest))
        } else if is_name_start(c) {
            let length = name_length(rest);
            let quoted = rest[length..].starts_with(['"', '\'']);
            if quoted && is_string_prefix(&rest[..length]) {
                (TokenKind::Text, length + string_length(&rest[length..]))
            } else {
                (TokenKind::Name, length)
            }
        } else if c.is_ascii_digit() {
            let length = rest
                .find(|c: char| !(is_name_part(c) || c == '.'))
                .unwrap_or(rest.len());
            (TokenKind::Number, length)
        } else {
            (TokenKind::Mark, c.len_utf8())
        };
        found.push(Token {
            kind,
            text: &rest[..length],
            start: at,
        });
        at += length;
    }
    found
}

/// Every name in `source`, keywords among them.
pub fn names(source: &str) -> BTreeSet<&str> {
    tokens(source)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Name)
        .map(|token| token.text)
        .collect()
}

/// The text of a plain one-line literal; `None` where it has a prefix or an escape.
pub fn literal<'a>(token: &Token<'a>) -> Option<&'a str> {
    let quote = token.text.chars().next()?;
    let inner = token
        .text
        .strip_prefix(quote)?
        .strip_suffix(quote)
        .filter(|inner| !inner.contains(['\\', '\n', quote]))?;
    (token.kind == TokenKind::Text).then_some(inner)
}

/// Each line of `source` with whether it begins inside a string.
pub fn lines_and_strings(source: &str) -> Vec<(&str, bool)> {
    let strings: Vec<_> = tokens(source)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Text && token.text.contains('\n'))
        .map(|token| token.start..token.end())
        .collect();
    let mut strings = strings.into_iter().peekable();
    let mut start = 0;
    source
        .split_inclusive('\n')
        .map(|line| {
            while strings.next_if(|string| string.end <= start).is_some() {}
            let inside = strings
                .peek()
                .is_some_and(|string| string.start < start && start < string.end);
            start += line.len();
            (line.trim_end_matches(['\n', '\r']), inside)
        })
        .collect()
}

pub fn is_identifier(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_part)
}

fn is_name_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_name_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn name_length(text: &str) -> usize {
    text.find(|c| !is_name_part(c)).unwrap_or(text.len())
}

fn is_string_prefix(name: &str) -> bool {
    name.len() <= 2 && name.chars().all(|c| "rRbBfFuUtT".contains(c))
}

/// The length of the literal at the start of `text`, which is a quote. One that is not closed
/// ends with its line, or with the text if it is triple-quoted.
fn string_length(text: &str) -> usize {
    let triple = text.starts_with("\"\"\"") || text.starts_with("'''");
    let (quote, open) = text.split_at(if triple { 3 } else { 1 });
    let mut escaped = false;
    for (at, c) in open.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if open[at..].starts_with(quote) {
            return quote.len() + at + quote.len();
        } else if c == '\n' && !triple {
            return quote.len() + at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_strings_and_comments_are_not_names() {
        let found = names("io('disk', x) # busy\ns = f\"\"\"c_call\n\"\"\" + 'it\\'s'; y");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["io", "s", "x", "y"]);
    }

    #[test]
    fn an_unclosed_string_ends_with_its_line() {
        let found = names("a = 'oops\nb = \"\"\"rest\nc");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn only_lines_within_a_triple_quoted_string_begin_inside_one() {
        let lines = lines_and_strings("a = '''x\n y\n'''\nb");
        assert_eq!(
            lines,
            [
                ("a = '''x", false),
                (" y", true),
                ("'''", true),
                ("b", false)
            ]
        );
    }

    #[test]
    fn literals_are_read_only_where_they_are_plain() {
        let check = |text, expect| assert_eq!(literal(&tokens(text)[0]), expect, "{text}");
        check("'disk'", Some("disk"));
        check("\"\"", Some(""));
        check("f'disk'", None);
        check("'a\\n'", None);
        check("'open", None);
    }
}
