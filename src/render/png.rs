//! PNG: the display list through plotters' bitmap backend into an RGB buffer.
//!
//! Strips are composed by hand, since a cell may be thinner than a pixel and must still be
//! seen; letters and slanted shapes are rasterised with `ab_glyph`, which places them between
//! pixels, where plotters' own text and polygons know whole pixels only.

use super::shapes::{Outline, outline};
use super::{Figure, Format, RenderError};
use crate::nanos::Nanos;
use crate::timeline::display::{
    Color, DisplayList, Hatch, HatchKind, Item, Order, Paint, Point, Rect, Run, Strip, Text,
};
use crate::timeline::{Lang, font};
use ab_glyph::{Font, ScaleFont};
use ab_glyph_rasterizer::{Rasterizer, point};
use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters::style::{Color as _, RGBAColor, RGBColor};
use smallvec::SmallVec;

/// More device pixels than this are refused rather than held in memory.
const MOST_PIXELS: u64 = 400_000_000;
/// What a state that takes less than this part of a pixel still tints it.
const LEAST_TINT: f64 = 0.35;

pub struct Png;

impl Format for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn extension(&self) -> &'static str {
        "png"
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        encode_png(&figure.display_list())
    }

    fn draw(&self, list: &DisplayList, _lang: Lang) -> Option<Result<Vec<u8>, RenderError>> {
        Some(encode_png(list))
    }
}

/// Draws and compresses a display list.
pub fn encode_png(list: &DisplayList) -> Result<Vec<u8>, RenderError> {
    let scale = list.scale.max(1);
    let width = u64::from(list.width) * u64::from(scale);
    let height = u64::from(list.height) * u64::from(scale);
    let too_large = RenderError::TooLarge { width, height };
    if width == 0 || height == 0 || width.saturating_mul(height) > MOST_PIXELS {
        return Err(too_large);
    }
    let (width, height) = match (u32::try_from(width), u32::try_from(height)) {
        (Ok(width), Ok(height)) => (width, height),
        _ => return Err(too_large),
    };
    let mut canvas = Canvas {
        pixels: vec![255; width as usize * height as usize * 3],
        width,
        height,
        scale: f64::from(scale),
    };
    for item in &list.items {
        canvas.draw(item)?;
    }
    canvas.compress(list)
}

struct Canvas {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    scale: f64,
}

impl Canvas {
    fn draw(&mut self, item: &Item) -> Result<(), RenderError> {
        match item {
            Item::Rect { rect, paint } => self.rect(rect, paint),
            Item::Strip(strip) => {
                self.strip(strip);
                Ok(())
            }
            Item::Line {
                from,
                to,
                width,
                color,
            } => self.line(*from, *to, *width, *color),
            Item::Polygon { points, color } => self.polygons(&[points], *color),
            Item::Text(text) => self.text(text),
            Item::Glyph {
                shape,
                at,
                size,
                color,
            } => match outline(*shape, *at, *size) {
                Outline::Filled(points) => self.polygons(&[&points], *color),
                Outline::Ring {
                    center,
                    radius,
                    line,
                } => {
                    let outer = circle(center, radius + line / 2.0);
                    let mut inner = circle(center, radius - line / 2.0);
                    inner.reverse();
                    self.polygons(&[&outer, &inner], *color)
                }
            },
        }
    }

