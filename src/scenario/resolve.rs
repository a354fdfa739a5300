//! From a merged tree to a [`RunSpec`]: defaults filled in, and settings that contradict one
//! another refused. The tree has passed `check`, so a value that does not parse was reported
//! there already.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::Source;
use crate::gil::{GilKind, Releases};
use crate::nanos::{Nanos, SECOND};
use crate::profile::{Profile, Refcount, Version};
use crate::sched::DeviceSpec;

use super::devices;
use super::files::{FileError, Programs};
use super::keys;
use super::report::Report;
use super::scan;
use super::spec::{Engine, Machine, RunSpec, Signal, Stdout};
use super::threads::{GILSIM_NAMES, ProgramText, ScriptedThread, Work, is_call};
use super::tree::{At, Entry, Layer, Node, Table, find, text_start};
use super::units;

/// One run from its merged tree. `only` says that it is the only one, so that a command-line
/// setting without meaning for it has none at all.
pub fn run(
    tree: &Table,
    name: &str,
    only: bool,
    whole: &At,
    programs: &mut Programs<'_>,
    report: &mut Report,
) -> RunSpec {
    let mut settings = Settings { tree, only, report };
    let version = settings
        .text("python.version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(Version::DEFAULT);
    let gil = settings.chosen_gil().unwrap_or(Profile::of(version).gil);
    let refcount = settings.refcount(version, gil);
    let engine = match settings.text("run.engine") {
        Some("live") => Engine::Live,
        _ => Engine::Sim,
    };
    let (switch_interval, check_interval) = settings.intervals(version, gil);
    settings.live_conflicts(engine);
    let cores = settings.integer("machine.cores").unwrap_or(4);
    let until = settings.nanos("run.until").unwrap_or(600 * SECOND);
    let max_threads = settings.integer("run.max_threads").unwrap_or(100_000);
    let devices = settings.devices();
    let threads = settings.threads(cores, until, max_threads);
    let program = settings.program(&threads, &devices, whole, programs);
    RunSpec {
        name: name.to_string(),
        shown: name.to_string(),
        program: Arc::new(program),
        args: settings.texts("args"),
        version,
        gil,
        refcount,
        switch_interval,
        check_interval,
        affinity: affinity(&threads),
        machine: Machine {
            cores: u16::try_from(cores).unwrap_or(u16::MAX),
            time_slice: settings.nanos("machine.time_slice"),
            context_switch: settings.nanos("machine.context_switch"),
            wakeup_latency: settings.nanos("machine.wakeup_latency"),
            cache_refill: settings.nanos("machine.cache_refill"),
            timer_slack: settings.nanos("machine.timer_slack"),
        },
        devices,
        engine,
        seed: settings.integer("run.seed").unwrap_or(42),
        until,
        max_instructions: settings.integer("run.max_instructions"),
        max_heap: settings
            .text("run.max_heap")
            .and_then(|text| units::size(text).ok())
            .unwrap_or(1 << 30),
        max_threads: u32::try_from(max_threads).unwrap_or(u32::MAX),
        stdout: match settings.text("run.stdout") {
            Some("tty") => Stdout::Tty,
            _ => Stdout::Pipe,
        },
        signals: settings.signals(until),
        memory: false,
    }
}

fn affinity(threads: &[ScriptedThread]) -> IndexMap<String, u16> {
    threads
        .iter()
        .filter_map(|thread| Some((thread, thread.core?)))
        .flat_map(|(thread, core)| thread.thread_names().map(move |name| (name, core)))
        .collect()
}

struct Settings<'a> {
    tree: &'a Table,
    only: bool,
    report: &'a mut Report,
}

