//! The parser crate's errors in CPython's words.

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{
    InterpolatedStringErrorType as StringError, LexicalErrorType, ParseError, ParseErrorType,
    Parsed,
};
use ruff_text_size::TextRange;

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
    if matches!(error.error, ParseErrorType::Lexical(_)) {
        return Some(at(error.location, message(source, error)));
    }
    Some(match bracket_error(source, parsed) {
        Some((range, message)) => at(range, message),
        None => at(error.location, message(source, error)),
    })
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

fn message(source: &SourceFile, error: &ParseError) -> String {
    let fixed = match &error.error {
        ParseErrorType::Lexical(lexical) => return lexical_message(source, error, lexical),
        ParseErrorType::ExpectedToken { expected, found } => {
            return expected_token(*expected, *found);
        }
        ParseErrorType::FStringError(inner) => return string_message(inner),
        ParseErrorType::UnexpectedIndentation => "unexpected indent",
        ParseErrorType::OtherError(message) => return other_message(message),
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

fn expected_token(expected: TokenKind, found: TokenKind) -> String {
    match (expected, found) {
        (TokenKind::Colon, _) => "expected ':'".to_owned(),
        (TokenKind::Indent, _) => "expected an indented block".to_owned(),
        (TokenKind::In, _) => "'in' expected after for-loop variables".to_owned(),
        (TokenKind::Lpar, TokenKind::Name | TokenKind::Colon) => "expected '('".to_owned(),
        _ => "invalid syntax".to_owned(),
    }
}

fn other_message(message: &str) -> String {
    if message.starts_with("Expected an indented block") {
        return message
            .replacen("Expected", "expected", 1)
            .replace('`', "'");
    }
    if message.contains("`except` or `finally`") {
        return "expected 'except' or 'finally' block".to_owned();
    }
    if message.contains("Trailing comma not allowed") {
        return "trailing comma not allowed without surrounding parentheses".to_owned();
    }
    "invalid syntax".to_owned()
}

fn lexical_message(source: &SourceFile, error: &ParseError, lexical: &LexicalErrorType) -> String {
    let start = error.location.start();
    let (line, _) = source.line_column(start.to_u32());
    match lexical {
        LexicalErrorType::UnclosedStringError => {
            let rest = source.text.get(start.to_usize()..).unwrap_or("");
            let quoted = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") {
                let last = source.line_column(source.text.len() as u32).0;
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
                let last = source.line_column(source.text.len() as u32).0;
                format!("unterminated triple-quoted f-string literal (detected at line {last})")
            }
            _ => string_message(inner),
        },
        LexicalErrorType::OtherError(message) => number_message(message),
        _ => "invalid syntax".to_owned(),
    }
}

fn number_message(message: &str) -> String {
    let lower = message.to_ascii_lowercase();
    if lower.contains("leading zeros") {
        return "leading zeros in decimal integer literals are not permitted; use an 0o prefix \
                for octal integers"
            .to_owned();
    }
    if lower.contains("decimal") {
        return "invalid decimal literal".to_owned();
    }
    "invalid syntax".to_owned()
}

fn string_message(error: &StringError) -> String {
    match error {
        StringError::UnclosedLbrace => "f-string: expecting '}'",
        StringError::InvalidConversionFlag => {
            "f-string: invalid conversion character: expected 's', 'r', or 'a'"
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
    let kind = target_kind(text);
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
            let after = source
                .text
                .get(usize::from(range.end())..)
                .unwrap_or("")
                .trim_start_matches([' ', '\t']);
            let equals = after.starts_with('=') && !after.starts_with("==");
            let hint = match kind {
                _ if !equals => "",
                "function call" | "literal" | "expression" | "comparison" | "attribute" => {
                    " here. Maybe you meant '==' instead of '='?"
                }
                _ => "",
            };
            format!("cannot assign to {kind}{hint}")
        }
    }
}

fn target_kind(text: &str) -> &'static str {
    use ruff_python_ast::Expr;
    let Ok(parsed) = ruff_python_parser::parse_expression(text) else {
        return "expression";
    };
    match parsed.expr() {
        Expr::Call(_) => "function call",
        Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::BoolOp(_) => "expression",
        Expr::Compare(_) => "comparison",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::BooleanLiteral(node) if node.value => "True",
        Expr::BooleanLiteral(_) => "False",
        Expr::NoneLiteral(_) => "None",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Lambda(_) => "lambda",
        Expr::If(_) => "conditional expression",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::FString(_) => "f-string expression",
        Expr::Named(_) => "named expression",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) => "list",
        Expr::Starred(_) => "starred",
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Name(_) => "name",
        _ => "expression",
    }
}
