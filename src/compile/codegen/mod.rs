//! Code generation (`codegen_*` and `compiler_*` of CPython's `compile.c`).

mod annotation;
mod asynchronous;
mod blocks;
mod call;
mod comprehension;
mod display;
mod expression;
mod format;
mod function;
mod jump;
mod name;
mod pattern;
mod statement;
mod target;
mod try_star;
mod try_with;

use std::sync::Arc;

use crate::bytecode::{CodeFlags, CodeObject, Const, Opcode, Position};
use crate::syntax::ast::{Module, Name, ScopeId};
use crate::syntax::{Diagnostic, HIDDEN};

use super::constants::ConstTable;
use super::flow::{self, CodeParts};
use super::ir::{InstrSequence, Label, Location, Op};
use super::symbols::{Binding, Flags, NameMap, NameSet, ScopeKind, SymbolTable, mangle};
use blocks::BlockFrame;

type Result<T = ()> = std::result::Result<T, Box<Diagnostic>>;

/// More items than this on the stack at once are built in steps instead
/// (`STACK_USE_GUIDELINE`).
const STACK_USE_GUIDELINE: usize = 30;

/// Nested `finally` blocks are copied for every way out, which can double code at every level.
const MAX_INSTRUCTIONS: usize = 4_000_000;

pub(super) fn module(
    module: &Module,
    symbols: SymbolTable,
    filename: &str,
    is_expression: bool,
) -> Result<Arc<CodeObject>> {
    let kind = if is_expression {
        UnitKind::Expression
    } else {
        UnitKind::Module
    };
    let mut compiler = Compiler {
        module,
        symbols,
        filename: filename.into(),
        units: Vec::new(),
        string_annotations: super::has_annotations_future(&module.body),
        emitted: 0,
    };
    compiler.enter(ScopeId::MODULE, kind, "<module>", 1);
    let start = module
        .body
        .first()
        .map_or(Location::NONE, |stmt| Location::from(stmt.at));
    compiler.body(&module.body, start)?;
    Ok(Arc::new(compiler.leave(true)?))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnitKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension,
    /// The text of `eval`: a module that returns its one expression.
    Expression,
}

/// A code object under construction (`struct compiler_unit`).
struct Unit<'a> {
    kind: UnitKind,
    scope: ScopeId,
    name: String,
    qualname: String,
    first_line: u32,
    arg_count: u32,
    posonly_arg_count: u32,
    kwonly_arg_count: u32,
    varargs: bool,
    varkeywords: bool,
    /// The body of an `async def`.
    is_async: bool,
    /// For name mangling.
    class_name: Option<Name>,
    varnames: NameSet,
    cellvars: NameSet,
    freevars: NameSet,
    names: NameSet,
    consts: ConstTable,
    code: InstrSequence,
    frames: Vec<BlockFrame<'a>>,
    /// Names that an inlined comprehension binds as fast locals of a module or class.
    fast_hidden: NameMap<bool>,
    inlined_comprehensions: u32,
    /// `self.x = …` in a class's methods (`__static_attributes__`).
    static_attributes: NameSet,
}

struct Compiler<'a> {
    module: &'a Module,
    symbols: SymbolTable,
    filename: Arc<str>,
    units: Vec<Unit<'a>>,
    string_annotations: bool,
    emitted: usize,
}

