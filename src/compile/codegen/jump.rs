//! Conditions (`compiler_jump_if`).

use crate::bytecode::{Opcode, Position};
use crate::syntax::ast::{BoolOperator, ComparisonOperator, Expr, ExprKind, UnaryOperator};

use super::{Compiler, Result};
use crate::compile::ir::{Label, Location, Op};

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the truth of `test` is `condition`.
    pub(super) fn jump_if(&mut self, test: &'a Expr, target: Label, condition: bool) -> Result {
        match &test.kind {
            ExprKind::Unary {
                op: UnaryOperator::Not,
                operand,
            } if !self.folds(test) && negated_comparison(test).is_none() => {
                return self.jump_if(operand, target, !condition);
            }
            ExprKind::BoolOp { op, values } => {
                let decides = *op == BoolOperator::Or;
                let inner = if decides == condition {
                    target
                } else {
                    self.label()
                };
                if let Some((last, others)) = values.split_last() {
                    for value in others {
                        self.jump_if(value, inner, decides)?;
                    }
                    self.jump_if(last, target, condition)?;
                }
                if inner != target {
                    self.use_label(inner);
                }
                return Ok(());
            }
            ExprKind::IfExp(node) => {
                let end = self.label();
                let orelse = self.label();
                self.jump_if(&node.test, orelse, false)?;
                self.jump_if(&node.body, target, condition)?;
                self.jump(Op::JumpNoInterrupt, end, Location::NONE);
                self.use_label(orelse);
                self.jump_if(&node.orelse, target, condition)?;
                self.use_label(end);
                return Ok(());
            }
            ExprKind::Compare { left, rest } if rest.len() > 1 => {
                return self.jump_if_chain(test, left, rest, target, condition);
            }
            _ => {}
        }
        self.expr(test)?;
        let at = negated_comparison(test).map_or(test.at, |comparison| comparison.at);
        self.op(Opcode::TO_BOOL, at);
        self.jump(jump_opcode(condition), target, at);
        Ok(())
    }

    fn jump_if_chain(
        &mut self,
        test: &'a Expr,
        left: &'a Expr,
        rest: &'a [(ComparisonOperator, Expr)],
        target: Label,
        condition: bool,
    ) -> Result {
        let cleanup = self.label();
        self.expr(left)?;
        if let Some(((last_op, last), others)) = rest.split_last() {
            for (op, right) in others {
                self.expr(right)?;
                self.emit(Opcode::SWAP, 2, test.at);
                self.emit(Opcode::COPY, 2, test.at);
                self.compare_op(*op, test.at);
                self.op(Opcode::TO_BOOL, test.at);
                self.jump(Opcode::POP_JUMP_IF_FALSE, cleanup, test.at);
            }
            self.comparison_operand(*last_op, last)?;
            self.compare_op(*last_op, test.at);
        }
        self.op(Opcode::TO_BOOL, test.at);
        self.jump(jump_opcode(condition), target, test.at);
        let end = self.label();
        self.jump(Op::JumpNoInterrupt, end, Location::NONE);
        self.use_label(cleanup);
        self.op(Opcode::POP_TOP, test.at);
        if !condition {
            self.jump(Op::JumpNoInterrupt, target, Location::NONE);
        }
        self.use_label(end);
        Ok(())
    }
}

fn jump_opcode(condition: bool) -> Opcode {
    if condition {
        Opcode::POP_JUMP_IF_TRUE
    } else {
        Opcode::POP_JUMP_IF_FALSE
    }
}

/// A comparison with one operator, or the negation of one.
pub(super) struct Comparison<'a> {
    pub(super) left: &'a Expr,
    pub(super) op: ComparisonOperator,
    pub(super) right: &'a Expr,
    pub(super) at: Position,
}

/// `not a in b` is compiled as `a not in b`, `not a is b` as `a is not b`.
pub(super) fn negated_comparison(expr: &Expr) -> Option<Comparison<'_>> {
    let ExprKind::Unary {
        op: UnaryOperator::Not,
        operand,
    } = &expr.kind
    else {
        return None;
    };
    let comparison = match &operand.kind {
        ExprKind::Compare { left, rest } => match rest.as_slice() {
            [(op, right)] => Comparison {
                left,
                op: *op,
                right,
                at: operand.at,
            },
            _ => return None,
        },
        _ => negated_comparison(operand)?,
    };
    let op = match comparison.op {
        ComparisonOperator::Is => ComparisonOperator::IsNot,
        ComparisonOperator::IsNot => ComparisonOperator::Is,
        ComparisonOperator::In => ComparisonOperator::NotIn,
        ComparisonOperator::NotIn => ComparisonOperator::In,
        _ => return None,
    };
    Some(Comparison { op, ..comparison })
}
