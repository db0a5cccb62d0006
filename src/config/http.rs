//! How the HTTP server listens, and its bounds.

use std::{net::SocketAddr, time::Duration};

use clap::{Args, builder::RangedU64ValueParser};

use super::engine::positive_duration;
use crate::peers::Peers;

/// How the HTTP server listens, and its bounds.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "HTTP server")]
pub struct HttpConfig {
    /// Address of the HTTP server (legacy partners, `/metrics`, `/healthz`,
    /// `/readyz`); port 0 takes any free one
    ///
    /// Loopback by default. It speaks no TLS: before the open internet stands
    /// a proxy that does. Each route has a rule of its own for who may call.
    #[arg(
        id = "http-listen",
        long = "http-listen",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Largest body of a request in bytes; more is answered with 413
    ///
    /// That of the old server, and a thousand times a typical request.
    #[arg(
        id = "http-max-body-bytes",
        long = "http-max-body-bytes",
        value_name = "BYTES",
        value_parser = RangedU64ValueParser::<usize>::new().range(1024..=1_073_741_824),
        default_value_t = 4_194_304
    )]
    pub max_body_bytes: usize,

    /// Longest time for the head of a request, and between two requests of a
    /// connection; then it is closed
    ///
    /// Proxies have to keep their idle connections for less.
    #[arg(
        id = "http-header-timeout",
        long = "http-header-timeout",
        value_name = "DURATION",
        value_parser = positive_duration,
        default_value = "30s"
    )]
    pub header_timeout: Duration,

    /// Longest time for the body of a request, answered with 408 when it has
    /// passed, and for a client to take what it is sent
    #[arg(
        id = "http-request-timeout",
        long = "http-request-timeout",
        value_name = "DURATION",
        value_parser = positive_duration,
        default_value = "30s"
    )]
    pub request_timeout: Duration,

    /// Connections at the same time; one more waits until another ends
    ///
    /// The largest bodies on all of them bound the memory that requests take.
    #[arg(
        id = "http-max-connections",
        long = "http-max-connections",
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_000_000),
        default_value_t = 1024
    )]
    pub max_connections: usize,

    /// Who may read `/metrics`: `loopback`, networks such as `10.0.0.0/8`, or a
    /// list of both
    ///
    /// What counts is the address that connects, which behind a proxy is the
    /// proxy's. `/healthz` and `/readyz` are open to everybody.
    #[arg(long, value_name = "PEERS", default_value = "loopback")]
    pub metrics_access: Peers,
}
