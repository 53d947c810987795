//! Files: uploads to attach to messages.

mod upload;

pub use crate::generated::calls::files::*;
pub use crate::transfer::File;
pub use upload::UploadFile;

impl Files {
    /// Uploads a file, to be attached with [`Fragment::file`](crate::types::Fragment::file).
    pub fn upload(&self, file: File) -> UploadFile {
        UploadFile::new(self.client.clone(), file)
    }
}
