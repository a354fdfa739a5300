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
    let whole = trace.slices_dropped == 0;
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
            return Err(format!("{slice:?} overlaps another that ends at {busy_until}"));
        }
        *busy_until = slice.end;
    }
    if !whole {
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
