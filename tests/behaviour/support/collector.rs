//! An OpenTelemetry collector that keeps what it is sent.

use std::net::SocketAddr;

use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTraceServiceRequest, ExportTraceServiceResponse,
        trace_service_server::{TraceService, TraceServiceServer},
    },
    common::v1::{KeyValue, any_value::Value},
    trace::v1::{ResourceSpans, Span},
};
use tokio::{net::TcpListener, sync::mpsc};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, transport};

/// A collector on a socket of its own.
pub struct Collector {
    address: SocketAddr,
    received: mpsc::UnboundedReceiver<ResourceSpans>,
}

struct Receiver(mpsc::UnboundedSender<ResourceSpans>);

#[tonic::async_trait]
impl TraceService for Receiver {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        for spans in request.into_inner().resource_spans {
            self.0.send(spans).unwrap();
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        let service = TraceServiceServer::new(Receiver(sender));
        let serving = transport::Server::builder()
            .add_service(service)
            .serve_with_incoming(TcpListenerStream::new(listener));
        tokio::spawn(serving);
        Self { address, received }
    }

    /// What `--otlp-endpoint` has to be.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The spans that have arrived, oldest first, all from the gateway.
    pub fn spans(&mut self) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Ok(received) = self.received.try_recv() {
            let resource = received.resource.unwrap();
            assert_eq!(text(&resource.attributes, "service.name"), "refund-gateway");
            for scope in received.scope_spans {
                spans.extend(scope.spans);
            }
        }
        spans
    }
}

/// The text of an attribute; empty if there is none.
pub fn text<'a>(attributes: &'a [KeyValue], key: &str) -> &'a str {
    let attribute = attributes.iter().find(|attribute| attribute.key == key);
    let value = attribute.and_then(|attribute| attribute.value.as_ref());
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text,
        _ => "",
    }
}
