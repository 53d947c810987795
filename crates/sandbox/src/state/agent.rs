//! An agent as the sandbox keeps it, and the JSON that it shows of it.

use serde_json::{Map, Value, json};

use crate::clock;
use crate::script::answer::SandboxAnswer;
use crate::script::scripted_answers::ScriptedAnswers;

const PICTURE: &str = "https://dust.tt/static/systemavatar/helper_avatar_full.png";
const GLOBAL_PICTURE: &str = "https://dust.tt/static/systemavatar/dust_avatar_full.png";

/// An agent for [`SandboxBuilder::agent`](crate::SandboxBuilder::agent). A name alone is an agent too.
///
/// ```
/// use dust_sandbox::{Sandbox, SandboxAgent};
///
/// let support = SandboxAgent::new("Support desk")
///     .id("support")
///     .description("Answers customers")
///     .model("openai", "gpt-5-mini")
///     .answers("How can I help?")
///     .answers_with(|message| format!("You said: {message}").into());
/// let builder = Sandbox::builder().agent(support);
/// # let _ = builder;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxAgent {
    pub(crate) id: i64,
    pub(crate) s_id: String,
    pub(crate) version: i64,
    pub(crate) created_at: Option<String>,
    pub(crate) author_id: Option<i64>,
    pub(crate) status: String,
    pub(crate) scope: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) instructions: Option<String>,
    pub(crate) model: Map<String, Value>,
    pub(crate) picture_url: String,
    pub(crate) max_steps: i64,
    pub(crate) visualization: bool,
    pub(crate) favorite: bool,
    pub(crate) editors: Vec<String>,
    pub(crate) last_authors: Vec<String>,
    pub(crate) tags: Vec<Value>,
    pub(crate) skills: Vec<Value>,
    pub(crate) spaces: Vec<Value>,
    /// The toolset as it was imported.
    pub(crate) toolset: Vec<Value>,
    /// The same as the server shows it in the full variant.
    pub(crate) actions: Vec<Value>,
    pub(crate) slack: Option<Value>,
    /// What it says in conversations.
    pub(crate) scripted_answers: ScriptedAnswers,
}

