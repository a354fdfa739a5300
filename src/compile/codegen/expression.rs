//! Expressions that leave their value on the stack.

use crate::bytecode::{BinaryOp, CompareOp, Const, Intrinsic1, Opcode, Position};
use crate::syntax::ast::{
    BinaryOperator, BoolOperator, ComparisonOperator, Expr, ExprKind, Slice, UnaryOperator,
};

use super::asynchronous::AFTER_YIELD_FROM;
use super::jump::negated_comparison;
use super::{Compiler, Result, display};
use crate::compile::fold::{fold, fold_all};
use crate::compile::ir::{Location, Op};
use crate::compile::symbols::ScopeKind;

impl<'a> Compiler<'a> {
    pub(super) fn folds(&self, expr: &Expr) -> bool {
        fold(expr).is_some()
    }

    pub(super) fn expr(&mut self, expr: &'a Expr) -> Result {
        let at = expr.at;
        if let Some(constant) = fold(expr) {
            self.load_const(constant, at);
            return Ok(());
        }
        match &expr.kind {
            ExprKind::Literal(_) => Ok(()),
            ExprKind::Name(name) => {
                self.load_name(name, at);
                Ok(())
            }
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, at),
            ExprKind::Named { target, value } => {
                self.expr(value)?;
                self.emit(Opcode::COPY, 1, at);
                self.store(target)
            }
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::Unary { op, operand } => {
                if let Some(comparison) = negated_comparison(expr) {
                    self.expr(comparison.left)?;
                    self.comparison_operand(comparison.op, comparison.right)?;
                    self.compare_op(comparison.op, comparison.at);
                    return Ok(());
                }
                self.unary(*op, operand, at)
            }
            ExprKind::Lambda(lambda) => self.lambda(lambda, at),
            ExprKind::IfExp(node) => {
                let end = self.label();
                let orelse = self.label();
                self.jump_if(&node.test, orelse, false)?;
                self.expr(&node.body)?;
                self.jump(Op::JumpNoInterrupt, end, Location::NONE);
                self.use_label(orelse);
                self.expr(&node.orelse)?;
                self.use_label(end);
                Ok(())
            }
            ExprKind::Dict(items) => self.dict(items, at),
            ExprKind::Set(items) => self.sequence(items, 0, display::SET, at),
            ExprKind::List(items) => self.sequence(items, 0, display::LIST, at),
            ExprKind::Tuple(items) => self.sequence(items, 0, display::TUPLE, at),
            ExprKind::Comprehension(node) => self.comprehension(node, at),
            ExprKind::Yield(value) => {
                self.check_yield("yield", at)?;
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_const(Const::None, at),
                }
                self.yield_value(at);
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.check_yield("yield from", at)?;
                self.check_yield_from(at)?;
                self.expr(value)?;
                self.op(Opcode::GET_YIELD_FROM_ITER, at);
                self.yield_from(at, AFTER_YIELD_FROM);
                Ok(())
            }
            ExprKind::Await(value) => {
                self.check_await(at)?;
                self.expr(value)?;
                self.await_value(0, at);
                Ok(())
            }
            ExprKind::Compare { left, rest } => self.compare(left, rest, at),
            ExprKind::Call(call) => self.call(call, at),
            ExprKind::JoinedStr(values) => self.joined_str(values, at),
            ExprKind::FormattedValue(node) => {
                self.expr(&node.value)?;
                self.convert(node.conversion, at);
                match &node.format_spec {
                    Some(spec) => {
                        self.expr(spec)?;
                        self.op(Opcode::FORMAT_WITH_SPEC, at);
                    }
                    None => self.op(Opcode::FORMAT_SIMPLE, at),
                }
                Ok(())
            }
            ExprKind::Attribute { value, name } => self.attribute(expr, value, name),
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                if let Some(slice) = two_element_slice(index) {
                    self.slice_parts(slice, index.at)?;
                    self.op(Opcode::BINARY_SLICE, at);
                } else {
                    self.expr(index)?;
                    self.op(Opcode::BINARY_SUBSCR, at);
                }
                Ok(())
            }
            ExprKind::Starred(_) => self.error(at, "can't use starred expression here"),
            ExprKind::Slice(slice) => {
                let count = self.slice_parts(slice, at)?;
                self.emit(Opcode::BUILD_SLICE, count, at);
                Ok(())
            }
        }
    }

    fn bool_op(&mut self, op: BoolOperator, values: &'a [Expr], at: Position) -> Result {
        let end = self.label();
        let jump = match op {
            BoolOperator::And => Opcode::POP_JUMP_IF_FALSE,
            BoolOperator::Or => Opcode::POP_JUMP_IF_TRUE,
        };
        if let Some((last, others)) = values.split_last() {
            for value in others {
                self.expr(value)?;
                self.emit(Opcode::COPY, 1, at);
                self.op(Opcode::TO_BOOL, at);
                self.jump(jump, end, at);
                self.op(Opcode::POP_TOP, at);
            }
            self.expr(last)?;
        }
        self.use_label(end);
        Ok(())
    }

    /// A run of operators; what folds at its start is one constant.
    fn binary(&mut self, expr: &'a Expr) -> Result {
        let ExprKind::Binary { first, rest } = &expr.kind else {
            return Ok(());
        };
        let mut folded = fold(first).map(|value| (value, first.at));
        let mut done = 0;
        if let Some((value, at)) = &mut folded {
            for term in rest {
                let Some(right) = fold(&term.right) else {
                    break;
                };
                let Some(result) = crate::compile::fold::binary(term.op, value, &right) else {
                    break;
                };
                *value = result;
                *at = term.at;
                done += 1;
            }
        }
        let rest = rest.get(done..).unwrap_or_default();
        let Some((next, _)) = rest.split_first() else {
            return Ok(());
        };
        let mut formatted = false;
        if let Some((Const::Str(format), _)) = &folded
            && next.op == BinaryOperator::Remainder
            && let ExprKind::Tuple(arguments) = &next.right.kind
            && !self.folds(&next.right)
        {
            formatted = self.percent_format(format, arguments, next.at)?;
        }
        let mut terms = rest;
        if formatted {
            terms = rest.get(1..).unwrap_or_default();
        } else {
            match folded {
                Some((value, at)) => self.load_const(value, at),
                None => self.expr(first)?,
            }
        }
        for term in terms {
            self.expr(&term.right)?;
            self.emit(Opcode::BINARY_OP, binary_op(term.op) as u32, term.at);
        }
        Ok(())
    }

    pub(super) fn inplace_op(&mut self, op: BinaryOperator, at: Position) {
        let inplace = binary_op(op) as u32 + BinaryOp::InplaceAdd as u32;
        self.emit(Opcode::BINARY_OP, inplace, at);
    }

    fn unary(&mut self, op: UnaryOperator, operand: &'a Expr, at: Position) -> Result {
        self.expr(operand)?;
        match op {
            UnaryOperator::Not => {
                self.op(Opcode::TO_BOOL, at);
                self.op(Opcode::UNARY_NOT, at);
            }
            UnaryOperator::Minus => self.op(Opcode::UNARY_NEGATIVE, at),
            UnaryOperator::Invert => self.op(Opcode::UNARY_INVERT, at),
            UnaryOperator::Plus => {
                let positive = Intrinsic1::UnaryPositive as u32;
                self.emit(Opcode::CALL_INTRINSIC_1, positive, at);
            }
        }
        Ok(())
    }

    fn compare(
        &mut self,
        left: &'a Expr,
        rest: &'a [(ComparisonOperator, Expr)],
        at: Position,
    ) -> Result {
        self.expr(left)?;
        let Some(((last_op, last), others)) = rest.split_last() else {
            return Ok(());
        };
        if others.is_empty() {
            self.comparison_operand(*last_op, last)?;
            self.compare_op(*last_op, at);
            return Ok(());
        }
        let cleanup = self.label();
        for (op, right) in others {
            self.expr(right)?;
            self.emit(Opcode::SWAP, 2, at);
            self.emit(Opcode::COPY, 2, at);
            self.compare_op(*op, at);
            self.emit(Opcode::COPY, 1, at);
            self.op(Opcode::TO_BOOL, at);
            self.jump(Opcode::POP_JUMP_IF_FALSE, cleanup, at);
            self.op(Opcode::POP_TOP, at);
        }
        self.comparison_operand(*last_op, last)?;
        self.compare_op(*last_op, at);
        let end = self.label();
        self.jump(Op::JumpNoInterrupt, end, Location::NONE);
        self.use_label(cleanup);
        self.emit(Opcode::SWAP, 2, at);
        self.op(Opcode::POP_TOP, at);
        self.use_label(end);
        Ok(())
    }

    /// The right side of a comparison: `x in [1, 2]` tests a constant tuple, `x in {1, 2}` a
    /// constant frozenset.
    pub(super) fn comparison_operand(&mut self, op: ComparisonOperator, right: &'a Expr) -> Result {
        match op {
            ComparisonOperator::In | ComparisonOperator::NotIn => self.iterable(right),
            _ => self.expr(right),
        }
    }

    /// Something that is only iterated over: a list display becomes a tuple, a constant set a
    /// frozenset (`fold_iter`).
    pub(super) fn iterable(&mut self, iterable: &'a Expr) -> Result {
        match &iterable.kind {
            ExprKind::List(items)
                if !items
                    .iter()
                    .any(|item| matches!(item.kind, ExprKind::Starred(_))) =>
            {
                match fold_all(items) {
                    Some(constants) => self.load_const(Const::Tuple(constants), iterable.at),
                    None => self.sequence(items, 0, display::TUPLE, iterable.at)?,
                }
                Ok(())
            }
            ExprKind::Set(items) => match fold_all(items) {
                Some(constants) => {
                    self.load_const(display::frozen_set(constants), iterable.at);
                    Ok(())
                }
                None => self.expr(iterable),
            },
            _ => self.expr(iterable),
        }
    }

    pub(super) fn compare_op(&mut self, op: ComparisonOperator, at: Position) {
        let compare = match op {
            ComparisonOperator::Is => return self.emit(Opcode::IS_OP, 0, at),
            ComparisonOperator::IsNot => return self.emit(Opcode::IS_OP, 1, at),
            ComparisonOperator::In => return self.emit(Opcode::CONTAINS_OP, 0, at),
            ComparisonOperator::NotIn => return self.emit(Opcode::CONTAINS_OP, 1, at),
            ComparisonOperator::Lt => CompareOp::Lt,
            ComparisonOperator::LtE => CompareOp::Le,
            ComparisonOperator::Eq => CompareOp::Eq,
            ComparisonOperator::NotEq => CompareOp::Ne,
            ComparisonOperator::Gt => CompareOp::Gt,
            ComparisonOperator::GtE => CompareOp::Ge,
        };
        self.emit(Opcode::COMPARE_OP, (compare as u32) << 5, at);
    }

    fn check_yield(&self, word: &str, at: Position) -> Result {
        if self.scope_kind() != ScopeKind::Function {
            return self.error(at, format!("'{word}' outside function"));
        }
        Ok(())
    }

    pub(super) fn yield_value(&mut self, at: Position) {
        self.wrap_for_async_generator(at);
        self.emit(Opcode::YIELD_VALUE, 0, at);
        self.emit(Opcode::RESUME, 1, at);
    }

    /// `compiler_add_yield_from`: sends to the inner iterator until it returns; `resumed` is what
    /// `RESUME` says of why the frame was suspended.
    pub(super) fn yield_from(&mut self, at: Position, resumed: u32) {
        self.load_const(Const::None, at);
        let send = self.label();
        let fail = self.label();
        let exit = self.label();
        self.use_label(send);
        self.jump(Opcode::SEND, exit, at);
        // A `throw` or `close` may end the inner iterator with StopIteration.
        self.jump(Op::SetupFinally, fail, at);
        self.emit(Opcode::YIELD_VALUE, 1, at);
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.emit(Opcode::RESUME, resumed, at);
        self.jump(Op::JumpNoInterrupt, send, at);
        self.use_label(fail);
        self.op(Opcode::CLEANUP_THROW, at);
        self.use_label(exit);
        self.op(Opcode::END_SEND, at);
    }

    /// Pushes lower and upper bound and perhaps a step; returns how many.
    pub(super) fn slice_parts(&mut self, slice: &'a Slice, at: Position) -> Result<u32> {
        for bound in [&slice.lower, &slice.upper] {
            match bound {
                Some(bound) => self.expr(bound)?,
                None => self.load_const(Const::None, at),
            }
        }
        match &slice.step {
            Some(step) => {
                self.expr(step)?;
                Ok(3)
            }
            None => Ok(2),
        }
    }
}

