//! The structs that a user would write by hand: what a light agent has on the wire, by plain derives.

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Envelope {
    #[serde(rename = "agentConfiguration")]
    pub agent: Agent,
}

#[derive(Deserialize)]
pub struct List {
    #[serde(rename = "agentConfigurations")]
    pub agents: Vec<Agent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded, as a user's would be")]
pub struct Agent {
    pub s_id: String,
    pub name: String,
    id: i64,
    version_created_at: Option<String>,
    version: i64,
    version_author_id: Option<i64>,
    instructions: Option<String>,
    model: Model,
    status: String,
    scope: String,
    user_favorite: bool,
    description: String,
    picture_url: String,
    max_steps_per_run: i64,
    template_id: Option<String>,
    requested_group_ids: Vec<Vec<String>>,
    requested_space_ids: Vec<String>,
    tags: Vec<Tag>,
    reinforcement: Option<String>,
    last_reinforcement_analysis_at: Option<Value>,
    can_read: bool,
    can_edit: bool,
    skills: Vec<Skill>,
    last_authors: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded, as a user's would be")]
struct Model {
    provider_id: String,
    model_id: String,
    temperature: f64,
    reasoning_effort: Option<String>,
    response_format: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded, as a user's would be")]
struct Tag {
    s_id: String,
    name: String,
    kind: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded, as a user's would be")]
struct Skill {
    s_id: String,
    name: String,
}
