//! The bodies of the calls on conversations, checked as the server checks them.

use serde_json::{Map, Value};

use crate::check::{Fields, Issues, Need};
use crate::clock;
use crate::http::api_error::ApiError;

const FRAGMENT_LIMIT: usize = 512 << 10;
const TITLE_LIMIT: usize = 512;

/// The body of a create.
pub(crate) fn conversation(body: &Map<String, Value>) -> Result<(), ApiError> {
    checked(body, |fields| {
        // A create is the one call whose title may be null.
        fields.check("title", Need::Optional, "string or null", |title| {
            title.is_null() || is_title(title)
        });
        fields.one_of("visibility", Need::Optional, &["unlisted", "workspace"]);
        fields.boolean("blocking", Need::Optional);
        fields.boolean("skipToolsValidation", Need::Optional);
        fields.string("spaceId", Need::Optional);
        if body.contains_key("message") {
            fields.object("message", Need::Required, message_fields);
        }
        if body.contains_key("contentFragment") {
            fields.object("contentFragment", Need::Required, fragment_fields);
        }
        fields.objects("contentFragments", Need::Optional, fragment_fields);
    })?;
    fragments(body).try_for_each(one_form)
}

/// The fragments that come with a create.
pub(crate) fn fragments(body: &Map<String, Value>) -> impl Iterator<Item = &Map<String, Value>> {
    let many = body.get("contentFragments").and_then(Value::as_array);
    let many = many.into_iter().flatten();
    many.chain(body.get("contentFragment"))
        .filter_map(Value::as_object)
}

/// The body of a post.
pub(crate) fn message(body: &Map<String, Value>) -> Result<(), ApiError> {
    checked(body, |fields| {
        message_fields(fields);
        fields.boolean("blocking", Need::Optional);
        fields.boolean("skipToolsValidation", Need::Optional);
    })
}

/// The body of an edit.
pub(crate) fn edit(body: &Map<String, Value>) -> Result<(), ApiError> {
    checked(body, |fields| {
        content_fields(fields);
        fields.boolean("skipToolsValidation", Need::Optional);
    })
}

/// The body of a content fragment.
pub(crate) fn fragment(body: &Map<String, Value>) -> Result<(), ApiError> {
    checked(body, fragment_fields)?;
    one_form(body)
}

/// `read` or `title`.
pub(crate) fn patch(body: &Map<String, Value>) -> Result<(), ApiError> {
    if !body.contains_key("read") && !body.contains_key("title") {
        return Err(ApiError::invalid(
            "Invalid request body: expected read or title",
        ));
    }
    checked(body, |fields| {
        fields.boolean("read", Need::Optional);
        fields.check(
            "title",
            Need::Optional,
            "string of at most 512 characters",
            is_title,
        );
    })
}

/// The body of a cancellation.
pub(crate) fn cancel(body: &Map<String, Value>) -> Result<(), ApiError> {
    checked(body, |fields| fields.strings("messageIds", Need::Required))
}

pub(crate) fn checked(
    body: &Map<String, Value>,
    check: impl FnOnce(&mut Fields<'_>),
) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    check(&mut Fields::new(&mut issues, body));
    issues.finish()
}

fn message_fields(fields: &mut Fields<'_>) {
    content_fields(fields);
    fields.object("context", Need::Required, |context| {
        context.check(
            "username",
            Need::Required,
            "string of 1 to 254 characters",
            |name| has_length(name, 1, 254),
        );
        context.check("timezone", Need::Required, "IANA time zone", |zone| {
            zone.as_str().is_some_and(clock::is_time_zone)
        });
        for key in ["fullName", "email", "profilePictureUrl"] {
            context.string(key, Need::Optional);
        }
        context.string("origin", Need::Optional);
    });
}

fn content_fields(fields: &mut Fields<'_>) {
    fields.check(
        "content",
        Need::Required,
        "string of at least 1 character",
        |content| has_length(content, 1, usize::MAX),
    );
    fields.check(
        "mentions",
        Need::Required,
        "array of mentions",
        |mentions| {
            mentions
                .as_array()
                .is_some_and(|mentions| mentions.iter().all(is_mention))
        },
    );
}

fn is_mention(mention: &Value) -> bool {
    let person = mention["type"] == "user" && mention["userId"].is_string();
    person || mention["configurationId"].is_string()
}

fn fragment_fields(fields: &mut Fields<'_>) {
    fields.string("title", Need::Required);
    for key in [
        "url",
        "content",
        "contentType",
        "fileId",
        "nodeId",
        "nodeDataSourceViewId",
    ] {
        fields.string(key, Need::Optional);
    }
    fields.check(
        "content",
        Need::Optional,
        "string of at most 512 KiB",
        |content| {
            content
                .as_str()
                .is_some_and(|text| text.len() <= FRAGMENT_LIMIT)
        },
    );
    fields.check("context", Need::Optional, "object", Value::is_object);
}

/// A fragment is text, a file or a node, and only one of them.
fn one_form(fragment: &Map<String, Value>) -> Result<(), ApiError> {
    let has = |key| fragment.contains_key(key);
    let text = has("content") && has("contentType");
    let node = has("nodeId") && has("nodeDataSourceViewId");
    let forms = [text, has("fileId"), node];
    if forms.iter().filter(|form| **form).count() == 1 {
        return Ok(());
    }
    Err(ApiError::invalid(
        "Invalid request body: a content fragment has content and contentType, a fileId, or nodeId and \
         nodeDataSourceViewId",
    ))
}

fn is_title(title: &Value) -> bool {
    has_length(title, 0, TITLE_LIMIT)
}

fn has_length(value: &Value, least: usize, most: usize) -> bool {
    let length = value.as_str().map(|text| text.chars().count());
    length.is_some_and(|length| (least..=most).contains(&length))
}
