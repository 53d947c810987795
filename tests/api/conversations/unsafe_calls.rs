//! Whatever befalls a call that changes a conversation: it is made once, unless the server cannot have acted on it.
//!
//! Each cell has one outcome, one exact count of requests and one count of what there is afterwards; `tests/http/faults` does
//! the same with raw connections. Planted fault that turns these red, tried: taking every method for one that only reads.

use dust_sandbox::{Fault, Sandbox};
use dust_sdk::types::{
    AgentMention, Fragment, Message, MessageContext, MessageEdit, NewConversation, NewMessage,
};
use dust_sdk::{Client, Error, ErrorKind};
use futures_util::{StreamExt, stream};

use crate::sandbox::{http, posts, start, start_with};

/// A fault that meets one request of an unsafe call: what the user is told, how many requests there are, and whether the server
/// acts. An idempotent call is sent again where the error may pass.
struct Row {
    fault: Fault,
    error: Option<ErrorKind>,
    requests: usize,
    acts: bool,
}

impl Row {
    fn of_idempotent(&self) -> (Option<ErrorKind>, usize) {
        use ErrorKind::{Server, Timeout, Transport, Unavailable};
        match self.error {
            Some(Unavailable | Server | Timeout | Transport) => (None, 2),
            error => (error, self.requests),
        }
    }
}

fn rows() -> Vec<Row> {
    let row = |fault, error: Option<ErrorKind>, requests, acts| Row {
        fault,
        error,
        requests,
        acts,
    };
    use ErrorKind::*;
    vec![
        row(Fault::Unavailable, None, 2, true),
        row(Fault::rate_limited(), None, 2, true),
        row(Fault::BadGateway, Some(Unavailable), 1, false),
        row(Fault::GatewayTimeout, Some(Unavailable), 1, false),
        row(Fault::ServerError, Some(Server), 1, false),
        row(Fault::RequestTimeout, Some(Timeout), 1, false),
        row(Fault::OutOfCredits, Some(QuotaExhausted), 1, false),
        row(Fault::ExpiredToken, Some(Authentication), 1, false),
        row(
            Fault::error(404, "conversation_not_found", "No."),
            Some(NotFound),
            1,
            false,
        ),
        row(
            Fault::error(403, "conversation_access_restricted", "No."),
            Some(Permission),
            1,
            false,
        ),
        row(
            Fault::error(400, "content_too_large", "No."),
            Some(InvalidRequest),
            1,
            false,
        ),
        row(Fault::Reset, Some(Transport), 1, false),
        row(Fault::ResetAfterActing, Some(Transport), 1, true),
        row(Fault::Stall, Some(Timeout), 1, false),
        row(Fault::CutBody(10), Some(Transport), 1, true),
        row(Fault::StallBody(10), Some(Timeout), 1, true),
    ]
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Create,
    Ask,
    Post,
    Reply,
    AddFragment,
    Edit,
    Cancel,
}

const KINDS: [Kind; 7] = [
    Kind::Create,
    Kind::Ask,
    Kind::Post,
    Kind::Reply,
    Kind::AddFragment,
    Kind::Edit,
    Kind::Cancel,
];

const TEXT: &str = "Once?";

fn message() -> NewMessage {
    let context = MessageContext::new("ada", "Europe/Paris");
    NewMessage::new(TEXT, [AgentMention::new("poet")], context)
}

async fn call(kind: Kind, dust: &Client, id: &str, first: &str) -> Result<(), Error> {
    let conversations = dust.conversations();
    match kind {
        Kind::Create => {
            let body = NewConversation::default().message(message());
            drop(conversations.create(&body).await?);
        }
        Kind::Ask => drop(dust.agent("poet").ask(TEXT).await?),
        Kind::Post => drop(dust.conversation(id).post(&message()).await?),
        Kind::Reply => drop(dust.agent("poet").ask(TEXT).conversation(id).await?),
        Kind::AddFragment => {
            let fragment = Fragment::text(TEXT, "content");
            drop(dust.conversation(id).add_fragment(&fragment).await?);
        }
        Kind::Edit => {
            let edit = MessageEdit::new(TEXT, [AgentMention::new("poet")]);
            drop(dust.conversation(id).message(first).edit(&edit).await?);
        }
        Kind::Cancel => dust.conversation(id).cancel(["none"]).await?,
    }
    Ok(())
}

