//! Any bytes as a body of a form.

#![no_main]

use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::{check, legacy::webapi::read::form};

fuzz_target!(|body: &[u8]| check(|shape| form::read(shape, body)));
