//! Predicted against measured: a point for each measure of each program, on two equal axes.

use super::ChartSpec;
use super::display::{Anchor, DisplayList, Item, Paint, Point, Rect, Shape};
use super::font::{self, Weight};
use super::palette::{ALARM, FAINT, GRID, IDENTITIES, INK, RULE, SECONDARY, WHITE};
use super::scale::Scale;
use super::sheet::Sheet;

/// How far above and below the diagonal the lines run that show what is nearly right.
const BAND: f64 = 1.2;

/// What was predicted, and what several runs measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// `None` where there was no answer.
    pub predicted: Option<f64>,
    pub median: f64,
    pub min: f64,
    pub max: f64,
    /// The judge's word, which knows the measure.
    pub right: bool,
}

/// Lays out all predictions that a logarithmic axis can show, and counts the rest.
pub fn scatter(predictions: &[Prediction], spec: &ChartSpec) -> DisplayList {
    let shown: Vec<(&Prediction, f64)> = predictions
        .iter()
        .filter_map(|one| Some((one, one.predicted?)))
        .filter(|(one, predicted)| *predicted > 0.0 && one.median > 0.0)
        .collect();
    let right = predictions.iter().filter(|one| one.right).count();
    let left_out = match predictions.len() - shown.len() {
        0 => String::new(),
        n => format!("; {n} are not drawn: a zero, or no answer"),
    };
    let summary = format!(
        "{right} of {} predictions right{left_out}",
        predictions.len()
    );
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    sheet.paragraph(&summary, 28.0, Weight::Regular, INK, 2);
    sheet.y += sheet.length(8.0);
    legend(&mut sheet);
    let axes = Axes::new(&sheet, &shown);
    axes.grid(&mut sheet);
    // What is right lies under what is wrong: nothing wrong is covered.
    for wanted in [true, false] {
        for (one, predicted) in shown.iter().filter(|(one, _)| one.right == wanted) {
            axes.point(&mut sheet, one, *predicted);
        }
    }
    axes.names(&mut sheet);
    let title = font::printable(&spec.title);
    sheet.finish(format!(
        "{title}: {summary}. Each point is one measure of one program."
    ))
}

/// The sign of a prediction.
fn sign(sheet: &mut Sheet<'_>, right: bool, at: Point) {
    let (shape, size, color) = match right {
        true => (Shape::Ring, 20.0, IDENTITIES[0]),
        false => (Shape::Cross, 24.0, ALARM),
    };
    let size = sheet.length(size).max(8.0);
    sheet.items.push(Item::Glyph {
        shape,
        at,
        size,
        color,
    });
}

fn legend(sheet: &mut Sheet<'_>) {
    let size = sheet.font(22.0);
    let (middle, baseline) = (sheet.y + size * 0.6, sheet.y + size * font::ASCENT);
    let mut x = sheet.margin + size * 0.6;
    let word = |sheet: &mut Sheet<'_>, x: f64, text: &str| {
        let at = Point { x, y: baseline };
        sheet.text(at, Anchor::Start, text, size, Weight::Regular, SECONDARY)
    };
    for (right, text) in [
        (true, "right: inside the measured range widened by 20 %"),
        (false, "wrong"),
    ] {
        sign(sheet, right, Point { x, y: middle });
        x += size * 0.9;
        x += word(sheet, x, text) + size * 2.0;
    }
    let end = x + size * 1.5;
    let range = Item::horizontal(middle, x, end, sheet.length(2.0).max(1.0), FAINT);
    sheet.items.push(range);
    word(sheet, end + size * 0.4, "measured range");
    sheet.y += (size * 2.2).ceil();
}

/// The square where the points are, with the same scale both ways.
struct Axes {
    frame: Rect,
    scale: Scale,
    size: f64,
}

impl Axes {
    fn new(sheet: &Sheet<'_>, shown: &[(&Prediction, f64)]) -> Axes {
        let size = sheet.font(22.0);
        let scale = Scale::decades(shown.iter().flat_map(|(one, p)| [*p, one.median]));
        let labels = scale.ticks().into_iter().map(label);
        let room = labels
            .map(|label| font::width(&label, size, Weight::Regular))
            .fold(0.0, f64::max);
        let x = (sheet.margin + room + size).round();
        let side = (sheet.width - sheet.margin - size - x).max(1.0).round();
        let frame = Rect {
            x,
            y: sheet.y.round(),
            width: side,
            height: side,
        };
        Axes { frame, scale, size }
    }

    fn x_of(&self, value: f64) -> f64 {
        self.frame.x + self.scale.place(value) * self.frame.width
    }

    fn y_of(&self, value: f64) -> f64 {
        self.frame.bottom() - self.scale.place(value) * self.frame.height
    }

