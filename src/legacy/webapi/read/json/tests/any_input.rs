//! Any input at all.

use proptest::prelude::*;

use super::{read, refund};
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, REFUND};
use crate::legacy::webapi::value::Value;

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, wide: bool) {
        let charset = if wide { Charset::Utf16 } else { Charset::Utf8 };
        for shape in [&EPAY_END_REFUND_SUCCESS, &DOUYIN_INFO_SYNC, &REFUND] {
            let binding = read(shape, &bytes, charset);
            if let Some(object) = binding.object {
                prop_assert_eq!(object.values.len(), shape.members.len());
            }
        }
    }

    #[test]
    fn no_text_like_json_makes_it_panic(
        body in r#"(\{|\}|\[|\]|,|:|"|'|\\|\\u00|[a-z]{1,3}|-?[0-9.]{1,3}|"notice_list":|"apply_time":|"\$(id|ref|values|value)":|/\*|\*/|//|\n|new |null|\(|\)){0,60}"#
    ) {
        for shape in [&EPAY_END_REFUND_SUCCESS, &DOUYIN_INFO_SYNC, &REFUND] {
            let _ = read(shape, format!("{{{body}").as_bytes(), Charset::Utf8);
        }
    }

    #[test]
    fn what_serde_writes_is_read_back(
        orderid in any::<Option<String>>(),
        ticketids in any::<Option<Vec<Option<String>>>>(),
    ) {
        let body = serde_json::json!({ "orderid": orderid, "ticketids": ticketids });
        let binding = refund(&body.to_string());
        prop_assert!(binding.state.is_valid());
        let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        let list = ticketids.map_or(Value::Null, |items| {
            Value::List(items.into_iter().map(text).collect())
        });
        let values = binding.object.map(|object| object.values);
        prop_assert_eq!(values, Some(vec![text(orderid), Value::Null, list, Value::Null]));
    }
}
