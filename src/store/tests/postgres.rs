//! What is particular to `PostgreSQL`.

use std::time::Duration;

use diesel::{
    QueryableByName,
    query_builder::SqlQuery,
    sql_query,
    sql_types::{BigInt, Text},
};
use diesel_async::SimpleAsyncConnection as _;
use smol_str::format_smolstr;
use tokio::time::timeout;

use crate::{
    domain::{command::Keys, working_set::WorkingSet},
    store::{
        OpenError, ReadError, Store, StoreSettings, TransactionError,
        driver::{Access, Driver as _},
        open::OpenChanges,
        postgres::{Connection, Database},
        rows::{BatchRow, OpenRow},
        view::{CallbackFilter, Page},
    },
};

use super::support::{
    TestDatabase, callback, execute, get, keys_of_callbacks, keys_of_orders, put, put_callback,
    put_paid_order, trade,
};

/// How long something that happens by itself may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_server_that_may_lose_what_it_confirms_is_refused() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let name = database.name();
    let lax = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    execute(&database.url, &lax).await;
    let refused = Store::open(&database.url, StoreSettings::default()).await;
    let refused = refused.err().unwrap();
    assert!(matches!(refused, OpenError::NotDurable { .. }));
    assert_eq!(
        refused.to_string(),
        "the database must run with synchronous_commit = on, and has off"
    );
}

#[tokio::test]
async fn a_broken_connection_is_replaced() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let store = database.migrated().await;
    let (mut session, reader) = (store.session(), store.reader());
    let keys = keys_of_orders(["O1"]);
    for round in 0..5 {
        put(&mut session, &keys, |rows: &mut WorkingSet| {
            put_paid_order(rows, &format!("O{round}"), &format!("T{round}"), 1);
        })
        .await
        .unwrap();
        let reads = (0..8).map(|_| reader.ping());
        futures_util::future::try_join_all(reads).await.unwrap();
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        execute(&database.url, kill).await;
    }
    assert_eq!(get(&mut session, &keys).await.orders.iter().count(), 1);
}

#[tokio::test]
async fn an_unreadable_value_names_its_column() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let store = database.migrated().await;
    let mut session = store.session();
    let keys = keys_of_callbacks(["T1"]);
    let save = |rows: &mut WorkingSet| put_callback(rows, callback("T1", "B1", 100));
    put(&mut session, &keys, save).await.unwrap();
    execute(&database.url, "UPDATE epay_callbacks SET reason = '?'").await;
    let error = put(&mut session, &keys, |_: &mut WorkingSet| {})
        .await
        .unwrap_err();
    assert!(matches!(error, TransactionError::Poisoned(_)));
    assert!(
        error
            .to_string()
            .contains("column reason of table epay_callbacks")
    );
    let page = Page {
        after: None,
        limit: 1,
    };
    let reader = store.reader();
    let listed = reader.list_callbacks(CallbackFilter::default(), page);
    let error = listed.await.unwrap_err();
    assert!(matches!(error, ReadError::Failed(_)));
}

#[tokio::test]
async fn a_text_that_the_server_refuses_is_poison() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let store = database.migrated().await;
    let mut session = store.session();
    let save = |rows: &mut WorkingSet| put_callback(rows, callback("T\0", "B1", 100));
    let error = put(&mut session, &Keys::default(), save).await.unwrap_err();
    assert!(matches!(error, TransactionError::Poisoned(_)), "{error}");
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[tokio::test]
async fn a_statement_is_prepared_once_for_every_size_of_batch() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let connection = connected(&database).await;
    let mut counts = Vec::new();
    for size in 1..5 {
        let order_ids = (0..size).map(|number| format_smolstr!("O{size}-{number}"));
        let keys = Keys {
            orders: order_ids.clone().collect(),
            trades: order_ids.clone().collect(),
            ..Keys::default()
        };
        let mut rows = Database::load(&connection, &keys).await.unwrap();
        for order_id in order_ids {
            put_paid_order(&mut rows, &order_id, &order_id, 1);
        }
        Database::write(&connection, rows, OpenChanges::default())
            .await
            .unwrap();
        let mut rows = Database::load(&connection, &keys).await.unwrap();
        for order_id in &keys.orders {
            rows.orders.get_mut(order_id).unwrap().revision += 1;
        }
        Database::write(&connection, rows, OpenChanges::default())
            .await
            .unwrap();
        counts.push(prepared(&connection).await);
    }
    assert_eq!(counts, [counts[0]; 4]);
}

