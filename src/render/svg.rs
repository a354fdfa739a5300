//! SVG: text stays text, strips are aggregated as in the bitmap.

use super::shapes::{Outline, outline};
use super::{Figure, Format, RenderError};
use crate::timeline::Lang;
use crate::timeline::display::{
    Anchor, Color, DisplayList, Hatch, HatchKind, Item, Paint, Point, Strip, Text,
};
use crate::timeline::font::Weight;
use std::fmt::Write;

pub struct Svg;

impl Format for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn extension(&self) -> &'static str {
        "svg"
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        Ok(encode_svg(&figure.display_list(), figure.spec.lang.code()).into_bytes())
    }

    fn draw(&self, list: &DisplayList, lang: Lang) -> Option<Result<Vec<u8>, RenderError>> {
        Some(Ok(encode_svg(list, lang.code()).into_bytes()))
    }
}

/// Writes a display list as an SVG document; `lang` is the language of its texts.
///
/// Every text carries the width it was laid out with, so that it fits with any font that the
/// viewer substitutes.
pub fn encode_svg(list: &DisplayList, lang: &str) -> String {
    let mut document = Document {
        body: String::new(),
        patterns: Vec::new(),
    };
    for item in &list.items {
        document.item(item);
    }
    let mut out = String::with_capacity(document.body.len() + 4096);
    let (width, height) = (list.width, list.height);
    let (shown_width, shown_height) = (
        u64::from(width) * u64::from(list.scale),
        u64::from(height) * u64::from(list.scale),
    );
    line(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{shown_width}\" height=\"{shown_height}\" viewBox=\"0 0 {width} {height}\" lang=\"{lang}\" role=\"img\" font-family=\"'Noto Sans KR','Noto Sans CJK KR','Noto Sans',sans-serif\">"
        ),
    );
    line(
        &mut out,
        format_args!("<title>{}</title>", escape(&list.title)),
    );
    line(
        &mut out,
        format_args!("<desc>{}</desc>", escape(&list.description)),
    );
    if !document.patterns.is_empty() {
        out.push_str("<defs>\n");
        for (i, paint) in document.patterns.iter().enumerate() {
            if let Some(hatch) = &paint.hatch {
                out.push_str(&pattern(i, paint.color, hatch));
            }
        }
        out.push_str("</defs>\n");
    }
    line(
        &mut out,
        format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>"),
    );
    out.push_str(&document.body);
    out.push_str("</svg>\n");
    out
}

/// Writing into a `String` cannot fail.
fn line(out: &mut String, args: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(args);
    out.push('\n');
}

struct Document {
    body: String,
    patterns: Vec<Paint>,
}

impl Document {
    fn filled(&mut self, points: &[Point], color: Color) {
        let mut path = String::new();
        for (i, point) in points.iter().enumerate() {
            path.push(if i == 0 { 'M' } else { 'L' });
            let _ = write!(path, "{} {}", number(point.x), number(point.y));
        }
        line(
            &mut self.body,
            format_args!("<path d=\"{path}Z\" {}/>", color_of("fill", color)),
        );
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect { rect, paint } => {
                let fill = self.fill(paint);
                line(
                    &mut self.body,
                    format_args!(
                        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {fill}/>",
                        number(rect.x),
                        number(rect.y),
                        number(rect.width),
                        number(rect.height)
                    ),
                );
            }
            Item::Strip(strip) => self.strip(strip),
            Item::Line {
                from,
                to,
                width,
                color,
            } => line(
                &mut self.body,
                format_args!(
                    "<path d=\"M{} {}L{} {}\" stroke-width=\"{}\" {}/>",
                    number(from.x),
                    number(from.y),
                    number(to.x),
                    number(to.y),
                    number(*width),
                    color_of("stroke", *color)
                ),
            ),
            Item::Polygon { points, color } => self.filled(points, *color),
            Item::Text(text) => self.text(text),
            Item::Glyph {
                shape,
                at,
                size,
                color,
            } => match outline(*shape, *at, *size) {
                Outline::Filled(points) => self.filled(&points, *color),
                Outline::Ring {
                    center,
                    radius,
                    line: width,
                } => line(
                    &mut self.body,
                    format_args!(
                        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke-width=\"{}\" {}/>",
                        number(center.x),
                        number(center.y),
                        number(radius),
                        number(width),
                        color_of("stroke", *color)
                    ),
                ),
            },
        }
    }

    /// One path per paint: a million slices stay a file that a browser opens.
    fn strip(&mut self, strip: &Strip) {
        let mut paths: Vec<String> = vec![String::new(); strip.paints.len()];
        for (paint, cell) in strip.cells() {
            if let Some(path) = paths.get_mut(usize::from(paint)) {
                let _ = write!(
                    path,
                    "M{} {}h{}v{}h-{}z",
                    number(cell.x),
                    number(cell.y),
                    number(cell.width),
                    number(cell.height),
                    number(cell.width)
                );
            }
        }
        for (paint, path) in strip.paints.iter().zip(paths) {
            if !path.is_empty() {
                let fill = self.fill(paint);
                line(&mut self.body, format_args!("<path {fill} d=\"{path}\"/>"));
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = match text.weight {
            Weight::Regular => "",
            Weight::Bold => " font-weight=\"700\"",
        };
        line(
            &mut self.body,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" {} xml:space=\"preserve\">{}</text>",
                number(text.at.x),
                number(text.at.y),
                number(text.size),
                number(text.width),
                color_of("fill", text.color),
                escape(&text.content)
            ),
        );
    }

    fn fill(&mut self, paint: &Paint) -> String {
        if paint.hatch.is_none() {
            return color_of("fill", paint.color);
        }
        let known = self.patterns.iter().position(|p| p == paint);
        let index = known.unwrap_or_else(|| {
            self.patterns.push(*paint);
            self.patterns.len() - 1
        });
        format!("fill=\"url(#h{index})\"")
    }
}

