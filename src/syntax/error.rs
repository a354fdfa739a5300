//! The parser crate's errors in CPython's words.

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{
    InterpolatedStringErrorType as StringError, LexicalErrorType, ParseError, ParseErrorType,
    Parsed,
};
use ruff_text_size::{TextRange, TextSize};

use super::{Diagnostic, DiagnosticKind, SourceFile};

/// The error that CPython would report: an unclosed bracket hides what follows from it, otherwise
/// the first in the text counts.
pub(super) fn first(source: &SourceFile, parsed: &Parsed<ModModule>) -> Option<Diagnostic> {
    let error = parsed
        .errors()
        .iter()
        .min_by_key(|error| error.location.start())?;
    let at = |range: TextRange, message: String| {
        Diagnostic::at_range(
            DiagnosticKind::SyntaxError,
            source,
            range.start().to_u32()..range.end().to_u32(),
            message,
        )
    };
    // An unterminated string swallows the brackets after it, unless it is an f-string whose
    // replacement field is what has no end.
    let string_error = matches!(
        &error.error,
        ParseErrorType::Lexical(lexical) if !matches!(lexical, LexicalErrorType::Eof)
    );
    if string_error {
        return Some(match open_field(parsed) {
            Some(range) => at(range, "'{' was never closed".to_owned()),
            None => at(error.location, message(source, parsed, error)),
        });
    }
    Some(match bracket_error(source, parsed) {
        // Past the first error the tokens may mean something else.
        Some((range, message)) if range.start() <= error.location.start() => at(range, message),
        _ => at(
            within_text(source, error.location),
            message(source, parsed, error),
        ),
    })
}

/// An error at the end of the file is on its last line with text.
fn within_text(source: &SourceFile, range: TextRange) -> TextRange {
    let end = TextSize::of(source.text.trim_end());
    if range.start() > end {
        TextRange::empty(end)
    } else {
        range
    }
}

/// The brace of a replacement field that is open where its f-string ends.
fn open_field(parsed: &Parsed<ModModule>) -> Option<TextRange> {
    let mut fields = Vec::new();
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::FStringStart => fields.push(None),
            TokenKind::FStringEnd => {
                fields.pop();
            }
            TokenKind::Lbrace => {
                if let Some(field) = fields.last_mut() {
                    *field = Some(token_range(token));
                }
            }
            TokenKind::Rbrace => {
                if let Some(field) = fields.last_mut() {
                    *field = None;
                }
            }
            _ => {}
        }
    }
    fields.into_iter().flatten().last()
}

fn bracket_error(source: &SourceFile, parsed: &Parsed<ModModule>) -> Option<(TextRange, String)> {
    let mut open: Vec<(TokenKind, TextRange)> = Vec::new();
    for token in parsed.tokens() {
        let kind = token.kind();
        match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                open.push((kind, token_range(token)));
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                let range = token_range(token);
                let closing = bracket(kind);
                let Some((opening, opened)) = open.pop() else {
                    return Some((range, format!("unmatched '{closing}'")));
                };
                let expected = match opening {
                    TokenKind::Lpar => TokenKind::Rpar,
                    TokenKind::Lsqb => TokenKind::Rsqb,
                    _ => TokenKind::Rbrace,
                };
                if expected != kind {
                    let opened_line = source.line_column(opened.start().to_u32()).0;
                    let line = source.line_column(range.start().to_u32()).0;
                    let place = if line == opened_line {
                        String::new()
                    } else {
                        format!(" on line {opened_line}")
                    };
                    let message = format!(
                        "closing parenthesis '{closing}' does not match opening parenthesis \
                         '{}'{place}",
                        bracket(opening)
                    );
                    return Some((range, message));
                }
            }
            _ => {}
        }
    }
    open.first()
        .map(|&(kind, range)| (range, format!("'{}' was never closed", bracket(kind))))
}

fn token_range(token: &ruff_python_ast::token::Token) -> TextRange {
    ruff_text_size::Ranged::range(token)
}

fn bracket(kind: TokenKind) -> char {
    match kind {
        TokenKind::Lpar => '(',
        TokenKind::Lsqb => '[',
        TokenKind::Lbrace => '{',
        TokenKind::Rpar => ')',
        TokenKind::Rsqb => ']',
        _ => '}',
    }
}

