//! A callback arrives before anybody told of its payment. Nothing is lost: it
//! is applied by itself once the order is known.

use crate::{
    cli::demo::{
        samples::{self, decimal},
        stage::Stage,
        tell::{callback, order, timeline},
    },
    proto::v1::{Order, OrderState, RefundApplication},
};

const BATCHNO: &str = "other-system-1";
const TRANDENO: &str = "late-p1";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("A callback arrives before its order");
    let early = stage.callback(BATCHNO, TRANDENO, "15").await;
    let expected = "NOT_FOUND PAYMENT_NOT_FOUND";
    stage.step(
        "a callback for an unknown payment",
        expected,
        &early,
        callback::answer,
    );
    let stored = stage.stored_callback(BATCHNO, TRANDENO).await;
    let expected = "RECEIVED 15, PAYMENT_NOT_FOUND";
    stage.step(
        "read the callback: it is kept",
        expected,
        &stored,
        callback::callback,
    );

    let fed = stage.feed(vec![late()]).await;
    let done = "feed order late with its refund under way";
    stage.step(done, "1 CREATED", &fed, order::fed);
    let stored = stage.callback_once_applied(BATCHNO, TRANDENO).await;
    let done = "read the callback until it applied by itself";
    stage.step(done, "APPLIED 15", &stored, callback::callback);
    let expected = "CLOSED, refunded 15/15, pending 0";
    stage
        .look_at_order("read order late", "late", expected, order::order)
        .await;
    let events = stage.timeline("late").await;
    stage.step(
        "read the timeline of late",
        "CREATED, APPLIED",
        &events,
        |events| timeline::kinds(events),
    );
}

/// Another system has applied for its refund.
fn late() -> Order {
    Order {
        state: OrderState::ThirdPartyRefunding.into(),
        applications: vec![RefundApplication {
            batchno: BATCHNO.to_owned(),
            trandeno: TRANDENO.to_owned(),
            amount: Some(decimal("15")),
            ..RefundApplication::default()
        }],
        ..samples::order("late", &["15"], &[])
    }
}
