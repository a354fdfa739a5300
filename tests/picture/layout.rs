use crate::synthetic::*;
use gilsim::metrics::Metrics;
use gilsim::nanos::{MILLISECOND, Nanos};
use gilsim::timeline::display::{DisplayList, Item, Rect, Strip, Text, Track};
use gilsim::timeline::palette::{ALARM, STACK};
use gilsim::timeline::{ChartSpec, Lang, compare, layout};
use gilsim::trace::{MarkKind, ProcessIndex, ProcessTrack, State, Trace};

fn texts(list: &DisplayList) -> Vec<&Text> {
    let mut texts = Vec::new();
    for item in &list.items {
        if let Item::Text(text) = item {
            texts.push(text);
        }
    }
    texts
}

fn strips(list: &DisplayList) -> Vec<&Strip> {
    let mut strips = Vec::new();
    for item in &list.items {
        if let Item::Strip(strip) = item {
            strips.push(strip);
        }
    }
    strips
}

fn spec(width: u32, lang: Lang) -> ChartSpec {
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    ChartSpec {
        title: "A title that says at some length what the picture shows, 그리고 한국어로도 길게 설명하는 제목".to_string(),
        question: "Why is it so? ".repeat(20),
        parameters: vec![
            pair("Python", "3.13"),
            pair("아주 긴 매개변수 이름이 있는 경우", &"값".repeat(60)),
            pair("seed", "1"),
        ],
        width,
        lang,
        ..ChartSpec::default()
    }
}

fn drawn(trace: &Trace, spec: &ChartSpec) -> DisplayList {
    layout(trace, &Metrics::of(trace), spec)
}

/// Nanoseconds per state that a strip's painted area stands for.
fn area_by_state(strip: &Strip, window: Nanos, lanes: usize) -> Vec<f64> {
    let mut areas = vec![0.0; STACK.len()];
    for (paint, cell) in strip.cells() {
        areas[usize::from(paint)] += cell.area();
    }
    let per_area = window as f64 * lanes as f64 / strip.rect.area();
    areas.into_iter().map(|a| a * per_area).collect()
}

/// The picture's promise: painted area is time, state by state, for every thread, whatever the
/// width and however many slices share a pixel.
#[test]
fn drawn_states_add_up_to_the_totals() {
    let check = |trace: &Trace, width: u32, scale: u32| {
        let spec = ChartSpec {
            width,
            scale,
            ..ChartSpec::default()
        };
        let list = drawn(trace, &spec);
        let mut shown = 0;
        for strip in strips(&list) {
            let Track::Threads(threads) = &strip.track else {
                continue;
            };
            shown += threads.len();
            let areas = area_by_state(strip, trace.end, threads.len());
            for (state, area) in STACK.iter().zip(areas) {
                let total: Nanos = threads
                    .iter()
                    .map(|&t| trace.totals[t as usize].by_state[*state as usize])
                    .sum();
                // Columns differ in length by up to a nanosecond.
                let columns = f64::from(strip.columns) * threads.len() as f64;
                assert!(
                    (area - total as f64).abs() <= columns + total as f64 * 1e-9,
                    "{state:?} of {threads:?} at {width}: drawn {area}, was {total}"
                );
            }
        }
        assert_eq!(shown, trace.threads.len(), "every thread is on some row");
    };
    for seed in 0..12 {
        check(&random(seed, 5, 3_000, 2), 800, 1);
        check(&random(seed, 1, 40, 1), 2000, 2);
    }
    check(&random(99, 3, 200_000, 2), 2000, 1);
    check(&random(7, 200, 4_000, 8), 1200, 1);
    check(&random(7, 1_000, 4_000, 8), 2000, 1);
    check(&under_gil(&convoy(), 2, 5 * MILLISECOND), 2000, 1);
}

