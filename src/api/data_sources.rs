//! Data sources of a space: folders of documents and tables.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! for found in dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").search("How many days of leave?").top_k(4).await? {
//!     println!("{}", found.document_id);
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::calls::data_sources::*;
