//! How threads begin and end, and how the program does.

use std::sync::Arc;

use super::{Executor, Flow, Outcome, Probe};
use crate::bytecode::CodeObject;
use crate::vm::code::LoadedCode;
use crate::vm::exit::{CodePosition, Exit, LockId, Stream, Syscall, ThreadId};
use crate::vm::frame::Activation;
use crate::vm::heap::Body;
use crate::vm::host::{CompileError, Mode};
use crate::vm::interpreter::Interpreter;
use crate::vm::modules::ThreadHandle;
use crate::vm::names;
use crate::vm::native::NativeKind;
use crate::vm::objects::native_value;
use crate::vm::signals::SIGINT;
use crate::vm::thread::{Entry, Phase, Status, Thread};
use crate::vm::traceback::{PRINT_EXCEPTION, PRINT_EXIT_MESSAGE, PRINT_SHUTDOWN_EXCEPTION};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl Interpreter {
    /// Makes the main thread, which will run `code` as `__main__`.
    pub fn start_main(&mut self, code: &Arc<CodeObject>) -> ThreadId {
        let module = self.new_module("__main__");
        let Value::Obj(r) = module else {
            return ThreadId(0);
        };
        let namespace = self.dict_of_or_new(r);
        let file = self.new_str(&code.filename);
        self.dict_set_name(namespace, names::FILE, file);
        self.dict_set_name(namespace, names::PACKAGE, Value::None);
        self.set_module("__main__", module);
        let loaded = self.load(code, false);
        let function = self.module_function(loaded, namespace);
        let mut thread = Thread::new(ThreadId(0), false);
        self.set_thread_name(ThreadId(0), "MainThread");
        thread.entry = Some(Entry {
            callable: function,
            args: Vec::new(),
            keyword_names: Vec::new(),
        });
        self.threads.push(Some(Box::new(thread)));
        self.live_threads = 1;
        ThreadId(0)
    }

    /// Makes a thread that will call something. Keyword values come last in `args`.
    ///
    /// `None` where there are too many threads already.
    pub fn spawn_thread(
        &mut self,
        callable: Value,
        mut args: Vec<Value>,
        keywords: Vec<(Ref, Value)>,
        daemon: bool,
        handle: Value,
    ) -> Option<ThreadId> {
        if self.live_threads >= self.limits.max_threads {
            return None;
        }
        let id = ThreadId(self.threads.len() as u32);
        let mut thread = Thread::new(id, daemon);
        self.set_thread_name(id, &format!("Thread-{}", id.0));
        let keyword_names = keywords.iter().map(|&(name, _)| name).collect();
        args.extend(keywords.into_iter().map(|(_, value)| value));
        thread.entry = Some(Entry {
            callable,
            args,
            keyword_names,
        });
        thread.handle = handle;
        self.threads.push(Some(Box::new(thread)));
        self.live_threads += 1;
        Some(id)
    }

    /// Compiles and loads text.
    ///
    /// # Errors
    /// What SyntaxError tells.
    pub fn compile_text(
        &mut self,
        text: &str,
        filename: &str,
        mode: Mode,
    ) -> Result<Arc<LoadedCode>, CompileError> {
        let code = self.host.compile(text, filename, mode)?;
        Ok(self.load(&code, false))
    }
}

