//! Apps as scripts: which blocks an app has, what each one gives for an input, and what it says on the way.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::state::ids::mixed;

/// What a block gives for one input: one result for each iteration, of which there is one outside of a map.
type RunFunction = Arc<dyn Fn(&Value) -> Vec<Result<Value, String>> + Send + Sync>;

/// An app for [`SandboxBuilder::app`](crate::SandboxBuilder::app): blocks that run one after the other.
///
/// ```
/// use dust_sandbox::{Sandbox, SandboxApp, SandboxBlock};
/// use serde_json::json;
///
/// let prices = SandboxApp::new("prices")
///     .requires("plan")
///     .block(SandboxBlock::input("INPUT"))
///     .block(SandboxBlock::chat("MODEL", |input| format!("The plan {} costs 29.", input["plan"])))
///     .block(SandboxBlock::code("OUTPUT", |_| Ok(json!({ "price": 29 }))));
/// let builder = Sandbox::builder().app(prices);
/// # let _ = builder;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxApp {
    pub(crate) id: i64,
    pub(crate) s_id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) saved: bool,
    pub(crate) blocks: Vec<SandboxBlock>,
    pub(crate) polls: usize,
    pub(crate) required: Vec<String>,
}

impl SandboxApp {
    /// An app without blocks; its name is its id.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            id: 0,
            name: id.clone(),
            s_id: id,
            description: None,
            saved: true,
            blocks: Vec::new(),
            polls: 1,
            required: Vec::new(),
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Makes it an app that was never saved: its specification and configuration are `null`.
    #[must_use]
    pub fn never_saved(mut self) -> Self {
        self.saved = false;
        self
    }

    /// Adds a block.
    #[must_use]
    pub fn block(mut self, block: SandboxBlock) -> Self {
        self.blocks.push(block);
        self
    }

    /// Sets how many times a run is seen running before it is over (1 by default).
    #[must_use]
    pub fn polls(mut self, polls: usize) -> Self {
        self.polls = polls;
        self
    }

    /// Refuses inputs without this key.
    #[must_use]
    pub fn requires(mut self, key: impl Into<String>) -> Self {
        self.required.push(key.into());
        self
    }

    /// The hash of the app's specification, which a run may name instead of `latest`.
    pub fn specification_hash(&self) -> String {
        let specification = self.specification();
        let seeds = specification.bytes().fold([1u64; 4], |mut seeds, byte| {
            for (at, seed) in seeds.iter_mut().enumerate() {
                *seed = mixed(*seed ^ u64::from(byte) ^ ((at as u64) << 32));
            }
            seeds
        });
        seeds.iter().map(|seed| format!("{seed:016x}")).collect()
    }

    fn specification(&self) -> String {
        let blocks = self.blocks.iter().map(
            |block| json!({ "type": block.kind, "name": block.name, "spec": {}, "config": {} }),
        );
        blocks.collect::<Value>().to_string()
    }

    /// The settings of each block, as a run shows them; what the request says wins.
    pub(crate) fn configuration(&self, config: &Map<String, Value>) -> Value {
        let blocks = self.blocks.iter().map(|block| {
            let mut settings = Map::new();
            settings.insert("type".to_owned(), block.kind.clone().into());
            if let Some(Value::Object(given)) = config.get(&block.name) {
                settings.extend(given.clone());
            }
            (block.name.clone(), Value::Object(settings))
        });
        blocks.collect::<Map<_, _>>().into()
    }

    /// The app in a list.
    pub(crate) fn shown(&self, space: &Value) -> Value {
        let saved = |text: String| self.saved.then_some(text);
        json!({
            "id": self.id,
            "sId": self.s_id,
            "name": self.name,
            "description": self.description,
            "savedSpecification": saved(self.specification()),
            "savedConfig": saved(self.configuration(&Map::new()).to_string()),
            "savedRun": saved(self.specification_hash()),
            "dustAPIProjectId": self.id.to_string(),
            "space": space,
        })
    }
}

