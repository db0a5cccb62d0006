//! The order feed: it adds, and never undoes what the gateway itself decided.

use refund_gateway::domain::{
    audit::EventKind,
    feed::{FeedOrders, FeedOutcome, RawOrder},
    order::{OrderState, TicketState},
    reason::Reason,
};

use crate::world::{Fed, World, fields, order, reason, world_with};

/// Paid by one payment, with two tickets.
fn paid() -> Fed {
    order("A")
        .payment("P1", "100")
        .ticket("T1", "60")
        .ticket("T2", "40")
}

#[test]
fn a_new_order_is_taken_with_its_payments_and_tickets() {
    let mut world = World::default();
    let result = world.feed(paid().agent("agent01")).expect("taken");
    assert_eq!(result.order_id, "A");
    assert_eq!(result.outcome, FeedOutcome::Created);
    assert_eq!((result.state, result.version), (OrderState::Paid, 1));
    assert_eq!(world.order("A").agent.as_deref(), Some("agent01"));
    assert_eq!(world.money("P1"), "0 refunded and 0 pending of 100");
    assert_eq!(world.ticket("A", "T1"), TicketState::Active);
    assert_eq!(world.events(EventKind::OrderCreated).len(), 1);
}

#[test]
fn a_new_order_is_taken_in_whatever_state_the_feed_says() {
    for state in OrderState::ALL {
        let world = world_with(paid().state(state));
        assert_eq!(world.state("A"), state);
        assert!(!world.order("A").closed_by_refund);
    }
}

#[test]
fn a_feed_may_add_payments_and_tickets_and_what_it_leaves_out_stays() {
    let mut world = world_with(paid());
    let more = order("A").version(2).payment("P2", "5").ticket("T3", "5");
    let result = world.feed(more).expect("taken");
    assert_eq!(result.outcome, FeedOutcome::Updated);
    let rows = &world.database.rows;
    let payments = rows.payments_of("A");
    let payments: Vec<_> = payments.iter().map(|row| row.trandeno.as_str()).collect();
    assert_eq!(payments, ["P1", "P2"]);
    let tickets = rows.tickets_of("A");
    let tickets: Vec<_> = tickets.iter().map(|row| row.ticketid.as_str()).collect();
    assert_eq!(tickets, ["T1", "T2", "T3"]);
    assert_eq!(world.events(EventKind::OrderUpdated).len(), 1);
}

#[test]
fn payments_and_tickets_keep_the_order_in_which_the_feed_tells_them() {
    let first = order("A").payment("P9", "1").payment("P2", "1");
    let mut world = world_with(first.ticket("T9", "1").ticket("T2", "1"));
    let more = order("A").version(2).payment("P1", "1").payment("P9", "1");
    world.feed(more.ticket("T1", "1")).expect("taken");
    let rows = &world.database.rows;
    let payments = rows.payments_of("A");
    let payments: Vec<_> = payments.iter().map(|row| row.trandeno.as_str()).collect();
    assert_eq!(payments, ["P9", "P2", "P1"]);
    let tickets = rows.tickets_of("A");
    let tickets: Vec<_> = tickets.iter().map(|row| row.ticketid.as_str()).collect();
    assert_eq!(tickets, ["T9", "T2", "T1"]);
}

#[test]
fn a_feed_may_issue_credentials_and_an_issued_one_stays_issued() {
    let mut world = world_with(paid());
    let issuing = order("A").version(2).issued_ticket("T1", "60");
    world.feed(issuing).expect("taken");
    assert_eq!(
        reason(world.refund("A", &["T1"])),
        Reason::GateCredentialIssued
    );
    let taking_back = world.feed(paid().version(3));
    assert_eq!(
        fields(taking_back.clone()),
        ["orders[0].tickets[0].gate_credential_issued"]
    );
    assert_eq!(reason(taking_back), Reason::OrderFeedContradiction);
}

#[test]
fn a_feed_may_settle_or_close() {
    for state in [OrderState::Settled, OrderState::Closed] {
        let mut world = world_with(paid());
        let result = world.feed(paid().version(2).state(state)).expect("taken");
        assert_eq!(result.state, state);
        assert_eq!(world.state("A"), state);
    }
}

