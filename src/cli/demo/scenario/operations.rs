//! An operator looks after callbacks that could not be applied.

use crate::{
    cli::demo::{
        samples::{self, refund_tickets},
        stage::Stage,
        tell::{Answer, callback, order, timeline},
    },
    proto::v1::{
        Callback, CallbackState, ListCallbacksRequest, RefundResponse, ReplayCallbackRequest,
        ReplayCallbackResponse, ResolveCallbackRequest, TimelineEventKind,
    },
};

const PAYMENT: &str = "review-p1";
const FOREIGN_BATCH: &str = "nobodys-batch";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("An operator looks after what needs attention");
    let (first, second) = two_refunds(stage).await;
    needs_attention(stage, &first).await;
    replay(stage, &first, &second).await;
    resolve(stage).await;
    afterwards(stage).await;
}

/// Two refunds of one payment. Answers their batch numbers.
async fn two_refunds(stage: &mut Stage) -> (String, String) {
    let fed = stage
        .feed(vec![samples::order("review", &["30"], &["10", "20"])])
        .await;
    stage.step("feed order review", "1 CREATED", &fed, order::fed);
    let first = stage.refund(refund_tickets("review", &["review-t1"])).await;
    stage.step(
        "refund its first ticket",
        "APPLIED 10, PAID",
        &first,
        order::refund,
    );
    let second = stage.refund(refund_tickets("review", &["review-t2"])).await;
    let expected = "APPLIED 20, THIRD_PARTY_REFUNDING";
    stage.step("refund its second ticket", expected, &second, order::refund);
    let batchno = |refund: Answer<RefundResponse>| refund.unwrap_or_default().batchno;
    (batchno(first), batchno(second))
}

async fn needs_attention(stage: &mut Stage, first: &str) {
    let too_much = stage.callback(first, PAYMENT, "12").await;
    let expected = "FAILED_PRECONDITION CALLBACK_EXCEEDS_PAYMENT";
    stage.step(
        "a callback of 12 for the first",
        expected,
        &too_much,
        callback::answer,
    );
    let foreign = stage.callback(FOREIGN_BATCH, PAYMENT, "5").await;
    let expected = "NOT_FOUND REFUND_APPLICATION_NOT_FOUND";
    stage.step(
        "a callback that nobody applied for",
        expected,
        &foreign,
        callback::answer,
    );

    let waiting = list(stage).await;
    let expected = "12 of review-p1, 5 of review-p1";
    stage.step("list what needs attention", expected, &waiting, |all| {
        callback::list(all)
    });
    let stored = stage.stored_callback(first, PAYMENT).await;
    let expected = "NEEDS_ATTENTION 12, CALLBACK_EXCEEDS_PAYMENT";
    stage.step(
        "read why the first waits",
        expected,
        &stored,
        callback::callback,
    );
}

async fn replay(stage: &mut Stage, first: &str, second: &str) {
    let lower = stage.callback(second, PAYMENT, "15").await;
    let expected = "APPLIED, order THIRD_PARTY_REFUNDING, differs";
    stage.step(
        "the second comes to 15 instead of 20",
        expected,
        &lower,
        callback::answer,
    );

    let answer = replay_by(stage, first, "", "").await;
    let expected = "INVALID_ARGUMENT operator, reason";
    stage.step("replay the first: by nobody", expected, &answer, replayed);
    let answer = replay_by(stage, first, "chen", "the second left enough").await;
    stage.step(
        "replay the first: by whom and why",
        "APPLIED: APPLIED 12",
        &answer,
        replayed,
    );
    let expected = "CLOSED, refunded 27/30, pending 0";
    stage
        .look_at_order("read order review", "review", expected, order::order)
        .await;
    let expected = "10 became 12, 20 became 15";
    stage
        .look_at_order(
            "read what to reconcile",
            "review",
            expected,
            order::to_reconcile,
        )
        .await;
}

async fn replay_by(
    stage: &Stage,
    batchno: &str,
    operator: &str,
    reason: &str,
) -> Answer<ReplayCallbackResponse> {
    let request = ReplayCallbackRequest {
        batchno: batchno.to_owned(),
        trandeno: PAYMENT.to_owned(),
        operator: operator.to_owned(),
        reason: reason.to_owned(),
    };
    Ok(stage
        .operations()
        .replay_callback(request)
        .await?
        .into_inner())
}

fn replayed(response: &ReplayCallbackResponse) -> String {
    callback::handled(response.outcome(), response.callback.as_ref())
}

async fn resolve(stage: &mut Stage) {
    let request = ResolveCallbackRequest {
        batchno: FOREIGN_BATCH.to_owned(),
        trandeno: PAYMENT.to_owned(),
        operator: "lin".to_owned(),
        reason: "refunded by hand".to_owned(),
    };
    let answer = stage.operations().resolve_callback(request).await;
    let answer = answer.map(tonic::Response::into_inner);
    let expected = "APPLIED: RESOLVED 5, REFUND_APPLICATION_NOT_FOUND";
    stage.step(
        "resolve the other: by whom and why",
        expected,
        &answer,
        |response| callback::handled(response.outcome(), response.callback.as_ref()),
    );
    let again = stage.callback(FOREIGN_BATCH, PAYMENT, "5").await;
    stage.step(
        "that callback again",
        "DUPLICATE, RESOLVED",
        &again,
        callback::answer,
    );
}

async fn afterwards(stage: &mut Stage) {
    let waiting = list(stage).await;
    stage.step("list what needs attention", "nothing", &waiting, |all| {
        callback::list(all)
    });
    let events = stage.timeline("review").await;
    for (done, kind, expected) in [
        (
            "read who replayed, and why",
            TimelineEventKind::CallbackReplayed,
            "chen: the second left enough",
        ),
        (
            "read who resolved, and why",
            TimelineEventKind::CallbackResolved,
            "lin: refunded by hand",
        ),
    ] {
        stage.step(done, expected, &events, |events| {
            timeline::who_and_why(events, kind)
        });
    }
}

async fn list(stage: &Stage) -> Answer<Vec<Callback>> {
    let request = ListCallbacksRequest {
        state: CallbackState::NeedsAttention.into(),
        ..ListCallbacksRequest::default()
    };
    let answer = stage.operations().list_callbacks(request).await?;
    Ok(answer.into_inner().callbacks)
}
