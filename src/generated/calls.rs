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
/// Handles and calls of `account`.
pub mod account {
    use super::*;
    /// The person who has signed in.
    ///
    /// From [`Client::account`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let user = dust.account().me().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Account {
        pub(crate) client: Client,
    }
    debug_handle!(Account);

    impl Account {
        /// Gets the person whose access token this is.
        ///
        /// With the workspaces of the person in this region. Needs a person's access token.
        pub fn me(&self) -> GetMe {
            GetMe {
                call: self.client.call(requests::GET_ME),
            }
        }
    }

    impl Client {
        /// The person who has signed in.
        pub fn account(&self) -> Account {
            Account { client: self.clone() }
        }
    }

    /// The call of [`Account::me`]; awaiting it gives [`User`](types::User).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let user = dust.account().me().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetMe {
        call: Call,
    }

    impl CallBuilder<types::User> for GetMe {
        fn request(&self) -> Result<Request> {
            requests::get_me(self.call.base())
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::User> {
            Ok(call.decode::<types::UserEnvelope>(&response)?.user)
        }
    }
    call_builder!(GetMe => types::User);
}

/// Handles and calls of `agents`.
pub mod agents {
    use super::*;
    /// One agent, by its `sId`.
    ///
    /// From [`Client::agent`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let answer = dust.agent("dust").ask("What changed in the handbook?").await?;
    /// println!("{}", answer.text());
    /// # Ok(())
    /// # }
    /// ```
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
        ///
        /// Needs an API key or a person's access token.
        pub fn get(&self) -> GetAgent {
            GetAgent {
                call: self.client.call(requests::GET_AGENT),
                agent_id: self.agent_id.clone(),
                variant: None,
            }
        }

        /// Archives the agent: it can no longer be used.
        ///
        /// Needs an API key with the admin scope.
        pub fn archive(&self) -> ArchiveAgent {
            ArchiveAgent {
                call: self.client.call(requests::ARCHIVE_AGENT),
                agent_id: self.agent_id.clone(),
            }
        }

        /// Changes the agent. Whatever the patch leaves unset stays; an empty list clears. Every update saves a new version.
        ///
        /// Needs an API key with the admin scope.
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let agents = dust.agents().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Agents {
        pub(crate) client: Client,
    }
    debug_handle!(Agents);

    impl Agents {
        /// Lists agents, all that the key may see unless a view is set.
        ///
        /// Needs an API key or a person's access token.
        pub fn list(&self) -> ListAgents {
            ListAgents {
                call: self.client.call(requests::LIST_AGENTS),
                view: None,
                with_authors: None,
            }
        }

        /// Makes a new agent of a definition, such as one that was exported.
        ///
        /// Needs an API key or a person's access token.
        pub fn import(&self, definition: &types::AgentDefinition) -> ImportAgent {
            ImportAgent {
                call: self.client.call(requests::IMPORT_AGENT),
                definition: definition.clone(),
            }
        }

