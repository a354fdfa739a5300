//! The clock of a live run.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};

use crate::nanos::{Nanos, SECOND};
use crate::vm::HostClock;

/// Nanoseconds since the start of a run.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Nanos,
    /// The calendar's time at the start, in nanoseconds since 1970.
    epoch: i64,
    /// What the process had worked until then.
    worked: Nanos,
}

impl Clock {
    /// A clock that shows zero now.
    pub fn start() -> Clock {
        let epoch = SystemTime::now().duration_since(UNIX_EPOCH);
        let epoch = epoch.map_or(0, |since| since.as_nanos());
        Clock {
            start: read(ClockId::Monotonic),
            epoch: i64::try_from(epoch).unwrap_or(i64::MAX),
            worked: read(ClockId::ProcessCPUTime),
        }
    }
}

/// A length of time, as the system's calls want it.
pub fn length(nanos: Nanos) -> Duration {
    Duration::from_nanos(nanos)
}

/// For how long the calling thread has been on a core.
pub fn thread_cpu() -> Nanos {
    read(ClockId::ThreadCPUTime)
}

fn read(clock: ClockId) -> Nanos {
    let time = clock_gettime(clock);
    let seconds = Nanos::try_from(time.tv_sec).unwrap_or(0);
    let rest = Nanos::try_from(time.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(SECOND).saturating_add(rest)
}

impl Clock {
    pub fn now(&self) -> Nanos {
        read(ClockId::Monotonic).saturating_sub(self.start)
    }
}

impl HostClock for Clock {
    fn now(&self) -> Nanos {
        Clock::now(self)
    }

    fn since_epoch(&self) -> i64 {
        let now = i64::try_from(self.now()).unwrap_or(i64::MAX);
        self.epoch.saturating_add(now)
    }

    fn thread_cpu(&self) -> Nanos {
        thread_cpu()
    }

    fn process_cpu(&self) -> Nanos {
        read(ClockId::ProcessCPUTime).saturating_sub(self.worked)
    }
}
