//! `gilsim validate`: runs programs on real interpreters and in simulation, and compares.

mod judge;
mod lines;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use self::judge::Comparison;
use self::lines::Values;
use self::table::Measured;
use super::args::{self, Settings};
use super::console::Console;
use super::execute::{Captured, Sink, execute, prepare};
use super::real_python::RealPython;
use super::{files, status};
use crate::profile::Version;
use crate::render;
use crate::timeline::{ChartSpec, Lang, Prediction, scatter};

/// How long one program may take on a real interpreter.
const LIMIT: Duration = Duration::from_secs(120);

/// `gilsim validate`. The exit status: 1 where fewer predictions are right than the threshold
/// asks for, 2 where nothing can be compared.
pub fn validate(args: &args::Validate, console: &Console) -> u8 {
    match compare(args, console) {
        Ok(comparisons) => report(args, &comparisons, console),
        Err(message) => {
            console.error(message);
            status::BAD_USAGE
        }
    }
}

fn compare(args: &args::Validate, console: &Console) -> Result<Vec<Comparison>, String> {
    let programs = programs(&args.programs)?;
    let pythons = args
        .python
        .iter()
        .map(|python| named(python, args.measured.is_some()))
        .collect::<Result<Vec<_>, String>>()?;
    let recorded = match &args.measured {
        None => Measured::new(),
        Some(path) => fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| table::read(&text))
            .map_err(|error| format!("`{}`: {error}", path.display()))?,
    };
    let cores = match args.cores {
        Some(cores) => cores.to_string(),
        // What the measurements have, where they are made here and now.
        None => std::thread::available_parallelism()
            .map_or(2, usize::from)
            .to_string(),
    };
    let mut measured = Measured::new();
    let mut comparisons = Vec::new();
    for (version, real) in &pythons {
        for program in &programs {
            let name = program.file_name().unwrap_or_default().to_string_lossy();
            let key = (name.to_string(), version.to_string());
            let values = match real {
                None => recorded.get(&key).cloned().unwrap_or_default(),
                Some(real) => match measure(real, program, args.runs) {
                    Ok(values) => values,
                    Err(error) => {
                        console.say(&format!("{name} is left out under {version}: {error}\n"));
                        continue;
                    }
                },
            };
            if values.is_empty() {
                continue;
            }
            let predicted = predict(program, *version, &cores, args.seeds, console);
            comparisons.extend(judge::compare(
                &version.to_string(),
                &name,
                &predicted,
                &values,
            ));
            measured.insert(key, values);
        }
    }
    if let Some(path) = &args.record {
        render::write_atomically(path, table::written(&measured).as_bytes())
            .map_err(|error| error.to_string())?;
        console.say(&format!("wrote {}\n", path.display()));
    }
    if comparisons.is_empty() {
        return Err("there is nothing to compare: no program printed `name value` lines".into());
    }
    Ok(comparisons)
}

/// `NAME=PATH`, or `NAME` alone where measurements are recorded.
fn named(argument: &str, recorded: bool) -> Result<(Version, Option<RealPython>), String> {
    let (name, path) = match argument.split_once('=') {
        Some((name, path)) => (name, Some(path)),
        None => (argument, None),
    };
    let version = name
        .parse()
        .map_err(|error| format!("--python {argument}: {error}"))?;
    match path {
        None if recorded => Ok((version, None)),
        None | Some("") => Err(format!(
            "--python {argument}: write {version}=PATH, with the path of a Python {version}"
        )),
        Some(path) => Ok((version, Some(RealPython { path: path.into() }))),
    }
}

/// The Python programs of a folder, in order, or one program.
fn programs(path: &Path) -> Result<Vec<PathBuf>, String> {
    let shown = path.display();
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let entries = fs::read_dir(path).map_err(|error| format!("`{shown}`: {error}"))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(format!("there is no Python program in `{shown}`"));
    }
    Ok(found)
}

fn measure(python: &RealPython, program: &Path, runs: u32) -> Result<Values, String> {
    let mut values = Values::new();
    for _ in 0..runs {
        lines::collect(&python.run(&[program], LIMIT)?, &mut values);
    }
    Ok(values)
}

/// What gilsim says under each seed. Where it cannot run the program it says so, and nothing.
fn predict(program: &Path, version: Version, cores: &str, seeds: u32, console: &Console) -> Values {
    let mut values = Values::new();
    for seed in 1..=seeds {
        let settings = Settings {
            python: Some(version.to_string()),
            cores: Some(cores.to_string()),
            seed: Some(seed.to_string()),
            ..Settings::default()
        };
        let outcome = files::load(program, &settings.overrides()).and_then(|scenario| {
            let mut captured = Captured::default();
            for prepared in &prepare(&scenario.runs)? {
                let sink = Sink::Capture(&mut captured);
                execute(&scenario, prepared, sink, console, true).map_err(|one| vec![*one])?;
            }
            Ok(captured)
        });
        match outcome {
            Ok(captured) => {
                lines::collect(&String::from_utf8_lossy(&captured.stdout), &mut values);
            }
            Err(found) => {
                console.diagnostics(&found);
                break;
            }
        }
    }
    values
}

fn report(args: &args::Validate, comparisons: &[Comparison], console: &Console) -> u8 {
    let answered = console.answer(&table::printed(comparisons));
    let names: Vec<&str> = args
        .python
        .iter()
        .map(|python| python.split('=').next().unwrap_or(python))
        .collect();
    let title = format!("Predicted against measured: Python {}", names.join(", "));
    let predictions: Vec<Prediction> = comparisons.iter().map(Comparison::prediction).collect();
    let spec = ChartSpec {
        title,
        width: 1200,
        ..ChartSpec::default()
    };
    let list = scatter(&predictions, &spec);
    for format in render::formats() {
        let Some(drawn) = format.draw(&list, Lang::En) else {
            continue;
        };
        let bytes = match drawn {
            Ok(bytes) => bytes,
            Err(error) => {
                console.error(error.to_string());
                return status::INTERNAL_ERROR;
            }
        };
        let file = format!("validation.{}", format.extension());
        let path = args.out.join(file);
        if let Err(error) = render::write_atomically(&path, &bytes) {
            console.error(error.to_string());
            return status::BAD_USAGE;
        }
        console.say(&format!("wrote {}\n", path.display()));
    }
    let (right, all) = table::sums(comparisons)
        .last()
        .map_or((0, 0), |(_, right, all)| (*right, *all));
    let share = table::share(right, all);
    if share < f64::from(args.threshold) {
        console.say(&format!(
            "{}: {share:.1} % right, {} % wanted\n",
            console.red("below the threshold"),
            args.threshold
        ));
        return status::FAILED;
    }
    answered
}
