//! What is sent. Whatever is sent has a number of its own, which names its rows:
//! nothing is sent twice, and every answer has to say that it took effect.

use bytes::BytesMut;
use prost::Message;
use refund_gateway::proto::v1::{
    Decimal, DouyinInfoSyncParm, EPayEndRefundSuccessParm, InformRefundSuccessRequest,
    NoticeListParm, RefundParm, RefundSuccessSubOrderRequest,
};
use serde_json::{Value, json};

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Workload {
    /// Callbacks of the e-payment platform, each of an order of its own.
    Callbacks,
    /// Notices of Douyin, of one certificate each.
    Douyin1,
    /// Notices of Douyin, of twenty certificates each.
    Douyin20,
    /// Requests to refund an order.
    Refunds,
    /// Notices of Taoxianda, of one sub order each.
    Taoxianda1,
    /// Notices of Taoxianda, of ten sub orders each.
    Taoxianda10,
    /// Of ten calls five callbacks, two notices of Douyin, two of Taoxianda, and
    /// a request for a refund.
    Mix,
}

/// How it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Protocol {
    /// gRPC.
    Grpc,
    /// The old Web API in JSON; refunds are signed with HAWK.
    Json,
    /// The old Web API in XML.
    Xml,
    /// The old Web API in BSON.
    Bson,
    /// Taobao's open platform.
    Top,
}

/// The first number in a key: all of them have as many digits.
const BASE: u64 = 100_000_000;

/// One signal, before it takes the form of a protocol.
pub(crate) enum Signal {
    Callback(EPayEndRefundSuccessParm),
    Douyin(DouyinInfoSyncParm),
    Refund(RefundParm),
    Taoxianda(InformRefundSuccessRequest),
}

impl Workload {
    /// The signal with a number.
    pub(crate) fn signal(self, number: u64) -> Signal {
        let id = BASE + number;
        match self {
            Self::Callbacks => callback(id),
            Self::Douyin1 => douyin(id, 1),
            Self::Douyin20 => douyin(id, 20),
            Self::Refunds => refund(id),
            Self::Taoxianda1 => taoxianda(id, 1),
            Self::Taoxianda10 => taoxianda(id, 10),
            Self::Mix => match number % 10 {
                0 | 2 | 4 | 6 | 8 => callback(id),
                1 | 5 => douyin(id, 1),
                3 | 7 => taoxianda(id, 1),
                _ => refund(id),
            },
        }
    }
}

impl Workload {
    /// SQL that counts what took effect, one for each call.
    pub(crate) fn counting(self) -> &'static str {
        match self {
            Self::Callbacks => "SELECT COUNT(*) FROM epay_callbacks WHERE batchno LIKE 'R%' AND state = 'APPLIED'",
            Self::Douyin1 => "SELECT COUNT(*) FROM douyin_notices WHERE order_id LIKE 'D%'",
            Self::Douyin20 => "SELECT COUNT(*) / 20 FROM douyin_notices WHERE order_id LIKE 'D%'",
            Self::Refunds => "SELECT COUNT(*) FROM refunds WHERE order_id LIKE 'F%'",
            Self::Taoxianda1 => "SELECT COUNT(*) FROM taoxianda_refunds WHERE shop_id <> 'older'",
            Self::Taoxianda10 => "SELECT COUNT(*) / 10 FROM taoxianda_refunds WHERE shop_id <> 'older'",
            Self::Mix => {
                "SELECT (SELECT COUNT(*) FROM epay_callbacks WHERE batchno LIKE 'R%' AND state = 'APPLIED')
                    + (SELECT COUNT(*) FROM douyin_notices WHERE order_id LIKE 'D%')
                    + (SELECT COUNT(*) FROM refunds WHERE order_id LIKE 'F%')
                    + (SELECT COUNT(*) FROM taoxianda_refunds WHERE shop_id <> 'older')"
            }
        }
    }
}

fn callback(id: u64) -> Signal {
    Signal::Callback(EPayEndRefundSuccessParm {
        batchno: format!("R{id}"),
        trandeno: format!("P{id}"),
        refundmoney: Some(Decimal {
            value: "100.00".to_owned(),
        }),
    })
}

