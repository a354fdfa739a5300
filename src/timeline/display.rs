//! The display list: what a picture consists of, in logical pixels, before any format.

use super::font::{self, Weight};
use crate::nanos::Nanos;
use smallvec::SmallVec;

/// An opaque colour, or a translucent one where `a` is below 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: u8,
}

impl Color {
    pub const fn rgb(hex: u32) -> Color {
        Color {
            r: (hex >> 16) as u8,
            g: (hex >> 8) as u8,
            b: hex as u8,
            a: 255,
        }
    }

    pub const fn with_alpha(self, a: u8) -> Color {
        Color { a, ..self }
    }

    /// Whether white text reads better on it than black.
    pub fn is_dark(self) -> bool {
        // Rec. 709 luma of the encoded values: enough to choose between black and white.
        u32::from(self.r) * 213 + u32::from(self.g) * 715 + u32::from(self.b) * 72 < 140_000
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HatchKind {
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    Vertical,
    Horizontal,
    Dots,
}

/// Lines or dots over a fill; they tell states apart where colour does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    pub kind: HatchKind,
    pub color: Color,
    /// Distance from line to line, and how much of it the line takes.
    pub pitch: f64,
    pub line: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    pub color: Color,
    pub hatch: Option<Hatch>,
}

impl Paint {
    pub const fn plain(color: Color) -> Paint {
        Paint { color, hatch: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub fn area(&self) -> f64 {
        self.width * self.height
    }

    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text. `at` is on the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub at: Point,
    pub content: String,
    /// Em size.
    pub size: f64,
    pub weight: Weight,
    pub color: Color,
    pub anchor: Anchor,
    /// Advance width in the embedded font.
    pub width: f64,
}

impl Text {
    pub fn new(
        at: Point,
        anchor: Anchor,
        content: &str,
        size: f64,
        weight: Weight,
        color: Color,
    ) -> Text {
        let content = font::printable(content);
        let width = font::width(&content, size, weight);
        Text {
            at,
            content,
            size,
            weight,
            color,
            anchor,
            width,
        }
    }

    /// Left end of the baseline.
    pub fn left(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width / 2.0,
            Anchor::End => self.at.x - self.width,
        }
    }

    /// The box that the letters fill, accents and descenders included.
    pub fn bounds(&self) -> Rect {
        Rect {
            x: self.left(),
            y: self.at.y - self.size * font::ASCENT,
            width: self.width,
            height: self.size * (font::ASCENT + font::DESCENT),
        }
    }
}

/// A small sign for something that happened at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    TriangleDown,
    TriangleUp,
    Diamond,
    Ring,
    Cross,
    Flag,
    /// A star of many rays.
    Burst,
}

/// Which row a strip is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Track {
    /// The threads with these indices, one above the other within the strip.
    Threads(Vec<u32>),
    Gils(std::ops::Range<u32>),
    Cores(std::ops::Range<u32>),
}

/// Time along one row, aggregated: `columns` columns of equal width across `rect`.
///
/// A column in which one thing follows another is divided left and right, as time is. One that
/// holds more is split vertically by shares of its time, in the order of `paints` from the
/// bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    pub track: Track,
    pub rect: Rect,
    pub columns: u32,
    pub paints: Vec<Paint>,
    pub runs: Vec<Run>,
}

/// Neighbouring columns of a strip that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub first: u32,
    pub columns: u32,
    /// Time that fills these columns from bottom to top: their length times the number of
    /// tracks in the strip.
    pub capacity: Nanos,
    /// Paint and time; together at most `capacity`, the rest is left blank.
    pub parts: SmallVec<[(u8, Nanos); 2]>,
    pub order: Order,
}

/// How the parts of a run lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// One upon the other, from the bottom.
    Stacked,
    /// Side by side over the full height, from this time after the run's beginning on.
    InTime { start: Nanos },
}

impl Run {
    /// The paint that fills the run from bottom to top, if one does.
    pub fn solid(&self) -> Option<u8> {
        match self.parts.as_slice() {
            [(paint, time)] if *time == self.capacity => Some(*paint),
            _ => None,
        }
    }
}

impl Strip {
    /// Horizontal extent of a run.
    pub fn extent(&self, run: &Run) -> (f64, f64) {
        let column = self.rect.width / f64::from(self.columns.max(1));
        let x0 = self.rect.x + f64::from(run.first) * column;
        (x0, x0 + f64::from(run.columns) * column)
    }

    /// Every painted rectangle with the index of its paint.
    pub fn cells(&self) -> impl Iterator<Item = (u8, Rect)> + '_ {
        self.runs.iter().flat_map(move |run| {
            let (x0, x1) = self.extent(run);
            let mut done = match run.order {
                Order::Stacked => 0,
                Order::InTime { start } => start,
            };
            let share = |time: Nanos| time as f64 / run.capacity.max(1) as f64;
            run.parts.iter().map(move |&(paint, time)| {
                let (from, to) = (share(done), share(done.saturating_add(time)));
                done = done.saturating_add(time);
                let rect = match run.order {
                    Order::Stacked => Rect {
                        x: x0,
                        y: self.rect.bottom() - to * self.rect.height,
                        width: x1 - x0,
                        height: (to - from) * self.rect.height,
                    },
                    Order::InTime { .. } => Rect {
                        x: x0 + from * (x1 - x0),
                        y: self.rect.y,
                        width: (to - from) * (x1 - x0),
                        height: self.rect.height,
                    },
                };
                (paint, rect)
            })
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Rect {
        rect: Rect,
        paint: Paint,
    },
    Strip(Strip),
    Line {
        from: Point,
        to: Point,
        width: f64,
        color: Color,
    },
    /// A filled area.
    Polygon {
        points: Vec<Point>,
        color: Color,
    },
    Text(Text),
    Glyph {
        shape: Shape,
        /// Centre.
        at: Point,
        /// Height and width.
        size: f64,
        color: Color,
    },
}

impl Item {
    pub fn horizontal(y: f64, from: f64, to: f64, width: f64, color: Color) -> Item {
        Item::Line {
            from: Point { x: from, y },
            to: Point { x: to, y },
            width,
            color,
        }
    }

    pub fn vertical(x: f64, from: f64, to: f64, width: f64, color: Color) -> Item {
        Item::Line {
            from: Point { x, y: from },
            to: Point { x, y: to },
            width,
            color,
        }
    }
}

/// A whole picture on white.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplayList {
    /// Size in logical pixels.
    pub width: u32,
    pub height: u32,
    /// Device pixels per logical pixel for bitmap formats.
    pub scale: u32,
    pub title: String,
    /// One sentence for readers who do not see the picture.
    pub description: String,
    pub items: Vec<Item>,
}
