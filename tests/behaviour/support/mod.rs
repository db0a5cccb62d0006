//! What the tests have in common.

pub mod blocked;
pub mod build;
pub mod calls;
pub mod collector;
pub mod database;
pub mod gateway;
pub mod http;
pub mod partner;
pub mod program;
pub mod refused;
pub mod trouble;

pub use build::*;
pub use database::Database;
pub use gateway::{Gateway, PATIENCE, eventually};
pub use refused::Refused;
pub use trouble::Trouble;

/// Runs each test on every database: `async fn name(database: Database) { … }`
/// becomes the tests `name::postgres` and `name::sqlite`.
macro_rules! on_every_database {
    ($($(#[$attribute:meta])* async fn $name:ident($database:ident: Database) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test needs all of them")]
            use super::*;

            $(#[$attribute])*
            async fn run($database: Database) $body

            #[test]
            fn postgres() {
                database::on_postgres(run);
            }

            #[test]
            fn sqlite() {
                database::on_sqlite(run);
            }
        }
    )*};
}
