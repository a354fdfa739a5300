//! Predicted against measured, on two logarithmic axes.

use super::judge::Comparison;
use crate::timeline::DisplayList;
use crate::timeline::display::{Anchor, Color, Item, Paint, Point, Rect, Shape, Text};
use crate::timeline::font::{ASCENT, Weight};
use crate::timeline::palette::{ALARM, FAINT, GRID, IDENTITIES, INK, RULE, SECONDARY, WHITE};

const WIDTH: f64 = 1200.0;
const MARGIN: f64 = 40.0;
/// Left edge, top and side of the square where the points are.
const LEFT: f64 = 150.0;
const TOP: f64 = 190.0;
const SIDE: f64 = 960.0;
/// How far a prediction may lie from what was measured.
const BAND: f64 = 1.2;

/// A picture of all comparisons whose values a logarithmic axis can show.
pub fn scatter(comparisons: &[Comparison], title: &str) -> DisplayList {
    let shown: Vec<(&Comparison, f64)> = comparisons
        .iter()
        .filter_map(|one| Some((one, one.predicted?)))
        .filter(|(one, predicted)| *predicted > 0.0 && one.median > 0.0)
        .collect();
    let right = comparisons.iter().filter(|one| one.is_right()).count();
    let scale = Scale::of(&shown);
    let mut page = Page::default();
    page.text(MARGIN, 70.0, Anchor::Start, title, 34.0, Weight::Bold, INK);
    let left_out = match comparisons.len() - shown.len() {
        0 => String::new(),
        n => format!("; {n} are not drawn: a zero, or no answer"),
    };
    let summary = format!(
        "{right} of {} predictions right{left_out}",
        comparisons.len()
    );
    page.text(
        MARGIN,
        108.0,
        Anchor::Start,
        &summary,
        22.0,
        Weight::Regular,
        INK,
    );
    page.legend();
    page.axes(&scale);
    // What is right lies under what is wrong: nothing wrong is covered.
    for wanted in [true, false] {
        for (one, predicted) in shown.iter().filter(|(one, _)| one.is_right() == wanted) {
            page.point(one, *predicted, &scale);
        }
    }
    DisplayList {
        width: WIDTH as u32,
        height: (TOP + SIDE + 110.0) as u32,
        scale: 1,
        title: title.to_string(),
        description: format!("{title}: {summary}. Each point is one measure of one program."),
        items: page.items,
    }
}

/// Powers of ten from edge to edge, the same for both axes.
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    fn of(shown: &[(&Comparison, f64)]) -> Scale {
        let values = || shown.iter().flat_map(|(one, p)| [*p, one.median]);
        let least = values().fold(f64::INFINITY, f64::min);
        let greatest = values().fold(0.0, f64::max);
        if greatest == 0.0 {
            return Scale { first: 0, last: 1 };
        }
        let first = least.log10().floor().clamp(-300.0, 300.0) as i32;
        let last = greatest.log10().ceil().clamp(-300.0, 300.0) as i32;
        Scale {
            first,
            last: last.max(first + 1),
        }
    }

    /// The share of the axis at which a value lies, held inside it.
    fn share(&self, value: f64) -> f64 {
        let decades = f64::from(self.last - self.first);
        ((value.log10() - f64::from(self.first)) / decades).clamp(0.0, 1.0)
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + self.share(value) * SIDE
    }

    fn y(&self, value: f64) -> f64 {
        TOP + SIDE - self.share(value) * SIDE
    }

    /// Distance between two powers that leaves room for their labels.
    fn step(&self) -> usize {
        ((self.last - self.first) as usize).div_ceil(12).max(1)
    }
}

#[derive(Default)]
struct Page {
    items: Vec<Item>,
}

impl Page {
    #[expect(clippy::too_many_arguments, reason = "where, what and how it looks")]
    fn text(
        &mut self,
        x: f64,
        y: f64,
        anchor: Anchor,
        text: &str,
        size: f64,
        weight: Weight,
        color: Color,
    ) -> f64 {
        let text = Text::new(Point { x, y }, anchor, text, size, weight, color);
        let end = text.left() + text.width;
        self.items.push(Item::Text(text));
        end
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color) {
        let point = |(x, y)| Point { x, y };
        self.items.push(Item::Line {
            from: point(from),
            to: point(to),
            width,
            color,
        });
    }

    fn glyph(&mut self, right: bool, x: f64, y: f64) {
        let (shape, size, color) = match right {
            true => (Shape::Ring, 12.0, IDENTITIES[0]),
            false => (Shape::Cross, 14.0, ALARM),
        };
        self.items.push(Item::Glyph {
            shape,
            at: Point { x, y },
            size,
            color,
        });
    }

    fn legend(&mut self) {
        let (size, y) = (19.0, 150.0);
        let baseline = y + size * ASCENT / 2.5;
        let mut x = MARGIN + 8.0;
        for (right, text) in [
            (true, "right: inside the measured range widened by 20 %"),
            (false, "wrong"),
        ] {
            self.glyph(right, x, y);
            x = 44.0
                + self.text(
                    x + 14.0,
                    baseline,
                    Anchor::Start,
                    text,
                    size,
                    Weight::Regular,
                    SECONDARY,
                );
        }
        self.line((x - 8.0, y), (x + 22.0, y), 2.0, FAINT);
        let range = "measured range";
        let (weight, color) = (Weight::Regular, SECONDARY);
        self.text(
            x + 30.0,
            baseline,
            Anchor::Start,
            range,
            size,
            weight,
            color,
        );
    }