        /// Finds agents whose name contains a text.
        ///
        /// Needs an API key or a person's access token.
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::RunRequest;
    ///
    /// let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
    /// let run = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).await?;
    /// println!("{} {:?}", run.status(), run.output());
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let apps = dust.space("space_id").apps().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Apps {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(Apps space_id);

    impl Apps {
        /// Lists the apps of the space.
        ///
        /// Needs an API key or a person's access token.
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let app = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe");
    /// let run = app.run_by_id("0ec9852c2f").wait().await?;
    /// println!("{:?}", run.output());
    /// # Ok(())
    /// # }
    /// ```
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
        ///
        /// Needs an API key or a person's access token.
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let conversation = dust.conversation("cnv_1");
    /// conversation.rename("Budget 2027").await?;
    /// let mut messages = conversation.messages(); // newest first
    /// while let Some(message) = messages.next().await {
    ///     println!("{:?}", message?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
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
        ///
        /// Needs an API key or a person's access token.
        pub fn get(&self) -> GetConversation {
            GetConversation {
                call: self.client.call(requests::GET_CONVERSATION),
                conversation_id: self.conversation_id.clone(),
                limit: None,
                last_value: None,
            }
        }

        /// Renames the conversation, or marks it as read or unread. With both, the server only marks it.
        ///
        /// Needs an API key or a person's access token.
        pub fn update(&self, patch: &types::ConversationPatch) -> UpdateConversation {
            UpdateConversation {
                call: self.client.call(requests::UPDATE_CONVERSATION),
                conversation_id: self.conversation_id.clone(),
                patch: patch.clone(),
            }
        }

        /// Stops agents that are writing these messages.
        ///
        /// Needs an API key or a person's access token.
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
        ///
        /// Needs an API key or a person's access token.
        pub fn add_fragment(&self, fragment: &types::Fragment) -> AddFragment {
            AddFragment {
                call: self.client.call(requests::ADD_FRAGMENT),
                conversation_id: self.conversation_id.clone(),
                fragment: fragment.clone(),
            }
        }

        /// Lists the feedback that you have given in a conversation.
        ///
        /// Your own only. Needs a person's access token.
        pub fn feedback(&self) -> ListFeedback {
            ListFeedback {
                call: self.client.call(requests::LIST_FEEDBACK),
                conversation_id: self.conversation_id.clone(),
            }
        }

        /// Suggests agents and people to mention in a conversation.
        ///
        /// The server checks that the conversation is there, and suggests the same as without one. With an API key ask for people only. Needs an API key or a person's access token.
        ///
        /// - `query`: Part of a name; may be empty.
        pub fn suggest_mentions(
            &self,
            query: impl Into<String>,
        ) -> SuggestConversationMentions {
            SuggestConversationMentions {
                call: self.client.call(requests::SUGGEST_CONVERSATION_MENTIONS),
                conversation_id: self.conversation_id.clone(),
                query: query.into(),
                select: None,
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::NewConversation;
    ///
    /// let started = dust.conversations().create(&NewConversation::default().title("Budget")).await?;
    /// println!("{}", started.conversation.s_id);
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// // The answer to a question that was asked before.
    /// let answer = dust.conversation("cnv_1").message("msg_1").answer().await?;
    /// println!("{}", answer.text());
    /// # Ok(())
    /// # }
    /// ```
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
        /// Needs an API key or a person's access token.
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
        ///
        /// Needs an API key or a person's access token.
        pub fn edit(&self, edit: &types::MessageEdit) -> EditMessage {
            EditMessage {
                call: self.client.call(requests::EDIT_MESSAGE),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
                edit: edit.clone(),
            }
        }

        /// Gives feedback on a message of an agent.
        ///
        /// Replaces what you have said before. The editors of the agent are told anew each time, so it is not repeated after a lost answer. Needs a person's access token.
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

        /// Withdraws your feedback on a message of an agent.
        ///
        /// Succeeds where there is none, too (a 400 in the oldest versions only). Needs a person's access token.
        pub fn withdraw_feedback(&self) -> WithdrawFeedback {
            WithdrawFeedback {
                call: self.client.call(requests::WITHDRAW_FEEDBACK),
                conversation_id: self.conversation_id.clone(),
                message_id: self.message_id.clone(),
            }
        }

        /// Decides on a tool that waits for approval.
        ///
        /// Needs an API key or a person's access token.
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
        select: Option<Vec<types::MentionKind>>,
    }

    impl SuggestConversationMentions {
        /// What to suggest: agents, people or both; both if absent.
        pub fn select(
            mut self,
            select: impl IntoIterator<Item = types::MentionKind>,
        ) -> Self {
            self.select = Some(select.into_iter().collect());
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
            self.body = self.body.content(content);
            self
        }

        /// Whether the editors of the agent may read the conversation.
        pub fn share_conversation(mut self, share_conversation: bool) -> Self {
            self.body = self.body.share_conversation(share_conversation);
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

/// Handles and calls of `data_source_views`.
pub mod data_source_views {
    use super::*;
    /// A view of a data source.
    ///
    /// From [`SpaceHandle::data_source_view`](super::spaces::SpaceHandle::data_source_view).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_source_view = dust.space("space_id").data_source_view("view_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct DataSourceViewHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) view_id: Arc<str>,
    }
    debug_handle!(DataSourceViewHandle space_id view_id);

    impl DataSourceViewHandle {
        /// The view id.
        pub fn view_id(&self) -> &str {
            &self.view_id
        }

        /// Gets a view of a data source.
        ///
        /// Needs an API key or a person's access token that can read the space.
        pub fn get(&self) -> GetDataSourceView {
            GetDataSourceView {
                call: self.client.call(requests::GET_DATA_SOURCE_VIEW),
                space_id: self.space_id.clone(),
                view_id: self.view_id.clone(),
            }
        }

        /// Changes what a view shows of its data source.
        ///
        /// Adds and removes nodes. The default view of a data source cannot be changed. Needs an API key with the admin scope, or the access token of an admin.
        pub fn update(
            &self,
            patch: &types::DataSourceViewPatch,
        ) -> UpdateDataSourceView {
            UpdateDataSourceView {
                call: self.client.call(requests::UPDATE_DATA_SOURCE_VIEW),
                space_id: self.space_id.clone(),
                view_id: self.view_id.clone(),
                patch: patch.clone(),
            }
        }

        /// Searches what a view shows by meaning.
        ///
        /// As the search of a data source, within the nodes that the view shows. Needs an API key or a person's access token that can read the space.
        ///
        /// - `query`: What to look for; may be empty.
        pub fn search(&self, query: impl Into<String>) -> SearchDataSourceView {
            SearchDataSourceView {
                call: self.client.call(requests::SEARCH_DATA_SOURCE_VIEW),
                space_id: self.space_id.clone(),
                view_id: self.view_id.clone(),
                query: query.into(),
                top_k: 8,
                full_text: false,
                target_document_tokens: None,
                timestamp_gt: None,
                timestamp_lt: None,
                tags_in: None,
                tags_not: None,
                parents_in: None,
                parents_not: None,
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// A view of a data source.
        pub fn data_source_view(
            &self,
            view_id: impl AsRef<str>,
        ) -> DataSourceViewHandle {
            DataSourceViewHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                view_id: Arc::from(view_id.as_ref()),
            }
        }
    }

    /// The views through which a space sees data sources.
    ///
    /// From [`SpaceHandle::data_source_views`](super::spaces::SpaceHandle::data_source_views).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_source_views = dust.space("space_id").data_source_views().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct DataSourceViews {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(DataSourceViews space_id);

    impl DataSourceViews {
        /// Lists the views through which a space sees data sources.
        ///
        /// Needs an API key or a person's access token that can read the space.
        pub fn list(&self) -> ListDataSourceViews {
            ListDataSourceViews {
                call: self.client.call(requests::LIST_DATA_SOURCE_VIEWS),
                space_id: self.space_id.clone(),
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// The views through which a space sees data sources.
        pub fn data_source_views(&self) -> DataSourceViews {
            DataSourceViews {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
            }
        }
    }

    /// The call of [`DataSourceViews::list`]; awaiting it gives `Vec<DataSourceView>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_source_views = dust.space("space_id").data_source_views().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListDataSourceViews {
        call: Call,
        space_id: Arc<str>,
    }

    impl CallBuilder<Vec<types::DataSourceView>> for ListDataSourceViews {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            requests::list_data_source_views(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
            )
        }

        fn read(
            call: &Call,
            response: RawResponse,
        ) -> Result<Vec<types::DataSourceView>> {
            Ok(call.decode::<types::DataSourceViewList>(&response)?.data_source_views)
        }
    }
    call_builder!(ListDataSourceViews => Vec<types::DataSourceView>);

    /// The call of [`DataSourceViewHandle::get`]; awaiting it gives [`DataSourceView`](types::DataSourceView).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_source_view = dust.space("space_id").data_source_view("view_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetDataSourceView {
        call: Call,
        space_id: Arc<str>,
        view_id: Arc<str>,
    }

    impl CallBuilder<types::DataSourceView> for GetDataSourceView {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_id("view id", &self.view_id)?;
            requests::get_data_source_view(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.view_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::DataSourceView> {
            Ok(call.decode::<types::DataSourceViewEnvelope>(&response)?.data_source_view)
        }
    }
    call_builder!(GetDataSourceView => types::DataSourceView);

    /// The call of [`DataSourceViewHandle::update`]; awaiting it gives [`DataSourceView`](types::DataSourceView).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, patch: dust_sdk::types::DataSourceViewPatch) -> Result<(), dust_sdk::Error> {
    /// let data_source_view = dust.space("space_id").data_source_view("view_id").update(&patch).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UpdateDataSourceView {
        call: Call,
        space_id: Arc<str>,
        view_id: Arc<str>,
        patch: types::DataSourceViewPatch,
    }

    impl CallBuilder<types::DataSourceView> for UpdateDataSourceView {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_id("view id", &self.view_id)?;
            requests::update_data_source_view(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.view_id,
                &self.patch,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::DataSourceView> {
            Ok(call.decode::<types::DataSourceViewEnvelope>(&response)?.data_source_view)
        }
    }
    call_builder!(UpdateDataSourceView => types::DataSourceView);

    /// The call of [`DataSourceViewHandle::search`]; awaiting it gives `Vec<Document>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let documents = dust.space("space_id").data_source_view("view_id").search("query").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SearchDataSourceView {
        call: Call,
        space_id: Arc<str>,
        view_id: Arc<str>,
        query: String,
        top_k: i64,
        full_text: bool,
        target_document_tokens: Option<i64>,
        timestamp_gt: Option<i64>,
        timestamp_lt: Option<i64>,
        tags_in: Option<Vec<String>>,
        tags_not: Option<Vec<String>>,
        parents_in: Option<Vec<String>>,
        parents_not: Option<Vec<String>>,
    }

    impl SearchDataSourceView {
        /// How many chunks to give, at most 1024. Several chunks can be of one document.
        ///
        /// Unset: `8`.
        pub fn top_k(mut self, top_k: i64) -> Self {
            self.top_k = top_k;
            self
        }

        /// Whether the answer holds the full text of each document.
        ///
        /// Unset: `false`.
        pub fn full_text(mut self, full_text: bool) -> Self {
            self.full_text = full_text;
            self
        }

        /// Grows each chunk by its neighbours up to about this many tokens a document; needs a query.
        pub fn target_document_tokens(mut self, target_document_tokens: i64) -> Self {
            self.target_document_tokens = Some(target_document_tokens);
            self
        }

        /// Only documents newer than this, in milliseconds since 1970.
        pub fn timestamp_gt(mut self, timestamp_gt: i64) -> Self {
            self.timestamp_gt = Some(timestamp_gt);
            self
        }

        /// Only documents older than this, in milliseconds since 1970.
        pub fn timestamp_lt(mut self, timestamp_lt: i64) -> Self {
            self.timestamp_lt = Some(timestamp_lt);
            self
        }

        /// Only documents with one of these tags.
        pub fn tags_in(
            mut self,
            tags_in: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.tags_in = Some(tags_in.into_iter().map(Into::into).collect());
            self
        }

        /// No documents with one of these tags.
        pub fn tags_not(
            mut self,
            tags_not: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.tags_not = Some(tags_not.into_iter().map(Into::into).collect());
            self
        }

        /// Only documents below one of these nodes.
        pub fn parents_in(
            mut self,
            parents_in: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.parents_in = Some(parents_in.into_iter().map(Into::into).collect());
            self
        }

        /// No documents below one of these nodes.
        pub fn parents_not(
            mut self,
            parents_not: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.parents_not = Some(parents_not.into_iter().map(Into::into).collect());
            self
        }
    }

    impl CallBuilder<Vec<types::Document>> for SearchDataSourceView {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_id("view id", &self.view_id)?;
            requests::search_data_source_view(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.view_id,
                self.full_text,
                self.parents_in.as_ref(),
                self.parents_not.as_ref(),
                &self.query,
                self.tags_in.as_ref(),
                self.tags_not.as_ref(),
                self.target_document_tokens,
                self.timestamp_gt,
                self.timestamp_lt,
                self.top_k,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Document>> {
            Ok(call.decode::<types::DocumentSearchResults>(&response)?.documents)
        }
    }
    call_builder!(SearchDataSourceView => Vec<types::Document>);
}

/// Handles and calls of `data_sources`.
pub mod data_sources {
    use super::*;
    /// A data source: a folder, a website or a managed connection.
    ///
    /// From [`SpaceHandle::data_source`](super::spaces::SpaceHandle::data_source).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let documents = dust.space("space_id").data_source("data_source_id").search("query").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct DataSourceHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
    }
    debug_handle!(DataSourceHandle space_id data_source_id);

    impl DataSourceHandle {
        /// The data source id.
        pub fn data_source_id(&self) -> &str {
            &self.data_source_id
        }

        /// Searches the documents of a data source by meaning.
        ///
        /// Documents are ordered by their best chunk; each chunk carries its score. An empty query gives the newest documents without scores. Needs an API key or a person's access token that can read the space.
        ///
        /// - `query`: What to look for; may be empty.
        pub fn search(&self, query: impl Into<String>) -> SearchDataSource {
            SearchDataSource {
                call: self.client.call(requests::SEARCH_DATA_SOURCE),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                query: query.into(),
                top_k: 8,
                full_text: false,
                target_document_tokens: None,
                timestamp_gt: None,
                timestamp_lt: None,
                tags_in: None,
                tags_not: None,
                parents_in: None,
                parents_not: None,
            }
        }

        /// Splits a text into tokens, as the model that embeds the documents does.
        ///
        /// Only reads, and can take up to 270 seconds. Needs an API key or a person's access token that can read the space.
        ///
        /// - `text`: The text.
        pub fn tokenize(&self, text: impl Into<String>) -> Tokenize {
            Tokenize {
                call: self.client.call(requests::TOKENIZE),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                body: types::TextToTokenize::new(text),
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// A data source: a folder, a website or a managed connection.
        pub fn data_source(&self, data_source_id: impl AsRef<str>) -> DataSourceHandle {
            DataSourceHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: Arc::from(data_source_id.as_ref()),
            }
        }
    }

    /// The data sources of a space.
    ///
    /// From [`SpaceHandle::data_sources`](super::spaces::SpaceHandle::data_sources).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_sources = dust.space("space_id").data_sources().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct DataSources {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(DataSources space_id);

    impl DataSources {
        /// Lists the data sources of a space.
        ///
        /// Folders (without a connector), websites (`webcrawler`) and managed connections. Data sources themselves cannot be made through the API. Needs an API key or a person's access token that can read the space.
        pub fn list(&self) -> ListDataSources {
            ListDataSources {
                call: self.client.call(requests::LIST_DATA_SOURCES),
                space_id: self.space_id.clone(),
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// The data sources of a space.
        pub fn data_sources(&self) -> DataSources {
            DataSources {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
            }
        }
    }

    /// The call of [`DataSources::list`]; awaiting it gives `Vec<DataSource>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let data_sources = dust.space("space_id").data_sources().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListDataSources {
        call: Call,
        space_id: Arc<str>,
    }

    impl CallBuilder<Vec<types::DataSource>> for ListDataSources {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            requests::list_data_sources(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::DataSource>> {
            Ok(call.decode::<types::DataSourceList>(&response)?.data_sources)
        }
    }
    call_builder!(ListDataSources => Vec<types::DataSource>);

    /// The call of [`DataSourceHandle::search`]; awaiting it gives `Vec<Document>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let documents = dust.space("space_id").data_source("data_source_id").search("query").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SearchDataSource {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        query: String,
        top_k: i64,
        full_text: bool,
        target_document_tokens: Option<i64>,
        timestamp_gt: Option<i64>,
        timestamp_lt: Option<i64>,
        tags_in: Option<Vec<String>>,
        tags_not: Option<Vec<String>>,
        parents_in: Option<Vec<String>>,
        parents_not: Option<Vec<String>>,
    }

    impl SearchDataSource {
        /// How many chunks to give, at most 1024. Several chunks can be of one document.
        ///
        /// Unset: `8`.
        pub fn top_k(mut self, top_k: i64) -> Self {
            self.top_k = top_k;
            self
        }

        /// Whether the answer holds the full text of each document.
        ///
        /// Unset: `false`.
        pub fn full_text(mut self, full_text: bool) -> Self {
            self.full_text = full_text;
            self
        }

        /// Grows each chunk by its neighbours up to about this many tokens a document; needs a query.
        pub fn target_document_tokens(mut self, target_document_tokens: i64) -> Self {
            self.target_document_tokens = Some(target_document_tokens);
            self
        }

        /// Only documents newer than this, in milliseconds since 1970.
        pub fn timestamp_gt(mut self, timestamp_gt: i64) -> Self {
            self.timestamp_gt = Some(timestamp_gt);
            self
        }

        /// Only documents older than this, in milliseconds since 1970.
        pub fn timestamp_lt(mut self, timestamp_lt: i64) -> Self {
            self.timestamp_lt = Some(timestamp_lt);
            self
        }

        /// Only documents with one of these tags.
        pub fn tags_in(
            mut self,
            tags_in: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.tags_in = Some(tags_in.into_iter().map(Into::into).collect());
            self
        }

        /// No documents with one of these tags.
        pub fn tags_not(
            mut self,
            tags_not: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.tags_not = Some(tags_not.into_iter().map(Into::into).collect());
            self
        }

        /// Only documents below one of these nodes.
        pub fn parents_in(
            mut self,
            parents_in: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.parents_in = Some(parents_in.into_iter().map(Into::into).collect());
            self
        }

        /// No documents below one of these nodes.
        pub fn parents_not(
            mut self,
            parents_not: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.parents_not = Some(parents_not.into_iter().map(Into::into).collect());
            self
        }
    }

    impl CallBuilder<Vec<types::Document>> for SearchDataSource {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            requests::search_data_source(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                self.full_text,
                self.parents_in.as_ref(),
                self.parents_not.as_ref(),
                &self.query,
                self.tags_in.as_ref(),
                self.tags_not.as_ref(),
                self.target_document_tokens,
                self.timestamp_gt,
                self.timestamp_lt,
                self.top_k,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Document>> {
            Ok(call.decode::<types::DocumentSearchResults>(&response)?.documents)
        }
    }
    call_builder!(SearchDataSource => Vec<types::Document>);

    /// The call of [`DataSourceHandle::tokenize`]; awaiting it gives `Vec<Token>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let tokens = dust.space("space_id").data_source("data_source_id").tokenize("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct Tokenize {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        body: types::TextToTokenize,
    }

    impl CallBuilder<Vec<types::Token>> for Tokenize {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            requests::tokenize(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Token>> {
            Ok(call.decode::<types::TokenList>(&response)?.tokens)
        }
    }
    call_builder!(Tokenize => Vec<types::Token>);
}

/// Handles and calls of `documents`.
pub mod documents {
    use super::*;
    /// A document of a data source.
    ///
    /// From [`DataSourceHandle::document`](super::data_sources::DataSourceHandle::document).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::Document;
    ///
    /// let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
    /// let document = folder.document("https://wiki.example.com/leave");
    /// document.upsert(&Document::text("25 days.").title("Leave")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct DocumentHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
        pub(crate) document_id: Arc<str>,
    }
    debug_handle!(DocumentHandle space_id data_source_id document_id);

    impl DocumentHandle {
        /// The document id.
        pub fn document_id(&self) -> &str {
            &self.document_id
        }

        /// Gets a document with its text.
        ///
        /// `chunks` is empty. The `timestamp` tells whether a queued upsert has arrived. Needs an API key or a person's access token that can read the space.
        pub fn get(&self) -> GetDocument {
            GetDocument {
                call: self.client.call(requests::GET_DOCUMENT),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                document_id: self.document_id.clone(),
            }
        }

        /// Deletes a document.
        ///
        /// Succeeds for a document that does not exist, too. Needs an API key, or the access token of a person, that may write to the data source.
        pub fn delete(&self) -> DeleteDocument {
            DeleteDocument {
                call: self.client.call(requests::DELETE_DOCUMENT),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                document_id: self.document_id.clone(),
            }
        }

        /// Moves a document below other nodes.
        ///
        /// `parents` begins with the id of the document itself and goes on with that of its parent, which is also `parent_id`; a document without a parent has itself alone, and no `parent_id`. Succeeds for an unknown document, too. Needs an API key, or the access token of a person, that may write to the data source.
        ///
        /// - `parents`: The document itself, then the nodes that it is below, nearest first.
        pub fn set_parents(
            &self,
            parents: impl IntoIterator<Item = impl Into<String>>,
        ) -> SetDocumentParents {
            SetDocumentParents {
                call: self.client.call(requests::SET_DOCUMENT_PARENTS),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                document_id: self.document_id.clone(),
                body: types::DocumentParents::new(parents),
            }
        }
    }

    impl super::data_sources::DataSourceHandle {
        /// A document of a data source.
        pub fn document(&self, document_id: impl AsRef<str>) -> DocumentHandle {
            DocumentHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                document_id: Arc::from(document_id.as_ref()),
            }
        }
    }

    /// The documents of a data source.
    ///
    /// From [`DataSourceHandle::documents`](super::data_sources::DataSourceHandle::documents).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
    /// let mut documents = folder.documents().list().items();
    /// while let Some(document) = documents.next().await {
    ///     println!("{}", document?.document_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Documents {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
    }
    debug_handle!(Documents space_id data_source_id);

    impl Documents {
        /// Lists the documents of a data source.
        ///
        /// Without their text, and with empty `chunks`: `chunk_count` is right all the same. Pages move while documents are written; to look up known documents, give their ids in `document_ids`. Needs an API key or a person's access token that can read the space.
        pub fn list(&self) -> ListDocuments {
            ListDocuments {
                call: self.client.call(requests::LIST_DOCUMENTS),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                limit: None,
                offset: None,
                document_ids: None,
            }
        }
    }

    impl super::data_sources::DataSourceHandle {
        /// The documents of a data source.
        pub fn documents(&self) -> Documents {
            Documents {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
            }
        }
    }

    /// The call of [`Documents::list`]; awaiting it gives [`DocumentList`](types::DocumentList).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let document_list = dust.space("space_id").data_source("data_source_id").documents().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    #[derive(Clone)]
    pub struct ListDocuments {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        limit: Option<i64>,
        offset: Option<i64>,
        document_ids: Option<Vec<String>>,
    }

    impl ListDocuments {
        /// How many documents to give; 10 if absent.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// How many documents to skip; 0 if absent.
        pub fn offset(mut self, offset: i64) -> Self {
            self.offset = Some(offset);
            self
        }

        /// Only the documents of these ids.
        pub fn document_ids(
            mut self,
            document_ids: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.document_ids = Some(document_ids.into_iter().map(Into::into).collect());
            self
        }

        /// Reads page after page, as a stream.
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<types::DocumentList> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::DocumentList = call.decode(&response)?;
                                let next = Next::offset(page.documents.len(), page.total);
                                Ok(Page { items: vec![page], next })
                            },
                        )
                },
            )
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<types::Document> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::DocumentList = call.decode(&response)?;
                                let next = Next::offset(page.documents.len(), page.total);
                                Ok(Page {
                                    items: page.documents,
                                    next,
                                })
                            },
                        )
                },
            )
        }

        fn page<T>(
            &self,
            start: Option<i64>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self {
                offset: start,
                ..self.clone()
            };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }

    impl CallBuilder<types::DocumentList> for ListDocuments {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            requests::list_documents(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                self.document_ids.as_ref(),
                self.limit,
                self.offset,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::DocumentList> {
            call.decode(&response)
        }
    }
    call_builder!(ListDocuments => types::DocumentList);

    /// The call of [`DocumentHandle::get`]; awaiting it gives [`Document`](types::Document).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let document = dust.space("space_id").data_source("data_source_id").document("document_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetDocument {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        document_id: Arc<str>,
    }

    impl CallBuilder<types::Document> for GetDocument {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("document id", &self.document_id)?;
            requests::get_document(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.document_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Document> {
            Ok(call.decode::<types::DocumentEnvelope>(&response)?.document)
        }
    }
    call_builder!(GetDocument => types::Document);

    /// The call of [`DocumentHandle::delete`]; awaiting it gives [`DocumentReference`](types::DocumentReference).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let document_reference = dust.space("space_id").data_source("data_source_id").document("document_id").delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct DeleteDocument {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        document_id: Arc<str>,
    }

    impl CallBuilder<types::DocumentReference> for DeleteDocument {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("document id", &self.document_id)?;
            requests::delete_document(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.document_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::DocumentReference> {
            Ok(call.decode::<types::DeletedDocumentEnvelope>(&response)?.document)
        }
    }
    call_builder!(DeleteDocument => types::DocumentReference);

    /// The call of [`DocumentHandle::set_parents`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, parents: Vec<String>) -> Result<(), dust_sdk::Error> {
    /// dust.space("space_id").data_source("data_source_id").document("document_id").set_parents(parents).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct SetDocumentParents {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        document_id: Arc<str>,
        body: types::DocumentParents,
    }

    impl SetDocumentParents {
        /// The node that the document is directly below: the second of `parents`. Absent if there is none.
        pub fn parent_id(mut self, parent_id: impl Into<String>) -> Self {
            self.body = self.body.parent_id(parent_id);
            self
        }
    }

    impl CallBuilder<()> for SetDocumentParents {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("document id", &self.document_id)?;
            requests::set_document_parents(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.document_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("updated", call.decode::<types::Updated>(&response)?.updated)
        }
    }
    call_builder!(SetDocumentParents => ());
}

