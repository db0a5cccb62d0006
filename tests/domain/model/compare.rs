//! What is stored against what the reference says.

use std::collections::{BTreeMap, BTreeSet};

use refund_gateway::domain::{money::Fen, order::TradeKey, working_set::WorkingSet};

use super::{
    reference::{Callback, Order, Reference, Ticket},
    step::content,
};

/// Panics where they differ.
pub(super) fn assert_same(rows: &WorkingSet, reference: &Reference) {
    orders(rows, reference);
    payments(rows, reference);
    applications(rows, reference);
    callbacks(rows, reference);
    notices(rows, reference);
}

fn orders(rows: &WorkingSet, reference: &Reference) {
    let stored: BTreeMap<String, Order> = rows
        .orders
        .iter()
        .map(|order| (order.order_id.to_string(), order_of(rows, &order.order_id)))
        .collect();
    assert_eq!(stored, reference.orders);
    for order in rows.orders.iter() {
        let waiting = reference.waiting_applications(&order.order_id);
        assert_eq!(usize::try_from(order.pending_applications), Ok(waiting));
    }
}

fn order_of(rows: &WorkingSet, order_id: &str) -> Order {
    let order = rows.orders.get(order_id).expect("stored");
    let payments = rows.payments_of(order_id).into_iter();
    let refunds = rows.refunds_of(order_id);
    let tickets = rows.tickets_of(order_id).into_iter().map(|ticket| Ticket {
        ticketid: ticket.ticketid.to_string(),
        price: ticket.price.as_i64(),
        issued: ticket.gate_credential_issued,
        gone_before: ticket.batchno.is_none() && !ticket.is_active(),
        batchno: ticket.batchno.as_ref().map(ToString::to_string),
    });
    Order {
        state: order.state,
        version: order.version,
        closed_by_refund: order.closed_by_refund,
        payments: payments
            .map(|payment| payment.trandeno.to_string())
            .collect(),
        tickets: tickets.collect(),
        refunds: refunds
            .map(|refund| (refund.batchno.to_string(), refund.whole_order))
            .collect(),
    }
}

fn payments(rows: &WorkingSet, reference: &Reference) {
    let names: BTreeSet<_> = rows
        .payments
        .iter()
        .map(|row| row.trandeno.as_str())
        .collect();
    assert_eq!(
        names,
        reference.payments.keys().map(String::as_str).collect()
    );
    for row in rows.payments.iter() {
        let name = row.trandeno.as_str();
        let payment = &reference.payments[name];
        let expected = (
            payment.order.as_str(),
            payment.paid,
            reference.refunded(name),
            reference.pending(name),
        );
        let [paid, refunded, pending] = [row.paid, row.refunded, row.pending].map(Fen::as_i64);
        assert_eq!(
            (row.order_id.as_str(), paid, refunded, pending),
            expected,
            "{name}"
        );
    }
}

fn applications(rows: &WorkingSet, reference: &Reference) {
    let stored: BTreeMap<&TradeKey, (i64, Option<i64>)> = rows
        .applications
        .iter()
        .map(|row| {
            let actual = row.handled.map(|handled| handled.amount.as_i64());
            (&row.key, (row.amount.as_i64(), actual))
        })
        .collect();
    let expected: BTreeMap<_, _> = reference
        .applications
        .iter()
        .map(|(key, application)| (key, (application.amount, application.actual)))
        .collect();
    assert_eq!(stored, expected);
}

fn callbacks(rows: &WorkingSet, reference: &Reference) {
    let stored: BTreeMap<TradeKey, Callback> = rows
        .callbacks
        .iter()
        .map(|row| {
            let callback = Callback {
                amount: row.refundmoney.as_i64(),
                state: row.state,
                reason: row.reason,
                attempts: row.attempts,
                due: row.next_attempt_at.is_some(),
            };
            (row.key.clone(), callback)
        })
        .collect();
    assert_eq!(stored, reference.callbacks);
    let conflicts = rows.conflicts.iter().map(|row| {
        let amount = row.key.refundmoney.as_i64();
        (row.key.callback.clone(), amount)
    });
    assert_eq!(conflicts.collect::<BTreeSet<_>>(), reference.conflicts);
}

fn notices(rows: &WorkingSet, reference: &Reference) {
    let notices = &reference.notices;
    assert_eq!(rows.douyin_notices.iter().count(), notices.douyin.len());
    let mut history = 0;
    for ((order, certificate), (seen, in_force)) in &notices.douyin {
        let key = ((*order).into(), (*certificate).into());
        let row = rows.douyin_notices.get(&key).expect("stored");
        let (audit_time, audit_result) = *in_force;
        assert_eq!(
            row.content,
            content((certificate, audit_time, audit_result))
        );
        assert_eq!(usize::try_from(row.history_length), Ok(seen.len()));
        history += seen.len();
    }
    assert_eq!(rows.douyin_history.iter().count(), history);

    let stored: BTreeMap<_, _> = rows
        .taoxianda
        .iter()
        .map(|row| {
            let key = (row.key.shop_id.as_str(), row.key.sub_biz_order_id.as_str());
            let refund_type = row.content.goods_returned.map(i64::from);
            (key, (row.content.refund_amount.as_i64(), refund_type))
        })
        .collect();
    assert_eq!(stored, notices.taoxianda);
}
