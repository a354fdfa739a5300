//! What the interpreters of one process take together.

use super::{Member, Running};
use crate::kernel::Pid;
use crate::trace::{MemoryUse, ThreadIndex};

impl<P> Running<P> {
    pub(super) fn memory_of(&self, pid: Pid) -> Option<MemoryUse> {
        let mut whole: Option<MemoryUse> = None;
        let forks = |it: &Member| {
            it.interpreter.parent_pid == i64::from(pid.0) && it.interpreter.is_forked()
        };
        let has_children = self.interpreters.iter().any(forks);
        for member in self.interpreters.iter().filter(|it| it.pid == pid) {
            let Some(used) = member.interpreter.in_use() else {
                continue;
            };
            let sizes = member.interpreter.profile.memory;
            let data = match whole {
                None => used.data,
                Some(_) => sizes.interpreter,
            };
            let whole = whole.get_or_insert_with(|| MemoryUse {
                text: sizes.text,
                reserved: sizes.stack,
                ..MemoryUse::default()
            });
            whole.data += data;
            whole.code += used.code;
            whole.heap += used.heap;
            whole.shared += used.shared;
            whole.copied += used.copied;
            if has_children {
                whole.left += used.left;
            } else {
                // Nobody else has what it wrote to any more.
                whole.copied = whole.copied.saturating_sub(used.left);
            }
            whole
                .stacks
                .extend(used.stacks.into_iter().filter_map(|(own, bytes)| {
                    let thread = (*member.threads.get(own.0 as usize)?)?;
                    Some((ThreadIndex(thread.0), bytes))
                }));
        }
        whole
    }
}
