//! What needs a person: sign-ins of tools, and conversations that are taken away.

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxTool};
use serde_json::json;

use crate::conversation_support::{TestConversation, types};
use crate::support::{Dust, error};

async fn clerk(tool: SandboxTool) -> Dust {
    let answer = SandboxAnswer::new().tool(tool.output("x")).text("Done.");
    Dust::of(Sandbox::builder().agent("clerk").answers(answer)).await
}

#[tokio::test]
async fn a_tool_waits_until_a_person_signs_in() {
    let dust = clerk(SandboxTool::new("issues").needs_sign_in("github")).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let event = chat.until(&dust, "tool_personal_auth_required").await;
    assert_eq!(event["authError"]["provider"], "github");
    assert_eq!(event["authError"]["toolName"], "issues");
    assert_eq!(event["metadata"]["mcpServerId"], "ims_issues");
    assert_eq!(event["conversationId"], chat.conversation.as_str());
    assert_eq!(chat.read(&dust).await["actionRequired"], true);
    // No decision is asked for.
    let body = json!({ "actionId": event["actionId"], "approved": "approved" });
    let refused = dust
        .post(&chat.message_path("validate-action"), &body)
        .await;
    assert_eq!(refused.status, 404);
    dust.sandbox.complete_sign_in();
    let events = chat.events(&dust).await;
    assert_eq!(types(&events).last(), Some(&"agent_message_success"));
    assert_eq!(chat.answer(&dust).await["content"], "Done.");
}

#[tokio::test]
async fn a_file_may_need_a_sign_in_too() {
    let tool = SandboxTool::new("read").needs_file_access("fil_1", "plan.pdf");
    let dust = clerk(tool.needs_approval()).await;
    let chat = TestConversation::begin(&dust, "clerk").await;
    let event = chat.until(&dust, "tool_file_auth_required").await;
    assert_eq!(event["fileAuthError"]["fileId"], "fil_1");
    assert_eq!(event["fileAuthError"]["fileName"], "plan.pdf");
    dust.sandbox.complete_sign_in();
    chat.until(&dust, "tool_approve_execution").await;
}

#[tokio::test]
async fn a_conversation_can_be_taken_away() {
    let dust = Dust::of(Sandbox::builder().agent("poet").answers("Roses.")).await;
    let (taken, left) = (
        TestConversation::begin(&dust, "poet").await,
        TestConversation::begin(&dust, "poet").await,
    );
    dust.sandbox
        .restrict_conversation(taken.conversation.as_str());
    for path in [taken.path(), taken.message_path("events")] {
        let refused = dust.get(&path).await.error();
        assert_eq!(refused, error(403, "conversation_access_restricted"));
    }
    assert_eq!(left.events(&dust).await.len(), 2);
}
