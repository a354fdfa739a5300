//! Regular expressions: CPython's syntax as the regex crate reads it.

/// Flags of `re`, numbered as CPython's.
pub const IGNORECASE: i64 = 2;
pub const MULTILINE: i64 = 8;
pub const DOTALL: i64 = 16;
pub const VERBOSE: i64 = 64;
pub const ASCII: i64 = 256;

/// What differs: `\Z`, `$`, `{,n}`, octal escapes, set operators inside brackets
/// (CPython has none), and `(?P>`. The rest passes through.
///
/// # Errors
/// A message as `re.error` has it, and where.
pub fn translate(pattern: &str, flags: i64) -> Result<String, (String, usize)> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut out = String::with_capacity(pattern.len() + 8);
    out.push_str(&prefix(flags));
    let verbose = flags & VERBOSE != 0;
    let multiline = flags & MULTILINE != 0 || global_flag(&chars, 'm');
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' => at += escape(&chars, at, &mut out, flags)?,
            '[' => at = class(&chars, at, &mut out, flags)?,
            '$' => {
                out.push_str(if multiline { "(?m:$)" } else { r"(?=\n?\z)" });
                at += 1;
            }
            '#' if verbose => {
                while chars.get(at).is_some_and(|&c| c != '\n') {
                    at += 1;
                }
            }
            '(' => {
                open.push(at);
                at += group(&chars, at, &mut out, &mut open)?;
            }
            ')' => {
                if open.pop().is_none() {
                    return Err(("unbalanced parenthesis".to_string(), at));
                }
                out.push(')');
                at += 1;
            }
            '*' | '+' | '?'
                if at == 0 || matches!(chars[at - 1], '(' | '|') && !escaped(&chars, at - 1) =>
            {
                return Err(("nothing to repeat".to_string(), at));
            }
            '{' => at += braces(&chars, at, &mut out),
            _ => {
                out.push(c);
                at += 1;
            }
        }
    }
    match open.pop() {
        Some(start) => Err(("missing ), unterminated subpattern".to_string(), start)),
        None => Ok(out),
    }
}

fn prefix(flags: i64) -> String {
    let letters: String = [
        (IGNORECASE, 'i'),
        (MULTILINE, 'm'),
        (DOTALL, 's'),
        (VERBOSE, 'x'),
    ]
    .iter()
    .filter(|(flag, _)| flags & flag != 0)
    .map(|&(_, letter)| letter)
    .collect();
    if letters.is_empty() {
        String::new()
    } else {
        format!("(?{letters})")
    }
}

/// Whether the pattern begins with `(?flags)` that has this one.
fn global_flag(chars: &[char], flag: char) -> bool {
    chars.starts_with(&['(', '?'])
        && chars
            .iter()
            .skip(2)
            .take_while(|c| c.is_ascii_lowercase())
            .any(|&c| c == flag)
}

fn escaped(chars: &[char], at: usize) -> bool {
    let before = chars[..at].iter().rev().take_while(|&&c| c == '\\').count();
    before % 2 == 1
}

/// `\d` and its like are of all scripts, unless ASCII is asked for.
fn ascii_class(c: char, flags: i64, inside: bool) -> Option<&'static str> {
    if flags & ASCII == 0 {
        return None;
    }
    Some(match (c, inside) {
        ('d', true) => "0-9",
        ('w', true) => "a-zA-Z0-9_",
        ('s', true) => r" \t\n\r\f\v",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', false) => "[a-zA-Z0-9_]",
        ('W', false) => "[^a-zA-Z0-9_]",
        ('s', false) => r"[ \t\n\r\f\v]",
        ('S', false) => r"[^ \t\n\r\f\v]",
        _ => return None,
    })
}

/// An escape outside of brackets; returns how many characters it has.
fn escape(
    chars: &[char],
    at: usize,
    out: &mut String,
    flags: i64,
) -> Result<usize, (String, usize)> {
    let Some(&c) = chars.get(at + 1) else {
        return Err(("bad escape (end of pattern)".to_string(), at));
    };
    if let Some(class) = ascii_class(c, flags, false) {
        out.push_str(class);
        return Ok(2);
    }
    match c {
        'Z' => out.push_str(r"\z"),
        '0' => return Ok(1 + octal(chars, at + 1, out)),
        '1'..='9' => {
            let digits = chars[at + 1..]
                .iter()
                .take(2)
                .take_while(|c| c.is_ascii_digit())
                .count();
            out.push_str("(?:\\");
            out.extend(&chars[at + 1..at + 1 + digits]);
            out.push(')');
            return Ok(1 + digits);
        }
        'a' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | 'u' | 'U' | 'd' | 'D' | 's' | 'S' | 'w' | 'W'
        | 'b' | 'B' | 'A' => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_ascii_alphabetic() => {
            return Err((format!("bad escape \\{c}"), at));
        }
        c => literal(c, out),
    }
    Ok(2)
}

fn octal(chars: &[char], at: usize, out: &mut String) -> usize {
    let digits: String = chars[at..]
        .iter()
        .take(3)
        .take_while(|c| ('0'..='7').contains(*c))
        .collect();
    let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
    out.push_str(&format!("\\x{{{code:X}}}"));
    digits.len()
}

fn literal(c: char, out: &mut String) {
    if c.is_ascii_punctuation() || c == ' ' || c == '#' {
        out.push('\\');
    }
    out.push(c);
}

