//! Any bytes as a body of XML, in either charset.

#![no_main]

use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::{
    check,
    legacy::webapi::{charset::Charset, read::xml},
};

fuzz_target!(|body: &[u8]| {
    for charset in [Charset::Utf8, Charset::Utf16] {
        check(|shape| xml::read(shape, body, charset));
    }
});
