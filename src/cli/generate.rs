//! Completions and the manual page, from the definitions of the command line.

use std::io;

use clap::CommandFactory;

use super::args::Cli;

/// The script that teaches `shell` gilsim's commands and flags.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gilsim", &mut script);
    script
}

/// The manual page of gilsim and of each of its commands, in roff.
///
/// # Errors
///
/// Those of writing, which a buffer in memory does not have.
pub fn manual() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        if subcommand.get_name() != "help" {
            let man = clap_mangen::Man::new(subcommand.clone());
            man.render_synopsis_section(&mut page)?;
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completions_and_manual_know_every_command() {
        let bash = String::from_utf8(completions(clap_complete::Shell::Bash)).expect("text");
        let manual = String::from_utf8(manual().expect("written")).expect("text");
        for command in [
            "run", "advise", "dis", "check", "lesson", "list", "new", "shim", "schema",
        ] {
            assert!(bash.contains(&format!("gilsim,{command})")), "{command}");
            assert!(manual.contains(&format!("gilsim\\-{command}")), "{command}");
        }
        assert!(manual.contains("switch\\-interval"));
    }
}
