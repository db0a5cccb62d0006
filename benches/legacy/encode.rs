//! Parameters in the formats of the old clients other than JSON, from their
//! JSON.

use refund_gateway::legacy::webapi::shape::{Kind, Shape};
use serde_json::Value;

/// As the old server's serializer writes it: members in alphabetical order.
pub(crate) fn xml(shape: &Shape, value: &Value) -> String {
    let Shape {
        name, namespace, ..
    } = shape;
    format!(
        r#"<{name} xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="{namespace}">{}</{name}>"#,
        xml_members(shape, value)
    )
}

fn xml_members(shape: &Shape, value: &Value) -> String {
    let mut members: Vec<_> = shape.members.iter().collect();
    members.sort_by_key(|member| member.name);
    let element = |(name, kind): (&str, Kind)| match (kind, &value[name]) {
        (Kind::Texts, Value::Array(items)) => {
            let item = |text: &Value| format!("<a:string>{}</a:string>", xml_text(text));
            let items: String = items.iter().map(item).collect();
            let arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
            format!(r#"<{name} xmlns:a="{arrays}">{items}</{name}>"#)
        }
        (Kind::Objects(shape), Value::Array(items)) => {
            let class = shape.name;
            let item = |item| format!("<{class}>{}</{class}>", xml_members(shape, item));
            let items: String = items.iter().map(item).collect();
            format!("<{name}>{items}</{name}>")
        }
        (_, value) => format!("<{name}>{}</{name}>", xml_text(value)),
    };
    members
        .into_iter()
        .map(|member| element((member.name, member.kind)))
        .collect()
}

/// The samples have nothing that XML would escape.
pub(crate) fn xml_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// As Newtonsoft.Json writes it.
pub(crate) fn bson(document: &Value) -> Vec<u8> {
    let members: Vec<(String, &Value)> = match document {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut elements = Vec::new();
    for (name, value) in members {
        let (kind, content) = bson_value(value);
        elements.push(kind);
        elements.extend_from_slice(name.as_bytes());
        elements.push(0);
        elements.extend_from_slice(&content);
    }
    elements.push(0);
    [bson_length(elements.len() + 4).as_slice(), &elements].concat()
}

/// A type and a value of it.
fn bson_value(value: &Value) -> (u8, Vec<u8>) {
    match value {
        Value::String(text) => {
            let length = bson_length(text.len() + 1);
            (2, [length.as_slice(), text.as_bytes(), &[0]].concat())
        }
        Value::Object(_) => (3, bson(value)),
        Value::Array(_) => (4, bson(value)),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => match i32::try_from(whole) {
                Ok(small) => (16, small.to_le_bytes().to_vec()),
                Err(_) => (18, whole.to_le_bytes().to_vec()),
            },
            None => (1, number.as_f64().expect("a number").to_le_bytes().to_vec()),
        },
        Value::Bool(_) | Value::Null => (10, Vec::new()),
    }
}

fn bson_length(length: usize) -> [u8; 4] {
    i32::try_from(length).expect("a small sample").to_le_bytes()
}
