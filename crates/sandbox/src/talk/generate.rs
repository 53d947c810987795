//! Performs the script of an answer: one task a message, whether or not anybody listens.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::yield_now;
use tokio::time::sleep;

use super::super::clock;
use super::super::server::Shared;
use super::conversation::Conversation;
use super::message::{AgentMessage, BlockKind, Blocked, Reaction, Status};
use super::script::{Beat, Ending, SandboxAnswer, SandboxQuestion, SandboxTool};

/// An answer that is about to be given.
#[derive(Debug)]
pub(in super::super) struct Performance {
    pub(super) conversation: String,
    pub(super) message: String,
    pub(super) script: SandboxAnswer,
}

/// Gives the answer. It stops without a word where the message is over already, which is what a cancellation does.
pub(in super::super) async fn perform(shared: Arc<Shared>, performance: Performance) {
    let Performance {
        conversation,
        message,
        script,
    } = performance;
    let stage = Stage {
        shared,
        conversation,
        message,
    };
    for beat in script.beats {
        if stage.play(beat).await.is_none() {
            return;
        }
    }
    stage.end(script.ending, script.content).await;
}

/// Where a message is made.
struct Stage {
    shared: Arc<Shared>,
    conversation: String,
    message: String,
}

impl Stage {
    async fn play(&self, beat: Beat) -> Option<()> {
        match beat {
            Beat::Tokens(text, kind) => self.tell(|message| message.say(&text, kind)).await,
            Beat::Tool(tool) => self.use_tool(*tool).await,
            Beat::Question(question) => self.ask(question).await,
            Beat::ToolError(code, text) => {
                let error = error(&code, &text);
                let tell = |message: &mut AgentMessage| {
                    message.tell("tool_error", json!({ "error": error }))
                };
                self.tell(tell).await
            }
            Beat::Event(event) => self.tell(|message| message.tell("unknown", event)).await,
            Beat::Step => self.with(|_, message| message.steps.push(String::new())),
            Beat::Pause(time) => {
                sleep(time).await;
                Some(())
            }
        }
    }

    /// Changes the message unless it is over.
    fn with<T>(&self, change: impl FnOnce(&Flags, &mut AgentMessage) -> T) -> Option<T> {
        let mut state = self.shared.state();
        let number = state.ids.number();
        let conversation = state.talks.conversation_mut(&self.conversation)?;
        let flags = Flags::of(conversation, number);
        let message = conversation.agent_message_mut(&self.message)?;
        (!message.is_over()).then(|| change(&flags, message))
    }

    /// Tells one event at the pace of the sandbox.
    async fn tell<T>(&self, change: impl FnOnce(&mut AgentMessage) -> T) -> Option<T> {
        let delay = self.shared.pace.event_delay;
        if !delay.is_zero() {
            sleep(delay).await;
        }
        // The others get their turn, so that listeners see events as they come.
        yield_now().await;
        self.with(|_, message| change(message))
    }

    async fn use_tool(&self, tool: SandboxTool) -> Option<()> {
        let (mut action, approved) = self.with(|flags, message| {
            let approved = flags.approved(&message.configuration_id, &tool.name);
            (new_action(&tool, flags.number, message), approved)
        })?;
        self.started(&action).await?;
        if let Some((kind, mut event)) = tool.sign_in_event() {
            event["stake"] = tool.stake.clone().into();
            let asked = (kind, BlockKind::SignIn, event);
            self.wait_for_person(&action, &tool.server, asked).await?;
        }
        if tool.approval && !approved {
            let event = json!({ "stake": tool.stake });
            let asked = ("tool_approve_execution", BlockKind::Approval, event);
            match self.wait_for_person(&action, &tool.server, asked).await? {
                Reaction::Rejected => return self.rejected(action).await,
                Reaction::Approved { always: true } => self.approve_always(&tool.name),
                _ => {}
            }
        }
        self.tell(|message| message.tell("tool_params", json!({ "action": action })))
            .await?;
        for (progress, total, label) in &tool.notifications {
            let data = json!({ "label": label });
            let notification = json!({
                "progress": progress, "total": total, "data": data, "_meta": { "data": data },
            });
            let event = json!({ "action": action, "notification": notification });
            self.tell(|message| message.tell("tool_notification", event))
                .await?;
        }
        action["generatedFiles"] = tool.files.into();
        self.succeeded(action, "succeeded", tool.output).await
    }

