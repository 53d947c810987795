//! What no compiler checks in the source of the workspace: the direction of imports, the words, and what pages list.

mod definitions;
mod error_kinds;
mod imports;
mod modules;
mod vocabulary;
