//! Scenario text to [`Scenario`], with every problem of the text reported at once.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Source};
use crate::nanos::Nanos;

use super::Scenario;
use super::check::{self, Demand, wrong_type};
use super::expect::Expectation;
use super::files::{Files, Programs};
use super::keys::{self, METRICS, SCENARIO, VARIANT};
use super::lesson::Texts;
use super::overrides::Override;
use super::report::Report;
use super::resolve::{self, MAX_RUNS, can_sweep};
use super::spec::{Chart, InterleavingSpec, Lang, Parameter, RunSpec, Sweep, SweepPoint};
use super::threads::ProgramText;
use super::tree::{At, Entry, Layer, Node, Table, Value, find, lay_over, table_from_toml};
use super::units;

/// Longer scenario files are refused unread.
const MAX_TEXT: usize = 1 << 20;

/// Reads the text of a scenario file. `file` is its path as messages show it, `files` the folder
/// that it is in; later `overrides` win over earlier ones, and all over the file.
///
/// # Errors
///
/// All problems found, at least one of them an error.
pub fn from_toml(
    text: &str,
    file: &str,
    files: &dyn Files,
    overrides: &[Override],
) -> Result<Scenario, Vec<Diagnostic>> {
    let source = Source::new(file, text);
    if text.len() > MAX_TEXT {
        let message = format!("a scenario file of {} bytes is too large", text.len());
        return Err(vec![Diagnostic::file_error(file, message)]);
    }
    let (document, syntax_errors) = DeTable::parse_recoverable(text);
    let mut report = Report::new(source.clone());
    let mut base = table_from_toml(document.get_ref(), 0, Layer::File);
    let whole = At {
        source: 0,
        span: 0..text.find('\n').unwrap_or(text.len()),
    };
    let demand = if syntax_errors.is_empty() {
        Demand::Whole
    } else {
        Demand::Part
    };
    check::table(&base, &whole, "", SCENARIO, demand, &mut report);
    if !syntax_errors.is_empty() {
        let broken: Vec<Range<usize>> = syntax_errors
            .iter()
            .map(|error| error.span().unwrap_or(0..0))
            .collect();
        report.retain_outside_lines_of(&broken);
        let mut lines = BTreeSet::new();
        for (error, span) in syntax_errors.iter().zip(broken) {
            let start = span.start.min(text.len());
            let line = text.as_bytes()[..start]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            // What follows on a broken line is mostly a consequence.
            if lines.insert(line) {
                syntax_error(text, error.message(), span, &mut report);
            }
        }
        return Err(report.into_diagnostics());
    }
    let overrides: Vec<Table> = overrides
        .iter()
        .map(|setting| setting.tree(&mut report))
        .collect();
    for setting in &overrides {
        check::table(setting, &whole, "", SCENARIO, Demand::Part, &mut report);
        lay_over(&mut base, setting, SCENARIO, &mut report);
    }
    scenario(source, base, &whole, &overrides, files, report)
}

/// A scenario of nothing but a program: all defaults, changed by `overrides`.
///
/// # Errors
///
/// What is wrong with the overrides, or that there is no such file.
pub fn from_program(
    path: &str,
    files: &dyn Files,
    overrides: &[Override],
) -> Result<Scenario, Vec<Diagnostic>> {
    let source = Source::new(files.display(path), "");
    let mut report = Report::new(source.clone());
    let whole = At {
        source: 0,
        span: 0..0,
    };
    let mut base = Table::new();
    let node = Node {
        at: whole.clone(),
        layer: Layer::CommandLine,
        value: Value::Text(path.to_string()),
    };
    let key_at = whole.clone();
    base.insert("program".to_string(), Entry { key_at, node });
    let overrides: Vec<Table> = overrides
        .iter()
        .map(|setting| setting.tree(&mut report))
        .collect();
    for setting in &overrides {
        check::table(setting, &whole, "", SCENARIO, Demand::Part, &mut report);
        lay_over(&mut base, setting, SCENARIO, &mut report);
    }
    scenario(source, base, &whole, &overrides, files, report)
}