/// GIL and core rows show every hold and every slice on a core as well.
#[test]
fn owners_add_up_too() {
    let trace = random(4, 12, 5_000, 3);
    let list = drawn(&trace, &ChartSpec::default());
    let (mut held, mut on_core) = (0.0, 0.0);
    for strip in strips(&list) {
        // Time of all parts: this trace's holds overlap, so their area is cut to the row's.
        let time: Nanos = strip.runs.iter().flat_map(|r| &r.parts).map(|p| p.1).sum();
        match strip.track {
            Track::Gils(_) => held += time as f64,
            Track::Cores(_) => on_core += time as f64,
            Track::Threads(_) | Track::Memory(_) | Track::AllMemory => {}
        }
    }
    let total_held: Nanos = trace.totals.iter().map(|t| t.held).sum();
    let total_on_core: Nanos = trace
        .totals
        .iter()
        .flat_map(|t| {
            State::ALL
                .iter()
                .filter(|s| s.on_core())
                .map(|&s| t.by_state[s as usize])
        })
        .sum();
    assert_eq!(held, total_held as f64);
    assert_eq!(on_core, total_on_core as f64);
}

/// No text runs into another or off the page, whatever the width, language, names and rows.
#[test]
fn texts_neither_overlap_nor_leave_the_page() {
    let check = |list: &DisplayList, what: &str| {
        let page = Rect {
            x: 0.0,
            y: 0.0,
            width: f64::from(list.width),
            height: f64::from(list.height),
        };
        let texts = texts(list);
        for (i, text) in texts.iter().enumerate() {
            let a = text.bounds();
            assert!(
                a.x >= 0.0 && a.y >= 0.0 && a.right() <= page.width && a.bottom() <= page.height,
                "{what}: {:?} leaves the page: {a:?}",
                text.content
            );
            for other in &texts[i + 1..] {
                // A line's box holds accents and descenders; a hair of it may touch.
                let mut b = other.bounds();
                b.y += other.size * 0.1;
                b.height -= other.size * 0.2;
                assert!(
                    !a.overlaps(&b),
                    "{what}: {:?} over {:?}",
                    text.content,
                    other.content
                );
            }
        }
    };
    let mut long_names = under_gil(&native(4), 5, 5 * MILLISECOND);
    for (i, thread) in long_names.threads.iter_mut().enumerate() {
        thread.name =
            ["긴 한국어 스레드 이름 ", "ThreadPoolExecutor-0_worker_"][i % 2].repeat(i + 2);
    }
    let mut processes = under_gil(&io_bound(6, 10), 4, 5 * MILLISECOND);
    for process in 1..3 {
        processes.processes.push(ProcessTrack {
            name: "아주 긴 이름의 프로세스 ".repeat(30),
            pid: 1000 + process,
            exit_code: None,
        });
        processes.threads[process as usize * 2].process = ProcessIndex(process);
    }
    let traces = [
        (
            "hogs",
            under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND),
        ),
        ("long names", long_names),
        ("processes", processes),
        (
            "64 threads",
            under_gil(&io_bound(64, 4), 8, 5 * MILLISECOND),
        ),
        ("300 threads", random(1, 300, 6_000, 40)),
        ("all states", random(2, 9, 9_000, 4)),
        ("nothing", Trace::default()),
        ("one nanosecond", random(3, 1, 1, 1)),
    ];
    for (name, trace) in &traces {
        for width in [480, 800, 1000, 1280, 2000, 2600, 4000] {
            for lang in [Lang::En, Lang::Ko] {
                let spec = spec(width, lang);
                check(&drawn(trace, &spec), &format!("{name} at {width}"));
                let metrics = Metrics::of(trace);
                let runs = [
                    ("first", trace, &metrics),
                    ("같은 것을 한 번 더", trace, &metrics),
                ];
                check(
                    &compare(&runs, &spec),
                    &format!("compared {name} at {width}"),
                );
            }
        }
    }
}

