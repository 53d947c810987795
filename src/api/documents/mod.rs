//! Documents of a data source: write, read, list and delete them, one by one or thousands.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::Document;
//!
//! let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
//! let document = Document::text("# Leave\n\n25 days.").title("Leave").tags(["hr"]);
//! folder.document("https://wiki.example.com/leave").upsert(&document).await?;
//! # Ok(())
//! # }
//! ```

mod fingerprint;
mod upsert;
mod upsert_all;

pub use crate::generated::calls::documents::*;
pub use crate::transfer::StopReason;
pub use upsert::DocumentUpsert;
pub use upsert_all::{UpsertAll, UpsertOutcome, UpsertResult, UpsertSummary};

use std::time::Duration;

use futures_core::Stream;

use crate::http::Rate;
use crate::types::UpsertDocument;

/// What the server takes of a workspace, all keys and programs together.
const UPSERT_RATE: Rate = Rate {
    count: 120,
    window: Duration::from_secs(60),
};

impl DocumentHandle {
    /// Writes the document, new or not. The same document twice leaves the same state.
    ///
    /// The answer leaves out chunks and embeddings, which can be tens of megabytes, unless the document sets `light` to
    /// `false`; with `queued` the server answers before it has written it. The server embeds the text while the call waits,
    /// which takes minutes for a large one: the call has 200 s unless [`timeout`](DocumentUpsert::timeout) says otherwise.
    ///
    /// The server takes 120 upserts in any 60 s of a workspace; for many documents there is [`Documents::upsert_all`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::Document;
    ///
    /// let document = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").document("https://wiki.example.com/leave");
    /// let text = Document::text("# Leave\n\n25 days.").title("Leave").tags(["hr"]);
    /// document.upsert(&text).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert(&self, document: &UpsertDocument) -> DocumentUpsert {
        DocumentUpsert::new(self, document.clone())
    }
}

impl Documents {
    /// Writes the documents of a stream, each under its id, and gives what became of each, in the order in which they are
    /// done.
    ///
    /// It keeps within the server's 120 upserts in any 60 s, over all clones of the client, waits where the server is busy,
    /// sends again what may be sent again, and goes on after a document that fails. Documents of one id go
    /// one after the other, in the order of the input. It stops where no document can succeed: see [`UpsertAll::summary`]. No more documents are held than are sent at a time.
    ///
    /// ```no_run
    /// # use dust_sdk::types::{Document, UpsertDocument};
    /// # async fn example(dust: dust_sdk::Client, files: impl futures_core::Stream<Item = std::io::Result<(String, UpsertDocument)>> + Send + Unpin + 'static) -> Result<(), dust_sdk::Error> {
    /// let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
    /// let mut upserts = folder.documents().upsert_all(files).skip_unchanged();
    /// while let Some(outcome) = upserts.next().await {
    ///     println!("{}: {:?}", outcome.id, outcome.result);
    /// }
    /// println!("{:?}", upserts.summary());
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert_all<S, E>(&self, documents: S) -> UpsertAll<S, E>
    where
        S: Stream<Item = Result<(String, UpsertDocument), E>>,
    {
        UpsertAll::new(self.clone(), documents)
    }

    /// The document of this id.
    fn document(&self, id: &str) -> DocumentHandle {
        DocumentHandle {
            client: self.client.clone(),
            space_id: self.space_id.clone(),
            data_source_id: self.data_source_id.clone(),
            document_id: id.into(),
        }
    }
}
