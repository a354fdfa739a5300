//! The compiler writes the instructions that CPython 3.13 writes, at the same places in the
//! source and under the same handlers. `tests/dis/record.py` records what CPython does.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use gilsim::bytecode::{CodeObject, Const, Opcode, argument};

fn spell(code: &CodeObject, index: usize) -> String {
    let instruction = code.instructions[index];
    match instruction.opcode {
        opcode if opcode.is_jump() => format!("to {}", instruction.oparg),
        Opcode::LOAD_CONST | Opcode::RETURN_CONST => {
            match &code.consts[instruction.oparg as usize] {
                Const::Code(inner) => format!("<code {}>", inner.name),
                _ => argument(code, index),
            }
        }
        _ => argument(code, index),
    }
}

fn describe(code: &CodeObject, numbered: &[&str], out: &mut String) {
    let _ = writeln!(
        out,
        "code {} line {} args {}/{}/{}",
        code.qualname,
        code.first_line,
        code.arg_count,
        code.posonly_arg_count,
        code.kwonly_arg_count
    );
    for (index, instruction) in code.instructions.iter().enumerate() {
        let name = instruction.opcode.name();
        let mut spelt = spell(code, index);
        if spelt.is_empty() && numbered.contains(&name) {
            spelt = instruction.oparg.to_string();
        }
        let at = code.positions[index];
        let _ = writeln!(
            out,
            "  {name} {spelt} @ {} {} {} {}",
            at.line, at.end_line, at.column, at.end_column
        );
    }
    for row in &code.exception_table {
        let lasti = if row.lasti { " lasti" } else { "" };
        let _ = writeln!(
            out,
            "  handler {}..{} to {} depth {}{lasti}",
            row.start, row.end, row.target, row.depth
        );
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            describe(inner, numbered, out);
        }
    }
}

fn compiled(path: &Path, expect: &str) -> String {
    let text = fs::read_to_string(path).unwrap();
    let filename = path.file_name().unwrap().to_str().unwrap();
    let module = match gilsim::syntax::parse(&text, filename) {
        Ok(module) => module,
        Err(errors) => return errors.iter().map(|error| format!("{error}\n")).collect(),
    };
    let code = match gilsim::compile::compile_module(&module, filename) {
        Ok(code) => code,
        Err(errors) => return errors.iter().map(|error| format!("{error}\n")).collect(),
    };
    gilsim::bytecode::verify(&code).unwrap();
    // Which opcodes show their operand as a number, CPython's listing itself tells.
    let numbered: Vec<&str> = expect
        .lines()
        .filter_map(|line| {
            let (head, _) = line.strip_prefix("  ")?.split_once(" @")?;
            let (name, operand) = head.split_once(' ')?;
            operand.trim().parse::<u32>().ok().map(|_| name)
        })
        .collect();
    let mut out = String::new();
    describe(&code, &numbered, &mut out);
    out
}

#[test]
fn instructions_positions_and_handlers_are_those_of_cpython() {
    let root = std::env::var_os("DIS_SAMPLES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dis"),
        Into::into,
    );
    let mut samples: Vec<_> = fs::read_dir(root.join("samples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    samples.sort();
    assert!(!samples.is_empty());
    let mut report = String::new();
    for sample in samples {
        let name = sample.file_stem().unwrap().to_str().unwrap();
        let expected = root.join("expected").join(format!("{name}.txt"));
        let expect = fs::read_to_string(&expected).unwrap();
        let actual = compiled(&sample, &expect);
        let differs = |(_, (a, b)): &(usize, (&str, &str))| a != b;
        if expect != actual {
            let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
            fs::write(&written, &actual).unwrap();
            let first = expect.lines().zip(actual.lines()).enumerate().find(differs);
            let _ = writeln!(
                report,
                "{name}: first difference {first:?}; see diff {} {}",
                expected.display(),
                written.display()
            );
        }
    }
    assert!(report.is_empty(), "{report}");
}
