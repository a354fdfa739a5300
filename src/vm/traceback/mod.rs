//! Tracebacks as CPython 3.13's `traceback` module prints them.
//!
//! `frame` lays out one entry with its source lines and carets, `group` groups of exceptions, `message` the part below the
//! frames, `suggest` what the name may have meant; this file strings them together along the
//! chain of causes and contexts.

mod frame;
mod group;
mod message;
mod print;
mod suggest;

use rustc_hash::FxHashSet;

use super::ctx::Ctx;
use super::heap::Body;
use super::native::Result;
use super::value::Value;
use frame::Summary;
use group::Printer;

pub use print::{EXCEPTHOOK, PRINT_EXCEPTION, PRINT_EXIT_MESSAGE, PRINT_SHUTDOWN_EXCEPTION};
pub use suggest::nearest;

/// How many equal entries in a row are shown (`traceback._RECURSIVE_CUTOFF`).
const SHOWN_REPEATS: usize = 3;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

impl Ctx<'_> {
    /// `"".join(traceback.format_exception(exception))`: the chain of causes and contexts, the
    /// exception itself last.
    ///
    /// # Errors
    /// Only where Python code (a `__str__`) has to run first; what it raises is shown as
    /// `<exception str() failed>`.
    pub fn format_exception(&mut self, exception: Value) -> Result<String> {
        let mut printer = Printer::default();
        self.print_chain(exception, &mut printer)?;
        Ok(printer.text)
    }

    /// The exception, what it came from, what that came from …; each with what joins it to the
    /// one before. Ends where it would come round.
    fn exception_chain(&self, exception: Value) -> Vec<(Value, &'static str)> {
        let mut chain = vec![(exception, "")];
        let mut seen: FxHashSet<_> = exception.as_ref().into_iter().collect();
        let mut at = exception;
        while let Some(e) = self.exception(at) {
            let mut new = |next: Value| next.as_ref().is_some_and(|r| seen.insert(r));
            if new(e.cause) {
                chain.push((e.cause, CAUSE));
                at = e.cause;
            } else if !e.suppress_context && new(e.context) {
                chain.push((e.context, CONTEXT));
                at = e.context;
            } else {
                break;
            }
        }
        chain
    }

    /// `"".join(traceback.format_tb(traceback))`.
    pub fn format_traceback(&self, traceback: Value) -> String {
        let mut text = String::new();
        let mut last: Option<Summary> = None;
        let mut count = 0;
        let mut at = traceback;
        while let Some(Body::Traceback(entry)) = self.body(at) {
            let summary = Summary::new(&entry.code.code, entry.lasti as usize);
            if last.as_ref().is_none_or(|last| !last.same_line(&summary)) {
                push_repeats(&mut text, count);
                count = 0;
            }
            count += 1;
            if count <= SHOWN_REPEATS {
                summary.format(&mut text, |line| {
                    self.interp.host.source_line(&summary.filename, line)
                });
            }
            last = Some(summary);
            at = entry.next;
        }
        push_repeats(&mut text, count);
        text
    }
}

fn push_repeats(text: &mut String, count: usize) {
    let more = count.saturating_sub(SHOWN_REPEATS);
    if more > 0 {
        let plural = if more > 1 { "s" } else { "" };
        text.push_str(&format!(
            "  [Previous line repeated {more} more time{plural}]\n"
        ));
    }
}
