//! Addresses: the one of the API that requests go to, and the one of a workspace that people copy from a browser.

use reqwest::Url;

use super::config::Config;
use crate::error::{Error, Result};
use crate::http::{Region, is_loopback};

impl Config {
    /// Takes the workspace and its region from an address pasted from the browser.
    ///
    /// An address at `app.dust.tt` does not say the region: add [`Config::region`].
    ///
    /// ```
    /// # use dust_sdk::{Client, Config};
    /// let config = Config::from_workspace_url("https://eu.dust.tt/w/h9p9uyOJxmD/workspace", "sk-0123")?;
    /// let dust = Client::new(config)?;
    /// # Ok::<(), dust_sdk::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if it is not the address of a workspace at Dust.
    pub fn from_workspace_url(url: &str, key: impl Into<String>) -> Result<Self> {
        let (workspace_id, region) = read_workspace_url(url)?;
        let mut config = Self::new(workspace_id, key);
        config.region = region;
        Ok(config)
    }
}

fn read_workspace_url(text: &str) -> Result<(String, Option<Region>)> {
    let text = text.trim();
    // Browsers hide the scheme, and what is copied may lack it.
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("https://{text}"))
    };
    let url = url.map_err(|error| {
        not_a_workspace("the workspace address cannot be read").with_source(error)
    })?;
    let host = url.host_str().unwrap_or_default();
    let region = Region::of_host(host);
    if region.is_none() && host != "app.dust.tt" {
        return Err(not_a_workspace(
            "the workspace address is not at dust.tt, eu.dust.tt or app.dust.tt",
        ));
    }
    let mut segments = url.path_segments().into_iter().flatten();
    match (segments.next(), segments.next()) {
        (Some("w"), Some(id)) if !id.is_empty() => Ok((id.to_owned(), region)),
        _ => Err(not_a_workspace(
            "the workspace address has no /w/<id> in it",
        )),
    }
}

fn not_a_workspace(what: &str) -> Error {
    Error::config(format!(
        "{what}: copy it from the browser, it looks like https://dust.tt/w/<id>/…"
    ))
}

/// Checks an address of the API, and returns it without a slash at the end.
pub(crate) fn check_base_url(text: &str) -> Result<String> {
    let url = Url::parse(text.trim())
        .map_err(|error| Error::config("the base URL cannot be read").with_source(error))?;
    let safe = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    };
    if !safe {
        return Err(Error::config(
            "the base URL must be https, or http on a loopback address: a key would travel in the open",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config(
            "the base URL must not hold a user or a password",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Error::config(
            "the base URL must not have a query or a fragment",
        ));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// An address as it may be printed: without user, password, query and fragment, which no address of the API has.
pub(super) fn without_secrets(text: &str) -> String {
    const REDACTED: &str = "[redacted]";
    let Ok(mut url) = Url::parse(text.trim()) else {
        return "not a URL".to_owned();
    };
    let has_user = !url.username().is_empty() || url.password().is_some();
    let has_query = url.query().is_some() || url.fragment().is_some();
    url.set_query(None);
    url.set_fragment(None);
    // These fail only where there is no user to take out.
    let _ = (url.set_username(""), url.set_password(None));
    let mut shown = url.to_string();
    if has_user {
        shown = shown.replacen("://", &format!("://{REDACTED}@"), 1);
    }
    if has_query {
        shown = format!("{shown}?{REDACTED}");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn reads_workspace_addresses() {
        for (url, id, region) in [
            ("https://dust.tt/w/h9p9/workspace", "h9p9", Some(Region::Us)),
            ("https://dust.tt/w/h9p9", "h9p9", Some(Region::Us)),
            (
                "https://eu.dust.tt/w/h9p9/agent/new?x=1#y",
                "h9p9",
                Some(Region::Eu),
            ),
            ("https://app.dust.tt/w/h9p9/", "h9p9", None),
            (" eu.dust.tt/w/h9p9/x\n", "h9p9", Some(Region::Eu)),
        ] {
            let got = read_workspace_url(url).unwrap();
            assert_eq!(got, (id.to_owned(), region), "{url}");
        }
    }

    #[test]
    fn refuses_other_addresses() {
        for url in [
            "",
            "https://",
            "https://dust.tt",
            "https://dust.tt/w/",
            "https://dust.tt/x/w/h9p9",
            "https://dust.tt.evil.example/w/h9p9",
            "https://example.com/w/h9p9",
        ] {
            let error = read_workspace_url(url).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{url}");
            assert!(
                error.message().contains("https://dust.tt/w/<id>"),
                "{error}"
            );
        }
    }

    #[test]
    fn takes_https_and_loopback() {
        for (url, base) in [
            ("https://dust.tt", "https://dust.tt"),
            ("https://dust.tt/", "https://dust.tt"),
            ("https://proxy.example/dust/", "https://proxy.example/dust"),
            ("https://proxy.example/dust//", "https://proxy.example/dust"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://127.9.9.9/a/b", "http://127.9.9.9/a/b"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://localhost:1/", "http://localhost:1"),
        ] {
            assert_eq!(check_base_url(url).unwrap(), base, "{url}");
        }
    }

    #[test]
    fn refuses_what_would_show_the_key() {
        for url in [
            "",
            "dust.tt",
            "ftp://dust.tt",
            "http://dust.tt",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://user:pw@dust.tt",
            "https://dust.tt?x=1",
            "https://dust.tt#x",
        ] {
            assert_eq!(
                check_base_url(url).unwrap_err().kind(),
                ErrorKind::Config,
                "{url}"
            );
        }
    }
}
