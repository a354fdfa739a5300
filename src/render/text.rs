//! The timeline in a terminal.

use super::{Figure, Format, RenderError, Run};
use crate::metrics::units::{count, percent};
use crate::metrics::{Metrics, TimeOf};
use crate::nanos::Nanos;
use crate::timeline::axis::ticks;
use crate::timeline::display;
use crate::timeline::font::printable;
use crate::timeline::palette::{STACK, stack_index};
use crate::timeline::{Buckets, ChartSpec, Columns, Lang, ThreadRows, thread_rows};
use crate::trace::{State, Trace};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows at most, before neighbours share one.
const ROWS: usize = 48;

/// How a timeline is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Colour by ANSI escapes; plain letters otherwise.
    pub color: bool,
}

impl Default for TextOptions {
    fn default() -> TextOptions {
        TextOptions {
            width: 100,
            color: false,
        }
    }
}

/// The plain form in 100 columns; [`timeline_text`] has the choices.
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        let mut out = String::new();
        for run in &figure.runs {
            if !out.is_empty() {
                out.push('\n');
            }
            if !run.name.is_empty() {
                out.push_str(&format!("{}\n", printable(run.name)));
            }
            out.push_str(&timeline_text(run, figure.spec, TextOptions::default()));
        }
        Ok(out.into_bytes())
    }
}

/// A letter for a state that fills its cell, and its ANSI 256 colours (letter, background).
fn look(state: State) -> (char, u8, u8) {
    match state {
        State::Running => ('█', 25, 25),
        State::NativeHolding => ('▓', 94, 166),
        State::Native => ('▒', 151, 36),
        State::Switching => ('|', 255, 239),
        State::Runnable => (':', 130, 223),
        State::GilWait => ('░', 178, 230),
        State::LockWait => ('x', 132, 225),
        State::Io => ('~', 68, 195),
        State::Sleep => ('·', 245, 255),
        State::Idle => (' ', 250, 231),
    }
}

/// One row per thread, a character per cell of time, its axis and its legend.
///
/// A cell of one state shows that state's letter. In a cell of several, an eighth block shows
/// the share of the time on a core, however short; a cell off the core shows the state that
/// took most of it.
pub fn timeline_text(run: &Run<'_>, spec: &ChartSpec, options: TextOptions) -> String {
    let (trace, metrics, lang) = (run.trace, run.metrics, spec.lang);
    let rows = thread_rows(trace, ROWS);
    let names: Vec<String> = rows
        .rows
        .iter()
        .map(|row| {
            let first = row
                .threads
                .first()
                .and_then(|&t| trace.threads.get(t as usize));
            let name = first.map_or("", |t| t.name.as_str());
            match row.threads.len() {
                0 | 1 => printable(name),
                n => format!("{} +{}", printable(name), n - 1),
            }
        })
        .collect();
    let width = options.width.clamp(40, 1000);
    let widest = names.iter().map(|n| n.width()).max().unwrap_or(0);
    let label = widest.clamp(3, width / 4);
    let mut totals = Totals::new(lang, metrics);
    // In a narrow terminal the time itself comes first.
    while label + 2 + totals.width() > width * 2 / 3 && totals.columns.pop().is_some() {}
    let cells = width.saturating_sub(label + 2 + totals.width()).max(1);

    let (from, to) = spec.window_of(trace.end);
    let columns = Columns::new(from, to, cells as u32);
    let buckets = Buckets::new(trace.slices.len(), rows.rows.len(), |i| {
        let thread = trace.slices.get(i)?.thread.0 as usize;
        rows.row_of.get(thread).copied()
    });

    let mut out = String::new();
    if !spec.title.is_empty() {
        out.push_str(&format!("{}\n", printable(&spec.title)));
    }
    out.push_str(&totals.heading(label + 2 + columns.count() as usize));
    let mut seen = [false; STACK.len()];
    let mut mixed = false;
    for (i, (row, name)) in rows.rows.iter().zip(&names).enumerate() {
        let pieces = buckets
            .of(i)
            .iter()
            .filter_map(|&s| trace.slices.get(s as usize))
            .map(|s| (s.start, s.end, stack_index(s.state)));
        let runs = columns.aggregate(STACK.len(), row.threads.len() as u32, pieces);
        let name = fit(name, label);
        out.push_str(&name);
        out.push_str("  ");
        let mut line = Line::new(options.color);
        let mut at = 0;
        for run in &runs {
            while at < run.first {
                line.push(' ', None);
                at += 1;
            }
            for &(key, _) in &run.parts {
                if let Some(seen) = seen.get_mut(usize::from(key)) {
                    *seen = true;
                }
            }
            let (letter, colors, blended) = cell(run);
            mixed |= blended;
            for _ in 0..run.columns {
                line.push(letter, Some(colors));
                at += 1;
            }
        }
        while at < columns.count() {
            line.push(' ', None);
            at += 1;
        }
        out.push_str(&line.finish());
        out.push_str(&totals.row(row.threads.iter().copied(), metrics));
        out.push('\n');
    }
    out.push_str(&axis(&columns, label + 2));
    out.push_str(&legend(lang, trace, &seen, mixed, options.color));
    out.push_str(&notes(lang, trace, &rows, spec));
    out
}

