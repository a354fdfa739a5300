//! `_collections`: `deque`, `defaultdict` and `OrderedDict`.

mod defaultdict;
mod deque;
mod deque_iterator;
mod ordered_dict;

pub use defaultdict::DEFAULTDICT;
pub use deque::DEQUE;
pub use deque_iterator::DEQUE_ITERATOR;
pub use ordered_dict::ORDERED_DICT;

use super::ModuleDef;
use crate::vm::interpreter::Interpreter;
use crate::vm::types;
use crate::vm::value::Ref;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    functions: &[],
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    for class in [
        types::DEQUE,
        types::DEFAULTDICT,
        types::ORDERED_DICT,
        types::DEQUE_ITERATOR,
    ] {
        interp.set_class(namespace, class);
    }
}