impl<'a> Compiler<'a> {
    fn unit(&mut self) -> &mut Unit<'a> {
        let last = self.units.len().saturating_sub(1);
        &mut self.units[last]
    }

    fn current(&self) -> &Unit<'a> {
        &self.units[self.units.len().saturating_sub(1)]
    }

    fn scope_kind(&self) -> ScopeKind {
        self.symbols.scope(self.current().scope).kind
    }

    fn error<T>(&self, at: Position, message: impl Into<String>) -> Result<T> {
        Err(Box::new(Diagnostic::syntax_error(
            &self.module.source,
            at,
            message,
        )))
    }

    fn emit(&mut self, op: impl Into<Op>, arg: u32, at: impl Into<Location>) {
        self.emitted += 1;
        self.unit().code.push(op, arg, at.into());
    }

    fn op(&mut self, opcode: Opcode, at: impl Into<Location>) {
        self.emit(opcode, 0, at);
    }

    fn load_const(&mut self, value: Const, at: impl Into<Location>) {
        let index = self.unit().consts.add(value);
        self.emit(Opcode::LOAD_CONST, index, at);
    }

    /// An operation on a name of `co_names`, with `flags` below the name's index.
    fn name_op(&mut self, opcode: Opcode, name: &Name, at: impl Into<Location>) {
        let index = self.name_index(name);
        self.emit(opcode, index, at);
    }

    fn name_index(&mut self, name: &Name) -> u32 {
        let mangled = self.mangle(name);
        self.unit().names.insert_full(mangled).0 as u32
    }

    fn mangle(&self, name: &Name) -> Name {
        mangle(self.current().class_name.as_ref(), name)
    }

    fn label(&mut self) -> Label {
        self.unit().code.new_label()
    }

    fn use_label(&mut self, label: Label) {
        self.unit().code.use_label(label);
    }

    fn jump(&mut self, op: impl Into<Op>, label: Label, at: impl Into<Location>) {
        self.emit(op, label.0, at);
    }

    /// Starts a code object (`compiler_enter_scope`).
    fn enter(&mut self, id: ScopeId, kind: UnitKind, name: &str, first_line: u32) {
        let qualname = self.qualname(name);
        let scope = self.symbols.scope(id);
        let mut cellvars: Vec<Name> = scope
            .symbols
            .iter()
            .filter(|(_, symbol)| {
                symbol.binding == Binding::Cell || symbol.flags.has(Flags::COMP_CELL)
            })
            .map(|(name, _)| name.clone())
            .collect();
        cellvars.sort_unstable();
        let mut cellvars: NameSet = cellvars.into_iter().collect();
        if scope.needs_class_cell {
            cellvars.insert(Name::const_new("__class__"));
        }
        let mut freevars: Vec<Name> = scope
            .symbols
            .iter()
            .filter(|(_, symbol)| {
                symbol.binding == Binding::Free || symbol.flags.has(Flags::FREE_CLASS)
            })
            .map(|(name, _)| name.clone())
            .collect();
        freevars.sort_unstable();
        let unit = Unit {
            kind,
            scope: id,
            name: name.to_owned(),
            qualname,
            first_line,
            arg_count: 0,
            posonly_arg_count: 0,
            kwonly_arg_count: 0,
            varargs: false,
            varkeywords: false,
            is_async: false,
            class_name: scope.class_name.clone(),
            varnames: scope.parameters.iter().cloned().collect(),
            cellvars,
            freevars: freevars.into_iter().collect(),
            names: NameSet::default(),
            consts: ConstTable::default(),
            code: InstrSequence::default(),
            frames: Vec::new(),
            fast_hidden: NameMap::default(),
            inlined_comprehensions: 0,
            static_attributes: NameSet::default(),
        };
        self.units.push(unit);
        let line = if kind == UnitKind::Module {
            0
        } else {
            first_line
        };
        let at = Position {
            line,
            end_line: first_line,
            ..Position::default()
        };
        self.emit(Opcode::RESUME, 0, at);
    }

    /// `compiler_set_qualname`.
    fn qualname(&self, name: &str) -> String {
        let mut shown = self.units.iter().rev();
        let Some(parent) = shown.find(|unit| !unit.qualname.contains(HIDDEN)) else {
            return name.to_owned();
        };
        if parent.kind == UnitKind::Module {
            return name.to_owned();
        }
        let mangled = mangle(parent.class_name.as_ref(), &Name::from(name));
        let declared = self.symbols.scope(parent.scope).binding(&mangled);
        let is_definition = !name.starts_with('<');
        if is_definition && declared == Binding::GlobalExplicit {
            return name.to_owned();
        }
        match parent.kind {
            UnitKind::Function | UnitKind::Lambda => {
                format!("{}.<locals>.{name}", parent.qualname)
            }
            _ => format!("{}.{name}", parent.qualname),
        }
    }

    /// Finishes the current code object (`optimize_and_assemble`).
    fn leave(&mut self, return_none: bool) -> Result<CodeObject> {
        if self.emitted > MAX_INSTRUCTIONS {
            return self.error(
                Position::default(),
                "too much code: simplify nested 'finally' blocks",
            );
        }
        if return_none {
            self.load_const(Const::None, Location::NONE);
            self.op(Opcode::RETURN_VALUE, Location::NONE);
        }
        let Some(unit) = self.units.pop() else {
            return self.error(Position::default(), "no code to assemble");
        };
        let scope = self.symbols.scope(unit.scope);
        let is_function = scope.kind == ScopeKind::Function;
        let flags = CodeFlags {
            optimized: is_function,
            varargs: unit.varargs,
            varkeywords: unit.varkeywords,
            nested: is_function && scope.nested,
            generator: is_function && scope.generator && !scope.coroutine,
            coroutine: is_function && scope.coroutine && !scope.generator,
            async_generator: is_function && scope.coroutine && scope.generator,
        };
        let parts = CodeParts {
            name: unit.name.into(),
            qualname: unit.qualname.into(),
            filename: self.filename.clone(),
            first_line: unit.first_line,
            flags,
            arg_count: unit.arg_count,
            posonly_arg_count: unit.posonly_arg_count,
            kwonly_arg_count: unit.kwonly_arg_count,
            varnames: unit.varnames,
            cellvars: unit.cellvars,
            freevars: unit.freevars,
            names: unit.names,
            consts: unit.consts,
        };
        Ok(flow::finish(&unit.code, parts))
    }

    /// Code generation may have grown without bound through copies of `finally` blocks.
    fn check_size(&self, at: Position) -> Result {
        if self.emitted > MAX_INSTRUCTIONS {
            return self.error(at, "too much code: simplify nested 'finally' blocks");
        }
        Ok(())
    }
}