    fn backend(&mut self) -> BitMapBackend<'_> {
        BitMapBackend::with_buffer(&mut self.pixels, (self.width, self.height))
    }

    /// Device pixels from logical ones.
    fn device(&self, logical: f64) -> f64 {
        logical * self.scale
    }

    fn rect(&mut self, rect: &Rect, paint: &Paint) -> Result<(), RenderError> {
        let (x0, x1) = (self.edge(rect.x), self.edge(rect.right()));
        let (y0, y1) = (self.edge(rect.y), self.edge(rect.bottom()));
        if x0 >= x1 || y0 >= y1 {
            return Ok(());
        }
        match paint.hatch {
            None => self
                .backend()
                .draw_rect((x0, y0), (x1, y1), &style(paint.color), true)
                .map_err(encoder),
            Some(_) => {
                let paint = DevicePaint::new(paint, self.scale);
                for y in y0..y1 {
                    for x in x0..x1 {
                        self.put(x, y, paint.at(x, y));
                    }
                }
                Ok(())
            }
        }
    }

    fn edge(&self, logical: f64) -> i32 {
        self.device(logical).round() as i32
    }

    fn put(&mut self, x: i32, y: i32, color: [u8; 3]) {
        if let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y))
            && x < self.width as usize
            && y < self.height as usize
        {
            let at = (y * self.width as usize + x) * 3;
            if let Some(pixel) = self.pixels.get_mut(at..at + 3) {
                pixel.copy_from_slice(&color);
            }
        }
    }

    fn strip(&mut self, strip: &Strip) {
        let paints: Vec<DevicePaint> = strip
            .paints
            .iter()
            .map(|p| DevicePaint::new(p, self.scale))
            .collect();
        let (top, bottom) = (self.edge(strip.rect.y), self.edge(strip.rect.bottom()));
        for run in &strip.runs {
            let (x0, x1) = strip.extent(run);
            let (x0, x1) = (self.edge(x0), self.edge(x1));
            if let Some(paint) = run.solid().and_then(|p| paints.get(usize::from(p))) {
                for y in top..bottom {
                    for x in x0..x1 {
                        self.put(x, y, paint.at(x, y));
                    }
                }
            } else {
                for x in x0..x1 {
                    match run.order {
                        Order::Stacked => self.stacked(run, &paints, x, top, bottom),
                        Order::InTime { start } => {
                            self.side_by_side(run, start, &paints, x, top, bottom);
                        }
                    }
                }
            }
        }
    }

    /// One column split by height: each pixel gets the mean of what covers it.
    fn stacked(&mut self, run: &Run, paints: &[DevicePaint], x: i32, top: i32, bottom: i32) {
        let height = f64::from(bottom - top);
        let mut below = 0.0;
        let parts: SmallVec<[(&DevicePaint, f64, f64); 4]> = run
            .parts
            .iter()
            .filter_map(|&(paint, time)| {
                let from = below;
                below += height * time as f64 / run.capacity.max(1) as f64;
                Some((paints.get(usize::from(paint))?, from, below))
            })
            .collect();
        for y in top..bottom {
            let low = f64::from(bottom - y) - 1.0;
            let mut mix = Mix::default();
            for &(paint, from, to) in &parts {
                let middle = (from + to) / 2.0;
                // Whether the whole of this part lies in this pixel.
                let inside = to - from < LEAST_TINT && middle >= low && middle < low + 1.0;
                mix.add(paint.at(x, y), to.min(low + 1.0) - from.max(low), inside);
            }
            if let Some(color) = mix.color() {
                self.put(x, y, color);
            }
        }
    }

    /// One column in which one thing follows another: the mean of them.
    fn side_by_side(
        &mut self,
        run: &Run,
        start: Nanos,
        paints: &[DevicePaint],
        x: i32,
        top: i32,
        bottom: i32,
    ) {
        for y in top..bottom {
            let mut mix = Mix::default();
            let mut at = start;
            for &(paint, time) in &run.parts {
                let inside = at > 0 && at.saturating_add(time) < run.capacity;
                if let Some(paint) = paints.get(usize::from(paint)) {
                    let share = time as f64 / run.capacity.max(1) as f64;
                    mix.add(paint.at(x, y), share, inside);
                }
                at = at.saturating_add(time);
            }
            if let Some(color) = mix.color() {
                self.put(x, y, color);
            }
        }
    }

    fn line(
        &mut self,
        from: Point,
        to: Point,
        width: f64,
        color: Color,
    ) -> Result<(), RenderError> {
        let thick = self.device(width).round().max(1.0);
        if from.x == to.x || from.y == to.y {
            // Axis-parallel lines stay on whole pixels.
            let (x, y) = (self.device(from.x.min(to.x)), self.device(from.y.min(to.y)));
            let offset = (thick / 2.0).floor();
            let (x0, y0, x1, y1) = if from.x == to.x {
                let x = x.round() - offset;
                (x, y, x + thick, self.device(from.y.max(to.y)))
            } else {
                let y = y.round() - offset;
                (x, y, self.device(from.x.max(to.x)), y + thick)
            };
            let at = |v: f64| v.round() as i32;
            return self
                .backend()
                .draw_rect((at(x0), at(y0)), (at(x1), at(y1)), &style(color), true)
                .map_err(encoder);
        }
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = (dx * dx + dy * dy).sqrt();
        let half = width.max(1.0 / self.scale) / 2.0;
        let (nx, ny) = (-dy / length * half, dx / length * half);
        let corner = |p: Point, sign: f64| Point {
            x: p.x + nx * sign,
            y: p.y + ny * sign,
        };
        let quad = [
            corner(from, 1.0),
            corner(to, 1.0),
            corner(to, -1.0),
            corner(from, -1.0),
        ];
        self.polygons(&[&quad], color)
    }

    /// Fills outlines (holes run the other way round) with smooth edges.
    fn polygons(&mut self, outlines: &[&[Point]], color: Color) -> Result<(), RenderError> {
        let scale = self.scale;
        let points = || outlines.iter().flat_map(|o| o.iter());
        let least = |f: fn(&Point) -> f64| points().map(f).fold(f64::MAX, f64::min) * scale;
        let most = |f: fn(&Point) -> f64| points().map(f).fold(f64::MIN, f64::max) * scale;
        let (left, top) = (least(|p| p.x).floor() - 1.0, least(|p| p.y).floor() - 1.0);
        let (width, height) = (most(|p| p.x) - left + 2.0, most(|p| p.y) - top + 2.0);
        let limit = f64::from(self.width.max(self.height)) * 2.0;
        if !(width > 0.0 && height > 0.0 && width < limit && height < limit) {
            return Ok(());
        }
        let (columns, rows) = (width.ceil() as usize, height.ceil() as usize);
        let mut raster = Rasterizer::new(columns, rows);
        let local = |p: &Point| point((p.x * scale - left) as f32, (p.y * scale - top) as f32);
        for outline in outlines {
            let mut previous = outline.last();
            for to in outline.iter() {
                if let Some(from) = previous {
                    raster.draw_line(local(from), local(to));
                }
                previous = Some(to);
            }
        }
        let mut result = Ok(());
        let mut backend = self.backend();
        raster.for_each_pixel_2d(|x, y, cover| {
            let at = (left as i32 + x as i32, top as i32 + y as i32);
            if result.is_ok() {
                result = cover_pixel(&mut backend, at, color, cover);
            }
        });
        result
    }

    fn text(&mut self, text: &Text) -> Result<(), RenderError> {
        let Some(face) = font::face(text.weight) else {
            return Ok(());
        };
        let scaled = face.as_scaled(font::pixel_height(face, text.size * self.scale));
        let mut x = self.device(text.left()) as f32;
        let y = self.device(text.at.y).round() as f32;
        let mut previous = None;
        let mut backend = BitMapBackend::with_buffer(&mut self.pixels, (self.width, self.height));
        let mut result = Ok(());
        for c in text.content.chars() {
            let id = scaled.glyph_id(c);
            if let Some(previous) = previous {
                x += scaled.kern(previous, id);
            }
            previous = Some(id);
            let glyph = id.with_scale_and_position(scaled.scale(), ab_glyph::point(x, y));
            if let Some(outlined) = scaled.outline_glyph(glyph) {
                let bounds = outlined.px_bounds();
                outlined.draw(|dx, dy, cover| {
                    let at = (
                        bounds.min.x as i32 + dx as i32,
                        bounds.min.y as i32 + dy as i32,
                    );
                    if result.is_ok() {
                        result = cover_pixel(&mut backend, at, text.color, cover);
                    }
                });
            }
            x += scaled.h_advance(id);
        }
        result
    }

    fn compress(&self, list: &DisplayList) -> Result<Vec<u8>, RenderError> {
        let mut bytes = Vec::new();
        let mut encoder_of = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder_of.set_color(png::ColorType::Rgb);
        encoder_of.set_depth(png::BitDepth::Eight);
        encoder_of.set_compression(png::Compression::Balanced);
        for (keyword, text) in [("Title", &list.title), ("Description", &list.description)] {
            let text = text.clone();
            encoder_of
                .add_itxt_chunk(keyword.to_string(), text)
                .map_err(encoder)?;
        }
        let mut writer = encoder_of.write_header().map_err(encoder)?;
        writer.write_image_data(&self.pixels).map_err(encoder)?;
        writer.finish().map_err(encoder)?;
        Ok(bytes)
    }
}

