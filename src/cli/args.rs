//! Every command and flag, once: help, completions and man page are made from these types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::scenario::{self, Override};

/// A simulator of Python's global interpreter lock
#[derive(Clone, Debug, Parser)]
#[command(
    name = "gilsim",
    version,
    arg_required_else_help = true,
    propagate_version = true,
    after_help = "Examples:\n  \
        gilsim run scenarios/08-convoy-effect\n  \
        gilsim run program.py --python 3.9 --cores 2\n  \
        gilsim check scenarios\n\n\
        Exit status: the program's own; 1 for a failed expectation or too few right \
        predictions, 2 for a mistake in the command, the scenario or the program's text, 70 for \
        an internal error, 120 where output cannot be written, 124 where a limit was reached, \
        125 for a deadlock, 130 after Ctrl-C."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// Colour in messages and text charts
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Run a scenario or a program and draw what happened
    Run(Box<Run>),
    /// Run again and draw anew whenever the program or the scenario is saved
    Watch(Box<Run>),
    /// Step through a run in the terminal, forwards and backwards, and predict who is next
    Play(Play),
    /// Try a program's work in every way, and say which to pick: threads, processes, asyncio, …
    Advise(Box<Advise>),
    /// Show the bytecode of a program, as Python's dis does
    Dis(Dis),
    /// Run scenarios and check what they claim
    Check(Check),
    /// List the lessons, or read, ask and run one of them
    Lesson(Lesson),
    /// List the scenarios of a folder with their questions
    List(List),
    /// Write a new scenario that runs: scenario.toml, program.py, README.md
    New(New),
    /// Write gilsim.py, so that programs with gilsim's calls run on real Python
    Shim(Shim),
    /// Measure a real Python, and write its costs as a version profile
    Calibrate(Calibrate),
    /// Compare predictions with what real Pythons do
    Validate(Validate),
    /// Print the JSON schema of scenario files, for editors
    Schema,
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  \
    gilsim run scenarios/08-convoy-effect --out pictures\n  \
    gilsim run convoy.py --python 3.13t --cores 4\n  \
    gilsim run scenarios/01-cpu-bound-threads --set thread.cpu.count=8 --seed 7\n  \
    gilsim run convoy.py --engine both --cores 2\n  \
    gilsim run program.py -q --no-chart -- --size 10")]
pub struct Run {
    /// A scenario file, a folder with a scenario.toml, or a Python program
    #[arg(value_name = "SCENARIO")]
    pub path: PathBuf,

    #[command(flatten)]
    pub settings: Settings,

    /// Run only this variant (may be given several times)
    #[arg(long, value_name = "NAME")]
    pub variant: Vec<String>,

    /// In virtual time, or on real threads in real time, or both, one below the other
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<Engine>,

    /// Where pictures and tables are written
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,

    /// What to write, separated by commas, if not what the scenario says or png
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub format: Vec<Format>,

    /// Pictures to draw beside those that the scenario names, separated by commas
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub picture: Vec<Picture>,

    /// Draw nothing
    #[arg(long)]
    pub no_chart: bool,

    /// Print a report after each run: who waited for whom, and for which lines
    #[arg(long, value_name = "REPORT")]
    pub report: Option<Report>,

    /// Write the totals as JSON to this file (`-` for standard output)
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,

    /// No table, no findings, no progress: only what the program itself prints
    #[arg(short, long)]
    pub quiet: bool,

    /// Print the Python text that the scenario runs, and run nothing
    #[arg(long)]
    pub print_program: bool,

    /// Width of the picture in pixels, of a text chart in columns
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(40..=20_000))]
    pub width: Option<u32>,

    /// Enlarge everything in the picture, for projectors and print
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub scale: u32,

    /// Arguments for the program (sys.argv), after --
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,

    /// What tells this run's pages from those of the next, if there will be one
    #[arg(skip)]
    pub stamp: Option<String>,
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Keys: space runs in slow motion, i e s step by instruction, event of the GIL \
    and switch, I E S the same backwards, m predicts who is next, ? shows all keys.\n\n\
    Examples:\n  \
    gilsim play scenarios/08-convoy-effect\n  \
    gilsim play scenarios/12-lost-update --variant \"a Lock\" --no-color\n  \
    gilsim play program.py --python 2.7 --cores 2"
)]
pub struct Play {
    /// A scenario file, a folder with a scenario.toml, or a Python program
    #[arg(value_name = "SCENARIO")]
    pub path: PathBuf,

