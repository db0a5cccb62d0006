//! Where spans go.

use clap::Args;
use http::{Uri, uri::Scheme};

use super::ConfigError;

/// Where spans go.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Traces")]
pub struct TraceConfig {
    /// OpenTelemetry collector that takes spans over OTLP/gRPC, such as
    /// `http://localhost:4317` [default: none]
    ///
    /// One span per call and per HTTP request, in the caller's trace where it
    /// sends `traceparent`; health, reflection and `/metrics` have none. A collector that is slow or away neither
    /// slows nor fails a call: what it does not take is dropped. The variables
    /// that OpenTelemetry defines (`OTEL_TRACES_SAMPLER`,
    /// `OTEL_RESOURCE_ATTRIBUTES`, …) count as well.
    ///
    /// Metrics are not sent: the collector's Prometheus receiver scrapes them
    /// from `/metrics`.
    #[arg(long, value_name = "URL")]
    pub otlp_endpoint: Option<String>,
}

impl TraceConfig {
    /// Without TLS, which would take a setting for each of its certificates: a
    /// collector stands beside the gateway, and itself speaks TLS to others.
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let Some(endpoint) = &self.otlp_endpoint else {
            return Ok(());
        };
        let is_http = |uri: Uri| uri.scheme() == Some(&Scheme::HTTP);
        if endpoint.parse().is_ok_and(is_http) {
            Ok(())
        } else {
            Err(ConfigError::new(
                "otlp-endpoint",
                "must be an address such as http://localhost:4317",
            ))
        }
    }
}
