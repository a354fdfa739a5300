//! The key to the picture: a sample, a name and a plain line for everything that is drawn.

use super::bands::Occurring;
use super::display::{Anchor, Color, Item, Paint, Point, Rect, Shape};
use super::font::{self, Weight};
use super::identity::Identity;
use super::marks::{Drawn, sign, stamp};
use super::memory::Part;
use super::palette::{ALARM, INK, OTHERS, RULE, SECONDARY, STACK, paint};
use super::sheet::Sheet;

enum Sample {
    Paint(Paint),
    Sign(Shape, Color),
    Link,
    Bars,
    Chips(Vec<Color>),
}

struct Entry {
    sample: Sample,
    name: &'static str,
    definition: &'static str,
}

pub(crate) struct Legend {
    entries: Vec<Entry>,
}

impl Legend {
    pub fn new(
        sheet: &Sheet<'_>,
        gil: bool,
        occurring: &Occurring,
        drawn: &Drawn,
        identity: Option<&Identity>,
    ) -> Legend {
        let lang = sheet.lang;
        let mut entries = Vec::new();
        for (state, seen) in STACK.into_iter().zip(occurring.states) {
            if seen {
                entries.push(Entry {
                    sample: Sample::Paint(paint(state, sheet.unit)),
                    name: lang.state(state),
                    definition: lang.definition(state, gil),
                });
            }
        }
        for &kind in &drawn.kinds {
            if let Some((shape, color)) = sign(kind) {
                let (name, definition) = lang.mark(kind);
                entries.push(Entry {
                    sample: Sample::Sign(shape, color),
                    name,
                    definition,
                });
            }
        }
        if drawn.failed_takes {
            let (name, definition) = lang.failed_take_bars();
            entries.push(Entry {
                sample: Sample::Bars,
                name,
                definition,
            });
        }
        if drawn.links {
            let (name, definition) = lang.handover();
            entries.push(Entry {
                sample: Sample::Link,
                name,
                definition,
            });
        }
        if let Some(identity) = identity {
            let colors = identity.colors();
            let (sample, (name, definition)) = if colors.is_empty() {
                (Sample::Paint(Paint::plain(OTHERS)), lang.in_use())
            } else {
                let colors = Sample::Chips(colors.to_vec());
                (colors, lang.thread_colors(identity.others))
            };
            entries.push(Entry {
                sample,
                name,
                definition,
            });
        }
        Legend { entries }
    }

    /// The parts of memory that are in the picture.
    pub fn of_memory(sheet: &Sheet<'_>, seen: &[bool; Part::ALL.len()]) -> Legend {
        let mut legend = Legend {
            entries: Vec::new(),
        };
        legend.add_memory(sheet, seen);
        legend
    }

    pub fn add_memory(&mut self, sheet: &Sheet<'_>, seen: &[bool; Part::ALL.len()]) {
        for (part, _) in Part::ALL.into_iter().zip(seen).filter(|(_, seen)| **seen) {
            let (name, definition) = sheet.lang.memory_part(part);
            self.entries.push(Entry {
                sample: Sample::Paint(part.paint(sheet.unit)),
                name,
                definition,
            });
        }
    }

    pub fn draw(&self, sheet: &mut Sheet<'_>) {
        if self.entries.is_empty() {
            return;
        }
        let size = sheet.font(19.0);
        let (swatch, gap) = (size * 2.2, size * 0.5);
        let line = (size * 1.62).ceil();
        let name_width = |e: &Entry| font::width(e.name, size, Weight::Bold) + size * 0.4;
        let widest = self.entries.iter().map(|e| {
            swatch + gap + name_width(e) + font::width(e.definition, size, Weight::Regular)
        });
        let widest = widest.fold(0.0, f64::max) + size * 1.6;
        let columns = ((sheet.room() / widest) as usize)
            .clamp(1, 4)
            .min(self.entries.len());
        let per_column = self.entries.len().div_ceil(columns);
        let column_width = if columns == 1 { sheet.room() } else { widest };
        let top = sheet.y;
        let mut bottom = top;
        for (i, column) in self.entries.chunks(per_column).enumerate() {
            let x = sheet.margin + i as f64 * column_width;
            sheet.y = top;
            for entry in column {
                self.sample(sheet, entry, x, size, swatch);
                let text_x = x + swatch + gap;
                let y = sheet.y + size * font::ASCENT;
                sheet.text(
                    Point { x: text_x, y },
                    Anchor::Start,
                    entry.name,
                    size,
                    Weight::Bold,
                    INK,
                );
                let after = text_x + name_width(entry);
                let room = (x + column_width - after).max(0.0);
                let lines = font::wrap(entry.definition, size, Weight::Regular, room, 3);
                for (n, text) in lines.iter().enumerate() {
                    let at = Point {
                        x: after,
                        y: y + n as f64 * size * 1.25,
                    };
                    sheet.text(at, Anchor::Start, text, size, Weight::Regular, SECONDARY);
                }
                sheet.y += line + lines.len().saturating_sub(1) as f64 * (size * 1.25).ceil();
            }
            bottom = sheet.y.max(bottom);
        }
        sheet.y = bottom;
    }

    fn sample(&self, sheet: &mut Sheet<'_>, entry: &Entry, x: f64, size: f64, width: f64) {
        let rect = Rect {
            x: x.round(),
            y: (sheet.y + size * 0.02).round(),
            width: width.round(),
            height: (size * 1.06).round(),
        };
        let middle = Point {
            x: rect.x + rect.width / 2.0,
            y: rect.y + rect.height / 2.0,
        };
        match &entry.sample {
            Sample::Paint(paint) => {
                // A hair of border keeps the lightest states visible on white.
                sheet.rect(rect, Paint::plain(RULE));
                let inner = Rect {
                    x: rect.x + 1.0,
                    y: rect.y + 1.0,
                    width: rect.width - 2.0,
                    height: rect.height - 2.0,
                };
                sheet.rect(inner, *paint);
            }
            Sample::Sign(shape, color) => {
                let sign = sheet.length(14.0).max(size * 0.66);
                stamp(sheet, *shape, middle, sign, *color);
            }
            Sample::Link => {
                let sign = size * 0.45;
                sheet.items.push(Item::vertical(
                    middle.x,
                    rect.y,
                    rect.bottom() - sign / 2.0,
                    sheet.length(1.8).max(1.0),
                    INK,
                ));
                sheet.items.push(Item::Glyph {
                    shape: Shape::TriangleDown,
                    at: Point {
                        x: middle.x,
                        y: rect.bottom() - sign / 2.0,
                    },
                    size: sign,
                    color: INK,
                });
            }
            Sample::Bars => {
                let each = sheet.length(3.0).max(1.0);
                let count = (rect.width / each) as usize;
                for (i, part) in (0..count).zip([4.0, 7.0, 3.0, 10.0, 5.0].into_iter().cycle()) {
                    let height = rect.height * 0.07 * part;
                    let bar = Rect {
                        x: rect.x + i as f64 * each,
                        y: rect.bottom() - height,
                        width: each,
                        height,
                    };
                    sheet.rect(bar, Paint::plain(ALARM));
                }
            }
            Sample::Chips(colors) => {
                let count = colors.len().clamp(1, 5);
                let each = rect.width / count as f64;
                for (i, &color) in colors.iter().take(count).enumerate() {
                    let chip = Rect {
                        x: rect.x + i as f64 * each,
                        width: each,
                        ..rect
                    };
                    sheet.rect(chip, Paint::plain(color));
                }
            }
        }
    }
}
