//! Programs without an end, or without measure, end all the same: soon, with a clear message and
//! the right exit status.

mod common;

use common::run_program as run;

#[track_caller]
fn check(name: &str, program: &str, status: i32, message: &str) {
    let ended = run(name, program, &["--until", "10ms"]);
    let stderr = &ended.stderr;
    assert_eq!(ended.status, status, "{program}\n{stderr}");
    assert!(stderr.contains(message), "no `{message}` in\n{stderr}");
}

/// A native call that takes its items from an iterator is cut short as a loop is.
#[test]
fn endless_iterators_meet_the_limit_of_time() {
    for (name, expression) in [
        ("list", "list(itertools.count())"),
        ("sum", "sum(itertools.count())"),
        ("range", "sum(range(10**12))"),
        ("max", "max(itertools.cycle([1]))"),
        ("tuple", "tuple(iter(int, 1))"),
        ("reduce", "functools.reduce(max, itertools.count())"),
    ] {
        let program = format!("import functools, itertools\n{expression}\n");
        check(name, &program, 124, "within 10ms of virtual time");
    }
}

/// What would not fit is refused before it is made.
#[test]
fn sizes_are_checked_before_anything_is_made() {
    for (name, expression) in [
        ("power", "10**10**10"),
        ("shift", "1 << 10**12"),
        ("zfill", "'x'.zfill(10**12)"),
        ("repeat", "[0] * 10**12"),
        ("bytes", "bytes(10**12)"),
        ("from-range", "list(range(10**12))"),
        ("bits", "__import__('random').getrandbits(10**10)"),
        ("tower", "2**10**9"),
        ("text", "'x' * 10**12"),
        ("translate", "('a' * 10**6).translate({97: 'x' * 10**6})"),
        (
            "product",
            "__import__('itertools').product([1], repeat=10**12)",
        ),
        ("width", "'%99999999999d' % 1"),
    ] {
        check(name, &format!("x = {expression}\n"), 1, "MemoryError");
    }
}

/// One thread and one lock are a deadlock too.
#[test]
fn a_thread_that_waits_for_itself_is_told_where() {
    let program = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n";
    check("self", program, 125, "program.py:4");
}

/// What grows step by step meets the limit of the heap; with room again the program goes on.
#[test]
fn a_growing_heap_meets_its_limit() {
    for (name, program) in [
        ("append", "x = []\nwhile True:\n    x.append(x)\n"),
        ("dict", "x = {}\nwhile True:\n    x[len(x)] = 1\n"),
        ("text", "x = 'x'\nwhile True:\n    x += x\n"),
        ("nest", "x = None\nwhile True:\n    x = [x]\n"),
        (
            "lazy",
            "import itertools\nx = list(itertools.product(range(1000), repeat=4))\n",
        ),
        (
            "caught",
            "x = []\ntry:\n    while True:\n        x.append([])\nexcept MemoryError:\n    x = None\nx = [0] * 100\nraise MemoryError(len(x))\n",
        ),
    ] {
        let ended = run(
            name,
            program,
            &["--until", "100s", "--set", "run.max_heap=64MiB"],
        );
        let stderr = &ended.stderr;
        assert_eq!(ended.status, 1, "{program}\n{stderr}");
        let last = if name == "caught" {
            "MemoryError: 100\n"
        } else {
            "MemoryError\n"
        };
        assert!(
            stderr.ends_with(last),
            "no `{last}` at the end of\n{stderr}"
        );
    }
}

