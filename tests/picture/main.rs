//! Metrics, timeline and formats, tested on synthetic traces.

mod formats;
mod layout;
mod numbers;
mod samples;
mod synthetic;
