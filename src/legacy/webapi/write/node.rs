//! An answer as a tree, which JSON and BSON are written from.

use serde::{Serialize, Serializer};

use super::{Body, ResultClass};

/// A part of an answer.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Null,
    Number(i32),
    Text(&'a str),
    List(&'a [String]),
    Object(Vec<(&'a str, Node<'a>)>),
}

impl<'a> Node<'a> {
    pub(super) fn of(body: &'a Body) -> Self {
        match body {
            Body::Null(_) => Self::Null,
            Body::Result(result) => {
                let mut members = vec![
                    ("errcode", Self::Number(result.errcode)),
                    ("errmsg", Self::text(result.errmsg.as_deref())),
                ];
                if result.class == ResultClass::CommonOperationResult {
                    members.push(("tag", Self::text(result.tag.as_deref())));
                }
                Self::Object(members)
            }
            Body::Error(error) => {
                let mut members = vec![("Message", Self::Text(&error.message))];
                if let Some(entries) = &error.model_state {
                    let entries = entries
                        .iter()
                        .map(|(key, messages)| (key.as_str(), Self::List(messages)))
                        .collect();
                    members.push(("ModelState", Self::Object(entries)));
                }
                Self::Object(members)
            }
        }
    }

    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Number(number) => serializer.serialize_i32(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(*items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}
