//! The list of open callbacks: whoever is not applied is found by it.

use crate::{
    domain::{
        callback::{Callback, CallbackState},
        command::Keys,
        order::TradeKey,
        working_set::WorkingSet,
    },
    store::{
        Batching, Expect, Plan, SavedBatch, Session, Store,
        view::{Backlog, CallbackFilter, Page},
    },
};

use super::support::{
    TestDatabase, at, callback, get, keys_of_callbacks, plan, put, put_callback, trade,
};

/// Saves callbacks of which none is expected, as a batch.
async fn save(session: &mut Session, batch: &SavedBatch, callbacks: &[Callback]) {
    let mut keys = Keys::default();
    let trades = callbacks.iter().map(|it| it.key.trandeno.clone());
    keys.callbacks.extend(trades);
    let plan = Plan {
        expect: Expect::Nothing,
        batching: Batching::Begin(batch),
        ..plan(&keys)
    };
    let mut save = |rows: &mut WorkingSet| {
        for callback in callbacks {
            if rows.callbacks.get(&callback.key).is_none() {
                put_callback(rows, callback.clone());
            }
        }
    };
    session.transact(plan, &mut save).await.unwrap();
}

/// Ends a batch: callbacks become what they are given as. They are taken for
/// granted as they were saved.
async fn end(session: &mut Session, batch: &SavedBatch, changes: &[(Callback, Callback)]) {
    let keys = Keys {
        saved_callbacks: changes.iter().map(|(saved, _)| saved.clone()).collect(),
        ..Keys::default()
    };
    let plan = Plan {
        batching: Batching::End(batch),
        ..plan(&keys)
    };
    let mut change = |rows: &mut WorkingSet| {
        for (_, now) in changes {
            let row = rows.callbacks.get_mut(&now.key).unwrap();
            let revision = row.revision + 1;
            *row = Callback {
                revision,
                ..now.clone()
            };
        }
    };
    session.transact(plan, &mut change).await.unwrap();
}

fn applied(callback: Callback) -> Callback {
    Callback {
        state: CallbackState::Applied,
        next_attempt_at: None,
        ..callback
    }
}

fn waiting(callback: Callback, due: i64) -> Callback {
    Callback {
        attempts: 1,
        next_attempt_at: Some(at(due)),
        ..callback
    }
}

fn needing_attention(callback: Callback) -> Callback {
    Callback {
        state: CallbackState::NeedsAttention,
        next_attempt_at: None,
        ..callback
    }
}

/// Loads the callback of `T1` under `B1`, and changes it.
async fn become_of_t1(session: &mut Session, change: fn(Callback) -> Callback) {
    let change = |rows: &mut WorkingSet| {
        let row = rows.callbacks.get_mut(&trade("T1", "B1")).unwrap();
        *row = change(row.clone());
        row.revision += 1;
    };
    let keys = keys_of_callbacks(["T1"]);
    put(session, &keys, change).await.unwrap();
}

async fn claimed(session: &mut Session, now: i64) -> Vec<TradeKey> {
    let claim = session.claim_due_callbacks(at(now), at(now + 1_000), 100);
    claim.await.unwrap().unwrap_or_default()
}

async fn listed(store: &Store, state: CallbackState) -> Vec<TradeKey> {
    let filter = CallbackFilter {
        state: Some(state),
        ..CallbackFilter::default()
    };
    let page = Page {
        after: None,
        limit: 100,
    };
    let listed = store.reader().list_callbacks(filter, page).await.unwrap();
    listed.into_iter().map(|view| view.callback.key).collect()
}

async fn backlog(store: &Store) -> Backlog {
    store.reader().backlog().await.unwrap()
}

#[tokio::test]
async fn a_batch_that_is_left_behind_is_taken_over() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let (one, two) = (callback("T1", "B1", 100), callback("T2", "B1", 100));
        let batch = SavedBatch::unique();
        save(&mut session, &batch, &[one, two]).await;
        let both = [trade("T1", "B1"), trade("T2", "B1")];

        // It can be seen from the beginning, and is left alone until it is due.
        assert_eq!(listed(&store, CallbackState::Received).await, both);
        let expected = Backlog {
            received: 2,
            needs_attention: 0,
            oldest_unapplied: Some(at(90)),
        };
        assert_eq!(backlog(&store).await, expected);
        assert_eq!(claimed(&mut session, 99).await, []);
        assert_eq!(claimed(&mut session, 100).await, both);
        assert_eq!(claimed(&mut session, 101).await, []);
        assert_eq!(backlog(&store).await, expected);
        assert_eq!(listed(&store, CallbackState::Received).await, both);
    }
}