/// Arithmetic that takes time by the product of the lengths is refused where it would take
/// minutes, though its numbers fit.
#[test]
fn long_arithmetic_ends() {
    for (name, expression) in [
        (
            "divide",
            "((1 << 60_000_000) + 1) // ((1 << 30_000_000) + 1)",
        ),
        (
            "modulo",
            "divmod((1 << 60_000_000) + 1, (1 << 30_000_000) + 1)",
        ),
        ("modulus", "pow(3, 1 << 10_000_000, (1 << 10_000_000) + 1)"),
        (
            "gcd",
            "math.gcd((1 << 10_000_000) + 1, (1 << 9_999_999) + 3)",
        ),
        ("root", "math.isqrt(1 << 60_000_000)"),
        ("choose", "math.comb(6_000_000, 3_000_000)"),
    ] {
        let program = format!("import math\nx = {expression}\n");
        let options = ["--until", "1000000s"];
        let ended = run(&format!("long-{name}"), &program, &options);
        let stderr = &ended.stderr;
        assert_eq!(ended.status, 1, "{program}\n{stderr}");
        assert!(stderr.ends_with("MemoryError\n"), "{program}\n{stderr}");
    }
}

/// A loop over copies of something large takes virtual time, whatever makes the copy.
#[test]
fn copies_take_time() {
    for (name, expression) in [
        ("hex", "b.hex()"),
        ("bytearray", "bytearray(b)"),
        ("find", "b.find(b'y')"),
        ("in", "b'y' in b"),
        ("equal", "s == t"),
        ("list", "list(l)"),
        ("dict", "{**d}"),
        ("set", "set(d) <= set(d)"),
        ("repr", "repr(s)"),
        ("pad", "s.rjust(len(s) + 5)"),
        ("to_bytes", "(1).to_bytes(10**6, 'big')"),
        ("title", "s.title()"),
        ("ascii", "ascii(s)"),
        ("strip", "s.strip('xyz')"),
        ("replace", "b.replace(b'a', b'b')"),
        ("hash", "hash(i)"),
        ("bit_count", "i.bit_count()"),
        ("eval", "eval('1')"),
    ] {
        let program = format!(
            "s, t, b = 'x' * 10**6, 'x' * (10**6 - 1) + 'y', bytes(10**6)\n\
             i, l = 1 << 10**6, [0] * 10**6\nd = dict.fromkeys(range(10**5))\n\
             while True:\n    {expression}\n"
        );
        let ended = run(&format!("copy-{name}"), &program, &["--until", "60ms"]);
        let stderr = &ended.stderr;
        assert_eq!(ended.status, 124, "{program}\n{stderr}");
    }
}

/// Each class of a deep hierarchy takes the longer to make the deeper it lies, in virtual time as
/// in memory; an attribute of the root does not walk through them all.
#[test]
fn deep_hierarchies_take_time() {
    let program = "root = C = type('C', (), {})\n\
                   for i in range(10**5):\n    C = type('C', (C,), {})\n    root.x = i\n";
    check("hierarchy", program, 124, "within 10ms of virtual time");
    let ended = run("hierarchy-long", program, &["--until", "1000000s"]);
    let stderr = &ended.stderr;
    assert!(stderr.ends_with("MemoryError\n"), "{stderr}");
}

/// Where every other class has two bases, there are more ways down than anybody could walk.
#[test]
fn a_ladder_of_bases_is_walked_once() {
    let program = "root = C = type('C', (), {})\n\
                   for i in range(60):\n    \
                   C = type('C', (type('A', (C,), {}), type('B', (C,), {})), {})\n\
                   root.__getattr__ = lambda self, name: name\nassert C().x == 'x'\n";
    let ended = run("ladder", program, &[]);
    let stderr = &ended.stderr;
    assert_eq!(ended.status, 0, "{stderr}");
}

