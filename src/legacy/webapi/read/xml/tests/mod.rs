//! The rules, each by examples.

use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::{
    DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, Member, REFUND, Shape,
};
use crate::legacy::webapi::value::{Object, Value};

use super::read;

mod bytes;
mod markup;
mod members;
mod values;

const INSTANCE: &str = r#"xmlns:i="http://www.w3.org/2001/XMLSchema-instance""#;
const SHARING: &str = r#"xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/""#;
const ARRAYS: &str = r#"xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays""#;
const SCHEMA: &str = r#"xmlns:x="http://www.w3.org/2001/XMLSchema""#;

fn around(shape: &Shape, content: &str) -> String {
    let Shape {
        name, namespace, ..
    } = shape;
    format!(
        r#"<{name} xmlns="{namespace}" {INSTANCE} {SHARING} {ARRAYS} {SCHEMA}>{content}</{name}>"#
    )
}

fn read_utf8(shape: &'static Shape, document: &str) -> Binding {
    read(shape, document.as_bytes(), Charset::Utf8)
}

fn epay(content: &str) -> Binding {
    read_utf8(
        &EPAY_END_REFUND_SUCCESS,
        &around(&EPAY_END_REFUND_SUCCESS, content),
    )
}

fn refund(content: &str) -> Binding {
    read_utf8(&REFUND, &around(&REFUND, content))
}

fn notices(content: &str) -> Binding {
    let content = format!("<notice_list>{content}</notice_list>");
    read_utf8(&DOUYIN_INFO_SYNC, &around(&DOUYIN_INFO_SYNC, &content))
}

#[track_caller]
fn object(binding: Binding) -> Object {
    assert!(binding.state.is_valid(), "{binding:?}");
    binding.object.unwrap()
}

/// The members that are not as nothing said would leave them.
#[track_caller]
fn said(binding: Binding) -> String {
    told(&object(binding))
}

fn told(object: &Object) -> String {
    let members = object.shape.members.iter().zip(&object.values);
    members
        .filter(|(member, value)| **value != Value::default_of(member.kind))
        .map(|(Member { name, .. }, value)| format!("{name}={}", shown(value)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::Decimal(number) => number.to_string(),
        Value::Int32(number) => number.to_string(),
        Value::Int64(number) => number.to_string(),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => format!("{{{}}}", told(object)),
    }
}

#[track_caller]
fn assert_refused(binding: &Binding) {
    assert_eq!(binding, &Binding::failed(Problem::Exception));
}

/// The text that is read from what is written.
#[track_caller]
fn batchno(written: &str) -> String {
    let object = object(epay(&format!("<batchno>{written}</batchno>")));
    match object.values.into_iter().next() {
        Some(Value::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}