/// The colour of a pixel that several paints share.
#[derive(Default)]
struct Mix {
    sum: [f64; 3],
    covered: f64,
    /// Something that happened wholly within this pixel and would hardly show.
    brief: Option<([u8; 3], f64)>,
}

impl Mix {
    fn add(&mut self, color: [u8; 3], cover: f64, inside: bool) {
        if cover <= 0.0 {
            return;
        }
        for (sum, channel) in self.sum.iter_mut().zip(color) {
            *sum += cover * f64::from(channel);
        }
        self.covered += cover;
        if inside && cover < LEAST_TINT {
            self.brief = Some((color, cover));
        }
    }

    /// The mean over white; `None` where nothing covers.
    fn color(self) -> Option<[u8; 3]> {
        if self.covered <= 0.0 {
            return None;
        }
        let blank = (1.0 - self.covered).max(0.0) * 255.0;
        let mut mean = self.sum.map(|c| c + blank);
        if let Some((tint, cover)) = self.brief {
            for (mean, tint) in mean.iter_mut().zip(tint) {
                *mean += (f64::from(tint) - *mean) * (LEAST_TINT - cover);
            }
        }
        Some(mean.map(|c| c.round().clamp(0.0, 255.0) as u8))
    }
}

/// Blends one pixel; outside the picture nothing happens.
fn cover_pixel(
    backend: &mut BitMapBackend<'_>,
    at: (i32, i32),
    color: Color,
    cover: f32,
) -> Result<(), RenderError> {
    let alpha = f64::from(cover.clamp(0.0, 1.0)) * f64::from(color.a) / 255.0;
    let (width, height) = backend.get_size();
    let inside = (0..width as i32).contains(&at.0) && (0..height as i32).contains(&at.1);
    if !inside || alpha <= 0.0 {
        return Ok(());
    }
    let color = RGBAColor(color.r, color.g, color.b, alpha);
    backend
        .draw_pixel(at, color.to_backend_color())
        .map_err(encoder)
}

