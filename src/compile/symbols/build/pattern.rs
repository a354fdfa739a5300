//! What the patterns of `match` bind, and where a comprehension may await.

use super::super::{Flags, ScopeKind};
use super::{Builder, Result};
use crate::syntax::ast::{Name, Pattern, PatternKind, Position};

impl Builder<'_> {
    /// A list, set or dict comprehension that awaits makes the code around it do so.
    pub(super) fn asynchronous_comprehension(&mut self, at: Position) -> Result {
        let scope = self.scope();
        let may =
            scope.kind == ScopeKind::Function && (scope.coroutine || scope.comprehension.is_some());
        if !may {
            return self.error(
                at,
                "asynchronous comprehension outside of an asynchronous function".to_owned(),
            );
        }
        scope.coroutine = true;
        Ok(())
    }

    /// What a pattern captures, and the values it compares with.
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> Result {
        let at = pattern.at;
        match &pattern.kind {
            PatternKind::Value(value) => self.load(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|it| self.pattern(it))
            }
            PatternKind::Mapping(node) => {
                self.exprs(&node.keys)?;
                node.patterns.iter().try_for_each(|it| self.pattern(it))?;
                self.capture(node.rest.as_ref(), at)
            }
            PatternKind::Class(node) => {
                self.load(&node.class)?;
                let keywords = node.keywords.iter().map(|(_, pattern)| pattern);
                node.patterns
                    .iter()
                    .chain(keywords)
                    .try_for_each(|it| self.pattern(it))
            }
            PatternKind::Star(name) => self.capture(name.as_ref(), at),
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name.as_ref(), at)
            }
        }
    }

    fn capture(&mut self, name: Option<&Name>, at: Position) -> Result {
        name.map_or(Ok(()), |name| self.define(name, Flags::LOCAL, at))
    }
}
