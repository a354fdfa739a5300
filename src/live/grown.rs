//! A list that threads read while it grows. Nothing in it ever moves.

use std::sync::OnceLock;

/// Each piece is twice as long as the one before, so that there are few.
const PIECES: usize = 32;

type Piece<T> = Box<[OnceLock<T>]>;

/// Who adds to it sees to it that only one does at a time.
#[derive(Debug)]
pub struct Grown<T>([OnceLock<Piece<T>>; PIECES]);

impl<T> Default for Grown<T> {
    fn default() -> Grown<T> {
        Grown(std::array::from_fn(|_| OnceLock::new()))
    }
}

impl<T> Grown<T> {
    /// The piece that an item is in, and where.
    fn place(index: usize) -> (usize, usize) {
        let piece = (index + 1).ilog2();
        (piece as usize, index + 1 - (1 << piece))
    }

    pub fn get(&self, index: usize) -> Option<&T> {
        let (piece, at) = Grown::<T>::place(index);
        self.0.get(piece)?.get()?.get(at)?.get()
    }

    /// The item at `index`, which is `item` if there was none.
    pub fn add(&self, index: usize, item: T) -> Option<&T> {
        let (piece, at) = Grown::<T>::place(index);
        let new = || (0..1_usize << piece).map(|_| OnceLock::new()).collect();
        let slot = self.0.get(piece)?.get_or_init(new).get(at)?;
        Some(slot.get_or_init(|| item))
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let pieces = self.0.iter().map_while(OnceLock::get);
        pieces.flatten().filter_map(OnceLock::get)
    }

    pub fn into_items(self) -> impl Iterator<Item = T> {
        let pieces = self.0.into_iter().filter_map(OnceLock::into_inner);
        pieces.flatten().filter_map(OnceLock::into_inner)
    }
}
