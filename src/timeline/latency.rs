//! How long threads waited for the GIL: a histogram of the waits of each run, with the
//! percentiles of the tables.

use super::display::{Anchor, Item, Paint, Point, Rect};
use super::font::{self, Weight};
use super::palette::{FAINT, GRID, INK, SECONDARY, WAITS, WHITE};
use super::scale::Scale;
use super::sheet::Sheet;
use crate::metrics::units::{count, duration};
use crate::metrics::{Latency, Metrics};
use crate::nanos::{MICROSECOND, Nanos};
use crate::trace::Trace;
use libm::{ceil, floor, log10, pow};

/// Bars per power of ten.
const PER_DECADE: f64 = 10.0;
/// Everything shorter is in the first bar.
const SHORTEST: f64 = MICROSECOND as f64;

/// Draws a histogram below what is there, one for each run, all over one axis.
pub(crate) fn draw(sheet: &mut Sheet<'_>, runs: &[(&str, &Trace, &Metrics)]) {
    let with_waits: Vec<_> = runs
        .iter()
        .filter(|(_, trace, _)| !trace.gil_waits.is_empty())
        .collect();
    let size = sheet.font(20.0);
    let heading = sheet.font(25.0);
    sheet.y += sheet.length(22.0);
    let at = Point {
        x: sheet.margin,
        y: sheet.y + heading * font::ASCENT,
    };
    let title = sheet.lang.latency();
    let title = font::ellipsize(title, heading, Weight::Bold, sheet.room());
    sheet.text(at, Anchor::Start, &title, heading, Weight::Bold, INK);
    sheet.y += heading * 1.6;
    let longest = with_waits
        .iter()
        .map(|(_, _, metrics)| metrics.total.gil_wait_latency.max_ns)
        .max();
    let Some(longest) = longest else {
        let no_gil = runs.iter().all(|(_, _, metrics)| metrics.gils == 0);
        let text = sheet.lang.no_waits(no_gil);
        sheet.paragraph(text, 20.0, Weight::Regular, SECONDARY, 2);
        return;
    };
    let decades = ceil(log10(longest as f64 / SHORTEST)).clamp(1.0, 16.0);
    let scale = Scale::tight_log(SHORTEST, SHORTEST * pow(10.0, decades));
    let frame_x = (sheet.margin + sheet.length(10.0)).round();
    let width = (sheet.width - sheet.margin - frame_x).round().max(1.0);
    let histogram = Histogram {
        scale,
        x: frame_x,
        width,
        bars: (decades * PER_DECADE) as usize,
        size,
    };
    let height = sheet.length(if with_waits.len() == 1 { 240.0 } else { 110.0 });
    for (name, trace, metrics) in with_waits {
        histogram.draw(sheet, name, trace, metrics, height.round());
    }
    histogram.axis(sheet);
    let left_out: Vec<&str> = runs
        .iter()
        .filter(|(_, trace, _)| trace.gil_waits.is_empty())
        .map(|(name, _, _)| *name)
        .collect();
    if !left_out.is_empty() {
        let text = sheet.lang.runs_without_waits(&left_out.join(", "));
        sheet.paragraph(&text, 17.0, Weight::Regular, SECONDARY, 2);
    }
}

/// Those that differ from the longest wait: it is the 90th percentile of fewer than 10 waits.
fn percentiles(latency: &Latency) -> Vec<(&'static str, Nanos)> {
    let all = [
        ("p50", latency.p50_ns, 0),
        ("p90", latency.p90_ns, 10),
        ("p99", latency.p99_ns, 100),
        ("max", latency.max_ns, 0),
    ];
    let told = all.into_iter().filter(|it| latency.waits >= it.2);
    told.map(|(label, ns, _)| (label, ns)).collect()
}

struct Histogram {
    scale: Scale,
    x: f64,
    width: f64,
    bars: usize,
    size: f64,
}

impl Histogram {
    fn x_of(&self, ns: Nanos) -> f64 {
        self.x + self.scale.place(ns as f64) * self.width
    }

    /// How many waits each bar stands for.
    fn counts(&self, trace: &Trace) -> Vec<u64> {
        let mut counts = vec![0u64; self.bars.max(1)];
        let last = counts.len() - 1;
        for wait in &trace.gil_waits {
            let place = self.scale.place(wait.duration as f64);
            let bar = floor(place * counts.len() as f64) as usize;
            if let Some(count) = counts.get_mut(bar.min(last)) {
                *count += 1;
            }
        }
        counts
    }

    fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        name: &str,
        trace: &Trace,
        metrics: &Metrics,
        height: f64,
    ) {
        let size = self.size;
        let latency = &metrics.total.gil_wait_latency;
        let line_height = (size * 1.4).ceil();
        let mut x = sheet.margin;
        let baseline = sheet.y + size * font::ASCENT;
        if !name.is_empty() {
            let name = font::ellipsize(name, size, Weight::Bold, sheet.room() * 0.4);
            let at = Point { x, y: baseline };
            x += sheet.text(at, Anchor::Start, &name, size, Weight::Bold, INK) + size;
        }
        let counts = self.counts(trace);
        let most = counts.iter().copied().max().unwrap_or(0).max(1);
        let text = sheet.lang.waits(latency.waits, &count(most));
        let room = sheet.width - sheet.margin - x;
        let text = font::ellipsize(&text, size, Weight::Regular, room);
        sheet.text(
            Point { x, y: baseline },
            Anchor::Start,
            &text,
            size,
            Weight::Regular,
            SECONDARY,
        );
        sheet.y += line_height;
        // Each percentile has a line of its own for its label, so that none hides another.
        let percentiles = percentiles(latency);
        let top = sheet.y;
        sheet.y += line_height * percentiles.len() as f64;
        let bottom = (sheet.y + height).round();
        let bar = self.width / counts.len() as f64;
        for (i, &waits) in counts.iter().enumerate() {
            if waits == 0 {
                continue;
            }
            let tall = (height * waits as f64 / most as f64).max(2.0);
            let rect = Rect {
                x: self.x + i as f64 * bar,
                y: bottom - tall,
                width: (bar - 1.0).max(1.0),
                height: tall,
            };
            sheet.rect(rect, Paint::plain(WAITS));
        }
        for (i, (label, ns)) in percentiles.into_iter().enumerate() {
            let x = self.x_of(ns).round();
            let y = top + line_height * i as f64;
            sheet.items.push(Item::vertical(
                x,
                y,
                bottom,
                sheet.length(2.0).max(1.0),
                INK,
            ));
            let text = format!("{label} {}", duration(ns));
            let wide = font::width(&text, size, Weight::Regular) + size * 0.4;
            let (anchor, offset) = if x + wide > self.x + self.width {
                (Anchor::End, -size * 0.4)
            } else {
                (Anchor::Start, size * 0.4)
            };
            let at = Point {
                x: x + offset,
                y: y + size * font::ASCENT,
            };
            // The lines of other percentiles stop short of the words.
            let width = wide - size * 0.4;
            let behind = Rect {
                x: if anchor == Anchor::End {
                    at.x - width
                } else {
                    at.x
                },
                y,
                width,
                height: line_height,
            };
            sheet.rect(behind, Paint::plain(WHITE));
            sheet.text(at, anchor, &text, size, Weight::Regular, INK);
        }
        sheet.items.push(Item::horizontal(
            bottom,
            self.x,
            self.x + self.width,
            sheet.length(1.6).max(1.0),
            FAINT,
        ));
        for tick in self.scale.ticks() {
            let x = (self.x + self.scale.place(tick) * self.width).round();
            sheet
                .behind
                .push(Item::vertical(x, bottom - height, bottom, 1.0, GRID));
        }
        sheet.y = bottom + sheet.length(14.0);
    }

    fn axis(&self, sheet: &mut Sheet<'_>) {
        let size = self.size;
        let y = sheet.y + size * font::ASCENT;
        let mut after = f64::MIN;
        for (i, tick) in self.scale.ticks().into_iter().enumerate() {
            let mut label = duration(tick as Nanos);
            if i == 0 {
                label = format!("≤ {label}");
            }
            let half = font::width(&label, size, Weight::Regular) / 2.0;
            let x = (self.x + self.scale.place(tick) * self.width).clamp(
                sheet.margin + half,
                (sheet.width - sheet.margin - half).max(half),
            );
            if x - half < after {
                continue;
            }
            after = x + half + size * 0.4;
            sheet.text(
                Point { x, y },
                Anchor::Middle,
                &label,
                size,
                Weight::Regular,
                SECONDARY,
            );
        }
        sheet.y += (size * 1.5).ceil();
    }
}
