//! Spaces of the workspace.

use crate::client::Client;
use crate::error::Result;
use crate::http::call::Call;
use crate::http::operation::{Operation, Sent, operation, plain_call};
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};
use types::{SpaceKind, SpaceList, SpaceSummary};

/// The spaces of the workspace, from [`Client::spaces`].
#[derive(Clone, Debug)]
pub struct Spaces {
    client: Client,
}

impl Spaces {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Lists the spaces that the key may see.
    pub fn list(&self) -> ListSpaces {
        ListSpaces {
            call: self.client.call("list_spaces"),
            kinds: None,
        }
    }
}

plain_call! {
    /// Lists spaces; see [`Spaces::list`].
    ListSpaces { kinds: Option<String> } => SpaceList, Vec<SpaceSummary>;
    check |_call| Ok(());
    send |call, api| api.list_spaces(call.call.workspace_id(), call.kinds.as_deref());
    read |answer| answer.spaces;
}

impl ListSpaces {
    /// Sets which kinds of spaces to list; all if unset.
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = SpaceKind>) -> Self {
        let kinds: Vec<SpaceKind> = kinds.into_iter().collect();
        let kinds: Vec<&str> = kinds.iter().map(SpaceKind::as_str).collect();
        self.kinds = Some(kinds.join(","));
        self
    }
}
