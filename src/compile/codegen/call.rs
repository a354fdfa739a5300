//! Calls, attributes and `super()`.

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{Call, Expr, ExprKind, Keyword, Name, ScopeId};

use super::expression::attribute_position;
use super::{Compiler, Result, STACK_USE_GUIDELINE, display};
use crate::compile::ir::Location;
use crate::compile::name_of;
use crate::compile::symbols::{Binding, Flags};

/// `super()` or `super(class, object)`, and what `LOAD_SUPER_ATTR` needs to know about it.
struct SuperCall<'a> {
    name: &'a Expr,
    arguments: &'a [Expr],
    at: Position,
}

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, call: &'a Call, at: Position) -> Result {
        self.check_keywords(&call.keywords)?;
        if self.method_call(call, at)? {
            return Ok(());
        }
        self.expr(&call.function)?;
        self.op(Opcode::PUSH_NULL, call.function.at);
        self.call_arguments(0, &call.arguments, &call.keywords, at)
    }

    /// `validate_keywords`.
    pub(super) fn check_keywords(&self, keywords: &[Keyword]) -> Result {
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.name else { continue };
            if name == "__debug__" {
                return self.error(keyword.at, "cannot assign to __debug__");
            }
            let earlier = keywords.get(..index).unwrap_or_default();
            if index <= MAX_NAMED && earlier.iter().any(|it| it.name.as_ref() == Some(name)) {
                return self.error(keyword.at, format!("keyword argument repeated: {name}"));
            }
        }
        Ok(())
    }

    /// `object.method(…)` without a bound method in between (`maybe_optimize_method_call`).
    fn method_call(&mut self, call: &'a Call, at: Position) -> Result<bool> {
        let function = &call.function;
        let ExprKind::Attribute { value, name } = &function.kind else {
            return Ok(false);
        };
        let keyword_count = call.keywords.len();
        let on_stack = call.arguments.len() + keyword_count + usize::from(keyword_count > 0);
        if self.is_imported(value)
            || on_stack >= STACK_USE_GUIDELINE
            || call
                .arguments
                .iter()
                .any(|it| matches!(it.kind, ExprKind::Starred(_)))
            || call.keywords.iter().any(|it| it.name.is_none())
        {
            return Ok(false);
        }
        let mut attribute_at = function.at;
        if let Some(super_call) = self.super_call(value, name) {
            self.load_super_arguments(&super_call)?;
            self.super_attribute(name, &super_call, true, attribute_at);
            attribute_at = attribute_position(function, attribute_at);
            self.op(Opcode::NOP, attribute_at);
        } else {
            self.expr(value)?;
            attribute_at = attribute_position(function, attribute_at);
            let index = self.name_index(name);
            self.emit(Opcode::LOAD_ATTR, index << 1 | 1, attribute_at);
        }
        call.arguments.iter().try_for_each(|it| self.expr(it))?;
        let call_at = attribute_position(function, at);
        if keyword_count > 0 {
            call.keywords
                .iter()
                .try_for_each(|keyword| self.expr(&keyword.value))?;
            self.load_const(keyword_names(&call.keywords), attribute_at);
            let count = (call.arguments.len() + keyword_count) as u32;
            self.emit(Opcode::CALL_KW, count, call_at);
        } else {
            self.emit(Opcode::CALL, call.arguments.len() as u32, call_at);
        }
        Ok(true)
    }

    /// A module's attribute is not a method (`is_import_originated`).
    fn is_imported(&self, value: &Expr) -> bool {
        name_of(value).is_some_and(|name| {
            self.symbols
                .scope(ScopeId::MODULE)
                .symbols
                .get(name)
                .is_some_and(|symbol| symbol.flags.has(Flags::IMPORT))
        })
    }

    /// Pushes arguments after `pushed` that are there already, and calls
    /// (`compiler_call_helper`).
    pub(super) fn call_arguments(
        &mut self,
        pushed: u32,
        arguments: &'a [Expr],
        keywords: &'a [Keyword],
        at: Position,
    ) -> Result {
        let is_simple = arguments.len() + keywords.len() * 2 <= STACK_USE_GUIDELINE
            && !arguments
                .iter()
                .any(|it| matches!(it.kind, ExprKind::Starred(_)))
            && keywords.iter().all(|keyword| keyword.name.is_some());
        if !is_simple {
            return self.call_ex(pushed, arguments, keywords, at);
        }
        arguments.iter().try_for_each(|it| self.expr(it))?;
        let mut count = pushed + arguments.len() as u32;
        if keywords.is_empty() {
            self.emit(Opcode::CALL, count, at);
        } else {
            keywords
                .iter()
                .try_for_each(|keyword| self.expr(&keyword.value))?;
            self.load_const(keyword_names(keywords), at);
            count += keywords.len() as u32;
            self.emit(Opcode::CALL_KW, count, at);
        }
        Ok(())
    }

    /// A call with `*` or `**`, or with very many arguments.
    fn call_ex(
        &mut self,
        pushed: u32,
        arguments: &'a [Expr],
        keywords: &'a [Keyword],
        at: Position,
    ) -> Result {
        match arguments {
            [
                Expr {
                    kind: ExprKind::Starred(value),
                    ..
                },
            ] if pushed == 0 => self.expr(value)?,
            _ => self.sequence(arguments, pushed, display::TUPLE, at)?,
        }
        let mut have_dict = false;
        let mut pending = 0;
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.name.is_some() {
                pending += 1;
                continue;
            }
            if pending > 0 {
                self.keyword_dict(&keywords[index - pending..index], at)?;
                self.merge_keywords(&mut have_dict, at);
                pending = 0;
            }
            if !have_dict {
                self.emit(Opcode::BUILD_MAP, 0, at);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.emit(Opcode::DICT_MERGE, 1, at);
        }
        if pending > 0 {
            self.keyword_dict(&keywords[keywords.len() - pending..], at)?;
            self.merge_keywords(&mut have_dict, at);
        }
        self.emit(Opcode::CALL_FUNCTION_EX, u32::from(have_dict), at);
        Ok(())
    }

    fn merge_keywords(&mut self, have_dict: &mut bool, at: Position) {
        if std::mem::replace(have_dict, true) {
            self.emit(Opcode::DICT_MERGE, 1, at);
        }
    }

    /// `compiler_subkwargs`.
    fn keyword_dict(&mut self, keywords: &'a [Keyword], at: Position) -> Result {
        let is_big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if keywords.len() > 1 && !is_big {
            keywords
                .iter()
                .try_for_each(|keyword| self.expr(&keyword.value))?;
            self.load_const(keyword_names(keywords), at);
            self.emit(Opcode::BUILD_CONST_KEY_MAP, keywords.len() as u32, at);
            return Ok(());
        }
        if is_big {
            self.emit(Opcode::BUILD_MAP, 0, Location::NONE);
        }
        for keyword in keywords {
            let name = keyword.name.as_deref().unwrap_or_default();
            self.load_const(Const::Str(name.into()), at);
            self.expr(&keyword.value)?;
            if is_big {
                self.emit(Opcode::MAP_ADD, 1, Location::NONE);
            }
        }
        if !is_big {
            self.emit(Opcode::BUILD_MAP, keywords.len() as u32, at);
        }
        Ok(())
    }

    /// `value.name`, loaded.
    pub(super) fn attribute(&mut self, expr: &'a Expr, value: &'a Expr, name: &Name) -> Result {
        let at = expr.at;
        if let Some(super_call) = self.super_call(value, name) {
            self.load_super_arguments(&super_call)?;
            self.super_attribute(name, &super_call, false, at);
            self.op(Opcode::NOP, attribute_position(expr, at));
            return Ok(());
        }
        self.expr(value)?;
        let index = self.name_index(name);
        self.emit(Opcode::LOAD_ATTR, index << 1, attribute_position(expr, at));
        Ok(())
    }

    fn super_attribute(&mut self, name: &Name, call: &SuperCall<'_>, method: bool, at: Position) {
        let index = self.name_index(name);
        let explicit = u32::from(!call.arguments.is_empty());
        let oparg = index << 2 | explicit << 1 | u32::from(method);
        self.emit(Opcode::LOAD_SUPER_ATTR, oparg, at);
    }

    /// `can_optimize_super_call`: the builtin `super`, called in a way that needs no frame.
    fn super_call(&self, value: &'a Expr, attribute: &Name) -> Option<SuperCall<'a>> {
        let ExprKind::Call(call) = &value.kind else {
            return None;
        };
        if name_of(&call.function) != Some("super")
            || attribute == "__class__"
            || !call.keywords.is_empty()
            || self.binding("super") != Binding::GlobalImplicit
        {
            return None;
        }
        let module = self.symbols.scope(ScopeId::MODULE);
        if module.binding("super") != Binding::Unknown {
            return None;
        }
        let unit = self.current();
        let usable = match call.arguments.as_slice() {
            [] => unit.arg_count > 0 && self.binding("__class__") == Binding::Free,
            [class, object] => [class, object]
                .iter()
                .all(|it| !matches!(it.kind, ExprKind::Starred(_))),
            _ => false,
        };
        usable.then_some(SuperCall {
            name: &call.function,
            arguments: &call.arguments,
            at: value.at,
        })
    }

    fn load_super_arguments(&mut self, call: &SuperCall<'a>) -> Result {
        self.load_name(&Name::const_new("super"), call.name.at);
        if call.arguments.is_empty() {
            self.load_name(&Name::const_new("__class__"), call.at);
            if let Some(first) = self.current().varnames.first().cloned() {
                self.load_name(&first, call.at);
            }
            return Ok(());
        }
        call.arguments.iter().try_for_each(|it| self.expr(it))
    }
}

/// Repeated names are looked for among this many keywords; a call with more is not written by
/// hand, and fails at run time.
const MAX_NAMED: usize = 1_000;

fn keyword_names(keywords: &[Keyword]) -> Const {
    Const::Tuple(
        keywords
            .iter()
            .map(|keyword| Const::Str(keyword.name.as_deref().unwrap_or_default().into()))
            .collect(),
    )
}
