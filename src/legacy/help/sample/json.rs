//! The sample in JSON.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::{ITEMS, text};
use crate::legacy::webapi::shape::{Kind, Shape};

/// None if it cannot be written.
pub(super) fn sample(shape: &Shape) -> Option<String> {
    serde_json::to_string_pretty(&Instance(shape)).ok()
}

struct Instance<'a>(&'a Shape);

struct Texts;

struct Instances<'a>(&'a Shape);

impl Serialize for Instance<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.members.len()))?;
        let mut number = 0_u32;
        for member in self.0.members {
            object.serialize_key(member.name)?;
            match member.kind {
                Kind::Texts => object.serialize_value(&Texts)?,
                Kind::Objects(shape) => object.serialize_value(&Instances(shape))?,
                Kind::Text => {
                    number += 1;
                    object.serialize_value(&text(number))?;
                }
                // Json.NET writes a whole decimal with one decimal place.
                Kind::Decimal => {
                    number += 1;
                    object.serialize_value(&f64::from(number))?;
                }
                Kind::Int32 | Kind::Int64 => {
                    number += 1;
                    object.serialize_value(&number)?;
                }
            }
        }
        object.end()
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(ITEMS))?;
        for number in (1..).take(ITEMS) {
            list.serialize_element(&text(number))?;
        }
        list.end()
    }
}

impl Serialize for Instances<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(ITEMS))?;
        for _ in 0..ITEMS {
            list.serialize_element(&Instance(self.0))?;
        }
        list.end()
    }
}
