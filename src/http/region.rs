//! The two places where Dust runs. A workspace and its keys live in one of them, and the other does not know them.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result, Secrets, excerpt};

/// Where a workspace lives.
///
/// It reads the names of `DUST_REGION`: `us` and `eu`, or `us-central1` and `europe-west1` as the server calls them.
///
/// ```
/// use dust_sdk::Region;
///
/// assert_eq!("europe-west1".parse::<Region>()?, Region::Eu);
/// assert_eq!(Region::Eu.base_url(), "https://eu.dust.tt");
/// # Ok::<(), dust_sdk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// The United States, `https://dust.tt`.
    #[default]
    Us,
    /// Europe, `https://eu.dust.tt`.
    Eu,
}

impl Region {
    pub(crate) const ALL: [Self; 2] = [Self::Us, Self::Eu];

    /// Returns the address of the API in this region.
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Us => "https://dust.tt",
            Self::Eu => "https://eu.dust.tt",
        }
    }

    /// Returns the short name, `us` or `eu`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Eu => "eu",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Us => Self::Eu,
            Self::Eu => Self::Us,
        }
    }

    /// Finds the region whose API has this host.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        match host {
            "dust.tt" | "www.dust.tt" => Some(Self::Us),
            "eu.dust.tt" => Some(Self::Eu),
            _ => None,
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Region {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Region {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let name = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

impl FromStr for Region {
    type Err = Error;

    /// Reads a name, in any case.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for any other name.
    fn from_str(name: &str) -> Result<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "us" | "us-central1" => Ok(Self::Us),
            "eu" | "europe-west1" => Ok(Self::Eu),
            _ => Err(Error::config(format!(
                "{:?} is not a region of Dust: use us (us-central1) or eu (europe-west1)",
                excerpt(name, &Secrets::default())
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn reads_every_name() {
        for (name, region) in [
            ("us", Region::Us),
            ("US", Region::Us),
            ("us-central1", Region::Us),
            (" eu\n", Region::Eu),
            ("europe-west1", Region::Eu),
        ] {
            assert_eq!(name.parse::<Region>().unwrap(), region, "{name:?}");
        }
    }

    #[test]
    fn refuses_other_names() {
        for name in ["", "asia", "europe", "us-east1"] {
            let error = name.parse::<Region>().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.message().contains("us (us-central1)"), "{error}");
        }
    }

    #[test]
    fn every_region_is_found_by_its_own_host_and_name() {
        for region in Region::ALL {
            let host = region.base_url().trim_start_matches("https://");
            assert_eq!(Region::of_host(host), Some(region));
            assert_eq!(region.to_string().parse::<Region>().unwrap(), region);
            assert_ne!(region.other(), region);
        }
        assert_eq!(Region::of_host("app.dust.tt"), None);
    }
}
