//! [`SourceFile`]: a program's text, and the way between byte offsets and positions.

use std::ops::Range;
use std::sync::Arc;

use crate::bytecode::Position;

#[derive(Debug, PartialEq)]
pub struct SourceFile {
    pub filename: Arc<str>,
    pub text: Box<str>,
    line_starts: Vec<u32>,
    /// (offset just after a character that is longer than one byte, how many bytes beyond one per
    /// character the text has up to there)
    wide: Vec<(u32, u32)>,
}

impl SourceFile {
    pub fn new(text: &str, filename: &str) -> Self {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        let mut at = 0;
        while at < bytes.len() {
            let width = match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => 2,
                (b'\n' | b'\r', _) => 1,
                _ => {
                    at += 1;
                    continue;
                }
            };
            at += width;
            line_starts.push(at as u32);
        }
        let mut wide = Vec::new();
        let mut extra = 0;
        if !text.is_ascii() {
            for (offset, character) in text.char_indices() {
                let width = character.len_utf8();
                if width > 1 {
                    extra += width as u32 - 1;
                    wide.push(((offset + width) as u32, extra));
                }
            }
        }
        SourceFile {
            filename: filename.into(),
            text: text.into(),
            line_starts,
            wide,
        }
    }

    fn extra_bytes(&self, offset: u32) -> u32 {
        let after = self.wide.partition_point(|&(end, _)| end <= offset);
        after
            .checked_sub(1)
            .and_then(|at| self.wide.get(at))
            .map_or(0, |&(_, extra)| extra)
    }

    fn line_start(&self, line: u32) -> u32 {
        let index = (line as usize).saturating_sub(1);
        self.line_starts
            .get(index)
            .copied()
            .unwrap_or(self.text.len() as u32)
    }

    /// (1-based line, 0-based column in characters)
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset) as u32;
        let start = self.line_start(line);
        let wide = self.extra_bytes(offset) - self.extra_bytes(start);
        (line, offset - start - wide)
    }

    pub fn position(&self, range: Range<u32>) -> Position {
        let (line, column) = self.line_column(range.start);
        let (end_line, end_column) = self.line_column(range.end);
        Position {
            line,
            end_line,
            column,
            end_column,
        }
    }

    fn offset(&self, line: u32, column: u32) -> usize {
        let start = self.line_start(line) as usize;
        let line = self.text.get(start..).unwrap_or("");
        let within = line
            .char_indices()
            .nth(column as usize)
            .map_or(line.len(), |(offset, _)| offset);
        start + within
    }

    /// The byte range of `position`.
    pub fn range(&self, position: Position) -> Range<usize> {
        let start = self.offset(position.line, position.column);
        let end = self.offset(position.end_line, position.end_column);
        start..end.max(start)
    }

    /// The text of line `line` (from 1) without its line end.
    pub fn line_text(&self, line: u32) -> &str {
        let start = self.line_start(line) as usize;
        let end = self.line_start(line.saturating_add(1)) as usize;
        self.text
            .get(start..end)
            .unwrap_or("")
            .trim_end_matches(['\r', '\n'])
    }

    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: u32, expect: (u32, u32)) {
        let source = SourceFile::new(text, "t.py");
        assert_eq!(source.line_column(offset), expect);
        let position = source.position(offset..offset);
        assert_eq!(source.range(position).start, offset as usize, "round trip");
    }

    #[test]
    fn columns_count_characters_and_lines_end_in_any_newline() {
        check("ab\ncd", 4, (2, 1));
        check("ab\r\ncd", 4, (2, 0));
        check("ab\rcd", 3, (2, 0));
        check("한글 = 1\n한 = 2", 7, (1, 3));
        check("한글 = 1\n한 = 2", 14, (2, 1));
        check("", 0, (1, 0));
    }
}
