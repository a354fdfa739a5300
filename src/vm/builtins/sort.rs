//! Sorting, for `sorted` and `list.sort`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Interrupt, Result};
use crate::vm::types;
use crate::vm::value::Value;

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
            let per_comparison = self.interp.profile.costs.native_work.sort_comparison;
            self.charge(comparisons, per_comparison);
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
            Body::Str(_) => object.class() == types::STR,
            Body::Int(_) => object.class() == types::INT,
            Body::Bytes(_) => object.class() == types::BYTES,
            Body::Tuple(items) => {
                depth > 0
                    && object.class() == types::TUPLE
                    && items.iter().all(|&item| self.is_plain(item, depth - 1))
            }
            Body::List(items) => {
                depth > 0
                    && object.class() == types::LIST
                    && items.iter().all(|&item| self.is_plain(item, depth - 1))
            }
            _ => false,
        }
    }
}

type Outcome<T, E> = std::result::Result<T, E>;

/// A run of the sort: how deep its border to the next one lies, and the indices in order.
struct Run {
    power: u32,
    order: Vec<usize>,
}

/// A stable order of `0..count`, asking only `less`: natural runs, short ones extended by binary
/// insertion, merged as in a balanced tree. It asks as often as `list.sort` does up to 64 items,
/// and about as often beyond (where CPython gallops).
fn merge_sort<E>(
    count: usize,
    mut less: impl FnMut(usize, usize) -> Outcome<bool, E>,
) -> Outcome<Vec<usize>, E> {
    let shortest = shortest_run(count);
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < count {
        let mut order = natural_run(start, count, &mut less)?;
        let mut end = start + order.len();
        while end < count && order.len() < shortest {
            let place = upper_bound(&order, end, &mut less)?;
            order.insert(place, end);
            end += 1;
        }
        if let Some(last) = runs.last() {
            let left = last.order.len();
            let power = border_power(start - left, left, order.len(), count);
            while runs.len() > 1 && runs[runs.len() - 2].power > power {
                let at = runs.len() - 2;
                merge(&mut runs, at, &mut less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run { power: 0, order });
        start = end;
    }
    while runs.len() > 1 {
        let mut at = runs.len() - 2;
        if at > 0 && runs[at - 1].order.len() < runs[at + 1].order.len() {
            at -= 1;
        }
        merge(&mut runs, at, &mut less)?;
    }
    Ok(runs.pop().map_or_else(Vec::new, |run| run.order))
}

/// Runs shorter than this are extended: 32 to 64, so that the runs divide the whole evenly.
fn shortest_run(mut count: usize) -> usize {
    let mut odd = 0;
    while count >= 64 {
        odd |= count & 1;
        count >>= 1;
    }
    count + odd
}

/// The longest run from `start` on, in order: an ascending one, or a descending one turned
/// round, in which equal items stay as they are.
fn natural_run<E>(
    start: usize,
    count: usize,
    less: &mut impl FnMut(usize, usize) -> Outcome<bool, E>,
) -> Outcome<Vec<usize>, E> {
    let mut end = start + 1;
    while end < count && !less(end, end - 1)? {
        end += 1;
    }
    let equal: Vec<usize> = (start..end).collect();
    if end == count || (equal.len() > 1 && less(start, end - 1)?) {
        return Ok(equal);
    }
    let mut groups = vec![equal, vec![end]];
    end += 1;
    while end < count {
        if less(end, end - 1)? {
            groups.push(Vec::new());
        } else if less(end - 1, end)? {
            break;
        }
        if let Some(group) = groups.last_mut() {
            group.push(end);
        }
        end += 1;
    }
    let mut order: Vec<usize> = groups.into_iter().rev().flatten().collect();
    while end < count
        && let Some(&last) = order.last()
        && !less(end, last)?
    {
        order.push(end);
        end += 1;
    }
    Ok(order)
}

/// How deep the border between two neighbouring runs lies in a balanced merge tree over `count`
/// items (powersort). The runs begin at `start` and have `left` and `right` items.
fn border_power(start: usize, left: usize, right: usize, count: usize) -> u32 {
    // Twice the middles of the runs, to stay with integers.
    let mut a = 2 * start + left;
    let mut b = a + left + right;
    let mut power = 1;
    loop {
        if a >= count {
            a -= count;
            b -= count;
        } else if b >= count {
            return power;
        }
        a *= 2;
        b *= 2;
        power += 1;
    }
}

/// How many of the ordered items are not greater than `item`.
fn upper_bound<E>(
    order: &[usize],
    item: usize,
    less: &mut impl FnMut(usize, usize) -> Outcome<bool, E>,
) -> Outcome<usize, E> {
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(item, order[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// Merges the runs `at` and `at + 1`.
fn merge<E>(
    runs: &mut Vec<Run>,
    at: usize,
    less: &mut impl FnMut(usize, usize) -> Outcome<bool, E>,
) -> Outcome<(), E> {
    let right = runs.remove(at + 1).order;
    let left = std::mem::take(&mut runs[at].order);
    // What stands in its place already need not be asked about again.
    let skip = upper_bound(&left, right[0], less)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    merged.extend_from_slice(&left[..skip]);
    let (mut i, mut j) = (skip, 0);
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
    runs[at].order = merged;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts keys; checks that the order is the stable one, and how often it asked.
    fn check(keys: &[u32], comparisons: usize) {
        let mut asked = 0;
        let order: std::result::Result<Vec<usize>, ()> = merge_sort(keys.len(), |a, b| {
            asked += 1;
            Ok(keys[a] < keys[b])
        });
        let mut expect: Vec<usize> = (0..keys.len()).collect();
        expect.sort_by_key(|&index| keys[index]);
        assert_eq!(order, Ok(expect));
        assert_eq!(asked, comparisons, "comparisons for {keys:?}");
    }

    /// The numbers of comparisons are those of `list.sort` in CPython 3.13.
    #[test]
    fn sorts_stably_asking_as_often_as_cpython() {
        check(&[], 0);
        check(&[1], 0);
        check(&[2, 1], 1);
        check(&(0..1000).collect::<Vec<_>>(), 999);
        check(&(0..1000).rev().collect::<Vec<_>>(), 999);
        check(&[5, 2, 5, 1], 7);
        check(&[3, 1, 2, 3, 1, 2, 3, 1, 2], 22);
        check(&[4, 4, 3, 3, 2, 2, 1, 1, 5, 0], 19);
        let scattered: Vec<u32> = (0..60u32).map(|i| i.wrapping_mul(7919) % 101).collect();
        check(&scattered, 273);
    }

    #[test]
    fn merges_long_inputs_stably() {
        for count in [64, 65, 1000, 4097] {
            let keys: Vec<u32> = (0..count)
                .map(|i: u32| i.wrapping_mul(7919) % 101)
                .collect();
            let order: std::result::Result<Vec<usize>, ()> =
                merge_sort(keys.len(), |a, b| Ok(keys[a] < keys[b]));
            let mut expect: Vec<usize> = (0..keys.len()).collect();
            expect.sort_by_key(|&index| keys[index]);
            assert_eq!(order, Ok(expect));
        }
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
