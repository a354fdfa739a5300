//! The generations of the GIL, as profiles and scenarios name them.

use std::fmt;

use super::{Gil, none, priority, tick, timeslice};
use crate::nanos::Nanos;

/// A generation of the GIL. A new one is a file with a `POLICY` and a line in [`GilKind::ALL`].
#[derive(Debug)]
pub struct Policy {
    pub name: &'static str,
    pub releases: Releases,
    pub build: fn(Intervals) -> Box<dyn Gil>,
}

/// When a thread that has Python to run lets others in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Releases {
    /// After a number of ticks: `sys.setcheckinterval`.
    AfterTicks,
    /// When another has waited for so long: `sys.setswitchinterval`.
    OnRequest,
    /// There is nothing to let go.
    Never,
}

/// What a program can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intervals {
    /// How long a waiter waits before it asks: `sys.getswitchinterval()`.
    pub switch: Nanos,
    /// After how many ticks the holder lets go: `sys.getcheckinterval()`.
    pub check: u32,
}

/// One of the policies. Equal by name.
#[derive(Clone, Copy)]
pub struct GilKind(&'static Policy);

impl GilKind {
    pub const TICK: GilKind = GilKind(&tick::POLICY);
    pub const TIMESLICE: GilKind = GilKind(&timeslice::POLICY);
    pub const NONE: GilKind = GilKind(&none::POLICY);

    pub const ALL: &[GilKind] = &[
        GilKind::TICK,
        GilKind::TIMESLICE,
        GilKind(&priority::POLICY),
        GilKind::NONE,
    ];

    /// As a scenario file names it.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    pub fn from_name(name: &str) -> Option<GilKind> {
        let mut all = GilKind::ALL.iter().copied();
        all.find(|kind| kind.name() == name)
    }

    pub fn releases(self) -> Releases {
        self.0.releases
    }

    /// Whether a waiter waits for a switch interval before it asks.
    pub fn has_switch_interval(self) -> bool {
        self.releases() == Releases::OnRequest
    }

    pub fn build(self, intervals: Intervals) -> Box<dyn Gil> {
        (self.0.build)(intervals)
    }
}

impl PartialEq for GilKind {
    fn eq(&self, other: &GilKind) -> bool {
        self.name() == other.name()
    }
}

impl Eq for GilKind {}

impl fmt::Debug for GilKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_is_found_by_its_own_name() {
        for &kind in GilKind::ALL {
            assert_eq!(GilKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(GilKind::from_name("GIL"), None);
    }
}
