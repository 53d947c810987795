//! Conversations against the sandbox: what is sent, how often, and what survives.

#![cfg(feature = "sandbox")]

use std::time::Duration;

use dust_sdk::sandbox::{Fault, Sandbox, SandboxAnswer, SandboxBuilder, SandboxTool, StreamCut};
use dust_sdk::types::{Fragment, Message, MessageStatus};
use dust_sdk::{AnswerEvent, Approvals, Client, ErrorKind, File};
use proptest::prelude::*;

async fn poet(answer: impl Into<SandboxAnswer>) -> (Sandbox, Client) {
    start(Sandbox::builder().agent("poet").answers(answer)).await
}

async fn start(builder: SandboxBuilder) -> (Sandbox, Client) {
    let sandbox = builder.start().await.unwrap();
    let config = sandbox.config().read_timeout(Duration::from_millis(400));
    let client = Client::new(config).unwrap();
    (sandbox, client)
}

/// Method and path below the workspace of every request, ids and the folder of the redirect left out.
fn requests(sandbox: &Sandbox) -> Vec<String> {
    let shorten = |path: &str| {
        let (_, rest) = path.split_once("/assistant/").unwrap_or(("", path));
        let parts = rest.split('/').enumerate();
        let words = parts.filter(|(at, _)| !matches!(at, 1 | 3));
        words.map(|(_, word)| word).collect::<Vec<_>>().join("/")
    };
    let requests = sandbox.requests();
    let lines = requests.iter().map(|request| {
        let sse = if request.path().contains("/sse/") {
            " sse"
        } else {
            ""
        };
        format!("{} {}{sse}", request.method(), shorten(request.path()))
    });
    lines.collect()
}

fn posts(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.method() == "POST")
        .count()
}

#[tokio::test]
async fn an_answer_takes_one_post_and_one_stream() {
    let (sandbox, dust) = poet("Roses are red.").await;
    let answer = dust.agent("poet").ask("A poem").await.unwrap();
    assert_eq!(answer.text(), "Roses are red.");
    assert_eq!(answer.message().status, Some(MessageStatus::Succeeded));
    let stream = "conversations/messages/events";
    assert_eq!(
        requests(&sandbox),
        [
            "POST conversations".to_owned(),
            format!("GET {stream}"),
            format!("GET {stream} sse")
        ]
    );
    let again = answer.reply("Another").await.unwrap();
    assert_eq!(again.conversation_id(), answer.conversation_id());
    assert_eq!(requests(&sandbox)[3], "POST conversations/messages");
    assert_eq!(requests(&sandbox).len(), 6);
}

#[tokio::test]
async fn the_text_is_the_content_of_the_message_and_not_the_pieces() {
    let answer = SandboxAnswer::new()
        .thinks("hm")
        .text("Let me see.")
        .step()
        .text("42")
        .content("The answer is 42.");
    let (_sandbox, dust) = poet(answer).await;
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    let (mut text, mut thought) = (String::new(), String::new());
    while let Some(event) = events.next().await {
        match event.unwrap() {
            AnswerEvent::Text(piece) => text += &piece,
            AnswerEvent::Thought(piece) => thought += &piece,
            _ => {}
        }
    }
    assert_eq!((text.as_str(), thought.as_str()), ("Let me see.42", "hm"));
    assert_eq!(events.finish().await.unwrap().text(), "The answer is 42.");
}

#[tokio::test]
async fn approvals_follow_the_policy() {
    let answer = || {
        SandboxAnswer::new()
            .tool(SandboxTool::new("search").needs_approval().output("x"))
            .text("Done.")
    };
    for (approvals, decision) in [
        (Approvals::refuse(), "rejected"),
        (Approvals::allow(["search"]), "approved"),
        (Approvals::allow(["other"]), "rejected"),
    ] {
        let (sandbox, dust) = poet(answer()).await;
        let answer = dust
            .agent("poet")
            .ask("?")
            .approvals(approvals)
            .await
            .unwrap();
        assert_eq!(answer.text(), "Done.");
        let requests = sandbox.requests();
        let sent: Vec<_> = requests
            .iter()
            .filter(|request| request.path().ends_with("validate-action"))
            .collect();
        assert_eq!(sent.len(), 1);
        let body = String::from_utf8_lossy(sent[0].body()).into_owned();
        assert!(body.contains(decision), "{body}");
    }
}

