//! `grpc.health.v1`, for each service and for the whole.

use std::collections::BTreeSet;

use tonic_health::{
    ServingStatus,
    pb::health_server::{self, HealthServer},
    server::HealthReporter,
};

/// What the health service tells.
pub struct Health {
    reporter: HealthReporter,
    /// The services, and the whole under the empty name.
    names: Vec<String>,
}

impl Health {
    /// Each of `services` serves from now on, and so does the whole.
    pub async fn new(
        services: &BTreeSet<String>,
    ) -> (Self, HealthServer<impl health_server::Health>) {
        let (reporter, server) = tonic_health::server::health_reporter();
        let names = services.iter().cloned().chain([String::new()]).collect();
        let health = Self { reporter, names };
        health.tell(ServingStatus::Serving).await;
        (health, server)
    }

    /// Nothing serves any more. Whoever watches is told so, and their watching
    /// ends: a stream that never ended would hold up the server's own end.
    pub async fn end(&mut self) {
        self.tell(ServingStatus::NotServing).await;
        for name in &self.names {
            self.reporter.clear_service_status(name).await;
        }
    }

    async fn tell(&self, status: ServingStatus) {
        for name in &self.names {
            self.reporter.set_service_status(name, status).await;
        }
    }
}