#[test]
fn a_change_of_state_that_the_table_does_not_have_is_refused() {
    let mut world = world_with(paid().state(OrderState::Settled));
    let refused = world.feed(paid().version(2).ticket("T3", "1"));
    assert_eq!(fields(refused.clone()), ["orders[0].state"]);
    assert_eq!(reason(refused), Reason::OrderTransitionForbidden);
    assert_eq!(world.order("A").version, 1);
}

#[test]
fn a_feed_does_not_undo_refunded_and_pending_amounts() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    for (version, refunded) in [(2, "0"), (3, "100"), (4, "1")] {
        let snapshot = order("A").version(version);
        let snapshot = snapshot.payment_refunded_before("P1", "100", refunded);
        world.feed(snapshot).expect("taken");
        assert_eq!(world.money("P1"), "60 refunded and 40 pending of 100");
        assert_eq!(world.order("A").pending_applications, 1);
    }
}

#[test]
fn what_was_refunded_before_counts_when_the_payment_is_new() {
    let mut world = world_with(order("A").payment_refunded_before("P1", "100", "70"));
    assert_eq!(world.money("P1"), "70 refunded and 0 pending of 100");
    let refund = world.refund_all("A").expect("granted");
    assert_eq!(refund.refund.amount.to_string(), "30");
}

#[test]
fn a_feed_does_not_undo_a_refund_under_way() {
    for state in OrderState::ALL {
        let mut world = world_with(paid());
        world.refund_all("A").expect("granted");
        let result = world.feed(paid().version(2).state(state)).expect("taken");
        let expected = match state {
            OrderState::Settled => OrderState::Settled,
            _ => OrderState::ThirdPartyRefunding,
        };
        assert_eq!(result.state, expected, "fed {state:?}");
        assert_eq!(result.version, 2);
        assert_eq!(world.ticket("A", "T1"), TicketState::Refunding);
        assert_eq!(world.money("P1"), "0 refunded and 100 pending of 100");
    }
}

#[test]
fn a_feed_does_not_reopen_an_order_that_was_closed_by_its_refund() {
    for state in OrderState::ALL {
        let mut world = world_with(paid());
        world.refund_all("A").expect("granted");
        world.callback("B1", "P1", "100").expect("applied");
        let result = world.feed(paid().version(2).state(state)).expect("taken");
        assert_eq!(result.state, OrderState::Closed, "fed {state:?}");
        assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
    }
}

#[test]
fn an_order_that_the_feed_closed_is_not_reopened_by_it() {
    let mut world = world_with(paid().state(OrderState::Closed));
    let refused = world.feed(paid().version(2));
    assert_eq!(reason(refused), Reason::OrderTransitionForbidden);
}

#[test]
fn a_ticket_state_counts_only_when_the_ticket_is_new() {
    let mut world = world_with(order("A").ticket_in("T1", "1", TicketState::Refunded));
    assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
    let later = order("A").version(2).ticket("T1", "1");
    world.feed(later).expect("taken");
    assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
}

#[test]
fn an_older_version_never_overwrites_a_newer_one() {
    let mut world = world_with(paid().version(5));
    let before = world.database.clone();
    let older = order("A").version(4).state(OrderState::Closed);
    let result = world.feed(older.payment("P2", "1")).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Stale);
    assert_eq!((result.state, result.version), (OrderState::Paid, 5));
    assert_eq!(world.database, before);
}

#[test]
fn an_older_version_is_not_even_held_against_what_is_stored() {
    let mut world = world_with(paid().version(5));
    let contradicting = order("A").version(4).payment("P1", "99");
    let result = world.feed(contradicting).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Stale);
}

#[test]
fn the_same_version_again_changes_nothing() {
    let mut world = world_with(paid());
    let before = world.database.clone();
    let result = world.feed(paid()).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Unchanged);
    assert_eq!(world.database, before);
}

