//! What no compiler checks in the source of the workspace: the direction of imports, and the words.

mod imports;
mod modules;
