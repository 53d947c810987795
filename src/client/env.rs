//! Reading the configuration from the environment, with an error for each way to get it wrong.
//!
//! The lookup is a parameter, so that tests need not change the environment of the process they share.

use std::env::VarError;

use super::config::Config;
use crate::error::{Error, Result};

impl Config {
    /// Reads the configuration from the environment.
    ///
    /// | Variable | Meaning |
    /// |---|---|
    /// | `DUST_WORKSPACE_ID` | the id of the workspace, required |
    /// | `DUST_API_KEY` | an API key, `sk-…` |
    /// | `DUST_ACCESS_TOKEN` | an OAuth access token, in place of a key |
    /// | `DUST_REGION` | `us` (the default), `eu`, `us-central1` or `europe-west1` |
    /// | `DUST_BASE_URL` | another address of the API; wins over `DUST_REGION` |
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming the variable that is missing, empty or wrong and where
    /// its value comes from.
    pub fn from_env() -> Result<Self> {
        Self::from_lookup(|name| std::env::var(name))
    }

    pub(crate) fn from_lookup(lookup: impl Fn(&str) -> Result<String, VarError>) -> Result<Self> {
        let read = |name| read(&lookup, name);
        let workspace_id = read("DUST_WORKSPACE_ID")?.ok_or_else(|| {
            missing(
                "DUST_WORKSPACE_ID",
                "it is the part after /w/ in the address of your workspace, https://dust.tt/w/<id>/…",
            )
        })?;
        let config = match (read("DUST_API_KEY")?, read("DUST_ACCESS_TOKEN")?) {
            (Some(key), None) => Self::new(workspace_id, key),
            (None, Some(token)) => Self::access_token(workspace_id, token),
            (Some(_), Some(_)) => {
                return Err(Error::config(
                    "DUST_API_KEY and DUST_ACCESS_TOKEN are both set: unset the one that is not meant",
                ));
            }
            (None, None) => {
                return Err(missing(
                    "DUST_API_KEY",
                    "an admin of the workspace makes API keys (sk-…) under Developers > API Keys \
                     (or set DUST_ACCESS_TOKEN to an OAuth access token)",
                ));
            }
        };
        match read("DUST_BASE_URL")? {
            Some(url) => Ok(config.base_url(url)),
            None => match read("DUST_REGION")? {
                Some(name) => Ok(config.region(name.parse().map_err(in_region)?)),
                None => Ok(config),
            },
        }
    }
}

/// A variable that is set but blank is a mistake in a script, not a wish for the default.
fn read(lookup: impl Fn(&str) -> Result<String, VarError>, name: &str) -> Result<Option<String>> {
    match lookup(name) {
        Ok(value) if value.trim().is_empty() => Err(Error::config(format!(
            "{name} is set but empty: give it a value or unset it"
        ))),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::config(format!("{name} is not valid UTF-8"))),
    }
}

fn missing(name: &str, how: &str) -> Error {
    Error::config(format!("{name} is not set: {how}"))
}

fn in_region(error: Error) -> Error {
    Error::config(format!("DUST_REGION: {}", error.message()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::http::Credential;
    use crate::http::Region;

    const ID: (&str, &str) = ("DUST_WORKSPACE_ID", "w1");
    const KEY: (&str, &str) = ("DUST_API_KEY", "sk-marker");
    const TOKEN: (&str, &str) = ("DUST_ACCESS_TOKEN", "eyJ.a.marker");

    fn from(variables: &[(&str, &str)]) -> Result<Config> {
        Config::from_lookup(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
                .ok_or(VarError::NotPresent)
        })
    }

    #[test]
    fn reads_a_key_or_a_token() {
        let config = from(&[ID, KEY]).unwrap();
        assert_eq!(config.workspace_id, "w1");
        assert_eq!(config.region, Some(Region::Us));
        assert!(
            matches!(config.credential, Credential::Key(_)),
            "{config:?}"
        );
        let config = from(&[ID, TOKEN]).unwrap();
        assert!(
            matches!(config.credential, Credential::AccessToken(_)),
            "{config:?}"
        );
    }

    #[test]
    fn an_address_wins_over_a_region() {
        let config = from(&[ID, KEY, ("DUST_REGION", "europe-west1")]).unwrap();
        assert_eq!(config.region, Some(Region::Eu));
        assert_eq!(config.base_url, None);
        let url = ("DUST_BASE_URL", "http://127.0.0.1:1");
        let config = from(&[ID, KEY, url, ("DUST_REGION", "eu")]).unwrap();
        assert_eq!(config.base_url.as_deref(), Some("http://127.0.0.1:1"));
    }

    #[test]
    fn every_mistake_names_its_variable() {
        type Case<'a> = (&'a [(&'a str, &'a str)], &'a str);
        let cases: [Case<'_>; 8] = [
            (
                &[],
                "DUST_WORKSPACE_ID is not set: it is the part after /w/",
            ),
            (&[KEY], "DUST_WORKSPACE_ID is not set"),
            (&[ID], "DUST_API_KEY is not set: an admin"),
            (&[ID, ("DUST_API_KEY", "")], "DUST_API_KEY is set but empty"),
            (
                &[("DUST_WORKSPACE_ID", " "), KEY],
                "DUST_WORKSPACE_ID is set but empty",
            ),
            (
                &[ID, KEY, TOKEN],
                "DUST_API_KEY and DUST_ACCESS_TOKEN are both set",
            ),
            (
                &[ID, KEY, ("DUST_REGION", "mars")],
                "DUST_REGION: \"mars\" is not a region",
            ),
            (
                &[ID, KEY, ("DUST_BASE_URL", "")],
                "DUST_BASE_URL is set but empty",
            ),
        ];
        for (variables, expected) in cases {
            let error = from(variables).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.message().starts_with(expected), "{error}");
            assert!(!error.to_string().contains("marker"), "{error}");
        }
    }

    #[test]
    fn a_key_in_another_variable_is_not_shown() {
        const MARKER: &str = "sk-marker0123456789";
        let cases: [&[(&str, &str)]; 4] = [
            &[("DUST_WORKSPACE_ID", MARKER), ("DUST_API_KEY", "w1")],
            &[("DUST_WORKSPACE_ID", MARKER), KEY],
            &[ID, KEY, ("DUST_REGION", MARKER)],
            &[ID, KEY, ("DUST_BASE_URL", MARKER)],
        ];
        for variables in cases {
            let config = from(variables);
            let shown = format!("{config:?} {config:#?}");
            let error = config
                .and_then(|config| config.check_settings())
                .unwrap_err();
            let shown = format!("{shown} {error} {error:?}");
            assert!(!shown.contains("marker"), "{shown}");
        }
    }

    #[test]
    fn refuses_bytes_that_are_not_text() {
        let error = Config::from_lookup(|_| Err(VarError::NotUnicode("x".into()))).unwrap_err();
        assert_eq!(error.message(), "DUST_WORKSPACE_ID is not valid UTF-8");
    }
}
