//! Internal systems tell of orders.

use crate::{
    cli::demo::{samples, stage::Stage, tell::order},
    proto::v1::{Order, OrderState},
};

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Orders come from a feed");
    let orders = vec![
        samples::full(),
        samples::part(),
        samples::pair(),
        samples::settled(),
    ];
    let fed = stage.feed(orders.clone()).await;
    stage.step(
        "feed orders full, part, pair and settled",
        "4 CREATED",
        &fed,
        order::fed,
    );
    let fed = stage.feed(orders).await;
    stage.step("feed them again", "4 UNCHANGED", &fed, order::fed);

    let older = Order {
        version: 0,
        state: OrderState::Closed.into(),
        ..samples::full()
    };
    let fed = stage.feed(vec![older]).await;
    stage.step(
        "feed an older version of full, closed",
        "1 STALE",
        &fed,
        order::fed,
    );
    stage
        .look_at_order(
            "read order full",
            "full",
            "PAID, refunded 0/30, pending 0",
            order::order,
        )
        .await;

    let unknown = stage.order("unknown").await;
    let expected = "NOT_FOUND ORDER_NOT_FOUND";
    stage.step(
        "read an order nobody told of",
        expected,
        &unknown,
        order::order,
    );
}
