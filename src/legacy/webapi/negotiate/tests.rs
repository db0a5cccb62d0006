use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

use super::{Charset, Format, MediaType, Negotiated, WITH_BSON, WITHOUT_BSON, negotiate};

fn negotiated(lines: &[(&'static str, &str)], formats: &[Format]) -> Negotiated {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let value = HeaderValue::from_str(value).expect("header");
        headers.append(HeaderName::from_static(name), value);
    }
    negotiate(&headers, MediaType::of_content(&headers).as_ref(), formats)
}

#[track_caller]
fn check(lines: &[(&'static str, &str)], content_type: &str) {
    let found = negotiated(lines, WITH_BSON).content_type();
    assert_eq!(found, content_type, "{lines:?}");
}

const XML: (&str, &str) = ("content-type", "application/xml");
const XML_ANSWER: &str = "application/xml; charset=utf-8";
const JSON_ANSWER: &str = "application/json; charset=utf-8";

#[test]
fn without_accept_the_answer_is_in_the_format_of_the_request() {
    check(&[], JSON_ANSWER);
    check(&[XML], XML_ANSWER);
    check(&[("content-type", "text/*")], "text/json; charset=utf-8");
    check(
        &[("content-type", "application/bson")],
        "application/bson; charset=utf-8",
    );
    check(
        &[("content-type", "application/x-www-form-urlencoded")],
        JSON_ANSWER,
    );
}

#[test]
fn anything_accepted_means_json_even_for_xml() {
    check(&[XML, ("accept", "*/*")], JSON_ANSWER);
}

#[test]
fn with_equal_quality_our_order_counts() {
    check(
        &[("accept", "application/xml, application/json")],
        JSON_ANSWER,
    );
    check(
        &[("accept", "text/xml, text/json")],
        "text/json; charset=utf-8",
    );
    check(
        &[("accept", "application/bson, text/xml")],
        "text/xml; charset=utf-8",
    );
}

#[test]
fn better_quality_wins() {
    check(
        &[("accept", "application/json;q=0.8, application/xml;q=0.9")],
        XML_ANSWER,
    );
    check(
        &[
            ("accept", "application/json"),
            ("accept", "application/xml;q=1.5"),
        ],
        XML_ANSWER,
    );
}

#[test]
fn no_quality_is_too_great_or_too_small_to_count() {
    check(
        &[("accept", "text/json, text/xml;q=Infinity")],
        "text/xml; charset=utf-8",
    );
    check(
        &[("accept", "text/xml;q=-Infinity")],
        "text/xml; charset=utf-8",
    );
}

#[test]
fn a_type_beats_a_range_of_equal_quality_and_a_better_range_beats_a_type() {
    check(&[("accept", "*/*, application/xml")], XML_ANSWER);
    check(&[("accept", "*/*, application/xml;q=0.5")], JSON_ANSWER);
    check(&[("accept", "text/*, application/xml")], XML_ANSWER);
    check(&[("accept", "text/*, */*")], "text/json; charset=utf-8");
}

#[test]
fn what_is_not_offered_is_as_if_absent() {
    check(&[XML, ("accept", "image/png")], XML_ANSWER);
    let found = negotiated(&[XML, ("accept", "application/bson")], WITHOUT_BSON);
    assert_eq!(found.format, Format::Xml);
}

#[test]
fn a_refused_type_can_come_back_as_that_of_the_request() {
    check(&[XML, ("accept", "application/xml;q=0")], XML_ANSWER);
}

#[test]
fn scripts_that_do_not_mind_get_json() {
    let script = ("x-requested-with", "com.example.xmlhttprequest.view");
    check(&[XML, script], JSON_ANSWER);
    check(&[XML, script, ("accept", "*/*;q=0.1")], JSON_ANSWER);
    check(&[XML, script, ("accept", "*/*;q=1.1")], XML_ANSWER);
    check(&[XML, script, ("accept", "b@d")], JSON_ANSWER);
    check(&[XML, script, ("accept", "image/png")], XML_ANSWER);
    check(&[script, ("accept", "application/xml")], XML_ANSWER);
}

#[test]
fn the_charset_is_that_wished_for_or_that_of_the_request() {
    let utf_16 = ("content-type", "application/xml; charset=utf-16");
    check(&[utf_16], "application/xml; charset=utf-16");
    check(&[utf_16, ("accept-charset", "utf-8")], XML_ANSWER);
    check(
        &[utf_16, ("accept-charset", "gbk")],
        "application/xml; charset=utf-16",
    );
    check(
        &[("accept", "application/bson"), ("accept-charset", "utf-16")],
        "application/bson; charset=utf-16",
    );
}

proptest! {
    #[test]
    fn any_accept_header_is_answered_with_what_is_offered(accept in "[ -~]{0,40}", bson: bool) {
        let formats = if bson { WITH_BSON } else { WITHOUT_BSON };
        let found = negotiated(&[("accept", &accept)], formats);
        prop_assert!(formats.contains(&found.format));
        prop_assert!(found.format.media_types().iter().any(|(name, ..)| *name == found.media_type));
        prop_assert_eq!(found.charset, Charset::Utf8);
        prop_assert!(found.content_type().to_str().is_ok_and(|text| text.starts_with(found.media_type)));
    }
}
