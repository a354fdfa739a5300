//! The programs that are measured: statements, each many times in a row, in a loop. Plain Python
//! that 2.7 and every 3 understand.

use std::fmt::Write;

/// A statement, and what it does in C (which instructions do not tell).
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Executed many times in a row; may have several lines.
    pub statement: &'static str,
    pub native: Native,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Native {
    Nothing,
    /// So many calls of each kind.
    Function(f64),
    Method(f64),
    Class(f64),
    /// A call that does so many steps of work.
    ListScan(f64),
    SortComparison(f64),
    SumItem(f64),
    TextScan(f64),
}

/// How often a statement stands in the loop.
pub const TIMES: usize = 8;

/// The items of the lists that natives work through.
pub const MANY: usize = 3_000_000;
const SORTED: usize = 20_000;
const TEXT: usize = 400_000;

/// Comparisons of a merge sort of shuffled items: n log₂ n − 1.25 n.
const COMPARISONS: f64 = SORTED as f64 * (14.288 - 1.25);

const fn plain(statement: &'static str) -> Shape {
    Shape {
        statement,
        native: Native::Nothing,
    }
}

const fn native(statement: &'static str, native: Native) -> Shape {
    Shape { statement, native }
}

pub const SHAPES: &[Shape] = &[
    plain("c = a"),
    plain("c = 7"),
    plain("c = a; e = b"),
    plain("a; b; c"),
    plain("a + b"),
    plain("c = a + b"),
    plain("c = a - 1"),
    plain("c = a * b + a"),
    plain("c = a // 2"),
    plain("c = a & b"),
    plain("n += 1"),
    plain("c = x + y"),
    plain("c = x * y - x"),
    plain("c = a < b"),
    plain("c = a == b"),
    plain("if a < b: c = a"),
    plain("if a > b: c = a"),
    plain("if flag: c = a"),
    plain("if not flag: c = a"),
    plain("if a: c = b"),
    plain("if box: c = b"),
    plain("if a is None: c = b"),
    plain("c = a is b"),
    plain("c = not flag"),
    plain("c = b if flag else a"),
    plain("c = -a"),
    plain("c = a in t"),
    plain("c = 'k' in d"),
    plain("c = G"),
    plain("c = G; e = H"),
    plain("G"),
    plain("G = a"),
    plain("G += 1"),
    plain("c = box.n"),
    plain("c = box.n; e = box.m"),
    plain("box.n = a"),
    plain("box.n += 1"),
    plain("box.method()"),
    plain("box.grow(1)"),
    plain("c = l[1]"),
    plain("c = t[0]"),
    plain("c = d['k']"),
    plain("l[1] = a"),
    plain("d['k'] = a"),
    plain("l[0] += 1"),
    plain("d['k'] += 1"),
    plain("c = l[1:3]"),
    plain("c = (a, b)"),
    plain("c = [a, b]"),
    plain("c = {'k': a}"),
    plain("c, e = b, a"),
    plain("c, e = t"),
    plain("for i in t: pass"),
    plain("for i in ten: c = i"),
    plain("for i in ten: c += i"),
    native("for i in numbers(1000, 1010): pass", Native::Class(1.0)),
    native("for i in numbers(1000, 1020): c = i", Native::Class(1.0)),
    native(
        "for i in numbers(1000, 1020): c = c + i",
        Native::Class(1.0),
    ),
    plain("i = 1010\nwhile i - 1000: i -= 1"),
    plain("i = 1010\nwhile i > 1000: i -= 1"),
    plain("i = 1000\nwhile i < 1010:\n    i += 1\n    if i == 1005: continue\n    c = i"),
    plain("c = [i for i in ten]"),
    plain("c = [i + a for i in ten if i < b]"),
    plain("nothing()"),
    plain("c = identity(a)"),
    plain("c = add(a, b)"),
    plain("c = add(a=a, b=b)"),
    plain("c = add(*t)"),
    plain("closure()"),
    plain("counter()"),
    plain("for i in generator(): pass"),
    plain("fib(6)"),
    native("c = len(l)", Native::Function(1.0)),
    native("c = abs(a)", Native::Function(1.0)),
    native("c = isinstance(a, int)", Native::Function(1.0)),
    native("c = max(a, b)", Native::Function(1.0)),
    native("c = s.count('a')", Native::Method(1.0)),
    native("c = s.startswith('a')", Native::Method(1.0)),
    native("c = d.get('k')", Native::Method(1.0)),
    native("l.append(a)\nl.pop()", Native::Method(2.0)),
    native("c = int(x)", Native::Class(1.0)),
    native("c = float(a)", Native::Class(1.0)),
    native("c = int(a)", Native::Class(1.0)),
    native("MANY.count(-1)", Native::ListScan(MANY as f64)),
    native("sum(SHUFFLED)", Native::SumItem(SORTED as f64)),
    native("sorted(SHUFFLED)", Native::SortComparison(COMPARISONS)),
    native("TEXT.count('b')", Native::TextScan(TEXT as f64)),
];

/// Everything that the shapes use (numbers too large to be kept ready by CPython, as most are), and one function per shape: `shape_N(rounds)`.
pub fn functions() -> String {
    let mut text = format!(
        "\
try:
    numbers = xrange
except NameError:
    numbers = range
G = 1000
H = 2000
ten = tuple(range(1000, 1010))
MANY = list(range({MANY}))
SHUFFLED = [i * 7919 % 20011 for i in range({SORTED})]
TEXT = 'a' * {TEXT}

class Box(object):
    def __init__(self):
        self.n = 1000
        self.m = 2000
    def method(self):
        pass
    def grow(self, by):
        self.n += by

def nothing():
    pass

def identity(x):
    return x

def add(a, b):
    return a + b

def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

def generator():
    yield 1
    yield 2
    yield 3
    yield 4

def make_closure():
    free = 1
    def closure():
        return free + free + free + free
    return closure

def make_counter():
    cells = [0]
    step = 1
    def counter():
        cells[0] += step
        return step
    return counter

def empty(rounds):
    for _ in rounds:
        pass

"
    );
    for (index, shape) in SHAPES.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\
def shape_{index}(rounds):
    global G
    a = 3000; b = 5000; c = e = n = 1000; x = 0.5; y = 2.5; flag = False; s = 'abcabc'
    t = (1000, 2000); l = [1000, 2000, 3000, 4000]; d = {{'k': 1000}}; box = Box()
    closure = make_closure(); counter = make_counter()
    for _ in rounds:
"
        );
        for _ in 0..times(shape) {
            for line in shape.statement.lines() {
                let _ = writeln!(text, "        {line}");
            }
        }
        text.push('\n');
    }
    text
}

/// How often the statement of a shape stands in its loop: long work once.
pub fn times(shape: &Shape) -> usize {
    match shape.native {
        Native::ListScan(_)
        | Native::SortComparison(_)
        | Native::SumItem(_)
        | Native::TextScan(_) => 1,
        _ => TIMES,
    }
}
