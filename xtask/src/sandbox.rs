//! `cargo xtask sandbox`: serves a sandbox, by running the crate's example of that name.

use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
sandbox [--port N]          serve a Dust on 127.0.0.1 until Ctrl-C; prints what a client needs as `export` lines
        [--fault FAULT[@PATH]]…
                            meet the next request, or each whose path has PATH in it, with a failure, such as
                            unavailable, rate-limited=2, reset, cut-body=100 or cut-stream=3";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let mut command = example(&root, "sandbox");
    command.arg("--");
    while let Some(word) = arguments.next() {
        command.arg(word);
    }
    let status = command
        .status()
        .map_err(|cause| Failure::new(format!("cargo cannot be started: {cause}")))?;
    // No code means that a signal ended it, which is how Ctrl-C looks from here.
    match status.code() {
        None | Some(0 | 130) => Ok(()),
        Some(code) => Err(Failure::new(format!("the sandbox ended with {code}"))),
    }
}

/// The command that builds and runs an example which needs the sandbox.
pub(crate) fn example(root: &Path, name: &str) -> Command {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--example", name]);
    command
}

/// Cargo, on the package of the root.
pub(crate) fn cargo(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root);
    command
}
