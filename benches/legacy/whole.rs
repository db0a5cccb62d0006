//! Whole requests, from a request that is ready to be handled to its answer.

use std::net::{Ipv4Addr, SocketAddr};

use criterion::{BatchSize, BenchmarkGroup, Criterion};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper::body::Bytes;
use refund_gateway::{
    config::SidecarConfig,
    http::{Handler as _, RequestBody},
    legacy::{Legacy, webapi::route::Action},
    trace_id::Trace,
};
use tokio::runtime::Runtime;

use crate::{
    cpu_time::CpuTime,
    hawk::AUTHORIZATION,
    samples::{Format, Sample},
    stub, top,
};

const PEER: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 50_000);

type Group<'a> = BenchmarkGroup<'a, CpuTime>;

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let settings = SidecarConfig::of("http://127.0.0.1:1").legacy.settings();
    let legacy = Legacy::new(stub::upstream(stub::transport()), settings);
    let mut group = criterion.benchmark_group("whole");
    for sample in Sample::all() {
        for format in sample.formats() {
            let body = Bytes::from(sample.body(format));
            let name = format!("{}/{}", sample.name, format.name());
            let build = || web_api(&sample, format, &body);
            handle(&mut group, &runtime, &legacy, &name, &build);
        }
    }
    for (name, format, accepts_gzip) in [
        ("top/json", "json", false),
        ("top/xml", "xml", false),
        ("top/json-gzip", "json", true),
    ] {
        let sample = top::Sample::now(format);
        let build = || {
            let body = RequestBody::from(sample.body.clone());
            sample.request(accepts_gzip).body(body).unwrap()
        };
        handle(&mut group, &runtime, &legacy, name, &build);
    }
    group.finish();
}

/// With the headers that the old clients send.
fn web_api(sample: &Sample, format: Format, body: &Bytes) -> Request<RequestBody> {
    let mut request = Request::post(format!("/{}", sample.action.path()))
        .header(header::HOST, "gateway.example.com")
        .header(header::CONTENT_TYPE, format.content_type())
        .header(header::CONTENT_LENGTH, body.len());
    if sample.action == Action::OrderRefund {
        request = request.header(header::AUTHORIZATION, AUTHORIZATION);
    }
    request.body(RequestBody::from(body.clone())).unwrap()
}

fn handle(
    group: &mut Group<'_>,
    runtime: &Runtime,
    legacy: &Legacy,
    name: &str,
    build: &dyn Fn() -> Request<RequestBody>,
) {
    let ready = || {
        let request = build();
        let trace = Trace::of(request.headers());
        (request, trace)
    };
    runtime.block_on(async {
        let (request, trace) = ready();
        let response = legacy.handle(request, PEER, trace).await;
        assert_eq!(response.status(), StatusCode::OK, "{name}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(is_success(&body), "{name}: {}", body.escape_ascii());
    });
    group.bench_function(name, |bencher| {
        bencher.to_async(runtime).iter_batched(
            ready,
            |(request, trace)| legacy.handle(request, PEER, trace),
            BatchSize::SmallInput,
        );
    });
}

/// Whether an answer tells of success; one in gzip is not looked into.
fn is_success(body: &[u8]) -> bool {
    let successes: [&[u8]; 6] = [
        b"\"errcode\":0,",
        b"<errcode>0</errcode>",
        b"\x10errcode\0\0\0\0\0",
        b"\"success\":true",
        b"<success>true</success>",
        b"\x1f\x8b",
    ];
    let contains = |part: &[u8]| body.windows(part.len()).any(|window| window == part);
    successes.into_iter().any(contains)
}
