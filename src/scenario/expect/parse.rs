//! Python's expression grammar, the part that claims need, by operator precedence.

use std::ops::Range;

use super::ExprError;
use super::lex::{Token, tokens};

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub span: Range<usize>,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    None,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Expr>),
    /// `run`: all the runs, or the only one.
    Run,
    Attribute(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
    Method(Box<Expr>, String, Vec<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    In,
    NotIn,
}

impl Comparison {
    pub fn word(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::In => "in",
            Comparison::NotIn => "not in",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Abs,
    Min,
    Max,
    Len,
    Round,
    Sum,
    All,
    Any,
    Int,
    Float,
}

impl Function {
    pub const ALL: [(&'static str, Function); 10] = [
        ("abs", Function::Abs),
        ("min", Function::Min),
        ("max", Function::Max),
        ("len", Function::Len),
        ("round", Function::Round),
        ("sum", Function::Sum),
        ("all", Function::All),
        ("any", Function::Any),
        ("int", Function::Int),
        ("float", Function::Float),
    ];

    pub fn word(self) -> &'static str {
        let known = Function::ALL.iter().find(|(_, function)| *function == self);
        known.map_or("", |(word, _)| word)
    }
}

/// Brackets, `not`s and signs within one another: what bounds the recursion.
const MAX_DEPTH: usize = 40;
/// Operands and operators: what bounds the height of a tree that leans to the left.
const MAX_TOKENS: usize = 400;

pub fn parse(text: &str) -> Result<Expr, ExprError> {
    let tokens = tokens(text)?;
    if tokens.len() > MAX_TOKENS {
        return Err(ExprError::new(0..text.len(), "the expectation is too long")
            .help("split it into several"));
    }
    let mut parser = Parser {
        tokens,
        next: 0,
        depth: 0,
    };
    let expr = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(expr),
        _ => Err(parser.unexpected("the end")),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    depth: usize,
}

type Parsed = Result<Expr, ExprError>;

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.next)
            .map_or(&Token::End, |(token, _)| token)
    }

    fn span(&self) -> Range<usize> {
        let place = self.tokens.get(self.next).or(self.tokens.last());
        place.map_or(0..0, |(_, span)| span.clone())
    }

    fn advance(&mut self) {
        self.next += 1;
    }

    fn is_mark(&self, mark: &str) -> bool {
        matches!(self.peek(), Token::Mark(found) if *found == mark)
    }

    fn is_name(&self, name: &str) -> bool {
        matches!(self.peek(), Token::Name(found) if found == name)
    }

    fn take_mark(&mut self, mark: &str) -> bool {
        let taken = self.is_mark(mark);
        self.next += usize::from(taken);
        taken
    }

    fn take_name(&mut self, name: &str) -> bool {
        let taken = self.is_name(name);
        self.next += usize::from(taken);
        taken
    }

    fn unexpected(&self, expected: &str) -> ExprError {
        let found = match self.peek() {
            Token::End => "the expectation ends".to_string(),
            Token::Name(name) => format!("`{name}` stands"),
            Token::Mark(mark) => format!("`{mark}` stands"),
            Token::Number(_) => "a number stands".to_string(),
            Token::Text(_) => "a text stands".to_string(),
        };
        let error = ExprError::new(self.span(), format!("{found} where {expected} should be"));
        match self.peek() {
            Token::Mark("=") => error.help("to compare, write =="),
            Token::Name(name) if name == "for" || name == "lambda" || name == "if" => {
                error.help("only expressions of results, numbers and functions such as max(a, b)")
            }
            _ => error,
        }
    }

    fn deeper<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, ExprError>,
    ) -> Result<T, ExprError> {
        if self.depth >= MAX_DEPTH {
            return Err(ExprError::new(
                self.span(),
                "the expectation is nested too deeply",
            ));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn expression(&mut self) -> Parsed {
        self.deeper(|parser| {
            parser.chain("or", ExprKind::Or, |parser| {
                parser.chain("and", ExprKind::And, Self::negation)
            })
        })
    }

    fn chain(
        &mut self,
        word: &str,
        kind: fn(Vec<Expr>) -> ExprKind,
        operand: impl Fn(&mut Self) -> Parsed,
    ) -> Parsed {
        let first = operand(self)?;
        if !self.is_name(word) {
            return Ok(first);
        }
        let start = first.span.start;
        let mut end = first.span.end;
        let mut operands = vec![first];
        while self.take_name(word) {
            let next = operand(self)?;
            end = next.span.end;
            operands.push(next);
        }
        Ok(Expr {
            span: start..end,
            kind: kind(operands),
        })
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span().start;
        if self.take_name("not") {
            let inner = self.deeper(Self::negation)?;
            return Ok(Expr {
                span: start..inner.span.end,
                kind: ExprKind::Not(Box::new(inner)),
            });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let first = self.arithmetic(0)?;
        let mut links = Vec::new();
        while let Some(comparison) = self.take_comparison() {
            links.push((comparison, self.arithmetic(0)?));
        }
        let Some((_, last)) = links.last() else {
            return Ok(first);
        };
        Ok(Expr {
            span: first.span.start..last.span.end,
            kind: ExprKind::Compare(Box::new(first), links),
        })
    }

    fn take_comparison(&mut self) -> Option<Comparison> {
        let comparison = match self.peek() {
            Token::Mark("<") => Comparison::Less,
            Token::Mark("<=") => Comparison::LessEqual,
            Token::Mark(">") => Comparison::Greater,
            Token::Mark(">=") => Comparison::GreaterEqual,
            Token::Mark("==") => Comparison::Equal,
            Token::Mark("!=") => Comparison::NotEqual,
            Token::Name(name) if name == "in" => Comparison::In,
            Token::Name(name) if name == "not" => {
                let next = self.tokens.get(self.next + 1).map(|(token, _)| token);
                if !matches!(next, Some(Token::Name(name)) if name == "in") {
                    return None;
                }
                self.advance();
                Comparison::NotIn
            }
            _ => return None,
        };
        self.advance();
        Some(comparison)
    }

    /// `+ -` bind with 1, `* / // %` with 2.
    fn arithmetic(&mut self, least: u8) -> Parsed {
        let mut left = self.unary()?;
        loop {
            let (operator, binding) = match self.peek() {
                Token::Mark("+") => (Operator::Add, 1),
                Token::Mark("-") => (Operator::Subtract, 1),
                Token::Mark("*") => (Operator::Multiply, 2),
                Token::Mark("/") => (Operator::Divide, 2),
                Token::Mark("//") => (Operator::FloorDivide, 2),
                Token::Mark("%") => (Operator::Modulo, 2),
                _ => return Ok(left),
            };
            if binding <= least {
                return Ok(left);
            }
            self.advance();
            let right = self.arithmetic(binding)?;
            left = arithmetic(left, operator, right);
        }
    }

    fn unary(&mut self) -> Parsed {
        let start = self.span().start;
        let negative = self.is_mark("-");
        if negative || self.is_mark("+") {
            self.advance();
            let inner = self.deeper(Self::unary)?;
            if !negative {
                return Ok(inner);
            }
            return Ok(Expr {
                span: start..inner.span.end,
                kind: ExprKind::Negate(Box::new(inner)),
            });
        }
        let base = self.postfix()?;
        if self.take_mark("**") {
            let exponent = self.deeper(Self::unary)?;
            return Ok(arithmetic(base, Operator::Power, exponent));
        }
        Ok(base)
    }

    fn postfix(&mut self) -> Parsed {
        let mut expr = self.atom()?;
        loop {
            let start = expr.span.start;
            let kind = if self.take_mark(".") {
                let Token::Name(name) = self.peek().clone() else {
                    return Err(self.unexpected("a name"));
                };
                self.advance();
                if self.take_mark("(") {
                    ExprKind::Method(Box::new(expr), name, self.items(")")?)
                } else {
                    ExprKind::Attribute(Box::new(expr), name)
                }
            } else if self.take_mark("[") {
                let index = self.expression()?;
                self.close("]")?;
                ExprKind::Index(Box::new(expr), Box::new(index))
            } else {
                return Ok(expr);
            };
            expr = Expr {
                span: start..self.previous_end(),
                kind,
            };
        }
    }

    fn previous_end(&self) -> usize {
        let previous = self.next.checked_sub(1).and_then(|at| self.tokens.get(at));
        previous.map_or(0, |(_, span)| span.end)
    }

    fn close(&mut self, mark: &str) -> Result<(), ExprError> {
        if self.take_mark(mark) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{mark}`")))
    }

    /// Expressions with commas between, up to the closing bracket.
    fn items(&mut self, close: &str) -> Result<Vec<Expr>, ExprError> {
        let mut items = Vec::new();
        while !self.take_mark(close) {
            items.push(self.expression()?);
            if !self.take_mark(",") {
                self.close(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn atom(&mut self) -> Parsed {
        let span = self.span();
        let kind = match self.peek().clone() {
            Token::Number(number) => ExprKind::Number(number),
            Token::Text(text) => ExprKind::Text(text),
            Token::Mark("(") => {
                self.advance();
                let mut inner = self.expression()?;
                self.close(")")?;
                inner.span = span.start..self.previous_end();
                return Ok(inner);
            }
            Token::Mark("[") => {
                self.advance();
                let items = self.items("]")?;
                return Ok(Expr {
                    span: span.start..self.previous_end(),
                    kind: ExprKind::List(items),
                });
            }
            Token::Name(name) => match name.as_str() {
                "run" => ExprKind::Run,
                "True" => ExprKind::Bool(true),
                "False" => ExprKind::Bool(false),
                "None" => ExprKind::None,
                "not" | "and" | "or" | "in" | "for" | "if" | "else" | "lambda" | "is" => {
                    return Err(self.unexpected("a value"));
                }
                _ => return self.function(&name, span),
            },
            _ => return Err(self.unexpected("a value")),
        };
        self.advance();
        Ok(Expr { span, kind })
    }

    fn function(&mut self, name: &str, span: Range<usize>) -> Parsed {
        let known = Function::ALL.iter().find(|(word, _)| *word == name);
        let Some((_, function)) = known else {
            let words = Function::ALL.iter().map(|(word, _)| *word);
            return Err(ExprError::new(span, format!("unknown name `{name}`"))
                .nearest(name, words.chain(["run"])));
        };
        self.advance();
        if !self.take_mark("(") {
            return Err(self.unexpected("`(`"));
        }
        let arguments = self.items(")")?;
        Ok(Expr {
            span: span.start..self.previous_end(),
            kind: ExprKind::Call(*function, arguments),
        })
    }
}

fn arithmetic(left: Expr, operator: Operator, right: Expr) -> Expr {
    Expr {
        span: left.span.start..right.span.end,
        kind: ExprKind::Arithmetic(Box::new(left), operator, Box::new(right)),
    }
}
