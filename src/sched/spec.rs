//! What the simulated computer is made of.

use super::distribution::Distribution;
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos};

/// The processor and the operating system's scheduler.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineSpec {
    /// At least 1.
    pub cores: u16,
    /// How long a thread keeps a core while others wait for it. Linux: `base_slice_ns`, 3 ms
    /// on machines of eight and more cores (0.75 ms × 4 up to Linux 6.12, 2.8 ms after).
    pub time_slice: Nanos,
    /// The scheduler's clock: a slice that is used up ends at the next multiple of it, so that
    /// Linux's 3 ms come out as 4 at `CONFIG_HZ=250`. 0: slices end exactly.
    pub tick: Nanos,
    /// To switch a core from one thread to another: 1 to 3 µs with warm caches
    /// (lmbench `lat_ctx`).
    pub context_switch: Nanos,
    /// From the wake-up of a thread until it runs on an idle core: interrupt, exit of the idle
    /// state, pick. Median; about 50 µs on virtual machines and for the deeper idle states.
    pub wakeup_latency: Nanos,
    /// Spread of wake-ups: the standard deviation of the logarithm. 0: always the same.
    pub wakeup_sigma: f64,
    /// Extra cost where the core last ran another process (cold caches and TLB).
    pub cache_refill: Nanos,
    /// Extra cost where a thread last ran on another core.
    pub migration: Nanos,
    /// How late the kernel may end a timed wait, so as to bundle timers; it mostly is that late.
    /// `prctl(PR_SET_TIMERSLACK)`: 50 µs by default.
    pub timer_slack: Nanos,
}

impl Default for MachineSpec {
    fn default() -> Self {
        MachineSpec {
            cores: 4,
            time_slice: 3 * MILLISECOND,
            tick: 4 * MILLISECOND,
            context_switch: 2 * MICROSECOND,
            wakeup_latency: 50 * MICROSECOND,
            wakeup_sigma: 0.2,
            cache_refill: 30 * MICROSECOND,
            migration: 5 * MICROSECOND,
            timer_slack: 50 * MICROSECOND,
        }
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
/// GIL. Estimated from uncontended timings (a futex call that does not sleep is 0.2 to 0.5 µs,
/// a line of cache that comes from another core 0.1 µs); the odds of the race, not the lengths,
/// are what shows in the measured tails of waits.
#[derive(Clone, Debug, PartialEq)]
pub struct LockPaths {
    /// From the start of `drop_gil` at a check point to the signal. The asker has only just
    /// let go of the GIL's mutex, so that the dropper meets it contended.
    pub forced_drop: Distribution,
    /// The same for a thread that nobody has asked.
    pub voluntary_drop: Distribution,
    /// From joining a condition variable's waiters to being asleep. Until then the thread is
    /// awake and takes any token of its group.
    pub fall_asleep: Distribution,
    /// The system call that wakes another thread, for the caller.
    pub futex_wake: Nanos,
}

impl Default for LockPaths {
    fn default() -> Self {
        LockPaths {
            forced_drop: Distribution::Uniform {
                min: 300,
                max: 1100,
            },
            voluntary_drop: Distribution::Constant(100),
            fall_asleep: Distribution::Uniform {
                min: 300,
                max: 1300,
            },
            futex_wake: MICROSECOND,
        }
    }
}
