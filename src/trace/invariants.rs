//! What is true of every trace. Checked at the end of every run.

use super::{State, Totals, Trace};
use crate::nanos::Nanos;

/// Checks that the slices of each thread tile its life, that no core runs two threads at a time,
/// that no GIL has two holders at a time, and that the totals are the sums. The error names
/// the first violation. Linear in the size of the trace.
pub fn check_invariants(trace: &Trace) -> Result<(), String> {
    check_slices(trace)?;
    check_holds(trace)?;
    check_order(trace)
}

fn check_slices(trace: &Trace) -> Result<(), String> {
    let mut until: Vec<Nanos> = trace.threads.iter().map(|track| track.created).collect();
    let mut core_until = vec![0; usize::from(trace.cores)];
    let mut sums = vec![[0; State::ALL.len()]; trace.threads.len()];
    for slice in &trace.slices {
        let Some(thread_until) = until.get_mut(slice.thread.0 as usize) else {
            return Err(format!("{slice:?} is of no thread"));
        };
        if slice.start != *thread_until || slice.end <= slice.start {
            return Err(format!(
                "{slice:?} should start at {thread_until} and not be empty"
            ));
        }
        *thread_until = slice.end;
        sums[slice.thread.0 as usize][slice.state as usize] += slice.end - slice.start;
        if slice.core.is_some() != slice.state.on_core() {
            return Err(format!("{slice:?}: a core exactly in the states on a core"));
        }
        let Some(core) = slice.core else { continue };
        let Some(busy_until) = core_until.get_mut(usize::from(core.0)) else {
            return Err(format!("{slice:?} is on no core of this machine"));
        };
        if slice.start < *busy_until {
            return Err(format!(
                "{slice:?} overlaps another that ends at {busy_until}"
            ));
        }
        *busy_until = slice.end;
    }
    if trace.slices_dropped > 0 {
        return Ok(());
    }
    for (index, track) in trace.threads.iter().enumerate() {
        let end = track.ended.unwrap_or(trace.end);
        if until[index] != end {
            return Err(format!(
                "thread {:?}: slices end at {}, its life at {end}",
                track.name, until[index]
            ));
        }
        if trace.totals.get(index).map(|total| &total.by_state) != Some(&sums[index]) {
            return Err(format!("thread {:?}: totals are not the sums", track.name));
        }
    }
    Ok(())
}

fn check_holds(trace: &Trace) -> Result<(), String> {
    let mut free_from = vec![0; trace.gils.len()];
    let mut held = vec![0; trace.threads.len()];
    for hold in &trace.holds {
        let Some(free) = free_from.get_mut(hold.gil.0 as usize) else {
            return Err(format!("{hold:?} is of no GIL"));
        };
        if hold.start < *free || hold.end <= hold.start {
            return Err(format!("{hold:?}: the GIL had another holder until {free}"));
        }
        *free = hold.end;
        match held.get_mut(hold.thread.0 as usize) {
            Some(sum) => *sum += hold.end - hold.start,
            None => return Err(format!("{hold:?} is by no thread")),
        }
    }
    let recorded = trace.totals.iter().map(|total: &Totals| total.held);
    if trace.slices_dropped == 0 && !recorded.eq(held) {
        return Err("the totals of the holds are not their sums".to_string());
    }
    Ok(())
}

fn check_order(trace: &Trace) -> Result<(), String> {
    if !trace.slices.is_sorted_by_key(|slice| slice.end) {
        return Err("slices are not in the order of their ends".to_string());
    }
    if !trace.marks.is_sorted_by_key(|mark| mark.at) {
        return Err("marks are not in the order of time".to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{CauseId, CoreIndex, GilIndex, Recorder, ThreadIndex};

    const NONE: CauseId = CauseId::NONE;

    /// A sound trace of two threads on one core.
    fn sound() -> Trace {
        let mut recorder = Recorder::new(1);
        let process = recorder.process("python".to_string(), 1);
        let gil = recorder.gil(process, "GIL".to_string());
        let core = Some(CoreIndex(0));
        let first = recorder.thread(0, process, "first".to_string());
        recorder.state(0, first, State::Running, core, NONE);
        recorder.hold_begin(0, gil, first);
        let second = recorder.thread(5, process, "second".to_string());
        let cause = recorder.cause(Some(first), None, "GIL");
        recorder.state(5, second, State::GilWait, None, cause);
        recorder.gil_wait_begin(5, second, cause);
        recorder.hold_end(20, gil);
        recorder.state(20, first, State::Sleep, None, NONE);
        recorder.state(20, second, State::Running, core, NONE);
        recorder.hold_begin(20, gil, second);
        recorder.gil_wait_end(20, second);
        recorder.end_thread(30, second);
        recorder.finish(40)
    }

    /// Damages the sound trace; the first violation found must name `expect`.
    #[track_caller]
    fn check(damage: impl FnOnce(&mut Trace), expect: &str) {
        let mut trace = sound();
        damage(&mut trace);
        let error = check_invariants(&trace).expect_err("a violation");
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn a_recorded_trace_is_sound() {
        let trace = sound();
        assert_eq!(check_invariants(&trace), Ok(()));
        let wait = trace.gil_waits[0];
        assert_eq!(
            (wait.thread, wait.start, wait.duration),
            (ThreadIndex(1), 5, 15)
        );
        assert_eq!(trace.totals[1].by_state[State::GilWait as usize], 15);
        assert_eq!((trace.totals[0].held, trace.totals[1].held), (20, 20));
        let ended = |index: usize| trace.threads[index].ended;
        assert_eq!((ended(0), ended(1), trace.end), (None, Some(30), 40));
    }

    #[test]
    fn every_kind_of_damage_is_noticed() {
        check(|trace| trace.slices[1].start = 6, "should start at 5");
        check(|trace| trace.slices[0].core = None, "a core exactly");
        check(
            |trace| trace.slices[0].core = Some(CoreIndex(1)),
            "no core of this",
        );
        check(
            |trace| trace.slices[2].thread = ThreadIndex(9),
            "of no thread",
        );
        check(|trace| trace.threads[1].ended = None, "slices end at 30");
        check(|trace| trace.totals[0].by_state[0] += 1, "not the sums");
        check(|trace| trace.totals[0].held += 1, "not their sums");
        check(|trace| trace.holds[1].start = 19, "another holder until 20");
        check(|trace| trace.holds[1].gil = GilIndex(3), "of no GIL");
        let two_on_a_core = |trace: &mut Trace| {
            trace.slices[1].state = State::Native;
            trace.slices[1].core = Some(CoreIndex(0));
        };
        check(two_on_a_core, "overlaps");
    }
}
