//! How agents begin to answer a message.

use serde_json::{Map, Value, json};

use crate::clock;
use crate::conversations::generation::GenerationTask;
use crate::http::api_error::ApiError;
use crate::state::conversation::{Conversation, Message};
use crate::state::cuts::Cuts;
use crate::state::history::History;
use crate::state::message::{AgentMessage, Status};
use crate::state::shared::Shared;
use crate::state::workspace::Workspace;

/// What the agents answer to.
pub(crate) struct Question<'a> {
    /// The id of the message.
    pub(crate) parent: &'a str,
    pub(crate) text: &'a str,
}

/// The indexes of the agents that a message mentions.
pub(crate) fn mentioned_agents(
    workspace: &Workspace,
    message: &Map<String, Value>,
) -> Result<Vec<usize>, ApiError> {
    let mentions = message["mentions"].as_array().into_iter().flatten();
    let ids = mentions.filter_map(|mention| mention["configurationId"].as_str());
    let index = |id: &str| {
        let mut agents = workspace.agents.iter();
        let at = agents.position(|agent| agent.s_id == id && !agent.is_archived());
        let at = at.filter(|_| !workspace.unknown_ids.contains(id));
        at.ok_or_else(|| {
            ApiError::not_found(
                "agent_configuration_not_found",
                "The agent you're trying to access was not found.",
            )
        })
    };
    let agents = ids.map(index).collect::<Result<Vec<_>, _>>()?;
    let active = |at: &usize| workspace.agents[*at].status == "active";
    match agents.iter().all(active) {
        true => Ok(agents),
        false => Err(ApiError::invalid(
            "This agent is either disabled or you don't have access to it.",
        )),
    }
}

/// Refuses a message to agents while another answer is being written.
pub(crate) fn refuse_if_busy(
    conversation: &Conversation,
    agents: &[usize],
) -> Result<(), ApiError> {
    if agents.is_empty() || !conversation.is_busy() {
        return Ok(());
    }
    Err(ApiError::invalid(
        "Wait for current active agent to finish or stop it before sending a message.",
    ))
}

/// Adds the message of an agent and starts to write it; gives its id.
pub(crate) fn start_answer(
    workspace: &mut Workspace,
    conversation: &Shared<Conversation>,
    agent: usize,
    question: &Question<'_>,
) -> String {
    let (number, s_id) = (workspace.ids.number(), workspace.ids.short());
    let agent = &mut workspace.agents[agent];
    let mut script = agent.scripted_answers.next(question.text);
    let message = AgentMessage {
        id: number,
        s_id: s_id.clone(),
        created: clock::now_ms(),
        parent: question.parent.to_owned(),
        configuration: Value::Object(agent.light(workspace.older)),
        configuration_id: agent.s_id.clone(),
        status: Status::Created,
        content: None,
        thought: String::new(),
        steps: vec![String::new()],
        actions: Vec::new(),
        error: None,
        history: History::default(),
        cuts: Cuts::new(std::mem::take(&mut script.cuts)),
        connections: 0,
        blocked: None,
    };
    let mut shown = message.shown();
    {
        let mut conversation = conversation.lock();
        let rank = conversation.add(Message::Agent(Box::new(message)));
        shown["rank"] = rank.into();
        conversation.emit(json!({
            "type": "agent_message_new",
            "configurationId": shown["configuration"]["sId"],
            "messageId": s_id,
            "message": shown,
        }));
    }
    let task = GenerationTask {
        conversation: conversation.clone(),
        message: s_id.clone(),
        script,
        ids: workspace.ids.clone(),
        event_delay: workspace.conversations.rules.event_delay,
    };
    tokio::spawn(task.run());
    s_id
}
