//! What proves who is asking: a key, an access token, or a function that gives one. And what cannot be a key.
//!
//! Nothing here prints a secret: `Debug` names the variant alone, and an error says what a string looks like, not
//! what it is.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result, Secrets};

const WHERE_KEYS_ARE_MADE: &str =
    "an admin of the workspace makes API keys (sk-…) under Developers > API Keys";

/// A source of access tokens, asked for every attempt.
pub(crate) type TokenProvider = Arc<dyn Fn() -> TokenFuture + Send + Sync>;
pub(crate) type TokenFuture =
    Pin<Box<dyn Future<Output = Result<SecretString, Box<dyn StdError + Send + Sync>>> + Send>>;

/// What proves who is asking.
#[derive(Clone)]
pub(crate) enum Credential {
    Key(SecretString),
    AccessToken(SecretString),
    Provider(TokenProvider),
}

impl Credential {
    /// Checks what can be checked without the server.
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::Key(key) => refuse(invalid_key_reason(key.expose_secret())),
            Self::AccessToken(token) => refuse(invalid_token_reason(token.expose_secret())),
            Self::Provider(_) => Ok(()),
        }
    }
}

impl Credential {
    /// What must not be shown.
    pub(crate) fn secrets(&self) -> Secrets {
        match self {
            Self::Key(secret) | Self::AccessToken(secret) => Secrets::of([secret.expose_secret()]),
            Self::Provider(_) => Secrets::default(),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key([redacted])",
            Self::AccessToken(_) => "AccessToken([redacted])",
            Self::Provider(_) => "Provider(..)",
        })
    }
}

fn refuse(flaw: Option<&str>) -> Result<()> {
    match flaw {
        None => Ok(()),
        Some(flaw) => Err(Error::config(format!("{flaw}; {WHERE_KEYS_ARE_MADE}"))),
    }
}

/// What a string that is not a key looks like.
fn invalid_key_reason(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        Some("the API key is empty")
    } else if key.trim() != key {
        Some("the API key has white space around it, as from a copied line break")
    } else if key.starts_with("Bearer ") {
        Some("the API key begins with \"Bearer \": give the key alone")
    } else if is_cookie(key) {
        Some("the API key looks like a browser's session cookie, which this API does not take")
    } else if key.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("the API key has white space in it")
    } else if key.starts_with("xox") || key.starts_with("xapp-") {
        Some("the API key looks like a Slack token, which this API does not take")
    } else if is_jwt(key) {
        Some(
            "the API key looks like an OAuth access token: give it as one \
             (DUST_ACCESS_TOKEN, Config::access_token or Config::access_token_provider)",
        )
    } else if !key.starts_with("sk-") {
        Some("the API key does not begin with \"sk-\", so it is not a key of Dust")
    } else if key == "sk-" || key.contains('…') || key == "sk-..." {
        Some("the API key is a placeholder")
    } else if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some("the API key has characters that no key has")
    } else {
        None
    }
}

/// What makes an access token unfit to be sent at all; whether it is valid is the server's to say.
pub(crate) fn invalid_token_reason(token: &str) -> Option<&'static str> {
    if token.is_empty() {
        Some("the access token is empty")
    } else if token.starts_with("sk-") {
        Some("the access token looks like an API key: give it as one (DUST_API_KEY or Config::new)")
    } else if token.starts_with("xox") || token.starts_with("xapp-") {
        Some("the access token looks like a Slack token, which this API does not take")
    } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some("the access token has white space or characters that no token has")
    } else {
        None
    }
}

fn is_cookie(text: &str) -> bool {
    let named = [
        "appSession",
        "workos_session",
        "session=",
        "Cookie:",
        "Fe26.2",
    ];
    named.iter().any(|name| text.starts_with(name)) || text.contains("; ")
}

/// Three base64 parts, of which the first is a JSON object: `{"` begins with `eyJ`.
fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn key(text: &str) -> Credential {
        Credential::Key(text.into())
    }

    #[test]
    fn says_what_a_wrong_key_looks_like() {
        for (text, expected) in [
            ("", "is empty"),
            ("  ", "white space"),
            ("sk-abc\n", "white space around"),
            ("sk-a bc", "white space in"),
            ("xoxb-1-2-marker", "Slack"),
            ("xoxp-1-2-marker", "Slack"),
            ("eyJhbGciOi.eyJzdWIi.marker", "OAuth access token"),
            ("appSession=marker", "cookie"),
            ("a=b; c=marker", "cookie"),
            ("Bearer sk-marker", "\"Bearer \""),
            ("marker", "does not begin with \"sk-\""),
            ("SK-marker", "does not begin with \"sk-\""),
            ("sk-", "placeholder"),
            ("sk-…", "placeholder"),
            ("sk-märker", "characters"),
        ] {
            let error = key(text).check().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{text:?}");
            assert!(error.message().contains(expected), "{text:?}: {error}");
            assert!(error.message().contains("Developers > API Keys"), "{error}");
            assert!(!format!("{error}{error:?}").contains("marker"), "{error}");
        }
        assert!(key("sk-0123456789abcdef").check().is_ok());
    }

    #[test]
    fn an_access_token_is_no_key() {
        let token = |text: &str| Credential::AccessToken(text.into()).check();
        assert!(token("eyJhbGciOi.eyJzdWIi.c2ln").is_ok());
        for text in ["", "sk-abc", "a b", "xoxb-1"] {
            assert_eq!(token(text).unwrap_err().kind(), ErrorKind::Config, "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let provider = Credential::Provider(Arc::new(|| Box::pin(async { Ok("marker".into()) })));
        for credential in [
            key("marker"),
            Credential::AccessToken("marker".into()),
            provider,
        ] {
            assert!(!format!("{credential:?}").contains("marker"));
        }
    }
}
