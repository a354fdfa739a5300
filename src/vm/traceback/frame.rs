//! One entry of a traceback: file, line, function, the source and its carets
//! (`traceback.StackSummary.format_frame_summary`).

use std::collections::BTreeSet;
use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

use crate::bytecode::{CodeObject, Position};
use crate::syntax::segment::{self, Anchors, Place};

/// `traceback.FrameSummary`.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    pub filename: Arc<str>,
    name: Box<str>,
    at: Position,
    /// Whether the columns are known.
    columns: bool,
}

impl Summary {
    pub fn new(code: &CodeObject, lasti: usize) -> Summary {
        let known = code.positions.get(lasti).copied();
        let line = code.line(lasti);
        let at = known.unwrap_or(Position {
            line,
            end_line: line,
            ..Position::default()
        });
        Summary {
            filename: code.filename.clone(),
            name: code.name.clone(),
            at,
            columns: at.end_line > at.line || at.end_column > at.column,
        }
    }

    /// Shown only so often in a row.
    pub fn same_line(&self, other: &Summary) -> bool {
        self.filename == other.filename && self.at.line == other.at.line && self.name == other.name
    }

    pub fn format(&self, text: &mut String, source_line: impl Fn(u32) -> Option<String>) {
        let (filename, line, name) = (&self.filename, self.at.line, &self.name);
        text.push_str(&format!("  File \"{filename}\", line {line}, in {name}\n"));
        let last = self.at.end_line.max(line);
        let original: Vec<String> = (line..=last)
            .map(|line| source_line(line).unwrap_or_default().trim_end().to_string())
            .collect();
        if original.iter().all(|line| line.is_empty()) {
            return;
        }
        if !self.columns {
            let first = original.first().map_or("", |line| line.trim());
            text.push_str(&format!("    {first}\n"));
            return;
        }
        let shown = Source::new(&original, self.at).format();
        for line in dedent(&shown) {
            text.push_str("    ");
            text.push_str(&line);
            text.push('\n');
        }
    }
}

/// The source lines of an instruction, dedented, and the part of them that it is.
struct Source {
    lines: Vec<Vec<char>>,
    /// Column in the first line.
    start: usize,
    /// Column in the last line.
    end: usize,
}

impl Source {
    fn new(original: &[String], at: Position) -> Source {
        let lines: Vec<Vec<char>> = dedent(original)
            .iter()
            .map(|line| line.chars().collect())
            .collect();
        let first = original.first().map_or(0, |line| line.chars().count());
        let last = original.last().map_or(0, |line| line.chars().count());
        let dedented = first.saturating_sub(lines.first().map_or(0, Vec::len));
        let column = |column: u32, length: usize| (column as usize).min(length);
        Source {
            start: column(at.column, first).saturating_sub(dedented),
            end: column(at.end_column, last).saturating_sub(dedented),
            lines,
        }
    }

    fn line(&self, index: usize) -> &[char] {
        self.lines.get(index).map_or(&[], |line| line)
    }

    fn last(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }

