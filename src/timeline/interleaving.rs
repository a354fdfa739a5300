//! Instructions of a few threads in the order in which they were executed: a column for each
//! thread, and one for each thing that they share.

use super::display::{Anchor, Color, DisplayList, Item, Paint, Point, Rect};
use super::font::{self, Weight};
use super::palette::{
    ALARM, GRID, HEAT, IDENTITIES, INK, ON_DARK_FILL, ON_FILL, OTHERS, RULE, SECONDARY,
};
use super::sheet::Sheet;
use super::{ChartSpec, Lang, LineText};
use crate::metrics::units::{count, duration};
use crate::trace::{Accident, Interleaving, InterleavingRow, Step, Touch, TouchKind};

/// Rows that one picture holds.
const ROWS: usize = 60;
/// Threads with a column; a picture with more says so.
const THREADS: usize = 5;

struct Columns {
    time: f64,
    thread: f64,
    variable: f64,
    left: f64,
    threads: usize,
    gap: f64,
}

impl Columns {
    fn of_thread(&self, thread: usize) -> Rect {
        self.at(
            self.left + self.time + thread as f64 * self.thread,
            self.thread,
        )
    }

    fn of_variable(&self, variable: usize) -> Rect {
        let before = self.left + self.time + self.threads as f64 * self.thread;
        self.at(before + variable as f64 * self.variable, self.variable)
    }

    fn at(&self, x: f64, width: f64) -> Rect {
        Rect {
            x: x.round(),
            y: 0.0,
            width: (width - self.gap).round().max(1.0),
            height: 0.0,
        }
    }
}

/// Lays out what was seen around an accident or in a window.
pub fn interleaving(seen: &Interleaving, text_of: &LineText<'_>, spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    let lang = sheet.lang;
    let said = seen.accident.as_ref().map(|it| lang.accident(it, seen));
    if let Some(said) = &said {
        sheet.y += sheet.length(4.0);
        sheet.paragraph(said, 30.0, Weight::Bold, ALARM, 4);
        sheet.y += sheet.length(14.0);
    }
    let threads = seen.threads.len().clamp(1, THREADS);
    let variables = seen.variables.len();
    let size = sheet.font(24.0);
    let room = sheet.room();
    let time = font::width("+000.0 ms", sheet.font(19.0), Weight::Regular) + size;
    let names = seen
        .variables
        .iter()
        .map(|name| font::width(name, size, Weight::Bold) + size);
    let values = seen.rows.iter().filter_map(|row| match row {
        InterleavingRow::Step(step) => step.touch.as_ref(),
        InterleavingRow::Folded { .. } => None,
    });
    let values = values.map(|touch| font::width(&lang.touch(touch), size, Weight::Bold) + size);
    let widest = names.chain(values).fold(size * 4.0, f64::max);
    let variable = widest.min(room * 0.4 / variables.max(1) as f64);
    let columns = Columns {
        time,
        thread: ((room - time - variable * variables as f64) / threads as f64).max(1.0),
        variable,
        left: sheet.margin,
        threads,
        gap: sheet.snap(sheet.length(10.0)),
    };
    heads(&mut sheet, seen, &columns);
    rows(&mut sheet, seen, &columns, text_of);
    let rest = seen.rows.len().saturating_sub(ROWS);
    sheet.y += sheet.length(14.0);
    legend(&mut sheet, seen);
    let note = match seen.is_in_order() {
        true => lang.interleaving_note(),
        false => lang.in_parallel_note(),
    };
    let mut notes = vec![note.to_string()];
    if rest > 0 || seen.threads.len() > THREADS {
        notes.push(lang.steps_left_out(rest, seen.threads.len().saturating_sub(THREADS)));
    }
    sheet.notes(&notes);
    let description = said.unwrap_or_else(|| note.to_string());
    sheet.finish(format!("{}: {description}", font::printable(&spec.title)))
}

fn color(thread: usize) -> Color {
    IDENTITIES.get(thread).copied().unwrap_or(OTHERS)
}

