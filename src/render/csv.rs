//! CSV (RFC 4180): one line per slice, for spreadsheets and data frames.

use super::cause::Because;
use super::{Figure, Format, RenderError, Run};
use crate::timeline::Lang;
use crate::trace::Slice;

/// Columns: `process, thread, state, start_ns, end_ns, core, cause_thread, cause_file,
/// cause_line, cause_what`, with `run` before them where several runs are compared. Lines in
/// the trace's order, all slices whatever the window; empty fields where there is nothing to
/// say. State names are the English ones in every language.
pub struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        let several = figure.runs.len() > 1;
        let mut out = String::new();
        if several {
            out.push_str("run,");
        }
        out.push_str(
            "process,thread,state,start_ns,end_ns,core,cause_thread,cause_file,cause_line,cause_what\r\n",
        );
        for run in &figure.runs {
            for slice in &run.trace.slices {
                if several {
                    field(&mut out, run.name);
                    out.push(',');
                }
                record(&mut out, run, slice);
            }
        }
        Ok(out.into_bytes())
    }
}

/// A table of ready cells, the first row its heading.
pub fn csv_rows(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            field(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn record(out: &mut String, run: &Run<'_>, slice: &Slice) {
    let trace = run.trace;
    let track = trace.threads.get(slice.thread.0 as usize);
    let process = track.and_then(|t| trace.processes.get(t.process.0 as usize));
    let because = Because::of(trace, slice.cause);

    field(out, process.map_or("", |p| p.name.as_str()));
    out.push(',');
    field(out, track.map_or("", |t| t.name.as_str()));
    out.push(',');
    field(out, Lang::En.state(slice.state));
    out.push_str(&format!(",{},{},", slice.start, slice.end));
    if let Some(core) = slice.core {
        out.push_str(&core.0.to_string());
    }
    out.push(',');
    field(out, because.by.unwrap_or_default());
    out.push(',');
    field(out, because.place.map_or("", |p| &p.file));
    out.push(',');
    if let Some(place) = because.place {
        out.push_str(&place.line.to_string());
    }
    out.push(',');
    field(out, because.what);
    out.push_str("\r\n");
}

fn field(out: &mut String, text: &str) {
    if text.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    /// Quotes, commas and line breaks survive a round trip through any CSV reader.
    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let check = |text: &str, expect: &str| {
            let mut out = String::new();
            field(&mut out, text);
            assert_eq!(out, expect);
        };
        check("cpu-1", "cpu-1");
        check("", "");
        check("a,b", "\"a,b\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("two\nlines", "\"two\nlines\"");
    }
}
