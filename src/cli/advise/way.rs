//! The ways to do the work, and the Python that does it in each.

use super::subject::{Kind, Subject};
use crate::profile::Version;

/// A way to do many pieces of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    OneByOne,
    Threads,
    Asyncio,
    Processes,
    Interpreters,
    FreeThreads,
}

impl Way {
    /// From the simplest on: of two that are as fast, the first is the better advice.
    pub const ALL: [Way; 6] = [
        Way::OneByOne,
        Way::Threads,
        Way::Asyncio,
        Way::FreeThreads,
        Way::Interpreters,
        Way::Processes,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Way::OneByOne => "one after the other",
            Way::Threads => "threads",
            Way::Asyncio => "asyncio",
            Way::Processes => "processes",
            Way::Interpreters => "interpreters",
            Way::FreeThreads => "threads, no GIL",
        }
    }

    /// The same for `--json` and in the names of programs.
    pub fn word(self) -> &'static str {
        match self {
            Way::OneByOne => "one_by_one",
            Way::Threads => "threads",
            Way::Asyncio => "asyncio",
            Way::Processes => "processes",
            Way::Interpreters => "interpreters",
            Way::FreeThreads => "free_threads",
        }
    }

    /// What there are several of.
    pub fn workers(self, count: u32) -> String {
        let (one, several) = match self {
            Way::OneByOne => return self.name().to_string(),
            Way::Threads => ("thread", "threads"),
            Way::FreeThreads => ("thread without a GIL", "threads without a GIL"),
            Way::Asyncio => ("asyncio task at a time", "asyncio tasks at a time"),
            Way::Processes => ("process", "processes"),
            Way::Interpreters => ("interpreter", "interpreters"),
        };
        format!("{count} {}", if count == 1 { one } else { several })
    }

    /// The Python that it runs on, where the user's is `chosen`.
    pub fn version(self, chosen: Version) -> Version {
        let of = |minor: u8, free_threaded| {
            let found = Version::all().find(|it| {
                (it.major(), it.minor(), it.is_free_threaded()) == (3, minor, free_threaded)
            });
            found.unwrap_or(chosen)
        };
        match self {
            Way::FreeThreads if chosen.is_free_threaded() => chosen,
            Way::FreeThreads => of(chosen.minor().clamp(13, 14), true),
            Way::Interpreters => of(chosen.minor().max(14), false),
            Way::Threads if chosen.is_free_threaded() => of(chosen.minor(), false),
            _ => chosen,
        }
    }

    /// Whether more workers than cores can help it at all: they only wait side by side.
    pub fn waits_cheaply(self) -> bool {
        matches!(self, Way::Threads | Way::FreeThreads | Way::Asyncio)
    }

    /// The executor that does it; `None` where there is none for it.
    fn executor(self) -> Option<&'static str> {
        match self {
            Way::Threads | Way::FreeThreads => Some("ThreadPoolExecutor"),
            Way::Processes => Some("ProcessPoolExecutor"),
            Way::Interpreters => Some("InterpreterPoolExecutor"),
            Way::OneByOne | Way::Asyncio => None,
        }
    }
}

/// A generated program: a name for its file, and the text.
pub struct Driver {
    pub file: String,
    pub text: String,
}

impl Driver {
    fn new(subject: &Subject, word: &str, text: String) -> Driver {
        Driver {
            file: format!("{}_{word}.py", subject.stem()),
            text,
        }
    }

    /// The work done in one way with so many workers; `None` where it cannot be.
    pub fn of(subject: &Subject, way: Way, workers: u32) -> Option<Driver> {
        let text = match &subject.kind {
            Kind::WorkItems { is_async, .. } => {
                let body = work_items(way, *is_async, workers)?;
                let import = import(subject);
                let executor = way.executor().map(executor_import).unwrap_or_default();
                let asyncio = if *is_async { "import asyncio\n" } else { "" };
                let told = told(way, workers);
                format!(
                    "# The work of {}: {}.\n{asyncio}import sys\nimport time\n{executor}\n{import}\n\n\
                     {body}\n\nif __name__ == \"__main__\":\n    \
                     start = time.perf_counter()\n    \
                     results = main()\n    \
                     print(f\"{told}: {{len(results)}} results in {{time.perf_counter() - start:.6f}} s\", file=sys.stderr)\n",
                    subject.file, told,
                )
            }
            Kind::Executor { prologue, .. } => {
                let swap = match way {
                    Way::OneByOne => swap_for_none(subject, false),
                    _ => swap(subject, way, workers)?,
                };
                with_prologue(&subject.source.text, *prologue, &swap)
            }
        };
        Some(Driver::new(subject, way.word(), text))
    }

    /// One after the other, and weighs what processes would have to send each other. The last
    /// line that it prints is [`WEIGHED`] and a JSON object.
    pub fn weighing(subject: &Subject) -> Driver {
        let text = match &subject.kind {
            Kind::WorkItems { is_async, .. } => {
                let call = if *is_async {
                    "asyncio.run(work(item))"
                } else {
                    "work(item)"
                };
                let asyncio = if *is_async { "import asyncio\n" } else { "" };
                format!(
                    "# What processes would have to send each other for {}.\n{asyncio}import json\nimport pickle\n\n\
                     {}\n\n{WEIGH}\n\nfor item in items:\n    weigh(\"sent\", (work, item))\n    \
                     weigh(\"returned\", {call})\nprint(\"\\n{WEIGHED}\", json.dumps(weighed))\n",
                    subject.file,
                    import(subject),
                )
            }
            Kind::Executor { prologue, .. } => {
                let swap = swap_for_none(subject, true);
                with_prologue(&subject.source.text, *prologue, &swap)
            }
        };
        Driver::new(subject, "weighed", text)
    }
}

