//! Which call on conversations a request is for.

use axum::http::{StatusCode, header};

use super::super::auth::Caller;
use super::super::log::ReceivedRequest;
use super::super::respond::{Answer, Content, Refusal, Reply};
use super::super::state::State;
use super::{calls, files, fragments, people, stream};

/// A call and the ids in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Operation<'a> {
    Create,
    Get(&'a str),
    Patch(&'a str),
    Post(&'a str),
    Edit(&'a str, &'a str),
    Cancel(&'a str),
    AddFragment(&'a str),
    Events(&'a str, Option<&'a str>),
    ValidateAction(&'a str, &'a str),
    AnswerQuestion(&'a str, &'a str),
    Feedback(&'a str, Option<&'a str>),
    SuggestMentions(Option<&'a str>),
    ParseMentions,
    AnnounceFile,
    UploadFile(&'a str),
}

impl<'a> Operation<'a> {
    pub(in super::super) fn of(method: &str, path: &[&'a str]) -> Option<Self> {
        Some(match (method, path) {
            (method, ["assistant", "conversations", rest @ ..]) => {
                return Self::of_conversations(method, rest);
            }
            ("GET", ["assistant", "mentions", "suggestions"]) => Self::SuggestMentions(None),
            ("POST", ["assistant", "mentions", "parse"]) => Self::ParseMentions,
            ("POST", ["files"]) => Self::AnnounceFile,
            ("POST", ["files", file]) => Self::UploadFile(file),
            _ => return None,
        })
    }

    fn of_conversations(method: &str, path: &[&'a str]) -> Option<Self> {
        Some(match (method, path) {
            ("POST", []) => Self::Create,
            ("GET", [id]) => Self::Get(id),
            ("PATCH", [id]) => Self::Patch(id),
            ("POST", [id, "messages"]) => Self::Post(id),
            ("POST", [id, "cancel"]) => Self::Cancel(id),
            ("POST", [id, "content_fragments"]) => Self::AddFragment(id),
            ("GET", [id, "events"]) => Self::Events(id, None),
            ("GET", [id, "feedbacks"]) => Self::Feedback(id, None),
            ("GET", [id, "mentions", "suggestions"]) => Self::SuggestMentions(Some(id)),
            (method, [id, "messages", message, rest]) => match (method, *rest) {
                ("POST", "edit") => Self::Edit(id, message),
                ("GET", "events") => Self::Events(id, Some(message)),
                ("POST", "validate-action") => Self::ValidateAction(id, message),
                ("POST", "answer-question") => Self::AnswerQuestion(id, message),
                ("POST" | "DELETE", "feedbacks") => Self::Feedback(id, Some(message)),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The conversation that it is about.
    fn conversation(self) -> Option<&'a str> {
        match self {
            Self::Get(id)
            | Self::Patch(id)
            | Self::Post(id)
            | Self::Edit(id, _)
            | Self::Cancel(id)
            | Self::AddFragment(id)
            | Self::Events(id, _)
            | Self::ValidateAction(id, _)
            | Self::AnswerQuestion(id, _)
            | Self::Feedback(id, _) => Some(id),
            Self::SuggestMentions(id) => id,
            Self::Create | Self::ParseMentions | Self::AnnounceFile | Self::UploadFile(_) => None,
        }
    }

    pub(in super::super) fn is_events(self) -> bool {
        matches!(self, Self::Events(..))
    }
}

pub(in super::super) fn call(
    state: &mut State,
    caller: &Caller,
    operation: Operation<'_>,
    request: &ReceivedRequest,
) -> Answer {
    let conversation = operation.conversation();
    if conversation.is_some_and(|id| state.talks.restricted.contains(id)) {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "conversation_access_restricted",
            "You don't have access to this conversation.",
        ));
    }
    match operation {
        Operation::Create => calls::create(state, caller, request),
        Operation::Get(id) => calls::get(state, id, request),
        Operation::Patch(id) => calls::patch(state, id, request),
        Operation::Post(id) => calls::post(state, caller, id, request),
        Operation::Edit(id, message) => calls::edit(state, (id, message), request),
        Operation::Cancel(id) => calls::cancel(state, id, request),
        Operation::AddFragment(id) => fragments::post(state, id, request),
        Operation::Events(id, message) => events(state, (id, message), request),
        Operation::ValidateAction(id, message) => {
            people::validate_action(state, (id, message), request)
        }
        Operation::AnswerQuestion(id, message) => {
            people::answer_question(state, (id, message), request)
        }
        Operation::Feedback(id, message) => people::feedback(state, caller, (id, message), request),
        Operation::SuggestMentions(id) => people::suggestions(state, id, request),
        Operation::ParseMentions => people::parse(state, request),
        Operation::AnnounceFile => files::announce(state, request),
        Operation::UploadFile(id) => files::upload(state, id, request),
    }
}

fn events(state: &mut State, at: (&str, Option<&str>), request: &ReceivedRequest) -> Answer {
    let tap = stream::Tap::open(state, at, request.query_value("lastEventId"))?;
    Ok(Reply::stream(Content::Talk(tap)))
}

/// Event streams live below another path: the usual one points there.
pub(in super::super) fn redirect(request: &ReceivedRequest) -> Reply {
    let rest = request
        .target()
        .strip_prefix("/api/v1/")
        .unwrap_or_default();
    Reply::new(StatusCode::TEMPORARY_REDIRECT, "text/plain", "")
        .header(header::LOCATION, format!("/api/sse/v1/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_calls_by_method_and_path() {
        let conversations =
            |rest: &[&'static str]| [&["assistant", "conversations"], rest].concat();
        for (method, path, operation) in [
            ("POST", conversations(&[]), Some(Operation::Create)),
            ("GET", conversations(&[]), None),
            (
                "GET",
                conversations(&["c", "events"]),
                Some(Operation::Events("c", None)),
            ),
            (
                "GET",
                conversations(&["c", "messages", "m", "events"]),
                Some(Operation::Events("c", Some("m"))),
            ),
            (
                "POST",
                conversations(&["c", "messages", "m", "events"]),
                None,
            ),
            ("POST", conversations(&["c", "messages", "m"]), None),
            ("POST", vec!["files", "f"], Some(Operation::UploadFile("f"))),
        ] {
            assert_eq!(Operation::of(method, &path), operation, "{method} {path:?}");
        }
    }
}