impl<P: Probe> Executor<'_, P> {
    pub(super) fn begin_thread(&mut self) -> Flow {
        self.th.status = Status::Ready;
        match self.th.entry.take() {
            Some(entry) => self.begin(entry.callable, entry.args, entry.keyword_names),
            None => Flow::Exit(Exit::Finished),
        }
    }

    /// The outcome of everything that a thread ran in its present phase.
    pub(super) fn thread_outcome(&mut self, outcome: Outcome) -> Flow {
        if self.th.id == self.interp.main_thread {
            self.main_outcome(outcome)
        } else {
            self.end(outcome)
        }
    }

    /// A thread other than the main one is through.
    fn end(&mut self, outcome: Outcome) -> Flow {
        match self.th.phase {
            Phase::Running => {
                self.th.phase = Phase::Flushing;
                if let Outcome::Raise(exception) = outcome
                    && !self.interp.is_instance(exception, types::SYSTEM_EXIT)
                {
                    let introduction = "Exception ignored in thread started by a program:\n";
                    return self.print_exception(exception, introduction);
                }
                self.end(Outcome::Value(Value::None))
            }
            Phase::Over => {
                self.th.status = Status::Finished;
                self.interp.live_threads = self.interp.live_threads.saturating_sub(1);
                self.th.stack = Vec::new();
                self.th.sp = 0;
                Flow::Exit(Exit::Finished)
            }
            _ => {
                self.th.phase = Phase::Over;
                match self.release_handle() {
                    Some(lock) => self.syscall(Syscall::Release { lock }, Value::None),
                    None => self.end(Outcome::Value(Value::None)),
                }
            }
        }
    }

    /// Marks the thread's handle as done; returns its lock if somebody waits for it.
    fn release_handle(&mut self) -> Option<LockId> {
        let handle = self.th.handle.as_ref()?;
        let handle = self.interp.heap.payload_mut::<ThreadHandle>(handle)?;
        handle.done = true;
        let lock = LockId(handle.lock.0 as u32);
        let state = self.interp.lock_mut(lock)?;
        state.free();
        (state.waiters > 0).then_some(lock)
    }

    /// The main thread's way out: the program, the other threads, `atexit`, the buffers.
    fn main_outcome(&mut self, outcome: Outcome) -> Flow {
        match self.th.phase {
            Phase::Running => {
                self.th.phase = Phase::Joining;
                self.th.handled = Value::None;
                match outcome {
                    Outcome::Raise(exception) | Outcome::Rethrow(exception) => {
                        self.uncaught(exception)
                    }
                    Outcome::Value(_) => self.main_outcome(Outcome::Value(Value::None)),
                }
            }
            Phase::Joining => {
                self.th.phase = Phase::Joined;
                let shutdown = self.interp.get_module("threading").and_then(|module| {
                    let dict = self.interp.heap.dict_of(module.as_ref()?)?;
                    let name = self.interp.intern("_shutdown");
                    self.interp.dict_get_name(dict, name)
                });
                match shutdown {
                    Some(function) => self.begin(function, Vec::new(), Vec::new()),
                    None => self.main_outcome(Outcome::Value(Value::None)),
                }
            }
            Phase::Joined => {
                self.th.phase = Phase::AtExit;
                if let Outcome::Raise(exception) | Outcome::Rethrow(exception) = outcome {
                    let print = native_value(self.interp, &PRINT_SHUTDOWN_EXCEPTION);
                    return self.begin(print, vec![exception], Vec::new());
                }
                self.main_outcome(Outcome::Value(Value::None))
            }
            Phase::AtExit => {
                if let Outcome::Raise(exception) = outcome {
                    return self.print_exception(exception, "Exception ignored at exit:\n");
                }
                let callback = self.interp.atexit.pop();
                match callback {
                    Some(entry) => self.begin(entry.callable, entry.args, entry.keyword_names),
                    None => {
                        self.th.phase = Phase::Flushing;
                        self.main_outcome(Outcome::Value(Value::None))
                    }
                }
            }
            Phase::Flushing => {
                for stream in [Stream::Stdout, Stream::Stderr] {
                    if let Some(bytes) = self.interp.output.flush(stream) {
                        return self.syscall(Syscall::Write { stream, bytes }, Value::None);
                    }
                }
                self.th.phase = Phase::Over;
                self.main_outcome(Outcome::Value(Value::None))
            }
            Phase::Over => {
                self.th.status = Status::Finished;
                let status = self.interp.status;
                Flow::Exit(Exit::Syscall(Syscall::Exit(status)))
            }
        }
    }

    /// An exception that nobody caught ends the program: sets the exit status and prints it.
    fn uncaught(&mut self, exception: Value) -> Flow {
        self.interp.status = match self
            .interp
            .is_instance(exception, types::KEYBOARD_INTERRUPT)
        {
            // It sends itself the signal again, which nothing catches now.
            true => 128 + i32::from(SIGINT),
            false => 1,
        };
        if !self.interp.is_instance(exception, types::SYSTEM_EXIT) {
            return match self.own_excepthook() {
                Some(hook) => {
                    let class = Value::Obj(self.interp.class_of(exception));
                    let traceback = match self.body(exception) {
                        Some(Body::Exception(e)) => e.traceback,
                        _ => Value::None,
                    };
                    self.begin(hook, vec![class, exception, traceback], Vec::new())
                }
                None => self.print_exception(exception, ""),
            };
        }
        let ctx = self.ctx(self.interp.builtins, Vec::new());
        match ctx.first_arg(exception) {
            Value::None => self.interp.status = 0,
            Value::Int(status) => self.interp.status = (status & 0xff) as i32,
            Value::True => self.interp.status = 1,
            Value::False => self.interp.status = 0,
            message => {
                let print = native_value(self.interp, &PRINT_EXIT_MESSAGE);
                return self.begin(print, vec![message], Vec::new());
            }
        }
        self.main_outcome(Outcome::Value(Value::None))
    }

    /// A `sys.excepthook` that the program put in place of the usual one.
    fn own_excepthook(&mut self) -> Option<Value> {
        let sys = self.interp.get_module("sys")?;
        let namespace = self.interp.heap.dict_of(sys.as_ref()?)?;
        let mut attribute = |name| {
            let name = self.interp.intern(name);
            self.interp.dict_get_name(namespace, name)
        };
        let (hook, usual) = (attribute("excepthook")?, attribute("__excepthook__")?);
        (!hook.is(usual)).then_some(hook)
    }

    /// Prints an exception to standard error; the thread goes on with its next phase.
    fn print_exception(&mut self, exception: Value, introduction: &str) -> Flow {
        let print = native_value(self.interp, &PRINT_EXCEPTION);
        let introduction = self.interp.new_str(introduction);
        self.begin(print, vec![exception, introduction], Vec::new())
    }

    /// Whether a call of this is no check point, once the call site is specialised (3.11+):
    /// `len`, `isinstance`, one-argument `type`, `list.append`.
    pub(super) fn specialized_away(&self, callee: Value, arguments: usize) -> bool {
        let profile = &self.interp.profile;
        match self.body(callee) {
            Some(Body::Native(native)) => match (native.def.name, native.def.kind) {
                (name, NativeKind::Function) => profile.unchecked_when_specialized(name),
                ("append", NativeKind::Method) => profile.unchecked_when_specialized("list.append"),
                _ => false,
            },
            Some(Body::Class(_)) => {
                callee.is(Value::Obj(types::TYPE))
                    && arguments == 1
                    && profile.unchecked_when_specialized("type")
            }
            _ => false,
        }
    }
}

