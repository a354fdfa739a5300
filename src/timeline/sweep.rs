//! Curves: what became of a metric as a parameter was changed.

use super::ChartSpec;
use super::bars;
use super::display::{Anchor, Color, DisplayList, Item, Point, Rect, Shape};
use super::font::{self, Weight};
use super::marks::stamp;
use super::palette::{FAINT, GRID, INK, LINES, SECONDARY};
use super::scale::Scale;
use super::sheet::Sheet;
use crate::metrics::{Measure, Metrics, Unit};

/// The results of a sweep.
#[derive(Clone, Debug)]
pub struct Sweep<'a> {
    /// The key that changes along the axis: `python.switch_interval`.
    pub parameter: &'a str,
    /// Its values as written, in the scenario's order.
    pub values: &'a [String],
    /// What the values are as numbers, if all of them are: then the axis keeps their distances.
    pub positions: Option<Vec<f64>>,
    pub measures: Vec<Measure>,
    pub lines: Vec<Line<'a>>,
}

/// A variant, or a value of the second parameter.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Empty where it is the only one.
    pub name: String,
    /// A run for each of [`Sweep::values`]; `None` where there is none.
    pub runs: Vec<Option<&'a Metrics>>,
}

/// Lines in one picture; what is beyond has only the table.
const MOST_LINES: usize = 12;

const SHAPES: [Shape; 4] = [
    Shape::Diamond,
    Shape::TriangleUp,
    Shape::Ring,
    Shape::TriangleDown,
];

/// Lays out a panel for each metric, one below the other over the same axis.
pub fn sweep(sweep: &Sweep<'_>, spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    let mut notes = Vec::new();
    let (distances, x_log) = places(sweep);
    let shown = sweep.lines.len().min(MOST_LINES);
    let lines = sweep.lines.get(..shown).unwrap_or_default();
    let scales: Vec<Scale> = sweep
        .measures
        .iter()
        .map(|measure| {
            let runs = lines.iter().flat_map(|line| line.runs.iter().flatten());
            Scale::over(
                runs.flat_map(|run| [measure.of(run), band_end(*measure).and_then(|m| m.of(run))])
                    .flatten(),
            )
        })
        .collect();
    let size = sheet.font(20.0);
    let labels = sweep
        .measures
        .iter()
        .zip(&scales)
        .flat_map(|(measure, scale)| {
            let unit = measure.unit();
            scale
                .ticks()
                .into_iter()
                .map(move |tick| tick_label(unit, tick))
        });
    let label_room = labels
        .map(|label| font::width(&label, size, Weight::Regular))
        .fold(0.0, f64::max);
    let x = (sheet.margin + label_room + size).round();
    let right = sheet.width - sheet.margin - sheet.length(30.0);
    let height = sheet.length(match sweep.measures.len() {
        0 | 1 => 640.0,
        2 => 420.0,
        _ => 300.0,
    });
    // Words have no distances, and nothing lies between them.
    let in_bars = sweep.positions.is_none() && scales.iter().all(|scale| !scale.log);
    let places = match in_bars {
        true => bars::places(sweep.values.len()),
        false => distances,
    };
    // Markers at the ends stay clear of the frame.
    let inset = match in_bars {
        true => 0.0,
        false => sheet.length(30.0),
    };
    let frame_of = |y: f64| Rect {
        x,
        y: y.round(),
        width: (right - x).max(1.0),
        height: height.round(),
    };
    sheet.y += sheet.length(10.0);
    let mut banded = false;
    for (measure, scale) in sweep.measures.iter().zip(&scales) {
        let heading = sheet.font(25.0);
        let at = Point {
            x: sheet.margin,
            y: sheet.y + heading * font::ASCENT,
        };
        let (name, definition) = sheet.lang.measure(*measure);
        let width = sheet.text(at, Anchor::Start, name, heading, Weight::Bold, INK);
        let at = Point {
            x: at.x + width + size * 0.8,
            y: at.y,
        };
        let room = sheet.width - sheet.margin - at.x;
        let definition = font::ellipsize(definition, size, Weight::Regular, room);
        sheet.text(
            at,
            Anchor::Start,
            &definition,
            size,
            Weight::Regular,
            SECONDARY,
        );
        sheet.y = (sheet.y + heading * 1.5 + size * 0.6).round();
        let panel = Panel {
            frame: frame_of(sheet.y),
            inset,
            scale: *scale,
            places: &places,
        };
        panel.grid(&mut sheet, *measure, size);
        if in_bars {
            bars::draw(&mut sheet, &panel, *measure, lines, size);
            sheet.y = panel.frame.bottom();
            axis(&mut sheet, &panel, sweep, size);
            sheet.y += sheet.length(24.0);
            continue;
        }
        for (line, look) in lines.iter().zip(looks()) {
            banded |= panel.band(&mut sheet, *measure, line, look);
        }
        for (line, look) in lines.iter().zip(looks()) {
            panel.curve(&mut sheet, *measure, line, look);
        }
        if let ([line], true) = (lines, x_log) {
            panel.knee(&mut sheet, *measure, line, sweep, size);
        }
        sheet.y = panel.frame.bottom();
        axis(&mut sheet, &panel, sweep, size);
        sheet.y += sheet.length(24.0);
    }
    legend(&mut sheet, lines, size);
    if banded {
        notes.push(sheet.lang.band().to_string());
    }
    if x_log || scales.iter().any(|scale| scale.log) {
        notes.push(
            sheet
                .lang
                .logarithmic(x_log, scales.iter().any(|scale| scale.log))
                .to_string(),
        );
    }
    if sweep.lines.len() > shown {
        notes.push(sheet.lang.lines_left_out(shown, sweep.lines.len()));
    }
    sheet.notes(&notes);
    let description = format!(
        "{}: {} against {}",
        font::printable(&spec.title),
        sweep
            .measures
            .iter()
            .map(|m| m.word())
            .collect::<Vec<_>>()
            .join(", "),
        sweep.parameter
    );
    sheet.finish(description)
}

