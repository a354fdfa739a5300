//! Where modules in Python come from: the program's folder, and the standard library inside
//! gilsim.

use std::sync::{Arc, LazyLock, Mutex};

use rustc_hash::FxHashMap;

use crate::bytecode::CodeObject;
use crate::compile::{compile_expression, compile_module};
use crate::profile::Version;
use crate::scenario::{Files, ProgramText};
use crate::syntax;
use crate::trace::Place;
use crate::vm::{CompileError, Host, Mode, Source};

/// One file of the library: the module's dotted name, the path that tracebacks show, the text.
struct File {
    module: &'static str,
    path: &'static str,
    text: &'static str,
    package: bool,
}

macro_rules! files {
    ($($module:literal $path:literal $package:literal;)*) => {
        &[$(File {
            module: $module,
            path: concat!("<stdlib>/", $path),
            text: include_str!(concat!("../stdlib/", $path)),
            package: $package,
        },)*]
    };
}

const LIBRARY: &[File] = files! {
    "Queue" "Queue.py" false;
    "__future__" "__future__.py" false;
    "_disk" "_disk.py" false;
    "_descriptors" "_descriptors.py" false;
    "_filesystem" "_filesystem.py" false;
    "_asyncio" "_asyncio.py" false;
    "_network" "_network.py" false;
    "_heapq" "_heapq.py" false;
    "_lines" "_lines.py" false;
    "_strptime" "_strptime.py" false;
    "_timespans" "_timespans.py" false;
    "abc" "abc.py" false;
    "array" "array.py" false;
    "asyncio" "asyncio/__init__.py" true;
    "asyncio.base_events" "asyncio/base_events.py" false;
    "asyncio.coroutines" "asyncio/coroutines.py" false;
    "asyncio.events" "asyncio/events.py" false;
    "asyncio.exceptions" "asyncio/exceptions.py" false;
    "asyncio.futures" "asyncio/futures.py" false;
    "asyncio.locks" "asyncio/locks.py" false;
    "asyncio.protocols" "asyncio/protocols.py" false;
    "asyncio.queues" "asyncio/queues.py" false;
    "asyncio.runners" "asyncio/runners.py" false;
    "asyncio.streams" "asyncio/streams.py" false;
    "asyncio.subprocess" "asyncio/subprocess.py" false;
    "asyncio.taskgroups" "asyncio/taskgroups.py" false;
    "asyncio.tasks" "asyncio/tasks.py" false;
    "asyncio.threads" "asyncio/threads.py" false;
    "asyncio.timeouts" "asyncio/timeouts.py" false;
    "base64" "base64.py" false;
    "bisect" "bisect.py" false;
    "collections" "collections.py" true;
    "collections.abc" "_collections_abc.py" false;
    "concurrent" "concurrent/__init__.py" true;
    "concurrent.futures" "concurrent/futures/__init__.py" true;
    "concurrent.futures._base" "concurrent/futures/_base.py" false;
    "concurrent.futures.interpreter" "concurrent/futures/interpreter.py" false;
    "concurrent.futures.process" "concurrent/futures/process.py" false;
    "concurrent.futures.thread" "concurrent/futures/thread.py" false;
    "concurrent.interpreters" "concurrent/interpreters/__init__.py" true;
    "concurrent.interpreters._crossing" "concurrent/interpreters/_crossing.py" false;
    "concurrent.interpreters._queues" "concurrent/interpreters/_queues.py" false;
    "contextlib" "contextlib.py" false;
    "contextvars" "contextvars.py" false;
    "copy" "copy.py" false;
    "ctypes" "ctypes.py" false;
    "dataclasses" "dataclasses.py" false;
    "datetime" "datetime.py" false;
    "enum" "enum.py" false;
    "fnmatch" "fnmatch.py" false;
    "functools" "functools.py" false;
    "gilsim" "gilsim.py" false;
    "glob" "glob.py" false;
    "heapq" "heapq.py" false;
    "http" "http/__init__.py" true;
    "inspect" "inspect.py" false;
    "io" "io.py" false;
    "itertools" "itertools.py" false;
    "json" "json.py" false;
    "logging" "logging/__init__.py" true;
    "logging._files" "logging/_files.py" false;
    "logging._records" "logging/_records.py" false;
    "logging.handlers" "logging/handlers.py" false;
    "multiprocessing" "multiprocessing/__init__.py" true;
    "multiprocessing.connection" "multiprocessing/connection.py" false;
    "multiprocessing.context" "multiprocessing/context.py" false;
    "multiprocessing.dummy" "multiprocessing/dummy/__init__.py" true;
    "multiprocessing.managers" "multiprocessing/managers.py" false;
    "multiprocessing.pool" "multiprocessing/pool.py" false;
    "multiprocessing.popen" "multiprocessing/popen.py" false;
    "multiprocessing.process" "multiprocessing/process.py" false;
    "multiprocessing.queues" "multiprocessing/queues.py" false;
    "multiprocessing.reduction" "multiprocessing/reduction.py" false;
    "multiprocessing.shared_memory" "multiprocessing/shared_memory.py" false;
    "multiprocessing.sharedctypes" "multiprocessing/sharedctypes.py" false;
    "multiprocessing.spawn" "multiprocessing/spawn.py" false;
    "multiprocessing.synchronize" "multiprocessing/synchronize.py" false;
    "multiprocessing.util" "multiprocessing/util.py" false;
    "operator" "operator.py" false;
    "os" "os.py" false;
    "pathlib" "pathlib.py" false;
    "pickle" "pickle.py" false;
    "platform" "platform.py" false;
    "posixpath" "posixpath.py" false;
    "pprint" "pprint.py" false;
    "queue" "queue.py" false;
    "random" "random.py" false;
    "re" "re.py" false;
    "requests" "requests.py" false;
    "sched" "sched.py" false;
    "secrets" "secrets.py" false;
    "shlex" "shlex.py" false;
    "shutil" "shutil.py" false;
    "signal" "signal.py" false;
    "socket" "socket.py" false;
    "statistics" "statistics.py" false;
    "string" "string.py" false;
    "subprocess" "subprocess.py" false;
    "tempfile" "tempfile.py" false;
    "textwrap" "textwrap.py" false;
    "threading" "threading.py" false;
    "timeit" "timeit.py" false;
    "traceback" "traceback.py" false;
    "types" "types.py" false;
    "typing" "typing.py" false;
    "urllib" "urllib/__init__.py" true;
    "urllib.error" "urllib/error.py" false;
    "urllib.parse" "urllib/parse.py" false;
    "urllib.request" "urllib/request.py" false;
    "uuid" "uuid.py" false;
    "warnings" "warnings.py" false;
    "weakref" "weakref.py" false;
    "zlib" "zlib.py" false;
};

