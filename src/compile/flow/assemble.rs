//! From blocks in their final order to a code object.

use super::CodeParts;
use super::graph::{BlockId, BlockInstr, Graph};
use crate::bytecode::{CodeObject, ExceptionEntry, Instruction, Opcode, Position};
use crate::compile::ir::{Location, Op};

impl Graph {
    /// Numbers cells after locals, and writes the prologue that makes cells, copies the closure
    /// and turns a call into a generator (`prepare_localsplus`).
    pub(super) fn place_cells(&mut self, parts: &CodeParts) {
        let locals = parts.varnames.len();
        let mut slots = Vec::with_capacity(parts.cellvars.len() + parts.freevars.len());
        let mut next = locals;
        for cell in &parts.cellvars {
            slots.push(parts.varnames.get_index_of(cell).unwrap_or_else(|| {
                next += 1;
                next - 1
            }));
        }
        for _ in &parts.freevars {
            slots.push(next);
            next += 1;
        }
        for block in &mut self.blocks {
            for instr in &mut block.instrs {
                let is_cell_access = instr.op == Op::LoadClosure
                    || matches!(
                        instr.op,
                        Op::Real(
                            Opcode::MAKE_CELL
                                | Opcode::LOAD_DEREF
                                | Opcode::STORE_DEREF
                                | Opcode::DELETE_DEREF
                                | Opcode::LOAD_FROM_DICT_OR_DEREF
                        )
                    );
                if is_cell_access && let Some(&slot) = slots.get(instr.arg as usize) {
                    instr.arg = slot as u32;
                }
            }
        }
        let mut prologue = Vec::new();
        let mut add = |opcode: Opcode, arg: u32, at: Location| {
            prologue.push(BlockInstr {
                op: Op::Real(opcode),
                arg,
                at,
                target: None,
                handler: None,
            });
        };
        if !parts.freevars.is_empty() {
            add(
                Opcode::COPY_FREE_VARS,
                parts.freevars.len() as u32,
                Location::NONE,
            );
        }
        let mut cells: Vec<usize> = slots.iter().copied().take(parts.cellvars.len()).collect();
        cells.sort_unstable();
        for cell in cells {
            add(Opcode::MAKE_CELL, cell as u32, Location::NONE);
        }
        if parts.flags.generator || parts.flags.coroutine || parts.flags.async_generator {
            let at = Location::from(Position {
                line: parts.first_line,
                end_line: parts.first_line,
                ..Position::default()
            });
            add(Opcode::RETURN_GENERATOR, 0, at);
            add(Opcode::POP_TOP, 0, at);
        }
        let entry = self.entry;
        self[entry].instrs.splice(0..0, prologue);
    }
}

pub(super) fn assemble(graph: &Graph, parts: CodeParts, stack_size: u32) -> CodeObject {
    let order = graph.order();
    let mut offsets = vec![0; graph.blocks.len()];
    let mut offset = 0;
    for &id in &order {
        offsets[id.0 as usize] = offset;
        offset += graph[id].instrs.len() as u32;
    }
    let instrs = || order.iter().flat_map(|&id| graph[id].instrs.iter());
    let mut used = vec![false; parts.consts.len()];
    // The first constant may be a docstring: it always stays.
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    for instr in instrs() {
        if loads_const(instr)
            && let Some(used) = used.get_mut(instr.arg as usize)
        {
            *used = true;
        }
    }
    let mut renumbered = Vec::with_capacity(used.len());
    let mut count = 0;
    for &used in &used {
        renumbered.push(count);
        count += u32::from(used);
    }
    let instructions = instrs()
        .map(|instr| {
            let opcode = match instr.op {
                Op::Real(opcode) => opcode,
                Op::Jump => Opcode::JUMP_FORWARD,
                _ => Opcode::NOP,
            };
            let oparg = match instr.target {
                Some(target) => offsets[target.0 as usize],
                None if loads_const(instr) => {
                    renumbered.get(instr.arg as usize).copied().unwrap_or(0)
                }
                None => instr.arg,
            };
            Instruction { opcode, oparg }
        })
        .collect();
    CodeObject {
        name: parts.name,
        qualname: parts.qualname,
        filename: parts.filename,
        first_line: parts.first_line,
        flags: parts.flags,
        arg_count: parts.arg_count,
        posonly_arg_count: parts.posonly_arg_count,
        kwonly_arg_count: parts.kwonly_arg_count,
        varnames: boxed(parts.varnames),
        cellvars: boxed(parts.cellvars),
        freevars: boxed(parts.freevars),
        names: boxed(parts.names),
        consts: parts
            .consts
            .into_values()
            .zip(used)
            .filter_map(|(value, used)| used.then_some(value))
            .collect(),
        instructions,
        positions: instrs().map(|instr| instr.at.position()).collect(),
        exception_table: exception_table(graph, &order, &offsets),
        stack_size,
    }
}

fn loads_const(instr: &BlockInstr) -> bool {
    instr.is(Opcode::LOAD_CONST) || instr.is(Opcode::RETURN_CONST)
}

fn boxed(names: crate::compile::symbols::NameSet) -> Vec<Box<str>> {
    names.into_iter().map(|name| name.as_str().into()).collect()
}

fn exception_table(graph: &Graph, order: &[BlockId], offsets: &[u32]) -> Vec<ExceptionEntry> {
    let mut table = Vec::new();
    let mut start = 0;
    let mut handler = None;
    let mut index = 0;
    let mut close = |start: u32, end: u32, handler: Option<BlockId>| {
        let Some(id) = handler else { return };
        let block = &graph[id];
        let lasti = block.preserves_lasti;
        table.push(ExceptionEntry {
            start,
            end,
            target: offsets[id.0 as usize],
            depth: block
                .start_depth
                .unwrap_or(0)
                .saturating_sub(1 + u32::from(lasti)),
            lasti,
        });
    };
    for &id in order {
        for instr in &graph[id].instrs {
            if instr.handler != handler {
                close(start, index, handler);
                start = index;
                handler = instr.handler;
            }
            index += 1;
        }
    }
    close(start, index, handler);
    table
}
