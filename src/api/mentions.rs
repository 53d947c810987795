//! Mentions: agents and people that a message can call, and how a text names them.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! let text = dust.mentions().parse("Ask @dust").await?;
//! println!("{text}");
//! # Ok(())
//! # }
//! ```

pub use crate::generated::calls::mentions::*;
