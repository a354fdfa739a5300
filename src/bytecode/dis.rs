//! [`dis`]: bytecode as text, in the layout of CPython 3.13's `dis` module.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::repr::const_repr;
use super::{BinaryOp, CodeObject, CompareOp, Const, Intrinsic1, Intrinsic2, Opcode};

const OPNAME_WIDTH: usize = 20;
const OPARG_WIDTH: usize = 5;

/// Disassembles a code object and the ones among its constants.
///
/// As `python3.13 -m dis` prints it, except that a jump's operand is the index of its target (an
/// instruction's offset is twice its index, since there are no `CACHE` entries) and that code
/// objects have no address.
pub fn dis(code: &CodeObject) -> String {
    let mut out = String::new();
    disassemble(code, &mut out);
    let mut nested = Vec::new();
    collect(code, &mut nested);
    for inner in nested {
        let _ = writeln!(out, "\nDisassembly of {}:", code_repr(inner));
        disassemble(inner, &mut out);
    }
    out
}

fn collect<'a>(code: &'a CodeObject, into: &mut Vec<&'a CodeObject>) {
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            into.push(inner);
            collect(inner, into);
        }
    }
}

pub(super) fn code_repr(code: &CodeObject) -> String {
    format!(
        "<code object {}, file \"{}\", line {}>",
        code.name, code.filename, code.first_line
    )
}

/// Instruction index to label number.
fn labels(code: &CodeObject) -> BTreeMap<u32, usize> {
    let mut labels = BTreeMap::new();
    for instruction in &code.instructions {
        if instruction.opcode.is_jump() {
            labels.insert(instruction.oparg, 0);
        }
    }
    for row in &code.exception_table {
        for index in [row.start, row.end, row.target] {
            labels.insert(index, 0);
        }
    }
    for (number, label) in labels.values_mut().enumerate() {
        *label = number + 1;
    }
    labels
}

