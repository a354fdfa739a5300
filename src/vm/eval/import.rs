//! Importing: `sys.modules`, native modules, modules in Python.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::host::{self, CompileError};
use crate::vm::names;
use crate::vm::native::{Interrupt, Result};
use crate::vm::object::Function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// Native modules that CPython looks for where it looks for files, behind the program's folder: a
/// file of that name beside the program comes first.
const EXTENSIONS: [&str; 2] = ["math", "hashlib"];

/// `IMPORT_NAME`: the module that `import a.b.c` binds (`a`), or with a from-list `a.b.c`.
pub(super) fn import_name(
    ctx: &mut Ctx<'_>,
    name: Value,
    from_list: Value,
    level: Value,
) -> Result {
    let name = ctx
        .as_str(name)
        .map_or(String::new(), |s| s.as_str().to_string());
    let name = match level {
        Value::Int(level) if level > 0 => resolve_relative(ctx, &name, level as usize)?,
        _ => name,
    };
    let mut prefix = String::new();
    let mut first = Value::None;
    let mut parent = Value::Null;
    for part in name.split('.') {
        if !prefix.is_empty() {
            prefix.push('.');
        }
        prefix.push_str(part);
        let module = import_module(ctx, &prefix, part, parent)?;
        if first.is_none() {
            first = module;
        }
        parent = module;
    }
    if ctx.truth(from_list)? {
        // `from package import submodule`
        if has_path(ctx, parent) {
            for item in ctx.as_tuple(from_list).unwrap_or(&[]).to_vec() {
                let Value::Obj(part) = item else { continue };
                if ctx.own_attribute(parent, part).is_some() {
                    continue;
                }
                let part = ctx.interp.text(part).to_string();
                let full = format!("{name}.{part}");
                if part != "*" && exists(ctx, &full) {
                    import_module(ctx, &full, &part, parent)?;
                }
            }
        }
        return Ok(parent);
    }
    Ok(first)
}

fn resolve_relative(ctx: &mut Ctx<'_>, name: &str, level: usize) -> Result<String> {
    let package = ctx.interp.dict_get_name(ctx.globals, names::PACKAGE);
    let own = match package.filter(|package| ctx.as_str(*package).is_some_and(|s| !s.is_empty())) {
        Some(package) => ctx.to_str(package)?,
        None => {
            let message = "attempted relative import with no known parent package";
            return Err(ctx.raise(types::IMPORT_ERROR, message));
        }
    };
    let mut parts: Vec<&str> = own.split('.').collect();
    for _ in 1..level {
        if parts.pop().is_none() {
            let message = "attempted relative import beyond top-level package";
            return Err(ctx.raise(types::IMPORT_ERROR, message));
        }
    }
    if !name.is_empty() {
        parts.push(name);
    }
    Ok(parts.join("."))
}

fn exists(ctx: &mut Ctx<'_>, name: &str) -> bool {
    ctx.interp.get_module(name).is_some() || ctx.interp.host.module(name).is_some()
}

fn has_path(ctx: &Ctx<'_>, module: Value) -> bool {
    ctx.own_attribute(module, names::PATH).is_some()
}

fn import_module(ctx: &mut Ctx<'_>, full: &str, part: &str, parent: Value) -> Result {
    if let Some(module) = ctx.interp.get_module(full)
        && !ctx.importing(full)
    {
        return Ok(module);
    }
    let module = ctx.load_module(full)?;
    if !parent.is_null() {
        let part = ctx.interp.intern(part);
        if let Value::Obj(parent) = parent {
            let dict = ctx.interp.dict_of_or_new(parent);
            ctx.interp.dict_set_name(dict, part, module);
        }
    }
    Ok(module)
}

