//! The sandbox from the outside, over plain HTTP: no client of Dust takes part.

mod agents;
mod apps;
mod auth;
mod conversation_access;
mod conversation_streams;
mod conversation_support;
mod conversation_tools;
mod conversations;
mod document_validator;
mod documents;
mod exports;
mod faults;
mod files;
mod lifecycle;
mod routes;
mod schema;
mod searches;
mod support;
mod tables;
