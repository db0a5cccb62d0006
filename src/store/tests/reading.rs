//! What readers are shown.

use smol_str::format_smolstr;

use crate::{
    domain::{
        audit::{EventKind, Stream},
        callback::{CallbackState, Conflict, ConflictKey},
        command::Keys,
        douyin::{HistoryEntry, Notice, NoticeContent},
        order::{Application, Handled, OrderPayment, Refund, Ticket, TicketState},
        quantity::Quantity,
        taoxianda::{SubOrder, SubOrderContent, SubOrderKey},
        working_set::WorkingSet,
    },
    store::{
        Store,
        view::{Backlog, CallbackFilter, NoticeFilter, Page, SubOrderFilter},
    },
};

use super::support::{
    TestDatabase, at, callback, fen, payment, put, put_callback, put_paid_order, trade,
};

async fn filled(database: &TestDatabase, fill: impl FnMut(&mut WorkingSet) + Send) -> Store {
    let store = database.migrated().await;
    put(&mut store.session(), &Keys::default(), fill)
        .await
        .unwrap();
    store
}

#[tokio::test]
async fn an_order_is_shown_with_all_that_belongs_to_it() {
    for database in TestDatabase::every().await {
        let store = filled(&database, |rows| {
            put_paid_order(rows, "O1", "T9", 100);
            let link = OrderPayment {
                order_id: "O1".into(),
                trandeno: "T1".into(),
                position: 1,
            };
            rows.order_payments.put(("O1".into(), "T1".into()), link);
            rows.payments.put("T1".into(), payment("O1", "T1", 200));
            for (position, batchno) in [(1, None), (0, Some("B1")), (2, Some("B2"))] {
                let ticketid = format_smolstr!("K{position}");
                let ticket = Ticket {
                    order_id: "O1".into(),
                    ticketid: ticketid.clone(),
                    position,
                    price: fen(10),
                    gate_credential_issued: false,
                    fed_state: TicketState::Active,
                    batchno: batchno.map(Into::into),
                };
                rows.tickets.put(("O1".into(), ticketid), ticket);
            }
            for (batchno, handled) in [("B1", Some(at(2))), ("B2", None)] {
                let refund = Refund {
                    order_id: "O1".into(),
                    batchno: batchno.into(),
                    whole_order: false,
                    amount: fen(10),
                    memory: None,
                    requested_at: at(1),
                };
                let key = ("O1".into(), batchno.into());
                rows.refunds.put(key, refund);
                let application = Application {
                    key: trade("T1", batchno),
                    order_id: "O1".into(),
                    amount: fen(10),
                    handled: handled.map(|at| Handled {
                        amount: fen(10),
                        at,
                    }),
                    created_at: at(1),
                };
                rows.applications.put(application.key.clone(), application);
            }
        })
        .await;
        let reader = store.reader();
        let view = reader.get_order("O1").await.unwrap().unwrap();
        let trades: Vec<_> = view.payments.iter().map(|p| p.trandeno.as_str()).collect();
        assert_eq!(trades, ["T9", "T1"]);
        let states: Vec<_> = view.tickets.iter().map(|t| t.state).collect();
        let expected = [
            TicketState::Refunded,
            TicketState::Active,
            TicketState::Refunding,
        ];
        assert_eq!(states, expected);
        assert_eq!(reader.get_order("O2").await.unwrap(), None);
        reader.ping().await.unwrap();
    }
}

#[tokio::test]
async fn callbacks_are_listed_page_by_page() {
    for database in TestDatabase::every().await {
        let store = filled(&database, |rows| {
            for trandeno in ["T1", "T2", "T3"] {
                for batchno in ["B1", "B2", "B3"] {
                    put_callback(rows, callback(trandeno, batchno, 100));
                }
            }
            let refused = rows.callbacks.get_mut(&trade("T2", "B2")).unwrap();
            refused.state = CallbackState::NeedsAttention;
            refused.next_attempt_at = None;
            for refundmoney in [7, 3] {
                let key = ConflictKey {
                    callback: trade("T2", "B2"),
                    refundmoney: fen(refundmoney),
                };
                let conflict = Conflict {
                    key: key.clone(),
                    received_at: at(1),
                };
                rows.conflicts.put(key, conflict);
            }
        })
        .await;
        let reader = store.reader();
        let list = async |filter: CallbackFilter, after, limit| {
            let page = Page { after, limit };
            let listed = reader.list_callbacks(filter, page).await.unwrap();
            let keys = listed.into_iter().map(|view| view.callback.key);
            keys.collect::<Vec<_>>()
        };
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = list(CallbackFilter::default(), after, 2).await;
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            all.extend(page);
        }
        assert_eq!(all.len(), 9);
        assert!(all.is_sorted());

        let by_trade = CallbackFilter {
            trandeno: Some("T2".to_owned()),
            ..CallbackFilter::default()
        };
        assert_eq!(list(by_trade, Some(trade("T2", "B1")), 9).await.len(), 2);
        let by_batch = CallbackFilter {
            batchno: Some("B3".to_owned()),
            ..CallbackFilter::default()
        };
        assert_eq!(list(by_batch, Some(trade("T1", "B3")), 9).await.len(), 2);
        for (state, expected) in [
            (CallbackState::Received, 8),
            (CallbackState::NeedsAttention, 1),
            (CallbackState::Applied, 0),
            (CallbackState::Resolved, 0),
        ] {
            let by_state = CallbackFilter {
                state: Some(state),
                ..CallbackFilter::default()
            };
            assert_eq!(list(by_state, None, 9).await.len(), expected);
        }

        let one = reader.get_callback(&trade("T2", "B2")).await.unwrap();
        let conflicts = one.unwrap().conflicts;
        let amounts: Vec<_> = conflicts.iter().map(|c| c.key.refundmoney).collect();
        assert_eq!(amounts, [fen(3), fen(7)]);
        assert_eq!(reader.get_callback(&trade("T2", "B9")).await.unwrap(), None);
        let backlog = Backlog {
            received: 8,
            needs_attention: 1,
            oldest_unapplied: Some(at(90)),
        };
        assert_eq!(reader.backlog().await.unwrap(), backlog);
    }
}

