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
/// Words on a coloured fill, which is the same on a light and on a dark page.
pub const ON_FILL: Color = Color::rgb(0x14181C);
/// Words on a dark fill, which is the same on a light and on a dark page.
pub const ON_DARK_FILL: Color = Color::rgb(0xFEFEFE);
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

/// Cells of a table of waits, from short to long.
pub const HEAT: [Color; 4] = [
    Color::rgb(0xFFF3D2),
    Color::rgb(0xFFE09A),
    Color::rgb(0xF6C65A),
    Color::rgb(0xE9AC2C),
];
/// A cell with nothing in it.
pub const EMPTY_CELL: Color = Color::rgb(0xF2F4F6);

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

pub(crate) fn hatched(
    color: u32,
    kind: HatchKind,
    line_color: u32,
    (pitch, line): (f64, f64),
    unit: f64,
) -> Paint {
    Paint {
        color: Color::rgb(color),
        hatch: Some(Hatch {
            kind,
            color: Color::rgb(line_color),
            pitch: pitch * unit,
            line: line * unit,
        }),
    }
}

/// The look of a state; `unit` is the size of the picture relative to 2000 pixels.
pub fn paint(state: State, unit: f64) -> Paint {
    match state {
        State::Running => Paint::plain(Color::rgb(0x1766A6)),
        State::Native => hatched(0x2FA580, HatchKind::Horizontal, 0x66C7A6, (9.0, 2.6), unit),
        State::NativeHolding => hatched(0xC64A16, HatchKind::Falling, 0x7A2806, (10.0, 3.0), unit),
        State::GilWait => hatched(0xFFF1CC, HatchKind::Rising, 0xE3A81C, (9.0, 2.4), unit),
        State::LockWait => hatched(0xF7E8F1, HatchKind::Falling, 0xC98AB4, (9.0, 2.0), unit),
        State::Io => hatched(0xDDEFFA, HatchKind::Dots, 0x95C8E8, (12.0, 4.4), unit),
        State::Sleep => Paint::plain(Color::rgb(0xECEFF2)),
        State::Runnable => hatched(0xFBE3D6, HatchKind::Vertical, 0xB86B43, (9.0, 2.4), unit),
        State::Switching => Paint::plain(Color::rgb(0x3C434A)),
        State::Idle => Paint::plain(Color::rgb(0xF8F9FA)),
    }
}

/// The look of a state on a dark ground: work is bright, waiting is dim. Hatching is the same.
pub fn paint_on_dark(state: State, unit: f64) -> Paint {
    let on_light = paint(state, unit);
    let (color, line) = match state {
        State::Running => (0x5AA9E6, 0x5AA9E6),
        State::Native => (0x3FBF95, 0x23835F),
        State::NativeHolding => (0xF08A4B, 0x9C4A17),
        State::GilWait => (0x4A3B12, 0xC7951F),
        State::LockWait => (0x41293A, 0xA8678F),
        State::Io => (0x17364A, 0x3F83AD),
        State::Sleep => (0x2B3138, 0x2B3138),
        State::Runnable => (0x45291B, 0xB06C47),
        State::Switching => (0xC3CAD2, 0xC3CAD2),
        State::Idle => (0x1C2025, 0x1C2025),
    };
    Paint {
        color: Color::rgb(color),
        hatch: on_light.hatch.map(|hatch| Hatch {
            color: Color::rgb(line),
            ..hatch
        }),
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
