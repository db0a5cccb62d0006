use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use proptest::prelude::*;

use super::read;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, REFUND, Shape};
use crate::legacy::webapi::value::{Object, Value};

fn accepted(shape: &'static Shape, body: &str) -> Object {
    let binding = read(shape, body.as_bytes());
    assert_eq!(binding.state.entries(), []);
    binding.object.unwrap()
}

fn problems(binding: &Binding) -> Vec<(&str, &[Problem])> {
    let entries = binding.state.entries().iter();
    entries
        .map(|entry| (entry.key.as_str(), entry.problems.as_slice()))
        .collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The codes of the notices, or `-` for a notice that is null.
fn codes(body: &str) -> Vec<String> {
    let object = accepted(&DOUYIN_INFO_SYNC, body);
    let Value::List(notices) = &object.values[1] else {
        panic!("no list: {object:?}");
    };
    let code = |notice: &Value| match notice {
        Value::Object(notice) => match &notice.values[1] {
            Value::Text(code) => code.clone(),
            _ => String::new(),
        },
        _ => "-".to_owned(),
    };
    notices.iter().map(code).collect()
}

fn tickets(body: &str) -> Value {
    accepted(&REFUND, body).values.remove(2)
}

#[test]
fn an_empty_body_is_null_and_an_unknown_field_is_not() {
    assert_eq!(read(&REFUND, b""), Binding::null());
    assert_eq!(accepted(&REFUND, "x=1"), Object::new(&REFUND));
    assert_eq!(accepted(&REFUND, "&"), Object::new(&REFUND));
}

#[test]
fn the_first_value_counts_and_a_blank_one_is_null() {
    let object = accepted(&REFUND, "ORDERID=1&orderid=2&memory=+x+&refundallticket=+");
    assert_eq!(object.values[0], text("1"));
    assert_eq!(object.values[1], Value::Null);
    assert_eq!(object.values[3], text(" x "));
}

#[test]
fn money_that_is_missing_blank_or_no_number() {
    let shape = &EPAY_END_REFUND_SUCCESS;
    let member = "refundmoney";
    let missing = Problem::PropertyRequired { member };
    let not_valid = |value: &str| Problem::NotValid {
        value: value.to_owned(),
        member,
    };
    for (body, expected) in [
        ("batchno=b", vec![missing.clone()]),
        ("refundmoney=+", vec![Problem::ValueRequired]),
        (
            "refundmoney=a&refundmoney=3",
            vec![not_valid("a,3"), missing.clone()],
        ),
        ("refundmoney=1e29", vec![Problem::Exception, missing]),
    ] {
        let binding = read(shape, body.as_bytes());
        let expected = expected.as_slice();
        assert_eq!(problems(&binding), [("parm.refundmoney", expected)]);
        assert_eq!(binding.object.unwrap().values[2], Value::Decimal(0.into()));
    }
}

#[test]
fn an_unclosed_bracket_spoils_the_form() {
    let binding = read(&REFUND, b"orderid=1&x[=2");
    assert_eq!(binding, Binding::failed(Problem::Exception));
}

#[test]
fn what_is_not_utf8_is_refused() {
    for body in [&b"orderid=\xff"[..], b"x=%ff"] {
        assert_eq!(read(&REFUND, body), Binding::failed(Problem::NotUtf8));
    }
}

#[test]
fn strings_in_lists() {
    let list = |items: &[&str]| Value::List(items.iter().map(|item| text(item)).collect());
    assert_eq!(tickets("memory=x"), Value::Null);
    assert_eq!(tickets("ticketids=a,b"), list(&["a,b"]));
    assert_eq!(tickets("ticketids[]=a&ticketids="), list(&["a", ""]));
    assert_eq!(tickets("ticketids="), Value::List(vec![Value::Null]));
    assert_eq!(tickets("ticketids[1]=b&ticketids[0]=a"), list(&["a", "b"]));
    assert_eq!(tickets("ticketids[0]=a&ticketids[2]=c"), list(&["a"]));
    assert_eq!(tickets("ticketids[0]=a&ticketids=c"), list(&["c"]));
    for elsewhere in [
        "ticketids[1]",
        "ticketids[00]",
        "ticketids[-1]",
        "ticketids.0",
    ] {
        assert_eq!(tickets(&format!("{elsewhere}=a")), list(&[]), "{elsewhere}");
    }
    assert_eq!(
        tickets("ticketids.index=7&ticketids.index=x&ticketids[7]=a"),
        Value::List(vec![text("a"), Value::Null])
    );
}

#[test]
fn objects_in_lists() {
    assert_eq!(
        codes("notice_list[0].code=a&notice_list[1][code]=b"),
        ["a", "b"]
    );
    assert_eq!(codes("notice_list[0]=x"), [""]);
    assert_eq!(codes("notice_list="), [""]);
    assert_eq!(
        codes("notice_list=x&notice_list=y&notice_list.code=c"),
        ["c", "c"]
    );
    assert_eq!(codes("notice_list[][code]=a"), [""; 0]);
    assert_eq!(
        codes("notice_list.index=5&notice_list.index=6&notice_list[5].code=a"),
        ["a", "-"]
    );
    assert_eq!(
        codes("notice_list-x=1&notice_list[0]-x=1&notice_list[0].code=a"),
        ["a"]
    );
}

#[test]
fn numbers_in_objects_tell_where_they_are_wrong() {
    let body = b"notice_list[0].total_count=x&notice_list[0].apply_time=&notice_list[1].code=c";
    let binding = read(&DOUYIN_INFO_SYNC, body);
    let not_valid = Problem::NotValid {
        value: "x".to_owned(),
        member: "total_count",
    };
    assert_eq!(
        problems(&binding),
        [
            ("parm.notice_list[0].total_count", &[not_valid][..]),
            ("parm.notice_list[0].apply_time", &[Problem::ValueRequired]),
        ]
    );
}

#[test]
fn items_that_share_fields_are_told_of_an_empty_one_once() {
    let body = b"notice_list=&notice_list=&notice_list.total_count=";
    let binding = read(&DOUYIN_INFO_SYNC, body);
    assert_eq!(
        problems(&binding),
        [(
            "parm.notice_list.total_count",
            &[Problem::ValueRequired][..]
        )]
    );
}

#[test]
fn a_large_index_allocates_nothing() {
    assert_eq!(codes("notice_list[999999999].code=a"), [""; 0]);
}

#[test]
fn many_items_may_not_share_much() {
    let shared = format!("notice_list.code={}", "x".repeat(1000));
    let few = format!("{}{shared}", "notice_list=&".repeat(2));
    assert_eq!(codes(&few).len(), 2);
    for repeated in ["notice_list=&", "notice_list.index=1a&"] {
        let many = format!(
            "{}{}",
            repeated.repeat(1000),
            shared.replace(
                ".code",
                if repeated.contains("index") {
                    "[1a].code"
                } else {
                    ".code"
                }
            )
        );
        let binding = read(&DOUYIN_INFO_SYNC, many.as_bytes());
        assert_eq!(binding, Binding::failed(Problem::Exception));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(body: Vec<u8>) {
        for shape in [&DOUYIN_INFO_SYNC, &EPAY_END_REFUND_SUCCESS, &REFUND] {
            let binding = read(shape, &body);
            prop_assert!(binding.object.is_some() || body.is_empty() || !binding.state.is_valid());
        }
    }

    #[test]
    fn what_is_written_is_read(texts in prop::collection::vec("\\PC{1,9}[a-z]", 2..9)) {
        let escape = |text: &String| {
            percent_encode(text.as_bytes(), NON_ALPHANUMERIC).to_string()
        };
        let fields: Vec<_> = texts.iter().enumerate().collect();
        let body = fields
            .iter()
            .map(|(index, text)| format!("ticketids[{index}]={}", escape(text)))
            .collect::<Vec<_>>()
            .join("&");
        let expected = Value::List(texts.into_iter().map(Value::Text).collect());
        prop_assert_eq!(tickets(&body), expected);
    }

    #[test]
    fn likely_names_are_read_without_a_panic(body in "((notice_list|code|index|total_count|[.\\[\\]0-9=&%a]){1,4}){1,12}") {
        let binding = read(&DOUYIN_INFO_SYNC, body.as_bytes());
        prop_assert!(binding.object.is_some() || !binding.state.is_valid());
    }
}
