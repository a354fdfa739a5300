//! What a lesson asks and says besides its runs: the quiz, and all of it in Korean.

use super::table::{key, required};
use super::{Key, Kind};

/// How many choices a question of the quiz has.
pub const CHOICES: std::ops::RangeInclusive<usize> = 2..=6;

const ASKED: Key = required(key(
    "question",
    Kind::Text,
    "",
    "\"How long?\"",
    "What is asked before the pictures are shown.",
));
const CHOICE_LIST: Key = required(key(
    "choices",
    Kind::Texts {
        min: *CHOICES.start(),
        max: *CHOICES.end(),
    },
    "",
    "[\"5 ms\", \"1 s\"]",
    "What one may answer.",
));
const WHY: Key = required(key(
    "why",
    Kind::Text,
    "",
    "\"It waits for the GIL.\"",
    "What is said after the answer, right or wrong.",
));

pub const QUIZ: &[Key] = &[
    ASKED,
    CHOICE_LIST,
    required(key(
        "answer",
        Kind::Integer {
            min: 1,
            max: *CHOICES.end() as u64,
        },
        "",
        "1",
        "Which choice is right, counted from 1.",
    )),
    WHY,
];

/// The texts of a scenario in another language.
pub const TRANSLATION: &[Key] = &[
    key(
        "title",
        Kind::Text,
        "the title",
        "\"호위대 효과\"",
        "The title.",
    ),
    key(
        "question",
        Kind::Text,
        "the question",
        "\"왜 느릴까?\"",
        "The question.",
    ),
    key(
        "variant",
        Kind::Renamed,
        "",
        "{ \"5 ms\" = \"5밀리초\" }",
        "What pictures and tables call the variants, by their names.",
    ),
    key(
        "quiz",
        Kind::Tables(TRANSLATED_QUIZ),
        "",
        "",
        "The questions of the quiz, in the same order; the answers stay.",
    ),
];

const TRANSLATED_QUIZ: &[Key] = &[ASKED, CHOICE_LIST, WHY];
