//! The old Web API: three actions, four formats, and how the framework they
//! were written with behaves.

pub mod charset;
pub mod model_state;
pub mod read;
pub mod shape;
pub mod value;
