//! Format specifications, now and then one that does not fit.

use super::Writer;
use crate::draw::Draw;

impl Writer<'_> {
    fn layout(&mut self) -> String {
        let fill = self.pick(&["", "", "", "*", "0", " ", "é"]);
        let align = self.pick(&["", "", "<", ">", "^", "="]);
        let align = if align.is_empty() {
            String::new()
        } else {
            format!("{fill}{align}")
        };
        let sign = self.pick(&["", "", "", "+", "-", " "]);
        format!("{align}{sign}")
    }

    fn width(&mut self) -> String {
        match self.below(4) {
            0 => String::new(),
            1 => format!("0{}", self.below(14) + 1),
            _ => (self.below(16) + 1).to_string(),
        }
    }

    pub(super) fn int_format(&mut self) -> String {
        let (layout, width) = (self.layout(), self.width());
        let alternate = self.pick(&["", "", "", "#"]);
        let group = self.pick(&["", "", "", ",", "_"]);
        let kind = self.pick(&[
            "", "d", "d", "x", "X", "o", "b", "c", "n", "f", "e", "g", "s",
        ]);
        format!("{layout}{alternate}{width}{group}{kind}")
    }

    pub(super) fn float_format(&mut self) -> String {
        let (layout, width) = (self.layout(), self.width());
        let zero = self.pick(&["", "", "", "", "z", "#"]);
        let group = self.pick(&["", "", "", ",", "_"]);
        let precision = match self.below(3) {
            0 => String::new(),
            _ => format!(".{}", self.below(12)),
        };
        let kind = self.pick(&["", "f", "f", "F", "e", "E", "g", "G", "%", "n", "d"]);
        format!("{layout}{zero}{width}{group}{precision}{kind}")
    }

    pub(super) fn str_format(&mut self) -> String {
        let fill = self.pick(&["", "", "*", "-", "한"]);
        let align = self.pick(&["", "<", ">", "^", "="]);
        let fill = if align.is_empty() { "" } else { fill };
        let width = match self.below(3) {
            0 => String::new(),
            _ => (self.below(16) + 1).to_string(),
        };
        let precision = match self.below(3) {
            0 => format!(".{}", self.below(6)),
            _ => String::new(),
        };
        let kind = self.pick(&["", "", "s", "s", "d"]);
        format!("{fill}{align}{width}{precision}{kind}")
    }

    /// One directive of `%` formatting between words.
    pub(super) fn percent(&mut self) -> String {
        let mut flags = String::new();
        for flag in ["-", "+", " ", "0", "#"] {
            if self.chance(5) {
                flags.push_str(flag);
            }
        }
        let width = match self.below(2) {
            0 => String::new(),
            _ => (self.below(14) + 1).to_string(),
        };
        let precision = match self.below(3) {
            0 => format!(".{}", self.below(8)),
            _ => String::new(),
        };
        let kind = self.pick(&[
            "d", "i", "s", "r", "a", "x", "X", "o", "f", "e", "g", "G", "c", "u",
        ]);
        format!("<%{flags}{width}{precision}{kind}>")
    }
}
