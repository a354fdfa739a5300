//! The methods of the built-in classes.

mod percent;
mod registry;

pub(super) use registry::register;
pub use registry::{ClassDef, class_method, function, getter, method, native_value, new, wrapper};