    async fn ask(&self, question: SandboxQuestion) -> Option<()> {
        let mut tool = SandboxTool::new("ask_user_question").server("ask_user_question");
        tool.params.insert("question".to_owned(), question.shown());
        let action = self.with(|flags, message| new_action(&tool, flags.number, message))?;
        self.started(&action).await?;
        let event = json!({ "question": question.shown() });
        let asked = ("tool_ask_user_question", BlockKind::Question, event);
        let reaction = self.wait_for_person(&action, &tool.server, asked).await?;
        let Reaction::Answer(text) = reaction else {
            return self.rejected(action).await;
        };
        self.tell(|message| message.tell("tool_params", json!({ "action": action })))
            .await?;
        let output = json!([{ "type": "text", "text": text }]);
        self.succeeded(action, "succeeded", output).await
    }

    async fn started(&self, action: &Value) -> Option<()> {
        let index = self.with(|_, message| message.actions.len())?;
        let event = json!({
            "toolName": action["toolName"], "toolCallId": action["functionCallId"], "toolCallIndex": index,
        });
        self.tell(|message| message.tell("tool_call_started", event))
            .await
    }

    /// Tells the event that asks, and waits for the call that answers it.
    async fn wait_for_person(
        &self,
        action: &Value,
        server: &str,
        (event_type, kind, mut event): (&str, BlockKind, Value),
    ) -> Option<Reaction> {
        let id = action["sId"].as_str().unwrap_or_default().to_owned();
        for (key, value) in [
            ("conversationId", json!(self.conversation)),
            ("actionId", json!(id)),
            ("inputs", action["params"].clone()),
            ("isLastBlockingEventForStep", json!(true)),
        ] {
            event[key] = value;
        }
        let mut changes = self
            .tell(|message| {
                event["metadata"] = json!({
                    "toolName": action["toolName"],
                    "mcpServerName": server,
                    "mcpServerDisplayName": server,
                    "mcpServerId": action["mcpServerId"],
                    "agentName": message.configuration["name"],
                });
                message.blocked = Some(Blocked {
                    action: id,
                    kind,
                    reply: None,
                    question: event["question"].clone(),
                });
                message.tell(event_type, event);
                message.history.changes()
            })
            .await?;
        loop {
            let reply = self.with(|_, message| {
                let reply = message
                    .blocked
                    .as_ref()
                    .and_then(|blocked| blocked.reply.clone());
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
        self.succeeded(action, "denied", output).await
    }

    async fn succeeded(&self, mut action: Value, status: &str, output: Value) -> Option<()> {
        action["status"] = status.into();
        action["output"] = output;
        action["executionDurationMs"] = 12.into();
        action["updatedAt"] = clock::now_ms().into();
        self.tell(|message| {
            message.actions.push(action.clone());
            message.tell("agent_action_success", json!({ "action": action }));
        })
        .await
    }

    fn approve_always(&self, tool: &str) {
        let mut state = self.shared.state();
        let Some(conversation) = state.talks.conversation_mut(&self.conversation) else {
            return;
        };
        let agent = conversation
            .agent_message(&self.message)
            .map(|message| message.configuration_id.clone());
        let pair = agent.map(|agent| (agent, tool.to_owned()));
        conversation.approved.extend(pair);
    }

    async fn end(&self, ending: Ending, content: Option<String>) -> Option<()> {
        if matches!(ending, Ending::Never) {
            return None;
        }
        self.tell(|message| {
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
        let mut state = self.shared.state();
        let conversation = state.talks.conversation_mut(&self.conversation)?;
        conversation.agent_is_done(&self.message);
        Some(())
    }
}

/// What a tool call has to know of its conversation.
struct Flags {
    number: i64,
    approved: std::collections::HashSet<(String, String)>,
}

impl Flags {
    fn of(conversation: &Conversation, number: i64) -> Self {
        Self {
            number,
            approved: conversation.approved.clone(),
        }
    }

    fn approved(&self, agent: &str, tool: &str) -> bool {
        let pair = (agent.to_owned(), tool.to_owned());
        self.approved.contains(&pair)
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
