//! The documents, held to what they say: every command of `README.md` is run
//! against a running gateway and its output compared; tables equal the source
//! that they repeat; whatever `ARCHITECTURE.md` names exists.
//!
//! `scripts/test` brings what this needs: grpcurl, curl and a PostgreSQL.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod architecture;
mod compare;
mod database;
mod gateway;
mod markdown;
mod readme;
mod shell;
mod tables;

use std::{fs, path::Path};

/// A file of the repository, by its path from the top.
fn repository_file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
