//! Running: what a driver calls, and what happens between two instructions.
//!
//! `execute` is the loop over instructions. Whatever it cannot do at once (Python code inside an
//! operator, a blocking call) becomes an [`Activation`] on the thread's stack, and `settle` takes
//! the outcome of the topmost one to the next below, until a Python frame is on top again.

mod bind;
mod call;
mod construct;
mod execute;
mod finish;
mod frames;
mod fused;
mod generator;
mod import;
mod load;
mod lookup;
mod make;
mod natives;
mod object_lock;
mod operate;
mod quick;
mod rare;
mod references;
mod signals;
mod uncommon;
mod unwind;

pub use construct::construct;

use super::code::LoadedCode;
use super::ctx::{Ctx, LONG_NATIVE};
use super::exit::{Answer, EvalBreaker, Exit, Run, Syscall, ThreadId, Work};
use super::frame::{Activation, Awaiting, NativeFrame, Op};
use super::interpreter::Interpreter;
use super::native::{Args, Interrupt, Reply, Then};
use super::thread::{Status, Thread, Wait};
use super::types;
use super::value::{Ref, Value};
use crate::nanos::Nanos;

pub use natives::{FUNCTIONS, OF_FRAME};
pub use references::Counted;

/// Sees every instruction as it is executed. The empty one compiles to nothing. Processes that
/// share nothing have a copy each.
pub trait Probe: Send + Clone {
    /// It wants to see every instruction: none may be done together with others.
    const WATCHES: bool = true;
    /// The interpreter has a [`Counting`](super::references::Counting) to tell of every reference.
    const COUNTS: bool = false;

    /// An instruction is about to be executed. Not called where nothing watches.
    fn instruction(&mut self, moment: &mut Moment<'_>);
}

/// An instruction that is about to be executed, and the state that it finds.
pub struct Moment<'a> {
    pub interp: &'a mut Interpreter,
    pub thread: ThreadId,
    pub code: &'a LoadedCode,
    pub index: usize,
    /// Virtual time.
    pub at: Nanos,
    /// Up to its top.
    pub stack: &'a [Value],
    /// Where the fast locals begin in it.
    pub base: usize,
    pub globals: Ref,
}

impl<'a> Moment<'a> {
    /// The frame's locals and operands.
    pub fn frame(&self) -> &'a [Value] {
        self.stack.get(self.base..).unwrap_or_default()
    }
}

/// Sees nothing.
#[derive(Clone)]
pub struct NoProbe;

impl Probe for NoProbe {
    const WATCHES: bool = false;

    fn instruction(&mut self, _: &mut Moment<'_>) {}
}

/// One stretch of one thread's execution.
struct Executor<'a, P> {
    interp: &'a mut Interpreter,
    th: &'a mut Thread,
    probe: &'a mut P,
    /// Virtual time when the stretch began.
    now: Nanos,
    budget: i64,
    /// What is left of the budget; negative where the last instruction overshot it.
    left: i64,
    eval_breaker: EvalBreaker,
    /// It goes on with a stretch that was cut short: nothing has happened in between.
    continues: bool,
}

/// The outcome of an operation, on its way to whoever waits for it.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    Value(Value),
    Raise(Value),
    /// As `Raise`, of what was thrown before: what the frame handles is no context of it.
    Rethrow(Value),
}

/// What to do next.
#[derive(Debug)]
enum Flow {
    /// A Python frame is on top: execute.
    Continue,
    /// Something has an outcome.
    Settle(Outcome),
    /// Back to the driver.
    Exit(Exit),
}

impl Interpreter {
    /// Runs a thread from virtual time `now` for about `budget` nanoseconds. It stops
    /// at the check point that `eval_breaker` says.
    pub fn run<P: Probe>(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
        probe: &mut P,
    ) -> Run {
        self.stretch(thread, now, budget, eval_breaker, probe, false)
    }

    /// Goes on with a stretch that [`Interpreter::run`] has left because its budget was spent, as
    /// if it had had a larger one.
    pub fn go_on<P: Probe>(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
        probe: &mut P,
    ) -> Run {
        self.stretch(thread, now, budget, eval_breaker, probe, true)
    }