impl SandboxAgent {
    /// A published agent of the workspace; its id is its name.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        let mut model = Map::new();
        model.insert("providerId".to_owned(), "anthropic".into());
        model.insert("modelId".to_owned(), "claude-sonnet-4-6".into());
        model.insert("temperature".to_owned(), json!(0.7));
        model.insert("reasoningEffort".to_owned(), "low".into());
        Self {
            id: 0,
            s_id: name.clone(),
            version: 0,
            created_at: Some(clock::iso(clock::now_ms())),
            author_id: Some(90_417),
            status: "active".to_owned(),
            scope: "visible".to_owned(),
            name,
            description: String::new(),
            instructions: Some(String::new()),
            model,
            picture_url: PICTURE.to_owned(),
            max_steps: 64,
            visualization: false,
            favorite: false,
            editors: Vec::new(),
            last_authors: vec!["Ada Martin".to_owned()],
            tags: Vec::new(),
            skills: Vec::new(),
            spaces: Vec::new(),
            toolset: Vec::new(),
            actions: Vec::new(),
            slack: None,
            scripted_answers: ScriptedAnswers::default(),
        }
    }

    /// An agent that Dust itself provides.
    pub fn global(name: impl Into<String>) -> Self {
        let mut agent = Self::new(name);
        agent.id = -1;
        agent.created_at = None;
        agent.author_id = None;
        agent.scope = "global".to_owned();
        agent.instructions = None;
        agent.picture_url = GLOBAL_PICTURE.to_owned();
        agent.last_authors = vec!["Dust".to_owned()];
        agent.model.remove("reasoningEffort");
        agent.model("auto", "auto")
    }

    /// Sets the string id (`sId`).
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.s_id = id.into();
        self
    }

    /// Sets the description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Sets the instructions.
    #[must_use]
    pub fn instructions(mut self, instructions: impl Into<String>) -> Self {
        self.instructions = Some(instructions.into());
        self
    }

    /// Makes the agent visible to its editors only.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.scope = "hidden".to_owned();
        self
    }

    /// Sets the status, for example `disabled_by_admin`.
    #[must_use]
    pub fn status(mut self, status: impl Into<String>) -> Self {
        self.status = status.into();
        self
    }

    /// Sets the model.
    #[must_use]
    pub fn model(mut self, provider_id: &str, model_id: &str) -> Self {
        self.model
            .insert("providerId".to_owned(), provider_id.into());
        self.model.insert("modelId".to_owned(), model_id.into());
        self
    }

    /// Adds an editor by e-mail address; it counts as a member of the workspace.
    #[must_use]
    pub fn editor(mut self, email: impl Into<String>) -> Self {
        self.editors.push(email.into());
        self
    }

    /// Adds a tag of the kind `standard`.
    #[must_use]
    pub fn tag(mut self, name: &str) -> Self {
        self.tags.push(tag(name, "standard"));
        self
    }

    /// Adds a skill.
    #[must_use]
    pub fn skill(mut self, id: &str, name: &str) -> Self {
        self.skills.push(json!({ "sId": id, "name": name }));
        self
    }

    /// Adds a toolset item of the import format: an object with `name`, `description`, `type` and `configuration`.
    #[must_use]
    pub fn tool(mut self, item: Value) -> Self {
        self.toolset.push(item);
        self
    }

    /// Adds an answer. Messages get the answers in turn, and the last one repeats; an agent without answers repeats the message.
    #[must_use]
    pub fn answers(mut self, answer: impl Into<SandboxAnswer>) -> Self {
        self.scripted_answers.add(answer.into());
        self
    }

    /// Adds an answer that is made from the content of the message.
    #[must_use]
    pub fn answers_with(
        mut self,
        make: impl Fn(&str) -> SandboxAnswer + Send + Sync + 'static,
    ) -> Self {
        self.scripted_answers.add_with(make);
        self
    }

    pub(crate) fn is_global(&self) -> bool {
        self.scope == "global"
    }

    pub(crate) fn is_archived(&self) -> bool {
        self.status == "archived"
    }

    /// What lists show.
    pub(crate) fn light(&self, older: bool) -> Map<String, Value> {
        let mut shown = Map::new();
        let mut put = |key: &str, value: Value| {
            shown.insert(key.to_owned(), value);
        };
        put("id", self.id.into());
        put("versionCreatedAt", self.created_at.clone().into());
        put("sId", self.s_id.clone().into());
        put("version", self.version.into());
        put("versionAuthorId", self.author_id.into());
        put("instructions", self.instructions.clone().into());
        put("model", Value::Object(self.model.clone()));
        put("status", self.status.clone().into());
        put("scope", self.scope.clone().into());
        put("userFavorite", self.favorite.into());
        put("name", self.name.clone().into());
        put("description", self.description.clone().into());
        put("pictureUrl", self.picture_url.clone().into());
        put("maxStepsPerRun", self.max_steps.into());
        put("templateId", Value::Null);
        put("requestedGroupIds", json!([]));
        put("requestedSpaceIds", self.space_ids());
        put("tags", self.tags.clone().into());
        put("canRead", true.into());
        put("canEdit", (!self.is_global()).into());
        put("skills", self.skills.clone().into());
        if !self.is_global() {
            put("reinforcement", "auto".into());
            put("lastReinforcementAnalysisAt", Value::Null);
        }
        if older {
            put("actions", json!([]));
            put("visualizationEnabled", self.visualization.into());
        }
        shown
    }

    /// What `variant=full`, import and update show.
    pub(crate) fn full(&self, older: bool) -> Value {
        let mut shown = self.light(older);
        let html = self.instructions.as_deref().map(paragraphs);
        shown.insert("instructionsHtml".to_owned(), html.into());
        shown.insert("actions".to_owned(), self.actions.clone().into());
        if self.is_global() {
            // For global agents the full variant carries bare names.
            let names = self.skills.iter().map(|skill| skill["sId"].clone());
            shown.insert("skills".to_owned(), names.collect());
        }
        Value::Object(shown)
    }

    fn space_ids(&self) -> Value {
        let ids = self.spaces.iter().map(|space| space["space_id"].clone());
        ids.collect()
    }
}

impl From<&str> for SandboxAgent {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// A tag; the same name has the same id.
pub(crate) fn tag(name: &str, kind: &str) -> Value {
    let hash = name.bytes().fold(7u32, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(byte.into())
    });
    json!({ "sId": format!("tag_{hash:08x}"), "name": name, "kind": kind })
}

fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines = escaped.lines().map(|line| format!("<p>{line}</p>"));
    lines.collect()
}
