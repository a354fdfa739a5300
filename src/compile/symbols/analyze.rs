//! Second pass: local, global, free or cell (`analyze_block`). Instead of copying sets of bound
//! names into every child, a name is looked up along the chain of enclosing scopes.

use crate::syntax::Diagnostic;
use crate::syntax::ast::{ComprehensionKind, Module, Name, Position, ScopeId};

use super::{Binding, Flags, NameMap, NameSet, ScopeKind, Symbol, SymbolTable};

pub(super) fn analyze(table: &mut SymbolTable, module: &Module) -> Result<(), Box<Diagnostic>> {
    block(table, module, ScopeId::MODULE).map(|_| ())
}

/// Analyses a scope and its children; returns the names free in it.
fn block(
    table: &mut SymbolTable,
    module: &Module,
    id: ScopeId,
) -> Result<NameSet, Box<Diagnostic>> {
    let names: Vec<(Name, Flags)> = table
        .scope(id)
        .symbols
        .iter()
        .map(|(name, symbol)| (name.clone(), symbol.flags))
        .collect();
    table.scope_mut(id).own_symbols = names.len();
    let mut free = NameSet::default();
    for (name, flags) in names {
        let binding = resolve(table, module, id, &name, flags)?;
        if binding == Binding::Free {
            free.insert(name.clone());
        }
        // Children look their names up here, so this must precede them.
        if let Some(symbol) = table.scope_mut(id).symbols.get_mut(&name) {
            symbol.binding = binding;
        }
    }
    let mut inlined_cells = NameSet::default();
    let children = table.scope(id).children.clone();
    let mut spliced = Vec::with_capacity(children.len());
    for child in children {
        let mut child_free = block(table, module, child)?;
        let inline = matches!(
            table.scope(child).comprehension,
            Some(kind) if kind != ComprehensionKind::Generator
        );
        if inline {
            inline_comprehension(table, id, child, &mut child_free, &mut inlined_cells);
            table.scope_mut(child).inlined = true;
            spliced.extend(table.scope(child).children.iter().copied());
        } else {
            spliced.push(child);
        }
        free.extend(child_free);
    }
    let scope = table.scope_mut(id);
    scope.children = spliced;
    match scope.kind {
        ScopeKind::Function => make_cells(&mut scope.symbols, &mut free, &inlined_cells),
        ScopeKind::Class => {
            if free.swap_remove("__class__") {
                scope.needs_class_cell = true;
            }
        }
        ScopeKind::Module => {}
    }
    for name in &inlined_cells {
        if let Some(symbol) = scope.symbols.get_mut(name) {
            symbol.flags = symbol.flags.with(Flags::COMP_CELL);
        }
    }
    record_free(table, id, &mut free);
    Ok(free)
}

/// `analyze_name`.
fn resolve(
    table: &SymbolTable,
    module: &Module,
    id: ScopeId,
    name: &Name,
    flags: Flags,
) -> Result<Binding, Box<Diagnostic>> {
    let scope = table.scope(id);
    let error = |message: String| {
        let at = scope.directives.get(name).copied().unwrap_or(Position {
            line: 1,
            end_line: 1,
            ..Position::default()
        });
        Err(Box::new(Diagnostic::syntax_error(
            &module.source,
            at,
            message,
        )))
    };
    if flags.has(Flags::GLOBAL) {
        if flags.has(Flags::NONLOCAL) {
            return error(format!("name '{name}' is nonlocal and global"));
        }
        return Ok(Binding::GlobalExplicit);
    }
    if flags.has(Flags::NONLOCAL) {
        if scope.kind == ScopeKind::Module {
            return error("nonlocal declaration not allowed at module level".to_owned());
        }
        if !bound_outside(table, id, name) {
            return error(format!("no binding for nonlocal '{name}' found"));
        }
        return Ok(Binding::Free);
    }
    if flags.has(Flags::BOUND) {
        return Ok(Binding::Local);
    }
    if bound_outside(table, id, name) {
        return Ok(Binding::Free);
    }
    Ok(Binding::GlobalImplicit)
}

