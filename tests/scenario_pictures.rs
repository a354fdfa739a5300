//! The pictures of every scenario of the repository: what is drawn adds up to what was recorded,
//! and every word can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gilsim::cli::files::{self, Folder};
use gilsim::driver::Hooks;
use gilsim::nanos::Nanos;
use gilsim::runner::{self, Ran, Watch};
use gilsim::timeline::display::{DisplayList, Item, Rect, Text, Track};
use gilsim::timeline::palette::STACK;
use gilsim::timeline::{ChartSpec, Show, blame, compare, interleaving, layout};
use gilsim::trace::{Accident, Interleaving, State, ThreadIndex, Trace};

type Seen = (String, Ran, Option<Interleaving>);

/// The runs of a scenario, in virtual time.
fn runs(folder: &Path) -> Vec<Seen> {
    let loaded = files::load(folder, &[]).expect("the scenario is sound");
    let watched = loaded.chart.show.iter().any(|it| it == "interleaving");
    let run = |spec: gilsim::scenario::RunSpec| {
        let code = runner::compile(&spec).expect("the program compiles");
        let mut output = |_, _: &[u8]| {};
        let hooks = Hooks {
            output: &mut output,
            progress: None,
        };
        let files = Box::new(Folder::new(folder));
        let (ran, seen) = if watched {
            let watch = Watch::default();
            runner::run_witnessed(&spec, &code, files, hooks, watch).expect("it runs")
        } else {
            (
                runner::run(&spec, &code, files, hooks).expect("it runs"),
                None,
            )
        };
        (spec.name.clone(), ran, seen)
    };
    loaded.runs.into_iter().map(run).collect()
}

fn texts(list: &DisplayList) -> Vec<&Text> {
    list.items
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}

/// Words stand on the page and not on one another.
fn check_readable(list: &DisplayList, what: &str) {
    let page = Rect {
        x: 0.0,
        y: 0.0,
        width: f64::from(list.width),
        height: f64::from(list.height),
    };
    let texts = texts(list);
    for (i, text) in texts.iter().enumerate() {
        let a = text.bounds();
        let inside =
            a.x >= 0.0 && a.y >= 0.0 && a.right() <= page.width && a.bottom() <= page.height;
        assert!(inside, "{what}: {:?} leaves the page", text.content);
        for other in &texts[i + 1..] {
            let b = other.bounds();
            let across = a.right().min(b.right()) - a.x.max(b.x);
            let down = a.bottom().min(b.bottom()) - a.y.max(b.y);
            // Boxes hold accents and descenders; lines may share a little of those.
            let touch = across > 1.0 && down > 0.3 * text.size.min(other.size);
            assert!(!touch, "{what}: {:?} on {:?}", text.content, other.content);
        }
    }
}

/// Painted area is time: the states of each row add up to the totals of its threads.
fn check_sums(list: &DisplayList, trace: &Trace, what: &str) {
    if trace.slices_dropped > 0 {
        return;
    }
    let mut drawn = 0;
    for item in &list.items {
        let Item::Strip(strip) = item else { continue };
        let Track::Threads(threads) = &strip.track else {
            continue;
        };
        drawn += threads.len();
        let mut areas = vec![0.0; STACK.len()];
        for (paint, cell) in strip.cells() {
            areas[usize::from(paint)] += cell.area();
        }
        let lanes = threads.len() as f64;
        let per_area = trace.end as f64 * lanes / strip.rect.area();
        for (state, area) in STACK.iter().zip(areas) {
            let of = |&t: &u32| trace.totals[t as usize].by_state[*state as usize];
            let total = threads.iter().map(of).sum::<Nanos>() as f64;
            let off = (area * per_area - total).abs();
            assert!(
                off <= f64::from(strip.columns) * lanes + total * 1e-9,
                "{what}: {state:?} of {threads:?} is off by {off} ns"
            );
        }
    }
    assert_eq!(drawn, trace.threads.len(), "{what}: every thread has a row");
}

/// Every wait has somebody to blame, or nobody, once.
fn check_blame(ran: &Ran, what: &str) {
    if ran.trace.slices_dropped > 0 {
        return;
    }
    let metrics = &ran.metrics;
    let sum = |state: State| {
        let totals = ran.trace.totals.iter();
        totals.map(|it| it.by_state[state as usize]).sum::<Nanos>()
    };
    let blamed: Nanos = metrics.blame.iter().map(|it| it.wait_ns).sum();
    assert_eq!(blamed, sum(State::GilWait), "{what}: waits for the GIL");
    let blamed: Nanos = metrics.lock_blame.iter().map(|it| it.wait_ns).sum();
    assert_eq!(blamed, sum(State::LockWait), "{what}: waits for locks");
    let waited: Nanos = metrics.lines.iter().map(|it| it.wait_ns).sum();
    assert_eq!(waited, sum(State::GilWait), "{what}: waits by line");
    let held: Nanos = metrics.lines.iter().map(|it| it.held_ns).sum();
    assert_eq!(held, metrics.gil_held_ns, "{what}: holds by line");
    for line in &metrics.lines {
        let waits = ran.trace.gil_waits.len() as u64;
        assert!(line.waits <= waits, "{what}: {line:?} of {waits} waits");
    }
    if let [_] = &*ran.trace.gils {
        check_holders(ran, what);
    }
}

