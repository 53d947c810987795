//! Conversations: start, read, follow and change them, and what belongs to their messages.
//!
//! Talking to an agent has a shorter way, [`Client::agent`](crate::Client::agent); this is what it is made of.
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

pub(crate) mod events;
pub(crate) mod messages;

pub use events::{ConversationEvent, ConversationEvents};
pub use messages::Messages;

use crate::api::ask::answer_stream::{AnswerStream, Place};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::http::call::{Call, Manner};
use crate::http::operation::{Operation, Sent, operation, plain_call};
use crate::http::path::check_id;
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};
use crate::transfer::upload::{File, UploadFile};
use types::{
    ActionDecision, ActionValidation, CancelRequest, ContentFragment, Conversation,
    ConversationPage, ConversationPatch, EditedMessage, Feedback, FeedbackList, FeedbackRequest,
    Fragment, FragmentEnvelope, MessageEdit, NewConversation, NewMessage, PostedMessage,
    QuestionAnswer, SelectedAnswer, StartedConversation, Success, ThumbDirection, UserMessage,
};

/// The conversations of the workspace, from [`Client::conversations`].
#[derive(Clone, Debug)]
pub struct Conversations {
    client: Client,
}

impl Conversations {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Starts a conversation, and gives it with its first message.
    ///
    /// It returns at once, while the agents write, unless the body says `blocking`. It is never repeated unless the server
    /// cannot have acted on it.
    ///
    /// With `blocking` the server answers when the agents are done, and after 3 minutes with whatever there is: see the
    /// status of a message for whether it is finished. Such a call has 200 s, unless [`timeout`](CreateConversation::timeout)
    /// or [`Config`](crate::Config) give it another limit; [`Config::http_client`](crate::Config::http_client) brings its
    /// own.
    pub fn create(&self, conversation: &NewConversation) -> CreateConversation {
        let mut body = conversation.clone();
        // It is a word about the call, wherever it was said.
        let in_message = body
            .message
            .as_mut()
            .and_then(|message| message.blocking.take());
        body.blocking = body.blocking.or(in_message);
        CreateConversation {
            call: self.held("create_conversation", body.blocking),
            body,
        }
    }

    /// A call that is held if its body says so.
    fn held(&self, operation: &'static str, blocking: Option<bool>) -> Call {
        let mut call = self.client.call(operation);
        if blocking == Some(true) {
            call.manner = Manner::Held;
        }
        call
    }

    /// Reads a conversation with all of its messages, which can be megabytes; see [`messages`](Self::messages).
    pub fn get(&self, conversation_id: impl Into<String>) -> GetConversation {
        GetConversation {
            call: self.client.call("get_conversation"),
            conversation_id: conversation_id.into(),
        }
    }

    /// Reads the messages of a conversation page by page, newest first.
    pub fn messages(&self, conversation_id: impl Into<String>) -> Messages {
        Messages::new(self.clone(), conversation_id.into())
    }

    pub(crate) fn page(
        &self,
        conversation_id: &str,
        limit: u32,
        last_value: Option<String>,
    ) -> GetPage {
        GetPage {
            call: self.client.call("get_conversation"),
            conversation_id: conversation_id.to_owned(),
            limit: i64::from(limit),
            last_value,
        }
    }

    /// Posts a message, and gives it with the messages that the agents begin.
    ///
    /// It returns at once, while the agents write, unless the body says `blocking`: see [`create`](Self::create). It is
    /// never repeated unless the server cannot have acted on it.
    pub fn post(&self, conversation_id: impl Into<String>, message: &NewMessage) -> PostMessage {
        PostMessage {
            call: self.held("post_message", message.blocking),
            conversation_id: conversation_id.into(),
            body: message.clone(),
        }
    }

    /// Gives a message a new text, which makes a new version of it, and the agents answer again.
    pub fn edit(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        edit: &MessageEdit,
    ) -> EditMessage {
        EditMessage {
            call: self.client.call("edit_message"),
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
            body: edit.clone(),
        }
    }

