//! Douyin's adapter sends notices over HTTP, in any of the old formats.

use serde_json::json;

use super::douyin;
use crate::cli::demo::{
    body::Sent,
    bson::Document,
    stage::Stage,
    tell::{http, timeline},
};

const TARGET: &str = "/api/WebInterface/Order/ThirdRefundInfo/Update";
const NAMESPACE: &str =
    "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.Douyin";
const ORDER: &str = "douyin-2";
/// What stays true from the third notice on, whatever follows.
const IN_FORCE: &str = "REFUSED at 300, 3 kept";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Douyin's adapter sends notices over HTTP, in every format");
    stage.remember_order(ORDER);
    let done = "agreed at 200, in JSON";
    post(stage, done, &as_json(2), "200 JSON, errcode 0").await;
    let done = "an older one in XML: refused at 100";
    post(stage, done, &as_xml(), "200 XML, errcode 0").await;
    let done = "a newer one as a form: refused at 300";
    post(stage, done, &as_form(), "200 JSON, errcode 0").await;
    let done = "the first again, in BSON";
    post(stage, done, &as_bson(), "200 BSON, errcode 0").await;
    look(stage).await;
    let stored = douyin::list(stage, ORDER, "c1").await;
    let expected = "at 200, not 100, at 300";
    stage.step("read which took effect", expected, &stored, |notices| {
        douyin::history(notices)
    });

    let answer = stage.http.post(TARGET, &as_json(-1)).await;
    let done = "one with a negative count";
    stage.step(done, "200 JSON, errcode 1001", &answer, http::errcode);
    look(stage).await;
    let events = stage.timeline(ORDER).await;
    let expected = "NOTICE, NOTICE, NOTICE";
    stage.step("read the timeline", expected, &events, |events| {
        timeline::kinds(events)
    });
}

async fn post(stage: &mut Stage, done: &str, sent: &Sent, expected: &str) {
    let answer = stage.http.post(TARGET, sent).await;
    stage.step(done, expected, &answer, http::result);
}

async fn look(stage: &mut Stage) {
    let stored = douyin::list(stage, ORDER, "c1").await;
    let done = "read what is in force for c1";
    stage.step(done, IN_FORCE, &stored, |notices| douyin::in_force(notices));
}

fn as_json(total_count: i32) -> Sent {
    Sent::json(&json!({
        "order_id": ORDER,
        "notice_list": [{
            "certificate_id": "c1",
            "code": "code-1",
            "total_count": total_count,
            "apply_time": 50,
            "audit_time": 200,
            "audit_result": 1,
        }],
    }))
}

fn as_xml() -> Sent {
    Sent::xml(format!(
        r#"<DouyinInfoSyncParm xmlns="{NAMESPACE}"><notice_list><NoticeListParm><apply_time>50</apply_time><audit_result>2</audit_result><audit_time>100</audit_time><certificate_id>c1</certificate_id><code>code-1</code><total_count>2</total_count></NoticeListParm></notice_list><order_id>{ORDER}</order_id></DouyinInfoSyncParm>"#
    ))
}

fn as_form() -> Sent {
    Sent::form(&[
        ("order_id", ORDER),
        ("notice_list[0].certificate_id", "c1"),
        ("notice_list[0].code", "code-1"),
        ("notice_list[0].total_count", "2"),
        ("notice_list[0].verify_count", "0"),
        ("notice_list[0].apply_time", "50"),
        ("notice_list[0].audit_time", "300"),
        ("notice_list[0].audit_result", "2"),
    ])
}

fn as_bson() -> Sent {
    let notice = Document::default()
        .text("certificate_id", "c1")
        .text("code", "code-1")
        .int32("total_count", 2)
        .int64("apply_time", 50)
        .int64("audit_time", 200)
        .int32("audit_result", 1);
    let document = Document::default().text("order_id", ORDER);
    Sent::bson(document.list_of("notice_list", notice))
}
