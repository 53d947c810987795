//! The `Authorization` header of a request.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::credential::{Credential, TokenProvider, invalid_token_reason};
use crate::error::{Error, ErrorKind, Result, Secrets};

const SCHEME: &str = "Bearer ";

/// How many tokens are remembered, to be found in what a server says later.
const REMEMBERED: usize = 32;

/// Where the header comes from.
pub(super) enum Auth {
    /// Made once: the client has one key.
    Fixed(HeaderValue),
    /// Made for every attempt from the token that the provider gives.
    Provided {
        provider: TokenProvider,
        /// The last ones, the newest at the end.
        sent: Mutex<VecDeque<HeaderValue>>,
    },
}

impl Auth {
    pub(super) fn new(credential: Credential) -> Result<Self> {
        Ok(match credential {
            Credential::Key(secret) | Credential::AccessToken(secret) => {
                Self::Fixed(header(&secret)?)
            }
            Credential::Provider(provider) => Self::Provided {
                provider,
                sent: Mutex::default(),
            },
        })
    }

    /// Returns the header for the next attempt.
    pub(super) async fn next(&self) -> Result<HeaderValue> {
        match self {
            Self::Fixed(header) => Ok(header.clone()),
            Self::Provided { provider, sent } => {
                let token = provider().await.map_err(|error| {
                    Error::new(
                        ErrorKind::Authentication,
                        "the access token provider failed",
                    )
                    .with_source(error)
                })?;
                if let Some(flaw) = invalid_token_reason(token.expose_secret()) {
                    let message = format!("the access token provider gave a wrong value: {flaw}");
                    return Err(Error::new(ErrorKind::Authentication, message));
                }
                let header = header(&token)?;
                remember(sent, &header);
                Ok(header)
            }
        }
    }

    /// Returns what must not be shown: the key, or the tokens that were sent last.
    pub(super) fn secrets(&self) -> Secrets {
        match self {
            Self::Fixed(header) => Secrets::of([secret(header)]),
            Self::Provided { sent, .. } => {
                let sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
                Secrets::of(sent.iter().map(secret))
            }
        }
    }

    /// Tells whether it is an API key, rather than the access token of a person.
    pub(super) fn is_key(&self) -> bool {
        matches!(self, Self::Fixed(header) if secret(header).starts_with("sk-"))
    }

    /// Tells whether a fresh token can be had.
    pub(super) fn renews(&self) -> bool {
        matches!(self, Self::Provided { .. })
    }
}

fn remember(sent: &Mutex<VecDeque<HeaderValue>>, header: &HeaderValue) {
    let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
    if sent.back() != Some(header) {
        sent.push_back(header.clone());
    }
    if sent.len() > REMEMBERED {
        sent.pop_front();
    }
}

fn header(secret: &SecretString) -> Result<HeaderValue> {
    let mut value = HeaderValue::try_from(format!("{SCHEME}{}", secret.expose_secret()))
        .map_err(|_| Error::config("the key has characters that no header can hold"))?;
    // Keeps it out of every `Debug` of a request, and of HTTP/2's compression tables.
    value.set_sensitive(true);
    Ok(value)
}

/// Attaches the credential to a request, once it is known that the request goes to the API.
pub(super) fn attach(headers: &mut HeaderMap, authorization: &HeaderValue) {
    headers.insert(AUTHORIZATION, authorization.clone());
}

/// Removes the header, also one that a middleware has set.
pub(super) fn detach(headers: &mut HeaderMap) {
    headers.remove(AUTHORIZATION);
}

/// The secret in a header that [`Auth`] made.
pub(super) fn secret(header: &HeaderValue) -> &str {
    let text = header.to_str().unwrap_or_default();
    text.strip_prefix(SCHEME).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn a_key_makes_one_sensitive_header() {
        let auth = Auth::new(Credential::Key("sk-marker".into())).unwrap();
        let header = auth.next().await.unwrap();
        assert_eq!(header, "Bearer sk-marker");
        assert!(header.is_sensitive());
        assert_eq!(format!("{header:?}"), "Sensitive");
        assert_eq!(secret(&header), "sk-marker");
        assert!(!auth.renews());
    }

    #[tokio::test]
    async fn a_provider_is_asked_every_time() {
        let count = AtomicU32::new(0);
        let auth = Auth::new(Credential::Provider(Arc::new(move || {
            let token = format!("token-{}", count.fetch_add(1, Ordering::Relaxed));
            Box::pin(async move { Ok(token.into()) })
        })))
        .unwrap();
        let said = "token-0, token-1";
        assert_eq!(auth.secrets().redact(said), said);
        assert_eq!(auth.next().await.unwrap(), "Bearer token-0");
        assert_eq!(auth.next().await.unwrap(), "Bearer token-1");
        assert_eq!(auth.secrets().redact(said), "[redacted], [redacted]");
        assert!(auth.renews());
    }

    #[tokio::test]
    async fn a_provider_that_fails_or_gives_nonsense_is_an_authentication_error() {
        let failing = Auth::new(Credential::Provider(Arc::new(|| {
            Box::pin(async { Err("marker".into()) })
        })));
        let nonsense = Auth::new(Credential::Provider(Arc::new(|| {
            Box::pin(async { Ok("a\nmarker".into()) })
        })));
        for auth in [failing, nonsense] {
            let error = auth.unwrap().next().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Authentication);
            assert!(!format!("{error}{error:?}").contains("marker"), "{error}");
        }
    }
}
