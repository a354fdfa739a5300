//! Times the shapes on a real interpreter.

use std::time::Duration;

use super::shapes::{Native, SHAPES, functions};
use crate::cli::real_python::RealPython;
use crate::profile::Version;

/// What an interpreter said of itself and of the shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// `3.9`, `3.13t`.
    pub version: String,
    /// `3.9.18`
    pub release: String,
    pub machine: String,
    /// Nanoseconds of processor time of one round of the empty loop, then of each shape.
    pub rounds: Vec<f64>,
    /// Nanoseconds that starting a thread costs the one that starts it.
    pub thread_start: f64,
    /// Nanoseconds from before `fork` to the child's first instruction.
    pub process_start: f64,
}

impl Measured {
    /// The times of a machine with a processor of another speed and the same memory.
    pub fn scale(&mut self, factor: f64) {
        let natives = SHAPES.iter().map(|shape| shape.native);
        for (native, time) in std::iter::once(Native::Nothing)
            .chain(natives)
            .zip(&mut self.rounds)
        {
            if !matches!(native, Native::ListScan(_)) {
                *time *= factor;
            }
        }
        self.thread_start *= factor;
        self.process_start *= factor;
    }
}

const LIMIT: Duration = Duration::from_secs(600);

/// The minimum of several measurements of each shape, all shapes in turn, so that a disturbance
/// does not hit one of them every time. Of the starts, which are waits too, the lower quartile.
const HARNESS: &str = r#"
import gc, os, platform, sys, time
clock = getattr(time, "process_time", None) or time.clock
wall = getattr(time, "perf_counter", None) or time.time
try:
    from thread import start_new_thread
except ImportError:
    from _thread import start_new_thread
t = "t" if getattr(sys, "_is_gil_enabled", lambda: True)() is False else ""
print("implementation %s" % platform.python_implementation())
print("version %d.%d%s" % (sys.version_info[0], sys.version_info[1], t))
print("release %d.%d.%d" % tuple(sys.version_info[:3]))
cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.sysconf("SC_NPROCESSORS_ONLN")
print("machine %s %s %s, %d cores" % (platform.system(), platform.release(), platform.machine(), cores))
sys.stdout.flush()
gc.disable()
enough = 0.004
work = [empty] + [globals()["shape_%d" % i] for i in range(COUNT)]
rounds = []
for f in work:
    n = 1
    while True:
        start = clock()
        f(numbers(n))
        spent = clock() - start
        if spent >= enough / 4 or n > 50000000:
            break
        n *= 4
    rounds.append(max(1, int(n * enough / max(spent, 1e-9))))
best = [None] * len(work)
for _ in range(REPEATS):
    for i, f in enumerate(work):
        start = clock()
        f(numbers(rounds[i]))
        spent = (clock() - start) * 1e9 / rounds[i]
        if best[i] is None or spent < best[i]:
            best[i] = spent
for spent in best:
    print("round %.4f" % spent)
# A fork copies the page tables; what the programs needed is no part of a small process.
del MANY[:], SHUFFLED[:]
starts = []
for _ in range(100):
    start = wall()
    start_new_thread(nothing, ())
    starts.append((wall() - start) * 1e9)
    time.sleep(0.0005)
