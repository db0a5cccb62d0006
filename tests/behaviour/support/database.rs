//! An empty database for each test.

use std::{
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use refund_gateway::store::{Store, StoreSettings};
use tempfile::TempDir;
use tokio::{runtime, sync::OnceCell};

/// Where the throw-away PostgreSQL server is.
const SERVER_VARIABLE: &str = "REFUND_GATEWAY_TEST_POSTGRES_URL";

/// Databases on the server that tests have left behind. They are emptied and
/// used again: making one takes longer than most tests.
static LEFT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Empties a database that a test has left behind.
const EMPTY: &str = "
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename NOT LIKE '__diesel%'
        LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
    END $$";

/// A database of one test. It outlives the gateways that the test starts on it.
pub struct Database {
    url: String,
    altered: Arc<AtomicBool>,
    _directory: Option<TempDir>,
}

impl Database {
    /// A migrated database on the throw-away PostgreSQL server.
    async fn postgres() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let template = template().await;
        let left = LEFT.lock().unwrap().pop();
        let name = if let Some(name) = left {
            disconnect(&name).await;
            execute(&url_of(&name), EMPTY).await;
            name
        } else {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{template}_{number}");
            administer(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            name
        };
        Self::at(url_of(&name), None)
    }

    /// An empty database on the throw-away PostgreSQL server.
    pub async fn postgres_empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("empty_{}_{number}", process::id());
        administer(&format!("CREATE DATABASE {name}")).await;
        Self::at(url_of(&name), None)
    }

    /// A file that does not exist yet: SQLite migrates itself at start.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("refund-gateway.db");
        let url = format!("sqlite://{}", file.display());
        Self::at(url, Some(directory))
    }

    fn at(url: String, directory: Option<TempDir>) -> Self {
        Self {
            url,
            altered: Arc::default(),
            _directory: directory,
        }
    }

    /// The address of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// Notes that the schema may not be what it was: no other test gets the
    /// database.
    pub fn mark_altered(&self) {
        self.altered.store(true, Ordering::Relaxed);
    }
}

/// Runs a test on PostgreSQL.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    let runtime = runtime();
    let database = runtime.block_on(Database::postgres());
    let (_, name) = database.url.rsplit_once('/').unwrap();
    let (name, altered) = (name.to_owned(), database.altered.clone());
    runtime.block_on(test(database));
    // What the test has started ends here, so that the next one is alone.
    drop(runtime);
    if !altered.load(Ordering::Relaxed) {
        LEFT.lock().unwrap().push(name);
    }
}

/// Runs a test on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    runtime().block_on(test(Database::sqlite()));
}

fn runtime() -> runtime::Runtime {
    let mut builder = runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

/// The name of the template: empty but migrated. Made once per process.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("behaviour_{}", process::id());
            administer(&format!("CREATE DATABASE {name}")).await;
            let settings = StoreSettings {
                read_connections: 1,
                ..StoreSettings::default()
            };
            let store = Store::open(&url_of(&name), settings).await.unwrap();
            store.migrate().await.unwrap();
            drop(store);
            // A database with connections cannot be copied.
            disconnect(&name).await;
            name
        })
        .await
}

/// Ends every connection to a database, and waits for their ends.
async fn disconnect(name: &str) {
    let patience_ms = 10_000;
    administer(&format!(
        "SELECT pg_terminate_backend(pid, {patience_ms})
         FROM pg_stat_activity WHERE datname = '{name}'"
    ))
    .await;
}

async fn administer(statement: &str) {
    execute(&server(), statement).await;
}

async fn execute(url: &str, statement: &str) {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    connection.batch_execute(statement).await.unwrap();
}

fn server() -> String {
    std::env::var(SERVER_VARIABLE).unwrap_or_else(|_| {
        panic!("{SERVER_VARIABLE} is not set: run scripts/with-postgres cargo test")
    })
}

fn url_of(name: &str) -> String {
    let server = server();
    let (place, _) = server.rsplit_once('/').unwrap();
    format!("{place}/{name}")
}