    fn axes(&mut self, scale: &Scale) {
        let (right, bottom) = (LEFT + SIDE, TOP + SIDE);
        for power in (scale.first..=scale.last).step_by(scale.step()) {
            let value = 10_f64.powi(power);
            let (x, y) = (scale.x(value).round(), scale.y(value).round());
            self.line((x, TOP), (x, bottom), 1.0, GRID);
            self.line((LEFT, y), (right, y), 1.0, GRID);
            let label = match power {
                -3..=5 => format!("{value}"),
                _ => format!("1e{power}"),
            };
            let size = 19.0;
            let (weight, color) = (Weight::Regular, SECONDARY);
            self.text(
                x,
                bottom + 30.0,
                Anchor::Middle,
                &label,
                size,
                weight,
                color,
            );
            self.text(
                LEFT - 12.0,
                y + 7.0,
                Anchor::End,
                &label,
                size,
                weight,
                color,
            );
        }
        let edge = |power: i32| 10_f64.powi(power);
        let (low, high) = (edge(scale.first), edge(scale.last));
        // Where the prediction is a fifth more or less than what was measured.
        for (from, to) in [
            ((low, low * BAND), (high / BAND, high)),
            ((low * BAND, low), (high, high / BAND)),
        ] {
            let place = |(measured, predicted)| (scale.x(measured), scale.y(predicted));
            self.line(place(from), place(to), 1.5, RULE);
        }
        self.line((LEFT, bottom), (right, TOP), 2.0, FAINT);
        let frame = [(LEFT, TOP), (right, TOP), (right, bottom), (LEFT, bottom)];
        for (index, &corner) in frame.iter().enumerate() {
            self.line(corner, frame[(index + 1) % frame.len()], 1.6, FAINT);
        }
        let (size, weight) = (22.0, Weight::Bold);
        let middle = LEFT + SIDE / 2.0;
        let below = "measured: median of the runs, in the measure's own unit";
        self.text(
            middle,
            bottom + 70.0,
            Anchor::Middle,
            below,
            size,
            weight,
            INK,
        );
        let beside = "predicted";
        let width = Text::new(
            Point { x: 0.0, y: 0.0 },
            Anchor::Start,
            beside,
            size,
            weight,
            INK,
        )
        .width;
        // Over the axis, so that it need not be read sideways.
        let back = Rect {
            x: LEFT + 12.0,
            y: TOP + 12.0,
            width: width + 16.0,
            height: size * 1.5,
        };
        self.items.push(Item::Rect {
            rect: back,
            paint: Paint::plain(WHITE),
        });
        let at = (LEFT + 20.0, TOP + 12.0 + size * 1.1);
        self.text(at.0, at.1, Anchor::Start, beside, size, weight, INK);
    }

    fn point(&mut self, one: &Comparison, predicted: f64, scale: &Scale) {
        let (x, y) = (scale.x(one.median), scale.y(predicted));
        let low = if one.min > 0.0 {
            scale.x(one.min)
        } else {
            LEFT
        };
        self.line((low, y), (scale.x(one.max), y), 1.5, FAINT);
        self.glyph(one.is_right(), x, y);
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Measure;
    use super::*;

    fn comparison(predicted: f64, median: f64) -> Comparison {
        Comparison {
            python: "3.13".into(),
            program: "p.py".into(),
            measure: Measure {
                case: String::new(),
                name: "speedup".into(),
            },
            predicted: Some(predicted),
            median,
            min: median * 0.9,
            max: median * 1.1,
        }
    }

    fn glyphs(list: &DisplayList) -> Vec<(Shape, Point)> {
        let glyph = |item: &Item| match item {
            Item::Glyph { shape, at, .. } if at.y > TOP - 1.0 => Some((*shape, *at)),
            _ => None,
        };
        list.items.iter().filter_map(glyph).collect()
    }

    #[test]
    fn equal_values_lie_on_the_diagonal_and_wrong_ones_are_crosses() {
        let list = scatter(&[comparison(2.0, 2.0), comparison(9.0, 1.0)], "t");
        let points = glyphs(&list);
        let (shape, at) = points[0];
        assert_eq!(shape, Shape::Ring);
        assert!(((at.x - LEFT) - (TOP + SIDE - at.y)).abs() < 1e-6);
        assert_eq!(points[1].0, Shape::Cross);
        assert_eq!(points[1].1.x, LEFT);
    }

    #[test]
    fn what_has_no_logarithm_is_left_out_and_said() {
        let list = scatter(&[comparison(0.0, 1.0), comparison(1.0, 0.0)], "t");
        assert!(glyphs(&list).is_empty());
        let said = list.items.iter().any(
            |item| matches!(item, Item::Text(text) if text.content.contains("2 are not drawn")),
        );
        assert!(said);
        assert!(glyphs(&scatter(&[], "nothing")).is_empty());
    }

    #[test]
    fn nothing_lies_outside_the_picture() {
        let extremes = [comparison(1e-300, 1e300), comparison(1e300, 1e-300)];
        let list = scatter(&extremes, "extremes");
        for (_, at) in glyphs(&list) {
            assert!((LEFT..=LEFT + SIDE).contains(&at.x) && (TOP..=TOP + SIDE).contains(&at.y));
        }
        for item in &list.items {
            if let Item::Text(text) = item {
                let bounds = text.bounds();
                assert!(
                    bounds.x >= 0.0 && bounds.right() <= WIDTH,
                    "{}",
                    text.content
                );
            }
        }
    }
}
