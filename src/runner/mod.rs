//! Runs a program: the one place where scenario, compiler, interpreter and engine meet.

mod interpreters;
mod library;
mod program;
mod witness;

use std::sync::Arc;

use crate::bytecode::CodeObject;
use crate::compile::compile_module;
use crate::diagnostic::Diagnostic;
use crate::driver::{self, End, Hooks, SignalSent};
use crate::gil::{GilSpec, Intervals, Releases};
#[cfg(feature = "live")]
use crate::live;
use crate::metrics::Metrics;
use crate::nanos::Nanos;
use crate::profile::Profile;
use crate::scenario::{self, Engine, Files, RunSpec, Stdout};
use crate::sched::{LockKind, MachineSpec};
use crate::sim;
use crate::syntax;
use crate::trace::{Interleaving, Trace};
#[cfg(feature = "live")]
use crate::vm::HostClock;
use crate::vm::eval::{Counted, NoProbe, Probe};
use crate::vm::references::{Counting, ReferenceCosts, ReferenceReport};
use crate::vm::{Interpreter, Limits, NewProcess, PageWrites, SIGINT, SIGTERM};

pub use library::{Library, line_of, source_line, source_text};
pub use program::Running;
pub use witness::Watch;
use witness::Witness;

/// What a run did.
#[derive(Debug)]
pub struct Ran {
    pub trace: Trace,
    pub metrics: Metrics,
    pub end: End,
    /// What became of unprotected reference counts, where they are.
    pub references: Option<ReferenceReport>,
    /// A broken promise of the engine, if there is one.
    pub invariants: Result<(), String>,
}

impl Ran {
    fn of(outcome: driver::Outcome, references: Option<ReferenceReport>) -> Ran {
        Ran {
            references,
            metrics: Metrics::of(&outcome.trace),
            trace: outcome.trace,
            end: outcome.end,
            invariants: outcome.invariants,
        }
    }
}

/// Compiles the program of a run.
///
/// # Errors
/// Everything in it that is no Python or outside gilsim's.
pub fn compile(spec: &RunSpec) -> Result<Arc<CodeObject>, Vec<Diagnostic>> {
    let (text, file) = (&*spec.program.text, &*spec.program.file);
    syntax::parse(text, file)
        .and_then(|module| compile_module(&module, file))
        .map_err(|found| found.into_iter().map(|one| diagnostic(spec, one)).collect())
}

/// Whether gilsim can simulate what a run asks for.
///
/// # Errors
/// What it cannot yet, and what to use instead.
pub fn check(spec: &RunSpec) -> Result<(), Box<Diagnostic>> {
    config(spec).map(drop)
}

