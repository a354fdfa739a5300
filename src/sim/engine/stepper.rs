//! A run that somebody looks on at, step by step.

use std::ops::DerefMut;
use std::sync::Arc;

use super::outside::Printed;
use super::{Config, Engine};
use crate::driver::{End, Program};
use crate::nanos::Nanos;
use crate::trace::Mark;

/// What leads to a program that the stepper owns. (A `Box` would do, were it only moved.)
#[derive(Clone)]
pub(super) struct Owned<P>(P);

impl<P> std::ops::Deref for Owned<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.0
    }
}

impl<P> DerefMut for Owned<P> {
    fn deref_mut(&mut self) -> &mut P {
        &mut self.0
    }
}

/// A moment between two steps of a run. The same moments come in every run of the same program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Events handled.
    pub events: u64,
    /// Instructions executed since the last of them.
    pub within: u64,
}

/// How far a step goes where bytecode is to be executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Instruction,
    /// To the next event, or for about this virtual time if that is less.
    Stretch(Nanos),
}

/// A simulated run, step by step. A clone is the same run at the same moment: whoever keeps one can
/// go back to it.
#[derive(Clone)]
pub struct Stepper<P> {
    pub(super) engine: Engine<Owned<P>, Printed>,
    moment: Moment,
    instructions: u64,
    marks: Vec<Mark>,
    notes: Vec<String>,
    end: Option<End>,
}

impl<P: Program> Stepper<P> {
    /// A run at its beginning.
    pub fn new(program: P, config: Config) -> Stepper<P> {
        let mut engine = Engine::new(Owned(program), Arc::new(config), Printed::default());
        engine.stepped = true;
        engine.start();
        Stepper {
            engine,
            moment: Moment::default(),
            instructions: 0,
            marks: Vec::new(),
            notes: Vec::new(),
            end: None,
        }
    }

    /// One step: where bytecode is to be executed, some of that, otherwise the next event. `false`
    /// once the run has ended.
    pub fn step(&mut self, pace: Pace) -> bool {
        self.marks.clear();
        self.notes.clear();
        if self.end.is_some() {
            return false;
        }
        if self.is_interpreting() {
            let executed = self.engine.go_on(match pace {
                Pace::Instruction => 1,
                Pace::Stretch(time) => time,
            });
            self.moment.within += executed;
            self.instructions += executed;
        } else {
            self.end = self.engine.advance();
            if self.end.is_none() {
                self.moment.events += 1;
                self.moment.within = 0;
            }
        }
        self.engine
            .recorder
            .take_marks(&mut self.marks, &mut self.notes);
        true
    }

    /// Whether the next step executes bytecode.
    pub fn is_interpreting(&self) -> bool {
        self.engine.stretch.is_some()
    }

    /// What the last step has marked, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The texts of the notes among [`Stepper::marks`].
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Virtual time, as the thread knows it that executes bytecode. (Without a GIL another may be
    /// ahead of it by [`Config::parallel_quantum`].)
    pub fn now(&self) -> Nanos {
        let spent = self.engine.stretch.map_or(0, |stretch| stretch.spent);
        self.engine.now.saturating_add(spent)
    }

    /// When the next event is due. Bytecode goes on until then.
    pub fn next_event(&mut self) -> Option<Nanos> {
        self.engine.next_event()
    }

    /// Instructions that all threads together have executed.
    pub fn instructions(&self) -> u64 {
        self.instructions
    }

    /// How the run has ended, if it has.
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    pub fn program(&self) -> &P {
        &self.engine.program
    }

    pub fn config(&self) -> &Config {
        &self.engine.config
    }

    /// The end of what the program has written, standard output and error together.
    pub fn printed(&self) -> &[u8] {
        &self.engine.outside.bytes
    }
}
