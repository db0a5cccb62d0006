//! Who may call from outside.

use std::path::PathBuf;

use clap::Args;

/// Who may call from outside.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Partners")]
pub struct PartnersConfig {
    /// File of the master key, which seals the secrets of partners in the database
    ///
    /// One line: 32 octets in base64 or hexadecimal, as `openssl rand -base64 32`
    /// makes them. Only its owner may have access (`chmod 600`). The same for
    /// every server and every `partner` or `top-app` command on one database.
    /// The variable `REFUND_GATEWAY_MASTER_KEY` may hold the key itself instead.
    ///
    /// With neither, SQLite makes a file beside the database (`FILE.key`): keep
    /// it with the database's backups, but not in the same place. PostgreSQL
    /// goes without until there are partners.
    #[arg(long, value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,

    /// Whether the variable of the environment counts. Not set by anybody: the
    /// demonstration does without what it finds.
    #[arg(skip = true)]
    pub master_key_variable: bool,
}
