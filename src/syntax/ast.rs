//! The syntax tree: the shape of Python's `ast` module, with what deep input would nest kept
//! flat (`a + b + c`, `elif` chains), so that walking and dropping a tree needs little stack.

use compact_str::CompactString;
use num_bigint::BigInt;
use std::sync::Arc;

use super::SourceFile;
pub use crate::bytecode::Position;

pub type Name = CompactString;

/// Numbers every node that opens a scope (function, class, lambda, comprehension); the module is
/// [`ScopeId::MODULE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

impl ScopeId {
    pub const MODULE: ScopeId = ScopeId(0);
}

#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    pub body: Vec<Stmt>,
    pub source: Arc<SourceFile>,
    /// One more than the highest [`ScopeId`] in the tree.
    pub scope_count: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub at: Position,
    pub kind: StmtKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    Assign {
        targets: Vec<Expr>,
        value: Box<Expr>,
    },
    AugAssign {
        target: Box<Expr>,
        op: BinaryOperator,
        value: Box<Expr>,
    },
    AnnAssign(Box<AnnAssign>),
    For(Box<For>),
    While(Box<While>),
    If(Box<If>),
    With(Box<With>),
    Raise {
        exception: Option<Box<Expr>>,
        cause: Option<Box<Expr>>,
    },
    Try(Box<Try>),
    Assert {
        test: Box<Expr>,
        message: Option<Box<Expr>>,
    },
    Import(Vec<Alias>),
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        /// Leading dots.
        level: u32,
    },
    Global(Vec<Name>),
    Nonlocal(Vec<Name>),
    Expr(Box<Expr>),
    Match(Box<Match>),
    Pass,
    Break,
    Continue,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    pub name: Name,
    pub parameters: Parameters,
    pub returns: Option<Expr>,
    pub decorators: Vec<Expr>,
    pub body: Vec<Stmt>,
    pub scope: ScopeId,
    pub is_async: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    pub name: Name,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub decorators: Vec<Expr>,
    pub body: Vec<Stmt>,
    pub scope: ScopeId,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    pub positional_only: Vec<Parameter>,
    pub positional: Vec<Parameter>,
    pub varargs: Option<Parameter>,
    pub keyword_only: Vec<Parameter>,
    pub varkeywords: Option<Parameter>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub annotation: Option<Expr>,
    pub default: Option<Expr>,
    pub at: Position,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AnnAssign {
    pub target: Expr,
    pub annotation: Expr,
    pub value: Option<Expr>,
    /// The target is a name without parentheses.
    pub simple: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct For {
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
    pub is_async: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct While {
    pub test: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

/// `if` and its `elif`s in order, then `else`.
#[derive(Clone, Debug, PartialEq)]
pub struct If {
    pub branches: Vec<Branch>,
    pub orelse: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    pub test: Expr,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct With {
    pub items: Vec<WithItem>,
    pub body: Vec<Stmt>,
    pub is_async: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
    /// The handlers are `except*`.
    pub is_star: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    pub at: Position,
    pub exception: Option<Expr>,
    pub name: Option<Name>,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub subject: Expr,
    pub cases: Vec<MatchCase>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub at: Position,
    pub kind: PatternKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// Compared with `==`.
    Value(Expr),
    /// `None`, `True` or `False`: compared with `is`.
    Singleton(Literal),
    Sequence(Vec<Pattern>),
    Mapping(Box<MappingPattern>),
    Class(Box<ClassPattern>),
    /// `*name`, or `*_` where there is none.
    Star(Option<Name>),
    /// `pattern as name`; without a pattern a capture, without a name as well the wildcard.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Name>,
    },
    Or(Vec<Pattern>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct MappingPattern {
    pub keys: Vec<Expr>,
    pub patterns: Vec<Pattern>,
    /// `**rest`.
    pub rest: Option<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClassPattern {
    pub class: Expr,
    pub patterns: Vec<Pattern>,
    pub keywords: Vec<(Name, Pattern)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// May be dotted, or `*`.
    pub name: Name,
    pub asname: Option<Name>,
    pub at: Position,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub at: Position,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    Name(Name),
    BoolOp {
        op: BoolOperator,
        values: Vec<Expr>,
    },
    /// `target := value`.
    Named {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    /// A left-associative run: `((first op right) op right) …`.
    Binary {
        first: Box<Expr>,
        rest: Vec<BinaryTerm>,
    },
    Unary {
        op: UnaryOperator,
        operand: Box<Expr>,
    },
    Lambda(Box<Lambda>),
    IfExp(Box<IfExp>),
    Dict(Vec<DictItem>),
    Set(Vec<Expr>),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Comprehension(Box<Comprehension>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Await(Box<Expr>),
    Compare {
        left: Box<Expr>,
        rest: Vec<(ComparisonOperator, Expr)>,
    },
    Call(Box<Call>),
    /// An f-string: string literals and [`ExprKind::FormattedValue`]s.
    JoinedStr(Vec<Expr>),
    FormattedValue(Box<FormattedValue>),
    Attribute {
        value: Box<Expr>,
        name: Name,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    Starred(Box<Expr>),
    Slice(Box<Slice>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// Outside `i64`.
    BigInt(BigInt),
    Float(f64),
    /// The imaginary part.
    Imaginary(f64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct BinaryTerm {
    pub op: BinaryOperator,
    pub right: Expr,
    /// From the start of the run to the end of `right`.
    pub at: Position,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    pub parameters: Parameters,
    pub body: Expr,
    pub scope: ScopeId,
}

#[derive(Clone, Debug, PartialEq)]
pub struct IfExp {
    pub test: Expr,
    pub body: Expr,
    pub orelse: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DictItem {
    /// None for `**value`.
    pub key: Option<Expr>,
    pub value: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    pub kind: ComprehensionKind,
    /// The key, in a dict comprehension.
    pub element: Expr,
    /// Only in a dict comprehension.
    pub value: Option<Expr>,
    pub generators: Vec<Generator>,
    pub scope: ScopeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
    pub is_async: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub function: Expr,
    pub arguments: Vec<Expr>,
    pub keywords: Vec<Keyword>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// None for `**value`.
    pub name: Option<Name>,
    pub value: Expr,
    pub at: Position,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FormattedValue {
    pub value: Expr,
    pub conversion: Option<Conversion>,
    pub format_spec: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    pub lower: Option<Expr>,
    pub upper: Option<Expr>,
    pub step: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOperator {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    Invert,
    Not,
    Plus,
    Minus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    Divide,
    Remainder,
    Power,
    LeftShift,
    RightShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDivide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonOperator {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
