//! Several interpreters in one process: each its own program under its own GIL. A thread goes over
//! from one to another by giving up the one's GIL and taking the other's.

use std::sync::Arc;

use parking_lot::{Condvar, Mutex};

use super::gil::GilState;
use super::log::{What, Why};
use super::worker::{Flags, MAIN, Seat, Worker};
use super::{Inside, Stopped};
use crate::driver::Program;
use crate::gil::{Cond, DropReason, GilSpec};
use crate::kernel::{Errno, Reply};
use crate::trace::State;
use crate::vm::{Answer, Crossing, InterpreterCall, InterpreterId, ThreadId};

/// What the threads inside one interpreter share.
pub struct Interpreter<P> {
    /// Its number in its process, in the order in which they were made.
    pub id: InterpreterId,
    pub inside: Mutex<Inside<P>>,
    /// `gil->mutex` and what it guards.
    pub gil: Mutex<GilState>,
    /// By `Cond as usize`; all of them belong to `gil`.
    pub conds: [Condvar; Cond::COUNT],
}

impl<P> Interpreter<P> {
    pub fn new(id: InterpreterId, program: P, gil: GilSpec) -> Interpreter<P> {
        let machine = gil.kind.build(gil.intervals);
        Interpreter {
            id,
            inside: Mutex::new(Inside {
                program,
                ticker: gil.intervals.check,
                check_interval: machine.check_interval(),
                seats: Vec::new(),
            }),
            gil: Mutex::new(GilState::new(machine)),
            conds: Default::default(),
        }
    }

    /// Wakes all of its threads.
    pub fn call_all(&self) {
        let gil = self.gil.lock();
        for cond in &self.conds {
            cond.notify_all();
        }
        for seat in gil.seats.values() {
            seat.call();
        }
    }
}

impl<P> Inside<P> {
    pub fn seat(&self, thread: ThreadId) -> Option<&Arc<Seat>> {
        self.seats.get(thread.0 as usize)
    }

    /// The thread is a new one, or another than the one that was called so before.
    pub fn set_seat(&mut self, thread: ThreadId, seat: Arc<Seat>) {
        match self.seats.get_mut(thread.0 as usize) {
            Some(place) => *place = seat,
            None => self.seats.push(seat),
        }
    }
}

impl<'scope, 'r, P: Program + Send> Worker<'scope, '_, 'r, P>
where
    'r: 'scope,
    P: 'scope,
{
    pub fn interpreter_call(&mut self, call: InterpreterCall) -> Result<(), Stopped> {
        let reply = match call {
            InterpreterCall::Create => self.create_interpreter()?,
            InterpreterCall::Destroy(number) => self.destroy_interpreter(number)?,
            call => {
                let id = self.id;
                self.program()?.interpreters(id, call)
            }
        };
        self.answer(Answer::Kernel(reply));
        Ok(())
    }

    fn program(&mut self) -> Result<&mut P, Stopped> {
        self.inside
            .as_mut()
            .map(|inside| &mut inside.program)
            .ok_or(Stopped)
    }

    fn create_interpreter(&mut self) -> Result<Reply, Stopped> {
        let (live, process, id) = (self.live, self.process, self.id);
        let cause = self.cause("creating an interpreter");
        self.enter(live.clock.now(), State::NativeHolding, cause);
        let reply = match self.program()?.interpreter_apart(id) {
            Ok((number, program)) => match process.add(program, live.config.gil) {
                Some(new) => {
                    self.log.push(live.clock.now(), What::Made(new.id));
                    self.program()?.let_others_in(process.pid, number, new.id);
                    Reply::Number(number)
                }
                None => Reply::Error(Errno::ENOMEM),
            },
            Err(errno) => Reply::Error(errno),
        };
        self.log.push(live.clock.now(), What::Resumes);
        Ok(reply)
    }

    /// `Py_EndInterpreter`, which is called with the GIL of the one that ends.
    fn destroy_interpreter(&mut self, number: i64) -> Result<Reply, Stopped> {
        let process = self.process;
        let destroyed = self.program()?.destroy_apart(process.pid, number);
        let doomed = match self.find(destroyed) {
            Ok(doomed) => doomed,
            Err(errno) => return Ok(Reply::Error(errno)),
        };
        let (own, id) = (self.interpreter, self.id);
        self.go_over(doomed, MAIN)?;
        let cause = Why {
            by: None,
            at: None,
            what: self.log.name("ending an interpreter"),
        };
        self.enter(self.live.clock.now(), State::NativeHolding, cause);
        self.program()?.end_process(process.pid);
        self.go_over(own, id)?;
        Ok(Reply::Done)
    }

    pub fn enter_interpreter(&mut self, crossing: Crossing) -> Result<(), Stopped> {
        let pid = self.process.pid;
        let number = crossing.interpreter;
        let found = self.program()?.enter_apart(pid, number);
        let to = match self.find(found) {
            Ok(to) => to,
            Err(errno) => {
                self.answer(Answer::Kernel(Reply::Error(errno)));
                return Ok(());
            }
        };
        self.outside.push((self.interpreter, self.id));
        self.go_over(to, MAIN)?;
        let Some(id) = self.program()?.come_in(crossing) else {
            return self.go_back(Reply::Error(Errno::ENOMEM));
        };
        self.id = id;
        let seat = self.seat.clone();
        if let Some(inside) = self.inside.as_mut() {
            inside.set_seat(id, seat);
        }
        Ok(())
    }

    pub fn leave_interpreter(&mut self, bytes: Vec<u8>) -> Result<(), Stopped> {
        if self.outside.is_empty() {
            self.answer(Answer::Kernel(Reply::Error(Errno::ESRCH)));
            return Ok(());
        }
        self.go_back(Reply::Bytes(bytes))
    }

    /// Back to where it has come from, with the answer to its call there.
    fn go_back(&mut self, reply: Reply) -> Result<(), Stopped> {
        let id = self.id;
        self.program()?.leave_apart(id);
        let (to, id) = self.outside.pop().ok_or(Stopped)?;
        self.go_over(to, id)?;
        self.answer(Answer::Kernel(reply));
        Ok(())
    }

    /// Gives up the one GIL and takes the other. What the thread is asked for is about the one.
    fn go_over(&mut self, to: &'scope Interpreter<P>, id: ThreadId) -> Result<(), Stopped> {
        self.say_where_if_asked();
        self.drop_gil(DropReason::Itself)?;
        self.seat.lower(Flags::DROP | Flags::PLACE);
        (self.interpreter, self.id) = (to, id);
        let now = self.live.clock.now();
        self.log.push(now, What::Entered(to.id));
        let seat = self.seat.clone();
        to.gil.lock().seats.insert(self.tid(), seat);
        self.take_gil()
    }

    fn find(&self, found: Result<InterpreterId, Errno>) -> Result<&'scope Interpreter<P>, Errno> {
        self.process.interpreter(found?).ok_or(Errno::ESRCH)
    }
}
