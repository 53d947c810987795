//! Conversations: create, read, change and follow them, and work with their messages.
//!
//! To ask an agent, [`AgentHandle::ask`](crate::agents::AgentHandle::ask) is shorter: it makes these calls.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::{AgentMention, MessageContext, NewConversation, NewMessage};
//!
//! let context = MessageContext::new("ada", "Europe/Paris");
//! let message = NewMessage::new("What changed?", [AgentMention::new("dust")], context);
//! let started = dust.conversations().create(&NewConversation::default().message(message)).await?;
//! println!("{}", started.conversation.s_id);
//! # Ok(())
//! # }
//! ```

mod create;
mod events;
mod fragment;
mod messages;

pub use crate::generated::calls::conversations::*;
pub use create::{CreateConversation, PostMessage};
pub use events::{ConversationEvent, ConversationEvents};
pub use messages::Messages;
pub(crate) use messages::is_further;

use crate::error::Result;
use crate::http::check_id;
use crate::types::{
    ActionDecision, ConversationPatch, NewConversation, NewMessage, SelectedAnswer,
};

impl Conversations {
    /// Creates a conversation, and returns it with its first message.
    ///
    /// It returns at once, while the agents write, unless the body sets `blocking`. It is retried only if the server cannot
    /// have acted on it.
    ///
    /// With `blocking` the server responds when the agents are done, or after 3 minutes with what there is: the status of a
    /// message says whether it is finished. Such a call has a time limit of 200 s, unless
    /// [`timeout`](CreateConversation::timeout) or [`Config`](crate::Config) set another one, or
    /// [`Config::http_client`](crate::Config::http_client) a client with limits of its own.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::{AgentMention, MessageContext, NewConversation, NewMessage};
    ///
    /// let context = MessageContext::new("ada", "Europe/Paris");
    /// let message = NewMessage::new("What changed?", [AgentMention::new("dust")], context);
    /// let started = dust.conversations().create(&NewConversation::default().message(message)).await?;
    /// println!("{}", started.conversation.s_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, conversation: &NewConversation) -> CreateConversation {
        CreateConversation::new(&self.client, conversation.clone())
    }
}

impl ConversationHandle {
    /// Posts a message, and returns it with the messages that the agents begin.
    ///
    /// It returns at once, while the agents write, unless the body sets `blocking`: see [`Conversations::create`]. It is
    /// retried only if the server cannot have acted on it.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::{AgentMention, MessageContext, NewMessage};
    ///
    /// let context = MessageContext::new("ada", "Europe/Paris");
    /// let message = NewMessage::new("And why?", [AgentMention::new("dust")], context);
    /// let posted = dust.conversation("cnv_1").post(&message).await?;
    /// for begun in posted.agent_messages.iter().flatten() {
    ///     println!("{}", begun.s_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn post(&self, message: &NewMessage) -> PostMessage {
        PostMessage::new(self, message.clone())
    }

    /// Reads the messages page by page, newest first.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::Message;
    ///
    /// let mut messages = dust.conversation("cnv_1").messages();
    /// while let Some(message) = messages.next().await {
    ///     match message? {
    ///         Message::User(message) => println!("person: {:?}", message.content),
    ///         Message::Agent(message) => println!("agent: {:?}", message.content),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn messages(&self) -> Messages {
        Messages::new(self.clone())
    }

    /// Gives the conversation a title of up to 512 characters.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("cnv_1").rename("Budget 2027").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn rename(&self, title: impl Into<String>) -> UpdateConversation {
        self.update(&ConversationPatch::default().title(title))
    }

    /// Marks the conversation as read, or as unread.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("cnv_1").mark_read(true).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn mark_read(&self, read: bool) -> UpdateConversation {
        self.update(&ConversationPatch::default().read(read))
    }

    /// Follows what happens in the conversation, without end; see [`ConversationEvents`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::ConversationEvent;
    ///
    /// let mut events = dust.conversation("cnv_1").events()?;
    /// while let Some(event) = events.next().await {
    ///     match event? {
    ///         ConversationEvent::Title(title) => println!("now called {title}"),
    ///         ConversationEvent::AgentMessageDone(done) => println!("{:?} is done", done.message_id),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for an id that cannot be one. Nothing is sent
    /// before the stream is polled.
    pub fn events(&self) -> Result<ConversationEvents> {
        check_id("conversation id", &self.conversation_id)?;
        Ok(ConversationEvents::new(self.clone()))
    }
}

impl MessageHandle {
    /// Lets a tool that waits for approval run.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("cnv_1").message("msg_1").approve("act_1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn approve(&self, action_id: impl Into<String>) -> ValidateAction {
        self.decide(action_id, ActionDecision::Approved)
    }

    /// Refuses a tool that waits for approval; the agent goes on without it.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("cnv_1").message("msg_1").reject("act_1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reject(&self, action_id: impl Into<String>) -> ValidateAction {
        self.decide(action_id, ActionDecision::Rejected)
    }
}

/// The numbers of the chosen options, from 0.
impl<const N: usize> From<[i64; N]> for SelectedAnswer {
    fn from(options: [i64; N]) -> Self {
        Self::new(options)
    }
}

/// The numbers of the chosen options, from 0.
impl From<Vec<i64>> for SelectedAnswer {
    fn from(options: Vec<i64>) -> Self {
        Self::new(options)
    }
}
