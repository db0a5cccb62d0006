//! The statements that write each table. An update writes whatever is not the
//! key, since which columns ever change is for the rules to know.

pub(super) mod audit;
pub(super) mod callback;
pub(super) mod douyin;
pub(super) mod open;
pub(super) mod order;
pub(super) mod parts;
pub(super) mod taoxianda;
