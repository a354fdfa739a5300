//! "Did you mean: 'x'?" (`traceback._compute_suggestion_error` and `Python/suggestions.c`).

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::host::is_standard_module;
use crate::vm::names;
use crate::vm::object::Traceback;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// More candidates, or longer names, are not compared.
const MAX_CANDIDATES: usize = 750;
const MAX_NAME: usize = 40;
/// To insert, drop or replace a character; and to change its case.
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

impl Ctx<'_> {
    /// What goes behind the message of a NameError, AttributeError or ImportError; mostly nothing.
    pub(super) fn suggestion(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let is = |ctx: &Self, of| ctx.interp.is_subclass(class, of);
        if is(self, types::IMPORT_ERROR) {
            let wrong = self.text_attribute(exception, "name_from");
            let candidates = self.import_candidates(exception);
            let nearest = wrong.and_then(|wrong| nearest(&wrong, &public(&wrong, candidates)));
            return meant(nearest);
        }
        let (name_error, attribute_error) = (
            is(self, types::NAME_ERROR),
            is(self, types::ATTRIBUTE_ERROR),
        );
        if !name_error && !attribute_error {
            return String::new();
        }
        let Some(wrong) = self.text_attribute(exception, "name") else {
            return String::new();
        };
        if attribute_error {
            let candidates = self.attribute_candidates(exception, &wrong);
            return meant(nearest(&wrong, &candidates));
        }
        let found = match self.raising_entry(exception) {
            Some(entry) if self.is_attribute_of_self(&entry, &wrong) => {
                Some(format!("self.{wrong}"))
            }
            Some(entry) => nearest(&wrong, &self.visible_names(&entry)),
            None => None,
        };
        let text = meant(found);
        match (is_standard_module(&wrong), text.is_empty()) {
            (false, _) => text,
            (true, true) => format!(". Did you forget to import '{wrong}'?"),
            (true, false) => format!("{text} Or did you forget to import '{wrong}'?"),
        }
    }

    fn text_attribute(&mut self, exception: Value, name: &str) -> Option<String> {
        let name = self.interp.intern(name);
        let value = self.own_attribute(exception, name)?;
        Some(self.as_str(value)?.as_str().to_string())
    }

    /// The entry of the frame that raised the exception: the last one.
    fn raising_entry(&self, exception: Value) -> Option<Traceback> {
        let mut found = None;
        let mut at = self.exception(exception)?.traceback;
        while let Some(Body::Traceback(entry)) = self.body(at) {
            at = entry.next;
            found = Some(entry);
        }
        found.map(|entry| (**entry).clone())
    }

    fn names_in(&self, dict: Ref) -> Vec<String> {
        let keys = self.dict_entries(dict).into_iter();
        keys.filter_map(|(key, _)| Some(self.as_str(key)?.as_str().to_string()))
            .collect()
    }

    /// Local names that have a value, global names, built-in names.
    fn visible_names(&self, entry: &Traceback) -> Vec<String> {
        let locals = entry.locals.as_ref();
        let namespaces = [locals, Some(entry.globals), Some(self.interp.builtins)];
        namespaces
            .into_iter()
            .flatten()
            .flat_map(|namespace| self.names_in(namespace))
            .collect()
    }

    fn local_self(&mut self, entry: &Traceback) -> Option<Value> {
        let name = self.interp.intern("self");
        self.interp.dict_get_name(entry.locals.as_ref()?, name)
    }

    fn is_attribute_of_self(&mut self, entry: &Traceback, wrong: &str) -> bool {
        let Some(this) = self.local_self(entry) else {
            return false;
        };
        let name = self.interp.intern(wrong);
        let class = self.class_of(this);
        self.own_attribute(this, name).is_some() || self.interp.lookup(class, name).is_some()
    }

    /// `dir(obj)`, without private names unless the wrong one is private or `obj` is `self`.
    fn attribute_candidates(&mut self, exception: Value, wrong: &str) -> Vec<String> {
        let name = self.interp.intern("obj");
        let object = self.own_attribute(exception, name);
        let object = object.unwrap_or(Value::None);
        let all = self.attribute_names(object);
        let inside = self
            .raising_entry(exception)
            .and_then(|entry| self.local_self(&entry))
            .is_some_and(|this| this.is(object));
        if inside { all } else { public(wrong, all) }
    }

    fn import_candidates(&mut self, exception: Value) -> Vec<String> {
        let module = self
            .text_attribute(exception, "name")
            .and_then(|name| self.interp.get_module(&name));
        module.map_or_else(Vec::new, |module| self.attribute_names(module))
    }

    /// `dir(value)` as `object.__dir__` has it: sorted.
    fn attribute_names(&self, value: Value) -> Vec<String> {
        let mut holders: Vec<Ref> = value.as_ref().into_iter().collect();
        match self.body(value) {
            Some(Body::Module(_)) => {}
            Some(Body::Class(class)) => holders.extend(&class.mro),
            _ => {
                let class = self.class_of(value);
                holders.extend(self.interp.class(class).map_or(&[][..], |class| &class.mro));
            }
        }
        let mut found: Vec<String> = holders
            .into_iter()
            .filter_map(|holder| self.interp.heap.dict_of(holder))
            .flat_map(|dict| self.names_in(dict))
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// Notes on an AttributeError what was looked for and where, for the suggestion.
    pub fn note_attribute(&mut self, exception: Value, object: Value, name: Ref) {
        if let Value::Obj(r) = exception {
            let dict = self.interp.dict_of_or_new(r);
            self.interp.set_global(dict, "obj", object);
            self.interp
                .dict_set_name(dict, names::NAME_ATTRIBUTE, Value::Obj(name));
        }
    }
}

