//! Sorting, for `sorted` and `list.sort`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Interrupt, Result};
use crate::vm::types;
use crate::vm::value::Value;

/// Runs shorter than this are made by binary insertion.
const RUN: usize = 64;

/// How deep a tuple key may nest and still be compared here.
const PLAIN_DEPTH: u32 = 4;

impl Ctx<'_> {
    /// The items in stable order, by their `key` (or by themselves, where it is None).
    pub fn sort_values(
        &mut self,
        items: Vec<Value>,
        key: Value,
        reverse: bool,
    ) -> Result<Vec<Value>> {
        let (mut items, mut keys) = self.with_keys(items, key)?;
        if reverse {
            // Equal items keep their order: sort backwards, then turn around.
            items.reverse();
            keys.reverse();
        }
        let mut sorted = if self.all_plain(&keys) {
            let mut comparisons = 0;
            let order = merge_sort(keys.len(), |a, b| {
                comparisons += 1;
                self.less(keys[a], keys[b])
            })?;
            self.charge(comparisons, 25_000);
            order.into_iter().map(|index| items[index]).collect()
        } else {
            let keys = self.once(|ctx| Ok(ctx.list(keys)))?;
            let values = self.once(|ctx| Ok(ctx.list(items)))?;
            self.sort_in_python("merge_sort", [keys, values])?
        };
        if reverse {
            sorted.reverse();
        }
        Ok(sorted)
    }

    /// The items, and what to compare them by: as many. Both are what they were when the native
    /// ran first, whatever a key function did to the list meanwhile.
    pub fn with_keys(&mut self, items: Vec<Value>, key: Value) -> Result<(Vec<Value>, Vec<Value>)> {
        if key.is_none() && self.all_plain(&items) {
            return Ok((items.clone(), items));
        }
        let list = self.once(|ctx| Ok(ctx.list(items)))?;
        let mut keys = if key.is_none() {
            self.as_list(list).cloned().unwrap_or_default()
        } else {
            self.sort_in_python("sort_keys", [list, key])?
        };
        let mut items = self.as_list(list).cloned().unwrap_or_default();
        items.truncate(keys.len());
        keys.truncate(items.len());
        Ok((items, keys))
    }

    /// A function of the prelude. What it raises comes back here, so that `list.sort` can put
    /// the items back.
    fn sort_in_python(&mut self, name: &str, args: [Value; 2]) -> Result<Vec<Value>> {
        let Some(function) = self.interp.prelude_function(name) else {
            return Err(self.raise(types::SYSTEM_ERROR, format!("no prelude function {name}")));
        };
        match self.call_catching(types::BASE_EXCEPTION, function, &args)? {
            Ok(list) => Ok(self.as_list(list).cloned().unwrap_or_default()),
            Err(exception) => Err(Interrupt::Raise(exception)),
        }
    }

    /// Whether comparing any two of them runs no Python code.
    pub fn all_plain(&self, values: &[Value]) -> bool {
        values
            .iter()
            .all(|&value| self.is_plain(value, PLAIN_DEPTH))
    }

    fn is_plain(&self, value: Value, depth: u32) -> bool {
        let Value::Obj(r) = value else { return true };
        let object = self.interp.heap.get(r);
        match &object.body {
            Body::Str(_) => object.class == types::STR,
            Body::Int(_) => object.class == types::INT,
            Body::Bytes(_) => object.class == types::BYTES,
            Body::Tuple(items) => {
                depth > 0
                    && object.class == types::TUPLE
                    && items.iter().all(|&item| self.is_plain(item, depth - 1))
            }
            Body::List(items) => {
                depth > 0
                    && object.class == types::LIST
                    && items.iter().all(|&item| self.is_plain(item, depth - 1))
            }
            _ => false,
        }
    }
}

/// A stable order of `0..count`, asking only `less`. The order in which it asks is that of
/// `list.sort` for short lists: a run that is sorted already, then binary insertion.
fn merge_sort<E>(
    count: usize,
    mut less: impl FnMut(usize, usize) -> std::result::Result<bool, E>,
) -> std::result::Result<Vec<usize>, E> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while at < count {
        let mut run = vec![at];
        at += 1;
        if at < count && less(at, at - 1)? {
            run.push(at);
            at += 1;
            while at < count && less(at, at - 1)? {
                run.push(at);
                at += 1;
            }
            run.reverse();
        } else {
            while at < count {
                if run.len() > 1 && less(at, at - 1)? {
                    break;
                }
                run.push(at);
                at += 1;
            }
        }
        while at < count && run.len() < RUN {
            let (mut low, mut high) = (0, run.len());
            while low < high {
                let middle = low + (high - low) / 2;
                if less(at, run[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            run.insert(low, at);
            at += 1;
        }
        runs.push(run);
    }
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut rest = runs.into_iter();
        while let Some(left) = rest.next() {
            match rest.next() {
                Some(right) => merged.push(merge(&left, &right, &mut less)?),
                None => merged.push(left),
            }
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

fn merge<E>(
    left: &[usize],
    right: &[usize],
    less: &mut impl FnMut(usize, usize) -> std::result::Result<bool, E>,
) -> std::result::Result<Vec<usize>, E> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if less(right[j], left[i])? {
            merged.push(right[j]);
            j += 1;
        } else {
            merged.push(left[i]);
            i += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts keys and checks that the order is the stable one, within this many comparisons.
    fn check(keys: &[u32], at_most: usize) {
        let mut asked = 0;
        let order: std::result::Result<Vec<usize>, ()> = merge_sort(keys.len(), |a, b| {
            asked += 1;
            Ok(keys[a] < keys[b])
        });
        let mut expect: Vec<usize> = (0..keys.len()).collect();
        expect.sort_by_key(|&index| keys[index]);
        assert_eq!(order, Ok(expect));
        assert!(asked <= at_most, "{asked} comparisons");
    }

    #[test]
    fn sorts_stably_with_few_comparisons() {
        check(&[], 0);
        check(&[1], 0);
        check(&[2, 1], 1);
        check(&(0..1000).collect::<Vec<_>>(), 999);
        check(&(0..1000).rev().collect::<Vec<_>>(), 999);
        check(&[3, 1, 2, 3, 1, 2, 3, 1, 2], 25);
        let scattered: Vec<u32> = (0..1000u32).map(|i| i.wrapping_mul(7919) % 101).collect();
        check(&scattered, 10_500);
    }

    #[test]
    fn stops_at_an_error() {
        let mut left = 3;
        let order = merge_sort(100, |a, b| {
            left -= 1;
            if left == 0 { Err("stop") } else { Ok(a > b) }
        });
        assert_eq!(order, Err("stop"));
    }
}
