//! Refund applications that another system has made and the feed tells of.

use refund_gateway::domain::{
    feed::FeedOutcome,
    money::Fen,
    order::{OrderState, TicketState},
    reason::Reason,
};

use crate::world::{Fed, fields, order, reason, world_with};

fn paid() -> Fed {
    order("A").payment("P1", "100").payment("P2", "50")
}

#[test]
fn a_fed_application_is_pending_until_its_callback() {
    let mut world = world_with(paid().application("X1", "P1", "30"));
    assert_eq!(world.money("P1"), "0 refunded and 30 pending of 100");
    assert_eq!(world.order("A").pending_applications, 1);
    world.callback("X1", "P1", "30").expect("applied");
    assert_eq!(world.money("P1"), "30 refunded and 0 pending of 100");
    assert_eq!(world.order("A").pending_applications, 0);
    assert_eq!(world.state("A"), OrderState::Paid);
}

#[test]
fn a_known_application_is_not_added_again_whether_pending_or_handled() {
    let fed = |version| paid().version(version).application("X1", "P1", "30");
    let mut world = world_with(fed(1));
    world.feed(fed(2)).expect("taken");
    assert_eq!(world.money("P1"), "0 refunded and 30 pending of 100");
    world.callback("X1", "P1", "30").expect("applied");
    world.feed(fed(3)).expect("taken");
    assert_eq!(world.money("P1"), "30 refunded and 0 pending of 100");
    let result = world.feed(fed(3)).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Unchanged);
}

#[test]
fn a_known_application_cannot_change_its_amount() {
    let mut world = world_with(paid().application("X1", "P1", "30"));
    let other = paid().version(2).application("X1", "P1", "31");
    let refused = world.feed(other);
    assert_eq!(
        fields(refused.clone()),
        ["orders[0].applications[0].amount"]
    );
    assert_eq!(reason(refused), Reason::OrderFeedContradiction);
}

#[test]
fn one_batch_holds_many_trades() {
    let both = paid()
        .application("X1", "P1", "30")
        .application("X1", "P2", "20");
    let mut world = world_with(both);
    let key = ("A".into(), "X1".into());
    let refund = world.database.rows.refunds.get(&key).expect("stored");
    assert_eq!(refund.amount, Fen::from_stored(5_000));
    world.callback("X1", "P2", "20").expect("applied");
    assert_eq!(world.money("P1"), "0 refunded and 30 pending of 100");
    assert_eq!(world.money("P2"), "20 refunded and 0 pending of 50");
}

#[test]
fn fed_applications_never_exceed_what_is_left_of_the_payment() {
    let mut world = world_with(paid().application("X1", "P1", "60"));
    for more in [
        paid().application("X2", "P1", "40.01"),
        paid()
            .application("X2", "P1", "20")
            .application("X3", "P1", "20.01"),
    ] {
        let refused = world.feed(more.version(2));
        assert_eq!(reason(refused), Reason::RefundExceedsPaid);
    }
    let rest = paid().version(2).application("X2", "P1", "40");
    world.feed(rest).expect("exactly what is left");
    assert_eq!(world.money("P1"), "0 refunded and 100 pending of 100");
}

#[test]
fn what_was_refunded_before_is_not_left_for_fed_applications() {
    let fed = order("A")
        .payment_refunded_before("P1", "100", "70")
        .application("X1", "P1", "30.01");
    let refused = crate::world::World::default().feed(fed);
    assert_eq!(reason(refused), Reason::RefundExceedsPaid);
}

#[test]
fn a_fed_application_is_of_a_payment_of_its_own_order() {
    let mut world = world_with(paid());
    for trandeno in ["P1", "unknown"] {
        let refused = world.feed(order("Z").application("X1", trandeno, "1"));
        assert_eq!(
            fields(refused.clone()),
            ["orders[0].applications[0].trandeno"]
        );
        assert_eq!(reason(refused), Reason::InvalidArgument);
    }
}

#[test]
fn an_order_becomes_refunding_by_feed_once_applications_wait() {
    let refunding = |version| {
        paid()
            .version(version)
            .state(OrderState::ThirdPartyRefunding)
    };
    let mut world = world_with(paid());
    assert_eq!(
        reason(world.feed(refunding(2))),
        Reason::OrderTransitionForbidden
    );
    // The applications may come in the same version, or have come before.
    let mut at_once = world.clone();
    at_once
        .feed(refunding(2).application("X1", "P1", "100"))
        .expect("taken");
    assert_eq!(at_once.state("A"), OrderState::ThirdPartyRefunding);
    world
        .feed(paid().version(2).application("X1", "P1", "100"))
        .expect("taken");
    world.feed(refunding(3)).expect("taken");
    world.callback("X1", "P1", "100").expect("applied");
    assert_eq!(world.state("A"), OrderState::Closed);
    assert!(world.order("A").closed_by_refund);
}

#[test]
fn fed_applications_are_not_left_for_refunds_of_the_gateway() {
    let mut world = world_with(
        order("A")
            .payment("P1", "100")
            .ticket("T1", "60")
            .ticket("T2", "40")
            .application("X1", "P1", "50"),
    );
    assert_eq!(
        reason(world.refund("A", &["T1"])),
        Reason::RefundExceedsPaid
    );
    let refund = world.refund_all("A").expect("granted");
    assert_eq!(refund.refund.amount.to_string(), "50");
    assert_eq!(world.ticket("A", "T1"), TicketState::Refunding);
}
