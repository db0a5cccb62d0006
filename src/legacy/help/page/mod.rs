//! The pages, in HTML.

mod api;
mod contract;
mod error;
mod error_codes;
mod hawk;
mod index;
mod layout;
mod model;
mod table;
mod top;

pub(super) use api::api;
pub(super) use error::error;
pub(super) use error_codes::error_codes;
pub(super) use index::index;
pub(super) use model::model;
pub(super) use top::top;
