//! `cargo xtask corrections`: what would be noticed if a correction of the overlay were lost.
//!
//! The facts of `xtask/corrections.yml` say what the server sends and takes, in JSON and without a word of the
//! overlay. With all corrections they hold. Each correction is then left out in turn; one that breaks no fact is
//! either not needed or not guarded, and both are errors.

mod facts;
mod judge;

use std::path::Path;

use dust_sdk_codegen::{Input, Overlay, SpecFile, correct, lower, merge, parse, read_input};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use facts::Fact;
use judge::{Judge, Validators};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
corrections                 leave each correction of the overlay out in turn, and show which fact of
                            xtask/corrections.yml then fails; one line a correction";

const FACTS: &str = "xtask/corrections.yml";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    arguments.done()?;
    let outcomes = Facts::read(&root)?.without_each()?;
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
        "{missed} of {} corrections could be lost unnoticed; add facts to {FACTS}",
        outcomes.len()
    )))
}

/// The facts, and the specs that they judge.
struct Facts {
    input: Input,
    facts: Vec<Fact>,
    validators: Validators,
}

impl Facts {
    fn read(root: &Path) -> Result<Self> {
        let input = read_input(&root.join("specs"))?;
        let path = root.join(FACTS);
        let text = std::fs::read_to_string(&path);
        let text = text.map_err(|cause| Failure::file(&path, "read", &cause))?;
        let name = FACTS.to_owned();
        let mut facts = facts::parse(&parse(&SpecFile { name, text })?)?;
        facts.extend(facts::recorded(&root.join("tests/fixtures"))?);
        let validators = Validators::default();
        Ok(Self {
            input,
            facts,
            validators,
        })
    }

    /// For each correction: what fails without it.
    fn without_each(&self) -> Result<Vec<(String, Option<String>)>> {
        if let Some(complaint) = self.complaint(&correct(&self.input)?.document) {
            return Err(Failure::new(format!("with all corrections: {complaint}")));
        }
        let merged = self.merged()?;
        let overlay = Overlay::parse(&self.input.overlay)?;
        let ids = overlay.corrections();
        let outcomes = ids.iter().map(|id| {
            let mut document = merged.clone();
            let caught = match overlay.clone().without(id).apply(&mut document) {
                Err(error) => Some(format!("the overlay: {error}")),
                Ok(_) => self.complaint(&document),
            };
            ((*id).to_owned(), caught)
        });
        Ok(outcomes.collect())
    }

    fn merged(&self) -> Result<Value> {
        let mut files = Vec::new();
        for spec in &self.input.specs {
            files.push((spec.name.clone(), lower(&spec.name, parse(spec)?)?));
        }
        Ok(merge(&files)?)
    }

    /// The first thing that does not hold in a document.
    fn complaint(&self, document: &Value) -> Option<String> {
        let judge = Judge::new(document, &self.validators);
        let mut facts = self.facts.iter();
        facts
            .find_map(|fact| fact.complaint(&judge))
            .or_else(|| judge.wrong_example())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real() -> Facts {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Facts::read(&root).expect("facts")
    }

    #[test]
    fn no_correction_can_be_lost_unnoticed() {
        let outcomes = real().without_each().expect("facts that hold");
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
        let mut facts = real();
        facts
            .facts
            .retain(|fact| !fact.to_string().contains("visualizationEnabled"));
        let outcomes = facts.without_each().expect("facts that hold");
        let missed: Vec<&str> = outcomes
            .iter()
            .filter(|(_, caught)| caught.is_none())
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(missed, ["agent-visualization"]);
    }

    #[test]
    fn a_fact_that_does_not_hold_is_an_error() {
        let mut facts = real();
        let wrong =
            serde_json::json!([{"at": "AgentConfiguration", "accepts": [{"sId": 1, "name": "n"}]}]);
        facts.facts.extend(facts::parse(&wrong).expect("facts"));
        let error = facts.without_each().expect_err("a wrong fact").to_string();
        assert!(
            error.starts_with("with all corrections: AgentConfiguration has to accept"),
            "{error}"
        );
    }
}
