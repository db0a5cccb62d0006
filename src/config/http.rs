//! How the HTTP server listens.

use std::net::SocketAddr;

use clap::Args;

/// How the HTTP server listens.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "HTTP server")]
pub struct HttpConfig {
    /// Address of the HTTP server (`/metrics`, `/healthz`); port 0 takes any
    /// free one
    ///
    /// Loopback by default: what it serves is neither encrypted nor protected,
    /// so another address takes `--insecure`.
    #[arg(
        id = "http-listen",
        long = "http-listen",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,
}