fn douyin(id: u64, certificates: u64) -> Signal {
    let certificate = |number| NoticeListParm {
        certificate_id: format!("C{id}-{number}"),
        code: format!("1001{id}"),
        total_count: 2,
        verify_count: 0,
        apply_time: 1_767_225_600,
        audit_time: 1_767_229_200,
        audit_result: 1,
    };
    Signal::Douyin(DouyinInfoSyncParm {
        order_id: format!("D{id}"),
        notice_list: (0..certificates).map(certificate).collect(),
    })
}

fn refund(id: u64) -> Signal {
    Signal::Refund(RefundParm {
        orderid: format!("F{id}"),
        refundallticket: "1".to_owned(),
        ..RefundParm::default()
    })
}

fn taoxianda(id: u64, sub_orders: u64) -> Signal {
    let sub_order = |number| RefundSuccessSubOrderRequest {
        sub_biz_order_id: format!("S{id}-{number}"),
        refund_goods_id: format!("G{id}"),
        fulfill_id: Some(format!("L{id}")),
        refund_id: Some(format!("I{id}")),
        sku_code: Some("SKU-1".to_owned()),
        actual_refund_quantity: "1.5".to_owned(),
        refund_amount: "1250".to_owned(),
        refund_type: Some(1),
        expect_fetch_sale_quantity: Some("2".to_owned()),
    };
    Signal::Taoxianda(InformRefundSuccessRequest {
        shop_id: "12200".to_owned(),
        refund_fulfill_sub_orders: (0..sub_orders).map(sub_order).collect(),
    })
}

impl Signal {
    /// How many outcomes an answer to it has.
    pub(crate) fn parts(&self) -> usize {
        match self {
            Self::Callback(_) | Self::Refund(_) => 1,
            Self::Douyin(message) => message.notice_list.len(),
            Self::Taoxianda(message) => message.refund_fulfill_sub_orders.len(),
        }
    }

    /// The message of the contract.
    pub(crate) fn encode(&self, to: &mut BytesMut) {
        let written = match self {
            Self::Callback(message) => message.encode(to),
            Self::Douyin(message) => message.encode(to),
            Self::Refund(message) => message.encode(to),
            Self::Taoxianda(message) => message.encode(to),
        };
        written.expect("a buffer grows");
    }

    /// What legacy partners say, as JSON; an amount is a number to them.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Callback(message) => json!({
                "batchno": message.batchno,
                "trandeno": message.trandeno,
                "refundmoney": 100,
            }),
            Self::Douyin(message) => {
                let notice = |notice: &NoticeListParm| {
                    json!({
                        "certificate_id": notice.certificate_id,
                        "code": notice.code,
                        "total_count": notice.total_count,
                        "verify_count": notice.verify_count,
                        "apply_time": notice.apply_time,
                        "audit_time": notice.audit_time,
                        "audit_result": notice.audit_result,
                    })
                };
                let notices: Vec<_> = message.notice_list.iter().map(notice).collect();
                json!({"order_id": message.order_id, "notice_list": notices})
            }
            Self::Refund(message) => json!({
                "orderid": message.orderid,
                "refundallticket": message.refundallticket,
            }),
            Self::Taoxianda(message) => {
                let sub_order = |it: &RefundSuccessSubOrderRequest| {
                    json!({
                        "sub_biz_order_id": it.sub_biz_order_id,
                        "refund_goods_id": it.refund_goods_id,
                        "fulfill_id": it.fulfill_id,
                        "refund_id": it.refund_id,
                        "sku_code": it.sku_code,
                        "actual_refund_quantity": it.actual_refund_quantity,
                        "refund_amount": it.refund_amount,
                        "refund_type": it.refund_type,
                        "expect_fetch_sale_quantity": it.expect_fetch_sale_quantity,
                    })
                };
                let items = &message.refund_fulfill_sub_orders;
                let items: Vec<_> = items.iter().map(sub_order).collect();
                json!({"shop_id": message.shop_id, "refund_fulfill_sub_orders": items})
            }
        }
    }
}
