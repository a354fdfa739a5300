//! Python's protocols: what operators, attribute access, iteration and conversion mean for any
//! value. All are methods of [`Ctx`](super::ctx::Ctx), usable from every native.

mod arithmetic;
mod attribute;
mod class;
mod compare;
mod container;
mod dispatch;
mod inplace;
pub mod item;
mod iterate;
pub mod iterators;
mod slice;
mod special;
pub mod text;

pub use arithmetic::{CONCATENATION, Unary};
pub use class::BuildClass;
pub use compare::Number;
pub use slice::SliceRange;
