//! Chance, as all generators use it.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

pub trait Draw {
    fn random(&mut self) -> &mut Pcg64Mcg;

    /// A number from 0 up to `end`, which counts as at least 1.
    fn below(&mut self, end: usize) -> usize {
        self.random().random_range(0..end.max(1))
    }

    /// One time in `n`.
    fn chance(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, words: &[T]) -> T {
        words[self.random().random_range(0..words.len())]
    }
}

impl Draw for Pcg64Mcg {
    fn random(&mut self) -> &mut Pcg64Mcg {
        self
    }
}
