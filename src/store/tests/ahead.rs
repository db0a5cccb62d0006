//! What is loaded right behind what is written, for the transaction that follows.

use crate::{
    domain::{command::Keys, working_set::WorkingSet},
    store::{Expect, Plan, Session},
};

use super::support::{
    TestDatabase, at, callback, execute, fen, get, keys_of_callbacks, keys_of_trades, plan, put,
    put_callback, put_paid_order,
};

/// Adds a fen to the refunded amount of `T1`.
fn refund_one(rows: &mut WorkingSet) {
    let order = rows.orders.get_mut(&"O1".to_owned()).unwrap();
    order.revision += 1;
    let payment = rows.payments.get_mut(&"T1".to_owned()).unwrap();
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

/// The servers' connections to this database that are in a transaction and wait.
async fn assert_waiting(database: &TestDatabase, expected: u32) {
    if database.url.starts_with("sqlite") {
        return;
    }
    let check = format!(
        "DO $$ BEGIN ASSERT (
            SELECT count(*) = {expected} FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%'
        ); END $$"
    );
    execute(&database.url, &check).await;
}

#[tokio::test]
async fn it_is_decided_on_and_guarded() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let (mut first, mut second) = (store.session(), store.session());
        let keys = keys_of_trades(["T1"]);
        let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 100);
        put(&mut first, &keys, create).await.unwrap();

        save_and_load(&mut first, "T0", &keys).await;
        save_and_load(&mut first, "T1", &keys).await;
        assert_waiting(&database, 1).await;
        put(&mut second, &keys, refund_one).await.unwrap();
        let mut seen = Vec::new();
        let refund = |rows: &mut WorkingSet| {
            seen.push(rows.payments.get(&"T1".to_owned()).unwrap().refunded);
            refund_one(rows);
        };
        put(&mut first, &keys, refund).await.unwrap();

        // What was loaded ahead is of before the other's change.
        let ahead = if database.url.starts_with("sqlite") {
            vec![fen(1)]
        } else {
            vec![fen(0), fen(1)]
        };
        assert_eq!(seen, ahead);
        assert_waiting(&database, 0).await;
        let rows = get(&mut second, &keys).await;
        let payment = rows.payments.get(&"T1".to_owned()).unwrap();
        assert_eq!(payment.refunded, fen(2));
    }
}

#[tokio::test]
async fn it_is_let_go_where_something_else_follows() {
    for database in TestDatabase::every().await {
        let mut session = database.migrated().await.session();
        let keys = keys_of_trades(["T1"]);
        // The first time, the statement is prepared.
        save_and_load(&mut session, "T0", &keys).await;
        assert_waiting(&database, 0).await;
        save_and_load(&mut session, "T1", &keys).await;
        assert_waiting(&database, 1).await;
        let found = get(&mut session, &keys_of_callbacks(["T1"])).await;
        assert_eq!(found.callbacks.iter().count(), 1);
        assert_waiting(&database, 0).await;

        save_and_load(&mut session, "T2", &keys).await;
        assert_waiting(&database, 1).await;
        let claim = session.claim_due_callbacks(at(100), at(200), 10);
        assert_eq!(claim.await.unwrap().len(), 3);
        assert_waiting(&database, 0).await;
    }
}

#[tokio::test]
async fn it_is_not_there_where_something_was_found_after_all() {
    for database in TestDatabase::every().await {
        let mut session = database.migrated().await.session();
        let keys = keys_of_callbacks(["T1"]);
        let next = keys_of_trades(["T1"]);
        save_and_load(&mut session, "T0", &next).await;
        save_and_load(&mut session, "T1", &next).await;
        put(&mut session, &next, |_: &mut WorkingSet| {})
            .await
            .unwrap();
        let plan = Plan {
            expect: Expect::Nothing,
            load_ahead: Some(&next),
            ..plan(&keys)
        };
        let mut save = |rows: &mut WorkingSet| {
            if rows.callbacks.iter().count() == 0 {
                put_callback(rows, callback("T1", "B1", 100));
            }
        };
        session.transact(plan, &mut save).await.unwrap();
        assert_waiting(&database, 0).await;
        let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 100);
        put(&mut session, &next, create).await.unwrap();
    }
}
