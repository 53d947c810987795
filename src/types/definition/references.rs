//! What a definition of an agent refers to in the workspace that it came from.
//!
//! Spaces and skills are listed by the definition itself. What a tool uses stands in its configuration, whose form is the
//! tool's own: there a reference is known by the name of its member, such as `view_id`.

use std::mem;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::{AgentDefinition, AgentPatch, SkillReference, SpaceReference, ToolsetItem};

/// What a [`Reference`] is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReferenceKind {
    /// A space.
    Space,
    /// A skill.
    Skill,
    /// A tool, by the name or id of its server or by the id of a view of it.
    Tool,
    /// A data source.
    DataSource,
    /// A view of a data source.
    DataSourceView,
    /// A document or folder of a data source.
    Node,
    /// A table.
    Table,
    /// Another agent.
    Agent,
    /// An app.
    App,
    /// What the name of the member does not say.
    Other,
}

/// Something of the workspace that a definition came from, by its id there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// What it is to.
    pub kind: ReferenceKind,
    /// The id; of a tool it may be the name of its server.
    pub id: String,
    /// The name that the definition gives beside it.
    pub name: Option<String>,
    /// Where it stands, such as `toolset[0].configuration.mcp_server_name`.
    pub path: String,
}

impl AgentDefinition {
    /// Lists what the definition refers to in its workspace, each place for itself.
    ///
    /// In another workspace these ids lead nowhere: what an import does not find it leaves out, or refuses. Editors, which are
    /// e-mail addresses, are not among them.
    pub fn references(&self) -> Vec<Reference> {
        listed(&mut self.clone().parts())
    }

    /// Replaces what the definition refers to: `map` is asked for every place, and gives the new id, or nothing to keep it.
    ///
    /// ```no_run
    /// # use std::collections::HashMap;
    /// # async fn example(source: dust_sdk::Client, target: dust_sdk::Client, ids: HashMap<String, String>)
    /// #     -> Result<(), dust_sdk::Error> {
    /// # #[cfg(feature = "yaml")] {
    /// let mut definition = source.agent("q7").export_yaml().await?.parse()?;
    /// definition.map_references(|reference| ids.get(&reference.id).cloned())?;
    /// target.agents().import(&definition).await?;
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if two data sources of a tool get one id, of which one
    /// would be lost; the definition then stays as it was.
    pub fn map_references(&mut self, map: impl FnMut(&Reference) -> Option<String>) -> Result<()> {
        let mut changed = self.clone();
        replace(&mut changed.parts(), map)?;
        *self = changed;
        Ok(())
    }

    fn parts(&mut self) -> Parts<'_> {
        Parts {
            spaces: self.spaces.as_deref_mut().unwrap_or_default(),
            skills: self.skills.as_deref_mut().unwrap_or_default(),
            toolset: &mut self.toolset,
            others: vec![
                ("slack_integration", self.slack_integration.as_mut()),
                ("", Some(&mut self.extra)),
            ],
        }
    }
}

impl AgentPatch {
    /// Lists what the patch refers to in a workspace; see [`AgentDefinition::references`].
    pub fn references(&self) -> Vec<Reference> {
        listed(&mut self.clone().parts())
    }

    /// Replaces what the patch refers to; see [`AgentDefinition::map_references`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if two data sources of a tool get one id.
    pub fn map_references(&mut self, map: impl FnMut(&Reference) -> Option<String>) -> Result<()> {
        let mut changed = self.clone();
        replace(&mut changed.parts(), map)?;
        *self = changed;
        Ok(())
    }

    fn parts(&mut self) -> Parts<'_> {
        Parts {
            spaces: &mut [],
            skills: self.skills.as_deref_mut().unwrap_or_default(),
            toolset: self.toolset.as_deref_mut().unwrap_or_default(),
            others: Vec::new(),
        }
    }
}

/// What of a definition or a patch can refer to something.
struct Parts<'a> {
    spaces: &'a mut [SpaceReference],
    skills: &'a mut [SkillReference],
    toolset: &'a mut [ToolsetItem],
    others: Vec<(&'static str, Option<&'a mut Map<String, Value>>)>,
}

fn listed(parts: &mut Parts<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    let walked = replace(parts, |reference| {
        found.push(reference.clone());
        None
    });
    // Nothing is replaced, so nothing can be lost.
    debug_assert!(walked.is_ok());
    found
}

