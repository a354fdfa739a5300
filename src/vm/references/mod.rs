//! Reference counts, where they are kept in another way than the version's own: what that costs,
//! and what gets lost if nothing protects them.
//!
//! gilsim's heap is a mark-sweep arena and counts nothing. What CPython would count, instruction by
//! instruction, is in `steps`; [`Counting`] prices it; [`Ledger`] plays the races of unprotected
//! counts. A run whose counts are kept in the version's own way does none of this: its measured
//! costs have that in them.

mod ledger;
mod report;
mod steps;

use super::code::CodeId;
use super::heap::{Body, Heap};
use super::interpreter::Interpreter;
use super::names::NAMES;
use super::number::random::split_mix;
use super::types::TYPES;
use super::value::{Ref, Value};
use crate::nanos::Nanos;
use crate::profile::{Refcount, Version};

pub use ledger::{Count, Ledger, Question, Site};
pub use report::{Collision, Miscount, ReferenceReport, Side};
pub use steps::{Change, Place, of as steps_of};

/// What it costs to take a reference or to drop one, in picoseconds beyond `count += 1`, and what
/// two cores do to one count. Each is measured by `bench/machine/reference_counts.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceCosts {
    pub atomic: u32,
    /// Taking the lock and giving it back.
    pub object_lock: u32,
    /// For the thread that made the object.
    pub biased: u32,
    /// In nanoseconds: until an object's cache line has come from another core, for whoever needs
    /// it before going on (atomic instructions, locks).
    pub line_transfer: u32,
    /// From the load of an unprotected count to its store, in nanoseconds.
    pub window: u32,
    /// By how much an unprotected count takes longer where another core counts, too: between these,
    /// in nanoseconds. The store waits in the core's store buffer, and the program goes on.
    pub race: (u32, u32),
}

impl ReferenceCosts {
    /// Picoseconds, for an object of the thread's own or of another.
    fn of(&self, model: Refcount, foreign: bool) -> i64 {
        i64::from(match model {
            Refcount::Plain | Refcount::Unprotected => 0,
            Refcount::Atomic => self.atomic,
            Refcount::PerObjectLock => self.object_lock,
            Refcount::Biased if foreign => self.biased + self.atomic,
            Refcount::Biased => self.biased,
        })
    }
}

/// How the references of one process are counted.
#[derive(Clone, Debug)]
pub struct Counting {
    pub model: Refcount,
    /// For each reference, in picoseconds beyond what the version's costs have in them: of an
    /// object of the thread's own, and of another's.
    own: i64,
    foreign: i64,
    /// Threads run at the same time, on several cores.
    parallel: bool,
    costs: ReferenceCosts,
    /// Picoseconds that no instruction has been charged yet.
    owed: i64,
    chance: Chance,
    pub ledger: Option<Ledger>,
    /// Objects without a count: the singletons, small ints, names (since 3.12).
    immortals: bool,
}

impl Counting {
    pub fn new(
        model: Refcount,
        version: Version,
        costs: ReferenceCosts,
        parallel: bool,
        seed: u64,
    ) -> Counting {
        let version_own = costs.of(Refcount::of(version), false);
        let window = if parallel { costs.window } else { 0 };
        Counting {
            model,
            own: costs.of(model, false) - version_own,
            foreign: costs.of(model, true) - version_own,
            parallel,
            costs,
            owed: 0,
            chance: Chance(seed),
            ledger: (model == Refcount::Unprotected).then(|| Ledger::new(window.into())),
            immortals: version.minor() >= 12,
        }
    }

    /// Prices a reference to an object that has a count: taken or dropped.
    pub fn price(&mut self, heap: &mut Heap, change: Change, value: Value) {
        let Value::Obj(object) = value else {
            // A number lies where it is used, and counts as the thread's own.
            self.owed += self.own;
            return;
        };
        self.owed += if heap.is_of_another(object) {
            self.foreign
        } else {
            self.own
        };
        // Soon after it was taken, a reference is dropped on a line that is still there.
        if self.parallel && change == Change::Take && heap.touch(object).moves_line {
            let (least, most) = self.costs.race;
            self.owed += 1000
                * match self.model {
                    Refcount::Unprotected => self.chance.between(least, most),
                    _ => i64::from(self.costs.line_transfer),
                };
        }
    }

    /// So many references to objects out of sight.
    pub fn price_unseen(&mut self, count: usize) {
        self.owed += self.own * count as i64;
    }

    /// What an instruction that costs `cost` costs with the references so far, in whole
    /// nanoseconds: at least 1 where it may be all of an endless loop.
    pub fn due(&mut self, cost: u16, least: i64) -> u64 {
        let cost = i64::from(cost);
        let all = (cost + self.owed / 1000).max(least.min(cost));
        self.owed -= (all - cost) * 1000;
        all.unsigned_abs()
    }