fn heads(sheet: &mut Sheet<'_>, seen: &Interleaving, columns: &Columns) {
    let size = sheet.font(24.0);
    let height = (size * 1.6).round();
    let y = sheet.y.round();
    let baseline = y + height / 2.0 + size * 0.35;
    for (thread, name) in seen.threads.iter().enumerate().take(THREADS) {
        let place = columns.of_thread(thread);
        let rect = Rect { y, height, ..place };
        sheet.rect(rect, Paint::plain(color(thread)));
        let name = font::ellipsize(name, size, Weight::Bold, place.width - size);
        let at = Point {
            x: place.x + size * 0.5,
            y: baseline,
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Bold, ON_FILL);
    }
    for (variable, name) in seen.variables.iter().enumerate() {
        let place = columns.of_variable(variable);
        let name = font::ellipsize(name, size, Weight::Bold, place.width);
        let at = Point {
            x: place.x + place.width / 2.0,
            y: baseline,
        };
        sheet.text(at, Anchor::Middle, &name, size, Weight::Bold, INK);
    }
    sheet.y = y + height + sheet.length(8.0).round();
}

fn rows(sheet: &mut Sheet<'_>, seen: &Interleaving, columns: &Columns, text_of: &LineText<'_>) {
    let first = seen.rows.iter().find_map(|row| match row {
        InterleavingRow::Step(step) => Some(step.at),
        InterleavingRow::Folded { .. } => None,
    });
    let first = first.unwrap_or(0);
    let in_order = seen.is_in_order();
    let size = sheet.font(24.0);
    let small = sheet.font(19.0);
    let mut before: Option<usize> = None;
    let mut line: Option<(usize, u32)> = None;
    for row in seen.rows.iter().take(ROWS) {
        let thread = match row {
            InterleavingRow::Step(step) => step.thread,
            InterleavingRow::Folded { thread, .. } => *thread,
        };
        if thread >= THREADS {
            continue;
        }
        if before.is_some_and(|before| before != thread) {
            let word = match in_order {
                true => sheet.lang.switch(),
                false => sheet.lang.other_core(),
            };
            switch(sheet, columns, word);
            line = None;
        }
        before = Some(thread);
        let place = columns.of_thread(thread);
        match row {
            InterleavingRow::Folded { instructions, .. } => {
                let text = sheet.lang.folded(*instructions);
                let text = font::ellipsize(&text, small, Weight::Regular, place.width - size);
                let at = Point {
                    x: place.x + size * 0.5,
                    y: sheet.y + small * 1.15,
                };
                sheet.text(at, Anchor::Start, &text, small, Weight::Regular, SECONDARY);
                sheet.y += (small * 1.6).ceil();
                line = None;
            }
            InterleavingRow::Step(step) => {
                if line != Some((thread, step.line)) {
                    line = Some((thread, step.line));
                    source(sheet, step, place, text_of);
                }
                let at = match in_order {
                    true => sheet.lang.after(&duration(step.at.saturating_sub(first))),
                    false => String::new(),
                };
                instruction(sheet, step, &at, place, columns);
            }
        }
    }
}

/// The line that the instructions below it belong to.
fn source(sheet: &mut Sheet<'_>, step: &Step, place: Rect, text_of: &LineText<'_>) {
    let small = sheet.font(19.0);
    let code = text_of(&step.file, step.line).unwrap_or_default();
    let text = format!("{}  {}", step.line, code.trim());
    let text = font::ellipsize(&text, small, Weight::Regular, place.width);
    let at = Point {
        x: place.x,
        y: sheet.y + small * 1.15,
    };
    sheet.text(at, Anchor::Start, &text, small, Weight::Regular, SECONDARY);
    sheet.y += (small * 1.5).ceil();
}

fn instruction(sheet: &mut Sheet<'_>, step: &Step, at: &str, place: Rect, columns: &Columns) {
    let size = sheet.font(24.0);
    let small = sheet.font(19.0);
    let height = (size * 1.5).round();
    let y = sheet.y.round();
    let baseline = y + height / 2.0 + size * 0.35;
    let marked = step.touch.as_ref().is_some_and(|touch| touch.accident);
    let rect = Rect { y, height, ..place };
    sheet.rect(
        rect,
        Paint::plain(color(step.thread).with_alpha(if step.touch.is_some() { 255 } else { 110 })),
    );
    let (weight, ink) = match step.touch {
        Some(_) => (Weight::Bold, ON_FILL),
        None => (Weight::Regular, INK),
    };
    let text = font::ellipsize(&step.text, size, weight, place.width - size);
    let from = Point {
        x: place.x + size * 0.5,
        y: baseline,
    };
    sheet.text(from, Anchor::Start, &text, size, weight, ink);
    let when = Point {
        x: columns.left + columns.time - size,
        y: baseline,
    };
    sheet.text(when, Anchor::End, at, small, Weight::Regular, SECONDARY);
    if let Some(touch) = &step.touch {
        value(sheet, touch, marked, columns, (y, height, baseline));
    }
    sheet.y = y + height + sheet.length(5.0).round().max(2.0);
}

