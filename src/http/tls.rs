//! Whether this build can do TLS, asked before a client is made: without it every call would fail, in words that name no cause.

use reqwest::{ClientBuilder, Url};

use super::compression::{Absent, gives};
use crate::error::{Error, Result};

/// A method of reqwest's builder that only a build with TLS has; another crate may have turned that on.
#[allow(dead_code)] // Where reqwest has it, this is not used.
trait Missing: Sized {
    fn tls_danger_accept_invalid_certs(self, _: bool) -> Absent {
        Absent
    }
}

impl Missing for ClientBuilder {}

/// Refuses an API over https in a build without TLS.
pub(super) fn check(api: &Url) -> Result<()> {
    if api.scheme() == "https" && !is_compiled_in() {
        return Err(Error::config(
            "https needs TLS, and this build has none: turn on the feature `rustls` or `native-tls` of dust-sdk, \
             or give a client that has it to Config::http_client",
        ));
    }
    check_provider()
}

fn is_compiled_in() -> bool {
    gives(|builder| builder.tls_danger_accept_invalid_certs(false))
}

/// Without this, reqwest panics.
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn check_provider() -> Result<()> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(Error::config(
            "rustls has no cryptography: call `CryptoProvider::install_default` of the provider of your choice before \
             Client::new, or turn on the feature `rustls` of dust-sdk, which brings one",
        )),
    }
}

#[cfg(not(all(feature = "rustls-no-provider", not(feature = "rustls"))))]
fn check_provider() -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Client, Config, Error, ErrorKind};

    fn made(url: &str) -> Result<Client, Error> {
        Client::new(Config::new("w1", "sk-1").base_url(url))
    }

    fn assert_named(error: &Error, feature: &str) {
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains(feature), "{error}");
        assert_eq!(error.attempts(), 0);
    }

    #[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
    #[test]
    fn without_tls_a_client_for_https_is_refused() {
        assert_named(
            &made("https://dust.tt").unwrap_err(),
            "the feature `rustls` or `native-tls`",
        );
        assert!(made("http://127.0.0.1:1").is_ok());
        let own = Config::new("w1", "sk-1").http_client(reqwest::Client::new());
        assert!(Client::new(own).is_ok());
    }

    // The provider belongs to the process, so all of it is one test.
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    #[test]
    fn without_cryptography_no_client_is_made() {
        for url in ["https://dust.tt", "http://127.0.0.1:1"] {
            assert_named(&made(url).unwrap_err(), "CryptoProvider::install_default");
        }
        let provider = tokio_rustls::rustls::crypto::aws_lc_rs::default_provider();
        provider.install_default().unwrap();
        for url in ["https://dust.tt", "http://127.0.0.1:1"] {
            made(url).unwrap();
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[test]
    fn with_tls_a_client_is_made() {
        made("https://dust.tt").unwrap();
        let plain: reqwest::Url = "http://127.0.0.1".parse().unwrap();
        assert!(super::is_compiled_in() && super::check(&plain).is_ok());
        let _ = assert_named;
    }
}
