use crate::synthetic::*;
use gilsim::metrics::Metrics;
use gilsim::nanos::MILLISECOND;
use gilsim::render::{Figure, Run, TextOptions, encode_svg, format, formats, table, timeline_text};
use gilsim::timeline::{ChartSpec, Lang, layout};
use gilsim::trace::{Cause, CauseId, Place, State, Trace};

fn rendered(name: &str, trace: &Trace, spec: &ChartSpec) -> Vec<u8> {
    let metrics = Metrics::of(trace);
    let run = Run {
        name: "",
        trace,
        metrics: &metrics,
    };
    let figure = Figure::new(vec![run], spec);
    format(name)
        .expect("known format")
        .render(&figure)
        .expect("renders")
}

/// Every format gives the same bytes for the same figure, for one run and for several, and
/// survives an empty one.
#[test]
fn every_format_is_reproducible() {
    let full = under_gil(&convoy(), 2, 5 * MILLISECOND);
    let empty = Trace::default();
    let spec = ChartSpec {
        title: "Convoy".to_string(),
        width: 900,
        ..ChartSpec::default()
    };
    for format in formats() {
        for runs in [vec![&full], vec![&full, &full], vec![&empty], vec![]] {
            let metrics: Vec<Metrics> = runs.iter().map(|t| Metrics::of(t)).collect();
            let runs = runs.iter().zip(&metrics).map(|(&trace, metrics)| Run {
                name: "run",
                trace,
                metrics,
            });
            let figure = Figure::new(runs.collect(), &spec);
            let once = format.render(&figure).expect("renders");
            let again = format.render(&figure).expect("renders");
            assert!(once == again, "{} differs from itself", format.name());
        }
    }
}

#[cfg(feature = "png")]
mod png_format {
    use super::*;
    use gilsim::nanos::Nanos;
    use gilsim::render::{RenderError, encode_png};
    use gilsim::timeline::display::{DisplayList, Item, Order, Paint, Rect, Run, Strip, Track};
    use gilsim::timeline::palette::paint;

    struct Decoded {
        width: u32,
        height: u32,
        rgb: Vec<u8>,
    }

    impl Decoded {
        fn of(bytes: &[u8]) -> Decoded {
            let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
            let mut reader = decoder.read_info().expect("a PNG");
            let mut rgb = vec![0; reader.output_buffer_size().expect("fits in memory")];
            let info = reader.next_frame(&mut rgb).expect("decodes");
            Decoded {
                width: info.width,
                height: info.height,
                rgb,
            }
        }

        fn at(&self, x: u32, y: u32) -> [u8; 3] {
            let at = (y * self.width + x) as usize * 3;
            [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
        }
    }

    /// The picture has the size that was asked for and something on it.
    #[test]
    fn the_size_is_width_times_scale() {
        let trace = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
        for (width, scale) in [(800, 1), (800, 2), (2000, 1)] {
            let spec = ChartSpec {
                width,
                scale,
                ..ChartSpec::default()
            };
            let list = layout(&trace, &Metrics::of(&trace), &spec);
            let decoded = Decoded::of(&rendered("png", &trace, &spec));
            assert_eq!(
                (decoded.width, decoded.height),
                (width * scale, list.height * scale)
            );
            assert!(decoded.rgb.iter().any(|&b| b < 50));
        }
    }

    fn one_strip(runs: Vec<Run>) -> DisplayList {
        let paints: Vec<Paint> = [State::Running, State::Sleep]
            .iter()
            .map(|&s| paint(s, 1.0))
            .collect();
        let rect = Rect {
            x: 0.0,
            y: 0.0,
            width: 10.0,
            height: 10.0,
        };
        DisplayList {
            width: 10,
            height: 10,
            scale: 1,
            title: String::new(),
            description: String::new(),
            items: vec![Item::Strip(Strip {
                track: Track::Threads(vec![0]),
                rect,
                columns: 10,
                paints,
                runs,
            })],
        }
    }

    /// What fills a column fills it exactly; a moment in it is still seen; blank stays white.
    #[test]
    fn a_moment_shorter_than_a_pixel_tints_it() {
        let run = |first, parts: &[(u8, Nanos)], order| Run {
            first,
            columns: 1,
            capacity: 1_000_000,
            parts: parts.iter().copied().collect(),
            order,
        };
        let list = one_strip(vec![
            run(0, &[(0, 1_000_000)], Order::Stacked),
            run(1, &[(0, 500_000), (1, 500_000)], Order::Stacked),
            run(2, &[(0, 1), (1, 999_999)], Order::Stacked),
            run(3, &[(0, 1)], Order::InTime { start: 5 }),
            run(4, &[(0, 250_000), (1, 750_000)], Order::InTime { start: 0 }),
        ]);
        let picture = Decoded::of(&encode_png(&list).expect("encodes"));
        let running = paint(State::Running, 1.0).color;
        let sleep = paint(State::Sleep, 1.0).color;
        let (running, sleep) = (
            [running.r, running.g, running.b],
            [sleep.r, sleep.g, sleep.b],
        );
        assert_eq!(picture.at(0, 0), running);
        assert_eq!((picture.at(1, 0), picture.at(1, 9)), (sleep, running));
        assert_eq!(picture.at(2, 0), sleep);
        assert!(picture.at(2, 9)[0] < sleep[0] - 40, "a nanosecond shows");
        assert!(picture.at(3, 5)[0] < 200, "a nanosecond shows");
        let mixed = picture.at(4, 3)[0];
        assert!(
            mixed < sleep[0] - 30 && mixed > running[0] + 60,
            "a quarter of the way"
        );
        assert_eq!(picture.at(5, 5), [255; 3]);
    }

