//! The resources of the API, a module each.

pub mod agents;
pub mod apps;
pub mod ask;
pub mod conversations;
pub mod files;
pub mod mentions;
pub mod spaces;
pub mod workspace;
