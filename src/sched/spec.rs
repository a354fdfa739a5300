//! What the simulated computer is made of.

use super::distribution::Distribution;
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos};

/// The processor and the operating system's scheduler.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineSpec {
    /// At least 1.
    pub cores: u16,
    /// How long a thread keeps a core while others wait for it: [`MachineSpec::base_slice`].
    pub time_slice: Nanos,
    /// The scheduler's clock: a slice that is used up ends at the next multiple of it, so that
    /// Linux's 1.4 ms come out as 4 at `CONFIG_HZ=250`. 0: slices end exactly.
    pub tick: Nanos,
    /// To switch a core from one thread to another with warm caches. Measured
    /// (`bench/machine/context_switch.c`): a turn takes 1.0 µs, of which 0.3 are its two calls.
    pub context_switch: Nanos,
    /// From the wake-up of a thread until it runs on a core that has been idle for long:
    /// interrupt, exit of the idle state, pick. Median; 50 µs on a virtual machine
    /// (`bench/machine/wakeup.c`).
    pub wakeup_latency: Nanos,
    /// How deep a core sleeps by how long it has been idle.
    pub idle_states: [IdleState; 3],
    /// What waking an idle core costs the thread that does it: the interrupt, which on a virtual
    /// machine leaves the guest. Measured 11 to 17 µs; about 1 µs on bare metal.
    pub wakeup_interrupt: Nanos,
    /// Spread of wake-ups: the standard deviation of the logarithm. 0: always the same.
    pub wakeup_sigma: f64,
    /// Extra cost where the core last ran another process (cold caches and TLB). Measured
    /// (`bench/machine/context_switch.c`) 0.1 to 0.4 µs as long as what both work on fits into the
    /// core's second-level cache, 10 µs for 1 MB each where that has 2 MB, 44 µs for 2 MB each.
    pub cache_refill: Nanos,
    /// Extra cost where a thread last ran on another core.
    pub migration: Nanos,
    /// For how long after it ran a thread's data counts as being in its core's caches: until then
    /// an idle core does not pull it from the queue of another. Linux
    /// (`sched_migration_cost_ns`): 0.5 ms.
    pub migration_cost: Nanos,
    /// How often busy cores even out their queues. Linux: 32 ms for two cores.
    pub balance_interval: Nanos,
    /// How much longer a thread's first Python instructions take where its data is no longer in
    /// the caches. Measured: two lines that take 0.6 µs warm took 3 to 14 µs.
    pub cache_warmup: Nanos,
    /// How much longer it takes to count a reference up and soon down again where another core
    /// counts the same object: its cache line goes back and forth. Measured 43 to 73 ns with up to
    /// 50 ns of other work between two such uses, on two cores that have nothing else to do
    /// (`bench/machine/line_transfer.c`; beside other programs the two threads meet less often, and
    /// it looks like a third of that).
    pub line_transfer: Nanos,
    /// How much longer an atomic instruction takes than a plain one, on a line that the core has.
    /// From 400,000 items that `sum` and `list.index` look at four times: the thread that made them
    /// takes 14.6 ns for each in 3.13t and 15.7 in 3.14t, another one 21.5 and 20.7, for two such
    /// instructions. Back to back they take 5 ns each (the same program).
    pub atomic: Nanos,
    /// What it costs to count references in other ways than `count += 1`.
    pub references: ReferenceSpec,
    /// How much longer the first write to a page of fresh memory takes where another thread of the
    /// process gets memory, too: both change the kernel's map of it. Measured 0.23 µs, with 16,384
    /// pages at a time (`bench/machine/page_faults.c`); the more, the fewer pages at a time.
    pub fault_contention: Nanos,
    /// How late the kernel may end a timed wait, so as to bundle timers; it mostly is that late.
    /// `prctl(PR_SET_TIMERSLACK)`: 50 µs by default.
    pub timer_slack: Nanos,
}

