//! Spans for an OpenTelemetry collector: where they are made, and how they are
//! sent.
//!
//! The SDK sends from a thread of its own and drops what its queue has no room
//! for, so that no call ever waits for the collector.

use std::{thread, time::Duration};

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracer, SdkTracerProvider},
};
use tokio::task::spawn_blocking;

use crate::config::TraceConfig;

/// The name of the service and of the instrumentation.
const NAME: &str = "refund-gateway";
/// How long the last spans may take to leave: a collector that is there needs
/// milliseconds.
const LAST_SPANS: Duration = Duration::from_secs(2);

/// The way to the collector, if there is one.
///
/// When it is dropped instead of stopped, the last spans are still sent, and
/// nobody waits for them.
#[derive(Debug)]
pub struct Traces {
    provider: Option<SdkTracerProvider>,
}

impl Traces {
    /// Prepares to send. Connects only once there is something to be sent.
    pub fn start(config: &TraceConfig) -> Result<Self, ExporterBuildError> {
        let Some(endpoint) = &config.otlp_endpoint else {
            return Ok(Self { provider: None });
        };
        let exporter = SpanExporter::builder()
            .with_tonic()
            .with_endpoint(endpoint)
            .build()?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder()
            .with_service_name(NAME)
            .with_attribute(version);
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter)
            .build();
        Ok(Self {
            provider: Some(provider),
        })
    }

    /// What makes spans, unless nobody takes them.
    #[must_use]
    pub fn tracer(&self) -> Option<SdkTracer> {
        self.provider.as_ref().map(|provider| provider.tracer(NAME))
    }

    /// Sends the last spans, within `longest` and never for long.
    pub async fn stop(mut self, longest: Duration) {
        let Some(provider) = self.provider.take() else {
            return;
        };
        let timeout = longest.min(LAST_SPANS);
        let sending = spawn_blocking(move || provider.shutdown_with_timeout(timeout));
        if let Ok(Err(error)) = sending.await {
            tracing::warn!(%error, "the last spans were not sent");
        }
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        // The SDK would send the last spans from here, and wait.
        if let Some(provider) = self.provider.take() {
            thread::spawn(move || provider.shutdown_with_timeout(LAST_SPANS));
        }
    }
}
