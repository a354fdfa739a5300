//! What pictures show and sweeps measure.

use super::table::{choice, key};
use super::{Choice, Key, Kind};

pub const CHART: &[Key] = &[
    key(
        "show",
        Kind::Choices(ROWS),
        "[\"threads\", \"gil\", \"cores\"]",
        "[\"threads\"]",
        "Which parts the picture has.",
    ),
    key(
        "interleaving",
        Kind::Table(INTERLEAVING),
        "",
        "",
        "What the picture of the interleaving shows.",
    ),
    key(
        "window",
        Kind::Window,
        "the whole run",
        "[\"0ms\", \"60ms\"]",
        "The stretch of time that is drawn.",
    ),
    key(
        "marks",
        Kind::Bool,
        "true",
        "false",
        "Whether drop requests, forced switches and wake-ups are marked.",
    ),
    key(
        "lang",
        Kind::Choice(LANGUAGES),
        "en",
        "\"ko\"",
        "The language of labels and legend.",
    ),
    key(
        "formats",
        Kind::Choices(FORMATS),
        "[\"png\"]",
        "[\"png\", \"html\"]",
        "What is written where the command does not say.",
    ),
];

/// `[chart.interleaving]`.
pub const INTERLEAVING: &[Key] = &[
    key(
        "threads",
        Kind::Texts { min: 1, max: 64 },
        "all",
        "[\"counter-1\", \"counter-2\"]",
        "The threads whose instructions are shown.",
    ),
    key(
        "watch",
        Kind::Texts { min: 1, max: 64 },
        "all",
        "[\"counter\"]",
        "The variables, attributes and locks that are watched.",
    ),
    key(
        "window",
        Kind::Window,
        "around the first accident",
        "[\"1ms\", \"1.1ms\"]",
        "The stretch of time that is shown.",
    ),
];

pub const ROWS: &[Choice] = &[
    choice("threads", "A row per thread."),
    choice("gil", "Who holds the GIL."),
    choice("cores", "A row per core."),
    choice("latency", "How long threads waited for the GIL."),
    choice(
        "memory",
        "What processes have in memory, as a row and a picture.",
    ),
    choice(
        "interleaving",
        "The instructions around a lost update or before a deadlock.",
    ),
    choice(
        "blame",
        "Who waited for whom, and which lines were waited for.",
    ),
    choice(
        "matrix",
        "What the program printed, a row per line and a column per run. Words like `right` and `wrong` have colours of their own.",
    ),
];

pub const FORMATS: &[Choice] = &[
    choice("png", "A picture."),
    choice("svg", "A picture whose text stays text."),
    choice("html", "One page to zoom into, with all runs."),
    choice("csv", "A line per slice."),
    choice("perfetto", "For ui.perfetto.dev, with all runs."),
    choice("firefox", "For profiler.firefox.com, with all runs."),
    choice("text", "A timeline in the terminal."),
];

pub const LANGUAGES: &[Choice] = &[choice("en", "English."), choice("ko", "Korean.")];

/// What a sweep can measure.
pub const METRICS: &[Choice] = &[
    choice("wall", "Seconds from start to end."),
    choice("speedup", "Work of all threads divided by the wall time."),
    choice("throughput", "Waits that ended per second."),
    choice("switches", "How often the GIL changed hands."),
    choice("forced", "Switches that a drop request forced."),
    choice(
        "voluntary",
        "Switches for I/O, a lock, a C call or the end.",
    ),
    choice(
        "gil_held",
        "The fraction of time for which the GIL was held.",
    ),
    choice("latency_p50", "Median wait for the GIL."),
    choice("latency_p90", "90th percentile of the wait for the GIL."),
    choice("latency_p99", "99th percentile of the wait for the GIL."),
    choice("latency_max", "The longest wait for the GIL."),
];
