//! The hash table of `set` and `frozenset`: CPython's `setobject.c`, whose probing decides the
//! order in which a program sees the elements.

use super::PERTURB_SHIFT;

/// Neighbouring slots that are tried before the search jumps (CPython's `LINEAR_PROBES`).
const LINEAR_PROBES: usize = 9;
const MIN_SIZE: usize = 8;
/// Above this many elements a table grows by 2, below by 4.
const FAST_GROWTH_LIMIT: usize = 50_000;

/// A set that iterates in CPython's order.
#[derive(Clone, Debug)]
pub struct Set<K> {
    table: Vec<Slot<K>>,
    /// Elements and dummies.
    fill: usize,
    /// Elements.
    used: usize,
    /// Where [`Set::pop`] goes on searching.
    finger: usize,
}

/// Empty: no key, hash 0. Dummy (removed): no key, hash -1, which is no key's hash.
#[derive(Clone, Debug)]
struct Slot<K> {
    hash: i64,
    key: Option<K>,
}

const DUMMY_HASH: i64 = -1;

/// Where a search ended.
enum Found {
    At(usize),
    /// Not there: the slot that takes it, and whether that slot is a dummy.
    Free {
        index: usize,
        dummy: bool,
    },
}

fn empty_table<K>(size: usize) -> Vec<Slot<K>> {
    std::iter::repeat_with(|| Slot { hash: 0, key: None })
        .take(size)
        .collect()
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Set::new()
    }
}

impl<K> Set<K> {
    /// An empty set.
    pub fn new() -> Set<K> {
        Set {
            table: empty_table(MIN_SIZE),
            fill: 0,
            used: 0,
            finger: 0,
        }
    }

    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The number of slots in the table, a power of two.
    #[inline]
    pub fn slots(&self) -> usize {
        self.table.len()
    }

