//! From a response that is not a success to an error: its kind, and when the request may be sent again.
//!
//! The server has some 130 error types and gets new ones, so the status decides, and a type only where it says
//! something that the status does not.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::envelope::Envelope;
use crate::error::{BodyStart, Error, ErrorKind};
use crate::http::Region;
use crate::http::retry_after;

/// When a request that failed may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retryability {
    /// It would fail again, or it is not known what it did.
    Never,
    /// If it only reads: the server may have acted on it.
    IfIdempotent,
    /// In any case: the server cannot have acted on it.
    Always,
    /// Once, with a fresh access token.
    WithFreshToken,
}

/// Makes the error of a response that is not a success.
///
/// `region` is where the request went, if that is known: a key is bound to one.
pub(crate) fn from_response(
    status: StatusCode,
    headers: &HeaderMap,
    body: BodyStart,
    region: Option<Region>,
) -> (Error, Retryability) {
    let envelope = Envelope::read(body.bytes());
    let retry_after = retry_after::parse(headers, SystemTime::now());
    let (kind, repeat) = classify(status, &envelope, retry_after);
    let mut error = Error::new(kind, message(status, &envelope)).with_status(status);
    if let Some(hint) = hint(status, &envelope, region) {
        error = error.with_hint(hint);
    }
    if let Some(code) = envelope.code {
        error = error.with_code(code);
    }
    if let Some(code) = envelope.inner_code {
        error = error.with_inner_code(code);
    }
    if let Some(delay) = retry_after {
        error = error.with_retry_after(delay);
    }
    (error.with_body(body), repeat)
}

/// Says of the refusal of an API key that only persons can make this call, unless the key itself is wrong.
pub(super) fn with_person_hint(error: Error) -> Error {
    let refuses_keys = match (error.status().map(|status| status.as_u16()), error.code()) {
        (Some(401), Some("invalid_api_key_error" | "workspace_auth_error")) => false,
        (Some(401 | 403), _) => true,
        _ => false,
    };
    match refuses_keys {
        true => error.with_hint(PERSON_NEEDED),
        false => error,
    }
}

const PERSON_NEEDED: &str = "this needs a person's access token, not an API key \
    (Config::access_token or Config::access_token_provider)";

/// Types that say that something is used up, whatever the status.
const EXHAUSTED: [&str; 5] = [
    "workspace_quota_error",
    "credits_exhausted",
    "user_cap_reached",
    "plan_limit_error",
    "plan_message_limit_exceeded",
];

/// Inner types that say that what was asked for is not there, which the server answers with 400.
const GONE: [&str; 2] = ["run_not_found", "data_source_document_not_found"];

fn is_of_what_is_gone(envelope: &Envelope) -> bool {
    envelope
        .inner_code
        .as_deref()
        .is_some_and(|code| GONE.contains(&code))
}

fn classify(
    status: StatusCode,
    envelope: &Envelope,
    retry_after: Option<Duration>,
) -> (ErrorKind, Retryability) {
    let code = envelope.code.as_deref().unwrap_or_default();
    if EXHAUSTED.contains(&code) {
        return (ErrorKind::QuotaExhausted, Retryability::Never);
    }
    match status.as_u16() {
        401 => unauthorized(code, envelope),
        403 if code == "data_source_quota_error" => {
            (ErrorKind::PayloadTooLarge, Retryability::Never)
        }
        403 => (ErrorKind::Permission, Retryability::Never),
        404 | 410 => (ErrorKind::NotFound, Retryability::Never),
        408 => (ErrorKind::Timeout, Retryability::IfIdempotent),
        413 => (ErrorKind::PayloadTooLarge, Retryability::Never),
        429 => too_many(envelope, retry_after),
        400 if is_of_what_is_gone(envelope) => (ErrorKind::NotFound, Retryability::Never),
        400..500 => (ErrorKind::InvalidRequest, Retryability::Never),
        500 => (ErrorKind::Server, Retryability::IfIdempotent),
        503 if code == "service_unavailable" => (ErrorKind::Unavailable, Retryability::Always),
        502..=504 => (ErrorKind::Unavailable, Retryability::IfIdempotent),
        501.. => (ErrorKind::Server, Retryability::Never),
        // What is left are redirects that were not followed.
        _ => (ErrorKind::Decode, Retryability::Never),
    }
}

fn unauthorized(code: &str, envelope: &Envelope) -> (ErrorKind, Retryability) {
    match code {
        // The key is fine; only its scope is not.
        "workspace_auth_error" if is_about_admins(envelope) => {
            (ErrorKind::Permission, Retryability::Never)
        }
        // The answer to an API key that asks for what only a person can have.
        "invalid_request_error" | "user_authentication_required" => {
            (ErrorKind::Permission, Retryability::Never)
        }
        "expired_oauth_token_error" => (ErrorKind::Authentication, Retryability::WithFreshToken),
        _ => (ErrorKind::Authentication, Retryability::Never),
    }
}