#[tokio::test]
async fn an_approval_that_nobody_gives_ends_at_the_deadline_with_the_ids() {
    let answer = SandboxAnswer::new()
        .tool(SandboxTool::new("search").needs_approval())
        .text("Done.");
    let (_sandbox, dust) = poet(answer).await;
    let ask = dust
        .agent("poet")
        .ask("?")
        .deadline(Duration::from_millis(1500));
    let error = ask.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.conversation_id().is_some() && error.message_id().is_some());
    assert!(
        error.message().contains("search waits for an approval"),
        "{error}"
    );
}

#[tokio::test]
async fn an_agent_that_fails_is_an_error_with_its_code() {
    let (_sandbox, dust) = poet(
        SandboxAnswer::new()
            .text("Well")
            .fails("model_error", "No model."),
    )
    .await;
    let error = dust.agent("poet").ask("?").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Stream, Some("model_error"))
    );
    assert!(error.conversation_id().is_some() && error.message_id().is_some());
}

#[tokio::test]
async fn dropping_stops_the_agent_only_if_asked() {
    for cancel in [false, true] {
        let (sandbox, dust) = poet(SandboxAnswer::new().text("On and on").never_ends()).await;
        let mut events = dust
            .agent("poet")
            .ask("?")
            .cancel_on_drop(cancel)
            .stream()
            .await
            .unwrap();
        events.next().await.unwrap().unwrap();
        let conversation = events.conversation_id().to_owned();
        drop(events);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let cancels = sandbox
            .requests()
            .iter()
            .filter(|request| request.path().ends_with("/cancel"))
            .count();
        assert_eq!(cancels, usize::from(cancel));
        let conversation = dust.conversations().get(conversation).await.unwrap();
        let ranks = conversation.content.unwrap();
        let status = ranks[1][0].as_agent().unwrap().status.clone();
        assert_eq!(
            status == Some(MessageStatus::Cancelled),
            cancel,
            "{status:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_finished_unheard_is_read_from_the_conversation() {
    let builder = Sandbox::builder().agent("poet").answers("Long gone.");
    let (_sandbox, dust) = start(builder.history_expiry(Duration::from_millis(50))).await;
    let events = dust.agent("poet").ask("?").stream().await.unwrap();
    let (conversation, message) = (
        events.conversation_id().to_owned(),
        events.message_id().to_owned(),
    );
    events.finish().await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let events = dust.conversations().answer(conversation, message).unwrap();
    assert_eq!(events.finish().await.unwrap().text(), "Long gone.");
}

#[tokio::test]
async fn nothing_is_created_or_posted_twice() {
    let faults = [
        (Fault::Unavailable, 2, true),
        (Fault::rate_limited(), 2, true),
        (Fault::BadGateway, 1, false),
        (Fault::GatewayTimeout, 1, false),
        (Fault::ServerError, 1, false),
        (Fault::RequestTimeout, 1, false),
        (Fault::OutOfCredits, 1, false),
        (Fault::Reset, 1, false),
        (Fault::ResetAfterActing, 1, false),
        (Fault::Stall, 1, false),
        (Fault::CutBody(10), 1, false),
    ];
    for (fault, count, succeeds) in faults {
        let name = format!("{fault:?}");
        let (sandbox, dust) =
            start(Sandbox::builder().agent("poet").answers("a").answers("b")).await;
        sandbox.fail_next(fault.clone());
        let created = dust.agent("poet").ask("?").await;
        assert_eq!(
            (posts(&sandbox), created.is_ok()),
            (count, succeeds),
            "create, {name}"
        );
        let answer = dust.agent("poet").ask("?").await.unwrap();
        let before = posts(&sandbox);
        sandbox.fail_next(fault);
        let posted = answer.reply("?").await;
        assert_eq!(
            (posts(&sandbox) - before, posted.is_ok()),
            (count, succeeds),
            "post, {name}"
        );
        if let Err(error) = posted {
            assert_eq!(
                error.conversation_id(),
                Some(answer.conversation_id()),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn messages_come_newest_first_over_pages() {
    let (_sandbox, dust) = start(
        Sandbox::builder()
            .agent("poet")
            .answers("one")
            .answers("two")
            .answers("three"),
    )
    .await;
    let first = dust.agent("poet").ask("1").await.unwrap();
    let second = first.reply("2").await.unwrap();
    second.reply("3").await.unwrap();
    for size in [1, 2, 50] {
        let mut messages = dust
            .conversations()
            .messages(first.conversation_id())
            .page_size(size);
        let mut texts = Vec::new();
        while let Some(message) = messages.next().await {
            texts.push(match message.unwrap() {
                Message::User(message) => message.content.unwrap_or_default(),
                Message::Agent(message) => message.content.unwrap_or_default(),
                other => format!("{other:?}"),
            });
        }
        assert_eq!(texts, ["three", "3", "two", "2", "one", "1"], "{size}");
    }
}

#[tokio::test]
async fn files_and_fragments_are_attached() {
    let (sandbox, dust) = poet("Read.").await;
    let file = File::new("a \"b\".txt", "text/plain", vec![b'x'; 300_000]);
    let ask = dust
        .agent("poet")
        .ask("?")
        .file(file)
        .fragment(Fragment::text("note", "remember"));
    let answer = ask.await.unwrap();
    let conversation = dust
        .conversations()
        .get(answer.conversation_id())
        .await
        .unwrap();
    let content = conversation.content.unwrap();
    let fragments = content
        .iter()
        .flatten()
        .filter(|message| matches!(message, Message::ContentFragment(_)));
    assert_eq!(fragments.count(), 2);
    let upload = &sandbox.requests()[1];
    assert!(upload.header("authorization").is_some() || !upload.body().is_empty());
}

#[tokio::test]
async fn the_calls_of_a_conversation_work() {
    let (_sandbox, dust) = poet("Yes.").await;
    let answer = dust.agent("poet").ask("?").await.unwrap();
    let (conversations, id) = (dust.conversations(), answer.conversation_id());
    conversations.rename(id, "Title").await.unwrap();
    conversations.mark_read(id, true).await.unwrap();
    conversations
        .add_fragment(id, &Fragment::text("t", "c"))
        .await
        .unwrap();
    assert_eq!(
        conversations.get(id).await.unwrap().title.as_deref(),
        Some("Title")
    );
    let error = conversations.feedback(id).await.unwrap_err();
    assert_eq!(error.code(), Some("user_authentication_required"));
    assert!(!dust.spaces().list().await.unwrap().is_empty());
    dust.mentions().suggest("po").await.unwrap();
    dust.mentions().parse("@poet hello").await.unwrap();
    let error = conversations.get("..").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
}

/// Hears an answer whose stream is cut: the pieces of text, and the text in the end.
async fn heard(cuts: &[(usize, StreamCut)]) -> (Vec<String>, String, usize) {
    let mut answer = SandboxAnswer::new()
        .tokens((0..8).map(|number| format!("{number} ")))
        .content("All of it.");
    for (after, cut) in cuts {
        answer = answer.cut(*after, *cut);
    }
    let sandbox = Sandbox::builder()
        .agent("poet")
        .answers(answer)
        .start()
        .await
        .unwrap();
    let token = sandbox.access_token().to_owned();
    let config = dust_sdk::Config::new(sandbox.workspace_id(), "sk-unused")
        .base_url(sandbox.base_url())
        .read_timeout(Duration::from_millis(250))
        .access_token_provider(move || {
            let token = token.clone();
            async move { Ok::<_, std::io::Error>(token) }
        });
    let dust = Client::new(config).unwrap();
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    let mut pieces = Vec::new();
    while let Some(event) = events.next().await {
        if let AnswerEvent::Text(piece) = event.unwrap() {
            pieces.push(piece);
        }
    }
    let answer = events.finish().await.unwrap();
    (pieces, answer.text().to_owned(), posts(&sandbox))
}

#[tokio::test]
async fn a_token_that_expires_in_mid_stream_is_asked_for_again() {
    let cuts = [(2, StreamCut::ExpiredToken), (5, StreamCut::ExpiredToken)];
    let (pieces, text, posts) = heard(&cuts).await;
    assert_eq!(pieces.concat(), "0 1 2 3 4 5 6 7 ");
    assert_eq!((text.as_str(), posts), ("All of it.", 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn cuts_lose_nothing_and_repeat_nothing(cuts in prop::collection::vec((0_usize..9, prop::sample::select(vec![
        StreamCut::Done, StreamCut::Close, StreamCut::Reset, StreamCut::Unavailable, StreamCut::NotFound, StreamCut::Stall,
    ])), 0..6)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (pieces, text, posts) = runtime.block_on(heard(&cuts));
        let expected: Vec<String> = (0..8).map(|number| format!("{number} ")).collect();
        prop_assert_eq!(pieces, expected);
        prop_assert_eq!(text, "All of it.");
        prop_assert_eq!(posts, 1);
    }
}
