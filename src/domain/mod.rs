//! The rules: money, orders, refund applications, callbacks and notices.
//!
//! Everything here is a pure function over plain values: rows that were loaded,
//! a command and the time in; an outcome and changed rows out. There is no I/O,
//! no clock, no randomness and no framework in this room, so every rule can be
//! tested by calling it.
//!
//! Keys and names are [`smol_str::SmolStr`]: a command hands its keys on a dozen
//! times, and copying one allocates nothing.

pub mod audit;
pub mod callback;
pub mod command;
pub mod douyin;
pub mod feed;
pub mod input;
pub mod money;
pub mod order;
pub mod quantity;
pub mod reason;
pub mod refund;
pub mod taoxianda;
pub mod timestamp;
pub mod transition;
pub mod working_set;
