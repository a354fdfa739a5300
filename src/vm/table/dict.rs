//! Insertion-ordered hash table: CPython's `dictobject.c` in its compact form.

use super::PERTURB_SHIFT;

/// A key with its value, as it stands in the table.
#[derive(Clone, Debug)]
pub struct Entry<K, V> {
    pub hash: i64,
    pub key: K,
    pub value: V,
}

/// An insertion-ordered hash table.
///
/// Entries keep their index until the table is rebuilt (on growth or [`Dict::clear`]), so an index
/// together with a check of the key is a valid inline cache.
#[derive(Clone, Debug)]
pub struct Dict<K, V> {
    /// In insertion order; a removed entry leaves a hole until the next rebuild.
    entries: Vec<Option<Entry<K, V>>>,
    /// Open addressing from hash to entry. Empty while the table has its smallest size, where a
    /// scan over at most five entries is quicker.
    indices: Vec<u32>,
    /// Entries in use.
    used: usize,
    /// Insertions left before the table is rebuilt (CPython's `dk_usable`).
    usable: usize,
    /// Another number whenever a key came or went.
    shape: u32,
}

/// A search for entries of one hash that can be put aside and taken up again.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    hash: i64,
    perturb: u64,
    /// Where to look next: in `indices`, or in `entries` while there are no indices.
    at: usize,
}

impl Probe {
    /// The start of the search for `hash`.
    #[inline]
    pub fn new(hash: i64) -> Probe {
        Probe {
            hash,
            perturb: hash as u64,
            at: hash as usize,
        }
    }
}

const EMPTY: u32 = u32::MAX;
const DUMMY: u32 = u32::MAX - 1;
const MIN_SIZE: usize = 8;

/// How many entries a table of `size` slots takes (CPython's `USABLE_FRACTION`).
#[inline]
fn usable_fraction(size: usize) -> usize {
    size * 2 / 3
}

impl<K, V> Default for Dict<K, V> {
    fn default() -> Self {
        Dict::new()
    }
}

impl<K, V> Dict<K, V> {
    /// An empty table. Allocates nothing.
    #[inline]
    pub fn new() -> Dict<K, V> {
        Dict {
            entries: Vec::new(),
            indices: Vec::new(),
            used: 0,
            usable: usable_fraction(MIN_SIZE),
            shape: 0,
        }
    }

    /// An empty table that takes `capacity` entries without a rebuild.
    pub fn with_capacity(capacity: usize) -> Dict<K, V> {
        let mut dict = Dict::new();
        if capacity > dict.usable {
            dict.rebuild(capacity.saturating_mul(3).saturating_add(1) / 2);
        }
        dict
    }

    /// The number of entries (`len(d)`).
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// While this number is the same, so is the set of keys.
    #[inline]
    pub fn shape(&self) -> u32 {
        self.shape
    }

    /// One past the greatest entry index.
    #[inline]
    pub fn slots(&self) -> usize {
        self.entries.len()
    }

    /// The entry at `index`, if there is one.
    #[inline]
    pub fn slot(&self, index: usize) -> Option<&Entry<K, V>> {
        self.entries.get(index)?.as_ref()
    }

    /// The entry at `index`, to change its value. Key and hash must stay.
    #[inline]
    pub fn slot_mut(&mut self, index: usize) -> Option<&mut Entry<K, V>> {
        self.entries.get_mut(index)?.as_mut()
    }

    /// The next entry with the probe's hash, in probe order; it may come round again. For callers whose equality must be
    /// suspended: keep the probe, and start a new one where the table changed meanwhile.
    #[inline]
    pub fn next_candidate(&self, probe: &mut Probe) -> Option<usize> {
        if self.indices.is_empty() {
            return self.next_in_scan(probe);
        }
        let mask = self.indices.len() - 1;
        loop {
            let index = self.indices[probe.at & mask];
            if index == EMPTY {
                return None;
            }
            probe.perturb >>= PERTURB_SHIFT;
            probe.at = probe
                .at
                .wrapping_mul(5)
                .wrapping_add(probe.perturb as usize)
                .wrapping_add(1);
            if let Some(entry) = self.slot(index as usize)
                && entry.hash == probe.hash
            {
                return Some(index as usize);
            }
        }
    }

    /// The same where there are no indices; `perturb` turns into the mark that a scan has begun.
    #[inline]
    fn next_in_scan(&self, probe: &mut Probe) -> Option<usize> {
        const SCANNING: u64 = 1 << 63;
        let mut at = if probe.perturb & SCANNING != 0 && probe.at <= MIN_SIZE {
            probe.at
        } else {
            0
        };
        while let Some(slot) = self.entries.get(at) {
            at += 1;
            if let Some(entry) = slot
                && entry.hash == probe.hash
            {
                probe.perturb = SCANNING;
                probe.at = at;
                return Some(at - 1);
            }
        }
        probe.perturb = SCANNING;
        probe.at = at;
        None
    }

