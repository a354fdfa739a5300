//! Comprehensions and generator expressions. All but the latter are inlined into the code around
//! them (PEP 709).

use crate::bytecode::{Opcode, Position};
use crate::syntax::ast::{Comprehension, ComprehensionKind, Expr, ExprKind, Generator, Name};

use super::{Compiler, Result, UnitKind};
use crate::compile::ir::{Label, Location, Op};
use crate::compile::symbols::{Binding, Flags, ScopeKind, Symbol};

/// What an inlined comprehension must put back (`inlined_comprehension_state`).
#[derive(Default)]
struct Inlined {
    /// Names whose symbol in the outer scope is replaced meanwhile.
    symbols: Vec<(Name, Option<Symbol>)>,
    /// Locals whose outer values wait on the stack.
    locals: Vec<Name>,
    hidden: Vec<Name>,
    cleanup: Option<(Label, Label)>,
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, node: &'a Comprehension, at: Position) -> Result {
        let Some(outermost) = node.generators.first() else {
            return Ok(());
        };
        if !self.symbols.scope(node.scope).inlined {
            return self.generator_expression(node, outermost, at);
        }
        self.iterator(outermost)?;
        let inlined = self.enter_inlined(node, at);
        let build = match node.kind {
            ComprehensionKind::Set => Opcode::BUILD_SET,
            ComprehensionKind::Dict => Opcode::BUILD_MAP,
            _ => Opcode::BUILD_LIST,
        };
        self.emit(build, 0, at);
        self.emit(Opcode::SWAP, 2, at);
        self.generators(node, &node.generators, 1, true, at)?;
        self.leave_inlined(inlined, at);
        Ok(())
    }

    fn generator_expression(
        &mut self,
        node: &'a Comprehension,
        outermost: &'a Generator,
        at: Position,
    ) -> Result {
        self.enter(node.scope, UnitKind::Comprehension, "<genexpr>", at.line);
        self.unit().arg_count = 1;
        self.generators(node, &node.generators, 0, false, at)?;
        self.wrap_in_stop_iteration_handler();
        let code = self.leave(true)?;
        self.make_closure(code, 0, at);
        self.iterator(outermost)?;
        self.emit(Opcode::CALL, 0, at);
        Ok(())
    }

    /// The iterator that a `for` of a comprehension goes through.
    pub(super) fn iterator(&mut self, generator: &'a Generator) -> Result {
        let at = generator.iter.at;
        if generator.is_async {
            self.expr(&generator.iter)?;
            self.op(Opcode::GET_AITER, at);
        } else {
            self.iterable(&generator.iter)?;
            self.op(Opcode::GET_ITER, at);
        }
        Ok(())
    }

    /// One `for` and what is inside of it; `depth` counts what lies above the result on the stack.
    pub(super) fn generators(
        &mut self,
        node: &'a Comprehension,
        generators: &'a [Generator],
        depth: u32,
        iter_on_stack: bool,
        at: Position,
    ) -> Result {
        let Some((generator, inner)) = generators.split_first() else {
            return self.element(node, depth);
        };
        if generator.is_async {
            return self.async_generators(node, generators, depth, iter_on_stack, at);
        }
        let is_outermost = generators.len() == node.generators.len();
        let start = self.label();
        let if_cleanup = self.label();
        let anchor = self.label();
        let mut loops = true;
        let mut depth = depth;
        let element_at = if inner.is_empty() {
            element_position(node)
        } else {
            node.element.at
        };
        if iter_on_stack {
            // Already counted.
        } else if is_outermost {
            self.emit(Opcode::LOAD_FAST, 0, at);
            depth += 1;
        } else if let Some(only) = single_item(&generator.iter) {
            // `for y in [f(x)]` only assigns.
            self.expr(only)?;
            loops = false;
        } else {
            self.iterable(&generator.iter)?;
            self.op(Opcode::GET_ITER, generator.iter.at);
            depth += 1;
        }
        if loops {
            self.use_label(start);
            self.jump(Opcode::FOR_ITER, anchor, generator.iter.at);
        }
        self.store(&generator.target)?;
        for condition in &generator.conditions {
            self.jump_if(condition, if_cleanup, false)?;
        }
        self.generators(node, inner, depth, false, at)?;
        self.use_label(if_cleanup);
        if loops {
            self.jump(Op::Jump, start, element_at);
            self.use_label(anchor);
            self.op(Opcode::END_FOR, Location::NONE);
            self.op(Opcode::POP_TOP, Location::NONE);
        }
        Ok(())
    }

    fn element(&mut self, node: &'a Comprehension, depth: u32) -> Result {
        let at = element_position(node);
        self.expr(&node.element)?;
        match node.kind {
            ComprehensionKind::Generator => {
                self.yield_value(node.element.at);
                self.op(Opcode::POP_TOP, node.element.at);
            }
            ComprehensionKind::List => self.emit(Opcode::LIST_APPEND, depth + 1, at),
            ComprehensionKind::Set => self.emit(Opcode::SET_ADD, depth + 1, at),
            ComprehensionKind::Dict => {
                node.value.iter().try_for_each(|value| self.expr(value))?;
                self.emit(Opcode::MAP_ADD, depth + 1, at);
            }
        }
        Ok(())
    }

    /// `push_inlined_comprehension_state`: saves the locals that the comprehension's names hide.
    fn enter_inlined(&mut self, node: &Comprehension, at: Position) -> Inlined {
        let in_class_body =
            self.scope_kind() == ScopeKind::Class && self.current().inlined_comprehensions == 0;
        let in_function = self.scope_kind() == ScopeKind::Function;
        let outer = self.current().scope;
        self.unit().inlined_comprehensions += 1;
        let symbols: Vec<(Name, Symbol)> = self
            .symbols
            .scope(node.scope)
            .symbols
            .iter()
            .map(|(name, symbol)| (name.clone(), *symbol))
            .collect();
        let mut inlined = Inlined::default();
        for (name, symbol) in symbols {
            let binds = in_class_body
                || symbol.flags.has(Flags::LOCAL) && !symbol.flags.has(Flags::NONLOCAL);
            if binds && !in_function && self.current().fast_hidden.get(&name) != Some(&true) {
                self.unit().fast_hidden.insert(name.clone(), true);
                inlined.hidden.push(name.clone());
            }
            let existing = self.symbols.scope(outer).symbols.get(&name).copied();
            let outside = existing.map_or(Binding::Unknown, |symbol| symbol.binding);
            let differs = symbol.binding != outside
                && symbol.binding != Binding::Free
                && !(symbol.binding == Binding::Cell && outside == Binding::Free);
            if differs || in_class_body {
                self.symbols
                    .scope_mut(outer)
                    .symbols
                    .insert(name.clone(), symbol);
                inlined.symbols.push((name.clone(), existing));
            }
            if binds {
                let local = self.local_index(&name);
                self.emit(Opcode::LOAD_FAST_AND_CLEAR, local, at);
                if symbol.binding == Binding::Cell {
                    let cell = self.cell_index(&name);
                    self.emit(Opcode::MAKE_CELL, cell, at);
                }
                inlined.locals.push(name);
            }
        }
        if !inlined.locals.is_empty() {
            self.emit(Opcode::SWAP, inlined.locals.len() as u32 + 1, at);
            let cleanup = self.label();
            let end = self.label();
            inlined.cleanup = Some((cleanup, end));
            self.jump(Op::SetupFinally, cleanup, at);
        }
        inlined
    }

    fn leave_inlined(&mut self, inlined: Inlined, at: Position) {
        self.unit().inlined_comprehensions -= 1;
        let outer = self.current().scope;
        for (name, symbol) in inlined.symbols {
            let symbols = &mut self.symbols.scope_mut(outer).symbols;
            match symbol {
                Some(symbol) => {
                    symbols.insert(name, symbol);
                }
                None => {
                    symbols.shift_remove(&name);
                }
            }
        }
        if let Some((cleanup, end)) = inlined.cleanup {
            self.emit(Op::PopBlock, 0, Location::NONE);
            self.jump(Op::JumpNoInterrupt, end, Location::NONE);
            self.use_label(cleanup);
            // The unfinished result lies below the exception.
            self.emit(Opcode::SWAP, 2, Location::NONE);
            self.op(Opcode::POP_TOP, Location::NONE);
            self.restore_locals(&inlined.locals, at);
            self.emit(Opcode::RERAISE, 0, at);
            self.use_label(end);
            self.restore_locals(&inlined.locals, at);
        }
        for name in inlined.hidden {
            self.unit().fast_hidden.insert(name, false);
        }
    }

    fn restore_locals(&mut self, locals: &[Name], at: Position) {
        self.emit(Opcode::SWAP, locals.len() as u32 + 1, at);
        for name in locals.iter().rev() {
            let local = self.local_index(name);
            self.emit(Op::StoreFastMaybeNull, local, at);
        }
    }
}

fn single_item(iter: &Expr) -> Option<&Expr> {
    let (ExprKind::List(items) | ExprKind::Tuple(items)) = &iter.kind else {
        return None;
    };
    match items.as_slice() {
        [item] if !matches!(item.kind, ExprKind::Starred(_)) => Some(item),
        _ => None,
    }
}

pub(super) fn element_position(node: &Comprehension) -> Position {
    match &node.value {
        Some(value) => Position {
            end_line: value.at.end_line,
            end_column: value.at.end_column,
            ..node.element.at
        },
        None => node.element.at,
    }
}
