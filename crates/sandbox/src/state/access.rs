//! Who may call: the credentials that a sandbox knows, and the errors that the others get.

use std::fmt;

use crate::http::api_error::ApiError;

/// A key or token that the sandbox knows; from [`SandboxBuilder::credential`](crate::SandboxBuilder::credential).
///
/// ```
/// use dust_sandbox::{Credential, Sandbox};
///
/// let builder = Sandbox::builder()
///     .credential(Credential::disabled_key("sk-left-the-company"))
///     .credential(Credential::access_token("token-of-noe", "noe@example.com"));
/// # let _ = builder;
/// ```
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

    /// An OAuth access token that has expired: 401 `expired_oauth_token_error`.
    pub fn expired_access_token(secret: impl Into<String>) -> Self {
        Self::new(secret, Kind::ExpiredToken)
    }

    fn new(secret: impl Into<String>, kind: Kind) -> Self {
        Self {
            secret: secret.into(),
            kind,
        }
    }

    pub(crate) fn secret(&self) -> &str {
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

/// Who a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Principal {
    Key {
        admin: bool,
    },
    User {
        email: String,
    },
    /// A call that takes no credential.
    Anonymous,
}

impl Principal {
    pub(crate) fn is_admin(&self) -> bool {
        matches!(self, Self::Key { admin: true } | Self::User { .. })
    }

    pub(crate) fn is_user(&self) -> bool {
        matches!(self, Self::User { .. })
    }

    /// The error of a key without the admin scope; its type differs from handler to handler.
    pub(crate) fn require_admin(&self, kind: &str, message: &str) -> Result<(), ApiError> {
        match self.is_admin() {
            true => Ok(()),
            false => Err(ApiError::forbidden(kind, message)),
        }
    }
}

/// The workspace's id, its credentials and its plan.
#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) workspace_id: String,
    pub(crate) credentials: Vec<Credential>,
    /// Whether the plan has access to the API.
    pub(crate) api_access: bool,
}

impl Access {
    /// Finds out who is asking, in the order in which the server looks: header, key, workspace, plan.
    pub(crate) fn authenticate(
        &self,
        workspace: Option<&str>,
        authorization: Option<&str>,
    ) -> Result<Principal, ApiError> {
        let principal = self.principal(authorization)?;
        if workspace.is_some_and(|id| id != self.workspace_id) {
            return Err(ApiError::not_found(
                "workspace_not_found",
                "The workspace was not found.",
            ));
        }
        if !self.api_access {
            return Err(ApiError::forbidden(
                "workspace_can_use_product_required_error",
                "Your current plan does not allow API access. Please upgrade your plan.",
            ));
        }
        principal.ok_or_else(|| {
            ApiError::unauthorized(
                "workspace_auth_error",
                "Only users that are members of the workspace can access this endpoint.",
            )
        })
    }

    /// The principal of a header; `None` if it is that of another workspace.
    fn principal(&self, authorization: Option<&str>) -> Result<Option<Principal>, ApiError> {
        let Some(authorization) = authorization else {
            return Err(ApiError::unauthorized(
                "not_authenticated",
                "The request does not have valid authentication credentials.",
            ));
        };
        let secret = authorization
            .strip_prefix("Bearer ")
            .ok_or_else(malformed_header)?;
        let mut known = self.credentials.iter();
        let known = known.find(|known| known.secret == secret);
        match known.map(|known| &known.kind) {
            Some(Kind::Key { admin }) => Ok(Some(Principal::Key { admin: *admin })),
            Some(Kind::Token { email }) => Ok(Some(Principal::User {
                email: email.clone(),
            })),
            Some(Kind::ForeignKey) => Ok(None),
            Some(Kind::ExpiredToken) => Err(ApiError::unauthorized(
                "expired_oauth_token_error",
                "The access token expired.",
            )),
            Some(Kind::DisabledKey) => Err(invalid_key()),
            None if secret.starts_with("sk-") => Err(invalid_key()),
            None => Err(malformed_header()),
        }
    }
}

/// The server's answer to another scheme, and to a token that is neither a key nor an access token. Its message misleads.
fn malformed_header() -> ApiError {
    ApiError::unauthorized(
        "malformed_authorization_header_error",
        "Missing Authorization header",
    )
}

fn invalid_key() -> ApiError {
    ApiError::unauthorized(
        "invalid_api_key_error",
        "The API key provided is invalid or disabled.",
    )
}
