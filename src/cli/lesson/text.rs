//! The Markdown of lessons as text for a terminal: wrapped, without its signs.

use unicode_width::UnicodeWidthStr;

/// Where lesson texts are written.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub width: usize,
    pub color: bool,
}

/// What begins the part of a lesson that follows the run, in each language.
const AFTER_THE_RUN: &[&str] = &["**What to look at**", "**살펴볼 것**"];

/// What one reads before the run, and what after it.
pub fn parts(readme: &str) -> (&str, &str) {
    let starts = AFTER_THE_RUN.iter().filter_map(|part| readme.find(part));
    readme.split_at(starts.min().unwrap_or(readme.len()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Bold,
    Code,
}

/// A word in pieces of one style each.
type Word = Vec<(Style, String)>;

impl Page {
    /// A whole text: headings, paragraphs, lists, blocks of code.
    pub fn text(&self, markdown: &str) -> String {
        let mut blocks: Vec<String> = Vec::new();
        let mut in_list = false;
        let mut lines = markdown.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim().is_empty() {
                continue;
            }
            let follows = std::mem::take(&mut in_list);
            if let Some(heading) = line.strip_prefix("# ") {
                blocks.push(format!("{}\n", self.bold(heading)));
            } else if verbatim(line) {
                let mut block = vec![line];
                while let Some(next) = lines.next_if(|next| verbatim(next) || next.is_empty()) {
                    block.push(next);
                }
                let block = block.join("\n");
                blocks.push(format!("{}\n", self.style(Style::Code, block.trim_end())));
            } else {
                let mut whole = line.to_string();
                while let Some(next) = lines.next_if(|next| continues(next)) {
                    whole.push(' ');
                    whole.push_str(next.trim());
                }
                match item(&whole) {
                    // The items of a list stand together.
                    Some((mark, rest)) => {
                        in_list = true;
                        match blocks.last_mut() {
                            Some(last) if follows => last.push_str(&self.item(&mark, rest)),
                            _ => blocks.push(self.item(&mark, rest)),
                        }
                    }
                    None => blocks.push(self.paragraph(&whole)),
                }
            }
        }
        blocks.join("\n")
    }

    /// One paragraph, wrapped.
    pub fn paragraph(&self, text: &str) -> String {
        self.wrapped("", text)
    }

    /// A mark, and beside it a text whose lines stand below one another.
    pub fn item(&self, mark: &str, text: &str) -> String {
        self.wrapped(&format!("{mark:>3} "), text)
    }

    pub fn bold(&self, text: &str) -> String {
        self.style(Style::Bold, text)
    }

    pub fn faint(&self, text: &str) -> String {
        self.escaped("2", text)
    }

    fn style(&self, style: Style, text: &str) -> String {
        match style {
            Style::Plain => text.to_string(),
            Style::Bold => self.escaped("1", text),
            Style::Code => self.escaped("36", text),
        }
    }

    fn escaped(&self, code: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }

    fn wrapped(&self, first: &str, text: &str) -> String {
        let indent = first.width();
        let mut out = first.to_string();
        let mut column = indent;
        for word in words(text) {
            let width: usize = word.iter().map(|(_, piece)| piece.width()).sum();
            if column > indent && column + 1 + width > self.width {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            } else if column > indent {
                out.push(' ');
                column += 1;
            }
            for (style, piece) in &word {
                out.push_str(&self.style(*style, piece));
            }
            column += width;
        }
        out.push('\n');
        out
    }
}

/// A line that stands as it is: code, or the row of a table.
fn verbatim(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('|')
}

/// A line that goes on with the paragraph or item before.
fn continues(line: &str) -> bool {
    !line.trim().is_empty()
        && !line.starts_with('#')
        && !line.starts_with('|')
        && item(line).is_none()
}

/// The mark and the text of an item of a list.
fn item(line: &str) -> Option<(String, &str)> {
    if let Some(rest) = line.strip_prefix("- ") {
        return Some(("•".to_string(), rest));
    }
    let (number, rest) = line.split_once(". ")?;
    let counts =
        !number.is_empty() && number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit());
    counts.then(|| (format!("{number}."), rest))
}

/// The words of a line without the signs around them: `**bold**`, `*weight*`, code, links.
fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Word = Vec::new();
    let mut style = Style::Plain;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '`' => {
                style = match style {
                    Style::Code => Style::Plain,
                    _ => Style::Code,
                };
            }
            '*' if style != Style::Code && after.starts_with('*') => {
                style = match style {
                    Style::Bold => Style::Plain,
                    _ => Style::Bold,
                };
                rest = &after[1..];
                continue;
            }
            // A sign of weight touches a word; one between blanks multiplies.
            '*' if style != Style::Code && !(after.starts_with(' ') && word.is_empty()) => {}
            '[' if style != Style::Code && link(after).is_some() => {
                let (shown, behind) = link(after).unwrap_or((after, ""));
                for (i, part) in shown.split(' ').enumerate() {
                    if i > 0 {
                        words.push(std::mem::take(&mut word));
                    }
                    word.push((style, part.to_string()));
                }
                rest = behind;
                continue;
            }
            c if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => match word.last_mut() {
                Some((last, piece)) if *last == style => piece.push(c),
                _ => word.push((style, c.to_string())),
            },
        }
        rest = after;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The text of a link and what comes after it, given what comes after its `[`.
fn link(text: &str) -> Option<(&str, &str)> {
    let (shown, rest) = text.split_once("](")?;
    let (_, behind) = rest.split_once(')')?;
    (!shown.contains(['[', ']'])).then_some((shown, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page {
        width: 40,
        color: false,
    };

    #[test]
    fn signs_of_markdown_are_gone_and_lines_are_wrapped() {
        let text = "# A *title*\n\n**Question.** Why is `counter += 1` not [an atomic step](../12/README.md), 2 * 3?\n\n    gilsim run **this**\n\n- one item that is longer than a line of the page\n- `two`\n\n1. first\n";
        assert_eq!(
            PAGE.text(text),
            "A *title*\n\nQuestion. Why is counter += 1 not an\natomic step, 2 * 3?\n\n    gilsim run **this**\n\n  • one item that is longer than a line\n    of the page\n  • two\n 1. first\n"
        );
    }

    /// Korean letters are two columns wide.
    #[test]
    fn wide_letters_are_counted_as_wide() {
        let text = PAGE.paragraph("바쁜 스레드 하나가 입출력 스레드를 왜 몇 배나 느리게 만들까?");
        assert!(text.lines().count() > 1);
        assert!(text.lines().all(|line| line.width() <= 40), "{text}");
    }

    #[test]
    fn styles_are_escapes_where_there_is_colour() {
        let page = Page {
            color: true,
            ..PAGE
        };
        assert_eq!(
            page.paragraph("**a** `b`"),
            "\u{1b}[1ma\u{1b}[0m \u{1b}[36mb\u{1b}[0m\n"
        );
    }

    #[test]
    fn a_lesson_is_cut_after_its_run() {
        let (before, after) = parts("# T\n\n**Run.**\n\n**살펴볼 것**\n\n- a");
        assert_eq!(
            (before, after),
            ("# T\n\n**Run.**\n\n", "**살펴볼 것**\n\n- a")
        );
        assert_eq!(parts("# T"), ("# T", ""));
    }
}