/// Handles and calls of `files`.
pub mod files {
    use super::*;
    /// Files of the workspace.
    ///
    /// From [`Client::files`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::File;
    ///
    /// let report = File::open("report.pdf", "application/pdf").await?;
    /// let uploaded = dust.files().upload(report).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Files {
        pub(crate) client: Client,
    }
    debug_handle!(Files);

    impl Files {
        /// Uploads a file that a tool has found, so that a conversation can use it.
        ///
        /// Dust reads the file with the sign-in of the person. Needs a person's access token; an API key gets a 500.
        pub fn upload_from_tool(&self, file: &types::ToolFile) -> UploadToolFile {
            UploadToolFile {
                call: self.client.call(requests::UPLOAD_TOOL_FILE),
                file: file.clone(),
            }
        }
    }

    impl Client {
        /// Files of the workspace.
        pub fn files(&self) -> Files {
            Files { client: self.clone() }
        }
    }

    /// The call of [`Files::upload_from_tool`]; awaiting it gives [`UploadedFile`](types::UploadedFile).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, file: dust_sdk::types::ToolFile) -> Result<(), dust_sdk::Error> {
    /// let uploaded_file = dust.files().upload_from_tool(&file).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UploadToolFile {
        call: Call,
        file: types::ToolFile,
    }

    impl CallBuilder<types::UploadedFile> for UploadToolFile {
        fn request(&self) -> Result<Request> {
            requests::upload_tool_file(
                self.call.base(),
                self.call.workspace_id(),
                &self.file,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::UploadedFile> {
            Ok(call.decode::<types::FileEnvelope>(&response)?.file)
        }
    }
    call_builder!(UploadToolFile => types::UploadedFile);
}

/// Handles and calls of `mentions`.
pub mod mentions {
    use super::*;
    /// Agents and people that a message can mention.
    ///
    /// From [`Client::mentions`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let string = dust.mentions().parse("markdown").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Mentions {
        pub(crate) client: Client,
    }
    debug_handle!(Mentions);

    impl Mentions {
        /// Marks the agents that a text mentions.
        ///
        /// Turns `@Name` of agents, not of people, into `:mention[Name]{sId=…}`, the longest name first, and in code, too. A message needs its `mentions` all the same. Only reads. Needs an API key or a person's access token.
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
        /// With an API key ask for people only (`select` of `users`): agents need a person, and the server fails with a 500 without one. Needs an API key or a person's access token.
        ///
        /// - `query`: Part of a name; may be empty.
        pub fn suggest(&self, query: impl Into<String>) -> SuggestMentions {
            SuggestMentions {
                call: self.client.call(requests::SUGGEST_MENTIONS),
                query: query.into(),
                select: None,
            }
        }
    }

    impl Client {
        /// Agents and people that a message can mention.
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
        select: Option<Vec<types::MentionKind>>,
    }

    impl SuggestMentions {
        /// What to suggest: agents, people or both; both if absent.
        pub fn select(
            mut self,
            select: impl IntoIterator<Item = types::MentionKind>,
        ) -> Self {
            self.select = Some(select.into_iter().collect());
            self
        }
    }

    impl CallBuilder<Vec<types::MentionSuggestion>> for SuggestMentions {
        fn request(&self) -> Result<Request> {
            requests::suggest_mentions(
                self.call.base(),
                self.call.workspace_id(),
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
    /// A space of the workspace.
    ///
    /// From [`Client::space`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let apps = dust.space("space_id").apps().list().await?;
    /// # Ok(())
    /// # }
    /// ```
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
        /// A space of the workspace.
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let spaces = dust.spaces().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Spaces {
        pub(crate) client: Client,
    }
    debug_handle!(Spaces);

    impl Spaces {
        /// Lists the spaces that the credential can read.
        ///
        /// Those of the kinds system, global and regular, unless told otherwise. Needs an API key or a person's access token.
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

    /// The call of [`Spaces::list`]; awaiting it gives `Vec<Space>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let spaces = dust.spaces().list().await?;
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
        /// Only these kinds: system, global, regular or project. Another word is a 400.
        pub fn kinds(
            mut self,
            kinds: impl IntoIterator<Item = types::SpaceKind>,
        ) -> Self {
            self.kinds = Some(kinds.into_iter().collect());
            self
        }
    }

    impl CallBuilder<Vec<types::Space>> for ListSpaces {
        fn request(&self) -> Result<Request> {
            requests::list_spaces(
                self.call.base(),
                self.call.workspace_id(),
                self.kinds.as_ref(),
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Space>> {
            Ok(call.decode::<types::SpaceList>(&response)?.spaces)
        }
    }
    call_builder!(ListSpaces => Vec<types::Space>);
}

/// Handles and calls of `tables`.
pub mod tables {
    use super::*;
    /// A row of a table.
    ///
    /// From [`TableHandle::row`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let table_row = dust.space("space_id").data_source("data_source_id").table("table_id").row("row_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct RowHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
        pub(crate) table_id: Arc<str>,
        pub(crate) row_id: Arc<str>,
    }
    debug_handle!(RowHandle space_id data_source_id table_id row_id);

    impl RowHandle {
        /// The row id.
        pub fn row_id(&self) -> &str {
            &self.row_id
        }

        /// Gets a row of a table.
        ///
        /// Needs an API key or a person's access token that can read the space.
        pub fn get(&self) -> GetRow {
            GetRow {
                call: self.client.call(requests::GET_ROW),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
                row_id: self.row_id.clone(),
            }
        }

        /// Deletes a row of a table.
        ///
        /// Succeeds for an unknown row, too. Needs an API key, or the access token of a person, that may write to the data source.
        pub fn delete(&self) -> DeleteRow {
            DeleteRow {
                call: self.client.call(requests::DELETE_ROW),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
                row_id: self.row_id.clone(),
            }
        }
    }

    impl TableHandle {
        /// A row of a table.
        pub fn row(&self, row_id: impl AsRef<str>) -> RowHandle {
            RowHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
                row_id: Arc::from(row_id.as_ref()),
            }
        }
    }

    /// The rows of a table.
    ///
    /// From [`TableHandle::rows`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::TableRow;
    ///
    /// let table = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").table("leads");
    /// table.rows().upsert([TableRow::of("acme", [("seats", 7)])]).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Rows {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
        pub(crate) table_id: Arc<str>,
    }
    debug_handle!(Rows space_id data_source_id table_id);

    impl Rows {
        /// Lists the rows of a table.
        ///
        /// Rows that were just written come some 10 seconds later. Needs an API key or a person's access token that can read the space.
        pub fn list(&self) -> ListRows {
            ListRows {
                call: self.client.call(requests::LIST_ROWS),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
                limit: None,
                offset: None,
            }
        }

        /// Writes rows of a table, new or not.
        ///
        /// Rows are queued and merged some 10 seconds after the last batch, so reads and the schema lag; of one row in several batches the last one stored wins. With `truncate` the rows replace the whole table at once and drop what is queued. 500 rows and less than 1 MiB of JSON are what works everywhere; rows over the limits (512 columns, 500,000 rows) are accepted and then dropped without a word. Needs an API key, or the access token of a person, that may write to the data source.
        ///
        /// - `rows`: The rows. With `truncate`, none empties the table.
        pub fn upsert(
            &self,
            rows: impl IntoIterator<Item = types::TableRow>,
        ) -> UpsertRows {
            UpsertRows {
                call: self.client.call(requests::UPSERT_ROWS),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
                body: types::RowBatch::new(rows),
            }
        }
    }

    impl TableHandle {
        /// The rows of a table.
        pub fn rows(&self) -> Rows {
            Rows {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
            }
        }
    }

    /// A table of a data source.
    ///
    /// From [`DataSourceHandle::table`](super::data_sources::DataSourceHandle::table).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::NewTable;
    ///
    /// let table = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1").table("leads");
    /// table.upsert(&NewTable::new("Open leads of the sales team", "leads", "Leads")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct TableHandle {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
        pub(crate) table_id: Arc<str>,
    }
    debug_handle!(TableHandle space_id data_source_id table_id);

    impl TableHandle {
        /// The table id.
        pub fn table_id(&self) -> &str {
            &self.table_id
        }

        /// Gets a table.
        ///
        /// Its schema follows rows with a delay. Needs an API key or a person's access token that can read the space.
        pub fn get(&self) -> GetTable {
            GetTable {
                call: self.client.call(requests::GET_TABLE),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
            }
        }

        /// Deletes a table.
        ///
        /// Succeeds for an unknown table, too. Needs an API key with the builder role, or the access token of a person who has it.
        pub fn delete(&self) -> DeleteTable {
            DeleteTable {
                call: self.client.call(requests::DELETE_TABLE),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: self.table_id.clone(),
            }
        }
    }

    impl super::data_sources::DataSourceHandle {
        /// A table of a data source.
        pub fn table(&self, table_id: impl AsRef<str>) -> TableHandle {
            TableHandle {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
                table_id: Arc::from(table_id.as_ref()),
            }
        }
    }

    /// The tables of a data source.
    ///
    /// From [`DataSourceHandle::tables`](super::data_sources::DataSourceHandle::tables).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
    /// for table in folder.tables().list().await? {
    ///     println!("{} {}", table.table_id, table.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Tables {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
        pub(crate) data_source_id: Arc<str>,
    }
    debug_handle!(Tables space_id data_source_id);

    impl super::data_sources::DataSourceHandle {
        /// The tables of a data source.
        pub fn tables(&self) -> Tables {
            Tables {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
                data_source_id: self.data_source_id.clone(),
            }
        }
    }

    /// The call of [`TableHandle::get`]; awaiting it gives [`Table`](types::Table).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let table = dust.space("space_id").data_source("data_source_id").table("table_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetTable {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
    }

    impl CallBuilder<types::Table> for GetTable {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            requests::get_table(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Table> {
            Ok(call.decode::<types::TableEnvelope>(&response)?.table)
        }
    }
    call_builder!(GetTable => types::Table);

    /// The call of [`TableHandle::delete`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.space("space_id").data_source("data_source_id").table("table_id").delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct DeleteTable {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
    }

    impl CallBuilder<()> for DeleteTable {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            requests::delete_table(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(DeleteTable => ());

    /// The call of [`Rows::list`]; awaiting it gives [`TableRowList`](types::TableRowList).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let table_row_list = dust.space("space_id").data_source("data_source_id").table("table_id").rows().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    #[derive(Clone)]
    pub struct ListRows {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
        limit: Option<i64>,
        offset: Option<i64>,
    }

    impl ListRows {
        /// How many rows to give; 10 if absent, without an upper bound.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// How many rows to skip; 0 if absent.
        pub fn offset(mut self, offset: i64) -> Self {
            self.offset = Some(offset);
            self
        }

        /// Reads page after page, as a stream.
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<types::TableRowList> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::TableRowList = call.decode(&response)?;
                                let next = Next::offset(page.rows.len(), page.total);
                                Ok(Page { items: vec![page], next })
                            },
                        )
                },
            )
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<types::TableRow> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::TableRowList = call.decode(&response)?;
                                let next = Next::offset(page.rows.len(), page.total);
                                Ok(Page { items: page.rows, next })
                            },
                        )
                },
            )
        }

        fn page<T>(
            &self,
            start: Option<i64>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self {
                offset: start,
                ..self.clone()
            };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }

    impl CallBuilder<types::TableRowList> for ListRows {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            requests::list_rows(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
                self.limit,
                self.offset,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::TableRowList> {
            call.decode(&response)
        }
    }
    call_builder!(ListRows => types::TableRowList);

    /// The call of [`Rows::upsert`]; awaiting it gives [`Table`](types::Table).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, rows: Vec<dust_sdk::types::TableRow>) -> Result<(), dust_sdk::Error> {
    /// let table = dust.space("space_id").data_source("data_source_id").table("table_id").rows().upsert(rows).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UpsertRows {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
        body: types::RowBatch,
    }

    impl UpsertRows {
        /// Whether the rows replace all that are there.
        pub fn truncate(mut self, truncate: bool) -> Self {
            self.body = self.body.truncate(truncate);
            self
        }
    }

    impl CallBuilder<types::Table> for UpsertRows {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            self.body.validate()?;
            requests::upsert_rows(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Table> {
            Ok(call.decode::<types::TableEnvelope>(&response)?.table)
        }
    }
    call_builder!(UpsertRows => types::Table);

    /// The call of [`RowHandle::get`]; awaiting it gives [`TableRow`](types::TableRow).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let table_row = dust.space("space_id").data_source("data_source_id").table("table_id").row("row_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetRow {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
        row_id: Arc<str>,
    }

    impl CallBuilder<types::TableRow> for GetRow {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            check_text_id("row id", &self.row_id)?;
            requests::get_row(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
                &self.row_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::TableRow> {
            Ok(call.decode::<types::TableRowEnvelope>(&response)?.row)
        }
    }
    call_builder!(GetRow => types::TableRow);

    /// The call of [`RowHandle::delete`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.space("space_id").data_source("data_source_id").table("table_id").row("row_id").delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct DeleteRow {
        call: Call,
        space_id: Arc<str>,
        data_source_id: Arc<str>,
        table_id: Arc<str>,
        row_id: Arc<str>,
    }

    impl CallBuilder<()> for DeleteRow {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            check_text_id("data source id", &self.data_source_id)?;
            check_text_id("table id", &self.table_id)?;
            check_text_id("row id", &self.row_id)?;
            requests::delete_row(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                &self.data_source_id,
                &self.table_id,
                &self.row_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(DeleteRow => ());
}

/// Handles and calls of `tools`.
pub mod tools {
    use super::*;
    /// The tools that agents can use in a space.
    ///
    /// From [`SpaceHandle::tools`](super::spaces::SpaceHandle::tools).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let mcp_server_views = dust.space("space_id").tools().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Tools {
        pub(crate) client: Client,
        pub(crate) space_id: Arc<str>,
    }
    debug_handle!(Tools space_id);

    impl Tools {
        /// Lists the MCP servers whose tools agents can use in a space.
        ///
        /// Secrets of remote servers are dropped when the answer is read; only the raw answer has them. Needs an API key or a person's access token that can read the space.
        pub fn list(&self) -> ListMcpServerViews {
            ListMcpServerViews {
                call: self.client.call(requests::LIST_MCP_SERVER_VIEWS),
                space_id: self.space_id.clone(),
                include_auto: None,
            }
        }
    }

    impl super::spaces::SpaceHandle {
        /// The tools that agents can use in a space.
        pub fn tools(&self) -> Tools {
            Tools {
                client: self.client.clone(),
                space_id: self.space_id.clone(),
            }
        }
    }

    /// The call of [`Tools::list`]; awaiting it gives `Vec<McpServerView>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let mcp_server_views = dust.space("space_id").tools().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListMcpServerViews {
        call: Call,
        space_id: Arc<str>,
        include_auto: Option<bool>,
    }

    impl ListMcpServerViews {
        /// Whether servers that every agent has by itself are listed, too.
        pub fn include_auto(mut self, include_auto: bool) -> Self {
            self.include_auto = Some(include_auto);
            self
        }
    }

    impl CallBuilder<Vec<types::McpServerView>> for ListMcpServerViews {
        fn request(&self) -> Result<Request> {
            check_id("space id", &self.space_id)?;
            requests::list_mcp_server_views(
                self.call.base(),
                self.call.workspace_id(),
                &self.space_id,
                self.include_auto,
            )
        }

        fn read(
            call: &Call,
            response: RawResponse,
        ) -> Result<Vec<types::McpServerView>> {
            Ok(call.decode::<types::McpServerViewList>(&response)?.server_views)
        }
    }
    call_builder!(ListMcpServerViews => Vec<types::McpServerView>);
}

