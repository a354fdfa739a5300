//! Metrics, timeline and formats, tested on synthetic traces.

mod curves;
mod formats;
mod layout;
mod numbers;
mod samples;
mod synthetic;
