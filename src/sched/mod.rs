//! The simulated machine, as pure state machines: cores with run queues, condition variables,
//! lock queues, devices. Time is an argument.

mod condvar;
mod device;
mod distribution;
mod futex;
mod lock_queue;
mod machine;
mod oracle;
mod run_queue;
mod spec;
mod wait_queue;

pub use condvar::{CondVar, Look};
pub use device::{Device, Devices};
pub use distribution::Distribution;
pub use futex::{Futex, Mutex};
pub use lock_queue::{LockKind, LockQueue, TIME_TO_BE_FAIR};
pub use machine::{Dispatch, Machine, Wake};
pub use oracle::{Choice, Oracle, Seeded};
pub use spec::{DeviceSpec, IdleState, LockPaths, MachineSpec, ReferenceSpec};
pub use wait_queue::WaitQueue;

/// A thread as the operating system's scheduler knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// A core of the simulated machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CoreId(pub u16);
