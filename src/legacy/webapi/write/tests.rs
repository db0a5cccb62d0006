use http::StatusCode;
use proptest::prelude::*;

use super::{Body, Charset, Format, HttpError, Negotiated, OperationResult, ResultClass, write};

fn negotiated(format: Format, charset: Charset) -> Negotiated {
    let (media_type, ..) = format.media_types()[0];
    Negotiated {
        format,
        media_type,
        charset,
    }
}

fn text(body: &Body, format: Format) -> String {
    String::from_utf8(write(body, &negotiated(format, Charset::Utf8))).expect("utf-8")
}

fn saying(errmsg: &str) -> Body {
    let class = ResultClass::OperationResult;
    Body::Result(OperationResult::failure(class, -1, errmsg.to_owned()))
}

/// What is written for a text between its tags.
fn xml_text(errmsg: &str) -> String {
    let xml = text(&saying(errmsg), Format::Xml);
    let (_, from) = xml.split_once("<errmsg>").expect("begins");
    from.split_once("</errmsg>").expect("ends").0.to_owned()
}

fn invalid() -> Body {
    Body::Error(HttpError {
        model_state: Some(vec![
            (
                "parm.notice_list[0].code".to_owned(),
                vec!["a".to_owned(), "b".to_owned()],
            ),
            ("parm".to_owned(), vec!["<c>".to_owned()]),
        ]),
        ..HttpError::new(StatusCode::BAD_REQUEST, "no")
    })
}

const SUCCESS: Body = Body::Result(OperationResult::success(ResultClass::CommonOperationResult));

#[test]
fn success() {
    assert_eq!(
        text(&SUCCESS, Format::Json),
        r#"{"errcode":0,"errmsg":null,"tag":null}"#
    );
    assert_eq!(
        text(&SUCCESS, Format::Xml),
        "<CommonOperationResult xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns=\"http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer\">\
         <errcode>0</errcode><errmsg i:nil=\"true\" /><tag i:nil=\"true\" />\
         </CommonOperationResult>"
    );
    assert_eq!(
        text(&SUCCESS, Format::Bson),
        "\x1f\0\0\0\x10errcode\0\0\0\0\0\x0aerrmsg\0\x0atag\0\0"
    );
}

#[test]
fn partners_results_have_no_tag() {
    assert_eq!(
        text(&saying("ok"), Format::Json),
        r#"{"errcode":-1,"errmsg":"ok"}"#
    );
    assert!(text(&saying("ok"), Format::Xml).ends_with(
        "DigitalScience.DataTransfer.Tour.V5.Result.WebInterface\"><errcode>-1</errcode>\
         <errmsg>ok</errmsg></OperationResult>"
    ));
    assert_eq!(
        write(&saying("é"), &negotiated(Format::Bson, Charset::Utf8)),
        b"\x21\0\0\0\x10errcode\0\xff\xff\xff\xff\x02errmsg\0\x03\0\0\0\xc3\xa9\0\0"
    );
}

#[test]
fn json_escapes_what_newtonsoft_escapes() {
    let body = saying(
        "\"\\\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}\u{85}\u{9f}\u{2028}\u{2029}/<>&'\u{feff}\u{1f600}",
    );
    assert_eq!(
        text(&body, Format::Json),
        "{\"errcode\":-1,\"errmsg\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u{7f}\\u0085\u{9f}\
         \\u2028\\u2029/<>&'\u{feff}\u{1f600}\"}"
    );
}

#[test]
fn xml_escapes_what_the_data_contract_serializer_escapes() {
    assert_eq!(xml_text("<a>&\"'\t"), "&lt;a&gt;&amp;\"'\t");
    assert_eq!(
        xml_text("\0\u{1f}\u{fffe}\u{ffff}"),
        "&#x0;&#x1F;&#xFFFE;&#xFFFF;"
    );
    assert_eq!(
        xml_text("\u{7f}\u{85}\u{2028}\u{feff}"),
        "\u{7f}\u{85}\u{2028}\u{feff}"
    );
    assert_eq!(xml_text(""), "");
}

#[test]
fn xml_makes_every_line_break_that_of_windows() {
    assert_eq!(xml_text("a\nb\rc\r\nd\n\r"), "a\r\nb\r\nc\r\nd\r\n\r\n");
}

#[test]
fn errors() {
    assert_eq!(
        text(&invalid(), Format::Json),
        r#"{"Message":"no","ModelState":{"parm.notice_list[0].code":["a","b"],"parm":["<c>"]}}"#
    );
    assert_eq!(
        text(&invalid(), Format::Xml),
        "<Error><Message>no</Message><ModelState>\
         <parm.notice_list_x005B_0_x005D_.code>a b</parm.notice_list_x005B_0_x005D_.code>\
         <parm>&lt;c&gt;</parm></ModelState></Error>"
    );
    assert_eq!(
        text(&invalid(), Format::Bson),
        "\x6d\0\0\0\x02Message\0\x03\0\0\0no\0\x03ModelState\0\x4c\0\0\0\
         \x04parm.notice_list[0].code\0\x17\0\0\0\x020\0\x02\0\0\0a\0\x021\0\x02\0\0\0b\0\0\
         \x04parm\0\x10\0\0\0\x020\0\x04\0\0\0<c>\0\0\0\0"
    );
}

#[test]
fn nothing() {
    let body = Body::Null(ResultClass::CommonOperationResult);
    assert_eq!(text(&body, Format::Json), "null");
    assert_eq!(text(&body, Format::Bson), "");
    assert_eq!(
        text(&body, Format::Xml),
        "<CommonOperationResult i:nil=\"true\" \
         xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns=\"http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer\" />"
    );
}

#[test]
fn utf_16_has_a_byte_order_mark_and_bson_does_not_care() {
    for format in [Format::Json, Format::Xml] {
        let bytes = write(&saying("\u{1f600}"), &negotiated(format, Charset::Utf16));
        let (mark, rest) = bytes.split_at(2);
        assert_eq!(mark, [0xff, 0xfe]);
        let units: Vec<u16> = rest
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        let text_again = String::from_utf16(&units).expect("utf-16");
        assert_eq!(text_again, text(&saying("\u{1f600}"), format));
    }
    assert_eq!(
        write(&SUCCESS, &negotiated(Format::Bson, Charset::Utf16)),
        write(&SUCCESS, &negotiated(Format::Bson, Charset::Utf8))
    );
}

proptest! {
    #[test]
    fn json_says_what_it_is_told(errmsg: String) {
        let json = text(&saying(&errmsg), Format::Json);
        let read: serde_json::Value = serde_json::from_str(&json).expect("json");
        prop_assert_eq!(&read["errmsg"], &errmsg);
    }

    #[test]
    fn bson_lengths_are_right(errmsg: String) {
        let bytes = write(&saying(&errmsg), &negotiated(Format::Bson, Charset::Utf8));
        let (length, _) = bytes.split_first_chunk().expect("a length");
        prop_assert_eq!(i32::from_le_bytes(*length), i32::try_from(bytes.len()).expect("short"));
    }

    #[test]
    fn xml_texts_hold_no_markup(errmsg: String) {
        let written = xml_text(&errmsg);
        prop_assert!(!written.contains(['<', '>']));
        prop_assert_eq!(written.matches('\r').count(), written.matches("\r\n").count());
    }
}