    /// A picture beyond reason is refused before memory is asked for.
    #[test]
    fn a_picture_too_large_is_an_error() {
        let mut list = one_strip(Vec::new());
        list.width = u32::MAX;
        list.height = u32::MAX;
        assert!(matches!(
            encode_png(&list),
            Err(RenderError::TooLarge { .. })
        ));
    }
}

/// Texts of the SVG are texts, whatever a thread is called.
#[test]
fn svg_keeps_text_as_text() {
    let mut trace = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    trace.threads[0].name = "<b>&\u{1}\"계산\"".to_string();
    let spec = ChartSpec {
        title: "제목 & <title>".to_string(),
        lang: Lang::Ko,
        ..ChartSpec::default()
    };
    let svg = encode_svg(&layout(&trace, &Metrics::of(&trace), &spec), "ko");
    assert!(svg.contains("<title>제목 &amp; &lt;title&gt;</title>"));
    assert!(svg.contains(">&lt;b&gt;&amp; &quot;계산&quot;</text>"));
    assert!(svg.contains(&format!(
        ">{}</text>",
        Lang::Ko.definition(State::GilWait, true)
    )));
    assert!(svg.contains("lang=\"ko\""));
    assert!(!svg.contains('\u{1}'));
}

/// A million slices stay a file that a browser opens.
#[test]
fn svg_is_aggregated() {
    let svg = rendered("svg", &random(3, 8, 100_000, 4), &ChartSpec::default());
    assert!(svg.len() < 4_000_000, "{} bytes", svg.len());
}

/// One line per slice with its cause; quoting as RFC 4180 has it.
#[test]
fn csv_has_a_line_per_slice() {
    let mut out = Recording::new(&["io, \"fast\"", "cpu"], 2, true);
    out.slice(0, State::GilWait, 0, 5, Some(1));
    out.slice(1, State::Running, 0, 5, None);
    let mut trace = out.finish();
    trace.causes.push(Cause {
        by: None,
        place: Some(Place {
            file: "a.py".into(),
            line: 7,
        }),
        what: "time.sleep".to_string(),
    });
    trace.slices[1].cause = CauseId(1);
    let csv = String::from_utf8(rendered("csv", &trace, &ChartSpec::default())).expect("text");
    assert_eq!(
        csv,
        "process,thread,state,start_ns,end_ns,core,cause_thread,cause_file,cause_line,cause_what\r\n\
         main,\"io, \"\"fast\"\"\",GIL wait,0,5,,cpu,,,GIL\r\n\
         main,cpu,running,0,5,1,,a.py,7,time.sleep\r\n"
    );
}

fn text(trace: &Trace, options: TextOptions, lang: Lang) -> String {
    let metrics = Metrics::of(trace);
    let run = Run {
        name: "",
        trace,
        metrics: &metrics,
    };
    let spec = ChartSpec {
        lang,
        ..ChartSpec::default()
    };
    timeline_text(&run, &spec, options)
}

/// The terminal shows the same picture in letters.
#[test]
fn the_terminal_timeline() {
    let options = TextOptions {
        width: 80,
        color: false,
    };
    let convoy = under_gil(&convoy(), 2, 5 * MILLISECOND);
    insta::assert_snapshot!(text(&convoy, options, Lang::En), @r#"
                                                                   running  GIL wait
    cpu-1  █▇█▇██▇█▇█▇█▇█▇█▇██▇█▇█▇█▇█▇█▇██▇█▇█▇█▇█▇█▇█▇██▇█▇█▇█▇     99 %       1 %
    io-1   ░▁░▁░░▁░▁░▁░▁░▁░▁░░▁░▁░▁░▁░▁░▁░░▁░▁░▁░▁░▁░▁░▁░░▁░▁░▁░▁      1 %      83 %
           ┬────────────────┬─────────────────┬─────────────────┬
           0 ms             50 ms             100 ms            150 ms
    ██ running: executes Python bytecode, holding the GIL
    || switching: a core is switching to this thread
    ░░ GIL wait: ready for Python, but another thread has the GIL
    ·· sleep: sleeps, without the GIL
    ▁▄▇ part of the cell's time on a core, the rest waiting
    "#);
    let mut korean = convoy;
    korean.threads[0].name = "계산".to_string();
    korean.threads[1].name = "아주 긴 이름을 가진 입출력 스레드".to_string();
    insta::assert_snapshot!(text(&korean, options, Lang::Ko), @r#"
                                                                      실행  GIL 대기
    계산                  █▇▇▇▇█▇▇█▇█▇▇█▇█▇▇█▇█▇▇█▇▇█▇█▇▇█▇█▇▇█▇█▇▇   99 %       1 %
    아주 긴 이름을 가진…  ░▁▁▁▁░▁▁░▁░▁▁░▁░▁▁░▁░▁▁░▁▁░▁░▁▁░▁░▁▁░▁░▁▁    1 %      83 %
                          ┬────────────┬─────────────┬────────────┬
                          0 ms         50 ms         100 ms       150 ms
    ██ 실행: GIL을 쥐고 파이썬 바이트코드를 실행한다
    || 전환: 코어가 이 스레드로 바꾸는 중이다
    ░░ GIL 대기: 준비됐지만 다른 스레드가 GIL을 쥐고 있다
    ·· 잠: GIL 없이 잠들어 있다
    ▁▄▇ 칸의 일부 시간만 코어에서 실행, 나머지는 대기
    "#);
}

/// Lines keep to the width, colour ends where it began, plain text has no escapes.
#[test]
fn terminal_lines_fit() {
    use unicode_width::UnicodeWidthStr;
    for (threads, slices) in [(1, 1), (3, 500), (200, 5_000)] {
        let trace = random(1, threads, slices, 4);
        for width in [40, 80, 200] {
            let plain = text(
                &trace,
                TextOptions {
                    width,
                    color: false,
                },
                Lang::En,
            );
            assert!(!plain.contains('\x1b'));
            let rows = plain.lines().filter(|l| l.contains(" %"));
            assert!(rows.clone().count() >= threads.min(48) / 2);
            for line in rows.filter(|l| !l.contains("share a row")) {
                assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            }
            let color = text(&trace, TextOptions { width, color: true }, Lang::En);
            for line in color.lines() {
                assert_eq!(
                    line.contains("\x1b[38"),
                    line.contains("\x1b[0m"),
                    "{line:?}"
                );
            }
        }
    }
}

/// The summary table lines up and leaves out what did not happen.
#[test]
fn the_summary_table() {
    let convoy = under_gil(&convoy(), 2, 5 * MILLISECOND);
    insta::assert_snapshot!(table(&Metrics::of(&convoy)), @r#"
    wall time 151 ms · speedup 1.16 · GIL held >99 %
    thread  running  GIL wait  sleep  switching  forced  voluntary  requests  timeouts  wait p50    p99    max
    cpu-1    150 ms   1.09 ms      –     125 µs      25          –         –         –     45 µs  45 µs  45 µs
    io-1     960 µs    125 ms  24 ms     125 µs       –         24        25        25      5 ms   5 ms   5 ms
    all      151 ms    126 ms  24 ms     250 µs      25         24        25        25     45 µs   5 ms   5 ms
    → The GIL is the bottleneck: it was held >99 % of the time, and threads that were ready waited 126 ms for it in all.
    → io-1 waited 5 ms for the GIL at the median after each of its 24 sleeps: cpu-1 held it until the switch interval ran out.
    "#);
    let many = random(1, 50, 500, 4);
    assert!(table(&Metrics::of(&many)).contains("… and 10 more threads\n"));
}

/// A trace that contradicts itself, and extreme times, are drawn somehow; nothing panics.
#[test]
fn damaged_traces_are_drawn() {
    let sound = random(5, 6, 400, 2);
    let damages: [fn(&mut Trace); 8] = [
        |t| t.threads.truncate(2),
        |t| t.totals.clear(),
        |t| t.gils.clear(),
        |t| t.processes.clear(),
        |t| t.cores = 0,
        |t| t.end = 0,
        |t| {
            t.end = u64::MAX;
            for (i, slice) in t.slices.iter_mut().enumerate() {
                slice.end = u64::MAX - i as u64;
            }
            for hold in &mut t.holds {
                hold.end = u64::MAX;
            }
        },
        |t| {
            for slice in &mut t.slices {
                std::mem::swap(&mut slice.start, &mut slice.end);
                slice.thread.0 ^= 7;
                slice.core = Some(gilsim::trace::CoreIndex(u16::MAX));
                slice.cause = CauseId(12345);
            }
            for hold in &mut t.holds {
                hold.gil.0 = 9;
            }
            for mark in &mut t.marks {
                mark.thread.0 = u32::MAX;
            }
        },
    ];
    for damage in damages {
        let mut trace = sound.clone();
        damage(&mut trace);
        for window in [None, Some((0, u64::MAX)), Some((500, 600))] {
            let spec = ChartSpec {
                window,
                width: 0,
                scale: 0,
                ..ChartSpec::default()
            };
            for format in formats() {
                assert!(!rendered(format.name(), &trace, &spec).is_empty());
            }
        }
    }
}