/// What was read or written, in the column of its variable.
fn value(
    sheet: &mut Sheet<'_>,
    touch: &Touch,
    marked: bool,
    columns: &Columns,
    (y, height, baseline): (f64, f64, f64),
) {
    let size = sheet.font(24.0);
    let place = columns.of_variable(touch.variable);
    let (fill, ink) = look(touch.kind, marked);
    if let Some(fill) = fill {
        let rect = Rect { y, height, ..place };
        sheet.rect(rect, Paint::plain(fill));
    }
    let text = sheet.lang.touch(touch);
    let text = font::ellipsize(&text, size, Weight::Bold, place.width - size * 0.3);
    let at = Point {
        x: place.x + place.width / 2.0,
        y: baseline,
    };
    sheet.text(at, Anchor::Middle, &text, size, Weight::Bold, ink);
}

/// Fill and ink of a value.
fn look(kind: TouchKind, marked: bool) -> (Option<Color>, Color) {
    match kind {
        _ if marked => (Some(ALARM), ON_DARK_FILL),
        TouchKind::Store | TouchKind::Acquire => (HEAT.get(1).copied(), ON_FILL),
        TouchKind::Load | TouchKind::Release | TouchKind::Blocked => (None, INK),
    }
}

/// Another thread goes on.
fn switch(sheet: &mut Sheet<'_>, columns: &Columns, word: &str) {
    let small = sheet.font(19.0);
    sheet.y += sheet.length(8.0);
    let y = (sheet.y + small * 0.6).round();
    let width = font::width(word, small, Weight::Bold);
    let at = Point {
        x: columns.left,
        y: y + small * 0.35,
    };
    sheet.text(at, Anchor::Start, word, small, Weight::Bold, SECONDARY);
    let right = sheet.width - sheet.margin;
    let from = columns.left + width + small * 0.6;
    let thick = sheet.length(2.0).max(1.0);
    sheet
        .items
        .push(Item::horizontal(y, from, right, thick, RULE));
    sheet.y += (small * 1.2).ceil() + sheet.length(8.0);
}

fn legend(sheet: &mut Sheet<'_>, seen: &Interleaving) {
    let lang = sheet.lang;
    let size = sheet.font(19.0);
    let touches = || {
        seen.rows.iter().filter_map(|row| match row {
            InterleavingRow::Step(step) => step.touch.as_ref(),
            InterleavingRow::Folded { .. } => None,
        })
    };
    let mut entries = Vec::new();
    let locks = touches().any(|it| !matches!(it.kind, TouchKind::Load | TouchKind::Store));
    let heat = HEAT.get(1).copied().unwrap_or(GRID);
    if touches().any(|it| !it.accident && look(it.kind, false).0.is_some()) {
        entries.push((
            heat,
            if locks {
                lang.taken_or_written()
            } else {
                lang.written()
            },
        ));
    }
    match &seen.accident {
        Some(Accident::LostUpdate { .. }) => entries.push((ALARM, lang.lost_legend())),
        Some(Accident::Deadlock { .. }) => entries.push((ALARM, lang.deadlock_legend())),
        None => {}
    }
    for (fill, text) in entries {
        let rect = Rect {
            x: sheet.margin.round(),
            y: sheet.y.round(),
            width: (size * 2.2).round(),
            height: (size * 1.06).round(),
        };
        sheet.rect(rect, Paint::plain(fill));
        let left = rect.right() + size * 0.5;
        let room = sheet.width - sheet.margin - left;
        for line in font::wrap(text, size, Weight::Regular, room, 3) {
            let at = Point {
                x: left,
                y: sheet.y + size * font::ASCENT,
            };
            sheet.text(at, Anchor::Start, &line, size, Weight::Regular, INK);
            sheet.y += (size * 1.4).ceil();
        }
        sheet.y += size * 0.2;
    }
}

impl Lang {
    fn touch(self, touch: &Touch) -> String {
        let value = &touch.value;
        match touch.kind {
            TouchKind::Load => match self {
                Lang::En => format!("reads {value}"),
                Lang::Ko => format!("{value} 읽음"),
            },
            TouchKind::Store => format!("= {value}"),
            TouchKind::Acquire => match self {
                Lang::En => format!("held by {value}"),
                Lang::Ko => format!("{value} 소유"),
            },
            TouchKind::Blocked => match self {
                Lang::En => format!("waits for {value}"),
                Lang::Ko => format!("{value} 기다림"),
            },
            TouchKind::Release => self.pick("free", "비어 있음").to_string(),
        }
    }

