//! Programs that CPython refuses are refused here, on the same line and in the same words.
//! `tests/syntax_errors/record.py` records what CPython says.

use std::fs;
use std::path::Path;

fn first_error(program: &str) -> String {
    let result = gilsim::syntax::parse(program, "case.py")
        .and_then(|module| gilsim::compile::compile_module(&module, "case.py"));
    match result {
        Ok(_) => "0 no error".to_owned(),
        Err(errors) => format!("{} {}", errors[0].position.line, errors[0].message),
    }
}

#[test]
fn errors_are_those_of_cpython() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax_errors");
    let cases = fs::read_to_string(folder.join("cases.txt")).unwrap();
    let errors = fs::read_to_string(folder.join("errors.txt")).unwrap();
    let mut report = String::new();
    for (program, expect) in cases.split("-----\n").zip(errors.lines()) {
        let actual = first_error(program);
        if actual != expect {
            report += &format!("{program}  CPython: {expect}\n     ours: {actual}\n\n");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
