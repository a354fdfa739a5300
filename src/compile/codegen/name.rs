//! Names (`compiler_nameop`).

use crate::bytecode::Opcode;
use crate::syntax::ast::Name;

use super::{Compiler, UnitKind};
use crate::compile::ir::{Location, Op};
use crate::compile::symbols::{Binding, ScopeKind};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Load,
    Store,
    Delete,
}

impl Compiler<'_> {
    pub(super) fn load_name(&mut self, name: &Name, at: impl Into<Location>) {
        self.access(name, Access::Load, at.into());
    }

    pub(super) fn store_name(&mut self, name: &Name, at: impl Into<Location>) {
        self.access(name, Access::Store, at.into());
    }

    pub(super) fn delete_name(&mut self, name: &Name, at: impl Into<Location>) {
        self.access(name, Access::Delete, at.into());
    }

    pub(super) fn binding(&self, mangled: &str) -> Binding {
        self.symbols.scope(self.current().scope).binding(mangled)
    }

    fn access(&mut self, name: &Name, access: Access, at: Location) {
        let name = self.mangle(name);
        let in_function = self.scope_kind() == ScopeKind::Function;
        match self.binding(&name) {
            Binding::Free | Binding::Cell => self.cell_access(&name, access, at),
            Binding::Local if in_function || self.is_fast_hidden(&name) => {
                let opcode = match access {
                    Access::Load => Opcode::LOAD_FAST,
                    Access::Store => Opcode::STORE_FAST,
                    Access::Delete => Opcode::DELETE_FAST,
                };
                let index = self.local_index(&name);
                self.emit(opcode, index, at);
            }
            Binding::GlobalExplicit => self.global_access(&name, access, at),
            Binding::GlobalImplicit if in_function => self.global_access(&name, access, at),
            _ => {
                let in_inlined_class = self.current().kind == UnitKind::Class
                    && self.current().inlined_comprehensions > 0;
                if access == Access::Load && in_inlined_class {
                    return self.global_access(&name, access, at);
                }
                let opcode = match access {
                    Access::Load => Opcode::LOAD_NAME,
                    Access::Store => Opcode::STORE_NAME,
                    Access::Delete => Opcode::DELETE_NAME,
                };
                self.name_op(opcode, &name, at);
            }
        }
    }

    fn is_fast_hidden(&self, name: &str) -> bool {
        self.current().fast_hidden.get(name) == Some(&true)
    }

    fn global_access(&mut self, name: &Name, access: Access, at: Location) {
        let index = self.unit().names.insert_full(name.clone()).0 as u32;
        match access {
            Access::Load => self.emit(Opcode::LOAD_GLOBAL, index << 1, at),
            Access::Store => self.emit(Opcode::STORE_GLOBAL, index, at),
            Access::Delete => self.emit(Opcode::DELETE_GLOBAL, index, at),
        }
    }

    fn cell_access(&mut self, name: &Name, access: Access, at: Location) {
        let unit = self.current();
        let in_class_body = unit.kind == UnitKind::Class && unit.inlined_comprehensions == 0;
        let index = self.cell_index(name);
        match access {
            Access::Load if in_class_body => {
                self.op(Opcode::LOAD_LOCALS, at);
                self.emit(Opcode::LOAD_FROM_DICT_OR_DEREF, index, at);
            }
            Access::Load => self.emit(Opcode::LOAD_DEREF, index, at),
            Access::Store => self.emit(Opcode::STORE_DEREF, index, at),
            Access::Delete => self.emit(Opcode::DELETE_DEREF, index, at),
        }
    }

    /// The index of a local variable, which is created with its first use.
    pub(super) fn local_index(&mut self, name: &Name) -> u32 {
        self.unit().varnames.insert_full(name.clone()).0 as u32
    }

    /// The index among cells, then free variables; the flow graph turns it into a slot.
    pub(super) fn cell_index(&mut self, name: &Name) -> u32 {
        let unit = self.unit();
        let index = unit.cellvars.get_index_of(name).unwrap_or_else(|| {
            let free = unit.freevars.get_index_of(name);
            unit.cellvars.len() + free.unwrap_or(0)
        });
        index as u32
    }

    /// Loads the cells that a new function closes over.
    pub(super) fn load_closure(&mut self, name: &Name, at: Location) {
        let index = self.cell_index(name);
        self.emit(Op::LoadClosure, index, at);
    }
}
