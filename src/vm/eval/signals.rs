//! Signals in the eval loop: handlers run in the main thread, at a check point or when an
//! interrupted wait comes back (`_Py_HandlePending`, `PyErr_CheckSignals`).

use super::{EvalBreaker, Executor, Exit, Flow, Outcome, Probe, Syscall};
use crate::bytecode::Opcode;
use crate::nanos::Nanos;
use crate::vm::frame::{Activation, Awaiting, NativeFrame, Op};
use crate::vm::modules::signal::RESUME;
use crate::vm::native::Then;
use crate::vm::signals::Delivery;
use crate::vm::thread::Wait;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// Whether signals wait, and this is the thread that handles them.
    pub(super) fn has_signals(&self) -> bool {
        self.th.id == self.interp.main_thread && self.interp.signals.arrived.any()
    }

    /// At a check point: the handler of the next signal goes on top. `asked` is what the driver
    /// wants of the check points after it.
    pub(super) fn handle_signal(&mut self, asked: EvalBreaker) -> Flow {
        let next = self.interp.signals.take();
        self.eval_breaker = match self.has_signals() {
            true => EvalBreaker::Set,
            false => asked,
        };
        let Some((number, delivery)) = next else {
            return Flow::Continue;
        };
        if let Delivery::Kills(_) = delivery {
            return Flow::Exit(Exit::Syscall(Syscall::Crash(number)));
        }
        let next = self.step_back();
        match self.interp.signals.handler(number) {
            Some(handler) => {
                let frame = self.frame_view(0).unwrap_or(Value::None);
                self.await_with(Awaiting::Handler(next));
                let args = vec![Value::Int(number.into()), frame];
                self.begin(handler, args, Vec::new())
            }
            None => {
                let exception = self.interp.new_exception(types::KEYBOARD_INTERRUPT, &[]);
                Flow::Settle(Outcome::Raise(exception))
            }
        }
    }

    /// The frame on top stands behind the check point at which the signal is handled, though that
    /// has jumped elsewhere. Returns where it goes on.
    fn step_back(&mut self) -> u32 {
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return 0;
        };
        let next = frame.pc;
        let instructions = &self.interp.code(frame.code).instructions;
        let jump = instructions.iter().rposition(|instruction| {
            instruction.opcode == Opcode::JUMP_BACKWARD && instruction.oparg == next
        });
        if let (Some(jump), Some(Activation::Python(frame))) = (jump, self.th.frames.last_mut()) {
            frame.pc = jump as u32 + 1;
        }
        next
    }

    /// When the wait that a thread begins with this ends by itself, and for which lock it is.
    pub(super) fn wait_of(&self, syscall: &Syscall) -> Wait {
        let after = |length: Nanos| {
            let now = match &self.interp.clock {
                Some(clock) => clock.now(),
                None => self.clock(),
            };
            now.saturating_add(length)
        };
        match syscall {
            // `pause` ends with the signal.
            Syscall::Sleep(Nanos::MAX) => Wait::default(),
            Syscall::Sleep(length) => Wait {
                deadline: Some(after(*length)),
                ..Wait::default()
            },
            Syscall::Acquire { lock, timeout } => Wait {
                deadline: timeout.map(after),
                lock: Some(*lock),
                call: None,
            },
            Syscall::Kernel(call) if call.can_be_interrupted() => Wait {
                deadline: call.timeout().map(after),
                lock: None,
                call: Some(Box::new(call.clone())),
            },
            _ => Wait::default(),
        }
    }

    /// A signal has interrupted the thread's wait: the handlers, then the rest of it.
    pub(super) fn resume_wait(&mut self) -> Flow {
        self.th.interrupted = false;
        self.th.result = Value::Null;
        let wait = std::mem::take(&mut self.th.wait);
        let frame = self.frame_view(0).unwrap_or(Value::None);
        let args = self.interp.resume_arguments(&wait, frame);
        self.run_native(NativeFrame {
            op: Op::Native(&RESUME),
            args,
            keyword_names: Vec::new(),
            replies: Vec::new(),
            then: Then::Resume,
            return_sp: self.th.sp as u32,
            globals: self.globals(),
            cost: 0,
        })
    }
}
