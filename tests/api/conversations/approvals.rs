//! Tools that wait for a person: approvals by policy and by hand, and questions.
//!
//! Planted faults that turn these red, each tried: a policy that is not asked (the stream waits until its deadline),
//! `reject` that sends `approved`, and options that are counted from 1.

use std::future::IntoFuture;
use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxQuestion, SandboxTool, StreamCut};
use dust_sdk::types::{ActionDecision, SelectedAnswer, ToolApprovalEvent};
use dust_sdk::{AnswerEvent, AnswerStream, Approvals, Client, ErrorKind};
use serde_json::{Value, json};

use crate::sandbox::{all, bodies, bounded, ending_in, poet, posts};

fn filing() -> SandboxAnswer {
    let tool = SandboxTool::new("search").needs_approval().output("x");
    SandboxAnswer::new().tool(tool).text("Done.")
}

/// How the tool of an answer ended.
fn status(events: &[AnswerEvent]) -> Option<&str> {
    events.iter().find_map(|event| match event {
        AnswerEvent::ToolFinished(done) => done.action.as_ref()?.status.as_deref(),
        _ => None,
    })
}

#[tokio::test]
async fn approvals_follow_the_policy() {
    let chosen = |request: ToolApprovalEvent| async move {
        assert_eq!(request.stake.as_deref(), Some("high"));
        ActionDecision::AlwaysApproved
    };
    for (approvals, decision, ended) in [
        (Approvals::refuse(), "rejected", "denied"),
        (Approvals::allow(["search"]), "approved", "succeeded"),
        (Approvals::allow(["other"]), "rejected", "denied"),
        (Approvals::ask(chosen), "always_approved", "succeeded"),
    ] {
        let (sandbox, dust) = poet(filing()).await;
        let ask = dust.agent("poet").ask("?").approvals(approvals);
        let mut events = ask.stream().await.unwrap();
        let heard = all(&mut events).await;
        assert_eq!(status(&heard), Some(ended), "{decision}");
        let answer = events.finish().await.unwrap();
        assert_eq!(answer.text(), "Done.");
        let action = answer.actions()[0].s_id.clone();
        let wanted = json!({ "actionId": action, "approved": decision });
        assert_eq!(bodies(&sandbox, "/validate-action"), [wanted]);
    }
}

/// The stream up to what waits for a person.
async fn until_asked(dust: &Client) -> (AnswerStream, AnswerEvent) {
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    loop {
        let event = bounded(events.next()).await.unwrap().unwrap();
        if matches!(event, AnswerEvent::Approval(_) | AnswerEvent::Question(_)) {
            return (events, event);
        }
    }
}

#[tokio::test]
async fn approvals_are_given_by_hand() {
    for (approve, ended) in [(true, "succeeded"), (false, "denied")] {
        let (sandbox, dust) = poet(filing()).await;
        let (mut events, asked) = until_asked(&dust).await;
        let AnswerEvent::Approval(request) = asked else {
            panic!("{asked:?}");
        };
        let action = request.action_id;
        let (conversation, message) = (events.conversation_id(), events.message_id());
        let decided = match approve {
            true => {
                dust.conversation(conversation)
                    .message(message)
                    .approve(&action)
                    .await
            }
            false => {
                dust.conversation(conversation)
                    .message(message)
                    .reject(&action)
                    .await
            }
        };
        decided.unwrap();
        let heard = all(&mut events).await;
        assert_eq!(status(&heard), Some(ended));
        let decision = if approve { "approved" } else { "rejected" };
        let wanted = json!({ "actionId": action, "approved": decision });
        assert_eq!(bodies(&sandbox, "/validate-action"), [wanted]);
        let sent = &ending_in(&sandbox, "/validate-action")[0];
        let answer = events.finish().await.unwrap();
        let path = format!(
            "{}/messages/{}/validate-action",
            answer.conversation_id(),
            answer.message().s_id
        );
        assert!(sent.path().ends_with(&path), "{}", sent.path());
        let again = dust
            .conversation(answer.conversation_id())
            .message(&answer.message().s_id)
            .approve(&action);
        assert_eq!(again.await.unwrap_err().code(), Some("action_not_found"));
    }
}

#[tokio::test]
async fn decision_is_sent_once_at_any_cut() {
    for by in [
        StreamCut::Done,
        StreamCut::Close,
        StreamCut::Reset,
        StreamCut::Stall,
    ] {
        for after in 1..=3 {
            let (sandbox, dust) = poet(filing().cut(after, by)).await;
            let ask = dust.agent("poet").ask("?");
            let mut events = ask.approvals(Approvals::allow(["search"])).stream().await;
            let heard = all(events.as_mut().unwrap()).await;
            assert_eq!(heard.len(), 5, "{by:?} after {after}: {heard:?}");
            let sent = bodies(&sandbox, "/validate-action");
            assert_eq!(sent.len(), 1, "{by:?} after {after}");
        }
    }
}

