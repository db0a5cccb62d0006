//! A database whose writes wait, so that tests decide what happens meanwhile.

use diesel::{Connection as _, SqliteConnection, connection::SimpleConnection as _};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};

use super::Database;

/// Writes to a database wait until this is dropped.
pub enum Blocked {
    /// Holds a lock of the callbacks' table that lets readers pass.
    Postgres(#[expect(dead_code, reason = "held")] Box<AsyncPgConnection>),
    /// Holds the file's write lock.
    Sqlite(#[expect(dead_code, reason = "held")] SqliteConnection),
}

impl Database {
    /// Blocks the saving of callbacks.
    pub async fn block_callbacks(&self) -> Blocked {
        if self.is_postgres() {
            let mut connection = AsyncPgConnection::establish(self.url()).await.unwrap();
            let lock = "BEGIN; LOCK TABLE epay_callbacks IN SHARE ROW EXCLUSIVE MODE";
            connection.batch_execute(lock).await.unwrap();
            Blocked::Postgres(Box::new(connection))
        } else {
            let mut connection = SqliteConnection::establish(self.file()).unwrap();
            connection
                .batch_execute("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE")
                .unwrap();
            Blocked::Sqlite(connection)
        }
    }

    /// Executes a statement behind the gateway's back.
    pub async fn execute(&self, statement: &str) {
        self.mark_altered();
        if self.is_postgres() {
            let mut connection = AsyncPgConnection::establish(self.url()).await.unwrap();
            connection.batch_execute(statement).await.unwrap();
        } else {
            let mut connection = SqliteConnection::establish(self.file()).unwrap();
            connection
                .batch_execute("PRAGMA busy_timeout = 10000")
                .unwrap();
            connection.batch_execute(statement).unwrap();
        }
    }

    fn file(&self) -> &str {
        self.url().strip_prefix("sqlite://").unwrap()
    }
}
