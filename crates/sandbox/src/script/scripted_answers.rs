//! Which answer an agent gives next.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::script::answer::SandboxAnswer;

/// The answers of an agent, in their order.
#[derive(Clone, Default)]
pub(crate) struct ScriptedAnswers {
    next: VecDeque<SandboxAnswer>,
    answers: Vec<Source>,
    turn: usize,
}

#[derive(Clone)]
enum Source {
    Fixed(SandboxAnswer),
    With(Arc<dyn Fn(&str) -> SandboxAnswer + Send + Sync>),
}

impl ScriptedAnswers {
    pub(crate) fn add(&mut self, answer: SandboxAnswer) {
        self.answers.push(Source::Fixed(answer));
    }

    pub(crate) fn add_with(
        &mut self,
        make: impl Fn(&str) -> SandboxAnswer + Send + Sync + 'static,
    ) {
        self.answers.push(Source::With(Arc::new(make)));
    }

    pub(crate) fn push_next(&mut self, answer: SandboxAnswer) {
        self.next.push_back(answer);
    }

    /// The next answer; the last one stays.
    pub(crate) fn next(&mut self, message: &str) -> SandboxAnswer {
        if let Some(answer) = self.next.pop_front() {
            return answer;
        }
        let source = self.answers.get(self.turn).or(self.answers.last());
        self.turn += 1;
        match source {
            Some(Source::Fixed(answer)) => answer.clone(),
            Some(Source::With(make)) => make(message),
            None => format!("You said: « {message} »").into(),
        }
    }
}

impl fmt::Debug for ScriptedAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers", self.answers.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_answers_in_turn_and_keeps_the_last() {
        let mut answers = ScriptedAnswers::default();
        answers.add("a b".into());
        answers.add_with(|message| message.into());
        let counts: Vec<usize> = (0..3)
            .map(|_| answers.next("one two three").event_count())
            .collect();
        assert_eq!(counts, [3, 4, 4]);
    }
}