fn disassemble(code: &CodeObject, out: &mut String) {
    let labels = labels(code);
    let label_width = 4 + labels.len().to_string().len();
    let last_line = code.positions.iter().map(|p| p.line).max().unwrap_or(0);
    let line_width = last_line.to_string().len().max(3);
    let mut previous = None;
    for (index, instruction) in code.instructions.iter().enumerate() {
        let position = code.positions.get(index).copied().unwrap_or_default();
        // The module's RESUME is on line 0; other instructions there have no line.
        let line = (position.line > 0 || position.end_line > 0).then_some(position.line);
        let starts_line = previous != Some(line);
        previous = Some(line);
        if starts_line && index > 0 {
            out.push('\n');
        }
        let mut row = match (starts_line, line) {
            (false, _) => " ".repeat(line_width),
            (true, Some(line)) => format!("{line:>line_width$}"),
            (true, None) => format!("{:>line_width$}", "--"),
        };
        let label = labels
            .get(&(index as u32))
            .map_or_else(String::new, |label| format!("L{label}:"));
        let name = instruction.opcode.name();
        let _ = write!(row, " {label:>label_width$}     {name:OPNAME_WIDTH$}");
        if has_argument(instruction.opcode) {
            let width = OPARG_WIDTH.saturating_sub(name.len().saturating_sub(OPNAME_WIDTH));
            let _ = write!(row, " {:>width$}", instruction.oparg);
            let detail = if instruction.opcode.is_jump() {
                let label = labels.get(&instruction.oparg).copied().unwrap_or(0);
                format!("to L{label}")
            } else {
                argument(code, index)
            };
            if !detail.is_empty() {
                let _ = write!(row, " ({detail})");
            }
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    if !code.exception_table.is_empty() {
        out.push_str("ExceptionTable:\n");
        for row in &code.exception_table {
            let label = |index: u32| labels.get(&index).copied().unwrap_or(0);
            let lasti = if row.lasti { " lasti" } else { "" };
            let _ = writeln!(
                out,
                "  L{} to L{} -> L{} [{}]{lasti}",
                label(row.start),
                label(row.end),
                label(row.target),
                row.depth
            );
        }
    }
}

/// What the operand of the instruction at `index` stands for, as `dis` shows it in parentheses;
/// empty for plain numbers and jumps.
pub fn argument(code: &CodeObject, index: usize) -> String {
    use Opcode::*;
    let Some(instruction) = code.instructions.get(index) else {
        return String::new();
    };
    let oparg = instruction.oparg;
    let arg = oparg as usize;
    let name = |index: usize| code.names.get(index).map_or("?", |name| name);
    let local = |index: usize| code.localsplus_name(index).unwrap_or("?");
    match instruction.opcode {
        LOAD_CONST | RETURN_CONST => code.consts.get(arg).map_or_else(String::new, const_repr),
        LOAD_FAST
        | LOAD_FAST_CHECK
        | LOAD_FAST_AND_CLEAR
        | STORE_FAST
        | DELETE_FAST
        | MAKE_CELL
        | LOAD_DEREF
        | STORE_DEREF
        | DELETE_DEREF
        | LOAD_FROM_DICT_OR_DEREF => local(arg).to_owned(),
        LOAD_FAST_LOAD_FAST | STORE_FAST_LOAD_FAST | STORE_FAST_STORE_FAST => {
            format!("{}, {}", local(arg >> 4), local(arg & 15))
        }
        LOAD_NAME
        | STORE_NAME
        | DELETE_NAME
        | STORE_GLOBAL
        | DELETE_GLOBAL
        | STORE_ATTR
        | DELETE_ATTR
        | IMPORT_NAME
        | IMPORT_FROM
        | LOAD_FROM_DICT_OR_GLOBALS => name(arg).to_owned(),
        LOAD_GLOBAL => with_null(name(arg >> 1), oparg, " + NULL"),
        LOAD_ATTR => with_null(name(arg >> 1), oparg, " + NULL|self"),
        LOAD_SUPER_ATTR => with_null(name(arg >> 2), oparg, " + NULL|self"),
        BINARY_OP => BinaryOp::from_oparg(oparg).map_or_else(String::new, |op| op.symbol().into()),
        COMPARE_OP => {
            let symbol = CompareOp::from_oparg(oparg >> 5).map_or("?", CompareOp::symbol);
            if oparg & 16 != 0 {
                format!("bool({symbol})")
            } else {
                symbol.to_owned()
            }
        }
        CONVERT_VALUE => ["", "str", "repr", "ascii"]
            .get(arg)
            .map_or_else(String::new, |&name| name.to_owned()),
        CALL_INTRINSIC_1 => {
            Intrinsic1::from_oparg(oparg).map_or_else(String::new, |it| it.symbol().to_owned())
        }
        CALL_INTRINSIC_2 => {
            Intrinsic2::from_oparg(oparg).map_or_else(String::new, |it| it.symbol().to_owned())
        }
        SET_FUNCTION_ATTRIBUTE => match arg {
            1 => "defaults",
            2 => "kwdefaults",
            4 => "annotations",
            8 => "closure",
            _ => "",
        }
        .to_owned(),
        _ => String::new(),
    }
}

fn with_null(name: &str, oparg: u32, null: &str) -> String {
    let null = if oparg & 1 != 0 { null } else { "" };
    format!("{name}{null}")
}

fn has_argument(opcode: Opcode) -> bool {
    use Opcode::*;
    !matches!(
        opcode,
        NOP | POP_TOP
            | PUSH_NULL
            | LOAD_LOCALS
            | LOAD_BUILD_CLASS
            | LOAD_ASSERTION_ERROR
            | BINARY_SUBSCR
            | STORE_SUBSCR
            | DELETE_SUBSCR
            | BINARY_SLICE
            | STORE_SLICE
            | UNARY_NEGATIVE
            | UNARY_NOT
            | UNARY_INVERT
            | TO_BOOL
            | GET_ITER
            | GET_YIELD_FROM_ITER
            | END_FOR
            | END_SEND
            | RETURN_VALUE
            | RETURN_GENERATOR
            | GET_AITER
            | GET_ANEXT
            | END_ASYNC_FOR
            | BEFORE_ASYNC_WITH
            | CLEANUP_THROW
            | FORMAT_SIMPLE
            | FORMAT_WITH_SPEC
            | MAKE_FUNCTION
            | PUSH_EXC_INFO
            | POP_EXCEPT
            | CHECK_EXC_MATCH
            | CHECK_EG_MATCH
            | BEFORE_WITH
            | WITH_EXCEPT_START
            | SETUP_ANNOTATIONS
            | MATCH_MAPPING
            | MATCH_SEQUENCE
            | MATCH_KEYS
            | GET_LEN
    )
}
