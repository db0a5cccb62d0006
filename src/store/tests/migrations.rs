//! Bringing the schema up to date.

use std::time::{Duration, Instant};

use crate::store::{OpenError, Store, StoreSettings};

use super::support::{TestDatabase, execute};

#[tokio::test]
async fn pending_migrations_are_named_and_applied_once() {
    for database in TestDatabase::every().await {
        let store = database.open().await;
        let pending = store.pending_migrations().await.unwrap();
        assert_eq!(pending.first().map(String::as_str), Some("0001_orders"));
        assert_eq!(store.migrate().await.unwrap(), pending);
        assert!(store.pending_migrations().await.unwrap().is_empty());
        assert!(store.migrate().await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_migrators_do_the_work_once() {
    for database in TestDatabase::every().await {
        let migrating: Vec<_> = futures_util::future::join_all((0..4).map(|_| database.open()))
            .await
            .into_iter()
            .map(|store| {
                tokio::spawn(async move {
                    store.pending_migrations().await.unwrap();
                    store.migrate().await.unwrap()
                })
            })
            .collect();
        let mut applied = Vec::new();
        for migration in migrating {
            applied.extend(migration.await.unwrap());
        }
        let mut distinct = applied.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(applied.len(), distinct.len(), "{applied:?}");
        assert!(
            database
                .open()
                .await
                .pending_migrations()
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_migrator_that_died_is_waited_for_until_its_lease_ends() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    execute(
        &database.url,
        "CREATE TABLE schema_migration_lease (
             name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, expires_at_us INT8 NOT NULL
         );
         INSERT INTO schema_migration_lease VALUES
             ('schema', 'the dead', (EXTRACT(EPOCH FROM now()) * 1000000)::INT8 + 1500000)",
    )
    .await;
    let started = Instant::now();
    database.migrated().await;
    assert!(started.elapsed() > Duration::from_secs(1));
}

#[test]
fn every_migration_is_one_statement_and_can_be_undone() {
    for backend in ["postgres", "sqlite"] {
        let directory = format!("{}/migrations/{backend}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            for file in ["up.sql", "down.sql"] {
                let text = std::fs::read_to_string(path.join(file)).unwrap();
                let code = text.lines().filter(|line| !line.starts_with("--"));
                let statements = code.collect::<String>().matches(';').count();
                assert_eq!(statements, 1, "{}/{file}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_database_is_refused() {
    let settings = || StoreSettings {
        create: false,
        ..StoreSettings::default()
    };
    let directory = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}", directory.path().join("no.db").display());
    let refused = Store::open(&missing, settings()).await.err().unwrap();
    assert!(matches!(refused, OpenError::NoSuchFile(_)), "{refused}");
    let nowhere = format!("sqlite://{}", directory.path().join("no/no.db").display());
    let refused = Store::open(&nowhere, StoreSettings::default()).await;
    assert!(matches!(refused.err(), Some(OpenError::Connect(_))));
    let refused = Store::open("postgres://u@127.0.0.1:1/d", settings()).await;
    assert!(matches!(refused.err(), Some(OpenError::Connect(_))));
    let refused = Store::open("sqlite://:memory:", settings()).await;
    assert!(matches!(refused.err(), Some(OpenError::InMemory)));
}
