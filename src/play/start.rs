//! What is played: a variant of a scenario, and what the screen before the run says.

use std::sync::Arc;

use super::tape::Tape;
use crate::scenario::RunSpec;

/// A run that is ready to be played, with its surroundings.
pub struct Stage {
    pub title: String,
    pub question: Option<String>,
    /// Names of the variants; one name where there are none.
    pub variants: Vec<String>,
    /// Which of them this is.
    pub variant: usize,
    pub spec: Arc<RunSpec>,
    pub quiz: Vec<Choice>,
    pub tape: Tape,
}

/// A question with choices, to be answered before the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub question: String,
    pub choices: Vec<String>,
    /// Index of the right one.
    pub answer: usize,
    /// What to say after the answer.
    pub why: String,
}