    /// What went wrong, in a sentence or two. Names stand where no particle depends on their last
    /// sound.
    fn accident(self, accident: &Accident, seen: &Interleaving) -> String {
        let thread = |index: usize| seen.threads.get(index).map_or("?", String::as_str);
        let variable = |index: usize| seen.variables.get(index).map_or("?", String::as_str);
        match accident {
            Accident::LostUpdate {
                thread: who,
                variable: what,
                read,
                newest,
                wrote,
                lost,
            } => {
                let (who, what, lost) = (thread(*who), variable(*what), count(*lost));
                match self {
                    Lang::En => format!(
                        "{who} read {what} = {read}. Others wrote to it × {lost}, up to {newest}. Then {who} wrote {wrote} over it: what they had written is lost."
                    ),
                    Lang::Ko => format!(
                        "{who} 스레드가 {what} = {read} 값을 읽었다. 다른 스레드가 {lost}번 써서 {newest} 값이 되었다. 그 위에 {who} 스레드가 {wrote} 값을 덮어써서 그동안 쓴 것이 사라졌다."
                    ),
                }
            }
            Accident::Deadlock { waits } => {
                let each = waits.iter().map(|&(who, lock, owner)| {
                    let (who, lock, owner) = (thread(who), variable(lock), thread(owner));
                    match self {
                        Lang::En => format!("{who} waits for {lock}, which {owner} has."),
                        Lang::Ko => {
                            format!("{who} 스레드는 {owner} 스레드가 쥔 {lock} 락을 기다린다.")
                        }
                    }
                });
                let end = self.pick(
                    "Nobody can go on: deadlock.",
                    "아무도 더 나아갈 수 없다: 교착 상태.",
                );
                each.chain([end.to_string()]).collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn folded(self, instructions: u64) -> String {
        let number = count(instructions);
        match (self, instructions) {
            (Lang::En, 1) => "… 1 instruction …".to_string(),
            (Lang::En, _) => format!("… {number} instructions …"),
            (Lang::Ko, _) => format!("… 명령어 {number}개 …"),
        }
    }

    fn after(self, time: &str) -> String {
        format!("+{time}")
    }

    fn switch(self) -> &'static str {
        self.pick("switch", "전환")
    }

    fn interleaving_note(self) -> &'static str {
        self.pick(
            "From top to bottom as it was executed, each thread in its column, at the left the time since the first instruction shown; strong colour: the instruction uses what is shared.",
            "위에서 아래로 실행된 순서이며 스레드마다 칸이 하나씩 있다. 왼쪽은 처음 보이는 명령어부터 흐른 시간이다. 진한 색은 공유하는 것을 쓰는 명령어이다.",
        )
    }

    fn other_core(self) -> &'static str {
        self.pick("other core", "다른 코어")
    }

    /// Instead of [`Lang::interleaving_note`] where several threads run Python at a time.
    fn in_parallel_note(self) -> &'static str {
        self.pick(
            "The threads run at the same time on cores of their own: no moments are shown. From top to bottom the order in which values were read and written, each thread in its column; strong colour: the instruction uses what is shared.",
            "스레드들이 저마다 다른 코어에서 같은 순간에 실행되므로 시각은 표시하지 않는다. 위에서 아래로 값을 읽고 쓴 순서이며 스레드마다 칸이 하나씩 있다. 진한 색은 공유하는 것을 쓰는 명령어이다.",
        )
    }

    fn written(self) -> &'static str {
        self.pick("a new value is written", "새 값을 쓴다")
    }

    fn taken_or_written(self) -> &'static str {
        self.pick(
            "a lock is taken, or a value written",
            "락을 쥐거나 값을 쓴다",
        )
    }

    fn lost_legend(self) -> &'static str {
        self.pick(
            "the old value that was read, and the write that was made of it, over what others had written since",
            "읽었던 옛 값, 그리고 그것으로 만들어 다른 스레드가 그동안 쓴 값을 덮어쓴 것",
        )
    }

    fn deadlock_legend(self) -> &'static str {
        self.pick(
            "waits for a lock that is never released",
            "결코 풀리지 않을 락을 기다린다",
        )
    }

    fn steps_left_out(self, rows: usize, threads: usize) -> String {
        match self {
            Lang::En => format!("Not drawn: {rows} more rows, {threads} more threads."),
            Lang::Ko => format!("그리지 않은 것: {rows}줄, 스레드 {threads}개."),
        }
    }
}
