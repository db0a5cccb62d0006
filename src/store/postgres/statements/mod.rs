//! The statements that write each table. An update names the columns that ever
//! change.

pub(super) mod audit;
pub(super) mod callback;
pub(super) mod douyin;
pub(super) mod order;
pub(super) mod parts;
pub(super) mod taoxianda;
