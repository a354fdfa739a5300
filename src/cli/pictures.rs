//! The pictures and tables of a scenario: what is drawn, and what the files are called.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use indexmap::{IndexMap, IndexSet};

use super::args::{self, Format};
use super::console::Console;
use super::files;
use super::sweep::Swept;
use crate::metrics::units::duration;
use crate::render::{
    self, Figure, Quiz, Reload, RenderError, Run, SourceText, TextOptions, WriteError, blame_rows,
    csv_rows, interleaving_rows, timeline_text, write_atomically,
};
use crate::runner;
use crate::scenario::{self, Engine, RunSpec, Scenario};
use crate::timeline::{self, ChartSpec, DisplayList, Lang, Matrix, Show};
use crate::trace::{Interleaving, Trace};

/// What `show` names that is a picture of its own.
const APART: [&str; 4] = ["matrix", "blame", "interleaving", "memory"];

/// Draws the runs of a scenario in every format that was asked for.
pub struct Pictures<'a> {
    scenario: &'a Scenario,
    args: &'a args::Run,
    /// The part of a file's name that tells the scenario.
    name: String,
    reload: Option<Reload>,
}

/// A run, and what it did.
type Drawn<'a> = (&'a RunSpec, &'a Trace);

/// Why there is no picture.
pub enum PictureError {
    Render(RenderError),
    Write(WriteError),
    /// This build cannot draw the format.
    Format(&'static str),
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PictureError::Render(error) => error.fmt(f),
            PictureError::Write(error) => error.fmt(f),
            PictureError::Format(name) => write!(f, "this build of gilsim does not draw {name}"),
        }
    }
}

