//! The files that profiles are read from.

use std::fmt;

use serde::Deserialize;
use toml::Table;
use toml::Value;

use super::checks::{CheckPoints, Opcodes};
use super::costs::{CLASSES, Costs, NativeCalls, NativeWork, OTHER};
use super::{MemorySizes, Profile, Version};
use crate::bytecode::Opcode;
use crate::gil::{GilKind, Releases};
use crate::nanos::{MICROSECOND, Nanos};

const KIB: u64 = 1024;

/// Where the numbers of a profile come from.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provenance {
    /// `"measured"` or `"derived"`.
    pub costs: String,
    /// What was measured or derived, and how.
    pub source: String,
    /// Instructions and calls cost this many per cent of the parent's.
    pub parent_percent: Option<u64>,
    /// The command that measured.
    pub command: Option<String>,
    pub date: Option<String>,
    pub machine: Option<String>,
    /// By how many per cent the price list misses the programs that it was made from.
    pub fit_error_median: Option<f64>,
    pub fit_error_worst: Option<f64>,
}

/// What is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    version: String,
    message: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "profile of Python {}: {}", self.version, self.message)
    }
}

impl std::error::Error for FileError {}

/// As the file has it, parents laid under.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    release: (u8, u8, u8),
    gil: GilTable,
    check_points: CheckTable,
    locks: LockTable,
    specialization: SpecializationTable,
    releases_gil: ReleaseTable,
    interpreter: InterpreterTable,
    provenance: Provenance,
    instructions: toml::map::Map<String, Value>,
    native_calls: NativeCallTable,
    native_work: NativeWorkTable,
    starting: StartTable,
    memory: MemoryTable,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct GilTable {
    kind: String,
    switch_interval: Option<u64>,
    check_interval: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CheckTable {
    rule: String,
    after: Option<String>,
    after_all_but: Option<String>,
    #[serde(default)]
    taken_jumps: bool,
    #[serde(default)]
    not_before: String,
    #[serde(default)]
    not_when_specialized: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LockTable {
    kind: String,
    hand_off_after: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SpecializationTable {
    enabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ReleaseTable {
    hashlib: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NativeCallTable {
    function: Nanos,
    method: Nanos,
    class: Nanos,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NativeWorkTable {
    list_scan: u64,
    sort_comparison: u64,
    sum_item: u64,
    text_scan: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StartTable {
    thread: u64,
    process: u64,
}

/// KiB, but for `frame`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct MemoryTable {
    text: u64,
    data: u64,
    main_thread: u64,
    thread: f64,
    stack: u64,
    frame: u64,
    fork: u64,
    interpreter: Option<u64>,
    /// Where the numbers come from, for whoever reads the file.
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct InterpreterTable {
    /// Microseconds.
    start: u64,
}

macro_rules! sources {
    ($($name:literal)*) => {
        /// The file of a version, as it is in the source tree.
        pub fn source_text(version: Version) -> &'static str {
            match version.to_string().as_str() {
                $($name => include_str!(concat!("data/", $name, ".toml")),)*
                _ => "",
            }
        }
    };
}

sources! {
    "2.7" "3.2" "3.3" "3.4" "3.5" "3.6" "3.7" "3.8" "3.9" "3.10" "3.11" "3.12" "3.13" "3.14"
    "3.13t" "3.14t"
}

/// The part of a version's file that is written by hand: all before its provenance.
pub fn rules_text(version: Version) -> &'static str {
    let text = source_text(version);
    match text.find("[provenance]") {
        Some(end) => &text[..end],
        None => text,
    }
}

/// Reads the profile of a version.
pub(super) fn read(version: Version) -> Result<Profile, FileError> {
    from_text(version, source_text(version))
}

/// Reads a profile from a file's text.
pub(super) fn from_text(version: Version, text: &str) -> Result<Profile, FileError> {
    let error = |message: String| FileError {
        version: version.to_string(),
        message,
    };
    let table = with_parents(text, 0).map_err(error)?;
    let file = File::deserialize(table).map_err(|e| error(e.to_string().trim().to_string()))?;
    profile(version, file).map_err(error)
}

/// A file's table, laid over that of the version that it is based on.
fn with_parents(text: &str, depth: usize) -> Result<Table, String> {
    let mut table: Table = toml::from_str(text).map_err(|e| e.to_string())?;
    let Some(parent) = table.remove("based-on") else {
        return Ok(table);
    };
    let parent = parent.as_str().ok_or("`based-on` must name a version")?;
    let parent: Version = parent.parse().map_err(|e| format!("`based-on`: {e}"))?;
    if depth == Version::COUNT {
        return Err("`based-on` goes round in circles".to_string());
    }
    let mut base = with_parents(source_text(parent), depth + 1)?;
    // A parent's measurement says nothing about its child.
    base.remove("provenance");
    lay_over(&mut base, table);
    Ok(base)
}

fn lay_over(base: &mut Table, top: Table) {
    for (key, value) in top {
        match (base.get_mut(&key), value) {
            // A GIL or a lock of another kind has none of the parent's parameters.
            (Some(Value::Table(below)), Value::Table(above)) if !above.contains_key("kind") => {
                lay_over(below, above);
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

fn profile(version: Version, file: File) -> Result<Profile, String> {
    let kind = GilKind::from_name(&file.gil.kind)
        .ok_or_else(|| format!("`{}` is no kind of GIL", file.gil.kind))?;
    let needs = |what: &str| format!("a GIL of kind `{}` needs `{what}`", file.gil.kind);
    let switch_interval = match (file.gil.switch_interval, kind.has_switch_interval()) {
        (Some(microseconds), true) => microseconds.saturating_mul(MICROSECOND),
        (None, true) => return Err(needs("switch-interval")),
        // What scenarios may still compare it with under another GIL.
        _ => 5_000 * MICROSECOND,
    };
    let check_interval = match (file.gil.check_interval, kind.releases()) {
        (None, Releases::AfterTicks) => return Err(needs("check-interval")),
        (interval, _) => interval.unwrap_or(100),
    };
    let percent = file.provenance.parent_percent.unwrap_or(100);
    let share = |cost: Nanos| cost.saturating_mul(percent).div_ceil(100);
    let hand_off_after = match (file.locks.kind.as_str(), file.locks.hand_off_after) {
        ("os-semaphore", None) => None,
        ("parking-lot", Some(microseconds)) => Some(microseconds.saturating_mul(MICROSECOND)),
        _ => return Err("locks are `os-semaphore`, or `parking-lot` with `hand-off-after`".into()),
    };
    Ok(Profile {
        version,
        release: file.release,
        gil: kind,
        switch_interval,
        check_interval,
        checks: check_points(file.check_points)?,
        costs: Costs {
            instructions: instruction_costs(&file.instructions, percent)?,
            native_calls: NativeCalls {
                function: share(file.native_calls.function),
                method: share(file.native_calls.method),
                class: share(file.native_calls.class),
            },
            native_work: NativeWork {
                list_scan: file.native_work.list_scan,
                sort_comparison: file.native_work.sort_comparison,
                sum_item: file.native_work.sum_item,
                text_scan: file.native_work.text_scan,
            },
        },
        thread_start: file.starting.thread.saturating_mul(MICROSECOND),
        interpreter_start: file.interpreter.start.saturating_mul(MICROSECOND),
        process_start: file.starting.process.saturating_mul(MICROSECOND),
        memory: MemorySizes {
            text: file.memory.text.saturating_mul(KIB),
            data: file.memory.data.saturating_mul(KIB),
            main_thread: file.memory.main_thread.saturating_mul(KIB),
            thread: (file.memory.thread.clamp(0.0, 1e6) * KIB as f64) as u64,
            stack: file.memory.stack.saturating_mul(KIB),
            frame: file.memory.frame,
            fork: file.memory.fork.saturating_mul(KIB),
            interpreter: file
                .memory
                .interpreter
                .unwrap_or(file.memory.data)
                .saturating_mul(KIB),
        },
        hand_off_after,
        hashlib_releases_from: file.releases_gil.hashlib,
        specializes: file.specialization.enabled,
        provenance: file.provenance,
    })
}

fn check_points(table: CheckTable) -> Result<CheckPoints, String> {
    let after = match (table.after, table.after_all_but) {
        (Some(listed), None) => opcodes(&listed)?,
        (None, Some(listed)) => opcodes(&listed)?.map(|named| !named),
        _ => return Err("check points need either `after` or `after-all-but`".to_string()),
    };
    Ok(CheckPoints {
        rule: table.rule.trim().to_string(),
        after,
        taken_jumps: table.taken_jumps,
        not_before: opcodes(&table.not_before)?,
        not_when_specialized: table.not_when_specialized,
    })
}

fn opcodes(names: &str) -> Result<Opcodes, String> {
    let mut set = [false; Opcode::ALL.len()];
    for name in names.split_whitespace() {
        set[opcode(name)? as usize] = true;
    }
    Ok(set)
}

fn opcode(name: &str) -> Result<Opcode, String> {
    let known = Opcode::ALL.iter().find(|opcode| opcode.name() == name);
    known
        .copied()
        .ok_or_else(|| format!("there is no instruction `{name}`"))
}

/// Picoseconds, from nanoseconds with a decimal place or two.
fn instruction_costs(table: &Table, percent: u64) -> Result<[u32; Opcode::ALL.len()], String> {
    let cost = |name: &str| {
        let written = table.get(name);
        let nanoseconds = written.and_then(|value| match value {
            Value::Float(cost) => Some(*cost),
            Value::Integer(cost) => Some(*cost as f64),
            _ => None,
        });
        nanoseconds
            .filter(|cost| (0.0..=65_535.0).contains(cost))
            .map(|cost| (cost * 1000.0).round() as u64)
            .and_then(|cost| u32::try_from(cost.saturating_mul(percent) / 100).ok())
            .ok_or_else(|| format!("`{name}` needs a cost from 0 to 65,535 ns"))
    };
    if let Some(unknown) = table
        .keys()
        .find(|&name| name != OTHER && !CLASSES.contains(&name.as_str()))
    {
        return Err(format!("`{unknown}` is no class of instructions"));
    }
    let mut costs = [cost(OTHER)?; Opcode::ALL.len()];
    for class in CLASSES {
        let price = cost(class)?;
        for name in class.split_whitespace() {
            costs[opcode(name)? as usize] = price;
        }
    }
    Ok(costs)
}
