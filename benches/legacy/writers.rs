//! From what is to be answered to the bytes of the answer.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use refund_gateway::legacy::webapi::{
    charset::Charset,
    http_error::HttpError,
    locale::Locale,
    model_state::{ModelState, Problem},
    negotiate::{Format, Negotiated},
    write::{Body, OperationResult, ResultClass, write},
};

use crate::cpu_time::CpuTime;

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("write");
    let success = OperationResult::success(ResultClass::CommonOperationResult);
    let bodies = [
        ("success", Body::Result(success)),
        (
            "http-error",
            Body::Error(HttpError::invalid(&two_problems(), Locale::ZhCn)),
        ),
    ];
    for (name, body) in bodies {
        for (format, media_type, format_name) in [
            (Format::Json, "application/json", "json"),
            (Format::Xml, "application/xml", "xml"),
            (Format::Bson, "application/bson", "bson"),
        ] {
            let negotiated = Negotiated {
                format,
                media_type,
                charset: Charset::Utf8,
            };
            let length = write(&body, &negotiated).len();
            group.throughput(Throughput::Bytes(length as u64));
            group.bench_function(format!("{name}/{format_name}"), |bencher| {
                bencher.iter(|| write(black_box(&body), &negotiated));
            });
        }
    }
    group.finish();
}

fn two_problems() -> ModelState {
    let mut state = ModelState::default();
    for member in ["batchno", "trandeno"] {
        state.add(&format!("parm.{member}"), Problem::Required { member });
    }
    state
}
