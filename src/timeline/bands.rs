//! Rows of coloured time: threads, GILs, cores.

use super::display::{Anchor, Color, Item, Order, Paint, Point, Rect, Strip, Text, Track};
use super::font::{self, Weight};
use super::identity::Identity;
use super::memory_row::MemoryRows;
use super::palette::{FAINT, INK, SECONDARY, STACK, WHITE, paint, stack_index};
use super::rows::{Buckets, ThreadRow, ThreadRows, ranges};
use super::sheet::{Plot, Sheet};
use crate::metrics::units::percent;
use crate::metrics::{Metrics, ThreadMetrics, TimeOf};
use crate::nanos::Nanos;
use crate::trace::{State, Trace};

/// A column of percentages beside the thread rows.
pub(crate) struct TotalsColumn {
    pub heading: &'static str,
    pub time: TimeOf,
    pub width: f64,
}

/// The columns worth printing: running and GIL wait always, then the largest others. What threads
/// do that run much of the time counts for more: a main thread that waits for the end of all others
/// would hide what they go through.
pub(crate) fn totals_columns(sheet: &Sheet<'_>, metrics: &Metrics) -> Vec<TotalsColumn> {
    let lang = sheet.lang;
    let all: [(&'static str, TimeOf); 8] = [
        (lang.state(State::Running), |t| t.running_ns),
        (lang.c_call(), |t| {
            t.native_ns.saturating_add(t.native_holding_ns)
        }),
        (lang.state(State::GilWait), |t| t.gil_wait_ns),
        (lang.state(State::LockWait), |t| t.lock_wait_ns),
        (lang.state(State::Io), |t| t.io_ns),
        (lang.state(State::Sleep), |t| t.sleep_ns),
        (lang.state(State::Runnable), |t| t.runnable_ns),
        (lang.state(State::Switching), |t| t.switching_ns),
    ];
    let at_most = if sheet.width < 1000.0 { 3 } else { 5 };
    let total = &metrics.total.times;
    let always = |i: usize| i == 0 || i == 2;
    let mut optional: Vec<usize> = (0..all.len())
        .filter(|&i| !always(i) && (all[i].1)(total) > 0)
        .collect();
    let weight = |i: usize| {
        let times = metrics.threads.iter().map(|it| &it.share.times);
        let weights = times.map(|it| u128::from((all[i].1)(it)) * u128::from(it.running_ns));
        (weights.sum::<u128>(), (all[i].1)(total))
    };
    optional.sort_by_key(|&i| std::cmp::Reverse(weight(i)));
    optional.truncate(at_most - 2);

    let (size, gap) = (sheet.font(18.0), sheet.length(24.0).max(10.0));
    let value_size = sheet.font(22.0);
    let value = font::width("100 %", value_size, Weight::Bold);
    let shown = |&(i, _): &(usize, &(&'static str, _))| always(i) || optional.contains(&i);
    all.iter()
        .enumerate()
        .filter(shown)
        .map(|(_, &(heading, time))| TotalsColumn {
            heading,
            time,
            width: font::width(heading, size, Weight::Bold).max(value) + gap,
        })
        .collect()
}

/// Headings of the totals, at the current height.
pub(crate) fn totals_head(sheet: &mut Sheet<'_>, columns: &[TotalsColumn], x: f64) {
    let size = sheet.font(18.0);
    let width: f64 = columns.iter().map(|c| c.width).sum();
    let caption = sheet.lang.share_of_run();
    let baseline = sheet.y + size * font::ASCENT;
    let right = x + width;
    let caption = font::ellipsize(caption, size, Weight::Regular, width);
    let at = Point {
        x: right,
        y: baseline,
    };
    sheet.text(at, Anchor::End, &caption, size, Weight::Regular, SECONDARY);
    sheet.y += (size * 1.25).ceil();
    let mut edge = x;
    for column in columns {
        edge += column.width;
        let at = Point {
            x: edge,
            y: sheet.y + size * font::ASCENT,
        };
        sheet.text(
            at,
            Anchor::End,
            column.heading,
            size,
            Weight::Bold,
            SECONDARY,
        );
    }
    sheet.y += (size * 1.4).ceil();
}

/// Where a drawn row is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowPlace {
    pub top: f64,
    pub height: f64,
}

pub(crate) struct ThreadBand<'a> {
    pub trace: &'a Trace,
    pub metrics: &'a Metrics,
    pub rows: &'a ThreadRows,
    pub plot: &'a Plot,
    /// Left end and room of the names.
    pub label: (f64, f64),
    pub pitch: f64,
    pub totals: &'a [TotalsColumn],
    pub identity: Option<&'a Identity>,
}

impl ThreadBand<'_> {
    /// Draws one row below the other; returns where each is and which states occurred.
    pub fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        mut memory: Option<&mut MemoryRows<'_>>,
    ) -> (Vec<RowPlace>, Occurring) {
        let buckets = Buckets::new(self.trace.slices.len(), self.rows.rows.len(), |i| {
            let thread = self.trace.slices.get(i)?.thread.0 as usize;
            self.rows.row_of.get(thread).copied()
        });
        let headings = self.rows.by_process && self.trace.processes.len() > 1;
        let mut process = None;
        let mut places = Vec::with_capacity(self.rows.rows.len());
        let mut occurring = Occurring::default();
        for (i, row) in self.rows.rows.iter().enumerate() {
            if headings && process != Some(row.process) {
                process = Some(row.process);
                self.process_heading(sheet, row.process);
            }
            let place = RowPlace {
                top: sheet.y,
                height: sheet.snap(self.pitch * 0.8),
            };
            self.name(sheet, row, place);
            self.strip(sheet, row, buckets.of(i), place, &mut occurring);
            self.percentages(sheet, row, place);
            places.push(place);
            sheet.y += self.pitch;
            let next = self.rows.rows.get(i + 1);
            if let Some(memory) = &mut memory
                && self.rows.by_process
                && next.is_none_or(|next| next.process != row.process)
            {
                let totals: f64 = self.totals.iter().map(|it| it.width).sum();
                let size = (totals, self.pitch.max(sheet.length(44.0)));
                memory.draw(sheet, row.process, self.plot, self.label, size);
            }
        }
        (places, occurring)
    }

    fn process_heading(&self, sheet: &mut Sheet<'_>, process: u32) {
        let Some(track) = self.trace.processes.get(process as usize) else {
            return;
        };
        let size = sheet.font(19.0);
        sheet.y += size * 0.35;
        let room = self.plot.x + self.plot.width - self.label.0;
        let mut text = format!("{} (pid {})", track.name, track.pid);
        if let Some(code) = track.exit_code.filter(|&code| code != 0) {
            text.push_str(" · ");
            text.push_str(&sheet.lang.exit_code(code));
        }
        let text = font::ellipsize(&text, size, Weight::Bold, room);
        let at = Point {
            x: self.label.0,
            y: sheet.y + size * font::ASCENT,
        };
        sheet.text(at, Anchor::Start, &text, size, Weight::Bold, INK);
        sheet.y = (sheet.y + size * 1.45).ceil();
    }

    fn name(&self, sheet: &mut Sheet<'_>, row: &ThreadRow, place: RowPlace) {
        let size = label_size(sheet, self.pitch);
        let (mut x, mut room) = self.label;
        let color = match (self.identity, row.threads.as_slice()) {
            (Some(identity), [thread]) => identity.chip(*thread),
            _ => None,
        };
        if self.identity.is_some() {
            let side = sheet.snap(size * 0.62);
            if let Some(color) = color {
                let rect = Rect {
                    x: x.round(),
                    y: (place.top + (place.height - side) / 2.0).round(),
                    width: side,
                    height: side,
                };
                sheet.rect(rect, Paint::plain(color));
            }
            x += side + size * 0.45;
            room -= side + size * 0.45;
        }
        let text = row_name(self.trace, row);
        let text = font::ellipsize(&text, size, Weight::Regular, room);
        let at = Point {
            x,
            y: middle_baseline(place, size),
        };
        sheet.text(at, Anchor::Start, &text, size, Weight::Regular, INK);
    }

    fn strip(
        &self,
        sheet: &mut Sheet<'_>,
        row: &ThreadRow,
        slices: &[u32],
        place: RowPlace,
        occurring: &mut Occurring,
    ) {
        let pieces = slices
            .iter()
            .filter_map(|&i| self.trace.slices.get(i as usize))
            .map(|s| (s.start, s.end, stack_index(s.state)));
        let runs = self
            .plot
            .columns
            .aggregate(STACK.len(), row.threads.len() as u32, pieces);
        for run in &runs {
            occurring.mixed |= run.order == Order::Stacked;
            for &(key, _) in &run.parts {
                if let Some(seen) = occurring.states.get_mut(usize::from(key)) {
                    *seen = true;
                }
            }
        }
        sheet.items.push(Item::Strip(Strip {
            track: Track::Threads(row.threads.clone()),
            rect: Rect {
                x: self.plot.x,
                y: place.top,
                width: self.plot.width,
                height: place.height,
            },
            columns: self.plot.columns.count(),
            paints: STACK.iter().map(|&s| paint(s, sheet.unit)).collect(),
            runs,
        }));
    }

    fn percentages(&self, sheet: &mut Sheet<'_>, row: &ThreadRow, place: RowPlace) {
        let size = label_size(sheet, self.pitch).min(sheet.font(22.0));
        let members: Vec<&ThreadMetrics> = row
            .threads
            .iter()
            .filter_map(|&t| self.metrics.threads.get(t as usize))
            .collect();
        let whole = self.metrics.wall_ns.saturating_mul(members.len() as u64);
        let mut edge = self.plot.x + self.plot.width;
        for (i, column) in self.totals.iter().enumerate() {
            edge += column.width;
            let time = members.iter().fold(0, |sum: Nanos, t| {
                sum.saturating_add((column.time)(&t.share.times))
            });
            let text = percent(time, whole);
            let (weight, color) = match (time, i) {
                (0, _) => (Weight::Regular, FAINT),
                (_, 0) => (Weight::Bold, INK),
                _ => (Weight::Regular, INK),
            };
            let at = Point {
                x: edge,
                y: middle_baseline(place, size),
            };
            sheet.text(at, Anchor::End, &text, size, weight, color);
        }
    }
}

