//! [`ConstTable`]: `co_consts` while code is being written, without duplicates.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use crate::bytecode::{Const, ConstKey};

#[derive(Default)]
pub(super) struct ConstTable {
    values: IndexSet<ConstKey, FxBuildHasher>,
}

impl ConstTable {
    pub(super) fn add(&mut self, value: Const) -> u32 {
        self.values.insert_full(ConstKey(value)).0 as u32
    }

    pub(super) fn get(&self, index: u32) -> Option<&Const> {
        self.values.get_index(index as usize).map(|key| &key.0)
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = Const> {
        self.values.into_iter().map(|key| key.0)
    }
}
