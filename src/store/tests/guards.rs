//! What two sessions do to each other.

use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use crate::{
    domain::{
        audit::{EventKind, Stream},
        working_set::WorkingSet,
    },
    store::{Expect, Plan, Session, TransactionError},
};

use super::support::{
    TestDatabase, at, callback, fen, get, keys_of_callbacks, keys_of_orders, keys_of_trades, plan,
    put, put_callback, put_paid_order, trade,
};

/// Adds a fen to the refunded amount, as a callback does.
fn refund_one(rows: &mut WorkingSet) {
    let order = rows.orders.get_mut("O1").unwrap();
    order.revision += 1;
    let payment = rows.payments.get_mut("T1").unwrap();
    payment.refunded = payment.refunded.checked_add(fen(1)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_lost_guard_is_decided_again_with_the_others_change() {
    // SQLite has one writer: there the second session waits for the first.
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let store = database.migrated().await;
    let keys = keys_of_trades(["T1"]);
    let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 100);
    let mut first = store.session();
    put(&mut first, &keys, create).await.unwrap();

    let (loaded, when_loaded) = mpsc::channel();
    let (overtaken, when_overtaken) = mpsc::channel::<()>();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let decisions = Arc::clone(&seen);
    let slow = tokio::spawn(async move {
        let mut decide = move |rows: &mut WorkingSet| {
            let payment = rows.payments.get("T1").unwrap();
            let mut decisions = decisions.lock().unwrap();
            decisions.push(payment.refunded);
            if decisions.len() == 1 {
                loaded.send(()).unwrap();
                // A worker that merely blocked could take the runtime along.
                tokio::task::block_in_place(|| when_overtaken.recv().unwrap());
            }
            refund_one(rows);
        };
        let keys = keys_of_trades(["T1"]);
        first.transact(plan(&keys), &mut decide).await
    });
    tokio::task::spawn_blocking(move || when_loaded.recv().unwrap())
        .await
        .unwrap();
    let mut second = store.session();
    put(&mut second, &keys, refund_one).await.unwrap();
    overtaken.send(()).unwrap();
    slow.await.unwrap().unwrap();

    assert_eq!(*seen.lock().unwrap(), [fen(0), fen(1)]);
    let rows = get(&mut second, &keys).await;
    let payment = rows.payments.get("T1").unwrap();
    assert_eq!(payment.refunded, fen(2));
    assert_eq!(rows.orders.get("O1").unwrap().revision, 3);
}

#[tokio::test]
async fn rows_that_nobody_expected_are_looked_at_and_nothing_is_lost() {
    for database in TestDatabase::every().await {
        let mut session = database.migrated().await.session();
        let keys = keys_of_callbacks(["T1", "T2"]);
        let first = |rows: &mut WorkingSet| put_callback(rows, callback("T1", "B1", 100));
        put(&mut session, &keys, first).await.unwrap();

        let mut found = Vec::new();
        let mut decide = |rows: &mut WorkingSet| {
            found.push(rows.callbacks.get(&trade("T1", "B1")).cloned());
            for (trandeno, due) in [("T1", 200), ("T2", 300)] {
                let callback = callback(trandeno, "B1", due);
                if rows.callbacks.get(&callback.key).is_none() {
                    put_callback(rows, callback);
                }
            }
        };
        let plan = Plan {
            expect: Expect::Nothing,
            ..plan(&keys)
        };
        session.transact(plan, &mut decide).await.unwrap();

        assert_eq!(found, [None, Some(callback("T1", "B1", 100))]);
        let rows = get(&mut session, &keys).await;
        let stored: Vec<_> = rows.callbacks.iter().cloned().collect();
        let expected = [callback("T1", "B1", 100), callback("T2", "B1", 300)];
        assert_eq!(stored, expected);
    }
}

#[tokio::test]
async fn who_expected_nothing_in_vain_looks_first_for_a_while() {
    for database in TestDatabase::every().await {
        let mut session = database.migrated().await.session();
        let keys = keys_of_callbacks(["T1"]);
        let plan = Plan {
            expect: Expect::Nothing,
            ..plan(&keys)
        };
        let mut decisions = Vec::new();
        for _ in 0..19 {
            let mut decided = 0;
            let mut decide = |rows: &mut WorkingSet| {
                decided += 1;
                if rows.callbacks.get(&trade("T1", "B1")).is_none() {
                    put_callback(rows, callback("T1", "B1", 100));
                }
            };
            session.transact(plan, &mut decide).await.unwrap();
            decisions.push(decided);
        }
        let (first, again) = decisions.split_at(2);
        assert_eq!(first, [1, 2], "it is there the second time");
        let (meanwhile, later) = again.split_at(16);
        assert_eq!(meanwhile, [1; 16], "it was looked for");
        assert_eq!(later, [2]);
    }
}

async fn refund_until_done(mut session: Session, by_trade: bool, times: usize) {
    let keys = if by_trade {
        keys_of_trades(["T1"])
    } else {
        keys_of_orders(["O1"])
    };
    let mut done = 0;
    while done < times {
        match put(&mut session, &keys, refund_one).await {
            Ok(()) => done += 1,
            Err(TransactionError::Contended) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_change_is_lost_between_sessions() {
    const SESSIONS: usize = 6;
    const TIMES: usize = 40;

    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let keys = keys_of_orders(["O1"]);
        let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 1_000_000);
        put(&mut store.session(), &keys, create).await.unwrap();
        let working: Vec<_> = (0..SESSIONS)
            .map(|number| {
                let work = refund_until_done(store.session(), number % 2 == 0, TIMES);
                tokio::spawn(work)
            })
            .collect();
        for work in working {
            work.await.unwrap();
        }
        let rows = get(&mut store.session(), &keys).await;
        let payment = rows.payments.get("T1").unwrap();
        let expected = i64::try_from(SESSIONS * TIMES).unwrap();
        assert_eq!(payment.refunded, fen(expected));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_row_is_inserted_once() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let inserting: Vec<_> = (0..6)
            .map(|_| {
                let mut session = store.session();
                tokio::spawn(async move {
                    let keys = keys_of_orders(["O1"]);
                    let mut created = false;
                    let create = |rows: &mut WorkingSet| {
                        created = rows.orders.get("O1").is_none();
                        if created {
                            put_paid_order(rows, "O1", "T1", 1);
                        }
                    };
                    put(&mut session, &keys, create).await.unwrap();
                    created
                })
            })
            .collect();
        let mut created = 0;
        for insertion in inserting {
            created += usize::from(insertion.await.unwrap());
        }
        assert_eq!(created, 1);
    }
}

#[tokio::test]
async fn a_guard_that_never_holds_is_contention_and_nothing_is_written() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let keys = keys_of_orders(["O1"]);
        let mut rounds = 0;
        // Loads nothing, so that it never learns of the event it repeats.
        let repeat = |rows: &mut WorkingSet| {
            rounds += 1;
            let stream = Stream::Order("elsewhere".into());
            rows.record(stream, at(1), EventKind::DouyinNotice, Vec::new());
        };
        put(&mut session, &keys, repeat).await.unwrap();
        let again = |rows: &mut WorkingSet| {
            rounds += 1;
            put_paid_order(rows, "O1", "T1", 1);
            let stream = Stream::Order("elsewhere".into());
            rows.record(stream, at(1), EventKind::DouyinNotice, Vec::new());
        };
        let error = put(&mut session, &keys, again).await.unwrap_err();
        assert!(matches!(error, TransactionError::Contended), "{error:?}");
        assert_eq!(rounds, 1 + 5);
        assert_eq!(get(&mut session, &keys).await.orders.iter().count(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_dropped_halfway_leaves_nothing() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let keys = keys_of_orders(["O1"]);
        let mut session = store.session();
        get(&mut session, &keys).await;
        let create = |rows: &mut WorkingSet| put_paid_order(rows, "O1", "T1", 1);
        for micros in (0..2_000).step_by(50) {
            let broken_off = put(&mut session, &keys, create);
            let limit = Duration::from_micros(micros);
            if tokio::time::timeout(limit, broken_off).await.is_ok() {
                break;
            }
        }
        // The same session goes on, and finds all of it or nothing.
        let rows = get(&mut session, &keys).await;
        let (orders, payments) = (rows.orders.iter().count(), rows.payments.iter().count());
        assert_eq!(orders, payments);
    }
}