    /// Nanoseconds for `count` references that C code takes and drops again.
    pub fn pairs(&self, count: usize) -> Nanos {
        let picoseconds = (count as i64).saturating_mul(2 * self.own);
        (picoseconds.max(0) / 1000).unsigned_abs()
    }
}

/// A reference that an instruction takes to what it is going to push.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    pub code: CodeId,
    /// The instruction, and when it began.
    pub index: u32,
    pub start: Nanos,
    /// Frames of the thread.
    pub depth: usize,
    pub place: Place,
    /// Whose attribute it is, or `Null`.
    pub owner: Value,
}

/// How long a line is on its way differs from time to time, or two threads with the
/// same loop would meet at every round or at none.
#[derive(Clone, Copy, Debug)]
struct Chance(u64);

impl Chance {
    fn between(&mut self, least: u32, most: u32) -> i64 {
        let span = u64::from(most.saturating_sub(least)) + 1;
        i64::from(least) + (split_mix(&mut self.0) % span) as i64
    }
}

impl Interpreter {
    /// Whether references to a value are counted: not those to immortal objects.
    pub(super) fn is_counted(&self, counting: &Counting, value: Value) -> bool {
        match value {
            Value::Null => false,
            Value::None
            | Value::True
            | Value::False
            | Value::NotImplemented
            | Value::Ellipsis
            | Value::Int(-5..=256) => !counting.immortals,
            Value::Int(_) | Value::Float(_) => true,
            Value::Obj(r) if counting.model == Refcount::Biased => self.heap.is_counted(r),
            Value::Obj(r) => !counting.immortals || !self.is_immortal(r),
        }
    }

    /// How many of a list's items from `start` to `stop` have a reference count.
    pub(super) fn counted_items(
        &self,
        counting: &Counting,
        list: Value,
        start: usize,
        stop: usize,
    ) -> usize {
        let Some(items) = list.as_ref().and_then(|r| self.heap.items(r)) else {
            return 0;
        };
        let stop = stop.min(items.len());
        let items = items.get(start.min(stop)..stop).unwrap_or_default();
        let counted = |item: &&Value| self.is_counted(counting, **item);
        items.iter().filter(counted).count()
    }

    /// Built-in classes and names.
    fn is_immortal(&self, r: Ref) -> bool {
        let well_known = r.0 as usize <= TYPES.len() + NAMES.len();
        well_known
            || match self.heap.body(r) {
                Body::Class(class) => class.builtin,
                Body::Str(text) => {
                    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                    text.as_str().chars().all(in_name) && self.is_interned(r)
                }
                _ => false,
            }
    }

    /// What a user knows an object by: the name that a module has for it, and its class.
    pub(super) fn describe_object(&self, r: Ref) -> String {
        let class = self.type_name(Value::Obj(r));
        let own = match self.heap.body(r) {
            Body::Function(function) => Some(self.text_of(function.name)),
            Body::Class(class) => Some(class.name.to_string()),
            Body::Module(module) => Some(module.name.to_string()),
            Body::Native(native) => Some(native.def.name.to_string()),
            _ => None,
        };
        match own.or_else(|| self.name_in_module(r)) {
            Some(name) => format!("{class} `{name}`"),
            None => class.to_string(),
        }
    }

    fn text_of(&self, value: Value) -> String {
        value.as_ref().map_or("?", |r| self.text(r)).to_string()
    }

    fn name_in_module(&self, r: Ref) -> Option<String> {
        let modules = self.dict(self.modules)?;
        modules.iter().find_map(|module| {
            let namespace = self.dict(self.heap.dict_of(module.value.as_ref()?)?)?;
            let entry = namespace
                .iter()
                .find(|entry| entry.value.as_ref() == Some(r))?;
            Some(self.text_of(entry.key))
        })
    }

    /// What became of unprotected reference counts; nothing where they were protected.
    pub fn reference_report(&mut self) -> Option<ReferenceReport> {
        let unnamed = self.counting.as_mut()?.ledger.as_mut()?.finish();
        for object in unnamed {
            // The memory of a process that is over may be gone.
            let name = match (object.0 as usize) < self.heap.slots() {
                true => self.describe_object(object),
                false => "object".to_string(),
            };
            self.counting
                .as_mut()?
                .ledger
                .as_mut()?
                .answer_name(object, name);
        }
        let ledger = self.counting.as_ref()?.ledger.as_ref()?;
        Some(ledger.report(|count| {
            let code = self.codes.get(count.site.code.0 as usize);
            let index = count.site.index as usize;
            let opcode = code.and_then(|code| code.instructions.get(index));
            Side {
                thread: self.thread_name(count.site.thread).to_string(),
                file: code.map_or_else(String::new, |code| code.code.filename.to_string()),
                line: code.map_or(0, |code| code.code.line(index)),
                opcode: opcode.map_or("?", |instruction| instruction.opcode.name()),
                change: count.change.sign(),
            }
        }))
    }
}
