//! What goes over the wire, both ways: every answer decodes with nothing lost and nothing invented, and every request is what the
//! server expects.

mod agents;
mod answer_events;
mod apps;
mod calls;
mod cases;
mod compare;
mod conversation_events;
mod conversation_values;
mod conversations;
mod csv_rows;
mod docs;
mod fetch;
mod files;
mod fixtures;
mod generated;
mod malformed;
mod open_values;
mod paths;
mod properties;
mod records;
mod requests;
mod round_trip;
mod runs;
mod samples;
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod tolerance;
