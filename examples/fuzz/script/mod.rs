//! Programs that mean something: written from a grammar whose expressions have types, so that
//! most of them compute and print instead of failing. What one prints follows from its text
//! alone, on every Python. They serve the comparison with CPython and the search for panics.
//!
//! A template is Python with placeholders:
//!
//! | placeholder | becomes |
//! | --- | --- |
//! | `@i` `@f` `@s` `@b` `@o` `@l` `@w` `@t` `@d` `@e` `@a` | an int, float, str, bytes, bool, list of ints, list of words, tuple, dict, set, anything |
//! | `@q` | a constant or a variable of any type |
//! | `@I` `@O` `@A`, `@W` `@Q` | an int, bool, anything in which `x` is an int; a str, bool in which `w` is a str |
//! | `@n` `@p` `@z` `@k` | a digit, a digit but 0, a small int with its sign, a letter in quotes |
//! | `@S` `@R` `@T`, `@P` | a format for an int, a float, a str; one for `%` |
//! | `@E` `@X` `@%` | an exception, a class of exceptions, an operator |
//! | `:i` (and the other types) | a variable to assign to |
//! | `@@` `@@loop` `@@func` `@@gen` | a few statements; within a loop, function, generator |
//! | `$` `$$` `@!` | a number of this template's own, `$`, `@` |

mod format;
mod leaf;

use rand_pcg::Pcg64Mcg;

use crate::draw::Draw;

const PROLOGUE: &str = include_str!("prologue.py");
const EXPRESSIONS: &str = concat!(
    include_str!("numbers.txt"),
    include_str!("text.txt"),
    include_str!("containers.txt"),
);
const STATEMENTS: &str = concat!(
    include_str!("control.txt"),
    "--\n",
    include_str!("functions.txt"),
    "--\n",
    include_str!("classes.txt"),
    "--\n",
    include_str!("library.txt"),
);

/// What a program imports if it mentions it.
const MODULES: &[&str] = &[
    "array",
    "base64",
    "bisect",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "inspect",
    "io",
    "itertools",
    "json",
    "math",
    "operator",
    "random",
    "re",
    "statistics",
    "string",
    "sys",
    "textwrap",
    "traceback",
    "types",
    "typing",
];
/// Statements of a program, however deep.
const MAX_STATEMENTS: usize = 40;
/// Characters of one expression, roughly.
const MAX_EXPRESSION: usize = 400;

/// The templates, by what they make.
pub struct Grammar {
    expressions: Vec<(Kind, Vec<&'static str>)>,
    statements: Vec<Statement>,
}

struct Statement {
    lines: Vec<&'static str>,
    needs: Needs,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    Loop,
    Function,
    Generator,
}

/// The type of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Int,
    Float,
    Str,
    Bytes,
    Bool,
    Ints,
    Words,
    Tuple,
    Dict,
    Set,
    Any,
}

impl Kind {
    const ALL: [(Kind, char, &str); 11] = [
        (Kind::Int, 'i', "int"),
        (Kind::Float, 'f', "float"),
        (Kind::Str, 's', "str"),
        (Kind::Bytes, 'b', "bytes"),
        (Kind::Bool, 'o', "bool"),
        (Kind::Ints, 'l', "ints"),
        (Kind::Words, 'w', "strs"),
        (Kind::Tuple, 't', "tuple"),
        (Kind::Dict, 'd', "dict"),
        (Kind::Set, 'e', "set"),
        (Kind::Any, 'a', "any"),
    ];

    fn of_letter(letter: char) -> Option<Kind> {
        let found = Kind::ALL.iter().find(|(_, it, _)| *it == letter);
        found.map(|(kind, ..)| *kind)
    }

    /// The first letter of this type's variables.
    fn letter(self) -> char {
        let found = Kind::ALL.iter().find(|(kind, ..)| *kind == self);
        found.map_or('i', |(_, letter, _)| *letter)
    }
}

impl Grammar {
    pub fn new() -> Grammar {
        let mut expressions: Vec<(Kind, Vec<&str>)> = Vec::new();
        for line in EXPRESSIONS.lines().filter(|line| !line.is_empty()) {
            let heading = Kind::ALL
                .iter()
                .find(|(_, _, name)| line.strip_prefix('[') == Some(&format!("{name}]")));
            match (heading, expressions.last_mut()) {
                (Some((kind, ..)), _) => expressions.push((*kind, Vec::new())),
                (None, Some((_, templates))) => templates.push(line),
                (None, None) => {}
            }
        }
        let statements = STATEMENTS
            .split("\n--\n")
            .map(|text| {
                let mut lines: Vec<&str> = text.lines().collect();
                let needs = match lines.first() {
                    Some(&"[loop]") => Needs::Loop,
                    Some(&"[function]") => Needs::Function,
                    Some(&"[generator]") => Needs::Generator,
                    _ => Needs::Nothing,
                };
                if needs != Needs::Nothing {
                    lines.remove(0);
                }
                Statement { lines, needs }
            })
            .collect();
        Grammar {
            expressions,
            statements,
        }
    }

