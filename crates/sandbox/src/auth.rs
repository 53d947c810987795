//! Who is asking: the credentials that a sandbox knows, and the refusals of the others.

use std::fmt;

use axum::http::StatusCode;

use super::respond::Refusal;
use super::state::State;

/// A key or token that the sandbox knows.
#[derive(Clone)]
pub struct Credential {
    secret: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Key { admin: bool },
    DisabledKey,
    ForeignKey,
    Token { email: String },
    ExpiredToken,
}

impl Credential {
    /// An API key with the admin scope: it may also update and archive agents and export analytics.
    pub fn admin_key(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::Key { admin: true })
    }

    /// An API key without the admin scope.
    pub fn key(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::Key { admin: false })
    }

    /// An API key that was disabled: 401 `invalid_api_key_error`.
    pub fn disabled_key(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::DisabledKey)
    }

    /// An API key of another workspace: 401 `workspace_auth_error`.
    pub fn foreign_key(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::ForeignKey)
    }

    /// The OAuth access token of a member of the workspace, an admin.
    pub fn access_token(secret: impl Into<String>, email: impl Into<String>) -> Self {
        let email = email.into();
        Self::new(secret, Kind::Token { email })
    }

    /// An OAuth access token whose time is over: 401 `expired_oauth_token_error`.
    pub fn expired_access_token(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::ExpiredToken)
    }

    fn new(secret: impl Into<String>, kind: Kind) -> Self {
        Self {
            secret: secret.into(),
            kind,
        }
    }

    pub(super) fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Who the request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    Key { admin: bool },
    User { email: String },
}

impl Caller {
    pub(super) fn is_admin(&self) -> bool {
        !matches!(self, Self::Key { admin: false })
    }

    pub(super) fn is_user(&self) -> bool {
        matches!(self, Self::User { .. })
    }

    /// The refusal of a key without the admin scope; its type differs from handler to handler.
    pub(super) fn require_admin(&self, kind: &str, message: &str) -> Result<(), Refusal> {
        if self.is_admin() {
            return Ok(());
        }
        Err(Refusal::new(StatusCode::FORBIDDEN, kind, message))
    }
}

/// Finds out who is asking, in the order in which the server looks: header, key, workspace, plan.
pub(super) fn authenticate(
    state: &State,
    workspace: &str,
    authorization: Option<&str>,
) -> Result<Caller, Refusal> {
    let Some(authorization) = authorization else {
        return Err(unauthorized(
            "not_authenticated",
            "The request does not have valid authentication credentials.",
        ));
    };
    // The server gives the same answer to another scheme and to a token that is none, and its message misleads.
    let malformed = || {
        unauthorized(
            "malformed_authorization_header_error",
            "Missing Authorization header",
        )
    };
    let secret = authorization
        .strip_prefix("Bearer ")
        .ok_or_else(malformed)?;
    let known = state
        .credentials
        .iter()
        .find(|known| known.secret == secret);
    let caller = match known.map(|known| &known.kind) {
        Some(Kind::Key { admin }) => Some(Caller::Key { admin: *admin }),
        Some(Kind::Token { email }) => Some(Caller::User {
            email: email.clone(),
        }),
        Some(Kind::ForeignKey) => None,
        Some(Kind::ExpiredToken) => {
            return Err(unauthorized(
                "expired_oauth_token_error",
                "The access token expired.",
            ));
        }
        Some(Kind::DisabledKey) => return Err(invalid_key()),
        None if secret.starts_with("sk-") => return Err(invalid_key()),
        None => return Err(malformed()),
    };
    if workspace != state.workspace_id {
        return Err(Refusal::not_found(
            "workspace_not_found",
            "The workspace was not found.",
        ));
    }
    if !state.api_access {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "workspace_can_use_product_required_error",
            "Your current plan does not allow API access. Please upgrade your plan.",
        ));
    }
    caller.ok_or_else(|| {
        unauthorized(
            "workspace_auth_error",
            "Only users that are members of the workspace can access this endpoint.",
        )
    })
}

fn unauthorized(kind: &str, message: &str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, kind, message)
}

fn invalid_key() -> Refusal {
    unauthorized(
        "invalid_api_key_error",
        "The API key provided is invalid or disabled.",
    )
}
