//! Who made whom wait: a matrix of waiters and holders, and the lines at which the holders were.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::display::{Anchor, Color, DisplayList, Paint, Point, Rect};
use super::font::{self, Weight};
use super::palette::{EMPTY_CELL, HEAT, INK, ON_FILL, SECONDARY, WAITS};
use super::sheet::Sheet;
use super::{ChartSpec, Lang};
use crate::metrics::units::{count, duration, percent};
use crate::metrics::{Blame, LineBlame, Metrics};
use crate::nanos::{MILLISECOND, Nanos};

/// Threads with a row or column of their own; the rest are "others".
const NAMED: usize = 11;
/// Lines that are shown.
const LINES: usize = 10;
/// Share of the page that the rows' names may take.
const LABEL_SHARE: f64 = 0.24;

/// The text of a source line: file, 1-based line.
pub type LineText<'a> = dyn Fn(&str, u32) -> Option<String> + 'a;

impl Lang {
    /// Unlike totals, who waited for whom is told by what is stored.
    pub(crate) fn dropped_from_blame(self, slices: &str) -> String {
        match self {
            Lang::En => {
                format!("{slices} slices beyond the recording limit are not counted here.")
            }
            Lang::Ko => format!("기록 한도를 넘은 조각 {slices}개는 여기에 들어 있지 않다."),
        }
    }
}

/// Lays out who waited for whom in one run, for the GIL and for locks, and the lines that were
/// waited for.
pub fn blame(metrics: &Metrics, text_of: &LineText<'_>, spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    let result = sheet.result(metrics);
    sheet.head(&result);
    let lang = sheet.lang;
    let mut notes = Vec::new();
    let names = thread_names(metrics);
    let mut shown = 0;
    for (blame, heading) in [
        (&metrics.blame, lang.blamed_for_gil()),
        (&metrics.lock_blame, lang.blamed_for_locks()),
    ] {
        // Nobody to blame is no matrix.
        if blame.iter().all(|one| one.holder_index.is_none()) {
            continue;
        }
        shown += 1;
        let matrix = WaitMatrix::of(blame, &names, lang);
        heading_line(&mut sheet, heading);
        draw_matrix(&mut sheet, &matrix);
        if matrix.nobody {
            notes.push(lang.nobody_note().to_string());
        }
    }
    if shown == 0 {
        sheet.y += sheet.length(10.0);
        let text = lang.nobody_waited();
        sheet.paragraph(text, 26.0, Weight::Regular, INK, 2);
    } else {
        notes.insert(0, lang.blame_note().to_string());
    }
    notes.dedup();
    if metrics.slices_dropped > 0 {
        notes.push(lang.dropped_from_blame(&count(metrics.slices_dropped)));
    }
    let waited: Vec<&LineBlame> = metrics
        .lines
        .iter()
        .filter(|line| line.wait_ns > 0 && line.file.is_some())
        .collect();
    if !waited.is_empty() {
        heading_line(&mut sheet, lang.blamed_lines());
        let total: Nanos = sum(metrics.lines.iter().map(|line| line.wait_ns));
        draw_lines(&mut sheet, &waited, total, text_of);
        if waited.len() > LINES {
            let rest = sum(waited.iter().skip(LINES).map(|line| line.wait_ns));
            notes.push(lang.more_lines(waited.len() - LINES, &duration(rest)));
        }
    }
    sheet.y += sheet.length(8.0);
    sheet.notes(&notes);
    let description = format!(
        "{}: {}",
        font::printable(&spec.title),
        lang.blamed_for_gil()
    );
    sheet.finish(description)
}

fn sum(times: impl Iterator<Item = Nanos>) -> Nanos {
    times.fold(0, Nanos::saturating_add)
}

/// Threads of several processes are told apart by their process.
fn thread_names(metrics: &Metrics) -> Vec<String> {
    let several = metrics
        .threads
        .windows(2)
        .any(|pair| pair[0].process != pair[1].process);
    let name = |thread: &crate::metrics::ThreadMetrics| match several {
        true => format!("{}/{}", thread.process, thread.name),
        false => thread.name.clone(),
    };
    metrics.threads.iter().map(name).collect()
}

fn heading_line(sheet: &mut Sheet<'_>, text: &str) {
    sheet.y += sheet.length(20.0);
    sheet.paragraph(text, 28.0, Weight::Bold, INK, 2);
    sheet.y += sheet.length(8.0);
}

