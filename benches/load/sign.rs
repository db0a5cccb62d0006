//! The signatures of a partner and of a TOP application, which the suite
//! registers.

use std::{net::SocketAddr, sync::LazyLock};

use form_urlencoded::Serializer;
use hawk::{Credentials, Key, PayloadHasher, RequestBuilder, SHA256};
use refund_gateway::partners::{
    hawk::Credentials as Partner,
    top::{Method, sign_of},
};
use time::{
    OffsetDateTime,
    macros::{format_description, offset},
};

use crate::target::Failure;

/// The partner's id.
pub(crate) const PARTNER: &str = "bench";
/// The first part of its secret.
pub(crate) const KEY: &str = "BENCH";
/// The second part.
pub(crate) const PASSWORD: &str = "of a measurement";
/// The application's key.
pub(crate) const APP_KEY: &str = "12345678";
/// Its secret.
pub(crate) const APP_SECRET: &str = "secret of a measurement";
/// The parameter that holds what is told.
pub(crate) const TOP_PARAMETER: &str = "inform_refund_success_request";

/// What the partner signs with.
static CREDENTIALS: LazyLock<Credentials> = LazyLock::new(|| {
    let secret = Partner::derive_key(KEY, PASSWORD);
    Credentials {
        id: PARTNER.to_owned(),
        key: Key::new(secret.as_slice(), SHA256).expect("a key of any length"),
    }
});

/// The `Authorization` of a request.
pub(crate) fn hawk(
    address: SocketAddr,
    path: &str,
    content_type: &str,
    body: &[u8],
) -> Result<String, Failure> {
    let hash = PayloadHasher::hash(content_type, SHA256, body)?;
    let host = address.ip().to_string();
    let request = RequestBuilder::new("POST", &host, address.port(), path)
        .hash(hash.as_slice())
        .request();
    Ok(format!("Hawk {}", request.make_header(&CREDENTIALS)?))
}

/// The query of a TOP call, signed.
pub(crate) fn top(business: &str) -> String {
    let timestamp = OffsetDateTime::now_utc().to_offset(offset!(+8));
    let form = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let timestamp = timestamp.format(form).unwrap_or_default();
    let parameters = [
        ("app_key", APP_KEY),
        ("format", "json"),
        ("method", "alibaba.wdk.trade.refund.inform"),
        ("sign_method", "md5"),
        ("timestamp", &timestamp),
        ("v", "2.0"),
    ];
    let mut signed = [parameters.as_slice(), &[(TOP_PARAMETER, business)]].concat();
    signed.sort_unstable();
    let signed: String = signed
        .iter()
        .flat_map(|(name, value)| [*name, *value])
        .collect();
    let sign = sign_of(APP_SECRET.as_bytes(), Method::Md5, signed.as_bytes());
    Serializer::new(String::new())
        .extend_pairs(parameters)
        .append_pair("sign", &sign)
        .finish()
}
