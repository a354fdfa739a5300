//! Curves: what became of a metric as a parameter was changed.

use super::ChartSpec;
use super::bars;
use super::display::{Anchor, Color, DisplayList, Item, Point, Rect, Shape};
use super::font::{self, Weight};
use super::knees;
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
    /// The parameter counts threads or other workers: their knees are marked, and beside a
    /// speedup the ideal of n workers that are n times as fast.
    pub workers: bool,
    /// What the speedup is told by, where that is not the work of the threads themselves: the
    /// name of the run whose wall time is divided.
    pub speedup_over: Option<String>,
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
            let values =
                runs.flat_map(|run| [measure.of(run), band_end(*measure).and_then(|m| m.of(run))]);
            let ideal = knees::ideals(sweep, *measure).unwrap_or_default();
            Scale::over(values.flatten().chain(ideal.iter().copied()))
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
    // Words have no distances, and nothing lies between them. But bars stand on zero, which a
    // logarithmic axis does not have.
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
    let (mut banded, mut turns) = (false, false);
    for (measure, scale) in sweep.measures.iter().zip(&scales) {
        let heading = sheet.font(25.0);
        let at = Point {
            x: sheet.margin,
            y: sheet.y + heading * font::ASCENT,
        };
        let (name, definition) = sheet.lang.measure(*measure);
        let definition = match &sweep.speedup_over {
            Some(run) if *measure == Measure::Speedup => sheet.lang.speedup_over(run),
            _ => definition.to_string(),
        };
        let width = sheet.text(at, Anchor::Start, name, heading, Weight::Bold, INK);
        let at = Point {
            x: at.x + width + size * 0.8,
            y: at.y,
        };
        let room = sheet.width - sheet.margin - at.x;
        let definition = font::ellipsize(&definition, size, Weight::Regular, room);
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
        if let Some(ideal) = knees::ideals(sweep, *measure) {
            panel.ideal(&mut sheet, &ideal);
        }
        for (line, look) in lines.iter().zip(looks()) {
            panel.curve(&mut sheet, *measure, line, look);
        }
        if sweep.workers {
            for (line, (color, _)) in lines.iter().zip(looks()) {
                panel.enough(&mut sheet, *measure, line, sweep, color);
            }
        } else if let ([line], true) = (lines, x_log) {
            turns |= panel.turn(&mut sheet, *measure, line, sweep, size);
        }
        sheet.y = panel.frame.bottom();
        axis(&mut sheet, &panel, sweep, size);
        sheet.y += sheet.length(24.0);
    }
    legend(&mut sheet, sweep, lines, size);
    if sweep.workers {
        notes.push(sheet.lang.enough().to_string());
    }
    if turns {
        notes.push(sheet.lang.turn().to_string());
    }
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
    pub fn x_of(&self, place: f64) -> f64 {
        self.frame.x + self.inset + place * (self.frame.width - 2.0 * self.inset)
    }

    pub fn y_of(&self, value: f64) -> f64 {
        self.frame.bottom() - self.scale.place(value) * self.frame.height
    }

    /// The values' points in order along the axis; runs without a number leave gaps.
    pub fn points(&self, measure: Measure, line: &Line<'_>) -> Vec<Option<Point>> {
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

/// A sample and a name for each line, side by side, and the ideal's.
fn legend(sheet: &mut Sheet<'_>, sweep: &Sweep<'_>, lines: &[Line<'_>], size: f64) {
    let ideal = sweep
        .measures
        .iter()
        .any(|m| knees::ideals(sweep, *m).is_some());
    let mut entries: Vec<(String, Option<(Color, Shape)>)> = Vec::new();
    if lines.len() > 1 || ideal {
        for (line, look) in lines.iter().zip(looks()) {
            let knee = knees::told(sweep, line, sheet.lang);
            let name = Some(line.name.clone()).filter(|name| !name.is_empty());
            let parts: Vec<String> = name.into_iter().chain(knee).collect();
            entries.push((parts.join(" · "), Some(look)));
        }
    }
    if ideal {
        entries.push((sheet.lang.ideal().to_string(), None));
    }
    if entries.is_empty() {
        return;
    }
    let (sample, gap) = (size * 2.4, size * 1.6);
    let (left, right) = (sheet.margin, sheet.width - sheet.margin);
    let mut x = left;
    for (name, look) in entries {
        let name = font::ellipsize(&name, size, Weight::Bold, (right - left) * 0.8);
        let width = sample + size * 0.5 + font::width(&name, size, Weight::Bold);
        if x > left && x + width > right {
            x = left;
            sheet.y += (size * 1.62).ceil();
        }
        let y = sheet.y + size * 0.55;
        let thick = sheet.length(4.0).max(1.5);
        let (from, to) = (Point { x, y }, Point { x: x + sample, y });
        match look {
            Some((color, shape)) => {
                sheet
                    .items
                    .push(Item::horizontal(y, from.x, to.x, thick, color));
                let middle = Point {
                    x: x + sample / 2.0,
                    y,
                };
                let sign = sheet.length(17.0).max(8.0);
                stamp(sheet, shape, middle, sign, color);
            }
            None => knees::dashes(sheet, from, to),
        }
        let at = Point {
            x: x + sample + size * 0.5,
            y: sheet.y + size * font::ASCENT,
        };
        sheet.text(at, Anchor::Start, &name, size, Weight::Bold, INK);
        x += width + gap;
    }
    sheet.y += (size * 1.62).ceil();
}