fn message(source: &SourceFile, parsed: &Parsed<ModModule>, error: &ParseError) -> String {
    let text = source.text.get(error.location.to_std_range()).unwrap_or("");
    let before = source
        .text
        .get(..error.location.start().to_usize())
        .unwrap_or("");
    let fixed = match &error.error {
        ParseErrorType::Lexical(lexical) => return lexical_message(source, error, lexical),
        ParseErrorType::ExpectedToken { expected, found } => expected_token(*expected, *found),
        ParseErrorType::FStringError(inner) => return string_message(inner, text),
        ParseErrorType::ExpectedExpression
            if text == "}" && before.trim_end().ends_with('{') && in_f_string(parsed, error) =>
        {
            "f-string: valid expression required before '}'"
        }
        ParseErrorType::SimpleStatementsOnSameLine => return adjacent_message(before, text),
        ParseErrorType::UnexpectedIndentation => "unexpected indent",
        ParseErrorType::OtherError(message) => {
            return other_message(source, parsed, error, message);
        }
        ParseErrorType::PositionalAfterKeywordArgument => {
            "positional argument follows keyword argument"
        }
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            "positional argument follows keyword argument unpacking"
        }
        ParseErrorType::InvalidArgumentUnpackingOrder => {
            "iterable argument unpacking follows keyword argument unpacking"
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => {
            "parameter without a default follows parameter with a default"
        }
        ParseErrorType::ParamAfterVarKeywordParam => "arguments cannot follow var-keyword argument",
        ParseErrorType::VarParameterWithDefault => {
            "var-positional argument cannot have default value"
        }
        ParseErrorType::ExpectedKeywordParam => "named arguments must follow bare *",
        ParseErrorType::UnparenthesizedGeneratorExpression => {
            "Generator expression must be parenthesized"
        }
        ParseErrorType::IterableUnpackingInComprehension => {
            "iterable unpacking cannot be used in comprehension"
        }
        ParseErrorType::InvalidStarredExpressionUsage => "can't use starred expression here",
        ParseErrorType::EmptyImportNames => "Expected one or more names after 'import'",
        ParseErrorType::InvalidAssignmentTarget
        | ParseErrorType::InvalidNamedAssignmentTarget
        | ParseErrorType::InvalidAugmentedAssignmentTarget
        | ParseErrorType::InvalidAnnotatedAssignmentTarget
        | ParseErrorType::InvalidDeleteTarget => return target_message(source, error),
        _ => "invalid syntax",
    };
    fixed.to_owned()
}

fn expected_token(expected: TokenKind, found: TokenKind) -> &'static str {
    match (expected, found) {
        (TokenKind::Colon, TokenKind::Newline | TokenKind::EndOfFile) => "expected ':'",
        (TokenKind::Colon, TokenKind::Equal) => {
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
        }
        (TokenKind::Colon, TokenKind::Rbrace | TokenKind::Comma) => {
            "':' expected after dictionary key"
        }
        (TokenKind::Indent, _) => "expected an indented block",
        (TokenKind::Lpar, TokenKind::Name | TokenKind::Colon) => "expected '('",
        _ => "invalid syntax",
    }
}

