//! Several runs, one below the other on one time axis.

use super::bands::{Occurring, RowPlace, ThreadBand, label_size, row_name};
use super::display::{Anchor, DisplayList, Item, Point};
use super::font::{self, Weight};
use super::latency;
use super::legend::Legend;
use super::marks::Drawn;
use super::palette::{INK, SECONDARY};
use super::rows::{ThreadRows, thread_rows};
use super::sheet::{Plot, Sheet};
use super::{ChartSpec, Columns};
use crate::metrics::Metrics;
use crate::metrics::units::{count, duration};
use crate::nanos::Nanos;
use crate::trace::Trace;

/// Thread rows of one run at most, before neighbours share one.
const ROWS_PER_RUN: usize = 12;

/// Share of the page that names may take.
const LABEL_SHARE: f64 = 0.2;

/// Lays out variants for comparison: a block of thread rows for each, on a shared axis from 0
/// to the end of the longest, with wall time and speedup at the right.
pub fn compare(runs: &[(&str, &Trace, &Metrics)], spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    let longest = runs
        .iter()
        .map(|(_, trace, _)| trace.end)
        .max()
        .unwrap_or(0);
    let (start, end) = spec.window_of(longest);

    let pitch = sheet.snap(sheet.length(34.0).max(16.0));
    let rows: Vec<ThreadRows> = runs
        .iter()
        .map(|(_, trace, _)| thread_rows(trace, ROWS_PER_RUN))
        .collect();
    let label = label_size(&sheet, pitch);
    let names = runs.iter().zip(&rows).flat_map(|((_, trace, _), rows)| {
        rows.rows.iter().map(move |row| {
            let name: String = row_name(trace, row).chars().take(200).collect();
            font::width(&name, label, Weight::Regular) + label * 0.2
        })
    });
    let label_room = names
        .fold(0.0, f64::max)
        .min(sheet.width * LABEL_SHARE)
        .ceil();
    let figures = Figures::new(&sheet, runs);
    let x = (sheet.margin + label_room + sheet.length(14.0)).round();
    let width = (sheet.width - sheet.margin - figures.width - x)
        .round()
        .max(1.0);
    let plot = Plot {
        x,
        width,
        columns: Columns::new(start, end, width as u32 * sheet.scale),
    };

    let top = sheet.y.round();
    let mut occurring = Occurring::default();
    let mut notes = Vec::new();
    let mut dropped: u64 = 0;
    for (index, ((name, trace, metrics), rows)) in runs.iter().zip(&rows).enumerate() {
        let name_size = sheet.font(25.0);
        let name = font::ellipsize(name, name_size, Weight::Bold, sheet.room());
        let at = Point {
            x: sheet.margin,
            y: sheet.y + name_size * font::ASCENT,
        };
        let after = sheet.text(at, Anchor::Start, &name, name_size, Weight::Bold, INK);
        let own = spec
            .run_parameters
            .get(index)
            .map_or(&[][..], Vec::as_slice);
        own_parameters(&mut sheet, own, at, after + name_size);
        sheet.y = (sheet.y + name_size * 1.4).round();

        let block_top = sheet.y;
        let band = ThreadBand {
            trace,
            metrics,
            rows,
            plot: &plot,
            label: (sheet.margin, label_room),
            pitch,
            totals: &[],
            identity: None,
        };
        let (places, seen) = band.draw(&mut sheet, None);
        occurring.join(seen);
        if (start..=end).contains(&trace.end) {
            end_line(&mut sheet, &plot, trace.end, &places);
        }
        figures.draw(&mut sheet, metrics, &plot, block_top);
        sheet.y = sheet.y.max(block_top + figures.height).round() + sheet.length(22.0).round();
        if rows.per_row > 1 {
            let note =
                sheet
                    .lang
                    .grouped(trace.threads.len(), rows.rows.len(), rows.per_row, false);
            notes.push(format!("{name}: {note}"));
        }
        dropped = dropped.saturating_add(trace.slices_dropped);
    }
    sheet.axis(&plot, top);
    if spec.show.latency {
        latency::draw(&mut sheet, runs);
    }

    sheet.y += sheet.length(14.0);
    sheet.rule();
    sheet.y += sheet.length(18.0);
    let gil = runs.iter().any(|(_, trace, _)| !trace.gils.is_empty());
    Legend::new(&sheet, gil, &occurring, &Drawn::default(), None).draw(&mut sheet);
    if occurring.mixed {
        notes.insert(0, sheet.lang.mixed_columns().to_string());
    }
    notes.push(sheet.lang.speedup_note().to_string());
    notes.extend(spec.window_note(longest));
    if dropped > 0 {
        notes.push(sheet.lang.dropped(&count(dropped)));
    }
    sheet.notes(&notes);
    let description = describe(spec, runs);
    sheet.finish(description)
}

