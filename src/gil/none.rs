//! No GIL: the free-threaded builds, 3.13t and 3.14t.

use super::{Cond, Effect, Gil, Tid};
use crate::nanos::Nanos;

/// Every thread may always go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NoGil;

impl Gil for NoGil {
    fn take_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        effects.push(Effect::Ready {
            thread,
            previous: None,
        });
    }

    fn woken(&mut self, now: Nanos, thread: Tid, _cond: Cond, effects: &mut Vec<Effect>) {
        self.take_gil(now, thread, effects);
    }

    fn timeout(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.take_gil(now, thread, effects);
    }

    fn drop_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        effects.push(Effect::Released(thread));
    }

    fn finish_drop(
        &mut self,
        _now: Nanos,
        thread: Tid,
        _final_release: bool,
        effects: &mut Vec<Effect>,
    ) {
        effects.push(Effect::Dropped(thread));
    }

    fn holder(&self) -> Option<Tid> {
        None
    }

    fn set_switch_interval(&mut self, _interval: Nanos) {}

    fn is_exclusive(&self) -> bool {
        false
    }
}
