//! Asking an agent a question, and its answer: complete, or streamed while it is written.
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

mod answer;
mod answer_event;
mod answer_stream;
mod approvals;
mod await_answer;
mod cancel_on_drop;
mod conversation_search;
mod follow_answer;
mod message_ref;
mod required_action;

pub use answer::{Answer, Citation};
pub use answer_event::AnswerEvent;
pub use answer_stream::AnswerStream;
pub use approvals::Approvals;
pub use follow_answer::FollowAnswer;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use await_answer::{Begun, Posted, check_given};
use conversation_search::answers;

use crate::api::agents::AgentHandle;
use crate::api::files::File;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::{BoxFuture, Deadline, check_id};
use crate::types::{
    AgentMention, ConversationVisibility, Fragment, Message, MessageContext, NewConversation,
    NewMessage,
};

/// The client, the agents, the author and the settings of a question; the same for all messages of a dialogue.
#[derive(Clone)]
pub(crate) struct AskContext {
    pub(crate) client: Client,
    pub(crate) agents: Vec<String>,
    author: MessageContext,
    settings: Settings,
}

/// How answers are waited for.
#[derive(Clone, Debug, Default)]
struct Settings {
    deadline: Option<Duration>,
    max_reconnects: Option<u32>,
    max_retries: Option<u32>,
    approvals: Option<Approvals>,
    skip_tools_validation: Option<bool>,
    cancel_on_drop: bool,
}

impl AskContext {
    pub(crate) fn new(client: Client, agents: Vec<String>) -> Self {
        Self {
            client,
            agents,
            author: MessageContext::new("dust-sdk", "UTC"),
            settings: Settings::default(),
        }
    }
}

impl fmt::Debug for AskContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let agents = self.agents.iter().map(|agent| self.client.excerpt(agent));
        f.debug_struct("AskContext")
            .field("agents", &Vec::from_iter(agents))
            .finish_non_exhaustive()
    }
}

impl AgentHandle {
    /// Asks the agent, in a new conversation unless another is set.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let answer = dust.agent("dust").ask("What changed in the handbook?").await?;
    /// println!("{}", answer.text());
    /// let shorter = answer.reply("And in one sentence?").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn ask(&self, text: impl Into<String>) -> Ask {
        let agents = vec![self.agent_id.as_ref().to_owned()];
        Ask::new(AskContext::new(self.client.clone(), agents), text.into())
    }
}

/// A question to an agent; see [`AgentHandle::ask`].
///
/// Awaited, it gives the finished [`Answer`]; [`stream`](Self::stream) gives it as it is written. The message is never
/// posted twice, nor is a conversation started twice: an error after that carries the ids to go on with.
///
/// Where a tool needs an approval and no [`approvals`](Self::approvals) are set, where a sign-in is due or a tool asks a
/// question, awaiting it ends at once with [`ErrorKind::ActionRequired`], and does not hold the program until the deadline. The
/// error names what is waited for, and has the ids of conversation, message and action; once a person has acted,
/// [`MessageHandle::answer`](crate::conversations::MessageHandle::answer) goes on. [`Approvals::wait`] waits for a person who
/// acts elsewhere.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::{Approvals, ErrorKind, File};
/// use std::time::Duration;
///
/// let report = File::open("report.pdf", "application/pdf").await?;
/// let ask = dust.agent("dust").ask("File this").file(report).deadline(Duration::from_secs(300));
/// match ask.approvals(Approvals::allow(["file"])).await {
///     Ok(answer) => println!("{}", answer.text()),
///     // The agent goes on: the ids of the error lead back to its answer.
///     Err(error) if error.kind() == ErrorKind::Timeout => {
///         println!("{:?} {:?}", error.conversation_id(), error.message_id());
///     }
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Ask {
    context: AskContext,
    text: String,
    conversation_id: Option<String>,
    title: Option<String>,
    visibility: Option<ConversationVisibility>,
    fragments: Vec<Fragment>,
    files: Vec<File>,
}

