//! Where a simulated run touches the outside.

use std::ops::ControlFlow;

use crate::driver::{Hooks, Progress};
use crate::vm::Stream;

pub(super) trait Outside {
    /// Receives what the program writes.
    fn output(&mut self, stream: Stream, bytes: &[u8]);

    /// Called now and then; `Break` ends the run.
    fn progress(&mut self, progress: Progress) -> ControlFlow<()>;
}

impl Outside for Hooks<'_> {
    fn output(&mut self, stream: Stream, bytes: &[u8]) {
        (self.output)(stream, bytes);
    }

    fn progress(&mut self, progress: Progress) -> ControlFlow<()> {
        match &mut self.progress {
            Some(hook) => hook(progress),
            None => ControlFlow::Continue(()),
        }
    }
}

/// How much of a program's output is kept for those who look on.
const MAX_PRINTED: usize = 64 << 10;

/// The end of what the program has written, as a terminal would show it.
#[derive(Clone, Default)]
pub(super) struct Printed {
    pub(super) bytes: Vec<u8>,
}

impl Outside for Printed {
    fn output(&mut self, _: Stream, bytes: &[u8]) {
        let bytes = &bytes[bytes.len().saturating_sub(MAX_PRINTED)..];
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > 2 * MAX_PRINTED {
            self.bytes.drain(..self.bytes.len() - MAX_PRINTED);
        }
    }

    fn progress(&mut self, _: Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
