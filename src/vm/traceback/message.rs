//! The last lines of a traceback: class, message, notes; and where a SyntaxError is.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Interrupt, Result};
use crate::vm::types;
use crate::vm::value::Value;

impl Ctx<'_> {
    /// `"".join(traceback.format_exception_only(exception))`.
    ///
    /// # Errors
    /// As [`Ctx::format_exception`].
    pub fn format_exception_only(&mut self, exception: Value) -> Result<String> {
        let class = self.class_of(exception);
        let name = self.qualified_name(class);
        let name = name.strip_prefix("__main__.").unwrap_or(&name).to_string();
        let mut text = if self.interp.is_subclass(class, types::SYNTAX_ERROR) {
            self.format_syntax_error(exception, &name)?
        } else {
            let mut message = self.safe_text(exception, "exception")?;
            message.push_str(&self.suggestion(exception));
            if message.is_empty() {
                format!("{name}\n")
            } else {
                format!("{name}: {message}\n")
            }
        };
        let notes = self.interp.intern("__notes__");
        if let Some(notes) = self.own_attribute(exception, notes) {
            text.push_str(&self.format_notes(notes)?);
        }
        Ok(text)
    }

    fn format_notes(&mut self, notes: Value) -> Result<String> {
        let items = match self.body(notes) {
            Some(Body::List(items)) => items.clone(),
            Some(Body::Tuple(items)) => items.to_vec(),
            _ if notes.is_none() => Vec::new(),
            _ => {
                return match self.repr(notes) {
                    Ok(text) => Ok(format!("{text}\n")),
                    Err(Interrupt::Raise(_)) => Ok("<__notes__ repr() failed>\n".to_string()),
                    Err(interrupt) => Err(interrupt),
                };
            }
        };
        let mut text = String::new();
        for note in items {
            let note = self.safe_text(note, "note")?;
            for line in note.split('\n') {
                text.push_str(line);
                text.push('\n');
            }
        }
        Ok(text)
    }

    /// `str(value)`, whatever that raises.
    fn safe_text(&mut self, value: Value, what: &str) -> Result<String> {
        let failed = format!("<{what} str() failed>");
        let class = self.class_of(value);
        if let Some(method) = self.interp.lookup(class, names::STR_)
            && self.interp.native_callee(method).is_none()
        {
            let reply = self.call_catching(types::BASE_EXCEPTION, method, &[value])?;
            let text = reply.ok().and_then(|text| self.as_str(text));
            return Ok(text.map_or(failed, |text| text.as_str().to_string()));
        }
        match self.to_str(value) {
            Ok(text) => Ok(text),
            Err(Interrupt::Raise(_)) => Ok(failed),
            Err(interrupt) => Err(interrupt),
        }
    }

    /// An attribute of a SyntaxError: set on it, or the place that it was made with.
    fn syntax_error_part(&mut self, exception: Value, name: &str, index: usize) -> Value {
        let name = self.interp.intern(name);
        if let Some(own) = self.own_attribute(exception, name) {
            return own;
        }
        let args = self.exception(exception).map_or(Value::None, |e| e.args);
        let place = match self.as_tuple(args) {
            Some(&[_, place]) => place,
            _ => return Value::None,
        };
        let part = self.as_tuple(place).and_then(|place| place.get(index));
        part.copied().unwrap_or(Value::None)
    }

    /// `TracebackException._format_syntax_error`.
    fn format_syntax_error(&mut self, exception: Value, class: &str) -> Result<String> {
        let mut part = |name, index| self.syntax_error_part(exception, name, index);
        let (filename, line, text) = (part("filename", 0), part("lineno", 1), part("text", 3));
        let (offset, end_offset) = (part("offset", 2), part("end_offset", 5));
        let end_line = part("end_lineno", 4);
        let mut out = String::new();
        let mut suffix = String::new();
        if !line.is_none() {
            let filename = match filename {
                Value::None => "<string>".to_string(),
                filename => self.to_str(filename)?,
            };
            let line = self.to_str(line)?;
            out.push_str(&format!("  File \"{filename}\", line {line}\n"));
        } else if !filename.is_none() {
            suffix = format!(" ({})", self.to_str(filename)?);
        }
        if let Some(text) = self.as_str(text).map(|text| text.as_str().to_string()) {
            let number = |value| match value {
                Value::Int(number) => Some(number),
                _ => None,
            };
            let same_line = match (number(line), number(end_line)) {
                (Some(line), Some(end)) => line == end,
                (None, None) => true,
                _ => false,
            };
            let end = same_line.then(|| number(end_offset).filter(|&end| end != 0));
            push_syntax_source(&mut out, &text, number(offset), end);
        }
        let name = self.interp.intern("msg");
        let message = self
            .own_attribute(exception, name)
            .unwrap_or_else(|| self.first_arg(exception));
        let message = match message {
            Value::None => "<no detail available>".to_string(),
            message => self.safe_text(message, "exception")?,
        };
        out.push_str(&format!("{class}: {message}{suffix}\n"));
        Ok(out)
    }
}

/// The source line of a SyntaxError and its carets. Offsets count from 1; `end` is `None` where
/// the error goes on in the next line.
fn push_syntax_source(out: &mut String, text: &str, offset: Option<i64>, end: Option<Option<i64>>) {
    let right = text.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    out.push_str(&format!("    {left}\n"));
    let Some(mut offset) = offset else {
        return;
    };
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX - 1);
    let (whole, past) = (length(text), length(right) + 1);
    let mut end = match end {
        Some(end) => end.unwrap_or(offset),
        None => past,
    };
    if whole > 0 && offset > whole {
        offset = past;
    }
    if whole > 0 && end > whole {
        end = past;
    }
    if offset >= end || end < 0 {
        end = offset.saturating_add(1);
    }
    let spaces = length(right) - length(left);
    let column = offset.saturating_sub(1).saturating_sub(spaces);
    if column < 0 {
        return;
    }
    // Other white space than blanks is kept, so that the carets stand below what they mean.
    let keep = |c: char| if c.is_whitespace() { c } else { ' ' };
    let before: String = left.chars().take(column as usize).map(keep).collect();
    let width = end.saturating_sub(offset).min(past).max(1);
    out.push_str(&format!("    {before}{}\n", "^".repeat(width as usize)));
}
