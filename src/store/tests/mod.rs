//! The store on every database it knows.
//!
//! `SQLite` files are temporary. For `PostgreSQL`, run
//! `scripts/with-postgres cargo test`: each test then has a database of its own
//! on the server at `REFUND_GATEWAY_TEST_POSTGRES_URL`. Without that variable
//! the tests that need a server pass without testing anything.

mod ahead;
mod claims;
mod guards;
mod migrations;
mod nonces;
mod open;
mod postgres;
mod reading;
mod rows;
mod schema;
mod support;
