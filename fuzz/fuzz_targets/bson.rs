//! Any bytes as a body of BSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::{check, legacy::webapi::read::bson};

fuzz_target!(|body: &[u8]| check(|shape| bson::read(shape, body)));
