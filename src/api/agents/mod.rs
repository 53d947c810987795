//! Agents: list, read, search, import, update, export and archive them.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::AgentView;
//!
//! for agent in dust.agents().list().view(AgentView::Published).await? {
//!     println!("{} {}", agent.s_id, agent.name);
//! }
//! # Ok(())
//! # }
//! ```

mod yaml;

pub use crate::generated::calls::agents::*;
pub use yaml::{AgentYaml, ExportAgentYaml};