    fn stretch<P: Probe>(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
        probe: &mut P,
        continues: bool,
    ) -> Run {
        let slot = self
            .threads
            .get_mut(thread.0 as usize)
            .and_then(Option::take);
        let Some(mut th) = slot else {
            return Run {
                spent: 0,
                exit: Exit::Finished,
                ticks: eval_breaker.ticks(),
            };
        };
        self.heap.current_thread = thread.0;
        self.time_away = now.saturating_sub(th.cpu_time);
        let budget = i64::try_from(budget).unwrap_or(i64::MAX);
        let merges = std::mem::take(&mut th.merges) * self.sharing_costs.merge();
        let mut executor = Executor {
            interp: self,
            th: &mut th,
            probe,
            now,
            budget,
            left: budget.saturating_sub_unsigned(merges),
            eval_breaker,
            continues,
        };
        let exit = executor.run();
        let spent = (budget - executor.left).max(0) as Nanos;
        let ticks = executor.eval_breaker.ticks();
        th.cpu_time += spent;
        if let Some(place) = self.threads.get_mut(thread.0 as usize) {
            *place = Some(th);
        }
        Run { spent, exit, ticks }
    }

    /// Answers the pending syscall of a thread.
    pub fn answer(&mut self, thread: ThreadId, answer: Answer) {
        let reply = match &answer {
            Answer::Kernel(reply) => Some(self.reply_value(reply)),
            Answer::Done | Answer::Acquired(_) | Answer::Interrupted => None,
        };
        let Some(th) = self.thread_mut(thread) else {
            return;
        };
        if let Some((result, raises)) = reply {
            th.result = result;
            th.raises = raises;
        }
        let waited = std::mem::replace(&mut th.status, Status::Ready);
        match answer {
            Answer::Acquired(acquired) => th.result = Value::from(acquired),
            Answer::Interrupted => th.interrupted = true,
            Answer::Done | Answer::Kernel(_) => {}
        }
        if let Status::WaitingForLock(lock) = waited
            && let Some(lock) = self.lock_mut(lock)
        {
            lock.waiters = lock.waiters.saturating_sub(1);
        }
    }
}

