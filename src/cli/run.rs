//! `gilsim run`.

use std::path::Path;

use super::args;
use super::console::Console;
use super::ending;
use super::engines;
use super::execute::{Captured, Executed, Prepared, Sink, execute, prepare};
use super::files;
use super::pictures::{self, Pictures};
use super::status;
use super::summary;
use super::sweep::{self, Swept};
use crate::diagnostic::Diagnostic;
use crate::render::{Run, blame_report, comparison, differences, table, write_atomically};
use crate::scenario::{RunSpec, Scenario, program_texts};
use crate::timeline::font::printable;

/// Runs a scenario. The exit status: the first that is not 0.
pub fn run(args: &args::Run, console: &Console) -> u8 {
    let ran = files::load(&args.path, &args.overrides())
        .and_then(|loaded| scenario(loaded, args, console));
    match ran {
        Ok(status) => status,
        Err(found) => {
            console.diagnostics(&found);
            status::BAD_USAGE
        }
    }
}

/// Runs a scenario that is read already, under the overrides of `args`.
///
/// # Errors
/// What is wrong with the scenario or the command, before anything has run.
pub fn scenario(
    mut scenario: Scenario,
    args: &args::Run,
    console: &Console,
) -> Result<u8, Vec<Diagnostic>> {
    if !args.quiet && !scenario.warnings.is_empty() {
        console.diagnostics(&scenario.warnings);
    }
    choose_runs(&mut scenario, args)?;
    for picture in &args.picture {
        let show = &mut scenario.chart.show;
        if !show.iter().any(|shown| shown == picture.word()) {
            show.push(picture.word().to_string());
        }
    }
    for note in engines::choose(&mut scenario, args.engine) {
        if !args.quiet {
            console.say(&format!("note: {note}\n"));
        }
    }
    if args.print_program {
        return Ok(console.answer(&program_text(&scenario)));
    }
    let prepared = prepare(&scenario.runs)?;
    let to_sweep = sweep::ready(&scenario, args)?;
    check_outputs(&scenario, args).map_err(|message| vec![Diagnostic::file_error("", message)])?;

    let mut runs: Vec<(&RunSpec, Executed, u8)> = Vec::new();
    // What each run printed, where that is drawn.
    let kept = !args.no_chart && scenario.chart.show.iter().any(|shown| shown == "matrix");
    let mut printed: Vec<(String, String)> = Vec::new();
    for one in &prepared {
        if prepared.len() > 1 && !args.quiet {
            let rule = format!("── {} ──", printable(&one.spec.shown));
            console.say(&format!("{}\n", console.bold(&rule)));
        }
        let mut captured = Captured::default();
        let sink = if kept {
            Sink::PassAndKeep(&mut captured)
        } else {
            Sink::PassThrough
        };
        let executed =
            execute(&scenario, one, sink, console, args.quiet).map_err(|found| vec![*found])?;
        if kept {
            let stdout = String::from_utf8_lossy(&captured.stdout).into_owned();
            printed.push((one.spec.shown.clone(), stdout));
        }
        let status = ending::exit_status(&executed);
        tell(&scenario, one, &executed, args, console);
        if let Some(args::Report::Blame) = args.report {
            let sources = pictures::Sources::of(&scenario, [(one.spec, &executed.ran.trace)]);
            let report = blame_report(&executed.ran.metrics, &|file, line| {
                sources.line(file, line)
            });
            console.say(&report);
        }
        runs.push((one.spec, executed, status));
        if matches!(status, status::OUTPUT_LOST | status::INTERRUPTED) {
            break;
        }
    }
    let status = status::of_all(runs.iter().map(|(_, _, status)| *status));
    if status == status::OUTPUT_LOST {
        return Ok(status);
    }
    if runs.len() > 1 && !args.quiet {
        let metrics: Vec<_> = runs
            .iter()
            .map(|(spec, executed, _)| (&*spec.shown, &executed.ran.metrics))
            .collect();
        console.say(&format!("\n{}", comparison(&metrics)));
        if args.engine == Some(args::Engine::Both) {
            for pair in runs.chunks_exact(2) {
                let [(sim, simulated, _), (_, live, _)] = pair else {
                    continue;
                };
                let name = engines::shared_name(&sim.shown);
                let table = differences(name, &simulated.ran.metrics, &live.ran.metrics);
                console.say(&format!("\n{table}"));
            }
        }
    }
    let swept = match to_sweep {
        Some(ready) if status != status::INTERRUPTED => {
            let swept = sweep::run(&scenario, &ready, args, console)?;
            if !args.quiet {
                let rule = format!("── sweep of {} ──", swept.parameters());
                console.say(&format!("\n{}\n{}", console.bold(&rule), swept.table()));
                console.say(&swept.answers());
            }
            Some(swept)
        }
        _ => None,
    };
    let status = status::of_all(
        [status]
            .into_iter()
            .chain(swept.as_ref().map(|it| it.status)),
    );
    let made = Made {
        runs: &runs,
        printed: &printed,
        swept: swept.as_ref(),
    };
    let written = write(&scenario, &made, args, console);
    Ok(status::of_all([status, written]))
}

