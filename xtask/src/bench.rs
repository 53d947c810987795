//! `cargo xtask bench`: this crate beside bare `reqwest`, and beside Dust's own JavaScript client where it is installed.
//!
//! The measuring is a package of its own in `benches/`, which this builds and runs: it links the crate, and this tool does not.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use crate::sandbox::cargo;

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
bench [--rounds N] [--only CASE,…]
                            print one table of ratios to bare reqwest, beside the goals: calls, lists, streams, exports,
                            instructions (with valgrind), and Dust's own JavaScript client (with node and
                            tests/peers/node_modules, which `peers` installs)";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let rounds = arguments.option("--rounds")?;
    let only = arguments.option("--only")?;
    arguments.done()?;
    let mut bench = cargo(&root);
    bench.args(["run", "--quiet", "--release", "--manifest-path"]);
    bench.arg(root.join("benches").join("Cargo.toml")).arg("--");
    for (name, value) in [("--rounds", rounds), ("--only", only)] {
        if let Some(value) = value {
            bench.args([name, &value]);
        }
    }
    let peers = root.join("tests").join("peers");
    match official_client(&peers) {
        Ok(()) => {
            bench.arg("--official").arg(&peers);
        }
        Err(reason) => eprintln!("skipped: the official JavaScript client, {reason}"),
    }
    let status = bench
        .status()
        .map_err(|cause| Failure::new(format!("cargo cannot be started: {cause}")))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("the benches ended with {status}"))),
    }
}

/// Whether the client can be run, or why not.
fn official_client(peers: &Path) -> Result<(), &'static str> {
    let mut node = Command::new("node");
    let node = node
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if !node.status().is_ok_and(|status| status.success()) {
        return Err("there is no node here");
    }
    let client = peers.join("node_modules").join("@dust-tt").join("client");
    match client.is_dir() {
        true => Ok(()),
        false => Err("which `npm ci` in tests/peers installs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_is_not_installed_is_skipped_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let reason = official_client(folder.path()).unwrap_err();
        assert!(
            reason.contains("node") || reason.contains("npm"),
            "{reason}"
        );
    }
}