    fn grid(&self, sheet: &mut Sheet<'_>) {
        let Axes { frame, scale, size } = self;
        let (right, bottom) = (frame.right(), frame.bottom());
        let mut after = f64::MIN;
        for tick in scale.ticks() {
            let (x, y) = (self.x_of(tick).round(), self.y_of(tick).round());
            for line in [
                Item::vertical(x, frame.y, bottom, 1.0, GRID),
                Item::horizontal(y, frame.x, right, 1.0, GRID),
            ] {
                sheet.behind.push(line);
            }
            let text = label(tick);
            let half = font::width(&text, *size, Weight::Regular) / 2.0;
            let beside = Point {
                x: frame.x - size * 0.5,
                y: y + size * 0.35,
            };
            sheet.text(
                beside,
                Anchor::End,
                &text,
                *size,
                Weight::Regular,
                SECONDARY,
            );
            if x - half < after || x + half > sheet.width {
                continue;
            }
            after = x + half + size * 0.4;
            let below = Point {
                x,
                y: bottom + size * 1.4,
            };
            sheet.text(
                below,
                Anchor::Middle,
                &text,
                *size,
                Weight::Regular,
                SECONDARY,
            );
        }
        let (low, high) = (scale.low, scale.high);
        let thin = sheet.length(2.0).max(1.0);
        let mut oblique = |from: (f64, f64), to: (f64, f64), color| {
            let place = |(measured, predicted)| Point {
                x: self.x_of(measured),
                y: self.y_of(predicted),
            };
            sheet.items.push(Item::Line {
                from: place(from),
                to: place(to),
                width: thin,
                color,
            });
        };
        oblique((low, low * BAND), (high / BAND, high), RULE);
        oblique((low * BAND, low), (high, high / BAND), RULE);
        oblique((low, low), (high, high), FAINT);
        for edge in [
            Item::horizontal(frame.y, frame.x, right, thin, FAINT),
            Item::horizontal(bottom, frame.x, right, thin, FAINT),
            Item::vertical(frame.x, frame.y, bottom, thin, FAINT),
            Item::vertical(right, frame.y, bottom, thin, FAINT),
        ] {
            sheet.items.push(edge);
        }
    }

    fn point(&self, sheet: &mut Sheet<'_>, one: &Prediction, predicted: f64) {
        let y = self.y_of(predicted);
        let (from, to) = (self.x_of(one.min), self.x_of(one.max));
        let range = Item::horizontal(y, from, to, sheet.length(2.0).max(1.0), FAINT);
        sheet.items.push(range);
        let x = self.x_of(one.median);
        sign(sheet, one.right, Point { x, y });
    }

    /// What the axes are: the upright one's name lies inside, so that it need not be read
    /// sideways.
    fn names(&self, sheet: &mut Sheet<'_>) {
        let Axes { frame, size, .. } = self;
        let predicted = "predicted";
        let width = font::width(predicted, *size, Weight::Bold);
        let behind = Rect {
            x: frame.x + size * 0.5,
            y: frame.y + size * 0.5,
            width: width + size * 0.8,
            height: size * 1.5,
        };
        sheet.rect(behind, Paint::plain(WHITE));
        let inside = Point {
            x: frame.x + size * 0.9,
            y: frame.y + size * 0.65 + size * font::ASCENT,
        };
        sheet.text(inside, Anchor::Start, predicted, *size, Weight::Bold, INK);
        let below = Point {
            x: frame.x + frame.width / 2.0,
            y: frame.bottom() + size * 3.0,
        };
        let measured = "measured: median of the runs, in the measure's own unit";
        sheet.text(below, Anchor::Middle, measured, *size, Weight::Bold, INK);
        sheet.y = frame.bottom() + size * 3.4;
    }
}

fn label(value: f64) -> String {
    match value {
        0.001..=100_000.0 => format!("{value}"),
        _ => format!("{value:.0e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::display::Text;

    fn prediction(predicted: f64, median: f64) -> Prediction {
        Prediction {
            predicted: Some(predicted),
            median,
            min: median * 0.9,
            max: median * 1.1,
            right: predicted == median,
        }
    }

    fn drawn(predictions: &[Prediction]) -> DisplayList {
        let spec = ChartSpec {
            title: "t".to_string(),
            width: 1200,
            ..ChartSpec::default()
        };
        scatter(predictions, &spec)
    }

    /// The signs of the points: those of the legend come first.
    fn points(list: &DisplayList) -> Vec<(Shape, Point)> {
        let glyph = |item: &Item| match item {
            Item::Glyph { shape, at, .. } => Some((*shape, *at)),
            _ => None,
        };
        list.items.iter().filter_map(glyph).skip(2).collect()
    }

    fn texts(list: &DisplayList) -> impl Iterator<Item = &Text> {
        list.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
    }

    #[test]
    fn equal_values_lie_on_the_diagonal_and_wrong_ones_are_crosses() {
        let list = drawn(&[
            prediction(1.0, 1.0),
            prediction(9.0, 1.0),
            prediction(10.0, 10.0),
        ]);
        let [(low, a), (high, b), (wrong, c)] = points(&list)[..] else {
            panic!("three points: {:?}", points(&list));
        };
        assert_eq!([low, high, wrong], [Shape::Ring, Shape::Ring, Shape::Cross]);
        assert!(((b.x - a.x) - (a.y - b.y)).abs() < 1e-6, "{a:?} {b:?}");
        assert!(c.x == a.x && c.y < a.y, "too much is above: {c:?}");
    }

    #[test]
    fn what_has_no_logarithm_is_left_out_and_said() {
        let list = drawn(&[prediction(0.0, 1.0), prediction(1.0, 0.0)]);
        assert_eq!(points(&list), []);
        assert!(texts(&list).any(|text| text.content.contains("2 are not drawn")));
        assert_eq!(points(&drawn(&[])), []);
    }

    #[test]
    fn nothing_lies_outside_the_picture() {
        let extremes = [prediction(1e-300, 1e300), prediction(1e300, 1e-300)];
        let list = drawn(&extremes);
        let (width, height) = (f64::from(list.width), f64::from(list.height));
        assert_eq!(points(&list).len(), 2);
        for (_, at) in points(&list) {
            assert!((0.0..=width).contains(&at.x) && (0.0..=height).contains(&at.y));
        }
        for text in texts(&list) {
            let bounds = text.bounds();
            let inside = bounds.x >= 0.0 && bounds.right() <= width && bounds.bottom() <= height;
            assert!(inside, "{}", text.content);
        }
    }
}
