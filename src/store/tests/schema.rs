//! The schema that the migrations make is the one that the queries expect.

use std::collections::BTreeMap;

use diesel::{
    Connection as _, QueryableByName, SqliteConnection, debug_query, prelude::QueryDsl as _,
    sql_query, sql_types::Text,
};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use crate::store::schema;

use super::support::TestDatabase;

type Columns = BTreeMap<String, Vec<String>>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

/// The columns of each table, in the order in which diesel selects them.
fn expected() -> Columns {
    let mut expected = Columns::new();
    macro_rules! expect {
        ($($table:ident),*) => {$(
            let query = schema::$table::table.select(schema::$table::all_columns);
            let sql = debug_query::<diesel::sqlite::Sqlite, _>(&query).to_string();
            let columns = sql.split("SELECT ").nth(1).unwrap().split(" FROM ").next().unwrap();
            for column in columns.split(", ") {
                let (table, column) = column.split_once('.').unwrap();
                let table = table.trim_matches('`').to_owned();
                expected.entry(table).or_default().push(column.trim_matches('`').to_owned());
            }
        )*};
    }
    expect!(
        orders,
        order_payments,
        payments,
        tickets,
        refunds,
        applications,
        epay_callbacks,
        epay_callbacks_open,
        epay_callback_batches,
        epay_callback_conflicts,
        douyin_notices,
        douyin_notice_history,
        taoxianda_refunds,
        audit_events,
        partners,
        top_apps,
        hawk_nonces
    );
    expected
}

fn found(columns: Vec<Column>) -> Columns {
    let mut found = Columns::new();
    for column in columns {
        let table = found.entry(column.table_name).or_default();
        table.push(column.column_name);
    }
    found.retain(|table, _| !table.contains("schema_migration"));
    found
}

#[tokio::test]
async fn the_migrations_make_the_tables_of_the_queries() {
    let database = TestDatabase::sqlite();
    database.migrated().await;
    let path = database.url.strip_prefix("sqlite://").unwrap();
    let mut connection = SqliteConnection::establish(path).unwrap();
    let query = sql_query(
        "SELECT t.name AS table_name, c.name AS column_name
         FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' ORDER BY t.name, c.cid",
    );
    let columns = diesel::RunQueryDsl::load(query, &mut connection).unwrap();
    assert_eq!(found(columns), expected());

    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    assert_eq!(found_on_postgres(&database, "TRUE").await, expected());
}

/// The columns of a `PostgreSQL` database of which `condition` holds.
async fn found_on_postgres(database: &TestDatabase, condition: &str) -> Columns {
    database.migrated().await;
    let mut connection = AsyncPgConnection::establish(&database.url).await.unwrap();
    let query = sql_query(format!(
        "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns
         WHERE table_schema = 'public' AND {condition} ORDER BY table_name, ordinal_position",
    ));
    let columns = diesel_async::RunQueryDsl::load(query, &mut connection).await;
    found(columns.unwrap())
}

/// The order of a language changes with the version of the system's library,
/// and an index in the order of before no longer finds its keys.
#[tokio::test]
async fn texts_are_compared_by_their_bytes() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let is_another = "data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";
    let others = found_on_postgres(&database, is_another).await;
    assert_eq!(others, Columns::new());
}
