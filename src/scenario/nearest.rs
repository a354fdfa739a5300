//! "Did you mean …": the known name that a misspelt one is closest to.

/// The candidate with the fewest edits (insert, delete, replace, swap of neighbours) from
/// `name`, if few enough that it is likely what was meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(64).flat_map(char::to_lowercase).collect();
    let allowed = (name.len() + 1) / 3;
    candidates
        .into_iter()
        .map(|candidate| {
            let other: Vec<char> = candidate
                .chars()
                .take(64)
                .flat_map(char::to_lowercase)
                .collect();
            (edits(&name, &other), candidate)
        })
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` or `c`; each in backquotes.
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// Optimal string alignment distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, &ca) in a.iter().enumerate() {
        let mut current = vec![i + 1];
        for (j, &cb) in b.iter().enumerate() {
            let replace = previous[j] + usize::from(ca != cb);
            let mut best = replace.min(previous[j + 1] + 1).min(current[j] + 1);
            let swapped = i > 0 && j > 0 && ca == b[j - 1] && a[i - 1] == cb;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_understood_and_a_stranger_is_not() {
        let check = |name, expect| {
            let known = ["switch_interval", "cores", "time_slice", "gil"];
            assert_eq!(nearest(name, known), expect, "{name}");
        };
        check("swich_interval", Some("switch_interval"));
        check("Cores", Some("cores"));
        check("core", Some("cores"));
        check("gli", Some("gil"));
        check("timeslice", Some("time_slice"));
        check("banana", None);
        check("", None);
    }

    #[test]
    fn choices_read_as_a_sentence() {
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(one_of(["a"]), "`a`");
    }
}