    fn text(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| line.iter().collect())
            .collect();
        lines.join("\n")
    }

    /// Exactly the instruction's own text.
    fn segment(&self) -> String {
        let text = self.text();
        let after = self.line(self.last()).len().saturating_sub(self.end);
        let length = text.chars().count().saturating_sub(after);
        let inside = length.saturating_sub(self.start);
        text.chars().skip(self.start).take(inside).collect()
    }

    fn format(&self) -> Vec<String> {
        let anchors = segment::anchors(&self.segment());
        let carets = Carets::new(self, anchors);
        let shown = self.shows_carets(anchors);
        let mut out = Vec::new();
        let mut previous = None;
        for line in self.significant_lines(anchors) {
            match previous.map_or(1, |previous| line - previous) {
                2 => self.push_line(&mut out, line - 1, &carets, shown),
                gap if gap > 2 => out.push(format!("...<{} lines>...", gap - 1)),
                _ => {}
            }
            self.push_line(&mut out, line, &carets, shown);
            previous = Some(line);
        }
        out
    }

    fn push_line(&self, out: &mut Vec<String>, line: usize, carets: &Carets, shown: bool) {
        out.push(self.line(line).iter().collect());
        if shown {
            out.push(carets.under(line));
        }
    }

    /// First and last line and those around the anchors.
    fn significant_lines(&self, anchors: Option<Anchors>) -> BTreeSet<usize> {
        let mut lines = BTreeSet::from([0, self.last()]);
        for place in anchors.iter().flat_map(|a| [a.left_end, a.right_start]) {
            lines.extend(place.line.saturating_sub(1)..=place.line + 1);
        }
        lines.retain(|&line| line <= self.last());
        lines
    }

    /// Carets that underline a whole line are left out, unless there is an anchor to show.
    fn shows_carets(&self, anchors: Option<Anchors>) -> bool {
        let start = Place {
            line: 0,
            column: self.start,
        };
        let end = Place {
            line: self.last(),
            column: self.end,
        };
        if segment::is_plain_call(&self.text(), start, end) == Some(true) {
            return false;
        }
        let blank = |part: Option<&[char]>| part.unwrap_or(&[]).iter().all(|c| c.is_whitespace());
        anchors.is_some()
            || !blank(self.line(0).get(..self.start))
            || !blank(self.line(self.last()).get(self.end..))
    }
}

/// Where carets go, in columns of a terminal.
struct Carets<'a> {
    source: &'a Source,
    start: usize,
    end: usize,
    /// The part inside which `^` stands, with `~` around it.
    inner: Option<(Place, Place)>,
}

impl<'a> Carets<'a> {
    fn new(source: &'a Source, anchors: Option<Anchors>) -> Carets<'a> {
        // Anchors count from the start of the segment.
        let place = |place: Place| {
            let before = if place.line == 0 { source.start } else { 0 };
            let column = width(source.line(place.line), place.column + before);
            Place { column, ..place }
        };
        Carets {
            start: width(source.line(0), source.start),
            end: width(source.line(source.last()), source.end),
            inner: anchors.map(|a| (place(a.left_end), place(a.right_start))),
            source,
        }
    }

    fn under(&self, line: usize) -> String {
        let text = self.source.line(line);
        let blanks = text.iter().take_while(|c| c.is_whitespace()).count();
        let length = if line == self.source.last() {
            self.end
        } else {
            width(text, text.len())
        };
        let caret = |column| {
            if column < blanks || (line == 0 && column < self.start) {
                return ' ';
            }
            let at = Place { line, column };
            match self.inner {
                Some((from, to)) if at < from || at >= to => '~',
                _ => '^',
            }
        };
        (0..length).map(caret).collect()
    }
}

/// Columns of a terminal that the first `count` characters take (`traceback._display_width`).
fn width(line: &[char], count: usize) -> usize {
    if line.iter().all(char::is_ascii) {
        return count;
    }
    line.iter()
        .take(count)
        .map(|c| if c.width() == Some(2) { 2 } else { 1 })
        .sum()
}

/// `textwrap.dedent`.
fn dedent(lines: &[String]) -> Vec<String> {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let mut margin: Option<&str> = None;
    for line in lines {
        let rest = line.trim_start_matches(is_blank);
        if rest.is_empty() {
            continue;
        }
        let indent = &line[..line.len() - rest.len()];
        margin = Some(match margin {
            None => indent,
            Some(margin) => {
                let common = margin
                    .bytes()
                    .zip(indent.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                &margin[..common]
            }
        });
    }
    let margin = margin.unwrap_or("");
    lines
        .iter()
        .map(|line| match line.trim_start_matches(is_blank) {
            "" => String::new(),
            _ => line.strip_prefix(margin).unwrap_or(line).to_string(),
        })
        .collect()
}
