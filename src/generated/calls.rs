// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

use std::sync::Arc;
use crate::client::{Client, debug_handle};
use crate::error::{Error, Result};
use crate::generated::requests;
use crate::http::{
    Call, CallBuilder, CallFuture, RawResponse, Request, call_builder, check_id,
    check_text_id, done_on_repeat,
};

use crate::stream::{Next, Page, Pages};
use crate::types;
/// Handles and calls of `agents`.
pub mod agents {
    use super::*;
    /// One agent, by its `sId`.
    ///
    /// From [`Client::agent`].
    #[derive(Clone)]
    pub struct AgentHandle {
        pub(crate) client: Client,
        pub(crate) agent_id: Arc<str>,
    }
    debug_handle!(AgentHandle agent_id);

    impl AgentHandle {
        /// The agent id.
        pub fn agent_id(&self) -> &str {
            &self.agent_id
        }

        /// Reads the agent.
        pub fn get(&self) -> GetAgent {
            GetAgent {
                call: self.client.call(requests::GET_AGENT),
                agent_id: self.agent_id.clone(),
                variant: None,
            }
        }

        /// Archives the agent: it can no longer be used.
        ///
        /// Needs an API key with admin scope.
        pub fn archive(&self) -> ArchiveAgent {
            ArchiveAgent {
                call: self.client.call(requests::ARCHIVE_AGENT),
                agent_id: self.agent_id.clone(),
            }
        }

        /// Changes the agent. Whatever the patch leaves unset stays; an empty list clears. Every update saves a new version.
        ///
        /// Needs an API key with admin scope.
        pub fn update(&self, patch: &types::AgentPatch) -> UpdateAgent {
            UpdateAgent {
                call: self.client.call(requests::UPDATE_AGENT),
                agent_id: self.agent_id.clone(),
                patch: patch.clone(),
            }
        }
    }

    impl Client {
        /// One agent, by its `sId`.
        pub fn agent(&self, agent_id: impl AsRef<str>) -> AgentHandle {
            AgentHandle {
                client: self.clone(),
                agent_id: Arc::from(agent_id.as_ref()),
            }
        }
    }

    /// The agents of the workspace.
    ///
    /// From [`Client::agents`].
    #[derive(Clone)]
    pub struct Agents {
        pub(crate) client: Client,
    }
    debug_handle!(Agents);

    impl Agents {
        /// Lists agents, all that the key may see unless a view is set.
        pub fn list(&self) -> ListAgents {
            ListAgents {
                call: self.client.call(requests::LIST_AGENTS),
                view: None,
                with_authors: None,
            }
        }

        /// Makes a new agent of a definition, such as one that was exported.
        pub fn import(&self, definition: &types::AgentDefinition) -> ImportAgent {
            ImportAgent {
                call: self.client.call(requests::IMPORT_AGENT),
                definition: definition.clone(),
            }
        }

        /// Finds agents whose name contains a text.
        ///
        /// - `text`: Search query for agent configuration names.
        pub fn search(&self, text: impl Into<String>) -> SearchAgents {
            SearchAgents {
                call: self.client.call(requests::SEARCH_AGENTS),
                text: text.into(),
            }
        }
    }

    impl Client {
        /// The agents of the workspace.
        pub fn agents(&self) -> Agents {
            Agents { client: self.clone() }
        }
    }