/// Under one GIL a thread waits for whoever has it, moment by moment, and for nobody only while
/// it is free (or while the thread itself is about to give it up).
fn check_holders(ran: &Ran, what: &str) {
    let trace = &ran.trace;
    let name = |thread: ThreadIndex| &*trace.threads[thread.0 as usize].name;
    let mut overlaps: BTreeMap<(&str, Option<&str>), Nanos> = BTreeMap::new();
    let mut free = trace.end;
    let mut own = 0;
    for hold in &trace.holds {
        free -= hold.end - hold.start;
    }
    let waits = || trace.slices.iter().filter(|it| it.state == State::GilWait);
    for wait in waits() {
        let mut uncovered = wait.end - wait.start;
        let first = trace.holds.partition_point(|it| it.end <= wait.start);
        let holds = trace.holds[first..].iter();
        for hold in holds.take_while(|it| it.start < wait.end) {
            let (start, end) = (hold.start.max(wait.start), hold.end.min(wait.end));
            let time = end.saturating_sub(start);
            if hold.thread == wait.thread {
                own += time;
            } else {
                let pair = (name(wait.thread), Some(name(hold.thread)));
                *overlaps.entry(pair).or_default() += time;
                uncovered -= time;
            }
        }
        if uncovered > 0 {
            *overlaps.entry((name(wait.thread), None)).or_default() += uncovered;
        }
    }
    let mut blamed: BTreeMap<(&str, Option<&str>), Nanos> = BTreeMap::new();
    for one in &ran.metrics.blame {
        *blamed
            .entry((&*one.waiter, one.holder.as_deref()))
            .or_default() += one.wait_ns;
    }
    assert_eq!(blamed, overlaps, "{what}: waits and holds overlap");
    let waiters: BTreeSet<u32> = waits().map(|wait| wait.thread.0).collect();
    let nobody = blamed.iter().filter(|(pair, _)| pair.1.is_none());
    let nobody: Nanos = nobody.map(|(_, time)| time).sum();
    let most = free * waiters.len() as Nanos + own;
    assert!(
        nobody <= most,
        "{what}: {nobody} ns for nobody, at most {most}"
    );
}

#[test]
fn every_scenario_is_drawn_truly_and_legibly() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = fs::read_dir(root).expect("the folder of the scenarios");
    let mut folders: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    folders.sort();
    for folder in folders {
        let ran = runs(&folder);
        let title = folder.display().to_string();
        for (name, run, _) in &ran {
            check_blame(run, &format!("{title}, {name}"));
        }
        for width in [2000, 800] {
            let spec = ChartSpec {
                title: "Why does one busy thread make an I/O thread slower?".to_string(),
                width,
                show: Show {
                    latency: true,
                    ..Show::default()
                },
                ..ChartSpec::default()
            };
            let line_of = |_: &str, _: u32| Some("counter = add_one(counter)".to_string());
            for (name, run, seen) in &ran {
                let what = format!("{title}, {name}, {width}");
                let list = layout(&run.trace, &run.metrics, &spec);
                check_readable(&list, &what);
                check_sums(&list, &run.trace, &what);
                check_readable(
                    &blame(&run.metrics, &line_of, &spec),
                    &format!("{what}, blame"),
                );
                if let Some(seen) = seen {
                    let list = interleaving(seen, &line_of, &spec);
                    check_readable(&list, &format!("{what}, interleaving"));
                }
            }
            if ran.len() > 1 {
                let all = ran
                    .iter()
                    .map(|(name, run, _)| (&**name, &run.trace, &run.metrics));
                let list = compare(&all.collect::<Vec<_>>(), &spec);
                check_readable(&list, &format!("{title}, {width}, compared"));
            }
        }
    }
}

/// The first lost update is found where there is one, and only there.
#[test]
fn a_lost_update_is_found_and_a_lock_prevents_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/12-lost-update");
    let found: Vec<(String, bool)> = runs(&root)
        .into_iter()
        .map(|(name, _, seen)| {
            let Some(seen) = seen else {
                return (name, false);
            };
            let accident = seen.accident.expect("an accident");
            let Accident::LostUpdate {
                read,
                wrote,
                newest,
                variable,
                lost,
                ..
            } = accident
            else {
                panic!("no lost update: {accident:?}");
            };
            assert_eq!(seen.variables[variable], "counter");
            let number = |text: &str| text.parse::<u64>().expect("a number");
            assert_eq!(number(&wrote), number(&read) + 1);
            assert!(number(&newest) > number(&read) && lost > 0);
            (name, true)
        })
        .collect();
    let found: Vec<(&str, bool)> = found.iter().map(|(name, it)| (&**name, *it)).collect();
    let expect = [
        ("race", true),
        ("with a lock", false),
        ("+= on 3.13", false),
        ("+= on 3.9", true),
    ];
    assert_eq!(found, expect);
}
