//! The calls that a client of the contract makes for what a partner's request
//! says: what a whole request takes more is the sidecar's work. The server
//! behind both is the same stub.

use criterion::{BatchSize, BenchmarkGroup, Criterion};
use refund_gateway::{
    legacy::{hawk::payload::hashes, top::business, transport::Transport, webapi::translate},
    proto::v1::{
        HawkArtifacts, SignHawkResponseRequest, VerifyHawkRequest, VerifyTopSignatureRequest,
        douyin_refund_service_client::DouyinRefundServiceClient,
        e_pay_refund_service_client::EPayRefundServiceClient,
        order_refund_service_client::OrderRefundServiceClient,
        partner_auth_service_client::PartnerAuthServiceClient,
        taoxianda_refund_service_client::TaoxiandaRefundServiceClient,
    },
};
use tokio::runtime::{Builder, Runtime};

use crate::{
    cpu_time::CpuTime,
    samples::{Format, Sample},
    stub, top,
};

type Group<'a> = BenchmarkGroup<'a, CpuTime>;

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let transport = stub::transport();
    let mut group = criterion.benchmark_group("direct");
    callbacks(&mut group, &runtime, &transport);
    refund(&mut group, &runtime, &transport);
    top_call(&mut group, &runtime, &transport);
    group.finish();
}

/// What a client of the contract does for a callback.
fn callbacks(group: &mut Group<'_>, runtime: &Runtime, transport: &Transport) {
    let epay = EPayRefundServiceClient::new(transport.clone());
    let message = translate::epay(Sample::epay().object());
    group.bench_function("epay", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || (epay.clone(), message.clone()),
            async |(mut client, message)| client.end_single_success(message).await.unwrap(),
            BatchSize::SmallInput,
        );
    });
    for certificates in [1, 20] {
        let sample = Sample::douyin(certificates);
        let douyin = DouyinRefundServiceClient::new(transport.clone());
        let message = translate::douyin(sample.object());
        group.bench_function(sample.name, |bencher| {
            bencher.to_async(runtime).iter_batched(
                || (douyin.clone(), message.clone()),
                async |(mut client, message)| {
                    client.update_third_refund_info(message).await.unwrap()
                },
                BatchSize::SmallInput,
            );
        });
    }
}

/// One call, and the three that the sidecar makes for a signed request.
fn refund(group: &mut Group<'_>, runtime: &Runtime, transport: &Transport) {
    let sample = Sample::refund();
    let refund = OrderRefundServiceClient::new(transport.clone());
    let auth = PartnerAuthServiceClient::new(transport.clone());
    let message = translate::refund(sample.object());
    group.bench_function("refund", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || (refund.clone(), message.clone()),
            async |(mut client, message)| client.refund(message).await.unwrap(),
            BatchSize::SmallInput,
        );
    });

    let payload = hashes(Format::Json.content_type(), &sample.body(Format::Json));
    let artifacts = HawkArtifacts {
        id: "agent01".to_owned(),
        ts: "1760000000".to_owned(),
        nonce: "j4h3g2".to_owned(),
        method: "POST".to_owned(),
        resource: "/api/Order/Refund".to_owned(),
        host: "gateway.example.com".to_owned(),
        port: 443,
        app: None,
        dlg: None,
    };
    let verify = VerifyHawkRequest {
        artifacts: Some(artifacts.clone()),
        mac: "6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=".to_owned(),
        hash: Some("hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=".to_owned()),
        ext: None,
        payload: Some(payload.clone()),
    };
    let sign = SignHawkResponseRequest {
        artifacts: Some(artifacts),
        payload: Some(payload),
    };
    group.bench_function("refund-three-calls", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || {
                (
                    refund.clone(),
                    auth.clone(),
                    verify.clone(),
                    message.clone(),
                    sign.clone(),
                )
            },
            async |(mut refund, mut auth, verify, message, sign)| {
                auth.verify_hawk(verify).await.unwrap();
                refund.refund(message).await.unwrap();
                auth.sign_hawk_response(sign).await.unwrap()
            },
            BatchSize::SmallInput,
        );
    });
}

/// One call, and the two that the sidecar makes for a TOP call.
fn top_call(group: &mut Group<'_>, runtime: &Runtime, transport: &Transport) {
    let taoxianda = TaoxiandaRefundServiceClient::new(transport.clone());
    let auth = PartnerAuthServiceClient::new(transport.clone());
    let message = business::read(Some(top::BUSINESS)).expect("a business parameter");
    let verify = VerifyTopSignatureRequest {
        app_key: "12345678".to_owned(),
        sign_method: 0,
        sign: "66987CB115214E59E6EC978214934FB8".to_owned(),
        signed: vec![b'x'; 600],
    };
    group.bench_function("top", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || (taoxianda.clone(), message.clone()),
            async |(mut client, message)| client.inform_refund_success(message).await.unwrap(),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("top-two-calls", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || {
                (
                    taoxianda.clone(),
                    auth.clone(),
                    verify.clone(),
                    message.clone(),
                )
            },
            async |(mut taoxianda, mut auth, verify, message)| {
                auth.verify_top_signature(verify).await.unwrap();
                taoxianda.inform_refund_success(message).await.unwrap()
            },
            BatchSize::SmallInput,
        );
    });
}
