//! Using up nonces.

use std::collections::BTreeSet;

use crate::store::partners::HawkNonce;

use super::support::TestDatabase;

fn nonce(ts: i64, number: u8) -> HawkNonce {
    HawkNonce {
        partner_id: "agent01".to_owned(),
        ts,
        nonce_sha256: [number; 32],
    }
}

fn nonces(numbers: impl IntoIterator<Item = u8>) -> BTreeSet<HawkNonce> {
    let of_now = |number| nonce(1_000, number);
    numbers.into_iter().map(of_now).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_nonce_is_used_up_twice() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let consuming: Vec<_> = (0..4)
            .map(|_| {
                let mut session = store.session();
                tokio::spawn(async move {
                    let mut consumed = Vec::new();
                    for first in 0..50 {
                        let nonces = nonces(first..first + 10);
                        let used = session.consume_nonces(nonces.clone()).await.unwrap();
                        consumed.extend(nonces.difference(&used).cloned());
                    }
                    consumed
                })
            })
            .collect();
        let mut consumed = Vec::new();
        for task in consuming {
            consumed.extend(task.await.unwrap());
        }
        assert_eq!(consumed.len(), 59);
        assert_eq!(BTreeSet::from_iter(consumed), nonces(0..59));
    }
}

#[tokio::test]
async fn the_oldest_are_forgotten_and_no_more_than_the_limit() {
    for database in TestDatabase::every().await {
        let mut session = database.migrated().await.session();
        let all: BTreeSet<_> = (0..10).map(|ts| nonce(ts, 1)).collect();
        let none = BTreeSet::new();
        assert_eq!(session.consume_nonces(all.clone()).await.unwrap(), none);

        assert_eq!(session.prune_nonces(7, 5).await.unwrap(), 5);
        assert_eq!(session.prune_nonces(7, 5).await.unwrap(), 2);
        assert_eq!(session.prune_nonces(7, 5).await.unwrap(), 0);

        let kept = session.consume_nonces(all).await.unwrap();
        assert_eq!(kept, (7..10).map(|ts| nonce(ts, 1)).collect());
    }
}