fn replace(parts: &mut Parts<'_>, map: impl FnMut(&Reference) -> Option<String>) -> Result<()> {
    let mut walk = Walk { map };
    for (index, space) in parts.spaces.iter_mut().enumerate() {
        let place = format!("spaces[{index}].space_id");
        walk.visit(
            ReferenceKind::Space,
            &mut space.space_id,
            Some(&space.name),
            place,
        );
    }
    for (index, skill) in parts.skills.iter_mut().enumerate() {
        let place = format!("skills[{index}].sId");
        walk.visit(
            ReferenceKind::Skill,
            &mut skill.s_id,
            Some(&skill.name),
            place,
        );
    }
    for (index, tool) in parts.toolset.iter_mut().enumerate() {
        walk.members(
            &mut tool.configuration,
            &format!("toolset[{index}].configuration"),
        )?;
        walk.members(&mut tool.extra, &format!("toolset[{index}]"))?;
    }
    for (place, members) in &mut parts.others {
        if let Some(members) = members {
            walk.members(members, place)?;
        }
    }
    Ok(())
}

struct Walk<F> {
    map: F,
}

impl<F: FnMut(&Reference) -> Option<String>> Walk<F> {
    fn visit(&mut self, kind: ReferenceKind, id: &mut String, name: Option<&str>, path: String) {
        if id.is_empty() {
            return;
        }
        let reference = Reference {
            kind,
            id: id.clone(),
            name: name.map(str::to_owned),
            path,
        };
        if let Some(new) = (self.map)(&reference) {
            *id = new;
        }
    }

    /// Visits the members of an object whose names say what they are.
    fn members(&mut self, members: &mut Map<String, Value>, place: &str) -> Result<()> {
        for (key, value) in members.iter_mut() {
            let path = if place.is_empty() {
                key.clone()
            } else {
                format!("{place}.{key}")
            };
            match (snake_case(key).as_str(), value) {
                // A schema describes what a tool gives; it may have members of any name.
                ("json_schema", _) => {}
                ("data_sources", Value::Object(sources)) => self.sources(sources, &path)?,
                (name, value) => self.value(kind_of(name), value, &path)?,
            }
        }
        Ok(())
    }

    /// Visits a value of which a name may have said what it is.
    fn value(&mut self, kind: Option<ReferenceKind>, value: &mut Value, path: &str) -> Result<()> {
        match (value, kind) {
            (Value::String(id), Some(kind)) => self.visit(kind, id, None, path.to_owned()),
            (Value::Object(members), _) => self.members(members, path)?,
            (Value::Array(items), kind) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(kind, item, &format!("{path}[{index}]"))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Visits data sources under their ids.
    fn sources(&mut self, sources: &mut Map<String, Value>, place: &str) -> Result<()> {
        for (mut id, mut value) in mem::take(sources) {
            let path = format!("{place}.{id}");
            self.visit(ReferenceKind::DataSourceView, &mut id, None, path.clone());
            self.value(None, &mut value, &path)?;
            if sources.contains_key(&id) {
                return Err(Error::invalid_argument(format!(
                    "two members of `{place}` would get the same id"
                )));
            }
            sources.insert(id, value);
        }
        Ok(())
    }
}

fn kind_of(name: &str) -> Option<ReferenceKind> {
    let one = match name.strip_suffix("_ids") {
        Some(start) => &format!("{start}_id"),
        None => name,
    };
    Some(match one {
        "space_id" | "vault_id" => ReferenceKind::Space,
        "skill_id" => ReferenceKind::Skill,
        "data_source_id" => ReferenceKind::DataSource,
        "view_id" | "data_source_view_id" => ReferenceKind::DataSourceView,
        "node_id" | "selected_resources" | "selected_nodes" => ReferenceKind::Node,
        "table_id" => ReferenceKind::Table,
        "agent_id" | "child_agent_id" => ReferenceKind::Agent,
        "app_id" => ReferenceKind::App,
        "mcp_server_name" => ReferenceKind::Tool,
        _ if one.contains("mcp_server") && one.ends_with("_id") => ReferenceKind::Tool,
        _ if one.ends_with("_id") => ReferenceKind::Other,
        _ => return None,
    })
}

/// `childAgentId` as `child_agent_id`; other text as it is.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && after_small {
            snake.push('_');
        }
        after_small = c.is_ascii_lowercase() || c.is_ascii_digit();
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use serde_json::json;

