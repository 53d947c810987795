//! The operations on spaces, apps and their runs.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::app::SandboxApp;
use super::auth::Caller;
use super::check::{Fields, Issues, Need};
use super::clock;
use super::log::ReceivedRequest;
use super::respond::{Answer, Refusal, Reply, ok};
use super::runs::{Feed, Run, filter};
use super::space::SandboxSpace;
use super::state::State;

const DAY_MS: i64 = 86_400_000;

/// `GET spaces`, which programs ask before they can name a space.
pub(super) fn spaces(state: &State, request: &ReceivedRequest) -> Answer {
    let kinds = request.query_value("kinds");
    let kinds: Option<Vec<&str>> = kinds.map(|kinds| kinds.split(',').collect());
    let wanted = |space: &&SandboxSpace| {
        let kind = kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&space.kind.as_str()));
        kind && !space.restricted
    };
    let shown: Value = state
        .spaces
        .iter()
        .filter(wanted)
        .map(SandboxSpace::shown)
        .collect();
    ok(json!({ "spaces": shown }))
}

/// `GET spaces/{spaceId}/apps`.
pub(super) fn list(state: &State, space: &str) -> Answer {
    let found = state
        .spaces
        .iter()
        .find(|known| known.id == space && !known.restricted);
    let space = found.ok_or_else(no_space)?;
    let shown = space.shown();
    let apps: Value = space.apps.iter().map(|app| app.shown(&shown)).collect();
    ok(json!({ "apps": apps }))
}

/// `POST spaces/{spaceId}/apps/{aId}/runs`.
pub(super) fn create_run(
    state: &mut State,
    caller: &Caller,
    (space, app): (&str, &str),
    request: &ReceivedRequest,
) -> Answer {
    let app = find(state, caller, space, app)?.clone();
    let body = request.object()?;
    check(&body)?;
    refuse_over_limit(state, &app)?;
    let flag = |key: &str| body.get(key).and_then(Value::as_bool).unwrap_or(false);
    let stream = flag("stream");
    if let Some((code, message)) = refusal(&app, &body) {
        return match stream {
            true => Ok(Reply::events(Feed::refused(code, &message))),
            false => Err(Refusal::run(code, &message)),
        };
    }
    let empty = Map::new();
    let config = body
        .get("config")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut run = Run::new(state.ids.long(), &app, config, inputs(&body));
    let answer = if stream {
        Ok(Reply::events(run.feed()))
    } else {
        if flag("blocking") {
            run.finish();
        }
        let mut shown = run.shown();
        if let Some(names) = body.get("block_filter").and_then(Value::as_array) {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            filter(&mut shown, &names);
        }
        ok(json!({ "run": shown }))
    };
    state.runs.insert(run.id.clone(), run);
    answer
}

/// `GET spaces/{spaceId}/apps/{aId}/runs/{runId}`.
pub(super) fn get_run(
    state: &mut State,
    caller: &Caller,
    (space, app): (&str, &str),
    run: &str,
) -> Answer {
    let app = find(state, caller, space, app)?.s_id.clone();
    let found = state.runs.get_mut(run).filter(|run| run.app == app);
    match found {
        Some(run) => ok(json!({ "run": run.poll() })),
        None => Err(Refusal::run("run_not_found", "The run was not found.")),
    }
}

fn find<'a>(
    state: &'a State,
    caller: &Caller,
    space: &str,
    app: &str,
) -> Result<&'a SandboxApp, Refusal> {
    let space = state.spaces.iter().find(|known| known.id == space);
    let space = space.ok_or_else(no_space)?;
    if space.restricted && !caller.is_user() {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "app_not_found",
            "The app was not found.",
        ));
    }
    let found = space.apps.iter().find(|known| known.s_id == app);
    found.ok_or_else(|| Refusal::not_found("app_not_found", "The app was not found."))
}

fn no_space() -> Refusal {
    Refusal::not_found("space_not_found", "The space was not found.")
}

fn check(body: &Map<String, Value>) -> Result<(), Refusal> {
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, body);
    fields.string("specification_hash", Need::Required);
    fields.object("config", Need::Required, |_| {});
    fields.check("inputs", Need::Required, "array", Value::is_array);
    fields.boolean("stream", Need::Optional);
    fields.boolean("blocking", Need::Optional);
    fields.strings("block_filter", Need::Optional);
    issues.finish()
}

fn refuse_over_limit(state: &State, app: &SandboxApp) -> Result<(), Refusal> {
    let since = clock::now_ms() - DAY_MS;
    let runs = state.runs.values();
    let recent = runs.filter(|run| run.app == app.s_id && run.created > since);
    if recent.count() < state.runs_per_day {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "rate_limit_error",
        format!(
            "You have reached the limit of {} runs per app in 24 hours.",
            state.runs_per_day
        ),
    ))
}

/// Why the engine refuses the run, if it does.
fn refusal(app: &SandboxApp, body: &Map<String, Value>) -> Option<(&'static str, String)> {
    let hash = body.get("specification_hash").and_then(Value::as_str);
    if hash != Some("latest") && hash != Some(&app.specification_hash()) {
        let message = format!(
            "No specification of the app has the hash {}.",
            hash.unwrap_or("")
        );
        return Some(("invalid_specification_error", message));
    }
    let lacking = |key: &&String| inputs(body).iter().any(|input| input.get(key).is_none());
    let lacking = app.required.iter().find(lacking)?;
    Some((
        "invalid_inputs_error",
        format!("An input has no `{lacking}`."),
    ))
}

fn inputs(body: &Map<String, Value>) -> &[Value] {
    body.get("inputs")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