/// How often the text is in the conversation.
async fn times(dust: &Client, id: &str) -> usize {
    let content = dust.conversation(id).get().await.unwrap().content;
    let messages = content.into_iter().flatten().flatten();
    let said = messages.filter(|message| match message {
        Message::User(message) => message.content.as_deref() == Some(TEXT),
        Message::ContentFragment(fragment) => fragment.title.as_deref() == Some(TEXT),
        _ => false,
    });
    said.count()
}

async fn cell(row: &Row, kind: Kind, http: &reqwest::Client) -> Option<String> {
    let builder = Sandbox::builder().agent("poet").answers("a");
    let (sandbox, dust) = start_with(builder, http).await;
    let answer = dust.agent("poet").ask("First?").await.unwrap();
    let id = answer.conversation_id();
    let first = answer.message().parent_message_id.clone().unwrap();
    let before = posts(&sandbox);
    sandbox.fail_next(row.fault.clone());
    let result = call(kind, &dust, id, &first).await;
    let made = posts(&sandbox) - before;
    let error = result.as_ref().err().map(Error::kind);
    let said = times(&dust, id).await;
    let wanted = match kind {
        Kind::Create | Kind::Ask | Kind::Cancel => 0,
        _ => usize::from(row.acts),
    };
    let (wanted_error, requests) = match kind {
        Kind::Cancel => row.of_idempotent(),
        _ => (row.error, row.requests),
    };
    if (error, made, said) != (wanted_error, requests, wanted) {
        let got = format!("{error:?} after {made} requests, there {said} times");
        return Some(format!("{:?} × {kind:?}: {got}", row.fault));
    }
    let error = result.err()?;
    let about = error.conversation_id();
    match kind {
        Kind::Reply if about != Some(id) => Some(format!("{:?}: no id in {error:?}", row.fault)),
        _ if error.operation().is_none() => Some(format!("{:?}: {error:?}", row.fault)),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_that_meets_one_request() {
    let (rows, http) = (rows(), http());
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| KINDS.map(|kind| Box::pin(cell(row, kind, &http))))
        .collect();
    assert_eq!(cells.len(), 16 * 7);
    let red: Vec<String> = stream::iter(cells)
        .buffer_unordered(16)
        .filter_map(std::future::ready)
        .collect()
        .await;
    assert!(
        red.is_empty(),
        "{} red cells:\n{}",
        red.len(),
        red.join("\n")
    );
}

#[tokio::test]
async fn a_server_that_stays_away_is_asked_three_times() {
    for (fault, kind) in [
        (Fault::Unavailable, ErrorKind::Unavailable),
        (Fault::rate_limited(), ErrorKind::RateLimited),
    ] {
        let (sandbox, dust) = start(Sandbox::builder().agent("poet").answers("a")).await;
        sandbox.fail_when(|request| request.method() == "POST", fault);
        let error = dust.agent("poet").ask(TEXT).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 3));
        assert_eq!(sandbox.requests().len(), 3);
    }
}

/// The error says where to go on: the message is there, and its answer is followed without another post.
#[tokio::test]
async fn failure_after_the_post_resumes_by_ids() {
    let (sandbox, dust) = start(Sandbox::builder().agent("poet").answers("There.")).await;
    let streams = |request: &dust_sandbox::ReceivedRequest| request.path().contains("/sse/");
    sandbox.fail_when(streams, Fault::Unavailable);
    let error = dust
        .agent("poet")
        .ask(TEXT)
        .max_reconnects(1)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    sandbox.clear_faults();
    let ids = (
        error.conversation_id().unwrap(),
        error.message_id().unwrap(),
    );
    let events = dust
        .conversation(ids.0)
        .message(ids.1)
        .answer()
        .stream()
        .await
        .unwrap();
    assert_eq!(events.finish().await.unwrap().text(), "There.");
    assert_eq!(posts(&sandbox), 1);
}