    fn definition() -> AgentDefinition {
        serde_json::from_value(json!({
            "agent": {"handle": "Helper", "description": "", "scope": "hidden", "max_steps_per_run": 8,
                "visualization_enabled": false},
            "instructions": "Help.",
            "generation_settings": {"model_id": "m", "provider_id": "p", "temperature": 1, "reasoning_effort": "low"},
            "tags": [], "editors": ["ada@example.com"],
            "skills": [{"name": "Refunds", "sId": "skl_1"}],
            "spaces": [{"name": "Support", "space_id": "vlt_1"}],
            "slack_integration": {"channel_ids": ["C1"], "provider": "slack"},
            "future": {"triggerId": "trg_1"},
            "toolset": [{"name": "t", "description": "d", "type": "MCP", "configuration": {
                "mcp_server_name": "search", "mcpServerViewId": "msv_1", "internal_mcp_server_id": "ims_1",
                "data_sources": {
                    "dsv_1": {"view_id": "dsv_1", "is_select_all": false, "selected_resources": ["n1", "n2"]},
                    "dsv_2": {"view_id": "dsv_2", "is_select_all": true},
                },
                "tables": [{"data_source_view_id": "dsv_1", "table_id": "tbl_1"}],
                "childAgentId": "agt_1", "dust_app": {"app_id": "app_1"}, "secret_id": "",
                "json_schema": {"properties": {"customer_id": {"const": "x"}}, "default_id": "no"},
                "time_frame": {"duration": 3, "unit": "month"}, "space_id": null, "count_id": 7,
            }}],
        }))
        .unwrap()
    }

    fn found(definition: &AgentDefinition) -> Vec<(ReferenceKind, String)> {
        let mut found: Vec<_> = definition
            .references()
            .into_iter()
            .map(|reference| (reference.kind, reference.id))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn every_reference_is_listed() {
        use ReferenceKind::*;
        let wanted = [
            (Space, "vlt_1"),
            (Skill, "skl_1"),
            (Tool, "ims_1"),
            (Tool, "msv_1"),
            (Tool, "search"),
            (DataSourceView, "dsv_1"),
            (DataSourceView, "dsv_1"),
            (DataSourceView, "dsv_1"),
            (DataSourceView, "dsv_2"),
            (DataSourceView, "dsv_2"),
            (Node, "n1"),
            (Node, "n2"),
            (Table, "tbl_1"),
            (Agent, "agt_1"),
            (App, "app_1"),
            (Other, "C1"),
            (Other, "trg_1"),
        ];
        let wanted = wanted.map(|(kind, id)| (kind, id.to_owned()));
        assert_eq!(found(&definition()), wanted);
        let references = definition().references();
        let named = |name| references.iter().find(|one| one.name.as_deref() == name);
        assert_eq!(named(Some("Support")).unwrap().path, "spaces[0].space_id");
        assert_eq!(named(Some("Refunds")).unwrap().path, "skills[0].sId");
        let path = "toolset[0].configuration.data_sources.dsv_1.selected_resources[1]";
        assert!(
            references
                .iter()
                .any(|one| one.path == path && one.id == "n2")
        );
    }

    #[test]
    fn all_are_replaced_and_nothing_else_is_changed() {
        let mut mapped = definition();
        mapped
            .map_references(|reference| Some(format!("new-{}", reference.id)))
            .unwrap();
        let wanted = found(&definition());
        let wanted: Vec<_> = wanted
            .into_iter()
            .map(|(kind, id)| (kind, format!("new-{id}")))
            .collect();
        assert_eq!(found(&mapped), wanted);
        let sources = mapped.toolset[0].configuration["data_sources"]
            .as_object()
            .unwrap();
        assert_eq!(sources["new-dsv_1"]["view_id"], "new-dsv_1");
        // The way back gives what was there.
        mapped
            .map_references(|reference| reference.id.strip_prefix("new-").map(str::to_owned))
            .unwrap();
        assert_eq!(mapped, definition());
        mapped.map_references(|_| None).unwrap();
        assert_eq!(mapped, definition());
    }

    #[test]
    fn no_data_source_is_lost_to_another() {
        let mut mapped = definition();
        let error = mapped
            .map_references(|_| Some("same".to_owned()))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert_eq!(mapped, definition());
    }

    #[test]
    fn a_check_gives_them_as_warnings() {
        assert_eq!(definition().validate().unwrap(), definition().references());
        let mut patch: AgentPatch = serde_json::from_value(json!({
            "skills": [{"name": "Refunds", "sId": "skl_1"}],
            "toolset": [{"name": "t", "description": "d", "type": "MCP", "configuration": {"view_id": "dsv_1"}}],
        }))
        .unwrap();
        let warnings = patch.validate().unwrap();
        assert_eq!(warnings, patch.references());
        assert_eq!(warnings.len(), 2);
        patch.map_references(|_| Some("new".to_owned())).unwrap();
        assert!(
            patch
                .references()
                .iter()
                .all(|reference| reference.id == "new")
        );
        assert_eq!(AgentPatch::default().validate().unwrap(), []);
    }
}
