//! Performs the script of an answer: one task a message, whether or not a client listens.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::yield_now;
use tokio::time::sleep;

use crate::clock;
use crate::script::answer::{Ending, SandboxAnswer, ScriptStep};
use crate::script::question::SandboxQuestion;
use crate::script::tool::SandboxTool;
use crate::state::conversation::Conversation;
use crate::state::ids::Ids;
use crate::state::message::{AgentMessage, BlockKind, Blocked, Reaction, Status};
use crate::state::shared::Shared;

/// An answer that is being written. Its steps give `None` when the message is over already, which is what a cancellation does.
pub(crate) struct GenerationTask {
    pub(crate) conversation: Shared<Conversation>,
    pub(crate) message: String,
    pub(crate) script: SandboxAnswer,
    pub(crate) ids: Ids,
    pub(crate) event_delay: Duration,
}

/// What an agent asks a person for: the type of the event, and what it says.
struct Request {
    event_type: &'static str,
    kind: BlockKind,
    event: Value,
}

impl GenerationTask {
    /// Writes the answer to its end.
    pub(crate) async fn run(mut self) {
        let script = std::mem::take(&mut self.script);
        for step in script.steps {
            if self.perform(step).await.is_none() {
                return;
            }
        }
        self.end(script.ending, script.content).await;
    }

    async fn perform(&self, step: ScriptStep) -> Option<()> {
        match step {
            ScriptStep::Tokens(text, kind) => {
                self.emit(|message| message.emit_tokens(&text, kind)).await
            }
            ScriptStep::Tool(tool) => self.use_tool(*tool).await,
            ScriptStep::Question(question) => self.ask(question).await,
            ScriptStep::ToolError(code, text) => {
                let error = error(&code, &text);
                self.emit(|message| message.emit("tool_error", json!({ "error": error })))
                    .await
            }
            ScriptStep::Event(event) => self.emit(|message| message.emit("unknown", event)).await,
            ScriptStep::NextStep => self.change(|message| message.steps.push(String::new())),
            ScriptStep::Pause(time) => {
                sleep(time).await;
                Some(())
            }
        }
    }

    /// Changes the message unless it is over.
    fn change<T>(&self, change: impl FnOnce(&mut AgentMessage) -> T) -> Option<T> {
        let mut conversation = self.conversation.lock();
        let message = conversation.agent_message_mut(&self.message)?;
        (!message.is_over()).then(|| change(message))
    }

    /// Records an event, at the pace of the sandbox.
    async fn emit<T>(&self, change: impl FnOnce(&mut AgentMessage) -> T) -> Option<T> {
        if !self.event_delay.is_zero() {
            sleep(self.event_delay).await;
        }
        // The other tasks get their turn, so that listeners see events as they come.
        yield_now().await;
        self.change(change)
    }

    async fn use_tool(&self, tool: SandboxTool) -> Option<()> {
        let number = self.ids.number();
        let mut action = self.change(|message| new_action(&tool, number, message))?;
        self.started(&action).await?;
        if let Some((event_type, mut event)) = tool.sign_in_event() {
            event["stake"] = tool.stake.clone().into();
            let request = Request {
                event_type,
                kind: BlockKind::SignIn,
                event,
            };
            self.ask_person(&action, &tool.server, request).await?;
        }
        if tool.approval && !self.is_approved(&tool.name) {
            let request = Request {
                event_type: "tool_approve_execution",
                kind: BlockKind::Approval,
                event: json!({ "stake": tool.stake }),
            };
            match self.ask_person(&action, &tool.server, request).await? {
                Reaction::Rejected => return self.rejected(action).await,
                Reaction::Approved { always: true } => self.approve_always(&tool.name),
                _ => {}
            }
        }
        self.emit(|message| message.emit("tool_params", json!({ "action": action })))
            .await?;
        for (progress, total, label) in &tool.notifications {
            let data = json!({ "label": label });
            let notification = json!({
                "progress": progress, "total": total, "data": data, "_meta": { "data": data },
            });
            let event = json!({ "action": action, "notification": notification });
            self.emit(|message| message.emit("tool_notification", event))
                .await?;
        }
        action["generatedFiles"] = tool.files.into();
        self.finish_action(action, "succeeded", tool.output).await
    }

    async fn ask(&self, question: SandboxQuestion) -> Option<()> {
        let mut tool = SandboxTool::new("ask_user_question").server("ask_user_question");
        tool.params.insert("question".to_owned(), question.shown());
        let number = self.ids.number();
        let action = self.change(|message| new_action(&tool, number, message))?;
        self.started(&action).await?;
        let request = Request {
            event_type: "tool_ask_user_question",
            kind: BlockKind::Question,
            event: json!({ "question": question.shown() }),
        };
        let reaction = self.ask_person(&action, &tool.server, request).await?;
        let Reaction::Answer(text) = reaction else {
            return self.rejected(action).await;
        };
        self.emit(|message| message.emit("tool_params", json!({ "action": action })))
            .await?;
        let output = json!([{ "type": "text", "text": text }]);
        self.finish_action(action, "succeeded", output).await
    }

    async fn started(&self, action: &Value) -> Option<()> {
        let index = self.change(|message| message.actions.len())?;
        let event = json!({
            "toolName": action["toolName"], "toolCallId": action["functionCallId"], "toolCallIndex": index,
        });
        self.emit(|message| message.emit("tool_call_started", event))
            .await
    }

