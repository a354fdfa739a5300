//! The page being laid out: sizes relative to its width, the head, the axis, the notes.

use super::axis::ticks;
use super::display::{Anchor, Color, DisplayList, Item, Paint, Point, Rect, Text};
use super::font::{self, Weight};
use super::palette::{FAINT, GRID, INK, RULE, SECONDARY};
use super::{ChartSpec, Columns, Lang};
use crate::metrics::Metrics;
use crate::metrics::units::duration;
use crate::nanos::Nanos;

pub(crate) struct Sheet<'a> {
    pub spec: &'a ChartSpec,
    pub lang: Lang,
    pub width: f64,
    pub scale: u32,
    /// Size relative to a picture 2000 pixels wide.
    pub unit: f64,
    pub margin: f64,
    /// Where the next thing goes.
    pub y: f64,
    /// Drawn before everything else: the grid.
    pub behind: Vec<Item>,
    pub items: Vec<Item>,
}

/// The part of the page where x is time.
#[derive(Clone, Debug)]
pub(crate) struct Plot {
    pub x: f64,
    pub width: f64,
    pub columns: Columns,
}

impl Plot {
    pub fn x_of(&self, at: Nanos) -> f64 {
        self.x + self.columns.fraction(at) * self.width
    }

    pub fn contains(&self, at: Nanos) -> bool {
        (self.columns.start()..=self.columns.end()).contains(&at)
    }
}

