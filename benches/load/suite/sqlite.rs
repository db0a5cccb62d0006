//! Databases in files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use diesel::connection::SimpleConnection as _;
use diesel::{
    Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_types::BigInt,
};

use super::{postgres::seed_script, server::Program};
use crate::target::Failure;

const SEED: &str = include_str!("../sql/seed.sqlite.sql");

/// The address of the database in a directory.
pub(crate) fn url(directory: &Path) -> String {
    format!("sqlite://{}", file(directory).display())
}

fn file(directory: &Path) -> PathBuf {
    directory.join("db")
}

/// Makes a database with so many orders.
pub(crate) fn seed(program: &Program, directory: &Path, orders: u64) -> Result<(), Failure> {
    fs::create_dir_all(directory)?;
    program.run(&["migrate", "--database-url", &url(directory)], "")?;
    let mut connection = open(directory)?;
    connection.batch_execute("BEGIN")?;
    connection.batch_execute(&seed_script(SEED, orders))?;
    connection.batch_execute("COMMIT; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// Makes a directory that holds what another one does.
pub(crate) fn copy(directory: &Path, copy: &Path) -> Result<(), Failure> {
    let _ = fs::remove_dir_all(copy);
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        fs::copy(entry.path(), copy.join(entry.file_name()))?;
    }
    Ok(())
}

/// How many signals a query counts.
pub(crate) fn count(directory: &Path, counting: &str) -> Result<u64, Failure> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let query = format!("SELECT ({counting}) AS count");
    let count: Count = diesel::sql_query(query).get_result(&mut open(directory)?)?;
    Ok(u64::try_from(count.count)?)
}

fn open(directory: &Path) -> Result<SqliteConnection, Failure> {
    let path = file(directory);
    Ok(SqliteConnection::establish(&path.to_string_lossy())?)
}
