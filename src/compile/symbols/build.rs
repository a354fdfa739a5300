//! First pass: what every scope binds, declares and uses (`symtable_visit_*`).

mod pattern;

use crate::syntax::Diagnostic;
use crate::syntax::ast::{
    Comprehension, ComprehensionKind, Expr, ExprKind, FunctionDef, Module, Name, Parameter,
    Parameters, Position, ScopeId, Stmt, StmtKind,
};

use super::{Flags, NameMap, Scope, ScopeKind, Symbol, SymbolTable, mangle};

/// Boxed, since the passes recurse and every `?` would reserve room for a whole diagnostic.
type Result<T = ()> = std::result::Result<T, Box<Diagnostic>>;

pub(super) fn build(module: &Module) -> Result<SymbolTable> {
    let mut builder = Builder {
        module,
        scopes: (0..module.scope_count.max(1))
            .map(|_| empty_scope())
            .collect(),
        current: ScopeId::MODULE,
        iter_depth: 0,
        in_iter_target: false,
        string_annotations: super::super::has_annotations_future(&module.body),
    };
    builder.scope().kind = ScopeKind::Module;
    builder.stmts(&module.body)?;
    Ok(SymbolTable {
        scopes: builder.scopes,
    })
}

fn empty_scope() -> Scope {
    Scope {
        kind: ScopeKind::Function,
        parent: None,
        children: Vec::new(),
        symbols: NameMap::default(),
        own_symbols: 0,
        parameters: Vec::new(),
        class_name: None,
        comprehension: None,
        inlined: false,
        generator: false,
        coroutine: false,
        nested: false,
        needs_class_cell: false,
        directives: NameMap::default(),
    }
}

struct Builder<'a> {
    module: &'a Module,
    scopes: Vec<Scope>,
    current: ScopeId,
    /// Inside the iterable of a comprehension.
    iter_depth: u32,
    /// Inside the target of a comprehension.
    in_iter_target: bool,
    string_annotations: bool,
}