/// A window shows its part of the run and says so; one outside the run shows all of it.
#[test]
fn windows_are_cut_to_the_run() {
    let trace = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    let check = |window, first: &str, last: &str| {
        let spec = ChartSpec {
            window: Some(window),
            ..ChartSpec::default()
        };
        let list = drawn(&trace, &spec);
        let ticks: Vec<&str> = texts(&list)
            .iter()
            .filter(|t| t.anchor == gilsim::timeline::display::Anchor::Middle)
            .map(|t| t.content.as_str())
            .filter(|t| t.ends_with('s'))
            .collect();
        assert_eq!((ticks.first(), ticks.last()), (Some(&first), Some(&last)));
    };
    check((10 * MILLISECOND, 20 * MILLISECOND), "10 ms", "20 ms");
    check((100 * MILLISECOND, u64::MAX), "100 ms", "120 ms");
    check((7, 7), "0 ms", "120 ms");
    check((u64::MAX - 1, u64::MAX), "0 ms", "120 ms");
    check((5, 9), "5 ns", "9 ns");
}

fn says(list: &DisplayList, what: &str) -> bool {
    texts(list).iter().any(|t| t.content.contains(what))
}

/// What is left out or drawn together is said on the picture.
#[test]
fn the_picture_says_what_it_does_not_show() {
    let list = drawn(&random(3, 8, 200_000, 4), &ChartSpec::default());
    assert!(says(&list, "too dense at this zoom: "));
    assert!(says(&list, "wake-up × "));
    assert!(says(&list, "split from bottom to top"));

    let list = drawn(&random(3, 1000, 5_000, 40), &ChartSpec::default());
    assert!(says(
        &list,
        "1000 threads on 63 rows: up to 16 threads share a row"
    ));
    assert!(says(&list, "40 core rows are drawn as 20"));

    let mut capped = random(3, 2, 100, 2);
    capped.slices_dropped = 12_345;
    let list = drawn(&capped, &ChartSpec::default());
    assert!(says(&list, "12,345 slices beyond the recording limit"));

    let list = drawn(&Trace::default(), &ChartSpec::default());
    assert!(says(&list, "No thread ran."));
}

/// Failed takes are what the old GIL is about: where they are too many for signs they are bars,
/// counted and explained, and few are signs.
#[test]
fn every_failed_take_is_drawn() {
    let of = |failed: u64| {
        let mut recording = Recording::new(&["a", "b"], 2, true);
        for thread in 0..2 {
            recording.slice(thread, State::Running, 0, 10 * MILLISECOND, None);
        }
        for i in 0..failed {
            let at = i * 10 * MILLISECOND / failed;
            recording.mark(1, MarkKind::FailedTake, at, None);
        }
        drawn(&recording.finish(), &ChartSpec::default())
    };
    let bars = |list: &DisplayList| {
        let alarming =
            |item: &&Item| matches!(item, Item::Rect { paint, .. } if paint.color == ALARM);
        list.items.iter().filter(alarming).count()
    };
    let many = of(5_000);
    assert!(says(
        &many,
        "Failed takes × 5,000; the tallest bar stands for "
    ));
    assert!(says(&many, "it woke up for the GIL, found it taken again"));
    assert!(bars(&many) > 1_000, "{} bars", bars(&many));
    let few = of(5);
    assert!(!says(&few, "tallest bar") && says(&few, "failed take"));
    assert_eq!(bars(&few), 0);
}

/// A timeout that is marked asked for nothing; one that did is the request's sign alone, although
/// the thread had to wake up in between.
#[test]
fn timeouts_that_ask_are_requests() {
    let of = |later: Nanos, lost: bool| {
        let mut recording = Recording::new(&["a", "b"], 2, true);
        for thread in 0..2 {
            recording.slice(thread, State::Running, 0, 10 * MILLISECOND, None);
        }
        recording.mark(1, MarkKind::Timeout, 5 * MILLISECOND, None);
        if lost {
            recording.mark(1, MarkKind::FailedTake, 5 * MILLISECOND + later / 2, None);
        }
        recording.mark(1, MarkKind::DropRequest, 5 * MILLISECOND + later, Some(0));
        drawn(&recording.finish(), &ChartSpec::default())
    };
    let explained = |list: &DisplayList| says(list, "does not ask");
    assert!(!explained(&of(0, false)));
    assert!(!explained(&of(60_000, false)));
    assert!(explained(&of(MILLISECOND, true)));
}

