//! The host and port that a caller addressed, which are part of what HAWK
//! signs.
//!
//! Behind a proxy that terminates TLS the caller signs port 443 while the
//! connection that arrives here is plain, so the socket cannot tell: settings
//! say how partners reach us. `X-Forwarded-*` is not looked at, since anyone
//! can send it.

use http::{HeaderMap, header, uri::Authority};

use crate::legacy::settings::{PublicAuthority, PublicScheme};

/// The longest `Host` that is read: no name in DNS is longer.
const MAX_LENGTH: usize = 255;

/// `Host` is missing or is not a host with or without a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Invalid Host header")]
pub struct InvalidHost;

/// The host in lower case, and the port.
pub fn addressed(
    headers: &HeaderMap,
    scheme: PublicScheme,
    authority: Option<&PublicAuthority>,
) -> Result<(String, u16), InvalidHost> {
    if let Some(authority) = authority {
        return Ok((authority.host().to_ascii_lowercase(), authority.port()));
    }
    let value = headers.get(header::HOST).ok_or(InvalidHost)?.as_bytes();
    let is_plain = value.len() <= MAX_LENGTH && !value.contains(&b'@');
    let host: Authority = Some(value)
        .filter(|_| is_plain)
        .and_then(|value| value.try_into().ok())
        .ok_or(InvalidHost)?;
    let has_port = host.as_str().len() > host.host().len();
    let port = match host.port_u16() {
        Some(port) => port,
        // A colon without digits after it, or with too large a number.
        None if has_port && !host.as_str().ends_with(':') => return Err(InvalidHost),
        None => scheme.default_port(),
    };
    Ok((host.host().to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(value: &str) -> Result<(String, u16), InvalidHost> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, value.parse().unwrap());
        addressed(&headers, PublicScheme::Https, None)
    }

    #[test]
    fn a_host_without_a_port_has_that_of_the_scheme() {
        let partner = |port| Ok(("partner.example.com".to_owned(), port));
        assert_eq!(host("partner.example.com"), partner(443));
        assert_eq!(host("PARTNER.Example.com:80"), partner(80));
        assert_eq!(host("partner.example.com:8443"), partner(8443));
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "partner.example.com".parse().unwrap());
        let plain = addressed(&headers, PublicScheme::Http, None);
        assert_eq!(plain, partner(80));
    }

    #[test]
    fn what_is_not_a_host_is_refused() {
        for value in ["a/x", "a:b", "a:99999", "u@a", "a b", ""] {
            assert_eq!(host(value), Err(InvalidHost), "{value}");
        }
        let none = addressed(&HeaderMap::new(), PublicScheme::Http, None);
        assert_eq!(none, Err(InvalidHost));
    }

    #[test]
    fn the_setting_goes_before_what_callers_say() {
        let authority: PublicAuthority = "Gate.example.com:8443".parse().unwrap();
        let found = addressed(&HeaderMap::new(), PublicScheme::Http, Some(&authority));
        assert_eq!(found, Ok(("gate.example.com".to_owned(), 8443)));
    }
}