#[test]
fn the_same_version_again_is_fine_after_the_gateway_moved_the_order() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    let result = world.feed(paid()).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Unchanged);
    assert_eq!(result.state, OrderState::ThirdPartyRefunding);
    world.callback("B1", "P1", "100").expect("applied");
    let result = world.feed(paid()).expect("no error");
    assert_eq!(result.outcome, FeedOutcome::Unchanged);
    assert_eq!(result.state, OrderState::Closed);
}

#[test]
fn one_version_with_two_contents_is_a_conflict() {
    let others = [
        paid().state(OrderState::Settled),
        paid().agent("agent02"),
        paid().payment("P2", "1"),
        paid().ticket("T3", "1"),
        paid().application("B9", "P1", "1"),
        order("A").issued_ticket("T1", "60"),
    ];
    for other in others {
        let mut world = world_with(paid());
        let refused = world.feed(other.clone());
        assert_eq!(fields(refused.clone()), ["orders[0].version"], "{other:?}");
        assert_eq!(reason(refused), Reason::OrderVersionConflict);
    }
}

#[test]
fn amounts_that_were_told_cannot_be_changed() {
    let mut world = world_with(paid());
    for (other, field) in [
        (order("A").payment("P1", "99"), "orders[0].payments[0].paid"),
        (order("A").ticket("T1", "61"), "orders[0].tickets[0].price"),
    ] {
        let refused = world.feed(other.version(2));
        assert_eq!(fields(refused.clone()), [field]);
        assert_eq!(reason(refused), Reason::OrderFeedContradiction);
    }
}

#[test]
fn a_payment_belongs_to_one_order_only() {
    let mut world = world_with(paid());
    let refused = world.feed(order("Z").payment("P1", "100"));
    assert_eq!(fields(refused.clone()), ["orders[0].payments[0].trandeno"]);
    assert_eq!(reason(refused), Reason::PaymentConflict);
}

#[test]
fn an_owner_who_is_left_out_stays() {
    let mut world = world_with(paid().agent("agent01"));
    world.feed(paid().version(2)).expect("taken");
    assert_eq!(world.order("A").agent.as_deref(), Some("agent01"));
    world
        .feed(paid().version(3).agent("agent02"))
        .expect("taken");
    assert_eq!(world.order("A").agent.as_deref(), Some("agent02"));
}

#[test]
fn all_orders_of_a_request_are_taken_or_none() {
    let mut world = world_with(paid());
    let before = world.database.clone();
    let good = order("Y").payment("P2", "1");
    let bad = order("Z").payment("P1", "100");
    let refused = world.feed_all(vec![good.clone(), bad]);
    assert_eq!(fields(refused), ["orders[1].payments[0].trandeno"]);
    assert_eq!(world.database, before);

    let results = world.feed_all(vec![good, paid()]).expect("taken");
    let results: Vec<_> = results
        .iter()
        .map(|result| (result.order_id.as_str(), result.outcome))
        .collect();
    assert_eq!(
        results,
        [("Y", FeedOutcome::Created), ("A", FeedOutcome::Unchanged)]
    );
}

#[test]
fn nothing_is_named_twice_in_a_request() {
    for (orders, field) in [
        (vec![order("A"), order("A").version(2)], "orders[1].orderid"),
        (
            vec![order("A").payment("P", "1"), order("B").payment("P", "1")],
            "orders[1].payments[0].trandeno",
        ),
        (
            vec![order("A").ticket("T", "1").ticket("T", "1")],
            "orders[0].tickets[1].ticketid",
        ),
        (
            vec![
                order("A")
                    .application("B", "P", "1")
                    .application("B", "P", "1"),
            ],
            "orders[0].applications[1]",
        ),
    ] {
        assert_eq!(fields(World::default().feed_all(orders)), [field]);
    }
}

#[test]
fn two_orders_may_have_tickets_of_the_same_number() {
    let orders = vec![order("A").ticket("T", "1"), order("B").ticket("T", "2")];
    World::default().feed_all(orders).expect("taken");
}

#[test]
fn a_state_and_a_version_are_required() {
    let raw = RawOrder {
        orderid: "A".to_owned(),
        version: -1,
        ..RawOrder::default()
    };
    assert_eq!(
        fields(FeedOrders::new(vec![raw])),
        ["orders[0].state", "orders[0].version"]
    );
}
