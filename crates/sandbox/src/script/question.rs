//! Questions to a person in scripted answers.

use serde_json::{Value, json};

/// A question to the person in a [`SandboxAnswer`](crate::SandboxAnswer).
///
/// ```
/// use dust_sandbox::{SandboxAnswer, SandboxQuestion};
///
/// let question = SandboxQuestion::new("Which year?")
///     .option("2025", None)
///     .option("2026", Some("This one"));
/// let answer = SandboxAnswer::new().asks(question).step().text("Thank you.");
/// # let _ = answer;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxQuestion {
    pub(crate) question: String,
    pub(crate) options: Vec<Value>,
    pub(crate) multi_select: bool,
}

impl SandboxQuestion {
    /// A question without options.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            options: Vec::new(),
            multi_select: false,
        }
    }

    /// Adds an option.
    pub fn option(mut self, label: &str, description: Option<&str>) -> Self {
        self.options
            .push(json!({ "label": label, "description": description }));
        self
    }

    /// Lets several options be chosen.
    pub fn multi_select(mut self) -> Self {
        self.multi_select = true;
        self
    }

    pub(crate) fn shown(&self) -> Value {
        json!({ "question": self.question, "options": self.options, "multiSelect": self.multi_select })
    }
}
