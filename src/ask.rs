//! The short way to talk to an agent: ask, and have the answer, whole or as it is written.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::AnswerEvent;
//!
//! let answer = dust.agent("dust").ask("What changed in the handbook?").await?;
//! println!("{}", answer.text());
//! let mut events = answer.reply("And in one sentence?").stream().await?;
//! while let Some(event) = events.next().await {
//!     if let AnswerEvent::Text(text) = event? {
//!         print!("{text}");
//!     }
//! }
//! let answer = events.finish().await?;
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::answer::Answer;
use crate::answer_stream::{AnswerStream, Place, late};
use crate::approvals::Approvals;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::low_level::types::{
    AgentMention, AgentMessage, ConversationVisibility, Fragment, Message, MessageContext,
    NewConversation, NewMessage,
};
use crate::operation::BoxFuture;
use crate::path::check_id;
use crate::upload::File;

/// How long an answer may take where nothing is set: an approval that nobody gives would hold it for ever.
const DEADLINE: Duration = Duration::from_secs(60 * 60);

/// Looks at a conversation for the agent's message, which a server may begin a second or two late.
const LOOKS: u32 = 10;

/// Who talks to whom; the same for all messages of a dialogue.
#[derive(Clone)]
pub(crate) struct Talk {
    pub(crate) client: Client,
    pub(crate) agents: Vec<String>,
    context: MessageContext,
    settings: Settings,
}

/// How answers are waited for.
#[derive(Clone, Debug, Default)]
struct Settings {
    deadline: Option<Duration>,
    max_retries: Option<u32>,
    approvals: Option<Approvals>,
    skip_tools_validation: Option<bool>,
    cancel_on_drop: bool,
}

impl Talk {
    pub(crate) fn new(client: Client, agents: Vec<String>) -> Self {
        Self {
            client,
            agents,
            context: MessageContext::new("dust-sdk", "UTC"),
            settings: Settings::default(),
        }
    }
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Talk")
            .field("agents", &self.agents)
            .finish_non_exhaustive()
    }
}

/// One agent to talk to, from [`Client::agent`].
#[derive(Clone, Debug)]
pub struct AgentHandle {
    client: Client,
    agent_id: String,
}

impl AgentHandle {
    pub(crate) fn new(client: Client, agent_id: String) -> Self {
        Self { client, agent_id }
    }

    /// Asks the agent, in a new conversation unless another is set.
    pub fn ask(&self, text: impl Into<String>) -> Ask {
        let agents = vec![self.agent_id.clone()];
        Ask::new(Talk::new(self.client.clone(), agents), text.into())
    }
}

/// A question to an agent; see [`AgentHandle::ask`].
///
/// Awaited, it gives the finished [`Answer`]; [`stream`](Self::stream) gives it as it is written. The message is never
/// posted twice, nor is a conversation started twice: an error after that carries the ids to go on with.
#[must_use = "a call does nothing until it is awaited"]
pub struct Ask {
    talk: Talk,
    text: String,
    conversation_id: Option<String>,
    title: Option<String>,
    visibility: Option<ConversationVisibility>,
    fragments: Vec<Fragment>,
    files: Vec<File>,
}

impl Ask {
    pub(crate) fn new(talk: Talk, text: String) -> Self {
        Self {
            talk,
            text,
            conversation_id: None,
            title: None,
            visibility: None,
            fragments: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Mentions a further agent, which answers too; the stream is that of the first.
    pub fn mention(mut self, agent_id: impl Into<String>) -> Self {
        self.talk.agents.push(agent_id.into());
        self
    }

    /// Sets who writes; a user name of this crate and `UTC` if unset.
    pub fn context(mut self, context: MessageContext) -> Self {
        self.talk.context = context;
        self
    }

    /// Sets the time zone of the writer, an IANA name.
    pub fn timezone(mut self, timezone: impl Into<String>) -> Self {
        self.talk.context.timezone = timezone.into();
        self
    }

    /// Sets the user name of the writer.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.talk.context.username = username.into();
        self
    }

    /// Sets the e-mail address of the writer; with a member's, the message is shown as theirs.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.talk.context.email = Some(email.into());
        self
    }

