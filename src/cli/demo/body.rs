//! Bodies in the formats that the old server took, written without any of the
//! code that reads them.

use form_urlencoded::Serializer;
use hyper::body::Bytes;
use serde_json::Value;

use super::bson::Document;

/// A body, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) content_type: &'static str,
    pub(super) bytes: Bytes,
}

impl Sent {
    /// JSON.
    pub(super) fn json(value: &Value) -> Self {
        Self::new("application/json; charset=utf-8", value.to_string())
    }

    /// XML.
    pub(super) fn xml(text: String) -> Self {
        Self::new("application/xml; charset=utf-8", text)
    }

    /// A form.
    pub(super) fn form(fields: &[(&str, &str)]) -> Self {
        let mut form = Serializer::new(String::new());
        form.extend_pairs(fields);
        Self::new("application/x-www-form-urlencoded", form.finish())
    }

    /// BSON.
    pub(super) fn bson(document: Document) -> Self {
        Self::new("application/bson", document.finish())
    }

    fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            content_type,
            bytes: body.into(),
        }
    }
}