/// Whether an enclosing function binds `name`; class scopes are seen only for `__class__`.
fn bound_outside(table: &SymbolTable, id: ScopeId, name: &str) -> bool {
    let mut next = table.scope(id).parent;
    while let Some(id) = next {
        let scope = table.scope(id);
        match scope.kind {
            ScopeKind::Module => return false,
            ScopeKind::Class if name == "__class__" => return true,
            ScopeKind::Class => {}
            ScopeKind::Function => match scope.own_symbol(name) {
                Some(symbol) if symbol.flags.has(Flags::GLOBAL) => return false,
                Some(symbol) if symbol.flags.has(Flags::NONLOCAL) => {}
                Some(symbol) if symbol.flags.has(Flags::BOUND) => return true,
                _ => {}
            },
        }
        next = scope.parent;
    }
    false
}

/// Merges a comprehension's names into the scope that its code becomes part of.
fn inline_comprehension(
    table: &mut SymbolTable,
    id: ScopeId,
    comprehension: ScopeId,
    free: &mut NameSet,
    inlined_cells: &mut NameSet,
) {
    let symbols: Vec<(Name, Symbol)> = table
        .scope(comprehension)
        .symbols
        .iter()
        .map(|(name, symbol)| (name.clone(), *symbol))
        .collect();
    let in_class = table.scope(id).kind == ScopeKind::Class;
    for (name, symbol) in symbols {
        if symbol.flags.has(Flags::PARAM) {
            continue;
        }
        if symbol.binding == Binding::Cell || symbol.flags.has(Flags::COMP_CELL) {
            inlined_cells.insert(name.clone());
        }
        let mut binding = symbol.binding;
        if binding == Binding::Free && in_class && name == "__class__" {
            binding = Binding::GlobalImplicit;
            free.swap_remove(&name);
            let scope = table.scope_mut(comprehension);
            if scope.own_symbol("__class__").is_some() {
                scope.own_symbols -= 1;
            }
            scope.symbols.shift_remove("__class__");
        }
        let existing = table.scope(id).symbols.get(&name).copied();
        match existing {
            None => {
                let merged = Symbol {
                    flags: symbol.flags,
                    binding,
                };
                table.scope_mut(id).symbols.insert(name, merged);
            }
            // What was free in the comprehension is a plain local of the function around it,
            // unless a function inside the comprehension captures it.
            Some(existing)
                if existing.flags.has(Flags::BOUND)
                    && !in_class
                    && !free_in_child(table, comprehension, &name) =>
            {
                free.swap_remove(&name);
            }
            Some(_) => {}
        }
    }
}

fn free_in_child(table: &SymbolTable, id: ScopeId, name: &str) -> bool {
    table
        .scope(id)
        .children
        .iter()
        .any(|&child| table.scope(child).binding(name) == Binding::Free)
}

/// `analyze_cells`: a local that an inner scope captures lives in a cell.
fn make_cells(symbols: &mut NameMap<Symbol>, free: &mut NameSet, inlined_cells: &NameSet) {
    for (name, symbol) in symbols {
        if symbol.binding == Binding::Local && (free.contains(name) || inlined_cells.contains(name))
        {
            symbol.binding = Binding::Cell;
            free.swap_remove(name);
        }
    }
}

/// `update_symbols`: names free in inner scopes pass through this one.
fn record_free(table: &mut SymbolTable, id: ScopeId, free: &mut NameSet) {
    let in_class = table.scope(id).kind == ScopeKind::Class;
    let in_module = table.scope(id).kind == ScopeKind::Module;
    for name in free.iter() {
        if let Some(symbol) = table.scope_mut(id).symbols.get_mut(name) {
            if in_class {
                symbol.flags = symbol.flags.with(Flags::FREE_CLASS);
            }
            continue;
        }
        if in_module || !bound_outside(table, id, name) {
            continue;
        }
        table.scope_mut(id).symbols.insert(
            name.clone(),
            Symbol {
                flags: Flags::NONE,
                binding: Binding::Free,
            },
        );
    }
}
