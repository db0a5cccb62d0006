//! gzip, for the SDKs that ask for it.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, header};

/// Whether the caller names gzip and does not rule it out. Who takes anything
/// (`*`) gets the answer as it is.
pub(super) fn is_gzip_asked(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .find_map(gzip_weight)
        .is_some_and(|weight| weight > 0.0)
}

/// The weight of one element of `Accept-Encoding`, if it is about gzip. One
/// that cannot be read rules gzip out.
fn gzip_weight(element: &str) -> Option<f32> {
    let mut parts = element.split(';').map(str::trim);
    let coding = parts.next()?;
    if !coding.eq_ignore_ascii_case("gzip") && !coding.eq_ignore_ascii_case("x-gzip") {
        return None;
    }
    let weight = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value)
    });
    Some(weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0)))
}

/// The body in gzip. Writing to memory does not fail; if it did, the body would
/// go out as it is.
pub(super) fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;
    use http::HeaderValue;

    use super::*;

    fn is_asked(lines: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
        }
        is_gzip_asked(&headers)
    }

    #[test]
    fn gzip_is_for_those_who_name_it() {
        for asks in [
            "gzip",
            "GZIP",
            "x-gzip",
            "deflate, gzip;q=0.5",
            "gzip; q=1.0",
        ] {
            assert!(is_asked(&[asks]), "{asks}");
        }
        for does_not in [
            "",
            "identity",
            "*",
            "br",
            "gzip;q=0",
            "gzip; Q = 0.000",
            "gzip;q=x",
        ] {
            assert!(!is_asked(&[does_not]), "{does_not}");
        }
        assert!(!is_asked(&[]));
        assert!(is_asked(&["br", "gzip"]));
    }

    #[test]
    fn what_is_compressed_can_be_read() {
        let compressed = gzip("退款".as_bytes()).unwrap();
        let mut text = String::new();
        GzDecoder::new(&compressed[..])
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "退款");
    }
}
