//! What to do when a tool asks for approval.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use crate::low_level::types::{ActionDecision, ToolApprovalEvent};
use crate::operation::BoxFuture;

type Decide = dyn Fn(ToolApprovalEvent) -> BoxFuture<ActionDecision> + Send + Sync;

/// A policy for tools that ask for approval.
///
/// Without one, an answer waits until somebody approves elsewhere, up to its deadline.
#[derive(Clone)]
pub struct Approvals(Arc<Decide>);

impl Approvals {
    /// Refuses every tool; the agent goes on without.
    pub fn refuse() -> Self {
        Self::ask(|_| async { ActionDecision::Rejected })
    }

    /// Allows the tools of these names, and refuses all others.
    pub fn allow<S: Into<String>>(tools: impl IntoIterator<Item = S>) -> Self {
        let tools: Vec<String> = tools.into_iter().map(Into::into).collect();
        Self::ask(move |request| {
            let known = tools.contains(&request.metadata.tool_name);
            async move {
                match known {
                    true => ActionDecision::Approved,
                    false => ActionDecision::Rejected,
                }
            }
        })
    }

    /// Asks this function each time.
    pub fn ask<F, Fut>(decide: F) -> Self
    where
        F: Fn(ToolApprovalEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ActionDecision> + Send + 'static,
    {
        Self(Arc::new(move |request| Box::pin(decide(request))))
    }

    pub(crate) fn decide(&self, request: ToolApprovalEvent) -> BoxFuture<ActionDecision> {
        (self.0)(request)
    }
}

impl fmt::Debug for Approvals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Approvals").finish_non_exhaustive()
    }
}
