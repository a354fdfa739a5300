//! Programs that are valid by construction and reach into every corner of the interpreter: odd
//! arguments for every built-in function and method, classes whose special methods call, raise,
//! recurse and return the wrong type, containers that hold themselves or change while they are
//! iterated, generators, threads.

use std::fmt::Write;

use rand::Rng;
use rand_pcg::Pcg64Mcg;

use crate::draw::Draw;
use crate::words::{
    BINARY, BUILTINS, COMPARISONS, CONSTANTS, DUNDERS, EXCEPTIONS, FORMATS, LIBRARY_CALLS, METHODS,
    MODULES, NAMES, TEMPLATES, TYPES,
};

/// What every generated program begins with: `t` calls and tells what came of it.
const PROLOGUE: &str = "\
import sys, time, threading
from threading import Thread, Lock, RLock
def t(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as error:
        return error
def dig(x, k, *args, **kw):
    names = dir(x)
    return getattr(x, names[k % len(names)])(*args, **kw)
def count(n):
    for i in range(n):
        yield i
def g(x=0, *args, k=None, **kw):
    return (x, args, k, kw)
";

pub fn program(random: &mut Pcg64Mcg) -> String {
    let mut text = Text {
        random,
        out: PROLOGUE.to_string(),
        indent: 0,
        statements: 0,
    };
    text.values();
    for index in 0..text.below(3) {
        text.class(index);
    }
    for index in 0..text.below(3) {
        text.function(index);
    }
    for _ in 0..text.below(10) + 2 {
        if text.chance(3) {
            text.statement(Place::MODULE, 3);
        } else {
            text.tried();
        }
    }
    text.out
}

/// What may stand at a place.
#[derive(Clone, Copy)]
struct Place {
    function: bool,
    in_loop: bool,
}

impl Place {
    const MODULE: Place = Place {
        function: false,
        in_loop: false,
    };
}

struct Text<'a> {
    random: &'a mut Pcg64Mcg,
    out: String,
    indent: usize,
    statements: usize,
}

impl Draw for Text<'_> {
    fn random(&mut self) -> &mut Pcg64Mcg {
        self.random
    }
}