    #[command(flatten)]
    pub settings: Settings,

    /// Begin with this variant
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,

    /// No colour, as with --color never
    #[arg(long)]
    pub no_color: bool,

    /// Arguments for the program (sys.argv), after --
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "The program has a function `work(item)` and a list `items` at module level, or gives \
    work to an executor of concurrent.futures; then the executor is swapped. The work is done in \
    simulation: one after the other, by threads with the GIL and without, by processes, by \
    interpreters, and with asyncio where it is async. Of ways within 5 % of the fastest the \
    simplest is advised, with the fewest workers within 5 % of its best.\n\n\
    Examples:\n  \
    gilsim advise primes.py\n  \
    gilsim advise fetch.py --python 3.14 --cores 8\n  \
    gilsim advise pages.py --work parse --items PAGES --workers 1,2,4,8,16\n  \
    gilsim advise primes.py --json --no-chart\n  \
    gilsim advise primes.py --print-program"
)]
pub struct Advise {
    /// A Python program
    #[arg(value_name = "PROGRAM.py")]
    pub path: PathBuf,

    /// The function that does a piece of work
    #[arg(long, value_name = "NAME", default_value = "work")]
    pub work: String,

    /// What it is called with, one after the other
    #[arg(long, value_name = "NAME", default_value = "items")]
    pub items: String,

    /// Numbers of workers to try, if not 1, 2, 4, … up to twice the cores, and on while it helps
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub workers: Vec<u32>,

    /// Which Python advice is for: 3.2 to 3.14, 3.13t, 3.14t
    #[arg(long, value_name = "VERSION")]
    pub python: Option<String>,

    /// Cores of the simulated computer
    #[arg(long, value_name = "N")]
    pub cores: Option<String>,

    /// The seed of everything that is left to chance
    #[arg(long, value_name = "N")]
    pub seed: Option<String>,

    /// The virtual time at which each run is cut short, such as 10s
    #[arg(long, value_name = "DURATION")]
    pub until: Option<String>,

    /// Any key of a scenario file, such as io.network.latency=20ms
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = Override::set)]
    pub set: Vec<Override>,

    /// Tell everything as JSON
    #[arg(long)]
    pub json: bool,

    /// Print the Python text that is run for each way, and run nothing
    #[arg(long)]
    pub print_program: bool,

    /// Where the pictures are written: the best of each way, and what more workers gain
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,

    /// What to write, separated by commas, if not png
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub format: Vec<Format>,

    /// Draw nothing
    #[arg(long)]
    pub no_chart: bool,

    /// Width of the pictures in pixels
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(480..=16_000))]
    pub width: Option<u32>,

    /// Enlarge everything in the pictures, for projectors and print
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub scale: u32,
}

impl Advise {
    /// The settings of every trial. Each has its own version.
    pub fn overrides(&self) -> Vec<Override> {
        let settings = Settings {
            cores: self.cores.clone(),
            seed: self.seed.clone(),
            until: self.until.clone(),
            set: self.set.clone(),
            ..Settings::default()
        };
        settings.overrides()
    }
}

/// Settings that stand above those of the scenario and its variants.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Settings (above those of the scenario)")]
pub struct Settings {
    /// Which Python: 2.7, 3.2 to 3.14, 3.13t, 3.14t
    #[arg(long, value_name = "VERSION")]
    pub python: Option<String>,

    /// Which GIL, if not the version's: tick, timeslice, priority, none
    #[arg(long, value_name = "GIL")]
    pub gil: Option<String>,

    /// Cores of the simulated computer
    #[arg(long, value_name = "N")]
    pub cores: Option<String>,

    /// How long a waiter waits before it asks for the GIL, such as 5ms
    #[arg(long, value_name = "DURATION")]
    pub switch_interval: Option<String>,