/// Begins the line with what was weighed.
pub const WEIGHED: &str = "gilsim advise weighed";

const WEIGH: &str = r#"weighed = {"sent": 0, "returned": 0, "calls": 0, "refused": None}


def weigh(direction, thing):
    if direction == "sent":
        weighed["calls"] += 1
    try:
        weighed[direction] += len(pickle.dumps(thing))
    except Exception as error:
        if weighed["refused"] is None:
            what = "call" if direction == "sent" else "result of call"
            weighed["refused"] = f"{what} {weighed['calls']} cannot be pickled: {type(error).__name__}: {error}"
"#;

fn told(way: Way, workers: u32) -> String {
    match way {
        Way::OneByOne => way.name().to_string(),
        _ => format!("{}, {workers} at a time", way.name()),
    }
}

fn executor_import(executor: &str) -> String {
    format!("from concurrent.futures import {executor}\n")
}

/// `work` and `items` from the user's file, by these names. The file is imported, so that what
/// it guards with `if __name__ == "__main__"` does not run.
fn import(subject: &Subject) -> String {
    let Kind::WorkItems { work, items, .. } = &subject.kind else {
        return String::new();
    };
    let stem = subject.stem();
    let plain = stem.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !stem.starts_with(|c: char| c.is_numeric());
    let alias = |name: &str, wanted: &str| match name == wanted {
        true => name.to_string(),
        false => format!("{name} as {wanted}"),
    };
    let import = if plain {
        format!(
            "from {stem} import {}, {}",
            alias(items, "items"),
            alias(work, "work")
        )
    } else {
        let quoted = serde_json::Value::from(stem);
        format!("module = __import__({quoted})\nitems, work = module.{items}, module.{work}")
    };
    format!("{import}\n\nitems = list(items)\n")
}

/// The definition of `main()`.
fn work_items(way: Way, is_async: bool, workers: u32) -> Option<String> {
    let text = match (way, is_async) {
        (Way::OneByOne, false) => {
            "def main():\n    return [work(item) for item in items]\n".to_string()
        }
        (Way::OneByOne, true) => "async def one_by_one():\n    \
             return [await work(item) for item in items]\n\n\n\
             def main():\n    return asyncio.run(one_by_one())\n"
            .to_string(),
        (Way::Asyncio, false) => return None,
        (Way::Asyncio, true) => format!(
            "async def tasks():\n    \
             results = [None] * len(items)\n    \
             todo = iter(enumerate(items))\n\n    \
             async def worker():\n        \
             for index, item in todo:\n            \
             results[index] = await work(item)\n\n    \
             await asyncio.gather(*[worker() for _ in range({workers})])\n    \
             return results\n\n\n\
             def main():\n    return asyncio.run(tasks())\n"
        ),
        (way, is_async) => {
            let executor = way.executor()?;
            let (function, called) = if is_async {
                (
                    "def run(item):\n    return asyncio.run(work(item))\n\n\n",
                    "run",
                )
            } else {
                ("", "work")
            };
            format!(
                "{function}def main():\n    \
                 with {executor}(max_workers={workers}) as pool:\n        \
                 return list(pool.map({called}, items))\n"
            )
        }
    };
    Some(text)
}

fn with_prologue(text: &str, at: usize, prologue: &str) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let newline = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{before}{newline}{prologue}\n{after}")
}

const SWAPPED: &str = "_futures.ThreadPoolExecutor = _futures.ProcessPoolExecutor = _Pool\n";

/// Whatever executor the program asks for, it gets this one.
fn swap(subject: &Subject, way: Way, workers: u32) -> Option<String> {
    let executor = way.executor()?;
    Some(format!(
        "# {}: every executor is {} here.\n\
         import concurrent.futures as _futures\n\
         from concurrent.futures import {executor} as _Executor\n\n\n\
         class _Pool(_Executor):\n    \
         def __init__(self, *args, initializer=None, initargs=(), **kwargs):\n        \
         super().__init__({workers}, initializer=initializer, initargs=initargs)\n\n\n\
         {SWAPPED}",
        subject.file,
        way.workers(workers),
    ))
}

/// An executor that does each call when it is submitted, and weighs it if wanted.
fn swap_for_none(subject: &Subject, weighing: bool) -> String {
    let (imports, sent, returned, report) = if weighing {
        (
            format!("import atexit as _atexit\nimport json as _json\nimport pickle\n\n{WEIGH}\n"),
            "        weigh(\"sent\", (fn, args, kwargs))\n",
            "            weigh(\"returned\", result)\n",
            format!("_atexit.register(lambda: print(\"\\n{WEIGHED}\", _json.dumps(weighed)))\n"),
        )
    } else {
        (String::new(), "", "", String::new())
    };
    format!(
        "# {}: every call is made when it is submitted.\n\
         import concurrent.futures as _futures\n{imports}\n\n\
         class _Pool(_futures.Executor):\n    \
         _max_workers = 1\n\n    \
         def __init__(self, *args, initializer=None, initargs=(), **kwargs):\n        \
         if initializer is not None:\n            \
         initializer(*initargs)\n\n    \
         def submit(self, fn, /, *args, **kwargs):\n{sent}        \
         future = _futures.Future()\n        \
         future.set_running_or_notify_cancel()\n        \
         try:\n            \
         result = fn(*args, **kwargs)\n{returned}        \
         except BaseException as error:\n            \
         future.set_exception(error)\n        \
         else:\n            \
         future.set_result(result)\n        \
         return future\n\n\n\
         {SWAPPED}{report}",
        subject.file,
    )
}
