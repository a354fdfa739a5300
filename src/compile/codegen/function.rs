//! Functions, lambdas and classes.

use std::sync::Arc;

use crate::bytecode::{CodeObject, Const, Intrinsic1, Opcode, Position};
use crate::syntax::ast::{ClassDef, Expr, FunctionDef, Lambda, Name, Parameters};

use super::{Compiler, Result, UnitKind};
use crate::compile::docstring;
use crate::compile::ir::{Location, Op};

const DEFAULTS: u32 = 1;
const KEYWORD_DEFAULTS: u32 = 2;
const ANNOTATIONS: u32 = 4;
const CLOSURE: u32 = 8;

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, def: &'a FunctionDef, at: Position) -> Result {
        self.decorators(&def.decorators)?;
        let first_line = def.decorators.first().map_or(at.line, |it| it.at.line);
        let mut attributes = self.defaults(&def.parameters, at)?;
        if self.function_annotations(&def.parameters, def.returns.as_ref(), at)? {
            attributes |= ANNOTATIONS;
        }
        self.enter(def.scope, UnitKind::Function, &def.name, first_line);
        self.unit().is_async = def.is_async;
        self.set_parameters(&def.parameters);
        let mut body = def.body.as_slice();
        let doc = match docstring(body) {
            Some((_, text)) => {
                body = body.get(1..).unwrap_or_default();
                Const::Str(clean_docstring(text).into())
            }
            None => Const::None,
        };
        self.unit().consts.add(doc);
        self.stmts(body)?;
        let scope = self.symbols.scope(def.scope);
        if scope.generator || scope.coroutine {
            self.wrap_in_stop_iteration_handler();
        }
        let code = self.leave(true)?;
        self.make_closure(code, attributes, at);
        self.apply_decorators(&def.decorators);
        self.store_name(&def.name, at);
        Ok(())
    }

    pub(super) fn lambda(&mut self, lambda: &'a Lambda, at: Position) -> Result {
        let attributes = self.defaults(&lambda.parameters, at)?;
        self.enter(lambda.scope, UnitKind::Lambda, "<lambda>", at.line);
        self.set_parameters(&lambda.parameters);
        // Keeps a string in the body from being taken for a docstring.
        self.unit().consts.add(Const::None);
        self.expr(&lambda.body)?;
        self.op(Opcode::RETURN_VALUE, lambda.body.at);
        let code = self.leave(false)?;
        self.make_closure(code, attributes, at);
        Ok(())
    }

    fn set_parameters(&mut self, parameters: &Parameters) {
        let unit = self.unit();
        unit.posonly_arg_count = parameters.positional_only.len() as u32;
        unit.arg_count = unit.posonly_arg_count + parameters.positional.len() as u32;
        unit.kwonly_arg_count = parameters.keyword_only.len() as u32;
        unit.varargs = parameters.varargs.is_some();
        unit.varkeywords = parameters.varkeywords.is_some();
    }

    fn decorators(&mut self, decorators: &'a [Expr]) -> Result {
        decorators.iter().try_for_each(|it| self.expr(it))
    }

    fn apply_decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators.iter().rev() {
            self.emit(Opcode::CALL, 0, decorator.at);
        }
    }

    /// Pushes default values; returns which attributes of the function they are.
    fn defaults(&mut self, parameters: &'a Parameters, at: Position) -> Result<u32> {
        let mut attributes = 0;
        let mut count = 0;
        for parameter in parameters
            .positional_only
            .iter()
            .chain(&parameters.positional)
        {
            if let Some(default) = &parameter.default {
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.emit(Opcode::BUILD_TUPLE, count, at);
            attributes |= DEFAULTS;
        }
        let mut names = Vec::new();
        for parameter in &parameters.keyword_only {
            if let Some(default) = &parameter.default {
                self.expr(default)?;
                names.push(Const::Str(self.mangle(&parameter.name).as_str().into()));
            }
        }
        if !names.is_empty() {
            let count = names.len() as u32;
            self.load_const(Const::Tuple(names.into()), at);
            self.emit(Opcode::BUILD_CONST_KEY_MAP, count, at);
            attributes |= KEYWORD_DEFAULTS;
        }
        Ok(attributes)
    }

    /// Makes a function of `code` and of the attributes on the stack (`compiler_make_closure`).
    pub(super) fn make_closure(&mut self, code: CodeObject, attributes: u32, at: Position) {
        let mut attributes = attributes;
        if !code.freevars.is_empty() {
            for name in &code.freevars {
                self.load_closure(&Name::from(&**name), at.into());
            }
            self.emit(Opcode::BUILD_TUPLE, code.freevars.len() as u32, at);
            attributes |= CLOSURE;
        }
        self.load_const(Const::Code(Arc::new(code)), at);
        self.op(Opcode::MAKE_FUNCTION, at);
        for attribute in [CLOSURE, ANNOTATIONS, KEYWORD_DEFAULTS, DEFAULTS] {
            if attributes & attribute != 0 {
                self.emit(Opcode::SET_FUNCTION_ATTRIBUTE, attribute, at);
            }
        }
    }

    /// PEP 479: a StopIteration that leaves a generator becomes a RuntimeError.
    pub(super) fn wrap_in_stop_iteration_handler(&mut self) {
        let handler = self.label();
        self.unit()
            .code
            .push_front(Op::SetupCleanup, handler.0, Location::NONE);
        self.load_const(Const::None, Location::NONE);
        self.op(Opcode::RETURN_VALUE, Location::NONE);
        self.use_label(handler);
        self.emit(
            Opcode::CALL_INTRINSIC_1,
            Intrinsic1::StopIterationError as u32,
            Location::NONE,
        );
        self.emit(Opcode::RERAISE, 1, Location::NONE);
    }

    pub(super) fn class_def(&mut self, def: &'a ClassDef, at: Position) -> Result {
        self.decorators(&def.decorators)?;
        let first_line = def.decorators.first().map_or(at.line, |it| it.at.line);
        let code = self.class_body(def, first_line)?;
        self.op(Opcode::LOAD_BUILD_CLASS, at);
        self.op(Opcode::PUSH_NULL, at);
        self.make_closure(code, 0, at);
        self.load_const(Const::Str(def.name.as_str().into()), at);
        self.check_keywords(&def.keywords)?;
        self.call_arguments(2, &def.bases, &def.keywords, at)?;
        self.apply_decorators(&def.decorators);
        self.store_name(&def.name, at);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef, first_line: u32) -> Result<CodeObject> {
        self.enter(def.scope, UnitKind::Class, &def.name, first_line);
        self.unit().class_name = Some(def.name.clone());
        let at = Position {
            line: first_line,
            end_line: first_line,
            ..Position::default()
        };
        self.load_name(&Name::const_new("__name__"), at);
        self.store_name(&Name::const_new("__module__"), at);
        let qualname = self.current().qualname.as_str().into();
        self.load_const(Const::Str(qualname), at);
        self.store_name(&Name::const_new("__qualname__"), at);
        self.load_const(Const::Int(i64::from(first_line)), at);
        self.store_name(&Name::const_new("__firstlineno__"), at);
        self.body(&def.body, at.into())?;
        // CPython has these in the order of a set, which differs from run to run.
        let attributes = &mut self.unit().static_attributes;
        attributes.sort_unstable();
        let attributes = attributes
            .iter()
            .map(|name| Const::Str(name.as_str().into()))
            .collect();
        self.load_const(Const::Tuple(attributes), Location::NONE);
        self.store_name(&Name::const_new("__static_attributes__"), Location::NONE);
        if self.symbols.scope(def.scope).needs_class_cell {
            let class = Name::const_new("__class__");
            self.load_closure(&class, Location::NONE);
            self.emit(Opcode::COPY, 1, Location::NONE);
            self.store_name(&Name::const_new("__classcell__"), Location::NONE);
        } else {
            self.load_const(Const::None, Location::NONE);
        }
        self.op(Opcode::RETURN_VALUE, Location::NONE);
        self.leave(true)
    }
}

/// `_PyCompile_CleanDoc`: since 3.13 the compiler removes a docstring's common indentation, and
/// all of its first line's.
pub(super) fn clean_docstring(text: &str) -> String {
    const TAB: usize = 8;
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' => {
                let spaces = TAB - column % TAB;
                expanded.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\n' | '\r' => {
                expanded.push(character);
                column = 0;
            }
            _ => {
                expanded.push(character);
                column += 1;
            }
        }
    }
    let mut lines = expanded.split('\n');
    let first = lines.next().unwrap_or_default().trim_start_matches(' ');
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines
        .clone()
        .filter(|line| !line.trim_start_matches(' ').is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut cleaned = first.to_owned();
    for line in lines {
        cleaned.push('\n');
        cleaned.push_str(line.get(margin.min(indent(line))..).unwrap_or_default());
    }
    cleaned
}
