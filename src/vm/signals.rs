//! Signals: which have arrived, and what the program does about them.
//!
//! As in CPython, arriving only leaves a note (`trip_signal`). The handler runs later, in the main
//! thread: at a check point, or when a system call that the signal has interrupted comes back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::value::Value;
use crate::nanos::Nanos;

pub const SIGINT: u8 = 2;
pub const SIGALRM: u8 = 14;
pub const SIGTERM: u8 = 15;
/// Signal numbers end before this.
pub const NSIG: u8 = 65;
/// Ends a process whatever it wants, or stops it.
pub const UNCATCHABLE: [u8; 2] = [9, 19];
/// SIGCHLD, SIGCONT, SIGURG, SIGWINCH: nothing happens by default.
const HARMLESS: [u8; 4] = [17, 18, 23, 28];

/// `SIG_DFL` and `SIG_IGN`.
pub const SIG_DFL: i64 = 0;
pub const SIG_IGN: i64 = 1;

/// What becomes of a signal that is sent to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    Ignored,
    /// It ends the process, whose status a shell would show as this.
    Kills(i32),
    /// A handler will run in the main thread.
    Caught,
}

/// Signals by number that have arrived and wait for the main thread. A driver with threads of its
/// own notes them here without the GIL.
#[derive(Clone, Debug)]
pub struct Arrived(Arc<Bits>);

/// A bit for each signal.
#[derive(Debug)]
struct Bits {
    arrived: AtomicU64,
    /// Those that do not end the process at once.
    borne: AtomicU64,
}

fn bit(number: u8) -> u64 {
    1 << (number % 64)
}

impl Default for Arrived {
    fn default() -> Arrived {
        let borne = HARMLESS.iter().fold(bit(SIGINT), |all, &it| all | bit(it));
        Arrived::of(0, borne)
    }
}

impl Arrived {
    fn of(arrived: u64, borne: u64) -> Arrived {
        Arrived(Arc::new(Bits {
            arrived: AtomicU64::new(arrived),
            borne: AtomicU64::new(borne),
        }))
    }

    pub fn note(&self, number: u8) {
        self.0.arrived.fetch_or(bit(number), Ordering::AcqRel);
    }

    /// Whether the signal ends the process, without any of its threads having to look.
    pub fn kills(&self, number: u8) -> bool {
        self.0.borne.load(Ordering::Acquire) & bit(number) == 0
    }

    /// The same signals, noted elsewhere.
    pub fn copy(&self) -> Arrived {
        let arrived = self.0.arrived.load(Ordering::Acquire);
        Arrived::of(arrived, self.0.borne.load(Ordering::Acquire))
    }

    /// For a child, which has its parent's handlers and not the signals that wait for them.
    pub fn for_child(&self) -> Arrived {
        Arrived::of(0, self.0.borne.load(Ordering::Acquire))
    }

    pub fn any(&self) -> bool {
        self.0.arrived.load(Ordering::Acquire) != 0
    }

    /// Takes the one with the lowest number.
    fn take(&self) -> Option<u8> {
        let bits = self.0.arrived.load(Ordering::Acquire);
        if bits == 0 {
            return None;
        }
        let number = bits.trailing_zeros() as u8;
        self.0.arrived.fetch_and(!bit(number), Ordering::AcqRel);
        Some(number)
    }

    fn set_borne(&self, number: u8, borne: bool) {
        match borne {
            true => self.0.borne.fetch_or(bit(number), Ordering::AcqRel),
            false => self.0.borne.fetch_and(!bit(number), Ordering::AcqRel),
        };
    }
}

/// When SIGALRM comes, in virtual time, and how long after it again (0: never).
#[derive(Clone, Copy, Debug, Default)]
pub struct Alarm {
    pub at: Nanos,
    pub interval: Nanos,
}

#[derive(Clone, Debug, Default)]
pub struct Signals {
    pub arrived: Arrived,
    handlers: BTreeMap<u8, Value>,
    /// The running thread has raised one by itself.
    raised: bool,
    /// `ITIMER_REAL`.
    pub alarm: Option<Alarm>,
}

impl Signals {
    /// What `signal.signal` has set; `None` where it never was.
    pub fn handler(&self, number: u8) -> Option<Value> {
        self.handlers.get(&number).copied()
    }

    pub fn set_handler(&mut self, number: u8, handler: Value) {
        self.handlers.insert(number, handler);
        let kills = matches!(self.delivery(number), Delivery::Kills(_));
        self.arrived.set_borne(number, !kills);
    }

    /// The main thread, which is running, sends itself a signal: it is handled as soon as the
    /// driver has seen it.
    pub fn raise(&mut self) {
        self.raised = true;
    }

    pub fn take_raised(&mut self) -> bool {
        std::mem::take(&mut self.raised)
    }

    /// A signal arrives.
    pub fn deliver(&mut self, number: u8) -> Delivery {
        let delivery = self.delivery(number);
        if delivery == Delivery::Caught {
            self.arrived.note(number);
        }
        delivery
    }

    fn delivery(&self, number: u8) -> Delivery {
        match self.handler(number) {
            _ if UNCATCHABLE.contains(&number) => Delivery::Kills(128 + i32::from(number)),
            Some(Value::Int(SIG_IGN)) => Delivery::Ignored,
            Some(Value::Int(SIG_DFL)) | None if HARMLESS.contains(&number) => Delivery::Ignored,
            None if number == SIGINT => Delivery::Caught,
            Some(Value::Int(SIG_DFL)) | None => Delivery::Kills(128 + i32::from(number)),
            Some(_) => Delivery::Caught,
        }
    }

    /// The next signal for the main thread, and what is done about it.
    pub fn take(&mut self) -> Option<(u8, Delivery)> {
        while let Some(number) = self.arrived.take() {
            match self.delivery(number) {
                Delivery::Ignored => {}
                delivery => return Some((number, delivery)),
            }
        }
        None
    }

    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.handlers.values().for_each(|&handler| visit(handler));
    }
}
