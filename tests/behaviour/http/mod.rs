//! The HTTP listener, seen through raw sockets: a library would smooth over
//! what a careless or hostile client does.

mod bodies;
mod ends;
mod heads;
mod listening;
mod pages;
mod raw;
mod sidecar;
