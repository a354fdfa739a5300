//! What is wrong with a text, and where: one shape for scenario files, programs and the command
//! line, drawn as the compiler of a careful language draws its errors.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A text that diagnostics point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As the reader knows it: a path, or `<command line>`.
    pub file: Arc<str>,
    pub text: Arc<str>,
}

impl Source {
    pub fn new(file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Source {
            file: file.into(),
            text: text.into(),
        }
    }
}

/// One problem in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub message: String,
    pub source: Source,
    /// Bytes of `source.text` to underline. `None`: the file as a whole.
    pub span: Option<Range<usize>>,
    /// Said beside the underline.
    pub label: Option<String>,
    /// What to do about it, a sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    pub fn error(source: Source, span: Range<usize>, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            source,
            span: Some(span),
            label: None,
            help: Vec::new(),
        }
    }

    /// A problem of a file as a whole: it is missing, or cannot be read.
    pub fn file_error(file: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            source: Source::new(file, ""),
            span: None,
            label: None,
            help: Vec::new(),
        }
    }

    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The line of the first underlined byte, counted from 1.
    pub fn line(&self) -> usize {
        self.before_span().matches('\n').count() + 1
    }

    /// The column of the first underlined character, counted from 1, in characters.
    pub fn column(&self) -> usize {
        let before = self.before_span();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        before
            .get(line_start..)
            .map_or(1, |text| text.chars().count() + 1)
    }

    fn before_span(&self) -> &str {
        let start = self.span.as_ref().map_or(0, |span| span.start);
        let text: &str = &self.source.text;
        &text[..text.floor_char_boundary(start)]
    }

    /// The span, cut to the text and widened to whole characters.
    fn drawable_span(&self) -> Option<Range<usize>> {
        let text: &str = &self.source.text;
        let span = self.span.clone()?;
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end.min(text.len()));
        Some(start..end.max(start))
    }

    /// Message, place, the underlined line, and help. `width` is the terminal's, in columns.
    pub fn render(&self, colour: bool, width: usize) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(printable(&self.message));
        let mut group = match self.drawable_span() {
            Some(span) => {
                let annotation = AnnotationKind::Primary
                    .span(span)
                    .label(self.label.as_deref().map(printable));
                title.element(
                    Snippet::source(&*self.source.text)
                        .path(&*self.source.file)
                        .annotation(annotation),
                )
            }
            None if self.source.file.is_empty() => Group::with_title(title),
            None => title.element(Origin::path(&*self.source.file)),
        };
        for help in &self.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut text = renderer.term_width(width.max(40)).render(&[group]);
        text.push('\n');
        text
    }
}

/// All of them with an empty line between, and how many errors there were.
pub fn render_all(diagnostics: &[Diagnostic], colour: bool, width: usize) -> String {
    let mut text = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.render(colour, width))
        .collect::<Vec<_>>()
        .join("\n");
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    if errors > 1 {
        text.push_str(&format!("\n{errors} errors\n"));
    }
    text
}

/// Messages quote what the user wrote; control characters in it must not reach the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(text: &str, span: Range<usize>) -> Diagnostic {
        Diagnostic::error(Source::new("a.toml", text), span, "no such core")
    }

    #[test]
    fn place_counts_lines_and_characters_from_one() {
        let check = |text, at, expect| {
            let found = diagnostic(text, at..at + 1);
            assert_eq!((found.line(), found.column()), expect);
        };
        check("abc", 0, (1, 1));
        check("abc\nde", 5, (2, 2));
        check("µµx", 4, (1, 3));
    }

    #[test]
    fn drawing_underlines_the_span_and_adds_help() {
        let text = diagnostic("cores = 4\ncore = 7\n", 17..18)
            .label("cores are 0 to 3")
            .help("raise `cores`")
            .render(false, 80);
        let expect = "\
error: no such core
 --> a.toml:2:8
  |
2 | core = 7
  |        ^ cores are 0 to 3
  |
  = help: raise `cores`
";
        assert_eq!(text, expect);
    }

    #[test]
    fn any_span_can_be_drawn() {
        for (text, span) in [
            ("", 0..0),
            ("", 5..9),
            ("µ", 1..1),
            ("µ\r\n\t한", 3..7),
            ("ab", Range { start: 2, end: 1 }),
            ("a\n", 2..2),
        ] {
            assert!(
                diagnostic(text, span)
                    .render(true, 0)
                    .contains("no such core")
            );
        }
    }

    #[test]
    fn control_characters_of_the_input_do_not_reach_the_terminal() {
        let found = Diagnostic::file_error("", "unknown key `\u{1b}[2J`");
        assert!(!found.render(false, 80).contains('\u{1b}'));
    }
}
