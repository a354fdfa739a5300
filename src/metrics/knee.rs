//! Where a curve stops to gain: how many threads are enough.

/// A value so near to the best is as good as the best: a twentieth.
pub const AS_GOOD: f64 = 0.05;

/// What is better of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    More,
    Less,
}

/// The knee of a curve of `(count, value)`: the least count whose value is within 5 % of the best
/// of the curve, as an index. `None` of nothing; numbers that are not finite are never the best.
pub fn knee(points: &[(f64, f64)], better: Better) -> Option<usize> {
    let values = || points.iter().map(|p| p.1).filter(|v| v.is_finite());
    let best = match better {
        Better::More => values().max_by(f64::total_cmp)?,
        Better::Less => values().min_by(f64::total_cmp)?,
    };
    let as_good = |value: f64| match better {
        Better::More => value >= best * (1.0 - AS_GOOD),
        Better::Less => value <= best * (1.0 + AS_GOOD),
    };
    let good = points.iter().enumerate().filter(|(_, p)| as_good(p.1));
    good.min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0))
        .map(|(index, _)| index)
}

/// How many workers a curve over numbers of them says to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enough {
    /// The index of the knee: more gain nothing.
    Knee(usize),
    /// The index of the most that were tried: more of them may gain more.
    NotYet(usize),
}

impl Enough {
    /// The knee, unless the curve still gained at the greatest count.
    pub fn of(points: &[(f64, f64)], better: Better) -> Option<Enough> {
        let index = knee(points, better)?;
        let count = points.get(index)?.0;
        let more = points.iter().any(|point| point.0 > count);
        Some(match more {
            true => Enough::Knee(index),
            false => Enough::NotYet(index),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fewest that are as good as the best, in whatever order they were measured.
    #[test]
    fn the_knee_is_the_least_count_within_a_twentieth_of_the_best() {
        let check = |points: &[(f64, f64)], better, expect| {
            assert_eq!(knee(points, better), expect, "{points:?}");
        };
        let climbs = [(1.0, 1.0), (2.0, 1.9), (4.0, 2.0), (8.0, 1.99)];
        check(&climbs, Better::More, Some(1));
        let falls = [(8.0, 25.0), (4.0, 25.5), (2.0, 50.0), (1.0, 100.0)];
        check(&falls, Better::Less, Some(1));
        let flat = [(1.0, 1.0), (2.0, 0.99), (4.0, 0.98)];
        check(&flat, Better::More, Some(0));
        let worse = [(1.0, 1.0), (2.0, 0.5)];
        check(&worse, Better::More, Some(0));
        check(&[(1.0, f64::NAN), (2.0, 1.0)], Better::More, Some(1));
        check(&[], Better::Less, None);
    }

    /// A curve that still gains at its end has not turned yet.
    #[test]
    fn the_last_count_is_no_knee() {
        let check = |points: &[(f64, f64)], expect| {
            assert_eq!(Enough::of(points, Better::More), expect, "{points:?}");
        };
        check(
            &[(1.0, 1.0), (8.0, 8.0), (32.0, 29.0)],
            Some(Enough::NotYet(2)),
        );
        check(&[(32.0, 29.0), (1.0, 1.0)], Some(Enough::NotYet(0)));
        check(
            &[(1.0, 1.0), (8.0, 8.0), (32.0, 8.1)],
            Some(Enough::Knee(1)),
        );
        check(&[(1.0, 1.0), (2.0, 1.0)], Some(Enough::Knee(0)));
        check(&[(1.0, 1.0)], Some(Enough::NotYet(0)));
        check(&[], None);
    }
}