impl<'a> Settings<'a> {
    fn entry(&self, path: &str) -> Option<&'a Entry> {
        let path: Vec<&str> = path.split('.').collect();
        find(self.tree, &path)
    }

    fn text(&self, path: &str) -> Option<&'a str> {
        self.entry(path)?.node.text()
    }

    fn texts(&self, path: &str) -> Vec<String> {
        let items = self.entry(path).and_then(|entry| entry.node.array());
        items
            .unwrap_or_default()
            .iter()
            .filter_map(|item| item.text().map(str::to_string))
            .collect()
    }

    fn nanos(&self, path: &str) -> Option<Nanos> {
        units::duration(self.text(path)?).ok()
    }

    fn integer(&self, path: &str) -> Option<u64> {
        u64::try_from(self.entry(path)?.node.integer()?).ok()
    }

    /// A setting that means nothing beside another. Inherited from a lower layer than the other
    /// it is simply not used; a flag or a sweep may fit some of several runs.
    fn conflict(&mut self, entry: &Entry, other: Option<Layer>, message: &str, help: &str) {
        let inherited = entry.node.layer < other.unwrap_or(Layer::File);
        if inherited || (entry.node.layer == Layer::Sweep && !self.only) {
            return;
        }
        let problem = if entry.node.layer == Layer::CommandLine && !self.only {
            self.report.warning(&entry.node.at, message)
        } else {
            self.report.error(&entry.node.at, message)
        };
        problem.help(help);
    }

    fn layer(&self, path: &str) -> Option<Layer> {
        Some(self.entry(path)?.node.layer)
    }

    /// `python.gil`, unless a version was chosen above it: one that names a version means its
    /// own GIL. A GIL that is no version's own stays.
    fn chosen_gil(&self) -> Option<GilKind> {
        let gil = GilKind::from_name(self.text("python.gil")?)?;
        let yields = self.layer("python.gil") < self.layer("python.version");
        (!yields || !Profile::are_of(gil)).then_some(gil)
    }

    /// The highest layer that chose the GIL.
    fn gil_layer(&self) -> Option<Layer> {
        ["python.version", "python.gil"]
            .iter()
            .filter_map(|path| self.layer(path))
            .max()
    }

    fn intervals(&mut self, version: Version, gil: GilKind) -> (Nanos, u32) {
        let layer = self.gil_layer();
        let whose = if self.chosen_gil().is_some() {
            format!("gil = \"{}\"", gil.name())
        } else {
            format!("Python {version}")
        };
        let switch = self.entry("python.switch_interval");
        if let Some(entry) = switch.filter(|_| !gil.has_switch_interval()) {
            let help = match gil.releases() {
                Releases::AfterTicks => "use `check_interval`, a number of instructions",
                _ => "remove it: without a GIL nobody waits for a switch",
            };
            self.conflict(
                entry,
                layer,
                &format!("{whose} has no switch interval"),
                help,
            );
        }
        let check = self.entry("python.check_interval");
        if let Some(entry) = check.filter(|_| gil.releases() != Releases::AfterTicks) {
            let help = match gil.releases() {
                Releases::Never => "remove it: there is no GIL to release",
                _ => "use `switch_interval`, a duration",
            };
            self.conflict(
                entry,
                layer,
                &format!("{whose} has no check interval"),
                help,
            );
        }
        let switch = self.nanos("python.switch_interval");
        let profile = Profile::of(version);
        let check = self
            .integer("python.check_interval")
            .unwrap_or(u64::from(profile.check_interval));
        (
            switch.unwrap_or(profile.switch_interval),
            u32::try_from(check).unwrap_or(u32::MAX),
        )
    }

    fn refcount(&mut self, version: Version, gil: GilKind) -> Refcount {
        let default = Refcount::usual(version, gil);
        let Some(entry) = self.entry("python.refcount") else {
            return default;
        };
        let layer = self.gil_layer();
        let chosen = entry.node.text().and_then(Refcount::from_word);
        match (chosen, gil.releases()) {
            (Some(Refcount::Plain), Releases::Never) => {
                self.conflict(
                    entry,
                    layer,
                    "plain reference counts need a GIL",
                    "\"biased\" is how free-threaded Python keeps them safe; \"unprotected\" shows how counts get lost",
                );
                default
            }
            (Some(Refcount::Unprotected), Releases::AfterTicks | Releases::OnRequest) => {
                self.conflict(
                    entry,
                    layer,
                    "the GIL protects the reference counts",
                    "set gil = \"none\", or write \"plain\"",
                );
                default
            }
            (Some(Refcount::Plain | Refcount::Biased), _)
                if self.layer("python.refcount") < layer
                    // A sweep says what it compares.
                    && self.layer("python.refcount") != Some(Layer::Sweep) =>
            {
                default
            }
            (Some(chosen), _) => chosen,
            (None, _) => default,
        }
    }

    fn live_conflicts(&mut self, engine: Engine) {
        if engine == Engine::Sim {
            return;
        }
        let layer = self.entry("run.engine").map(|entry| entry.node.layer);
        let machine = self.entry("machine").and_then(|entry| entry.node.table());
        let machine = machine.into_iter().flatten();
        for (_, entry) in machine.filter(|(key, _)| *key != "cores") {
            self.conflict(
                entry,
                layer,
                "the live engine runs on this computer itself",
                "remove it, or set run.engine = \"sim\"",
            );
        }
    }

    fn devices(&self) -> IndexMap<String, DeviceSpec> {
        let mut devices = devices::usual();
        let own = self.entry("io").and_then(|entry| entry.node.table());
        for (name, entry) in own.into_iter().flatten() {
            if let Some(table) = entry.node.table() {
                let usual = devices.get(name).copied();
                devices.insert(name.clone(), devices::device(table, usual));
            }
        }
        devices
    }

    fn threads(&mut self, cores: u64, until: Nanos, max_threads: u64) -> Vec<ScriptedThread> {
        let tables = self.entry("thread").and_then(|entry| entry.node.array());
        let mut threads = Vec::new();
        let mut names: BTreeMap<String, At> = BTreeMap::new();
        let mut total = 1_u64;
        for node in tables.unwrap_or_default() {
            let Some(table) = node.table() else { continue };
            let Some(thread) = self.thread(table, node, cores, until) else {
                continue;
            };
            total += u64::from(thread.count);
            if total > max_threads {
                self.report
                    .error(
                        &node.at,
                        format!("more than {max_threads} threads (`run.max_threads`), the main thread included"),
                    )
                    .help("lower `count` or raise `run.max_threads`");
                break;
            }
            let name_at = table.get("name").map_or(&node.at, |name| &name.node.at);
            if let Some(twice) = thread.thread_names().find(|name| names.contains_key(name)) {
                self.report
                    .error(name_at, format!("two threads are called `{twice}`"))
                    .help("give each [[thread]] a name of its own, or one `count`");
            }
            names.extend(thread.thread_names().map(|name| (name, name_at.clone())));
            threads.push(thread);
        }
        threads
    }

    fn thread(
        &mut self,
        table: &Table,
        node: &Node,
        cores: u64,
        until: Nanos,
    ) -> Option<ScriptedThread> {
        let text = |key: &str| table.get(key).and_then(|entry| entry.node.text());
        let integer = |key: &str| u64::try_from(table.get(key)?.node.integer()?).ok();
        let name = text("name")?.to_string();
        if let Some(entry) = table.get("name").filter(|_| name.trim().is_empty()) {
            self.report
                .error(&entry.node.at, "a thread's name cannot be empty");
        }
        let core = integer("core");
        if let (Some(core), Some(entry)) = (core, table.get("core"))
            && core >= cores
        {
            self.report
                .error(&entry.node.at, format!("there is no core {core}"))
                .help(format!(
                    "the machine's cores are 0 to {}",
                    cores.saturating_sub(1)
                ));
        }
        let start = text("start")
            .and_then(|text| units::duration(text).ok())
            .unwrap_or(0);
        if let Some(entry) = table.get("start").filter(|_| start >= until) {
            self.report.error(
                &entry.node.at,
                format!(
                    "the run ends at {}, before this thread begins",
                    units::show_duration(until)
                ),
            );
        }
        let work = match (table.get("code"), table.get("call")) {
            (Some(_), Some(call)) => {
                self.report
                    .error(
                        &call.key_at,
                        format!("thread `{name}` has both `code` and `call`"),
                    )
                    .help("keep one of them");
                return None;
            }
            (None, None) => {
                self.report
                    .error(&node.at, format!("thread `{name}` does nothing"))
                    .help("add `code` (lines of Python) or `call` (a call of one of the program's functions)");
                return None;
            }
            (Some(entry), None) => Work::Code {
                text: entry.node.text()?.to_string(),
                at: entry.node.at.clone(),
            },
            (None, Some(entry)) => {
                let text = entry.node.text()?.to_string();
                let at = entry.node.at.clone();
                if !is_call(&text) {
                    self.report
                        .error(&at, "`call` must be the call of a function")
                        .help("for example call = \"spin(50_000)\"; for more than that use `code`");
                    return None;
                }
                Work::Call { text, at }
            }
        };
        Some(ScriptedThread {
            name,
            count: integer("count")
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or(1),
            start,
            work,
            core: core.and_then(|core| u16::try_from(core).ok()),
        })
    }

    fn program(
        &mut self,
        threads: &[ScriptedThread],
        devices: &IndexMap<String, DeviceSpec>,
        whole: &At,
        programs: &mut Programs<'_>,
    ) -> ProgramText {
        let entry = self.entry("program");
        if entry.is_none() && self.entry("thread").is_none() {
            self.report
                .error(whole, "the scenario has neither a program nor threads")
                .help("add program = \"program.py\", or [[thread]] tables with `code`");
        }
        let program = entry.and_then(|entry| self.read(&entry.node, programs));
        for thread in threads {
            self.work(thread, program.as_ref(), entry.is_some(), devices);
        }
        if let Some(program) = &program {
            self.program_devices(program, devices);
        }
        match (program, threads) {
            (Some(program), []) => ProgramText::of_program(program),
            (program, threads) => {
                ProgramText::with_threads(program, threads, self.report.sources.clone())
            }
        }
    }

    fn read(&mut self, node: &Node, programs: &mut Programs<'_>) -> Option<Source> {
        let path = node.text()?;
        let absolute = path.starts_with(['/', '\\']) || path.contains(':');
        if node.layer < Layer::CommandLine && absolute {
            self.report
                .error(
                    &node.at,
                    "`program` must be relative to the scenario's folder",
                )
                .help("so that the scenario works on another computer");
            return None;
        }
        match programs.read(path) {
            Ok(source) => Some(source),
            Err(FileError::Missing) => {
                let names = programs.files.names();
                self.report
                    .error(
                        &node.at,
                        format!("there is no file `{path}` beside the scenario"),
                    )
                    .nearest(
                        path,
                        names
                            .iter()
                            .map(String::as_str)
                            .filter(|name| name.ends_with(".py")),
                    );
                None
            }
            Err(FileError::Unreadable(why)) => {
                self.report
                    .error(&node.at, format!("`{path}` cannot be read: {why}"));
                None
            }
        }
    }

    /// What a thread's text refers to must exist: the called function, the devices.
    fn work(
        &mut self,
        thread: &ScriptedThread,
        program: Option<&Source>,
        has_program: bool,
        devices: &IndexMap<String, DeviceSpec>,
    ) {
        let (Work::Code { text, at } | Work::Call { text, at }) = &thread.work;
        let tokens = scan::tokens(text);
        if matches!(thread.work, Work::Code { .. }) && tokens.is_empty() {
            self.report
                .error(at, format!("thread `{}` has empty `code`", thread.name));
        }
        if matches!(thread.work, Work::Call { .. })
            && let Some(function) = tokens.first().map(|token| token.text)
            && !GILSIM_NAMES.contains(&function)
            && function != "time"
        {
            match program {
                Some(program) => {
                    let names = scan::names(&program.text);
                    if !names.contains(function) {
                        self.report
                            .error(at, format!("the program has no function `{function}`"))
                            .nearest(function, defined(&program.text));
                    }
                }
                None if !has_program => {
                    self.report
                        .error(at, format!("there is no program to find `{function}` in"))
                        .help("set `program`, or write the work as `code`");
                }
                None => {}
            }
        }
        let text_at = self
            .report
            .sources
            .get(at.source)
            .and_then(|source| text_start(&source.text, &at.span, text));
        for literal in devices::literals(&tokens) {
            if let Some(name) = scan::literal(&literal).filter(|name| !devices.contains_key(*name))
            {
                let place = text_at.map_or_else(
                    || at.clone(),
                    |start| At {
                        source: at.source,
                        span: start + literal.start..start + literal.end(),
                    },
                );
                devices::unknown(name, &place, devices, self.report);
            }
        }
    }

    fn program_devices(&mut self, program: &Source, devices: &IndexMap<String, DeviceSpec>) {
        let tokens = scan::tokens(&program.text);
        let imports = tokens
            .windows(2)
            .any(|pair| pair[0].is("from") && pair[1].is("gilsim"));
        if !imports {
            return;
        }
        for literal in devices::literals(&tokens) {
            if let Some(name) = scan::literal(&literal).filter(|name| !devices.contains_key(*name))
            {
                let known = self
                    .report
                    .sources
                    .iter()
                    .position(|source| source == program);
                let source = known.unwrap_or_else(|| self.report.add_source(program.clone()));
                let place = At {
                    source,
                    span: literal.start..literal.end(),
                };
                devices::unknown(name, &place, devices, self.report);
            }
        }
    }

    fn signals(&mut self, until: Nanos) -> Vec<Signal> {
        let tables = self.entry("signal").and_then(|entry| entry.node.array());
        let mut signals = Vec::new();
        for table in tables.unwrap_or_default().iter().filter_map(Node::table) {
            let text = |key: &str| table.get(key).and_then(|entry| entry.node.text());
            let at = text("at").and_then(|text| units::duration(text).ok());
            let (Some(name), Some(at)) = (text("name"), at) else {
                continue;
            };
            if let Some(entry) = table.get("at").filter(|_| at >= until) {
                let message = format!(
                    "the run ends at {}, before this signal",
                    units::show_duration(until)
                );
                self.report.error(&entry.node.at, message);
            }
            signals.push(Signal {
                name: name.to_string(),
                at,
            });
        }
        signals.sort_by_key(|signal| signal.at);
        signals
    }
}

/// The names after `def` in a program.
fn defined(program: &str) -> Vec<&str> {
    scan::tokens(program)
        .windows(2)
        .filter(|pair| pair[0].is("def"))
        .map(|pair| pair[1].text)
        .collect()
}

/// How many runs a sweep and the variants may make together.
pub const MAX_RUNS: usize = 10_000;

/// The kinds of value that a sweep can step through.
pub fn can_sweep(kind: keys::Kind) -> bool {
    use keys::Kind;
    !matches!(
        kind,
        Kind::Table(_)
            | Kind::Tables(_)
            | Kind::Named(_)
            | Kind::Sweep
            | Kind::Texts { .. }
            | Kind::Renamed
            | Kind::Choices(_)
            | Kind::Expectations
            | Kind::Window
    )
}