/// The measure up to which a band is shaded: the median's up to the 90th percentile.
fn band_end(measure: Measure) -> Option<Measure> {
    (measure == Measure::LatencyP50).then_some(Measure::LatencyP90)
}

pub(super) fn looks() -> impl Iterator<Item = (Color, Shape)> {
    LINES.into_iter().cycle().zip(SHAPES.into_iter().cycle())
}

/// Where on the axis each value is, from 0 to 1, and whether the axis is logarithmic.
fn places(sweep: &Sweep<'_>) -> (Vec<f64>, bool) {
    let count = sweep.values.len();
    let evenly = || {
        let last = count.saturating_sub(1).max(1) as f64;
        (0..count).map(|i| i as f64 / last).collect()
    };
    let Some(positions) = &sweep.positions else {
        return (evenly(), false);
    };
    let low = positions.iter().copied().fold(f64::MAX, f64::min);
    let high = positions.iter().copied().fold(0.0, f64::max);
    if low >= high {
        return (evenly(), false);
    }
    let wide = Scale::over(positions.iter().copied());
    let scale = Scale {
        low,
        high,
        log: wide.log,
    };
    (
        positions.iter().map(|&p| scale.place(p)).collect(),
        wide.log,
    )
}

/// Nought is nought in every unit.
fn tick_label(unit: Unit, tick: f64) -> String {
    if tick == 0.0 {
        "0".to_string()
    } else {
        unit.show(tick)
    }
}

/// A frame with a vertical axis.
pub(super) struct Panel<'a> {
    pub frame: Rect,
    pub inset: f64,
    pub scale: Scale,
    pub places: &'a [f64],
}