    /// Gives a conversation a title of up to 512 characters.
    pub fn rename(
        &self,
        conversation_id: impl Into<String>,
        title: impl Into<String>,
    ) -> UpdateConversation {
        self.update(
            conversation_id.into(),
            ConversationPatch::default().title(title),
        )
    }

    /// Marks a conversation as read, or as unread.
    pub fn mark_read(&self, conversation_id: impl Into<String>, read: bool) -> UpdateConversation {
        self.update(
            conversation_id.into(),
            ConversationPatch::default().read(read),
        )
    }

    fn update(&self, conversation_id: String, body: ConversationPatch) -> UpdateConversation {
        UpdateConversation {
            call: self.client.call("update_conversation"),
            conversation_id,
            body,
        }
    }

    /// Stops agents that are writing these messages.
    pub fn cancel<S: Into<String>>(
        &self,
        conversation_id: impl Into<String>,
        message_ids: impl IntoIterator<Item = S>,
    ) -> CancelMessages {
        CancelMessages {
            call: self.client.call("cancel_messages"),
            conversation_id: conversation_id.into(),
            body: CancelRequest::new(message_ids.into_iter().map(Into::into)),
        }
    }

    /// Attaches content, for the messages that follow.
    pub fn add_fragment(
        &self,
        conversation_id: impl Into<String>,
        fragment: &Fragment,
    ) -> AddFragment {
        AddFragment {
            call: self.client.call("add_fragment"),
            conversation_id: conversation_id.into(),
            body: fragment.clone(),
        }
    }

    /// Uploads a file, to be attached with [`Fragment::file`].
    pub fn upload_file(&self, file: File) -> UploadFile {
        UploadFile::new(self.client.clone(), file)
    }

    /// Lets a tool that waits for approval run.
    pub fn approve(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        action_id: impl Into<String>,
    ) -> DecideAction {
        self.decide(
            conversation_id,
            message_id,
            action_id,
            ActionDecision::Approved,
        )
    }

    /// Refuses a tool that waits for approval; the agent goes on without it.
    pub fn reject(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        action_id: impl Into<String>,
    ) -> DecideAction {
        self.decide(
            conversation_id,
            message_id,
            action_id,
            ActionDecision::Rejected,
        )
    }

    /// Decides on a tool that waits for approval.
    ///
    /// A decision is sent again like a call that only reads, since it counts once: `action_not_blocked` is an error only where
    /// the first request meets it, which means that someone else decided.
    pub fn decide(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        action_id: impl Into<String>,
        decision: ActionDecision,
    ) -> DecideAction {
        DecideAction {
            call: self.client.call("validate_action").idempotent(),
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
            body: ActionValidation::new(action_id, decision),
        }
    }

    /// Answers the question of a tool with the numbers of the chosen options, from 0.
    pub fn answer_question(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        action_id: impl Into<String>,
        selected_options: impl IntoIterator<Item = i64>,
    ) -> AnswerQuestion {
        AnswerQuestion {
            call: self.client.call("answer_question").idempotent(),
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
            body: QuestionAnswer::new(action_id, SelectedAnswer::new(selected_options)),
        }
    }

    /// Lists the feedback on the messages of a conversation. Needs a user's OAuth token.
    pub fn feedback(&self, conversation_id: impl Into<String>) -> ListFeedback {
        ListFeedback {
            call: self.client.call("list_feedback"),
            conversation_id: conversation_id.into(),
        }
    }

    /// Gives feedback on a message. Needs a user's OAuth token.
    pub fn give_feedback(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
        thumb: ThumbDirection,
    ) -> GiveFeedback {
        GiveFeedback {
            call: self.client.call("give_feedback"),
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
            body: FeedbackRequest::new(thumb),
        }
    }

    /// Takes feedback on a message back. Needs a user's OAuth token.
    pub fn withdraw_feedback(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
    ) -> WithdrawFeedback {
        WithdrawFeedback {
            call: self.client.call("withdraw_feedback"),
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
        }
    }

