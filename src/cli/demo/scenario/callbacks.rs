//! The e-payment platform tells what it has refunded.

use crate::{
    cli::demo::{
        samples::{self, refund_all},
        stage::Stage,
        tell::{callback, order, timeline},
    },
    proto::v1::{Order, OrderState},
};

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("The e-payment platform calls back");
    repeated(stage).await;
    in_part(stage).await;
    two_payments(stage).await;
    settled(stage).await;
}

async fn repeated(stage: &mut Stage) {
    let batchno = stage.batchno("full", "full-p1").await;
    let first = stage.callback(&batchno, "full-p1", "30.00").await;
    let expected = "APPLIED, order CLOSED";
    stage.step(
        "a callback for all of full",
        expected,
        &first,
        callback::answer,
    );
    let closed = "CLOSED, refunded 30/30, pending 0";
    stage
        .look_at_order("read order full", "full", closed, order::order)
        .await;

    let again = stage.callback(&batchno, "full-p1", "30").await;
    let expected = "DUPLICATE, order CLOSED";
    stage.step(
        "the same callback again",
        expected,
        &again,
        callback::answer,
    );
    let other = stage.callback(&batchno, "full-p1", "29.99").await;
    let expected = "ALREADY_EXISTS CALLBACK_CONFLICT";
    stage.step(
        "the same callback, another amount",
        expected,
        &other,
        callback::answer,
    );

    let stored = stage.stored_callback(&batchno, "full-p1").await;
    let expected = "APPLIED 30, kept aside 29.99";
    stage.step("read the callback", expected, &stored, callback::callback);
    stage
        .look_at_order("read order full", "full", closed, order::order)
        .await;
    let events = stage.timeline("full").await;
    let expected = "CREATED, REQUESTED, APPLIED, CONFLICT";
    stage.step("read the timeline of full", expected, &events, |events| {
        timeline::kinds(events)
    });
}

async fn in_part(stage: &mut Stage) {
    let batchno = stage.batchno("part", "part-p1").await;
    let first = stage.callback(&batchno, "part-p1", "10").await;
    let expected = "APPLIED, order PAID";
    stage.step(
        "a callback for one ticket of part",
        expected,
        &first,
        callback::answer,
    );
    let expected = "PAID, refunded 10/30, pending 0";
    stage
        .look_at_order("read order part", "part", expected, order::order)
        .await;
    let expected = "REFUNDED, ACTIVE, ACTIVE";
    stage
        .look_at_order("read its tickets", "part", expected, order::tickets)
        .await;
}

async fn two_payments(stage: &mut Stage) {
    let refund = stage.refund(refund_all("pair")).await;
    let expected = "APPLIED 20, THIRD_PARTY_REFUNDING";
    stage.step(
        "refund pair, which has two payments",
        expected,
        &refund,
        order::refund,
    );

    let batchno = stage.batchno("pair", "pair-p1").await;
    let first = stage.callback(&batchno, "pair-p1", "12").await;
    let expected = "APPLIED, order THIRD_PARTY_REFUNDING";
    stage.step(
        "a callback for its first payment",
        expected,
        &first,
        callback::answer,
    );
    let expected = "THIRD_PARTY_REFUNDING, 12 HANDLED, 8 PENDING";
    stage
        .look_at_order(
            "read its applications",
            "pair",
            expected,
            order::applications,
        )
        .await;

    let second = stage.callback(&batchno, "pair-p2", "8").await;
    let expected = "APPLIED, order CLOSED";
    stage.step(
        "a callback for its second payment",
        expected,
        &second,
        callback::answer,
    );
    let expected = "CLOSED, refunded 12/12 + 8/8, pending 0 + 0";
    stage
        .look_at_order("read order pair", "pair", expected, order::order)
        .await;
}

async fn settled(stage: &mut Stage) {
    let refund = stage.refund(refund_all("settled")).await;
    let expected = "APPLIED 18.8, THIRD_PARTY_REFUNDING";
    stage.step("refund settled", expected, &refund, order::refund);
    let newer = Order {
        version: 2,
        state: OrderState::Settled.into(),
        ..samples::settled()
    };
    let fed = stage.feed(vec![newer]).await;
    stage.step(
        "the feed tells that it was settled",
        "1 UPDATED",
        &fed,
        order::fed,
    );

    let batchno = stage.batchno("settled", "settled-p1").await;
    let first = stage.callback(&batchno, "settled-p1", "18.80").await;
    let expected = "APPLIED, order SETTLED";
    stage.step(
        "a callback for all of settled",
        expected,
        &first,
        callback::answer,
    );
    let expected = "SETTLED, refunded 18.8/18.8, pending 0";
    stage
        .look_at_order("read order settled", "settled", expected, order::order)
        .await;
}
