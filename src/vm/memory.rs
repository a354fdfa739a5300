//! How much a program has in memory: its living objects, priced as CPython's.

use super::code::LoadedCode;
use super::copy_on_write::{self, CopyOnWrite};
use super::exit::ThreadId;
use super::frame::Activation;
use super::interpreter::Interpreter;
use super::sizeof;
use super::thread::{Status, Thread};

/// What is taken off what an interpreter has: it is part of every interpreter's data.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtStart {
    heap: u64,
    codes: usize,
}

/// Bytes in use by one interpreter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InUse {
    pub data: u64,
    pub code: u64,
    pub heap: u64,
    pub stacks: Vec<(ThreadId, u64)>,
    pub shared: u64,
    pub copied: u64,
    /// Written since its last fork.
    pub left: u64,
}

impl InUse {
    /// What a child shares after a fork: all but stacks, which it writes to at once.
    fn without_stacks(&self) -> u64 {
        self.data
            .saturating_add(self.code)
            .saturating_add(self.heap)
    }
}

impl Interpreter {
    /// Counts memory from now on: what there is already belongs to the interpreter.
    pub fn count_memory(&mut self) {
        self.at_start = Some(AtStart {
            heap: self.living_bytes(),
            codes: self.codes.len(),
        });
    }

    fn living_bytes(&self) -> u64 {
        self.heap.census(&mut |visit| self.visit_roots(visit)) as u64
    }

    /// What it has in memory, if that is counted.
    pub fn in_use(&self) -> Option<InUse> {
        let at_start = self.at_start?;
        let sizes = self.profile.memory;
        let codes = self.codes.get(at_start.codes..).unwrap_or_default();
        let code = codes
            .iter()
            .map(|code: &std::sync::Arc<LoadedCode>| sizeof::whole_code_size(code) as u64);
        let mut used = InUse {
            data: sizes.data,
            code: code.sum(),
            heap: self.living_bytes().saturating_sub(at_start.heap),
            stacks: self
                .threads
                .iter()
                .flatten()
                .filter_map(|it| self.stack_of(it))
                .collect(),
            ..InUse::default()
        };
        if let Some(pages) = &self.heap.pages {
            let all = used.without_stacks();
            let copied = match pages.inherited() {
                0 => 0,
                bytes => sizes
                    .fork
                    .saturating_add(pages.copied())
                    .min(bytes)
                    .min(all),
            };
            used.shared = pages.inherited().saturating_sub(copied).min(all - copied);
            used.left = pages.left();
            used.copied = copied.saturating_add(used.left).min(all - used.shared);
        }
        Some(used)
    }

    /// What a living thread has for itself.
    fn stack_of(&self, thread: &Thread) -> Option<(ThreadId, u64)> {
        if thread.status == Status::Finished {
            return None;
        }
        let sizes = self.profile.memory;
        let frames = thread.frames.iter();
        let depth = frames
            .filter(|it| matches!(it, Activation::Python(_)))
            .count() as u64;
        let own = match thread.id {
            ThreadId(0) => sizes.main_thread,
            _ => sizes.thread,
        };
        Some((
            thread.id,
            own.saturating_add(depth.saturating_mul(sizes.frame)),
        ))
    }

    /// The child is a copy of this process that shares its pages.
    pub fn share_pages(&mut self, child: &mut Interpreter) {
        if let Some(used) = child.in_use() {
            copy_on_write::share(&mut self.heap, &mut child.heap, used.without_stacks());
        }
    }

    /// Whether it was forked.
    pub fn is_forked(&self) -> bool {
        let pages: Option<&CopyOnWrite> = self.heap.pages.as_deref();
        pages.is_some_and(|pages| pages.inherited() > 0)
    }

    /// How many objects there are to count.
    pub fn object_count(&self) -> usize {
        self.heap.object_count()
    }
}
