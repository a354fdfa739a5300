//! Type parameters (PEP 695): `def f[T]`, `class A[T]`, `type X[T] = …`.
//!
//! CPython compiles each into a hidden function whose locals are the parameters. So does this,
//! as a rewriting: a hidden function that makes the parameters with `typing`, defines what stands
//! there and returns it, and an assignment of what it returns. Its name begins with
//! [`HIDDEN`]: qualified names leave it out.

use ruff_python_ast as ruff;

use super::Lowering;
use crate::syntax::HIDDEN;
use crate::syntax::ast::{
    Alias, Branch, Call, Expr, ExprKind, FunctionDef, If, Keyword, Lambda, Literal, Name,
    Parameters, Position, Stmt, StmtKind,
};

impl Lowering<'_> {
    /// `define` under its type parameters: it is given an expression for the tuple of them.
    pub(super) fn with_type_parameters(
        &mut self,
        name: &str,
        at: Position,
        parameters: Option<&ruff::TypeParams>,
        define: impl FnOnce(&mut Self, &[Expr]) -> Option<StmtKind>,
    ) -> Option<StmtKind> {
        let scope = self.new_scope();
        let mut body = vec![import_typing(at)];
        let mut tuple = Vec::new();
        for parameter in parameters.iter().flat_map(|it| &it.type_params) {
            let (name, value) = self.type_parameter(parameter);
            tuple.push(self.use_of(parameter, &name));
            body.push(assign(name.as_str(), value, at));
        }
        body.push(Stmt {
            at,
            kind: define(self, &tuple)?,
        });
        body.push(Stmt {
            at,
            kind: StmtKind::Return(Some(named(name, at))),
        });
        let hidden = format!("{HIDDEN} of {name}>");
        let function = FunctionDef {
            name: Name::from(hidden.as_str()),
            parameters: no_parameters(),
            returns: None,
            decorators: Vec::new(),
            body,
            scope,
            is_async: false,
        };
        let call = call(named(&hidden, at), Vec::new(), Vec::new(), at);
        let body = vec![
            Stmt {
                at,
                kind: StmtKind::FunctionDef(Box::new(function)),
            },
            assign(name, call, at),
        ];
        // The compiler folds the condition away.
        let test = Expr {
            at,
            kind: ExprKind::Literal(Literal::Bool(true)),
        };
        Some(StmtKind::If(Box::new(If {
            branches: vec![Branch { test, body }],
            orelse: Vec::new(),
        })))
    }

    /// A parameter's name and the call that makes it.
    fn type_parameter(&mut self, parameter: &ruff::TypeParam) -> (Name, Expr) {
        let at = self.at(parameter);
        let (class, name, bound, default) = match parameter {
            ruff::TypeParam::TypeVar(it) => (
                "TypeVar",
                &it.name,
                it.bound.as_deref(),
                it.default.as_deref(),
            ),
            ruff::TypeParam::TypeVarTuple(it) => {
                ("TypeVarTuple", &it.name, None, it.default.as_deref())
            }
            ruff::TypeParam::ParamSpec(it) => ("ParamSpec", &it.name, None, it.default.as_deref()),
        };
        let mut arguments = vec![Expr {
            at,
            kind: ExprKind::Literal(Literal::Str(name.as_str().into())),
        }];
        let mut keywords = Vec::new();
        let mut keyword = |name: &str, value: Expr| {
            keywords.push(Keyword {
                name: Some(Name::from(name)),
                value,
                at,
            });
        };
        match bound {
            Some(ruff::Expr::Tuple(constraints)) => {
                arguments.extend(constraints.elts.iter().map(|it| self.expr(it)));
            }
            Some(bound) => keyword("bound", self.expr(bound)),
            None => {}
        }
        if let Some(default) = default {
            keyword("default", self.expr(default));
        }
        let inferred = Expr {
            at,
            kind: ExprKind::Literal(Literal::Bool(true)),
        };
        keyword("infer_variance", inferred);
        let name = Name::from(name.as_str());
        (name, call(from_typing(class, at), arguments, keywords, at))
    }

    /// A parameter as it stands in `Generic[…]`.
    fn use_of(&mut self, parameter: &ruff::TypeParam, name: &str) -> Expr {
        let at = self.at(parameter);
        let variable = named(name, at);
        match parameter {
            ruff::TypeParam::TypeVarTuple(_) => Expr {
                at,
                kind: ExprKind::Starred(Box::new(variable)),
            },
            _ => variable,
        }
    }

    /// `type name[parameters] = value`: what it stands for is computed when somebody asks.
    pub(super) fn type_alias(&mut self, node: &ruff::StmtTypeAlias) -> Option<StmtKind> {
        let ruff::Expr::Name(target) = &*node.name else {
            return None;
        };
        let name = target.id.as_str();
        let at = self.at(node.name.as_ref());
        self.with_type_parameters(name, at, node.type_params.as_deref(), |this, tuple| {
            let scope = this.new_scope();
            let value = this.expr(&node.value);
            let compute = ExprKind::Lambda(Box::new(Lambda {
                parameters: no_parameters(),
                body: value,
                scope,
            }));
            let arguments = vec![
                Expr {
                    at,
                    kind: ExprKind::Literal(Literal::Str(name.into())),
                },
                Expr { at, kind: compute },
                Expr {
                    at,
                    kind: ExprKind::Tuple(tuple.to_vec()),
                },
            ];
            let value = call(from_typing("_lazy_alias", at), arguments, Vec::new(), at);
            Some(assign(name, value, at).kind)
        })
    }
}

/// The base class `Generic[parameters]`.
pub(super) fn generic_base(tuple: &[Expr], at: Position) -> Expr {
    let index = Expr {
        at,
        kind: ExprKind::Tuple(tuple.to_vec()),
    };
    Expr {
        at,
        kind: ExprKind::Subscript {
            value: Box::new(from_typing("Generic", at)),
            index: Box::new(index),
        },
    }
}

fn no_parameters() -> Parameters {
    Parameters {
        positional_only: Vec::new(),
        positional: Vec::new(),
        varargs: None,
        keyword_only: Vec::new(),
        varkeywords: None,
    }
}

/// What no program can name.
const TYPING: &str = ".typing";

fn import_typing(at: Position) -> Stmt {
    let alias = Alias {
        name: Name::from("typing"),
        asname: Some(Name::from(TYPING)),
        at,
    };
    Stmt {
        at,
        kind: StmtKind::Import(vec![alias]),
    }
}

fn from_typing(name: &str, at: Position) -> Expr {
    Expr {
        at,
        kind: ExprKind::Attribute {
            value: Box::new(named(TYPING, at)),
            name: Name::from(name),
        },
    }
}

fn named(name: &str, at: Position) -> Expr {
    Expr {
        at,
        kind: ExprKind::Name(Name::from(name)),
    }
}

fn call(function: Expr, arguments: Vec<Expr>, keywords: Vec<Keyword>, at: Position) -> Expr {
    let call = Call {
        function,
        arguments,
        keywords,
    };
    Expr {
        at,
        kind: ExprKind::Call(Box::new(call)),
    }
}

fn assign(name: &str, value: Expr, at: Position) -> Stmt {
    Stmt {
        at,
        kind: StmtKind::Assign {
            targets: vec![named(name, at)],
            value: Box::new(value),
        },
    }
}
