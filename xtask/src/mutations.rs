//! `cargo xtask mutations`: holds reports against the compiler, for more changes of the specs than the test suite does.

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use crate::sandbox::cargo;

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
mutations                   change the specs at random, and compare the class of each report with what the compiler says
                            of a program that uses all of the generated code
      --count NUMBER        how many changes (default: 500, some five minutes)
      --seed NUMBER         other changes (default: 17)";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let mut number = |name: &str, otherwise: u64| -> Result<String> {
        let Some(text) = arguments.option(name)? else {
            return Ok(otherwise.to_string());
        };
        let wrong = |_| Failure::usage(format!("{name} takes a whole number, not `{text}`"));
        text.parse::<u64>().map_err(wrong)?;
        Ok(text)
    };
    let (count, seed) = (number("--count", 500)?, number("--seed", 17)?);
    arguments.done()?;
    let mut command = cargo(&root);
    command.args(["test", "--quiet", "--package", "xtask", "--test"]);
    command.args(["mutations", "--", "--nocapture"]);
    command.envs([("MUTATIONS", count), ("MUTATION_SEED", seed)]);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new("a report is wrong; see above")),
        Err(cause) => Err(Failure::new(format!("cargo cannot be started: {cause}"))),
    }
}
