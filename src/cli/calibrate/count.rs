//! How often each instruction is executed in each shape, by gilsim's own interpreter.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use super::shapes::{SHAPES, functions};
use crate::bytecode::Opcode;
use crate::compile::compile_module;
use crate::nanos::SECOND;
use crate::profile::{Profile, Version};
use crate::runner::Library;
use crate::syntax;
use crate::vm::eval::{Moment, Probe};
use crate::vm::{Answer, EvalBreaker, Exit, Interpreter, Limits, Syscall};

/// Instructions by `Opcode as usize`.
pub type Counts = [f64; Opcode::ALL.len()];

/// Rounds of the two calls that are subtracted from each other.
const FEW: usize = 2;
const MORE: usize = 6;

/// Instructions of one round of the empty loop, then of each shape.
///
/// # Errors
/// That the shapes do not run, which is a bug of ours.
pub fn counts(version: Version) -> Result<Vec<Counts>, String> {
    let mut text = functions();
    let calls = |name: &str| format!("{name}(range({FEW}))\n{name}(range({MORE}))\n");
    text.push_str(&calls("empty"));
    for index in 0..SHAPES.len() {
        text.push_str(&calls(&format!("shape_{index}")));
    }
    let found = run(version, &text)?;
    if found.len() != 2 * (SHAPES.len() + 1) {
        return Err("the programs for measuring do not run as they should".to_string());
    }
    let rounds = (MORE - FEW) as f64;
    Ok(found
        .chunks_exact(2)
        .map(|pair| std::array::from_fn(|opcode| (pair[1][opcode] - pair[0][opcode]) / rounds))
        .collect())
}

/// Counts per call of a shape, in the order of the calls.
#[derive(Clone)]
struct Counter(Arc<Mutex<Vec<Counts>>>);

impl Probe for Counter {
    fn instruction(&mut self, moment: &mut Moment<'_>) {
        let (code, index) = (moment.code, moment.index);
        let Some(instruction) = code.instructions.get(index) else {
            return;
        };
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name: &str = &code.code.name;
        if index == 0 && (name == "empty" || name.starts_with("shape_")) {
            calls.push([0.0; Opcode::ALL.len()]);
        }
        if name == "<module>" {
            return;
        }
        if let Some(counts) = calls.last_mut() {
            counts[instruction.opcode as usize] += 1.0;
        }
    }
}

fn run(version: Version, text: &str) -> Result<Vec<Counts>, String> {
    let file = "<calibrate>";
    let code = syntax::parse(text, file)
        .and_then(|module| compile_module(&module, file))
        .map_err(|found| match found.first() {
            Some(first) => format!("the programs for measuring: {}", first.message),
            None => "the programs for measuring cannot be compiled".to_string(),
        })?;
    let no_files: IndexMap<String, String> = IndexMap::new();
    let library = Library::new(std::sync::Arc::new(no_files), version, file, text);
    let limits = Limits::default();
    let mut interpreter = Interpreter::new(Profile::of(version), Box::new(library), limits);
    let main = interpreter.start_main(&code);
    let counted = Arc::new(Mutex::new(Vec::new()));
    let mut probe = Counter(counted.clone());
    let mut now = 0;
    loop {
        let run = interpreter.run(main, now, SECOND, EvalBreaker::Clear, &mut probe);
        now += run.spent;
        match run.exit {
            Exit::Finished | Exit::Syscall(Syscall::Exit(0)) => break,
            Exit::Syscall(Syscall::Exit(_)) => {
                return Err("the programs for measuring raise an exception".to_string());
            }
            Exit::Syscall(_) => interpreter.answer(main, Answer::Done),
            Exit::BudgetSpent | Exit::EvalBreaker => {}
        }
    }
    let calls = std::mem::take(&mut *counted.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(calls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_runs_and_has_its_instructions() {
        let counts = counts(Version::DEFAULT).expect("the shapes run");
        assert_eq!(counts.len(), SHAPES.len() + 1);
        let of = |statement: &str, opcode: Opcode| {
            let index = SHAPES.iter().position(|shape| shape.statement == statement);
            counts[index.expect("a shape") + 1][opcode as usize]
        };
        assert_eq!(counts[0][Opcode::FOR_ITER as usize], 1.0);
        assert_eq!(of("c = a + b", Opcode::BINARY_OP), 8.0);
        assert_eq!(of("c = a + b", Opcode::JUMP_BACKWARD), 1.0);
        assert_eq!(of("c = identity(a)", Opcode::RESUME), 8.0);
        assert_eq!(
            of("for i in ten: c = i", Opcode::FOR_ITER),
            8.0 * 11.0 + 1.0
        );
        assert_eq!(of("MANY.count(-1)", Opcode::CALL), 1.0);
    }
}
