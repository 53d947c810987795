//! The corrected OpenAPI document and the recorded examples, which answer the operations that keep no state.

pub(crate) mod example;
pub(crate) mod operation;
pub(crate) mod path;
pub(crate) mod schema;

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::document::example::Example;
use crate::document::operation::Operation;
use crate::document::path::PathTemplate;
use crate::document::schema::Schemas;
use crate::http::request::segments;

/// Written by `cargo xtask regen`.
const OPENAPI: &str = include_str!("../../data/openapi.json");
const EXAMPLES: &str = include_str!("../../data/examples.json");

/// Operations, and the schemas of what they take.
#[derive(Default)]
pub(crate) struct Document {
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: Schemas,
}

/// The operation of a request, and the parameters of its path.
pub(crate) struct Found<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) parameters: Vec<(String, String)>,
}

impl Document {
    /// The document of the package, which is read once a process.
    pub(crate) fn packaged() -> Arc<Self> {
        static PACKAGED: OnceLock<Arc<Document>> = OnceLock::new();
        // A test reads the packaged files, so that no user meets an error here.
        let read = || Self::read(OPENAPI, EXAMPLES).unwrap_or_default();
        PACKAGED.get_or_init(|| Arc::new(read())).clone()
    }

    /// Reads a document and examples.
    pub(crate) fn read(openapi: &str, examples: &str) -> Result<Self, String> {
        let document: Value = serde_json::from_str(openapi).map_err(|error| error.to_string())?;
        let examples: Vec<Example> =
            serde_json::from_str(examples).map_err(|error| error.to_string())?;
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let security = &document["security"];
                operations.push(Operation::read(method, path, operation, security)?);
            }
        }
        let mut document = Self {
            operations,
            schemas: Schemas::of(&document),
        };
        for example in examples {
            document.add_example(example)?;
        }
        Ok(document)
    }

    /// An example belongs to the operation whose method and path its request has.
    fn add_example(&mut self, mut example: Example) -> Result<(), String> {
        let path = segments(&example.path);
        let found = self.find(&example.method, &path);
        let found = found
            .ok()
            .flatten()
            .map(|found| (found.operation.id.clone(), found.parameters));
        let (id, parameters) = found.ok_or_else(|| {
            let (name, method, path) = (&example.name, &example.method, &example.path);
            format!("{name}: there is no operation {method} {path}")
        })?;
        example.parameters = parameters;
        let operation = self
            .operations
            .iter_mut()
            .find(|operation| operation.id == id);
        if let Some(operation) = operation {
            operation.examples.push(example);
        }
        Ok(())
    }

    /// The operation of a method and a path. `Ok(None)` if the path has others only, an error if there is no such path.
    pub(crate) fn find(&self, method: &str, path: &[String]) -> Result<Option<Found<'_>>, NoPath> {
        let fits = self.operations.iter().filter_map(|operation| {
            let parameters = operation.template.parameters(path)?;
            Some(Found {
                operation,
                parameters,
            })
        });
        let fits: Vec<Found<'_>> = fits.collect();
        let precedence = |found: &Found<'_>| PathTemplate::precedence(&found.operation.template);
        let best = fits.iter().map(precedence).max().ok_or(NoPath)?;
        let mut fits = fits.into_iter().filter(|found| precedence(found) == best);
        Ok(fits.find(|found| found.operation.method == method))
    }
}

/// No operation has the path.
#[derive(Debug)]
pub(crate) struct NoPath;

#[cfg(test)]
mod tests;
