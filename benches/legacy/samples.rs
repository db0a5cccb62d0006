//! Parameters as partners send them, each in all four formats.

use http::{HeaderMap, HeaderValue, header};
use refund_gateway::legacy::webapi::{bind::bind, route::Action, value::Object};
use serde_json::{Value, json};

use crate::{
    encode::{bson, xml},
    form::form,
};

/// A format of requests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
    Form,
    Bson,
}

impl Format {
    pub(crate) const ALL: [Self; 4] = [Self::Json, Self::Xml, Self::Form, Self::Bson];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Form => "form",
            Self::Bson => "bson",
        }
    }

    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Bson => "application/bson",
        }
    }
}

/// A parameter of an action.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) action: Action,
    value: Value,
}

impl Sample {
    pub(crate) fn all() -> [Self; 4] {
        [
            Self::epay(),
            Self::douyin(1),
            Self::douyin(20),
            Self::refund(),
        ]
    }

    /// An e-payment callback.
    pub(crate) fn epay() -> Self {
        Self {
            name: "epay",
            action: Action::EpayEndSingleSuccess,
            value: json!({
                "batchno": "20251009000123456789",
                "trandeno": "4200002891202510091234567890",
                "refundmoney": 128.5,
            }),
        }
    }

    /// A notice of 1 or 20 certificates.
    pub(crate) fn douyin(certificates: usize) -> Self {
        let certificate = |number| {
            json!({
                "certificate_id": format!("75582123456789012{number:02}"),
                "code": format!("1001234567{number:02}"),
                "total_count": 2,
                "verify_count": 0,
                "apply_time": 1_760_000_000_000_i64,
                "audit_time": 1_760_000_060_000_i64,
                "audit_result": 1,
            })
        };
        Self {
            name: if certificates == 1 {
                "douyin-1"
            } else {
                "douyin-20"
            },
            action: Action::DouyinUpdate,
            value: json!({
                "order_id": "1077381249812345678",
                "notice_list": (0..certificates).map(certificate).collect::<Vec<_>>(),
            }),
        }
    }

    /// A partner's request for a refund of two tickets.
    pub(crate) fn refund() -> Self {
        Self {
            name: "refund",
            action: Action::OrderRefund,
            value: json!({
                "orderid": "D20251009000123",
                "refundallticket": "0",
                "ticketids": ["T0001", "T0002"],
                "memory": "退款-测试",
            }),
        }
    }

    /// The body that says this in a format.
    pub(crate) fn body(&self, format: Format) -> Vec<u8> {
        let shape = self.action.parameter();
        match format {
            Format::Json => self.value.to_string().into_bytes(),
            Format::Xml => xml(shape, &self.value).into_bytes(),
            Format::Form => form(&self.value).into_bytes(),
            Format::Bson => bson(&self.value),
        }
    }

    /// What the action gets to see, whatever the format.
    pub(crate) fn object(&self) -> Object {
        let mut formats = self.formats().into_iter().map(|format| {
            let mut headers = HeaderMap::new();
            let content_type = HeaderValue::from_static(format.content_type());
            headers.insert(header::CONTENT_TYPE, content_type);
            let binding = bind(self.action, &headers, &self.body(format));
            let binding = binding.expect("a format that is read");
            assert!(binding.state.is_valid(), "{} {}", self.name, format.name());
            binding.object.expect("a parameter")
        });
        let object = formats.next().expect("a format");
        assert!(formats.all(|other| other == object), "{}", self.name);
        object
    }

    /// The formats that the action reads: that of partners has no BSON.
    pub(crate) fn formats(&self) -> Vec<Format> {
        let is_read =
            |format: &Format| *format != Format::Bson || self.action != Action::OrderRefund;
        Format::ALL.into_iter().filter(is_read).collect()
    }
}