    /// The seed of everything that is left to chance
    #[arg(long, value_name = "N")]
    pub seed: Option<String>,

    /// The virtual time at which the run is cut short, such as 10s
    #[arg(long, value_name = "DURATION")]
    pub until: Option<String>,

    /// Any key of a scenario file, such as machine.timer_slack=0us or thread.io.count=8
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = Override::set)]
    pub set: Vec<Override>,
}

impl Run {
    /// A run with no flags.
    pub fn of(path: PathBuf) -> Run {
        Run {
            path,
            settings: Settings::default(),
            variant: Vec::new(),
            engine: None,
            out: PathBuf::from("output"),
            format: Vec::new(),
            picture: Vec::new(),
            report: None,
            no_chart: false,
            summary: None,
            quiet: false,
            print_program: false,
            width: None,
            scale: 1,
            args: Vec::new(),
            stamp: None,
        }
    }

    /// The settings as overrides, the engine among them. Two engines are none.
    pub fn overrides(&self) -> Vec<Override> {
        let mut overrides = self.settings.overrides();
        let engine = match self.engine {
            Some(Engine::Sim) => "sim",
            Some(Engine::Live) => "live",
            Some(Engine::Both) | None => return overrides,
        };
        overrides.push(Override::flag("--engine", "run.engine", engine));
        overrides
    }
}

impl Settings {
    /// As overrides for the scenario reader, in the order in which they apply.
    pub fn overrides(&self) -> Vec<Override> {
        let flags = [
            ("--python", "python.version", &self.python),
            ("--gil", "python.gil", &self.gil),
            ("--cores", "machine.cores", &self.cores),
            (
                "--switch-interval",
                "python.switch_interval",
                &self.switch_interval,
            ),
            ("--seed", "run.seed", &self.seed),
            ("--until", "run.until", &self.until),
        ];
        let flags = flags
            .into_iter()
            .filter_map(|(flag, key, value)| Some(Override::flag(flag, key, value.as_deref()?)));
        self.set.iter().cloned().chain(flags).collect()
    }
}

#[derive(Clone, Debug, Args)]
pub struct Dis {
    /// A Python program, or a scenario
    #[arg(value_name = "PROGRAM")]
    pub path: PathBuf,
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Examples:\n  gilsim check scenarios\n  gilsim check scenarios/12-lost-update --seeds"
)]
pub struct Check {
    /// Scenario files, or folders to look for scenarios in
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Check under three more seeds besides the scenario's own
    #[arg(long)]
    pub seeds: bool,

    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  \
    gilsim lesson\n  \
    gilsim lesson 8\n  \
    gilsim lesson 8 --lang ko --format html\n  \
    gilsim lesson --copy scenarios\n\n\
    Lessons are read from the folder scenarios where there is one here, and else from gilsim \
    itself. The exit status is that of the lesson's runs.")]
pub struct Lesson {
    /// Which lesson to give; without a number all are listed
    #[arg(value_name = "NUMBER")]
    pub number: Option<u32>,

    /// The language of the lesson and its pictures
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub lang: Lang,

    /// Where pictures and tables are written
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,

    /// What to write, separated by commas, if not what the scenario says or png
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub format: Vec<Format>,

    /// Write the lessons and their programs into this folder, to be changed
    #[arg(long, value_name = "DIR", conflicts_with = "number")]
    pub copy: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    En,
    Ko,
}

impl From<Lang> for scenario::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => scenario::Lang::En,
            Lang::Ko => scenario::Lang::Ko,
        }
    }
}

