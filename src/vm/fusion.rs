//! Superinstructions: common sequences that the interpreter does in one go.
//!
//! They change nothing that can be observed: the cost and count of instructions is that of the
//! sequence, a sequence is only done where all of it fits the budget and no check point inside it
//! could be taken, and where an operand is not simple the plain instructions are executed. The
//! plain code stays in place, so that a jump into the middle of a sequence finds it.

use super::code::Instr;
use crate::bytecode::{CompareOp, Opcode};

/// A sequence of instructions.
#[derive(Clone, Copy, Debug)]
pub struct Fusion {
    pub work: Work,
    /// Where to go on after it.
    pub next: u32,
    /// It ends with a jump back to a loop's head, which is where garbage is collected.
    pub jumps: bool,
    /// Cost and count of all instructions but the last, as the loop counts: nanoseconds in the
    /// high half, instructions in the low half.
    pub before: u64,
    /// The same for all of them.
    pub all: u64,
}

/// What a sequence does.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// Two operands, an operator, and what becomes of the result.
    Operator {
        left: Operand,
        right: Operand,
        then: Consequence,
    },
    /// `for slot in …`: the next item of the iterator on the stack.
    ForItem { slot: u32 },
    /// `container[key]` of two locals.
    LoadItem { container: u32, key: u32 },
    /// `container[key] = value`; the container and the key are locals.
    StoreItem {
        value: Operand,
        container: u32,
        key: u32,
    },
    /// `local.name`, and whether it is going to be called. `at` is the index of the look-up.
    LoadAttribute {
        slot: u32,
        name: u32,
        method: bool,
        at: u32,
    },
    /// `local.name += right`.
    AddToAttribute {
        slot: u32,
        name: u32,
        /// Index of `LOAD_ATTR`.
        load: u32,
        op: u32,
        right: Operand,
        /// Index of `STORE_ATTR`.
        store: u32,
    },
}