impl<'a> Sheet<'a> {
    pub fn new(spec: &'a ChartSpec) -> Sheet<'a> {
        let widths = ChartSpec::WIDTHS;
        let width = f64::from(spec.width.clamp(*widths.start(), *widths.end()));
        let unit = (width / 2000.0).clamp(0.56, 2.0);
        Sheet {
            spec,
            lang: spec.lang,
            width,
            scale: spec.scale.clamp(1, 4),
            unit,
            margin: (40.0 * unit).round(),
            y: (36.0 * unit).round(),
            behind: Vec::new(),
            items: Vec::new(),
        }
    }

    /// A length that is `points` in a picture 2000 pixels wide.
    pub fn length(&self, points: f64) -> f64 {
        points * self.unit
    }

    /// A font size that is `points` in a picture 2000 pixels wide, and never too small to read.
    pub fn font(&self, points: f64) -> f64 {
        (points * self.unit).max(11.0)
    }

    pub fn room(&self) -> f64 {
        self.width - 2.0 * self.margin
    }

    /// Whole logical pixels: strips and rules keep sharp edges.
    pub fn snap(&self, length: f64) -> f64 {
        length.round().max(1.0)
    }

    pub fn text(
        &mut self,
        at: Point,
        anchor: Anchor,
        text: &str,
        size: f64,
        weight: Weight,
        color: Color,
    ) -> f64 {
        let text = Text::new(at, anchor, text, size, weight, color);
        let width = text.width;
        if !text.content.trim().is_empty() {
            self.items.push(Item::Text(text));
        }
        width
    }

    pub fn rect(&mut self, rect: Rect, paint: Paint) {
        self.items.push(Item::Rect { rect, paint });
    }

    /// Title, question, parameters, and the run's numbers in one line.
    pub fn head(&mut self, result: &[(String, String)]) {
        let spec = self.spec;
        self.paragraph(&spec.title, 50.0, Weight::Bold, INK, 2);
        if !spec.question.is_empty() {
            self.y += self.length(4.0);
            self.paragraph(&spec.question, 28.0, Weight::Regular, SECONDARY, 3);
        }
        self.y += self.length(12.0);
        if !result.is_empty() {
            self.pairs(result, 26.0, INK);
        }
        if !spec.parameters.is_empty() {
            self.pairs(&spec.parameters, 20.0, SECONDARY);
        }
        self.y += self.length(10.0);
    }

    /// Lines of text from the left margin on, broken to fit.
    pub fn paragraph(
        &mut self,
        text: &str,
        points: f64,
        weight: Weight,
        color: Color,
        lines: usize,
    ) {
        let size = self.font(points);
        let room = self.room();
        for line in font::wrap(text, size, weight, room, lines) {
            let at = Point {
                x: self.margin,
                y: self.y + size * font::ASCENT,
            };
            self.text(at, Anchor::Start, &line, size, weight, color);
            self.y += (size * 1.28).ceil();
        }
    }

    /// "label **value**" pairs side by side, on as many lines as they need.
    fn pairs(&mut self, pairs: &[(String, String)], points: f64, color: Color) {
        let size = self.font(points);
        let (gap, inner) = (size * 1.5, size * 0.35);
        let line_height = (size * 1.4).ceil();
        let (left, right) = (self.margin, self.width - self.margin);
        let mut x = left;
        for (label, value) in pairs {
            let label = font::ellipsize(label, size, Weight::Regular, (right - left) / 3.0);
            let label_width = font::width(&label, size, Weight::Regular) + inner;
            let value = font::ellipsize(value, size, Weight::Bold, right - left - label_width);
            let width = label_width + font::width(&value, size, Weight::Bold);
            if x > left && x + width > right {
                x = left;
                self.y += line_height;
            }
            let y = self.y + size * font::ASCENT;
            self.text(
                Point { x, y },
                Anchor::Start,
                &label,
                size,
                Weight::Regular,
                SECONDARY,
            );
            let at = Point {
                x: x + label_width,
                y,
            };
            self.text(at, Anchor::Start, &value, size, Weight::Bold, color);
            x += width + gap;
        }
        self.y += line_height;
    }

    /// Wall time, speedup and GIL use: the same numbers as the tables.
    pub fn result(&self, metrics: &Metrics) -> Vec<(String, String)> {
        let lang = self.lang;
        let mut result = vec![(lang.wall_time().to_string(), duration(metrics.wall_ns))];
        if let Some(speedup) = metrics.speedup {
            result.push((lang.speedup().to_string(), format!("{speedup:.2}")));
        }
        if let Some(held) = metrics.gil_held_percent() {
            result.push((lang.gil_held().to_string(), held));
        }
        result
    }

    /// The time axis at the current height, and its grid up to `top`.
    pub fn axis(&mut self, plot: &Plot, top: f64) {
        let size = self.font(19.0);
        let (start, end) = (plot.columns.start(), plot.columns.end());
        // As many ticks as their labels leave room for.
        let mut wanted = ((plot.width / (size * 5.0)) as u32).clamp(2, 14);
        let mut marks = ticks(start, end, wanted);
        while wanted > 1 {
            let widest = marks
                .iter()
                .map(|t| font::width(&t.label, size, Weight::Regular))
                .fold(0.0, f64::max);
            if (widest + size) * marks.len() as f64 <= plot.width {
                break;
            }
            wanted -= 1;
            marks = ticks(start, end, wanted);
        }
        let bottom = self.y;
        let tick = self.length(8.0);
        self.items.push(Item::horizontal(
            bottom,
            plot.x,
            plot.x + plot.width,
            self.length(1.6).max(1.0),
            FAINT,
        ));
        let mut after = f64::MIN;
        for mark in marks {
            let x = plot.x_of(mark.at).round();
            let grid = Item::vertical(x, top, bottom, 1.0, GRID);
            self.behind.push(grid);
            self.items.push(Item::vertical(
                x,
                bottom,
                bottom + tick,
                self.length(1.6).max(1.0),
                FAINT,
            ));
            let at = Point {
                x,
                y: bottom + tick + size * (font::ASCENT + 0.12),
            };
            let label = Text::new(
                at,
                Anchor::Middle,
                &mark.label,
                size,
                Weight::Regular,
                SECONDARY,
            );
            // Two ticks one nanosecond apart at the end of time could still touch.
            if label.left() > after && label.bounds().right() < self.width {
                after = label.bounds().right() + size * 0.4;
                self.items.push(Item::Text(label));
            }
        }
        self.y = bottom + tick + (size * 1.5).ceil();
    }

    /// A thin line across the page.
    pub fn rule(&mut self) {
        self.items.push(Item::horizontal(
            self.y.round(),
            self.margin,
            self.width - self.margin,
            1.0,
            RULE,
        ));
    }

    pub fn notes(&mut self, notes: &[String]) {
        if notes.is_empty() {
            return;
        }
        self.y += self.length(6.0);
        for note in notes {
            self.paragraph(note, 17.0, Weight::Regular, SECONDARY, 4);
        }
    }

    pub fn finish(mut self, description: String) -> DisplayList {
        let mut items = std::mem::take(&mut self.behind);
        items.append(&mut self.items);
        DisplayList {
            width: self.width as u32,
            height: (self.y + self.length(28.0)).ceil().max(1.0) as u32,
            scale: self.scale,
            title: font::printable(&self.spec.title),
            description,
            items,
        }
    }
}
