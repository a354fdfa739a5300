//! Scenario files: of keys that exist with values that may fit, and edits of those.

use indexmap::IndexMap;
use rand::RngExt;
use rand_pcg::Pcg64Mcg;

const PROGRAM: &str = "\
import sys, time, threading
from gilsim import io, c_call, busy
lock = threading.Lock()
def spin(n, more=()):
    with lock:
        for i in range(int(n)):
            io('disk', i)
if __name__ == '__main__':
    spin(len(sys.argv))
";

/// The folder that every scenario stands in.
pub fn files() -> IndexMap<String, String> {
    ["program.py", "p.py", "other.py"]
        .map(|name| (name.to_string(), PROGRAM.to_string()))
        .into_iter()
        .collect()
}

/// Values of every kind that a key has, sound and not.
const VALUES: &[&str] = &[
    "1",
    "2",
    "0",
    "-1",
    "64",
    "1000",
    "99999999999999999999",
    "1.5",
    "nan",
    "inf",
    "true",
    "\"\"",
    "\"a\"",
    "\"5ms\"",
    "\"1us\"",
    "\"0s\"",
    "\"1ns\"",
    "\"10s\"",
    "\"-5ms\"",
    "\"1000000s\"",
    "\"3.13\"",
    "\"3.9\"",
    "\"3.13t\"",
    "\"2.7\"",
    "\"timeslice\"",
    "\"none\"",
    "\"tick\"",
    "\"sim\"",
    "\"program.py\"",
    "\"p.py\"",
    "\"500MB/s\"",
    "\"1GB\"",
    "\"64KiB\"",
    "\"ko\"",
    "\"tty\"",
    "\"pipe\"",
    "[]",
    "[1, 2]",
    "[\"a\", \"b\"]",
    "[\"threads\", \"gil\"]",
    "[\"0ms\", \"60ms\"]",
    "{}",
    "{ uniform = { min = \"1ms\", max = \"2ms\" } }",
    "{ lognormal = { median = \"2ms\", sigma = 0.4 } }",
    "{ lognormal = { median = \"2ms\", sigma = 1e300 } }",
    "{ exponential = { mean = \"2ms\" } }",
    "{ fixed = \"1ms\" }",
    "{ constant = \"1ms\" }",
    "{ normal = { mean = \"1ms\", sd = \"1s\" } }",
    "1979-05-27",
    "\"run.wall > 0\"",
    "[\"run.wall < 1\", \"run['a'].thread('io').latency.p50 >= 2 ** 3\"]",
    "\"spin(5)\"",
    "\"busy(0.1)\"",
    "\"\"\"\nfor i in range(3):\n    io('disk', 10)\n\"\"\"",
    "'time.sleep(0.001)'",
];

/// Tables, each with keys that it has.
const TABLES: &[(&str, &[&str])] = &[
    ("", &["title", "question", "args"]),
    (
        "[python]",
        &[
            "version",
            "gil",
            "switch_interval",
            "check_interval",
            "refcount",
        ],
    ),
    (
        "[machine]",
        &[
            "cores",
            "time_slice",
            "context_switch",
            "wakeup_latency",
            "cache_refill",
            "timer_slack",
        ],
    ),
    (
        "[run]",
        &[
            "engine",
            "seed",
            "until",
            "max_instructions",
            "max_heap",
            "max_threads",
            "stdout",
        ],
    ),
    ("[[thread]]", &["count", "start", "core"]),
    ("[io.disk]", &["latency", "bandwidth", "parallel"]),
    ("[io.\"a b\"]", &["latency", "bandwidth", "parallel"]),
    (
        "[[variant]]",
        &["python.gil", "machine.cores", "args", "python.version"],
    ),
    (
        "[sweep]",
        &[
            "\"python.switch_interval\"",
            "machine.cores",
            "metric",
            "run.seed",
        ],
    ),
    ("[chart]", &["show", "window", "marks", "lang"]),
];