/// Letter, colours, and whether the letter is an eighth block.
fn cell(run: &display::Run) -> (char, (u8, u8), bool) {
    let state_of = |key: u8| STACK.get(usize::from(key)).copied().unwrap_or(State::Idle);
    let largest = |on_core: bool| {
        run.parts
            .iter()
            .map(|&(key, time)| (state_of(key), time))
            .filter(|(state, _)| state.on_core() == on_core)
            .max_by_key(|&(_, time)| time)
    };
    let busy: Nanos = run
        .parts
        .iter()
        .filter(|(key, _)| state_of(*key).on_core())
        .fold(0, |sum: Nanos, part| sum.saturating_add(part.1));
    match (largest(true), largest(false)) {
        (Some((busiest, _)), idle) if busy < run.capacity => {
            // One eighth at least: what happened is seen.
            let eighths = u128::from(busy) * 8 / u128::from(run.capacity.max(1));
            let block = match eighths {
                0 | 1 => '▁',
                2 => '▂',
                3 => '▃',
                4 => '▄',
                5 => '▅',
                6 => '▆',
                _ => '▇',
            };
            let background = idle.map_or(231, |(state, _)| look(state).2);
            (block, (look(busiest).2, background), true)
        }
        (Some((state, _)), _) | (None, Some((state, _))) => {
            let (letter, front, back) = look(state);
            (letter, (front, back), false)
        }
        (None, None) => (' ', (231, 231), false),
    }
}

/// A row's cells, with an escape only where the colour changes.
struct Line {
    text: String,
    color: bool,
    current: Option<(u8, u8)>,
}

impl Line {
    fn new(color: bool) -> Line {
        Line {
            text: String::new(),
            color,
            current: None,
        }
    }

    fn push(&mut self, letter: char, colors: Option<(u8, u8)>) {
        if self.color && colors != self.current {
            match colors {
                Some((front, back)) => {
                    self.text
                        .push_str(&format!("\x1b[38;5;{front};48;5;{back}m"));
                }
                None => self.text.push_str("\x1b[0m"),
            }
            self.current = colors;
        }
        self.text.push(letter);
    }

    fn finish(mut self) -> String {
        if self.current.is_some() {
            self.text.push_str("\x1b[0m");
        }
        self.text
    }
}

/// Running and GIL wait beside each row, as on the picture.
struct Totals {
    columns: Vec<(&'static str, TimeOf)>,
    wall: Nanos,
}

impl Totals {
    fn new(lang: Lang, metrics: &Metrics) -> Totals {
        let mut columns: Vec<(&'static str, TimeOf)> = vec![
            (lang.state(State::Running), |t| t.running_ns),
            (lang.state(State::GilWait), |t| t.gil_wait_ns),
        ];
        if metrics.total.times.io_ns > 0 {
            columns.push((lang.state(State::Io), |t| t.io_ns));
        }
        Totals {
            columns,
            wall: metrics.wall_ns,
        }
    }

