//! A travel agency asks for refunds over HTTP, and signs with HAWK.

use serde_json::json;

use crate::{
    cli::demo::{
        body::Sent,
        hawk::{Signed, SignedAnswer},
        partners::{AGENT, PASSWORD},
        samples,
        stage::Stage,
        tell::{Answer, http, order},
    },
    proto::v1::Order,
};

const TARGET: &str = "/api/Order/Refund";
const NAMESPACE: &str =
    "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.WebInterface";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("A travel agency asks for refunds over HTTP, signed with HAWK");
    let fed = stage.feed(vec![agency(), of_another()]).await;
    let done = "feed order agency, and other of another agency";
    stage.step(done, "2 CREATED", &fed, order::fed);
    unsigned_or_badly(stage).await;
    signed(stage).await;
}

async fn unsigned_or_badly(stage: &mut Stage) {
    let answer = stage.http.post(TARGET, &as_json("agency")).await;
    let done = "ask for one ticket of agency, unsigned";
    stage.step(done, "401, Hawk", &answer, http::challenge);

    let answer = post(stage, "a wrong password", as_json("agency")).await;
    let expected = r#"401, Hawk error="Bad mac""#;
    stage.step("signed with another password", expected, &answer, challenge);

    let changed = Signed::new(&stage.http, TARGET, PASSWORD, as_json("agency"));
    let changed = changed.map(|signed| signed.tampered(as_json("other")));
    let answer = send(stage, &changed).await;
    let expected = r#"401, Hawk error="Bad payload hash""#;
    stage.step("signed, and changed since", expected, &answer, challenge);
    look(stage, "PAID, refunded 0/30, pending 0").await;
}

async fn signed(stage: &mut Stage) {
    let first = Signed::new(&stage.http, TARGET, PASSWORD, as_json("agency"));
    let answer = send(stage, &first).await;
    let expected = "200 JSON, errcode 0, genuine";
    stage.step("signed, in JSON", expected, &answer, http::signed);
    look(stage, "PAID, refunded 0/30, pending 10").await;

    let answer = send(stage, &first).await;
    let expected = r#"401, Hawk error="Invalid nonce""#;
    let done = "replay it with the same signature";
    stage.step(done, expected, &answer, challenge);
    let answer = post(stage, PASSWORD, as_xml("agency")).await;
    let expected = "200 XML, errcode 0, genuine";
    let done = "ask for the same again, in XML";
    stage.step(done, expected, &answer, http::signed);
    let applications = "PAID, 10 PENDING";
    let done = "read its applications";
    stage
        .look_at_order(done, "agency", applications, order::applications)
        .await;

    let answer = post(stage, PASSWORD, as_json("other")).await;
    let expected = "200 JSON, errcode 5001 订单不属于该合作方, genuine";
    let done = "ask for a ticket of the other agency's order";
    stage.step(done, expected, &answer, http::signed);
}

fn agency() -> Order {
    Order {
        agent: Some(AGENT.to_owned()),
        ..samples::order("agency", &["30"], &["10", "10", "10"])
    }
}

fn of_another() -> Order {
    Order {
        agent: Some("agent02".to_owned()),
        ..samples::order("other", &["10"], &["10"])
    }
}

/// A request to refund the first ticket of an order.
fn as_json(orderid: &str) -> Sent {
    Sent::json(&json!({
        "orderid": orderid,
        "refundallticket": "0",
        "ticketids": [format!("{orderid}-t1")],
    }))
}

/// The same, as the old clients' serializer wrote it.
fn as_xml(orderid: &str) -> Sent {
    Sent::xml(format!(
        r#"<RefundParm xmlns="{NAMESPACE}"><orderid>{orderid}</orderid><refundallticket>0</refundallticket><ticketids xmlns:a="{ARRAYS}"><a:string>{orderid}-t1</a:string></ticketids></RefundParm>"#
    ))
}

async fn post(stage: &Stage, password: &str, sent: Sent) -> Answer<SignedAnswer> {
    let signed = Signed::new(&stage.http, TARGET, password, sent);
    send(stage, &signed).await
}

async fn send(stage: &Stage, signed: &Answer<Signed>) -> Answer<SignedAnswer> {
    match signed {
        Ok(signed) => signed.send(&stage.http).await,
        Err(status) => Err(status.clone()),
    }
}

fn challenge(signed: &SignedAnswer) -> String {
    http::challenge(&signed.answer)
}

async fn look(stage: &mut Stage, expected: &str) {
    let done = "read order agency";
    stage
        .look_at_order(done, "agency", expected, order::order)
        .await;
}
