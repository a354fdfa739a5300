//! The methods of the built-in classes.

mod class;
mod dict;
mod dict_view;
mod exception;
mod generator;
mod iterator;
mod list;
mod object;
mod operators;
mod percent;
mod receiver;
mod registry;
mod tuple;

pub use class::Union;
pub(super) use registry::register;
pub use registry::{ClassDef, class_method, function, getter, method, native_value, new, wrapper};
