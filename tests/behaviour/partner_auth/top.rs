//! TOP signatures, checked by the server.

use refund_gateway::proto::v1::{TopSignMethod, TopVerdict, VerifyTopSignatureRequest};

use crate::support::{partner::Office, *};

/// The example of the platform's documentation.
fn documented() -> VerifyTopSignatureRequest {
    let signed = "app_key12345678fieldsnum_iid,title,nick,price,numformatjson\
        methodtaobao.item.seller.getnum_iid11223344sessiontestsign_methodmd5\
        timestamp2016-01-01 12:00:00v2.0";
    VerifyTopSignatureRequest {
        app_key: "12345678".into(),
        sign_method: TopSignMethod::Md5.into(),
        sign: "66987CB115214E59E6EC978214934FB8".into(),
        signed: signed.into(),
    }
}

async fn verdict(gateway: &Gateway, request: VerifyTopSignatureRequest) -> TopVerdict {
    let answer = gateway.partner_auth().verify_top_signature(request).await;
    answer.unwrap().into_inner().verdict()
}

fn add(office: &Office, secret: &str, more: &[&str]) {
    let add = ["top-app", "add", "--app-key", "12345678", "--secret-stdin"];
    office.succeed(&[&add[..], more].concat(), secret);
}

on_every_database! {
    async fn a_signature_holds_or_not(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        assert_eq!(verdict(&gateway, documented()).await, TopVerdict::UnknownApp);

        add(&office, "helloworld\n", &[]);
        // As often as it comes: TOP's own clients repeat their calls.
        for _ in 0..2 {
            assert_eq!(verdict(&gateway, documented()).await, TopVerdict::Accepted);
        }
        let keyed = TopSignMethod::HmacSha256.into();
        let lower = documented().sign.to_lowercase();
        for request in [
            VerifyTopSignatureRequest { signed: b"v2.0".to_vec(), ..documented() },
            VerifyTopSignatureRequest { sign_method: keyed, ..documented() },
            VerifyTopSignatureRequest { sign: lower, ..documented() },
        ] {
            assert_eq!(verdict(&gateway, request).await, TopVerdict::BadSignature);
        }
    }

    async fn an_application_comes_and_goes_while_the_server_runs(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        add(&office, "another", &[]);
        assert_eq!(verdict(&gateway, documented()).await, TopVerdict::BadSignature);
        // The new secret holds at once.
        add(&office, "helloworld", &["--replace"]);
        assert_eq!(verdict(&gateway, documented()).await, TopVerdict::Accepted);

        office.succeed(&["top-app", "disable", "--app-key", "12345678"], "");
        eventually(async || {
            let verdict = verdict(&gateway, documented()).await;
            (verdict == TopVerdict::UnknownApp).then_some(())
        })
        .await;
    }
}