/// Waits by waiter and holder, the longest first, cut to what a picture holds.
struct WaitMatrix {
    rows: Vec<String>,
    columns: Vec<String>,
    /// By row, then column.
    cells: Vec<Vec<Nanos>>,
    /// Whether the last column is for waits that nobody in particular caused.
    nobody: bool,
}

impl WaitMatrix {
    fn of(blame: &[Blame], names: &[String], lang: Lang) -> WaitMatrix {
        let mut waited: BTreeMap<u32, Nanos> = BTreeMap::new();
        let mut blamed: BTreeMap<u32, Nanos> = BTreeMap::new();
        let mut nobody = false;
        for one in blame {
            let add = |sums: &mut BTreeMap<u32, Nanos>, thread: u32| {
                let sum = sums.entry(thread).or_default();
                *sum = sum.saturating_add(one.wait_ns);
            };
            add(&mut waited, one.waiter_index.0);
            match one.holder_index {
                Some(holder) => add(&mut blamed, holder.0),
                None => nobody = true,
            }
        }
        let (rows, row_of) = places(&waited);
        let (columns, column_of) = places(&blamed);
        let label = |(shown, rest): (Vec<u32>, usize)| {
            let name = |&thread: &u32| names.get(thread as usize).cloned().unwrap_or_default();
            let mut labels: Vec<String> = shown.iter().map(name).collect();
            if rest > 0 {
                labels.push(lang.other_threads(rest));
            }
            labels
        };
        let (rows, mut columns) = (label(rows), label(columns));
        if nobody {
            columns.push(lang.nobody().to_string());
        }
        let mut cells = vec![vec![0; columns.len()]; rows.len()];
        for one in blame {
            let row = row_of.get(&one.waiter_index.0).copied();
            let column = match one.holder_index {
                Some(holder) => column_of.get(&holder.0).copied(),
                None => columns.len().checked_sub(1),
            };
            let cell = row
                .zip(column)
                .and_then(|(r, c)| cells.get_mut(r)?.get_mut(c));
            if let Some(cell) = cell {
                *cell = Nanos::saturating_add(*cell, one.wait_ns);
            }
        }
        WaitMatrix {
            rows,
            columns,
            cells,
            nobody,
        }
    }
}

/// The threads with a place of their own in order of creation, how many share the last place,
/// and the place of each.
fn places(sums: &BTreeMap<u32, Nanos>) -> ((Vec<u32>, usize), BTreeMap<u32, usize>) {
    let mut ranked: Vec<u32> = sums.keys().copied().collect();
    let mut rest = Vec::new();
    if ranked.len() > NAMED + 1 {
        ranked.sort_by_key(|thread| (Reverse(sums.get(thread).copied()), *thread));
        rest = ranked.split_off(NAMED);
        ranked.sort_unstable();
    }
    let others = rest.iter().map(|&thread| (thread, ranked.len()));
    let places = ranked.iter().copied().zip(0..).chain(others).collect();
    let count = rest.len();
    ((ranked, count), places)
}

/// Milliseconds with three digits, as far as that says something.
fn milliseconds(time: Nanos) -> String {
    let ms = time as f64 / MILLISECOND as f64;
    match ms {
        _ if time == 0 => String::new(),
        large if large >= 99.95 => count(large.round() as u64),
        ten if ten >= 9.995 => format!("{ten:.1}"),
        some if some >= 0.005 => format!("{some:.2}"),
        _ => "<0.01".to_string(),
    }
}

