//! Says which published file an error is in that was met after the files were joined.

use crate::error::Error;
use crate::query::{self, Step};
use crate::source::{Input, parse};

impl Input {
    /// The same error with the name of the spec that has its place, if one has: what is generated comes
    /// from one document, and a person corrects files.
    #[must_use]
    pub fn attribute_error(&self, error: Error) -> Error {
        name_file(error, self)
    }
}

fn name_file(error: Error, input: &Input) -> Error {
    let known = input.specs.iter().any(|spec| spec.name == error.file());
    if known || error.file() == input.overlay.name {
        return error;
    }
    let steps: Vec<Step> = query::parse(error.place()).unwrap_or_default();
    // An operation may lack something; what is deeper in the document may come from the overlay.
    let near = if steps.len() == 4 {
        &steps[..3]
    } else {
        &steps
    };
    if near.len() < 3 {
        return error;
    }
    let has_place = |document| query::find(&document, near).is_some();
    let owner = input
        .specs
        .iter()
        .find(|spec| parse(spec).is_ok_and(has_place));
    match owner {
        Some(spec) => Error::new(&spec.name, error.cause()).at(error.place()),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SpecFile;

    #[test]
    fn names_the_file_that_has_the_place() {
        let file = |name: &str, text: &str| SpecFile {
            name: name.into(),
            text: text.into(),
        };
        let input = Input {
            specs: vec![
                file("a.yml", "paths: {/a: {get: {}}}"),
                file("b.yml", "paths: {/b: {get: {}}}"),
            ],
            overlay: file("overlay.yml", ""),
        };
        let named = |file: &str, place: &str| {
            name_file(Error::new(file, "c").at(place), &input).to_string()
        };
        assert_eq!(
            named("the merged specs", "$.paths['/b'].get.responses"),
            "b.yml: $.paths['/b'].get.responses: c"
        );
        assert_eq!(
            named("the merged specs", "$.paths['/c'].get"),
            "the merged specs: $.paths['/c'].get: c"
        );
        assert_eq!(
            named("overlay.yml", "$.paths['/b'].get"),
            "overlay.yml: $.paths['/b'].get: c"
        );
    }
}
