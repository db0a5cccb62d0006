//! The e-payment platform calls back over HTTP, in any of the old formats.

use serde_json::json;

use crate::cli::demo::{
    body::Sent,
    bson::Document,
    stage::Stage,
    tell::{callback, http, order, timeline},
};

const TARGET: &str = "/api/WebInterface/EPay/Refund/EndSingle/Success";
const NAMESPACE: &str =
    "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm";
const TRANDENO: &str = "agency-p1";
/// What stays true from the first callback on, whatever follows.
const REFUNDED: &str = "PAID, refunded 10/30, pending 0";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("The e-payment platform calls back over HTTP, in every format");
    let batchno = stage.batchno("agency", TRANDENO).await;
    repeated(stage, &batchno).await;
    refused(stage, &batchno).await;
}

async fn repeated(stage: &mut Stage, batchno: &str) {
    let sent = as_json(batchno, "10.00");
    post(stage, "a callback in JSON", &sent, "200 JSON, errcode 0").await;
    look(stage).await;
    let sent = as_xml(batchno);
    post(stage, "the same in XML", &sent, "200 XML, errcode 0").await;
    let sent = as_form(batchno);
    post(stage, "the same as a form", &sent, "200 JSON, errcode 0").await;
    let sent = as_bson(batchno);
    post(stage, "the same in BSON", &sent, "200 BSON, errcode 0").await;
    look(stage).await;
    let events = stage.timeline("agency").await;
    let expected = "CREATED, REQUESTED, APPLIED";
    stage.step("read the timeline of agency", expected, &events, |events| {
        timeline::kinds(events)
    });
}

async fn refused(stage: &mut Stage, batchno: &str) {
    let answer = stage.http.post(TARGET, &as_json(batchno, "9.99")).await;
    let done = "the same, another amount";
    stage.step(done, "200 JSON, errcode 4002", &answer, http::errcode);
    let stored = stage.stored_callback(batchno, TRANDENO).await;
    let expected = "APPLIED 10, kept aside 9.99";
    stage.step("read the callback", expected, &stored, callback::callback);

    let sent = as_json("", "10.00");
    let expected = "200 JSON, errcode 1001 batchno 字段是必需的。";
    post(stage, "one without a batch number", &sent, expected).await;
    look(stage).await;
}

async fn post(stage: &mut Stage, done: &str, sent: &Sent, expected: &str) {
    let answer = stage.http.post(TARGET, sent).await;
    stage.step(done, expected, &answer, http::result);
}

async fn look(stage: &mut Stage) {
    let done = "read order agency";
    stage
        .look_at_order(done, "agency", REFUNDED, order::order)
        .await;
}

fn as_json(batchno: &str, refundmoney: &str) -> Sent {
    Sent::json(&json!({
        "batchno": batchno,
        "trandeno": TRANDENO,
        "refundmoney": refundmoney,
    }))
}

fn as_xml(batchno: &str) -> Sent {
    Sent::xml(format!(
        r#"<EPayEndRefundSuccessParm xmlns="{NAMESPACE}"><batchno>{batchno}</batchno><refundmoney>10.0</refundmoney><trandeno>{TRANDENO}</trandeno></EPayEndRefundSuccessParm>"#
    ))
}

fn as_form(batchno: &str) -> Sent {
    Sent::form(&[
        ("batchno", batchno),
        ("trandeno", TRANDENO),
        ("refundmoney", "10"),
    ])
}

fn as_bson(batchno: &str) -> Sent {
    let document = Document::default()
        .text("batchno", batchno)
        .text("trandeno", TRANDENO)
        .double("refundmoney", 10.0);
    Sent::bson(document)
}
