//! The services for a caller in the same process: the same layers around them
//! as on the network, but for who may call.

use std::{convert::Infallible, sync::Arc, time::Duration};

use http::{Request, Response};
use opentelemetry_sdk::trace::SdkTracer;
use tonic::body::Body;
use tower::{Layer as _, util::BoxCloneSyncService};

use super::{
    deadline::DeadlineLayer,
    explain::ExplainLayer,
    methods::Methods,
    observe::{ObserveLayer, Observer},
    services::Services,
    shed::Shed,
};
use crate::in_flight::InFlight;

/// The services, called as a client's transport is. Calls are measured like
/// others, and logged only at debug level: whoever makes them has a line of its
/// own.
#[must_use]
pub fn in_process(
    services: Services,
    shed: &Shed,
    methods: Arc<Methods>,
    longest_call: Duration,
    tracer: Option<SdkTracer>,
) -> BoxCloneSyncService<Request<Body>, Response<Body>, Infallible> {
    let observer = Observer {
        methods: Arc::clone(&methods),
        // Its callers are waited for where they come from.
        in_flight: InFlight::none(),
        tracer,
        is_internal: true,
    };
    let service = ExplainLayer::new(methods).layer(services);
    let service = DeadlineLayer::new(longest_call).layer(service);
    let service = ObserveLayer::new(observer).layer(service);
    BoxCloneSyncService::new(shed.layer(service))
}
