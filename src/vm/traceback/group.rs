//! Laying out exceptions and groups of them (`traceback.TracebackException.format`).

use crate::vm::ctx::Ctx;
use crate::vm::native::Result;
use crate::vm::value::Value;

/// `TracebackException`'s limits: groups deeper or wider are cut.
const MAX_DEPTH: usize = 10;
const MAX_WIDTH: usize = 15;

/// The text so far, and how deep in groups it is.
#[derive(Default)]
pub(super) struct Printer {
    pub text: String,
    depth: usize,
    need_close: bool,
}

impl Printer {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Adds lines, each behind the margin of the group that it is in.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.text.push_str(text);
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            self.text.push_str(&format!("{indent}{margin} {line}"));
        }
    }
}

impl Ctx<'_> {
    /// One exception with all that it came from.
    pub(super) fn print_chain(&mut self, exception: Value, printer: &mut Printer) -> Result<()> {
        let chain: Vec<_> = self.exception_chain(exception).into_iter().rev().collect();
        for (one, link) in chain {
            self.print_one(one, printer)?;
            printer.emit(link, '|');
        }
        Ok(())
    }

    fn print_one(&mut self, exception: Value, printer: &mut Printer) -> Result<()> {
        let Some(members) = self.group_members(exception) else {
            self.print_frames(exception, "Traceback", '|', printer);
            let last = self.format_exception_only(exception)?;
            printer.emit(&last, '|');
            return Ok(());
        };
        if printer.depth > MAX_DEPTH {
            printer.emit(&format!("... (max_group_depth is {MAX_DEPTH})\n"), '|');
            return Ok(());
        }
        let outermost = printer.depth == 0;
        if outermost {
            printer.depth = 1;
        }
        let margin = if outermost { '+' } else { '|' };
        self.print_frames(exception, "Exception Group Traceback", margin, printer);
        let last = self.format_exception_only(exception)?;
        printer.emit(&last, '|');
        self.print_members(&members, printer)?;
        if outermost {
            printer.depth = 0;
        }
        Ok(())
    }

    fn print_frames(&mut self, exception: Value, title: &str, margin: char, printer: &mut Printer) {
        let traceback = self.exception(exception).map(|e| e.traceback);
        if let Some(traceback) = traceback.filter(|tb| !tb.is_none()) {
            printer.emit(&format!("{title} (most recent call last):\n"), margin);
            let frames = self.format_traceback(traceback);
            printer.emit(&frames, '|');
        }
    }

    fn print_members(&mut self, members: &[Value], printer: &mut Printer) -> Result<()> {
        let shown = members.len().min(MAX_WIDTH + 1);
        printer.need_close = false;
        for (index, &member) in members.iter().enumerate().take(shown) {
            let is_last = index + 1 == shown;
            if is_last {
                // A group inside may close the frame first.
                printer.need_close = true;
            }
            let cut = index >= MAX_WIDTH;
            let title = if cut {
                "...".to_string()
            } else {
                (index + 1).to_string()
            };
            let corner = if index == 0 { "+-" } else { "  " };
            let line = format!(
                "{}{corner}+---------------- {title} ----------------\n",
                printer.indent()
            );
            printer.text.push_str(&line);
            printer.depth += 1;
            if cut {
                let more = members.len() - MAX_WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                printer.emit(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                self.nested("", |ctx| ctx.print_chain(member, printer))?;
            }
            if is_last && printer.need_close {
                let line = format!(
                    "{}+------------------------------------\n",
                    printer.indent()
                );
                printer.text.push_str(&line);
                printer.need_close = false;
            }
            printer.depth -= 1;
        }
        Ok(())
    }
}