impl Ask {
    pub(crate) fn new(context: AskContext, text: String) -> Self {
        Self {
            context,
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
        let agent_id = agent_id.into();
        if !self.context.agents.contains(&agent_id) {
            self.context.agents.push(agent_id);
        }
        self
    }

    /// Sets who writes; a user name of this crate and `UTC` if unset.
    pub fn context(mut self, context: MessageContext) -> Self {
        self.context.author = context;
        self
    }

    /// Sets the time zone of the writer, an IANA name.
    pub fn timezone(mut self, timezone: impl Into<String>) -> Self {
        self.context.author.timezone = timezone.into();
        self
    }

    /// Sets the user name of the writer.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.context.author.username = username.into();
        self
    }

    /// Sets the e-mail address of the writer; with a member's, the message is shown as theirs.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.context.author.email = Some(email.into());
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
        self.context.settings.deadline = Some(deadline);
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets how often in a row a failing connection to the events is made again, five times if unset.
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.context.settings.max_reconnects = Some(reconnects);
        self
    }

    /// Sets how often a request before the events is sent again where that is safe; the question is never posted twice.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.context.settings.max_retries = Some(retries);
        self
    }

    /// Sets what to do when a tool asks for approval; without, awaiting the answer ends with
    /// [`ErrorKind::ActionRequired`].
    pub fn approvals(mut self, approvals: Approvals) -> Self {
        self.context.settings.approvals = Some(approvals);
        self
    }

    /// Sets whether tools run without approval.
    pub fn skip_tools_validation(mut self, yes: bool) -> Self {
        self.context.settings.skip_tools_validation = Some(yes);
        self
    }

    /// Sets whether dropping the future or stream before its end stops the agent; see [`AnswerStream::cancel_on_drop`].
    ///
    /// Once the question is being posted, dropping the future lets it arrive, and stops the agent as soon as its message is
    /// known.
    pub fn cancel_on_drop(mut self, yes: bool) -> Self {
        self.context.settings.cancel_on_drop = yes;
        self
    }

    /// Sends the question, and gives the answer as it is written.
    ///
    /// # Errors
    ///
    /// What the requests before the events can give. Once there is a conversation, errors carry its id, and that of the
    /// question or of the answer: [`MessageHandle::answer`](crate::conversations::MessageHandle::answer) goes on from either.
    pub async fn stream(self) -> Result<AnswerStream> {
        let settings = self.context.settings.clone();
        let deadline = settings
            .deadline
            .map_or_else(Deadline::default, Deadline::after);
        let (context, conversation_id) = (self.context.clone(), self.conversation_id.clone());
        let operation = match conversation_id {
            Some(_) => requests::POST_MESSAGE.id,
            None => requests::CREATE_CONVERSATION.id,
        };
        let redact = |error| context.client.redact(error);
        let about = |error: Error| match &conversation_id {
            Some(id) => redact(error.with_conversation_id(id)),
            None => error,
        };
        let prepared = deadline.limit(operation, self.prepare()).await;
        let post = prepared.map_err(about)?.post(operation);
        let post = cancel_on_drop::post(context.clone(), post, settings.cancel_on_drop);
        let mut asked = deadline.limit(operation, post).await.map_err(about)?;
        let begun = context.await_agent_message(asked.posted().clone());
        let begun = deadline.limit(requests::GET_CONVERSATION.id, begun).await;
        let Begun {
            message_ref,
            others,
        } = begun.map_err(|error| redact(asked.posted().with_context(error)))?;
        asked.disarm();
        let mut events = AnswerStream::new(context, message_ref, settings.max_reconnects)
            .others(others)
            .until(deadline)
            .cancel_on_drop(settings.cancel_on_drop);
        if let Some(approvals) = settings.approvals {
            events = events.approvals(approvals);
        }
        Ok(events)
    }

    fn check(&self) -> Result<()> {
        for agent in &self.context.agents {
            check_id("agent id", agent)?;
        }
        if let Some(id) = &self.conversation_id {
            check_id("conversation id", id)?;
        }
        match (self.context.agents.is_empty(), self.text.is_empty()) {
            (true, _) => Err(Error::invalid_argument("no agent is mentioned")),
            (_, true) => Err(Error::invalid_argument("the message has no text")),
            _ => Ok(()),
        }
    }

    /// Makes all that the message needs, short of posting it.
    async fn prepare(mut self) -> Result<Self> {
        self.check()?;
        self.upload().await?;
        if let Some(conversation_id) = &self.conversation_id {
            let conversation = self.context.client.conversation(conversation_id);
            for fragment in &self.fragments {
                let mut add = conversation.add_fragment(fragment);
                if let Some(retries) = self.context.settings.max_retries {
                    add = add.max_retries(retries);
                }
                add.await?;
            }
        }
        Ok(self)
    }

    async fn post(mut self, operation: &'static str) -> Result<Posted> {
        let message = self.message();
        let posted = match self.conversation_id.take() {
            Some(conversation_id) => self.post_to_existing(conversation_id, message).await,
            None => self.create(message).await,
        }?;
        check_given("conversation id", &posted.conversation_id, operation)?;
        Ok(posted)
    }

    async fn upload(&mut self) -> Result<()> {
        let files = self.context.client.files();
        for file in std::mem::take(&mut self.files) {
            let title = file.name().to_owned();
            let mut upload = files.upload(file);
            if let Some(id) = &self.conversation_id {
                upload = upload.conversation(id);
            }
            let uploaded = upload.await?;
            let id = uploaded.s_id.or(uploaded.id).ok_or_else(|| {
                Error::new(ErrorKind::Decode, "the server gave the file no id")
                    .with_operation(requests::CREATE_FILE.id)
            })?;
            self.fragments.push(Fragment::file(title, id));
        }
        Ok(())
    }

    fn message(&self) -> NewMessage {
        let mentions = self.context.agents.iter().map(AgentMention::new);
        NewMessage {
            skip_tools_validation: self.context.settings.skip_tools_validation,
            ..NewMessage::new(self.text.clone(), mentions, self.context.author.clone())
        }
    }

    async fn create(self, message: NewMessage) -> Result<Posted> {
        let conversation = NewConversation {
            title: self.title,
            visibility: self.visibility,
            content_fragments: (!self.fragments.is_empty()).then_some(self.fragments),
            skip_tools_validation: self.context.settings.skip_tools_validation,
            message: Some(message),
            ..NewConversation::default()
        };
        let mut create = self.context.client.conversations().create(&conversation);
        if let Some(retries) = self.context.settings.max_retries {
            create = create.max_retries(retries);
        }
        let started = create.await?;
        let content = started.conversation.content.unwrap_or_default();
        let said = content.iter().flatten().find_map(Message::as_user);
        let question = started.message.as_ref().or(said);
        Ok(Posted {
            conversation_id: started.conversation.s_id,
            question_id: question.map(|question| question.s_id.clone()),
            // Whatever an agent says in a conversation that just began answers its one message.
            asked: None,
            answers: answers(content, None),
        })
    }

    async fn post_to_existing(
        self,
        conversation_id: String,
        message: NewMessage,
    ) -> Result<Posted> {
        let conversation = self.context.client.conversation(&conversation_id);
        let mut post = conversation.post(&message);
        if let Some(retries) = self.context.settings.max_retries {
            post = post.max_retries(retries);
        }
        let posted = post.await?;
        Ok(Posted {
            conversation_id,
            question_id: Some(posted.message.s_id.clone()),
            asked: Some(posted.message),
            answers: posted.agent_messages.unwrap_or_default(),
        })
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
        let conversation_id = self.conversation_id.as_deref();
        let conversation_id = conversation_id.map(|id| self.context.client.excerpt(id));
        f.debug_struct("Ask")
            .field("context", &self.context)
            .field("conversation_id", &conversation_id)
            .finish_non_exhaustive()
    }
}
