//! `gilsim play`: a run to look at while it happens, forwards and backwards, in a terminal.
//!
//! [`Model`] is a pure state machine: keys and passing time in, [`Request`]s out. [`draw`] makes a
//! screen of it. Whoever owns the terminal reads the keys, carries out the requests and shows the
//! screens.

mod ask;
mod look;
mod model;
mod start;
mod tape;
mod view;

pub use model::{Changes, Input, Key, Model, Request};
pub use start::{Choice, Stage};
pub use tape::{Goal, Tape};
pub use view::{MIN_HEIGHT, MIN_WIDTH, Palette, draw};
