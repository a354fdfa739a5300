//! Conditions (`compiler_jump_if`).

use crate::bytecode::Opcode;
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
            } if !self.folds(test) && negated_comparison(operand).is_none() => {
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
                self.jump(Op::Jump, end, Location::NONE);
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
        self.op(Opcode::TO_BOOL, test.at);
        self.jump(jump_opcode(condition), target, test.at);
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
        self.jump(Op::Jump, end, Location::NONE);
        self.use_label(cleanup);
        self.op(Opcode::POP_TOP, test.at);
        if !condition {
            self.jump(Op::Jump, target, Location::NONE);
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

/// `not a in b` is compiled as `a not in b`: the comparison with its operator inverted.
pub(super) fn negated_comparison(operand: &Expr) -> Option<(&Expr, ComparisonOperator, &Expr)> {
    let ExprKind::Compare { left, rest } = &operand.kind else {
        return None;
    };
    let [(op, right)] = rest.as_slice() else {
        return None;
    };
    let inverted = match op {
        ComparisonOperator::Is => ComparisonOperator::IsNot,
        ComparisonOperator::IsNot => ComparisonOperator::Is,
        ComparisonOperator::In => ComparisonOperator::NotIn,
        ComparisonOperator::NotIn => ComparisonOperator::In,
        _ => return None,
    };
    Some((left, inverted, right))
}
