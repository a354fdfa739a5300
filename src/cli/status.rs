//! Exit statuses of gilsim's own. A program's status passes through.

pub const DONE: u8 = 0;
/// An expectation does not hold.
pub const FAILED: u8 = 1;
/// A mistake in the command, the scenario or the program's text; a file that cannot be read or
/// written.
pub const BAD_USAGE: u8 = 2;
/// gilsim broke a promise of its own: `EX_SOFTWARE`.
pub const INTERNAL_ERROR: u8 = 70;
/// Standard output or error could not be written, as CPython says it at its end.
pub const OUTPUT_LOST: u8 = 120;
/// A limit of the run was reached, as `timeout` says it.
pub const LIMIT_REACHED: u8 = 124;
pub const DEADLOCK: u8 = 125;
/// Somebody pressed Ctrl-C: 128 and the signal's number, as shells say it.
pub const INTERRUPTED: u8 = 130;

/// Of several things done one after the other: that they were interrupted, or else the first
/// status that is not [`DONE`].
pub fn of_all(statuses: impl IntoIterator<Item = u8>) -> u8 {
    let mut all = DONE;
    for status in statuses {
        if all == DONE || status == INTERRUPTED {
            all = status;
        }
    }
    all
}