/// Those that are written in Python here and in C there.
const NATIVE: &[&str] = &[
    "_asyncio",
    "_filesystem",
    "_heapq",
    "_timespans",
    "array",
    "bisect",
    "concurrent.interpreters._crossing",
    "datetime",
    "operator",
    "pickle",
    "zlib",
];

/// What the program's own module is called in processes that start afresh, and in interpreters
/// that are not the main one.
const MAIN_ELSEWHERE: [&str; 2] = ["__mp_main__", "<fake __main__>"];

/// Modules that are part of CPython's executable, or loaded before the program: no file beside the
/// program comes before them.
const IN_CPYTHON: [&str; 7] = [
    "_collections_abc",
    "abc",
    "io",
    "itertools",
    "os",
    "os.path",
    "posixpath",
];

/// What came with Python 3.14.
const SINCE_3_14: [&str; 2] = ["concurrent.interpreters", "concurrent.futures.interpreter"];

/// Compiled modules of the library: the same in every run of a process.
static COMPILED: LazyLock<Mutex<FxHashMap<&'static str, Arc<CodeObject>>>> =
    LazyLock::new(Mutex::default);

/// The modules that a program can import, and the source lines that tracebacks show.
#[derive(Clone)]
pub struct Library {
    files: Arc<dyn Files + Send + Sync>,
    version: Version,
    /// File names and texts that were compiled in this run.
    texts: Vec<(String, Arc<str>)>,
}

impl Library {
    /// `files` is the program's folder, `program` and `text` the program itself.
    pub fn new(
        files: Arc<dyn Files + Send + Sync>,
        version: Version,
        program: &str,
        text: &str,
    ) -> Library {
        Library {
            files,
            version,
            texts: vec![(program.to_string(), text.into())],
        }
    }

    fn program_module(&mut self, name: &str) -> Option<Result<Source, CompileError>> {
        if MAIN_ELSEWHERE.contains(&name) {
            let (file, text) = self.texts.first()?;
            let code = compile_text(text, file, Mode::Exec);
            return Some(code.map(|code| Source {
                code,
                package: false,
                library: false,
                native: false,
            }));
        }
        if IN_CPYTHON.contains(&name) {
            return None;
        }
        let path = name.replace('.', "/");
        let candidates = [
            (format!("{path}.py"), false),
            (format!("{path}/__init__.py"), true),
        ];
        for (path, package) in candidates {
            let Ok(text) = self.files.read(&path) else {
                continue;
            };
            let text: Arc<str> = text.into();
            self.texts.push((path.clone(), text.clone()));
            return Some(compile_text(&text, &path, Mode::Exec).map(|code| Source {
                code,
                package,
                library: false,
                native: false,
            }));
        }
        None
    }
}

