//! Products, permutations, combinations: choices from pools, in lexicographic order of places.

use crate::vm::value::Value;

#[derive(Clone, Debug)]
pub struct Selection {
    /// What to choose from, item after item, and from the first again.
    pools: Vec<Vec<Value>>,
    /// The place in its pool of each item of the next choice. `None` at the end.
    places: Option<Vec<usize>>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Product,
    /// The rest are of one pool. With the order of all places, and how far each item has to go.
    Permutations {
        order: Vec<usize>,
        cycles: Vec<usize>,
    },
    Combinations,
    WithReplacement,
}

impl Selection {
    /// `pools`, `repeat` times.
    pub fn product(pools: Vec<Vec<Value>>, repeat: usize) -> Selection {
        let count = pools.len().saturating_mul(repeat);
        let possible = count == 0 || pools.iter().all(|pool| !pool.is_empty());
        Selection {
            places: possible.then(|| vec![0; count]),
            pools,
            kind: Kind::Product,
        }
    }

    pub fn permutations(pool: Vec<Value>, count: usize) -> Selection {
        let length = pool.len();
        let order: Vec<usize> = (0..length).collect();
        let possible = count <= length;
        let cycles = if possible {
            (length - count + 1..=length).rev().collect()
        } else {
            Vec::new()
        };
        Selection {
            pools: vec![pool],
            places: possible.then(|| order[..count].to_vec()),
            kind: Kind::Permutations { order, cycles },
        }
    }

    pub fn combinations(pool: Vec<Value>, count: usize) -> Selection {
        Selection {
            places: (count <= pool.len()).then(|| (0..count).collect()),
            pools: vec![pool],
            kind: Kind::Combinations,
        }
    }

    pub fn with_replacement(pool: Vec<Value>, count: usize) -> Selection {
        Selection {
            places: (!pool.is_empty() || count == 0).then(|| vec![0; count]),
            pools: vec![pool],
            kind: Kind::WithReplacement,
        }
    }

    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.pools.iter().flatten().for_each(|&v| visit(v));
    }

    pub fn size(&self) -> usize {
        let items: usize = self.pools.iter().map(Vec::len).sum();
        (items + self.places.as_ref().map_or(0, Vec::len)) * size_of::<Value>()
    }

    /// The next choice.
    pub fn advance(&mut self) -> Option<Vec<Value>> {
        let places = self.places.as_mut()?;
        let choice = places
            .iter()
            .zip(self.pools.iter().cycle())
            .filter_map(|(&place, pool)| pool.get(place).copied())
            .collect();
        let length = self.pools.first().map_or(0, Vec::len);
        let more = match &mut self.kind {
            Kind::Product => next_product(places, &self.pools),
            Kind::Permutations { order, cycles } => next_permutation(places, order, cycles),
            Kind::Combinations => next_combination(places, length),
            Kind::WithReplacement => next_with_replacement(places, length),
        };
        if !more {
            self.places = None;
        }
        Some(choice)
    }
}

fn next_product(places: &mut [usize], pools: &[Vec<Value>]) -> bool {
    let pools = pools.iter().rev().cycle();
    for (place, pool) in places.iter_mut().rev().zip(pools) {
        *place += 1;
        if *place < pool.len() {
            return true;
        }
        *place = 0;
    }
    false
}

fn next_permutation(places: &mut [usize], order: &mut [usize], cycles: &mut [usize]) -> bool {
    let length = order.len();
    for item in (0..places.len()).rev() {
        cycles[item] -= 1;
        if cycles[item] == 0 {
            order[item..].rotate_left(1);
            cycles[item] = length - item;
        } else {
            order.swap(item, length - cycles[item]);
            places.copy_from_slice(&order[..places.len()]);
            return true;
        }
    }
    false
}

fn next_combination(places: &mut [usize], length: usize) -> bool {
    let count = places.len();
    let Some(item) = (0..count)
        .rev()
        .find(|&item| places[item] != item + length - count)
    else {
        return false;
    };
    let first = places[item] + 1;
    for (offset, place) in places[item..].iter_mut().enumerate() {
        *place = first + offset;
    }
    true
}

fn next_with_replacement(places: &mut [usize], length: usize) -> bool {
    let Some(item) = (0..places.len())
        .rev()
        .find(|&item| places[item] + 1 < length)
    else {
        return false;
    };
    let place = places[item] + 1;
    places[item..].fill(place);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(length: i64) -> Vec<Value> {
        (0..length).map(Value::Int).collect()
    }

    /// All choices, as digits: what CPython's itertools gives for `range(n)`.
    fn check(mut selection: Selection, expect: &str) {
        let mut texts = Vec::new();
        while let Some(choice) = selection.advance() {
            let digits = choice.iter().map(|value| match value {
                Value::Int(i) => i.to_string(),
                _ => "?".to_string(),
            });
            texts.push(digits.collect::<String>());
        }
        assert_eq!(texts.join(" "), expect);
    }

    #[test]
    fn choices_come_in_order() {
        check(
            Selection::product(vec![pool(2), pool(3)], 1),
            "00 01 02 10 11 12",
        );
        check(
            Selection::product(vec![pool(1), pool(2)], 2),
            "0000 0001 0100 0101",
        );
        check(Selection::product(vec![pool(2), pool(0)], 1), "");
        check(Selection::product(vec![], 1), "");
        check(Selection::product(vec![], usize::MAX), "");
        check(Selection::product(vec![pool(0)], 0), "");
        check(
            Selection::permutations(pool(3), 3),
            "012 021 102 120 201 210",
        );
        check(Selection::permutations(pool(3), 2), "01 02 10 12 20 21");
        check(Selection::permutations(pool(2), 3), "");
        check(Selection::combinations(pool(4), 2), "01 02 03 12 13 23");
        check(Selection::combinations(pool(2), 3), "");
        check(Selection::with_replacement(pool(3), 2), "00 01 02 11 12 22");
        check(Selection::with_replacement(pool(0), 2), "");
    }

    #[test]
    fn there_is_one_way_to_choose_nothing() {
        for mut selection in [
            Selection::product(vec![], 1),
            Selection::permutations(pool(2), 0),
            Selection::combinations(pool(2), 0),
            Selection::with_replacement(pool(0), 0),
        ] {
            assert_eq!(selection.advance().map(|choice| choice.len()), Some(0));
            assert!(selection.advance().is_none());
        }
    }
}
