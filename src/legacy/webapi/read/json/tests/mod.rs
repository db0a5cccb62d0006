//! By example; the recorded cases are replayed elsewhere.

mod any_input;
mod encoding;
mod references_and_limits;
mod structure;
mod values;

use super::read;
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::Binding;
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, REFUND};
use crate::legacy::webapi::value::Value;

fn epay(body: &str) -> Binding {
    read(&EPAY_END_REFUND_SUCCESS, body.as_bytes(), Charset::Utf8)
}

fn douyin(body: &str) -> Binding {
    read(&DOUYIN_INFO_SYNC, body.as_bytes(), Charset::Utf8)
}

fn refund(body: &str) -> Binding {
    read(&REFUND, body.as_bytes(), Charset::Utf8)
}

/// What is bound, as short text.
fn seen(binding: &Binding) -> String {
    fn write(value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Text(text) => format!("{text:?}"),
            Value::Decimal(number) => number.to_string(),
            Value::Int32(number) => number.to_string(),
            Value::Int64(number) => number.to_string(),
            Value::List(items) => {
                let items: Vec<_> = items.iter().map(write).collect();
                format!("[{}]", items.join(" "))
            }
            Value::Object(object) => {
                let values: Vec<_> = object.values.iter().map(write).collect();
                format!("({})", values.join(" "))
            }
        }
    }
    binding
        .object
        .clone()
        .map_or_else(|| "null".to_owned(), |object| write(&Value::Object(object)))
}

/// The keys of errors, each as often as it has errors.
fn keys(binding: &Binding) -> Vec<&str> {
    binding
        .state
        .entries()
        .iter()
        .flat_map(|entry| entry.problems.iter().map(|_| entry.key.as_str()))
        .collect()
}
