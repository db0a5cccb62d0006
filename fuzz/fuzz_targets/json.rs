//! Any bytes as a body of JSON, in either charset.

#![no_main]

use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::{
    check,
    legacy::webapi::{charset::Charset, read::json},
};

fuzz_target!(|body: &[u8]| {
    for charset in [Charset::Utf8, Charset::Utf16] {
        check(|shape| json::read(shape, body, charset));
    }
});
