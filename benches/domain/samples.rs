//! A batch of each command: one for each of as many orders.

use refund_gateway::domain::{
    callback::{apply::ApplyCallback, receive::ReceiveCallback},
    douyin::{NoticeContent, StoreNotices},
    feed::{FeedOrders, RawOrder, RawPayment, RawTicket},
    order::{OrderState, TicketState},
    refund::RequestRefund,
    taoxianda::{AmountUnit, RawSubOrder, StoreSubOrders},
    working_set::WorkingSet,
};
use smol_str::format_smolstr;

/// How many commands a batch has.
pub(crate) const BATCH: u64 = 256;

/// The commands of a batch.
pub(crate) struct Samples {
    numbers: Vec<u64>,
}

impl Samples {
    pub(crate) fn new() -> Self {
        Self {
            numbers: (100_000_000..100_000_000 + BATCH).collect(),
        }
    }

    fn each<C>(&self, command: impl Fn(u64) -> C) -> Vec<C> {
        self.numbers.iter().map(|number| command(*number)).collect()
    }

    /// The orders, paid.
    pub(crate) fn fed(&self) -> WorkingSet {
        super::decided(&WorkingSet::default(), &self.feed())
    }

    /// One order each.
    pub(crate) fn feed(&self) -> Vec<FeedOrders> {
        self.each(|number| {
            let order = RawOrder {
                orderid: format!("A{number}"),
                state: Some(OrderState::Paid),
                version: 1,
                payments: vec![RawPayment {
                    trandeno: format!("P{number}"),
                    paid: Some("100.00".to_owned()),
                    refunded: None,
                }],
                tickets: vec![RawTicket {
                    ticketid: format!("T{number}"),
                    price: Some("100.00".to_owned()),
                    gate_credential_issued: false,
                    state: Some(TicketState::Active),
                }],
                ..RawOrder::default()
            };
            FeedOrders::new(vec![order]).unwrap()
        })
    }

    /// Requests for the refund of each order.
    pub(crate) fn refunds(&self) -> Vec<RequestRefund> {
        self.each(|number| {
            let (order_id, batchno) = (format!("A{number}"), format!("R{number}"));
            RequestRefund::new(order_id, "1", Vec::new(), None, batchno).unwrap()
        })
    }

    /// The callback of each refund, as it comes.
    pub(crate) fn callbacks(&self) -> Vec<ReceiveCallback> {
        self.each(|number| {
            let (batchno, trandeno) = (format!("R{number}"), format!("P{number}"));
            ReceiveCallback::new(batchno, trandeno, Some("100.00")).unwrap()
        })
    }

    /// The callbacks, to take effect.
    pub(crate) fn applications(&self) -> Vec<ApplyCallback> {
        let callbacks = self.callbacks();
        let key = |callback: &ReceiveCallback| callback.key().clone();
        let apply = |callback| ApplyCallback { key: key(callback) };
        callbacks.iter().map(apply).collect()
    }

    /// Notices of so many certificates.
    pub(crate) fn douyin(&self, certificates: u64) -> Vec<StoreNotices> {
        let notice = |number| NoticeContent {
            certificate_id: format_smolstr!("C{number}"),
            code: "1001".into(),
            total_count: 2,
            verify_count: 0,
            apply_time: 1_767_225_600,
            audit_time: 1_767_229_200,
            audit_result: 1,
        };
        self.each(|number| {
            let notices = (0..certificates).map(notice).collect();
            StoreNotices::new(format!("D{number}"), notices).unwrap()
        })
    }

    /// Notices of so many sub orders.
    pub(crate) fn taoxianda(&self, sub_orders: u64) -> Vec<StoreSubOrders> {
        self.each(|number| {
            let sub_order = |item| RawSubOrder {
                sub_biz_order_id: format!("S{number}-{item}"),
                refund_goods_id: format!("G{number}"),
                actual_refund_quantity: "1.5".to_owned(),
                refund_amount: "1250".to_owned(),
                refund_type: Some(1),
                ..RawSubOrder::default()
            };
            let sub_orders = (0..sub_orders).map(sub_order).collect();
            StoreSubOrders::new("12200", sub_orders, AmountUnit::Fen).unwrap()
        })
    }
}
