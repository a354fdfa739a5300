//! Which colour a thread has on the GIL and core rows.

use super::display::{Color, Paint};
use super::palette::{IDENTITIES, OTHERS, paint};
use crate::nanos::Nanos;
use crate::trace::{State, Trace};

/// Key of threads without a colour of their own.
const OTHER: u8 = IDENTITIES.len() as u8;
/// Key of a core that is switching to a thread.
const SWITCHING: u8 = OTHER + 1;

/// Threads with a colour each: those that held a GIL or a core longest in the window, as many
/// as there are colours that can be told apart; the others share a grey.
pub(crate) struct Identity {
    key_of: Vec<Option<u8>>,
    /// Thread of each key.
    threads: Vec<u32>,
    /// Whether some thread had to go without a colour.
    pub others: bool,
}

impl Identity {
    /// All threads in one grey: for pictures whose thread rows cannot show a colour each.
    pub fn none() -> Identity {
        Identity {
            key_of: Vec::new(),
            threads: Vec::new(),
            others: true,
        }
    }

    pub fn of(trace: &Trace, start: Nanos, end: Nanos) -> Identity {
        let mut times: Vec<Nanos> = vec![0; trace.threads.len()];
        let mut add = |thread: u32, from: Nanos, to: Nanos| {
            if let Some(time) = times.get_mut(thread as usize) {
                let length = to.min(end).saturating_sub(from.max(start));
                *time = time.saturating_add(length);
            }
        };
        for hold in &trace.holds {
            add(hold.thread.0, hold.start, hold.end);
        }
        for slice in trace.slices.iter().filter(|s| s.state.on_core()) {
            add(slice.thread.0, slice.start, slice.end);
        }
        let mut ranked: Vec<u32> = (0..times.len() as u32)
            .filter(|&t| times[t as usize] > 0)
            .collect();
        ranked.sort_by_key(|&t| (std::cmp::Reverse(times[t as usize]), t));
        let others = ranked.len() > IDENTITIES.len();
        ranked.truncate(IDENTITIES.len());
        ranked.sort_unstable();
        let mut key_of = vec![None; times.len()];
        for (&thread, key) in ranked.iter().zip(0u8..) {
            key_of[thread as usize] = Some(key);
        }
        Identity {
            key_of,
            threads: ranked,
            others,
        }
    }

    pub fn key(&self, thread: u32) -> u8 {
        let key = self.key_of.get(thread as usize).copied().flatten();
        key.unwrap_or(OTHER)
    }

    pub fn core_key(&self, thread: u32, state: State) -> u8 {
        if state == State::Switching {
            SWITCHING
        } else {
            self.key(thread)
        }
    }

    /// The colour beside a thread's name; `None` for one that never held a GIL or core.
    pub fn chip(&self, thread: u32) -> Option<Color> {
        match self.key_of.get(thread as usize).copied().flatten() {
            Some(key) => IDENTITIES.get(usize::from(key)).copied(),
            None => self.others.then_some(OTHERS),
        }
    }

    /// The thread that a key stands for, if it stands for one.
    pub fn thread(&self, key: u8) -> Option<u32> {
        self.threads.get(usize::from(key)).copied()
    }

    /// Colours in use, for the legend.
    pub fn colors(&self) -> &[Color] {
        IDENTITIES.get(..self.threads.len()).unwrap_or(&IDENTITIES)
    }

    pub fn paints(&self, unit: f64) -> Vec<Paint> {
        let mut paints: Vec<Paint> = IDENTITIES.iter().map(|&c| Paint::plain(c)).collect();
        paints.push(Paint::plain(OTHERS));
        paints.push(paint(State::Switching, unit));
        paints
    }
}