impl Work {
    /// It goes on at more than one place.
    fn may_jump(&self) -> bool {
        let then = match self {
            Work::Operator { then, .. } => Some(then),
            _ => None,
        };
        matches!(then, Some(Consequence::Jump { .. }))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    Local(u32),
    Const(u32),
    /// The top of the operand stack.
    Stack,
}

#[derive(Clone, Copy, Debug)]
pub enum Consequence {
    /// Go to `target` if the comparison is `when`.
    Jump {
        op: CompareOp,
        when: bool,
        target: u32,
    },
    /// Store the result of the operator in a local.
    Store {
        op: u32,
        slot: u32,
    },
    Push {
        op: u32,
    },
}

/// The code with superinstructions, and what they stand for.
pub fn fuse(plain: &[Instr]) -> (Box<[Instr]>, Box<[Fusion]>) {
    let mut fused: Box<[Instr]> = plain.into();
    let mut fusions = Vec::new();
    for (index, place) in fused.iter_mut().enumerate() {
        if let Some(fusion) = fusion_at(plain, index) {
            *place = Instr {
                opcode: Opcode::SUPERINSTRUCTION,
                oparg: fusions.len() as u32,
                ..*place
            };
            fusions.push(fusion);
        }
    }
    (fused, fusions.into())
}

fn fusion_at(plain: &[Instr], start: usize) -> Option<Fusion> {
    let rest = plain.get(start..)?;
    // A function begins with an instruction that is nothing but a check point.
    let head = usize::from(rest.first()?.opcode == Opcode::RESUME);
    let (work, length) = sequence(rest.get(head..)?, start + head)?;
    let length = head + length;
    let sum = |instructions: &[Instr]| {
        instructions
            .iter()
            .map(|i| (u64::from(i.cost) << 32) + 1)
            .sum::<u64>()
    };
    let back = rest
        .get(length)
        .filter(|next| next.opcode == Opcode::JUMP_BACKWARD && !work.may_jump());
    let length = length + usize::from(back.is_some());
    Some(Fusion {
        work,
        next: back.map_or((start + length) as u32, |jump| jump.oparg),
        jumps: back.is_some(),
        before: sum(rest.get(..length - 1)?),
        all: sum(rest.get(..length)?),
    })
}

/// What the instructions at the beginning of `code` do together, and how many they are.
type Found = Option<(Work, usize)>;

fn sequence(code: &[Instr], start: usize) -> Found {
    let begins = matches!(
        code.first()?.opcode,
        Opcode::LOAD_FAST | Opcode::LOAD_CONST | Opcode::LOAD_FAST_LOAD_FAST | Opcode::FOR_ITER
    );
    if !begins {
        return None;
    }
    add_to_attribute(code, start)
        .or_else(|| store_item(code))
        .or_else(|| load_item(code))
        .or_else(|| load_attribute(code, start))
        .or_else(|| for_item(code))
        .or_else(|| operator(code))
}

fn for_item(code: &[Instr]) -> Found {
    match code {
        [head, store, ..] if head.opcode == Opcode::FOR_ITER => match store.opcode {
            Opcode::STORE_FAST => Some((Work::ForItem { slot: store.oparg }, 2)),
            _ => None,
        },
        _ => None,
    }
}

fn load_item(code: &[Instr]) -> Found {
    match code {
        [locals, subscript, ..]
            if locals.opcode == Opcode::LOAD_FAST_LOAD_FAST
                && subscript.opcode == Opcode::BINARY_SUBSCR =>
        {
            let (container, key) = (locals.oparg >> 4, locals.oparg & 15);
            Some((Work::LoadItem { container, key }, 2))
        }
        _ => None,
    }
}

fn store_item(code: &[Instr]) -> Found {
    let (value, rest) = match code {
        [first, rest @ ..] => match simple(first) {
            Some(value) => (value, rest),
            None => (Operand::Stack, code),
        },
        [] => return None,
    };
    let [locals, store, ..] = rest else {
        return None;
    };
    if locals.opcode != Opcode::LOAD_FAST_LOAD_FAST || store.opcode != Opcode::STORE_SUBSCR {
        return None;
    }
    let work = Work::StoreItem {
        value,
        container: locals.oparg >> 4,
        key: locals.oparg & 15,
    };
    Some((work, 2 + usize::from(value != Operand::Stack)))
}

fn load_attribute(code: &[Instr], start: usize) -> Found {
    match code {
        [local, attribute, ..]
            if local.opcode == Opcode::LOAD_FAST && attribute.opcode == Opcode::LOAD_ATTR =>
        {
            let work = Work::LoadAttribute {
                slot: local.oparg,
                name: attribute.oparg >> 1,
                method: attribute.oparg & 1 != 0,
                at: start as u32 + 1,
            };
            Some((work, 2))
        }
        _ => None,
    }
}

fn add_to_attribute(code: &[Instr], start: usize) -> Found {
    let [local, copy, load, right, operator, swap, store, ..] = code else {
        return None;
    };
    let opcodes = [local, copy, load, operator, swap, store].map(|instruction| instruction.opcode);
    let expected = [
        Opcode::LOAD_FAST,
        Opcode::COPY,
        Opcode::LOAD_ATTR,
        Opcode::BINARY_OP,
        Opcode::SWAP,
        Opcode::STORE_ATTR,
    ];
    let same_name = load.oparg == store.oparg << 1;
    if opcodes != expected || !same_name || copy.oparg != 1 || swap.oparg != 2 {
        return None;
    }
    let work = Work::AddToAttribute {
        slot: local.oparg,
        name: store.oparg,
        load: start as u32 + 2,
        op: operator.oparg,
        right: simple(right)?,
        store: start as u32 + 6,
    };
    Some((work, 7))
}

fn operator(code: &[Instr]) -> Found {
    let (left, right, loads) = operands(code)?;
    let instruction = code.get(loads)?;
    let (then, length) = match instruction.opcode {
        Opcode::COMPARE_OP => {
            let jump = code.get(loads + 1)?;
            let when = match jump.opcode {
                Opcode::POP_JUMP_IF_TRUE => true,
                Opcode::POP_JUMP_IF_FALSE => false,
                _ => return None,
            };
            let op = CompareOp::from_oparg(instruction.oparg >> 5)?;
            let target = jump.oparg;
            (Consequence::Jump { op, when, target }, loads + 2)
        }
        Opcode::BINARY_OP => {
            let op = instruction.oparg;
            match code.get(loads + 1) {
                Some(store) if store.opcode == Opcode::STORE_FAST => {
                    let slot = store.oparg;
                    (Consequence::Store { op, slot }, loads + 2)
                }
                _ => (Consequence::Push { op }, loads + 1),
            }
        }
        _ => return None,
    };
    Some((Work::Operator { left, right, then }, length))
}

/// The operands that are loaded at first, and how many instructions that takes.
fn operands(code: &[Instr]) -> Option<(Operand, Operand, usize)> {
    let first = code.first()?;
    if first.opcode == Opcode::LOAD_FAST_LOAD_FAST {
        let (left, right) = (first.oparg >> 4, first.oparg & 15);
        return Some((Operand::Local(left), Operand::Local(right), 1));
    }
    let first = simple(first)?;
    match code.get(1).and_then(simple) {
        Some(second) => Some((first, second, 2)),
        // One operand is on the stack already.
        None => Some((Operand::Stack, first, 1)),
    }
}

fn simple(instruction: &Instr) -> Option<Operand> {
    match instruction.opcode {
        Opcode::LOAD_FAST => Some(Operand::Local(instruction.oparg)),
        Opcode::LOAD_CONST => Some(Operand::Const(instruction.oparg)),
        _ => None,
    }
}
