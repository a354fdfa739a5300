//! What can be assigned to and deleted.

use crate::bytecode::Opcode;
use crate::syntax::ast::{Expr, ExprKind, Name};

use super::expression::{attribute_position, two_element_slice};
use super::{Compiler, Result, UnitKind};
use crate::compile::name_of;

impl<'a> Compiler<'a> {
    /// Pops the top of the stack into `target`.
    pub(super) fn store(&mut self, target: &'a Expr) -> Result {
        let at = target.at;
        match &target.kind {
            ExprKind::Name(name) => {
                self.check_not_debug(name, target)?;
                self.store_name(name, at);
                Ok(())
            }
            ExprKind::Attribute { value, name } => {
                if name_of(value) == Some("self") {
                    self.note_static_attribute(name);
                }
                self.expr(value)?;
                self.name_op(Opcode::STORE_ATTR, name, attribute_position(target, at));
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                if let Some(slice) = two_element_slice(index) {
                    self.slice_parts(slice, index.at)?;
                    self.op(Opcode::STORE_SLICE, at);
                } else {
                    self.expr(index)?;
                    self.op(Opcode::STORE_SUBSCR, at);
                }
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, target),
            ExprKind::Starred(_) => {
                self.error(at, "starred assignment target must be in a list or tuple")
            }
            _ => self.error(at, "cannot assign to expression"),
        }
    }

    fn check_not_debug(&self, name: &Name, target: &Expr) -> Result {
        if name == "__debug__" {
            return self.error(target.at, "cannot assign to __debug__");
        }
        Ok(())
    }

    fn unpack(&mut self, items: &'a [Expr], target: &Expr) -> Result {
        let mut star = None;
        for (index, item) in items.iter().enumerate() {
            if matches!(item.kind, ExprKind::Starred(_)) {
                if star.is_some() {
                    return self.error(target.at, "multiple starred expressions in assignment");
                }
                star = Some(index);
            }
        }
        match star {
            None => self.emit(Opcode::UNPACK_SEQUENCE, items.len() as u32, target.at),
            Some(before) => {
                let after = items.len() - before - 1;
                if before >= 1 << 8 || after >= 1 << 23 {
                    return self.error(
                        target.at,
                        "too many expressions in star-unpacking assignment",
                    );
                }
                self.emit(Opcode::UNPACK_EX, (before | after << 8) as u32, target.at);
            }
        }
        for item in items {
            match &item.kind {
                ExprKind::Starred(inner) => self.store(inner)?,
                _ => self.store(item)?,
            }
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result {
        let at = target.at;
        match &target.kind {
            ExprKind::Name(name) => {
                if name == "__debug__" {
                    return self.error(at, "cannot delete __debug__");
                }
                self.delete_name(name, at);
                Ok(())
            }
            ExprKind::Attribute { value, name } => {
                self.expr(value)?;
                self.name_op(Opcode::DELETE_ATTR, name, attribute_position(target, at));
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)?;
                self.op(Opcode::DELETE_SUBSCR, at);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))
            }
            _ => self.error(at, "cannot delete expression"),
        }
    }

    /// Remembers `self.name = …` for the class around the method.
    fn note_static_attribute(&mut self, name: &Name) {
        let mangled = name.clone();
        let current = self.units.len().saturating_sub(1);
        let class = self.units[..current]
            .iter_mut()
            .rev()
            .find(|unit| unit.kind == UnitKind::Class);
        if let Some(class) = class {
            class.static_attributes.insert(mangled);
        }
    }
}
