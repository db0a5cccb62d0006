//! The HTTP listener, as a scraper or a load balancer sees it.

use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Empty};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use tonic::codegen::{Bytes, http::StatusCode};

/// Gets a path: its status and its text.
pub async fn get(address: SocketAddr, path: &str) -> (StatusCode, String) {
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    let address = format!("http://{address}{path}").parse().unwrap();
    let response = client.get(address).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// The sum of a metric over all label sets that contain every one of `labels`.
pub async fn metric(address: SocketAddr, name: &str, labels: &[&str]) -> f64 {
    let (_, text) = get(address, "/metrics").await;
    let samples = text.lines().filter(|line| {
        let named = line.strip_prefix(name);
        named.is_some_and(|rest| rest.starts_with(['{', ' ']))
            && labels.iter().all(|label| line.contains(label))
    });
    let values = samples.map(|line| line.rsplit_once(' ').unwrap().1);
    values.map(|value| value.parse::<f64>().unwrap()).sum()
}