/// Every state that is drawn is explained, and no other.
#[test]
fn the_legend_explains_what_occurs() {
    let check = |trace: &Trace, lang: Lang, expect: &[State]| {
        let spec = ChartSpec {
            lang,
            ..ChartSpec::default()
        };
        let list = drawn(trace, &spec);
        let gil = !trace.gils.is_empty();
        let explained: Vec<State> = STACK
            .into_iter()
            .filter(|&s| {
                texts(&list)
                    .iter()
                    .any(|t| t.content == lang.definition(s, gil))
            })
            .collect();
        assert_eq!(explained, expect);
    };
    let hogs_trace = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    let expect = [State::Running, State::Switching, State::GilWait];
    check(&hogs_trace, Lang::En, &expect);
    check(&hogs_trace, Lang::Ko, &expect);
    check(
        &without_gil(&hogs(2, MILLISECOND), 2),
        Lang::En,
        &[State::Running],
    );
    check(&random(2, 9, 9_000, 4), Lang::En, &STACK);
}

/// The percentages beside a row are the metrics' own.
#[test]
fn totals_beside_the_rows_are_the_metrics() {
    let trace = under_gil(&convoy(), 2, 5 * MILLISECOND);
    let list = drawn(&trace, &ChartSpec::default());
    let metrics = Metrics::of(&trace);
    for thread in &metrics.threads {
        let name = texts(&list)
            .into_iter()
            .find(|t| t.content == thread.name)
            .expect("named");
        let row: Vec<&str> = texts(&list)
            .into_iter()
            .filter(|t| (t.at.y - name.at.y).abs() < 4.0 && t.content.ends_with('%'))
            .map(|t| t.content.as_str())
            .collect();
        let times = &thread.share.times;
        let shown = [
            times.running_ns,
            times.gil_wait_ns,
            times.sleep_ns,
            times.switching_ns,
        ];
        let expect = shown.map(|ns| gilsim::metrics::units::percent(ns, metrics.wall_ns));
        assert_eq!(row, expect);
    }
}

/// Compared runs share one axis: half the time is half the width.
#[test]
fn compared_runs_share_an_axis() {
    let slow = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    let fast = without_gil(&hogs(2, slow.end / 2), 2);
    let (a, b) = (Metrics::of(&slow), Metrics::of(&fast));
    let list = compare(
        &[("GIL", &slow, &a), ("no GIL", &fast, &b)],
        &ChartSpec::default(),
    );
    let ends: Vec<f64> = strips(&list)
        .iter()
        .map(|s| {
            let right = s.cells().map(|(_, cell)| cell.right()).fold(0.0, f64::max);
            (right - s.rect.x) / s.rect.width
        })
        .collect();
    assert_eq!(ends.len(), 4);
    assert!(
        (ends[1] - 1.0).abs() < 1e-3 && (ends[3] - 0.5).abs() < 1e-3,
        "{ends:?}"
    );
    assert!(says(&list, "speedup 2.00"));
}

/// Hidden bands take no room and leave the others whole.
#[test]
fn bands_can_be_hidden() {
    let trace = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    let check = |threads, gil, cores, expect: usize| {
        let spec = ChartSpec {
            show: gilsim::timeline::Show {
                threads,
                gil,
                cores,
                latency: false,
                memory: false,
            },
            ..ChartSpec::default()
        };
        assert_eq!(strips(&drawn(&trace, &spec)).len(), expect);
    };
    check(true, true, true, 5);
    check(true, false, false, 2);
    check(false, true, false, 1);
    check(false, false, true, 2);
    check(false, false, false, 0);
}