fn draw_matrix(sheet: &mut Sheet<'_>, matrix: &WaitMatrix) {
    let lang = sheet.lang;
    let size = sheet.font(24.0);
    let small = sheet.font(19.0);
    let sums: Vec<Nanos> = matrix
        .cells
        .iter()
        .map(|row| sum(row.iter().copied()))
        .collect();
    let column_sum = |i: usize| sum(matrix.cells.iter().filter_map(|row| row.get(i).copied()));
    let column_sums: Vec<Nanos> = (0..matrix.columns.len()).map(column_sum).collect();
    let all = sum(sums.iter().copied());
    let most = matrix
        .cells
        .iter()
        .flatten()
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);

    let corner = lang.waiter_and_holder();
    let labels = matrix
        .rows
        .iter()
        .map(|name| font::width(name, size, Weight::Regular));
    let corner_width = font::width(corner, small, Weight::Regular);
    let label_room = labels
        .fold(corner_width, f64::max)
        .min(sheet.room() * LABEL_SHARE)
        .ceil();
    let left = (sheet.margin + label_room + size * 0.7).round();
    let count = matrix.columns.len() + 1;
    let pitch = ((sheet.width - sheet.margin - left) / count as f64)
        .min(sheet.length(230.0).max(96.0))
        .floor()
        .max(1.0);
    let gap = sheet.snap(sheet.length(4.0));
    let height = sheet.snap(sheet.length(54.0).max(size * 1.5));

    // Names that do not fit become numbers, with a list below.
    let widest = matrix
        .columns
        .iter()
        .map(|name| font::width(name, small, Weight::Bold));
    let numbered = widest.fold(0.0, f64::max) > pitch - gap;
    let baseline = sheet.y + small * font::ASCENT;
    let corner = font::ellipsize(corner, small, Weight::Regular, label_room);
    let at = Point {
        x: sheet.margin,
        y: baseline,
    };
    sheet.text(
        at,
        Anchor::Start,
        &corner,
        small,
        Weight::Regular,
        SECONDARY,
    );
    let heads = matrix
        .columns
        .iter()
        .enumerate()
        .map(|(i, name)| match numbered {
            true => (i + 1).to_string(),
            false => name.clone(),
        });
    for (i, head) in heads.chain([lang.sum().to_string()]).enumerate() {
        let at = Point {
            x: left + (i as f64 + 0.5) * pitch - gap / 2.0,
            y: baseline,
        };
        let head = font::ellipsize(&head, small, Weight::Bold, pitch - gap);
        sheet.text(at, Anchor::Middle, &head, small, Weight::Bold, INK);
    }
    sheet.y = (sheet.y + small * 1.6).round();

    for ((name, cells), row_sum) in matrix.rows.iter().zip(&matrix.cells).zip(&sums) {
        let middle = sheet.y + (height - gap) / 2.0 + size * 0.35;
        let name = font::ellipsize(name, size, Weight::Regular, label_room);
        let at = Point {
            x: sheet.margin,
            y: middle,
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Regular, INK);
        for (i, &time) in cells.iter().enumerate() {
            let rect = Rect {
                x: left + i as f64 * pitch,
                y: sheet.y,
                width: (pitch - gap).max(1.0),
                height: height - gap,
            };
            sheet.rect(rect, Paint::plain(heat(time, most)));
            value(
                sheet,
                (rect.x + rect.width / 2.0, middle),
                rect.width,
                time,
                ON_FILL,
            );
        }
        let x = left + (cells.len() as f64 + 0.5) * pitch - gap / 2.0;
        value(sheet, (x, middle), pitch - gap, *row_sum, INK);
        sheet.y += height;
    }
    let middle = sheet.y + (height - gap) / 2.0 + size * 0.35;
    let at = Point {
        x: sheet.margin,
        y: middle,
    };
    let word = font::ellipsize(lang.sum(), size, Weight::Bold, label_room);
    sheet.text(at, Anchor::Start, &word, size, Weight::Bold, INK);
    for (i, time) in column_sums.into_iter().chain([all]).enumerate() {
        let x = left + (i as f64 + 0.5) * pitch - gap / 2.0;
        value(sheet, (x, middle), pitch - gap, time, INK);
    }
    sheet.y += height;
    if numbered {
        let list = matrix
            .columns
            .iter()
            .enumerate()
            .map(|(i, name)| format!("{} {name}", i + 1));
        let list = list.collect::<Vec<_>>().join(" · ");
        sheet.paragraph(
            &format!("{}: {list}", lang.holders()),
            19.0,
            Weight::Regular,
            SECONDARY,
            4,
        );
    }
}

/// A number of milliseconds around a point.
fn value(sheet: &mut Sheet<'_>, (x, y): (f64, f64), room: f64, time: Nanos, color: Color) {
    let mut size = sheet.font(24.0);
    let text = milliseconds(time);
    let width = font::width(&text, size, Weight::Bold);
    if width > room {
        size = (size * room / width).max(9.0);
    }
    let text = font::ellipsize(&text, size, Weight::Bold, room);
    sheet.text(
        Point { x, y },
        Anchor::Middle,
        &text,
        size,
        Weight::Bold,
        color,
    );
}

/// The longer the wait, the darker.
fn heat(time: Nanos, most: Nanos) -> Color {
    if time == 0 {
        return EMPTY_CELL;
    }
    let share = time as f64 / most as f64;
    let index = (share * HEAT.len() as f64) as usize;
    HEAT.get(index).or(HEAT.last()).copied().unwrap_or(WAITS)
}