    /// Records the event that asks, and waits for the call that answers it.
    async fn ask_person(&self, action: &Value, server: &str, request: Request) -> Option<Reaction> {
        let id = action["sId"].as_str().unwrap_or_default().to_owned();
        let mut event = request.event;
        let conversation_id = self.conversation.lock().s_id.clone();
        for (key, value) in [
            ("conversationId", json!(conversation_id)),
            ("actionId", json!(id)),
            ("inputs", action["params"].clone()),
            ("isLastBlockingEventForStep", json!(true)),
        ] {
            event[key] = value;
        }
        let mut changes = self
            .emit(|message| {
                event["metadata"] = json!({
                    "toolName": action["toolName"],
                    "mcpServerName": server,
                    "mcpServerDisplayName": server,
                    "mcpServerId": action["mcpServerId"],
                    "agentName": message.configuration["name"],
                });
                message.blocked = Some(Blocked {
                    action: id,
                    kind: request.kind,
                    reply: None,
                    question: event["question"].clone(),
                });
                message.emit(request.event_type, event);
                message.history.changes()
            })
            .await?;
        loop {
            let reply = self.change(|message| {
                let blocked = message.blocked.as_ref();
                let reply = blocked.and_then(|blocked| blocked.reply.clone());
                if reply.is_some() {
                    message.blocked = None;
                }
                reply
            })?;
            if reply.is_some() {
                return reply;
            }
            changes.changed().await.ok()?;
        }
    }

    async fn rejected(&self, action: Value) -> Option<()> {
        let text = "The user rejected this specific action execution.";
        let output = json!([{ "type": "text", "text": text }]);
        self.finish_action(action, "denied", output).await
    }

    async fn finish_action(&self, mut action: Value, status: &str, output: Value) -> Option<()> {
        action["status"] = status.into();
        action["output"] = output;
        action["executionDurationMs"] = 12.into();
        action["updatedAt"] = clock::now_ms().into();
        self.emit(|message| {
            message.actions.push(action.clone());
            message.emit("agent_action_success", json!({ "action": action }));
        })
        .await
    }

    /// The agent of the message, and a tool of it.
    fn agent_and_tool(&self, conversation: &Conversation, tool: &str) -> Option<(String, String)> {
        let message = conversation.agent_message(&self.message)?;
        Some((message.configuration_id.clone(), tool.to_owned()))
    }

    fn is_approved(&self, tool: &str) -> bool {
        let conversation = self.conversation.lock();
        let pair = self.agent_and_tool(&conversation, tool);
        pair.is_some_and(|pair| conversation.approved.contains(&pair))
    }

    fn approve_always(&self, tool: &str) {
        let mut conversation = self.conversation.lock();
        let pair = self.agent_and_tool(&conversation, tool);
        conversation.approved.extend(pair);
    }

    async fn end(&self, ending: Ending, content: Option<String>) -> Option<()> {
        if matches!(ending, Ending::Never) {
            return None;
        }
        self.emit(|message| {
            let last = message.steps.last().cloned();
            match ending {
                Ending::Success | Ending::Gracefully => {
                    message.content = content.or(last);
                    let kind = match ending {
                        Ending::Success => "agent_message_success",
                        _ => "agent_message_gracefully_stopped",
                    };
                    message.finish(Status::Succeeded, kind, json!({}));
                }
                Ending::AgentError(code, text) => {
                    let error = error(&code, &text);
                    message.error = Some(error.clone());
                    message.finish(Status::Failed, "agent_error", json!({ "error": error }));
                }
                Ending::UserMessageError(code, text) => {
                    message.error = Some(error(&code, &text));
                    refuse_message(message, &code, &text);
                }
                Ending::Cancelled => message.cancel(),
                Ending::Never => {}
            }
        })
        .await?;
        self.conversation.lock().agent_is_done(&self.message);
        Some(())
    }
}

/// The error of a message that no agent could take names no agent's message.
fn refuse_message(message: &mut AgentMessage, code: &str, text: &str) {
    message.status = Status::Failed;
    message.history.push(json!({
        "type": "user_message_error",
        "created": clock::now_ms(),
        "error": { "code": code, "message": text },
    }));
    message.history.end();
}

fn error(code: &str, text: &str) -> Value {
    json!({ "code": code, "message": text, "metadata": null })
}

fn new_action(tool: &SandboxTool, number: i64, message: &AgentMessage) -> Value {
    let now = clock::now_ms();
    let labels = tool.labels.as_ref();
    json!({
        "id": number,
        "sId": format!("act_{number}"),
        "createdAt": now,
        "updatedAt": now,
        "mcpServerId": format!("ims_{}", tool.server),
        "internalMCPServerName": null,
        "toolName": tool.name,
        "agentMessageId": message.id,
        "functionCallName": format!("{}__{}", tool.server, tool.name),
        "functionCallId": format!("call_{number}"),
        "status": "running",
        "params": tool.params,
        "step": message.steps.len().saturating_sub(1),
        "executionDurationMs": null,
        "citationsAllocated": 0,
        "output": null,
        "generatedFiles": [],
        "displayLabels": labels.map(|(running, done)| json!({ "running": running, "done": done })),
    })
}