/// Handles and calls of `triggers`.
pub mod triggers {
    use super::*;
    /// A trigger of the workspace.
    ///
    /// From [`Client::trigger`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let trigger = dust.trigger("trigger_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct TriggerHandle {
        pub(crate) client: Client,
        pub(crate) trigger_id: Arc<str>,
    }
    debug_handle!(TriggerHandle trigger_id);

    impl TriggerHandle {
        /// The trigger id.
        pub fn trigger_id(&self) -> &str {
            &self.trigger_id
        }

        /// Gets a trigger.
        ///
        /// Newer servers only. Needs an API key with the admin scope.
        pub fn get(&self) -> GetTrigger {
            GetTrigger {
                call: self.client.call(requests::GET_TRIGGER),
                trigger_id: self.trigger_id.clone(),
            }
        }
    }

    impl Client {
        /// A trigger of the workspace.
        pub fn trigger(&self, trigger_id: impl AsRef<str>) -> TriggerHandle {
            TriggerHandle {
                client: self.clone(),
                trigger_id: Arc::from(trigger_id.as_ref()),
            }
        }
    }

    /// The triggers of the workspace.
    ///
    /// From [`Client::triggers`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let triggers = dust.triggers().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Triggers {
        pub(crate) client: Client,
    }
    debug_handle!(Triggers);

    impl Triggers {
        /// Lists the triggers of the workspace.
        ///
        /// Enabled ones unless told otherwise. The answer says neither how many there are nor whether there are more: an empty page comes after the last. Newer servers only. Needs an API key with the admin scope.
        pub fn list(&self) -> ListTriggers {
            ListTriggers {
                call: self.client.call(requests::LIST_TRIGGERS),
                kind: None,
                status: None,
                agent_id: None,
                limit: None,
                offset: None,
            }
        }
    }

    impl Client {
        /// The triggers of the workspace.
        pub fn triggers(&self) -> Triggers {
            Triggers { client: self.clone() }
        }
    }

    /// The call of [`Triggers::list`]; awaiting it gives `Vec<Trigger>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let triggers = dust.triggers().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    #[derive(Clone)]
    pub struct ListTriggers {
        call: Call,
        kind: Option<types::TriggerKind>,
        status: Option<types::TriggerStatus>,
        agent_id: Option<String>,
        limit: Option<i64>,
        offset: Option<i64>,
    }

    impl ListTriggers {
        /// Only triggers of this kind.
        pub fn kind(mut self, kind: impl Into<types::TriggerKind>) -> Self {
            self.kind = Some(kind.into());
            self
        }

        /// Only triggers of this status; enabled if absent.
        pub fn status(mut self, status: impl Into<types::TriggerStatus>) -> Self {
            self.status = Some(status.into());
            self
        }

        /// Only triggers of this agent.
        pub fn agent_id(mut self, agent_id: impl Into<String>) -> Self {
            self.agent_id = Some(agent_id.into());
            self
        }

        /// How many triggers to give, 1 to 100; 50 if absent.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// How many triggers to skip; 0 if absent.
        pub fn offset(mut self, offset: i64) -> Self {
            self.offset = Some(offset);
            self
        }

        /// Reads page after page, as a stream.
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<types::TriggerList> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::TriggerList = call.decode(&response)?;
                                let next = Next::offset(page.triggers.len(), None);
                                Ok(Page { items: vec![page], next })
                            },
                        )
                },
            )
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<types::Trigger> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::TriggerList = call.decode(&response)?;
                                let next = Next::offset(page.triggers.len(), None);
                                Ok(Page { items: page.triggers, next })
                            },
                        )
                },
            )
        }

        fn page<T>(
            &self,
            start: Option<i64>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self {
                offset: start,
                ..self.clone()
            };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }

    impl CallBuilder<Vec<types::Trigger>> for ListTriggers {
        fn request(&self) -> Result<Request> {
            requests::list_triggers(
                self.call.base(),
                self.call.workspace_id(),
                self.agent_id.as_deref(),
                self.kind.as_ref(),
                self.limit,
                self.offset,
                self.status.as_ref(),
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Trigger>> {
            Ok(call.decode::<types::TriggerList>(&response)?.triggers)
        }
    }
    call_builder!(ListTriggers => Vec<types::Trigger>);

    /// The call of [`TriggerHandle::get`]; awaiting it gives [`Trigger`](types::Trigger).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let trigger = dust.trigger("trigger_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetTrigger {
        call: Call,
        trigger_id: Arc<str>,
    }

    impl CallBuilder<types::Trigger> for GetTrigger {
        fn request(&self) -> Result<Request> {
            check_id("trigger id", &self.trigger_id)?;
            requests::get_trigger(
                self.call.base(),
                self.call.workspace_id(),
                &self.trigger_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Trigger> {
            Ok(call.decode::<types::TriggerEnvelope>(&response)?.trigger)
        }
    }
    call_builder!(GetTrigger => types::Trigger);
}

/// Handles and calls of `workspace`.
pub mod workspace {
    use super::*;
    /// The workspace as a whole: analytics and usage.
    ///
    /// From [`Client::workspace`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::analytics::ActiveUsers;
    ///
    /// let days = dust.workspace().analytics_rows::<ActiveUsers>("2026-10-01", "2026-10-31").await?;
    /// println!("{} days", days.len());
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Workspace {
        pub(crate) client: Client,
    }
    debug_handle!(Workspace);

    impl Workspace {
        /// Checks that the workspace is there and that the credential can use it.
        ///
        /// The cheapest check of credential, workspace and plan. Needs an API key or a person's access token.
        pub fn exists(&self) -> WorkspaceExists {
            WorkspaceExists {
                call: self.client.call(requests::WORKSPACE_EXISTS),
            }
        }
    }

    impl Client {
        /// The workspace as a whole: analytics and usage.
        pub fn workspace(&self) -> Workspace {
            Workspace { client: self.clone() }
        }
    }

    /// The call of [`Workspace::exists`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.workspace().exists().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct WorkspaceExists {
        call: Call,
    }

    impl CallBuilder<()> for WorkspaceExists {
        fn request(&self) -> Result<Request> {
            requests::workspace_exists(self.call.base(), self.call.workspace_id())
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm(
                "exists",
                call.decode::<types::WorkspaceExistence>(&response)?.exists,
            )
        }
    }
    call_builder!(WorkspaceExists => ());
}
