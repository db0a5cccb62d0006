//! The identifier under which everything that belongs to one call or request is
//! logged.

use std::fmt;

use http::{HeaderMap, HeaderValue};

/// The header of the W3C's Trace Context.
const TRACEPARENT: &str = "traceparent";

/// A trace identifier of the W3C's Trace Context: the caller's, or our own when
/// the caller sent none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TraceId(u128);

/// The trace that a request belongs to, and how others are told of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Trace {
    /// What everything that belongs to the request is logged under.
    pub id: TraceId,
    /// What makes the calls made on its behalf belong to it as well.
    pub traceparent: HeaderValue,
}

impl Trace {
    /// The caller's, handed on as it came, or a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        if let Some((id, traceparent)) = TraceId::told_by(headers) {
            let traceparent = traceparent.clone();
            return Self { id, traceparent };
        }
        let id = TraceId::random();
        // Sampled: whoever takes part decides for itself whether it records.
        let text = format!("00-{id}-{:016x}-01", rand::random::<u64>().max(1));
        let traceparent = HeaderValue::try_from(text);
        Self {
            id,
            traceparent: traceparent.unwrap_or(HeaderValue::from_static("")),
        }
    }
}

impl TraceId {
    /// The caller's, from the `traceparent` header, or a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        Self::told_by(headers).map_or_else(Self::random, |(id, _)| id)
    }

    fn told_by(headers: &HeaderMap) -> Option<(Self, &HeaderValue)> {
        let value = headers.get(TRACEPARENT)?;
        let id = Self::parse(value.to_str().ok()?)?;
        Some((id, value))
    }

    /// `VERSION-TRACE-PARENT-FLAGS`. What is malformed is to be ignored, and a
    /// later version may add fields at the end.
    fn parse(traceparent: &str) -> Option<Self> {
        let mut fields = traceparent.split('-');
        let version = hexadecimal(fields.next()?, 2)?;
        let trace = hexadecimal(fields.next()?, 32)?;
        let parent = hexadecimal(fields.next()?, 16)?;
        hexadecimal(fields.next()?, 2)?;
        let has_more = fields.next().is_some();

        let valid = version != 0xff && trace != 0 && parent != 0 && !(version == 0 && has_more);
        valid.then_some(Self(trace))
    }

    fn random() -> Self {
        // Zero means "no trace".
        Self(rand::random::<u128>().max(1))
    }
}

impl From<opentelemetry::TraceId> for TraceId {
    fn from(id: opentelemetry::TraceId) -> Self {
        Self(u128::from_be_bytes(id.to_bytes()))
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// Exactly `length` digits, in lower case as the specification demands.
fn hexadecimal(text: &str, length: usize) -> Option<u128> {
    let valid = text.len() == length
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    valid.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

    #[test]
    fn a_valid_traceparent_gives_its_trace() {
        for traceparent in [
            format!("00-{TRACE}-b7ad6b7169203331-01"),
            format!("cc-{TRACE}-b7ad6b7169203331-01-what-is-to-come"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", traceparent.parse().unwrap());
            assert_eq!(TraceId::of(&headers).to_string(), TRACE);
        }
    }

    #[test]
    fn a_trace_is_handed_on_or_begun() {
        let mut headers = HeaderMap::new();
        let begun = Trace::of(&headers);
        let told = begun.traceparent.to_str().unwrap();
        assert_eq!(TraceId::parse(told), Some(begun.id));

        headers.insert("traceparent", begun.traceparent.clone());
        assert_eq!(Trace::of(&headers), begun);
    }

    #[test]
    fn an_invalid_traceparent_is_ignored() {
        for traceparent in [
            String::new(),
            format!("ff-{TRACE}-b7ad6b7169203331-01"),
            format!("00-{TRACE}-b7ad6b7169203331-01-more"),
            format!("00-{TRACE}-0000000000000000-01"),
            format!("00-{TRACE}-b7ad6b7169203331"),
            format!("00-{}-b7ad6b7169203331-01", TRACE.to_uppercase()),
            "00-00000000000000000000000000000000-b7ad6b7169203331-01".to_owned(),
            "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned(),
        ] {
            assert_eq!(TraceId::parse(&traceparent), None, "{traceparent}");
        }
    }

    #[test]
    fn without_a_traceparent_each_call_has_its_own_trace() {
        let (one, other) = (
            TraceId::of(&HeaderMap::new()),
            TraceId::of(&HeaderMap::new()),
        );
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 32);
    }
}
