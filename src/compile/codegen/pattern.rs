//! `match` statements (`compiler_match_inner` and `compiler_pattern_*`).
//!
//! A pattern finds its subject on top of the stack and consumes it, whether it matches or not.
//! What it captures stays on the stack, below what its siblings still need, until all has
//! matched; only then are the names bound.

use crate::bytecode::{BinaryOp, CompareOp, Const, Opcode, Position};
use crate::syntax::ast::{
    ClassPattern, ExprKind, MappingPattern, Match, Name, Pattern, PatternKind,
};

use super::{Compiler, Result};
use crate::compile::fold::fold;
use crate::compile::ir::{Label, Location, Op};

/// The state of one case's compilation (`pattern_context`).
#[derive(Default)]
struct Context {
    /// What was captured so far, in the order in which it lies on the stack.
    stores: Vec<Name>,
    /// A pattern that always matches may stand here.
    allow_irrefutable: bool,
    /// Where a failure goes: index n pops n items on its way.
    fail_pop: Vec<Label>,
    /// Items above the captures that a failure has to pop as well.
    on_top: usize,
}

impl Context {
    /// Captures, and what lies above them.
    fn above(&self) -> usize {
        self.on_top + self.stores.len()
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(
        pattern.kind,
        PatternKind::As {
            pattern: None,
            name: None
        }
    )
}

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, node: &'a Match, at: Position) -> Result {
        self.expr(&node.subject)?;
        let end = self.label();
        let Some((last, before)) = node.cases.split_last() else {
            return Ok(());
        };
        let has_default = is_wildcard(&last.pattern) && !before.is_empty();
        let tested = if has_default { before } else { &node.cases };
        for (index, case) in tested.iter().enumerate() {
            let is_last = index + 1 == tested.len();
            let case_at = case.pattern.at;
            if !is_last {
                self.emit(Opcode::COPY, 1, case_at);
            }
            let mut context = Context {
                allow_irrefutable: case.guard.is_some() || index + 1 == node.cases.len(),
                ..Context::default()
            };
            self.pattern(&case.pattern, &mut context)?;
            for name in &context.stores {
                self.store_name(name, case_at);
            }
            if let Some(guard) = &case.guard {
                let fail = self.fail_label(&mut context, 0);
                self.jump_if(guard, fail, false)?;
            }
            if !is_last {
                self.op(Opcode::POP_TOP, case_at);
            }
            self.stmts(&case.body)?;
            self.jump(Op::Jump, end, Location::NONE);
            self.place_failures(&mut context, case_at);
        }
        if has_default {
            self.op(Opcode::NOP, last.pattern.at);
            if let Some(guard) = &last.guard {
                self.jump_if(guard, end, false)?;
            }
            self.stmts(&last.body)?;
        }
        self.use_label(end);
        self.check_size(at)
    }

    fn fail_label(&mut self, context: &mut Context, pops: usize) -> Label {
        while context.fail_pop.len() <= pops {
            let label = self.label();
            context.fail_pop.push(label);
        }
        context.fail_pop[pops]
    }

    /// `jump_to_fail_pop`.
    fn fail(&mut self, op: impl Into<Op>, context: &mut Context, at: Position) {
        let label = self.fail_label(context, context.above());
        self.jump(op, label, at);
    }

    /// `emit_and_reset_fail_pop`.
    fn place_failures(&mut self, context: &mut Context, at: Position) {
        while let Some(label) = context.fail_pop.pop() {
            self.use_label(label);
            if !context.fail_pop.is_empty() {
                self.op(Opcode::POP_TOP, at);
            }
        }
    }

    /// Moves the top under the `count - 1` items below it.
    fn rotate(&mut self, count: usize, at: Position) {
        for depth in (2..=count).rev() {
            self.emit(Opcode::SWAP, depth as u32, at);
        }
    }

    fn capture(&mut self, name: Option<&Name>, context: &mut Context, at: Position) -> Result {
        let Some(name) = name else {
            self.op(Opcode::POP_TOP, at);
            return Ok(());
        };
        self.check_capture(name, context, at)?;
        self.rotate(context.above() + 1, at);
        context.stores.push(name.clone());
        Ok(())
    }

    fn check_capture(&self, name: &Name, context: &Context, at: Position) -> Result {
        if context.stores.contains(name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return self.error(at, message);
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let at = pattern.at;
        self.check_size(at)?;
        match &pattern.kind {
            PatternKind::Value(value) => {
                self.expr(value)?;
                self.compare_with(CompareOp::Eq, at);
                self.op(Opcode::TO_BOOL, at);
                self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
                Ok(())
            }
            PatternKind::Singleton(value) => {
                let value = crate::compile::fold::literal_const(value);
                self.load_const(value, at);
                self.emit(Opcode::IS_OP, 0, at);
                self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
                Ok(())
            }
            PatternKind::Sequence(patterns) => self.sequence_pattern(patterns, context, at),
            PatternKind::Mapping(node) => self.mapping_pattern(node, context, at),
            PatternKind::Class(node) => self.class_pattern(node, context, at),
            PatternKind::Star(name) => self.capture(name.as_ref(), context, at),
            PatternKind::As { pattern, name } => {
                self.as_pattern(pattern.as_deref(), name.as_ref(), context, at)
            }
            PatternKind::Or(patterns) => self.or_pattern(patterns, context, at),
        }
    }

    /// A pattern inside another, where one that always matches is in order.
    fn subpattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let allowed = std::mem::replace(&mut context.allow_irrefutable, true);
        let result = self.pattern(pattern, context);
        context.allow_irrefutable = allowed;
        result
    }

    fn as_pattern(
        &mut self,
        pattern: Option<&'a Pattern>,
        name: Option<&Name>,
        context: &mut Context,
        at: Position,
    ) -> Result {
        if let Some(pattern) = pattern {
            context.on_top += 1;
            self.emit(Opcode::COPY, 1, at);
            self.pattern(pattern, context)?;
            context.on_top -= 1;
        } else if !context.allow_irrefutable {
            let message = match name {
                Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
                None => "wildcard makes remaining patterns unreachable".to_owned(),
            };
            return self.error(at, message);
        }
        self.capture(name, context, at)
    }

    fn compare_with(&mut self, op: CompareOp, at: Position) {
        self.emit(Opcode::COMPARE_OP, (op as u32) << 5, at);
    }

    fn length_test(&mut self, op: CompareOp, size: usize, context: &mut Context, at: Position) {
        self.op(Opcode::GET_LEN, at);
        self.load_const(Const::Int(size as i64), at);
        self.compare_with(op, at);
        self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        context: &mut Context,
        at: Position,
    ) -> Result {
        let is_star = |pattern: &Pattern| matches!(pattern.kind, PatternKind::Star(_));
        let mut stars = patterns.iter().enumerate().filter(|(_, it)| is_star(it));
        let star = stars.next();
        if stars.next().is_some() {
            return self.error(at, "multiple starred names in sequence pattern");
        }
        let star_wildcard = star.is_some_and(|(_, it)| matches!(it.kind, PatternKind::Star(None)));
        let only_wildcards = patterns
            .iter()
            .all(|it| is_wildcard(it) || matches!(it.kind, PatternKind::Star(None)));
        context.on_top += 1;
        self.op(Opcode::MATCH_SEQUENCE, at);
        self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
        match star {
            None => self.length_test(CompareOp::Eq, patterns.len(), context, at),
            Some(_) if patterns.len() > 1 => {
                self.length_test(CompareOp::Ge, patterns.len() - 1, context, at);
            }
            Some(_) => {}
        }
        context.on_top -= 1;
        let star = star.map(|(index, _)| index);
        if only_wildcards {
            self.op(Opcode::POP_TOP, at);
            Ok(())
        } else if let (true, Some(star)) = (star_wildcard, star) {
            self.sequence_by_index(patterns, star, context, at)
        } else {
            self.sequence_unpacked(patterns, star, context, at)
        }
    }

    fn sequence_unpacked(
        &mut self,
        patterns: &'a [Pattern],
        star: Option<usize>,
        context: &mut Context,
        at: Position,
    ) -> Result {
        let size = patterns.len();
        match star {
            Some(star) if star >= 1 << 8 || size - star > 1 << 22 => {
                return self.error(
                    at,
                    "too many expressions in star-unpacking sequence pattern",
                );
            }
            Some(star) => {
                let after = size - star - 1;
                self.emit(Opcode::UNPACK_EX, (star | after << 8) as u32, at);
            }
            None => self.emit(Opcode::UNPACK_SEQUENCE, size as u32, at),
        }
        context.on_top += size;
        for pattern in patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        Ok(())
    }

    /// `[first, *_, last]`: takes the items that matter by their indices.
    fn sequence_by_index(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        context: &mut Context,
        at: Position,
    ) -> Result {
        context.on_top += 1;
        for (index, pattern) in patterns.iter().enumerate() {
            if index == star || is_wildcard(pattern) {
                continue;
            }
            self.emit(Opcode::COPY, 1, at);
            if index < star {
                self.load_const(Const::Int(index as i64), at);
            } else {
                // The subject need not know negative indices.
                self.op(Opcode::GET_LEN, at);
                self.load_const(Const::Int((patterns.len() - index) as i64), at);
                self.emit(Opcode::BINARY_OP, BinaryOp::Subtract as u32, at);
            }
            self.op(Opcode::BINARY_SUBSCR, at);
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 1;
        self.op(Opcode::POP_TOP, at);
        Ok(())
    }

    fn class_pattern(
        &mut self,
        node: &'a ClassPattern,
        context: &mut Context,
        at: Position,
    ) -> Result {
        for (index, (name, pattern)) in node.keywords.iter().enumerate() {
            if node.keywords[..index]
                .iter()
                .any(|(other, _)| other == name)
            {
                let message = format!("attribute name repeated in class pattern: {name}");
                return self.error(pattern.at, message);
            }
        }
        self.expr(&node.class)?;
        let names = node
            .keywords
            .iter()
            .map(|(name, _)| Const::Str(name.as_str().into()))
            .collect();
        self.load_const(Const::Tuple(names), at);
        self.emit(Opcode::MATCH_CLASS, node.patterns.len() as u32, at);
        self.fail_if_none(context, at);
        let count = node.patterns.len() + node.keywords.len();
        self.emit(Opcode::UNPACK_SEQUENCE, count as u32, at);
        context.on_top += count;
        context.on_top -= 1;
        let keywords = node.keywords.iter().map(|(_, pattern)| pattern);
        for pattern in node.patterns.iter().chain(keywords) {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.op(Opcode::POP_TOP, at);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    /// Fails where the top is None; else it counts as an item on top from here on.
    fn fail_if_none(&mut self, context: &mut Context, at: Position) {
        self.emit(Opcode::COPY, 1, at);
        self.load_const(Const::None, at);
        self.emit(Opcode::IS_OP, 1, at);
        context.on_top += 1;
        self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
    }

    fn mapping_pattern(
        &mut self,
        node: &'a MappingPattern,
        context: &mut Context,
        at: Position,
    ) -> Result {
        let size = node.keys.len();
        context.on_top += 1;
        self.op(Opcode::MATCH_MAPPING, at);
        self.fail(Opcode::POP_JUMP_IF_FALSE, context, at);
        if size == 0 && node.rest.is_none() {
            context.on_top -= 1;
            self.op(Opcode::POP_TOP, at);
            return Ok(());
        }
        if size > 0 {
            self.length_test(CompareOp::Ge, size, context, at);
        }
        self.mapping_keys(node, at)?;
        self.emit(Opcode::BUILD_TUPLE, size as u32, at);
        self.op(Opcode::MATCH_KEYS, at);
        // The tuples of keys and of values lie above the subject now.
        context.on_top += 1;
        self.fail_if_none(context, at);
        self.emit(Opcode::UNPACK_SEQUENCE, size as u32, at);
        context.on_top += size;
        context.on_top -= 1;
        for pattern in &node.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 2;
        let Some(rest) = &node.rest else {
            self.op(Opcode::POP_TOP, at);
            self.op(Opcode::POP_TOP, at);
            return Ok(());
        };
        // rest = dict(subject), without the keys.
        self.emit(Opcode::BUILD_MAP, 0, at);
        self.emit(Opcode::SWAP, 3, at);
        self.emit(Opcode::DICT_UPDATE, 2, at);
        self.emit(Opcode::UNPACK_SEQUENCE, size as u32, at);
        for left in (1..=size).rev() {
            self.emit(Opcode::COPY, 1 + left as u32, at);
            self.emit(Opcode::SWAP, 2, at);
            self.op(Opcode::DELETE_SUBSCR, at);
        }
        self.capture(Some(rest), context, at)
    }

    fn mapping_keys(&mut self, node: &'a MappingPattern, at: Position) -> Result {
        let mut seen: Vec<Const> = Vec::new();
        for key in &node.keys {
            match fold(key) {
                Some(constant) if seen.contains(&constant) => {
                    let shown = crate::bytecode::const_repr(&constant);
                    let message = format!("mapping pattern checks duplicate key ({shown})");
                    return self.error(at, message);
                }
                Some(constant) => seen.push(constant),
                None if matches!(key.kind, ExprKind::Attribute { .. }) => {}
                None => {
                    let message =
                        "mapping pattern keys may only match literals and attribute lookups";
                    return self.error(at, message);
                }
            }
            self.expr(key)?;
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        patterns: &'a [Pattern],
        context: &mut Context,
        at: Position,
    ) -> Result {
        let end = self.label();
        // The first alternative's captures, whose order the others take on.
        let mut control: Vec<Name> = Vec::new();
        for (index, alternative) in patterns.iter().enumerate() {
            let alternative_at = alternative.at;
            let mut own = Context {
                allow_irrefutable: index + 1 == patterns.len() && context.allow_irrefutable,
                ..Context::default()
            };
            self.emit(Opcode::COPY, 1, alternative_at);
            self.pattern(alternative, &mut own)?;
            if index == 0 {
                control.clone_from(&own.stores);
            } else if !self.reorder(&control, &mut own.stores, alternative_at) {
                return self.error(at, "alternative patterns bind different names");
            }
            self.jump(Op::Jump, end, alternative_at);
            self.place_failures(&mut own, alternative_at);
        }
        // No alternative matched.
        self.op(Opcode::POP_TOP, at);
        self.fail(Op::Jump, context, at);
        self.use_label(end);
        // Each capture goes below the others, the subject and what else is still needed.
        let rotation = control.len() + 1 + context.above();
        for name in &control {
            self.rotate(rotation, at);
            self.check_capture(name, context, at)?;
            context.stores.push(name.clone());
        }
        self.op(Opcode::POP_TOP, at);
        Ok(())
    }

    /// Brings the captures of an alternative into the order of the first one's. False where they
    /// are not the same names.
    fn reorder(&mut self, control: &[Name], stores: &mut Vec<Name>, at: Position) -> bool {
        if stores.len() != control.len() {
            return false;
        }
        for wanted in (0..control.len()).rev() {
            let Some(is) = stores.iter().position(|name| *name == control[wanted]) else {
                return false;
            };
            if is == wanted {
                continue;
            }
            let rotations = is + 1;
            let rotated: Vec<Name> = stores.drain(..rotations).collect();
            let place = wanted - is;
            stores.splice(place..place, rotated);
            for _ in 0..rotations {
                self.rotate(wanted + 1, at);
            }
        }
        true
    }
}