#[tokio::test]
async fn what_was_applied_with_its_batch_is_looked_for_no_more() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let [one, two, three] = ["T1", "T2", "T3"].map(|trade| callback(trade, "B1", 100));
        let all = [one.clone(), two.clone(), three.clone()];
        let batch = SavedBatch::unique();
        save(&mut session, &batch, &all).await;
        let changes = [
            (one.clone(), applied(one)),
            (two.clone(), waiting(two, 200)),
            (three.clone(), needing_attention(three)),
        ];
        end(&mut session, &batch, &changes).await;

        assert_eq!(
            listed(&store, CallbackState::Received).await,
            [trade("T2", "B1")]
        );
        assert_eq!(
            listed(&store, CallbackState::NeedsAttention).await,
            [trade("T3", "B1")]
        );
        assert_eq!(
            listed(&store, CallbackState::Applied).await,
            [trade("T1", "B1")]
        );
        let backlog = backlog(&store).await;
        assert_eq!((backlog.received, backlog.needs_attention), (1, 1));
        assert_eq!(claimed(&mut session, 199).await, []);
        assert_eq!(claimed(&mut session, 200).await, [trade("T2", "B1")]);
    }
}

#[tokio::test]
async fn what_was_applied_after_its_batch_was_taken_over_leaves_the_list() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let (mut session, mut other) = (store.session(), store.session());
        let saved = callback("T1", "B1", 100);
        let batch = SavedBatch::unique();
        save(&mut session, &batch, std::slice::from_ref(&saved)).await;
        assert_eq!(claimed(&mut other, 100).await, [trade("T1", "B1")]);
        end(&mut session, &batch, &[(saved.clone(), applied(saved))]).await;

        assert_eq!(listed(&store, CallbackState::Received).await, []);
        // When its lease is over, it is found to be applied, and never again. Somebody
        // who looks for more has to be told these two apart.
        let mut claim = async || {
            let claim = other.claim_due_callbacks(at(1_100), at(2_100), 100);
            claim.await.unwrap()
        };
        assert_eq!(claim().await, Some(Vec::new()));
        assert_eq!(claim().await, None);
        assert_eq!(backlog(&store).await, Backlog::default());
    }
}

#[tokio::test]
async fn what_others_have_done_to_a_saved_callback_is_noticed() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let (mut session, mut other) = (store.session(), store.session());
        let saved = callback("T1", "B1", 100);
        let batch = SavedBatch::unique();
        save(&mut session, &batch, std::slice::from_ref(&saved)).await;
        let keys = keys_of_callbacks(["T1"]);
        become_of_t1(&mut other, needing_attention).await;
        end(&mut session, &batch, &[(saved.clone(), applied(saved))]).await;

        let rows = get(&mut session, &keys).await;
        let found = rows.callbacks.get(&trade("T1", "B1")).unwrap();
        assert_eq!((found.state, found.revision), (CallbackState::Applied, 3));
        assert_eq!(listed(&store, CallbackState::NeedsAttention).await, []);
        assert_eq!(backlog(&store).await, Backlog::default());
        assert_eq!(claimed(&mut session, 1_000).await, []);
    }
}

#[tokio::test]
async fn a_callback_that_comes_again_is_in_one_batch_or_another() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let (one, two) = (callback("T1", "B1", 100), callback("T2", "B1", 100));
        save(
            &mut session,
            &SavedBatch::unique(),
            std::slice::from_ref(&one),
        )
        .await;
        save(&mut session, &SavedBatch::unique(), &[one, two]).await;

        let both = [trade("T1", "B1"), trade("T2", "B1")];
        assert_eq!(listed(&store, CallbackState::Received).await, both);
        assert_eq!(claimed(&mut session, 100).await, both);
        assert_eq!(claimed(&mut session, 101).await, []);
    }
}

#[tokio::test]
async fn an_open_callback_that_is_applied_leaves_the_list() {
    for database in TestDatabase::every().await {
        let store = database.migrated().await;
        let mut session = store.session();
        let keys = keys_of_callbacks(["T1"]);
        let save = |rows: &mut WorkingSet| put_callback(rows, callback("T1", "B1", 100));
        put(&mut session, &keys, save).await.unwrap();
        assert_eq!(backlog(&store).await.received, 1);
        become_of_t1(&mut session, applied).await;
        assert_eq!(backlog(&store).await, Backlog::default());
        assert_eq!(claimed(&mut session, 100).await, []);
    }
}
