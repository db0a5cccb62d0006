//! Partners ask for refunds.

use crate::{
    cli::demo::{
        samples::{refund_all, refund_tickets},
        stage::Stage,
        tell::{self, Answer, order},
    },
    proto::v1::{RefundResponse, SignalOutcome},
};

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Refunds are asked for");
    in_full(stage).await;
    in_part(stage).await;
}

async fn in_full(stage: &mut Stage) {
    let first = stage.refund(refund_all("full")).await;
    let expected = "APPLIED 30, THIRD_PARTY_REFUNDING";
    stage.step(
        "refund every ticket of full",
        expected,
        &first,
        order::refund,
    );
    let expected = "THIRD_PARTY_REFUNDING, refunded 0/30, pending 30";
    stage
        .look_at_order("read order full", "full", expected, order::order)
        .await;

    let again = stage.refund(refund_all("full")).await;
    stage.step(
        "ask for the same again",
        "DUPLICATE, the first result",
        &again,
        |again| compared(again, &first),
    );
    let expected = "THIRD_PARTY_REFUNDING, 30 PENDING";
    stage
        .look_at_order(
            "read its applications",
            "full",
            expected,
            order::applications,
        )
        .await;
}

async fn in_part(stage: &mut Stage) {
    let first = stage.refund(refund_tickets("part", &["part-t1"])).await;
    stage.step(
        "refund one ticket of part",
        "APPLIED 10, PAID",
        &first,
        order::refund,
    );
    let again = stage.refund(refund_tickets("part", &["part-t1"])).await;
    stage.step(
        "ask for the same again",
        "DUPLICATE, the first result",
        &again,
        |again| compared(again, &first),
    );

    let overlapping = stage
        .refund(refund_tickets("part", &["part-t1", "part-t2"]))
        .await;
    let expected = "ALREADY_EXISTS REFUND_CONFLICT";
    stage.step(
        "refund it and another: they overlap",
        expected,
        &overlapping,
        order::refund,
    );
    let issued = stage.refund(refund_tickets("part", &["part-t3"])).await;
    let expected = "FAILED_PRECONDITION GATE_CREDENTIAL_ISSUED";
    stage.step(
        "refund a ticket with a gate credential",
        expected,
        &issued,
        order::refund,
    );

    let expected = "PAID, refunded 0/30, pending 10";
    stage
        .look_at_order("read order part", "part", expected, order::order)
        .await;
    let expected = "REFUNDING, ACTIVE, ACTIVE";
    stage
        .look_at_order("read its tickets", "part", expected, order::tickets)
        .await;
}

/// Apart from the outcome, the same request is answered with the first result
/// in every field: batch number, amounts, tickets, applications.
fn compared(again: &RefundResponse, first: &Answer<RefundResponse>) -> String {
    let is_first_result = first.as_ref().is_ok_and(|first| {
        let outcome = SignalOutcome::Applied.into();
        let again = RefundResponse {
            outcome,
            ..again.clone()
        };
        again == *first && !again.batchno.is_empty()
    });
    let which = if is_first_result {
        "the first result"
    } else {
        "another result"
    };
    format!("{}, {which}", tell::outcome(again.outcome()))
}
