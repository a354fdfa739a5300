//! The verifier refuses every way in which code could make the interpreter misbehave.

use gilsim::bytecode::{CodeObject, ExceptionEntry, Instruction, Opcode, verify};

/// A function with a loop, a handler and a call.
fn code() -> CodeObject {
    let program = "for x in y:\n    try:\n        f(x)\n    except E:\n        pass\n";
    let module = gilsim::syntax::parse(program, "t.py").unwrap();
    let code = gilsim::compile::compile_module(&module, "t.py").unwrap();
    CodeObject::clone(&code)
}

#[track_caller]
fn check(spoil: impl FnOnce(&mut CodeObject), expect: &str) {
    let mut code = code();
    verify(&code).unwrap();
    spoil(&mut code);
    let error = verify(&code).expect_err("spoilt code");
    assert_eq!(error.message, expect);
}

fn position(code: &CodeObject, opcode: Opcode) -> usize {
    let found = code.instructions.iter().position(|it| it.opcode == opcode);
    found.unwrap()
}

fn replace(code: &mut CodeObject, old: Opcode, opcode: Opcode, oparg: u32) {
    let at = position(code, old);
    code.instructions[at] = Instruction { opcode, oparg };
}

#[test]
fn stack_must_have_one_depth_everywhere() {
    check(
        |code| replace(code, Opcode::LOAD_NAME, Opcode::POP_TOP, 0),
        "POP_TOP underflows the stack",
    );
    check(|code| code.stack_size -= 1, "stack deeper than stack_size");
    check(
        |code| replace(code, Opcode::POP_TOP, Opcode::NOP, 0),
        "stack depth at 3 is both 1 and 2",
    );
    check(
        |code| replace(code, Opcode::CALL, Opcode::COPY, 9),
        "COPY underflows the stack",
    );
}

#[test]
fn operands_must_be_in_range() {
    check(
        |code| replace(code, Opcode::LOAD_NAME, Opcode::LOAD_NAME, 99),
        "operand 99 of LOAD_NAME out of range",
    );
    check(
        |code| replace(code, Opcode::LOAD_NAME, Opcode::LOAD_CONST, 99),
        "operand 99 of LOAD_CONST out of range",
    );
    check(
        |code| replace(code, Opcode::LOAD_NAME, Opcode::LOAD_FAST, 0),
        "operand 0 of LOAD_FAST out of range",
    );
    check(
        |code| replace(code, Opcode::LOAD_NAME, Opcode::LOAD_DEREF, 0),
        "operand 0 of LOAD_DEREF out of range",
    );
    check(
        |code| replace(code, Opcode::GET_ITER, Opcode::JUMP_FORWARD, 999),
        "operand 999 of JUMP_FORWARD out of range",
    );
    check(
        |code| replace(code, Opcode::GET_ITER, Opcode::CALL_INTRINSIC_1, 77),
        "operand 77 of CALL_INTRINSIC_1 out of range",
    );
    check(
        |code| {
            let at = position(code, Opcode::FOR_ITER);
            code.instructions[at].oparg = 0;
        },
        "FOR_ITER must lead to END_FOR and POP_TOP",
    );
}

#[test]
fn control_must_not_leave_the_code() {
    check(
        |code| {
            code.instructions.pop();
            code.positions.pop();
        },
        "control runs off the end",
    );
    check(|code| code.instructions.clear(), "no instructions");
    check(
        |code| {
            code.positions.pop();
        },
        "not one position per instruction",
    );
}

#[test]
fn exception_table_must_be_sorted_and_shallow_enough() {
    check(
        |code| code.exception_table.reverse(),
        "bad row in the exception table",
    );
    check(
        |code| code.exception_table[0].target = 999,
        "bad row in the exception table",
    );
    check(
        |code| {
            let row = code.exception_table[0];
            code.exception_table[0] = ExceptionEntry { depth: 9, ..row };
        },
        "handler expects a deeper stack",
    );
}

#[test]
fn nested_code_is_checked_too() {
    let module = gilsim::syntax::parse("def f(): return 1\n", "t.py").unwrap();
    let code = gilsim::compile::compile_module(&module, "t.py").unwrap();
    let mut code = CodeObject::clone(&code);
    for constant in &mut code.consts {
        if let gilsim::bytecode::Const::Code(inner) = constant {
            let mut spoilt = CodeObject::clone(inner);
            spoilt.instructions.clear();
            *inner = spoilt.into();
        }
    }
    assert_eq!(&*verify(&code).unwrap_err().code, "f");
}
