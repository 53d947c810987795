//! Why a connection could not be made, in words of our own.
//!
//! The errors of the HTTP client quote host names and addresses, so none of their text is shown: only their kind is looked
//! up. A certificate that is not valid now is not valid a second later, nor are a proxy's credentials: neither is retried.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use super::error_response::Retryability;
use super::failure::{Failure, sources};
use crate::error::{Error, ErrorKind};

/// What keeps a connection from being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(any(feature = "rustls-no-provider", feature = "native-tls")),
    allow(dead_code)
)]
enum Cause {
    NameNotFound,
    TooSlow,
    Refused,
    Unreachable,
    Certificate(Flaw),
    Handshake,
    ProxyCredentials,
    ProxyTunnel,
    Other,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(any(feature = "rustls-no-provider", feature = "native-tls")),
    allow(dead_code)
)]
enum Flaw {
    UnknownIssuer,
    WrongHost,
    Expired,
    NotYetValid,
    Other,
}

/// Who was to be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    Server,
    Proxy,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Server => "server",
            Self::Proxy => "proxy",
        })
    }
}

/// The failure of a connection that was not made: nothing was sent.
pub(super) fn failure(error: reqwest::Error) -> Failure {
    let (cause, peer) = (cause(&error), peer(&error));
    let mut failed = Error::new(ErrorKind::Connect, message(cause, peer));
    if let Some(hint) = hint(cause) {
        failed = failed.with_hint(hint);
    }
    let repeat = match cause {
        Cause::Certificate(_) | Cause::ProxyCredentials => Retryability::Never,
        _ => Retryability::Always,
    };
    Failure::new(failed.with_source(error), repeat)
}

fn message(cause: Cause, peer: Peer) -> String {
    match cause {
        Cause::NameNotFound => format!("the host name of the {peer} was not found"),
        Cause::TooSlow => format!("no connection to the {peer} could be made in time"),
        Cause::Refused => format!("the {peer} refused the connection"),
        Cause::Unreachable => format!("there is no way to the {peer} from this network"),
        Cause::Certificate(flaw) => format!("the certificate of the {peer} {}", flaw.text()),
        Cause::Handshake => format!("the TLS handshake with the {peer} failed"),
        Cause::ProxyCredentials => "the proxy requires authentication (407)".to_owned(),
        Cause::ProxyTunnel => "the proxy opened no tunnel to the server".to_owned(),
        Cause::Other => format!("no connection to the {peer} could be made"),
    }
}

impl Flaw {
    fn text(self) -> &'static str {
        match self {
            Self::UnknownIssuer => "is not from an authority that is trusted here",
            Self::WrongHost => "is for another host name",
            Self::Expired => "has expired",
            Self::NotYetValid => "is not valid yet",
            Self::Other => "is not valid",
        }
    }
}

fn hint(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::Certificate(Flaw::UnknownIssuer) => {
            Some("where a company has its own, add it with Config::root_certificate")
        }
        Cause::Certificate(Flaw::Expired | Flaw::NotYetValid) => {
            Some("check the clock of this machine")
        }
        Cause::ProxyCredentials => {
            Some("give them in its address: HTTPS_PROXY=http://user:password@host:port")
        }
        _ => None,
    }
}

fn cause(error: &reqwest::Error) -> Cause {
    if error.is_dns() {
        return Cause::NameNotFound;
    }
    if error.is_timeout() {
        return Cause::TooSlow;
    }
    sources(error).find_map(known).unwrap_or(Cause::Other)
}

/// The cause that one error of a chain stands for, if it stands for one.
fn known(error: &(dyn StdError + 'static)) -> Option<Cause> {
    if let Some(cause) = tls(error) {
        return Some(cause);
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return match error.kind() {
            io::ErrorKind::ConnectionRefused => Some(Cause::Refused),
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                Some(Cause::Unreachable)
            }
            _ => None,
        };
    }
    match tunnel_error(error)?.as_str() {
        "proxy authorization required" => Some(Cause::ProxyCredentials),
        PROXY_NOT_REACHED => None,
        _ => Some(Cause::ProxyTunnel),
    }
}

fn peer(error: &reqwest::Error) -> Peer {
    let proxy = sources(error)
        .filter_map(tunnel_error)
        .any(|text| text == PROXY_NOT_REACHED);
    if proxy { Peer::Proxy } else { Peer::Server }
}

