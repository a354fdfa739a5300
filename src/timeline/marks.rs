//! Signs at single moments and lines from one holder of the GIL to the next, as far as they
//! can be told apart; what is left out is counted and said.

use std::collections::BTreeMap;

use super::bands::RowPlace;
use super::display::{Color, Item, Paint, Point, Rect, Shape};
use super::palette::{ALARM, INK, SECONDARY, WHITE};
use super::rows::ThreadRows;
use super::sheet::{Plot, Sheet};
use crate::metrics::units::count;
use crate::nanos::Nanos;
use crate::trace::{Hold, Mark, MarkKind, ThreadIndex, Trace};

/// The kinds with a sign, in the legend's order.
const SHOWN: [MarkKind; 7] = [
    MarkKind::Timeout,
    MarkKind::DropRequest,
    MarkKind::ForcedSwitch,
    MarkKind::FailedTake,
    MarkKind::WakeUp,
    MarkKind::Note,
    MarkKind::Crash,
];

pub(crate) fn sign(kind: MarkKind) -> Option<(Shape, Color)> {
    match kind {
        MarkKind::Timeout => Some((Shape::Ring, INK)),
        MarkKind::DropRequest => Some((Shape::TriangleDown, INK)),
        MarkKind::ForcedSwitch => Some((Shape::Diamond, ALARM)),
        MarkKind::FailedTake => Some((Shape::Cross, ALARM)),
        MarkKind::WakeUp => Some((Shape::TriangleUp, SECONDARY)),
        MarkKind::Note => Some((Shape::Flag, INK)),
        MarkKind::Crash => Some((Shape::Burst, ALARM)),
        _ => None,
    }
}

/// Height within the row, from its top: signs of different kinds at one moment stay apart.
fn level(kind: MarkKind) -> f64 {
    match kind {
        MarkKind::DropRequest | MarkKind::Timeout => 0.24,
        MarkKind::WakeUp => 0.78,
        MarkKind::Note => 0.24,
        _ => 0.5,
    }
}

enum Links {
    None,
    Drawn,
    /// So many hand-overs that their lines would hide the rows.
    TooDense(usize),
}

#[derive(Default)]
pub(crate) struct Drawn {
    pub kinds: Vec<MarkKind>,
    pub links: bool,
    /// Whether bars above the rows stand for failed takes.
    pub failed_takes: bool,
    pub notes: Vec<String>,
}

pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    trace: &Trace,
    plot: &Plot,
    rows: &ThreadRows,
    places: &[RowPlace],
) -> Drawn {
    let mut drawn = Drawn::default();
    let mut hidden = Vec::new();
    if !sheet.spec.marks || places.is_empty() {
        return drawn;
    }
    let height = places.first().map_or(0.0, |p| p.height);
    let too_thin = rows.per_row > 1 || height < sheet.length(20.0);
    if !too_thin {
        match links(sheet, trace, plot, rows, places) {
            Links::None => {}
            Links::Drawn => drawn.links = true,
            Links::TooDense(n) => {
                let (name, _) = sheet.lang.handover();
                hidden.push(format!("{name} × {}", count(n as u64)));
            }
        }
    }
    let size = sheet.length(17.0).min(height * 0.42);
    let asked = timeouts_that_asked(trace);
    for kind in SHOWN {
        let marks: Vec<&Mark> = trace
            .marks
            .iter()
            .filter(|m| m.kind == kind && plot.contains(m.at))
            .filter(|m| {
                kind != MarkKind::Timeout || asked.binary_search(&(m.at, m.thread)).is_err()
            })
            .collect();
        if marks.is_empty() {
            continue;
        }
        let crowded = too_thin || crowded(&marks, plot, size, trace.threads.len());
        if crowded && !too_thin && kind == MarkKind::FailedTake {
            let tallest = failed_takes(sheet, &marks, plot, rows, places);
            drawn.failed_takes = true;
            let all = count(marks.len() as u64);
            drawn
                .notes
                .push(sheet.lang.failed_takes(&all, &count(tallest)));
            continue;
        }
        if crowded {
            let (name, _) = sheet.lang.mark(kind);
            hidden.push(format!("{name} × {}", count(marks.len() as u64)));
            continue;
        }
        drawn.kinds.push(kind);
        for mark in marks {
            let row = rows.row_of.get(mark.thread.0 as usize);
            let place = row.and_then(|&row| places.get(row as usize));
            let (Some(place), Some((shape, color))) = (place, sign(kind)) else {
                continue;
            };
            let at = Point {
                x: plot.x_of(mark.at),
                y: place.top + place.height * level(kind),
            };
            // Waking up is common and tells least: a smaller sign.
            let size = if kind == MarkKind::WakeUp {
                size * 0.8
            } else {
                size
            };
            stamp(sheet, shape, at, size, color);
        }
    }
    if !hidden.is_empty() {
        let hidden = hidden.join(", ");
        drawn.notes.push(if too_thin {
            sheet.lang.marks_rows_too_thin(&hidden)
        } else {
            sheet.lang.marks_too_dense(&hidden)
        });
    }
    drawn
}

