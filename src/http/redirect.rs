//! Redirects: where a response sends a request, and with what.
//!
//! The HTTP clients of this crate follow none by themselves, because reqwest does not tell its policy which request was
//! redirected. A request that changes something stays on its origin: its body is sent to no other, and no answer from
//! there says that the change was made. One that only reads may go elsewhere, without the key.

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, Method, StatusCode};
use reqwest::{Request, Url};

pub(super) const MOST_REDIRECTS: usize = 5;

pub(super) const TOO_MANY: &str = "the server redirects in circles";
pub(super) const LEAVES: &str =
    "the server redirects to another origin, and this call does not follow there";
pub(super) const BODY_IS_GONE: &str =
    "the server redirects a request whose body cannot be sent a second time";

/// The request that a response asks for in place of the one it answers.
#[derive(Debug, PartialEq)]
pub(super) struct Redirect {
    pub(super) url: Url,
    /// Whether it is a `GET` without a body, whatever it was before.
    pub(super) turns_to_get: bool,
}

impl Redirect {
    /// The redirect that a response asks for, if it asks for one, or why it cannot be followed.
    ///
    /// `from` is the address that answered, `method` that of the first request, and `last` the redirect that led to `from`.
    pub(super) fn of(
        status: StatusCode,
        headers: &HeaderMap,
        from: &Url,
        method: &Method,
        last: Option<&Self>,
    ) -> Option<Result<Self, &'static str>> {
        let was_turned = last.is_some_and(|last| last.turns_to_get);
        let turns_now = match status {
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => method == Method::POST,
            StatusCode::SEE_OTHER => method != Method::HEAD,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => false,
            _ => return None,
        };
        let turns_to_get = was_turned || turns_now;
        let place = headers.get(LOCATION)?;
        let place = std::str::from_utf8(place.as_bytes()).ok();
        let Some(url) = place.and_then(|place| from.join(place).ok()) else {
            return Some(Err(
                "the server redirects to an address that cannot be read",
            ));
        };
        Some(match (from.scheme(), url.scheme()) {
            ("https", "http") => Err("the server redirects from https to http"),
            (_, "http" | "https") => Ok(Self { url, turns_to_get }),
            _ => Err("the server redirects to an address that is not http or https"),
        })
    }

    /// The same request again, turned to where it should go.
    pub(super) fn apply(&self, request: &mut Request) {
        *request.url_mut() = self.url.clone();
        if self.turns_to_get {
            *request.method_mut() = Method::GET;
            *request.body_mut() = None;
            for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
                request.headers_mut().remove(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirect(
        status: u16,
        place: &str,
        from: &str,
        method: Method,
    ) -> Option<Result<Redirect, &'static str>> {
        let headers = HeaderMap::from_iter([(LOCATION, place.parse().unwrap())]);
        let status = StatusCode::from_u16(status).unwrap();
        Redirect::of(status, &headers, &from.parse().unwrap(), &method, None)
    }

    #[test]
    fn reads_where_to_go() {
        for (place, expected) in [
            ("https://b.example/x?y=1", "https://b.example/x?y=1"),
            ("//b.example/x", "https://b.example/x"),
            ("/x", "https://a.example/x"),
            ("x", "https://a.example/p/x"),
            ("?y", "https://a.example/p/q?y"),
        ] {
            let got = redirect(307, place, "https://a.example/p/q", Method::GET);
            assert_eq!(got.unwrap().unwrap().url.as_str(), expected, "{place}");
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        for place in [
            "ftp://b.example/",
            "javascript:alert(1)",
            "data:,x",
            "mailto:a@b.example",
            "file:///etc/passwd",
            "http://b.example/",
            "https://",
            "https://[",
            "https://b.example:99999/",
        ] {
            let got = redirect(302, place, "https://a.example/", Method::GET);
            assert!(matches!(got, Some(Err(_))), "{place}: {got:?}");
        }
        let up = redirect(302, "https://b", "http://127.0.0.1/", Method::GET);
        assert!(up.unwrap().is_ok());
    }

    #[test]
    fn other_responses_redirect_nowhere() {
        for status in [200, 201, 300, 304, 305, 306, 399, 401] {
            let got = redirect(status, "/x", "https://a", Method::GET);
            assert_eq!(got, None, "{status}");
        }
        let (status, from) = (StatusCode::FOUND, "https://a".parse().unwrap());
        assert_eq!(
            Redirect::of(status, &HeaderMap::new(), &from, &Method::GET, None),
            None
        );
    }

    #[test]
    fn methods_change_as_in_browsers() {
        let http = reqwest::Client::new();
        for (status, method, expected, keeps_body) in [
            (301, Method::POST, "GET", false),
            (302, Method::POST, "GET", false),
            (303, Method::POST, "GET", false),
            (307, Method::POST, "POST", true),
            (308, Method::POST, "POST", true),
            (301, Method::PATCH, "PATCH", true),
            (302, Method::DELETE, "DELETE", true),
            (303, Method::PATCH, "GET", false),
            (303, Method::HEAD, "HEAD", true),
            (302, Method::GET, "GET", true),
        ] {
            let request = http.request(method.clone(), "https://a").body("x");
            let request = request.header(CONTENT_TYPE, "text/plain");
            let mut request = request.build().unwrap();
            let redirect = redirect(status, "/y", "https://a", method).unwrap();
            redirect.unwrap().apply(&mut request);
            let kept = (
                request.body().is_some(),
                request.headers().contains_key(CONTENT_TYPE),
            );
            assert_eq!(request.method(), expected, "{status}");
            assert_eq!(kept, (keeps_body, keeps_body), "{status} {expected}");
            assert_eq!(request.url().path(), "/y");
        }
    }

    #[test]
    fn what_has_turned_to_get_stays_so() {
        let first = redirect(303, "/x", "https://a", Method::POST)
            .unwrap()
            .unwrap();
        let headers = HeaderMap::from_iter([(LOCATION, "/y".parse().unwrap())]);
        let (status, from) = (
            StatusCode::TEMPORARY_REDIRECT,
            "https://a/x".parse().unwrap(),
        );
        let second = Redirect::of(status, &headers, &from, &Method::POST, Some(&first));
        assert!(second.unwrap().unwrap().turns_to_get);
    }
}
