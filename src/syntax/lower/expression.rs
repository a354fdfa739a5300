//! Expressions.

use ruff::{Expr as RuffExpr, Operator};
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange};

use super::Lowering;
use crate::syntax::ast::{
    self, BinaryOperator, BinaryTerm, BoolOperator, ComparisonOperator, Comprehension,
    ComprehensionKind, Expr, ExprKind, Keyword, Literal, Name, Parameter, Parameters,
    UnaryOperator,
};

impl Lowering<'_> {
    pub(super) fn exprs(&mut self, exprs: &[RuffExpr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    pub(super) fn boxed(&mut self, expr: &RuffExpr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    pub(super) fn optional(&mut self, expr: Option<&RuffExpr>) -> Option<Expr> {
        expr.map(|expr| self.expr(expr))
    }

    pub(super) fn optional_box(&mut self, expr: Option<&RuffExpr>) -> Option<Box<Expr>> {
        expr.map(|expr| self.boxed(expr))
    }

    pub(super) fn expr(&mut self, expr: &RuffExpr) -> Expr {
        let range = expr.range();
        match self.deeper(range, |this| this.expr_kind(expr)) {
            Some(kind) => Expr {
                at: self.at(range),
                kind,
            },
            None => self.hole(range),
        }
    }

    fn expr_kind(&mut self, expr: &RuffExpr) -> ExprKind {
        match expr {
            RuffExpr::BoolOp(node) => ExprKind::BoolOp {
                op: match node.op {
                    ruff::BoolOp::And => BoolOperator::And,
                    ruff::BoolOp::Or => BoolOperator::Or,
                },
                values: self.exprs(&node.values),
            },
            RuffExpr::Named(node) => ExprKind::Named {
                target: self.boxed(&node.target),
                value: self.boxed(&node.value),
            },
            RuffExpr::BinOp(node) => self.binary(node),
            RuffExpr::UnaryOp(node) => ExprKind::Unary {
                op: match node.op {
                    ruff::UnaryOp::Invert => UnaryOperator::Invert,
                    ruff::UnaryOp::Not => UnaryOperator::Not,
                    ruff::UnaryOp::UAdd => UnaryOperator::Plus,
                    ruff::UnaryOp::USub => UnaryOperator::Minus,
                },
                operand: self.boxed(&node.operand),
            },
            RuffExpr::Lambda(node) => self.lambda(node),
            RuffExpr::If(node) => ExprKind::IfExp(Box::new(ast::IfExp {
                test: self.expr(&node.test),
                body: self.expr(&node.body),
                orelse: self.expr(&node.orelse),
            })),
            RuffExpr::Dict(node) => ExprKind::Dict(
                node.items
                    .iter()
                    .map(|item| ast::DictItem {
                        key: self.optional(item.key.as_ref()),
                        value: self.expr(&item.value),
                    })
                    .collect(),
            ),
            RuffExpr::Set(node) => ExprKind::Set(self.exprs(&node.elts)),
            RuffExpr::List(node) => ExprKind::List(self.exprs(&node.elts)),
            RuffExpr::Tuple(node) => ExprKind::Tuple(self.exprs(&node.elts)),
            RuffExpr::ListComp(node) => {
                self.comprehension(ComprehensionKind::List, &node.elt, None, &node.generators)
            }
            RuffExpr::SetComp(node) => {
                self.comprehension(ComprehensionKind::Set, &node.elt, None, &node.generators)
            }
            RuffExpr::Generator(node) => self.comprehension(
                ComprehensionKind::Generator,
                &node.elt,
                None,
                &node.generators,
            ),
            RuffExpr::DictComp(node) => match &node.key {
                Some(key) => self.comprehension(
                    ComprehensionKind::Dict,
                    key,
                    Some(&node.value),
                    &node.generators,
                ),
                None => {
                    self.syntax_error(
                        node.range(),
                        "dict unpacking cannot be used in dict comprehension",
                    );
                    ExprKind::Literal(Literal::None)
                }
            },
            RuffExpr::Yield(node) => ExprKind::Yield(self.optional_box(node.value.as_deref())),
            RuffExpr::YieldFrom(node) => ExprKind::YieldFrom(self.boxed(&node.value)),
            RuffExpr::Compare(node) => self.compare(node),
            RuffExpr::Call(node) => {
                let (arguments, keywords) = self.arguments(&node.arguments);
                ExprKind::Call(Box::new(ast::Call {
                    function: self.expr(&node.func),
                    arguments,
                    keywords,
                }))
            }
            RuffExpr::Attribute(node) => ExprKind::Attribute {
                value: self.boxed(&node.value),
                name: Name::from(node.attr.as_str()),
            },
            RuffExpr::Subscript(node) => ExprKind::Subscript {
                value: self.boxed(&node.value),
                index: self.boxed(&node.slice),
            },
            RuffExpr::Starred(node) => ExprKind::Starred(self.boxed(&node.value)),
            RuffExpr::Name(node) => ExprKind::Name(Name::from(node.id.as_str())),
            RuffExpr::Slice(node) => ExprKind::Slice(Box::new(ast::Slice {
                lower: self.optional(node.lower.as_deref()),
                upper: self.optional(node.upper.as_deref()),
                step: self.optional(node.step.as_deref()),
            })),
            RuffExpr::FString(node) => self.f_string(node),
            RuffExpr::StringLiteral(node) => {
                let text = node.value.to_str();
                self.check_surrogates(text, node.range());
                ExprKind::Literal(Literal::Str(text.into()))
            }
            RuffExpr::BytesLiteral(node) => {
                ExprKind::Literal(Literal::Bytes(node.value.bytes().collect()))
            }
            RuffExpr::NumberLiteral(node) => self.number(node),
            RuffExpr::BooleanLiteral(node) => ExprKind::Literal(Literal::Bool(node.value)),
            RuffExpr::NoneLiteral(_) => ExprKind::Literal(Literal::None),
            RuffExpr::EllipsisLiteral(_) => ExprKind::Literal(Literal::Ellipsis),
            RuffExpr::Await(node) => ExprKind::Await(self.boxed(&node.value)),
            RuffExpr::TString(node) => {
                self.unsupported(node.range(), "a t-string", "use an f-string");
                ExprKind::Literal(Literal::None)
            }
            RuffExpr::IpyEscapeCommand(node) => {
                self.syntax_error(node.range(), "invalid syntax");
                ExprKind::Literal(Literal::None)
            }
        }
    }

    /// Flattens a left-associative run without recursing along it.
    fn binary(&mut self, node: &ruff::ExprBinOp) -> ExprKind {
        let mut terms = vec![(node.op, &*node.right, node.range)];
        let mut left = &*node.left;
        while let RuffExpr::BinOp(inner) = left {
            terms.push((inner.op, &*inner.right, inner.range));
            left = &inner.left;
        }
        let first = self.boxed(left);
        let rest = terms
            .into_iter()
            .rev()
            .map(|(op, right, range)| BinaryTerm {
                op: binary_operator(op),
                right: self.expr(right),
                at: self.at(range),
            })
            .collect();
        ExprKind::Binary { first, rest }
    }

    fn compare(&mut self, node: &ruff::ExprCompare) -> ExprKind {
        let left = self.boxed(&node.left);
        let rest = node
            .ops
            .iter()
            .zip(&node.comparators)
            .map(|(op, right)| (comparison_operator(*op), self.expr(right)))
            .collect();
        ExprKind::Compare { left, rest }
    }

    fn lambda(&mut self, node: &ruff::ExprLambda) -> ExprKind {
        let parameters = match &node.parameters {
            Some(parameters) => self.parameters(parameters),
            None => Parameters::default(),
        };
        let scope = self.new_scope();
        ExprKind::Lambda(Box::new(ast::Lambda {
            parameters,
            body: self.expr(&node.body),
            scope,
        }))
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &RuffExpr,
        value: Option<&RuffExpr>,
        generators: &[ruff::Comprehension],
    ) -> ExprKind {
        let scope = self.new_scope();
        if let RuffExpr::Starred(star) = element {
            let message = "iterable unpacking cannot be used in comprehension";
            self.syntax_error(star.range(), message);
        }
        let element = self.expr(element);
        let value = self.optional(value);
        let generators = generators
            .iter()
            .map(|generator| ast::Generator {
                target: self.expr(&generator.target),
                iter: self.expr(&generator.iter),
                conditions: self.exprs(&generator.ifs),
                is_async: generator.is_async,
            })
            .collect();
        ExprKind::Comprehension(Box::new(Comprehension {
            kind,
            element,
            value,
            generators,
            scope,
        }))
    }

    pub(super) fn arguments(&mut self, arguments: &ruff::Arguments) -> (Vec<Expr>, Vec<Keyword>) {
        let mut positional = self.exprs(&arguments.args);
        // `f(x for x in y)`: CPython's generator expression includes the call's parentheses.
        if let ([RuffExpr::Generator(generator)], [lowered]) =
            (&*arguments.args, positional.as_mut_slice())
            && !generator.parenthesized
        {
            lowered.at = self.at(arguments);
        }
        let keywords = arguments
            .keywords
            .iter()
            .map(|keyword| Keyword {
                name: keyword.arg.as_ref().map(|name| Name::from(name.as_str())),
                value: self.expr(&keyword.value),
                at: self.at(keyword),
            })
            .collect();
        (positional, keywords)
    }

    pub(super) fn parameters(&mut self, parameters: &ruff::Parameters) -> Parameters {
        Parameters {
            positional_only: self.defaulted(&parameters.posonlyargs),
            positional: self.defaulted(&parameters.args),
            varargs: parameters
                .vararg
                .as_ref()
                .map(|it| self.parameter(it, None)),
            keyword_only: self.defaulted(&parameters.kwonlyargs),
            varkeywords: parameters.kwarg.as_ref().map(|it| self.parameter(it, None)),
        }
    }

    fn defaulted(&mut self, parameters: &[ruff::ParameterWithDefault]) -> Vec<Parameter> {
        parameters
            .iter()
            .map(|it| self.parameter(&it.parameter, it.default.as_deref()))
            .collect()
    }

    fn parameter(&mut self, parameter: &ruff::Parameter, default: Option<&RuffExpr>) -> Parameter {
        Parameter {
            name: Name::from(parameter.name.as_str()),
            annotation: self.optional(parameter.annotation.as_deref()),
            default: self.optional(default),
            at: self.at(parameter),
        }
    }

    pub(super) fn literal(&self, range: TextRange, literal: Literal) -> Expr {
        Expr {
            at: self.at(range),
            kind: ExprKind::Literal(literal),
        }
    }
}

pub(super) fn binary_operator(op: Operator) -> BinaryOperator {
    match op {
        Operator::Add => BinaryOperator::Add,
        Operator::Sub => BinaryOperator::Subtract,
        Operator::Mult => BinaryOperator::Multiply,
        Operator::MatMult => BinaryOperator::MatrixMultiply,
        Operator::Div => BinaryOperator::Divide,
        Operator::Mod => BinaryOperator::Remainder,
        Operator::Pow => BinaryOperator::Power,
        Operator::LShift => BinaryOperator::LeftShift,
        Operator::RShift => BinaryOperator::RightShift,
        Operator::BitOr => BinaryOperator::BitOr,
        Operator::BitXor => BinaryOperator::BitXor,
        Operator::BitAnd => BinaryOperator::BitAnd,
        Operator::FloorDiv => BinaryOperator::FloorDivide,
    }
}

fn comparison_operator(op: ruff::CmpOp) -> ComparisonOperator {
    match op {
        ruff::CmpOp::Eq => ComparisonOperator::Eq,
        ruff::CmpOp::NotEq => ComparisonOperator::NotEq,
        ruff::CmpOp::Lt => ComparisonOperator::Lt,
        ruff::CmpOp::LtE => ComparisonOperator::LtE,
        ruff::CmpOp::Gt => ComparisonOperator::Gt,
        ruff::CmpOp::GtE => ComparisonOperator::GtE,
        ruff::CmpOp::Is => ComparisonOperator::Is,
        ruff::CmpOp::IsNot => ComparisonOperator::IsNot,
        ruff::CmpOp::In => ComparisonOperator::In,
        ruff::CmpOp::NotIn => ComparisonOperator::NotIn,
    }
}
