//! Claiming callbacks that are due.

use std::collections::BTreeSet;

use crate::domain::{callback::CallbackState, working_set::WorkingSet};

use super::support::{
    TestDatabase, at, callback, get, keys_of_callbacks, put, put_callback, trade,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_callback_is_claimed_twice() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let keys = keys_of_callbacks(["none"]);
        let save = |rows: &mut WorkingSet| {
            for number in 0..200 {
                put_callback(rows, callback("T1", &format!("B{number:03}"), 100 + number));
            }
        };
        put(&mut session, &keys, save).await.unwrap();
        let claiming: Vec<_> = (0..4)
            .map(|_| {
                let mut session = store.session();
                tokio::spawn(async move {
                    let mut claimed = Vec::new();
                    loop {
                        let more = session.claim_due_callbacks(at(1_000), at(2_000), 7).await;
                        let Some(more) = more.unwrap() else {
                            return claimed;
                        };
                        assert!(more.len() <= 7);
                        claimed.extend(more);
                    }
                })
            })
            .collect();
        let mut claimed = Vec::new();
        for claim in claiming {
            claimed.extend(claim.await.unwrap());
        }
        let distinct: BTreeSet<_> = claimed.iter().cloned().collect();
        // Where claims met, one of them may have come away empty too early.
        let rest = session
            .claim_due_callbacks(at(1_000), at(2_000), 1_000)
            .await;
        assert_eq!(claimed.len(), distinct.len());
        assert_eq!(claimed.len() + rest.unwrap().unwrap_or_default().len(), 200);
    }
}

#[tokio::test]
async fn the_longest_due_come_first_and_a_lease_ends() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let keys = keys_of_callbacks(["T1"]);
        let save = |rows: &mut WorkingSet| {
            put_callback(rows, callback("T1", "B1", 300));
            put_callback(rows, callback("T1", "B2", 200));
            put_callback(rows, callback("T1", "B3", 400));
            let mut applied = callback("T1", "B4", 100);
            applied.state = CallbackState::Applied;
            applied.next_attempt_at = None;
            put_callback(rows, applied);
        };
        put(&mut session, &keys, save).await.unwrap();
        let mut claim = async |now, until, limit| {
            let claimed = session.claim_due_callbacks(at(now), at(until), limit).await;
            claimed.unwrap().unwrap_or_default()
        };
        assert_eq!(claim(199, 900, 10).await, []);
        assert_eq!(claim(300, 900, 1).await, [trade("T1", "B2")]);
        assert_eq!(claim(300, 900, 10).await, [trade("T1", "B1")]);
        assert_eq!(claim(899, 950, 10).await, [trade("T1", "B3")]);
        assert_eq!(claim(900, 999, 10).await.len(), 2);
        // The lease is the list's; nothing is changed about the callback.
        let rows = get(&mut session, &keys).await;
        let leased = rows.callbacks.get(&trade("T1", "B1")).unwrap();
        assert_eq!(leased, &callback("T1", "B1", 300));
    }
}