/// What a run has of its own, behind its name.
fn own_parameters(sheet: &mut Sheet<'_>, own: &[(String, String)], name: Point, after: f64) {
    let size = sheet.font(19.0);
    let pairs = own.iter().map(|(label, value)| format!("{label} {value}"));
    let text = pairs.collect::<Vec<_>>().join(" · ");
    let room = sheet.room() - after;
    let text = font::ellipsize(&text, size, Weight::Regular, room.max(0.0));
    let at = Point {
        x: name.x + after,
        ..name
    };
    sheet.text(at, Anchor::Start, &text, size, Weight::Regular, SECONDARY);
}

/// Where a run ended, in each of its rows.
fn end_line(sheet: &mut Sheet<'_>, plot: &Plot, at: Nanos, rows: &[RowPlace]) {
    let x = plot.x_of(at);
    let width = sheet.length(2.5).max(1.0);
    for row in rows {
        let bottom = row.top + row.height;
        sheet
            .items
            .push(Item::vertical(x, row.top, bottom, width, INK));
    }
}

/// Wall time and speedup at the right of a block.
struct Figures {
    width: f64,
    height: f64,
    large: f64,
    small: f64,
}

impl Figures {
    fn new(sheet: &Sheet<'_>, runs: &[(&str, &Trace, &Metrics)]) -> Figures {
        let (large, small) = (sheet.font(32.0), sheet.font(21.0));
        let widest = runs.iter().map(|(_, _, metrics)| {
            let wall = font::width(&duration(metrics.wall_ns), large, Weight::Bold);
            let speedup = font::width(&speedup(sheet, metrics), small, Weight::Regular);
            wall.max(speedup)
        });
        Figures {
            width: (widest.fold(0.0, f64::max) + sheet.length(30.0)).ceil(),
            height: large * 1.25 + small * 1.35,
            large,
            small,
        }
    }

    fn draw(&self, sheet: &mut Sheet<'_>, metrics: &Metrics, plot: &Plot, top: f64) {
        // In the middle of the block's rows, or at its top where the rows are few.
        let bottom = sheet.y.max(top + self.height);
        let y = (top + bottom - self.height) / 2.0 + self.large * font::ASCENT;
        let x = plot.x + plot.width + self.width;
        let wall = duration(metrics.wall_ns);
        sheet.text(
            Point { x, y },
            Anchor::End,
            &wall,
            self.large,
            Weight::Bold,
            INK,
        );
        let at = Point {
            x,
            y: y + self.small * 1.5,
        };
        let text = speedup(sheet, metrics);
        sheet.text(
            at,
            Anchor::End,
            &text,
            self.small,
            Weight::Regular,
            SECONDARY,
        );
    }
}

fn speedup(sheet: &Sheet<'_>, metrics: &Metrics) -> String {
    match metrics.speedup {
        Some(speedup) => format!("{} {speedup:.2}", sheet.lang.speedup()),
        None => String::new(),
    }
}

fn describe(spec: &ChartSpec, runs: &[(&str, &Trace, &Metrics)]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .map(|(name, _, metrics)| {
            format!("{} {}", font::printable(name), duration(metrics.wall_ns))
        })
        .collect();
    format!("{}: {}", font::printable(&spec.title), runs.join(", "))
}
