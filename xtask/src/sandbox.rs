//! `cargo xtask sandbox`: builds and runs the mock Dust server of `crates/sandbox`.

use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
sandbox [ARGUMENT]…         serve a mock Dust server on 127.0.0.1 until Ctrl-C: runs dust-sandbox with these arguments,
                            which `sandbox --help` lists";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let mut command = cargo(&root);
    command.args(["run", "--quiet", "--package", "dust-sandbox", "--"]);
    while let Some(word) = arguments.next() {
        command.arg(word);
    }
    let status = command
        .status()
        .map_err(|cause| Failure::new(format!("cargo cannot be started: {cause}")))?;
    // No code means that a signal ended it, which is how Ctrl-C looks from here.
    match status.code() {
        None | Some(0 | 130) => Ok(()),
        Some(code) => Err(Failure::new(format!("dust-sandbox ended with {code}"))),
    }
}

/// Cargo, on the package of the root.
pub(crate) fn cargo(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root);
    command
}
