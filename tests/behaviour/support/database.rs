//! A fresh database for each test.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use refund_gateway::store::{Store, StoreSettings};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Where the throw-away PostgreSQL server is.
const SERVER_VARIABLE: &str = "REFUND_GATEWAY_TEST_POSTGRES_URL";

/// A database of one test. It outlives the gateways that the test starts on it.
pub struct Database {
    url: String,
    _directory: Option<TempDir>,
}

impl Database {
    /// A copy of the migrated template on the throw-away PostgreSQL server.
    pub async fn postgres() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let template = template().await;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{template}_{number}");
        administer(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self {
            url: url_of(&name),
            _directory: None,
        }
    }

    /// An empty database on the throw-away PostgreSQL server.
    pub async fn postgres_empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("empty_{}_{number}", process::id());
        administer(&format!("CREATE DATABASE {name}")).await;
        Self {
            url: url_of(&name),
            _directory: None,
        }
    }

    /// A file that does not exist yet: SQLite migrates itself at start.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("refund-gateway.db");
        Self {
            url: format!("sqlite://{}", file.display()),
            _directory: Some(directory),
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
            administer(&format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            ))
            .await;
            name
        })
        .await
}

async fn administer(statement: &str) {
    let mut connection = AsyncPgConnection::establish(&server()).await.unwrap();
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