fn encoder(error: impl std::fmt::Display) -> RenderError {
    RenderError::Encoder(error.to_string())
}

fn style(color: Color) -> RGBAColor {
    RGBColor(color.r, color.g, color.b).mix(f64::from(color.a) / 255.0)
}

fn circle(center: Point, radius: f64) -> Vec<Point> {
    const CORNERS: u32 = 24;
    (0..CORNERS)
        .map(|i| {
            let angle = f64::from(i) * std::f64::consts::TAU / f64::from(CORNERS);
            Point {
                // libm: the same corners on every machine.
                x: center.x + radius * libm::cos(angle),
                y: center.y + radius * libm::sin(angle),
            }
        })
        .collect()
}

/// A paint in device pixels, ready to be asked for the colour at a place. Hatching is fixed to
/// the page, so that it runs on from column to column.
struct DevicePaint {
    fill: [u8; 3],
    hatch: Option<DeviceHatch>,
}

struct DeviceHatch {
    kind: HatchKind,
    color: [u8; 3],
    pitch: f64,
    line: f64,
}

impl DevicePaint {
    fn new(paint: &Paint, scale: f64) -> DevicePaint {
        let bytes = |c: Color| [c.r, c.g, c.b];
        let hatch = paint.hatch.map(
            |Hatch {
                 kind,
                 color,
                 pitch,
                 line,
             }| DeviceHatch {
                kind,
                color: bytes(color),
                // Whole pixels, or the lines beat against the grid.
                pitch: (pitch * scale).round().max(3.0),
                line: (line * scale).max(1.0),
            },
        );
        DevicePaint {
            fill: bytes(paint.color),
            hatch,
        }
    }

    fn at(&self, x: i32, y: i32) -> [u8; 3] {
        match &self.hatch {
            None => self.fill,
            Some(hatch) => {
                let cover = hatch.cover(f64::from(x), f64::from(y));
                let mut color = self.fill;
                for (fill, line) in color.iter_mut().zip(hatch.color) {
                    let mixed = f64::from(*fill) + (f64::from(line) - f64::from(*fill)) * cover;
                    *fill = mixed.round() as u8;
                }
                color
            }
        }
    }
}

impl DeviceHatch {
    /// How much of the pixel at (x, y) the hatch covers.
    fn cover(&self, x: f64, y: f64) -> f64 {
        let from_line = |position: f64, pitch: f64| {
            let phase = position.rem_euclid(pitch);
            phase.min(pitch - phase)
        };
        let soft = |distance: f64, half: f64| (half + 0.5 - distance).clamp(0.0, 1.0);
        let half = self.line / 2.0;
        match self.kind {
            HatchKind::Horizontal => soft(from_line(y, self.pitch), half),
            HatchKind::Vertical => soft(from_line(x, self.pitch), half),
            // Distance along an axis; across the line it is shorter by the square root of two.
            HatchKind::Rising => soft(
                from_line(x + y, self.pitch) * std::f64::consts::FRAC_1_SQRT_2,
                half,
            ),
            HatchKind::Falling => soft(
                from_line(x - y, self.pitch) * std::f64::consts::FRAC_1_SQRT_2,
                half,
            ),
            HatchKind::Dots => {
                // Every second row of dots is set off by half a pitch.
                let row = (y / self.pitch).round();
                let offset = if row.rem_euclid(2.0) == 0.0 {
                    0.0
                } else {
                    self.pitch / 2.0
                };
                let dx = from_line(x + offset, self.pitch);
                let dy = from_line(y, self.pitch);
                soft((dx * dx + dy * dy).sqrt(), half)
            }
        }
    }
}
