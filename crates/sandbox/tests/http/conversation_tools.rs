//! Scripted agents: what they think, use, ask and fail at.

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxQuestion, SandboxTool};
use serde_json::{Value, json};

use crate::conversation_support::{TestConversation, deltas, types};
use crate::support::Dust;

async fn agent(answer: SandboxAnswer) -> Dust {
    Dust::of(Sandbox::builder().agent("clerk").answers(answer)).await
}

#[tokio::test]
async fn thoughts_are_not_text() {
    let dust = agent(
        SandboxAnswer::new()
            .thinks("Think hard.")
            .tokens(["Yes", "."]),
    )
    .await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let events = chat.events(&dust).await;
    assert_eq!(deltas(&events), "Yes.");
    let classes: Vec<&Value> = events
        .iter()
        .map(|event| &event["classification"])
        .collect();
    assert_eq!(classes[0], "opening_delimiter");
    assert_eq!(classes[1], "chain_of_thought");
    assert_eq!(chat.answer(&dust).await["chainOfThought"], "Think hard.");
}

#[tokio::test]
async fn the_final_content_is_that_of_the_last_step() {
    let answer = SandboxAnswer::new()
        .text("Let me look.")
        .step()
        .text("Found it.");
    let dust = agent(answer).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let events = chat.events(&dust).await;
    assert_eq!(deltas(&events), "Let me look.Found it.");
    assert_eq!(events.last().unwrap()["step"], 1);
    let answer = chat.answer(&dust).await;
    assert_eq!(answer["content"], "Found it.");
    assert_eq!(
        answer["rawContents"][0],
        json!({ "step": 0, "content": "Let me look." })
    );
    dust.sandbox
        .answer_next("clerk", SandboxAnswer::from("One").content("Two"));
    let chat = TestConversation::begin(&dust, "clerk").await;
    chat.events(&dust).await;
    assert_eq!(chat.answer(&dust).await["content"], "Two");
}

#[tokio::test]
async fn a_tool_is_called_notified_and_done() {
    let tool = SandboxTool::new("search")
        .server("handbook")
        .param("query", "refunds")
        .labels("Searching", "Searched")
        .notifies(1, 2, "Half way")
        .output("Nothing.")
        .generates("fil_1", "report.csv", "text/csv");
    let script = SandboxAnswer::new()
        .tool(tool)
        .tool_error("slow", "The tool was slow.")
        .text("Done.");
    let count = script.event_count();
    let dust = agent(script).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let events = chat.events(&dust).await;
    let expected = [
        "tool_call_started",
        "tool_params",
        "tool_notification",
        "agent_action_success",
        "tool_error",
        "generation_tokens",
        "agent_message_success",
    ];
    assert_eq!(types(&events), expected);
    assert_eq!(events.len(), count);
    assert_eq!(events[1]["action"]["params"]["query"], "refunds");
    assert_eq!(events[1]["action"]["displayLabels"]["running"], "Searching");
    assert_eq!(
        events[2]["notification"]["_meta"]["data"]["label"],
        "Half way"
    );
    let done = &events[3]["action"];
    assert_eq!(
        (&done["status"], &done["generatedFiles"][0]["fileId"]),
        (&json!("succeeded"), &json!("fil_1"))
    );
    assert_eq!(chat.answer(&dust).await["actions"], json!([done]));
}

fn filing() -> SandboxAnswer {
    let tool = SandboxTool::new("file")
        .needs_approval()
        .output("Filed as 12.");
    SandboxAnswer::new().tool(tool).text("That was it.")
}

#[tokio::test]
async fn an_approval_is_waited_for() {
    for (approved, status) in [("approved", "succeeded"), ("rejected", "denied")] {
        let dust = agent(filing()).await;
        let chat = TestConversation::begin(&dust, "clerk").await;
        let asked = chat.until(&dust, "tool_approve_execution").await;
        assert_eq!(asked["conversationId"], chat.conversation.as_str());
        assert_eq!(asked["metadata"]["toolName"], "file");
        assert_eq!(chat.read(&dust).await["actionRequired"], true);
        let body = json!({ "actionId": asked["actionId"], "approved": approved });
        dust.post(&chat.message_path("validate-action"), &body)
            .await
            .ok();
        let events = chat.events(&dust).await;
        let done = events
            .iter()
            .find(|event| event["type"] == "agent_action_success");
        assert_eq!(done.unwrap()["action"]["status"], status);
        assert_eq!(types(&events).last(), Some(&"agent_message_success"));
        assert_eq!(chat.read(&dust).await["actionRequired"], false);
        let again = dust
            .post(&chat.message_path("validate-action"), &body)
            .await;
        assert_eq!(again.status, 404);
    }
}

