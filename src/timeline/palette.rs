//! What states and threads look like. Three things tell states apart: hue (safe for the usual
//! colour blindnesses), lightness (work is dark, waiting is light) and hatching.

use super::display::{Color, Hatch, HatchKind, Paint};
use crate::trace::State;

pub const INK: Color = Color::rgb(0x1B1F24);
pub const SECONDARY: Color = Color::rgb(0x57606A);
pub const FAINT: Color = Color::rgb(0x8C959F);
pub const RULE: Color = Color::rgb(0xD0D7DE);
pub const GRID: Color = Color::rgb(0xE6EAEE);
pub const WHITE: Color = Color::rgb(0xFFFFFF);
/// Something was forced or failed.
pub const ALARM: Color = Color::rgb(0xB31B1B);

/// Colours for telling threads apart in the GIL and core rows: light, for the dark names in
/// them, and unlike the states; neighbours differ most.
pub const IDENTITIES: [Color; 8] = [
    Color::rgb(0x77AADD),
    Color::rgb(0xEE8866),
    Color::rgb(0xEEDD88),
    Color::rgb(0x44BB99),
    Color::rgb(0xFFAABB),
    Color::rgb(0xAAAA00),
    Color::rgb(0x99DDFF),
    Color::rgb(0xBBCC33),
];

/// Colours of curves: dark on white, and as far apart in lightness as in hue.
pub const LINES: [Color; 6] = [
    Color::rgb(0x1766A6),
    Color::rgb(0xC64A16),
    Color::rgb(0x1E7F62),
    Color::rgb(0x8A4C9E),
    Color::rgb(0x3C434A),
    Color::rgb(0x9A7400),
];

/// Bars that count waits for the GIL.
pub const WAITS: Color = Color::rgb(0xE3A81C);

/// Threads beyond those with a colour of their own.
pub const OTHERS: Color = Color::rgb(0xC4CAD0);

/// States from the bottom of a mixed column to its top: work below, waiting above.
pub const STACK: [State; 10] = [
    State::Running,
    State::NativeHolding,
    State::Native,
    State::Switching,
    State::Runnable,
    State::GilWait,
    State::LockWait,
    State::Io,
    State::Sleep,
    State::Idle,
];

/// The look of a state; `unit` is the size of the picture relative to 2000 pixels.
pub fn paint(state: State, unit: f64) -> Paint {
    let hatched = |color: u32, kind, line_color: u32, pitch: f64, line: f64| Paint {
        color: Color::rgb(color),
        hatch: Some(Hatch {
            kind,
            color: Color::rgb(line_color),
            pitch: pitch * unit,
            line: line * unit,
        }),
    };
    match state {
        State::Running => Paint::plain(Color::rgb(0x1766A6)),
        State::Native => hatched(0x2FA580, HatchKind::Horizontal, 0x66C7A6, 9.0, 2.6),
        State::NativeHolding => hatched(0xC64A16, HatchKind::Falling, 0x7A2806, 10.0, 3.0),
        State::GilWait => hatched(0xFFF1CC, HatchKind::Rising, 0xE3A81C, 9.0, 2.4),
        State::LockWait => hatched(0xF7E8F1, HatchKind::Falling, 0xC98AB4, 9.0, 2.0),
        State::Io => hatched(0xDDEFFA, HatchKind::Dots, 0x95C8E8, 12.0, 4.4),
        State::Sleep => Paint::plain(Color::rgb(0xECEFF2)),
        State::Runnable => hatched(0xFBE3D6, HatchKind::Vertical, 0xB86B43, 9.0, 2.4),
        State::Switching => Paint::plain(Color::rgb(0x3C434A)),
        State::Idle => Paint::plain(Color::rgb(0xF8F9FA)),
    }
}

/// Position of a state in [`STACK`], which is also its paint's index in a thread strip.
pub fn stack_index(state: State) -> u8 {
    match state {
        State::Running => 0,
        State::NativeHolding => 1,
        State::Native => 2,
        State::Switching => 3,
        State::Runnable => 4,
        State::GilWait => 5,
        State::LockWait => 6,
        State::Io => 7,
        State::Sleep => 8,
        State::Idle => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The index used for aggregation and the order used for painting are one.
    #[test]
    fn stack_order_and_index_agree() {
        for state in State::ALL {
            assert_eq!(STACK[stack_index(state) as usize], state);
        }
    }
}