impl Panel<'_> {
    pub(super) fn x_of(&self, place: f64) -> f64 {
        self.frame.x + self.inset + place * (self.frame.width - 2.0 * self.inset)
    }

    pub(super) fn y_of(&self, value: f64) -> f64 {
        self.frame.bottom() - self.scale.place(value) * self.frame.height
    }

    /// The values' points in order along the axis; runs without a number leave gaps.
    fn points(&self, measure: Measure, line: &Line<'_>) -> Vec<Option<Point>> {
        let mut points: Vec<(f64, Option<f64>)> = self
            .places
            .iter()
            .zip(&line.runs)
            .map(|(&place, run)| (place, run.and_then(|run| measure.of(run))))
            .collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let point = |(place, value): (f64, Option<f64>)| {
            Some(Point {
                x: self.x_of(place),
                y: self.y_of(value?),
            })
        };
        points.into_iter().map(point).collect()
    }

    fn grid(&self, sheet: &mut Sheet<'_>, measure: Measure, size: f64) {
        for tick in self.scale.ticks() {
            let y = self.y_of(tick).round();
            sheet.behind.push(Item::horizontal(
                y,
                self.frame.x,
                self.frame.right(),
                1.0,
                GRID,
            ));
            let at = Point {
                x: self.frame.x - size * 0.5,
                y: y + size * 0.35,
            };
            let label = tick_label(measure.unit(), tick);
            sheet.text(at, Anchor::End, &label, size, Weight::Regular, SECONDARY);
        }
    }

    fn curve(
        &self,
        sheet: &mut Sheet<'_>,
        measure: Measure,
        line: &Line<'_>,
        look: (Color, Shape),
    ) {
        let (color, shape) = look;
        let points = self.points(measure, line);
        for pair in points.windows(2) {
            if let [Some(from), Some(to)] = *pair {
                sheet.items.push(Item::Line {
                    from,
                    to,
                    width: sheet.length(4.0).max(1.5),
                    color,
                });
            }
        }
        let sign = sheet.length(17.0).max(8.0);
        for at in points.into_iter().flatten() {
            stamp(sheet, shape, at, sign, color);
        }
    }

    /// Shades from the median to the 90th percentile. Whether anything was shaded.
    fn band(
        &self,
        sheet: &mut Sheet<'_>,
        measure: Measure,
        line: &Line<'_>,
        (color, _): (Color, Shape),
    ) -> bool {
        let Some(end) = band_end(measure) else {
            return false;
        };
        let (low, high) = (self.points(measure, line), self.points(end, line));
        let mut shaded = false;
        for (low, high) in low.windows(2).zip(high.windows(2)) {
            if let ([Some(a), Some(b)], [Some(c), Some(d)]) = (low, high) {
                shaded = true;
                sheet.items.push(Item::Polygon {
                    points: vec![*a, *b, *d, *c],
                    color: color.with_alpha(46),
                });
            }
        }
        shaded
    }

    /// Rings the point after which the curve turns, if it has one.
    fn knee(
        &self,
        sheet: &mut Sheet<'_>,
        measure: Measure,
        line: &Line<'_>,
        sweep: &Sweep<'_>,
        size: f64,
    ) {
        let points: Option<Vec<Point>> = self.points(measure, line).into_iter().collect();
        let Some(points) = points else { return };
        // What looks flat has no knee.
        let top = points.iter().map(|p| p.y).fold(f64::MAX, f64::min);
        let bottom = points.iter().map(|p| p.y).fold(f64::MIN, f64::max);
        if bottom - top < self.frame.height * 0.15 {
            return;
        }
        let Some(at) = knee(&points) else { return };
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by(|&a, &b| {
            let place = |i: usize| self.places.get(i).copied().unwrap_or(0.0);
            place(a).total_cmp(&place(b))
        });
        let value = order.get(at).and_then(|&i| sweep.values.get(i));
        let (Some(&point), Some(value)) = (points.get(at), value) else {
            return;
        };
        let ring = sheet.length(44.0).max(20.0);
        sheet.items.push(Item::Glyph {
            shape: Shape::Ring,
            at: point,
            size: ring,
            color: INK.with_alpha(120),
        });
        let text = sheet.lang.knee(value);
        let width = font::width(&text, size, Weight::Bold);
        // On the side where the frame has room, above the ring or below it.
        let up = point.y - ring * 0.6 - size * font::ASCENT > self.frame.y;
        let y = if up {
            point.y - ring * 0.6
        } else {
            point.y + ring * 0.6 + size
        };
        let x = point.x.clamp(
            self.frame.x + width / 2.0,
            (self.frame.right() - width / 2.0).max(self.frame.x + width / 2.0),
        );
        sheet.text(
            Point { x, y },
            Anchor::Middle,
            &text,
            size,
            Weight::Bold,
            INK,
        );
    }
}

