//! What to do when a tool asks for approval.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use crate::http::BoxFuture;
use crate::types::{ActionDecision, ToolApprovalEvent};

type Decide = dyn Fn(ToolApprovalEvent) -> BoxFuture<ActionDecision> + Send + Sync;

/// A policy for tools that ask for approval.
///
/// Without one, awaiting an answer ends with [`ErrorKind::ActionRequired`](crate::ErrorKind::ActionRequired) as soon as a tool
/// needs an approval. A sign-in that is due, or a question that a tool asks, ends it with any policy but [`wait`](Self::wait).
/// A stream that is read event by event gives the event and goes on.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::Approvals;
/// use dust_sdk::types::ActionDecision;
///
/// let read_only = Approvals::ask(|request| async move {
///     match request.metadata.tool_name.starts_with("read_") {
///         true => ActionDecision::Approved,
///         false => ActionDecision::Rejected,
///     }
/// });
/// let answer = dust.agent("dust").ask("What is in the archive?").approvals(read_only).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Approvals(Policy);

#[derive(Clone)]
enum Policy {
    Decide(Arc<Decide>),
    Wait,
}

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

    /// Waits until a person sees to it elsewhere, such as in Dust's own pages: approves, signs in, or answers a question.
    ///
    /// The deadline of the answer is the only end to that.
    pub fn wait() -> Self {
        Self(Policy::Wait)
    }

    /// Asks this function each time.
    pub fn ask<F, Fut>(decide: F) -> Self
    where
        F: Fn(ToolApprovalEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ActionDecision> + Send + 'static,
    {
        Self(Policy::Decide(Arc::new(move |request| {
            Box::pin(decide(request))
        })))
    }

    /// The decision on a tool; `None` where it is left to others.
    pub(crate) fn decide(&self, request: ToolApprovalEvent) -> Option<BoxFuture<ActionDecision>> {
        match &self.0 {
            Policy::Decide(decide) => Some(decide(request)),
            Policy::Wait => None,
        }
    }

    /// Whether others see to all that waits.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.0, Policy::Wait)
    }
}

impl fmt::Debug for Approvals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Approvals").finish_non_exhaustive()
    }
}
