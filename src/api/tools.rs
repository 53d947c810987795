//! Tools that agents can use: the views of MCP servers of a space.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! for view in dust.space("vlt_rZ8mT4qLxW").tools().list().await? {
//!     println!("{} {:?}", view.s_id, view.server.map(|server| server.name));
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::calls::tools::*;