fn scenario(
    source: Source,
    mut base: Table,
    whole: &At,
    overrides: &[Table],
    files: &dyn Files,
    mut report: Report,
) -> Result<Scenario, Vec<Diagnostic>> {
    let title = text_at(&base, "title").unwrap_or_else(|| title_of(&source.file));
    let variants = base.shift_remove("variant");
    let mut programs = Programs::new(files);
    let trees = merged(&base, variants.as_ref(), &title, overrides, &mut report);
    let only = trees.len() == 1;
    let mut build = |name: &str, tree: &Table, report: &mut Report| {
        resolve::run(tree, name, only, whole, &mut programs, report)
    };
    let mut runs: Vec<RunSpec> = trees
        .iter()
        .map(|(name, tree)| build(name, tree, &mut report))
        .collect();
    let mut sweep = base
        .get("sweep")
        .and_then(|entry| sweep(entry, &trees, variants.is_some(), &mut build, &mut report));
    let points = sweep.iter().flat_map(|sweep| &sweep.points);
    let names: Vec<&str> = runs
        .iter()
        .chain(points.map(|point| &point.run))
        .map(|run| run.name.as_str())
        .collect();
    let expectations = expectations(&base, &names, &mut report);
    let chart = chart(&base);
    let has_variants = variants.is_some();
    let variants: Vec<&str> = match has_variants {
        true => trees.iter().map(|(name, _)| name.as_str()).collect(),
        false => Vec::new(),
    };
    let texts = Texts::read(&base, chart.lang, &title, &variants, &mut report);
    for run in &mut runs {
        run.shown = texts.variant(&run.name);
    }
    for point in sweep.iter_mut().flat_map(|sweep| &mut sweep.points) {
        point.shown = texts.variant(&point.variant);
        if has_variants && let Some(values) = point.run.name.strip_prefix(&point.variant) {
            point.run.shown = format!("{}{values}", point.shown);
        }
    }
    let failed = report.has_errors();
    let warnings = report.into_diagnostics();
    if failed {
        return Err(warnings);
    }
    let shown = chart.show.iter().any(|row| row == "memory");
    if shown || expectations.iter().any(Expectation::is_about_memory) {
        let points = sweep.iter_mut().flat_map(|sweep| &mut sweep.points);
        let all = runs.iter_mut().chain(points.map(|point| &mut point.run));
        all.for_each(|run| run.memory = true);
    }
    Ok(Scenario {
        title: texts.title,
        question: texts.question,
        quiz: texts.quiz,
        source,
        runs,
        has_variants,
        expectations,
        chart,
        sweep,
        warnings,
    })
}

/// The tree of each run by its name: the base alone, or under each variant.
fn merged(
    base: &Table,
    variants: Option<&Entry>,
    title: &str,
    overrides: &[Table],
    report: &mut Report,
) -> Vec<(String, Table)> {
    let Some(variants) = variants.and_then(|entry| entry.node.array()) else {
        return vec![(title.to_string(), base.clone())];
    };
    let mut trees: Vec<(String, Table)> = Vec::new();
    for node in variants {
        let (Some(table), Some(name)) = (node.table(), name_of(node)) else {
            continue;
        };
        if trees.iter().any(|(known, _)| known == name.0) {
            report
                .error(name.1, format!("two variants are called `{}`", name.0))
                .help("expectations and pictures tell variants apart by their names");
            continue;
        }
        if trees.len() >= MAX_RUNS {
            report.error(&node.at, format!("more than {MAX_RUNS} variants"));
            break;
        }
        let mut variant = Node {
            value: Value::Table(table.clone()),
            ..node.clone()
        };
        // A setting of the command line that was laid on a variant keeps its layer.
        raise(&mut variant, Layer::Variant);
        let mut tree = base.clone();
        if let Value::Table(mut variant) = variant.value {
            variant.shift_remove("name");
            lay_over(&mut tree, &variant, VARIANT, report);
        }
        for setting in overrides {
            let mut setting = setting.clone();
            setting.shift_remove("variant");
            lay_over(&mut tree, &setting, SCENARIO, report);
        }
        trees.push((name.0.to_string(), tree));
    }
    trees
}

fn raise(node: &mut Node, layer: Layer) {
    node.layer = node.layer.max(layer);
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| raise(item, layer)),
        Value::Table(table) => table
            .values_mut()
            .for_each(|entry| raise(&mut entry.node, layer)),
        _ => {}
    }
}

fn name_of(node: &Node) -> Option<(&str, &At)> {
    let name = &node.table()?.get("name")?.node;
    Some((name.text()?, &name.at))
}

fn expectations(base: &Table, runs: &[&str], report: &mut Report) -> Vec<Expectation> {
    let items = base.get("expect").and_then(|entry| entry.node.array());
    items
        .unwrap_or_default()
        .iter()
        .filter_map(|item| {
            let text = item.text()?;
            match Expectation::parse(text, runs) {
                Ok(expectation) => Some(expectation.at(item.at.clone(), &report.sources)),
                Err(error) => {
                    let at = error.at(&item.at, text, &report.sources);
                    let problem = report.error(&at, error.message);
                    if let Some(help) = error.help {
                        problem.help(help);
                    }
                    None
                }
            }
        })
        .collect()
}

