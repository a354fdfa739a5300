//! The keys themselves.

use crate::nanos::{MICROSECOND, Nanos, SECOND};

use super::chart::CHART;
use super::lesson::{QUIZ, TRANSLATION};
use super::{Choice, Key, Kind};

/// The longest duration that a scenario can name: 1,000,000 s, over eleven days.
pub const LONGEST: Nanos = 1_000_000 * SECOND;
pub const MAX_CORES: u64 = 1_024;
pub const MAX_THREADS: u64 = 1_000_000;

pub(super) const fn key(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        kind,
        required: false,
        default,
        doc,
        example,
    }
}

pub(super) const fn required(mut key: Key) -> Key {
    key.required = true;
    key
}

pub(super) const fn choice(word: &'static str, doc: &'static str) -> Choice {
    Choice { word, doc }
}

const fn any_duration() -> Kind {
    Kind::Duration {
        min: 0,
        max: LONGEST,
    }
}

const TITLE: Key = key(
    "title",
    Kind::Text,
    "the folder's name",
    "\"The convoy effect\"",
    "What the lesson is called; stands above the picture.",
);
const QUESTION: Key = key(
    "question",
    Kind::Text,
    "",
    "\"Why is it slow?\"",
    "The question that the lesson answers.",
);
const PROGRAM: Key = key(
    "program",
    Kind::Path,
    "",
    "\"other.py\"",
    "The Python program, relative to this file.",
);
const ARGS: Key = key(
    "args",
    Kind::Texts {
        min: 0,
        max: usize::MAX,
    },
    "",
    "[\"4\"]",
    "The program's arguments: sys.argv[1:].",
);
const EXPECT: Key = key(
    "expect",
    Kind::Expectations,
    "",
    "[\"run.wall > 0\"]",
    "What the lesson claims: Python expressions over the results, checked by `gilsim check`.",
);
const PYTHON_TABLE: Key = key(
    "python",
    Kind::Table(PYTHON),
    "",
    "",
    "Which Python: the version, its GIL and how it counts references.",
);
const THREAD_TABLES: Key = key(
    "thread",
    Kind::Tables(THREAD),
    "",
    "",
    "Scripted threads, instead of or beside a program that starts its own.",
);
const MACHINE_TABLE: Key = key(
    "machine",
    Kind::Table(MACHINE),
    "",
    "",
    "The simulated computer and its scheduler.",
);
const IO_TABLES: Key = key(
    "io",
    Kind::Named(DEVICE),
    "",
    "",
    "Devices that `io(\"name\", bytes)` and simulated files and sockets use.",
);
const RUN_TABLE: Key = key(
    "run",
    Kind::Table(RUN),
    "",
    "",
    "How to run: engine, seed, limits.",
);
const SIGNAL_TABLES: Key = key(
    "signal",
    Kind::Tables(SIGNAL),
    "",
    "",
    "Signals from outside: somebody presses Ctrl-C.",
);
const VARIANT_TABLES: Key = key(
    "variant",
    Kind::Tables(VARIANT),
    "",
    "",
    "Runs to compare; each overrides anything above it.",
);
const SWEEP_TABLE: Key = key(
    "sweep",
    Kind::Sweep,
    "",
    "{ \"machine.cores\" = [1, 2], metric = \"wall\" }",
    "A parameter or two against metrics, in one chart.",
);
const QUIZ_TABLES: Key = key(
    "quiz",
    Kind::Tables(QUIZ),
    "",
    "",
    "Questions to answer before the pictures are shown.",
);
const KO_TABLE: Key = key(
    "ko",
    Kind::Table(TRANSLATION),
    "",
    "",
    "What readers see, in Korean; shown where `chart.lang` is \"ko\".",
);
const CHART_TABLE: Key = key(
    "chart",
    Kind::Table(CHART),
    "",
    "",
    "What the picture shows.",
);

/// The keys of a scenario file.
pub const SCENARIO: &[Key] = &[
    TITLE,
    QUESTION,
    PROGRAM,
    ARGS,
    EXPECT,
    PYTHON_TABLE,
    THREAD_TABLES,
    MACHINE_TABLE,
    IO_TABLES,
    RUN_TABLE,
    VARIANT_TABLES,
    SIGNAL_TABLES,
    SWEEP_TABLE,
    CHART_TABLE,
    QUIZ_TABLES,
    KO_TABLE,
];

