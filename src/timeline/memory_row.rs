//! A row under the threads of a process: its memory over time.

use super::Columns;
use super::bands::{RowPlace, label_size, middle_baseline};
use super::display::{Anchor, Item, Order, Point, Rect, Run, Strip, Track};
use super::font::{self, Weight};
use super::memory::{Part, paints, parts};
use super::palette::{FAINT, INK, SECONDARY};
use super::sheet::{Plot, Sheet};
use crate::metrics::units::bytes;
use crate::nanos::Nanos;
use crate::trace::{MemoryUse, ProcessIndex, Trace};

pub(crate) struct MemoryRows<'a> {
    trace: &'a Trace,
    /// Bytes that are as high as a row: the same for all, so that they can be compared.
    pub most: u64,
    pub seen: [bool; Part::ALL.len()],
}

impl<'a> MemoryRows<'a> {
    /// Nothing where memory was not counted.
    pub fn new(trace: &'a Trace) -> Option<MemoryRows<'a>> {
        let rounds = trace.memory.iter().flat_map(|round| &round.processes);
        let most = rounds.map(|(_, used)| used.resident()).max()?;
        Some(MemoryRows {
            trace,
            most: most.max(1),
            seen: [false; Part::ALL.len()],
        })
    }

    /// Draws the row of a process at the current height.
    pub fn draw(
        &mut self,
        sheet: &mut Sheet<'_>,
        process: u32,
        plot: &Plot,
        label: (f64, f64),
        (totals, pitch): (f64, f64),
    ) {
        let place = RowPlace {
            top: sheet.y,
            height: sheet.snap(pitch * 0.8),
        };
        let size = label_size(sheet, pitch).min(sheet.font(22.0));
        let name = font::ellipsize(sheet.lang.memory(), size, Weight::Regular, label.1);
        let at = Point {
            x: label.0,
            y: middle_baseline(place, size),
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Regular, SECONDARY);

        let runs = self.runs(process, &plot.columns);
        for (key, _) in runs.iter().flat_map(|run| &run.parts) {
            if let Some(seen) = self.seen.get_mut(usize::from(*key)) {
                *seen = true;
            }
        }
        let rect = Rect {
            x: plot.x,
            y: place.top,
            width: plot.width,
            height: place.height,
        };
        sheet.items.push(Item::Strip(Strip {
            track: Track::Memory(process),
            rect,
            columns: plot.columns.count(),
            paints: paints(sheet),
            runs,
        }));
        let bottom = rect.bottom();
        sheet
            .items
            .push(Item::horizontal(bottom, rect.x, rect.right(), 1.0, FAINT));
        let rounds = self.trace.memory.iter();
        let peak = rounds.filter_map(|round| round.process(ProcessIndex(process)));
        let peak = peak.map(MemoryUse::resident).max().unwrap_or(0);
        let text = font::ellipsize(&bytes(peak), size, Weight::Regular, totals);
        let at = Point {
            x: plot.x + plot.width + totals,
            y: middle_baseline(place, size),
        };
        sheet.text(at, Anchor::End, &text, size, Weight::Regular, INK);
        sheet.y += pitch;
    }

    /// Of each column the round with the most; where there is none in it, the one before it.
    fn runs(&self, process: u32, columns: &Columns) -> Vec<Run> {
        let mut rounds = self.trace.memory.iter().peekable();
        let mut last: Option<&MemoryUse> = None;
        let mut runs: Vec<Run> = Vec::new();
        let index = ProcessIndex(process);
        let (start, end) = (columns.start(), columns.end());
        let width = u128::from(end.saturating_sub(start));
        let count = u128::from(columns.count().max(1));
        for column in 0..columns.count() {
            let until = start + (width * (u128::from(column) + 1) / count) as Nanos;
            let mut most = last;
            let mut fresh = false;
            while let Some(round) = rounds.next_if(|round| round.at < until || round.at == end) {
                let used = round.process(index);
                // The last state before the column counts only where nothing else is known of it.
                if round.at < start {
                    most = used;
                } else if !fresh || used.map(MemoryUse::resident) > most.map(MemoryUse::resident) {
                    most = if fresh || used.is_some() {
                        used.or(most)
                    } else {
                        most
                    };
                    fresh = true;
                }
                last = used;
            }
            let Some(used) = most else { continue };
            let run = Run {
                first: column,
                columns: 1,
                capacity: self.most,
                parts: parts(used)
                    .into_iter()
                    .filter(|(_, bytes)| *bytes > 0)
                    .map(|(part, bytes)| (part as u8, bytes))
                    .collect(),
                order: Order::Stacked,
            };
            match runs.last_mut() {
                Some(before)
                    if before.parts == run.parts && before.first + before.columns == column =>
                {
                    before.columns += 1;
                }
                _ => runs.push(run),
            }
        }
        runs
    }
}
