//! `match` statements and their patterns.

use ruff::Pattern as RuffPattern;
use ruff_python_ast as ruff;
use ruff_text_size::Ranged;

use super::Lowering;
use crate::syntax::ast::{
    ClassPattern, Literal, MappingPattern, Match, MatchCase, Name, Pattern, PatternKind, StmtKind,
};

impl Lowering<'_> {
    pub(super) fn match_statement(&mut self, node: &ruff::StmtMatch) -> StmtKind {
        let subject = self.expr(&node.subject);
        let cases = node
            .cases
            .iter()
            .map(|case| MatchCase {
                pattern: self.pattern(&case.pattern),
                guard: self.optional(case.guard.as_deref()),
                body: self.body(&case.body),
            })
            .collect();
        StmtKind::Match(Box::new(Match { subject, cases }))
    }

    fn pattern(&mut self, pattern: &RuffPattern) -> Pattern {
        let range = pattern.range();
        let kind = self.deeper(range, |this| this.pattern_kind(pattern));
        Pattern {
            at: self.at(range),
            kind: kind.unwrap_or(PatternKind::Star(None)),
        }
    }

    fn patterns(&mut self, patterns: &[RuffPattern]) -> Vec<Pattern> {
        patterns.iter().map(|it| self.pattern(it)).collect()
    }

    fn pattern_kind(&mut self, pattern: &RuffPattern) -> PatternKind {
        let name = |name: &ruff::Identifier| Name::from(name.as_str());
        match pattern {
            RuffPattern::MatchValue(node) => PatternKind::Value(self.expr(&node.value)),
            RuffPattern::MatchSingleton(node) => PatternKind::Singleton(match node.value {
                ruff::Singleton::None => Literal::None,
                ruff::Singleton::True => Literal::Bool(true),
                ruff::Singleton::False => Literal::Bool(false),
            }),
            RuffPattern::MatchSequence(node) => {
                PatternKind::Sequence(self.patterns(&node.patterns))
            }
            RuffPattern::MatchMapping(node) => PatternKind::Mapping(Box::new(MappingPattern {
                keys: self.exprs(&node.keys),
                patterns: self.patterns(&node.patterns),
                rest: node.rest.as_ref().map(name),
            })),
            RuffPattern::MatchClass(node) => PatternKind::Class(Box::new(ClassPattern {
                class: self.expr(&node.cls),
                patterns: self.patterns(&node.arguments.patterns),
                keywords: node
                    .arguments
                    .keywords
                    .iter()
                    .map(|it| (name(&it.attr), self.pattern(&it.pattern)))
                    .collect(),
            })),
            RuffPattern::MatchStar(node) => PatternKind::Star(node.name.as_ref().map(name)),
            RuffPattern::MatchAs(node) => PatternKind::As {
                pattern: node.pattern.as_deref().map(|it| Box::new(self.pattern(it))),
                name: node.name.as_ref().map(name),
            },
            RuffPattern::MatchOr(node) => PatternKind::Or(self.patterns(&node.patterns)),
        }
    }
}
