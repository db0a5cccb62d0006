//! Every table keeps what it is given.

use smol_str::{SmolStr, format_smolstr};

use crate::{
    domain::{
        audit::{EventKind, Stream},
        callback::{CallbackState, Conflict, ConflictKey},
        command::Keys,
        douyin::{HistoryEntry, Notice, NoticeContent},
        order::{Application, Handled, OrderState, Refund, Ticket, TicketState},
        quantity::Quantity,
        reason::Reason,
        taoxianda::{SubOrder, SubOrderContent, SubOrderKey},
        working_set::{Table, WorkingSet},
    },
    store::TransactionError,
};

use super::support::{
    TestDatabase, at, callback, fen, get, keys_of_orders, keys_of_trades, put, put_callback,
    put_paid_order, trade,
};

/// Keys under which everything that [`fill`] puts in is found.
fn all_keys() -> Keys {
    let one = |key: &str| [key.into()].into();
    Keys {
        orders: one("O'1 \"退\""),
        trades: one("T1"),
        callbacks: one("T1"),
        saved_callbacks: Vec::new(),
        conflicts: one("T1"),
        douyin_orders: one("D1"),
        taoxianda_sub_orders: one("S1"),
    }
}

fn content() -> NoticeContent {
    NoticeContent {
        certificate_id: "C1".into(),
        code: "码".into(),
        total_count: 3,
        verify_count: 1,
        apply_time: 1_700_000_000,
        audit_time: i64::MAX,
        audit_result: i32::MIN,
    }
}

/// A row in every table.
fn fill(rows: &mut WorkingSet) {
    let order_id = SmolStr::from("O'1 \"退\"");
    put_paid_order(rows, &order_id, "T1", i64::MAX);
    let ticket = Ticket {
        order_id: order_id.clone(),
        ticketid: "K1".into(),
        position: 7,
        price: fen(1234),
        gate_credential_issued: false,
        fed_state: TicketState::Active,
        batchno: None,
    };
    rows.tickets.put((order_id.clone(), "K1".into()), ticket);
    let refund = Refund {
        order_id: order_id.clone(),
        batchno: "B1".into(),
        whole_order: true,
        amount: fen(1234),
        memory: None,
        requested_at: at(5),
    };
    rows.refunds.put((order_id.clone(), "B1".into()), refund);
    let application = Application {
        key: trade("T1", "B1"),
        order_id: order_id.clone(),
        amount: fen(1234),
        handled: None,
        created_at: at(6),
    };
    rows.applications.put(trade("T1", "B1"), application);
    put_callback(rows, callback("T1", "B1", 100));
    let key = ConflictKey {
        callback: trade("T1", "B1"),
        refundmoney: fen(99),
    };
    let conflict = Conflict {
        key: key.clone(),
        received_at: at(7),
    };
    rows.conflicts.put(key, conflict);
    let notice = Notice {
        order_id: "D1".into(),
        content: content(),
        received_at: at(8),
        history_length: 1,
        revision: 1,
    };
    rows.douyin_notices.put(("D1".into(), "C1".into()), notice);
    let entry = HistoryEntry {
        order_id: "D1".into(),
        number: 1,
        content: content(),
        received_at: at(8),
        took_effect: true,
    };
    rows.douyin_history
        .put(("D1".into(), "C1".into(), 1), entry);
    let key = SubOrderKey {
        sub_biz_order_id: "S1".into(),
        refund_goods_id: "R1".into(),
        shop_id: "P1".into(),
    };
    let sub_order = SubOrder {
        key: key.clone(),
        content: SubOrderContent {
            fulfill_id: Some("".into()),
            refund_id: None,
            sku_code: Some("sku".into()),
            actual_refund_quantity: Quantity::from_stored(1_500_000),
            refund_amount: fen(122),
            goods_returned: None,
            expect_fetch_sale_quantity: Some(Quantity::from_stored(1)),
        },
        received_at: at(9),
    };
    rows.taoxianda.put(key, sub_order);
    let attributes = vec![("note", "'; DROP TABLE orders; --".into())];
    let stream = Stream::Order(order_id);
    rows.record(stream, at(1), EventKind::OrderCreated, attributes);
}

/// Another value for everything that is not a key.
fn change(rows: &mut WorkingSet) {
    let part = |name: &str| ("O'1 \"退\"".into(), name.into());
    let order = rows.orders.get_mut("O'1 \"退\"").unwrap();
    order.state = OrderState::Closed;
    order.version = 4;
    order.agent = None;
    order.pending_applications = 2;
    order.closed_by_refund = true;
    order.last_event_at = at(10);
    order.revision += 1;
    order.created_at = at(14);
    let payment = rows.payments.get_mut("T1").unwrap();
    payment.order_id = "O2".into();
    payment.paid = fen(3);
    (payment.refunded, payment.pending) = (fen(1), fen(2));
    let ticket = rows.tickets.get_mut(&part("K1")).unwrap();
    ticket.position = 8;
    ticket.price = fen(4321);
    ticket.gate_credential_issued = true;
    ticket.fed_state = TicketState::Refunding;
    ticket.batchno = Some("B1".into());
    let refund = rows.refunds.get_mut(&part("B1")).unwrap();
    refund.whole_order = false;
    refund.amount = fen(2345);
    refund.memory = Some("备注".to_owned());
    refund.requested_at = at(15);
    let application = rows.applications.get_mut(&trade("T1", "B1")).unwrap();
    application.order_id = "O2".into();
    application.amount = fen(2345);
    application.created_at = at(16);
    application.handled = Some(Handled {
        amount: fen(1),
        at: at(11),
    });
    let callback = rows.callbacks.get_mut(&trade("T1", "B1")).unwrap();
    callback.state = CallbackState::NeedsAttention;
    callback.reason = Some(Reason::CallbackExceedsPayment);
    callback.refundmoney = fen(101);
    callback.attempts = 3;
    callback.received_at = at(17);
    callback.applied_at = Some(at(12));
    callback.next_attempt_at = None;
    callback.revision += 1;
    let key = ("D1".into(), "C1".into());
    let notice = rows.douyin_notices.get_mut(&key).unwrap();
    notice.content = NoticeContent {
        code: "".into(),
        total_count: 0,
        verify_count: 0,
        apply_time: -1,
        audit_time: 2,
        audit_result: 1,
        ..content()
    };
    notice.received_at = at(13);
    notice.history_length = 2;
    notice.revision += 1;
}

