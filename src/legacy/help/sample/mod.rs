//! Samples, made from the shapes by the rules of the help page generator: the
//! n-th plain member of an object holds n, lists hold two items and are not
//! counted, and media types with the same sample stand together.

mod json;
mod xml;

use crate::legacy::webapi::shape::Shape;

/// How many items a list has.
const ITEMS: usize = 2;

/// The sample of some media types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sample {
    /// The heading: the media types.
    pub(super) media_types: &'static str,
    /// None if there is none to show.
    pub(super) text: Option<String>,
}

/// What the body of a request may look like.
pub(super) fn of_request(shape: &Shape, bson: bool) -> Vec<Sample> {
    // Quirk: forms can be read, but not written, and samples are made by
    // writing.
    let form = Sample {
        media_types: "application/x-www-form-urlencoded",
        text: None,
    };
    let [json, xml] = written(shape);
    let bson = bson.then(self::bson);
    [json, xml, form].into_iter().chain(bson).collect()
}

/// What the body of an answer looks like.
pub(super) fn of_response(shape: &Shape, bson: bool) -> Vec<Sample> {
    let bson = bson.then(self::bson);
    written(shape).into_iter().chain(bson).collect()
}

fn written(shape: &Shape) -> [Sample; 2] {
    [
        Sample {
            media_types: "application/json, text/json",
            text: json::sample(shape),
        },
        Sample {
            media_types: "application/xml, text/xml",
            text: xml::sample(shape),
        },
    ]
}

fn bson() -> Sample {
    Sample {
        media_types: "application/bson",
        text: Some("Binary JSON content. See http://bsonspec.org for details.".to_owned()),
    }
}

/// What the n-th plain member of an object, or the n-th text of a list, holds.
fn text(number: u32) -> String {
    format!("sample string {number}")
}
