//! Virtual time: integer nanoseconds since the start of a run.

/// A point in time or a length of time, in nanoseconds. Never a float: two runs of one
/// scenario must agree to the last nanosecond on every machine.
pub type Nanos = u64;

pub const MICROSECOND: Nanos = 1_000;
pub const MILLISECOND: Nanos = 1_000_000;
pub const SECOND: Nanos = 1_000_000_000;
