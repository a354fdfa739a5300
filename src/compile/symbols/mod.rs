//! Symbol tables: which scope every name belongs to. Mirrors CPython's `symtable.c`.

mod analyze;
mod build;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use crate::syntax::Diagnostic;
use crate::syntax::ast::{ComprehensionKind, Module, Name, Position, ScopeId};

pub(super) type NameMap<T> = IndexMap<Name, T, FxBuildHasher>;
pub(super) type NameSet = IndexSet<Name, FxBuildHasher>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    /// Functions, lambdas, comprehensions.
    Function,
}

/// CPython's `DEF_*` and `USE` bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u16);

impl Flags {
    pub(super) const NONE: Flags = Flags(0);
    pub(super) const GLOBAL: Flags = Flags(1);
    pub(super) const LOCAL: Flags = Flags(1 << 1);
    pub(super) const PARAM: Flags = Flags(1 << 2);
    pub(super) const NONLOCAL: Flags = Flags(1 << 3);
    pub(super) const USE: Flags = Flags(1 << 4);
    pub(super) const FREE_CLASS: Flags = Flags(1 << 5);
    pub(super) const IMPORT: Flags = Flags(1 << 6);
    pub(super) const ANNOTATION: Flags = Flags(1 << 7);
    pub(super) const COMP_ITER: Flags = Flags(1 << 8);
    pub(super) const COMP_CELL: Flags = Flags(1 << 9);
    pub(super) const BOUND: Flags = Flags(1 << 1 | 1 << 2 | 1 << 6);

    pub(super) fn has(self, any_of: Flags) -> bool {
        self.0 & any_of.0 != 0
    }

    pub(super) fn with(self, more: Flags) -> Flags {
        Flags(self.0 | more.0)
    }
}

/// What a name means in a scope, once analysed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Binding {
    #[default]
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbol {
    pub(super) flags: Flags,
    pub(super) binding: Binding,
}

pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    pub(super) parent: Option<ScopeId>,
    pub(super) children: Vec<ScopeId>,
    pub(super) symbols: NameMap<Symbol>,
    /// How many of the symbols the scope's own source has; those of inlined comprehensions come
    /// after them, and inner scopes must not see them.
    own_symbols: usize,
    /// Parameters, in `localsplus` order.
    pub(super) parameters: Vec<Name>,
    /// The class whose body this is or lies in, for name mangling.
    pub(super) class_name: Option<Name>,
    pub(super) comprehension: Option<ComprehensionKind>,
    /// The comprehension's code becomes part of the enclosing code object (PEP 709).
    pub(super) inlined: bool,
    pub(super) generator: bool,
    /// `async def`, or a comprehension that awaits.
    pub(super) coroutine: bool,
    pub(super) nested: bool,
    /// A method uses `__class__` or `super`.
    pub(super) needs_class_cell: bool,
    /// Where names were declared `global` or `nonlocal`.
    directives: NameMap<Position>,
}

impl Scope {
    fn own_symbol(&self, name: &str) -> Option<Symbol> {
        let (index, _, symbol) = self.symbols.get_full(name)?;
        (index < self.own_symbols).then_some(*symbol)
    }

    pub(super) fn binding(&self, name: &str) -> Binding {
        self.symbols
            .get(name)
            .map_or(Binding::Unknown, |symbol| symbol.binding)
    }
}

pub(super) struct SymbolTable {
    scopes: Vec<Scope>,
}

impl SymbolTable {
    /// Builds and analyses the tables of a whole module.
    pub(super) fn new(module: &Module) -> Result<Self, Box<Diagnostic>> {
        let mut table = build::build(module)?;
        analyze::analyze(&mut table, module)?;
        Ok(table)
    }

    pub(super) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub(super) fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}

/// `_Py_Mangle`: `__name` inside class `C` is `_C__name`.
pub(super) fn mangle(class_name: Option<&Name>, name: &Name) -> Name {
    let Some(class) = class_name else {
        return name.clone();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() {
        return name.clone();
    }
    let mut mangled = Name::with_capacity(class.len() + name.len() + 1);
    mangled.push('_');
    mangled.push_str(class);
    mangled.push_str(name);
    mangled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(class: &str, name: &str, expect: &str) {
        assert_eq!(mangle(Some(&Name::from(class)), &Name::from(name)), expect);
    }

    #[test]
    fn only_private_names_are_mangled() {
        check("C", "__x", "_C__x");
        check("__C", "__x", "_C__x");
        check("___", "__x", "__x");
        check("C", "__x__", "__x__");
        check("C", "_x", "_x");
        check("C", "__a.b", "__a.b");
    }
}