impl<P: Probe> Executor<'_, P> {
    fn run(&mut self) -> Exit {
        let mut flow = match self.th.status {
            Status::New => self.begin_thread(),
            Status::Ready if self.continues => Flow::Continue,
            Status::Ready if self.th.interrupted || self.interp.signals.take_raised() => {
                self.resume_wait()
            }
            Status::Ready if self.th.result.is_null() => Flow::Continue,
            Status::Ready => {
                let result = std::mem::replace(&mut self.th.result, Value::Null);
                Flow::Settle(match std::mem::take(&mut self.th.raises) {
                    true => Outcome::Raise(result),
                    false => Outcome::Value(result),
                })
            }
            _ => return Exit::Finished,
        };
        let asked = self.eval_breaker;
        if self.has_signals() {
            self.eval_breaker = EvalBreaker::Set;
        }
        loop {
            flow = match flow {
                Flow::Continue => self.execute(),
                Flow::Settle(outcome) => self.settle(outcome),
                Flow::Exit(Exit::EvalBreaker) if self.has_signals() => self.handle_signal(asked),
                Flow::Exit(exit) => return exit,
            }
        }
    }

    /// Virtual time now.
    fn clock(&self) -> Nanos {
        self.now
            .saturating_add((self.budget - self.left).max(0) as Nanos)
    }

    /// The namespace that the topmost Python frame sees as its globals.
    fn globals(&self) -> Ref {
        self.th
            .frames
            .last()
            .map(|activation| match activation {
                Activation::Python(frame) => frame.globals,
                Activation::Native(frame) => frame.globals,
            })
            .unwrap_or(self.interp.builtins)
    }

    fn ctx(&mut self, globals: Ref, replies: Vec<Reply>) -> Ctx<'_> {
        let now = self.clock();
        Ctx::new(
            self.interp,
            self.th.id,
            self.th.handled,
            globals,
            now,
            replies,
        )
    }

    /// An exception of a built-in class, as an outcome.
    #[cold]
    fn raise(&mut self, class: Ref, message: &str) -> Flow {
        let message = self.interp.new_str(message);
        let exception = self.interp.new_exception(class, &[message]);
        Flow::Settle(Outcome::Raise(exception))
    }

    fn out_of_memory(&mut self) -> Flow {
        let exception = self.interp.new_exception(types::MEMORY_ERROR, &[]);
        Flow::Settle(Outcome::Raise(exception))
    }

    /// Takes an outcome to what waits for it on top of the thread's activations.
    fn settle(&mut self, outcome: Outcome) -> Flow {
        match self.th.frames.last() {
            None => self.thread_outcome(outcome),
            Some(Activation::Python(_)) => match outcome {
                Outcome::Value(value) => match self.accept(value) {
                    Flow::Continue if self.looks_now() => Flow::Exit(Exit::EvalBreaker),
                    flow => flow,
                },
                Outcome::Raise(exception) => self.unwind(exception),
                Outcome::Rethrow(exception) => self.unwind_from(exception, true, None),
            },
            Some(Activation::Native(_)) => {
                let Some(Activation::Native(mut frame)) = self.th.frames.pop() else {
                    return Flow::Continue;
                };
                self.th.sp = frame.return_sp as usize;
                let reply = match (outcome, frame.then) {
                    (Outcome::Value(value), _) => Reply::Value(value),
                    (Outcome::Raise(e), Then::ResumeOrCatch(class))
                        if self.interp.is_instance(e, class) =>
                    {
                        Reply::Exception(e)
                    }
                    (Outcome::Raise(e) | Outcome::Rethrow(e), _) => {
                        return Flow::Settle(Outcome::Raise(e));
                    }
                };
                if frame.then != Then::Restart {
                    frame.replies.push(reply);
                }
                self.run_native(*frame)
            }
        }
    }

    /// Runs an operation from its start, with the answers that it has so far.
    fn run_native(&mut self, mut frame: NativeFrame) -> Flow {
        let replies = std::mem::take(&mut frame.replies);
        let mut ctx = self.ctx(frame.globals, replies);
        let positional = frame.args.len() - frame.keyword_names.len();
        let args = Args {
            positional: &frame.args[..positional],
            keyword_names: &frame.keyword_names,
            keyword_values: &frame.args[positional..],
        };
        let result = operate::perform(&mut ctx, frame.op, args);
        let (cost, replies) = (ctx.spent(), std::mem::take(&mut ctx.replies));
        // What it charged when it ran before was charged then.
        let fresh = cost.saturating_sub(frame.cost);
        frame.cost = frame.cost.max(cost);
        match result {
            Ok(value) => self.charged(fresh, frame.op, frame.args.first().copied(), value),
            Err(interrupt) => {
                self.left = self.left.saturating_sub_unsigned(fresh);
                frame.replies = replies;
                self.interrupted(frame, interrupt)
            }
        }
    }

    /// Charges an operation that is through. A long one is a C call of its own.
    fn charged(&mut self, cost: Nanos, op: Op, receiver: Option<Value>, value: Value) -> Flow {
        if cost > LONG_NATIVE {
            return self.long_native(cost, op, receiver, value);
        }
        self.left = self.left.saturating_sub_unsigned(cost);
        Flow::Settle(Outcome::Value(value))
    }

    /// `receiver` is the operation's first argument.
    #[cold]
    fn long_native(&mut self, cost: Nanos, op: Op, receiver: Option<Value>, value: Value) -> Flow {
        let what = match op {
            Op::Native(def) => def.name,
            _ => "a built-in operation",
        };
        if let Some(receiver) = receiver.filter(|&it| self.takes_lock(op, it)) {
            return self.hold_object(receiver, cost, what, value);
        }
        let what = what.to_string();
        self.syscall(
            Syscall::Native {
                what,
                cost,
                releases_gil: false,
                work: Work::Done,
            },
            value,
        )
    }

    /// Leaves for the driver; `result` is what the topmost activation gets afterwards.
    fn syscall(&mut self, syscall: Syscall, result: Value) -> Flow {
        self.th.result = result;
        // Signals interrupt the waits of the main thread only.
        self.th.wait = match self.th.id == self.interp.main_thread {
            true => self.wait_of(&syscall),
            false => Wait::default(),
        };
        self.th.status = match syscall {
            Syscall::Acquire { lock, .. } => {
                if let Some(lock) = self.interp.lock_mut(lock) {
                    lock.waiters += 1;
                }
                Status::WaitingForLock(lock)
            }
            _ => Status::Waiting,
        };
        Flow::Exit(Exit::Syscall(syscall))
    }

    /// Does what an interrupted operation asks for. `frame` is not on the thread's stack.
    fn interrupted(&mut self, mut frame: NativeFrame, interrupt: Interrupt) -> Flow {
        match interrupt {
            Interrupt::Raise(exception) => Flow::Settle(Outcome::Raise(exception)),
            Interrupt::Call(call) => {
                if call.then != Then::Return {
                    frame.then = call.then;
                    if let Err(flow) = self.push(Activation::Native(Box::new(frame))) {
                        return flow;
                    }
                }
                self.begin_call(*call)
            }
            Interrupt::Syscall(request) => {
                if request.then != Then::Return {
                    frame.then = request.then;
                    if let Err(flow) = self.push(Activation::Native(Box::new(frame))) {
                        return flow;
                    }
                }
                self.syscall(request.syscall, request.result)
            }
        }
    }

    /// Adds an activation, or raises RecursionError.
    fn push(&mut self, activation: Activation) -> Result<(), Flow> {
        if self.th.frames.len() >= self.interp.limits.recursion {
            return Err(self.raise(types::RECURSION_ERROR, "maximum recursion depth exceeded"));
        }
        self.th.frames.push(activation);
        Ok(())
    }

    /// Gives a value to the Python frame on top.
    fn accept(&mut self, value: Value) -> Flow {
        let Some(Activation::Python(frame)) = self.th.frames.last_mut() else {
            return Flow::Continue;
        };
        let awaiting = std::mem::replace(&mut frame.awaiting, Awaiting::Push);
        match awaiting {
            Awaiting::Push => self.th.push(value),
            Awaiting::PushNull => {
                self.th.push(value);
                self.th.push(Value::Null);
            }
            Awaiting::Raise => return Flow::Settle(Outcome::Raise(value)),
            Awaiting::Discard => {}
            Awaiting::Handler(next) => frame.pc = next,
            Awaiting::Init => {
                if !value.is_none() {
                    let name = self.interp.type_name(value).to_string();
                    let message = format!("__init__() should return None, not '{name}'");
                    return self.raise(types::TYPE_ERROR, &message);
                }
            }
            Awaiting::ForIter => {
                if value.is_null() {
                    let Some(Activation::Python(frame)) = self.th.frames.last_mut() else {
                        return Flow::Continue;
                    };
                    let index = frame.pc as usize - 1;
                    frame.pc = self.interp.code(frame.code).instructions[index].oparg + 2;
                    self.th.sp -= 1;
                } else {
                    self.th.push(value);
                }
            }
            Awaiting::Send(target) => match self.sent_end_value(value) {
                Some(end) => {
                    if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
                        frame.pc = target;
                    }
                    self.th.push(end);
                }
                None => self.th.push(value),
            },
            Awaiting::GroupMatch => self.accept_group_match(value),
            Awaiting::Unpack => {
                let items = match value.as_ref().map(|r| self.interp.heap.body(r)) {
                    Some(super::heap::Body::List(items)) => items.clone(),
                    _ => Vec::new(),
                };
                for item in items.into_iter().rev() {
                    self.th.push(item);
                }
            }
        }
        Flow::Continue
    }
}

impl Thread {
    fn push(&mut self, value: Value) {
        if self.sp >= self.stack.len() {
            self.stack.resize(self.stack.len() * 2 + 16, Value::Null);
        }
        self.stack[self.sp] = value;
        self.sp += 1;
    }

    /// Makes room for `more` values above the top.
    fn reserve(&mut self, more: usize) {
        let needed = self.sp + more;
        if needed > self.stack.len() {
            self.stack.resize(needed.next_power_of_two(), Value::Null);
        }
    }
}
