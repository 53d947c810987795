//! Takes published files from the web: bounded in time and size, whole or not at all.

use std::io::{IsTerminal, Read, Write, stderr};
use std::time::Duration;

use reqwest::Url;
use reqwest::blocking::{Client, Response};
use reqwest::redirect::Policy;

use crate::failure::{Failure, Result};

/// The largest file that is taken; Dust's whole swagger has well under a tenth of it.
pub(crate) const LIMIT: u64 = 16 * 1024 * 1024;

/// How long one file may take, all in all.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 5;

/// Takes files from http and https addresses.
pub(crate) struct Downloads {
    client: Client,
    timeout: Duration,
}

impl Downloads {
    pub(crate) fn new(timeout: Duration) -> Result<Self> {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(timeout)
            .redirect(Policy::custom(|attempt| {
                let came_safely = attempt.previous().iter().any(|url| url.scheme() == "https");
                if came_safely && attempt.url().scheme() != "https" {
                    return attempt.error("the redirect leaves https");
                }
                if attempt.previous().len() > REDIRECTS {
                    return attempt.error("too many redirects");
                }
                attempt.follow()
            }))
            .user_agent(concat!("dust-sdk-xtask/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|cause| Failure::new(format!("no HTTP client: {}", chain(&cause))))?;
        Ok(Self { client, timeout })
    }

    /// Takes one file.
    pub(crate) fn text(&self, address: &str) -> Result<String> {
        let remedy = "check the address, or take a file with --from";
        let failure = |found: String| Failure::expected(address, "a spec", found, remedy);
        let url: Url = address
            .parse()
            .map_err(|cause| failure(format!("no address: {cause}")))?;
        let response = self
            .client
            .get(url)
            .send()
            .map_err(|cause| failure(self.explain(&cause)))?;
        if !response.status().is_success() {
            return Err(failure(format!("the status {}", response.status())));
        }
        let bytes = self.body(address, response).map_err(failure)?;
        String::from_utf8(bytes).map_err(|_| failure("bytes that are no UTF-8".to_owned()))
    }

    fn body(&self, address: &str, mut response: Response) -> std::result::Result<Vec<u8>, String> {
        let expected = response.content_length();
        if expected.is_some_and(|length| length > LIMIT) {
            return Err(too_large());
        }
        let mut progress = Progress::of(address, expected);
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 * 1024];
        loop {
            let count = response.read(&mut chunk).map_err(|cause| {
                format!("an answer that is cut short: {}", self.explain(&cause))
            })?;
            if count == 0 {
                progress.done(bytes.len());
                return Ok(bytes);
            }
            bytes.extend_from_slice(&chunk[..count]);
            if bytes.len() as u64 > LIMIT {
                return Err(too_large());
            }
            progress.show(bytes.len());
        }
    }

    fn explain(&self, cause: &(dyn std::error::Error + 'static)) -> String {
        let text = chain(cause);
        if text.contains("timed out") {
            return format!("no whole answer within {} s", self.timeout.as_secs_f32());
        }
        text
    }
}

/// Whether a `--from` is an address and not a path.
pub(crate) fn is_address(from: &str) -> bool {
    from.starts_with("http://") || from.starts_with("https://")
}

/// Whether an address is of one file and not a base for several.
pub(crate) fn is_file_address(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    [".yml", ".yaml", ".json"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// The address of a file below a base.
pub(crate) fn below(base: &str, name: &str) -> String {
    format!("{}/{name}", base.trim_end_matches('/'))
}

fn too_large() -> String {
    format!("more than the limit of {} MiB", LIMIT / (1024 * 1024))
}

/// The causes of an error, from the outside in, each said once.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        next = cause.source();
    }
    text
}

/// One line on standard error: rewritten while the download runs, if it is a terminal.
struct Progress<'a> {
    address: &'a str,
    expected: Option<u64>,
    watched: bool,
}

impl<'a> Progress<'a> {
    fn of(address: &'a str, expected: Option<u64>) -> Self {
        let watched = stderr().is_terminal();
        Self {
            address,
            expected,
            watched,
        }
    }

    fn show(&mut self, so_far: usize) {
        if self.watched {
            let of = self
                .expected
                .map_or(String::new(), |total| format!(" of {}", size(total)));
            // Standard error may be closed; the download goes on.
            let _ = write!(
                stderr(),
                "\r{}: {}{of}\x1b[K",
                self.address,
                size(so_far as u64)
            );
        }
    }

    fn done(&mut self, total: usize) {
        let start = if self.watched { "\r" } else { "" };
        let end = if self.watched { "\x1b[K" } else { "" };
        eprintln!("{start}{}: {}{end}", self.address, size(total as u64));
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes} bytes");
    }
    format!("{} KiB", bytes.div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths_and_files_from_bases() {
        assert!(
            is_address("https://x/y") && is_address("http://127.0.0.1:1") && !is_address("specs")
        );
        assert!(is_file_address("https://x/a.yml?raw=1") && !is_file_address("https://x/specs"));
        assert_eq!(below("https://x/specs/", "a.yml"), "https://x/specs/a.yml");
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(size(12), "12 bytes");
        assert_eq!(size(19_842), "20 KiB");
    }
}