/// What counting a reference costs in the loop of an interpreter, and what becomes of a count that
/// two cores change at a time: `bench/machine/reference_counts.c`, three runs on two cores of an
/// Intel Xeon with nothing else to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceSpec {
    /// How much longer an atomic increment takes than a plain one, in picoseconds: 3.8 to 4.6 ns.
    /// (CPython's own C loops give 3, see [`MachineSpec::atomic`].)
    pub atomic_ps: u32,
    /// The same with a lock in the object that can be slept for, taken and given back, as a
    /// `PyMutex` is: 10.5 to 11.3 ns. (5.1 to 6.6 where the lock can only be spun for, 11.3 to 16.5
    /// for a `pthread_mutex_t`.)
    pub object_lock_ps: u32,
    /// The same for comparing an object's owner with the thread: -0.2 to 1.6 ns, by how the
    /// compiler lays the branch out; this is in the middle.
    pub biased_ps: u32,
    /// For how long a plain increment is open, from its load to its store: of two cores that count
    /// one object once in 50 to 260 ns, 11 to 2 % of the counts get lost, which is 6 ns of each
    /// period (4.6 to 7.3).
    pub window: Nanos,
    /// How much longer a plain increment takes there: from 2 to 9 ns, for nobody waits for a store.
    pub race: (Nanos, Nanos),
}

/// A depth of an idle core's sleep: `struct cpuidle_state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleState {
    /// From how long an idleness on: `target_residency`.
    pub after: Nanos,
    /// Its wake-up as a percentage of [`MachineSpec::wakeup_latency`].
    pub wakeup: u64,
    /// What it costs to wake it as a percentage of [`MachineSpec::wakeup_interrupt`].
    pub interrupt: u64,
}

impl IdleState {
    /// Measured on a two-core virtual machine (Linux 6.18, `haltpoll` without polling), median from
    /// the system call that wakes to the woken thread, and in brackets that call without its own
    /// 0.8 µs: 31 µs (11) up to 0.1 ms, while the host polls (`kvm.halt_poll_ns`, 0.2 ms); 40 to
    /// 43 µs (13) up to 2 ms; 47 to 52 µs (15) from 5 ms on, where the host's core sleeps deeply
    /// too. Left out: a core woken on its way to halt, within 2 µs or so (14 µs, 0).
    pub const MEASURED: [IdleState; 3] = {
        const fn state(after: Nanos, wakeup: u64, interrupt: u64) -> IdleState {
            IdleState {
                after,
                wakeup,
                interrupt,
            }
        }
        [
            state(0, 60, 80),
            state(150 * MICROSECOND, 82, 100),
            state(4 * MILLISECOND, 100, 115),
        ]
    };
}

impl Default for MachineSpec {
    fn default() -> Self {
        MachineSpec {
            cores: 4,
            time_slice: MachineSpec::base_slice(4),
            tick: 4 * MILLISECOND,
            context_switch: 700,
            wakeup_latency: 50 * MICROSECOND,
            idle_states: IdleState::MEASURED,
            wakeup_interrupt: 13 * MICROSECOND,
            wakeup_sigma: 0.2,
            cache_refill: 300,
            migration: 5 * MICROSECOND,
            migration_cost: 500 * MICROSECOND,
            balance_interval: 32 * MILLISECOND,
            cache_warmup: 5 * MICROSECOND,
            line_transfer: 60,
            atomic: 3,
            references: ReferenceSpec {
                atomic_ps: 4_000,
                object_lock_ps: 10_800,
                biased_ps: 600,
                window: 6,
                race: (2, 9),
            },
            fault_contention: 230,
            timer_slack: 50 * MICROSECOND,
        }
    }
}

impl MachineSpec {
    /// How deep a core sleeps that has been idle for so long.
    fn idle_state(&self, idle: Nanos) -> IdleState {
        let reached = |state: &&IdleState| state.after <= idle;
        let state = self.idle_states.iter().rfind(reached);
        state.copied().unwrap_or(self.idle_states[0])
    }

