//! `cargo xtask corrections`: what would be noticed if a correction of the overlay were lost.
//!
//! The assertions of `xtask/corrections.yml` say what the server sends and takes, in JSON and without a word of the
//! overlay. With all corrections they hold. Each correction is then left out in turn; one that breaks no assertion is
//! either not needed or not tested, and both are errors.

mod assertions;
mod validate;

use std::path::Path;

use dust_sdk_codegen::{Input, Overlay, SpecFile, correct, merged, parse, read_input};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use assertions::Assertion;
use validate::{DocumentValidator, ValidatorCache};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
corrections                 leave each correction of the overlay out in turn, and show which assertion of
                            xtask/corrections.yml then fails; one line a correction";

const ASSERTIONS: &str = "xtask/corrections.yml";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    arguments.done()?;
    let outcomes = Suite::read(&root)?.without_each()?;
    let width = outcomes.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    for (id, caught) in &outcomes {
        match caught {
            Some(caught) => println!("{id:width$}  caught: {caught}"),
            None => println!("{id:width$}  NOTHING FAILS WITHOUT IT"),
        }
    }
    let missed = outcomes
        .iter()
        .filter(|(_, caught)| caught.is_none())
        .count();
    if missed == 0 {
        println!("\n{} corrections, each is needed", outcomes.len());
        return Ok(());
    }
    Err(Failure::new(format!(
        "{missed} of {} corrections could be lost unnoticed; add assertions to {ASSERTIONS}",
        outcomes.len()
    )))
}

/// The assertions, and the specs that they are made about.
struct Suite {
    input: Input,
    assertions: Vec<Assertion>,
    validators: ValidatorCache,
}

impl Suite {
    fn read(root: &Path) -> Result<Self> {
        let input = read_input(&root.join("specs"))?;
        let path = root.join(ASSERTIONS);
        let text = std::fs::read_to_string(&path);
        let text = text.map_err(|cause| Failure::file(&path, "read", &cause))?;
        let name = ASSERTIONS.to_owned();
        let mut assertions = assertions::parse(&parse(&SpecFile { name, text })?)?;
        assertions.extend(assertions::recorded(&root.join("tests/fixtures"))?);
        let validators = ValidatorCache::default();
        Ok(Self {
            input,
            assertions,
            validators,
        })
    }

    /// For each correction: what fails without it.
    fn without_each(&self) -> Result<Vec<(String, Option<String>)>> {
        if let Some(violation) = self.violation(&correct(&self.input)?.document) {
            return Err(Failure::new(format!("with all corrections: {violation}")));
        }
        let merged = merged(&self.input)?;
        let overlay = Overlay::parse(&self.input.overlays)?;
        let ids = overlay.corrections();
        let outcomes = ids.iter().map(|id| {
            let mut document = merged.clone();
            let caught = match overlay.clone().without(id).apply(&mut document) {
                Err(error) => Some(format!("the overlay: {error}")),
                Ok(_) => self.violation(&document),
            };
            ((*id).to_owned(), caught)
        });
        Ok(outcomes.collect())
    }

    /// The first thing that does not hold in a document.
    fn violation(&self, document: &Value) -> Option<String> {
        let validator = DocumentValidator::new(document, &self.validators);
        let mut assertions = self.assertions.iter();
        assertions
            .find_map(|assertion| assertion.violation(&validator))
            .or_else(|| validator.wrong_example())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real() -> Suite {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Suite::read(&root).expect("assertions")
    }

    #[test]
    fn no_correction_can_be_lost_unnoticed() {
        let outcomes = real().without_each().expect("assertions that hold");
        let missed: Vec<&String> = outcomes
            .iter()
            .filter(|(_, caught)| caught.is_none())
            .map(|(id, _)| id)
            .collect();
        assert!(missed.is_empty(), "{missed:?}");
        assert!(outcomes.len() > 80, "{}", outcomes.len());
    }

    #[test]
    fn a_correction_without_a_fact_is_seen() {
        let mut assertions = real();
        assertions
            .assertions
            .retain(|assertion| !assertion.to_string().contains("visualizationEnabled"));
        let outcomes = assertions.without_each().expect("assertions that hold");
        let missed: Vec<&str> = outcomes
            .iter()
            .filter(|(_, caught)| caught.is_none())
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(missed, ["agent-visualization"]);
    }

    #[test]
    fn a_fact_that_does_not_hold_is_an_error() {
        let mut assertions = real();
        let wrong =
            serde_json::json!([{"at": "AgentConfiguration", "accepts": [{"sId": 1, "name": "n"}]}]);
        assertions
            .assertions
            .extend(assertions::parse(&wrong).expect("assertions"));
        let error = assertions
            .without_each()
            .expect_err("a wrong assertion")
            .to_string();
        assert!(
            error.starts_with("with all corrections: AgentConfiguration has to accept"),
            "{error}"
        );
    }
}
