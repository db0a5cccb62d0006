//! What real .NET clients put on the wire, byte for byte.

use std::iter;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;

use crate::{
    recorded::{SIGNED, message_at},
    support::Sidecar,
    upstream::Upstream,
    vectors::{self, Bound},
    wire,
};

#[derive(Deserialize)]
struct Wire {
    vectors: Vec<Exchange>,
}

#[derive(Deserialize)]
struct Exchange {
    request_line: String,
    headers_in_order: Vec<String>,
    wire_body_utf8: Option<String>,
    wire_body_base64: Option<String>,
    bound: Bound,
}

#[tokio::test]
async fn real_clients_are_understood() {
    let upstream = Upstream::start().await;
    let sidecar = Sidecar::before(&upstream, |_| {}).await;
    let wire: Wire = vectors::read("webapi/legacy_client_wire.json");
    assert_eq!(wire.vectors.len(), 15);
    for (index, exchange) in wire.vectors.into_iter().enumerate() {
        let trace_id = format!("{:032x}", index + 1);
        let headers = exchange.headers_in_order.iter().map(String::as_str);
        let head: Vec<_> = iter::once(&*exchange.request_line)
            .chain(headers.filter(|header| !header.starts_with("Connection:")))
            .collect();
        let request = format!(
            "{}\r\ntraceparent: 00-{trace_id}-00f067aa0ba902b7-01\r\n\
             Authorization: {SIGNED}\r\nConnection: close\r\n\r\n",
            head.join("\r\n")
        );
        let mut request = request.into_bytes();
        match (exchange.wire_body_utf8, exchange.wire_body_base64) {
            (Some(text), _) => request.extend(text.into_bytes()),
            (None, Some(encoded)) => request.extend(BASE64_STANDARD.decode(encoded).unwrap()),
            (None, None) => {}
        }
        let answer = wire::exchange(sidecar.address(), &request).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told = upstream.recorder.told(&trace_id);
        let Bound { model, modelstate } = exchange.bound;
        let path = exchange.request_line.split(' ').nth(1).unwrap();
        let expected = modelstate.valid.then(|| message_at(path, &model));
        assert_eq!(told, Vec::from_iter(expected), "{}", exchange.request_line);
    }
}
