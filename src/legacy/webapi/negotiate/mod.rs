//! The format and charset of an answer: Web API's `DefaultContentNegotiator`,
//! which chooses them for results and for the framework's errors alike.
//!
//! Quirks, all kept because clients live with the format that they get today:
//! there is no 406, a request that accepts nothing we have is answered as if it
//! accepted anything; with equal quality our order counts and not the order of
//! the Accept header; without an Accept header the answer is in the format of
//! the request, but `Accept: */*` (curl) makes it JSON; and a type refused with
//! `q=0` can still come back as the type of the request.

use http::{HeaderMap, HeaderValue};

use super::{
    accept_charset,
    charset::Charset,
    media_type::{MediaType, Range},
};

/// A format in which the server writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML of the data contract serializer.
    Xml,
    /// BSON.
    Bson,
}

/// The formats of an application that offers BSON, the preferred first.
pub const WITH_BSON: &[Format] = &[Format::Json, Format::Xml, Format::Bson];

/// The formats of an application that does not.
pub const WITHOUT_BSON: &[Format] = &[Format::Json, Format::Xml];

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negotiated {
    /// The format.
    pub format: Format,
    /// Its name in the answer.
    pub media_type: &'static str,
    /// The encoding of its text. BSON only bears its name.
    pub charset: Charset,
}

impl Format {
    /// The media types that stand for the format, the preferred first, each
    /// with its main type and subtype.
    #[must_use]
    pub fn media_types(self) -> &'static [(&'static str, &'static str, &'static str)] {
        match self {
            Self::Json => &[
                ("application/json", "application", "json"),
                ("text/json", "text", "json"),
            ],
            Self::Xml => &[
                ("application/xml", "application", "xml"),
                ("text/xml", "text", "xml"),
            ],
            Self::Bson => &[("application/bson", "application", "bson")],
        }
    }

    /// The first of its media types that is covered by another.
    #[must_use]
    pub fn covered_by(self, media_type: &MediaType<'_>) -> Option<&'static str> {
        self.media_types()
            .iter()
            .find(|(_, main, sub)| media_type.covers(main, sub))
            .map(|(name, ..)| *name)
    }
}

impl Negotiated {
    /// The value of the answer's Content-Type header.
    #[must_use]
    pub fn content_type(&self) -> HeaderValue {
        HeaderValue::from_static(match (self.media_type, self.charset) {
            ("text/json", Charset::Utf8) => "text/json; charset=utf-8",
            ("text/json", Charset::Utf16) => "text/json; charset=utf-16",
            ("application/xml", Charset::Utf8) => "application/xml; charset=utf-8",
            ("application/xml", Charset::Utf16) => "application/xml; charset=utf-16",
            ("text/xml", Charset::Utf8) => "text/xml; charset=utf-8",
            ("text/xml", Charset::Utf16) => "text/xml; charset=utf-16",
            ("application/bson", Charset::Utf8) => "application/bson; charset=utf-8",
            ("application/bson", Charset::Utf16) => "application/bson; charset=utf-16",
            (_, Charset::Utf8) => "application/json; charset=utf-8",
            (_, Charset::Utf16) => "application/json; charset=utf-16",
        })
    }
}

/// Chooses how a request is answered, of the formats that are offered.
#[must_use]
pub fn negotiate(
    headers: &HeaderMap,
    content_type: Option<&MediaType<'_>>,
    formats: &[Format],
) -> Negotiated {
    let accepted = MediaType::accepted(headers);
    let best = best_match(headers, &accepted, content_type, formats).unwrap_or(Match {
        format: Format::Json,
        media_type: "application/json",
        quality: 1.0,
    });
    Negotiated {
        format: best.format,
        media_type: best.media_type,
        charset: accept_charset::preferred(headers)
            .or_else(|| content_type.and_then(MediaType::charset))
            .unwrap_or_default(),
    }
}

/// A format that would do.
#[derive(Clone, Copy)]
struct Match {
    format: Format,
    media_type: &'static str,
    quality: f64,
}

impl Match {
    /// The better of two, the first if they are equal.
    fn better(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) if second.quality <= first.quality => Some(first),
            (first, second) => second.or(first),
        }
    }
}

fn best_match(
    headers: &HeaderMap,
    accepted: &[MediaType<'_>],
    content_type: Option<&MediaType<'_>>,
    formats: &[Format],
) -> Option<Match> {
    let by_script = is_script(headers, accepted).then_some(Match {
        format: Format::Json,
        media_type: "application/json",
        quality: 1.0,
    });
    let (mut one, mut subtypes, mut all, mut by_request) = (None, None, None, None);
    for format in formats.iter().copied() {
        if by_script.is_some() && format == Format::Json {
            continue;
        }
        if let Some((range, found)) = match_accepted(format, accepted) {
            let best = match range {
                Range::One => &mut one,
                Range::Subtypes => &mut subtypes,
                Range::All => &mut all,
            };
            *best = Match::better(*best, Some(found));
        } else if let Some(media_type) = content_type.and_then(|own| format.covered_by(own)) {
            by_request.get_or_insert(Match {
                format,
                media_type,
                quality: 1.0,
            });
        }
    }
    [one, subtypes, all]
        .into_iter()
        .fold(by_script, Match::better)
        .or(by_request)
}

/// Whether a script in a browser asks that does not mind the format.
fn is_script(headers: &HeaderMap, accepted: &[MediaType<'_>]) -> bool {
    let does_not_mind = match accepted {
        [] => true,
        [only] => only.range() == Range::All,
        _ => false,
    };
    does_not_mind
        && (headers.get_all("x-requested-with").iter())
            .any(|value| contains_ignoring_case(value.as_bytes(), b"XMLHttpRequest"))
}

fn match_accepted(format: Format, accepted: &[MediaType<'_>]) -> Option<(Range, Match)> {
    accepted
        .iter()
        .filter(|media_type| media_type.quality() != 0.0)
        .find_map(|media_type| {
            let found = Match {
                format,
                media_type: format.covered_by(media_type)?,
                quality: media_type.quality(),
            };
            Some((media_type.range(), found))
        })
}

fn contains_ignoring_case(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests;