#[tokio::test]
async fn notices_are_listed_with_their_history() {
    for database in TestDatabase::every().await {
        let store = filled(&database, |rows| {
            for certificate_id in ["C1", "C2"] {
                let content = NoticeContent {
                    certificate_id: certificate_id.into(),
                    code: "".into(),
                    total_count: 0,
                    verify_count: 0,
                    apply_time: 1,
                    audit_time: 2,
                    audit_result: 1,
                };
                let notice = Notice {
                    order_id: "D1".into(),
                    content: content.clone(),
                    received_at: at(1),
                    history_length: 11,
                    revision: 1,
                };
                let key = ("D1".into(), certificate_id.into());
                rows.douyin_notices.put(key, notice);
                for number in 1..=11 {
                    let entry = HistoryEntry {
                        order_id: "D1".into(),
                        number,
                        content: content.clone(),
                        received_at: at(1),
                        took_effect: number == 1,
                    };
                    let key = ("D1".into(), certificate_id.into(), number);
                    rows.douyin_history.put(key, entry);
                }
            }
        })
        .await;
        let reader = store.reader();
        let list = async |filter, after| {
            let page = Page { after, limit: 10 };
            reader.list_douyin_notices(filter, page).await.unwrap()
        };
        let first = list(NoticeFilter::default(), None).await;
        assert_eq!(first.len(), 2);
        assert_eq!(first[1].history.len(), 11);
        assert!(first[1].history.is_sorted_by_key(|entry| entry.number));
        let after = Some(("D1".into(), "C1".into()));
        assert_eq!(list(NoticeFilter::default(), after).await, first[1..]);
        let by_certificate = NoticeFilter {
            order_id: Some("D1".to_owned()),
            certificate_id: Some("C1".to_owned()),
        };
        assert_eq!(list(by_certificate, None).await, first[..1]);
    }
}

#[tokio::test]
async fn sub_orders_are_listed_page_by_page() {
    for database in TestDatabase::every().await {
        let store = filled(&database, |rows| {
            for (sub_biz_order_id, refund_goods_id, shop_id) in [
                ("S1", "R1", "P1"),
                ("S1", "R1", "P2"),
                ("S1", "R2", "P1"),
                ("a2", "R1", "P1"),
            ] {
                let key = SubOrderKey {
                    sub_biz_order_id: sub_biz_order_id.into(),
                    refund_goods_id: refund_goods_id.into(),
                    shop_id: shop_id.into(),
                };
                let content = SubOrderContent {
                    fulfill_id: None,
                    refund_id: None,
                    sku_code: None,
                    actual_refund_quantity: Quantity::from_stored(1),
                    refund_amount: fen(1),
                    goods_returned: Some(true),
                    expect_fetch_sale_quantity: None,
                };
                let sub_order = SubOrder {
                    key: key.clone(),
                    content,
                    received_at: at(1),
                };
                rows.taoxianda.put(key, sub_order);
            }
        })
        .await;
        let reader = store.reader();
        let list = async |filter, after, limit| {
            let page = Page { after, limit };
            let listed = reader.list_taoxianda_refunds(filter, page).await.unwrap();
            let keys = listed.into_iter().map(|sub_order| sub_order.key);
            keys.collect::<Vec<_>>()
        };
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = list(SubOrderFilter::default(), after, 1).await;
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            all.extend(page);
        }
        assert_eq!(all.len(), 4);
        assert!(all.is_sorted());
        let by_shop = SubOrderFilter {
            shop_id: Some("P1".to_owned()),
            ..SubOrderFilter::default()
        };
        let after = Some(all[0].clone());
        assert_eq!(list(by_shop, after, 9).await, all[2..]);
        let by_note = SubOrderFilter {
            sub_biz_order_id: Some("S1".to_owned()),
            refund_goods_id: Some("R2".to_owned()),
            shop_id: None,
        };
        assert_eq!(list(by_note, None, 9).await, all[2..3]);
    }
}

#[tokio::test]
async fn a_timeline_merges_the_streams_of_an_order_and_its_payments() {
    for database in TestDatabase::every().await {
        let store = filled(&database, |rows| put_paid_order(rows, "O1", "T1", 100)).await;
        let order = Stream::Order("O1".into());
        let mine = Stream::Payment("T1".into());
        let other = Stream::Payment("T2".into());
        for (stream, micros, kind) in [
            (&mine, 2, EventKind::CallbackConflict),
            (&order, 1, EventKind::OrderCreated),
            (&other, 1, EventKind::CallbackConflict),
            (&order, 2, EventKind::OrderUpdated),
            (&mine, 3, EventKind::CallbackReplayed),
        ] {
            let record = |rows: &mut WorkingSet| {
                rows.record(stream.clone(), at(micros), kind, Vec::new());
            };
            let mut session = store.session();
            put(&mut session, &Keys::default(), record).await.unwrap();
        }
        let timeline = store.reader().timeline("O1").await.unwrap();
        let kinds: Vec<_> = timeline.iter().map(|event| event.kind).collect();
        let expected = [
            EventKind::OrderCreated,
            EventKind::OrderUpdated,
            EventKind::CallbackConflict,
            EventKind::CallbackReplayed,
        ];
        assert_eq!(kinds, expected);
        assert_eq!(store.reader().timeline("O9").await.unwrap(), []);
    }
}