impl Ctx<'_> {
    /// Whether this very native is in the middle of importing the module: then it goes on with
    /// that instead of taking the half-made one from `sys.modules`.
    fn importing(&self, name: &str) -> bool {
        self.interp
            .importing
            .last()
            .is_some_and(|last| last == name)
            && self.has_answer()
    }

    fn load_module(&mut self, name: &str) -> Result {
        let own = EXTENSIONS.contains(&name) && self.interp.host.has_own_module(name);
        if !own
            && self.interp.get_module(name).is_none()
            && let Some(module) = self.interp.native_module(name)
        {
            self.interp.set_module(name, module);
            return Ok(module);
        }
        let module = self.once(|ctx| ctx.prepare_module(name))?;
        // The pair of the module and the function that runs its body.
        let Some(&[module, body]) = self.as_tuple(module) else {
            return Ok(module);
        };
        match self.call_catching(types::BASE_EXCEPTION, body, &[])? {
            Ok(_) => {
                self.interp.importing.retain(|other| other != name);
                // A module may have replaced itself.
                Ok(self.interp.get_module(name).unwrap_or(module))
            }
            Err(exception) => {
                self.interp.importing.retain(|other| other != name);
                let key = self.interp.intern(name);
                let modules = self.interp.modules;
                self.interp.dict_remove_name(modules, key);
                Err(Interrupt::Raise(exception))
            }
        }
    }

    /// Finds and compiles a module and enters it, still empty, in `sys.modules`.
    fn prepare_module(&mut self, name: &str) -> Result {
        let source = match self.interp.host.module(name) {
            Some(Ok(source)) => source,
            Some(Err(error)) => return Err(self.syntax_error(&error)),
            None => return Err(self.no_module(name)),
        };
        let module = self.interp.new_module(name);
        let Value::Obj(r) = module else {
            return Ok(module);
        };
        let dict = self.interp.dict_of_or_new(r);
        let file = self.str(&source.code.filename);
        self.interp.dict_set_name(dict, names::FILE, file);
        let package = if source.package {
            name
        } else {
            name.rsplit_once('.').map_or("", |(p, _)| p)
        };
        let package = self.str(package);
        self.interp.dict_set_name(dict, names::PACKAGE, package);
        if source.package {
            let path = self.list(Vec::new());
            self.interp.dict_set_name(dict, names::PATH, path);
        }
        let code = self.interp.load(&source.code, source.native);
        let body = self.interp.module_function(code, dict);
        self.interp.set_module(name, module);
        self.interp.importing.push(name.to_string());
        Ok(self.tuple([module, body]))
    }

    fn no_module(&mut self, name: &str) -> Interrupt {
        let top = name.split('.').next().unwrap_or(name);
        let parent_known = name.contains('.') && self.interp.get_module(top).is_some();
        let mut message = if parent_known {
            let parent = name.rsplit_once('.').map_or(top, |(parent, _)| parent);
            let package = self.interp.get_module(parent);
            match package {
                Some(module) if !has_path(self, module) => {
                    format!("No module named '{name}'; '{parent}' is not a package")
                }
                _ => format!("No module named '{name}'"),
            }
        } else {
            format!("No module named '{name}'")
        };
        let instead = host::instead_of(name).or_else(|| host::instead_of(top));
        if instead.is_some() || !parent_known && host::is_standard_module(top) {
            message.push_str(" (gilsim does not simulate it");
            let nearest = match instead {
                Some(instead) => Some(instead.to_string()),
                None => self
                    .interp
                    .host
                    .nearest_module(top)
                    .map(|name| format!("'{name}'")),
            };
            if let Some(nearest) = nearest {
                message.push_str(&format!("; the nearest it has is {nearest}"));
            }
            message.push(')');
        }
        let error = self.raise(types::MODULE_NOT_FOUND_ERROR, message);
        if let Interrupt::Raise(Value::Obj(exception)) = error {
            let name = self.str(name);
            let dict = self.interp.dict_of_or_new(exception);
            self.interp.dict_set_name(dict, names::NAME_ATTRIBUTE, name);
        }
        error
    }

    /// SyntaxError with the place that `traceback` shows.
    pub fn syntax_error(&mut self, error: &CompileError) -> Interrupt {
        let message = self.str(&error.message);
        let filename = self.str(&error.filename);
        let text = self.str(&error.text);
        let place = self.tuple([
            filename,
            Value::Int(error.line.into()),
            Value::Int(i64::from(error.column) + 1),
            text,
        ]);
        self.raise_with(types::SYNTAX_ERROR, &[message, place])
    }
}

