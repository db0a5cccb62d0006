//! Any query, media type and body as a call of TOP, behind a server that takes
//! every signature: the answer is always HTTP 200 and an envelope.

#![no_main]

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::UNIX_EPOCH,
};

use http::Request;
use hyper::body::Bytes;
use libfuzzer_sys::fuzz_target;
use refund_gateway_fuzz::{
    legacy::top::{
        self, Call,
        upstream::{Refused, Upstream},
    },
    proto::v1::{InformRefundSuccessRequest, TopVerdict, VerifyTopSignatureRequest},
};

struct Accepting;

impl Upstream for Accepting {
    async fn verify(&self, _: VerifyTopSignatureRequest) -> Result<TopVerdict, Refused> {
        Ok(TopVerdict::Accepted)
    }

    async fn inform(&self, _: InformRefundSuccessRequest) -> Result<(), Refused> {
        Ok(())
    }
}

fuzz_target!(|parts: (&str, &[u8], &[u8])| {
    let (query, content_type, body) = parts;
    let request = Request::post(format!("/router/rest?{query}"))
        .header(http::header::CONTENT_TYPE, content_type)
        .body(Bytes::copy_from_slice(body));
    // What is not even a request of HTTP never gets here.
    let Ok(request) = request else { return };
    let call = Call {
        now: UNIX_EPOCH,
        request_id: "fuzz",
    };
    let mut answering = pin!(top::handle(request, call, &Accepting));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(response) = answering.as_mut().poll(&mut context) else {
        panic!("nothing is waited for");
    };
    assert_eq!(response.status(), 200);
    let envelope = String::from_utf8_lossy(response.body());
    assert!(envelope.contains("error_response") || envelope.contains("success"));
});