impl Text<'_> {
    fn name(&mut self) -> &'static str {
        self.pick(NAMES)
    }

    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn block(&mut self, header: &str, body: impl FnOnce(&mut Self)) {
        self.line(header);
        self.indent += 1;
        body(self);
        self.indent -= 1;
    }

    /// A value for every name, so that most of what follows finds one.
    fn values(&mut self) {
        for name in NAMES {
            let value = match self.below(4) {
                0 => self.constant(),
                _ => self.display(2),
            };
            self.line(&format!("{name} = t(lambda: {value})"));
        }
        if self.chance(4) {
            self.line("a = []; a.append(a); b = {0: a}; b[1] = b; c = [a, b]");
        }
    }

    fn class(&mut self, index: usize) {
        let base = match self.below(4) {
            0 => String::new(),
            1 if index > 0 => format!("(C{})", index - 1),
            2 => format!("({})", self.pick(EXCEPTIONS)),
            _ => format!("({})", self.pick(TYPES)),
        };
        self.line("try:");
        self.indent += 1;
        self.block(&format!("class C{index}{base}:"), |text| {
            if text.chance(8) {
                let slots = text.pick(&["()", "('x',)", "('x', 'y')", "['__dict__']"]);
                text.line(&format!("__slots__ = {slots}"));
            }
            let name = text.name();
            let value = text.expression(1);
            text.line(&format!("{name} = t(lambda: {value})"));
            for _ in 0..text.below(6) + 1 {
                let dunder = text.pick(DUNDERS);
                let decorator = text.pick(&[
                    "",
                    "",
                    "",
                    "",
                    "",
                    "@property",
                    "@staticmethod",
                    "@classmethod",
                ]);
                if !decorator.is_empty() {
                    text.line(decorator);
                }
                text.block(&format!("def {dunder}(self, *args, **kw):"), |text| {
                    for _ in 0..text.below(2) {
                        text.statement(IN_FUNCTION, 1);
                    }
                    let result = match text.below(8) {
                        0 => "self".to_string(),
                        1 => format!("super().{dunder}(*args, **kw)"),
                        2 => format!("self.{dunder}(*args, **kw)"),
                        3 => "args".to_string(),
                        4 => format!(
                            "{}(self)",
                            text.pick(&[
                                "repr", "hash", "len", "iter", "str", "bool", "next", "list"
                            ])
                        ),
                        _ => text.expression(2),
                    };
                    let keyword = text.pick(&["return", "return", "return", "yield", "raise"]);
                    text.line(&format!("{keyword} {result}"));
                });
            }
        });
        let name = self.name();
        let arguments = self.arguments(1);
        self.line(&format!("{name} = C{index}({arguments})"));
        self.indent -= 1;
        self.line("except Exception: pass");
    }

    fn function(&mut self, index: usize) {
        let parameters = self.pick(&[
            "",
            "x",
            "x=0, *y",
            "x, /, y=1, *, z=2",
            "*x, **y",
            "x=[], *, y",
        ]);
        if self.chance(6) {
            let decorator = self.pick(&["staticmethod", "t", "g", "list", "property", "repr"]);
            self.line(&format!("@(lambda f: t({decorator}, f))"));
        }
        let generator = self.chance(2);
        self.block(&format!("def f{index}({parameters}):"), |text| {
            if text.chance(4) {
                let name = text.name();
                text.line(&format!("global {name}"));
            }
            for _ in 0..text.below(4) + 1 {
                text.statement(IN_FUNCTION, 3);
                if generator {
                    let value = text.expression(1);
                    let word = text.pick(&["yield", "yield from", "h = yield"]);
                    text.line(&format!("{word} {value}"));
                }
            }
        });
        let name = self.name();
        let arguments = self.arguments(1);
        self.line(&format!("{name} = t(lambda: f{index}({arguments}))"));
    }

    /// An expression or two that may fail without ending the program.
    fn tried(&mut self) {
        let expression = self.expression(3);
        match self.below(8) {
            0 => self.line(&format!("print(t(lambda: {expression}))")),
            1 => {
                let name = self.name();
                self.line(&format!("{name} = t(lambda: {expression})"));
            }
            2 => self.line(&format!("t(repr, t(lambda: {expression}))")),
            3 => {
                let threads = self.below(4);
                self.block(&format!("for i in range({threads}):"), |text| {
                    let daemon = text.pick(&["True", "False"]);
                    text.line(&format!(
                        "Thread(target=t, args=(lambda: {expression},), daemon={daemon}).start()"
                    ));
                });
            }
            _ => self.line(&format!("t(lambda: {expression})")),
        }
    }

    fn statements(&mut self, place: Place, depth: usize) {
        for _ in 0..self.below(2) + 1 {
            self.statement(place, depth);
        }
    }

    fn statement(&mut self, place: Place, depth: usize) {
        self.statements += 1;
        if depth == 0 || self.statements > 60 {
            let value = self.expression(2);
            return self.line(&format!("t(lambda: {value})"));
        }
        let name = self.name();
        let value = self.expression(2);
        match self.below(24) {
            0 => self.line(&format!("{name} = {value}")),
            1 => {
                let operator = self.pick(BINARY);
                self.line(&format!("{name} {operator}= {value}"));
            }
            2 => {
                let key = self.expression(1);
                let operator = self.pick(BINARY);
                let operator = if self.chance(2) { operator } else { "" };
                self.line(&format!("{name}[{key}] {operator}= {value}"));
            }
            3 => self.line(&format!("{name}.x = {value}")),
            4 => {
                let target = self.pick(&[
                    "a, b",
                    "a, *b",
                    "*a, b",
                    "[a, (b, c)]",
                    "a, *b, c",
                    "a[0], b.x",
                    "a[:]",
                    "(*a,)",
                ]);
                self.line(&format!("{target} = {value}"));
            }
            5 => {
                let target = self.pick(&["[0]", "[:]", ".x", "[::2]", "['a']", "[-1]"]);
                self.line(&format!("del {name}{target}"));
            }
            6 => {
                self.block(&format!("if {value}:"), |text| {
                    text.statements(place, depth - 1)
                });
                if self.chance(2) {
                    self.block("else:", |text| text.statements(place, depth - 1));
                }
            }
            7 | 8 => {
                let within = Place {
                    in_loop: true,
                    ..place
                };
                self.block(&format!("for {name} in {value}:"), |text| {
                    text.statements(within, depth - 1);
                });
                if self.chance(3) {
                    self.block("else:", |text| text.statements(place, depth - 1));
                }
            }
            9 => {
                let within = Place {
                    in_loop: true,
                    ..place
                };
                self.block(&format!("while {value}:"), |text| {
                    text.statements(within, depth - 1);
                    if !text.chance(4) {
                        text.line("break");
                    }
                });
            }
            10..=12 => self.try_statement(place, depth),
            13 => {
                let target = self.pick(&["", " as a", " as (a, b)", " as a.x", " as b[0]"]);
                let manager = match self.below(3) {
                    0 => "Lock()".to_string(),
                    _ => value,
                };
                self.block(&format!("with {manager}{target}:"), |text| {
                    text.statements(place, depth - 1);
                });
            }
            14 if place.in_loop => {
                let word = self.pick(&["break", "continue"]);
                self.line(word);
            }
            15 if place.function => self.line(&format!("return {value}")),
            16 => {
                let exception = self.pick(EXCEPTIONS);
                let cause = self.pick(&["", "", " from None", " from ValueError(1)", " from a"]);
                self.line(&format!("raise {exception}({value}){cause}"));
            }
            17 => self.line(&format!("assert {value}, {name}")),
            18 => self.nested_function(place, depth),
            19 => self.line(&format!("print({value}, {name}, sep=str(a), end='')")),
            20 => {
                let module = self.pick(MODULES);
                self.line(&format!("from {module} import *").replace(
                    "import *",
                    if place.function {
                        "import __name__ as a"
                    } else {
                        "import *"
                    },
                ));
            }
            21 => self.line(&format!("{name} = lambda *x, y={name}: {value}")),
            _ => self.line(&format!("{name} = t(lambda: {value})")),
        }
    }

    fn try_statement(&mut self, place: Place, depth: usize) {
        self.block("try:", |text| text.statements(place, depth - 1));
        let handlers = self.below(3);
        for _ in 0..handlers {
            let header = match self.below(4) {
                0 => "except (ValueError, TypeError) as error:".to_string(),
                1 => format!("except {}:", self.name()),
                2 => format!("except {} as b:", self.pick(EXCEPTIONS)),
                _ => "except Exception as error:".to_string(),
            };
            self.block(&header, |text| {
                text.statements(place, depth - 1);
                if text.chance(4) {
                    text.line("raise");
                }
            });
        }
        if handlers > 0 && self.chance(3) {
            self.block("else:", |text| text.statements(place, depth - 1));
        }
        if handlers == 0 || self.chance(2) {
            self.block("finally:", |text| text.statements(place, depth - 1));
        }
    }

    fn nested_function(&mut self, place: Place, depth: usize) {
        let name = self.name();
        if place.function {
            self.line("shared = 0");
        }
        self.block(&format!("def inner({name}={name}):"), |text| {
            if place.function && text.chance(3) {
                text.line("nonlocal shared");
            }
            text.statements(IN_FUNCTION, depth - 1);
            if text.chance(2) {
                let value = text.expression(1);
                text.line(&format!("yield {value}"));
            }
        });
        let call = self.pick(&[
            "inner()",
            "list(inner())",
            "next(inner())",
            "inner().throw(ValueError)",
            "inner().close()",
        ]);
        self.line(&format!("t(lambda: {call})"));
    }

    fn constant(&mut self) -> String {
        match self.below(6) {
            0 => format!("{}", self.random.next_u64() as i64 >> self.below(64)).replace('-', "-"),
            1 => format!("{:?}", f64::from_bits(self.random.next_u64()))
                .replace("NaN", "float('nan')")
                .replace("inf", "float('inf')"),
            _ => self.pick(CONSTANTS).to_string(),
        }
    }

    fn display(&mut self, depth: usize) -> String {
        let items: Vec<String> = (0..self.below(4))
            .map(|_| self.expression(depth - 1))
            .collect();
        let star = if self.chance(6) { "*a, " } else { "" };
        match self.below(9) {
            0 => format!(
                "({star}{})",
                items.iter().map(|it| format!("{it}, ")).collect::<String>()
            ),
            1 => format!(
                "{{{}}}",
                items
                    .iter()
                    .map(|it| format!("{it}: b"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            2 => format!(
                "{{{}}}",
                if items.is_empty() {
                    "1".to_string()
                } else {
                    items.join(", ")
                }
            ),
            3 => format!("frozenset([{}])", items.join(", ")),
            4 => format!("bytearray([{}])", self.below(256)),
            5 => format!(
                "range({})",
                (items.iter().take(3).cloned().collect::<Vec<_>>()).join(", ")
            ),
            6 => format!("iter([{}])", items.join(", ")),
            _ => format!("[{star}{}]", items.join(", ")),
        }
    }

    fn arguments(&mut self, depth: usize) -> String {
        let mut all: Vec<String> = (0..self.below(4)).map(|_| self.expression(depth)).collect();
        match self.below(12) {
            0 => all.push("*a".to_string()),
            1 => all.push("**b".to_string()),
            2 => all.push(format!("key={}", self.expression(0))),
            3 => all.push(format!(
                "{}={}",
                self.pick(&[
                    "reverse", "sep", "end", "default", "start", "step", "strict", "maxlen",
                    "timeout", "initial", "base", "encoding", "errors", "ndigits", "repeat",
                    "func", "name", "file", "blocking", "n",
                ]),
                self.expression(0)
            )),
            _ => {}
        }
        all.join(", ")
    }

    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 || self.out.len() > 20_000 {
            return match self.below(3) {
                0 => self.constant(),
                _ => self.name().to_string(),
            };
        }
        let below = depth - 1;
        match self.below(26) {
            0 => self.constant(),
            1 => self.display(depth),
            2 | 3 => {
                let (left, right) = (self.expression(below), self.expression(below));
                format!("({left} {} {right})", self.pick(BINARY))
            }
            4 => {
                let (left, right) = (self.expression(below), self.expression(below));
                format!("({left} {} {right})", self.pick(COMPARISONS))
            }
            5 => format!(
                "({}{})",
                self.pick(&["-", "+", "~", "not "]),
                self.expression(below)
            ),
            6..=9 => {
                let arguments = self.arguments(below);
                format!("{}({arguments})", self.pick(BUILTINS))
            }
            10..=13 => {
                let (receiver, arguments) = (self.expression(below), self.arguments(below));
                format!("({receiver}).{}({arguments})", self.pick(METHODS))
            }
            14 => {
                let (receiver, arguments) = (self.expression(below), self.arguments(below));
                let separator = if arguments.is_empty() { "" } else { ", " };
                format!("dig({receiver}, {}{separator}{arguments})", self.below(120))
            }
            15 => {
                let arguments = self.arguments(below);
                let separator = if arguments.is_empty() { "" } else { ", " };
                format!(
                    "dig(__import__('{}'), {}{separator}{arguments})",
                    self.pick(MODULES),
                    self.below(120)
                )
            }
            16 => {
                let (module, function) = self.pick(LIBRARY_CALLS);
                let arguments = self.arguments(below);
                format!("__import__('{module}').{function}({arguments})")
            }
            17 => {
                let (receiver, index) = (self.expression(below), self.expression(below));
                format!("({receiver})[{index}]")
            }
            18 => {
                let receiver = self.expression(below);
                let part = |text: &mut Self| {
                    if text.chance(3) {
                        String::new()
                    } else {
                        text.expression(0)
                    }
                };
                format!("({receiver})[{}:{}:{}]", part(self), part(self), part(self))
            }
            19 => self.comprehension(below),
            20 => format!(
                "({} if {} else {})",
                self.expression(below),
                self.expression(below),
                self.expression(below)
            ),
            21 => format!(
                "({} {} {})",
                self.expression(below),
                self.pick(&["and", "or"]),
                self.expression(below)
            ),
            22 => format!(
                "format({}, '{}')",
                self.expression(below),
                self.pick(FORMATS)
            ),
            23 => {
                let value = self.expression(0);
                let value = if value.contains(['\'', '"', '{', '\\']) {
                    "a".to_string()
                } else {
                    value
                };
                let format = self.pick(FORMATS);
                let format = if format == "{}" { "{i}" } else { format };
                let mut text = String::new();
                let _ = write!(
                    text,
                    "f'{{({value}){}:{}}}'",
                    self.pick(&["", "!r", "!s", "!a"]),
                    format
                );
                text
            }
            24 => format!("('{}' % {})", self.pick(TEMPLATES), self.expression(below)),
            _ => format!(
                "(lambda x={}: {})({})",
                self.expression(0),
                self.expression(below),
                self.arguments(0)
            ),
        }
    }

    fn comprehension(&mut self, depth: usize) -> String {
        let (value, source) = (self.expression(depth), self.expression(depth));
        let condition = if self.chance(3) {
            format!(" if {}", self.expression(depth))
        } else {
            String::new()
        };
        let more = if self.chance(4) { " for y in a" } else { "" };
        let clauses = format!("for x in {source}{more}{condition}");
        match self.below(5) {
            0 => format!("[{value} {clauses}]"),
            1 => format!("{{{value} {clauses}}}"),
            2 => format!("{{x: {value} {clauses}}}"),
            3 => format!("({value} {clauses})"),
            _ => format!("list({value} {clauses})"),
        }
    }
}

const IN_FUNCTION: Place = Place {
    function: true,
    in_loop: false,
};
