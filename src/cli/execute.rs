//! Runs of a scenario: everything is compiled before anything runs.

use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::console::Console;
use super::files;
use super::interrupt;
use super::progress::ProgressLine;
use crate::bytecode::CodeObject;
use crate::diagnostic::Diagnostic;
use crate::driver::{Hooks, Progress};
use crate::runner::{self, Ran, Watch};
use crate::scenario::{Engine, ProgramText, RunSpec, Scenario};
use crate::trace::Interleaving;
use crate::vm::{SIGINT, Stream};

/// Bytes of one stream that are kept.
const MAX_CAPTURED: usize = 64 << 20;

/// A run that is ready to start.
pub struct Prepared<'a> {
    pub spec: &'a RunSpec,
    code: Arc<CodeObject>,
}

impl Prepared<'_> {
    pub fn code(&self) -> &Arc<CodeObject> {
        &self.code
    }
}

/// Compiles the programs of all runs, each once.
///
/// # Errors
/// Everything that is wrong with any of them.
pub fn prepare<'a>(
    runs: impl IntoIterator<Item = &'a RunSpec>,
) -> Result<Vec<Prepared<'a>>, Vec<Diagnostic>> {
    type Compiled<'a> = (&'a ProgramText, Option<Arc<CodeObject>>);
    let mut compiled: Vec<Compiled<'_>> = Vec::new();
    let mut prepared = Vec::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for spec in runs {
        if let Err(diagnostic) = runner::check(spec)
            && !found.contains(&diagnostic)
        {
            found.push(*diagnostic);
        }
        let known = compiled.iter().find(|(text, _)| **text == *spec.program);
        let code = match known {
            Some((_, code)) => code.clone(),
            None => {
                let code = runner::compile(spec)
                    .map_err(|diagnostics| found.extend(diagnostics))
                    .ok();
                compiled.push((&spec.program, code.clone()));
                code
            }
        };
        prepared.extend(code.map(|code| Prepared { spec, code }));
    }
    if found.is_empty() {
        Ok(prepared)
    } else {
        Err(found)
    }
}

/// Where a program's output goes.
pub enum Sink<'a> {
    /// To gilsim's own standard output and error.
    PassThrough,
    /// To gilsim's own, and kept as far as there is room.
    PassAndKeep(&'a mut Captured),
    /// Kept: standard output and standard error.
    Capture(&'a mut Captured),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Captured {
    fn push(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let kept = match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        };
        if bytes.len() > MAX_CAPTURED.saturating_sub(kept.len()) {
            let message = format!("the program writes more than {} MiB", MAX_CAPTURED >> 20);
            return Err(io::Error::new(ErrorKind::FileTooLarge, message));
        }
        kept.extend_from_slice(bytes);
        Ok(())
    }
}

/// A run that has ended.
pub struct Executed {
    pub ran: Ran,
    /// What its threads did around an accident, where that is to be drawn.
    pub interleaving: Option<Interleaving>,
    /// Why output was lost, which ends a run.
    pub output_lost: Option<io::Error>,
}

/// Runs to the end.
///
/// # Errors
/// As [`runner::run`].
pub fn execute(
    scenario: &Scenario,
    prepared: &Prepared<'_>,
    sink: Sink<'_>,
    console: &Console,
    quiet: bool,
) -> Result<Executed, Box<Diagnostic>> {
    let spec = prepared.spec;
    let watched = console.watched && !quiet;
    let line = Mutex::new(ProgressLine::new(watched, spec, console.width));
    let lost: Mutex<Option<io::Error>> = Mutex::new(None);
    let mut sink = sink;
    let mut output = |stream: Stream, bytes: &[u8]| {
        if locked(&lost).is_some() {
            return;
        }
        let written = match &mut sink {
            Sink::PassThrough => {
                locked(&line).clear();
                pass(stream, bytes)
            }
            Sink::PassAndKeep(captured) => {
                locked(&line).clear();
                // Only gilsim's own output can be lost.
                let _ = captured.push(stream, bytes);
                pass(stream, bytes)
            }
            Sink::Capture(captured) => captured.push(stream, bytes),
        };
        if let Err(error) = written {
            *locked(&lost) = Some(error);
        }
    };
    let live = spec.engine == Engine::Live;
    let mut told = false;
    let mut progress = |progress: Progress| {
        // On real threads the first Ctrl-C is the program's, the next one ours.
        if live && !told && interrupt::take() {
            told = true;
            progress.arrived.note(SIGINT);
        }
        locked(&line).update(progress);
        if locked(&lost).is_some() || interrupt::pressed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    interrupt::watch();
    let hooks = Hooks {
        output: &mut output,
        progress: Some(&mut progress),
    };
    let folder = files::imports(scenario, spec);
    let files = Box::new(folder);
    let chart = &scenario.chart;
    let watched = chart.show.iter().any(|shown| shown == "interleaving") && !live;
    let result = if watched {
        let wanted = chart.interleaving.clone();
        let watch = Watch {
            threads: wanted.threads,
            variables: wanted.watch,
            window: wanted.window,
        };
        runner::run_witnessed(spec, &prepared.code, files, hooks, watch)
    } else {
        runner::run(spec, &prepared.code, files, hooks).map(|ran| (ran, None))
    };
    locked(&line).clear();
    let (ran, interleaving) = result?;
    Ok(Executed {
        ran,
        interleaving,
        output_lost: lost.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// What threads of a live run share with the one that watches it.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pass(stream: Stream, bytes: &[u8]) -> io::Result<()> {
    match stream {
        Stream::Stdout => {
            let mut stdout = io::stdout().lock();
            stdout.write_all(bytes)?;
            stdout.flush()
        }
        // Python goes on where its standard error is closed.
        Stream::Stderr => match io::stderr().write_all(bytes) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        },
    }
}
