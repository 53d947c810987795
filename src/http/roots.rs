//! Root certificates that are trusted beside those of the platform.

use reqwest::ClientBuilder;

use super::settings::Settings;
use crate::error::{Error, Result};

#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
pub(super) struct Roots(Vec<reqwest::Certificate>);

#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
impl Roots {
    pub(super) fn new(settings: &Settings) -> Result<Self> {
        let mut roots = Vec::new();
        for pem in &settings.root_certificates {
            let read = reqwest::Certificate::from_pem_bundle(&pem.0);
            let read = read.ok().filter(|certificates| !certificates.is_empty());
            roots.extend(read.ok_or_else(|| {
                Error::config(
                    "the root certificate is not PEM: it looks like -----BEGIN CERTIFICATE-----…",
                )
            })?);
        }
        Ok(Self(roots))
    }

    /// Trusts none, for a client that speaks no TLS: reading those of the platform takes most of the time of making one.
    pub(super) fn none(builder: ClientBuilder) -> ClientBuilder {
        builder.tls_certs_only([])
    }

    pub(super) fn add_to(&self, builder: ClientBuilder) -> ClientBuilder {
        if self.0.is_empty() {
            return builder;
        }
        builder.tls_certs_merge(self.0.iter().cloned())
    }
}

#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
pub(super) struct Roots;

#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
impl Roots {
    pub(super) fn new(settings: &Settings) -> Result<Self> {
        if settings.root_certificates.is_empty() {
            return Ok(Self);
        }
        Err(Error::config(
            "a root certificate needs TLS: turn on the feature `rustls` or `native-tls` of dust-sdk",
        ))
    }

    pub(super) fn none(builder: ClientBuilder) -> ClientBuilder {
        builder
    }

    pub(super) fn add_to(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }
}
