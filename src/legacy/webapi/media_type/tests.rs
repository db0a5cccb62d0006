use http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;

use super::{MediaType, Range};
use crate::legacy::webapi::charset::Charset;

fn accepted(lines: &[&'static str]) -> Vec<(String, f64)> {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(header::ACCEPT, HeaderValue::from_static(line));
    }
    MediaType::accepted(&headers)
        .iter()
        .map(|media_type| (media_type.name(), media_type.quality()))
        .collect()
}

fn names(lines: &[&'static str]) -> Vec<String> {
    accepted(lines).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn what_the_grammar_does_not_allow_counts_as_absent() {
    for text in [
        "",
        "  ",
        "json",
        "application/",
        "/json",
        "application/json;",
        "application/json; ",
        "application/json;;q=1",
        "application/json; charset=",
        "application/json charset=utf-8",
        "application/json/x",
        "a/b, c/d",
        ",a/b",
        "a/b; c=\"open",
        "a/b; c=d e",
        "a/ü",
    ] {
        assert_eq!(MediaType::parse(text.as_bytes()), None, "{text:?}");
    }
}

#[test]
fn spaces_and_parameters_without_a_value_are_allowed() {
    for text in [
        " a / b ",
        "a/b;charset",
        "a/b ; c = d ; e",
        "a/b;c=\"x;y,z\\\"\"",
        "a/b;c=\"\\\"",
        "a/b;c=\"ü\"",
    ] {
        let parsed = MediaType::parse(text.as_bytes()).map(|media_type| media_type.name());
        assert_eq!(parsed.as_deref(), Some("a/b"), "{text:?}");
    }
}

#[test]
fn the_first_charset_counts_and_quotes_belong_to_it() {
    for (text, charset) in [
        ("a/b", None),
        ("a/b; charset=UTF-16", Some(Charset::Utf16)),
        ("a/b; CharSet=utf-8; charset=utf-16", Some(Charset::Utf8)),
        ("a/b; charset; charset=utf-16", None),
        ("a/b; charset=\"utf-16\"", None),
        ("a/b; charset=utf-16le", None),
    ] {
        let parsed = MediaType::parse(text.as_bytes()).expect(text);
        assert_eq!(parsed.charset(), charset, "{text}");
    }
}

#[test]
fn qualities_have_digits_and_a_point_only() {
    for (text, quality) in [
        ("a/b;q=0.5", 0.5),
        ("a/b; Q = .5", 0.5),
        ("a/b;q=5.", 5.0),
        ("a/b;q=1.5", 1.5),
        ("a/b;q=0", 0.0),
        ("a/b;q=0.1;q=0.9", 0.1),
        ("a/b;q", 1.0),
        ("a/b;q=-1", 1.0),
        ("a/b;q=1e-1", 1.0),
        ("a/b;q=.", 1.0),
        ("a/b;q=inf", 1.0),
        ("a/b;q=infinity", 1.0),
        ("a/b;q=\"0.5\"", 1.0),
    ] {
        let parsed = MediaType::parse(text.as_bytes()).expect(text);
        assert!((parsed.quality() - quality).abs() < 1e-9, "{text}");
    }
}

#[test]
fn qualities_may_be_infinite_by_name() {
    for (text, is_best) in [("a/b;q=Infinity", true), ("a/b;q=-Infinity", false)] {
        let quality = MediaType::parse(text.as_bytes()).expect(text).quality();
        assert!(quality.is_infinite(), "{text}");
        assert_eq!(quality > 0.0, is_best, "{text}");
    }
}

#[test]
fn lists_may_have_spare_commas_but_no_bad_value() {
    assert_eq!(names(&[", a/b ,, c/d,"]), ["a/b", "c/d"]);
    assert!(names(&["a/b, c@d"]).is_empty());
    assert!(names(&["c@d, a/b"]).is_empty());
    assert!(names(&["a/b c/d"]).is_empty());
    assert_eq!(names(&["a/b, c@d", "e/f"]), ["e/f"]);
}

#[test]
fn better_quality_comes_first_and_ranges_come_behind() {
    assert_eq!(
        names(&["*/*, x/*, a/b;q=0.5, c/d", "e/f"]),
        ["c/d", "e/f", "x/*", "*/*", "a/b"]
    );
}

#[test]
fn ranges_cover_their_types() {
    let parse = |text: &'static str| MediaType::parse(text.as_bytes()).expect(text);
    assert_eq!(parse("*/*").range(), Range::All);
    assert_eq!(parse("*/json").range(), Range::One);
    assert!(parse("*/*").covers("text", "xml"));
    assert!(parse("TEXT/*").covers("text", "xml"));
    assert!(parse("text/XML").covers("text", "xml"));
    assert!(!parse("text/*").covers("application", "xml"));
    assert!(!parse("*/xml").covers("text", "xml"));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_not(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Some(media_type) = MediaType::parse(&bytes) {
            prop_assert!(MediaType::parse(media_type.name().as_bytes()).is_some());
            prop_assert!(!media_type.quality().is_nan());
        }
    }

    #[test]
    fn a_list_holds_what_each_value_holds(texts in prop::collection::vec("[a-c*]/[a-c*](; ?q=[0-9.]{1,3})?", 1..6)) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(&texts.join(",")).expect("ascii"));
        let mut found: Vec<_> = MediaType::accepted(&headers).iter().map(MediaType::name).collect();
        let mut expected: Vec<_> = texts
            .iter()
            .map(|text| MediaType::parse(text.as_bytes()).expect("by construction").name())
            .collect();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }
}
