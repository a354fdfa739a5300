//! Least squares with lower bounds, by coordinate descent.

/// One program: how often it does what, and how long a real interpreter took for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    pub name: String,
    /// How often each unknown is in it.
    pub counts: Vec<f64>,
    /// Nanoseconds, above zero.
    pub measured: f64,
}

impl Equation {
    /// By how much the costs miss the measurement, as a share of it.
    pub fn error(&self, costs: &[f64]) -> f64 {
        (dot(&self.counts, costs) - self.measured) / self.measured
    }
}

/// How strongly an unknown that the programs leave open is drawn to what is usual: so little
/// that it decides nothing else.
const PULL: f64 = 0.02;
const SWEEPS: usize = 50_000;

/// Costs of at least `least` each that miss the measurements by the least sum of squared relative
/// errors. `usual` is what a cost is like where the programs say nothing about it.
pub fn fit(equations: &[Equation], least: &[f64], usual: &[f64]) -> Vec<f64> {
    let unknowns = least.len();
    // Normal equations of the weighted system: H x = g.
    let mut h = vec![vec![0.0; unknowns]; unknowns];
    let mut g = vec![0.0; unknowns];
    for equation in equations {
        let row: Vec<f64> = equation
            .counts
            .iter()
            .map(|count| count / equation.measured)
            .collect();
        for (i, &a) in row.iter().enumerate() {
            g[i] += a;
            for (j, &b) in row.iter().enumerate() {
                h[i][j] += a * b;
            }
        }
    }
    for (i, &usual) in usual.iter().enumerate() {
        let pull = PULL / usual.max(f64::MIN_POSITIVE);
        h[i][i] += pull * pull;
        g[i] += pull * PULL;
    }
    let mut costs: Vec<f64> = usual.iter().zip(least).map(|(u, l)| u.max(*l)).collect();
    for _ in 0..SWEEPS {
        let mut moved = 0.0_f64;
        for i in 0..unknowns {
            let step = (g[i] - dot(&h[i], &costs)) / h[i][i];
            let cost = (costs[i] + step).max(least[i]);
            moved = moved.max((cost - costs[i]).abs() / usual[i].max(f64::MIN_POSITIVE));
            costs[i] = cost;
        }
        if moved < 1e-9 {
            break;
        }
    }
    costs
}

/// Median and largest relative error, and the name of the program that has the largest.
pub fn errors<'a>(equations: &'a [Equation], costs: &[f64]) -> (f64, f64, &'a str) {
    let mut errors: Vec<(f64, &str)> = equations
        .iter()
        .map(|equation| (equation.error(costs).abs(), equation.name.as_str()))
        .collect();
    errors.sort_by(|a, b| a.0.total_cmp(&b.0));
    match (errors.get(errors.len() / 2), errors.last()) {
        (Some(&(median, _)), Some(&(worst, name))) => (median, worst, name),
        _ => (0.0, 0.0, ""),
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(costs: &[f64], counts: &[&[f64]]) -> Vec<Equation> {
        counts
            .iter()
            .enumerate()
            .map(|(index, counts)| Equation {
                name: format!("p{index}"),
                counts: counts.to_vec(),
                measured: dot(counts, costs),
            })
            .collect()
    }

    #[test]
    fn known_costs_are_found_again() {
        let known = [3.0, 11.0, 42.0];
        let counts: &[&[f64]] = &[
            &[10.0, 1.0, 0.0],
            &[5.0, 8.0, 0.0],
            &[2.0, 1.0, 3.0],
            &[20.0, 20.0, 1.0],
        ];
        let equations = table(&known, counts);
        let costs = fit(&equations, &[1.0; 3], &[10.0; 3]);
        for (cost, known) in costs.iter().zip(known) {
            assert!((cost - known).abs() / known < 0.02, "{costs:?}");
        }
        assert_eq!(errors(&equations, &known).1, 0.0);
    }

    #[test]
    fn no_cost_falls_below_its_bound() {
        // The second would have to be negative to fit.
        let mut equations = table(&[10.0, 0.0], &[&[1.0, 0.0], &[1.0, 1.0], &[2.0, 1.0]]);
        equations[1].measured = 8.0;
        equations[2].measured = 18.0;
        let costs = fit(&equations, &[1.0, 1.0], &[5.0, 5.0]);
        assert_eq!(costs[1], 1.0);
        assert!((8.0..10.0).contains(&costs[0]), "{costs:?}");
    }

    #[test]
    fn what_no_program_does_costs_what_is_usual() {
        let equations = table(&[4.0, 0.0], &[&[3.0, 0.0], &[7.0, 0.0]]);
        let costs = fit(&equations, &[1.0, 1.0], &[6.0, 6.0]);
        assert!((costs[0] - 4.0).abs() < 0.05, "{costs:?}");
        assert!((costs[1] - 6.0).abs() < 1e-6, "{costs:?}");
    }

    #[test]
    fn the_worst_program_is_named() {
        let mut equations = table(&[2.0], &[&[1.0], &[2.0], &[3.0]]);
        equations[1].measured = 8.0;
        let (median, worst, name) = errors(&equations, &[2.0]);
        assert_eq!((median, worst, name), (0.0, 0.5, "p1"));
        assert_eq!(errors(&[], &[]), (0.0, 0.0, ""));
    }
}
