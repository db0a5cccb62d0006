use proptest::prelude::*;

use super::read;
use super::reader::BsonReader;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::read::newtonsoft::{Fault, Integer, Reader, Token};
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, NOTICE};
use crate::legacy::webapi::value::{Object, Value};

/// Elements as a document, with its length and its end.
fn document(elements: &[Vec<u8>]) -> Vec<u8> {
    let elements = elements.concat();
    let length = i32::try_from(elements.len() + 5).unwrap();
    [&length.to_le_bytes(), elements.as_slice(), &[0]].concat()
}

fn element(kind: u8, name: &str, value: &[u8]) -> Vec<u8> {
    [&[kind], name.as_bytes(), &[0], value].concat()
}

fn length_and(text: &[u8]) -> Vec<u8> {
    let length = i32::try_from(text.len() + 1).unwrap();
    [&length.to_le_bytes(), text, &[0]].concat()
}

fn text(name: &str, value: &str) -> Vec<u8> {
    element(2, name, &length_and(value.as_bytes()))
}

fn int32(name: &str, value: i32) -> Vec<u8> {
    element(16, name, &value.to_le_bytes())
}

fn double(name: &str, value: f64) -> Vec<u8> {
    element(1, name, &value.to_le_bytes())
}

/// A callback with this amount.
fn callback(refundmoney: Vec<u8>) -> Vec<u8> {
    document(&[text("batchno", "b"), text("trandeno", "t"), refundmoney])
}

fn with_length(mut document: Vec<u8>, change: i32) -> Vec<u8> {
    let length = i32::try_from(document.len()).unwrap() + change;
    document[..4].copy_from_slice(&length.to_le_bytes());
    document
}

/// The tokens up to the end or the first fault.
fn tokens(body: &[u8]) -> (Vec<Token>, Result<(), Fault>) {
    let mut reader = BsonReader::new(body);
    let mut tokens = Vec::new();
    loop {
        match reader.read() {
            Ok(true) => tokens.push(reader.cursor().token().clone()),
            Ok(false) => return (tokens, Ok(())),
            Err(fault) => return (tokens, Err(fault)),
        }
    }
}

/// The token of an element's value.
fn value(kind: u8, bytes: &[u8]) -> Token {
    let (mut tokens, end) = tokens(&document(&[element(kind, "a", bytes)]));
    assert_eq!(end, Ok(()));
    assert_eq!(tokens.len(), 4, "{tokens:?}");
    tokens.remove(2)
}

fn name(name: &str) -> Token {
    Token::PropertyName(name.to_owned())
}

fn string(text: &str) -> Token {
    Token::Text(text.to_owned())
}

fn bytes(text: &str) -> Token {
    Token::Bytes(text.to_owned())
}

fn long(number: i64) -> Token {
    Token::Integer(Integer::Long(number))
}