fn pattern(index: usize, fill: Color, hatch: &Hatch) -> String {
    let pitch = hatch.pitch.round().max(3.0);
    let (side, marks, transform) = match hatch.kind {
        HatchKind::Horizontal => (pitch, stripe(pitch, hatch.line, true), ""),
        HatchKind::Vertical => (pitch, stripe(pitch, hatch.line, false), ""),
        HatchKind::Rising | HatchKind::Falling => {
            let side = pitch * std::f64::consts::FRAC_1_SQRT_2;
            let turn = if hatch.kind == HatchKind::Rising {
                " patternTransform=\"rotate(45)\""
            } else {
                " patternTransform=\"rotate(-45)\""
            };
            (side, stripe(side, hatch.line, false), turn)
        }
        HatchKind::Dots => {
            let radius = number(hatch.line / 2.0);
            let dot = |x: f64, y: f64| {
                format!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>",
                    number(x),
                    number(y)
                )
            };
            let dots = dot(pitch * 0.25, pitch * 0.5) + &dot(pitch * 0.75, pitch * 1.5);
            return format!(
                "<pattern id=\"h{index}\" patternUnits=\"userSpaceOnUse\" width=\"{p}\" height=\"{h}\"><rect width=\"{p}\" height=\"{h}\" {}/><g {}>{dots}</g></pattern>\n",
                color_of("fill", fill),
                color_of("fill", hatch.color),
                p = number(pitch),
                h = number(pitch * 2.0),
            );
        }
    };
    format!(
        "<pattern id=\"h{index}\" patternUnits=\"userSpaceOnUse\" width=\"{s}\" height=\"{s}\"{transform}><rect width=\"{s}\" height=\"{s}\" {}/><rect {marks} {}/></pattern>\n",
        color_of("fill", fill),
        color_of("fill", hatch.color),
        s = number(side),
    )
}

fn stripe(side: f64, line: f64, horizontal: bool) -> String {
    let (width, height) = if horizontal {
        (side, line)
    } else {
        (line, side)
    };
    format!("width=\"{}\" height=\"{}\"", number(width), number(height))
}

fn color_of(attribute: &str, color: Color) -> String {
    let hex = format!(
        "{attribute}=\"#{:02x}{:02x}{:02x}\"",
        color.r, color.g, color.b
    );
    if color.a == 255 {
        hex
    } else {
        format!(
            "{hex} {attribute}-opacity=\"{}\"",
            number(f64::from(color.a) / 255.0)
        )
    }
}

/// Three decimals at most, none that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".to_string(),
        text => text.to_string(),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let check = |value, expect: &str| assert_eq!(number(value), expect);
        check(0.0, "0");
        check(-0.0001, "0");
        check(12.5, "12.5");
        check(100.0, "100");
        check(1.0 / 3.0, "0.333");
    }

    /// A thread may be called anything.
    #[test]
    fn names_cannot_break_the_document() {
        assert_eq!(escape("<b>&\"한'"), "&lt;b&gt;&amp;&quot;한'");
    }
}