/// `[from, to]`, as it was checked before.
fn window(entry: &Entry) -> Option<(Nanos, Nanos)> {
    match entry.node.array()? {
        [from, to] => Some((
            units::duration(from.text()?).ok()?,
            units::duration(to.text()?).ok()?,
        )),
        _ => None,
    }
}

fn texts(entry: &Entry) -> Vec<String> {
    let items = entry.node.array().unwrap_or_default().iter();
    items
        .filter_map(|item| item.text().map(str::to_string))
        .collect()
}

fn chart(base: &Table) -> Chart {
    let entry = |key: &str| find(base, &["chart", key]);
    let inner = |key: &str| find(base, &["chart", "interleaving", key]);
    Chart {
        show: entry("show").map_or_else(
            || ["threads", "gil", "cores"].map(str::to_string).to_vec(),
            texts,
        ),
        interleaving: InterleavingSpec {
            threads: inner("threads").map(texts).unwrap_or_default(),
            watch: inner("watch").map(texts).unwrap_or_default(),
            window: inner("window").and_then(window),
        },
        window: entry("window").and_then(window),
        formats: entry("formats").map(texts).unwrap_or_default(),
        marks: entry("marks").is_none_or(|entry| !matches!(entry.node.value, Value::Bool(false))),
        lang: match entry("lang").and_then(|entry| entry.node.text()) {
            Some("ko") => Lang::Ko,
            _ => Lang::En,
        },
    }
}

/// A swept parameter with the nodes of its values.
struct Axis<'a> {
    key: String,
    values: &'a [Node],
}

fn sweep(
    entry: &Entry,
    trees: &[(String, Table)],
    has_variants: bool,
    build: &mut dyn FnMut(&str, &Table, &mut Report) -> RunSpec,
    report: &mut Report,
) -> Option<Sweep> {
    let table = entry.node.table()?;
    let mut axes = Vec::new();
    let mut metrics = Vec::new();
    for (key, entry) in table {
        if key == "metric" {
            metrics = sweep_metrics(&entry.node, report);
        } else {
            collect_axes(key, entry, &mut axes, report);
        }
    }
    if !table.contains_key("metric") {
        report
            .error(&entry.key_at, "[sweep] has no `metric`")
            .help("add metric = \"wall\"");
    }
    if table.keys().all(|key| key == "metric") || axes.len() > 2 {
        report
            .error(&entry.key_at, "[sweep] has one parameter or two")
            .help("for example \"machine.cores\" = [1, 2, 4]");
        return None;
    }
    let runs = axes
        .iter()
        .map(|axis| axis.values.len())
        .fold(trees.len(), usize::saturating_mul);
    if runs > MAX_RUNS {
        report.error(
            &entry.key_at,
            format!("{runs} runs are too many; {MAX_RUNS} at most"),
        );
        return None;
    }
    if report.has_errors() || axes.is_empty() {
        return None;
    }
    let sources = report.sources.clone();
    let text = |node: &Node| {
        let source = sources.get(node.at.source);
        let text = source.and_then(|source| source.text.get(node.at.span.clone()));
        text.unwrap_or_default()
            .trim_matches(['"', '\''])
            .to_string()
    };
    let mut points = Vec::new();
    for (name, tree) in trees {
        let lengths: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
        for at in combinations(&lengths) {
            let mut tree = tree.clone();
            let mut names: Vec<String> = has_variants.then(|| name.clone()).into_iter().collect();
            for (axis, &index) in axes.iter().zip(&at) {
                if let Some(node) = axis.values.get(index) {
                    names.push(text(node));
                    lay_over(&mut tree, &nested(&axis.key, node), SCENARIO, report);
                }
            }
            let run = build(&names.join(", "), &tree, report);
            let variant = name.clone();
            let shown = name.clone();
            points.push(SweepPoint {
                variant,
                shown,
                at,
                run,
            });
        }
    }
    Some(Sweep {
        parameters: axes
            .iter()
            .map(|axis| Parameter {
                key: axis.key.clone(),
                values: axis.values.iter().map(text).collect(),
            })
            .collect(),
        metrics,
        points,
    })
}