/// What a variant may override.
pub const VARIANT: &[Key] = &[
    required(key(
        "name",
        Kind::Text,
        "",
        "\"5 ms\"",
        "The variant's name; expectations say run['5 ms'].",
    )),
    PROGRAM,
    ARGS,
    PYTHON_TABLE,
    THREAD_TABLES,
    MACHINE_TABLE,
    IO_TABLES,
    RUN_TABLE,
    SIGNAL_TABLES,
];

pub const PYTHON: &[Key] = &[
    key(
        "version",
        Kind::Version,
        "3.13",
        "\"3.9\"",
        "The interpreter: its GIL, check points, costs and defaults.",
    ),
    key(
        "switch_interval",
        Kind::Duration {
            min: MICROSECOND,
            max: 1_000 * SECOND,
        },
        "5ms",
        "\"1ms\"",
        "How long a waiting thread waits before it asks the holder to drop the GIL (3.2 and later).",
    ),
    key(
        "check_interval",
        Kind::Integer {
            min: 1,
            max: 1_000_000_000,
        },
        "100",
        "10",
        "Instructions between two releases of the GIL (2.7).",
    ),
    key(
        "gil",
        Kind::Choice(GIL),
        "the version's",
        "\"priority\"",
        "Which GIL, if not the version's own.",
    ),
    key(
        "refcount",
        Kind::Choice(REFCOUNT),
        "the version's",
        "\"atomic\"",
        "How reference counts are kept safe, if not in the version's own way.",
    ),
];

pub const GIL: &[Choice] = &[
    choice(
        "tick",
        "Released every `check_interval` instructions: Python 2 to 3.1.",
    ),
    choice(
        "timeslice",
        "Dropped on request after the switch interval: Python 3.2 to today.",
    ),
    choice(
        "priority",
        "Threads that do I/O may preempt those that compute: Beazley's proposal, never shipped.",
    ),
    choice(
        "none",
        "No GIL: the free-threaded builds of 3.13 and later.",
    ),
];

pub const REFCOUNT: &[Choice] = &[
    choice("plain", "An ordinary increment: safe because of the GIL."),
    choice("atomic", "An atomic increment."),
    choice("per-object-lock", "A lock in every object."),
    choice(
        "biased",
        "Plain for the thread that made the object, atomic for the others: 3.13t.",
    ),
    choice(
        "unprotected",
        "An ordinary increment without a GIL: counts get lost.",
    ),
];

pub const THREAD: &[Key] = &[
    required(key(
        "name",
        Kind::Text,
        "",
        "\"io\"",
        "The thread's name. With `count` above 1: io-1, io-2, …",
    )),
    key(
        "count",
        Kind::Integer {
            min: 1,
            max: 100_000,
        },
        "1",
        "3",
        "How many such threads.",
    ),
    key(
        "start",
        any_duration(),
        "0s",
        "\"2ms\"",
        "When it begins its work, after the program has started it.",
    ),
    key(
        "code",
        Kind::Code,
        "",
        "\"busy(0.001)\"",
        "What it does: lines of Python. `io`, `c_call` and `busy` of gilsim are at hand.",
    ),
    key(
        "call",
        Kind::Text,
        "",
        "\"spin(2)\"",
        "What it does: a call of one of the program's functions.",
    ),
    key(
        "core",
        Kind::Integer {
            min: 0,
            max: MAX_CORES - 1,
        },
        "any",
        "0",
        "The only core that it may run on, counted from 0.",
    ),
];

pub const MACHINE: &[Key] = &[
    key(
        "cores",
        Kind::Integer {
            min: 1,
            max: MAX_CORES,
        },
        "4",
        "2",
        "Cores of the simulated computer.",
    ),
    key(
        "time_slice",
        Kind::Duration {
            min: MICROSECOND,
            max: 10 * SECOND,
        },
        "3ms",
        "\"1ms\"",
        "How long a thread may run while others wait for its core.",
    ),
    key(
        "context_switch",
        Kind::Duration {
            min: 0,
            max: SECOND,
        },
        "700ns",
        "\"3us\"",
        "What it costs a core to change to another thread.",
    ),
    key(
        "wakeup_latency",
        Kind::Duration {
            min: 0,
            max: SECOND,
        },
        "50us",
        "\"10us\"",
        "How long a woken thread needs until it runs on a core that has been idle for long; two fifths less after a short rest.",
    ),
    key(
        "cache_refill",
        Kind::Duration {
            min: 0,
            max: SECOND,
        },
        "300ns",
        "\"40us\"",
        "Extra cost where the core last ran another process: more where both work on much memory (2 MB each: 44 µs).",
    ),
    key(
        "timer_slack",
        Kind::Duration {
            min: 0,
            max: SECOND,
        },
        "50us",
        "\"1us\"",
        "By how much a sleep may end late.",
    ),
];