/// Keeps the variants that were asked for and gives them the program's arguments.
fn choose_runs(scenario: &mut Scenario, args: &args::Run) -> Result<(), Vec<Diagnostic>> {
    let unknown: Vec<Diagnostic> = args
        .variant
        .iter()
        .filter_map(|name| scenario.run_named(name).err())
        .map(|message| Diagnostic::file_error("", message))
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    if !args.variant.is_empty() {
        scenario.runs.retain(|run| args.variant.contains(&run.name));
    }
    if !args.args.is_empty() {
        for run in scenario.every_run_mut() {
            run.args.clone_from(&args.args);
        }
    }
    Ok(())
}

/// The text of every program, each with the name of its first run if there are several.
fn program_text(scenario: &Scenario) -> String {
    let programs = program_texts(&scenario.runs);
    let several = programs.len() > 1;
    let mut out = String::new();
    for (run, program) in programs {
        if several {
            out.push_str(&format!("# {}\n", printable(&run.shown)));
        }
        out.push_str(&program.text);
        if !program.text.ends_with('\n') {
            out.push('\n');
        }
        if several {
            out.push('\n');
        }
    }
    out
}

/// Finds out before a long run whether there is a place for what it makes.
fn check_outputs(scenario: &Scenario, args: &args::Run) -> Result<(), String> {
    let formats = pictures::formats(scenario, args);
    let draws = formats.iter().any(|f| *f != args::Format::Text);
    if draws && !args.no_chart {
        std::fs::create_dir_all(&args.out).map_err(|error| {
            let out = args.out.display();
            format!("the folder `{out}` for pictures cannot be made: {error}")
        })?;
    }
    match &args.summary {
        Some(file) if file.is_dir() => Err(format!(
            "the summary cannot be written to `{}`: it is a folder",
            file.display()
        )),
        _ => Ok(()),
    }
}

/// How the run ended, and its table.
fn tell(
    scenario: &Scenario,
    prepared: &Prepared<'_>,
    executed: &Executed,
    args: &args::Run,
    console: &Console,
) {
    if !args.quiet && executed.output_lost.is_none() {
        console.say(&table(&executed.ran.metrics));
    }
    console.say(&ending::report(scenario, prepared, executed, console));
}

/// What pictures and summary are made of.
struct Made<'a> {
    runs: &'a [(&'a RunSpec, Executed, u8)],
    printed: &'a [(String, String)],
    swept: Option<&'a Swept<'a>>,
}

/// Writes pictures and summary. 0, or the status of what could not be written.
fn write(scenario: &Scenario, made: &Made<'_>, args: &args::Run, console: &Console) -> u8 {
    let Made {
        runs,
        printed,
        swept,
    } = *made;
    let mut status = status::DONE;
    if !args.no_chart {
        let drawn: Vec<(&RunSpec, Run<'_>)> = runs
            .iter()
            .map(|(spec, executed, _)| {
                let run = Run {
                    name: &spec.shown,
                    trace: &executed.ran.trace,
                    metrics: &executed.ran.metrics,
                };
                (*spec, run)
            })
            .collect();
        let pictures = Pictures::new(scenario, args);
        let files = pictures.draw(&drawn, console).and_then(|mut files| {
            if !printed.is_empty() {
                files.extend(pictures.draw_matrix(&drawn, printed)?);
            }
            files.extend(pictures.draw_blame(&drawn)?);
            let seen = runs
                .iter()
                .map(|(_, executed, _)| executed.interleaving.as_ref());
            files.extend(pictures.draw_interleavings(&drawn, &seen.collect::<Vec<_>>())?);
            if scenario.chart.show.iter().any(|shown| shown == "memory") {
                files.extend(pictures.draw_memory(&drawn)?);
            }
            if let Some(swept) = swept {
                files.extend(pictures.draw_sweep(swept)?);
            }
            Ok(files)
        });
        match files {
            Ok(files) if !args.quiet => {
                for file in files {
                    console.say(&format!("wrote {}\n", file.display()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                console.error(error.to_string());
                status = status::BAD_USAGE;
            }
        }
    }
    if let Some(file) = &args.summary {
        let runs: Vec<_> = runs
            .iter()
            .map(|(spec, executed, status)| (*spec, executed, *status))
            .collect();
        let text = summary::json(scenario, &runs, swept);
        if file == Path::new("-") {
            return status::of_all([status, console.answer(&text)]);
        }
        match write_atomically(file, text.as_bytes()) {
            Ok(()) if !args.quiet => console.say(&format!("wrote {}\n", file.display())),
            Ok(()) => {}
            Err(error) => {
                console.error(error.to_string());
                status = status::of_all([status, status::BAD_USAGE]);
            }
        }
    }
    status
}
