//! Short ways to say what the tests send.

use refund_gateway::proto::v1::{
    Decimal, DouyinInfoSyncParm, EPayEndRefundSuccessParm, GetCallbackRequest,
    InformRefundSuccessRequest, NoticeListParm, Order, OrderState, Payment, RefundApplication,
    RefundParm, RefundSuccessSubOrderRequest, ReplayCallbackRequest, ResolveCallbackRequest,
    Ticket, TicketState, UpsertOrdersRequest,
};

/// A decimal.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the contract's fields are optional"
)]
pub fn decimal(value: &str) -> Option<Decimal> {
    Some(Decimal {
        value: value.into(),
    })
}

/// A paid order in its first version, without payments and tickets.
pub fn paid_order(orderid: &str) -> Order {
    Order {
        orderid: orderid.into(),
        state: OrderState::Paid.into(),
        version: 1,
        ..Order::default()
    }
}

/// A payment.
pub fn payment(trandeno: &str, paid: &str) -> Payment {
    Payment {
        trandeno: trandeno.into(),
        paid: decimal(paid),
        ..Payment::default()
    }
}

/// A ticket without a gate credential.
pub fn ticket(ticketid: &str, price: &str) -> Ticket {
    Ticket {
        ticketid: ticketid.into(),
        price: decimal(price),
        gate_credential_issued: false,
        state: TicketState::Unspecified.into(),
    }
}

/// A paid order with one payment and tickets that share it equally.
///
/// The payment is `pay-ORDER`, the tickets are `ORDER-1`, `ORDER-2`, …, 10 yuan
/// each.
pub fn simple_order(orderid: &str, tickets: usize) -> Order {
    Order {
        payments: vec![payment(
            &format!("pay-{orderid}"),
            &(tickets * 10).to_string(),
        )],
        tickets: (1..=tickets)
            .map(|number| ticket(&format!("{orderid}-{number}"), "10"))
            .collect(),
        ..paid_order(orderid)
    }
}

/// A feed of orders.
pub fn upsert(orders: impl IntoIterator<Item = Order>) -> UpsertOrdersRequest {
    UpsertOrdersRequest {
        orders: orders.into_iter().collect(),
    }
}

/// A refund of all tickets.
pub fn refund_all(orderid: &str) -> RefundParm {
    RefundParm {
        orderid: orderid.into(),
        refundallticket: "1".into(),
        ..RefundParm::default()
    }
}

/// A refund of some tickets.
pub fn refund_tickets(orderid: &str, ticketids: &[&str]) -> RefundParm {
    RefundParm {
        orderid: orderid.into(),
        refundallticket: "0".into(),
        ticketids: ticketids.iter().map(|&id| id.into()).collect(),
        ..RefundParm::default()
    }
}

/// A callback.
pub fn callback(batchno: &str, trandeno: &str, refundmoney: &str) -> EPayEndRefundSuccessParm {
    EPayEndRefundSuccessParm {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        refundmoney: decimal(refundmoney),
    }
}

/// A refund application that another system has made.
pub fn application(batchno: &str, trandeno: &str, amount: &str) -> RefundApplication {
    RefundApplication {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        amount: decimal(amount),
        ..RefundApplication::default()
    }
}

/// The key of a callback.
pub fn callback_key(batchno: &str, trandeno: &str) -> GetCallbackRequest {
    GetCallbackRequest {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
    }
}

/// A replay by the operator `li`.
pub fn replay(batchno: &str, trandeno: &str) -> ReplayCallbackRequest {
    ReplayCallbackRequest {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        operator: "li".into(),
        reason: "order mended".into(),
    }
}

/// A resolution by the operator `wang`.
pub fn resolve(batchno: &str, trandeno: &str) -> ResolveCallbackRequest {
    ResolveCallbackRequest {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        operator: "wang".into(),
        reason: "refunded by hand".into(),
    }
}

/// A notice of Douyin, decided at `audit_time` or undecided.
pub fn notice(certificate_id: &str, audit_result: i32, audit_time: i64) -> NoticeListParm {
    NoticeListParm {
        certificate_id: certificate_id.into(),
        code: "code".into(),
        apply_time: 1_700_000_000,
        audit_time,
        audit_result,
        ..NoticeListParm::default()
    }
}

/// Notices of one order on Douyin's side.
pub fn notices(
    order_id: &str,
    notice_list: impl IntoIterator<Item = NoticeListParm>,
) -> DouyinInfoSyncParm {
    DouyinInfoSyncParm {
        order_id: order_id.into(),
        notice_list: notice_list.into_iter().collect(),
    }
}

/// A refunded sub order of Taoxianda: two pieces, 122 fen.
pub fn sub_order(sub_biz_order_id: &str, refund_goods_id: &str) -> RefundSuccessSubOrderRequest {
    RefundSuccessSubOrderRequest {
        sub_biz_order_id: sub_biz_order_id.into(),
        refund_goods_id: refund_goods_id.into(),
        actual_refund_quantity: "2".into(),
        refund_amount: "122".into(),
        ..RefundSuccessSubOrderRequest::default()
    }
}

/// Refunded sub orders of one shop.
pub fn sub_orders(
    shop_id: &str,
    sub_orders: impl IntoIterator<Item = RefundSuccessSubOrderRequest>,
) -> InformRefundSuccessRequest {
    InformRefundSuccessRequest {
        shop_id: shop_id.into(),
        refund_fulfill_sub_orders: sub_orders.into_iter().collect(),
    }
}