/// `"python.switch_interval" = […]` or `python.switch_interval = […]`.
fn collect_axes<'a>(key: &str, entry: &'a Entry, axes: &mut Vec<Axis<'a>>, report: &mut Report) {
    if let Some(table) = entry.node.table() {
        for (inner, entry) in table {
            collect_axes(&format!("{key}.{inner}"), entry, axes, report);
        }
        return;
    }
    let path = key.split('.').collect::<Vec<_>>();
    let per_run = path
        .first()
        .is_some_and(|first| VARIANT.iter().any(|key| key.name == *first));
    let known = keys::at_path(path.iter().copied()).filter(|key| per_run && can_sweep(key.kind));
    let Some(known) = known else {
        let mut parameters = Vec::new();
        for table in SCENARIO {
            if let keys::Kind::Table(keys) = table.kind
                && VARIANT.iter().any(|key| key.name == table.name)
            {
                parameters.extend(
                    keys.iter()
                        .map(|key| format!("{}.{}", table.name, key.name)),
                );
            }
        }
        let parameters = parameters.iter().map(String::as_str);
        report
            .error(&entry.key_at, format!("`{key}` cannot be swept"))
            .nearest(key, parameters);
        return;
    };
    match entry.node.array() {
        Some([]) | None => wrong_type(&entry.node, key, "a list of values", report),
        Some(values) => {
            for value in values {
                check::scalar(value, key, &known, report);
            }
            axes.push(Axis {
                key: key.to_string(),
                values,
            });
        }
    }
}

fn sweep_metrics(node: &Node, report: &mut Report) -> Vec<String> {
    let items = node.array().unwrap_or(std::slice::from_ref(node));
    for item in items {
        match item.text() {
            Some(text) if METRICS.iter().any(|metric| metric.word == text) => {}
            Some(text) => report
                .error(&item.at, format!("there is no metric `{text}`"))
                .nearest(text, METRICS.iter().map(|metric| metric.word)),
            None => wrong_type(item, "sweep.metric", "the name of a metric", report),
        }
    }
    items
        .iter()
        .filter_map(|item| item.text().map(str::to_string))
        .collect()
}

/// Every combination of one index below each length, the last index fastest.
fn combinations(lengths: &[usize]) -> Vec<Vec<usize>> {
    lengths.iter().fold(vec![Vec::new()], |prefixes, &length| {
        prefixes
            .iter()
            .flat_map(|prefix: &Vec<usize>| {
                (0..length).map(move |index| {
                    let mut combination = prefix.clone();
                    combination.push(index);
                    combination
                })
            })
            .collect()
    })
}

/// `node` under the dotted `key`.
fn nested(key: &str, node: &Node) -> Table {
    let mut node = node.clone();
    node.set_layer(Layer::Sweep);
    let at = node.at.clone();
    let mut table = Table::new();
    for segment in key.rsplit('.') {
        let entry = Entry {
            key_at: at.clone(),
            node,
        };
        table = Table::from_iter([(segment.to_string(), entry)]);
        node = Node {
            at: at.clone(),
            layer: Layer::Sweep,
            value: Value::Table(table.clone()),
        };
    }
    table
}

/// What the TOML parser says, with the usual cause where one is recognised.
fn syntax_error(text: &str, message: &str, span: Range<usize>, report: &mut Report) {
    let at = At { source: 0, span };
    let start = text.floor_char_boundary(at.span.start.min(text.len()));
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let problem = report.error(&at, message);
    let Some((key, value)) = line.split_once('=') else {
        return;
    };
    let value = value.split('#').next().unwrap_or_default().trim();
    let plain = !value.is_empty()
        && value.len() < 40
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || " ._-/:".contains(c));
    if plain {
        problem.help(format!("text needs quotes: {} = \"{value}\"", key.trim()));
    }
}

fn text_at(table: &Table, key: &str) -> Option<String> {
    table.get(key)?.node.text().map(str::to_string)
}

/// The title of a scenario without one: its folder's name, or its file's.
fn title_of(file: &str) -> String {
    let mut parts = file.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or(file);
    match (name, parts.next()) {
        ("scenario.toml", Some(folder)) if !folder.is_empty() => folder.to_string(),
        _ => name.to_string(),
    }
}

/// The text that the first of several equal programs and threads make, for `--print-program`.
pub fn program_texts(runs: &[RunSpec]) -> Vec<(&RunSpec, &ProgramText)> {
    let mut shown: Vec<(&RunSpec, &ProgramText)> = Vec::new();
    for run in runs {
        if !shown.iter().any(|(_, program)| **program == *run.program) {
            shown.push((run, &run.program));
        }
    }
    shown
}