    /// The call of [`Agents::list`]; awaiting it gives `Vec<Agent>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let agents = dust.agents().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListAgents {
        call: Call,
        view: Option<types::AgentView>,
        with_authors: Option<bool>,
    }

    impl ListAgents {
        /// The view to use when retrieving agents:
        /// - all: Retrieves all non-private agents (default if not authenticated)
        /// - list: Retrieves all active agents accessible to the user (default if authenticated)
        /// - published: Retrieves all agents with published scope
        /// - global: Retrieves all global agents
        /// - favorites: Retrieves all agents marked as favorites by the user (only available to authenticated users).
        pub fn view(mut self, view: types::AgentView) -> Self {
            self.view = Some(view);
            self
        }

        /// When set to 'true', includes recent authors information for each agent.
        pub fn with_authors(mut self, with_authors: bool) -> Self {
            self.with_authors = Some(with_authors);
            self
        }
    }

    impl CallBuilder<Vec<types::Agent>> for ListAgents {
        fn request(&self) -> Result<Request> {
            requests::list_agents(
                self.call.base(),
                self.call.workspace_id(),
                self.view,
                self.with_authors,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Agent>> {
            Ok(call.decode::<types::AgentList>(&response)?.agent_configurations)
        }
    }
    call_builder!(ListAgents => Vec<types::Agent>);

    /// The call of [`Agents::import`]; awaiting it gives [`SavedAgent`](types::SavedAgent).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, definition: dust_sdk::types::AgentDefinition) -> Result<(), dust_sdk::Error> {
    /// let saved_agent = dust.agents().import(&definition).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ImportAgent {
        call: Call,
        definition: types::AgentDefinition,
    }

    impl CallBuilder<types::SavedAgent> for ImportAgent {
        fn request(&self) -> Result<Request> {
            self.definition.validate()?;
            requests::import_agent(
                self.call.base(),
                self.call.workspace_id(),
                &self.definition,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::SavedAgent> {
            call.decode(&response)
        }
    }
    call_builder!(ImportAgent => types::SavedAgent);

    /// The call of [`Agents::search`]; awaiting it gives `Vec<Agent>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let agents = dust.agents().search("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SearchAgents {
        call: Call,
        text: String,
    }

    impl CallBuilder<Vec<types::Agent>> for SearchAgents {
        fn request(&self) -> Result<Request> {
            requests::search_agents(
                self.call.base(),
                self.call.workspace_id(),
                &self.text,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Agent>> {
            Ok(call.decode::<types::AgentList>(&response)?.agent_configurations)
        }
    }
    call_builder!(SearchAgents => Vec<types::Agent>);

    /// The call of [`AgentHandle::get`]; awaiting it gives [`Agent`](types::Agent).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let agent = dust.agent("agent_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetAgent {
        call: Call,
        agent_id: Arc<str>,
        variant: Option<types::AgentVariant>,
    }

    impl GetAgent {
        /// Configuration variant to retrieve. 'light' returns basic config without actions, 'full' includes complete actions/tools configuration.
        pub fn variant(mut self, variant: types::AgentVariant) -> Self {
            self.variant = Some(variant);
            self
        }
    }

    impl CallBuilder<types::Agent> for GetAgent {
        fn request(&self) -> Result<Request> {
            check_id("agent id", &self.agent_id)?;
            requests::get_agent(
                self.call.base(),
                self.call.workspace_id(),
                &self.agent_id,
                self.variant,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Agent> {
            Ok(call.decode::<types::AgentEnvelope>(&response)?.agent_configuration)
        }
    }
    call_builder!(GetAgent => types::Agent);

    /// The call of [`AgentHandle::archive`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.agent("agent_id").archive().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ArchiveAgent {
        call: Call,
        agent_id: Arc<str>,
    }

    impl CallBuilder<()> for ArchiveAgent {
        fn request(&self) -> Result<Request> {
            check_id("agent id", &self.agent_id)?;
            requests::archive_agent(
                self.call.base(),
                self.call.workspace_id(),
                &self.agent_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Archived>(&response)?.success)
        }
    }
    call_builder!(ArchiveAgent => ());

    /// The call of [`AgentHandle::update`]; awaiting it gives [`SavedAgent`](types::SavedAgent).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, patch: dust_sdk::types::AgentPatch) -> Result<(), dust_sdk::Error> {
    /// let saved_agent = dust.agent("agent_id").update(&patch).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UpdateAgent {
        call: Call,
        agent_id: Arc<str>,
        patch: types::AgentPatch,
    }

    impl CallBuilder<types::SavedAgent> for UpdateAgent {
        fn request(&self) -> Result<Request> {
            check_id("agent id", &self.agent_id)?;
            self.patch.validate()?;
            requests::update_agent(
                self.call.base(),
                self.call.workspace_id(),
                &self.agent_id,
                &self.patch,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::SavedAgent> {
            call.decode(&response)
        }
    }
    call_builder!(UpdateAgent => types::SavedAgent);
}

/// Handles and calls of `apps`.
pub mod apps {
    use super::*;
    /// One app of the space, by its id.
    ///
    /// From [`SpaceHandle::app`](super::spaces::SpaceHandle::app).
    #[derive(Clone)]
    pub struct AppHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) app_id: Arc<str>,
    }
    debug_handle!(AppHandle space_id app_id);

    impl AppHandle {
        /// The app id.
        pub fn app_id(&self) -> &str {
            &self.app_id
        }
    }

    impl super::spaces::SpaceHandle {
        /// One app of the space, by its id.
        pub fn app(&self, app_id: impl AsRef<str>) -> AppHandle {
            AppHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                app_id: Arc::from(app_id.as_ref()),
            }
        }
    }

    /// The apps of the space.
    ///
    /// From [`SpaceHandle::apps`](super::spaces::SpaceHandle::apps).
    #[derive(Clone)]
    pub struct Apps {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(Apps space_id);

    impl Apps {
        /// Lists the apps of the space.
        pub fn list(&self) -> ListApps {
            ListApps {
                call: self.client.call(requests::LIST_APPS),
                space_id: self.space_id.clone(),
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// The apps of the space.
        pub fn apps(&self) -> Apps {
            Apps {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
            }
        }
    }

    /// One run of the app, by its id.
    ///
    /// From [`AppHandle::run_by_id`].
    #[derive(Clone)]
    pub struct RunHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) app_id: Arc<str>,
        pub(crate) run_id: Arc<str>,
    }
    debug_handle!(RunHandle space_id app_id run_id);

    impl RunHandle {
        /// The run id.
        pub fn run_id(&self) -> &str {
            &self.run_id
        }

        /// Reads the run as it is now.
        pub fn get(&self) -> GetRun {
            GetRun {
                call: self.client.call(requests::GET_RUN),
                space_id: self.space_id.clone(),
                app_id: self.app_id.clone(),
                run_id: self.run_id.clone(),
            }
        }
    }

    impl AppHandle {
        /// One run of the app, by its id.
        pub fn run_by_id(&self, run_id: impl AsRef<str>) -> RunHandle {
            RunHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                app_id: self.app_id.clone(),
                run_id: Arc::from(run_id.as_ref()),
            }
        }
    }

    /// The call of [`Apps::list`]; awaiting it gives `Vec<App>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let apps = dust.space("space_id").apps().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListApps {
        call: Call,
        space_id: Arc<str>,
    }

    impl CallBuilder<Vec<types::App>> for ListApps {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            requests::list_apps(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::App>> {
            Ok(call.decode::<types::AppList>(&response)?.apps)
        }
    }
    call_builder!(ListApps => Vec<types::App>);

    /// The call of [`RunHandle::get`]; awaiting it gives [`Run`](types::Run).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let run = dust.space("space_id").app("app_id").run_by_id("run_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetRun {
        call: Call,
        space_id: Arc<str>,
        app_id: Arc<str>,
        run_id: Arc<str>,
    }

    impl CallBuilder<types::Run> for GetRun {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_id("app id", &self.app_id)?;
            check_id("run id", &self.run_id)?;
            requests::get_run(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.app_id,
                &self.run_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Run> {
            Ok(call.decode::<types::RunEnvelope>(&response)?.run)
        }
    }
    call_builder!(GetRun => types::Run);
}

/// Handles and calls of `conversations`.
pub mod conversations {
    use super::*;
    /// One conversation, by its id.
    ///
    /// From [`Client::conversation`].
    #[derive(Clone)]
    pub struct ConversationHandle {
        pub(crate) client: Client,
        pub(crate) conversation_id: Arc<str>,
    }
    debug_handle!(ConversationHandle conversation_id);

    impl ConversationHandle {
        /// The conversation id.
        pub fn conversation_id(&self) -> &str {
            &self.conversation_id
        }

        /// Reads the conversation with all of its messages, which can be megabytes.
        pub fn get(&self) -> GetConversation {
            GetConversation {
                call: self.client.call(requests::GET_CONVERSATION),
                conversation_id: self.conversation_id.clone(),
                limit: None,
                last_value: None,
            }
        }

        /// Renames the conversation, or marks it as read or unread. With both, the server only marks it.
        pub fn update(&self, patch: &types::ConversationPatch) -> UpdateConversation {
            UpdateConversation {
                call: self.client.call(requests::UPDATE_CONVERSATION),
                conversation_id: self.conversation_id.clone(),
                patch: patch.clone(),
            }
        }

        /// Stops agents that are writing these messages.
        ///
        /// - `message_ids`: The messages of agents that are being written.
        pub fn cancel(
            &self,
            message_ids: impl IntoIterator<Item = impl Into<String>>,
        ) -> CancelMessages {
            CancelMessages {
                call: self.client.call(requests::CANCEL_MESSAGES),
                conversation_id: self.conversation_id.clone(),
                body: types::CancelRequest::new(message_ids),
            }
        }

        /// Attaches content, for the messages that follow.
        pub fn add_fragment(&self, fragment: &types::Fragment) -> AddFragment {
            AddFragment {
                call: self.client.call(requests::ADD_FRAGMENT),
                conversation_id: self.conversation_id.clone(),
                fragment: fragment.clone(),
            }
        }

        /// Lists your feedback on the messages of the conversation.
        ///
        /// Needs the access token of a person; an API key is refused.
        pub fn feedback(&self) -> ListFeedback {
            ListFeedback {
                call: self.client.call(requests::LIST_FEEDBACK),
                conversation_id: self.conversation_id.clone(),
            }
        }

        /// Suggests agents and people to mention in the conversation.
        ///
        /// - `query`: What the name contains, or nothing.
        pub fn suggest_mentions(
            &self,
            query: impl Into<String>,
        ) -> SuggestConversationMentions {
            SuggestConversationMentions {
                call: self.client.call(requests::SUGGEST_CONVERSATION_MENTIONS),
                conversation_id: self.conversation_id.clone(),
                query: query.into(),
                select: None,
                current: None,
            }
        }
    }

    impl Client {
        /// One conversation, by its id.
        pub fn conversation(
            &self,
            conversation_id: impl AsRef<str>,
        ) -> ConversationHandle {
            ConversationHandle {
                client: self.clone(),
                conversation_id: Arc::from(conversation_id.as_ref()),
            }
        }
    }

    /// The conversations of the workspace.
    ///
    /// From [`Client::conversations`].
    #[derive(Clone)]
    pub struct Conversations {
        pub(crate) client: Client,
    }
    debug_handle!(Conversations);

    impl Client {
        /// The conversations of the workspace.
        pub fn conversations(&self) -> Conversations {
            Conversations {
                client: self.clone(),
            }
        }
    }

    /// One message of the conversation, by its id.
    ///
    /// From [`ConversationHandle::message`].
    #[derive(Clone)]
    pub struct MessageHandle {
        pub(crate) client: Client,
        pub(crate) conversation_id: Arc<str>,
        pub(crate) message_id: Arc<str>,
    }
    debug_handle!(MessageHandle conversation_id message_id);

    impl MessageHandle {
        /// The message id.
        pub fn message_id(&self) -> &str {
            &self.message_id
        }

        /// Answers the question of a tool.
        ///
        /// - `action_id`: The action that waits.
        pub fn answer_question(
            &self,
            action_id: impl Into<String>,
            answer: impl Into<types::SelectedAnswer>,
        ) -> AnswerQuestion {
            AnswerQuestion {
                call: self.client.call(requests::ANSWER_QUESTION),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
                body: types::QuestionAnswer::new(action_id, answer),
            }
        }

        /// Gives the message a new text, which makes a new version of it: the agents answer again.
        pub fn edit(&self, edit: &types::MessageEdit) -> EditMessage {
            EditMessage {
                call: self.client.call(requests::EDIT_MESSAGE),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
                edit: edit.clone(),
            }
        }

        /// Gives feedback on the message, in place of what you gave before. The editors of the agent are told each time.
        ///
        /// Needs the access token of a person; an API key is refused.
        pub fn give_feedback(
            &self,
            thumb: impl Into<types::ThumbDirection>,
        ) -> GiveFeedback {
            GiveFeedback {
                call: self.client.call(requests::GIVE_FEEDBACK),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
                body: types::FeedbackRequest::new(thumb),
            }
        }

        /// Withdraws your feedback on the message.
        ///
        /// Needs the access token of a person; an API key is refused.
        pub fn withdraw_feedback(&self) -> WithdrawFeedback {
            WithdrawFeedback {
                call: self.client.call(requests::WITHDRAW_FEEDBACK),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
            }
        }

        /// Decides on a tool that waits for approval.
        ///
        /// - `action_id`: The action that waits.
        pub fn decide(
            &self,
            action_id: impl Into<String>,
            decision: impl Into<types::ActionDecision>,
        ) -> ValidateAction {
            ValidateAction {
                call: self.client.call(requests::VALIDATE_ACTION),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
                body: types::ActionValidation::new(action_id, decision),
            }
        }
    }

    impl ConversationHandle {
        /// One message of the conversation, by its id.
        pub fn message(&self, message_id: impl AsRef<str>) -> MessageHandle {
            MessageHandle {
                client: self.client.clone(),
                conversation_id: self.conversation_id.clone(),
                message_id: Arc::from(message_id.as_ref()),
            }
        }
    }

    /// The call of [`ConversationHandle::get`]; awaiting it gives [`Conversation`](types::Conversation).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let conversation = dust.conversation("conversation_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetConversation {
        call: Call,
        conversation_id: Arc<str>,
        limit: Option<i64>,
        last_value: Option<String>,
    }

    impl GetConversation {
        /// How many messages to give, newest first; all if absent.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// The rank after which to go on, from the answer before.
        pub fn last_value(mut self, last_value: impl Into<String>) -> Self {
            self.last_value = Some(last_value.into());
            self
        }
    }

    impl CallBuilder<types::Conversation> for GetConversation {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::get_conversation(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                self.last_value.as_deref(),
                self.limit,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Conversation> {
            Ok(call.decode::<types::ConversationPage>(&response)?.conversation)
        }
    }
    call_builder!(GetConversation => types::Conversation);

    /// The call of [`ConversationHandle::update`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, patch: dust_sdk::types::ConversationPatch) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").update(&patch).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UpdateConversation {
        call: Call,
        conversation_id: Arc<str>,
        patch: types::ConversationPatch,
    }

    impl CallBuilder<()> for UpdateConversation {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::update_conversation(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.patch,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(UpdateConversation => ());

    /// The call of [`ConversationHandle::cancel`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, message_ids: Vec<String>) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").cancel(message_ids).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct CancelMessages {
        call: Call,
        conversation_id: Arc<str>,
        body: types::CancelRequest,
    }

    impl CallBuilder<()> for CancelMessages {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::cancel_messages(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(CancelMessages => ());

    /// The call of [`ConversationHandle::add_fragment`]; awaiting it gives [`ContentFragment`](types::ContentFragment).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, fragment: dust_sdk::types::Fragment) -> Result<(), dust_sdk::Error> {
    /// let content_fragment = dust.conversation("conversation_id").add_fragment(&fragment).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct AddFragment {
        call: Call,
        conversation_id: Arc<str>,
        fragment: types::Fragment,
    }

    impl CallBuilder<types::ContentFragment> for AddFragment {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::add_fragment(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.fragment,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::ContentFragment> {
            Ok(call.decode::<types::FragmentEnvelope>(&response)?.content_fragment)
        }
    }
    call_builder!(AddFragment => types::ContentFragment);

    /// The call of [`ConversationHandle::feedback`]; awaiting it gives `Vec<Feedback>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let feedbacks = dust.conversation("conversation_id").feedback().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListFeedback {
        call: Call,
        conversation_id: Arc<str>,
    }

    impl CallBuilder<Vec<types::Feedback>> for ListFeedback {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::list_feedback(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Feedback>> {
            Ok(call.decode::<types::FeedbackList>(&response)?.feedbacks)
        }
    }
    call_builder!(ListFeedback => Vec<types::Feedback>);

    /// The call of [`ConversationHandle::suggest_mentions`]; awaiting it gives `Vec<MentionSuggestion>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let mention_suggestions = dust.conversation("conversation_id").suggest_mentions("query").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SuggestConversationMentions {
        call: Call,
        conversation_id: Arc<str>,
        query: String,
        select: Option<Vec<String>>,
        current: Option<bool>,
    }

    impl SuggestConversationMentions {
        /// What to suggest: agents, users.
        pub fn select(
            mut self,
            select: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.select = Some(select.into_iter().map(Into::into).collect());
            self
        }

        /// Whether to put the current ones first.
        pub fn current(mut self, current: bool) -> Self {
            self.current = Some(current);
            self
        }
    }

    impl CallBuilder<Vec<types::MentionSuggestion>> for SuggestConversationMentions {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            requests::suggest_conversation_mentions(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                self.current,
                &self.query,
                self.select.as_ref(),
            )
        }

        fn read(
            call: &Call,
            response: RawResponse,
        ) -> Result<Vec<types::MentionSuggestion>> {
            Ok(call.decode::<types::MentionSuggestions>(&response)?.suggestions)
        }
    }
    call_builder!(SuggestConversationMentions => Vec<types::MentionSuggestion>);

    /// The call of [`MessageHandle::answer_question`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, answer: dust_sdk::types::SelectedAnswer) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").message("message_id").answer_question("action_id", answer).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct AnswerQuestion {
        call: Call,
        conversation_id: Arc<str>,
        message_id: Arc<str>,
        body: types::QuestionAnswer,
    }

    impl CallBuilder<()> for AnswerQuestion {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            check_id("message id", &self.message_id)?;
            requests::answer_question(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.message_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }

        fn recover(error: Error) -> Result<()> {
            done_on_repeat(error, &["action_not_blocked"])
        }
    }
    call_builder!(AnswerQuestion => ());

    /// The call of [`MessageHandle::edit`]; awaiting it gives [`UserMessage`](types::UserMessage).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, edit: dust_sdk::types::MessageEdit) -> Result<(), dust_sdk::Error> {
    /// let user_message = dust.conversation("conversation_id").message("message_id").edit(&edit).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct EditMessage {
        call: Call,
        conversation_id: Arc<str>,
        message_id: Arc<str>,
        edit: types::MessageEdit,
    }

    impl CallBuilder<types::UserMessage> for EditMessage {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            check_id("message id", &self.message_id)?;
            requests::edit_message(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.message_id,
                &self.edit,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::UserMessage> {
            Ok(call.decode::<types::EditedMessage>(&response)?.message)
        }
    }
    call_builder!(EditMessage => types::UserMessage);

    /// The call of [`MessageHandle::give_feedback`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, thumb: dust_sdk::types::ThumbDirection) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").message("message_id").give_feedback(thumb).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GiveFeedback {
        call: Call,
        conversation_id: Arc<str>,
        message_id: Arc<str>,
        body: types::FeedbackRequest,
    }

    impl GiveFeedback {
        /// What to say about it.
        pub fn content(mut self, content: impl Into<String>) -> Self {
            self.body = self.body.feedback_content(content);
            self
        }

        /// Whether the agent's editors may read the conversation.
        pub fn share_conversation(mut self, share_conversation: bool) -> Self {
            self.body = self.body.is_conversation_shared(share_conversation);
            self
        }
    }

    impl CallBuilder<()> for GiveFeedback {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            check_id("message id", &self.message_id)?;
            requests::give_feedback(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.message_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(GiveFeedback => ());

    /// The call of [`MessageHandle::withdraw_feedback`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").message("message_id").withdraw_feedback().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct WithdrawFeedback {
        call: Call,
        conversation_id: Arc<str>,
        message_id: Arc<str>,
    }

    impl CallBuilder<()> for WithdrawFeedback {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            check_id("message id", &self.message_id)?;
            requests::withdraw_feedback(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.message_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(WithdrawFeedback => ());

    /// The call of [`MessageHandle::decide`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, decision: dust_sdk::types::ActionDecision) -> Result<(), dust_sdk::Error> {
    /// dust.conversation("conversation_id").message("message_id").decide("action_id", decision).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ValidateAction {
        call: Call,
        conversation_id: Arc<str>,
        message_id: Arc<str>,
        body: types::ActionValidation,
    }

    impl CallBuilder<()> for ValidateAction {
        fn request(&self) -> Result<Request> {
            check_id("conversation id", &self.conversation_id)?;
            check_id("message id", &self.message_id)?;
            requests::validate_action(
                self.call.base(),
                self.call.workspace_id(),
                &self.conversation_id,
                &self.message_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }

        fn recover(error: Error) -> Result<()> {
            done_on_repeat(error, &["action_not_blocked"])
        }
    }
    call_builder!(ValidateAction => ());
}

/// Handles and calls of `files`.
pub mod files {
    use super::*;
    /// Files of the workspace.
    ///
    /// From [`Client::files`].
    #[derive(Clone)]
    pub struct Files {
        pub(crate) client: Client,
    }
    debug_handle!(Files);

    impl Client {
        /// Files of the workspace.
        pub fn files(&self) -> Files {
            Files { client: self.clone() }
        }
    }
}

/// Handles and calls of `mentions`.
pub mod mentions {
    use super::*;
    /// Mentions of agents and people.
    ///
    /// From [`Client::mentions`].
    #[derive(Clone)]
    pub struct Mentions {
        pub(crate) client: Client,
    }
    debug_handle!(Mentions);

    impl Mentions {
        /// Marks the mentions in Markdown, so that `@dust` calls the agent.
        ///
        /// - `markdown`: The text.
        pub fn parse(&self, markdown: impl Into<String>) -> ParseMentions {
            ParseMentions {
                call: self.client.call(requests::PARSE_MENTIONS),
                body: types::MentionsToParse::new(markdown),
            }
        }

        /// Suggests agents and people to mention.
        ///
        /// - `query`: What the name contains, or nothing.
        pub fn suggest(&self, query: impl Into<String>) -> SuggestMentions {
            SuggestMentions {
                call: self.client.call(requests::SUGGEST_MENTIONS),
                query: query.into(),
                select: None,
                current: None,
            }
        }
    }

    impl Client {
        /// Mentions of agents and people.
        pub fn mentions(&self) -> Mentions {
            Mentions { client: self.clone() }
        }
    }

    /// The call of [`Mentions::parse`]; awaiting it gives `String`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let string = dust.mentions().parse("markdown").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ParseMentions {
        call: Call,
        body: types::MentionsToParse,
    }

    impl CallBuilder<String> for ParseMentions {
        fn request(&self) -> Result<Request> {
            requests::parse_mentions(
                self.call.base(),
                self.call.workspace_id(),
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<String> {
            Ok(call.decode::<types::ParsedMentions>(&response)?.markdown)
        }
    }
    call_builder!(ParseMentions => String);

    /// The call of [`Mentions::suggest`]; awaiting it gives `Vec<MentionSuggestion>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let mention_suggestions = dust.mentions().suggest("query").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SuggestMentions {
        call: Call,
        query: String,
        select: Option<Vec<String>>,
        current: Option<bool>,
    }

    impl SuggestMentions {
        /// What to suggest: agents, users.
        pub fn select(
            mut self,
            select: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.select = Some(select.into_iter().map(Into::into).collect());
            self
        }

        /// Whether to put the current ones first.
        pub fn current(mut self, current: bool) -> Self {
            self.current = Some(current);
            self
        }
    }

    impl CallBuilder<Vec<types::MentionSuggestion>> for SuggestMentions {
        fn request(&self) -> Result<Request> {
            requests::suggest_mentions(
                self.call.base(),
                self.call.workspace_id(),
                self.current,
                &self.query,
                self.select.as_ref(),
            )
        }

        fn read(
            call: &Call,
            response: RawResponse,
        ) -> Result<Vec<types::MentionSuggestion>> {
            Ok(call.decode::<types::MentionSuggestions>(&response)?.suggestions)
        }
    }
    call_builder!(SuggestMentions => Vec<types::MentionSuggestion>);
}

/// Handles and calls of `spaces`.
pub mod spaces {
    use super::*;
    /// One space, by its id.
    ///
    /// From [`Client::space`].
    #[derive(Clone)]
    pub struct SpaceHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(SpaceHandle space_id);

    impl SpaceHandle {
        /// The space id.
        pub fn space_id(&self) -> &str {
            &self.space_id
        }
    }

    impl Client {
        /// One space, by its id.
        pub fn space(&self, space_id: impl AsRef<str>) -> SpaceHandle {
            SpaceHandle {
                client: self.clone(),
                space_id: Arc::from(space_id.as_ref()),
            }
        }
    }

    /// The spaces of the workspace.
    ///
    /// From [`Client::spaces`].
    #[derive(Clone)]
    pub struct Spaces {
        pub(crate) client: Client,
    }
    debug_handle!(Spaces);

    impl Spaces {
        /// Lists the spaces that the key may see.
        pub fn list(&self) -> ListSpaces {
            ListSpaces {
                call: self.client.call(requests::LIST_SPACES),
                kinds: None,
            }
        }
    }

    impl Client {
        /// The spaces of the workspace.
        pub fn spaces(&self) -> Spaces {
            Spaces { client: self.clone() }
        }
    }

    /// The call of [`Spaces::list`]; awaiting it gives `Vec<SpaceSummary>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let space_summarys = dust.spaces().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListSpaces {
        call: Call,
        kinds: Option<Vec<types::SpaceKind>>,
    }

    impl ListSpaces {
        /// Which kinds of spaces, system, global and regular if unset.
        pub fn kinds(
            mut self,
            kinds: impl IntoIterator<Item = types::SpaceKind>,
        ) -> Self {
            self.kinds = Some(kinds.into_iter().collect());
            self
        }
    }

    impl CallBuilder<Vec<types::SpaceSummary>> for ListSpaces {
        fn request(&self) -> Result<Request> {
            requests::list_spaces(
                self.call.base(),
                self.call.workspace_id(),
                self.kinds.as_ref(),
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::SpaceSummary>> {
            Ok(call.decode::<types::SpaceList>(&response)?.spaces)
        }
    }
    call_builder!(ListSpaces => Vec<types::SpaceSummary>);
}

/// Handles and calls of `workspace`.
pub mod workspace {
    use super::*;
    /// The workspace as a whole: analytics and usage.
    ///
    /// From [`Client::workspace`].
    #[derive(Clone)]
    pub struct Workspace {
        pub(crate) client: Client,
    }
    debug_handle!(Workspace);

    impl Client {
        /// The workspace as a whole: analytics and usage.
        pub fn workspace(&self) -> Workspace {
            Workspace { client: self.clone() }
        }
    }
}
