//! The manual page, and completions for shells.

use crate::cli::Cli;
use crate::output::write_out;
use anyhow::Result;
use clap::{Command, CommandFactory};
use std::io::Write;

/// `completions`.
///
/// # Errors
/// Where they cannot be written.
pub fn completions(shell: clap_complete::Shell) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "conflict-data", &mut text);
    write_out(None, text)
}

/// `man`.
///
/// # Errors
/// Where it cannot be written.
pub fn man() -> Result<()> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    let commands = || command.get_subcommands().filter(|sub| sub.get_name() != "help");
    for sub in commands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        write!(page, ".TP\n\\fB{}\\fR\n{}\n", literal(sub.get_name()), literal(&about))?;
    }
    for sub in commands() {
        let name = ["conflict-data ", sub.get_name()].concat();
        let man = clap_mangen::Man::new(sub.clone());
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        write!(part, "{}", closing(sub))?;
        // Each command is a section of the one page, and its sections are parts of that.
        let part = String::from_utf8(part)?.replace(".SH ", ".SS ");
        write!(page, ".SH \"{}\"\n{part}", name.to_uppercase())?;
    }
    write!(page, "{}", closing(&command))?;
    man.render_version_section(&mut page)?;
    write_out(None, page)
}

/// What stands below the help, under the names that manual pages have for it, line by line as it is.
fn closing(command: &Command) -> String {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut out = String::new();
    for part in text.split("\n\n") {
        let (name, lines) = match part.split_once(":\n") {
            Some(("Example" | "Examples", lines)) => ("EXAMPLES", lines),
            Some(("Exit codes", lines)) => ("\"EXIT STATUS\"", lines),
            _ => ("ENVIRONMENT", part),
        };
        if !lines.is_empty() {
            out += &format!(".SH {name}\n.nf\n{}\n.fi\n", literal(lines));
        }
    }
    out
}

/// Text of which roff takes nothing for its own.
fn literal(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}
