//! Names the file that an error comes from, where it was met after the files were joined.

use serde_json::Value;

use crate::error::Error;
use crate::overlay::Overlay;
use crate::query::{self, PathSegment};
use crate::source::Input;
use crate::templates::same_in;
use crate::text::parse;

impl Input {
    /// The same error with the name of the spec or overlay that has its place, if one has: what is generated comes
    /// from one document, and a person corrects files.
    #[must_use]
    pub fn attribute_error(&self, error: Error) -> Error {
        name_file(error, self)
    }
}

fn name_file(error: Error, input: &Input) -> Error {
    let files = input.specs.iter().chain(&input.written);
    let mut known = files.clone().chain(&input.overlays);
    if known.any(|file| file.name == error.file()) {
        return error;
    }
    let steps: Vec<PathSegment> = query::parse(error.place()).unwrap_or_default();
    // A shorter place, such as all paths, says nothing of a file, but each handle is in one.
    let is_handle = steps.first() == Some(&PathSegment::Name("x-handles".to_owned()));
    if steps.len() < 3 && !(is_handle && steps.len() == 2) {
        return error;
    }
    let documents: Vec<(&str, Value)> = files
        .filter_map(|file| Some((file.name.as_str(), parse(file).ok()?)))
        .collect();
    let spec_with = |steps: &[PathSegment]| {
        let mut documents = documents.iter();
        let found = documents
            .find(|(_, document)| query::find(document, &spelt_in(document, steps)).is_some());
        found.map(|(name, _)| (*name).to_owned())
    };
    let overlay_with = || {
        let overlay = Overlay::parse(&input.overlays).ok()?;
        overlay
            .file_that_adds(&steps)
            .or_else(|| overlay.file_that_titles(&steps))
    };
    // An operation may lack something, and so no file has the place itself.
    let near = || (steps.len() == 4).then(|| spec_with(&steps[..3])).flatten();
    match spec_with(&steps).or_else(overlay_with).or_else(near) {
        Some(file) => error.of(file),
        None => error,
    }
}

/// The steps to the same place of a document that spells its paths in another way.
fn spelt_in(document: &Value, steps: &[PathSegment]) -> Vec<PathSegment> {
    let mut steps = steps.to_vec();
    if let [PathSegment::Name(root), PathSegment::Name(path), ..] = steps.as_mut_slice()
        && root == "paths"
        && let Some(theirs) = same_in(document, path)
    {
        path.clone_from(theirs);
    }
    steps
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
            written: vec![file("written/c.yml", "paths: {/w: {get: {x-call: 1}}}")],
            overlays: vec![file(
                "overlay/a.yml",
                "overlay: 1.0.0\nactions: [{target: \"$.paths['/a'].get\", update: {x-call: 1, s: {title: A}}}]",
            )],
        };
        let named = |file: &str, place: &str| {
            name_file(Error::expected(file, "a", "b", "c").at(place), &input).to_string()
        };
        assert_eq!(
            named("the merged specs", "$.paths['/b'].get.responses"),
            "b.yml: $.paths['/b'].get.responses: expected a, found b; c"
        );
        assert_eq!(
            named("the merged specs", "$.paths['/c'].get"),
            "the merged specs: $.paths['/c'].get: expected a, found b; c"
        );
        assert_eq!(
            named("overlay/a.yml", "$.paths['/b'].get"),
            "overlay/a.yml: $.paths['/b'].get: expected a, found b; c"
        );
        // A component that is made of a shape which several places have stands in no file.
        assert_eq!(
            named("the corrected document", "$.components.schemas.A.type"),
            "overlay/a.yml: $.components.schemas.A.type: expected a, found b; c"
        );
        let mark = "['x-call']";
        for (path, file) in [("/a", "overlay/a.yml"), ("/w", "written/c.yml")] {
            let place = format!("$.paths['{path}'].get{mark}");
            assert_eq!(
                named("the corrected document", &place),
                format!("{file}: {place}: expected a, found b; c")
            );
        }
    }
}