impl<'a> Pictures<'a> {
    pub fn new(scenario: &'a Scenario, args: &'a args::Run) -> Pictures<'a> {
        Pictures {
            scenario,
            args,
            name: scenario_name(&args.path),
            reload: reload(args),
        }
    }

    /// Draws everything. The files, in the order in which they were written.
    ///
    /// # Errors
    /// The first thing that went wrong; the files before it are whole.
    pub fn draw(
        &self,
        runs: &[(&RunSpec, Run<'_>)],
        console: &Console,
    ) -> Result<Vec<PathBuf>, PictureError> {
        let mut written = Vec::new();
        // A scenario may be about its table alone.
        let timelines = |shown: &String| !APART.contains(&shown.as_str());
        if !self.scenario.chart.show.iter().any(timelines) {
            return Ok(written);
        }
        let all: Vec<Drawn<'_>> = runs.iter().map(|(spec, run)| (*spec, run.trace)).collect();
        let names: Vec<&str> = runs.iter().map(|(spec, _)| &*spec.name).collect();
        for format in formats(self.scenario, self.args) {
            if format == Format::Text {
                self.print(runs, console);
                continue;
            }
            let render =
                render::format(format.name()).ok_or(PictureError::Format(format.name()))?;
            let sources = if render.holds_every_run() {
                Sources::of(self.scenario, all.iter().copied()).texts
            } else {
                Vec::new()
            };
            let quiz: Vec<Quiz> = self.scenario.quiz.iter().map(asked).collect();
            let mut draw = |name: &str, runs: Vec<Run<'_>>, spec: &ChartSpec| {
                let figure = Figure {
                    sources: &sources,
                    quiz: &quiz,
                    reload: self.reload.as_ref(),
                    ..Figure::new(runs, spec)
                };
                let bytes = render.render(&figure).map_err(PictureError::Render)?;
                written.push(self.put(name, render, &bytes)?);
                Ok(())
            };
            if let [(spec, run)] = runs
                && !self.scenario.has_variants
            {
                let spec = self.chart(&[(spec, run.trace)], None);
                let runs = vec![Run { name: "", ..*run }];
                draw(&self.name, runs, &spec)?;
                continue;
            }
            if runs.len() > 1 || render.holds_every_run() {
                let spec = self.chart(&all, None);
                let runs = runs.iter().map(|(_, run)| *run).collect();
                draw(&self.name, runs, &spec)?;
            }
            if render.holds_every_run() {
                continue;
            }
            let slugs = slugs(&names);
            for ((spec, run), slug) in runs.iter().zip(slugs) {
                let chart = self.chart(&[(spec, run.trace)], Some(run.name));
                let runs = vec![Run { name: "", ..*run }];
                let name = format!("{}-{slug}", self.name);
                draw(&name, runs, &chart)?;
            }
        }
        Ok(written)
    }

    /// Draws a sweep in every format that was asked for.
    ///
    /// # Errors
    /// As [`Pictures::draw`].
    pub fn draw_sweep(&self, swept: &Swept<'_>) -> Result<Vec<PathBuf>, PictureError> {
        let untouched = Trace::default();
        let runs: Vec<Drawn<'_>> = swept
            .runs()
            .into_iter()
            .map(|run| (run, &untouched))
            .collect();
        let chart = self.chart(&runs, None);
        let list = timeline::sweep(&swept.curves(), &chart);
        self.draw_list("sweep", &list, chart.lang, || swept.csv())
    }

    /// Draws what the runs printed, in every format that was asked for.
    ///
    /// # Errors
    /// As [`Pictures::draw`].
    pub fn draw_matrix(
        &self,
        runs: &[(&RunSpec, Run<'_>)],
        printed: &[(String, String)],
    ) -> Result<Vec<PathBuf>, PictureError> {
        let matrix = Matrix::from_outputs(printed);
        let all: Vec<Drawn<'_>> = runs.iter().map(|(spec, run)| (*spec, run.trace)).collect();
        let chart = self.chart(&all, None);
        let list = timeline::matrix(&matrix, &chart);
        self.draw_list("matrix", &list, chart.lang, || csv_rows(&matrix.table()))
    }

    /// Draws who waited for whom in each run, if that is to be shown.
    ///
    /// # Errors
    /// As [`Pictures::draw`].
    pub fn draw_blame(&self, runs: &[(&RunSpec, Run<'_>)]) -> Result<Vec<PathBuf>, PictureError> {
        let mut written = Vec::new();
        if !self.shows("blame") {
            return Ok(written);
        }
        let sources = Sources::of(
            self.scenario,
            runs.iter().map(|(spec, run)| (*spec, run.trace)),
        );
        for ((spec, run), part) in runs.iter().zip(self.parts(runs)) {
            let variant = self.scenario.has_variants.then_some(run.name);
            let chart = self.chart(&[(spec, run.trace)], variant);
            let text_of = |file: &str, line| sources.line(file, line);
            let list = timeline::blame(run.metrics, &text_of, &chart);
            let csv = || csv_rows(&blame_rows(run.metrics));
            written.extend(self.draw_list(&format!("{part}blame"), &list, chart.lang, csv)?);
        }
        Ok(written)
    }

    /// Draws what led to the accident of each run that had one.
    ///
    /// # Errors
    /// As [`Pictures::draw`].
    pub fn draw_interleavings(
        &self,
        runs: &[(&RunSpec, Run<'_>)],
        seen: &[Option<&Interleaving>],
    ) -> Result<Vec<PathBuf>, PictureError> {
        let mut written = Vec::new();
        let sources = Sources::of(
            self.scenario,
            runs.iter().map(|(spec, run)| (*spec, run.trace)),
        );
        for (((spec, run), part), seen) in runs.iter().zip(self.parts(runs)).zip(seen) {
            let Some(seen) = seen else { continue };
            let variant = self.scenario.has_variants.then_some(run.name);
            let chart = self.chart(&[(spec, run.trace)], variant);
            let text_of = |file: &str, line| sources.line(file, line);
            let list = timeline::interleaving(seen, &text_of, &chart);
            let csv = || csv_rows(&interleaving_rows(seen));
            written.extend(self.draw_list(
                &format!("{part}interleaving"),
                &list,
                chart.lang,
                csv,
            )?);
        }
        Ok(written)
    }

    fn shows(&self, picture: &str) -> bool {
        self.scenario
            .chart
            .show
            .iter()
            .any(|shown| shown == picture)
    }

    /// What names of files have for each run, with a hyphen behind it: nothing without variants.
    fn parts(&self, runs: &[(&RunSpec, Run<'_>)]) -> Vec<String> {
        if !self.scenario.has_variants {
            return vec![String::new(); runs.len()];
        }
        let names: Vec<&str> = runs.iter().map(|(spec, _)| &*spec.name).collect();
        slugs(&names)
            .into_iter()
            .map(|slug| format!("{slug}-"))
            .collect()
    }

    /// Draws what the runs have in memory, in every format that was asked for.
    ///
    /// # Errors
    /// As [`Pictures::draw`].
    pub fn draw_memory(&self, runs: &[(&RunSpec, Run<'_>)]) -> Result<Vec<PathBuf>, PictureError> {
        let all: Vec<Drawn<'_>> = runs.iter().map(|(spec, run)| (*spec, run.trace)).collect();
        let named = |run: &Run<'_>| if runs.len() > 1 { run.name } else { "" }.to_string();
        let names: Vec<String> = runs.iter().map(|(_, run)| named(run)).collect();
        let traces: Vec<(&str, &Trace)> = names
            .iter()
            .zip(runs)
            .map(|(name, (_, run))| (name.as_str(), run.trace))
            .collect();
        let chart = self.chart(&all, None);
        let list = timeline::memory(&traces, &chart);
        self.draw_list("memory", &list, chart.lang, || {
            csv_rows(&timeline::memory_table(&traces))
        })
    }

    /// A picture beside the timelines, its numbers as CSV.
    fn draw_list(
        &self,
        what: &str,
        list: &DisplayList,
        lang: Lang,
        csv: impl Fn() -> Vec<u8>,
    ) -> Result<Vec<PathBuf>, PictureError> {
        let mut written = Vec::new();
        for format in formats(self.scenario, self.args) {
            let render =
                render::format(format.name()).ok_or(PictureError::Format(format.name()))?;
            let bytes = match (format, render.draw(list, lang)) {
                (Format::Csv, _) => csv(),
                (_, Some(bytes)) => bytes.map_err(PictureError::Render)?,
                // The table is in the terminal already.
                (_, None) => continue,
            };
            written.push(self.put(&format!("{}-{what}", self.name), render, &bytes)?);
        }
        Ok(written)
    }

    fn put(
        &self,
        name: &str,
        format: &dyn render::Format,
        bytes: &[u8],
    ) -> Result<PathBuf, PictureError> {
        let file = format!("{name}.{}", format.extension());
        let path = self.args.out.join(file);
        write_atomically(&path, bytes).map_err(PictureError::Write)?;
        Ok(path)
    }

    /// The timeline of each run in the terminal.
    fn print(&self, runs: &[(&RunSpec, Run<'_>)], console: &Console) {
        let options = TextOptions {
            width: self
                .args
                .width
                .map_or(console.width, |width| width as usize),
            color: console.color,
        };
        for (spec, run) in runs {
            let variant = (runs.len() > 1).then_some(run.name);
            let chart = self.chart(&[(spec, run.trace)], variant);
            console.say(&format!("{}\n", timeline_text(run, &chart, options)));
        }
    }

    fn chart(&self, runs: &[Drawn<'_>], variant: Option<&str>) -> ChartSpec {
        let chart = &self.scenario.chart;
        let lang = match chart.lang {
            scenario::Lang::En => Lang::En,
            scenario::Lang::Ko => Lang::Ko,
        };
        let shows = |row: &str| chart.show.iter().any(|shown| shown == row);
        let title = match variant {
            Some(variant) => format!("{} · {variant}", self.scenario.title),
            None => self.scenario.title.clone(),
        };
        let (parameters, run_parameters) = parameters(runs, lang);
        ChartSpec {
            title,
            question: self.scenario.question.clone().unwrap_or_default(),
            parameters,
            run_parameters,
            show: Show {
                threads: shows("threads"),
                gil: shows("gil"),
                cores: shows("cores"),
                latency: shows("latency"),
                memory: shows("memory"),
            },
            window: chart.window,
            marks: chart.marks,
            lang,
            width: self.args.width.unwrap_or(ChartSpec::default().width),
            scale: self.args.scale,
        }
    }
}

/// How the pages of this run hear of the next one, if there will be one.
pub fn reload(args: &args::Run) -> Option<Reload> {
    Some(Reload {
        file: format!("{}.reload.js", scenario_name(&args.path)),
        stamp: args.stamp.clone()?,
    })
}

fn asked(quiz: &scenario::Quiz) -> Quiz {
    Quiz {
        question: quiz.question.clone(),
        choices: quiz.choices.clone(),
        answer: quiz.answer,
        why: quiz.why.clone(),
    }
}

/// The formats that the command asks for, or else the scenario, each once.
pub fn formats(scenario: &Scenario, args: &args::Run) -> IndexSet<Format> {
    if !args.format.is_empty() {
        return args.format.iter().copied().collect();
    }
    let named = |name: &String| Format::from_str(name, false).ok();
    let chosen: IndexSet<Format> = scenario.chart.formats.iter().filter_map(named).collect();
    if chosen.is_empty() {
        IndexSet::from([Format::Png])
    } else {
        chosen
    }
}

/// The files that traces name lines of, the programs first.
pub struct Sources {
    texts: Vec<SourceText>,
}

impl Sources {
    pub fn of<'a>(
        scenario: &Scenario,
        runs: impl IntoIterator<Item = Drawn<'a>, IntoIter: Clone>,
    ) -> Sources {
        let runs = runs.into_iter();
        let mut texts: IndexMap<String, String> = IndexMap::new();
        for (spec, _) in runs.clone() {
            let program = &spec.program;
            texts.insert(program.file.to_string(), program.text.to_string());
        }
        for (spec, trace) in runs {
            let folder = files::imports(scenario, spec);
            let causes = trace.causes.iter();
            let places = causes.filter_map(|cause| cause.place.as_ref());
            for place in places.chain(&trace.places) {
                if !texts.contains_key(&*place.file) {
                    let text = runner::source_text(&spec.program, &folder, &place.file);
                    texts.insert(place.file.to_string(), text.unwrap_or_default());
                }
            }
        }
        let texts = texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(file, text)| SourceText { file, text })
            .collect();
        Sources { texts }
    }

    /// A line's text, 1-based.
    pub fn line(&self, file: &str, line: u32) -> Option<String> {
        let source = self.texts.iter().find(|source| source.file == file)?;
        let text = source.text.lines().nth(line.checked_sub(1)? as usize)?;
        Some(text.to_string())
    }
}

/// The switch interval of the scenario, and what the program made of it.
fn switch_interval(run: &RunSpec, trace: &Trace, lang: Lang) -> String {
    let at_first = duration(run.switch_interval);
    match trace.switch_intervals.as_slice() {
        [] => at_first,
        [(at, interval)] => lang.interval_set(&at_first, &duration(*interval), &duration(*at)),
        [.., (_, last)] => {
            let times = trace.switch_intervals.len();
            lang.interval_set_often(&at_first, times, &duration(*last))
        }
    }
}

type Parameters = Vec<(&'static str, String)>;
type Written = Vec<(String, String)>;

/// What all of the runs have in common, and what each has of its own.
pub fn parameters(runs: &[Drawn<'_>], lang: Lang) -> (Written, Vec<Written>) {
    let word = |english, korean| lang.pick(english, korean);
    let of = |(run, trace): Drawn<'_>| {
        let mut parameters = vec![
            (word("Python", "파이썬"), run.version.to_string()),
            ("GIL", run.gil.name().to_string()),
            (word("cores", "코어"), run.machine.cores.to_string()),
        ];
        if run.gil.has_switch_interval() {
            let interval = switch_interval(run, trace, lang);
            parameters.push((word("switch interval", "전환 간격"), interval));
        }
        if let Some(refcount) = run.unusual_refcount() {
            let label = word("reference counts", "참조 횟수");
            parameters.push((label, refcount.word().to_string()));
        }
        parameters.push((word("seed", "시드"), run.seed.to_string()));
        let engine = match run.engine {
            Engine::Sim => word("simulated", "시뮬레이션"),
            Engine::Live => word("live", "실제 실행"),
        };
        parameters.push((word("engine", "엔진"), engine.to_string()));
        parameters
    };
    let all: Vec<Parameters> = runs.iter().map(|run| of(*run)).collect();
    let common = |parameter: &(&'static str, String)| all.iter().all(|run| run.contains(parameter));
    let written = |(label, value): &(&'static str, String)| ((*label).to_string(), value.clone());
    let shared = all.first().map_or(&[][..], Vec::as_slice).iter();
    let shared = shared.filter(|one| common(one)).map(written).collect();
    let own = all
        .iter()
        .map(|run| run.iter().filter(|one| !common(one)).map(written).collect())
        .collect();
    (shared, own)
}

/// What the files of a scenario are named after: the folder of a `scenario.toml`, or the file.
fn scenario_name(path: &Path) -> String {
    let file = files::scenario_file(path);
    let named = if file.file_name().is_some_and(|name| name == "scenario.toml") {
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // `.` and `..` have a name, too.
        let whole = folder.canonicalize().ok();
        let folder = whole.as_deref().unwrap_or(folder);
        folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    } else {
        file.file_stem()
            .map(|name| name.to_string_lossy().into_owned())
    };
    named.unwrap_or_else(|| "scenario".to_string())
}

/// The names of variants as parts of file names, all different.
fn slugs(names: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let slug = slug(name);
            let mut unique = slug.clone();
            let mut number = 2;
            while !taken.insert(unique.clone()) {
                unique = format!("{slug}-{number}");
                number += 1;
            }
            unique
        })
        .collect()
}

/// Lower-case letters, digits and dots between them; everything else is one hyphen.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().take(80) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if c == '.' && slug.ends_with(|last: char| last.is_ascii_digit()) {
            slug.push('.');
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() {
        "run".to_string()
    } else {
        slug.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_become_parts_of_file_names() {
        let check = |name, expect| assert_eq!(slug(name), expect);
        check("one busy thread", "one-busy-thread");
        check("0.5 ms", "0.5-ms");
        check("+= on 3.13", "on-3.13");
        check("Python, 1 core", "python-1-core");
        check("../../etc/passwd", "etc-passwd");
        check("한국어 이름", "한국어-이름");
        check("…", "run");
        check("", "run");
    }

    #[test]
    fn files_are_named_after_the_folder_or_the_file() {
        let check = |path: &str, expect: &str| assert_eq!(scenario_name(Path::new(path)), expect);
        check("lessons/convoy.toml", "convoy");
        check("a/b.c.py", "b.c");
        check("no-such-folder/scenario.toml", "no-such-folder");
        check("src", "src");
    }
}