impl crate::vm::Interpreter {
    /// A function without parameters that runs a module body in a namespace.
    pub fn module_function(
        &mut self,
        code: std::sync::Arc<crate::vm::code::LoadedCode>,
        namespace: Ref,
    ) -> Value {
        let name = Value::Obj(self.intern("<module>"));
        let builtins = Value::Obj(self.builtins);
        if self.dict_find_name(namespace, names::BUILTINS).is_none() {
            self.dict_set_name(namespace, names::BUILTINS, builtins);
        }
        self.code_function(code, namespace, name)
    }

    /// A function without defaults, closure and documentation.
    pub fn code_function(
        &mut self,
        code: std::sync::Arc<crate::vm::code::LoadedCode>,
        globals: Ref,
        name: Value,
    ) -> Value {
        let function = Function {
            code,
            globals,
            name,
            qualname: name,
            module: Value::None,
            doc: Value::None,
            defaults: Vec::new(),
            kwdefaults: Value::Null,
            annotations: Value::Null,
            closure: Box::default(),
        };
        Value::Obj(
            self.heap
                .alloc(types::FUNCTION, Body::Function(Box::new(function))),
        )
    }
}

/// `IMPORT_FROM`: an attribute of the module, or its submodule.
pub(super) fn import_from(ctx: &mut Ctx<'_>, module: Value, name: Ref) -> Result {
    if let Some(value) = ctx.find_attr(module, name)? {
        return Ok(value);
    }
    if let Some(method) = ctx.own_attribute(module, names::GETATTR) {
        // A module may make its attributes when they are asked for (PEP 562).
        let made = ctx.call_catching(types::ATTRIBUTE_ERROR, method, &[Value::Obj(name)])?;
        if let Ok(value) = made {
            return Ok(value);
        }
    }
    let attribute = ctx.interp.text(name).to_string();
    let owner = match ctx.find_attr(module, names::NAME)? {
        Some(owner) => ctx.to_str(owner)?,
        None => "?".to_string(),
    };
    let full = format!("{owner}.{attribute}");
    if let Some(submodule) = ctx.interp.get_module(&full) {
        return Ok(submodule);
    }
    let file = match ctx.find_attr(module, names::FILE)? {
        Some(file) => ctx.to_str(file)?,
        None => "unknown location".to_string(),
    };
    let error = ctx.raise(
        types::IMPORT_ERROR,
        format!("cannot import name '{attribute}' from '{owner}' ({file})"),
    );
    if let Interrupt::Raise(Value::Obj(exception)) = error {
        let owner = ctx.str(&owner);
        let dict = ctx.interp.dict_of_or_new(exception);
        ctx.interp.dict_set_name(dict, names::NAME_ATTRIBUTE, owner);
        ctx.interp.set_global(dict, "name_from", Value::Obj(name));
    }
    Err(error)
}

/// `from module import *`.
pub(super) fn import_star(ctx: &mut Ctx<'_>, module: Value) -> Result {
    let Value::Obj(r) = module else {
        return Ok(Value::None);
    };
    let Some(dict) = ctx.interp.heap.dict_of(r) else {
        return Ok(Value::None);
    };
    let wanted: Vec<Value> = match ctx.interp.dict_get_name(dict, names::ALL) {
        Some(all) => ctx.collect(all)?,
        None => ctx
            .dict_entries(dict)
            .into_iter()
            .map(|(key, _)| key)
            .filter(|key| {
                ctx.as_str(*key)
                    .is_some_and(|s| !s.as_str().starts_with('_'))
            })
            .collect(),
    };
    for name in wanted {
        let Value::Obj(name) = name else { continue };
        let value = ctx.getattr(module, name)?;
        ctx.interp.dict_set_name(ctx.globals, name, value);
    }
    Ok(Value::None)
}
