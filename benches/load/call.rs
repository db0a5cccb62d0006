//! A signal in the form that legacy partners give it.

use form_urlencoded::Serializer;
use refund_gateway::legacy::{top, webapi::route::Action};

use crate::{
    encode::{bson, xml},
    sign,
    target::{Failure, Target},
    workload::{Protocol, Signal},
};

/// What an answer of each format has in it if all went well.
pub(crate) const SUCCESSES: [&[u8]; 4] = [
    b"\"errcode\":0,",
    b"<errcode>0</errcode>",
    b"\x10errcode\0\0\0\0\0",
    b"\"success\":true",
];

/// An HTTP request without its connection.
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) content_type: &'static str,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    /// The request that tells a signal.
    pub(crate) fn new(signal: &Signal, target: &Target) -> Result<Self, Failure> {
        let action = match signal {
            Signal::Callback(_) => Action::EpayEndSingleSuccess,
            Signal::Douyin(_) => Action::DouyinUpdate,
            Signal::Refund(_) => Action::OrderRefund,
            Signal::Taoxianda(_) => return Ok(top(signal)),
        };
        let json = signal.to_json();
        let (content_type, body) = match target.protocol {
            Protocol::Xml => (
                "application/xml",
                xml(action.parameter(), &json).into_bytes(),
            ),
            Protocol::Bson => ("application/bson", bson(&json)),
            _ => ("application/json", json.to_string().into_bytes()),
        };
        let path = format!("/{}", action.path());
        let authorization = (action == Action::OrderRefund)
            .then(|| sign::hawk(target.address, &path, content_type, &body))
            .transpose()?;
        Ok(Self {
            path,
            content_type,
            authorization,
            body,
        })
    }
}

fn top(signal: &Signal) -> Call {
    let business = signal.to_json().to_string();
    let body = Serializer::new(String::new())
        .append_pair(sign::TOP_PARAMETER, &business)
        .finish();
    Call {
        path: format!("{}?{}", top::PATH, sign::top(&business)),
        content_type: "application/x-www-form-urlencoded;charset=UTF-8",
        authorization: None,
        body: body.into_bytes(),
    }
}
