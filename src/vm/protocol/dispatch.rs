//! Operators on any two values: built-in layouts first, then the methods of the classes.

use super::arithmetic::Unary;
use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::Result;
use crate::vm::value::{Ref, Value};

/// The special methods of a binary operator.
struct Methods {
    forward: Ref,
    reflected: Ref,
    in_place: Ref,
}

impl Ctx<'_> {
    /// `a op b`, in place or not.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let (plain, in_place) = plain(op);
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let builtin = self.is_core_class(class_a) && self.is_core_class(class_b);
        if in_place
            && builtin
            && let Some(result) = self.in_place_native(plain, a, b)?
        {
            return Ok(result);
        }
        if builtin && let Some(result) = self.binary_native(plain, a, b)? {
            return Ok(result);
        }
        let methods = methods(plain);
        // What a sequence inherits for `+` and `*` comes after the methods of either operand.
        let inherited = |ctx: &Self, sequence: Value, method: Value| {
            matches!(plain, BinaryOp::Add | BinaryOp::Multiply)
                && ctx.sequence_name(sequence).is_some()
                && ctx.interp.native_callee(method).is_some()
        };
        if in_place
            && let Some(method) = self.interp.lookup(class_a, methods.in_place)
            && !inherited(self, a, method)
        {
            let result = self.call(method, &[a, b])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        let mut reflected_done = class_a == class_b;
        if class_a != class_b
            && self.interp.is_subclass(class_b, class_a)
            && let Some(method) = self.interp.lookup(class_b, methods.reflected)
            && !inherited(self, b, method)
        {
            reflected_done = true;
            let result = self.call(method, &[b, a])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if let Some(method) = self.interp.lookup(class_a, methods.forward)
            && !inherited(self, a, method)
        {
            let result = if reflected_done && builtin {
                self.tail_call(method, &[a, b])?
            } else {
                self.call(method, &[a, b])?
            };
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if !reflected_done
            && let Some(method) = self.interp.lookup(class_b, methods.reflected)
            && !inherited(self, b, method)
        {
            let result = self.call(method, &[b, a])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if !builtin {
            if in_place && let Some(result) = self.in_place_native(plain, a, b)? {
                return Ok(result);
            }
            if let Some(result) = self.binary_native(plain, a, b)? {
                return Ok(result);
            }
        }
        if plain == BinaryOp::Multiply
            && let Some(result) = self.repeat_by_index(a, b)?
        {
            return Ok(result);
        }
        Err(self.unsupported_operands(op, a, b))
    }

    /// `sequence * object` of an object that is no int but stands for one.
    fn repeat_by_index(&mut self, a: Value, b: Value) -> Result<Option<Value>> {
        for (sequence, count) in [(a, b), (b, a)] {
            let repeats = self.sequence_name(sequence).is_some();
            let class = self.class_of(count);
            if repeats && self.interp.lookup(class, names::INDEX).is_some() {
                let count = self.index_value(count)?;
                return self.binary_native(BinaryOp::Multiply, sequence, count);
            }
        }
        Ok(None)
    }

    /// The built-in class of a sequence, or of what a subclass of one is inside.
    fn sequence_name(&self, value: Value) -> Option<&'static str> {
        match self.body(value)? {
            Body::Str(_) => Some("str"),
            Body::List(_) => Some("list"),
            Body::Tuple(_) => Some("tuple"),
            Body::Bytes(_) => Some("bytes"),
            Body::ByteArray(_) => Some("bytearray"),
            _ => None,
        }
    }

    #[cold]
    pub fn unsupported_operands(
        &mut self,
        op: BinaryOp,
        a: Value,
        b: Value,
    ) -> crate::vm::native::Interrupt {
        let (x, y) = (self.type_name(a), self.type_name(b));
        let (plain, _) = plain(op);
        let message = match (plain, self.sequence_name(a), self.sequence_name(b)) {
            (BinaryOp::Add, Some(bytes @ ("bytes" | "bytearray")), _) => {
                format!("can't concat {y} to {bytes}")
            }
            (BinaryOp::Add, Some(name), _) => {
                format!("can only concatenate {name} (not \"{y}\") to {name}")
            }
            (BinaryOp::Multiply, Some(_), _) => {
                format!("can't multiply sequence by non-int of type '{y}'")
            }
            (BinaryOp::Multiply, None, Some(_)) => {
                format!("can't multiply sequence by non-int of type '{x}'")
            }
            (BinaryOp::Power, ..) if op == BinaryOp::Power => {
                format!("unsupported operand type(s) for ** or pow(): '{x}' and '{y}'")
            }
            _ => format!(
                "unsupported operand type(s) for {}: '{x}' and '{y}'",
                op.symbol()
            ),
        };
        self.type_error(message)
    }

    /// `-value`, `+value`, `~value`.
    pub fn unary(&mut self, op: Unary, value: Value) -> Result {
        let class = self.class_of(value);
        if self.is_builtin_class(class)
            && let Some(result) = self.unary_native(op, value)
        {
            return Ok(result);
        }
        let name = match op {
            Unary::Negative => names::NEG,
            Unary::Positive => names::POS,
            Unary::Invert => names::INVERT,
        };
        if let Some(method) = self.interp.lookup(class, name) {
            return self.tail_call(method, &[value]);
        }
        if let Some(result) = self.unary_native(op, value) {
            return Ok(result);
        }
        let symbol = match op {
            Unary::Negative => "-",
            Unary::Positive => "+",
            Unary::Invert => "~",
        };
        let name = self.type_name(value);
        Err(self.type_error(format!("bad operand type for unary {symbol}: '{name}'")))
    }
}

/// The plain operator of an in-place one, and whether it was one.
fn plain(op: BinaryOp) -> (BinaryOp, bool) {
    let index = op as u32;
    let first = BinaryOp::InplaceAdd as u32;
    match index.checked_sub(first).and_then(BinaryOp::from_oparg) {
        Some(plain) => (plain, true),
        None => (op, false),
    }
}

fn methods(op: BinaryOp) -> Methods {
    let (forward, reflected, in_place) = match op {
        BinaryOp::Add => (names::ADD, names::RADD, names::IADD),
        BinaryOp::And => (names::AND, names::RAND, names::IAND),
        BinaryOp::FloorDivide => (names::FLOORDIV, names::RFLOORDIV, names::IFLOORDIV),
        BinaryOp::LShift => (names::LSHIFT, names::RLSHIFT, names::ILSHIFT),
        BinaryOp::MatrixMultiply => (names::MATMUL, names::RMATMUL, names::IMATMUL),
        BinaryOp::Multiply => (names::MUL, names::RMUL, names::IMUL),
        BinaryOp::Remainder => (names::MOD, names::RMOD, names::IMOD),
        BinaryOp::Or => (names::OR, names::ROR, names::IOR),
        BinaryOp::Power => (names::POW, names::RPOW, names::IPOW),
        BinaryOp::RShift => (names::RSHIFT, names::RRSHIFT, names::IRSHIFT),
        BinaryOp::Subtract => (names::SUB, names::RSUB, names::ISUB),
        BinaryOp::TrueDivide => (names::TRUEDIV, names::RTRUEDIV, names::ITRUEDIV),
        _ => (names::XOR, names::RXOR, names::IXOR),
    };
    Methods {
        forward,
        reflected,
        in_place,
    }
}