    /// Follows what happens in a conversation, without end; see [`ConversationEvents`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for an id that cannot be one. Nothing is sent
    /// before the stream is polled.
    pub fn events(&self, conversation_id: impl Into<String>) -> Result<ConversationEvents> {
        let conversation_id = conversation_id.into();
        check_conversation(&conversation_id)?;
        Ok(ConversationEvents::new(
            self.client.clone(),
            conversation_id,
        ))
    }

    /// Follows the message of an agent to its end, be it still written or not, for an hour unless
    /// [`deadline`](AnswerStream::deadline) says otherwise. With the id of a person's message, it is the answer of the
    /// first agent that is followed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for an id that cannot be one. Nothing is sent
    /// before the stream is polled.
    pub fn answer(
        &self,
        conversation_id: impl Into<String>,
        message_id: impl Into<String>,
    ) -> Result<AnswerStream> {
        let place = Place {
            conversation_id: conversation_id.into(),
            message_id: message_id.into(),
        };
        check_conversation(&place.conversation_id)?;
        check_message(&place.message_id)?;
        Ok(AnswerStream::follow(self.client.clone(), place))
    }
}

fn check_conversation(id: &str) -> Result<()> {
    check_id("conversation id", id)
}

fn check_message(id: &str) -> Result<()> {
    check_id("message id", id)
}

/// A decision that was sent again because its answer was lost meets a tool that waits no more: it arrived the first time.
fn decided_before(error: Error) -> Result<()> {
    match error.code() {
        Some("action_not_blocked") if error.attempts() > 1 => Ok(()),
        _ => Err(error),
    }
}

fn check_content(content: &str) -> Result<()> {
    match content {
        "" => Err(Error::invalid_argument("the message has no text")),
        _ => Ok(()),
    }
}

plain_call! {
    /// Starts a conversation; see [`Conversations::create`].
    CreateConversation { body: NewConversation } => StartedConversation, StartedConversation;
    check |call| check_content(call.body.message.as_ref().map_or("-", |message| &message.content));
    send |call, api| api.create_conversation(call.call.workspace_id(), &call.body);
    read |answer| answer;
}

plain_call! {
    /// Reads a conversation; see [`Conversations::get`].
    GetConversation { conversation_id: String } => ConversationPage, Conversation;
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.get_conversation(call.call.workspace_id(), &call.conversation_id, None, None);
    read |answer| answer.conversation;
}

plain_call! {
    /// Reads a page of a conversation, for [`Conversations::messages`].
    #[doc(hidden)]
    GetPage { conversation_id: String, limit: i64, last_value: Option<String> } => ConversationPage, ConversationPage;
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.get_conversation(call.call.workspace_id(), &call.conversation_id, call.last_value.as_deref(), Some(call.limit));
    read |answer| answer;
}

plain_call! {
    /// Posts a message; see [`Conversations::post`].
    PostMessage { conversation_id: String, body: NewMessage } => PostedMessage, PostedMessage;
    check |call| check_conversation(&call.conversation_id).and(check_content(&call.body.content));
    send |call, api| api.post_message(call.call.workspace_id(), &call.conversation_id, &call.body);
    read |answer| answer;
}

plain_call! {
    /// Edits a message; see [`Conversations::edit`].
    EditMessage { conversation_id: String, message_id: String, body: MessageEdit } => EditedMessage, UserMessage;
    check |call| check_conversation(&call.conversation_id).and(check_message(&call.message_id));
    send |call, api| api.edit_message(call.call.workspace_id(), &call.conversation_id, &call.message_id, &call.body);
    read |answer| answer.message;
}

plain_call! {
    /// Changes a conversation; see [`Conversations::rename`] and [`Conversations::mark_read`].
    UpdateConversation { conversation_id: String, body: ConversationPatch } => Success, ();
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.update_conversation(call.call.workspace_id(), &call.conversation_id, &call.body);
    read |_answer| ();
}

