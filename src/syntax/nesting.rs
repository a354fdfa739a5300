//! Refuses input whose syntax tree would be too deep to walk or drop on an ordinary stack.
//!
//! The check reads tokens only, so it holds before there is any tree. Brackets and indentation
//! have CPython's limits; operators have one of our own, far beyond what people write.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use super::{Diagnostic, SourceFile};

pub(super) const MAX_SOURCE_BYTES: usize = 1 << 26;
/// CPython's `MAXLEVEL`.
const MAX_BRACKETS: usize = 200;
/// CPython's `MAXINDENT`.
const MAX_INDENT: u32 = 100;
/// Operators that can nest in one another, over all brackets that are open.
const MAX_OPERATORS: u32 = 3_000;

/// What is open at one bracket level.
#[derive(Default)]
struct Level {
    operators: u32,
    /// Lambdas before their colon: a comma then separates parameters and ends nothing.
    lambdas: u32,
}

pub(super) fn check(source: &SourceFile) -> Result<(), Diagnostic> {
    let mut lexer = lexer::lex(&source.text, Mode::Module);
    let mut open: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut outside: u32 = 0;
    let mut indent: u32 = 0;
    let mut line: u32 = 1;
    loop {
        let kind = lexer.next_token();
        match kind {
            TokenKind::EndOfFile => return Ok(()),
            TokenKind::Newline | TokenKind::NonLogicalNewline => {
                line += 1;
                if kind == TokenKind::Newline {
                    open.clear();
                    outside = 0;
                    level = Level::default();
                }
            }
            TokenKind::Semi => level = Level::default(),
            TokenKind::Comma | TokenKind::Equal if level.lambdas == 0 => level.operators = 0,
            TokenKind::Colon => level.lambdas = level.lambdas.saturating_sub(1),
            TokenKind::Lambda => {
                level.lambdas += 1;
                level.operators += 1;
            }
            TokenKind::Indent => {
                indent += 1;
                if indent >= MAX_INDENT {
                    return Err(refusal(source, line, "too many levels of indentation"));
                }
            }
            TokenKind::Dedent => indent = indent.saturating_sub(1),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                level.operators += 1;
                outside += level.operators;
                open.push(std::mem::take(&mut level));
                if open.len() >= MAX_BRACKETS {
                    return Err(refusal(source, line, "too many nested parentheses"));
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                level = open.pop().unwrap_or_default();
                outside = outside.saturating_sub(level.operators);
            }
            _ if is_operator(kind) => level.operators += 1,
            _ => {}
        }
        if outside + level.operators > MAX_OPERATORS {
            return Err(refusal(
                source,
                line,
                "too many operators in one expression",
            ));
        }
    }
}

fn is_operator(kind: TokenKind) -> bool {
    kind.is_operator()
        || matches!(
            kind,
            TokenKind::Dot
                | TokenKind::And
                | TokenKind::Or
                | TokenKind::Not
                | TokenKind::In
                | TokenKind::Is
                | TokenKind::If
                | TokenKind::Else
                | TokenKind::Await
                | TokenKind::Yield
                | TokenKind::From
        )
}

/// The lexer tells kinds, not places; counting line ends finds the line unless a string before it
/// spans several.
fn refusal(source: &SourceFile, line: u32, message: &str) -> Diagnostic {
    let line = line.min(source.line_count());
    let position = crate::bytecode::Position {
        line,
        end_line: line,
        column: 0,
        end_column: source.line_text(line).chars().count() as u32,
    };
    Diagnostic::syntax_error(source, position, message)
}