fn money(body: &[u8]) -> Value {
    let binding = read(&EPAY_END_REFUND_SUCCESS, body);
    assert_eq!(binding.state.entries(), []);
    binding.object.unwrap().values.remove(2)
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

#[test]
fn values_of_every_type() {
    assert_eq!(value(1, &3.5_f64.to_le_bytes()), Token::Float(3.5));
    assert_eq!(value(2, &length_and("a\0b".as_bytes())), string("a\0b"));
    assert_eq!(value(6, b""), Token::Undefined);
    assert_eq!(value(7, &[7; 12]), bytes("System.Byte[]"));
    assert_eq!(value(8, &[2]), Token::Boolean(true));
    assert_eq!(value(8, &[0]), Token::Boolean(false));
    let date = Token::Date("01/01/1970 00:00:00".to_owned());
    assert_eq!(value(9, &[0; 8]), date);
    assert_eq!(value(10, b""), Token::Null);
    assert_eq!(value(11, b"a.b\0i\0"), string("/a.b/i"));
    assert_eq!(value(13, &length_and(b"f()")), string("f()"));
    assert_eq!(value(14, &length_and(b"symbol")), string("symbol"));
    assert_eq!(value(16, &(-3_i32).to_le_bytes()), long(-3));
    assert_eq!(value(17, &5_i64.to_le_bytes()), long(5));
    assert_eq!(value(18, &i64::MIN.to_le_bytes()), long(i64::MIN));
}

#[test]
fn bytes_are_their_class_and_a_guid_is_text() {
    let binary = |subtype: u8, bytes: &[u8]| {
        let length = i32::try_from(bytes.len()).unwrap().to_le_bytes();
        [&length[..], &[subtype], bytes].concat()
    };
    assert_eq!(value(5, &binary(0, b"abc")), bytes("System.Byte[]"));
    let old = [&binary(2, b"")[..], &binary(0, b"abc")[..4], b"abc"].concat();
    assert_eq!(value(5, &old), bytes("System.Byte[]"));
    let sixteen: Vec<u8> = (0..16).collect();
    let guid = bytes("03020100-0504-0706-0809-0a0b0c0d0e0f");
    assert_eq!(value(5, &binary(4, &sixteen)), guid);
    let (_, end) = tokens(&document(&[element(5, "a", &binary(4, b"abc"))]));
    assert_eq!(end, Err(Fault::Exception));
}

#[test]
fn documents_and_lists_nest_and_the_names_in_a_list_do_not_matter() {
    let inner = document(&[int32("x", 1), int32("", 2)]);
    let body = document(&[element(4, "list", &inner), element(3, "object", &inner)]);
    let expected = [
        Token::StartObject,
        name("list"),
        Token::StartArray,
        long(1),
        long(2),
        Token::EndArray,
        name("object"),
        Token::StartObject,
        name("x"),
        long(1),
        name(""),
        long(2),
        Token::EndObject,
        Token::EndObject,
    ];
    assert_eq!(tokens(&body), (expected.to_vec(), Ok(())));
}

#[test]
fn a_reference_and_code_with_a_scope_are_objects() {
    let scope = document(&[int32("x", 1)]);
    let code = [&[0; 4], &length_and(b"f()")[..], &scope].concat();
    let reference = [&length_and(b"db")[..], &[7; 12]].concat();
    let body = document(&[element(15, "c", &code), element(12, "r", &reference)]);
    let expected = [
        Token::StartObject,
        name("c"),
        Token::StartObject,
        name("$code"),
        string("f()"),
        name("$scope"),
        Token::StartObject,
        name("x"),
        long(1),
        Token::EndObject,
        Token::EndObject,
        name("r"),
        Token::StartObject,
        name("$ref"),
        string("db"),
        name("$id"),
        bytes("System.Byte[]"),
        Token::EndObject,
        Token::EndObject,
    ];
    assert_eq!(tokens(&body), (expected.to_vec(), Ok(())));
}

#[test]
fn an_unknown_type_is_a_fault_after_its_name() {
    for kind in [0, 19, 80, 127, 255] {
        let body = document(&[element(kind, "a", &[0; 16])]);
        let expected = vec![Token::StartObject, name("a")];
        assert_eq!(tokens(&body), (expected, Err(Fault::Exception)), "{kind}");
    }
}

#[test]
fn a_wrong_length_is_noticed_where_it_ends() {
    let body = document(&[int32("a", 1), int32("b", 2)]);
    let (read, end) = tokens(&with_length(body.clone(), -1));
    assert_eq!((read.len(), end), (5, Err(Fault::Exception)));
    let (read, end) = tokens(&with_length(body.clone(), 1));
    assert_eq!((read.len(), end), (5, Ok(())));
    let more = [&body[..], b"\x10c"].concat();
    let (read, end) = tokens(&more);
    assert_eq!((read.len(), end), (6, Ok(())));
    let (read, end) = tokens(&body[..body.len() - 3]);
    assert_eq!((read.len(), end), (4, Ok(())));
}

#[test]
fn text_of_no_length_is_a_fault_and_text_that_does_not_end_is_an_end() {
    for (length, end) in [
        (0_i32, Err(Fault::Exception)),
        (-5, Err(Fault::Exception)),
        (99, Ok(())),
    ] {
        let body = document(&[element(
            2,
            "a",
            &[&length.to_le_bytes()[..], b"b\0"].concat(),
        )]);
        assert_eq!(tokens(&body), (vec![Token::StartObject, name("a")], end));
    }
}

#[test]
fn fewer_than_four_bytes_are_null() {
    for length in 0..4 {
        let binding = read(&EPAY_END_REFUND_SUCCESS, &[5, 0, 0][..length.min(3)]);
        assert_eq!(binding, Binding::null());
    }
}

#[test]
fn money_is_what_its_fifteen_digits_say() {
    assert_eq!(money(&callback(double("refundmoney", 3.1))), decimal("3.1"));
    let long = callback(double("refundmoney", 0.123_456_789_012_345_67));
    assert_eq!(money(&long), decimal("0.123456789012346"));
    assert_eq!(money(&callback(int32("refundmoney", 3))), decimal("3"));
    assert_eq!(
        money(&callback(text("REFUNDMONEY", " 3.10 "))),
        decimal("3.10")
    );
}

#[test]
fn money_that_is_none_is_told() {
    for bytes in [
        double("refundmoney", f64::NAN),
        element(10, "refundmoney", b""),
        element(8, "refundmoney", &[1]),
        element(19, "refundmoney", &[0; 16]),
        int32("other", 1),
    ] {
        let binding = read(&EPAY_END_REFUND_SUCCESS, &callback(bytes));
        assert!(!binding.state.is_valid());
    }
}

#[test]
fn objects_in_lists() {
    let notice = document(&[text("code", "c"), double("total_count", 2.5)]);
    let list = document(&[element(3, "x", &notice), element(10, "x", b"")]);
    let body = document(&[int32("order_id", 7), element(4, "notice_list", &list)]);
    let binding = read(&DOUYIN_INFO_SYNC, &body);
    assert_eq!(binding.state.entries(), []);
    let mut expected = Object::new(&NOTICE);
    expected.values[1] = Value::Text("c".to_owned());
    expected.values[2] = Value::Int32(2);
    let list = Value::List(vec![Value::Object(expected), Value::Null]);
    let order = Value::Text("7".to_owned());
    assert_eq!(binding.object.unwrap().values, [order, list]);
}

#[test]
fn what_is_not_utf8_is_refused_anywhere() {
    let refusal = Binding::failed(Problem::NotUtf8);
    for element in [
        element(2, "trandeno", &length_and(b"\xff\xfe")),
        element(2, "unknown", &length_and(b"\xe9")),
        element(11, "unknown", b"\xe9\0\0"),
        [&[10][..], b"\xe9\0"].concat(),
    ] {
        let body = callback([int32("refundmoney", 1), element].concat());
        assert_eq!(read(&EPAY_END_REFUND_SUCCESS, &body), refusal);
    }
}

#[test]
fn a_deep_document_does_not_exhaust_the_stack() {
    let begun: Vec<u8> = b"\xff\xff\xff\x7f\x03a\0".repeat(10_000);
    let binding = read(&EPAY_END_REFUND_SUCCESS, &begun);
    assert!(!binding.state.is_valid());
}

#[test]
fn faults_without_end_end() {
    let faults = element(2, "", &[0; 4]).repeat(10_000);
    let list = document(std::slice::from_ref(&faults));
    let long = "x".repeat(100_000);
    for member in [
        element(4, "notice_list", &list),
        element(3, &long, &list),
        faults,
    ] {
        let binding = read(&DOUYIN_INFO_SYNC, &document(&[member]));
        let problems = binding
            .state
            .entries()
            .iter()
            .map(|entry| entry.problems.len());
        assert!((1..20).contains(&problems.sum::<usize>()));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(body: Vec<u8>) {
        let binding = read(&EPAY_END_REFUND_SUCCESS, &body);
        prop_assert!(body.len() < 4 || binding.object.is_some() || !binding.state.is_valid());
    }

    #[test]
    fn a_document_with_any_bytes_in_it_is_read_without_a_panic(
        elements in prop::collection::vec((0_u8..20, "[a-z]{0,3}", any::<Vec<u8>>()), 0..9),
        change in -9_i32..9,
    ) {
        let elements: Vec<_> = elements
            .iter()
            .map(|(kind, name, bytes)| element(*kind, name, bytes))
            .collect();
        let body = with_length(document(&elements), change);
        let binding = read(&DOUYIN_INFO_SYNC, &body);
        prop_assert!(binding.object.is_some() || !binding.state.is_valid());
    }

    #[test]
    fn every_text_is_read_as_it_is(batchno in "\\PC{0,300}", trandeno: String) {
        let members = [text("batchno", &batchno), text("trandeno", &trandeno), int32("refundmoney", 1)];
        let binding = read(&EPAY_END_REFUND_SUCCESS, &document(&members));
        prop_assert!(binding.state.is_valid());
        let expected = [Value::Text(batchno), Value::Text(trandeno), Value::Decimal(1.into())];
        prop_assert_eq!(binding.object.unwrap().values, expected);
    }
}
