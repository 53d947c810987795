//! One call of an operation: who makes it, and with which parameters and body.

use serde_json::{Map, Value};

use crate::http::api_error::ApiError;
use crate::http::form::FormPart;
use crate::http::request::ReceivedRequest;
use crate::state::access::Principal;

/// A call of an operation.
pub(crate) struct Call<'a> {
    pub(crate) principal: Principal,
    pub(crate) request: &'a ReceivedRequest,
    /// Path parameters by their names in the document.
    pub(crate) path: Vec<(String, String)>,
    /// The parts of a multipart body.
    pub(crate) form: Option<&'a [FormPart]>,
}

impl Call<'_> {
    /// The value of a path parameter. Empty if the path has none of this name.
    pub(crate) fn id(&self, name: &str) -> &str {
        let mut path = self.path.iter();
        let found = path.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The first value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.request.query_value(name)
    }

    /// The body as a JSON object, or the server's 400.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, ApiError> {
        match serde_json::from_slice(self.request.body()) {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err(ApiError::invalid("Invalid request body: Expected object")),
            Err(_) => Err(ApiError::invalid("Invalid JSON in the request body.")),
        }
    }

    /// The base URL that the client has used.
    pub(crate) fn base_url(&self) -> String {
        let host = self.request.header("host").unwrap_or("127.0.0.1");
        format!("http://{host}")
    }
}
