//! Douyin's notices arrive in any order.

use crate::{
    cli::demo::{
        stage::Stage,
        tell::{self, Answer, listed, short, timeline},
    },
    proto::v1::{
        DouyinInfoSyncParm, DouyinNotice, ListDouyinNoticesRequest, NoticeListParm,
        UpdateThirdRefundInfoResponse, douyin_refund_service_client::DouyinRefundServiceClient,
    },
};

const ORDER: &str = "douyin-1";
const UNDECIDED: i32 = 0;
const AGREED: i32 = 1;
const REFUSED: i32 = 2;
const UNDOCUMENTED: i32 = 7;

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Douyin sends notices in any order");
    stage.remember_order(ORDER);
    out_of_order(stage).await;
    odd(stage).await;
}

async fn out_of_order(stage: &mut Stage) {
    send(
        stage,
        "agreed at 200",
        &notice("c1", AGREED, 200),
        "APPLIED",
    )
    .await;
    look(stage, "c1", "AGREED at 200, 1 kept").await;
    send(
        stage,
        "an older one: refused at 100",
        &notice("c1", REFUSED, 100),
        "SUPERSEDED",
    )
    .await;
    look(stage, "c1", "AGREED at 200, 2 kept").await;
    send(
        stage,
        "a newer one: undecided at 300",
        &notice("c1", UNDECIDED, 300),
        "SUPERSEDED",
    )
    .await;
    look(stage, "c1", "AGREED at 200, 3 kept").await;
    send(
        stage,
        "the older one again",
        &notice("c1", REFUSED, 100),
        "DUPLICATE",
    )
    .await;
    send(
        stage,
        "a newer decision: refused at 400",
        &notice("c1", REFUSED, 400),
        "APPLIED",
    )
    .await;
    look(stage, "c1", "REFUSED at 400, 4 kept").await;

    let stored = list(stage, ORDER, "c1").await;
    let expected = "at 200, not 100, not 300, at 400";
    stage.step("read which took effect", expected, &stored, |notices| {
        history(notices)
    });
    let events = stage.timeline(ORDER).await;
    let expected = "NOTICE, NOTICE, NOTICE, NOTICE";
    stage.step("read the timeline", expected, &events, |events| {
        timeline::kinds(events)
    });
}

async fn odd(stage: &mut Stage) {
    let odd = notice("c2", UNDOCUMENTED, 200);
    send(
        stage,
        "a result that no document names: 7",
        &odd,
        "APPLIED UNKNOWN_AUDIT_RESULT",
    )
    .await;
    look(stage, "c2", "7 at 200, 1 kept").await;

    let negative = NoticeListParm {
        total_count: -1,
        ..notice("c3", AGREED, 200)
    };
    let answer = update(stage, vec![notice("c4", AGREED, 200), negative]).await;
    let expected = "INVALID_ARGUMENT notice_list[1].total_count";
    stage.step(
        "two notices, one with a negative count",
        expected,
        &answer,
        results,
    );
    look(stage, "c4", "nothing").await;
}

fn notice(certificate_id: &str, audit_result: i32, audit_time: i64) -> NoticeListParm {
    NoticeListParm {
        certificate_id: certificate_id.to_owned(),
        code: "code-1".to_owned(),
        apply_time: 50,
        audit_time,
        audit_result,
        ..NoticeListParm::default()
    }
}

async fn send(stage: &mut Stage, done: &str, notice: &NoticeListParm, expected: &str) {
    let answer = update(stage, vec![notice.clone()]).await;
    stage.step(done, expected, &answer, results);
}

async fn update(
    stage: &Stage,
    notice_list: Vec<NoticeListParm>,
) -> Answer<UpdateThirdRefundInfoResponse> {
    let mut client = DouyinRefundServiceClient::new(stage.channel.clone());
    let request = DouyinInfoSyncParm {
        order_id: ORDER.to_owned(),
        notice_list,
    };
    Ok(client.update_third_refund_info(request).await?.into_inner())
}

async fn look(stage: &mut Stage, certificate_id: &str, expected: &str) {
    let stored = list(stage, ORDER, certificate_id).await;
    let done = format!("read what is in force for {certificate_id}");
    stage.step(&done, expected, &stored, |notices| in_force(notices));
}

/// The notices of a certificate.
pub(super) async fn list(
    stage: &Stage,
    order_id: &str,
    certificate_id: &str,
) -> Answer<Vec<DouyinNotice>> {
    let request = ListDouyinNoticesRequest {
        order_id: order_id.to_owned(),
        certificate_id: certificate_id.to_owned(),
        ..ListDouyinNoticesRequest::default()
    };
    let answer = stage.operations().list_douyin_notices(request).await?;
    Ok(answer.into_inner().notices)
}

/// What became of each notice, and what is odd about it.
fn results(response: &UpdateThirdRefundInfoResponse) -> String {
    listed(response.results.iter().map(|result| {
        let mut words = vec![tell::outcome(result.outcome())];
        words.extend(
            result
                .flags()
                .map(|flag| short(flag.as_str_name(), "DOUYIN_NOTICE_FLAG_")),
        );
        words.join(" ")
    }))
}

/// The notice in force of each certificate, and how many are in its history.
pub(super) fn in_force(notices: &[DouyinNotice]) -> String {
    listed(notices.iter().map(|notice| {
        let decision = match notice.audit_result {
            UNDECIDED => "UNDECIDED".to_owned(),
            AGREED => "AGREED".to_owned(),
            REFUSED => "REFUSED".to_owned(),
            other => other.to_string(),
        };
        let kept = notice.history.len();
        format!("{decision} at {}, {kept} kept", notice.audit_time)
    }))
}

/// Every notice as it arrived, and whether it took effect then.
pub(super) fn history(notices: &[DouyinNotice]) -> String {
    let entries = notices.iter().flat_map(|notice| &notice.history);
    listed(entries.map(|entry| {
        let at = entry.notice.as_ref().map_or(0, |notice| notice.audit_time);
        let whether = if entry.took_effect { "at" } else { "not" };
        format!("{whether} {at}")
    }))
}
