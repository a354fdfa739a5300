//! Lists, sets, tuples, dicts.

use crate::bytecode::{Const, Intrinsic1, Opcode, Position};
use crate::syntax::ast::{DictItem, Expr, ExprKind};

use super::{Compiler, Result, STACK_USE_GUIDELINE};
use crate::compile::fold::{fold, fold_all};

/// How a sequence is built: at once, item by item, or with unpacking.
#[derive(Clone, Copy)]
pub(super) struct Build {
    build: Opcode,
    add: Opcode,
    extend: Opcode,
    tuple: bool,
}

pub(super) const LIST: Build = Build {
    build: Opcode::BUILD_LIST,
    add: Opcode::LIST_APPEND,
    extend: Opcode::LIST_EXTEND,
    tuple: false,
};
pub(super) const TUPLE: Build = Build {
    tuple: true,
    ..LIST
};
pub(super) const SET: Build = Build {
    build: Opcode::BUILD_SET,
    add: Opcode::SET_ADD,
    extend: Opcode::SET_UPDATE,
    tuple: false,
};

impl<'a> Compiler<'a> {
    /// Builds a sequence of `items` after `pushed` items that are on the stack already
    /// (`starunpack_helper`).
    pub(super) fn sequence(
        &mut self,
        items: &'a [Expr],
        pushed: u32,
        how: Build,
        at: Position,
    ) -> Result {
        if items.len() > 2
            && let Some(constants) = fold_all(items)
        {
            return self.constant_sequence(constants, pushed, how, at);
        }
        let is_big = items.len() + pushed as usize > STACK_USE_GUIDELINE;
        let has_star = items
            .iter()
            .any(|item| matches!(item.kind, ExprKind::Starred(_)));
        if !has_star && !is_big {
            items.iter().try_for_each(|item| self.expr(item))?;
            let build = if how.tuple {
                Opcode::BUILD_TUPLE
            } else {
                how.build
            };
            self.emit(build, items.len() as u32 + pushed, at);
            return Ok(());
        }
        let mut built = is_big;
        if is_big {
            self.emit(how.build, pushed, at);
        }
        for (index, item) in items.iter().enumerate() {
            if let ExprKind::Starred(value) = &item.kind {
                if !built {
                    self.emit(how.build, index as u32 + pushed, at);
                    built = true;
                }
                self.expr(value)?;
                self.emit(how.extend, 1, at);
            } else {
                self.expr(item)?;
                if built {
                    self.emit(how.add, 1, at);
                }
            }
        }
        if how.tuple {
            self.emit(Opcode::CALL_INTRINSIC_1, Intrinsic1::ListToTuple as u32, at);
        }
        Ok(())
    }

    fn constant_sequence(
        &mut self,
        constants: Box<[Const]>,
        pushed: u32,
        how: Build,
        at: Position,
    ) -> Result {
        if how.tuple && pushed == 0 {
            self.load_const(Const::Tuple(constants), at);
            return Ok(());
        }
        let constants = if how.add == Opcode::SET_ADD {
            frozen_set(constants)
        } else {
            Const::Tuple(constants)
        };
        self.emit(how.build, pushed, at);
        self.load_const(constants, at);
        self.emit(how.extend, 1, at);
        if how.tuple {
            self.emit(Opcode::CALL_INTRINSIC_1, Intrinsic1::ListToTuple as u32, at);
        }
        Ok(())
    }

    /// `compiler_dict`.
    pub(super) fn dict(&mut self, items: &'a [DictItem], at: Position) -> Result {
        let mut have_dict = false;
        let mut pending = 0;
        for (index, item) in items.iter().enumerate() {
            if item.key.is_none() {
                if pending > 0 {
                    self.dict_part(&items[index - pending..index], at)?;
                    self.merge_dict(&mut have_dict, at);
                    pending = 0;
                }
                if !have_dict {
                    self.emit(Opcode::BUILD_MAP, 0, at);
                    have_dict = true;
                }
                self.expr(&item.value)?;
                self.emit(Opcode::DICT_UPDATE, 1, at);
            } else if pending * 2 > STACK_USE_GUIDELINE {
                self.dict_part(&items[index - pending..=index], at)?;
                self.merge_dict(&mut have_dict, at);
                pending = 0;
            } else {
                pending += 1;
            }
        }
        if pending > 0 {
            self.dict_part(&items[items.len() - pending..], at)?;
            self.merge_dict(&mut have_dict, at);
        }
        if !have_dict {
            self.emit(Opcode::BUILD_MAP, 0, at);
        }
        Ok(())
    }

    fn merge_dict(&mut self, have_dict: &mut bool, at: Position) {
        if std::mem::replace(have_dict, true) {
            self.emit(Opcode::DICT_UPDATE, 1, at);
        }
    }

    /// `compiler_subdict`.
    fn dict_part(&mut self, items: &'a [DictItem], at: Position) -> Result {
        let is_big = items.len() * 2 > STACK_USE_GUIDELINE;
        if items.len() > 1 && !is_big {
            let keys: Option<Box<[Const]>> = items
                .iter()
                .map(|item| item.key.as_ref().and_then(fold))
                .collect();
            if let Some(keys) = keys {
                items.iter().try_for_each(|item| self.expr(&item.value))?;
                self.load_const(Const::Tuple(keys), at);
                self.emit(Opcode::BUILD_CONST_KEY_MAP, items.len() as u32, at);
                return Ok(());
            }
        }
        if is_big {
            self.emit(Opcode::BUILD_MAP, 0, at);
        }
        for item in items {
            item.key.iter().try_for_each(|key| self.expr(key))?;
            self.expr(&item.value)?;
            if is_big {
                self.emit(Opcode::MAP_ADD, 1, at);
            }
        }
        if !is_big {
            self.emit(Opcode::BUILD_MAP, items.len() as u32, at);
        }
        Ok(())
    }
}

/// A frozenset without repeated items; equal numbers of different types count as one.
pub(super) fn frozen_set(items: Box<[Const]>) -> Const {
    let mut unique: Vec<Const> = Vec::new();
    let mut seen = crate::compile::constants::ConstTable::default();
    for item in items {
        let before = seen.len();
        seen.add(numeric_key(&item));
        if seen.len() > before {
            unique.push(item);
        }
    }
    Const::FrozenSet(unique.into())
}

fn numeric_key(value: &Const) -> Const {
    match value {
        Const::Bool(value) => Const::Int(i64::from(*value)),
        Const::Float(float) if *float == libm::trunc(*float) && float.abs() < 9e18 => {
            Const::Int(*float as i64)
        }
        Const::Tuple(items) => Const::Tuple(items.iter().map(numeric_key).collect()),
        other => other.clone(),
    }
}