fn in_f_string(parsed: &Parsed<ModModule>, error: &ParseError) -> bool {
    let mut depth = 0;
    for token in parsed.tokens() {
        if token_range(token).start() >= error.location.start() {
            break;
        }
        match token.kind() {
            TokenKind::FStringStart => depth += 1,
            TokenKind::FStringEnd => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Two expressions side by side: a number run into a name, or a `print` statement.
fn adjacent_message(before: &str, text: &str) -> String {
    let last = before.chars().next_back();
    if last.is_some_and(|c| c.is_ascii_digit())
        && text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    {
        return "invalid decimal literal".to_owned();
    }
    let word = before
        .trim_end_matches([' ', '\t'])
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or("");
    if matches!(word, "print" | "exec") && last == Some(' ') {
        return format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
    }
    "invalid syntax".to_owned()
}

fn other_message(
    source: &SourceFile,
    parsed: &Parsed<ModModule>,
    error: &ParseError,
    message: &str,
) -> String {
    if let Some(block) = message.strip_prefix("Expected an indented block") {
        let block = block.replace('`', "'").replace("'class'", "class");
        let line = statement_line_before(source, parsed, error);
        return format!("expected an indented block{block} on line {line}");
    }
    if message.contains("`except` or `finally`") {
        "expected 'except' or 'finally' block"
    } else if message.contains("Trailing comma not allowed") {
        "trailing comma not allowed without surrounding parentheses"
    } else if message.contains("Expected a parameter name") {
        "expression cannot contain assignment, perhaps you meant \"==\"?"
    } else if message.contains("one '/' separator") {
        "/ may appear only once"
    } else if message.contains("mixed with non-bytes") {
        "cannot mix bytes and nonbytes literals"
    } else {
        "invalid syntax"
    }
    .to_owned()
}

/// The line on which the logical line before the error starts.
fn statement_line_before(
    source: &SourceFile,
    parsed: &Parsed<ModModule>,
    error: &ParseError,
) -> u32 {
    let mut start = TextSize::default();
    let mut at_start = true;
    for token in parsed.tokens() {
        let range = token_range(token);
        if range.start() >= error.location.start() {
            break;
        }
        match token.kind() {
            TokenKind::Newline => at_start = true,
            TokenKind::Indent
            | TokenKind::Dedent
            | TokenKind::NonLogicalNewline
            | TokenKind::Comment => {}
            _ if at_start => {
                start = range.start();
                at_start = false;
            }
            _ => {}
        }
    }
    source.line_column(start.to_u32()).0
}

fn lexical_message(source: &SourceFile, error: &ParseError, lexical: &LexicalErrorType) -> String {
    let start = error.location.start();
    let (line, _) = source.line_column(start.to_u32());
    match lexical {
        LexicalErrorType::UnclosedStringError => {
            let rest = source.text.get(start.to_usize()..).unwrap_or("");
            let quoted = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") {
                let last = last_line(source);
                format!("unterminated triple-quoted string literal (detected at line {last})")
            } else {
                format!("unterminated string literal (detected at line {line})")
            }
        }
        LexicalErrorType::IndentationError => {
            "unindent does not match any outer indentation level".to_owned()
        }
        LexicalErrorType::UnrecognizedToken { tok } if tok.is_ascii() => {
            "invalid syntax".to_owned()
        }
        LexicalErrorType::UnrecognizedToken { tok } => {
            format!("invalid character '{tok}' (U+{:04X})", u32::from(*tok))
        }
        LexicalErrorType::LineContinuationError => {
            "unexpected character after line continuation character".to_owned()
        }
        LexicalErrorType::InvalidByteLiteral => {
            "bytes can only contain ASCII literal characters".to_owned()
        }
        LexicalErrorType::Eof => "unexpected EOF while parsing".to_owned(),
        LexicalErrorType::FStringError(inner) => match inner {
            StringError::UnterminatedString => {
                format!("unterminated f-string literal (detected at line {line})")
            }
            StringError::UnterminatedTripleQuotedString => {
                let last = last_line(source);
                format!("unterminated triple-quoted f-string literal (detected at line {last})")
            }
            _ => {
                let text = source.text.get(error.location.to_std_range());
                string_message(inner, text.unwrap_or(""))
            }
        },
        LexicalErrorType::OtherError(_) => number_message(source, error),
        _ => "invalid syntax".to_owned(),
    }
}

fn last_line(source: &SourceFile) -> u32 {
    let last = source.text.len().saturating_sub(1);
    source.line_column(last as u32).0
}

fn number_message(source: &SourceFile, error: &ParseError) -> String {
    let start = error.location.start().to_usize();
    let digit = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = source.text.get(..start).unwrap_or("");
    let number_start = before.trim_end_matches(digit).len();
    let number = source
        .text
        .get(number_start..)
        .unwrap_or("")
        .to_ascii_lowercase();
    match number.as_bytes() {
        [b'0', b'x', ..] => "invalid hexadecimal literal",
        [b'0', b'o', digit @ b'8'..=b'9', ..] => {
            return format!("invalid digit '{}' in octal literal", char::from(*digit));
        }
        [b'0', b'b', digit @ b'2'..=b'9', ..] => {
            return format!("invalid digit '{}' in binary literal", char::from(*digit));
        }
        [b'0', b'o', ..] => "invalid octal literal",
        [b'0', b'b', ..] => "invalid binary literal",
        [b'0', b'0'..=b'9', ..] => {
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for \
             octal integers"
        }
        _ => "invalid decimal literal",
    }
    .to_owned()
}

fn string_message(error: &StringError, text: &str) -> String {
    match error {
        StringError::UnclosedLbrace => "f-string: expecting '}'",
        StringError::InvalidConversionFlag => {
            let flag = text.trim_start_matches('!');
            return format!(
                "f-string: invalid conversion character '{flag}': expected 's', 'r', or 'a'"
            );
        }
        StringError::SingleRbrace => "f-string: single '}' is not allowed",
        StringError::UnterminatedString => "unterminated f-string literal",
        StringError::UnterminatedTripleQuotedString => {
            "unterminated triple-quoted f-string literal"
        }
        StringError::LambdaWithoutParentheses => {
            "f-string: lambda expressions are not allowed without parentheses"
        }
        StringError::ConversionFlagNotImmediatelyAfterExclamation => {
            "f-string: conversion type must come right after the exclamation mark"
        }
        StringError::NewlineInFormatSpec => {
            "f-string: newlines are not allowed in format specifiers for single quoted f-strings"
        }
    }
    .to_owned()
}

/// `cannot assign to …`: CPython names what kind of expression the target is.
fn target_message(source: &SourceFile, error: &ParseError) -> String {
    let range = error.location;
    let text = source.text.get(range.to_std_range()).unwrap_or("");
    let (kind, is_operand) = target_kind(text);
    match error.error {
        ParseErrorType::InvalidDeleteTarget => format!("cannot delete {kind}"),
        ParseErrorType::InvalidNamedAssignmentTarget => {
            format!("cannot use assignment expressions with {kind}")
        }
        ParseErrorType::InvalidAugmentedAssignmentTarget => {
            format!("'{kind}' is an illegal expression for augmented assignment")
        }
        ParseErrorType::InvalidAnnotatedAssignmentTarget => match kind {
            "tuple" | "list" => format!("only single target (not {kind}) can be annotated"),
            _ => "illegal target for annotation".to_owned(),
        },
        _ => {
            let after = source.text.get(range.end().to_usize()..).unwrap_or("");
            let after = after.trim_start_matches([' ', '\t', ')']);
            let before = source.text.get(..range.start().to_usize()).unwrap_or("");
            let before = before.trim_end_matches([' ', '\t', '(']);
            let starts_line = before.is_empty() || before.ends_with(['\n', '\r', ';']);
            let equals = after.starts_with('=') && !after.starts_with("==");
            let hint = if is_operand && starts_line && equals {
                " here. Maybe you meant '==' instead of '='?"
            } else {
                ""
            };
            format!("cannot assign to {kind}{hint}")
        }
    }
}

/// What an expression is called, and whether it binds tighter than a comparison: then an `=` after
/// it may have been meant as `==`.
fn target_kind(text: &str) -> (&'static str, bool) {
    use ruff_python_ast::{Expr, UnaryOp};
    let Ok(parsed) = ruff_python_parser::parse_expression(text) else {
        return ("expression", false);
    };
    match parsed.expr() {
        Expr::Call(_) => ("function call", true),
        Expr::BinOp(_) => ("expression", true),
        Expr::UnaryOp(node) => ("expression", node.op != UnaryOp::Not),
        Expr::Compare(_) => ("comparison", false),
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => {
            ("literal", true)
        }
        Expr::BooleanLiteral(node) if node.value => ("True", false),
        Expr::BooleanLiteral(_) => ("False", false),
        Expr::NoneLiteral(_) => ("None", false),
        Expr::EllipsisLiteral(_) => ("ellipsis", true),
        Expr::Lambda(_) => ("lambda", false),
        Expr::If(_) => ("conditional expression", false),
        Expr::Dict(_) => ("dict literal", true),
        Expr::Set(_) => ("set display", true),
        Expr::ListComp(_) => ("list comprehension", true),
        Expr::SetComp(_) => ("set comprehension", true),
        Expr::DictComp(_) => ("dict comprehension", true),
        Expr::Generator(_) => ("generator expression", false),
        Expr::Yield(_) | Expr::YieldFrom(_) => ("yield expression", true),
        Expr::FString(_) => ("f-string expression", true),
        Expr::Named(_) => ("named expression", true),
        Expr::Tuple(_) => ("tuple", false),
        Expr::List(_) => ("list", false),
        Expr::Starred(_) => ("starred", false),
        Expr::Attribute(_) => ("attribute", false),
        Expr::Subscript(_) => ("subscript", false),
        Expr::Name(_) => ("name", false),
        _ => ("expression", false),
    }
}
