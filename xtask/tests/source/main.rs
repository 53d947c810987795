//! What no compiler checks in the source of the workspace: the direction of imports, and the words.

mod definitions;
mod imports;
mod modules;
mod vocabulary;