    fn column(heading: &str) -> usize {
        heading.width().max("100 %".len()) + 2
    }

    fn width(&self) -> usize {
        self.columns
            .iter()
            .map(|(heading, _)| Totals::column(heading))
            .sum()
    }

    fn heading(&self, before: usize) -> String {
        let mut out = " ".repeat(before);
        for (heading, _) in &self.columns {
            out.push_str(&right(heading, Totals::column(heading)));
        }
        out.push('\n');
        out
    }

    fn row(&self, threads: impl Iterator<Item = u32>, metrics: &Metrics) -> String {
        let threads: Vec<_> = threads
            .filter_map(|t| metrics.threads.get(t as usize))
            .collect();
        let whole = self.wall.saturating_mul(threads.len() as u64);
        let mut out = String::new();
        for (heading, time) in &self.columns {
            let sum = threads
                .iter()
                .fold(0, |sum: Nanos, t| sum.saturating_add(time(&t.share.times)));
            out.push_str(&right(&percent(sum, whole), Totals::column(heading)));
        }
        out
    }
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Cut or padded to exactly `width` columns.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return format!("{text}{}", " ".repeat(width - text.width()));
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let columns = c.width().unwrap_or(0);
        if used + columns + 1 > width {
            break;
        }
        used += columns;
        out.push(c);
    }
    out.push('…');
    format!("{out}{}", " ".repeat(width.saturating_sub(used + 1)))
}

fn axis(columns: &Columns, indent: usize) -> String {
    let cells = columns.count() as usize;
    let ticks = ticks(columns.start(), columns.end(), (cells / 12).max(1) as u32);
    let mut rule: Vec<char> = vec!['─'; cells];
    let mut labels = String::new();
    let mut used = 0;
    for tick in ticks {
        let at = ((columns.fraction(tick.at) * cells as f64) as usize).min(cells.saturating_sub(1));
        if let Some(place) = rule.get_mut(at) {
            *place = '┬';
        }
        let width = tick.label.width();
        if at >= used && at + width <= cells + 8 {
            labels.push_str(&" ".repeat(at - used));
            labels.push_str(&tick.label);
            used = at + width;
            // A blank between labels.
            if used < cells {
                labels.push(' ');
                used += 1;
            }
        }
    }
    let indent = " ".repeat(indent);
    let rule: String = rule.into_iter().collect();
    format!("{indent}{rule}\n{indent}{}\n", labels.trim_end())
}

fn legend(
    lang: Lang,
    trace: &Trace,
    seen: &[bool; STACK.len()],
    mixed: bool,
    color: bool,
) -> String {
    let mut out = String::new();
    for (state, &seen) in STACK.iter().zip(seen) {
        if !seen {
            continue;
        }
        let (letter, front, back) = look(*state);
        let mut sample = Line::new(color);
        sample.push(letter, Some((front, back)));
        sample.push(letter, Some((front, back)));
        let name = lang.state(*state);
        let definition = lang.definition(*state, !trace.gils.is_empty());
        out.push_str(&format!("{} {name}: {definition}\n", sample.finish()));
    }
    if mixed {
        out.push_str(lang.pick(
            "▁▄▇ part of the cell's time on a core, the rest waiting\n",
            "▁▄▇ 칸의 일부 시간만 코어에서 실행, 나머지는 대기\n",
        ));
    }
    out
}

fn notes(lang: Lang, trace: &Trace, rows: &ThreadRows, spec: &ChartSpec) -> String {
    let mut out = String::new();
    let mut note = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    if rows.rows.is_empty() {
        note(lang.nothing_ran().to_string());
    }
    if rows.per_row > 1 {
        note(lang.grouped(trace.threads.len(), rows.rows.len(), rows.per_row, true));
    }
    if let Some(text) = spec.window_note(trace.end) {
        note(text);
    }
    if trace.slices_dropped > 0 {
        note(lang.dropped(&count(trace.slices_dropped)));
    }
    out
}
