//! No GIL: the free-threaded builds, 3.13t and 3.14t.

use super::{Cond, DropReason, Effect, Gil, Policy, Releases, Tid};
use crate::nanos::Nanos;

pub const POLICY: Policy = Policy {
    name: "none",
    releases: Releases::Never,
    build: |_| Box::new(NoGil),
};

/// Every thread may always go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NoGil;

impl Gil for NoGil {
    fn take_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        effects.push(Effect::Ready(thread));
    }

    fn woken(&mut self, now: Nanos, thread: Tid, _cond: Cond, effects: &mut Vec<Effect>) {
        self.take_gil(now, thread, effects);
    }

    fn drop_gil(
        &mut self,
        _now: Nanos,
        thread: Tid,
        _reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        effects.extend([Effect::Released(thread), Effect::FinishDrop(thread)]);
    }

    fn clone_box(&self) -> Box<dyn Gil> {
        Box::new(*self)
    }

    fn holder(&self) -> Option<Tid> {
        None
    }

    fn is_exclusive(&self) -> bool {
        false
    }
}