    /// The index of the entry with this hash whose key `eq` accepts.
    ///
    /// # Errors
    /// The first error of `eq`.
    #[inline]
    pub fn lookup<E>(
        &self,
        hash: i64,
        mut eq: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        if self.indices.is_empty() {
            for (index, slot) in self.entries.iter().enumerate() {
                if let Some(entry) = slot
                    && entry.hash == hash
                    && eq(&entry.key)?
                {
                    return Ok(Some(index));
                }
            }
            return Ok(None);
        }
        let mut probe = Probe::new(hash);
        while let Some(index) = self.next_candidate(&mut probe) {
            if let Some(entry) = self.slot(index)
                && eq(&entry.key)?
            {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// The index of the entry that `eq` accepts, for an equality that cannot fail.
    #[inline]
    pub fn get_index(&self, hash: i64, mut eq: impl FnMut(&K) -> bool) -> Option<usize> {
        match self.lookup(hash, |key| Ok::<_, std::convert::Infallible>(eq(key))) {
            Ok(found) => found,
        }
    }

    /// The value of the entry that `eq` accepts, for an equality that cannot fail.
    #[inline]
    pub fn get(&self, hash: i64, eq: impl FnMut(&K) -> bool) -> Option<&V> {
        let index = self.get_index(hash, eq)?;
        self.slot(index).map(|entry| &entry.value)
    }

    /// Sets the value of a key. An equal key that is there already stays as it is. Returns the
    /// entry's index and the value it had.
    ///
    /// # Errors
    /// The first error of `eq`; the table is unchanged then.
    #[inline]
    pub fn insert<E>(
        &mut self,
        hash: i64,
        key: K,
        value: V,
        eq: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<(usize, Option<V>), E> {
        if let Some(index) = self.lookup(hash, eq)?
            && let Some(entry) = self.slot_mut(index)
        {
            return Ok((index, Some(std::mem::replace(&mut entry.value, value))));
        }
        Ok((self.insert_new(hash, key, value), None))
    }

    /// Appends an entry whose key is known to be absent. Returns its index.
    pub fn insert_new(&mut self, hash: i64, key: K, value: V) -> usize {
        if self.usable == 0 {
            self.rebuild(self.used.saturating_mul(3));
        }
        let index = self.entries.len();
        if !self.indices.is_empty() {
            place(&mut self.indices, hash, index);
        }
        self.entries.push(Some(Entry { hash, key, value }));
        self.used += 1;
        self.usable -= 1;
        self.shape = self.shape.wrapping_add(1);
        index
    }

    /// Takes the entry at `index` out. The other indices stay.
    pub fn remove_at(&mut self, index: usize) -> Option<Entry<K, V>> {
        let entry = self.entries.get_mut(index)?.take()?;
        self.used -= 1;
        self.shape = self.shape.wrapping_add(1);
        self.forget_index(entry.hash, index);
        Some(entry)
    }

    /// Takes the youngest entry out (`popitem`).
    pub fn pop_last(&mut self) -> Option<Entry<K, V>> {
        while let Some(slot) = self.entries.pop() {
            if let Some(entry) = slot {
                self.used -= 1;
                self.shape = self.shape.wrapping_add(1);
                self.forget_index(entry.hash, self.entries.len());
                return Some(entry);
            }
        }
        None
    }

    /// Removes everything and gives the memory back.
    pub fn clear(&mut self) {
        let shape = self.shape.wrapping_add(1);
        *self = Dict::new();
        self.shape = shape;
    }

    /// The first entry at `from` or after, with its index.
    #[inline]
    pub fn next_from(&self, from: usize) -> Option<(usize, &Entry<K, V>)> {
        self.entries
            .get(from..)?
            .iter()
            .enumerate()
            .find_map(|(step, slot)| Some((from + step, slot.as_ref()?)))
    }

    /// The last entry before `end`, with its index (for `reversed(d)`).
    pub fn last_before(&self, end: usize) -> Option<(usize, &Entry<K, V>)> {
        let end = end.min(self.entries.len());
        (0..end)
            .rev()
            .find_map(|index| Some((index, self.slot(index)?)))
    }

    /// The entries in insertion order.
    #[inline]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<K, V>> + Clone {
        self.entries.iter().flatten()
    }

    /// The values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().flatten().map(|e| &mut e.value)
    }

    /// Rebuilds the table with at least `min_size` slots, without holes.
    fn rebuild(&mut self, min_size: usize) {
        let size = min_size.max(MIN_SIZE).next_power_of_two();
        if self.entries.len() != self.used {
            self.entries.retain(Option::is_some);
        }
        let usable = usable_fraction(size);
        self.usable = usable - self.entries.len();
        if size == MIN_SIZE {
            self.indices = Vec::new();
            return;
        }
        self.entries.reserve_exact(self.usable);
        self.indices.clear();
        self.indices.resize(size, EMPTY);
        for (index, entry) in self.entries.iter().flatten().enumerate() {
            place(&mut self.indices, entry.hash, index);
        }
    }

    fn forget_index(&mut self, hash: i64, index: usize) {
        if self.indices.is_empty() {
            return;
        }
        let mask = self.indices.len() - 1;
        let mut perturb = hash as u64;
        let mut at = hash as usize & mask;
        while self.indices[at] != EMPTY {
            if self.indices[at] == index as u32 {
                self.indices[at] = DUMMY;
                return;
            }
            perturb >>= PERTURB_SHIFT;
            at = next_slot(at, perturb) & mask;
        }
    }
}

#[inline]
fn next_slot(at: usize, perturb: u64) -> usize {
    at.wrapping_mul(5)
        .wrapping_add(perturb as usize)
        .wrapping_add(1)
}

/// Writes `index` into the first free slot of the hash's probe sequence.
fn place(indices: &mut [u32], hash: i64, index: usize) {
    let mask = indices.len() - 1;
    let mut perturb = hash as u64;
    let mut at = hash as usize & mask;
    while indices[at] != EMPTY {
        perturb >>= PERTURB_SHIFT;
        at = next_slot(at, perturb) & mask;
    }
    indices[at] = index as u32;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(dict: &Dict<i64, i64>) -> Vec<(i64, i64)> {
        dict.iter().map(|e| (e.key, e.value)).collect()
    }

    fn set(dict: &mut Dict<i64, i64>, key: i64, value: i64) -> usize {
        let Ok((index, _)) =
            dict.insert::<std::convert::Infallible>(key, key, value, |k| Ok(*k == key));
        index
    }

    fn index_of(dict: &Dict<i64, i64>, key: i64) -> Option<usize> {
        dict.get_index(key, |k| *k == key)
    }

    #[test]
    fn keeps_insertion_order_over_updates_and_removals() {
        let mut dict = Dict::new();
        for key in 0..20 {
            set(&mut dict, key, key * 10);
        }
        set(&mut dict, 3, 99);
        let index = index_of(&dict, 7).unwrap();
        assert_eq!(dict.remove_at(index).map(|e| e.value), Some(70));
        set(&mut dict, 7, 1);
        let keys: Vec<i64> = collect(&dict).iter().map(|(k, _)| *k).collect();
        let mut expect: Vec<i64> = (0..20).filter(|k| *k != 7).collect();
        expect.push(7);
        assert_eq!(keys, expect);
        assert_eq!(collect(&dict)[3], (3, 99));
    }

    #[test]
    fn matches_a_model_under_a_long_mix_of_operations() {
        let mut dict = Dict::new();
        let mut model: indexmap::IndexMap<i64, i64> = indexmap::IndexMap::new();
        let mut state = 1u64;
        for step in 0..20_000 {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let key = ((state >> 40) % 200) as i64 - 100;
            match (state >> 33) % 8 {
                0..=3 => {
                    set(&mut dict, key, step);
                    model.insert(key, step);
                }
                4..=5 => {
                    let removed = index_of(&dict, key).and_then(|i| dict.remove_at(i));
                    assert_eq!(removed.map(|e| e.value), model.shift_remove(&key));
                }
                6 => {
                    assert_eq!(dict.pop_last().map(|e| (e.key, e.value)), model.pop());
                }
                _ => {
                    let index = index_of(&dict, key);
                    let found = index.and_then(|i| dict.slot(i)).map(|e| e.value);
                    assert_eq!(found, model.get(&key).copied());
                }
            }
            assert_eq!(dict.len(), model.len());
        }
        assert!(collect(&dict).into_iter().eq(model));
    }

    #[test]
    fn suspended_search_visits_every_entry_of_the_hash() {
        for count in [3, 40] {
            let mut dict = Dict::new();
            for key in 0..count {
                dict.insert_new(if key % 2 == 0 { -1 } else { key }, key, ());
            }
            let mut probe = Probe::new(-1);
            let mut seen = Vec::new();
            while let Some(index) = dict.next_candidate(&mut probe) {
                if !seen.contains(&(index as i64)) {
                    seen.push(index as i64);
                }
            }
            assert_eq!(seen, (0..count).filter(|k| k % 2 == 0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn failing_equality_leaves_the_table_alone() {
        let mut dict: Dict<i64, i64> = Dict::new();
        set(&mut dict, 1, 1);
        assert_eq!(dict.insert(1, 2, 2, |_| Err("no")), Err("no"));
        assert_eq!(collect(&dict), [(1, 1)]);
    }

    #[test]
    fn walks_by_index_in_both_directions() {
        let mut dict = Dict::with_capacity(100);
        for key in 0..10 {
            set(&mut dict, key, 0);
        }
        dict.remove_at(4);
        assert_eq!(dict.next_from(4).map(|(i, e)| (i, e.key)), Some((5, 5)));
        assert_eq!(dict.last_before(5).map(|(i, e)| (i, e.key)), Some((3, 3)));
        assert!(dict.next_from(10).is_none() && dict.next_from(11).is_none());
        assert!(dict.last_before(0).is_none());
    }
}
