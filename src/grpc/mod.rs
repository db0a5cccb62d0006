//! The gRPC server: its services, and around them its shell (who may call, by
//! when an answer is due, what is logged and measured).

pub mod auth;
mod coalesce;
mod connection;
mod convert;
pub mod deadline;
pub mod explain;
pub mod health;
pub mod in_process;
mod incoming;
pub mod methods;
pub mod observe;
mod page_token;
mod peer;
pub mod reflection;
mod refusal;
pub mod server;
pub mod services;
pub mod shed;
mod status;
pub mod tls;

/// The service that answers without asking who calls, and that is not worth a
/// log line per call.
const HEALTH_SERVICE: &str = "grpc.health.v1.Health";