#[derive(Clone, Debug, Args)]
pub struct List {
    /// The folder of the scenarios
    #[arg(value_name = "DIR", default_value = "scenarios")]
    pub dir: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub struct New {
    /// The folder to make; it must not exist yet
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub struct Shim {
    /// The folder of the programs
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  \
    gilsim calibrate --python ~/.pyenv/versions/3.9.18/bin/python\n  \
    gilsim calibrate --python python3.13 --name 3.13 --out 3.13.toml\n\n\
    Takes a minute and a quiet machine.")]
pub struct Calibrate {
    /// The interpreter to measure: CPython 2.7 or 3.2 and later
    #[arg(long, value_name = "PATH")]
    pub python: PathBuf,

    /// The version whose rules (GIL, check points, locks) the costs go with, if not its own
    #[arg(long, value_name = "VERSION")]
    pub name: Option<String>,

    /// Where the profile is written, if not to standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// How often each program is timed; the fastest time counts
    #[arg(long, value_name = "N", default_value_t = Calibrate::REPEATS, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub repeats: u32,

    /// Write the costs of a machine that takes so many per cent of this one's time; memory is
    /// taken to be as fast
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub percent: u32,
}

impl Calibrate {
    pub const REPEATS: u32 = 25;
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Programs print lines of `name value` pairs, such as `threads 2 speedup 0.97`; measures \
    that tell a machine's speed (sequential_s, loops, …) are not compared.\n\n\
    Examples:\n  \
    gilsim validate --python 3.13=python3.13 --python 2.7=python2.7 tests/fidelity/programs\n  \
    gilsim validate --python 3.9 --measured tests/fidelity/measurements.tsv --cores 2 tests/fidelity/programs"
)]
pub struct Validate {
    /// A folder of Python programs, or one program
    #[arg(value_name = "PROGRAMS")]
    pub programs: PathBuf,

    /// A version and the interpreter that shows what it does (may be given several times)
    #[arg(long, required = true, value_name = "NAME=PATH")]
    pub python: Vec<String>,

    /// Compare with measurements that are recorded in this table; --python is then a NAME
    #[arg(long, value_name = "FILE")]
    pub measured: Option<PathBuf>,

    /// Write what was measured to this table
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,

    /// Simulated runs of each program, each with another seed; the median counts
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub seeds: u32,

    /// Real runs of each program; their range counts
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub runs: u32,

    /// Cores of the simulated computer, if not as many as this one has
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub cores: Option<u32>,

    /// Exit with 1 where fewer predictions are right
    #[arg(long, value_name = "PERCENT", default_value = "80", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub threshold: u8,

    /// Where the chart is written
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Format {
    Png,
    Svg,
    /// One page to zoom into, with all runs
    Html,
    Csv,
    /// For ui.perfetto.dev
    Perfetto,
    /// For profiler.firefox.com
    Firefox,
    /// A timeline in the terminal
    Text,
}

impl Format {
    /// The name by which `render` knows the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Svg => "svg",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Perfetto => "perfetto",
            Format::Firefox => "firefox",
            Format::Text => "text",
        }
    }
}

/// A picture that a command can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// How long threads waited for the GIL, under the timeline
    Latency,
    /// Who waited for whom, and which lines were waited for
    Blame,
    /// The instructions around a lost update or before a deadlock
    Interleaving,
}

impl Picture {
    /// The word for it in a scenario's `show`.
    pub fn word(self) -> &'static str {
        match self {
            Picture::Latency => "latency",
            Picture::Blame => "blame",
            Picture::Interleaving => "interleaving",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Report {
    Blame,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Sim,
    Live,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_definitions_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_and_settings_become_overrides_in_order() {
        let line = "gilsim run a.toml --cores 2 --set machine.cores=3 --python 3.9 -- --x 1";
        let Command::Run(run) = parse(line).expect("parses").command else {
            panic!("run");
        };
        assert_eq!(run.args, ["--x", "1"]);
        let expect = [
            Override::set("machine.cores=3").expect("a setting"),
            Override::flag("--python", "python.version", "3.9"),
            Override::flag("--cores", "machine.cores", "2"),
        ];
        assert_eq!(run.settings.overrides(), expect);
    }

    #[test]
    fn wrong_usage_exits_with_two() {
        for line in [
            "gilsim run",
            "gilsim run a.toml --formt png",
            "gilsim run a.toml --format bmp",
            "gilsim run a.toml --set cores",
            "gilsim run a.toml --scale 0",
            "gilsim run a.toml --width NaN",
            "gilsim frobnicate",
            "gilsim check",
        ] {
            assert_eq!(parse(line).expect_err(line).exit_code(), 2, "{line}");
        }
    }
}
