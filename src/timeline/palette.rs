//! What states and threads look like. Three things tell states apart: hue (safe for the usual
//! colour blindnesses), lightness (work is dark, waiting is light) and hatching.

use super::display::{Color, Hatch, HatchKind, Paint};
use crate::trace::State;

pub const INK: Color = Color::rgb(0x1B_1F_24);
pub const SECONDARY: Color = Color::rgb(0x57_60_6A);
pub const FAINT: Color = Color::rgb(0x8C_95_9F);
pub const RULE: Color = Color::rgb(0xD0_D7_DE);
pub const GRID: Color = Color::rgb(0xE6_EA_EE);
pub const WHITE: Color = Color::rgb(0xFF_FF_FF);
/// Something was forced or failed.
pub const ALARM: Color = Color::rgb(0xB3_1B_1B);

/// Colours for telling threads apart in the GIL and core rows: light, for the dark names in
/// them, and unlike the states; neighbours differ most.
pub const IDENTITIES: [Color; 8] = [
    Color::rgb(0x77_AA_DD),
    Color::rgb(0xEE_88_66),
    Color::rgb(0xEE_DD_88),
    Color::rgb(0x44_BB_99),
    Color::rgb(0xFF_AA_BB),
    Color::rgb(0xAA_AA_00),
    Color::rgb(0x99_DD_FF),
    Color::rgb(0xBB_CC_33),
];

/// Threads beyond those with a colour of their own.
pub const OTHERS: Color = Color::rgb(0xC4_CA_D0);

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
        State::Running => Paint::plain(Color::rgb(0x17_66_A6)),
        State::Native => hatched(0x2F_A5_80, HatchKind::Horizontal, 0x66_C7_A6, 9.0, 2.6),
        State::NativeHolding => hatched(0xC6_4A_16, HatchKind::Falling, 0x7A_28_06, 10.0, 3.0),
        State::GilWait => hatched(0xFF_F1_CC, HatchKind::Rising, 0xE3_A8_1C, 9.0, 2.4),
        State::LockWait => hatched(0xF7_E8_F1, HatchKind::Falling, 0xC9_8A_B4, 9.0, 2.0),
        State::Io => hatched(0xDD_EF_FA, HatchKind::Dots, 0x95_C8_E8, 12.0, 4.4),
        State::Sleep => Paint::plain(Color::rgb(0xEC_EF_F2)),
        State::Runnable => hatched(0xFB_E3_D6, HatchKind::Vertical, 0xB8_6B_43, 9.0, 2.4),
        State::Switching => Paint::plain(Color::rgb(0x3C_43_4A)),
        State::Idle => Paint::plain(Color::rgb(0xF8_F9_FA)),
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