#[tokio::test]
async fn always_approved_asks_no_more() {
    let answer = filing()
        .step()
        .tool(SandboxTool::new("file").needs_approval());
    let dust = agent(answer).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let asked = chat.until(&dust, "tool_approve_execution").await;
    let body = json!({ "actionId": asked["actionId"], "approved": "always_approved" });
    dust.post(&chat.message_path("validate-action"), &body)
        .await
        .ok();
    let events = chat.events(&dust).await;
    let asked = types(&events)
        .into_iter()
        .filter(|kind| *kind == "tool_approve_execution");
    assert_eq!(asked.count(), 1);
}

#[tokio::test]
async fn a_cancellation_frees_what_waits() {
    let dust = agent(filing()).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    chat.until(&dust, "tool_approve_execution").await;
    let body = json!({ "messageIds": [chat.message] });
    dust.post(&format!("{}/cancel", chat.path()), &body)
        .await
        .ok();
    let events = chat.events(&dust).await;
    assert_eq!(types(&events).last(), Some(&"agent_generation_cancelled"));
}

#[tokio::test]
async fn a_question_is_answered() {
    let question = SandboxQuestion::new("Which year?")
        .option("2025", None)
        .option("2026", Some("This one"));
    let dust = agent(SandboxAnswer::new().asks(question).text("Good.")).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let asked = chat.until(&dust, "tool_ask_user_question").await;
    assert_eq!(asked["question"]["options"][1]["description"], "This one");
    let path = chat.message_path("answer-question");
    let mut body = json!({ "actionId": asked["actionId"], "answer": { "selectedOptions": ["1"] } });
    assert_eq!(dust.post(&path, &body).await.status, 400);
    body["answer"] = json!({ "selectedOptions": [1], "customResponse": "please" });
    dust.post(&path, &body).await.ok();
    let events = chat.events(&dust).await;
    let done = events
        .iter()
        .find(|event| event["type"] == "agent_action_success");
    assert_eq!(done.unwrap()["action"]["output"][0]["text"], "2026, please");
}

#[tokio::test]
async fn answers_end_in_other_ways() {
    for (script, last, status) in [
        (
            SandboxAnswer::from("a").fails("boom", "It broke."),
            "agent_error",
            "failed",
        ),
        (
            SandboxAnswer::from("a").stops_gracefully(),
            "agent_message_gracefully_stopped",
            "succeeded",
        ),
        (
            SandboxAnswer::from("a").cancelled(),
            "agent_generation_cancelled",
            "cancelled",
        ),
        (
            SandboxAnswer::from("a").refuses_message("plan", "No."),
            "user_message_error",
            "failed",
        ),
    ] {
        let dust = agent(script).await;
        let chat = TestConversation::begin(&dust, "clerk").await;
        let events = chat.events(&dust).await;
        assert_eq!(types(&events).last(), Some(&last));
        assert_eq!(chat.answer(&dust).await["status"], status);
        if last == "user_message_error" {
            assert!(events.last().unwrap().get("messageId").is_none());
        }
    }
}

#[tokio::test]
async fn any_event_can_be_sent() {
    let event = json!({ "type": "agent_dreams", "of": ["sheep"] });
    let dust = agent(
        SandboxAnswer::new()
            .event(event)
            .event(json!({ "type": "agent_context_pruned" })),
    )
    .await;
    let events = TestConversation::begin(&dust, "clerk")
        .await
        .events(&dust)
        .await;
    assert_eq!(
        types(&events),
        [
            "agent_dreams",
            "agent_context_pruned",
            "agent_message_success"
        ]
    );
    assert_eq!(events[0]["of"], json!(["sheep"]));
    assert_eq!(events[0]["configurationId"], "clerk");
}

#[tokio::test]
async fn answers_come_in_turn_or_from_a_function() {
    let builder = Sandbox::builder().agent("clerk").answers("First.");
    let dust = Dust::of(builder.answers_with(|said| format!("{said}!").into())).await;
    for expected in ["First.", "Hello there!", "Hello there!"] {
        let chat = TestConversation::begin(&dust, "clerk").await;
        assert_eq!(deltas(&chat.events(&dust).await), expected);
    }
}
