//! `refund-gateway healthcheck`: asks a running server whether it serves.

use std::{
    error::Error,
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    process::ExitCode,
    time::Duration,
};

use tonic::transport::{self, ClientTlsConfig, Endpoint};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use super::{console::say, pinned::Pinned};
use crate::config::Config;

/// The server is near. One that takes longer is not well.
const PATIENCE: Duration = Duration::from_secs(5);

/// Nobody answers at the address, or not in a way that we understand.
#[derive(Debug, thiserror::Error)]
#[error("cannot reach {address}")]
struct Unreachable {
    address: SocketAddr,
    source: transport::Error,
}

pub(super) async fn run(config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    let address = reachable(config.grpc.listen);
    let endpoint = endpoint(config, address)?;
    let unreachable = |source| Unreachable { address, source };
    let channel = endpoint.connect().await.map_err(unreachable)?;
    let request = HealthCheckRequest::default();
    let answer = HealthClient::new(channel).check(request).await;
    // A status shows itself with its internals.
    let answer = answer.map_err(|status| {
        let (code, message) = (status.code(), status.message());
        format!("{address} does not tell whether it serves: {code}: {message}")
    })?;
    match answer.into_inner().status() {
        ServingStatus::Serving => {
            say(&format!("{address} is serving"));
            Ok(ExitCode::SUCCESS)
        }
        status => Err(format!("{address} answers {}", status.as_str_name()).into()),
    }
}

fn endpoint(config: &Config, address: SocketAddr) -> Result<Endpoint, Box<dyn Error>> {
    let scheme = match config.security.tls_cert {
        Some(_) => "https",
        None => "http",
    };
    let endpoint = Endpoint::from_shared(format!("{scheme}://{address}"))?
        .connect_timeout(PATIENCE)
        .timeout(PATIENCE);
    let Some(path) = &config.security.tls_cert else {
        return Ok(endpoint);
    };
    let certificate = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let verifier = Pinned::from_pem(&certificate)?;
    Ok(endpoint.tls_config_with_verifier(ClientTlsConfig::new(), verifier)?)
}

/// A server that listens everywhere is asked where it is nearest.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
