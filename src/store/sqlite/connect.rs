//! Opening the file, and making sure that what is committed is on disk.

use std::sync::Arc;

use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use diesel::{
    connection::SimpleConnection as _,
    sql_types::{Integer, Text},
};
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use crate::store::{driver::Access, error::OpenError, failure::Failure};

use super::Raw;

/// The busy timeout comes first, since the others may have to wait.
const SETTINGS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;";

const READ_ONLY: &str = "PRAGMA query_only = ON";

/// Opens a connection that is fit for use.
pub(super) async fn connect(path: &str, access: Access) -> Result<Raw, OpenError> {
    let path = path.to_owned();
    let opening = tokio::task::spawn_blocking(move || open(&path, access));
    match opening.await {
        Ok(opened) => opened.map(SyncConnectionWrapper::new),
        Err(error) => Err(OpenError::Connect(Arc::new(error))),
    }
}

fn open(path: &str, access: Access) -> Result<SqliteConnection, OpenError> {
    let mut connection = SqliteConnection::establish(path).map_err(Failure::from)?;
    connection.batch_execute(SETTINGS).map_err(Failure::from)?;
    assert_durable(&mut connection)?;
    if access == Access::Read {
        connection.batch_execute(READ_ONLY).map_err(Failure::from)?;
    }
    Ok(connection)
}

#[derive(QueryableByName)]
struct JournalMode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

#[derive(QueryableByName)]
struct Synchronous {
    #[diesel(sql_type = Integer)]
    synchronous: i32,
}

/// A pragma that cannot be obeyed is passed over in silence, so ask.
fn assert_durable(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    const FULL: i32 = 2;

    let journal: JournalMode = sql_query("PRAGMA journal_mode")
        .get_result(connection)
        .map_err(Failure::from)?;
    if journal.journal_mode != "wal" {
        return Err(OpenError::NotDurable {
            setting: "journal_mode",
            required: "wal",
            actual: journal.journal_mode,
        });
    }
    let sync: Synchronous = sql_query("PRAGMA synchronous")
        .get_result(connection)
        .map_err(Failure::from)?;
    if sync.synchronous != FULL {
        return Err(OpenError::NotDurable {
            setting: "synchronous",
            required: "2",
            actual: sync.synchronous.to_string(),
        });
    }
    Ok(())
}
