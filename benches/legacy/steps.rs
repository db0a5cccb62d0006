//! What a request passes before and after it is read: where it leads, what it
//! is answered in, whether it is valid, and what the server is told.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkGroup, Criterion};
use http::{HeaderMap, HeaderValue, Method, header};
use refund_gateway::legacy::webapi::{
    media_type::MediaType,
    model_state::{Binding, ModelState},
    negotiate::{WITH_BSON, negotiate},
    read::choose::choose_reader,
    route::{Action, route},
    translate,
    validate::validate,
};

use crate::{
    cpu_time::CpuTime,
    samples::{Format, Sample},
};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,\
    image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("step");
    for action in Action::ALL {
        let path = format!("/{}", action.path());
        group.bench_function(format!("route/{action:?}"), |bencher| {
            bencher.iter(|| route(black_box(&path), "", &Method::POST));
        });
    }
    negotiation(&mut group);
    for sample in Sample::all() {
        validation(&mut group, &sample);
        translation(&mut group, &sample);
    }
    group.finish();
}

fn negotiation(group: &mut BenchmarkGroup<'_, CpuTime>) {
    let mut headers = HeaderMap::new();
    let content_type = HeaderValue::from_static(Format::Json.content_type());
    headers.insert(header::CONTENT_TYPE, content_type);
    group.bench_function("choose-reader", |bencher| {
        bencher.iter(|| {
            let content_type = MediaType::of_content(black_box(&headers));
            choose_reader(content_type.as_ref(), Some(100), WITH_BSON)
        });
    });
    for (name, accept) in [
        ("none", None),
        ("json", Some("application/json")),
        ("browser", Some(BROWSER)),
    ] {
        let mut headers = headers.clone();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        group.bench_function(format!("negotiate/{name}"), |bencher| {
            bencher.iter(|| {
                let content_type = MediaType::of_content(black_box(&headers));
                negotiate(&headers, content_type.as_ref(), WITH_BSON)
            });
        });
    }
}

fn validation(group: &mut BenchmarkGroup<'_, CpuTime>, sample: &Sample) {
    let mut binding = Binding {
        object: Some(sample.object()),
        state: ModelState::default(),
    };
    group.bench_function(format!("validate/{}", sample.name), |bencher| {
        bencher.iter(|| validate(black_box(&mut binding)));
    });
    assert!(binding.state.is_valid());
}

fn translation(group: &mut BenchmarkGroup<'_, CpuTime>, sample: &Sample) {
    let object = sample.object();
    let object = || object.clone();
    let size = BatchSize::SmallInput;
    group.bench_function(
        format!("translate/{}", sample.name),
        |bencher| match sample.action {
            Action::DouyinUpdate => bencher.iter_batched(object, translate::douyin, size),
            Action::EpayEndSingleSuccess => bencher.iter_batched(object, translate::epay, size),
            Action::OrderRefund => bencher.iter_batched(object, translate::refund, size),
        },
    );
}
