//! The order of sets.

use std::convert::Infallible;

use gilsim::vm::number::hash;
use gilsim::vm::table::Set;
use serde_json::{Map, Value};

type Keys = Set<Value>;

fn hash_of(key: &Value) -> i64 {
    match key {
        Value::String(text) => hash::hash_str(text),
        key => hash::hash_i64(key.as_i64().expect("an int key")),
    }
}

fn equal(a: &Value, b: &Value) -> Result<bool, Infallible> {
    Ok(a == b)
}

fn add_all(set: &mut Keys, keys: &[Value]) {
    for key in keys {
        let Ok(_) = set.add(hash_of(key), key.clone(), |k| equal(k, key));
    }
}

fn list(set: &Keys) -> Value {
    set.iter().map(|(_, key)| key.clone()).collect()
}

fn changed(set: &Keys, change: impl FnOnce(&mut Keys)) -> Value {
    let mut copy = set.copy();
    change(&mut copy);
    list(&copy)
}

#[test]
fn sets_iterate_in_cpythons_order() {
    super::tables::check(include_str!("sets.jsonl"), |row| {
        let [_, a, discarded, b] = row else {
            panic!("kind, keys, discarded keys, other keys");
        };
        let [a, discarded, b] =
            [a, discarded, b].map(|v| v.as_array().expect("a list of keys").as_slice());
        let (mut one, mut two) = (Set::new(), Set::new());
        add_all(&mut one, a);
        add_all(&mut two, b);
        for key in discarded {
            let Ok(_) = one.discard(hash_of(key), |k| equal(k, key));
        }
        let Ok(or) = one.union(&two, equal);
        let Ok(and) = one.intersection(&two, equal);
        let Ok(sub) = one.difference(&two, equal);
        let Ok(rsub) = two.difference(&one, equal);
        let Ok(xor) = one.symmetric_difference(&two, equal);
        let Ok(rxor) = two.symmetric_difference(&one, equal);
        let mut added = one.copy();
        add_all(&mut added, b);

        let mut from_dict = Set::new();
        let mut distinct: Vec<Value> = Vec::new();
        for key in a {
            if !distinct.contains(key) {
                distinct.push(key.clone());
            }
        }
        from_dict.reserve_for_merge(distinct.len());
        add_all(&mut from_dict, &distinct);

        let mut rest = one.copy();
        let popped: Value = (0..rest.len() / 2).filter_map(|_| rest.pop()).collect();
        add_all(&mut rest, &b[..b.len().min(7)]);

        let mut results = Map::new();
        for (name, result) in [
            ("a", list(&one)),
            ("b", list(&two)),
            ("copy", list(&one.copy())),
            ("or", list(&or)),
            ("and", list(&and)),
            ("sub", list(&sub)),
            ("xor", list(&xor)),
            ("rsub", list(&rsub)),
            ("rxor", list(&rxor)),
            (
                "ior",
                changed(&one, |set| {
                    let Ok(()) = set.merge(&two, equal);
                }),
            ),
            (
                "isub",
                changed(&one, |set| {
                    let Ok(()) = set.difference_update(&two, equal);
                }),
            ),
            (
                "ixor",
                changed(&one, |set| {
                    let Ok(()) = set.symmetric_difference_update(&two, equal);
                }),
            ),
            ("added", list(&added)),
            ("readd", list(&added.copy())),
            ("fromdict", list(&from_dict)),
            ("popped", popped),
            ("rest", list(&rest)),
        ] {
            results.insert(name.to_owned(), result);
        }
        Value::from(results)
    });
}
