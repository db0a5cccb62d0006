//! Where data is kept.

use clap::{ArgAction, Args, builder::RangedU64ValueParser};

use super::{ConfigError, DatabaseUrl};

/// Where data is kept.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Database")]
pub struct DatabaseConfig {
    /// The database: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`
    ///
    /// The default needs nothing installed. The password is never printed or
    /// logged.
    #[arg(
        id = "database-url",
        long = "database-url",
        value_name = "URL",
        default_value = "sqlite://refund-gateway.db"
    )]
    pub url: DatabaseUrl,

    /// Bring a PostgreSQL schema up to date at start
    ///
    /// Off, because a schema that several instances share is changed when an
    /// operator says so, by `refund-gateway migrate`. An SQLite file belongs to
    /// one instance and is always brought up to date.
    #[arg(
        long,
        action = ArgAction::Set,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        default_value_t = false
    )]
    pub auto_migrate: bool,

    /// Connections for reads, beside one per lane
    ///
    /// Reads are short, so few connections serve many callers; a PostgreSQL
    /// server has about a hundred to share among all instances.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<u32>::new().range(1..=256),
        default_value_t = 8
    )]
    pub read_connections: u32,
}

impl DatabaseConfig {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.url.backend().map(drop)
    }
}
