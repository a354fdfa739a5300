//! What the syntax tree and the disassembly look like.

use gilsim::bytecode::dis;
use gilsim::syntax::ast::Module;

fn parsed(program: &str) -> Module {
    gilsim::syntax::parse(program, "t.py").unwrap()
}

/// The tree on one line, with positions as line:column-line:column.
fn tree(program: &str) -> String {
    let text = format!("{:?}", parsed(program).body);
    let mut parts = text.split("Position { line: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (position, rest) = part.split_once(" }").unwrap();
        let numbers: Vec<&str> = position
            .split(", ")
            .map(|field| field.rsplit(' ').next().unwrap())
            .collect();
        let [line, end_line, column, end_column] = numbers[..] else {
            panic!("{position}");
        };
        out += &format!("{line}:{column}-{end_line}:{end_column}{rest}");
    }
    out
}

#[track_caller]
fn check(program: &str, expect: &str) {
    assert_eq!(tree(program), expect);
}

#[test]
fn runs_of_operators_are_flat() {
    check(
        "a + 1 - b\n",
        r#"[Stmt { at: 1:0-1:9, kind: Expr(Expr { at: 1:0-1:9, kind: Binary { first: Expr { at: 1:0-1:1, kind: Name("a") }, rest: [BinaryTerm { op: Add, right: Expr { at: 1:4-1:5, kind: Literal(Int(1)) }, at: 1:0-1:5 }, BinaryTerm { op: Subtract, right: Expr { at: 1:8-1:9, kind: Name("b") }, at: 1:0-1:9 }] } }) }]"#,
    );
}

#[test]
fn decorated_definitions_start_at_their_keyword() {
    check(
        "@d\ndef f(): pass\n",
        r#"[Stmt { at: 2:0-2:13, kind: FunctionDef(FunctionDef { name: "f", parameters: Parameters { positional_only: [], positional: [], varargs: None, keyword_only: [], varkeywords: None }, returns: None, decorators: [Expr { at: 1:1-1:2, kind: Name("d") }], body: [Stmt { at: 2:9-2:13, kind: Pass }], scope: ScopeId(1), is_async: false }) }]"#,
    );
}

#[test]
fn f_strings_join_neighbouring_text() {
    check(
        "f'a{x!r:>3}' 'b' f'c'\n",
        r#"[Stmt { at: 1:0-1:21, kind: Expr(Expr { at: 1:0-1:21, kind: JoinedStr([Expr { at: 1:2-1:3, kind: Literal(Str("a")) }, Expr { at: 1:3-1:11, kind: FormattedValue(FormattedValue { value: Expr { at: 1:4-1:5, kind: Name("x") }, conversion: Some(Repr), format_spec: Some(Expr { at: 1:7-1:10, kind: JoinedStr([Expr { at: 1:8-1:10, kind: Literal(Str(">3")) }]) }) }) }, Expr { at: 1:13-1:20, kind: Literal(Str("bc")) }]) }) }]"#,
    );
}

#[test]
fn generator_arguments_include_the_parentheses() {
    check(
        "f(x for x in y)\n",
        r#"[Stmt { at: 1:0-1:15, kind: Expr(Expr { at: 1:0-1:15, kind: Call(Call { function: Expr { at: 1:0-1:1, kind: Name("f") }, arguments: [Expr { at: 1:1-1:15, kind: Comprehension(Comprehension { kind: Generator, element: Expr { at: 1:2-1:3, kind: Name("x") }, value: None, generators: [Generator { target: Expr { at: 1:8-1:9, kind: Name("x") }, iter: Expr { at: 1:13-1:14, kind: Name("y") }, conditions: [], is_async: false }], scope: ScopeId(1) }) }], keywords: [] }) }) }]"#,
    );
}

#[test]
fn disassembly_has_the_layout_of_the_dis_module() {
    let module = parsed(
        "def f(lock, counts):\n    with lock:\n        for k in range(10):\n            counts[k] += 1\n",
    );
    let code = gilsim::compile::compile_module(&module, "t.py").unwrap();
    let expect = r#"
  0           RESUME                   0

  1           LOAD_CONST               0 (<code object f, file "t.py", line 1>)
              MAKE_FUNCTION
              STORE_NAME               0 (f)
              RETURN_CONST             1 (None)

Disassembly of <code object f, file "t.py", line 1>:
  1           RESUME                   0

  2           LOAD_FAST                0 (lock)
              BEFORE_WITH
      L1:     POP_TOP

  3           LOAD_GLOBAL              1 (range + NULL)
              LOAD_CONST               1 (10)
              CALL                     1
              GET_ITER
      L2:     FOR_ITER                20 (to L3)
              STORE_FAST               2 (k)

  4           LOAD_FAST_LOAD_FAST     18 (counts, k)
              COPY                     2
              COPY                     2
              BINARY_SUBSCR
              LOAD_CONST               2 (1)
              BINARY_OP               13 (+=)
              SWAP                     3
              SWAP                     2
              STORE_SUBSCR
              JUMP_BACKWARD            8 (to L2)

  3   L3:     END_FOR
              POP_TOP

  2   L4:     LOAD_CONST               0 (None)
              LOAD_CONST               0 (None)
              LOAD_CONST               0 (None)
              CALL                     2
              POP_TOP
              RETURN_CONST             0 (None)
      L5:     PUSH_EXC_INFO
              WITH_EXCEPT_START
              TO_BOOL
              POP_JUMP_IF_TRUE        33 (to L6)
              RERAISE                  2
      L6:     POP_TOP
      L7:     POP_EXCEPT
              POP_TOP
              POP_TOP
              RETURN_CONST             0 (None)

 --   L8:     COPY                     3
              POP_EXCEPT
              RERAISE                  1
ExceptionTable:
  L1 to L4 -> L5 [1] lasti
  L5 to L7 -> L8 [3] lasti
"#;
    assert_eq!(dis(&code), expect.trim_start_matches('\n'));
}
