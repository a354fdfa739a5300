//! An interleaving as a table of plain cells.

use crate::trace::{Interleaving, InterleavingRow, TouchKind};

/// A row for each instruction, in the order of execution, with a heading. What is folded is one
/// row with the number of instructions.
pub fn interleaving_rows(seen: &Interleaving) -> Vec<Vec<String>> {
    let heading = [
        "thread",
        "at_ns",
        "file",
        "line",
        "instruction",
        "folded",
        "variable",
        "access",
        "value",
    ];
    let mut rows = vec![heading.map(str::to_string).to_vec()];
    let name = |names: &[String], index: usize| names.get(index).cloned().unwrap_or_default();
    for row in &seen.rows {
        let mut cells = vec![String::new(); heading.len()];
        match row {
            InterleavingRow::Folded {
                thread,
                instructions,
            } => {
                cells[0] = name(&seen.threads, *thread);
                cells[5] = instructions.to_string();
            }
            InterleavingRow::Step(step) => {
                cells[0] = name(&seen.threads, step.thread);
                cells[1] = step.at.to_string();
                cells[2] = step.file.to_string();
                cells[3] = step.line.to_string();
                cells[4].clone_from(&step.text);
                if let Some(touch) = &step.touch {
                    cells[6] = name(&seen.variables, touch.variable);
                    cells[7] = access(touch.kind).to_string();
                    cells[8].clone_from(&touch.value);
                }
            }
        }
        rows.push(cells);
    }
    rows
}

fn access(kind: TouchKind) -> &'static str {
    match kind {
        TouchKind::Load => "load",
        TouchKind::Store => "store",
        TouchKind::Acquire => "acquire",
        TouchKind::Blocked => "blocked",
        TouchKind::Release => "release",
    }
}
