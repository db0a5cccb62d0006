//! What is refused before a signature is looked at.

use refund_gateway::proto::v1::{
    HawkArtifacts, SignHawkResponseRequest, VerifyHawkRequest, VerifyTopSignatureRequest,
};
use tonic::Code;

use crate::support::{
    partner::{Office, Signing, payload_hashes},
    *,
};

type Change<T> = fn(&mut T);

/// A text that is one too long.
fn long(length: usize) -> String {
    "a".repeat(length + 1)
}

const BAD_ARTIFACTS: [(&str, Change<HawkArtifacts>); 15] = [
    ("artifacts.id", |it| it.id = String::new()),
    ("artifacts.id", |it| it.id = "旅行社".into()),
    ("artifacts.ts", |it| it.ts = "abc".into()),
    ("artifacts.ts", |it| it.ts = "+176000000".into()),
    ("artifacts.ts", |it| it.ts = "18446744073709551615".into()),
    ("artifacts.nonce", |it| it.nonce = "a\nb".into()),
    ("artifacts.nonce", |it| it.nonce = long(4096)),
    ("artifacts.method", |it| it.method = "post".into()),
    ("artifacts.resource", |it| it.resource = "/a\nb".into()),
    ("artifacts.host", |it| it.host = String::new()),
    ("artifacts.host", |it| it.host = long(255)),
    ("artifacts.port", |it| it.port = 0),
    ("artifacts.port", |it| it.port = 65_536),
    ("artifacts.app", |it| it.app = Some(String::new())),
    ("artifacts.dlg", |it| it.dlg = Some("a\\b".into())),
];

on_every_database! {
    async fn what_breaks_the_grammar_of_hawk_is_refused_by_name(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        let mut client = gateway.partner_auth();
        for (field, change) in BAD_ARTIFACTS {
            let mut request = Signing::default().sign("n1");
            change(request.artifacts.as_mut().unwrap());
            let answer = SignHawkResponseRequest {
                artifacts: request.artifacts.clone(),
                payload: Some(payload_hashes("")),
            };
            let refused = Refused::from_call(client.verify_hawk(request).await);
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
            let refused = Refused::from_call(client.sign_hawk_response(answer).await);
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        }
        let changes: [(&str, Change<VerifyHawkRequest>); 6] = [
            ("mac", |it| it.mac = String::new()),
            ("hash", |it| it.hash = Some(String::new())),
            ("ext", |it| it.ext = Some("a\"b".into())),
            ("payload.sha256", |it| it.payload.as_mut().unwrap().sha256 = vec![1; 31]),
            ("payload.sha1", |it| it.payload.as_mut().unwrap().sha1 = Vec::new()),
            ("artifacts", |it| it.artifacts = None),
        ];
        for (field, change) in changes {
            let mut request = Signing::default().sign("n1");
            change(&mut request);
            let refused = Refused::from_call(client.verify_hawk(request).await);
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        }
        let answer = SignHawkResponseRequest {
            artifacts: Signing::default().sign("n1").artifacts,
            payload: None,
        };
        let refused = Refused::from_call(client.sign_hawk_response(answer).await);
        refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", "payload");
    }

    async fn a_top_call_has_an_application_a_method_and_a_signature(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        let request = VerifyTopSignatureRequest::default();
        let answer = gateway.partner_auth().verify_top_signature(request).await;
        let refused = Refused::from_call(answer);
        refused.is(Code::InvalidArgument, "INVALID_ARGUMENT");
        assert_eq!(refused.fields, ["app_key", "sign", "sign_method"]);
    }
}
