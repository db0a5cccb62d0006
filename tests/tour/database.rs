//! An empty PostgreSQL database that belongs to a role without privileges, as
//! the document asks for.

use std::{
    env,
    process::{self, Command},
};

const SERVER_VARIABLE: &str = "REFUND_GATEWAY_TEST_POSTGRES_URL";

/// Makes one on the throw-away server, and returns its address.
pub(crate) fn create() -> String {
    let server = env::var(SERVER_VARIABLE).unwrap_or_else(|_| {
        panic!("{SERVER_VARIABLE} is not set: run scripts/with-postgres cargo test")
    });
    let name = format!("tour_{}", process::id());
    administer(&server, &format!("CREATE ROLE {name} LOGIN"));
    administer(&server, &format!("CREATE DATABASE {name} OWNER {name}"));
    let (_, place) = server.rsplit_once('@').unwrap();
    let (host, _) = place.split_once('/').unwrap();
    format!("postgres://{name}@{host}/{name}")
}

fn administer(server: &str, statement: &str) {
    let mut psql = Command::new("psql");
    let psql = psql.args([server, "--quiet", "--no-psqlrc", "--command", statement]);
    assert!(psql.status().unwrap().success(), "{statement}");
}