/// A set in brackets; returns where it ends.
fn class(
    chars: &[char],
    start: usize,
    out: &mut String,
    flags: i64,
) -> Result<usize, (String, usize)> {
    let mut at = start + 1;
    out.push('[');
    if chars.get(at) == Some(&'^') {
        out.push('^');
        at += 1;
    }
    let first = at;
    loop {
        let Some(&c) = chars.get(at) else {
            return Err(("unterminated character set".to_string(), start));
        };
        match c {
            ']' if at > first => {
                out.push(']');
                return Ok(at + 1);
            }
            '\\' => {
                let Some(&c) = chars.get(at + 1) else {
                    return Err(("unterminated character set".to_string(), start));
                };
                if let Some(class) = ascii_class(c, flags, true) {
                    out.push_str(class);
                } else if c == 'b' {
                    out.push_str(r"\x08");
                } else if c.is_digit(8) {
                    at += octal(chars, at + 1, out) + 1;
                    continue;
                } else if "afnrtvxuUdDsSwW".contains(c) {
                    out.push('\\');
                    out.push(c);
                } else if c.is_ascii_alphabetic() {
                    return Err((format!("bad escape \\{c}"), at));
                } else {
                    literal(c, out);
                }
                at += 2;
            }
            '-' => {
                out.push('-');
                at += 1;
                // `a--` would be a difference of sets.
                if at == first + 1 || chars.get(at) == Some(&']') {
                    out.insert(out.len() - 1, '\\');
                }
            }
            '[' | '&' | '~' | ']' | '#' | ' ' | '^' => {
                out.push('\\');
                out.push(c);
                at += 1;
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
}

/// What follows an opening parenthesis; returns how many characters are done.
fn group(
    chars: &[char],
    at: usize,
    out: &mut String,
    open: &mut Vec<usize>,
) -> Result<usize, (String, usize)> {
    if chars.get(at + 1) != Some(&'?') {
        out.push('(');
        return Ok(1);
    }
    let name_until = |from: usize, end: char| -> Option<String> {
        let length = chars.get(from..)?.iter().position(|&c| c == end)?;
        Some(chars[from..from + length].iter().collect())
    };
    match (chars.get(at + 2), chars.get(at + 3)) {
        (Some('P'), Some('<')) => {
            let Some(name) = name_until(at + 4, '>') else {
                return Err(("missing >, unterminated name".to_string(), at + 4));
            };
            let identifier = name.chars().all(|c| c.is_alphanumeric() || c == '_')
                && !name.starts_with(|c: char| c.is_ascii_digit());
            if name.is_empty() || !identifier {
                return Err((format!("bad character in group name '{name}'"), at + 4));
            }
            out.push_str(&format!("(?P<{name}>"));
            Ok(5 + name.chars().count())
        }
        (Some('P'), Some('=')) => {
            let Some(name) = name_until(at + 4, ')') else {
                return Err(("missing ), unterminated name".to_string(), at + 4));
            };
            open.pop();
            out.push_str(&format!("(?P={name})"));
            Ok(5 + name.chars().count())
        }
        (Some('P'), _) => Err(("unknown extension ?P".to_string(), at + 1)),
        (Some('#'), _) => {
            let Some(comment) = name_until(at + 3, ')') else {
                return Err(("missing ), unterminated comment".to_string(), at));
            };
            open.pop();
            Ok(4 + comment.chars().count())
        }
        _ => {
            out.push_str("(?");
            Ok(2)
        }
    }
}

/// `{n}`, `{n,m}`, `{,m}`; any other brace stands for itself.
fn braces(chars: &[char], at: usize, out: &mut String) -> usize {
    let inside: String = chars[at + 1..].iter().take_while(|&&c| c != '}').collect();
    let closed = chars.get(at + 1 + inside.chars().count()) == Some(&'}');
    let mut parts = inside.split(',');
    let (low, high) = (parts.next().unwrap_or(""), parts.next());
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let is_count = closed
        && parts.next().is_none()
        && digits(low)
        && high.is_none_or(digits)
        && (!low.is_empty() || high.is_some_and(|high| !high.is_empty()));
    if !is_count {
        out.push_str(r"\{");
        return 1;
    }
    let low = if low.is_empty() { "0" } else { low };
    match high {
        Some(high) => out.push_str(&format!("{{{low},{high}}}")),
        None => out.push_str(&format!("{{{low}}}")),
    }
    inside.chars().count() + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expect: &str) {
        assert_eq!(translate(pattern, 0), Ok(expect.to_string()), "{pattern}");
    }

    #[test]
    fn what_differs_is_rewritten() {
        check("a$", r"a(?=\n?\z)");
        check(r"a\Z", r"a\z");
        check("(?P<x>a)(?P=x)", "(?P<x>a)(?P=x)");
        check("a{,3}", "a{0,3}");
        check("a{b}", r"a\{b}");
        check("[[a&&b]", r"[\[a\&\&b]");
        check("a(?#note)b", "ab");
        check(r"(a)\1", r"(a)(?:\1)");
        check(r"\-\/", r"\-\/");
    }

    #[test]
    fn mistakes_are_named_as_cpython_does() {
        let message = |pattern: &str| translate(pattern, 0).unwrap_err();
        assert_eq!(message("*a"), ("nothing to repeat".to_string(), 0));
        assert_eq!(
            message("(a"),
            ("missing ), unterminated subpattern".to_string(), 0)
        );
        assert_eq!(message("a)"), ("unbalanced parenthesis".to_string(), 1));
        assert_eq!(message("[a"), ("unterminated character set".to_string(), 0));
        assert_eq!(message(r"\y"), (r"bad escape \y".to_string(), 0));
    }
}