    /// Sets the conversation to go on in.
    pub fn conversation(mut self, conversation_id: impl Into<String>) -> Self {
        self.conversation_id = Some(conversation_id.into());
        self
    }

    /// Sets the title of a new conversation.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets who finds a new conversation.
    pub fn visibility(mut self, visibility: ConversationVisibility) -> Self {
        self.visibility = Some(visibility);
        self
    }

    /// Attaches content.
    pub fn fragment(mut self, fragment: Fragment) -> Self {
        self.fragments.push(fragment);
        self
    }

    /// Uploads a file and attaches it.
    pub fn file(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }

    /// Sets how long the answer may take in all, an hour if unset.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.talk.settings.deadline = Some(deadline);
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets how often in a row a failing connection to the events is made again, five times if unset.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.talk.settings.max_retries = Some(retries);
        self
    }

    /// Sets what to do when a tool asks for approval.
    pub fn approvals(mut self, approvals: Approvals) -> Self {
        self.talk.settings.approvals = Some(approvals);
        self
    }

    /// Sets whether tools run without approval.
    pub fn skip_tools_validation(mut self, yes: bool) -> Self {
        self.talk.settings.skip_tools_validation = Some(yes);
        self
    }

    /// Sets whether dropping the future or stream before its end stops the agent; see [`AnswerStream::cancel_on_drop`].
    pub fn cancel_on_drop(mut self, yes: bool) -> Self {
        self.talk.settings.cancel_on_drop = yes;
        self
    }

    /// Sends the question, and gives the answer as it is written.
    ///
    /// # Errors
    ///
    /// What the requests before the events can give.
    pub async fn stream(self) -> Result<AnswerStream> {
        let limit = self.talk.settings.deadline.unwrap_or(DEADLINE);
        // A limit beyond what the clock can hold is none.
        let end = Instant::now().checked_add(limit);
        let settings = self.talk.settings.clone();
        let (talk, conversation_id) = (self.talk.clone(), self.conversation_id.clone());
        let begun = match end {
            None => self.begin().await,
            Some(end) => timeout_at(end, self.begin()).await.unwrap_or_else(|_| {
                let late = late(limit, None);
                Err(match conversation_id {
                    Some(id) => late.with_conversation_id(id),
                    None => late,
                })
            }),
        };
        let Begun { place, others } = begun?;
        let mut events = AnswerStream::new(talk, place, settings.max_retries)
            .others(others)
            .until(end.map(|end| (limit, end)))
            .cancel_on_drop(settings.cancel_on_drop);
        events.set_approvals(settings.approvals);
        Ok(events)
    }

    fn check(&self) -> Result<()> {
        for agent in &self.talk.agents {
            check_id("agent id", agent)?;
        }
        if let Some(id) = &self.conversation_id {
            check_id("conversation id", id)?;
        }
        match (self.talk.agents.is_empty(), self.text.is_empty()) {
            (true, _) => Err(Error::invalid_argument("no agent is mentioned")),
            (_, true) => Err(Error::invalid_argument("the message has no text")),
            _ => Ok(()),
        }
    }

    async fn begin(mut self) -> Result<Begun> {
        self.check()?;
        self.upload().await?;
        let message = self.message();
        match self.conversation_id.take() {
            Some(conversation_id) => {
                let about = conversation_id.clone();
                let posted = self.post(conversation_id, message).await;
                posted.map_err(|error| error.with_conversation_id(about))
            }
            None => self.create(message).await,
        }
    }

    async fn upload(&mut self) -> Result<()> {
        let conversations = self.talk.client.conversations();
        for file in std::mem::take(&mut self.files) {
            let title = file.name().to_owned();
            let mut upload = conversations.upload_file(file);
            if let Some(id) = &self.conversation_id {
                upload = upload.conversation(id);
            }
            let uploaded = upload.await?;
            let id = uploaded.s_id.or(uploaded.id).ok_or_else(|| {
                Error::new(ErrorKind::Decode, "the server gave the file no id")
                    .with_operation("create_file")
            })?;
            self.fragments.push(Fragment::file(title, id));
        }
        Ok(())
    }

    fn message(&self) -> NewMessage {
        let mentions = self.talk.agents.iter().map(AgentMention::new);
        NewMessage {
            skip_tools_validation: self.talk.settings.skip_tools_validation,
            ..NewMessage::new(self.text.clone(), mentions, self.talk.context.clone())
        }
    }

    async fn create(self, message: NewMessage) -> Result<Begun> {
        let conversation = NewConversation {
            title: self.title.clone(),
            visibility: self.visibility.clone(),
            content_fragments: (!self.fragments.is_empty()).then(|| self.fragments.clone()),
            skip_tools_validation: self.talk.settings.skip_tools_validation,
            message: Some(message),
            ..NewConversation::default()
        };
        let conversations = self.talk.client.conversations();
        let started = conversations.create(&conversation).await?;
        let content = started.conversation.content.into_iter().flatten();
        let messages = answers(content.flatten());
        let parent = started.message.map(|message| message.s_id);
        self.talk
            .pick(started.conversation.s_id, parent, messages)
            .await
    }

    async fn post(self, conversation_id: String, message: NewMessage) -> Result<Begun> {
        let conversations = self.talk.client.conversations();
        for fragment in &self.fragments {
            conversations
                .add_fragment(&conversation_id, fragment)
                .await?;
        }
        let posted = conversations.post(&conversation_id, &message).await?;
        let messages = posted.agent_messages.unwrap_or_default();
        self.talk
            .pick(conversation_id, Some(posted.message.s_id), messages)
            .await
    }
}

