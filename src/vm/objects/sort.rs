//! Sorting, for `list.sort` and `sorted`: stable, with about as many comparisons as CPython's.

use crate::vm::ctx::Ctx;
use crate::vm::native::{Interrupt, Result};
use crate::vm::types;
use crate::vm::value::Value;

/// What one comparison of two values without Python code costs.
const COMPARISON_PICOSECONDS: u64 = 25_000;

impl Ctx<'_> {
    /// `sorted(items, key=key, reverse=reverse)`; `key` may be `Null` or None.
    pub fn sort_values(
        &mut self,
        mut items: Vec<Value>,
        key: Value,
        reverse: bool,
    ) -> Result<Vec<Value>> {
        // Reversing before and after keeps equal items in their order.
        if reverse {
            items.reverse();
        }
        let keys = self.sort_keys(&items, key)?;
        let mut sorted = self.sort_by_keys(&keys, &items)?;
        if reverse {
            sorted.reverse();
        }
        Ok(sorted)
    }

    fn sort_keys(&mut self, items: &[Value], key: Value) -> Result<Vec<Value>> {
        if key.is_null() || key.is_none() {
            return Ok(items.to_vec());
        }
        if self.interp.native_callee(key).is_some() {
            let keys = self.unless_interrupted(|ctx| {
                let mut keys = Vec::with_capacity(items.len());
                for &item in items {
                    let mark = ctx.mark();
                    keys.push(ctx.call(key, &[item])?);
                    ctx.forget(mark);
                }
                ctx.charge(items.len(), 30_000);
                Ok(keys)
            })?;
            if let Some(keys) = keys {
                return Ok(keys);
            }
        }
        self.sort_in_python("sort_keys", items, key)
    }

    fn sort_by_keys(&mut self, keys: &[Value], items: &[Value]) -> Result<Vec<Value>> {
        let sorted = self.unless_interrupted(|ctx| {
            let mut pairs: Vec<(Value, Value)> =
                keys.iter().copied().zip(items.iter().copied()).collect();
            let mut comparisons = 0;
            let outcome = merge_sort(&mut pairs, &mut |a: &(Value, Value), b| {
                comparisons += 1;
                ctx.less(a.0, b.0)
            });
            ctx.charge(comparisons, COMPARISON_PICOSECONDS);
            outcome?;
            Ok(pairs.into_iter().map(|(_, item)| item).collect())
        })?;
        match sorted {
            Some(sorted) => Ok(sorted),
            None => {
                let keys = self.list(keys.to_vec());
                self.sort_in_python("merge_sort", items, keys)
            }
        }
    }

    /// What `work` gives, or `None` (also when the native runs again) if it would have to run
    /// Python code.
    fn unless_interrupted(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<Vec<Value>>,
    ) -> Result<Option<Vec<Value>>> {
        let list = self.once(|ctx| match work(ctx) {
            Ok(values) => Ok(ctx.list(values)),
            Err(Interrupt::Raise(exception)) => Err(Interrupt::Raise(exception)),
            Err(_) => Ok(Value::Null),
        })?;
        Ok(list.some().map(|list| self.items_of(list)))
    }

    /// A function of the prelude. What it raises comes back here, so that `list.sort` can put
    /// the items back.
    fn sort_in_python(&mut self, name: &str, items: &[Value], other: Value) -> Result<Vec<Value>> {
        let Some(function) = self.interp.prelude_function(name) else {
            return Err(self.raise(types::SYSTEM_ERROR, format!("no prelude function {name}")));
        };
        let items = self.list(items.to_vec());
        let outcome = self.call_catching(types::BASE_EXCEPTION, function, &[items, other])?;
        match outcome {
            Ok(list) => Ok(self.items_of(list)),
            Err(exception) => Err(Interrupt::Raise(exception)),
        }
    }
}

/// A run shorter than this is extended by insertion.
fn min_run(mut length: usize) -> usize {
    let mut odd = 0;
    while length >= 64 {
        odd |= length & 1;
        length >>= 1;
    }
    length + odd
}

/// Sorts stably: natural runs, merged two by two (timsort without galloping).
///
/// # Errors
/// The first error of `less`; the items are in some order then.
fn merge_sort<T: Copy, E>(
    items: &mut [T],
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<(), E> {
    let shortest = min_run(items.len());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let rest = &mut items[start..];
        let mut length = natural_run(rest, less)?;
        let wanted = shortest.min(rest.len());
        if length < wanted {
            insert_sorted(&mut rest[..wanted], length, less)?;
            length = wanted;
        }
        runs.push((start, length));
        start += length;
        while let Some(at) = next_merge(&runs) {
            merge_at(items, &mut runs, at, less)?;
        }
    }
    while runs.len() > 1 {
        let mut at = runs.len() - 2;
        if at > 0 && runs[at - 1].1 < runs[at + 1].1 {
            at -= 1;
        }
        merge_at(items, &mut runs, at, less)?;
    }
    Ok(())
}

