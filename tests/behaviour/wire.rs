//! Requests that reach no service: refused like all others, with details.

use prost::Message;
use refund_gateway::proto::v1::Decimal;
use tonic::{
    Code, IntoRequest, Response, Status, client::Grpc, codec::CompressionEncoding,
    codegen::http::uri::PathAndQuery, metadata::MetadataValue,
};
use tonic_prost::ProstCodec;

use super::support::*;

const END_SINGLE_SUCCESS: &str = "/refund.v1.EPayRefundService/EndSingleSuccess";

/// Sends a message to a method, whatever the contract says of both.
async fn send<M>(
    gateway: &Gateway,
    path: &'static str,
    message: M,
) -> Result<Response<Decimal>, Status>
where
    M: Message + Default + 'static,
{
    let mut client = Grpc::new(gateway.channel());
    client.ready().await.unwrap();
    let path = PathAndQuery::from_static(path);
    client
        .unary(message.into_request(), path, ProstCodec::default())
        .await
}

on_every_database! {
    async fn what_does_not_exist_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        for path in ["/refund.v1.EPayRefundService/Nope", "/refund.v1.Nope/Nope", "/nope"] {
            let refused = Refused::from_call(send(&gateway, path, Decimal::default()).await);
            refused.is(Code::Unimplemented, "UNKNOWN_METHOD");
            assert!(!refused.retry, "{path}");
        }
    }

    async fn what_is_no_message_of_its_method_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        // A number where `batchno` has to be.
        let refused = Refused::from_call(send(&gateway, END_SINGLE_SUCCESS, 7_u64).await);
        refused.is(Code::InvalidArgument, "UNDECODABLE");
        assert!(refused.message.contains("batchno"), "{}", refused.message);
    }

    async fn a_compression_that_is_not_known_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut request = callback("B1", "T1", "1").into_request();
        let deflate = MetadataValue::from_static("deflate");
        request.metadata_mut().insert("grpc-encoding", deflate);
        let status = gateway.epay().end_single_success(request).await.unwrap_err();
        Refused::of(&status).is(Code::Unimplemented, "UNSUPPORTED_COMPRESSION");
        let accepted = status.metadata().get("grpc-accept-encoding").unwrap();
        assert!(accepted.to_str().unwrap().contains("zstd"), "{accepted:?}");
    }

    async fn a_message_above_the_limit_is_refused(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.grpc.max_message_bytes = 10_000;
        })
        .await;
        let large = callback(&"B".repeat(20_000), "T1", "1");
        let plain = Refused::from_call(gateway.epay().end_single_success(large.clone()).await);
        assert!(plain.message.contains("10000"), "the limit is told: {}", plain.message);
        // Only once it is decompressed, this time.
        let mut compressing = gateway.epay().send_compressed(CompressionEncoding::Gzip);
        let compressed = Refused::from_call(compressing.end_single_success(large).await);
        for refused in [plain, compressed] {
            refused.is(Code::ResourceExhausted, "MESSAGE_TOO_LARGE");
            assert!(!refused.retry, "the message stays as large as it is");
        }
        gateway.feed(simple_order("O1", 1)).await;
    }
}
