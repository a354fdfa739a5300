//! Formats: each turns a [`Figure`] into bytes; [`write_atomically`] alone touches files.

mod blame;
mod cause;
mod csv;
mod file;
mod firefox;
mod html;
mod interleaving;
mod perfetto;
#[cfg(feature = "png")]
mod png;
pub mod shapes;
mod svg;
mod table;
mod text;

pub use blame::{blame_report, blame_rows};
pub use csv::{Csv, csv_rows};
pub use file::{WriteError, write_atomically};
pub use firefox::Firefox;
pub use html::Html;
pub use interleaving::interleaving_rows;
pub use perfetto::Perfetto;
#[cfg(feature = "png")]
pub use png::{Png, encode_png};
pub use svg::{Svg, encode_svg};
pub use table::{columns, comparison, differences, table};
pub use text::{Text, TextOptions, timeline_text};

use crate::metrics::Metrics;
use crate::timeline::{self, ChartSpec, DisplayList, Lang};
use crate::trace::Trace;
use serde::Serialize;
use std::fmt;

/// One run, with the name of its variant (empty where there is only one).
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub name: &'a str,
    pub trace: &'a Trace,
    pub metrics: &'a Metrics,
}

/// What a format draws: one run, or several to compare.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    pub runs: Vec<Run<'a>>,
    pub spec: &'a ChartSpec,
    /// The programs, for formats that show them.
    pub sources: &'a [SourceText],
    /// What to ask before the picture is shown, for formats that can.
    pub quiz: &'a [Quiz],
    /// Where a page that is open learns that there is a newer one.
    pub reload: Option<&'a Reload>,
}

/// Pages look into `script` for another stamp than their own. Such a script is
/// [`Reload::script`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reload {
    pub file: String,
    pub stamp: String,
}

impl Reload {
    /// `failed`: there should be a newer page, but something is wrong with the program.
    pub fn script(&self, failed: bool) -> String {
        let stamp = serde_json::Value::from(self.stamp.as_str());
        format!("gilsimReload({stamp}, {failed});\n")
    }
}

/// A question with choices, the index of the right one, and what to say after the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quiz {
    pub question: String,
    pub choices: Vec<String>,
    pub answer: usize,
    pub why: String,
}

/// A file that a trace names lines of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    pub file: String,
    pub text: String,
}

impl<'a> Figure<'a> {
    pub fn new(runs: Vec<Run<'a>>, spec: &'a ChartSpec) -> Figure<'a> {
        Figure {
            runs,
            spec,
            sources: &[],
            quiz: &[],
            reload: None,
        }
    }

    /// The timeline of a single run, the comparison of several.
    pub fn display_list(&self) -> DisplayList {
        match self.runs.as_slice() {
            [run] => timeline::layout(run.trace, run.metrics, self.spec),
            runs => {
                let runs: Vec<_> = runs.iter().map(|r| (r.name, r.trace, r.metrics)).collect();
                timeline::compare(&runs, self.spec)
            }
        }
    }
}

/// Why a figure could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderError {
    /// The picture has more device pixels than can be encoded.
    TooLarge { width: u64, height: u64 },
    /// The encoder refused, which is a bug of ours.
    Encoder(String),
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenderError::TooLarge { width, height } => write!(
                f,
                "the picture would be {width} × {height} pixels; choose a smaller width or scale"
            ),
            RenderError::Encoder(message) => write!(f, "cannot encode the picture: {message}"),
        }
    }
}

impl std::error::Error for RenderError {}

/// A way to write a figure down. The same figure gives the same bytes.
pub trait Format: Sync {
    /// As in `--format`.
    fn name(&self) -> &'static str;
    /// File name extension, without the dot.
    fn extension(&self) -> &'static str;
    /// Whether one file shows each run by itself as well as all of them together.
    fn holds_every_run(&self) -> bool {
        false
    }
    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError>;
    /// A picture that is laid out already, in that language; `None` for a format that holds no pictures.
    fn draw(&self, _list: &DisplayList, _lang: Lang) -> Option<Result<Vec<u8>, RenderError>> {
        None
    }
}

/// Every format of this build, in the order in which help lists them.
pub fn formats() -> &'static [&'static dyn Format] {
    &[
        #[cfg(feature = "png")]
        &Png,
        &Svg,
        &Html,
        &Csv,
        &Perfetto,
        &Firefox,
        &Text,
    ]
}

/// The format of that name.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    formats().iter().copied().find(|f| f.name() == name)
}