fn same<K: Ord, T: Clone + PartialEq + std::fmt::Debug>(
    stored: &Table<K, T>,
    expected: &Table<K, T>,
) {
    let stored: Vec<_> = stored.iter().collect();
    assert!(!stored.is_empty());
    assert_eq!(stored, expected.iter().collect::<Vec<_>>());
}

fn all_same(stored: &WorkingSet, expected: &WorkingSet) {
    same(&stored.orders, &expected.orders);
    same(&stored.order_payments, &expected.order_payments);
    same(&stored.payments, &expected.payments);
    same(&stored.tickets, &expected.tickets);
    same(&stored.refunds, &expected.refunds);
    same(&stored.applications, &expected.applications);
    same(&stored.callbacks, &expected.callbacks);
    same(&stored.conflicts, &expected.conflicts);
    same(&stored.douyin_notices, &expected.douyin_notices);
    same(&stored.douyin_history, &expected.douyin_history);
    same(&stored.taoxianda, &expected.taoxianda);
}

#[tokio::test]
async fn every_table_keeps_what_it_is_given() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let mut expected = WorkingSet::default();
        fill(&mut expected);
        put(&mut session, &all_keys(), fill).await.unwrap();
        all_same(&get(&mut session, &all_keys()).await, &expected);

        change(&mut expected);
        put(&mut session, &all_keys(), change).await.unwrap();
        all_same(&get(&mut session, &all_keys()).await, &expected);

        let timeline = store.reader().timeline("O'1 \"退\"").await.unwrap();
        assert_eq!(timeline.len(), 1);
        assert_eq!(timeline[0].kind, EventKind::OrderCreated);
        assert_eq!(timeline[0].attributes[0].1, "'; DROP TABLE orders; --");
    }
}

#[tokio::test]
async fn a_trade_brings_its_order_without_the_tickets() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        put(&mut session, &all_keys(), fill).await.unwrap();
        let by_trade = get(&mut session, &keys_of_trades(["T1", "unknown"])).await;
        let by_order = get(&mut session, &keys_of_orders(["O'1 \"退\"", "unknown"])).await;
        same(&by_trade.orders, &by_order.orders);
        same(&by_trade.payments, &by_order.payments);
        same(&by_trade.applications, &by_order.applications);
        assert_eq!(by_trade.tickets.iter().count(), 0);
        assert_eq!(by_order.tickets.iter().count(), 1);
        assert_eq!(by_order.callbacks.iter().count(), 0);
    }
}

#[tokio::test]
async fn a_batch_may_name_more_keys_than_a_statement_has_parameters() {
    const KEYS: usize = 40_000;

    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let order_ids = (0..KEYS).map(|number| format_smolstr!("O{number:05}"));
        let keys = Keys {
            orders: order_ids.collect(),
            ..Keys::default()
        };
        let create = |rows: &mut WorkingSet| {
            for order_id in ["O00000", "O29999", "O30000", "O39999"] {
                put_paid_order(rows, order_id, order_id, 1);
            }
        };
        put(&mut session, &keys, create).await.unwrap();
        let stored = get(&mut session, &keys).await;
        assert_eq!(stored.payments.iter().count(), 4);
    }
}

#[tokio::test]
async fn more_than_was_paid_is_never_stored() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let keys = keys_of_trades(["T1"]);
        let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 100);
        put(&mut session, &keys, create).await.unwrap();
        for (refunded, pending) in [(101, 0), (0, 101), (60, 41), (-1, 0), (0, -1)] {
            let refund = |rows: &mut WorkingSet| {
                let payment = rows.payments.get_mut("T1").unwrap();
                (payment.refunded, payment.pending) = (fen(refunded), fen(pending));
            };
            let refused = put(&mut session, &keys, refund).await.unwrap_err();
            assert!(
                matches!(refused, TransactionError::Poisoned(_)),
                "{refused:?}"
            );
        }
        let rows = get(&mut session, &keys).await;
        assert_eq!(rows.payments.get("T1").unwrap().left(), fen(100));
    }
}

#[tokio::test]
async fn what_is_recorded_once_is_never_changed() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        put(&mut session, &all_keys(), fill).await.unwrap();
        let tamper = |rows: &mut WorkingSet| {
            let key = ("D1".into(), "C1".into(), 1);
            rows.douyin_history.get_mut(&key).unwrap().took_effect = false;
        };
        let refused = put(&mut session, &all_keys(), tamper).await.unwrap_err();
        assert!(matches!(refused, TransactionError::Poisoned(_)));
    }
}
