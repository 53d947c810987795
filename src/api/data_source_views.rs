//! Views of data sources, through which spaces see them.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! for view in dust.space("vlt_rZ8mT4qLxW").data_source_views().list().await? {
//!     println!("{} {:?}", view.s_id, view.category);
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::calls::data_source_views::*;
