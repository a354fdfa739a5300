//! Making classes, and asking what is an instance of what.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Interrupt, Result};
use crate::vm::object::Class;
use crate::vm::objects::{Member, Union};
use crate::vm::types::{self, Layout};
use crate::vm::value::{Ref, Value};

/// A resolution order of this length costs nothing beyond what making the class does.
const SHALLOW: usize = 16;
/// For every further class in it: CPython looks through all of them for each slot.
const INHERIT_PICOSECONDS: u64 = 200_000;

/// What `__build_class__` knows once the body has run.
pub struct BuildClass {
    pub name: Value,
    pub bases: Vec<Value>,
    pub namespace: Ref,
    pub keywords: Vec<(Ref, Value)>,
    /// The `__class__` cell, or `None`.
    pub cell: Value,
    /// The class of the class: `type` or a subclass of it.
    pub metaclass: Ref,
}

impl Ctx<'_> {
    /// `type(name, bases, namespace)` with `__set_name__` and `__init_subclass__`.
    pub fn build_class(&mut self, parts: BuildClass) -> Result {
        let class = self.once(|ctx| ctx.new_class(&parts))?;
        let Value::Obj(r) = class else {
            return Ok(class);
        };
        let dict = self.interp.class_dict(r);
        for (key, value) in self.dict_entries(dict) {
            let attribute_class = self.class_of(value);
            if !self.is_builtin_class(attribute_class)
                && let Some(method) = self.interp.lookup(attribute_class, names::SET_NAME)
            {
                self.call(method, &[value, class, key])?;
            }
        }
        self.init_subclass(r, &parts.keywords)?;
        Ok(class)
    }

    fn init_subclass(&mut self, class: Ref, keywords: &[(Ref, Value)]) -> Result<()> {
        let bases = self.interp.class(class).map_or(&[][..], |c| &c.bases);
        let hooked = bases.iter().any(|&base| {
            let base = self.interp.class(base);
            base.is_some_and(|base| base.builtin || base.special.init_subclass)
        });
        let mro = match self.interp.class(class) {
            Some(class) if hooked => class.mro.clone(),
            _ => Vec::new(),
        };
        for &base in mro.iter().skip(1) {
            let Some(dict) = self.interp.heap.dict_of(base) else {
                continue;
            };
            let Some(hook) = self.interp.dict_get_name(dict, names::INIT_SUBCLASS) else {
                continue;
            };
            let function = match self.body(hook) {
                Some(Body::ClassMethod(function)) => *function,
                _ => break,
            };
            self.call_kw(function, &[Value::Obj(class)], keywords)?;
            return Ok(());
        }
        if !keywords.is_empty() {
            let name = self.interp.class_name(class).to_string();
            return Err(self.type_error(format!(
                "{name}.__init_subclass__() takes no keyword arguments"
            )));
        }
        Ok(())
    }

    fn new_class(&mut self, parts: &BuildClass) -> Result {
        let mut bases = Vec::new();
        for &base in &parts.bases {
            match base {
                Value::Obj(r) if self.interp.class(r).is_some() => bases.push(r),
                // `Generic[T]` and its like stand for their origin.
                _ => match self.find_attr(base, names::ORIGIN)? {
                    Some(Value::Obj(r)) if self.interp.class(r).is_some() => bases.push(r),
                    _ => {
                        return Err(self.type_error("bases must be types"));
                    }
                },
            }
        }
        if bases.is_empty() {
            bases.push(types::OBJECT);
        }
        let layout = self.common_layout(&bases)?;
        let name = self.expect_str(parts.name, "type.__new__() argument 1")?;
        let mro = self.linearize(&bases)?;
        self.charge(mro.len().saturating_sub(SHALLOW), INHERIT_PICOSECONDS);
        let class = Class {
            name: name.into(),
            bases: bases.clone(),
            mro,
            layout,
            builtin: false,
            slots: None,
            vectorcall: None,
            subclasses: Vec::new(),
            special: Default::default(),
        };
        let class = self
            .interp
            .heap
            .alloc(parts.metaclass, Body::Class(Box::new(class)));
        let namespace = self.interp.new_dict();
        for (key, value) in self.dict_entries(parts.namespace) {
            if let Value::Obj(key) = key
                && key != names::CLASSCELL
            {
                let key = self.interp.intern_ref(key);
                self.interp.dict_set_name(namespace, key, value);
            }
        }
        self.wrap_implicit_methods(namespace);
        if self.interp.dict_get_name(namespace, names::EQ).is_some()
            && self.interp.dict_get_name(namespace, names::HASH_).is_none()
        {
            self.interp
                .dict_set_name(namespace, names::HASH_, Value::None);
        }
        if self
            .interp
            .dict_get_name(namespace, names::QUALNAME)
            .is_none()
        {
            self.interp
                .dict_set_name(namespace, names::QUALNAME, parts.name);
        }
        if self.interp.dict_get_name(namespace, names::DOC).is_none() {
            self.interp
                .dict_set_name(namespace, names::DOC, Value::None);
        }
        self.interp.heap.set_dict_of(class, Some(namespace));
        if let Some(object) = self.interp.class_mut(class) {
            object.mro[0] = class;
        }
        for base in bases {
            if let Some(base) = self.interp.class_mut(base)
                && !base.builtin
            {
                base.subclasses.push(class);
            }
        }
        if let Some(slots) = self.interp.dict_get_name(namespace, names::SLOTS) {
            let slots = self.slot_names(slots, class)?;
            for &slot in slots.iter().flatten() {
                self.add_member(class, namespace, slot)?;
            }
            if let Some(object) = self.interp.class_mut(class) {
                object.slots = slots;
            }
        }
        self.inherit_special(class);
        if let Value::Obj(cell) = parts.cell
            && let Body::Cell(content) = self.interp.heap.body_mut(cell)
        {
            *content = Value::Obj(class);
        }
        Ok(Value::Obj(class))
    }

    /// `__new__`, `__init_subclass__` and `__class_getitem__` are static or class methods
    /// without saying so.
    fn wrap_implicit_methods(&mut self, namespace: Ref) {
        for name in [names::NEW, names::INIT_SUBCLASS, names::CLASS_GETITEM] {
            let Some(function) = self.interp.dict_get_name(namespace, name) else {
                continue;
            };
            if !matches!(self.body(function), Some(Body::Function(_))) {
                continue;
            }
            let wrapped = if name == names::NEW {
                self.alloc(types::STATICMETHOD, Body::StaticMethod(function))
            } else {
                self.alloc(types::CLASSMETHOD, Body::ClassMethod(function))
            };
            self.interp.dict_set_name(namespace, name, wrapped);
        }
    }

    /// The interned names of `__slots__`, private ones with the class's name in front; `None`
    /// where it includes `__dict__`.
    fn slot_names(&mut self, slots: Value, class: Ref) -> Result<Option<Vec<Value>>> {
        let items = match self.as_str(slots) {
            Some(_) => vec![slots],
            None => self.collect(slots)?,
        };
        let owner = self.interp.class_name(class).trim_start_matches('_');
        let owner = owner.to_string();
        let mut interned = Vec::new();
        for item in items {
            let Some(name) = self.as_str(item) else {
                let given = self.type_name(item);
                return Err(
                    self.type_error(format!("__slots__ items must be strings, not '{given}'"))
                );
            };
            let name = name.as_str();
            if name == "__dict__" {
                return Ok(None);
            }
            let private = name.starts_with("__") && !name.ends_with("__") && !owner.is_empty();
            let name = if private {
                format!("_{owner}{name}")
            } else {
                name.to_string()
            };
            interned.push(Value::Obj(self.interp.intern(&name)));
        }
        Ok(Some(interned))
    }

    /// Puts the descriptor of a slot into the class's namespace.
    fn add_member(&mut self, class: Ref, namespace: Ref, slot: Value) -> Result<()> {
        let Value::Obj(name) = slot else {
            return Ok(());
        };
        if name == names::WEAKREF {
            return Ok(());
        }
        if self.interp.dict_get_name(namespace, name).is_some() {
            let name = self.interp.text(name).to_string();
            return Err(self.value_error(format!(
                "'{name}' in __slots__ conflicts with class variable"
            )));
        }
        let member = Body::Other(Box::new(Member { class, name }));
        let member = self.alloc(types::MEMBER_DESCRIPTOR, member);
        self.interp.dict_set_name(namespace, name, member);
        Ok(())
    }

    fn common_layout(&mut self, bases: &[Ref]) -> Result<Layout> {
        let mut layout = Layout::Instance;
        for &base in bases {
            let Some(class) = self.interp.class(base) else {
                continue;
            };
            let its = class.layout;
            if its == Layout::Sealed {
                let name = class.name.to_string();
                return Err(
                    self.type_error(format!("type '{name}' is not an acceptable base type"))
                );
            }
            if layout == Layout::Instance {
                layout = its;
            } else if its != Layout::Instance && its != layout {
                return Err(self.type_error("multiple bases have instance lay-out conflict"));
            }
        }
        Ok(layout)
    }

    /// C3 linearisation; the class's own place in front is filled in later.
    fn linearize(&mut self, bases: &[Ref]) -> Result<Vec<Ref>> {
        for (index, base) in bases.iter().enumerate() {
            if bases[..index].contains(base) {
                let name = self.interp.class_name(*base).to_string();
                return Err(self.type_error(format!("duplicate base class {name}")));
            }
        }
        // The usual case needs no merging, which takes time by the square of the depth.
        if let [base] = bases {
            let inherited = self.interp.class(*base).map_or(&[][..], |c| &c.mro);
            return Ok([&[Ref(0)], inherited].concat());
        }
        let mut lists: Vec<Vec<Ref>> = bases
            .iter()
            .map(|&base| {
                self.interp
                    .class(base)
                    .map_or_else(Vec::new, |c| c.mro.clone())
            })
            .collect();
        lists.push(bases.to_vec());
        let mut mro = vec![Ref(0)];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(mro);
            }
            let candidate = lists
                .iter()
                .map(|list| list[0])
                .find(|&head| lists.iter().all(|list| !list[1..].contains(&head)));
            let Some(next) = candidate else {
                let mut names: Vec<String> = Vec::new();
                for list in &lists {
                    let name = self.interp.class_name(list[0]).to_string();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                let names = names.join(", ");
                return Err(self.type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {names}"
                )));
            };
            mro.push(next);
            for list in &mut lists {
                if list[0] == next {
                    list.remove(0);
                }
            }
        }
    }

    /// `isinstance(value, classes)`.
    pub fn isinstance(&mut self, value: Value, classes: Value) -> Result<bool> {
        let class = Value::Obj(self.class_of(value));
        self.check_class(
            class,
            classes,
            Some(value),
            "isinstance() arg 2 must be a type, a tuple of types, or a union",
        )
    }

    /// `issubclass(class, classes)`.
    pub fn issubclass(&mut self, class: Value, classes: Value) -> Result<bool> {
        if !matches!(self.body(class), Some(Body::Class(_))) {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        }
        self.check_class(
            class,
            classes,
            None,
            "issubclass() arg 2 must be a class, a tuple of classes, or a union",
        )
    }

    fn check_class(
        &mut self,
        class: Value,
        classes: Value,
        instance: Option<Value>,
        wrong: &str,
    ) -> Result<bool> {
        let Value::Obj(class_ref) = class else {
            return Ok(false);
        };
        match self.body(classes) {
            Some(Body::Class(_)) => {
                let Value::Obj(target) = classes else {
                    return Ok(false);
                };
                let exactly = instance.is_some() && class.is(classes);
                if !exactly && let Some(hook) = self.metaclass_check(target, instance.is_some()) {
                    let asked = instance.unwrap_or(class);
                    let verdict = self.call(hook, &[classes, asked])?;
                    return self.truth(verdict);
                }
                if self.interp.is_subclass(class_ref, target) {
                    return Ok(true);
                }
                // Virtual base classes: an ABC's hook decides, given as a class method.
                let hook = self.interp.lookup(target, names::SUBCLASSHOOK);
                if let Some(hook) = hook
                    && let Some(Body::ClassMethod(function)) = self.body(hook)
                {
                    let function = *function;
                    let verdict = self.call(function, &[classes, class])?;
                    if !matches!(verdict, Value::NotImplemented) {
                        return self.truth(verdict);
                    }
                }
                Ok(false)
            }
            Some(Body::Tuple(items)) => {
                let items = items.clone();
                self.nested("", |ctx| {
                    for &item in &items {
                        if ctx.check_class(class, item, instance, wrong)? {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                })
            }
            _ => {
                if let Some(union) = self.payload::<Union>(classes) {
                    let members: Vec<Value> = (union.members.iter())
                        .map(|&member| match member {
                            Value::None => Value::Obj(types::NONE_TYPE),
                            member => member,
                        })
                        .collect();
                    let members = self.tuple(members);
                    return self.check_class(class, members, instance, wrong);
                }
                let target = self.class_of(classes);
                if let Some(method) = self.interp.lookup(target, names::INSTANCECHECK)
                    && let Some(instance) = instance
                {
                    let verdict = self.call(method, &[classes, instance])?;
                    return self.truth(verdict);
                }
                if classes.is_none() && instance.is_some() {
                    return Err(self.type_error(wrong));
                }
                Err(self.type_error(wrong))
            }
        }
    }

    /// `__instancecheck__` or `__subclasscheck__` of a metaclass other than `type`.
    fn metaclass_check(&mut self, class: Ref, of_instance: bool) -> Option<Value> {
        let metaclass = self.class_of(Value::Obj(class));
        if metaclass == types::TYPE {
            return None;
        }
        let name = if of_instance {
            names::INSTANCECHECK
        } else {
            names::SUBCLASSCHECK
        };
        let own = self.interp.lookup(metaclass, name)?;
        let inherited = self.interp.lookup(types::TYPE, name)?;
        (!own.is(inherited)).then_some(own)
    }

    /// `_PyType_CalculateMetaclass`: the most derived among a metaclass and those of the bases.
    pub fn most_derived_metaclass(&mut self, metaclass: Ref, bases: &[Value]) -> Result<Ref> {
        let mut winner = metaclass;
        for &base in bases {
            if !matches!(self.body(base), Some(Body::Class(_))) {
                continue;
            }
            let its = self.class_of(base);
            if self.interp.is_subclass(winner, its) {
                continue;
            }
            if !self.interp.is_subclass(its, winner) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
                ));
            }
            winner = its;
        }
        Ok(winner)
    }

    /// Whether an exception matches what stands behind `except`.
    pub fn exception_matches(&mut self, exception: Value, classes: Value) -> Result<bool> {
        if let Some(class) = self.exception_class(classes) {
            return Ok(self.interp.is_instance(exception, class));
        }
        match self.body(classes) {
            Some(Body::Tuple(items)) => {
                let items = items.clone();
                let classes: Option<Vec<Ref>> = items
                    .iter()
                    .map(|&item| self.exception_class(item))
                    .collect();
                match classes {
                    Some(classes) => Ok(classes
                        .into_iter()
                        .any(|class| self.interp.is_instance(exception, class))),
                    None => Err(self.not_an_exception_class()),
                }
            }
            _ => Err(self.not_an_exception_class()),
        }
    }

    /// The class, if its instances can be raised.
    fn exception_class(&self, value: Value) -> Option<Ref> {
        match self.body(value) {
            Some(Body::Class(class)) if class.mro.contains(&types::BASE_EXCEPTION) => {
                value.as_ref()
            }
            _ => None,
        }
    }

    fn not_an_exception_class(&mut self) -> Interrupt {
        self.type_error("catching classes that do not inherit from BaseException is not allowed")
    }

    /// Turns what stands behind `raise` into an exception instance.
    pub fn make_exception(&mut self, value: Value) -> Result {
        match self.body(value) {
            Some(Body::Exception(_)) => Ok(value),
            Some(Body::Class(class)) if class.mro.contains(&types::BASE_EXCEPTION) => {
                let instance = self.call(value, &[])?;
                if self.exception(instance).is_none() {
                    let class = self
                        .interp
                        .class_name(value.as_ref().unwrap_or(types::OBJECT))
                        .to_string();
                    let name = self.type_name(instance);
                    return Err(self.type_error(format!(
                        "calling <class '{class}'> should have returned an instance of BaseException, not <class '{name}'>"
                    )));
                }
                Ok(instance)
            }
            _ => Err(self.type_error("exceptions must derive from BaseException")),
        }
    }

    /// `StopIteration(value)`, to be raised at the end of an iterator.
    pub fn stop_iteration(&mut self, value: Value) -> Interrupt {
        match value {
            Value::None => self.raise_with(types::STOP_ITERATION, &[]),
            _ => self.raise_with(types::STOP_ITERATION, &[value]),
        }
    }
}
