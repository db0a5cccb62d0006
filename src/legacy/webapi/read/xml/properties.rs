//! What holds of any bytes, any text and any order.

use proptest::prelude::*;

use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, REFUND};
use crate::legacy::webapi::value::Value;

use super::read;

/// Pieces that documents are made of, and what breaks them.
const PIECES: &[&str] = &[
    "<notice_list>",
    "</notice_list>",
    "<NoticeListParm>",
    "</NoticeListParm>",
    "<code>",
    "</code>",
    "<total_count>",
    "</total_count>",
    "<order_id/>",
    "<x a='1'>",
    "</x>",
    "<",
    ">",
    "/>",
    "&",
    ";",
    "&#65;",
    "&amp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "i:nil='true'",
    "z:Id='1'",
    "z:Ref='1'",
    "xmlns=''",
    "xmlns:p='u'",
    "=",
    "'",
    "\"",
    " ",
    "\r\n",
    "7",
    "-",
    "中",
    "\u{FEFF}",
    "\u{FFFE}",
    "\0",
];

fn around(content: &str) -> String {
    format!(
        "<DouyinInfoSyncParm xmlns='{}' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns:z='http://schemas.microsoft.com/2003/10/Serialization/'>{content}</DouyinInfoSyncParm>",
        DOUYIN_INFO_SYNC.namespace
    )
}

fn holds_for_all(body: &[u8]) {
    for charset in [Charset::Utf8, Charset::Utf16] {
        let binding = read(&DOUYIN_INFO_SYNC, body, charset);
        assert!(binding.state.is_valid() || binding == Binding::failed(Problem::Exception));
    }
}

fn escaped(text: &str) -> String {
    let plain = |character: char| character.is_alphanumeric();
    let pieces = text.chars().map(|character| match character {
        plain_one if plain(plain_one) => plain_one.to_string(),
        other => format!("&#x{:x};", u32::from(other)),
    });
    pieces.collect()
}

proptest! {
    #[test]
    fn any_bytes_bind_or_are_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        holds_for_all(&body);
    }

    #[test]
    fn any_pieces_bind_or_are_refused(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..20),
        cut in 0_usize..600,
    ) {
        let content = pieces.concat();
        holds_for_all(content.as_bytes());
        let document = around(&content);
        holds_for_all(document.as_bytes());
        let units: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds_for_all(&units);
        holds_for_all(document.as_bytes().get(..cut).unwrap_or_default());
    }

    #[test]
    fn any_text_comes_back(text in any::<String>(), order in Just(["memory", "orderid", "refundallticket"]).prop_shuffle()) {
        let written = escaped(&text);
        let members = order.map(|name| format!("<{name}>{written}</{name}>")).concat();
        let document = format!("<RefundParm xmlns='{}'>{members}</RefundParm>", REFUND.namespace);
        let object = read(&REFUND, document.as_bytes(), Charset::Utf8).object;
        let text = Value::Text(text);
        prop_assert_eq!(
            object.map(|object| object.values),
            Some(vec![text.clone(), text.clone(), Value::Null, text])
        );
    }
}
