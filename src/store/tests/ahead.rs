//! What is loaded right behind what is written, for the transaction that follows.

use crate::{
    domain::{command::Keys, money::Fen, working_set::WorkingSet},
    store::{Expect, Plan, Session, Store},
};

use super::support::{
    TestDatabase, at, callback, fen, get, keys_of_callbacks, keys_of_trades, plan, put,
    put_callback, put_paid_order,
};

/// Adds a fen to the refunded amount of `T1`.
fn refund_one(rows: &mut WorkingSet) {
    let order = rows.orders.get_mut("O1").unwrap();
    order.revision += 1;
    let payment = rows.payments.get_mut("T1").unwrap();
    payment.refunded = payment.refunded.checked_add(fen(1)).unwrap();
}

/// Adds a callback that is not expected, and has `next` loaded.
async fn save_and_load(session: &mut Session, trandeno: &str, next: &Keys) {
    let keys = keys_of_callbacks([trandeno]);
    let plan = Plan {
        expect: Expect::Nothing,
        load_ahead: Some(next),
        ..plan(&keys)
    };
    let mut save = |rows: &mut WorkingSet| put_callback(rows, callback(trandeno, "B1", 100));
    session.transact(plan, &mut save).await.unwrap();
}

/// Adds a fen to the refunded amount of `T1`, and tells what it was each time that
/// this was decided.
async fn refunded_before(session: &mut Session) -> Vec<Fen> {
    let mut seen = Vec::new();
    let refund = |rows: &mut WorkingSet| {
        seen.push(rows.payments.get("T1").unwrap().refunded);
        refund_one(rows);
    };
    put(session, &keys_of_trades(["T1"]), refund).await.unwrap();
    seen
}

/// A paid order with the payment `T1`, and a session that has had what saves
/// prepared: until then nothing is loaded ahead.
async fn with_order(database: &TestDatabase) -> (Store, Session) {
    let store = database.migrated().await;
    let mut session = store.session();
    let keys = keys_of_trades(["T1"]);
    let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 100);
    put(&mut session, &keys, create).await.unwrap();
    save_and_load(&mut session, "T0", &keys).await;
    assert_eq!(refunded_before(&mut session).await, [fen(0)]);
    (store, session)
}

#[tokio::test]
async fn it_is_decided_on_and_guarded() {
    for database in TestDatabase::every().await {
        let (store, mut session) = with_order(&database).await;
        save_and_load(&mut session, "T2", &keys_of_trades(["T1"])).await;
        let mut other = store.session();
        assert_eq!(refunded_before(&mut other).await, [fen(1)]);

        // What was loaded ahead is of before the other's change.
        let ahead = if database.url.starts_with("sqlite") {
            vec![fen(2)]
        } else {
            vec![fen(1), fen(2)]
        };
        assert_eq!(refunded_before(&mut session).await, ahead);
        assert_eq!(refunded_before(&mut other).await, [fen(3)]);
    }
}

#[tokio::test]
async fn it_is_let_go_where_something_else_follows() {
    for database in TestDatabase::every().await {
        let (store, mut session) = with_order(&database).await;
        let mut other = store.session();
        let keys = keys_of_trades(["T1"]);

        save_and_load(&mut session, "T2", &keys).await;
        let found = get(&mut session, &keys_of_callbacks(["T2"])).await;
        assert_eq!(found.callbacks.iter().count(), 1);
        assert_eq!(refunded_before(&mut other).await, [fen(1)]);
        assert_eq!(refunded_before(&mut session).await, [fen(2)]);

        save_and_load(&mut session, "T3", &keys).await;
        let claim = session.claim_due_callbacks(at(100), at(200), 10);
        assert_eq!(claim.await.unwrap().unwrap().len(), 3);
        assert_eq!(refunded_before(&mut other).await, [fen(3)]);
        assert_eq!(refunded_before(&mut session).await, [fen(4)]);
    }
}

#[tokio::test]
async fn it_is_not_there_where_something_was_found_after_all() {
    for database in TestDatabase::every().await {
        let (store, mut session) = with_order(&database).await;
        let next = keys_of_trades(["T1"]);
        let keys = keys_of_callbacks(["T0"]);
        let plan = Plan {
            expect: Expect::Nothing,
            load_ahead: Some(&next),
            ..plan(&keys)
        };
        let mut decided = 0;
        let mut save = |rows: &mut WorkingSet| {
            decided += 1;
            if rows.callbacks.iter().count() == 0 {
                put_callback(rows, callback("T0", "B1", 100));
            }
        };
        session.transact(plan, &mut save).await.unwrap();
        assert_eq!(decided, 2);
        let mut other = store.session();
        assert_eq!(refunded_before(&mut other).await, [fen(1)]);
        assert_eq!(refunded_before(&mut session).await, [fen(2)]);
    }
}
