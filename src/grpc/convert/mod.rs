//! Protobuf to the rules' values and back. What breaks a rule passes through
//! here unchanged: the constructors of the commands name every broken field.

pub(crate) mod callback;
pub(crate) mod douyin;
pub(crate) mod order;
pub(crate) mod refund;
pub(crate) mod states;
pub(crate) mod taoxianda;
pub(crate) mod timeline;
pub(crate) mod values;