#[tokio::test]
async fn a_lane_reads_no_table_whole_however_small_it_is() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let connection = connected(&database).await;
    timeout(PATIENCE, alone(&connection)).await.unwrap();
    let before = read_whole(&connection).await;
    let keys = Keys {
        callbacks: ["T1".into()].into(),
        ..keys_of_orders(["O1"])
    };
    let mut rows = WorkingSet::default();
    put_paid_order(&mut rows, "O1", "T1", 100);
    put_callback(&mut rows, callback("T1", "B1", 100));
    let opened = rows.callbacks.inserted().map(OpenRow::from).collect();
    let saved: Vec<_> = rows.callbacks.inserted().collect();
    let began = OpenChanges {
        opened,
        begun: Some(BatchRow::new("1".to_owned(), &saved)),
        ..OpenChanges::default()
    };
    Database::write(&connection, rows.clone(), began)
        .await
        .unwrap();
    let mut rows = Database::load(&connection, &keys).await.unwrap();
    rows.orders.get_mut("O1").unwrap().revision += 1;
    let applied = rows.callbacks.get_mut(&trade("T1", "B1")).unwrap();
    applied.revision += 1;
    let ended = OpenChanges {
        closed: vec![trade("T1", "B1")],
        ended: Some("1".to_owned()),
        ..OpenChanges::default()
    };
    Database::write(&connection, rows, ended).await.unwrap();
    assert_eq!(read_whole(&connection).await, before);
}

#[derive(QueryableByName)]
struct Explained {
    #[diesel(sql_type = Text)]
    #[diesel(column_name = "QUERY PLAN")]
    line: String,
}

#[tokio::test]
async fn a_lane_has_no_plan_compiled() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let connection = connected(&database).await;
    // What recovery looks for has no index.
    let query =
        sql_query("EXPLAIN ANALYZE SELECT 1 FROM epay_callback_batches WHERE due_at_us < 1");
    let plan = diesel_async::RunQueryDsl::load(query, &mut connection.client()).await;
    let plan: Vec<Explained> = plan.unwrap();
    let lines: Vec<_> = plan.iter().map(|explained| explained.line.trim()).collect();
    assert!(lines[0].starts_with("Seq Scan"), "{lines:?}");
    assert!(!lines.contains(&"JIT:"), "{lines:?}");
}

/// Waits until whoever made the tables has gone: only then it is certain that what
/// that read whole has been counted.
async fn alone(connection: &Connection) {
    let others = "SELECT count(*) AS count FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
            AND pid <> pg_backend_pid()";
    while count(connection, sql_query(others)).await > 0 {}
}

/// How often tables were read whole.
async fn read_whole(connection: &Connection) -> i64 {
    let mut client = connection.client();
    let flushed = client.batch_execute("SELECT pg_stat_force_next_flush()");
    flushed.await.unwrap();
    let query = sql_query(
        "SELECT CAST(sum(seq_scan) AS INT8) AS count FROM pg_stat_user_tables
         WHERE relname NOT LIKE '%migration%'",
    );
    count(connection, query).await
}

/// A lane's connection to a database with tables.
async fn connected(database: &TestDatabase) -> Connection {
    database.migrated().await;
    let database = Database::new(&database.url);
    database.connect(Access::Write).await.unwrap()
}

/// How many statements the connection has prepared, this one included.
async fn prepared(connection: &Connection) -> i64 {
    let query = sql_query("SELECT count(*) AS count FROM pg_prepared_statements");
    count(connection, query).await
}

async fn count(connection: &Connection, query: SqlQuery) -> i64 {
    let count = diesel_async::RunQueryDsl::get_result(query, &mut connection.client()).await;
    let Count { count } = count.unwrap();
    count
}

/// Each statement is a transaction by itself, and sees the database as it then is.
#[tokio::test]
async fn what_a_batch_loads_is_of_one_state_of_the_database() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let connection = connected(&database).await;
    let before = prepared(&connection).await;
    let some = || ["K1".into(), "K2".into()].into();
    let keys = Keys {
        orders: some(),
        trades: some(),
        callbacks: some(),
        saved_callbacks: Vec::new(),
        conflicts: some(),
        douyin_orders: some(),
        taoxianda_sub_orders: some(),
    };
    Database::load(&connection, &keys).await.unwrap();
    assert_eq!(prepared(&connection).await, before + 1);
}
