//! The analytics tables as types, for [`Workspace::analytics_rows`](crate::workspace::Workspace::analytics_rows).
//!
//! Each names a table and the type of its rows:
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::analytics::UsageMetrics;
//!
//! for row in dust.workspace().analytics_rows::<UsageMetrics>("2026-10-01", "2026-10-31").await? {
//!     println!("{:?}: {:?} messages", row.date, row.messages);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A row serializes with all of its columns, in the order in which the server exports them: a hole is empty or null, and a
//! list is one text. So rows can be written as CSV, or as records to Arrow and Parquet:
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use dust_sdk::analytics::Agents;
//!
//! let mut table = csv::Writer::from_path("agents.csv")?;
//! for row in dust.workspace().analytics_rows::<Agents>("2026-10-01", "2026-10-31").await? {
//!     table.serialize(row)?;
//! }
//! table.flush()?;
//! # Ok(())
//! # }
//! ```

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::types::{self, AnalyticsTable};

/// An analytics table whose rows have a type.
pub trait Table: sealed::Sealed + Send + 'static {
    /// The table, as the API names it.
    const TABLE: AnalyticsTable;

    /// What a row of it holds. Columns are optional, because servers add them over time.
    type Row: Serialize + DeserializeOwned + Send + 'static;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $table:ident => $row:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            #[non_exhaustive]
            pub struct $name;

            impl sealed::Sealed for $name {}

            impl Table for $name {
                const TABLE: AnalyticsTable = AnalyticsTable::$table;
                type Row = types::$row;
            }
        )*
    };
}

tables! {
    /// Messages, conversations and active users, by day.
    UsageMetrics: UsageMetrics => UsageMetricsRow;
    /// Daily, weekly and monthly active users, by day.
    ActiveUsers: ActiveUsers => ActiveUsersRow;
    /// Messages by where they come from, by day.
    Source: Source => SourceRow;
    /// Agents by number of messages.
    Agents: Agents => AgentsRow;
    /// Users by number of messages.
    Users: Users => UsersRow;
    /// Skills of the workspace.
    Skills: Skills => SkillsRow;
    /// Executions of skills, by day.
    SkillUsage: SkillUsage => SkillUsageRow;
    /// Executions of tools, by day.
    ToolUsage: ToolUsage => ToolUsageRow;
    /// Each message.
    Messages: Messages => MessagesRow;
    /// Feedback on answers of agents.
    Feedback: Feedback => FeedbackRow;
}
