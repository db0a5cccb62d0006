//! Signatures of TOP calls.
//!
//! The platform compares signatures as they are written, so they are upper-case
//! hexadecimal or do not hold.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// How a call is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// MD5 over the text between two copies of the secret (`md5`).
    Md5,
    /// HMAC-MD5 (`hmac`).
    HmacMd5,
    /// HMAC-SHA256 (`hmac-sha256`).
    HmacSha256,
}

/// Whether `sign` is the signature of `signed` by `secret`.
#[must_use]
pub fn holds(secret: &[u8], method: Method, signed: &[u8], sign: &str) -> bool {
    let expected = sign_of(secret, method, signed);
    bool::from(expected.as_bytes().ct_eq(sign.as_bytes()))
}

/// The signature of `signed`: every parameter's name and value, sorted by name,
/// without separators.
#[must_use]
pub fn sign_of(secret: &[u8], method: Method, signed: &[u8]) -> String {
    match method {
        Method::Md5 => {
            let digest = Md5::new()
                .chain_update(secret)
                .chain_update(signed)
                .chain_update(secret);
            upper_hexadecimal(&digest.finalize())
        }
        Method::HmacMd5 => keyed(Hmac::<Md5>::new_from_slice(secret).ok(), signed),
        Method::HmacSha256 => keyed(Hmac::<Sha256>::new_from_slice(secret).ok(), signed),
    }
}

/// HMAC takes keys of any length, so there always is one.
fn keyed(mac: Option<impl hmac::Mac>, signed: &[u8]) -> String {
    let mac = mac.map(|mac| mac.chain_update(signed).finalize().into_bytes());
    mac.map(|mac| upper_hexadecimal(&mac)).unwrap_or_default()
}

/// The spelling of digests in both TOP and the keys of partners.
pub(super) fn upper_hexadecimal(octets: &[u8]) -> String {
    let mut text = String::with_capacity(2 * octets.len());
    for octet in octets {
        // Writing to a text does not fail.
        let _ = write!(text, "{octet:02X}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the platform's documentation.
    const SIGNED: &[u8] = b"app_key12345678fieldsnum_iid,title,nick,price,numformatjson\
        methodtaobao.item.seller.getnum_iid11223344sessiontestsign_methodmd5\
        timestamp2016-01-01 12:00:00v2.0";
    const SIGN: &str = "66987CB115214E59E6EC978214934FB8";

    #[test]
    fn the_documented_example_holds() {
        assert!(holds(b"helloworld", Method::Md5, SIGNED, SIGN));
    }

    #[test]
    fn anything_else_does_not_hold() {
        for sign in ["", "66987CB1", &SIGN.to_lowercase(), &format!("{SIGN} ")] {
            assert!(!holds(b"helloworld", Method::Md5, SIGNED, sign), "{sign}");
        }
        assert!(!holds(b"helloworle", Method::Md5, SIGNED, SIGN));
        assert!(!holds(b"helloworld", Method::HmacMd5, SIGNED, SIGN));
        assert!(!holds(b"helloworld", Method::Md5, &SIGNED[1..], SIGN));
    }

    /// RFC 2202 and RFC 4231, second test cases.
    #[test]
    fn the_keyed_digests_are_the_standard_ones() {
        let data = b"what do ya want for nothing?";
        assert_eq!(
            sign_of(b"Jefe", Method::HmacMd5, data),
            "750C783E6AB0B503EAA86E310A5DB738"
        );
        assert_eq!(
            sign_of(b"Jefe", Method::HmacSha256, data),
            "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"
        );
    }
}
