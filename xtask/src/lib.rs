//! The project's own commands: `cargo xtask help` lists them.
//!
//! Nothing here links the crate that users get: a spec that breaks it must not break the tool that repairs it. What
//! needs the crate is an example that a command runs with cargo.

mod arguments;
mod atomic_write;
mod bench;
mod build_cost;
mod compare;
mod corrections;
pub mod diff;
mod download;
pub mod failure;
mod load_specs;
mod mutations;
mod peers;
mod pipeline;
mod published;
mod regen;
mod report;
mod sandbox;
mod sandbox_data;
mod semver;
mod sources;
mod spec_set;
mod subset;
mod surface;

use std::process::ExitCode;

use arguments::Arguments;
use failure::{Failure, Result};

/// A command's name, what `help` says of it, and what runs it.
type Command = (&'static str, &'static str, fn(Arguments) -> Result<()>);

const COMMANDS: [Command; 9] = [
    ("regen", regen::HELP, regen::run),
    ("diff", compare::HELP, compare::run),
    ("corrections", corrections::HELP, corrections::run),
    ("mutations", mutations::HELP, mutations::run),
    ("semver", semver::HELP, semver::run),
    ("sandbox", sandbox::HELP, sandbox::run),
    ("peers", peers::HELP, peers::run),
    ("bench", bench::HELP, bench::run),
    ("build-cost", build_cost::HELP, build_cost::run),
];

/// Runs the command that the arguments of the process name.
pub fn main() -> ExitCode {
    match run(Arguments::new(std::env::args().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            failure.exit_code()
        }
    }
}

fn run(mut arguments: Arguments) -> Result<()> {
    let name = arguments.next().unwrap_or_else(|| "help".to_owned());
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", help());
        return Ok(());
    }
    match COMMANDS.iter().find(|(known, ..)| *known == name) {
        Some((.., command)) => command(arguments),
        None => Err(Failure::usage(format!(
            "there is no command `{name}`\n\n{}",
            help()
        ))),
    }
}

fn help() -> String {
    let commands = COMMANDS.map(|(_, help, _)| help.replace('\n', "\n  "));
    format!(
        "cargo xtask COMMAND\n\n  {}\n\ndust-sdk is unofficial: not affiliated with Dust.",
        commands.join("\n\n  ")
    )
}