/// What a band showed, for the legend.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Occurring {
    /// In the order of [`STACK`].
    pub states: [bool; STACK.len()],
    /// Some pixel holds several states.
    pub mixed: bool,
}

impl Occurring {
    pub fn join(&mut self, other: Occurring) {
        self.mixed |= other.mixed;
        for (seen, other) in self.states.iter_mut().zip(other.states) {
            *seen |= other;
        }
    }
}

/// Font size of a row's texts: as large as the row allows.
pub(crate) fn label_size(sheet: &Sheet<'_>, pitch: f64) -> f64 {
    sheet.font(25.0).min(pitch * 0.82)
}

pub(crate) fn middle_baseline(place: RowPlace, size: f64) -> f64 {
    place.top + place.height / 2.0 + size * 0.36
}

/// `io-1`, or `io-1 +3` where four threads share the row.
pub(crate) fn row_name(trace: &Trace, row: &ThreadRow) -> String {
    let first = row
        .threads
        .first()
        .and_then(|&t| trace.threads.get(t as usize));
    let name = first.map_or("", |t| t.name.as_str());
    match row.threads.len() {
        0 | 1 => name.to_string(),
        n => format!("{name} +{}", n - 1),
    }
}

/// GILs or cores: one row each, coloured by thread.
pub(crate) struct OwnerBand<'a> {
    pub trace: &'a Trace,
    pub plot: &'a Plot,
    pub identity: &'a Identity,
    pub label: (f64, f64),
    pub pitch: f64,
}

