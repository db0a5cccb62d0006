//! From a body to the parameter, before it is validated.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use refund_gateway::legacy::webapi::{
    charset::Charset,
    model_state::Binding,
    read::{bson, form, json, xml},
    shape::Shape,
};

use crate::{
    cpu_time::CpuTime,
    samples::{Format, Sample},
};

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("read");
    for sample in Sample::all() {
        let shape = sample.action.parameter();
        sample.object();
        for format in Format::ALL {
            let body = sample.body(format);
            let name = format!("{}/{}", sample.name, format.name());
            group.throughput(Throughput::Bytes(body.len() as u64));
            group.bench_function(name, |bencher| {
                bencher.iter(|| read(format, shape, black_box(&body)));
            });
        }
    }
    group.finish();
}

fn read(format: Format, shape: &'static Shape, body: &[u8]) -> Binding {
    match format {
        Format::Json => json::read(shape, body, Charset::Utf8),
        Format::Xml => xml::read(shape, body, Charset::Utf8),
        Format::Form => form::read(shape, body),
        Format::Bson => bson::read(shape, body),
    }
}