/// However deep a text or a value is nested, and whoever calls whom: Rust's stack is not at
/// stake.
#[test]
fn depth_ends_in_recursion_error() {
    let nested = "a = []\nfor _ in range(10**5): a = [a]\n";
    let tuple = "a = ()\nfor _ in range(10**5): a = (a,)\n";
    let iterators = |wrap: &str| format!("x = [1]\nfor _ in range(10**5): x = {wrap}\nnext(x)\n");
    for (name, program) in [
        ("repr", format!("{nested}repr(a)\n")),
        ("format", format!("{nested}f'{{a}}'\n")),
        (
            "exception",
            "e = ValueError()\nfor _ in range(10**5): e = ValueError(e)\nstr(e)\n".to_string(),
        ),
        (
            "slice",
            "s = slice(1)\nfor _ in range(10**5): s = slice(s)\nrepr(s)\n".to_string(),
        ),
        (
            "method",
            "import types\nm = len\nfor _ in range(10**5): m = types.MethodType(len, m)\nstr(m)\n"
                .to_string(),
        ),
        ("equal", format!("{nested}b = a\n{nested}a == b\n")),
        ("hash", format!("{tuple}hash(a)\n")),
        ("less", format!("{tuple}b = a\n{tuple}a < b\n")),
        ("copy", format!("import copy\n{nested}copy.deepcopy(a)\n")),
        ("isinstance", format!("{tuple}isinstance(1, a)\n")),
        (
            "attribute",
            "f = len\nfor _ in range(10**5): f = staticmethod(f)\nf.__name__\n".to_string(),
        ),
        (
            "set",
            "a = b = 1\nfor _ in range(10**5): a, b = frozenset([a]), frozenset([b])\na == b\n"
                .to_string(),
        ),
        ("map", iterators("map(int, x)")),
        ("enumerate", iterators("enumerate(x)")),
        ("zip", iterators("zip(x)")),
        ("filter", iterators("filter(None, x)")),
        (
            "chain",
            format!("import itertools\n{}", iterators("itertools.chain(x)")),
        ),
        (
            "yield-from",
            "def g(n):\n    yield from g(n - 1)\nlist(g(10**5))\n".to_string(),
        ),
        (
            "getattr",
            "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x\n".to_string(),
        ),
        (
            "eq",
            "class A:\n    def __eq__(self, other): return self == other\nA() == A()\n".to_string(),
        ),
        (
            "key",
            "def k(x): return sorted([x], key=k)\nk(1)\n".to_string(),
        ),
        (
            "limit",
            "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()\n".to_string(),
        ),
    ] {
        let ended = run(&format!("deep-{name}"), &program, &["--until", "100s"]);
        let stderr = &ended.stderr;
        assert_eq!(ended.status, 1, "{program}\n{stderr}");
        assert!(stderr.contains("RecursionError"), "{program}\n{stderr}");
    }
}

/// What is deep and only made, iterated or dropped is no error.
#[test]
fn deep_structures_come_and_go() {
    for (name, program) in [
        ("list", "a = []\nfor _ in range(10**5): a = [a]\ndel a\n"),
        (
            "linked",
            "class N: pass\nx = None\nfor _ in range(10**5):\n    n = N()\n    n.next = x\n    x = n\ndel x, n\n",
        ),
        (
            "causes",
            "e = None\nfor i in range(10**4):\n    try:\n        raise ValueError(i) from e\n    except ValueError as x:\n        e = x\n",
        ),
        (
            "classes",
            "A = object\nfor _ in range(1000): A = type('A', (A,), {})\nassert len(A.__mro__) == 1001\n",
        ),
        (
            "except",
            "a = ValueError\nfor _ in range(10**5): a = (a,)\ntry:\n    try:\n        1 / 0\n    except a:\n        pass\nexcept TypeError as e:\n    assert 'do not inherit from BaseException' in str(e)\n",
        ),
    ] {
        let ended = run(&format!("made-{name}"), program, &["--until", "100s"]);
        let stderr = &ended.stderr;
        assert_eq!(ended.status, 0, "{program}\n{stderr}");
    }
}

/// Source text nests only as deep as it can be read.
#[test]
fn deep_texts_are_refused_before_they_run() {
    for (name, open, middle, close) in [
        ("brackets", "[", "", "]"),
        ("parentheses", "(", "1", ")"),
        ("signs", "-", "1", ""),
        ("calls", "", "f", "()"),
        ("lambdas", "lambda: ", "1", ""),
        ("choices", "1 if 0 else ", "1", ""),
    ] {
        let program = format!(
            "x = {}{middle}{}\n",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        check(&format!("text-{name}"), &program, 2, "program.py");
    }
}