/// Whether the server says that the key has to be an admin's.
fn is_about_admins(envelope: &Envelope) -> bool {
    let message = envelope.message.as_deref();
    message.is_some_and(|message| message.starts_with("Only admins"))
}

/// A limit on requests passes by itself, one on money or on runs a day does not; only the message tells them apart.
fn too_many(envelope: &Envelope, retry_after: Option<Duration>) -> (ErrorKind, Retryability) {
    let message = envelope.message.as_deref().unwrap_or_default();
    let message = message.to_ascii_lowercase();
    let out_of_money = ["run out of credits", "spending cap", "credit spend limit"]
        .iter()
        .any(|words| message.contains(words));
    let out_of_runs = retry_after.is_none() && message.contains("24 hours");
    if out_of_money || out_of_runs {
        (ErrorKind::QuotaExhausted, Retryability::Never)
    } else {
        (ErrorKind::RateLimited, Retryability::Always)
    }
}

fn message(status: StatusCode, envelope: &Envelope) -> String {
    let message = match &envelope.message {
        Some(message) => message.clone(),
        None => match status.canonical_reason() {
            Some(reason) => format!("the server answered \"{reason}\" without an explanation"),
            None => "the server answered without an explanation".to_owned(),
        },
    };
    match &envelope.redirect_region {
        Some(region) => format!("{message} (the workspace lives in the region {region})"),
        None => message,
    }
}

/// What a person can do, where the server does not say it or misleads.
fn hint(status: StatusCode, envelope: &Envelope, region: Option<Region>) -> Option<String> {
    let code = envelope.code.as_deref();
    if let (Some(name), true) = (
        envelope.redirect_region.as_deref(),
        status == StatusCode::BAD_REQUEST,
    ) {
        return Some(match name.parse::<Region>() {
            Ok(region) => format!("configure Region::{region:?} (DUST_REGION={region})"),
            Err(_) => "configure that region".to_owned(),
        });
    }
    match (status.as_u16(), code?) {
        (401, "invalid_api_key_error") => Some(wrong_region(region)),
        (401, "malformed_authorization_header_error") => Some(
            "the server says this of every token that is neither an API key (sk-…) nor a valid OAuth access token"
                .to_owned(),
        ),
        (401, "invalid_request_error" | "user_authentication_required") => {
            Some(PERSON_NEEDED.to_owned())
        }
        (401, "user_not_found") => Some(unknown_person(region)),
        (401, "expired_oauth_token_error") => Some(
            "sign in again, or give Config::access_token_provider a source of fresh tokens"
                .to_owned(),
        ),
        (404, "workspace_not_found") => {
            Some("check the workspace id, and the region that it lives in".to_owned())
        }
        (401, "workspace_auth_error") if !is_about_admins(envelope) => {
            Some("the key belongs to another workspace: check the workspace id".to_owned())
        }
        (401, "workspace_auth_error")
        | (403, "workspace_auth_error" | "app_auth_error" | "insufficient_key_scope") => {
            Some("this needs a key with the admin scope".to_owned())
        }
        (403, "data_source_quota_error") => Some(
            "write it in parts: see UpsertDocument::split and UpsertAll::split_over".to_owned(),
        ),
        (403, "app_not_found") => Some("the key cannot read the space of this app".to_owned()),
        _ => None,
    }
}

fn unknown_person(region: Option<Region>) -> String {
    let elsewhere = match region.map(Region::other) {
        Some(other) => format!("try Region::{other:?} (DUST_REGION={other})"),
        None => "configure that region".to_owned(),
    };
    format!(
        "the person of this access token is unknown here; if they are of the other region, {elsewhere}"
    )
}