impl Builder<'_> {
    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes[self.current.0 as usize]
    }

    fn error<T>(&self, at: Position, message: String) -> Result<T> {
        Err(Box::new(Diagnostic::syntax_error(
            &self.module.source,
            at,
            message,
        )))
    }

    fn enter(&mut self, id: ScopeId, kind: ScopeKind) -> ScopeId {
        let parent = self.current;
        let outer = self.scope();
        outer.children.push(id);
        let nested = outer.nested || outer.kind == ScopeKind::Function;
        let class_name = outer.class_name.clone();
        self.current = id;
        let scope = self.scope();
        scope.kind = kind;
        scope.parent = Some(parent);
        scope.nested = nested;
        scope.class_name = class_name;
        parent
    }

    fn define(&mut self, name: &Name, flags: Flags, at: Position) -> Result {
        self.define_in(self.current, name, flags, at)
    }

    fn define_in(&mut self, id: ScopeId, name: &Name, flags: Flags, at: Position) -> Result {
        let in_iter_target = self.in_iter_target;
        let scope = &mut self.scopes[id.0 as usize];
        let name = mangle(scope.class_name.as_ref(), name);
        let known = scope.symbols.get(&name).copied().unwrap_or_default().flags;
        if flags.has(Flags::PARAM) && known.has(Flags::PARAM) {
            return self.error(
                at,
                format!("duplicate argument '{name}' in function definition"),
            );
        }
        let mut all = known.with(flags);
        if in_iter_target {
            if all.has(Flags::GLOBAL.with(Flags::NONLOCAL)) {
                return self.error(
                    at,
                    format!(
                        "assignment expression cannot rebind comprehension iteration variable \
                         '{name}'"
                    ),
                );
            }
            all = all.with(Flags::COMP_ITER);
        }
        if flags.has(Flags::PARAM) {
            scope.parameters.push(name.clone());
        }
        scope.symbols.insert(
            name.clone(),
            Symbol {
                flags: all,
                ..Symbol::default()
            },
        );
        if flags.has(Flags::GLOBAL) && id != ScopeId::MODULE {
            let global = self.scopes[0].symbols.entry(name).or_default();
            global.flags = global.flags.with(flags);
        }
        Ok(())
    }

    fn flags(&self, name: &Name) -> Flags {
        let scope = &self.scopes[self.current.0 as usize];
        let name = mangle(scope.class_name.as_ref(), name);
        scope.symbols.get(&name).copied().unwrap_or_default().flags
    }

    fn stmts(&mut self, stmts: &[Stmt]) -> Result {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.load(expr))
    }

    fn load_all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result {
        exprs.into_iter().try_for_each(|expr| self.load(expr))
    }

    fn load(&mut self, expr: &Expr) -> Result {
        self.expr(expr, Flags::USE)
    }

    fn store(&mut self, expr: &Expr) -> Result {
        self.expr(expr, Flags::LOCAL)
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        let at = stmt.at;
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, at)?,
            StmtKind::ClassDef(def) => {
                self.define(&def.name, Flags::LOCAL, at)?;
                self.exprs(&def.bases)?;
                self.load_all(def.keywords.iter().map(|keyword| &keyword.value))?;
                self.exprs(&def.decorators)?;
                let outer = self.enter(def.scope, ScopeKind::Class);
                self.scope().class_name = Some(def.name.clone());
                self.stmts(&def.body)?;
                self.current = outer;
            }
            StmtKind::Return(value) => self.load_all(value)?,
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.store(target)?;
                }
            }
            StmtKind::Assign { targets, value } => {
                for target in targets {
                    self.store(target)?;
                }
                self.load(value)?;
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.store(target)?;
                self.load(value)?;
            }
            StmtKind::AnnAssign(node) => self.ann_assign(node, at)?,
            StmtKind::For(node) => {
                self.store(&node.target)?;
                self.load(&node.iter)?;
                self.stmts(&node.body)?;
                self.stmts(&node.orelse)?;
            }
            StmtKind::While(node) => {
                self.load(&node.test)?;
                self.stmts(&node.body)?;
                self.stmts(&node.orelse)?;
            }
            StmtKind::If(node) => {
                for branch in &node.branches {
                    self.load(&branch.test)?;
                    self.stmts(&branch.body)?;
                }
                self.stmts(&node.orelse)?;
            }
            StmtKind::With(node) => {
                for item in &node.items {
                    self.load(&item.context)?;
                    if let Some(target) = &item.target {
                        self.store(target)?;
                    }
                }
                self.stmts(&node.body)?;
            }
            StmtKind::Raise { exception, cause } => {
                self.load_all(exception.as_deref())?;
                self.load_all(cause.as_deref())?;
            }
            StmtKind::Try(node) => {
                self.stmts(&node.body)?;
                self.stmts(&node.orelse)?;
                for handler in &node.handlers {
                    self.load_all(&handler.exception)?;
                    if let Some(name) = &handler.name {
                        self.define(name, Flags::LOCAL, handler.at)?;
                    }
                    self.stmts(&handler.body)?;
                }
                self.stmts(&node.finalbody)?;
            }
            StmtKind::Match(node) => {
                self.load(&node.subject)?;
                for case in &node.cases {
                    self.pattern(&case.pattern)?;
                    self.load_all(&case.guard)?;
                    self.stmts(&case.body)?;
                }
            }
            StmtKind::Assert { test, message } => {
                self.load(test)?;
                self.load_all(message.as_deref())?;
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    let bound = match &alias.asname {
                        Some(asname) => asname.clone(),
                        None => first_part(&alias.name),
                    };
                    self.define(&bound, Flags::IMPORT, alias.at)?;
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    if alias.name == "*" {
                        if self.scope().kind != ScopeKind::Module {
                            return self
                                .error(at, "import * only allowed at module level".to_owned());
                        }
                        continue;
                    }
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.define(bound, Flags::IMPORT, alias.at)?;
                }
            }
            StmtKind::Global(names) => self.declare(names, Flags::GLOBAL, "global", at)?,
            StmtKind::Nonlocal(names) => self.declare(names, Flags::NONLOCAL, "nonlocal", at)?,
            StmtKind::Expr(value) => self.load(value)?,
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
        Ok(())
    }

    fn declare(&mut self, names: &[Name], flags: Flags, word: &str, at: Position) -> Result {
        for name in names {
            let known = self.flags(name);
            let message = if known.has(Flags::PARAM) {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if known.has(Flags::USE) {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else if known.has(Flags::ANNOTATION) {
                Some(format!("annotated name '{name}' can't be {word}"))
            } else if known.has(Flags::LOCAL) {
                Some(format!(
                    "name '{name}' is assigned to before {word} declaration"
                ))
            } else {
                None
            };
            if let Some(message) = message {
                return self.error(at, message);
            }
            self.define(name, flags, at)?;
            let scope = self.scope();
            let mangled = mangle(scope.class_name.as_ref(), name);
            scope.directives.entry(mangled).or_insert(at);
        }
        Ok(())
    }

    fn ann_assign(&mut self, node: &crate::syntax::ast::AnnAssign, at: Position) -> Result {
        if let ExprKind::Name(name) = &node.target.kind {
            let known = self.flags(name);
            if known.has(Flags::GLOBAL.with(Flags::NONLOCAL))
                && self.current != ScopeId::MODULE
                && node.simple
            {
                let word = if known.has(Flags::GLOBAL) {
                    "global"
                } else {
                    "nonlocal"
                };
                return self.error(at, format!("annotated name '{name}' can't be {word}"));
            }
            if node.simple {
                self.define(name, Flags::ANNOTATION.with(Flags::LOCAL), node.target.at)?;
            } else if node.value.is_some() {
                self.define(name, Flags::LOCAL, node.target.at)?;
            }
        } else {
            self.store(&node.target)?;
        }
        self.annotation(&node.annotation)?;
        self.load_all(&node.value)
    }

    /// Under `from __future__ import annotations` an annotation is a string and uses no names.
    fn annotation(&mut self, annotation: &Expr) -> Result {
        if self.string_annotations {
            return Ok(());
        }
        self.load(annotation)
    }

    fn function_def(&mut self, def: &FunctionDef, at: Position) -> Result {
        self.define(&def.name, Flags::LOCAL, at)?;
        self.defaults(&def.parameters)?;
        self.exprs(&def.decorators)?;
        for parameter in all_parameters(&def.parameters) {
            if let Some(annotation) = &parameter.annotation {
                self.annotation(annotation)?;
            }
        }
        if let Some(returns) = &def.returns {
            self.annotation(returns)?;
        }
        let outer = self.enter(def.scope, ScopeKind::Function);
        self.scope().coroutine = def.is_async;
        self.parameters(&def.parameters)?;
        self.stmts(&def.body)?;
        self.current = outer;
        Ok(())
    }

    fn defaults(&mut self, parameters: &Parameters) -> Result {
        for parameter in all_parameters(parameters) {
            self.load_all(&parameter.default)?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &Parameters) -> Result {
        for parameter in all_parameters(parameters) {
            self.define(&parameter.name, Flags::PARAM, parameter.at)?;
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr, context: Flags) -> Result {
        let at = expr.at;
        match &expr.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Name(name) => {
                self.define(name, context, at)?;
                if context == Flags::USE
                    && name == "super"
                    && self.scope().kind == ScopeKind::Function
                {
                    self.define(&Name::const_new("__class__"), Flags::USE, at)?;
                }
            }
            ExprKind::BoolOp { values, .. } => self.exprs(values)?,
            ExprKind::Named { target, value } => self.named(target, value, at)?,
            ExprKind::Binary { first, rest } => {
                self.load(first)?;
                self.load_all(rest.iter().map(|term| &term.right))?;
            }
            ExprKind::Unary { operand, .. } => self.load(operand)?,
            ExprKind::Lambda(lambda) => {
                self.defaults(&lambda.parameters)?;
                let outer = self.enter(lambda.scope, ScopeKind::Function);
                self.parameters(&lambda.parameters)?;
                self.load(&lambda.body)?;
                self.current = outer;
            }
            ExprKind::IfExp(node) => {
                self.load(&node.test)?;
                self.load(&node.body)?;
                self.load(&node.orelse)?;
            }
            ExprKind::Dict(items) => {
                for item in items {
                    self.load_all(&item.key)?;
                    self.load(&item.value)?;
                }
            }
            ExprKind::Set(items) => self.exprs(items)?,
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                for item in items {
                    self.expr(item, context)?;
                }
            }
            ExprKind::Comprehension(node) => self.comprehension(node, at)?,
            ExprKind::Yield(value) => {
                self.load_all(value.as_deref())?;
                self.mark_generator(at)?;
            }
            ExprKind::YieldFrom(value) => {
                self.load(value)?;
                self.mark_generator(at)?;
            }
            ExprKind::Await(value) => {
                self.load(value)?;
                self.scope().coroutine = true;
            }
            ExprKind::Compare { left, rest } => {
                self.load(left)?;
                self.load_all(rest.iter().map(|(_, right)| right))?;
            }
            ExprKind::Call(call) => {
                self.load(&call.function)?;
                self.exprs(&call.arguments)?;
                self.load_all(call.keywords.iter().map(|keyword| &keyword.value))?;
            }
            ExprKind::JoinedStr(values) => self.exprs(values)?,
            ExprKind::FormattedValue(node) => {
                self.load(&node.value)?;
                self.load_all(&node.format_spec)?;
            }
            ExprKind::Attribute { value, .. } => self.load(value)?,
            ExprKind::Subscript { value, index } => {
                self.load(value)?;
                self.load(index)?;
            }
            ExprKind::Starred(value) => self.expr(value, context)?,
            ExprKind::Slice(slice) => {
                self.load_all(&slice.lower)?;
                self.load_all(&slice.upper)?;
                self.load_all(&slice.step)?;
            }
        }
        Ok(())
    }

    fn mark_generator(&mut self, at: Position) -> Result {
        let scope = self.scope();
        scope.generator = true;
        let kind = match scope.comprehension {
            None => return Ok(()),
            Some(ComprehensionKind::List) => "list comprehension",
            Some(ComprehensionKind::Set) => "set comprehension",
            Some(ComprehensionKind::Dict) => "dict comprehension",
            Some(ComprehensionKind::Generator) => "generator expression",
        };
        self.error(at, format!("'yield' inside {kind}"))
    }

    fn comprehension(&mut self, node: &Comprehension, at: Position) -> Result {
        let Some((outermost, inner)) = node.generators.split_first() else {
            return Ok(());
        };
        // The outermost iterable is evaluated in the enclosing scope.
        self.iter_depth += 1;
        self.load(&outermost.iter)?;
        self.iter_depth -= 1;
        let outer = self.enter(node.scope, ScopeKind::Function);
        self.scope().comprehension = Some(node.kind);
        self.define(&Name::const_new(".0"), Flags::PARAM, outermost.iter.at)?;
        self.iter_target(&outermost.target)?;
        self.exprs(&outermost.conditions)?;
        for generator in inner {
            self.iter_target(&generator.target)?;
            self.iter_depth += 1;
            self.load(&generator.iter)?;
            self.iter_depth -= 1;
            self.exprs(&generator.conditions)?;
        }
        self.load_all(&node.value)?;
        self.load(&node.element)?;
        let is_generator = node.kind == ComprehensionKind::Generator;
        let scope = self.scope();
        if is_generator {
            scope.generator = true;
        }
        scope.coroutine |= node.generators.iter().any(|generator| generator.is_async);
        let is_async = scope.coroutine && !is_generator;
        self.current = outer;
        if is_async {
            self.asynchronous_comprehension(at)?;
        }
        Ok(())
    }

    fn iter_target(&mut self, target: &Expr) -> Result {
        self.in_iter_target = true;
        let result = self.store(target);
        self.in_iter_target = false;
        result
    }

    fn named(&mut self, target: &Expr, value: &Expr, at: Position) -> Result {
        if self.iter_depth > 0 {
            return self.error(
                at,
                "assignment expression cannot be used in a comprehension iterable expression"
                    .to_owned(),
            );
        }
        if let ExprKind::Name(name) = &target.kind
            && self.scope().comprehension.is_some()
        {
            self.bind_outside_comprehension(name, target.at)?;
        }
        self.load(value)?;
        self.store(target)
    }

    /// `symtable_extend_namedexpr_scope`: `:=` in a comprehension binds in the scope around it.
    fn bind_outside_comprehension(&mut self, name: &Name, at: Position) -> Result {
        let mut id = Some(self.current);
        while let Some(current) = id {
            let scope = &self.scopes[current.0 as usize];
            id = scope.parent;
            let mangled = mangle(scope.class_name.as_ref(), name);
            let known = scope.symbols.get(&mangled).copied().unwrap_or_default();
            if scope.comprehension.is_some() {
                if known.flags.has(Flags::COMP_ITER) {
                    return self.error(
                        at,
                        format!(
                            "assignment expression cannot rebind comprehension iteration variable \
                             '{name}'"
                        ),
                    );
                }
                continue;
            }
            match scope.kind {
                ScopeKind::Function => {
                    let declared = if known.flags.has(Flags::GLOBAL) {
                        Flags::GLOBAL
                    } else {
                        Flags::NONLOCAL
                    };
                    self.define(name, declared, at)?;
                    self.scope().directives.entry(mangled).or_insert(at);
                    return self.define_in(current, name, Flags::LOCAL, at);
                }
                ScopeKind::Module => {
                    self.define(name, Flags::GLOBAL, at)?;
                    self.scope().directives.entry(mangled).or_insert(at);
                    return self.define_in(current, name, Flags::GLOBAL, at);
                }
                ScopeKind::Class => {
                    return self.error(
                        at,
                        "assignment expression within a comprehension cannot be used in a class \
                         body"
                            .to_owned(),
                    );
                }
            }
        }
        Ok(())
    }
}

/// In the order that parameters have in `localsplus`.
pub(in super::super) fn all_parameters(
    parameters: &Parameters,
) -> impl Iterator<Item = &Parameter> {
    parameters
        .positional_only
        .iter()
        .chain(&parameters.positional)
        .chain(&parameters.keyword_only)
        .chain(&parameters.varargs)
        .chain(&parameters.varkeywords)
}

fn first_part(dotted: &Name) -> Name {
    match dotted.split_once('.') {
        Some((first, _)) => Name::from(first),
        None => dotted.clone(),
    }
}
