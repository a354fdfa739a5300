//! The methods of the built-in classes.

mod affix;
mod async_generator;
mod bytearray;
mod bytes;
mod bytes_case;
mod class;
mod complex;
mod dict;
mod dict_view;
pub mod exception;
mod exception_group;
mod float;
pub mod frame;
mod function;
pub mod generator;
mod int;
mod iterator;
mod list;
mod member;
mod object;
mod operators;
mod percent;
mod property;
mod range;
mod receiver;
mod registry;
mod set;
mod str;
mod str_format;
mod tuple;
mod unicode_error;

pub use class::Union;
pub use member::Member;
pub(super) use registry::register;
pub use registry::{ClassDef, class_method, function, getter, method, native_value, new, wrapper};