    /// The median wake-up of a core that has been idle for so long.
    pub fn wakeup_after(&self, idle: Nanos) -> Nanos {
        self.wakeup_latency
            .saturating_mul(self.idle_state(idle).wakeup)
            / 100
    }

    /// What waking a core that has been idle for so long costs whoever does it.
    pub fn interrupt_after(&self, idle: Nanos) -> Nanos {
        self.wakeup_interrupt
            .saturating_mul(self.idle_state(idle).interrupt)
            / 100
    }

    /// Linux's `base_slice_ns` since 6.12: 0.7 ms, and once more for each doubling of the cores up
    /// to eight.
    pub fn base_slice(cores: u16) -> Nanos {
        let doublings = cores.clamp(1, 8).ilog2();
        700 * MICROSECOND * Nanos::from(1 + doublings)
    }
}

/// A device that `io` uses: a disk, a network peer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeviceSpec {
    /// Time of one operation apart from its bytes.
    pub latency: Distribution,
    /// Bytes per second of one operation; `None`: bytes cost nothing.
    pub bandwidth: Option<u64>,
    /// Operations at a time, at least 1; others queue, first come, first served. `None`: any
    /// number.
    pub parallel: Option<u32>,
}

impl DeviceSpec {
    /// A solid-state disk: 100 µs, 500 MB/s, 32 at a time.
    pub fn disk() -> DeviceSpec {
        DeviceSpec {
            latency: Distribution::Lognormal {
                median: 100 * MICROSECOND,
                sigma: 0.3,
            },
            bandwidth: Some(500_000_000),
            parallel: Some(32),
        }
    }

    /// A service in the same data centre: 1 ms, 1 Gbit/s, 256 at a time.
    pub fn network() -> DeviceSpec {
        DeviceSpec {
            latency: Distribution::Lognormal {
                median: MILLISECOND,
                sigma: 0.4,
            },
            bandwidth: Some(125_000_000),
            parallel: Some(256),
        }
    }
}

/// Lengths of the short paths through the C library and the kernel where threads race for the
/// GIL. Measured on a two-core virtual machine (Linux 6.18, glibc 2.36) by logging the calls of
/// CPython 3.13's condition variables and mutexes (`bench/gil_paths/measure.py`): percentiles of
/// a thousand forced switches between three threads.
#[derive(Clone, Debug, PartialEq)]
pub struct LockPaths {
    /// From the end of a timed-out wait, the GIL's mutex held, to the drop request.
    pub request: Distribution,
    /// From the drop request until the asker waits again and lets go of the mutex.
    pub wait_again: Distribution,
    /// From the drop request, seen at a check point, until the holder wants the mutex.
    pub notice: Distribution,
    /// From the decision to drop the GIL by itself until the thread wants the mutex.
    pub voluntary_drop: Distribution,
    /// From meeting the mutex locked until the system call looks at it again.
    pub mutex_wait: Distribution,
    /// From joining a condition variable's waiters to being asleep. Until then the thread is
    /// awake and takes any token of its group.
    pub fall_asleep: Distribution,
    /// The system call that finds nobody to wake.
    pub futex_call: Nanos,
    /// The system call that wakes another thread, apart from interrupting its core.
    pub futex_wake: Nanos,
}

impl Default for LockPaths {
    fn default() -> Self {
        let about = |median| Distribution::Lognormal { median, sigma: 0.4 };
        LockPaths {
            request: about(700),
            wait_again: about(700),
            notice: about(2_000),
            voluntary_drop: Distribution::Constant(100),
            mutex_wait: Distribution::Uniform { min: 300, max: 800 },
            fall_asleep: Distribution::Uniform {
                min: 1_200,
                max: 1_700,
            },
            futex_call: 300,
            futex_wake: 2_500,
        }
    }
}