fn public(wrong: &str, mut candidates: Vec<String>) -> Vec<String> {
    if !wrong.starts_with('_') {
        candidates.retain(|name| !name.starts_with('_'));
    }
    candidates
}

fn meant(name: Option<String>) -> String {
    name.map_or_else(String::new, |name| format!(". Did you mean: '{name}'?"))
}

/// The candidate that is nearest to `wrong`, if it is near enough.
pub fn nearest(wrong: &str, candidates: &[String]) -> Option<String> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates.iter().filter(|candidate| *candidate != wrong) {
        // No more than a third of the characters may need a change.
        let mut limit = (wrong.len() + candidate.len() + 3) * MOVE_COST / 6;
        if let Some((distance, _)) = best {
            match distance.checked_sub(1) {
                Some(less) => limit = limit.min(less),
                None => break,
            }
        }
        if let Some(distance) = distance(wrong.as_bytes(), candidate.as_bytes(), limit) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.clone())
}

/// The Levenshtein distance, if it is at most `limit`.
fn distance(mut a: &[u8], mut b: &[u8], limit: usize) -> Option<usize> {
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[before..], &b[before..]);
    let after = a.iter().rev().zip(b.iter().rev());
    let after = after.take_while(|(x, y)| x == y).count();
    (a, b) = (&a[..a.len() - after], &b[..b.len() - after]);
    let within = |cost: usize| (cost <= limit).then_some(cost);
    if a.is_empty() || b.is_empty() {
        return within((a.len() + b.len()) * MOVE_COST);
    }
    if a.len() > MAX_NAME || b.len() > MAX_NAME {
        return None;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    let mut result = 0;
    for (index, &y) in b.iter().enumerate() {
        let mut diagonal = index * MOVE_COST;
        result = diagonal;
        let mut least = usize::MAX;
        for (&x, cell) in a.iter().zip(&mut row) {
            let substitute = diagonal + substitution_cost(x, y);
            diagonal = *cell;
            result = substitute.min(result.min(diagonal) + MOVE_COST);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return None;
        }
    }
    within(result)
}

fn substitution_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wrong: &str, candidates: &[&str], expect: Option<&str>) {
        let candidates: Vec<String> = candidates.iter().map(|c| c.to_string()).collect();
        assert_eq!(nearest(wrong, &candidates).as_deref(), expect, "{wrong}");
    }

    #[test]
    fn the_nearest_name_is_chosen_as_cpython_does() {
        check("blech", &["bluch", "bluchi", "bluc"], Some("bluch"));
        check("blech", &["fluch", "fluche", "buch"], Some("fluch"));
        check("xyzzy", &["balance", "deposit"], None);
        check("bluch", &["Bluch", "blach"], Some("Bluch"));
        check("x", &["y"], None);
        check("countr", &["counter", "count"], Some("counter"));
        check("same", &["same"], None);
        check("", &["a"], None);
    }
}