    /// The hashes and elements in CPython's iteration order.
    #[inline]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, &K)> + Clone {
        self.table
            .iter()
            .filter_map(|slot| Some((slot.hash, slot.key.as_ref()?)))
    }

    /// The first element at slot `from` or after, with its slot (for iterators that outlive a
    /// borrow).
    #[inline]
    pub fn next_from(&self, from: usize) -> Option<(usize, &K)> {
        self.table
            .get(from..)?
            .iter()
            .enumerate()
            .find_map(|(step, slot)| Some((from + step, slot.key.as_ref()?)))
    }

    /// The element in slot `index`.
    #[inline]
    pub fn slot(&self, index: usize) -> Option<&K> {
        self.table.get(index)?.key.as_ref()
    }

    #[inline]
    fn mask(&self) -> usize {
        self.table.len() - 1
    }

    #[inline]
    fn find<E>(&self, hash: i64, mut eq: impl FnMut(&K) -> Result<bool, E>) -> Result<Found, E> {
        let mask = self.mask();
        let mut perturb = hash as u64;
        let mut at = hash as usize & mask;
        let mut dummy = None;
        loop {
            let last = if at + LINEAR_PROBES <= mask {
                at + LINEAR_PROBES
            } else {
                at
            };
            for (step, slot) in self.table[at..=last].iter().enumerate() {
                match &slot.key {
                    None if slot.hash == 0 => {
                        return Ok(Found::Free {
                            index: dummy.unwrap_or(at + step),
                            dummy: dummy.is_some(),
                        });
                    }
                    None => dummy = Some(at + step),
                    Some(key) if slot.hash == hash && eq(key)? => {
                        return Ok(Found::At(at + step));
                    }
                    _ => {}
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
        }
    }

    /// The slot of the element with this hash that `eq` accepts.
    ///
    /// # Errors
    /// The first error of `eq`.
    #[inline]
    pub fn lookup<E>(
        &self,
        hash: i64,
        eq: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        Ok(match self.find(hash, eq)? {
            Found::At(index) => Some(index),
            Found::Free { .. } => None,
        })
    }

    /// Adds an element. Returns whether it is new; an equal element that is there already stays.
    ///
    /// # Errors
    /// The first error of `eq`; the set is unchanged then.
    #[inline]
    pub fn add<E>(
        &mut self,
        hash: i64,
        key: K,
        eq: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let Found::Free { index, dummy } = self.find(hash, eq)? else {
            return Ok(false);
        };
        self.table[index] = Slot {
            hash,
            key: Some(key),
        };
        self.used += 1;
        if dummy {
            return Ok(true);
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            self.resize(self.growth());
        }
        Ok(true)
    }

    /// Removes an element and returns it.
    ///
    /// # Errors
    /// The first error of `eq`.
    #[inline]
    pub fn discard<E>(
        &mut self,
        hash: i64,
        eq: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<Option<K>, E> {
        Ok(self
            .lookup(hash, eq)?
            .and_then(|index| self.remove_at(index)))
    }

    /// Removes the element in slot `index`.
    pub fn remove_at(&mut self, index: usize) -> Option<K> {
        let slot = self.table.get_mut(index)?;
        let key = slot.key.take()?;
        slot.hash = DUMMY_HASH;
        self.used -= 1;
        Some(key)
    }

    /// Removes the element that CPython's `set.pop` would remove.
    pub fn pop(&mut self) -> Option<K> {
        if self.used == 0 {
            return None;
        }
        let mask = self.mask();
        let mut at = self.finger & mask;
        while self.table[at].key.is_none() {
            at = (at + 1) & mask;
        }
        self.finger = at + 1;
        self.remove_at(at)
    }

    /// Removes everything and shrinks the table.
    pub fn clear(&mut self) {
        self.table = empty_table(MIN_SIZE);
        self.fill = 0;
        self.used = 0;
    }

    fn growth(&self) -> usize {
        if self.used > FAST_GROWTH_LIMIT {
            self.used * 2
        } else {
            self.used * 4
        }
    }

    /// Rebuilds the table with more than `min_used` slots, without dummies.
    fn resize(&mut self, min_used: usize) {
        let mut size = MIN_SIZE;
        while size <= min_used {
            size *= 2;
        }
        if size == MIN_SIZE && self.table.len() == MIN_SIZE && self.fill == self.used {
            return;
        }
        let old = std::mem::replace(&mut self.table, empty_table(size));
        for slot in old {
            if let Some(key) = slot.key {
                self.insert_clean(slot.hash, key);
            }
        }
        self.fill = self.used;
    }

    /// Inserts into a table without dummies a key that is not in it. Does not count it.
    fn insert_clean(&mut self, hash: i64, key: K) {
        let Ok(found) = self.find(hash, |_| Ok::<_, std::convert::Infallible>(false));
        if let Found::Free { index, .. } = found {
            self.table[index] = Slot {
                hash,
                key: Some(key),
            };
        }
    }

    /// Makes room before `count` keys come in from a table of known size (a set or a dict), as
    /// CPython does; the size it chooses shows in the order.
    pub fn reserve_for_merge(&mut self, count: usize) {
        if (self.fill + count) * 5 >= self.mask() * 3 {
            self.resize((self.used + count) * 2);
        }
    }
}

impl<K: Clone> Set<K> {
    /// `set(other)` or `other.copy()`: not a clone, since the table is laid out anew.
    pub fn copy(&self) -> Set<K> {
        let mut copy = Set::new();
        if self.used != 0 {
            copy.fill_from(self);
        }
        copy
    }

    /// The part of `set_merge` for a target without elements and dummies.
    fn fill_from(&mut self, other: &Set<K>) {
        self.reserve_for_merge(other.used);
        if self.table.len() == other.table.len() && other.fill == other.used {
            self.table.clone_from(&other.table);
        } else {
            for (hash, key) in other.iter() {
                self.insert_clean(hash, key.clone());
            }
        }
        self.fill = other.used;
        self.used = other.used;
    }

    /// Adds the elements of another set (`set_merge`; `|=`, `update`).
    ///
    /// # Errors
    /// The first error of `eq(element of self, element of other)`.
    pub fn merge<E>(
        &mut self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<(), E> {
        if other.used == 0 {
            return Ok(());
        }
        if self.fill == 0 {
            self.fill_from(other);
            return Ok(());
        }
        self.reserve_for_merge(other.used);
        for (hash, key) in other.iter() {
            self.add(hash, key.clone(), |mine| eq(mine, key))?;
        }
        Ok(())
    }

    /// `self | other`.
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn union<E>(
        &self,
        other: &Set<K>,
        eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<Set<K>, E> {
        let mut result = self.copy();
        result.merge(other, eq)?;
        Ok(result)
    }

    /// `self & other`, for two different sets (the intersection of a set with itself is its
    /// [`Set::copy`]).
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn intersection<E>(
        &self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<Set<K>, E> {
        let (larger, smaller) = if other.used > self.used {
            (other, self)
        } else {
            (self, other)
        };
        let mut result = Set::new();
        for (hash, key) in smaller.iter() {
            if larger.lookup(hash, |theirs| eq(theirs, key))?.is_some() {
                result.add(hash, key.clone(), |mine| eq(mine, key))?;
            }
        }
        Ok(result)
    }

    /// `self - other`, for two different sets.
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn difference<E>(
        &self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<Set<K>, E> {
        if self.used >> 2 > other.used {
            let mut result = self.copy();
            result.difference_update(other, eq)?;
            return Ok(result);
        }
        let mut result = Set::new();
        for (hash, key) in self.iter() {
            if other.lookup(hash, |theirs| eq(theirs, key))?.is_none() {
                result.add(hash, key.clone(), |mine| eq(mine, key))?;
            }
        }
        Ok(result)
    }

    /// `self -= other`, for two different sets (a set minus itself is cleared).
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn difference_update<E>(
        &mut self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<(), E> {
        if other.used >> 3 > self.used {
            let common = self.intersection(other, &mut eq)?;
            for (hash, key) in common.iter() {
                self.discard(hash, |mine| eq(mine, key))?;
            }
        } else {
            for (hash, key) in other.iter() {
                self.discard(hash, |mine| eq(mine, key))?;
            }
        }
        self.drop_dummies();
        Ok(())
    }

    /// `self ^ other`.
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn symmetric_difference<E>(
        &self,
        other: &Set<K>,
        eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<Set<K>, E> {
        let mut result = other.copy();
        result.symmetric_difference_update(self, eq)?;
        Ok(result)
    }

    /// `self ^= other`, for two different sets.
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn symmetric_difference_update<E>(
        &mut self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<(), E> {
        for (hash, key) in other.iter() {
            if self.discard(hash, |mine| eq(mine, key))?.is_none() {
                self.add(hash, key.clone(), |mine| eq(mine, key))?;
            }
        }
        Ok(())
    }

    /// Whether every element of `self` is in `other` (`self <= other`).
    ///
    /// # Errors
    /// The first error of `eq`.
    pub fn is_subset<E>(
        &self,
        other: &Set<K>,
        mut eq: impl FnMut(&K, &K) -> Result<bool, E>,
    ) -> Result<bool, E> {
        if self.used > other.used {
            return Ok(false);
        }
        for (hash, key) in self.iter() {
            if other.lookup(hash, |theirs| eq(theirs, key))?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl<K> Set<K> {
    /// Rebuilds the table where more than a quarter of it are dummies: the end of
    /// `difference_update`, also for one whose argument is no set.
    pub fn drop_dummies(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            self.resize(self.growth());
        }
    }
}