/// The first of the two runs to merge now, if their lengths call for it.
fn next_merge(runs: &[(usize, usize)]) -> Option<usize> {
    let length = |index: usize| runs[index].1;
    let at = runs.len().checked_sub(2)?;
    let unbalanced = (at > 0 && length(at - 1) <= length(at) + length(at + 1))
        || (at > 1 && length(at - 2) <= length(at - 1) + length(at));
    if unbalanced {
        Some(if length(at - 1) < length(at + 1) {
            at - 1
        } else {
            at
        })
    } else {
        (length(at) <= length(at + 1)).then_some(at)
    }
}

/// The length of the run at the start; a strictly descending one is turned round.
fn natural_run<T: Copy, E>(
    items: &mut [T],
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<usize, E> {
    if items.len() < 2 {
        return Ok(items.len());
    }
    let descending = less(&items[1], &items[0])?;
    let mut end = 2;
    while end < items.len() && less(&items[end], &items[end - 1])? == descending {
        end += 1;
    }
    if descending {
        items[..end].reverse();
    }
    Ok(end)
}

/// Inserts the items from `sorted` on into the sorted ones before them.
fn insert_sorted<T: Copy, E>(
    items: &mut [T],
    sorted: usize,
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<(), E> {
    for next in sorted..items.len() {
        let item = items[next];
        let place = upper_bound(&items[..next], &item, less)?;
        items[place..=next].rotate_right(1);
    }
    Ok(())
}

/// How many of the sorted items are not greater than `item`.
fn upper_bound<T, E>(
    items: &[T],
    item: &T,
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<usize, E> {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(item, &items[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// How many of the sorted items are less than `item`.
fn lower_bound<T, E>(
    items: &[T],
    item: &T,
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<usize, E> {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(&items[middle], item)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Merges the runs `at` and `at + 1`.
fn merge_at<T: Copy, E>(
    items: &mut [T],
    runs: &mut Vec<(usize, usize)>,
    at: usize,
    less: &mut impl FnMut(&T, &T) -> std::result::Result<bool, E>,
) -> std::result::Result<(), E> {
    let (start, left) = runs[at];
    let (_, right) = runs.remove(at + 1);
    runs[at].1 = left + right;
    let both = &mut items[start..start + left + right];
    // What stands in its place already, at either end, need not move.
    let first = both[left];
    let skip = upper_bound(&both[..left], &first, less)?;
    if skip == left {
        return Ok(());
    }
    let last = both[left - 1];
    let end = left + lower_bound(&both[left..], &last, less)?;
    let low = both[skip..left].to_vec();
    let (mut from_low, mut from_high, mut out) = (0, left, skip);
    while from_low < low.len() && from_high < end {
        if less(&both[from_high], &low[from_low])? {
            both[out] = both[from_high];
            from_high += 1;
        } else {
            both[out] = low[from_low];
            from_low += 1;
        }
        out += 1;
    }
    let rest = &low[from_low..];
    both[out..out + rest.len()].copy_from_slice(rest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::merge_sort;

    fn sorted_with_count(items: &[(u32, usize)]) -> (Vec<(u32, usize)>, usize) {
        let mut items = items.to_vec();
        let mut count = 0;
        let Ok(()) = merge_sort::<_, std::convert::Infallible>(&mut items, &mut |a, b| {
            count += 1;
            Ok(a.0 < b.0)
        });
        (items, count)
    }

    #[test]
    fn sorts_stably_whatever_the_length() {
        let mut state = 1u64;
        for length in (0..200).chain([1000, 4097]) {
            let items: Vec<(u32, usize)> = (0..length)
                .map(|index| {
                    state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
                    ((state >> 40) as u32 % 50, index)
                })
                .collect();
            let mut expect = items.clone();
            expect.sort_by_key(|item| item.0);
            assert_eq!(sorted_with_count(&items).0, expect, "length {length}");
        }
    }

    #[test]
    fn what_is_sorted_costs_one_comparison_an_item() {
        let ascending: Vec<(u32, usize)> = (0..1000).map(|i| (i as u32, i)).collect();
        assert_eq!(sorted_with_count(&ascending).1, 999);
        let descending: Vec<(u32, usize)> = ascending.iter().rev().copied().collect();
        assert_eq!(sorted_with_count(&descending), (ascending, 999));
    }

    #[test]
    fn the_first_error_ends_it() {
        let mut items = [3, 1, 2];
        let mut calls = 0;
        let outcome = merge_sort(&mut items, &mut |_: &i32, _| {
            calls += 1;
            Err("no")
        });
        assert_eq!((outcome, calls), (Err("no"), 1));
    }
}
