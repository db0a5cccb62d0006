//! The old Web API: three actions, four formats, and how the framework they
//! were written with behaves.

pub mod accept_charset;
mod access;
pub mod bind;
pub mod charset;
mod header_cursor;
pub mod http_error;
pub mod locale;
pub mod media_type;
pub mod model_state;
pub mod negotiate;
pub mod read;
mod reply;
pub mod request_uri;
pub mod route;
pub(super) mod serve;
pub mod shape;
pub mod translate;
pub mod validate;
pub mod value;
pub mod write;
