//! Triggers, which start agents by a schedule or an event.

use serde_json::{Value, json};

/// The triggers of the workspace, as the API shows them.
#[derive(Debug)]
pub(crate) struct Triggers(Vec<Value>);

impl Triggers {
    /// Adds a trigger; what it lacks is that of an enabled schedule.
    pub(crate) fn add(&mut self, trigger: &Value) {
        let number = self.0.len() + 1;
        let mut whole = json!({
            "sId": format!("trg_{number}"),
            "id": 5_000_000_000_u64 + number as u64,
            "name": format!("trigger {number}"),
            "agentConfigurationId": "dust",
            "customPrompt": null,
            "status": "enabled",
            "createdAt": 1_762_400_000_000_i64,
            "naturalLanguageDescription": null,
            "executionMode": "fair_use",
            "kind": "schedule",
            "configuration": { "type": "cron", "cron": "0 9 * * 1-5", "timezone": "Europe/Paris" },
        });
        for (key, value) in trigger.as_object().into_iter().flatten() {
            whole[key] = value.clone();
        }
        self.0.push(whole);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Value> {
        self.0.iter()
    }
}

impl Default for Triggers {
    /// One of each kind, and one that does not fire.
    fn default() -> Self {
        let mut triggers = Self(Vec::new());
        triggers.add(&json!({ "name": "Morning digest", "customPrompt": "Summarise yesterday." }));
        triggers.add(&json!({
            "name": "New issue",
            "agentConfigurationId": "q7LxT2mRzK",
            "kind": "webhook",
            "configuration": { "includePayload": true, "event": "issues" },
            "webhookSource": { "name": "GitHub", "provider": "github" },
        }));
        triggers.add(&json!({ "name": "Friday report", "status": "disabled" }));
        triggers
    }
}
