//! Where curves turn: the knee of a curve over numbers of workers, the ideal beside it, and the
//! turn of any other.

use super::Lang;
use super::display::{Anchor, Color, Item, Point};
use super::font::{self, Weight};
use super::palette::{INK, SECONDARY};
use super::sheet::Sheet;
use super::sweep::{Line, Panel, Sweep};
use crate::metrics::{Enough, Measure};

impl Lang {
    fn knee(self, value: &str) -> String {
        match self {
            Lang::En => format!("knee: {value}"),
            Lang::Ko => format!("꺾이는 곳: {value}"),
        }
    }

    fn no_knee(self, most: &str) -> String {
        match self {
            Lang::En => format!("no knee up to {most}"),
            Lang::Ko => format!("{most}까지 꺾이지 않음"),
        }
    }
}

/// The values of a measure's ideal, one for each value of the parameter: n workers, n times as
/// fast. `None` where there is none.
pub(super) fn ideals(sweep: &Sweep<'_>, measure: Measure) -> Option<Vec<f64>> {
    let counts = sweep.positions.clone()?;
    (sweep.workers && measure == Measure::Speedup).then_some(counts)
}

/// How many are enough for a line, as indices among the sweep's values.
fn enough(sweep: &Sweep<'_>, measure: Measure, line: &Line<'_>) -> Option<Enough> {
    let counts = sweep.positions.as_ref()?;
    let better = measure.better()?;
    let points = counts.iter().zip(&line.runs).enumerate();
    let points: Vec<(usize, (f64, f64))> = points
        .filter_map(|(index, (&count, run))| Some((index, (count, measure.of((*run)?)?))))
        .collect();
    let values: Vec<(f64, f64)> = points.iter().map(|(_, point)| *point).collect();
    let among_values = |index: usize| points.get(index).map(|(index, _)| *index);
    Some(match Enough::of(&values, better)? {
        Enough::Knee(index) => Enough::Knee(among_values(index)?),
        Enough::NotYet(index) => Enough::NotYet(among_values(index)?),
    })
}

/// The number of workers to start, by the first measure that says so.
pub(super) fn told(sweep: &Sweep<'_>, line: &Line<'_>, lang: Lang) -> Option<String> {
    let measure = sweep.measures.iter().find(|m| m.better().is_some())?;
    match sweep.workers.then(|| enough(sweep, *measure, line))?? {
        Enough::Knee(index) => Some(lang.knee(sweep.values.get(index)?)),
        Enough::NotYet(index) => Some(lang.no_knee(sweep.values.get(index)?)),
    }
}

/// A dashed line.
pub(super) fn dashes(sheet: &mut Sheet<'_>, from: Point, to: Point) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = libm::sqrt(dx * dx + dy * dy);
    let (dash, gap) = (sheet.length(14.0).max(6.0), sheet.length(9.0).max(4.0));
    let width = sheet.length(3.0).max(1.2);
    let mut at = 0.0;
    while at < length {
        let end = (at + dash).min(length);
        let along = |d: f64| Point {
            x: from.x + dx * d / length,
            y: from.y + dy * d / length,
        };
        sheet.items.push(Item::Line {
            from: along(at),
            to: along(end),
            width,
            color: SECONDARY,
        });
        at = end + gap;
    }
}

/// A thin ring around a point. Its diameter.
fn ring(sheet: &mut Sheet<'_>, at: Point, color: Color) -> f64 {
    const SIDES: u32 = 36;
    let size = sheet.length(40.0).max(20.0);
    let width = sheet.length(3.5).max(1.5);
    let corner = |side: u32| {
        let angle = f64::from(side) * std::f64::consts::TAU / f64::from(SIDES);
        Point {
            x: at.x + libm::cos(angle) * size / 2.0,
            y: at.y + libm::sin(angle) * size / 2.0,
        }
    };
    for side in 0..SIDES {
        sheet.items.push(Item::Line {
            from: corner(side),
            to: corner(side + 1),
            width,
            color,
        });
    }
    size
}

impl Panel<'_> {
    /// The dashed line of the ideal.
    pub fn ideal(&self, sheet: &mut Sheet<'_>, values: &[f64]) {
        let mut points: Vec<Point> = self
            .places
            .iter()
            .zip(values)
            .map(|(&place, &value)| Point {
                x: self.x_of(place),
                y: self.y_of(value),
            })
            .collect();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        for pair in points.windows(2) {
            if let [from, to] = *pair {
                dashes(sheet, from, to);
            }
        }
    }

    /// Rings the knee of a line over numbers of workers.
    pub fn enough(
        &self,
        sheet: &mut Sheet<'_>,
        measure: Measure,
        line: &Line<'_>,
        sweep: &Sweep<'_>,
        color: Color,
    ) {
        let Some(Enough::Knee(index)) = enough(sweep, measure, line) else {
            return;
        };
        let run = line.runs.get(index).copied().flatten();
        let value = run.and_then(|run| measure.of(run));
        if let (Some(&place), Some(value)) = (self.places.get(index), value) {
            let at = Point {
                x: self.x_of(place),
                y: self.y_of(value),
            };
            ring(sheet, at, color);
        }
    }

    /// Rings the point where the curve turns, if it has one. Whether it has.
    pub fn turn(
        &self,
        sheet: &mut Sheet<'_>,
        measure: Measure,
        line: &Line<'_>,
        sweep: &Sweep<'_>,
        size: f64,
    ) -> bool {
        let points: Option<Vec<Point>> = self.points(measure, line).into_iter().collect();
        let Some(points) = points else { return false };
        // What looks flat has no knee.
        let top = points.iter().map(|p| p.y).fold(f64::MAX, f64::min);
        let bottom = points.iter().map(|p| p.y).fold(f64::MIN, f64::max);
        if bottom - top < self.frame.height * 0.15 {
            return false;
        }
        let Some(at) = turn(&points) else {
            return false;
        };
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by(|&a, &b| {
            let place = |i: usize| self.places.get(i).copied().unwrap_or(0.0);
            place(a).total_cmp(&place(b))
        });
        let value = order.get(at).and_then(|&i| sweep.values.get(i));
        let (Some(&point), Some(value)) = (points.get(at), value) else {
            return false;
        };
        let ring = ring(sheet, point, SECONDARY);
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
        true
    }
}

/// The point farthest from the straight line between the first and the last, if it is clearly
/// off that line. Distances are measured as they are seen.
fn turn(points: &[Point]) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A curve that falls and then lies flat turns where it becomes flat; a straight one nowhere.
    #[test]
    fn a_curve_turns_where_it_leaves_the_straight_line() {
        let check = |ys: &[f64], expect| {
            let point = |(i, &y): (usize, &f64)| Point {
                x: i as f64 * 10.0,
                y,
            };
            let points: Vec<Point> = ys.iter().enumerate().map(point).collect();
            assert_eq!(turn(&points), expect, "{ys:?}");
        };
        check(&[0.0, 50.0, 98.0, 100.0, 100.0, 100.0], Some(2));
        check(&[0.0, 10.0, 20.0, 30.0], None);
        check(&[5.0, 5.0, 5.0, 5.0], None);
        check(&[0.0, 100.0, 100.0], None);
        check(&[], None);
    }
}