const PROXY_NOT_REACHED: &str = "failed to create underlying connection";

/// What hyper-util says of a tunnel through a proxy; its type has no public name.
fn tunnel_error(error: &(dyn StdError + 'static)) -> Option<String> {
    let text = error.to_string();
    text.strip_prefix("tunnel error: ").map(str::to_owned)
}

fn tls(error: &(dyn StdError + 'static)) -> Option<Cause> {
    #[cfg(feature = "rustls-no-provider")]
    if let Some(error) = error.downcast_ref() {
        return Some(rustls_cause(error));
    }
    #[cfg(feature = "native-tls")]
    if let Some(cause) = openssl_cause(&error.to_string()) {
        return Some(cause);
    }
    let _ = error;
    None
}

#[cfg(feature = "rustls-no-provider")]
fn rustls_cause(error: &rustls::Error) -> Cause {
    use rustls::CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet,
        NotValidYetContext, UnknownIssuer,
    };
    let rustls::Error::InvalidCertificate(error) = error else {
        return Cause::Handshake;
    };
    Cause::Certificate(match error {
        UnknownIssuer => Flaw::UnknownIssuer,
        NotValidForName | NotValidForNameContext { .. } => Flaw::WrongHost,
        Expired | ExpiredContext { .. } => Flaw::Expired,
        NotValidYet | NotValidYetContext { .. } => Flaw::NotYetValid,
        _ => Flaw::Other,
    })
}

/// native-tls says on Linux what OpenSSL says, and has no types for it.
#[cfg(feature = "native-tls")]
fn openssl_cause(text: &str) -> Option<Cause> {
    if !text.contains("SSL routines:") {
        return None;
    }
    if !text.contains("certificate verify failed") {
        return Some(Cause::Handshake);
    }
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    Some(Cause::Certificate(if says(&["has expired"]) {
        Flaw::Expired
    } else if says(&["not yet valid"]) {
        Flaw::NotYetValid
    } else if says(&["mismatch"]) {
        Flaw::WrongHost
    } else if says(&["issuer certificate", "self-signed", "self signed"]) {
        Flaw::UnknownIssuer
    } else {
        Flaw::Other
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Text(&'static str);

    impl fmt::Display for Text {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl StdError for Text {}

    #[test]
    fn knows_the_errors_of_a_chain() {
        let io = |kind| Box::new(io::Error::from(kind)) as Box<dyn StdError>;
        let text = |text| Box::new(Text(text)) as Box<dyn StdError>;
        for (error, cause) in [
            (io(io::ErrorKind::ConnectionRefused), Some(Cause::Refused)),
            (io(io::ErrorKind::HostUnreachable), Some(Cause::Unreachable)),
            (io(io::ErrorKind::BrokenPipe), None),
            (
                text("tunnel error: proxy authorization required"),
                Some(Cause::ProxyCredentials),
            ),
            (text("tunnel error: unsuccessful"), Some(Cause::ProxyTunnel)),
            (
                text("tunnel error: failed to create underlying connection"),
                None,
            ),
            (text("the tunnel error: unsuccessful"), None),
        ] {
            assert_eq!(known(&*error), cause, "{error}");
        }
    }

    #[cfg(feature = "native-tls")]
    #[test]
    fn knows_what_openssl_says() {
        let failed = "error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed";
        for (reason, flaw) in [
            ("certificate has expired", Flaw::Expired),
            ("certificate is not yet valid", Flaw::NotYetValid),
            ("hostname mismatch", Flaw::WrongHost),
            ("IP address mismatch", Flaw::WrongHost),
            (
                "unable to get local issuer certificate",
                Flaw::UnknownIssuer,
            ),
            (
                "self-signed certificate in certificate chain",
                Flaw::UnknownIssuer,
            ),
            ("unsupported certificate purpose", Flaw::Other),
        ] {
            let text = format!("{failed}:../ssl/statem/statem_clnt.c:1889: ({reason})");
            let cause = openssl_cause(&text);
            assert_eq!(cause, Some(Cause::Certificate(flaw)), "{reason}");
        }
        let version = "error:0A00010B:SSL routines:ssl3_get_record:wrong version number";
        assert_eq!(openssl_cause(version), Some(Cause::Handshake));
        assert_eq!(openssl_cause("the certificate has expired"), None);
    }
}
