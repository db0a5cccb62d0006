//! Charsets, byte order marks and blocks.

use super::{keys, read, refund, seen};
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::REFUND;

#[test]
fn charsets_and_byte_order_marks() {
    let body = r#"{"memory":"退😀"}"#;
    let utf16 =
        |units: fn(u16) -> [u8; 2]| -> Vec<u8> { body.encode_utf16().flat_map(units).collect() };
    let utf32: Vec<u8> = body
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
    let little = utf16(u16::to_le_bytes);
    let big = utf16(u16::to_be_bytes);
    for (bytes, charset) in [
        (body.as_bytes().to_vec(), Charset::Utf8),
        (little.clone(), Charset::Utf16),
        (marked(&[0xFF, 0xFE], &little), Charset::Utf16),
        (marked(&[0xFF, 0xFE], &little), Charset::Utf8),
        (marked(&[0xFE, 0xFF], &big), Charset::Utf8),
        (marked(&[0xEF, 0xBB, 0xBF], body.as_bytes()), Charset::Utf16),
        (marked(&[0xFF, 0xFE, 0, 0], &utf32), Charset::Utf8),
    ] {
        let binding = read(&REFUND, &bytes, charset);
        assert!(binding.state.is_valid(), "{bytes:?}");
        assert_eq!(seen(&binding), r#"(null null null "退😀")"#);
    }
    for (bytes, charset) in [(body.as_bytes(), Charset::Utf16), (&little, Charset::Utf8)] {
        assert_eq!(keys(&read(&REFUND, bytes, charset)), ["parm"]);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_an_error_where_they_are_decoded() {
    let with = |bytes: &[u8]| read(&REFUND, bytes, Charset::Utf8);
    let binding = with(b"{\"memory\":\"\xFF\"}");
    assert_eq!(binding.object, None);
    assert_eq!(keys(&binding), ["parm"]);

    let behind = |distance: usize| {
        let mut body = b"{\"memory\":\"m\"}".to_vec();
        body.resize(distance, b' ');
        body.push(0xFF);
        with(&body)
    };
    assert!(!behind(1023).state.is_valid());
    assert!(behind(1024).state.is_valid());

    // A character that is not complete at the end of the body is never read.
    assert!(with(b"{\"memory\":\"m\"}\xE9").state.is_valid());

    let binding = with(b"\xEF\xBB\xBF{\"memory\":\"\xFF\"}");
    assert_eq!(binding, Binding::failed(Problem::NotUtf8));
}

#[test]
fn characters_across_blocks_are_whole() {
    for padding in 1000..1030 {
        let text = format!("{}退😀", "x".repeat(padding));
        let binding = refund(&format!(r#"{{"memory":"{text}"}}"#));
        assert_eq!(seen(&binding), format!("(null null null {text:?})"));
    }
}
