//! Statements.

use ruff::{ExceptHandler, Stmt as RuffStmt};
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Lowering;
use super::expression::binary_operator;
use super::generic::generic_base;
use crate::syntax::ast::{self, Alias, Branch, Name, Position, Stmt, StmtKind};

impl Lowering<'_> {
    pub(super) fn body(&mut self, body: &[RuffStmt]) -> Vec<Stmt> {
        body.iter().filter_map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &RuffStmt) -> Option<Stmt> {
        let at = self.statement_position(stmt);
        let kind = self.deeper(stmt.range(), |this| this.stmt_kind(stmt))??;
        Some(Stmt { at, kind })
    }

    /// As CPython has it: a decorated definition starts at its `def` or `class`, and a compound
    /// statement includes a semicolon after its last simple one.
    fn statement_position(&self, stmt: &RuffStmt) -> Position {
        let (keyword, name) = match stmt {
            RuffStmt::FunctionDef(def) => (if def.is_async { "async" } else { "def" }, &def.name),
            RuffStmt::ClassDef(def) => ("class", &def.name),
            RuffStmt::For(_)
            | RuffStmt::While(_)
            | RuffStmt::If(_)
            | RuffStmt::With(_)
            | RuffStmt::Match(_)
            | RuffStmt::Try(_) => return self.at(self.with_semicolon(stmt.range())),
            _ => return self.at(stmt),
        };
        let before = TextRange::new(stmt.start(), name.start());
        let start = self
            .text(before)
            .rfind(keyword)
            .and_then(|at| u32::try_from(at).ok())
            .map_or(stmt.start(), |at| stmt.start() + TextSize::from(at));
        self.at(self.with_semicolon(TextRange::new(start, stmt.end())))
    }

    fn with_semicolon(&self, range: TextRange) -> TextRange {
        let after = self.source.text.get(range.end().to_usize()..).unwrap_or("");
        let spaces = after.len() - after.trim_start_matches([' ', '\t', '\x0c']).len();
        match after.as_bytes().get(spaces) {
            Some(b';') => {
                let end = u32::try_from(spaces + 1).unwrap_or(0);
                TextRange::new(range.start(), range.end() + TextSize::from(end))
            }
            _ => range,
        }
    }

    fn stmt_kind(&mut self, stmt: &RuffStmt) -> Option<StmtKind> {
        Some(match stmt {
            RuffStmt::FunctionDef(def) => return self.function_def(def),
            RuffStmt::ClassDef(def) => return self.class_def(def),
            RuffStmt::Return(node) => StmtKind::Return(self.optional(node.value.as_deref())),
            RuffStmt::Delete(node) => StmtKind::Delete(self.exprs(&node.targets)),
            RuffStmt::Assign(node) => StmtKind::Assign {
                targets: self.exprs(&node.targets),
                value: self.boxed(&node.value),
            },
            RuffStmt::AugAssign(node) => StmtKind::AugAssign {
                target: self.boxed(&node.target),
                op: binary_operator(node.op),
                value: self.boxed(&node.value),
            },
            RuffStmt::AnnAssign(node) => StmtKind::AnnAssign(Box::new(ast::AnnAssign {
                target: self.expr(&node.target),
                annotation: self.expr(&node.annotation),
                value: self.optional(node.value.as_deref()),
                simple: node.simple,
            })),
            RuffStmt::For(node) => return self.for_loop(node),
            RuffStmt::While(node) => StmtKind::While(Box::new(ast::While {
                test: self.expr(&node.test),
                body: self.body(&node.body),
                orelse: self.body(&node.orelse),
            })),
            RuffStmt::If(node) => self.if_chain(node),
            RuffStmt::With(node) => return self.with(node),
            RuffStmt::Raise(node) => StmtKind::Raise {
                exception: self.optional_box(node.exc.as_deref()),
                cause: self.optional_box(node.cause.as_deref()),
            },
            RuffStmt::Try(node) => return self.try_statement(node),
            RuffStmt::Assert(node) => StmtKind::Assert {
                test: self.boxed(&node.test),
                message: self.optional_box(node.msg.as_deref()),
            },
            RuffStmt::Import(node) => StmtKind::Import(self.aliases(&node.names)),
            RuffStmt::ImportFrom(node) => StmtKind::ImportFrom {
                module: node.module.as_ref().map(|name| Name::from(name.as_str())),
                names: self.aliases(&node.names),
                level: node.level,
            },
            RuffStmt::Global(node) => StmtKind::Global(names(&node.names)),
            RuffStmt::Nonlocal(node) => StmtKind::Nonlocal(names(&node.names)),
            RuffStmt::Expr(node) => StmtKind::Expr(self.boxed(&node.value)),
            RuffStmt::Pass(_) => StmtKind::Pass,
            RuffStmt::Break(_) => StmtKind::Break,
            RuffStmt::Continue(_) => StmtKind::Continue,
            RuffStmt::Match(node) => self.match_statement(node),
            RuffStmt::TypeAlias(node) => return self.type_alias(node),
            RuffStmt::IpyEscapeCommand(node) => {
                self.syntax_error(node.range(), "invalid syntax");
                return None;
            }
        })
    }

    fn function_def(&mut self, def: &ruff::StmtFunctionDef) -> Option<StmtKind> {
        match &def.type_params {
            Some(parameters) => {
                let at = self.at(parameters.as_ref());
                self.with_type_parameters(&def.name, at, Some(parameters), |this, _| {
                    this.function(def)
                })
            }
            None => self.function(def),
        }
    }

    fn function(&mut self, def: &ruff::StmtFunctionDef) -> Option<StmtKind> {
        let decorators = self.decorators(&def.decorator_list);
        let parameters = self.parameters(&def.parameters);
        let returns = self.optional(def.returns.as_deref());
        let scope = self.new_scope();
        let body = self.body(&def.body);
        Some(StmtKind::FunctionDef(Box::new(ast::FunctionDef {
            name: Name::from(def.name.as_str()),
            parameters,
            returns,
            decorators,
            body,
            scope,
            is_async: def.is_async,
        })))
    }

    fn class_def(&mut self, def: &ruff::StmtClassDef) -> Option<StmtKind> {
        match &def.type_params {
            Some(parameters) => {
                let at = self.at(parameters.as_ref());
                self.with_type_parameters(&def.name, at, Some(parameters), |this, tuple| {
                    this.class(def, Some(generic_base(tuple, at)))
                })
            }
            None => self.class(def, None),
        }
    }

    fn class(&mut self, def: &ruff::StmtClassDef, generic: Option<ast::Expr>) -> Option<StmtKind> {
        let decorators = self.decorators(&def.decorator_list);
        let (mut bases, keywords) = match &def.arguments {
            Some(arguments) => self.arguments(arguments),
            None => (Vec::new(), Vec::new()),
        };
        bases.extend(generic);
        let scope = self.new_scope();
        let body = self.body(&def.body);
        Some(StmtKind::ClassDef(Box::new(ast::ClassDef {
            name: Name::from(def.name.as_str()),
            bases,
            keywords,
            decorators,
            body,
            scope,
        })))
    }

    fn decorators(&mut self, decorators: &[ruff::Decorator]) -> Vec<ast::Expr> {
        decorators
            .iter()
            .map(|decorator| self.expr(&decorator.expression))
            .collect()
    }

    fn for_loop(&mut self, node: &ruff::StmtFor) -> Option<StmtKind> {
        Some(StmtKind::For(Box::new(ast::For {
            target: self.expr(&node.target),
            iter: self.expr(&node.iter),
            body: self.body(&node.body),
            orelse: self.body(&node.orelse),
            is_async: node.is_async,
        })))
    }

    fn if_chain(&mut self, node: &ruff::StmtIf) -> StmtKind {
        let mut branches = vec![Branch {
            test: self.expr(&node.test),
            body: self.body(&node.body),
        }];
        let mut orelse = Vec::new();
        for clause in &node.elif_else_clauses {
            match &clause.test {
                Some(test) => branches.push(Branch {
                    test: self.expr(test),
                    body: self.body(&clause.body),
                }),
                None => orelse = self.body(&clause.body),
            }
        }
        StmtKind::If(Box::new(ast::If { branches, orelse }))
    }

    fn with(&mut self, node: &ruff::StmtWith) -> Option<StmtKind> {
        let items = node
            .items
            .iter()
            .map(|item| ast::WithItem {
                context: self.expr(&item.context_expr),
                target: self.optional(item.optional_vars.as_deref()),
            })
            .collect();
        Some(StmtKind::With(Box::new(ast::With {
            items,
            body: self.body(&node.body),
            is_async: node.is_async,
        })))
    }

    fn try_statement(&mut self, node: &ruff::StmtTry) -> Option<StmtKind> {
        let body = self.body(&node.body);
        let mut handlers = Vec::new();
        for ExceptHandler::ExceptHandler(handler) in &node.handlers {
            handlers.push(ast::ExceptHandler {
                at: self.at(self.with_semicolon(handler.range())),
                exception: self.optional(handler.type_.as_deref()),
                name: handler.name.as_ref().map(|name| Name::from(name.as_str())),
                body: self.body(&handler.body),
            });
        }
        Some(StmtKind::Try(Box::new(ast::Try {
            body,
            handlers,
            orelse: self.body(&node.orelse),
            finalbody: self.body(&node.finalbody),
            is_star: node.is_star,
        })))
    }

    fn aliases(&mut self, aliases: &[ruff::Alias]) -> Vec<Alias> {
        aliases
            .iter()
            .map(|alias| Alias {
                name: Name::from(alias.name.as_str()),
                asname: alias.asname.as_ref().map(|name| Name::from(name.as_str())),
                at: self.at(alias),
            })
            .collect()
    }
}

fn names(names: &[ruff::Identifier]) -> Vec<Name> {
    names.iter().map(|name| Name::from(name.as_str())).collect()
}