impl Interpreter {
    /// Where a thread is: in the innermost frame of the program's own code, or where there is none,
    /// of the library's.
    pub fn position(&self, thread: ThreadId) -> Option<CodePosition> {
        let frames = self.thread(thread)?.frames.iter().rev();
        let mut library = None;
        for activation in frames {
            let Activation::Python(frame) = activation else {
                continue;
            };
            let code = self.code(frame.code);
            if code.hidden {
                continue;
            }
            let position = CodePosition {
                code: frame.code.0,
                instruction: frame.pc.saturating_sub(1),
            };
            if !code.library {
                return Some(position);
            }
            library.get_or_insert(position);
        }
        library
    }

    /// File and line of a position of one of its threads.
    pub fn place(&self, position: CodePosition) -> Option<(Arc<str>, u32)> {
        let code = &self.codes.get(position.code as usize)?.code;
        let line = code.line(position.instruction as usize);
        Some((code.filename.clone(), line))
    }
}

impl Interpreter {
    /// Takes a free lock for a thread that is blocked in `Acquire`.
    pub fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool {
        self.lock_mut(lock).is_some_and(|lock| lock.take(thread))
    }

    pub fn thread_name(&self, thread: ThreadId) -> &str {
        self.thread_names.get(&thread).map_or("?", String::as_str)
    }

    pub fn is_daemon(&self, thread: ThreadId) -> bool {
        self.thread(thread).is_some_and(|thread| thread.daemon)
    }

    /// Whether a thread has said that it is over (`ThreadHandle_set_done`).
    pub fn is_done(&self, thread: ThreadId) -> bool {
        let handle = self.thread(thread).and_then(|it| it.handle.as_ref());
        let handle = handle.and_then(|it| self.heap.payload::<ThreadHandle>(it));
        handle.is_some_and(|it| it.done)
    }

    /// Instructions that a thread has executed.
    pub fn instructions(&self, thread: ThreadId) -> u64 {
        self.thread(thread).map_or(0, |thread| thread.instructions)
    }
}
