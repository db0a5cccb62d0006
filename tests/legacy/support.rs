//! A running sidecar.

use std::net::SocketAddr;

use refund_gateway::{
    config::{LegacyConfig, SidecarConfig},
    sidecar,
};

use crate::upstream::Upstream;

/// A sidecar in this process, on a socket of its own.
pub struct Sidecar {
    running: sidecar::Sidecar,
}

impl Sidecar {
    /// Starts one before a server, with other settings.
    pub async fn before(upstream: &Upstream, change: impl FnOnce(&mut LegacyConfig)) -> Self {
        let mut config = SidecarConfig::of(&format!("http://{}", upstream.address));
        config.http.listen = "127.0.0.1:0".parse().unwrap();
        change(&mut config.legacy);
        Self {
            running: sidecar::Sidecar::start(&config).await.unwrap(),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.running.http_address()
    }
}
