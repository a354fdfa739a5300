//! Hostile programs end in a diagnostic: no stack overflow, no explosion of code. Test threads
//! have two megabytes of stack, and debug builds the largest frames.

use gilsim::compile::compile_module;
use gilsim::syntax::{DiagnosticKind, parse};

/// The first message, or "compiles".
fn outcome(program: &str) -> String {
    match parse(program, "t.py").and_then(|module| compile_module(&module, "t.py")) {
        Ok(_) => "compiles".to_owned(),
        Err(errors) => errors[0].message.clone(),
    }
}

#[track_caller]
fn check(program: String, expect: &str) {
    assert_eq!(outcome(&program), expect);
}

#[test]
fn brackets_nest_as_deep_as_in_cpython() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    check(nested(199), "compiles");
    check(nested(200), "too many nested parentheses");
    check("(".repeat(100_000), "too many nested parentheses");
    check("f(".repeat(100_000), "too many nested parentheses");
    check(
        format!("{}x{}", "f(".repeat(120), ")".repeat(120)),
        "compiles",
    );
    check(
        format!("{}x{}", "f(-x[".repeat(120), "])".repeat(120)),
        "too many nested parentheses",
    );
    check(
        format!("{}x{}", "f(--x[".repeat(99), "])".repeat(99)),
        "too many nested expressions",
    );
    check("f'{".repeat(50_000), "too many nested parentheses");
}

#[test]
fn operators_may_be_many_but_not_deep() {
    check(format!("a{}", "+a".repeat(2_900)), "compiles");
    check(
        format!("a{}", "+a".repeat(50_000)),
        "too many operators in one expression",
    );
    check(
        format!("x = {}a", "not ".repeat(50_000)),
        "too many operators in one expression",
    );
    check(format!("x = {}a", "not ".repeat(250)), "compiles");
    check(
        format!("x = {}a", "not ".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = {}a", "-".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = a{}", "**a".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = a{}", ".b".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = a{}", "()".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = a{}", "[0]".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = {}a", "lambda: ".repeat(2_900)),
        "too many nested expressions",
    );
    check(
        format!("x = {}a", "lambda x, y: ".repeat(50_000)),
        "too many operators in one expression",
    );
    check(
        format!("x = {}c", "a if b else ".repeat(1_400)),
        "too many nested expressions",
    );
    check(format!("x = a{}", " and a".repeat(2_900)), "compiles");
    check(format!("x = a{}", " < a".repeat(2_900)), "compiles");
    check(format!("x = {}", "a, ".repeat(100_000)), "compiles");
    check(format!("x = [{}]", "-a, ".repeat(100_000)), "compiles");
    check(format!("{}1", "a = ".repeat(10_000)), "compiles");
}

#[test]
fn statements_nest_as_deep_as_in_cpython() {
    check(
        format!("if a: pass\n{}", "elif a: pass\n".repeat(10_000)),
        "compiles",
    );
    let nested = |header: &str, depth: usize| {
        let mut program = String::new();
        for level in 0..depth {
            program += &format!("{}{header}:\n", " ".repeat(level));
        }
        program + &" ".repeat(depth) + "pass\n"
    };
    check(nested("if a", 98), "compiles");
    check(nested("if a", 100), "too many levels of indentation");
    check(nested("if a", 5_000), "too many levels of indentation");
    check(nested("for a in b", 20), "compiles");
    check(
        nested("for a in b", 21),
        "too many statically nested blocks",
    );
    check(nested("with a", 21), "too many statically nested blocks");
    check(nested("def f()", 98), "compiles");
    check(nested("class C", 98), "compiles");
    check(
        format!("with {}a: pass", "a, ".repeat(1_000)),
        "too many statically nested blocks",
    );
}

#[test]
fn copies_of_finally_blocks_are_bounded() {
    let nested = |depth: usize| {
        let mut program = "def f():\n".to_owned();
        for level in 1..=depth {
            let indent = " ".repeat(level);
            program += &format!("{indent}try: a()\n{indent}finally:\n");
        }
        program + &format!("{}b()\n", " ".repeat(depth + 1))
    };
    check(nested(10), "compiles");
    check(
        nested(19),
        "too much code: simplify nested 'finally' blocks",
    );
}

#[test]
fn long_integers_and_strings_are_refused_before_they_cost() {
    check(format!("x = {}", "9".repeat(4_300)), "compiles");
    assert!(outcome(&format!("x = {}", "9".repeat(5_000))).starts_with("Exceeds the limit"));
    check(format!("x = 0x{}", "f".repeat(100_000)), "compiles");
    check("x = 'a' * 10**12".to_owned(), "compiles");
    check("x = 2 ** 10 ** 10 ** 10".to_owned(), "compiles");
    check("x = 1 << 10 ** 18".to_owned(), "compiles");
    check("x = ((0,) * 256,) * 256".to_owned(), "compiles");
}

#[test]
fn every_unsupported_construct_is_reported_at_once() {
    let program = "x = '\\ud800'\ny = 1\nz = f'{y}\\udc00'\n";
    let errors = parse(program, "t.py").unwrap_err();
    assert!(
        errors
            .iter()
            .all(|it| it.kind == DiagnosticKind::Unsupported && it.help.is_some())
    );
    let places: Vec<String> = errors
        .iter()
        .map(|it| format!("{} {}", it.position.line, it.message))
        .collect();
    assert_eq!(
        places,
        [
            "1 a lone surrogate in a string is not supported",
            "3 a lone surrogate in a string is not supported",
        ]
    );
}
