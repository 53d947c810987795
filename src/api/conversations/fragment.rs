//! Content to attach to a conversation.

use crate::types::Fragment;

impl Fragment {
    /// Text of up to 512 KiB.
    pub fn text(title: impl Into<String>, content: impl Into<String>) -> Self {
        Self::new(title).content(content).content_type("text/plain")
    }

    /// A file that was uploaded; see [`Files::upload`](crate::files::Files::upload).
    pub fn file(title: impl Into<String>, file_id: impl Into<String>) -> Self {
        Self::new(title).file_id(file_id)
    }

    /// A document that Dust knows, by its node and the view of the data source that it is seen through.
    pub fn node(
        title: impl Into<String>,
        node_id: impl Into<String>,
        node_data_source_view_id: impl Into<String>,
    ) -> Self {
        Self::new(title)
            .node_id(node_id)
            .node_data_source_view_id(node_data_source_view_id)
    }
}
