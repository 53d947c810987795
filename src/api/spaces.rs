//! Spaces of the workspace.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! for space in dust.spaces().list().await? {
//!     println!("{} {}", space.s_id, space.name);
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::calls::spaces::*;
