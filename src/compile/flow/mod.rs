//! The control-flow graph: basic blocks, the passes over them, and the way back to a line of
//! bytecode. Mirrors CPython's `flowgraph.c`, because which instructions remain decides what is
//! atomic and where threads may switch.

mod assemble;
mod checks;
mod exceptions;
mod graph;
mod lines;
mod optimize;
mod order;
mod swaps;

use std::sync::Arc;

use super::constants::ConstTable;
use super::ir::InstrSequence;
use super::symbols::NameSet;
use crate::bytecode::{CodeFlags, CodeObject};

/// A code object but for its instructions.
pub(super) struct CodeParts {
    pub(super) name: Box<str>,
    pub(super) qualname: Box<str>,
    pub(super) filename: Arc<str>,
    pub(super) first_line: u32,
    pub(super) flags: CodeFlags,
    pub(super) arg_count: u32,
    pub(super) posonly_arg_count: u32,
    pub(super) kwonly_arg_count: u32,
    pub(super) varnames: NameSet,
    pub(super) cellvars: NameSet,
    pub(super) freevars: NameSet,
    pub(super) names: NameSet,
    pub(super) consts: ConstTable,
}

/// Optimises and assembles one code object (`optimize_and_assemble_code_unit`).
pub(super) fn finish(sequence: &InstrSequence, mut parts: CodeParts) -> CodeObject {
    let mut graph = graph::Graph::new(sequence);
    graph.mark_except_handlers();
    graph.label_exception_targets();
    graph.optimize(&mut parts.consts);
    let parameters = parts.arg_count as usize
        + parts.kwonly_arg_count as usize
        + usize::from(parts.flags.varargs)
        + usize::from(parts.flags.varkeywords);
    graph.check_unbound_locals(parts.varnames.len(), parameters);
    graph.insert_superinstructions();
    graph.push_cold_blocks_to_end();
    graph.resolve_line_numbers();
    let stack_size = graph.stack_depth();
    graph.place_cells(&parts);
    graph.convert_pseudo_ops();
    graph.normalize_jumps();
    assemble::assemble(&graph, parts, stack_size)
}
