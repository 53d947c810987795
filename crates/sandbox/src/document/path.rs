//! Path templates: `/api/v1/w/{wId}/spaces/{spaceId}`.

/// The parameter that spans several segments: the path of a conversation's file, whose slashes stay slashes.
const SPANNING: &str = "rel";

/// A path with parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathTemplate(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Fixed(String),
    Parameter(String),
}

impl PathTemplate {
    pub(crate) fn new(template: &str) -> Self {
        let segments = segments(template).map(|segment| {
            let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            match name {
                Some(name) => Segment::Parameter(name.to_owned()),
                None => Segment::Fixed(segment.to_owned()),
            }
        });
        Self(segments.collect())
    }

    /// The parameters of a path that fits, in their order. The segments are without escapes.
    pub(crate) fn parameters(&self, path: &[String]) -> Option<Vec<(String, String)>> {
        let mut parameters = Vec::new();
        let mut rest = path;
        for segment in &self.0 {
            let (first, more) = rest.split_first()?;
            rest = more;
            match segment {
                Segment::Fixed(text) if text == first => {}
                Segment::Fixed(_) => return None,
                Segment::Parameter(name) if name == SPANNING => {
                    let all = std::iter::once(first).chain(rest).map(String::as_str);
                    parameters.push((name.clone(), all.collect::<Vec<_>>().join("/")));
                    rest = &[];
                }
                Segment::Parameter(_) if first.is_empty() => return None,
                Segment::Parameter(name) => parameters.push((name.clone(), first.clone())),
            }
        }
        rest.is_empty().then_some(parameters)
    }

    /// Where the template has fixed segments: of two that fit, the one with the earlier one is meant.
    pub(crate) fn precedence(&self) -> Vec<bool> {
        let fixed = |segment: &Segment| matches!(segment, Segment::Fixed(_));
        self.0.iter().map(fixed).collect()
    }

    /// What a parameter is the id of: the singular of the segment before it.
    pub(crate) fn resource(&self, parameter: &str) -> Option<String> {
        let mut segments = self.0.iter();
        let at =
            segments.position(|s| matches!(s, Segment::Parameter(name) if name == parameter))?;
        match self.0.get(at.checked_sub(1)?)? {
            Segment::Fixed(plural) => Some(plural.strip_suffix('s').unwrap_or(plural).to_owned()),
            Segment::Parameter(_) => None,
        }
    }
}

/// The segments of a path or template, as they stand.
pub(crate) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(template: &str, path: &str) -> Option<Vec<(String, String)>> {
        let path: Vec<String> = segments(path).map(str::to_owned).collect();
        PathTemplate::new(template).parameters(&path)
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn finds_the_parameters_of_paths_that_fit() {
        for (template, path, expected) in [
            ("/a/{x}/b", "/a/1/b", Some(vec![pair("x", "1")])),
            (
                "/a/{x}/{y}",
                "/a/1/2",
                Some(vec![pair("x", "1"), pair("y", "2")]),
            ),
            ("/a/{x}", "/a/1/2", None),
            ("/a/{x}", "/a/", None),
            ("/a/{x}", "/a", None),
            ("/a/b", "/a/c", None),
            (
                "/c/{id}/f/{rel}",
                "/c/1/f/d/e.csv",
                Some(vec![pair("id", "1"), pair("rel", "d/e.csv")]),
            ),
        ] {
            assert_eq!(parameters(template, path), expected, "{template} {path}");
        }
    }

    #[test]
    fn fixed_segments_go_first() {
        let [fixed, parameter] = ["/a/search", "/a/{id}"].map(PathTemplate::new);
        assert!(fixed.precedence() > parameter.precedence());
    }

    #[test]
    fn knows_what_a_parameter_is_the_id_of() {
        let template = PathTemplate::new("/w/{wId}/data_sources/{dsId}/x/{a}/{b}");
        let resources = ["dsId", "a", "b", "none"].map(|name| template.resource(name));
        assert_eq!(
            resources.map(Option::unwrap_or_default),
            ["data_source", "x", "", ""]
        );
    }
}