/// Failed takes too many for signs, as bars in the gap above each row: a pixel wide, and as high
/// as there are failed takes in it. How many the tallest bar stands for.
fn failed_takes(
    sheet: &mut Sheet<'_>,
    marks: &[&Mark],
    plot: &Plot,
    rows: &ThreadRows,
    places: &[RowPlace],
) -> u64 {
    let pixel = 1.0 / f64::from(sheet.scale);
    let gap = match places {
        [first, second, ..] => second.top - first.top - first.height,
        _ => 0.0,
    };
    let room = gap.max(sheet.length(12.0)).max(4.0);
    let mut counts: BTreeMap<(u32, u64), u64> = BTreeMap::new();
    for mark in marks {
        if let Some(&row) = rows.row_of.get(mark.thread.0 as usize) {
            let column = ((plot.x_of(mark.at) - plot.x) / pixel).max(0.0) as u64;
            *counts.entry((row, column)).or_default() += 1;
        }
    }
    let tallest = counts.values().copied().max().unwrap_or(0);
    for ((row, column), failed) in counts {
        let Some(place) = places.get(row as usize) else {
            continue;
        };
        let height = (room * failed as f64 / tallest.max(1) as f64).max(pixel);
        let rect = Rect {
            x: (plot.x + column as f64 * pixel).min(plot.x + plot.width - pixel),
            y: place.top - height,
            width: pixel,
            height,
        };
        sheet.rect(rect, Paint::plain(ALARM));
    }
    tallest
}

/// Timeouts after which the thread asked for the GIL: one sign, the request's. Between the two it
/// had to wake up.
fn timeouts_that_asked(trace: &Trace) -> Vec<(Nanos, ThreadIndex)> {
    let mut in_time: Vec<&Mark> = trace
        .marks
        .iter()
        .filter(|m| {
            use MarkKind::{DropRequest, FailedTake, Take, Timeout};
            matches!(m.kind, DropRequest | FailedTake | Take | Timeout)
        })
        .collect();
    in_time.sort_by_key(|m| (m.at, m.kind != MarkKind::Timeout));
    let mut timeout: Vec<Option<Nanos>> = vec![None; trace.threads.len()];
    let mut asked = Vec::new();
    for mark in in_time {
        let Some(timeout) = timeout.get_mut(mark.thread.0 as usize) else {
            continue;
        };
        let before = timeout.take();
        match mark.kind {
            MarkKind::Timeout => *timeout = Some(mark.at),
            MarkKind::DropRequest => asked.extend(before.map(|at| (at, mark.thread))),
            _ => {}
        }
    }
    asked.sort_unstable();
    asked
}

/// A sign with a thin white edge, so that it shows on every state.
pub(crate) fn stamp(sheet: &mut Sheet<'_>, shape: Shape, at: Point, size: f64, color: Color) {
    let edge = size + sheet.length(5.0).max(3.0);
    for (size, color) in [(edge, WHITE), (size, color)] {
        sheet.items.push(Item::Glyph {
            shape,
            at,
            size,
            color,
        });
    }
}