pub const DEVICE: &[Key] = &[
    key(
        "latency",
        Kind::Latency,
        "100us",
        "\"2ms\"",
        "How long a request takes: a duration or a distribution.",
    ),
    key(
        "bandwidth",
        Kind::Rate,
        "no limit",
        "\"500MB/s\"",
        "Bytes per second, added to the latency.",
    ),
    key(
        "parallel",
        Kind::Integer {
            min: 1,
            max: 1_000_000,
        },
        "no limit",
        "8",
        "Requests that it serves at a time; others queue.",
    ),
];

/// The shapes that a latency can have, each with its parameters.
pub const DISTRIBUTIONS: &[(&str, &[Key])] = &[
    (
        "lognormal",
        &[
            required(key(
                "median",
                any_duration(),
                "",
                "\"2ms\"",
                "Half of the requests are faster.",
            )),
            required(key(
                "sigma",
                Kind::Number { min: 0.0, max: 5.0 },
                "",
                "0.4",
                "Spread of the logarithm; 0.4 is a usual disk, 1 a bad network.",
            )),
        ],
    ),
    (
        "uniform",
        &[
            required(key(
                "min",
                any_duration(),
                "",
                "\"1ms\"",
                "The fastest request.",
            )),
            required(key(
                "max",
                any_duration(),
                "",
                "\"3ms\"",
                "The slowest request.",
            )),
        ],
    ),
    (
        "normal",
        &[
            required(key(
                "mean",
                any_duration(),
                "",
                "\"2ms\"",
                "The mean; what would fall below zero counts as zero.",
            )),
            required(key(
                "sigma",
                any_duration(),
                "",
                "\"200us\"",
                "The standard deviation.",
            )),
        ],
    ),
    (
        "exponential",
        &[required(key(
            "mean",
            any_duration(),
            "",
            "\"2ms\"",
            "The mean.",
        ))],
    ),
];

pub const RUN: &[Key] = &[
    key(
        "engine",
        Kind::Choice(ENGINE),
        "sim",
        "\"live\"",
        "Virtual time, or real threads in real time.",
    ),
    key(
        "seed",
        Kind::Integer {
            min: 0,
            max: i64::MAX as u64,
        },
        "42",
        "7",
        "The seed of everything that is left to chance.",
    ),
    key(
        "until",
        Kind::Duration {
            min: MICROSECOND,
            max: LONGEST,
        },
        "600s",
        "\"10s\"",
        "The virtual time at which the run is cut short.",
    ),
    key(
        "max_instructions",
        Kind::Integer {
            min: 1,
            max: i64::MAX as u64,
        },
        "no limit",
        "1000000",
        "The number of instructions at which the run is cut short.",
    ),
    key(
        "max_heap",
        Kind::Size {
            min: 1 << 20,
            max: 1 << 40,
        },
        "1GiB",
        "\"64MiB\"",
        "Memory of the simulated program; MemoryError beyond.",
    ),
    key(
        "max_threads",
        Kind::Integer {
            min: 1,
            max: MAX_THREADS,
        },
        "100000",
        "64",
        "Threads alive at a time; starting one more raises RuntimeError.",
    ),
    key(
        "stdout",
        Kind::Choice(STDOUT),
        "pipe",
        "\"tty\"",
        "What the program's output goes to, which decides how it is buffered.",
    ),
];

pub const ENGINE: &[Choice] = &[
    choice(
        "sim",
        "Exact virtual time; the same seed gives the same run.",
    ),
    choice("live", "Real operating-system threads in real time."),
];

pub const STDOUT: &[Choice] = &[
    choice(
        "pipe",
        "Buffered in blocks: few writes, few releases of the GIL.",
    ),
    choice(
        "tty",
        "Buffered by line: each printed line releases the GIL.",
    ),
];

pub const SIGNAL: &[Key] = &[
    required(key(
        "name",
        Kind::Choice(SIGNALS),
        "",
        "\"SIGINT\"",
        "Which signal.",
    )),
    required(key(
        "at",
        any_duration(),
        "",
        "\"1s\"",
        "When, in virtual time.",
    )),
];

pub const SIGNALS: &[Choice] = &[
    choice("SIGINT", "Ctrl-C."),
    choice("SIGTERM", "A request to end."),
];
