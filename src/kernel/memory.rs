//! Shared memory.

use std::collections::BTreeMap;

use super::call::{Errno, Reply};

/// Of all blocks together.
const MAX_MEMORY: usize = 1 << 30;

#[derive(Clone, Debug, Default)]
pub struct Memory {
    blocks: Vec<Vec<u8>>,
    names: BTreeMap<String, usize>,
    size: usize,
}

impl Memory {
    pub fn create(&mut self, name: Option<&str>, size: usize) -> Result<Reply, Errno> {
        if name.is_some_and(|name| self.names.contains_key(name)) {
            return Err(Errno::EEXIST);
        }
        if size > MAX_MEMORY.saturating_sub(self.size) {
            return Err(Errno::ENOMEM);
        }
        self.size += size;
        self.blocks.push(vec![0; size]);
        let block = self.blocks.len() - 1;
        if let Some(name) = name {
            self.names.insert(name.to_string(), block);
        }
        Ok(Reply::Number(block as i64))
    }

    pub fn open(&self, name: &str) -> Result<Reply, Errno> {
        let &block = self.names.get(name).ok_or(Errno::ENOENT)?;
        let size = self.blocks.get(block).map_or(0, Vec::len);
        Ok(Reply::Numbers(vec![block as i64, size as i64]))
    }

    /// The name is gone; whoever has the block keeps it.
    pub fn unlink(&mut self, name: &str) -> Result<Reply, Errno> {
        self.names.remove(name).ok_or(Errno::ENOENT)?;
        Ok(Reply::Done)
    }

    /// Bytes of all blocks.
    pub fn size(&self) -> usize {
        self.size
    }

    fn part(&mut self, block: i64, offset: usize, count: usize) -> Result<&mut [u8], Errno> {
        let block = usize::try_from(block).map_err(|_| Errno::EINVAL)?;
        let block = self.blocks.get_mut(block).ok_or(Errno::EINVAL)?;
        let end = offset.checked_add(count).ok_or(Errno::EINVAL)?;
        block.get_mut(offset..end).ok_or(Errno::EINVAL)
    }

    pub fn read(&mut self, block: i64, offset: usize, count: usize) -> Result<Reply, Errno> {
        Ok(Reply::Bytes(self.part(block, offset, count)?.to_vec()))
    }

    pub fn write(&mut self, block: i64, offset: usize, bytes: &[u8]) -> Result<Reply, Errno> {
        self.part(block, offset, bytes.len())?
            .copy_from_slice(bytes);
        Ok(Reply::Done)
    }
}
