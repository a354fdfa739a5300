//! `gilsim watch`: runs again on every save; the page in the browser loads itself anew.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{EventKind, RecursiveMode, Watcher};

use super::args::{self, Format};
use super::console::Console;
use super::{files, interrupt, pictures, run, status};
use crate::render::write_atomically;

/// How often to look whether somebody pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(200);
/// Editors save in several steps: a save is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(80);

/// Runs until Ctrl-C.
pub fn watch(args: &args::Run, console: &Console) -> u8 {
    let mut args = args.clone();
    if args.format.is_empty() {
        args.format = vec![Format::Html];
    }
    let file = files::scenario_file(&args.path);
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (send, saves) = channel();
    let watching = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Nobody listens any more when the watch is over.
        let _ = send.send(event);
    })
    .and_then(|mut watcher| {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    });
    let _watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => {
            console.error(format!("cannot watch `{}`: {error}", folder.display()));
            return status::BAD_USAGE;
        }
    };
    interrupt::watch();
    for number in 1u64.. {
        args.stamp = Some(format!("{}-{number}", std::process::id()));
        let ended = run::run(&args, console);
        tell_pages(&args, ended, console);
        if ended == status::OUTPUT_LOST || interrupt::pressed() {
            return ended;
        }
        console.say(&format!("watching {} (Ctrl-C ends)\n", folder.display()));
        if !next_save(&saves) {
            break;
        }
        console.say("\n");
    }
    status::INTERRUPTED
}

/// Writes the script that open pages look into. A program may fail and still be drawn; what
/// cannot be run has no picture.
fn tell_pages(args: &args::Run, ended: u8, console: &Console) {
    let Some(reload) = pictures::reload(args) else {
        return;
    };
    let path = args.out.join(&reload.file);
    let failed = ended == status::BAD_USAGE;
    if let Err(error) = write_atomically(&path, reload.script(failed).as_bytes()) {
        console.error(error.to_string());
    }
}

/// Waits for the end of a save. `false`: it was Ctrl-C that ended the wait.
fn next_save(saves: &Receiver<notify::Result<notify::Event>>) -> bool {
    let mut saved = false;
    loop {
        match saves.recv_timeout(if saved { QUIET } else { LOOK }) {
            Ok(Ok(event)) => saved |= is_save(&event),
            Ok(Err(_)) => {}
            Err(RecvTimeoutError::Timeout) if saved => return true,
            Err(RecvTimeoutError::Timeout) if interrupt::pressed() => return false,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether a program or scenario was changed, made or removed; reading them is no save.
fn is_save(event: &notify::Event) -> bool {
    let changed = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        _ => false,
    };
    let is_source = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("py" | "toml"))
    };
    changed && event.paths.iter().any(is_source)
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, MetadataKind};

    use super::*;

    #[test]
    fn only_changed_sources_are_saves() {
        let check = |kind: EventKind, path: &str, expect: bool| {
            let event = notify::Event::new(kind).add_path(PathBuf::from(path));
            assert_eq!(is_save(&event), expect, "{kind:?} {path}");
        };
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        check(written, "a/program.py", true);
        check(written, "scenario.toml", true);
        check(EventKind::Create(CreateKind::File), "module.py", true);
        check(written, "output/program.html", false);
        check(written, ".program.py.swp", false);
        check(EventKind::Access(AccessKind::Read), "program.py", false);
        let touched = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        check(touched, "program.py", false);
    }
}