/// Rows of GILs or cores at most, before neighbours are drawn together.
const OWNER_ROWS: u32 = 32;

impl OwnerBand<'_> {
    /// Who holds each GIL. Returns the number of rows.
    pub fn gils(&self, sheet: &mut Sheet<'_>) -> usize {
        let gils = &self.trace.gils;
        let rows = ranges(gils.len() as u32, OWNER_ROWS);
        let lanes = rows.first().map_or(1, |r| r.len() as u32);
        let buckets = Buckets::new(self.trace.holds.len(), rows.len(), |i| {
            Some(self.trace.holds.get(i)?.gil.0 / lanes)
        });
        for (i, range) in rows.iter().enumerate() {
            let name = gils
                .get(range.start as usize)
                .map_or("GIL", |g| g.name.as_str());
            let pieces = buckets
                .of(i)
                .iter()
                .filter_map(|&h| self.trace.holds.get(h as usize))
                .map(|h| (h.start, h.end, self.identity.key(h.thread.0)));
            self.row(sheet, name, Track::Gils(range.clone()), range.len(), pieces);
        }
        rows.len()
    }

    /// Who is on each core. Returns the number of rows.
    pub fn cores(&self, sheet: &mut Sheet<'_>) -> usize {
        let rows = ranges(u32::from(self.trace.cores), OWNER_ROWS);
        let lanes = rows.first().map_or(1, |r| r.len() as u32);
        let buckets = Buckets::new(self.trace.slices.len(), rows.len(), |i| {
            let slice = self.trace.slices.get(i)?;
            let core = slice.core.filter(|_| slice.state.on_core())?;
            Some(u32::from(core.0) / lanes)
        });
        for (i, range) in rows.iter().enumerate() {
            let name = format!("{} {}", sheet.lang.core(), range.start);
            let pieces = buckets
                .of(i)
                .iter()
                .filter_map(|&s| self.trace.slices.get(s as usize))
                .map(|s| (s.start, s.end, self.identity.core_key(s.thread.0, s.state)));
            self.row(
                sheet,
                &name,
                Track::Cores(range.clone()),
                range.len(),
                pieces,
            );
        }
        rows.len()
    }

    fn row(
        &self,
        sheet: &mut Sheet<'_>,
        name: &str,
        track: Track,
        lanes: usize,
        pieces: impl Iterator<Item = (Nanos, Nanos, u8)>,
    ) {
        let place = RowPlace {
            top: sheet.y,
            height: sheet.snap(self.pitch * 0.8),
        };
        let size = label_size(sheet, self.pitch);
        let name = match lanes {
            0 | 1 => name.to_string(),
            n => format!("{name} +{}", n - 1),
        };
        let name = font::ellipsize(&name, size, Weight::Bold, self.label.1);
        let at = Point {
            x: self.label.0,
            y: middle_baseline(place, size),
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Bold, INK);

        let rect = Rect {
            x: self.plot.x,
            y: place.top,
            width: self.plot.width,
            height: place.height,
        };
        let paints = self.identity.paints(sheet.unit);
        let strip = Strip {
            track,
            rect,
            columns: self.plot.columns.count(),
            runs: self
                .plot
                .columns
                .aggregate(paints.len(), lanes as u32, pieces),
            paints,
        };
        let labels = self.owner_labels(sheet, &strip, place);
        sheet.items.push(Item::Strip(strip));
        sheet.items.extend(labels.into_iter().map(Item::Text));
        sheet.y += self.pitch;
    }

    /// Names inside the stretches that are wide enough for them.
    fn owner_labels(&self, sheet: &Sheet<'_>, strip: &Strip, place: RowPlace) -> Vec<Text> {
        let size = label_size(sheet, self.pitch * 0.8).min(sheet.font(17.0));
        let pad = size * 0.5;
        let full: Vec<Option<(&str, f64)>> = (0u8..)
            .zip(&strip.paints)
            .map(|(key, _)| {
                let thread = self.identity.thread(key)?;
                let name = &self.trace.threads.get(thread as usize)?.name;
                Some((name.as_str(), font::width(name, size, Weight::Regular)))
            })
            .collect();
        let mut labels = Vec::new();
        for run in &strip.runs {
            let (x0, x1) = strip.extent(run);
            let room = x1 - x0 - 2.0 * pad;
            let Some(key) = run.solid() else { continue };
            let Some(&Some((name, width))) = full.get(usize::from(key)) else {
                continue;
            };
            // A name cut to a few letters says nothing.
            if width > room && room < size * 5.0 {
                continue;
            }
            let name = font::ellipsize(name, size, Weight::Regular, room);
            let background = strip.paints.get(usize::from(key));
            let dark = background.is_some_and(|p| p.color.is_dark());
            let color: Color = if dark { WHITE } else { INK };
            let at = Point {
                x: (x0 + x1) / 2.0,
                y: middle_baseline(place, size),
            };
            labels.push(Text::new(
                at,
                Anchor::Middle,
                &name,
                size,
                Weight::Regular,
                color,
            ));
        }
        labels
    }
}
