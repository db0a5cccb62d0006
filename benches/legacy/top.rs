//! TOP: parameters, signature, business parameter, answer.

use std::{hint::black_box, time::SystemTime};

use criterion::{BenchmarkGroup, Criterion, Throughput};
use form_urlencoded::Serializer;
use http::{HeaderValue, Request, header, request::Parts};
use hyper::body::Bytes;
use refund_gateway::{
    legacy::top::{self, Call, business, parameters::Parameters},
    partners::top::{Method, holds, sign_of},
};
use time::{
    OffsetDateTime,
    macros::{format_description, offset},
};

use crate::cpu_time::CpuTime;

const SECRET: &[u8] = b"test-top-secret-0001";
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";
const PARAMETER: &str = "inform_refund_success_request";
pub(crate) const BUSINESS: &str = r#"{"refund_fulfill_sub_orders":[{"actual_refund_quantity":"2","expect_fetch_sale_quantity":"3","fulfill_id":"2222223","refund_amount":"122","refund_goods_id":"3333","refund_id":"888893922","refund_type":1,"sku_code":"商品/2322","sub_biz_order_id":"11223"}],"shop_id":"12200"}"#;

/// The query and the body of a call, shared out as the official Java SDK does.
pub(crate) struct Sample {
    pub(crate) query: String,
    pub(crate) body: Bytes,
}

impl Sample {
    /// A call of this minute.
    pub(crate) fn now(format: &str) -> Self {
        let timestamp = OffsetDateTime::now_utc().to_offset(offset!(+8));
        let form = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        let timestamp = timestamp.format(form).expect("a time");
        let parameters = [
            ("app_key", "12345678"),
            ("method", "alibaba.wdk.trade.refund.inform"),
            ("v", "2.0"),
            ("timestamp", &timestamp),
            ("partner_id", "top-sdk-java-20210623"),
            ("format", format),
            ("sign_method", "md5"),
        ];
        let mut signed = [parameters.as_slice(), &[(PARAMETER, BUSINESS)]].concat();
        signed.sort_unstable();
        let signed: String = signed
            .iter()
            .flat_map(|(name, value)| [*name, *value])
            .collect();
        let sign = sign_of(SECRET, Method::Md5, signed.as_bytes());
        let query = Serializer::new(String::new())
            .extend_pairs(parameters)
            .append_pair("sign", &sign)
            .finish();
        let body = Serializer::new(String::new())
            .append_pair(PARAMETER, BUSINESS)
            .finish();
        Self {
            query,
            body: body.into(),
        }
    }

    pub(crate) fn request(&self, accepts_gzip: bool) -> http::request::Builder {
        let mut request = Request::post(format!("{}?{}", top::PATH, self.query))
            .header(header::HOST, "gateway.example.com")
            .header(header::CONTENT_TYPE, FORM)
            .header(header::CONTENT_LENGTH, self.body.len());
        if accepts_gzip {
            request = request.header(header::ACCEPT_ENCODING, "gzip");
        }
        request
    }
}

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut group = criterion.benchmark_group("top");
    let sample = Sample::now("json");
    group.throughput(Throughput::Bytes(
        (sample.query.len() + sample.body.len()) as u64,
    ));
    group.bench_function("parameters", |bencher| {
        bencher.to_async(&runtime).iter(|| read(&sample));
    });

    let parameters = runtime.block_on(read(&sample));
    let signed = parameters.signed();
    group.throughput(Throughput::Bytes(signed.len() as u64));
    group.bench_function("signed-text", |bencher| {
        bencher.iter(|| black_box(&parameters).signed());
    });
    for (name, method) in [
        ("md5", Method::Md5),
        ("hmac", Method::HmacMd5),
        ("hmac-sha256", Method::HmacSha256),
    ] {
        let sign = sign_of(SECRET, method, &signed);
        assert!(holds(SECRET, method, &signed, &sign));
        group.bench_function(format!("check/{name}"), |bencher| {
            bencher.iter(|| holds(SECRET, method, black_box(&signed), &sign));
        });
    }

    business::read(Some(BUSINESS)).expect("a business parameter");
    group.throughput(Throughput::Bytes(BUSINESS.len() as u64));
    group.bench_function("business", |bencher| {
        bencher.iter(|| business::read(black_box(Some(BUSINESS))));
    });
    answers(&mut group);
    group.finish();
}

async fn read(sample: &Sample) -> Parameters {
    let query = black_box(sample.query.as_bytes());
    Parameters::read(query, FORM.as_bytes(), sample.body.clone()).await
}

/// The answer that needs no parameters.
fn answers(group: &mut BenchmarkGroup<'_, CpuTime>) {
    for (name, query, accepts_gzip) in [
        ("xml", "", false),
        ("json", "?format=json", false),
        ("json-gzip", "?format=json", true),
    ] {
        let parts = parts(query, accepts_gzip);
        let call = Call {
            now: SystemTime::now(),
            request_id: "0af7651916cd43dd8448eb211c80319c",
        };
        let length = top::unread(&parts, call, "请求内容过大").body().len();
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(format!("answer/{name}"), |bencher| {
            bencher.iter(|| top::unread(black_box(&parts), call, "请求内容过大"));
        });
    }
}

fn parts(query: &str, accepts_gzip: bool) -> Parts {
    let mut request = Request::post(format!("{}{query}", top::PATH));
    if accepts_gzip {
        request = request.header(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    request.body(()).unwrap().into_parts().0
}
