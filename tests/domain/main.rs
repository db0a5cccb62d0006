//! The rules of every flow, by example, by table and by random sequences.
//!
//! Each file is named after a flow, each test after the rule that it proves.
//! `world` holds what is stored and a clock, and runs commands as the engine
//! does: load by keys, decide, write back.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking; clippy knows only test functions"
)]

mod callback;
mod callback_waiting;
mod douyin;
mod feed;
mod feed_applications;
mod limits;
mod model;
mod money;
mod operator;
mod random;
mod refund;
mod refund_money;
mod taoxianda;
mod timeline;
mod transitions;
mod walls;
mod world;
