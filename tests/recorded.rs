//! CPython's built-in types as recorded by `tests/recorded/record.py`, against ours.

mod recorded {
    pub mod formatting;
    pub mod numbers;
    pub mod sets;
    pub mod strings;
    pub mod tables;
    pub mod times;
}
