//! A client of TOP.

use std::collections::BTreeMap;

use form_urlencoded::Serializer;
use serde_json::Value;
use time::{
    OffsetDateTime, format_description::StaticFormatDescription, macros::format_description,
    macros::offset,
};
use tonic::Status;

use super::{
    body::Sent,
    http::{Http, HttpAnswer},
    partners::APP_KEY,
    tell::Answer,
};
use crate::partners::top::{Method, sign_of};

const PATH: &str = "/router/rest";
const TIMESTAMP: StaticFormatDescription =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// How a client signs and what it wants to read. Clients differ in both.
#[derive(Clone, Copy)]
pub(super) struct Client<'a> {
    pub(super) secret: &'a str,
    pub(super) method: Method,
    pub(super) format: &'static str,
}

impl Client<'_> {
    /// Tells of refunds: the parameters of the protocol in the query, the one
    /// of the call in a form, as the Java SDK has it.
    pub(super) async fn inform(&self, http: &Http, request: &Value) -> Answer<HttpAnswer> {
        let business = ("inform_refund_success_request", request.to_string());
        let now = OffsetDateTime::now_utc().to_offset(offset!(+8));
        let timestamp = now.format(TIMESTAMP);
        let timestamp = timestamp.map_err(|error| Status::internal(error.to_string()))?;
        let mut parameters = BTreeMap::from([
            ("app_key", APP_KEY.to_owned()),
            ("format", self.format.to_owned()),
            ("method", "alibaba.wdk.trade.refund.inform".to_owned()),
            ("sign_method", self.method_name().to_owned()),
            ("timestamp", timestamp),
            ("v", "2.0".to_owned()),
        ]);
        parameters.extend([business.clone()]);
        let signed: String = parameters
            .iter()
            .flat_map(|(name, value)| [*name, value])
            .collect();
        let sign = sign_of(self.secret.as_bytes(), self.method, signed.as_bytes());
        parameters.insert("sign", sign);
        parameters.remove(business.0);

        let mut query = Serializer::new(String::new());
        let query = query.extend_pairs(parameters).finish();
        let form = Sent::form(&[(business.0, &business.1)]);
        http.post(&format!("{PATH}?{query}"), &form).await
    }

    fn method_name(&self) -> &'static str {
        match self.method {
            Method::Md5 => "md5",
            Method::HmacMd5 => "hmac",
            Method::HmacSha256 => "hmac-sha256",
        }
    }
}