/// A finding of the compiler, at its place in the file that the user wrote.
fn diagnostic(spec: &RunSpec, found: syntax::Diagnostic) -> Diagnostic {
    let (source, span) = spec.program.locate(found.range);
    let statement = found
        .message
        .starts_with("Missing parentheses in call to 'print'");
    let title = match found.kind {
        syntax::DiagnosticKind::SyntaxError => format!("SyntaxError: {}", found.message),
        syntax::DiagnosticKind::Unsupported => found.message,
    };
    let diagnostic = Diagnostic::error(source, span, title);
    match found.help {
        None if statement && spec.version.major() == 2 => diagnostic.help(
            "gilsim reads Python 3 under every version: write `from __future__ import \
             print_function` first, then print(...), which Python 2 understands as well",
        ),
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Runs compiled code as a scenario says.
///
/// # Errors
/// Where the scenario asks for something that gilsim cannot simulate.
pub fn run(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Box<dyn Files + Send + Sync>,
    hooks: Hooks<'_>,
) -> Result<Ran, Box<Diagnostic>> {
    if counts_memory(spec) {
        return run_probed(spec, code, files, hooks, PageWrites);
    }
    run_probed(spec, code, files, hooks, NoProbe)
}

/// Real threads are not stopped to be counted.
fn counts_memory(spec: &RunSpec) -> bool {
    spec.memory && spec.engine == Engine::Sim
}

/// As [`run`] in virtual time, and what its threads did around an accident, if there was one.
///
/// # Errors
/// As [`run`].
pub fn run_witnessed(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Box<dyn Files + Send + Sync>,
    hooks: Hooks<'_>,
    watch: Watch,
) -> Result<(Ran, Option<Interleaving>), Box<Diagnostic>> {
    let witness = Counted(Witness::new(watch));
    let (mut running, config) = ready(spec, code, files, witness)?;
    let outcome = sim::run(&mut running, &config, hooks);
    let ran = Ran::of(outcome, running.reference_report());
    let Counted(witness) = running.into_probe();
    let interleaving = witness.finish(&ran.end);
    Ok((ran, interleaving))
}

/// As [`run`], with a probe that sees every instruction.
///
/// # Errors
/// As [`run`].
pub fn run_probed<P: Probe>(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Box<dyn Files + Send + Sync>,
    hooks: Hooks<'_>,
    probe: P,
) -> Result<Ran, Box<Diagnostic>> {
    if spec.unusual_refcount().is_some() {
        drive(spec, code, files, hooks, Counted(probe))
    } else {
        drive(spec, code, files, hooks, probe)
    }
}

fn drive<P: Probe>(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Box<dyn Files + Send + Sync>,
    hooks: Hooks<'_>,
    probe: P,
) -> Result<Ran, Box<Diagnostic>> {
    let (mut running, config) = ready(spec, code, files, probe)?;
    Ok(match spec.engine {
        Engine::Sim => {
            let outcome = sim::run(&mut running, &config, hooks);
            Ran::of(outcome, running.reference_report())
        }
        // Counts race without a GIL only, and there is no live run without one.
        Engine::Live => Ran::of(run_live(running, config, hooks), None),
    })
}

/// The main program as the engines run it.
fn ready<P: Probe>(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Box<dyn Files + Send + Sync>,
    probe: P,
) -> Result<(Running<P>, sim::Config), Box<Diagnostic>> {
    let config = config(spec)?;
    let running = running(spec, &config.machine, code, Arc::from(files), probe);
    Ok((running, config))
}

/// A simulated run to be stepped through, whatever engine the scenario asks for.
///
/// # Errors
/// As [`run`].
pub fn stepper(
    spec: &RunSpec,
    code: &Arc<CodeObject>,
    files: Arc<dyn Files + Send + Sync>,
) -> Result<sim::Stepper<Running<NoProbe>>, Box<Diagnostic>> {
    let mut config = config(spec)?;
    // Nobody looks at the samples.
    config.run.memory = false;
    let running = running(spec, &config.machine, code, files, NoProbe);
    Ok(sim::Stepper::new(running, config))
}

/// The program of a run, about to start.
fn running<P: Probe>(
    spec: &RunSpec,
    machine: &MachineSpec,
    code: &Arc<CodeObject>,
    files: Arc<dyn Files + Send + Sync>,
    probe: P,
) -> Running<P> {
    let main = interpreter(spec, machine, code, &files);
    let (again, machine) = (spec.clone(), machine.clone());
    let fresh = Arc::new(move |new: &NewProcess| {
        let code = compile_code(&new.code)?;
        let mut child = interpreter(&again, &machine, &code, &files);
        child.argv = std::iter::once("-c".to_string())
            .chain(new.args.iter().cloned())
            .collect();
        Some(child)
    });
    Running::new(main, fresh, probe)
}

/// Runs on real threads, in real time.
#[cfg(feature = "live")]
fn run_live<P: Probe>(
    mut running: Running<P>,
    config: sim::Config,
    hooks: Hooks<'_>,
) -> driver::Outcome {
    let config = live::Config {
        cores: config.machine.cores,
        run: config.run,
    };
    let clock = live::Clock::start();
    let shown: Arc<dyn HostClock> = Arc::new(clock);
    running.set_clock(&shown);
    live::run(running, clock, &config, hooks).0
}

/// What a run that this build refuses comes to.
#[cfg(not(feature = "live"))]
fn run_live<P: Probe>(
    mut running: Running<P>,
    config: sim::Config,
    hooks: Hooks<'_>,
) -> driver::Outcome {
    sim::run(&mut running, &config, hooks)
}

/// The code of `python -c`.
fn compile_code(text: &str) -> Option<Arc<CodeObject>> {
    let module = syntax::parse(text, "<string>").ok()?;
    compile_module(&module, "<string>").ok()
}

fn unsupported(message: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::file_error("", message).help(help))
}

fn interpreter(
    spec: &RunSpec,
    machine: &MachineSpec,
    code: &Arc<CodeObject>,
    files: &Arc<dyn Files + Send + Sync>,
) -> Interpreter {
    let limits = Limits {
        max_heap: usize::try_from(spec.max_heap).unwrap_or(usize::MAX),
        max_threads: spec.max_threads as usize,
        ..Limits::default()
    };
    let program = &spec.program;
    let library = Library::new(files.clone(), spec.version, &program.file, &program.text);
    let mut interpreter = Interpreter::new(Profile::of(spec.version), Box::new(library), limits);
    interpreter.switch_interval = spec.switch_interval;
    if spec.gil.releases() == Releases::Never {
        let narrow = |time| u32::try_from(time).unwrap_or(u32::MAX);
        interpreter.sharing_costs.atomic = narrow(machine.atomic);
        if machine.cores > 1 {
            interpreter.sharing_costs.line_transfer = narrow(machine.line_transfer);
            interpreter.sharing_costs.fault_contention = narrow(machine.fault_contention);
        }
    }
    if spec.unusual_refcount().is_some() {
        interpreter.counting = Some(Box::new(counting(spec, machine)));
    }
    interpreter.check_interval = i32::try_from(spec.check_interval).unwrap_or(i32::MAX);
    interpreter.cores = u32::from(spec.machine.cores);
    interpreter.entropy = spec.seed;
    interpreter.output.tty = spec.stdout == Stdout::Tty;
    interpreter.argv = std::iter::once(spec.program.file.to_string())
        .chain(spec.args.iter().cloned())
        .collect();
    if counts_memory(spec) {
        interpreter.count_memory();
    }
    interpreter.start_main(code);
    interpreter
}

fn counting(spec: &RunSpec, machine: &MachineSpec) -> Counting {
    let narrow = |time| u32::try_from(time).unwrap_or(u32::MAX);
    let measured = &machine.references;
    let costs = ReferenceCosts {
        atomic: measured.atomic_ps,
        object_lock: measured.object_lock_ps,
        biased: measured.biased_ps,
        line_transfer: narrow(machine.line_transfer),
        window: narrow(measured.window),
        race: (narrow(measured.race.0), narrow(measured.race.1)),
    };
    let parallel = spec.gil.releases() == Releases::Never && machine.cores > 1;
    Counting::new(spec.refcount, spec.version, costs, parallel, spec.seed)
}

/// Whether this build can run it live.
fn check_live(spec: &RunSpec) -> Result<(), Box<Diagnostic>> {
    if !cfg!(feature = "live") {
        let message = "this build of gilsim has no live engine";
        return Err(unsupported(
            message,
            "use engine \"sim\", or build it with the feature `live`",
        ));
    }
    if spec.gil.releases() == Releases::Never {
        let message = format!("the live engine has no gil = \"{}\"", spec.gil.name());
        let help = "use engine \"sim\" for it, or a version and a GIL that keep threads apart: \
                    gilsim's own interpreter relies on the lock when its threads are real";
        return Err(unsupported(message, help));
    }
    if spec.unusual_refcount().is_some() {
        let message = format!(
            "the live engine has no refcount = \"{}\"",
            spec.refcount.word()
        );
        let help = "use engine \"sim\" for it: in real time, references cost what they cost here";
        return Err(unsupported(message, help));
    }
    Ok(())
}

fn sent(signal: &scenario::Signal) -> (Nanos, SignalSent) {
    let sent = SignalSent {
        number: match signal.name.as_str() {
            "SIGTERM" => SIGTERM,
            _ => SIGINT,
        },
        name: signal.name.clone(),
    };
    (signal.at, sent)
}

fn config(spec: &RunSpec) -> Result<sim::Config, Box<Diagnostic>> {
    let profile = Profile::of(spec.version);
    if spec.engine == Engine::Live {
        check_live(spec)?;
    }
    let defaults = MachineSpec::default();
    let machine = MachineSpec {
        cores: spec.machine.cores.max(1),
        time_slice: spec
            .machine
            .time_slice
            .unwrap_or(MachineSpec::base_slice(spec.machine.cores)),
        tick: if spec.machine.time_slice.is_some() {
            0
        } else {
            defaults.tick
        },
        context_switch: spec
            .machine
            .context_switch
            .unwrap_or(defaults.context_switch),
        wakeup_latency: spec
            .machine
            .wakeup_latency
            .unwrap_or(defaults.wakeup_latency),
        cache_refill: spec.machine.cache_refill.unwrap_or(defaults.cache_refill),
        timer_slack: spec.machine.timer_slack.unwrap_or(defaults.timer_slack),
        ..defaults
    };
    let run = driver::Config {
        process_name: spec.shown.clone(),
        gil: GilSpec {
            kind: spec.gil,
            intervals: Intervals {
                switch: spec.switch_interval,
                check: spec.check_interval,
            },
        },
        lock_kind: match profile.hand_off_after {
            Some(_) => LockKind::ParkingLot,
            None => LockKind::OsSemaphore,
        },
        devices: spec.devices.clone(),
        affinity: spec.affinity.clone(),
        signals: spec.signals.iter().map(sent).collect(),
        interruptible_locks: spec.version.has_interruptible_locks(),
        seed: spec.seed,
        until: spec.until,
        max_instructions: spec.max_instructions,
        memory: counts_memory(spec),
        ..driver::Config::default()
    };
    Ok(sim::Config {
        run,
        machine,
        thread_start: profile.thread_start,
        process_start: profile.process_start,
        interpreter_start: profile.interpreter_start,
        ..sim::Config::default()
    })
}