starts.sort()
print("thread_start %.0f" % starts[len(starts) // 4])
starts = []
for _ in range(20):
    inlet, outlet = os.pipe()
    start = wall()
    child = os.fork()
    if not child:
        os.write(outlet, ("%.9f" % wall()).encode())
        os._exit(0)
    os.close(outlet)
    starts.append((float(os.read(inlet, 99)) - start) * 1e9)
    os.close(inlet)
    os.waitpid(child, 0)
starts.sort()
print("process_start %.0f" % starts[len(starts) // 4])
"#;

/// The text of the program that measures.
fn program(repeats: u32) -> String {
    format!(
        "from __future__ import print_function\n{}COUNT = {}\nREPEATS = {repeats}\n{HARNESS}",
        functions(),
        SHAPES.len()
    )
}

/// Measures an interpreter.
///
/// # Errors
/// In a sentence: it cannot be run, or it is no CPython.
pub fn measure(python: &RealPython, repeats: u32) -> Result<Measured, String> {
    let shown = python.path.display();
    // An interpreter answers this at once, and nothing else does.
    let asked = python.run(&["-c", "print(6 * 7)"], Duration::from_secs(20));
    match asked {
        Ok(answer) if answer.trim() == "42" => {}
        Ok(_) => {
            return Err(format!(
                "`{shown}` is no Python: it cannot tell what 6 * 7 is"
            ));
        }
        Err(error) if error.starts_with("there is no") => return Err(error),
        Err(error) => return Err(format!("`{shown}` is no Python that works: {error}")),
    }
    let output = python.run(&["-c", &program(repeats)], LIMIT)?;
    parse(&output).map_err(|error| format!("`{shown}`: {error}"))
}

fn parse(output: &str) -> Result<Measured, String> {
    let value = |name: &str| {
        let mut lines = output.lines();
        lines
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
            .ok_or_else(|| format!("the measuring program did not print `{name}`"))
    };
    let number = |text: &str| {
        let number: Result<f64, _> = text.parse();
        number
            .ok()
            .filter(|number| number.is_finite() && *number > 0.0)
            .ok_or_else(|| format!("`{text}` is no time that could be measured"))
    };
    let implementation = value("implementation")?;
    if implementation != "CPython" {
        return Err(format!(
            "gilsim simulates CPython, and this is {implementation}"
        ));
    }
    let rounds = output
        .lines()
        .filter_map(|line| line.strip_prefix("round "))
        .map(number)
        .collect::<Result<Vec<f64>, String>>()?;
    if rounds.len() != SHAPES.len() + 1 {
        return Err(format!(
            "{} of {} programs ran",
            rounds.len(),
            SHAPES.len() + 1
        ));
    }
    Ok(Measured {
        version: value("version")?.to_string(),
        release: value("release")?.to_string(),
        machine: value("machine")?.to_string(),
        rounds,
        thread_start: number(value("thread_start")?)?,
        process_start: number(value("process_start")?)?,
    })
}

/// The version whose rules the measured costs go with.
///
/// # Errors
/// That gilsim knows none of that name.
pub fn version(measured: &Measured, name: Option<&str>) -> Result<Version, String> {
    let name = name.unwrap_or(&measured.version);
    name.parse().map_err(|error| {
        format!("{error}; with --name the costs go with the rules of one of these")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(implementation: &str, rounds: usize) -> String {
        let mut text = format!(
            "implementation {implementation}\nversion 3.9\nrelease 3.9.18\nmachine a box\n"
        );
        text.push_str(&"round 12.5\n".repeat(rounds));
        text.push_str("thread_start 30000\nprocess_start 500000\n");
        text
    }

    #[test]
    fn what_the_program_prints_is_read() {
        let measured = parse(&output("CPython", SHAPES.len() + 1)).expect("complete");
        assert_eq!(measured.rounds.len(), SHAPES.len() + 1);
        assert_eq!((measured.thread_start, measured.process_start), (3e4, 5e5));
        assert_eq!(
            version(&measured, None).map(|v| v.to_string()),
            Ok("3.9".into())
        );
        assert_eq!(
            version(&measured, Some("3.8")).map(|v| v.to_string()),
            Ok("3.8".into())
        );
        let unknown = version(&measured, Some("3.99")).expect_err("there is none");
        assert!(
            unknown.contains("unknown Python version \"3.99\""),
            "{unknown}"
        );
    }

    #[test]
    fn what_is_no_measurement_is_refused() {
        let refused = |text: &str| parse(text).expect_err(text);
        let other = output("PyPy", SHAPES.len() + 1);
        assert_eq!(
            refused(&other),
            "gilsim simulates CPython, and this is PyPy"
        );
        assert!(refused(&output("CPython", 3)).starts_with("3 of "));
        assert!(refused("").contains("`implementation`"));
        let zero = output("CPython", SHAPES.len() + 1).replacen("12.5", "0", 1);
        assert_eq!(refused(&zero), "`0` is no time that could be measured");
    }
}
