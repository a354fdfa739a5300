//! Pure layout: a trace and its metrics in, a [`DisplayList`] out. No format, no file, no
//! clock; text is measured with the embedded font, so every format gets the same picture.

pub mod axis;
mod bands;
mod bars;
mod blame;
mod columns;
mod compare;
pub mod display;
mod findings;
pub mod font;
mod identity;
mod interleaving;
mod knees;
mod latency;
mod legend;
mod marks;
mod matrix;
mod memory;
mod memory_row;
mod memory_words;
pub mod palette;
mod rows;
mod scale;
mod scatter;
mod sheet;
mod single;
mod sweep;
mod words;

pub use blame::{LineText, blame};
pub use compare::compare;
pub use display::DisplayList;
pub use interleaving::interleaving;
pub use matrix::{Matrix, MatrixRow, matrix};
pub use memory::{memory, memory_table};
pub use scatter::{Prediction, scatter};
pub use single::layout;
pub use sweep::{Line, Sweep, sweep};
pub use words::Lang;

pub(crate) use columns::Columns;
pub(crate) use rows::{Buckets, ThreadRows, thread_rows};

use crate::metrics::units::duration;
use crate::nanos::Nanos;

/// Which rows a timeline has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show {
    pub threads: bool,
    /// Who holds each GIL.
    pub gil: bool,
    /// Who is on each core.
    pub cores: bool,
    /// How long threads waited for the GIL.
    pub latency: bool,
    /// What each process has in memory.
    pub memory: bool,
}

impl Default for Show {
    fn default() -> Show {
        Show {
            threads: true,
            gil: true,
            cores: true,
            latency: false,
            memory: false,
        }
    }
}

/// What to draw and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartSpec {
    pub title: String,
    /// What the class is to find out, under the title; may be empty.
    pub question: String,
    /// Label and value, in order: version, GIL, cores, switch interval, seed.
    pub parameters: Vec<(String, String)>,
    /// The same for each run of a comparison: what it does not share with the others.
    pub run_parameters: Vec<Vec<(String, String)>>,
    pub show: Show,
    /// Part of the run to draw; all of it by default. Cut to the run's length.
    pub window: Option<(Nanos, Nanos)>,
    /// Signs for drop requests, forced switches and the like.
    pub marks: bool,
    pub lang: Lang,
    /// Logical pixels, held within [`ChartSpec::WIDTHS`].
    pub width: u32,
    /// Device pixels per logical pixel, held within 1 to 4.
    pub scale: u32,
}

impl ChartSpec {
    /// Widths that can be laid out legibly and encoded.
    pub const WIDTHS: std::ops::RangeInclusive<u32> = 480..=16_000;

    /// The part to draw of a run that ends at `end`: within the run and never empty.
    pub(crate) fn window_of(&self, end: Nanos) -> (Nanos, Nanos) {
        let end = end.max(1);
        match self.window {
            Some((from, to)) if from.min(end) < to.min(end) => (from, to.min(end)),
            _ => (0, end),
        }
    }

    /// What is said of a window below the picture of a run that ends at `end`.
    pub(crate) fn window_note(&self, end: Nanos) -> Option<String> {
        let (asked, _) = self.window?;
        let (from, to) = self.window_of(end);
        let end = duration(end);
        Some(match from == asked {
            true => self.lang.windowed(&duration(from), &duration(to), &end),
            false => self.lang.window_after_end(&duration(asked), &end),
        })
    }
}

impl Default for ChartSpec {
    fn default() -> ChartSpec {
        ChartSpec {
            title: String::new(),
            question: String::new(),
            parameters: Vec::new(),
            run_parameters: Vec::new(),
            show: Show::default(),
            window: None,
            marks: true,
            lang: Lang::En,
            width: 2000,
            scale: 1,
        }
    }
}