fn draw_lines(sheet: &mut Sheet<'_>, lines: &[&LineBlame], total: Nanos, text_of: &LineText<'_>) {
    let size = sheet.font(24.0);
    let small = sheet.font(19.0);
    let shown = lines.get(..LINES).unwrap_or(lines);
    let most = shown.first().map_or(1, |line| line.wait_ns.max(1));
    let figures: Vec<String> = shown
        .iter()
        .map(|line| {
            format!(
                "{} · {}",
                duration(line.wait_ns),
                percent(line.wait_ns, total)
            )
        })
        .collect();
    let figure_room = figures
        .iter()
        .map(|text| font::width(text, size, Weight::Bold))
        .fold(0.0, f64::max)
        .ceil()
        + size;
    let room = sheet.room();
    let bar_room = (room * 0.24).round();
    let texts = shown.iter().filter_map(|line| {
        let code = text_of(line.file.as_deref()?, line.line)?;
        Some(font::width(code.trim(), size, Weight::Bold))
    });
    let text_room = texts
        .fold(sheet.length(420.0), f64::max)
        .min(room - figure_room - bar_room - size)
        .max(size * 4.0);
    let height = sheet.snap(size * 1.3 + small * 1.7);
    for (line, figure) in shown.iter().zip(&figures) {
        let file = line.file.as_deref().unwrap_or_default();
        let code = text_of(file, line.line).unwrap_or_default();
        let name = file.rsplit('/').next().unwrap_or(file);
        let place = sheet.lang.place(name, line.line);
        let y = sheet.y + size * font::ASCENT;
        let code = font::ellipsize(code.trim(), size, Weight::Bold, text_room);
        let (top, below) = if code.is_empty() {
            (place, String::new())
        } else {
            (code, place)
        };
        let at = Point { x: sheet.margin, y };
        sheet.text(at, Anchor::Start, &top, size, Weight::Bold, INK);
        let below = font::ellipsize(&below, small, Weight::Regular, text_room);
        let at = Point {
            x: sheet.margin,
            y: y + small * 1.4,
        };
        sheet.text(at, Anchor::Start, &below, small, Weight::Regular, SECONDARY);
        let bar = Rect {
            x: (sheet.margin + text_room + size).round(),
            y: (sheet.y + size * 0.25).round(),
            width: (bar_room * line.wait_ns as f64 / most as f64).max(2.0),
            height: (size * 1.1).round(),
        };
        sheet.rect(bar, Paint::plain(WAITS));
        let at = Point {
            x: sheet.margin + text_room + size + bar_room + figure_room,
            y,
        };
        sheet.text(at, Anchor::End, figure, size, Weight::Bold, INK);
        sheet.y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::ThreadIndex;

    fn wait(waiter: u32, holder: Option<u32>, wait_ns: Nanos) -> Blame {
        Blame {
            waiter: waiter.to_string(),
            holder: holder.map(|it| it.to_string()),
            wait_ns,
            waiter_index: ThreadIndex(waiter),
            holder_index: holder.map(ThreadIndex),
        }
    }

    /// However many threads there are, no wait is left out.
    #[test]
    fn beyond_a_dozen_threads_the_rest_share_a_row_and_a_column() {
        let names: Vec<String> = (0..40).map(|i| format!("t-{i}")).collect();
        let mut blame: Vec<Blame> = (0..40)
            .flat_map(|w| (0..40).map(move |h| wait(w, Some(h), u64::from(w * 100 + h))))
            .collect();
        blame.push(wait(3, None, 17));
        let matrix = WaitMatrix::of(&blame, &names, Lang::En);
        assert_eq!((matrix.rows.len(), matrix.columns.len()), (12, 13));
        assert_eq!(matrix.rows[0], "t-29");
        assert_eq!(matrix.rows[11], "29 others");
        let drawn: Nanos = matrix.cells.iter().flatten().sum();
        assert_eq!(drawn, blame.iter().map(|b| b.wait_ns).sum::<Nanos>());
    }

    #[test]
    fn times_in_cells_have_three_digits() {
        let check = |time, expect: &str| assert_eq!(milliseconds(time), expect);
        check(0, "");
        check(900, "<0.01");
        check(1_234_567, "1.23");
        check(99_940_000, "99.9");
        check(1_234_000_000, "1,234");
    }
}
