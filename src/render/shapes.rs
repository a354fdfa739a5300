//! Outlines of the signs, shared by the formats that draw.

use crate::timeline::display::{Point, Shape};

/// What a sign consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    Filled(Vec<Point>),
    /// Circle line: centre, radius of its middle, line width.
    Ring {
        center: Point,
        radius: f64,
        line: f64,
    },
}

/// The outline of `shape` in a square of side `size` around `at`.
pub fn outline(shape: Shape, at: Point, size: f64) -> Outline {
    let half = size / 2.0;
    let polygon = |points: &[(f64, f64)]| {
        let point = |&(x, y): &(f64, f64)| Point {
            x: at.x + x * half,
            y: at.y + y * half,
        };
        Outline::Filled(points.iter().map(point).collect())
    };
    match shape {
        Shape::TriangleDown => polygon(&[(-1.0, -0.85), (1.0, -0.85), (0.0, 0.95)]),
        Shape::TriangleUp => polygon(&[(-1.0, 0.85), (0.0, -0.95), (1.0, 0.85)]),
        Shape::Diamond => polygon(&[(0.0, -1.15), (0.95, 0.0), (0.0, 1.15), (-0.95, 0.0)]),
        Shape::Flag => polygon(&[
            (-0.9, -1.0),
            (0.9, -0.5),
            (-0.55, 0.0),
            (-0.55, 1.0),
            (-0.9, 1.0),
        ]),
        Shape::Burst => {
            let ray = |i: u32| {
                let (far, angle) = (
                    i.is_multiple_of(2),
                    f64::from(i) * std::f64::consts::TAU / 16.0,
                );
                let (sin, cos) = angle.sin_cos();
                let reach = if far { 1.25 } else { 0.6 };
                (reach * sin, -reach * cos)
            };
            polygon(&std::array::from_fn::<_, 16, _>(|i| ray(i as u32)))
        }
        Shape::Cross => {
            // A plus of arm width 2a, turned by 45 degrees.
            let a = 0.26;
            let plus = [
                (-a, -1.0),
                (a, -1.0),
                (a, -a),
                (1.0, -a),
                (1.0, a),
                (a, a),
                (a, 1.0),
                (-a, 1.0),
                (-a, a),
                (-1.0, a),
                (-1.0, -a),
                (-a, -a),
            ];
            let turn = std::f64::consts::FRAC_1_SQRT_2;
            polygon(&plus.map(|(x, y)| ((x - y) * turn, (x + y) * turn)))
        }
        Shape::Ring => Outline::Ring {
            center: at,
            radius: half * 0.78,
            line: half * 0.5,
        },
    }
}
