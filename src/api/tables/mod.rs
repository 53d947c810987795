//! Tables of a data source, and their rows.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::{Cell, NewTable, TableRow};
//!
//! let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
//! let table = folder.table("leads");
//! table.upsert(&NewTable::new("Open leads of the sales team", "leads", "Leads")).await?;
//! table.rows().upsert([TableRow::of("acme", [("name", Cell::from("Acme")), ("seats", 7.into())])]).await?;
//! # Ok(())
//! # }
//! ```

mod merged;
mod row_buffer;
mod row_checks;
mod upsert_all;
mod write;

pub use crate::generated::calls::tables::*;
pub use crate::transfer::StopReason;
pub use upsert_all::{RowsOutcome, RowsSummary, UpsertAllRows};
pub use write::{ListTables, WriteTable};

use std::time::Duration;

use futures_core::Stream;

use crate::error::Result;
use crate::http::BoxFuture;
use crate::types::{NewTable, TableRow};

impl Tables {
    /// Lists the tables, all at once.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// for table in dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").tables().list().await? {
    ///     println!("{} {}", table.table_id, table.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListTables {
        ListTables::new(self)
    }

    /// Makes a table whose id the server makes, unless the table has one.
    ///
    /// A repeat would make a second table, so it is never sent again unless the server cannot have acted on it. Names of
    /// tables are unique in a data source: a clash is a [`Server`](crate::ErrorKind::Server) error.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::NewTable;
    ///
    /// let table = NewTable::new("Open leads of the sales team", "leads", "Leads");
    /// let created = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").tables().create(&table).await?;
    /// println!("{}", created.table_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, table: &NewTable) -> WriteTable {
        WriteTable::create(self, table.clone())
    }
}

impl TableHandle {
    /// Writes the table, new or not, under its own id. The same table twice leaves the same state.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::NewTable;
    ///
    /// let table = NewTable::new("Open leads of the sales team", "leads", "Leads");
    /// dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").table("leads").upsert(&table).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert(&self, table: &NewTable) -> WriteTable {
        WriteTable::upsert(self, table.clone())
    }
}

impl Rows {
    /// Writes the rows of a stream in batches, and gives what became of each batch.
    ///
    /// A batch has up to 500 rows and less than 1 MiB. Batches go one after the other, so that of two rows with one id the later
    /// one wins. A row that cannot be sent fails alone, before anything is sent of it; where the server refuses a batch, it is cut
    /// until the rows that it refuses are found. The run goes on after rows that fail, and stops where none can succeed: see
    /// [`stop_reason`](UpsertAllRows::stop_reason).
    ///
    /// The server queues rows and merges them some 10 s after the last batch, so reads lag. It takes up to 100 batches before it
    /// has to merge: after every 90 the run is silent for 12 s. Rows of a run after the first 500,000, the most of a table, fail.
    ///
    /// ```no_run
    /// # use dust_sdk::types::TableRow;
    /// # async fn example(dust: dust_sdk::Client, rows: impl futures_core::Stream<Item = std::io::Result<TableRow>> + Send + Unpin + 'static) -> Result<(), dust_sdk::Error> {
    /// let table = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").table("leads");
    /// let mut upserts = table.rows().upsert_all(rows).truncate();
    /// while let Some(outcome) = upserts.next().await {
    ///     if let Err(error) = outcome.result {
    ///         eprintln!("{:?}: {error}", outcome.row_ids);
    ///     }
    /// }
    /// println!("{:?}", upserts.summary());
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert_all<S, E>(&self, rows: S) -> UpsertAllRows<S, E>
    where
        S: Stream<Item = std::result::Result<TableRow, E>>,
    {
        UpsertAllRows::new(self, rows)
    }

    /// Waits until a row is read as it was written, which is some 10 s after the last batch of its table.
    ///
    /// It polls: the row is read again and again, with pauses that grow up to 5 s. A cell counts as read when its text is the
    /// same, since the server infers types (`"7"` may come back as `7`, and a text as a date-time).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) at the deadline, and what reading a row can give, apart from the `Server`
    /// error that the server gives for a row which is not there yet.
    pub fn wait_until_merged(&self, row: &TableRow, deadline: Duration) -> BoxFuture<Result<()>> {
        merged::wait(self.table(), row.clone(), deadline)
    }

    /// The table.
    fn table(&self) -> TableHandle {
        TableHandle {
            client: self.client.clone(),
            space_id: self.space_id.clone(),
            data_source_id: self.data_source_id.clone(),
            table_id: self.table_id.clone(),
        }
    }
}