/// Whether more than a quarter of the signs would run into the one before on their row: rings
/// that overlap look like something else.
fn crowded(marks: &[&Mark], plot: &Plot, size: f64, threads: usize) -> bool {
    let mut last = vec![f64::MIN; threads];
    let mut touching = 0usize;
    let mut in_time: Vec<&&Mark> = marks.iter().collect();
    in_time.sort_by_key(|m| m.at);
    for mark in in_time {
        if let Some(last) = last.get_mut(mark.thread.0 as usize) {
            let x = plot.x_of(mark.at);
            if x - *last < size * 1.1 {
                touching += 1;
            }
            *last = x;
        }
    }
    touching * 4 > marks.len()
}

/// From each release to the take by a thread that was waiting for it. Draws nothing where the
/// lines would stand closer than they can be told apart.
fn links(
    sheet: &mut Sheet<'_>,
    trace: &Trace,
    plot: &Plot,
    rows: &ThreadRows,
    places: &[RowPlace],
) -> Links {
    let mut waits: Vec<Vec<(Nanos, Nanos)>> = vec![Vec::new(); trace.threads.len()];
    for wait in &trace.gil_waits {
        if let Some(waits) = waits.get_mut(wait.thread.0 as usize) {
            waits.push((wait.start, wait.start.saturating_add(wait.duration)));
        }
    }
    // Waits of one thread follow each other in time.
    let waited = |hold: &Hold, at: Nanos| {
        let waits = waits.get(hold.thread.0 as usize)?;
        let before = waits
            .partition_point(|&(start, _)| start <= at)
            .checked_sub(1)?;
        waits.get(before).map(|&(_, end)| end >= at)
    };
    let row = |hold: &Hold| rows.row_of.get(hold.thread.0 as usize).copied();
    let mut last: Vec<Option<&Hold>> = vec![None; trace.gils.len()];
    let mut passes: Vec<(&Hold, &Hold)> = Vec::new();
    let mut crossed = 0;
    for hold in &trace.holds {
        let Some(last) = last.get_mut(hold.gil.0 as usize) else {
            continue;
        };
        if let Some(before) = last.replace(hold)
            && before.thread != hold.thread
            && plot.contains(before.end)
            && plot.contains(hold.start)
            && waited(hold, before.end) == Some(true)
            && let (Some(from), Some(to)) = (row(before), row(hold))
        {
            passes.push((before, hold));
            crossed += from.abs_diff(to) as usize;
        }
    }
    // A line over many rows takes as much of the eye as many short ones.
    if crossed as f64 * sheet.length(13.0) > plot.width {
        return Links::TooDense(passes.len());
    }
    for &(from, to) in &passes {
        let place = |hold: &Hold| {
            let row = rows.row_of.get(hold.thread.0 as usize)?;
            places.get(*row as usize).copied()
        };
        let (Some(source), Some(target)) = (place(from), place(to)) else {
            continue;
        };
        let down = source.top < target.top;
        let (y0, y1) = if down {
            (source.top + source.height, target.top)
        } else {
            (source.top, target.top + target.height)
        };
        let (from, to) = (
            Point {
                x: plot.x_of(from.end),
                y: y0,
            },
            Point {
                x: plot.x_of(to.start),
                y: y1,
            },
        );
        for (width, color) in [(4.0, WHITE.with_alpha(190)), (1.8, INK)] {
            sheet.items.push(Item::Line {
                from,
                to,
                width: sheet.length(width).max(1.0),
                color,
            });
        }
        let size = sheet.length(9.0);
        sheet.items.push(Item::Glyph {
            shape: if down {
                Shape::TriangleDown
            } else {
                Shape::TriangleUp
            },
            at: Point {
                x: to.x,
                y: if down {
                    to.y - size / 2.0
                } else {
                    to.y + size / 2.0
                },
            },
            size,
            color: INK,
        });
    }
    if passes.is_empty() {
        Links::None
    } else {
        Links::Drawn
    }
}
