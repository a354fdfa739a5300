//! How the arguments of a call find a function's parameters, and what it says where they do not.

use std::sync::Arc;

use super::{Executor, Probe};
use crate::vm::code::LoadedCode;
use crate::vm::heap::Body;
use crate::vm::traceback::nearest;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// Puts arguments into the parameters' slots at `base`. The error is TypeError's message.
    pub(super) fn bind(
        &mut self,
        function: Value,
        code: &Arc<LoadedCode>,
        base: usize,
        positional: &[Value],
        keyword_names: &[Ref],
        keyword_values: &[Value],
    ) -> Result<(), String> {
        let shape = &code.code;
        let count = shape.arg_count as usize;
        let total = count + shape.kwonly_arg_count as usize;
        for (index, &value) in positional.iter().take(count).enumerate() {
            self.th.stack[base + index] = value;
        }
        let mut next = total;
        if shape.flags.varargs {
            let rest = positional.get(count..).unwrap_or(&[]).to_vec();
            self.th.stack[base + next] = self.interp.new_tuple(rest);
            next += 1;
        }
        let extra = if shape.flags.varkeywords {
            let dict = self.interp.new_dict();
            self.th.stack[base + next] = Value::Obj(dict);
            Some(dict)
        } else {
            None
        };
        for (&name, &value) in keyword_names.iter().zip(keyword_values) {
            let text = self.interp.text(name);
            let posonly = shape.posonly_arg_count as usize;
            let slot = shape.varnames[..total].iter().position(|p| **p == *text);
            match (slot, extra) {
                (Some(slot), _) if slot >= posonly => {
                    if !self.th.stack[base + slot].is_null() {
                        let text = text.to_string();
                        return Err(format!(
                            "{}() got multiple values for argument '{text}'",
                            self.qualname(function)
                        ));
                    }
                    self.th.stack[base + slot] = value;
                }
                (_, Some(dict)) => self.interp.dict_set_name(dict, name, value),
                (Some(_), None) => {
                    let given: Vec<&str> = shape.varnames[..posonly]
                        .iter()
                        .map(|parameter| &**parameter)
                        .filter(|&parameter| {
                            let mut names = keyword_names.iter();
                            names.any(|&name| self.interp.text(name) == parameter)
                        })
                        .collect();
                    return Err(format!(
                        "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                        self.qualname(function),
                        given.join(", ")
                    ));
                }
                (None, None) => {
                    let parameters: Vec<String> = shape.varnames[posonly..total]
                        .iter()
                        .map(|parameter| parameter.to_string())
                        .collect();
                    let meant = match nearest(text, &parameters) {
                        Some(name) => format!(". Did you mean '{name}'?"),
                        None => String::new(),
                    };
                    return Err(format!(
                        "{}() got an unexpected keyword argument '{text}'{meant}",
                        self.qualname(function)
                    ));
                }
            }
        }
        let (defaults, kwdefaults) = match self.body(function) {
            Some(Body::Function(f)) => (f.defaults.clone(), f.kwdefaults),
            _ => (Vec::new(), Value::Null),
        };
        if positional.len() > count && !shape.flags.varargs {
            return Err(self.too_many(
                &self.qualname(function),
                code,
                base,
                positional.len(),
                defaults.len(),
            ));
        }
        let first_default = count - defaults.len().min(count);
        let mut missing = Vec::new();
        for index in 0..count {
            if self.th.stack[base + index].is_null() {
                match index
                    .checked_sub(first_default)
                    .and_then(|at| defaults.get(at))
                {
                    Some(&value) => self.th.stack[base + index] = value,
                    None => missing.push(index),
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_message(
                &self.qualname(function),
                code,
                &missing,
                "positional",
            ));
        }
        for index in count..total {
            if self.th.stack[base + index].is_null() {
                let name = self.interp.intern(&shape.varnames[index]);
                let default = kwdefaults
                    .as_ref()
                    .and_then(|dict| self.interp.dict_get_name(dict, name));
                match default {
                    Some(value) => self.th.stack[base + index] = value,
                    None => missing.push(index),
                }
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let name = self.qualname(function);
        Err(missing_message(&name, code, &missing, "keyword-only"))
    }

    fn qualname(&self, function: Value) -> String {
        let name = match self.body(function) {
            Some(Body::Function(f)) => f.qualname,
            _ => Value::Null,
        };
        name.as_ref()
            .map_or("", |name| self.interp.text(name))
            .to_string()
    }

    /// `too_many_positional` of CPython's `ceval.c`.
    fn too_many(
        &self,
        name: &str,
        code: &LoadedCode,
        base: usize,
        given: usize,
        defaults: usize,
    ) -> String {
        let shape = &code.code;
        let count = shape.arg_count as usize;
        let keyword_given = (count..count + shape.kwonly_arg_count as usize)
            .filter(|&index| !self.th.stack[base + index].is_null())
            .count();
        let takes = if defaults > 0 {
            format!("from {} to {count}", count - defaults)
        } else {
            count.to_string()
        };
        let plural = if defaults > 0 || count != 1 { "s" } else { "" };
        let also = if keyword_given > 0 {
            format!(
                " positional argument{} (and {keyword_given} keyword-only argument{})",
                if given != 1 { "s" } else { "" },
                if keyword_given != 1 { "s" } else { "" }
            )
        } else {
            String::new()
        };
        let were = if given == 1 && keyword_given == 0 {
            "was"
        } else {
            "were"
        };
        format!("{name}() takes {takes} positional argument{plural} but {given}{also} {were} given")
    }
}

/// `missing_arguments` of CPython's `ceval.c`.
fn missing_message(name: &str, code: &LoadedCode, missing: &[usize], kind: &str) -> String {
    let quoted: Vec<String> = missing
        .iter()
        .map(|&index| format!("'{}'", code.code.varnames[index]))
        .collect();
    let list = match &quoted[..] {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        [] => String::new(),
    };
    let plural = if quoted.len() == 1 { "" } else { "s" };
    format!(
        "{name}() missing {} required {kind} argument{plural}: {list}",
        quoted.len()
    )
}
