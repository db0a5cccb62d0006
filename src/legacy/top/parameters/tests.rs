//! Where parameters may travel, what is signed of them, and what is refused.

use futures_util::FutureExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
};

use super::*;

const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";
const MULTIPART: &str = "multipart/form-data; boundary=b";

fn read(query: &str, content_type: &str, body: &[u8]) -> Parameters {
    let body = Bytes::copy_from_slice(body);
    let reading = Parameters::read(query.as_bytes(), content_type.as_bytes(), body);
    // All is in memory: there is nothing to wait for.
    reading.now_or_never().unwrap()
}

fn text_of_signed(parameters: &Parameters) -> String {
    String::from_utf8(parameters.signed()).unwrap()
}

#[test]
fn query_and_body_are_one() {
    let parameters = read("v=2.0&format=json", FORM, "a=%E4%B8%AD+%2B".as_bytes());
    assert_eq!(parameters.defect(), None);
    assert_eq!(text_of_signed(&parameters), "a中 +formatjsonv2.0");
    assert_eq!(parameters.given("a"), Some("中 +"));
}

#[test]
fn the_signature_is_over_all_that_came_but_itself() {
    let parameters = read("sign=S&memo=&app_keyX=1&app=2&Zed=3&app_key=4", "", b"");
    assert_eq!(text_of_signed(&parameters), "Zed3app2app_key4app_keyX1memo");
    assert_eq!(parameters.sign(), Some("S"));
    assert_eq!(parameters.given("memo"), None);
}

#[test]
fn text_parts_are_parameters_and_files_are_not() {
    let body = concat!(
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n中\r\n1\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nbytes\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--b--\r\n",
    );
    let parameters = read("v=2", MULTIPART, body.as_bytes());
    assert_eq!(parameters.defect(), None);
    assert_eq!(text_of_signed(&parameters), "a中\r\n1ev2");
}

#[test]
fn a_name_that_comes_twice_is_refused() {
    let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n";
    for parameters in [
        read("a=1&a=1", "", b""),
        read("a=1", FORM, b"a=1"),
        read("", FORM, b"a=1&a=2"),
        read("a=1", MULTIPART, part.as_bytes()),
    ] {
        let expected = Defect::Repeated("a".to_owned());
        assert_eq!(parameters.defect(), Some(&expected));
    }
}

#[test]
fn what_follows_a_defect_is_still_read() {
    let parameters = read("a=1", FORM, b"a=1&b=%ff&format=json");
    assert_eq!(parameters.given("format"), Some("json"));
    assert_eq!(parameters.defect(), Some(&Defect::Repeated("a".to_owned())));
}

#[test]
fn another_encoding_is_refused() {
    // 中 in GBK.
    let part = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xd6\xd0\r\n--b--\r\n";
    for parameters in [
        read("a=%D6%D0", "", b""),
        read("%D6%D0=1", "", b""),
        read("", FORM, b"a=\xd6\xd0"),
        read("", MULTIPART, part),
    ] {
        assert_eq!(parameters.defect(), Some(&Defect::NotUtf8));
    }
}

#[test]
fn a_body_without_parameters_is_refused() {
    for content_type in [
        "",
        "application/json",
        "text/plain",
        "multipart/mixed; boundary=b",
    ] {
        let parameters = read("", content_type, b"{}");
        assert_eq!(
            parameters.defect(),
            Some(&Defect::UnknownMediaType),
            "{content_type}"
        );
        assert_eq!(read("", content_type, b"").defect(), None, "{content_type}");
    }
    let unnamed = "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--\r\n";
    for (content_type, body) in [
        ("multipart/form-data", "--b--\r\n"),
        (MULTIPART, "--x--\r\n"),
        (
            MULTIPART,
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
        ),
        (MULTIPART, unnamed),
    ] {
        let parameters = read("", content_type, body.as_bytes());
        assert_eq!(
            parameters.defect(),
            Some(&Defect::Unreadable),
            "{content_type} {body}"
        );
    }
}

#[test]
fn there_are_limits() {
    let many = |count: usize| {
        let names = (0..count).map(|n| n.to_string());
        names.collect::<Vec<_>>().join("&")
    };
    assert_eq!(read(&many(256), "", b"").defect(), None);
    assert_eq!(read(&many(257), "", b"").defect(), Some(&Defect::TooMany));
    assert_eq!(read(&"a".repeat(128), "", b"").defect(), None);
    assert_eq!(
        read(&"a".repeat(129), "", b"").defect(),
        Some(&Defect::TooMany)
    );
}

fn form_of(parameters: &BTreeMap<String, String>) -> String {
    let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = parameters
        .iter()
        .map(|(name, value)| [escaped(name), escaped(value)].join("="));
    pairs.collect::<Vec<_>>().join("&")
}

fn multipart_of(parameters: &BTreeMap<String, String>) -> Vec<u8> {
    let mut body = String::new();
    for (name, value) in parameters {
        body += "--b\r\nContent-Disposition: form-data; name=\"";
        body.extend([name, "\"\r\n\r\n", value, "\r\n"]);
    }
    (body + "--b--\r\n").into_bytes()
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(
        query in vec(any::<u8>(), 0..200),
        body in vec(any::<u8>(), 0..400),
        content_type in prop_oneof![Just(FORM), Just(MULTIPART), Just("multipart/form-data")],
        prefix in prop_oneof![Just(""), Just("--b\r\nContent-Disposition: form-data; name=")],
    ) {
        let body = [prefix.as_bytes(), &body].concat();
        let reading = Parameters::read(&query, content_type.as_bytes(), body.into());
        let parameters = reading.now_or_never().unwrap();
        prop_assert!(parameters.by_name.len() <= PARAMETERS_MAX);
    }

    #[test]
    fn it_does_not_matter_where_parameters_travel(
        all in btree_map("[a-zA-Z_]{1,20}", "[^\r\n]{0,40}", 0..12),
        in_query in vec(any::<bool>(), 12),
    ) {
        let expected: String = all.iter().filter(|(name, _)| *name != "sign")
            .flat_map(|(name, value)| [name.as_str(), value])
            .collect();
        let (mut query, mut rest) = (all.clone(), all);
        query.retain(|name, _| in_query[name.len() % 12]);
        rest.retain(|name, _| !query.contains_key(name));
        let (query, form) = (form_of(&query), form_of(&rest));

        for parameters in [
            read(&query, FORM, form.as_bytes()),
            read(&query, MULTIPART, &multipart_of(&rest)),
        ] {
            prop_assert_eq!(parameters.defect(), None);
            prop_assert_eq!(text_of_signed(&parameters), expected.clone());
        }
    }
}
