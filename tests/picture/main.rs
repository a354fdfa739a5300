//! Metrics, timeline and formats, tested on synthetic traces.

mod curves;
mod formats;
mod layout;
mod numbers;
#[cfg(feature = "png")]
#[path = "../common/pixels.rs"]
mod pixels;
#[cfg(feature = "png")]
mod reference;
mod samples;
mod synthetic;