/// `a:b` has instructions of its own.
pub(super) fn two_element_slice(index: &Expr) -> Option<&Slice> {
    match &index.kind {
        ExprKind::Slice(slice) if slice.step.is_none() => Some(slice),
        _ => None,
    }
}

/// `update_start_location_to_match_attr`: where an attribute access over several lines is shown
/// is its name, on its last line.
pub(super) fn attribute_position(attribute: &Expr, at: Position) -> Position {
    let ExprKind::Attribute { name, .. } = &attribute.kind else {
        return at;
    };
    let end = attribute.at;
    if at.line == end.end_line {
        return at;
    }
    let length = name.chars().count() as u32;
    Position {
        line: end.end_line,
        end_line: end.end_line.max(at.end_line),
        column: end.end_column.saturating_sub(length),
        ..at
    }
}

fn binary_op(op: BinaryOperator) -> BinaryOp {
    match op {
        BinaryOperator::Add => BinaryOp::Add,
        BinaryOperator::Subtract => BinaryOp::Subtract,
        BinaryOperator::Multiply => BinaryOp::Multiply,
        BinaryOperator::MatrixMultiply => BinaryOp::MatrixMultiply,
        BinaryOperator::Divide => BinaryOp::TrueDivide,
        BinaryOperator::Remainder => BinaryOp::Remainder,
        BinaryOperator::Power => BinaryOp::Power,
        BinaryOperator::LeftShift => BinaryOp::LShift,
        BinaryOperator::RightShift => BinaryOp::RShift,
        BinaryOperator::BitOr => BinaryOp::Or,
        BinaryOperator::BitXor => BinaryOp::Xor,
        BinaryOperator::BitAnd => BinaryOp::And,
        BinaryOperator::FloorDivide => BinaryOp::FloorDivide,
    }
}
