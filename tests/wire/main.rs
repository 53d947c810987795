//! What goes over the wire, both ways: every answer decodes with nothing lost and nothing invented, and every request is what the
//! server expects.

mod agents;
mod apps;
mod cases;
mod compare;
mod fetch;
mod fixtures;
mod malformed;
mod open_values;
mod paths;
mod properties;
mod requests;
mod round_trip;
mod runs;
mod samples;
mod schema;
mod tables;
mod talk;
mod talk_events;
mod talk_files;
mod talk_news;
mod talk_values;
