//! Refuses a document that is not OpenAPI 3.0 after the overlay: the overlay has to be written in it.

use serde_json::Value;

use super::{Lowering, OF_OURS, run};
use crate::error::{Error, Result};
use crate::value::{brief, first_difference};

/// Refuses a document of our own making that lowering would refuse, or change.
pub(crate) fn require_lowered(file: &str, document: &Value) -> Result<()> {
    let lowering = Lowering {
        remedy: OF_OURS,
        ..Lowering::new(file, document)
    };
    let lowered = run(lowering, document.clone())?;
    match first_difference("$", document, &lowered) {
        None => Ok(()),
        Some((place, found, expected)) => {
            let expected = format!("OpenAPI 3.0: {}", brief(expected));
            Err(Error::expected(file, expected, brief(found), OF_OURS).at(place))
        }
    }
}