/// Sweeps that are sound wherever their keys fit the rest.
const SWEEPS: &[&str] = &[
    "[sweep]\nmachine.cores = [1, 2, 4]\nmetric = \"wall\"\n",
    "[sweep]\n\"python.switch_interval\" = [\"5ms\", \"1us\"]\nmetric = [\"latency_p90\", \"throughput\"]\n",
    "[sweep]\n\"python.gil\" = [\"tick\", \"timeslice\", \"priority\"]\nmachine.cores = [1, 2]\nmetric = [\"speedup\", \"forced\"]\n",
    "[sweep]\n\"python.version\" = [\"2.7\", \"3.13\", \"3.14t\"]\nrun.seed = [1, 2]\nmetric = \"gil_held\"\n",
];

/// A scenario of keys that exist.
pub fn generate(random: &mut Pcg64Mcg) -> String {
    let mut text = String::new();
    if random.random_range(0..4) > 0 {
        text.push_str("program = \"p.py\"\n");
    }
    for &(header, keys) in TABLES {
        let repeated = header.starts_with("[[");
        if !header.is_empty() && random.random_range(0..3) > 0 {
            continue;
        }
        if header == "[sweep]" && random.random_range(0..4) > 0 {
            text.push_str(SWEEPS[random.random_range(0..SWEEPS.len())]);
            continue;
        }
        for index in 0..if repeated {
            random.random_range(1..4)
        } else {
            1
        } {
            text.push_str(header);
            text.push('\n');
            if repeated {
                text.push_str(&format!("name = \"{}\"\n", ["a", "b", "a b"][index]));
            }
            if header == "[[thread]]" {
                let what = [
                    "code = \"io('disk', 1)\"",
                    "call = \"spin(3)\"",
                    "call = \"busy(1e-5)\"",
                ];
                text.push_str(what[random.random_range(0..what.len())]);
                text.push('\n');
            }
            for key in keys {
                if random.random_range(0..5) == 0 {
                    let value = fitting(key, random);
                    text.push_str(&format!("{key} = {value}\n"));
                }
            }
        }
    }
    text
}

/// Mostly a value of the kind that `key` wants.
fn fitting(key: &str, random: &mut Pcg64Mcg) -> &'static str {
    let some: &[&str] = match key {
        "cores" | "machine.cores" | "count" | "thread.a.count" | "parallel" => {
            &["1", "2", "64", "1000"]
        }
        "seed" | "run.seed" | "max_instructions" | "check_interval" => &["0", "1", "1000"],
        "core" => &["0", "1"],
        "max_heap" => &["\"1GB\"", "\"64KiB\""],
        "latency" => &[
            "\"5ms\"",
            "{ uniform = { min = \"1ms\", max = \"2ms\" } }",
            "{ lognormal = { median = \"2ms\", sigma = 0.4 } }",
            "{ exponential = { mean = \"2ms\" } }",
        ],
        "bandwidth" => &["\"500MB/s\"", "\"1GB/s\""],
        "version" | "python.version" => &["\"3.13\"", "\"3.9\"", "\"3.13t\"", "\"2.7\""],
        "gil" | "python.gil" => &["\"timeslice\"", "\"none\"", "\"tick\"", "\"priority\""],
        "marks" | "daemon" => &["true", "false"],
        "args" => &["[]", "[\"a\", \"b\"]"],
        "show" => &[
            "[\"threads\", \"gil\"]",
            "[\"latency\"]",
            "[\"cores\", \"latency\", \"matrix\"]",
        ],
        "title" | "question" => &["\"a\""],
        "lang" => &["\"ko\"", "\"en\""],
        "stdout" => &["\"tty\"", "\"pipe\""],
        "engine" => &["\"sim\""],
        "code" | "call" => &["'time.sleep(0.001)'", "\"spin(5)\"", "\"busy(0.1)\""],
        "at" | "start" | "until" | "switch_interval" | "time_slice" | "context_switch"
        | "wakeup_latency" | "cache_refill" | "timer_slack" => {
            &["\"5ms\"", "\"1us\"", "\"0s\"", "\"1ns\"", "\"1000000s\""]
        }
        _ => VALUES,
    };
    let from = if random.random_range(0..40) == 0 {
        VALUES
    } else {
        some
    };
    from[random.random_range(0..from.len())]
}
