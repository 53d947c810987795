//! Finding the region of a key by asking both.

use http::Method;

use crate::client::Client;
use crate::client::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::http::Region;

/// One agent that every workspace has, in its short form: the cheapest answer that needs a key.
const CHEAP_READ: &str = "assistant/agent_configurations/dust";

impl Region {
    /// Finds the region of a workspace by asking both which one knows the key.
    ///
    /// What the configuration says of a region or a base URL is not used; its limits and its client are.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::{Client, Config, Region};
    ///
    /// let config = Config::from_workspace_url("https://app.dust.tt/w/h9p9uyOJxmD/workspace", "sk-0123")?;
    /// let region = Region::detect(&config).await?;
    /// let dust = Client::new(config.region(region))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Authentication`] if neither knows the key; whatever kept a region from answering if the other does
    /// not know it; [`ErrorKind::Config`] if the configuration cannot work.
    pub async fn detect(config: &Config) -> Result<Self> {
        let places = Self::ALL.map(|region| (region, region.base_url()));
        detect_at(config, &places).await
    }
}

async fn detect_at(config: &Config, places: &[(Region, &str)]) -> Result<Region> {
    let mut unanswered = None;
    for &(region, base_url) in places {
        let client = Client::new(config.clone().base_url(base_url))?;
        match client.request(Method::GET, CHEAP_READ).raw().await {
            Ok(_) => return Ok(region),
            Err(error) => match knows_key(&error) {
                Some(true) => return Ok(region),
                Some(false) => {}
                None => unanswered = Some(error),
            },
        }
    }
    Err(unanswered.unwrap_or_else(|| {
        Error::new(
            ErrorKind::Authentication,
            "no region knows this key for the workspace: it may be disabled or mistyped",
        )
    }))
}

/// Whether a refusal comes from a region that knows the key; nothing if it does not tell.
fn knows_key(error: &Error) -> Option<bool> {
    match error.code() {
        Some(
            "invalid_api_key_error"
            | "malformed_authorization_header_error"
            | "workspace_in_different_region"
            | "workspace_not_found",
        ) => Some(false),
        Some("expired_oauth_token_error") => None,
        Some(_) => match error.kind() {
            ErrorKind::Server | ErrorKind::Unavailable | ErrorKind::Timeout => None,
            // It refuses for another reason, which it finds only after it has looked up the key.
            _ => Some(true),
        },
        // A proxy's answer, or none.
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wiremock::matchers::{header, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    async fn region(status: u16, code: &str) -> MockServer {
        let server = MockServer::start().await;
        let body = serde_json::json!({"error": {"type": code, "message": "m"}});
        Mock::given(path("/api/v1/w/w1/assistant/agent_configurations/dust"))
            .and(header("authorization", "Bearer sk-1"))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        server
    }

    async fn detect(us: (u16, &str), eu: (u16, &str)) -> Result<Region> {
        let (us, eu) = (region(us.0, us.1).await, region(eu.0, eu.1).await);
        let config = Config::from_workspace_url("https://app.dust.tt/w/w1", "sk-1")
            .unwrap()
            .max_retries(0);
        detect_at(&config, &[(Region::Us, &us.uri()), (Region::Eu, &eu.uri())]).await
    }

    const UNKNOWN: (u16, &str) = (401, "invalid_api_key_error");

    #[tokio::test]
    async fn finds_the_region_that_knows_the_key() {
        for (us, eu, expected) in [
            ((200, ""), UNKNOWN, Region::Us),
            (UNKNOWN, (200, ""), Region::Eu),
            (
                UNKNOWN,
                (403, "workspace_can_use_product_required_error"),
                Region::Eu,
            ),
            (UNKNOWN, (404, "agent_configuration_not_found"), Region::Eu),
            (
                (400, "workspace_in_different_region"),
                (200, ""),
                Region::Eu,
            ),
            ((500, "internal_server_error"), (200, ""), Region::Eu),
        ] {
            assert_eq!(detect(us, eu).await.unwrap(), expected, "{us:?} {eu:?}");
        }
    }

    #[tokio::test]
    async fn says_why_it_found_none() {
        let error = detect(UNKNOWN, UNKNOWN).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        let error = detect((503, "service_unavailable"), UNKNOWN)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable);
    }
}
