//! [`verify`]: everything that the interpreter takes for granted about a code object.

use std::fmt;

use super::{BinaryOp, CodeObject, CompareOp, Const, Instruction, Intrinsic1, Intrinsic2, Opcode};

/// Why a code object must not run, and at which instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    pub code: Box<str>,
    pub index: u32,
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.code, self.index, self.message)
    }
}

impl std::error::Error for VerifyError {}

/// Checks a code object and the ones among its constants: on every path, exceptions included, the
/// operand stack neither underflows nor exceeds `stack_size` and has one depth per instruction;
/// every operand is in range; control cannot run off the end; the exception table is sorted.
///
/// # Errors
///
/// The first violation.
pub fn verify(code: &CodeObject) -> Result<(), VerifyError> {
    Verifier { code }.run()?;
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            verify(inner)?;
        }
    }
    Ok(())
}

struct Verifier<'a> {
    code: &'a CodeObject,
}

impl Verifier<'_> {
    fn fail<T>(&self, index: usize, message: impl Into<String>) -> Result<T, VerifyError> {
        Err(VerifyError {
            code: self.code.qualname.clone(),
            index: index as u32,
            message: message.into(),
        })
    }

    fn run(&self) -> Result<(), VerifyError> {
        let code = self.code;
        let count = code.instructions.len();
        if count == 0 {
            return self.fail(0, "no instructions");
        }
        if code.positions.len() != count {
            return self.fail(0, "not one position per instruction");
        }
        if code.parameter_count() > code.varnames.len() {
            return self.fail(0, "more parameters than local variables");
        }
        self.exception_table()?;
        for (index, instruction) in code.instructions.iter().enumerate() {
            if instruction.opcode == Opcode::SUPERINSTRUCTION {
                return self.fail(index, "a superinstruction belongs to the interpreter");
            }
            self.operand(index, *instruction)?;
        }
        self.depths()
    }

    fn exception_table(&self) -> Result<(), VerifyError> {
        let count = self.code.instructions.len() as u32;
        let mut end = 0;
        for row in &self.code.exception_table {
            if row.start < end || row.start >= row.end || row.end > count || row.target >= count {
                return self.fail(row.start as usize, "bad row in the exception table");
            }
            end = row.end;
        }
        Ok(())
    }

    fn operand(&self, index: usize, instruction: Instruction) -> Result<(), VerifyError> {
        use Opcode::*;
        let code = self.code;
        let Instruction { opcode, oparg } = instruction;
        let arg = oparg as usize;
        let locals = code.localsplus_count();
        let cell = || {
            arg < locals
                && (arg >= code.varnames.len()
                    || code
                        .varnames
                        .get(arg)
                        .is_some_and(|name| code.cellvars.contains(name)))
        };
        let valid = match opcode {
            LOAD_CONST | RETURN_CONST => arg < code.consts.len(),
            LOAD_FAST | LOAD_FAST_CHECK | LOAD_FAST_AND_CLEAR | STORE_FAST | DELETE_FAST => {
                arg < locals
            }
            LOAD_FAST_LOAD_FAST | STORE_FAST_LOAD_FAST | STORE_FAST_STORE_FAST => {
                arg >> 4 < locals && arg & 15 < locals
            }
            MAKE_CELL | LOAD_DEREF | STORE_DEREF | DELETE_DEREF | LOAD_FROM_DICT_OR_DEREF => cell(),
            LOAD_NAME
            | STORE_NAME
            | DELETE_NAME
            | STORE_GLOBAL
            | DELETE_GLOBAL
            | STORE_ATTR
            | DELETE_ATTR
            | IMPORT_NAME
            | IMPORT_FROM
            | LOAD_FROM_DICT_OR_GLOBALS => arg < code.names.len(),
            LOAD_GLOBAL | LOAD_ATTR => arg >> 1 < code.names.len(),
            LOAD_SUPER_ATTR => arg >> 2 < code.names.len(),
            BINARY_OP => BinaryOp::from_oparg(oparg).is_some(),
            COMPARE_OP => oparg & 15 == 0 && CompareOp::from_oparg(oparg >> 5).is_some(),
            IS_OP | CONTAINS_OP | CALL_FUNCTION_EX => arg < 2,
            CALL_INTRINSIC_1 => oparg != 0 && Intrinsic1::from_oparg(oparg).is_some(),
            CALL_INTRINSIC_2 => oparg != 0 && Intrinsic2::from_oparg(oparg).is_some(),
            CONVERT_VALUE => (1..=3).contains(&arg),
            BUILD_SLICE => arg == 2 || arg == 3,
            RAISE_VARARGS => arg <= 2,
            SET_FUNCTION_ATTRIBUTE => matches!(arg, 1 | 2 | 4 | 8),
            COPY_FREE_VARS => arg == code.freevars.len(),
            COPY | SWAP => arg >= 1,
            LIST_APPEND | LIST_EXTEND | SET_ADD | SET_UPDATE | MAP_ADD | DICT_UPDATE
            | DICT_MERGE => arg >= 1,
            _ if opcode.is_jump() => arg < code.instructions.len(),
            _ => true,
        };
        if !valid {
            return self.fail(
                index,
                format!("operand {oparg} of {} out of range", opcode.name()),
            );
        }
        if opcode == Opcode::FOR_ITER {
            let at = |index: usize| code.instructions.get(index).map(|it| it.opcode);
            if at(arg) != Some(END_FOR) || at(arg + 1) != Some(POP_TOP) {
                return self.fail(index, "FOR_ITER must lead to END_FOR and POP_TOP");
            }
        }
        Ok(())
    }

    fn depths(&self) -> Result<(), VerifyError> {
        let code = self.code;
        let count = code.instructions.len();
        let mut depths: Vec<Option<u32>> = vec![None; count];
        let mut todo = Vec::new();
        self.reach(&mut depths, &mut todo, 0, 0, 0)?;
        while let Some(index) = todo.pop() {
            let (Some(&Some(depth)), Some(&instruction)) =
                (depths.get(index), code.instructions.get(index))
            else {
                continue;
            };
            let Instruction { opcode, oparg } = instruction;
            let (popped, pushed) = opcode.stack_effect(oparg);
            if popped > depth {
                return self.fail(index, format!("{} underflows the stack", opcode.name()));
            }
            let after = depth - popped + pushed;
            if after > code.stack_size {
                return self.fail(index, "stack deeper than stack_size");
            }
            if let Some(row) = code.handler(index as u32) {
                if row.depth > depth {
                    return self.fail(index, "handler expects a deeper stack");
                }
                let at_handler = row.depth + 1 + u32::from(row.lasti);
                self.reach(
                    &mut depths,
                    &mut todo,
                    index,
                    row.target as usize,
                    at_handler,
                )?;
            }
            if opcode.is_jump() {
                self.reach(&mut depths, &mut todo, index, oparg as usize, after)?;
            }
            if !opcode.ends_path() {
                self.reach(&mut depths, &mut todo, index, index + 1, after)?;
            }
        }
        Ok(())
    }

    fn reach(
        &self,
        depths: &mut [Option<u32>],
        todo: &mut Vec<usize>,
        from: usize,
        to: usize,
        depth: u32,
    ) -> Result<(), VerifyError> {
        if depth > self.code.stack_size {
            return self.fail(from, "stack deeper than stack_size");
        }
        match depths.get_mut(to) {
            None => self.fail(from, "control runs off the end"),
            Some(Some(known)) if *known == depth => Ok(()),
            Some(Some(known)) => {
                let message = format!("stack depth at {to} is both {known} and {depth}");
                self.fail(from, message)
            }
            Some(unknown) => {
                *unknown = Some(depth);
                todo.push(to);
                Ok(())
            }
        }
    }
}