    /// A program.
    pub fn program(&self, random: &mut Pcg64Mcg) -> String {
        let mut writer = Writer {
            grammar: self,
            random,
            out: String::new(),
            statements: 0,
            // Beyond the numbers of the variables.
            unique: 9,
            inner: Vec::new(),
        };
        writer.variables();
        for _ in 0..writer.below(12) + 3 {
            writer.top_level();
        }
        writer.whole()
    }
}

/// Whether a name stands in a text.
fn mentions(text: &str, name: &str) -> bool {
    let inside = |it: char| it.is_alphanumeric() || it == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(inside) && !text[at + name.len()..].starts_with(inside)
    })
}

/// Where a statement stands.
#[derive(Clone, Copy, Default)]
struct Place {
    indent: usize,
    depth: usize,
    in_loop: bool,
    function: bool,
    generator: bool,
}

struct Writer<'a> {
    grammar: &'a Grammar,
    random: &'a mut Pcg64Mcg,
    out: String,
    statements: usize,
    unique: usize,
    /// Parameters of the lambdas and comprehensions around.
    inner: Vec<Kind>,
}

impl Draw for Writer<'_> {
    fn random(&mut self) -> &mut Pcg64Mcg {
        self.random
    }
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The program: what it imports, the parts of the prologue that it uses, and its own text.
    fn whole(self) -> String {
        let mut used = vec![self.out];
        for part in PROLOGUE.rsplit("\n\n") {
            let header = part.lines().find(|line| !line.starts_with('@'));
            let name = header
                .and_then(|line| {
                    line.split([' ', '(', ':'])
                        .find(|it| !matches!(*it, "def" | "class"))
                })
                .unwrap_or("");
            if used.iter().any(|text| mentions(text, name)) {
                used.push(part.to_string());
            }
        }
        let imports = MODULES
            .iter()
            .filter(|name| used.iter().any(|text| text.contains(&format!("{name}."))))
            .map(|name| format!("import {name}\n"));
        used.push(imports.collect());
        used.reverse();
        used.join("\n")
    }

    /// Two variables of each type.
    fn variables(&mut self) {
        for (kind, letter, _) in Kind::ALL {
            if kind == Kind::Any {
                continue;
            }
            for number in 0..2 {
                let value = self.constant(kind);
                self.line(0, &format!("{letter}{number} = {value}"));
            }
        }
    }

    fn top_level(&mut self) {
        let place = Place {
            depth: 3,
            ..Place::default()
        };
        match self.below(16) {
            0..6 => {
                let depth = self.below(3) + 1;
                let value = self.expression(Kind::Any, depth, false);
                self.line(0, &format!("show(lambda: {value})"));
            }
            6 => self.statement(place),
            _ => {
                self.line(0, "try:");
                self.block(Place { indent: 4, ..place });
                self.line(0, "except Exception as error:");
                self.line(4, "tell(error)");
            }
        }
    }

    fn block(&mut self, place: Place) {
        for _ in 0..self.below(3) + 1 {
            self.statement(place);
        }
    }

    fn statement(&mut self, place: Place) {
        self.statements += 1;
        if place.depth == 0 || self.statements > MAX_STATEMENTS {
            let value = self.expression(Kind::Any, 1, place.function);
            return self.line(place.indent, &format!("print({value})"));
        }
        let grammar = self.grammar;
        let chosen = loop {
            let index = self.below(grammar.statements.len());
            let statement = &grammar.statements[index];
            let fits = match statement.needs {
                Needs::Nothing => true,
                Needs::Loop => place.in_loop,
                Needs::Function => place.function,
                Needs::Generator => place.generator,
            };
            if fits {
                break statement;
            }
        };
        self.unique += 1;
        let unique = self.unique;
        let mut locals = false;
        for line in &chosen.lines {
            let text = line.trim_start_matches(' ');
            let within = Place {
                indent: place.indent + line.len() - text.len(),
                depth: place.depth - 1,
                ..place
            };
            locals &= !text.starts_with("def ");
            let within = match text {
                "@@" => within,
                "@@loop" => Place {
                    in_loop: true,
                    ..within
                },
                "@@func" | "@@gen" => Place {
                    in_loop: false,
                    function: true,
                    generator: text == "@@gen",
                    ..within
                },
                _ => {
                    let text = self.expand(text, 2, unique, place.function);
                    self.line(within.indent, &text);
                    continue;
                }
            };
            if within.function && !locals && text != "@@" && text != "@@loop" {
                locals = true;
                self.locals(within.indent);
            }
            self.block(within);
        }
    }

    /// A variable of each type, for the statements of a function to assign to.
    fn locals(&mut self, indent: usize) {
        for (kind, letter, _) in Kind::ALL {
            if kind != Kind::Any {
                let value = self.expression(kind, 0, false);
                self.line(indent, &format!("{letter}9 = {value}"));
            }
        }
    }

    fn expression(&mut self, kind: Kind, depth: usize, function: bool) -> String {
        if depth == 0 || self.chance(8) {
            return self.leaf(kind, function);
        }
        let grammar = self.grammar;
        let templates = grammar.expressions.iter().find(|(it, _)| *it == kind);
        let Some((_, templates)) = templates else {
            return self.leaf(kind, function);
        };
        let template = self.pick(templates);
        self.expand(template, depth - 1, 0, function)
    }

    /// A template with its placeholders filled.
    fn expand(&mut self, template: &str, depth: usize, unique: usize, function: bool) -> String {
        let mut out = String::new();
        let mut rest = template.chars().peekable();
        while let Some(next) = rest.next() {
            match next {
                '$' if rest.peek() == Some(&'$') => {
                    rest.next();
                    out.push('$');
                }
                '$' => out.push_str(&unique.to_string()),
                ':' => {
                    let mut ahead = rest.clone();
                    let kind = ahead.next().and_then(Kind::of_letter);
                    let whole = ahead.next().is_none_or(|it| !it.is_alphanumeric());
                    match kind {
                        Some(kind) if whole && kind != Kind::Any && kind != Kind::Bool => {
                            rest.next();
                            out.push(kind.letter());
                            let global = if self.chance(2) { '0' } else { '1' };
                            out.push(if function { '9' } else { global });
                        }
                        _ => out.push(':'),
                    }
                }
                '@' => {
                    let Some(letter) = rest.next() else { break };
                    let depth = if out.len() > MAX_EXPRESSION { 0 } else { depth };
                    let filled = self.placeholder(letter, depth, function);
                    let number = filled.starts_with(|it: char| it.is_ascii_digit() || it == '-');
                    if number && rest.peek() == Some(&'.') && letter.is_alphabetic() {
                        let bare = "npzk".contains(letter);
                        if bare {
                            out.push_str(&filled);
                        } else {
                            out.push_str(&format!("({filled})"));
                        }
                        continue;
                    }
                    if out.ends_with('{') && filled.starts_with('{') {
                        out.push(' ');
                    }
                    out.push_str(&filled);
                }
                other => out.push(other),
            }
        }
        out
    }

    fn placeholder(&mut self, letter: char, depth: usize, function: bool) -> String {
        if let Some(kind) = Kind::of_letter(letter) {
            return self.expression(kind, depth, function);
        }
        let with = |writer: &mut Self, inner: Kind, kind: Kind| {
            writer.inner.push(inner);
            let text = writer.expression(kind, depth, function);
            writer.inner.pop();
            text
        };
        match letter {
            'q' => self.leaf(Kind::Any, function),
            'I' => with(self, Kind::Int, Kind::Int),
            'O' => with(self, Kind::Int, Kind::Bool),
            'A' => with(self, Kind::Int, Kind::Any),
            'W' => with(self, Kind::Str, Kind::Str),
            'Q' => with(self, Kind::Str, Kind::Bool),
            'n' => self.below(10).to_string(),
            'p' => (self.below(9) + 1).to_string(),
            'z' => (self.below(13) as i64 - 6).to_string(),
            'k' => format!("'{}'", self.pick(&["a", "b", "c", "e", "1", " "])),
            'S' => self.int_format(),
            'R' => self.float_format(),
            'T' => self.str_format(),
            'P' => self.percent(),
            'E' => self.exception(function),
            'X' => self.pick(leaf::EXCEPTIONS).to_string(),
            '%' => self.pick(&["*", "//", "%", "-", "&", "|", "^"]).to_string(),
            '!' => "@".to_string(),
            other => format!("@{other}"),
        }
    }
}
