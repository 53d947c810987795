//! Files: uploads to attach to messages.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::File;
//!
//! let report = File::open("report.pdf", "application/pdf").await?;
//! let answer = dust.agent("dust").ask("Summarise this").file(report).await?;
//! # Ok(())
//! # }
//! ```

mod upload;

pub use crate::generated::calls::files::*;
pub use crate::transfer::File;
pub use upload::UploadFile;

impl Files {
    /// Uploads a file, to be attached with [`Fragment::file`](crate::types::Fragment::file).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::File;
    /// use dust_sdk::types::{Fragment, NewConversation};
    ///
    /// let report = File::open("report.pdf", "application/pdf").await?;
    /// let uploaded = dust.files().upload(report).on_progress(|sent, all| println!("{sent} of {all}")).await?;
    /// if let Some(id) = uploaded.s_id {
    ///     let conversation = NewConversation::default().content_fragments([Fragment::file("Report", id)]);
    ///     dust.conversations().create(&conversation).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload(&self, file: File) -> UploadFile {
        UploadFile::new(self.client.clone(), file)
    }
}
