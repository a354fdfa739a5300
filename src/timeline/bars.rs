//! Bars: what became of a metric where a parameter's values are words and have no distances.

use super::display::{Anchor, Color, Paint, Point, Rect};
use super::font::{self, Weight};
use super::palette::INK;
use super::sheet::Sheet;
use super::sweep::{Line, Panel, looks};
use crate::metrics::{Measure, Unit};

/// The share of a value's room that its bars fill.
const FILLED: f64 = 0.62;

/// The middle of each value's room, from 0 to 1.
pub(super) fn places(count: usize) -> Vec<f64> {
    (0..count)
        .map(|i| (i as f64 + 0.5) / count.max(1) as f64)
        .collect()
}

/// Draws the lines of a panel as bars, side by side, each with its number.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    panel: &Panel<'_>,
    measure: Measure,
    lines: &[Line<'_>],
    size: f64,
) {
    let room = panel.frame.width * FILLED / panel.places.len().max(1) as f64;
    let width = (room / lines.len().max(1) as f64).min(sheet.length(220.0));
    let left = -width * lines.len() as f64 / 2.0;
    for (number, (line, (color, _))) in lines.iter().zip(looks()).enumerate() {
        let first = line.runs.first().copied().flatten();
        let first = first.and_then(|run| measure.of(run));
        for (place, run) in panel.places.iter().zip(&line.runs) {
            let Some(value) = run.and_then(|run| measure.of(run)) else {
                continue;
            };
            let bar = Rect {
                x: (panel.x_of(*place) + left + width * number as f64).round(),
                y: panel.y_of(value).round(),
                width: (width * 0.94).round().max(1.0),
                height: (panel.frame.bottom() - panel.y_of(value).round()).max(0.0),
            };
            one(sheet, bar, color, &label(measure, value, first), size);
        }
    }
}

fn one(sheet: &mut Sheet<'_>, bar: Rect, color: Color, label: &str, size: f64) {
    let middle = bar.x + bar.width / 2.0;
    let top = bar.y;
    sheet.rect(bar, Paint::plain(color));
    let fits = font::width(label, size, Weight::Bold) <= bar.width * 1.5;
    if fits {
        let at = Point {
            x: middle,
            y: top - size * 0.35,
        };
        sheet.text(at, Anchor::Middle, label, size, Weight::Bold, INK);
    }
}

/// The number, and for a time how many times that of the first value it is.
fn label(measure: Measure, value: f64, first: Option<f64>) -> String {
    let number = measure.unit().show(value);
    match first {
        Some(first) if measure.unit() == Unit::Nanoseconds && first > 0.0 && first != value => {
            format!("{number} · {}×", Unit::Number.show(value / first))
        }
        _ => number,
    }
}