/// The point farthest from the straight line between the first and the last, if it is clearly
/// off that line. Distances are measured as they are seen.
fn knee(points: &[Point]) -> Option<usize> {
    const CLEARLY: f64 = 0.12;
    let (first, last) = (points.first()?, points.last()?);
    if points.len() < 4 {
        return None;
    }
    let top = points.iter().map(|p| p.y).fold(f64::MAX, f64::min);
    let bottom = points.iter().map(|p| p.y).fold(f64::MIN, f64::max);
    let (width, height) = (last.x - first.x, bottom - top);
    if width <= 0.0 || height < 1.0 {
        return None;
    }
    let off = |p: &Point| {
        let along = (p.x - first.x) / width;
        let straight = first.y + along * (last.y - first.y);
        ((p.y - straight) / height).abs()
    };
    let inner = points.iter().enumerate().skip(1).take(points.len() - 2);
    let (at, distance) = inner
        .map(|(i, p)| (i, off(p)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (distance > CLEARLY).then_some(at)
}

/// The values below a panel, as far as there is room, and what they are values of.
fn axis(sheet: &mut Sheet<'_>, panel: &Panel<'_>, sweep: &Sweep<'_>, size: f64) {
    let bottom = panel.frame.bottom();
    let width = sheet.length(1.6).max(1.0);
    let (left, right) = (panel.frame.x, panel.frame.right());
    let foot = Item::horizontal(bottom, left, right, width, FAINT);
    sheet.items.push(foot);
    let tick = sheet.length(8.0);
    let mut order: Vec<(f64, &String)> = panel.places.iter().copied().zip(sweep.values).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut after = f64::MIN;
    for (place, value) in order {
        let x = panel.x_of(place).round();
        let mark = Item::vertical(x, bottom, bottom + tick, width, FAINT);
        sheet.items.push(mark);
        let grid = Item::vertical(x, panel.frame.y, bottom, 1.0, GRID);
        sheet.behind.push(grid);
        let half = font::width(value, size, Weight::Regular) / 2.0;
        if x - half < after || x + half > sheet.width {
            continue;
        }
        after = x + half + size * 0.5;
        let at = Point {
            x,
            y: bottom + tick + size * (font::ASCENT + 0.12),
        };
        sheet.text(at, Anchor::Middle, value, size, Weight::Regular, SECONDARY);
    }
    sheet.y = bottom + tick + (size * 1.5).ceil();
    let at = Point {
        x: panel.frame.x + panel.frame.width / 2.0,
        y: sheet.y + size * font::ASCENT,
    };
    let name = font::ellipsize(sweep.parameter, size, Weight::Regular, panel.frame.width);
    sheet.text(at, Anchor::Middle, &name, size, Weight::Bold, SECONDARY);
    sheet.y += (size * 1.5).ceil();
}

/// A sample and a name for each line, side by side.
fn legend(sheet: &mut Sheet<'_>, lines: &[Line<'_>], size: f64) {
    if let [] | [_] = lines {
        return;
    }
    let (sample, gap) = (size * 2.4, size * 1.6);
    let (left, right) = (sheet.margin, sheet.width - sheet.margin);
    let mut x = left;
    for (line, (color, shape)) in lines.iter().zip(looks()) {
        let name = font::ellipsize(&line.name, size, Weight::Bold, (right - left) / 2.0);
        let width = sample + size * 0.5 + font::width(&name, size, Weight::Bold);
        if x > left && x + width > right {
            x = left;
            sheet.y += (size * 1.62).ceil();
        }
        let y = sheet.y + size * 0.55;
        let thick = sheet.length(4.0).max(1.5);
        let stroke = Item::horizontal(y, x, x + sample, thick, color);
        sheet.items.push(stroke);
        let sign = sheet.length(17.0).max(8.0);
        stamp(
            sheet,
            shape,
            Point {
                x: x + sample / 2.0,
                y,
            },
            sign,
            color,
        );
        let at = Point {
            x: x + sample + size * 0.5,
            y: sheet.y + size * font::ASCENT,
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Bold, INK);
        x += width + gap;
    }
    sheet.y += (size * 1.62).ceil();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A curve that falls and then lies flat turns where it becomes flat; a straight one nowhere.
    #[test]
    fn a_knee_is_where_the_curve_turns() {
        let check = |ys: &[f64], expect| {
            let point = |(i, &y): (usize, &f64)| Point {
                x: i as f64 * 10.0,
                y,
            };
            let points: Vec<Point> = ys.iter().enumerate().map(point).collect();
            assert_eq!(knee(&points), expect, "{ys:?}");
        };
        check(&[0.0, 50.0, 98.0, 100.0, 100.0, 100.0], Some(2));
        check(&[0.0, 10.0, 20.0, 30.0], None);
        check(&[5.0, 5.0, 5.0, 5.0], None);
        check(&[0.0, 100.0, 100.0], None);
        check(&[], None);
    }
}