/// The part of the built-ins that is written in Python.
static PRELUDE: LazyLock<Arc<CodeObject>> = LazyLock::new(|| {
    compile_text(include_str!("../vm/prelude.py"), "<built-in>", Mode::Exec)
        .expect("the prelude is part of gilsim and compiles")
});

impl Host for Library {
    fn prelude(&self) -> Arc<CodeObject> {
        PRELUDE.clone()
    }

    fn module(&mut self, name: &str) -> Option<Result<Source, CompileError>> {
        if let Some(found) = self.program_module(name) {
            return Some(found);
        }
        let file = LIBRARY.iter().find(|file| file.module == name)?;
        let recent = SINCE_3_14.iter().any(|since| name.starts_with(since));
        if recent && (self.version.major(), self.version.minor()) < (3, 14) {
            return None;
        }
        let known = COMPILED
            .lock()
            .ok()
            .and_then(|known| known.get(name).cloned());
        let code = match known {
            Some(code) => Ok(code),
            None => compile_text(file.text, file.path, Mode::Exec),
        };
        if let (Ok(code), Ok(mut known)) = (&code, COMPILED.lock()) {
            known.insert(file.module, code.clone());
        }
        Some(code.map(|code| Source {
            code,
            package: file.package,
            library: true,
            native: NATIVE.contains(&file.module),
        }))
    }

    fn clone_box(&self) -> Box<dyn Host> {
        Box::new(self.clone())
    }

    fn has_own_module(&self, name: &str) -> bool {
        self.files.read(&format!("{name}.py")).is_ok()
    }

    fn nearest_module(&self, name: &str) -> Option<String> {
        let names = LIBRARY
            .iter()
            .map(|file| file.module)
            .chain(crate::vm::Interpreter::native_module_names())
            .filter(|name| !name.starts_with('_'));
        crate::scenario::nearest(name, names).map(str::to_string)
    }

    fn compile(
        &mut self,
        text: &str,
        filename: &str,
        mode: Mode,
    ) -> Result<Arc<CodeObject>, CompileError> {
        self.texts.push((filename.to_string(), text.into()));
        compile_text(text, filename, mode)
    }

    fn source_line(&self, filename: &str, line: u32) -> Option<String> {
        // CPython knows no source for text that was compiled from a string.
        if filename.starts_with('<') && !filename.starts_with("<stdlib>") {
            return None;
        }
        let own = self.texts.iter().rev().find(|(name, _)| name == filename);
        let text = own.map(|(_, text)| &**text).or(library_text(filename))?;
        line_of(text, line)
    }
}

/// The text of a file of the standard library, by the path that tracebacks show.
fn library_text(path: &str) -> Option<&'static str> {
    LIBRARY
        .iter()
        .find(|file| file.path == path)
        .map(|file| file.text)
}

/// Line `line`, counted from 1.
pub fn line_of(text: &str, line: u32) -> Option<String> {
    let index = (line as usize).checked_sub(1)?;
    text.lines().nth(index).map(str::to_string)
}

/// The text at a place in the program, in a module beside it or in the library.
pub fn source_line(program: &ProgramText, files: &dyn Files, place: &Place) -> Option<String> {
    line_of(&source_text(program, files, &place.file)?, place.line)
}

/// The text of the program, of a module beside it or of one of the library.
pub fn source_text(program: &ProgramText, files: &dyn Files, file: &str) -> Option<String> {
    if file == &*program.file {
        Some(program.text.to_string())
    } else if let Some(text) = library_text(file) {
        Some(text.to_string())
    } else {
        files.read(file).ok()
    }
}

fn compile_text(text: &str, filename: &str, mode: Mode) -> Result<Arc<CodeObject>, CompileError> {
    let compiled = match mode {
        Mode::Exec => {
            syntax::parse(text, filename).and_then(|module| compile_module(&module, filename))
        }
        Mode::Eval => compile_expression(text, filename),
    };
    compiled.map_err(|found| {
        let first = found.into_iter().next();
        let (message, line, column) = match first {
            Some(one) => (one.message, one.position.line, one.position.column),
            None => ("invalid syntax".to_string(), 1, 0),
        };
        let index = (line as usize).saturating_sub(1);
        CompileError {
            message,
            filename: filename.to_string(),
            line,
            column,
            text: text.lines().nth(index).unwrap_or_default().to_string(),
        }
    })
}