#[tokio::test]
async fn questions_are_answered_in_the_documented_body() {
    let question = || {
        SandboxQuestion::new("Which year?")
            .option("2025", None)
            .option("2026", Some("This one"))
            .multi_select()
    };
    let cases: [(&[i64], Option<&str>, Value, &str); 3] = [
        (&[1], None, json!({ "selectedOptions": [1] }), "2026"),
        (
            &[0, 1],
            Some("please"),
            json!({ "selectedOptions": [0, 1], "customResponse": "please" }),
            "2025, 2026, please",
        ),
        (
            &[],
            Some("none"),
            json!({ "selectedOptions": [], "customResponse": "none" }),
            "none",
        ),
    ];
    for (options, custom, body, output) in cases {
        let (sandbox, dust) = poet(SandboxAnswer::new().asks(question()).text("Good.")).await;
        let (mut events, asked) = until_asked(&dust).await;
        let AnswerEvent::Question(asked) = asked else {
            panic!("{asked:?}");
        };
        let shown = asked.question;
        assert_eq!(shown.question, "Which year?");
        assert!(shown.multi_select);
        let labels = shown.options;
        assert_eq!(labels[1].label, "2026");
        assert_eq!(labels[0].description, None);
        assert_eq!(labels[1].description.as_deref(), Some("This one"));
        let action = asked.action_id;
        let mut answer = SelectedAnswer::new(options.iter().copied());
        if let Some(text) = custom {
            answer = answer.custom_response(text);
        }
        let call = dust
            .conversation(events.conversation_id())
            .message(events.message_id())
            .answer_question(&action, answer);
        call.await.unwrap();
        let heard = all(&mut events).await;
        let wanted = json!({ "actionId": action, "answer": body });
        assert_eq!(bodies(&sandbox, "/answer-question"), [wanted]);
        assert_eq!(status(&heard), Some("succeeded"));
        let answer = events.finish().await.unwrap();
        assert_eq!(answer.text(), "Good.");
        let given = answer.actions()[0].output.as_ref().unwrap();
        assert_eq!(given[0]["text"], output);
    }
}

#[tokio::test]
async fn deadline_of_an_approval_has_the_ids() {
    let question = SandboxAnswer::new().asks(SandboxQuestion::new("Which year?"));
    for (answer, waits) in [
        (filing(), "the tool search waits for an approval"),
        (
            question,
            "the tool ask_user_question waits for the answer to a question",
        ),
    ] {
        let (sandbox, dust) = poet(answer).await;
        let ask = dust.agent("poet").ask("?").approvals(Approvals::wait());
        let error = ask.deadline(Duration::from_millis(1500)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.message().contains(waits), "{error}");
        let stream = ending_in(&sandbox, "/events").remove(0);
        let parts: Vec<&str> = stream.path().split('/').collect();
        let ids = (error.conversation_id(), error.message_id());
        assert_eq!(ids, (Some(parts[7]), Some(parts[9])));
    }
}

#[tokio::test]
async fn a_tool_that_was_approved_before_asks_no_more() {
    let tool = || SandboxTool::new("search").needs_approval();
    let script = SandboxAnswer::new().tool(tool()).step().tool(tool());
    let builder = Sandbox::builder().agent("poet").answers(script);
    let (sandbox, dust) = crate::sandbox::start(builder).await;
    let always = Approvals::ask(|_| async { ActionDecision::AlwaysApproved });
    let ask = dust.agent("poet").ask("?").approvals(always);
    let answer = bounded(ask.into_future()).await.unwrap();
    assert_eq!(answer.actions().len(), 2);
    assert_eq!(bodies(&sandbox, "/validate-action").len(), 1);
}

#[tokio::test]
async fn unattended_approval_ends_and_can_resume() {
    let (sandbox, dust) = poet(filing()).await;
    let asked = bounded(dust.agent("poet").ask("?").into_future()).await;
    let error = asked.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ActionRequired);
    let (conversation, message) = (error.conversation_id(), error.message_id());
    let (conversation, message) = (conversation.unwrap(), message.unwrap());
    let action = error.action_id().unwrap();
    dust.conversation(conversation)
        .message(message)
        .approve(action)
        .await
        .unwrap();
    let events = dust
        .conversation(conversation)
        .message(message)
        .answer()
        .stream()
        .await
        .unwrap();
    let answer = bounded(events.finish()).await.unwrap();
    assert_eq!(answer.text(), "Done.");
    assert_eq!(posts(&sandbox), 2);
}