impl Talk {
    /// Finds the message to follow, looking again for one that the server has not begun yet.
    async fn pick(
        &self,
        conversation_id: String,
        parent: Option<String>,
        mut messages: Vec<AgentMessage>,
    ) -> Result<Begun> {
        let conversations = self.client.conversations();
        let mut pause = Duration::from_millis(250);
        for _ in 0..LOOKS {
            messages.retain(|message| answers_to(message, parent.as_deref()));
            if let Some(first) = self.first(&messages) {
                let message_id = first.s_id.clone();
                let ids = messages.into_iter().map(|message| message.s_id);
                let others = ids.filter(|id| *id != message_id).collect();
                let place = Place {
                    conversation_id,
                    message_id,
                };
                return Ok(Begun { place, others });
            }
            sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2));
            let page = conversations.page(&conversation_id, 10, None).await;
            let page = page.map_err(|error| error.with_conversation_id(conversation_id.clone()))?;
            messages = answers(page.conversation.content.into_iter().flatten().flatten());
        }
        let error = Error::new(
            ErrorKind::Stream,
            "no agent has begun to answer the message",
        )
        .with_operation("get_conversation")
        .with_conversation_id(conversation_id);
        Err(match parent {
            Some(parent) => error.with_message_id(parent),
            None => error,
        })
    }

    /// The message of the agent that was asked first.
    fn first<'a>(&self, messages: &'a [AgentMessage]) -> Option<&'a AgentMessage> {
        let asked = |message: &&AgentMessage| {
            let agent = message.configuration.as_ref();
            agent.is_some_and(|agent| Some(&agent.s_id) == self.agents.first())
        };
        messages.iter().find(asked).or(messages.first())
    }
}

struct Begun {
    place: Place,
    others: Vec<String>,
}

fn answers(messages: impl Iterator<Item = Message>) -> Vec<AgentMessage> {
    let agents = messages.filter_map(|message| match message {
        Message::Agent(message) => Some(*message),
        _ => None,
    });
    agents.collect()
}

/// A message that does not say what it answers may be the one.
fn answers_to(message: &AgentMessage, parent: Option<&str>) -> bool {
    match (message.parent_message_id.as_deref(), parent) {
        (Some(answered), Some(asked)) => answered == asked,
        _ => true,
    }
}

impl IntoFuture for Ask {
    type Output = Result<Answer>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.stream().await?.finish().await })
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("talk", &self.talk)
            .field("conversation_id", &self.conversation_id)
            .finish_non_exhaustive()
    }
}
