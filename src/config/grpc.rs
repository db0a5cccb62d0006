//! How the gRPC server listens, and its bounds.

use std::{net::SocketAddr, time::Duration};

use clap::{Args, builder::RangedU64ValueParser};

use super::engine::positive_duration;

/// How the gRPC server listens, and its bounds.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "gRPC server")]
pub struct GrpcConfig {
    /// Address of the gRPC server; port 0 takes any free one
    ///
    /// Loopback by default. Any other address demands TLS and callers who
    /// prove who they are.
    #[arg(
        id = "grpc-listen",
        long = "grpc-listen",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:50051"
    )]
    pub listen: SocketAddr,

    /// Longest time a call may take; the caller's own deadline may be shorter
    ///
    /// Then the answer is `DEADLINE_EXCEEDED`. What the engine has accepted is
    /// finished all the same. Ten seconds outlast a database failover that
    /// goes well.
    #[arg(long, value_name = "DURATION", value_parser = positive_duration, default_value = "10s")]
    pub request_timeout: Duration,

    /// Largest request in bytes, after decompression
    ///
    /// The gRPC default of 4 MiB: a thousand times a typical request.
    #[arg(
        long,
        value_name = "BYTES",
        value_parser = RangedU64ValueParser::<usize>::new().range(1024..=1_073_741_824),
        default_value_t = 4_194_304
    )]
    pub max_message_bytes: usize,

    /// Calls in flight on one connection
    ///
    /// A quarter of what may wait for a lane, so that a single connection cannot
    /// fill the queue and yet is enough to fill batches.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<u32>::new().range(1..=1_000_000),
        default_value_t = 1024
    )]
    pub max_concurrent_streams: u32,

    /// Pause between pings to a silent client; 0s sends none
    ///
    /// A client that has vanished without a word is noticed after this and
    /// another 20 seconds.
    #[arg(
        long,
        value_name = "DURATION",
        value_parser = humantime::parse_duration,
        default_value = "30s"
    )]
    pub keepalive_interval: Duration,

    /// Age at which a connection is told to go and a new one to be made; 0s
    /// lets it live for ever
    ///
    /// Calls in flight are finished. gRPC clients keep connections for days;
    /// this is how load reaches instances that were added later.
    #[arg(
        long,
        value_name = "DURATION",
        value_parser = humantime::parse_duration,
        default_value = "30m"
    )]
    pub max_connection_age: Duration,
}