plain_call! {
    /// Stops agents that are writing; see [`Conversations::cancel`].
    CancelMessages { conversation_id: String, body: CancelRequest } => Success, ();
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.cancel_messages(call.call.workspace_id(), &call.conversation_id, &call.body);
    read |_answer| ();
}

plain_call! {
    /// Attaches content; see [`Conversations::add_fragment`].
    AddFragment { conversation_id: String, body: Fragment } => FragmentEnvelope, ContentFragment;
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.add_fragment(call.call.workspace_id(), &call.conversation_id, &call.body);
    read |answer| answer.content_fragment;
}

plain_call! {
    /// Decides on a tool; see [`Conversations::approve`] and [`Conversations::reject`].
    DecideAction { conversation_id: String, message_id: String, body: ActionValidation } => Success, ();
    check |call| check_conversation(&call.conversation_id).and(check_message(&call.message_id));
    send |call, api| api.validate_action(call.call.workspace_id(), &call.conversation_id, &call.message_id, &call.body);
    read |_answer| ();
    recover decided_before;
}

plain_call! {
    /// Answers the question of a tool; see [`Conversations::answer_question`].
    AnswerQuestion { conversation_id: String, message_id: String, body: QuestionAnswer } => Success, ();
    check |call| check_conversation(&call.conversation_id).and(check_message(&call.message_id));
    send |call, api| api.answer_question(call.call.workspace_id(), &call.conversation_id, &call.message_id, &call.body);
    read |_answer| ();
    recover decided_before;
}

impl AnswerQuestion {
    /// Adds an answer in other words than the options.
    pub fn custom_response(mut self, text: impl Into<String>) -> Self {
        self.body.answer.custom_response = Some(text.into());
        self
    }
}

plain_call! {
    /// Lists feedback; see [`Conversations::feedback`].
    ListFeedback { conversation_id: String } => FeedbackList, Vec<Feedback>;
    check |call| check_conversation(&call.conversation_id);
    send |call, api| api.list_feedback(call.call.workspace_id(), &call.conversation_id);
    read |answer| answer.feedbacks;
}

plain_call! {
    /// Gives feedback; see [`Conversations::give_feedback`].
    GiveFeedback { conversation_id: String, message_id: String, body: FeedbackRequest } => Success, ();
    check |call| check_conversation(&call.conversation_id).and(check_message(&call.message_id));
    send |call, api| api.give_feedback(call.call.workspace_id(), &call.conversation_id, &call.message_id, &call.body);
    read |_answer| ();
}

impl GiveFeedback {
    /// Adds what there is to say about the message.
    pub fn content(mut self, text: impl Into<String>) -> Self {
        self.body.feedback_content = Some(text.into());
        self
    }

    /// Sets whether the editors of the agent may read the conversation.
    pub fn share_conversation(mut self, yes: bool) -> Self {
        self.body.is_conversation_shared = Some(yes);
        self
    }
}

plain_call! {
    /// Takes feedback back; see [`Conversations::withdraw_feedback`].
    WithdrawFeedback { conversation_id: String, message_id: String } => Success, ();
    check |call| check_conversation(&call.conversation_id).and(check_message(&call.message_id));
    send |call, api| api.withdraw_feedback(call.call.workspace_id(), &call.conversation_id, &call.message_id);
    read |_answer| ();
}

/// How content to attach is made.
impl Fragment {
    /// Text of up to 512 KiB.
    pub fn text(title: impl Into<String>, content: impl Into<String>) -> Self {
        Self::new(title).content(content).content_type("text/plain")
    }

    /// A file that was uploaded; see [`Conversations::upload_file`].
    pub fn file(title: impl Into<String>, file_id: impl Into<String>) -> Self {
        Self::new(title).file_id(file_id)
    }

    /// A document that Dust knows, by its node and the view of the data source that it is seen through.
    pub fn node(
        title: impl Into<String>,
        node_id: impl Into<String>,
        node_data_source_view_id: impl Into<String>,
    ) -> Self {
        Self::new(title)
            .node_id(node_id)
            .node_data_source_view_id(node_data_source_view_id)
    }
}
