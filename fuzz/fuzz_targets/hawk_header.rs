//! Any bytes as a HAWK header.

#![no_main]

use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::legacy::hawk::header::Attributes;

fuzz_target!(|header: &[u8]| {
    if let Ok(attributes) = Attributes::parse(Some(header)) {
        let ts = attributes.ts.as_bytes();
        assert!((1..=10).contains(&ts.len()) && ts.iter().all(u8::is_ascii_digit));
        let required = [&attributes.id, &attributes.nonce, &attributes.mac];
        assert!(required.iter().all(|value| !value.is_empty()));
    }
});
