//! What the interpreter needs from around it: source text of modules, compiled, and the time
//! where that is real.

use std::sync::Arc;

use crate::bytecode::CodeObject;
use crate::nanos::Nanos;

/// A module written in Python.
#[derive(Clone, Debug)]
pub struct Source {
    pub code: Arc<CodeObject>,
    pub package: bool,
    /// Part of the simulated standard library: its frames are shown in tracebacks, but it is not
    /// the program.
    pub library: bool,
    /// CPython has it in C: its frames are not seen.
    pub native: bool,
}

/// Why text did not compile: what `SyntaxError` tells.
#[derive(Clone, Debug)]
pub struct CompileError {
    pub message: String,
    pub filename: String,
    pub line: u32,
    pub column: u32,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Exec,
    Eval,
}

pub trait Host: Send {
    /// The module of this dotted name: beside the program or in the standard library.
    /// `None` where there is no such module.
    fn module(&mut self, name: &str) -> Option<Result<Source, CompileError>>;

    /// Whether the program has a module of this name beside it.
    fn has_own_module(&self, _name: &str) -> bool {
        false
    }

    /// The compiled `prelude.py`: built-in functions that are written in Python.
    fn prelude(&self) -> Arc<CodeObject>;

    /// The nearest module that exists, for "did you mean".
    fn nearest_module(&self, name: &str) -> Option<String>;

    /// Compiles text for `exec` and `eval`.
    fn compile(
        &mut self,
        text: &str,
        filename: &str,
        mode: Mode,
    ) -> Result<Arc<CodeObject>, CompileError>;

    fn clone_box(&self) -> Box<dyn Host>;

    /// A line of a source file, for tracebacks. 1-based.
    fn source_line(&self, filename: &str, line: u32) -> Option<String>;
}

impl Clone for Box<dyn Host> {
    fn clone(&self) -> Self {
        self.as_ref().clone_box()
    }
}

/// The clock of a run in real time, in nanoseconds.
pub trait HostClock: Send + Sync {
    /// Since the run began. Never goes back.
    fn now(&self) -> Nanos;

    /// Since 1970 in UTC.
    fn since_epoch(&self) -> i64;

    /// For how long the calling thread of the operating system has been on a core.
    fn thread_cpu(&self) -> Nanos;

    /// For how long all of them together have been since the run began.
    fn process_cpu(&self) -> Nanos;
}

/// Whether CPython 3.13 has a module of this name in its standard library.
pub fn is_standard_module(name: &str) -> bool {
    STANDARD.binary_search(&name).is_ok()
}

/// What to use instead of a module that is not simulated.
pub fn instead_of(name: &str) -> Option<&'static str> {
    INSTEAD
        .iter()
        .find(|(module, _)| *module == name)
        .map(|&(_, instead)| instead)
}

const INSTEAD: &[(&str, &str)] = &[
    (
        "aiohttp",
        "'asyncio.open_connection', or 'requests' in 'asyncio.to_thread'",
    ),
    ("argparse", "'sys.argv'"),
    ("bz2", "'zlib', which releases the GIL as well"),
    ("csv", "'str.split'"),
    ("decimal", "'float' and 'int'"),
    ("fractions", "'float' and 'int'"),
    ("gevent", "'asyncio'"),
    ("gzip", "'zlib', which releases the GIL as well"),
    ("http.client", "'urllib.request'"),
    ("http.server", "'socket'"),
    ("httpx", "'requests'"),
    ("lzma", "'zlib', which releases the GIL as well"),
    ("numpy", "'gilsim.c_call' with releases_gil=True"),
    ("pandas", "'gilsim.c_call' with releases_gil=True"),
    ("psutil", "'os' and 'time'"),
    ("pytest", "'assert'"),
    ("select", "'asyncio', or a thread for each 'socket'"),
    ("selectors", "'asyncio', or a thread for each 'socket'"),
    ("shelve", "'json' and a file"),
    ("socketserver", "'socket'"),
    ("sqlite3", "'json' and a file"),
    ("ssl", "'socket'"),
    ("struct", "'int.to_bytes'"),
    ("tkinter", "'print'"),
    ("tqdm", "'print'"),
    ("trio", "'asyncio'"),
    ("unittest", "'assert'"),
];

/// `sys.stdlib_module_names` of CPython 3.13, without private ones, sorted.
#[rustfmt::skip]
const STANDARD: &[&str] = &[
    "abc", "antigravity", "argparse", "array", "ast", "asyncio", "atexit", "base64", "bdb",
    "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar", "cmath", "cmd", "code",
    "codecs", "codeop", "collections", "colorsys", "compileall", "concurrent", "configparser",
    "contextlib", "contextvars", "copy", "copyreg", "csv", "ctypes", "curses", "dataclasses",
    "datetime", "dbm", "decimal", "difflib", "dis", "doctest", "email", "encodings", "ensurepip",
    "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions",
    "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob",
    "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib",
    "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "linecache",
    "locale", "logging", "lzma", "mailbox", "marshal", "math", "mimetypes", "mmap",
    "modulefinder", "msvcrt", "multiprocessing", "netrc", "nt", "ntpath", "nturl2path", "numbers",
    "opcode", "operator", "optparse", "os", "pathlib", "pdb", "pickle", "pickletools", "pkgutil",
    "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty",
    "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random",
    "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select",
    "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtplib", "socket",
    "socketserver", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "statistics", "string", "stringprep", "struct", "subprocess", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "tempfile", "termios", "textwrap", "this", "threading",
    "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest",
    "urllib", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound",
    "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
];
