//! Tracebacks as CPython 3.13 prints them.

use super::code::LoadedCode;
use super::heap::Body;
use super::interpreter::Interpreter;
use super::value::Value;

impl Interpreter {
    /// `traceback.format_exception`: the chain of causes and contexts, outermost last.
    pub fn format_exception(&mut self, exception: Value) -> String {
        let mut chain = vec![(exception, "")];
        let mut at = exception;
        while let Some(Body::Exception(e)) = at.as_ref().map(|r| self.heap.body(r)) {
            let (next, link) = if !e.cause.is_none() {
                (
                    e.cause,
                    "\nThe above exception was the direct cause of the following exception:\n\n",
                )
            } else if !e.context.is_none() && !e.suppress_context {
                (
                    e.context,
                    "\nDuring handling of the above exception, another exception occurred:\n\n",
                )
            } else {
                break;
            };
            if chain.iter().any(|(seen, _)| seen.is(next)) {
                break;
            }
            chain.push((next, link));
            at = next;
        }
        let mut text = String::new();
        for index in (0..chain.len()).rev() {
            text.push_str(&self.format_one(chain[index].0));
            if index > 0 {
                text.push_str(chain[index].1);
            }
        }
        text
    }

    fn format_one(&mut self, exception: Value) -> String {
        let mut text = String::new();
        let traceback = match exception.as_ref().map(|r| self.heap.body(r)) {
            Some(Body::Exception(e)) => e.traceback,
            _ => Value::None,
        };
        if !traceback.is_none() {
            text.push_str("Traceback (most recent call last):\n");
            text.push_str(&self.format_traceback(traceback));
        }
        text.push_str(&self.format_exception_only(exception));
        text
    }

    fn format_traceback(&self, traceback: Value) -> String {
        let mut text = String::new();
        let mut at = traceback;
        while let Some(Body::Traceback(entry)) = at.as_ref().map(|r| self.heap.body(r)) {
            text.push_str(&self.format_entry(&entry.code, entry.lasti));
            at = entry.next;
        }
        text
    }

    fn format_entry(&self, code: &LoadedCode, lasti: u32) -> String {
        let line = code.code.line(lasti as usize);
        let name = &code.code.qualname;
        let mut text = format!(
            "  File \"{}\", line {line}, in {name}\n",
            code.code.filename
        );
        if let Some(source) = self.host.source_line(&code.code.filename, line) {
            text.push_str(&format!("    {}\n", source.trim()));
        }
        text
    }

    pub fn format_exception_only(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let mut ctx = super::ctx::Ctx::new(
            self,
            super::exit::ThreadId(0),
            Value::None,
            super::value::Ref(0),
            0,
            Vec::new(),
        );
        let name = ctx.qualified_name(class);
        let name = name.strip_prefix("__main__.").unwrap_or(&name).to_string();
        let text = match ctx.to_str(exception) {
            Ok(text) => text,
            Err(_) => "<exception str() failed>".to_string(),
        };
        if text.is_empty() {
            format!("{name}\n")
        } else {
            format!("{name}: {text}\n")
        }
    }
}
