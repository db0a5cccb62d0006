//! The three APIs, as their pages tell of them.

use super::{
    model::{
        COMMON_OPERATION_RESULT, DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, Model,
        OPERATION_RESULT, REFUND,
    },
    text,
};

/// One API.
#[derive(Debug)]
pub(super) struct Api {
    /// The heading below which the first page lists it.
    pub(super) group: &'static str,
    /// The path without the first slash.
    pub(super) route: &'static str,
    /// What it is for.
    pub(super) documentation: &'static str,
    /// What its parameter is; may be empty.
    pub(super) parameter: &'static str,
    /// What goes in.
    pub(super) request: &'static Model,
    /// What comes out.
    pub(super) response: &'static Model,
    /// Whether BSON is read and written. The old server's `api/Order/Refund`
    /// was an application of its own, without BSON.
    pub(super) bson: bool,
    /// Whether requests are signed by HAWK.
    pub(super) hawk: bool,
    /// The method of the contract behind it.
    pub(super) rpc: &'static str,
    /// A body that can really be sent, in JSON.
    pub(super) example: &'static str,
}

impl Api {
    /// The name in the address of the page: made by the help page generator's
    /// rule from method and route.
    pub(super) fn id(&self) -> String {
        format!("POST-{}", self.route.replace('/', "-"))
    }

    /// The heading of the page.
    pub(super) fn title(&self) -> String {
        format!("POST {}", self.route)
    }
}

/// All of them, in the order of the first page.
pub(super) static ALL: &[Api] = &[
    Api {
        group: "WebInterface/Order",
        route: "api/WebInterface/Order/ThirdRefundInfo/Update",
        documentation: text::DOUYIN,
        parameter: "",
        request: &DOUYIN_INFO_SYNC,
        response: &COMMON_OPERATION_RESULT,
        bson: true,
        hawk: false,
        rpc: "refund.v1.DouyinRefundService.UpdateThirdRefundInfo",
        example: r#"{
  "order_id": "1000000000000000001",
  "notice_list": [
    {
      "certificate_id": "7000000000000000001",
      "code": "T0001",
      "apply_time": 1760000000,
      "audit_time": 1760003600,
      "audit_result": 1
    }
  ]
}"#,
    },
    Api {
        group: "WebInterface/EPay",
        route: "api/WebInterface/EPay/Refund/EndSingle/Success",
        documentation: text::EPAY,
        parameter: text::EPAY_PARAMETER,
        request: &EPAY_END_REFUND_SUCCESS,
        response: &COMMON_OPERATION_RESULT,
        bson: true,
        hawk: false,
        rpc: "refund.v1.EPayRefundService.EndSingleSuccess",
        example: r#"{
  "batchno": "20251009123000001",
  "trandeno": "2025100922001400000000000001",
  "refundmoney": 120.50
}"#,
    },
    Api {
        group: "Order",
        route: "api/Order/Refund",
        documentation: text::REFUND,
        parameter: text::REFUND_PARAMETER,
        request: &REFUND,
        response: &OPERATION_RESULT,
        bson: false,
        hawk: true,
        rpc: "refund.v1.OrderRefundService.Refund",
        example: r#"{
  "orderid": "D20251009000123",
  "refundallticket": "0",
  "ticketids": [
    "T0001",
    "T0002"
  ],
  "memory": "退款-测试"
}"#,
    },
];