/// A block of a [`SandboxApp`].
///
/// ```
/// use dust_sandbox::SandboxBlock;
/// use serde_json::json;
///
/// let lookup = SandboxBlock::new("data_source", "LOOKUP").value(json!([{ "title": "Prices" }]));
/// let broken = SandboxBlock::new("code", "PREP").fails("ReferenceError: price is not defined");
/// let each = SandboxBlock::new("llm", "MODEL").maps("EACH", |_| vec![Ok(json!("a")), Ok(json!("b"))]);
/// # let _ = (lookup, broken, each);
/// ```
#[derive(Clone)]
pub struct SandboxBlock {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) map: Option<String>,
    pub(crate) meta: Value,
    /// Types of events and what they say beside the block's name.
    pub(crate) events: Vec<(String, Value)>,
    tokens: Option<Vec<String>>,
    outcome: RunFunction,
}

impl SandboxBlock {
    /// A block of any type that gives `null`.
    pub fn new(block_type: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: block_type.into(),
            name: name.into(),
            map: None,
            meta: Value::Null,
            events: Vec::new(),
            tokens: None,
            outcome: Arc::new(|_| vec![Ok(Value::Null)]),
        }
    }

    /// An `input` block: it gives the input as it came.
    pub fn input(name: impl Into<String>) -> Self {
        Self::new("input", name).computes(|input| Ok(input.clone()))
    }

    /// A `code` block that computes a value, or fails with a message.
    pub fn code(
        name: impl Into<String>,
        compute: impl Fn(&Value) -> Result<Value, String> + Send + Sync + 'static,
    ) -> Self {
        Self::new("code", name)
            .meta(json!({ "logs": [] }))
            .computes(compute)
    }

    /// A `chat` block that answers with a text, streamed word by word.
    pub fn chat(
        name: impl Into<String>,
        answer: impl Fn(&Value) -> String + Send + Sync + 'static,
    ) -> Self {
        let meta = json!({
            "token_usage": {
                "prompt_tokens": 118, "completion_tokens": 9, "cached_tokens": 0, "reasoning_tokens": 0,
            },
            "provider_request_id": "req_sandbox",
        });
        Self::new("chat", name).meta(meta).computes(move |input| {
            Ok(json!({ "message": { "role": "assistant", "content": answer(input) } }))
        })
    }

    /// Gives this value for every input.
    #[must_use]
    pub fn value(self, value: Value) -> Self {
        self.computes(move |_| Ok(value.clone()))
    }

    /// Fails with this message, and the run with it.
    #[must_use]
    pub fn fails(self, message: impl Into<String>) -> Self {
        let message = message.into();
        self.computes(move |_| Err(message.clone()))
    }

    /// Gives what the function makes of an input.
    #[must_use]
    pub fn computes(
        mut self,
        compute: impl Fn(&Value) -> Result<Value, String> + Send + Sync + 'static,
    ) -> Self {
        self.outcome = Arc::new(move |input| vec![compute(input)]);
        self
    }

    /// Puts the block inside the map block of this name: it gives one result for each iteration.
    #[must_use]
    pub fn maps(
        mut self,
        map_block: impl Into<String>,
        compute: impl Fn(&Value) -> Vec<Result<Value, String>> + Send + Sync + 'static,
    ) -> Self {
        self.map = Some(map_block.into());
        self.outcome = Arc::new(compute);
        self
    }

    /// Sets the `meta` of each result.
    #[must_use]
    pub fn meta(mut self, meta: Value) -> Self {
        self.meta = meta;
        self
    }

    /// Streams these texts as `tokens` instead of the words of the answer.
    #[must_use]
    pub fn tokens<T: Into<String>>(mut self, tokens: impl IntoIterator<Item = T>) -> Self {
        self.tokens = Some(tokens.into_iter().map(Into::into).collect());
        self
    }

    /// Streams another event before the tokens, for example `("function_call", json!({"function_call": {"name": "f"}}))`;
    /// the names of the block, the input and the iteration are added.
    #[must_use]
    pub fn event(mut self, event_type: impl Into<String>, content: Value) -> Self {
        self.events.push((event_type.into(), content));
        self
    }

    pub(crate) fn run(&self, input: &Value) -> Vec<Result<Value, String>> {
        (self.outcome)(input)
    }

    /// The texts that are streamed while the block makes this value.
    pub(crate) fn texts(&self, value: &Value) -> Vec<String> {
        match &self.tokens {
            Some(tokens) => tokens.clone(),
            None => {
                let text = value["message"]["content"].as_str().unwrap_or_default();
                text.split_inclusive(' ').map(str::to_owned).collect()
            }
        }
    }
}

impl fmt::Debug for SandboxBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBlock")
            .field("kind", &self.kind)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
