//! The commands that only write something down: `dis`, `new`, `shim`, `schema`, `man`.

use std::path::Path;

use super::args;
use super::console::Console;
use super::execute::prepare;
use super::{files, generate, status};
use crate::bytecode::dis as disassemble;
use crate::scenario;

/// `gilsim dis`.
pub fn dis(args: &args::Dis, console: &Console) -> u8 {
    let scenario = match files::load(&args.path, &[]) {
        Ok(scenario) => scenario,
        Err(found) => return refuse(console, &found),
    };
    let prepared = match prepare(&scenario.runs) {
        Ok(prepared) => prepared,
        Err(found) => return refuse(console, &found),
    };
    let programs = scenario::program_texts(&scenario.runs);
    let mut text = String::new();
    for (run, program) in &programs {
        let Some(one) = prepared.iter().find(|one| one.spec == *run) else {
            continue;
        };
        if programs.len() > 1 {
            text.push_str(&format!("{}:\n", program.file));
        }
        text.push_str(&disassemble(one.code()));
        if programs.len() > 1 {
            text.push('\n');
        }
    }
    console.answer(&text)
}

/// `gilsim new`.
pub fn new(args: &args::New, console: &Console) -> u8 {
    let made = name_of(&args.path)
        .and_then(scenario::skeleton)
        .and_then(|files| files::write_new(&args.path, &files).map(|()| files));
    match made {
        Ok(files) => {
            for (file, _) in files {
                console.say(&format!("wrote {}\n", args.path.join(file).display()));
            }
            console.say(&format!("now: gilsim run {}\n", args.path.display()));
            status::DONE
        }
        Err(message) => {
            console.error(message);
            status::BAD_USAGE
        }
    }
}

/// The name of a folder that is to be made; `.` and `..` are none.
fn name_of(path: &Path) -> Result<&str, String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.ok_or_else(|| format!("`{}` cannot name a scenario", path.display()))
}

/// `gilsim shim`.
pub fn shim(args: &args::Shim, console: &Console) -> u8 {
    let devices = if args.dir.join("scenario.toml").exists() {
        match files::load(&args.dir, &[]) {
            Ok(scenario) => scenario
                .runs
                .into_iter()
                .flat_map(|run| run.devices)
                .collect(),
            Err(found) => return refuse(console, &found),
        }
    } else {
        scenario::usual_devices()
    };
    let file = ("gilsim.py", scenario::shim(&devices));
    match files::write_new(&args.dir, &[file]) {
        Ok(()) => {
            let path = args.dir.join("gilsim.py");
            console.say(&format!("wrote {}\n", path.display()));
            status::DONE
        }
        Err(message) => {
            console.error(message);
            status::BAD_USAGE
        }
    }
}

/// `gilsim schema`.
pub fn schema(console: &Console) -> u8 {
    console.answer(&format!("{:#}\n", scenario::schema()))
}

/// `gilsim man`.
pub fn manual(console: &Console) -> u8 {
    match generate::manual() {
        Ok(page) => console.answer_bytes(&page),
        Err(error) => {
            console.error(format!("the manual page cannot be made: {error}"));
            status::INTERNAL_ERROR
        }
    }
}

fn refuse(console: &Console, found: &[crate::diagnostic::Diagnostic]) -> u8 {
    console.diagnostics(found);
    status::BAD_USAGE
}
