//! The exports of analytics and usage: tables as CSV, JSON or a ZIP of all of them.

pub(crate) mod analytics;
pub(crate) mod analytics_rows;
pub(crate) mod csv;
pub(crate) mod usage;
pub(crate) mod zip;
