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
    /// Starts one before a recorder, with other settings.
    pub async fn before(upstream: &Upstream, change: impl FnOnce(&mut LegacyConfig)) -> Self {
        Self::at(upstream.address, |config| change(&mut config.legacy)).await
    }

    /// Starts one before the server at an address, with other settings.
    pub async fn at(upstream: SocketAddr, change: impl FnOnce(&mut SidecarConfig)) -> Self {
        let mut config = SidecarConfig::of(&format!("http://{upstream}"));
        change(&mut config);
        Self::start(config).await
    }

    /// Starts one with these settings, but for its address.
    pub async fn start(mut config: SidecarConfig) -> Self {
        config.http.listen = "127.0.0.1:0".parse().unwrap();
        Self {
            running: sidecar::Sidecar::start(&config).await.unwrap(),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.running.http_address()
    }
}