fn wrong_region(region: Option<Region>) -> String {
    match region {
        Some(asked) => {
            let other = asked.other();
            format!(
                "the region {asked} does not know this key; it may belong to the other region: \
                 try Region::{other:?} (DUST_REGION={other})"
            )
        }
        None => "the key may be disabled, or belong to the other region: \
                 Region::Us (DUST_REGION=us) or Region::Eu (DUST_REGION=eu)"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classified(status: u16, body: &str, retry_after: Option<&str>) -> (Error, Retryability) {
        let mut headers = HeaderMap::new();
        if let Some(value) = retry_after {
            headers.insert("retry-after", value.parse().unwrap());
        }
        from_response(
            StatusCode::from_u16(status).unwrap(),
            &headers,
            BodyStart::of(body.as_bytes()),
            Some(Region::Us),
        )
    }

    fn envelope(code: &str, message: &str) -> String {
        format!(r#"{{"error":{{"type":"{code}","message":"{message}"}}}}"#)
    }

    #[test]
    fn a_limit_on_requests_is_told_from_one_on_money() {
        for (message, retry_after, kind, repeat) in [
            (
                "Too many requests",
                None,
                ErrorKind::RateLimited,
                Retryability::Always,
            ),
            (
                "Too many requests",
                Some("3"),
                ErrorKind::RateLimited,
                Retryability::Always,
            ),
            (
                "10000 runs per 24 hours",
                None,
                ErrorKind::QuotaExhausted,
                Retryability::Never,
            ),
            (
                "60 per 24 hours",
                Some("3"),
                ErrorKind::RateLimited,
                Retryability::Always,
            ),
            (
                "You have run out of credits",
                Some("3"),
                ErrorKind::QuotaExhausted,
                Retryability::Never,
            ),
            (
                "Spending cap reached",
                None,
                ErrorKind::QuotaExhausted,
                Retryability::Never,
            ),
            (
                "The credit spend limit",
                None,
                ErrorKind::QuotaExhausted,
                Retryability::Never,
            ),
        ] {
            let (error, got) = classified(429, &envelope("rate_limit_error", message), retry_after);
            assert_eq!((error.kind(), got), (kind, repeat), "{message}");
        }
    }

    #[test]
    fn a_type_that_says_used_up_wins_over_the_status() {
        for code in EXHAUSTED {
            for status in [400, 402, 403, 429, 500] {
                let (error, repeat) = classified(status, &envelope(code, "no"), None);
                assert_eq!(error.kind(), ErrorKind::QuotaExhausted, "{status} {code}");
                assert_eq!(repeat, Retryability::Never);
            }
        }
    }

    #[test]
    fn a_503_is_repeated_for_changes_only_if_dust_itself_says_so() {
        let dust = envelope("service_unavailable", "Maintenance");
        assert_eq!(classified(503, &dust, None).1, Retryability::Always);
        for body in [
            "",
            "<html>",
            r#"{"error":{"message":"x"}}"#,
            r#"{"message":"x"}"#,
        ] {
            assert_eq!(
                classified(503, body, None).1,
                Retryability::IfIdempotent,
                "{body}"
            );
        }
    }

    #[test]
    fn names_the_other_region() {
        let (error, _) = classified(401, &envelope("invalid_api_key_error", "Bad key"), None);
        let text = error.to_string();
        assert!(text.contains("Region::Eu (DUST_REGION=eu)"), "{text}");
    }

    #[test]
    fn says_where_the_workspace_lives() {
        let body = r#"{"error":{"type":"workspace_in_different_region","message":"Elsewhere","redirect":{"region":"europe-west1","url":"https://eu.dust.tt"}}}"#;
        let (error, repeat) = classified(400, body, None);
        assert_eq!(
            (error.kind(), repeat),
            (ErrorKind::InvalidRequest, Retryability::Never)
        );
        assert_eq!(
            error.message(),
            "Elsewhere (the workspace lives in the region europe-west1)"
        );
        assert!(
            error
                .to_string()
                .ends_with("configure Region::Eu (DUST_REGION=eu)"),
            "{error}"
        );
    }

    #[test]
    fn every_status_has_a_kind() {
        for status in 300..=999 {
            let (error, repeat) = classified(status, "", None);
            assert_eq!(error.status().map(|s| s.as_u16()), Some(status));
            assert_ne!(repeat, Retryability::WithFreshToken, "{status}");
        }
    }

    /// Bodies that are nearly what Dust sends, and bodies that are not.
    fn bodies() -> impl Strategy<Value = Vec<u8>> {
        let value = prop_oneof![
            Just("null".to_owned()),
            any::<i64>().prop_map(|number| number.to_string()),
            any::<String>().prop_map(|text| serde_json::json!(text).to_string()),
        ];
        let envelope = (value.clone(), value.clone(), value).prop_map(|(code, message, run)| {
            format!(
                r#"{{"error":{{"type":{code},"message":{message},"run_error":{{"code":{run}}},"redirect":{run}}}}}"#
            )
            .into_bytes()
        });
        let cut = (envelope.clone(), any::<prop::sample::Index>()).prop_map(|(mut body, at)| {
            body.truncate(at.index(body.len()));
            body
        });
        prop_oneof![envelope, cut, prop::collection::vec(any::<u8>(), 0..200)]
    }

    proptest! {
        #[test]
        fn any_response_makes_a_useful_error(status in 300_u16..1000, body in bodies(), wait in ".{0,20}") {
            let mut headers = HeaderMap::new();
            if let Ok(value) = wait.parse() {
                headers.insert("retry-after", value);
            }
            let status = StatusCode::from_u16(status).unwrap();
            let (error, _) = from_response(status, &headers, BodyStart::of(&body), None);
            prop_assert_eq!(error.status(), Some(status));
            prop_assert_eq!(error.body(), Some(&body[..]));
            prop_assert!(!error.message().is_empty());
            let shown = error.to_string();
            prop_assert!(shown.len() <= 1024 && !shown.contains(char::is_control), "{}", shown);
        }
    }
}
