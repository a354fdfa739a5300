//! The eval loop.
