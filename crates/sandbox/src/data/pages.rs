//! Pages by limit and offset.

use crate::call::Call;
use crate::http::api_error::ApiError;

/// Which items are asked for.
pub(crate) struct Page {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

impl Page {
    /// The page of `limit` (10 by default) and `offset`.
    pub(crate) fn of(call: &Call<'_>) -> Result<Self, ApiError> {
        Ok(Self {
            limit: number(call, "limit")?.unwrap_or(10),
            offset: number(call, "offset")?.unwrap_or(0),
        })
    }

    /// The items of the page.
    pub(crate) fn items_of<T>(&self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.skip(self.offset).take(self.limit)
    }
}

/// A query parameter that is a whole number.
pub(crate) fn number(call: &Call<'_>, name: &str) -> Result<Option<usize>, ApiError> {
    let Some(text) = call.query(name) else {
        return Ok(None);
    };
    let number = text.parse().map(Some);
    number.map_err(|_| ApiError::invalid(format!("Invalid request query: {name}: Expected number")))
}
