//! What operators do to callbacks: replay and resolve, with who and why.

use refund_gateway::domain::{
    audit::{EventKind, Stream},
    callback::{CallbackState, receive::Receipt},
    order::OrderState,
    reason::Reason,
};

use crate::world::{Fed, World, attribute, order, reason, world_with};

const NEEDS_ATTENTION: CallbackState = CallbackState::NeedsAttention;

fn paid() -> Fed {
    order("A")
        .payment("P1", "100")
        .ticket("T1", "60")
        .ticket("T2", "40")
}

/// The order is being refunded, and its callback claims too much: it waits.
fn waiting() -> World {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    world.callback("B1", "P1", "61").expect_err("too much");
    world
}

fn assert_recorded(world: &World, kind: EventKind) {
    let [event] = world.events(kind)[..] else {
        panic!("one event");
    };
    assert_eq!(event.stream, Stream::Payment("P1".into()));
    assert_eq!(attribute(event, "operator"), "li.lei");
    assert_eq!(attribute(event, "reason"), "ticket 4711");
    assert_eq!(attribute(event, "batchno"), "B1");
    assert_eq!(attribute(event, "trandeno"), "P1");
}

#[test]
fn a_replay_applies_what_can_be_applied_by_now() {
    let mut world = waiting();
    // The other application was refunded for less, so there is room.
    world.callback("B2", "P1", "39").expect("applied");
    let replayed = world.replay("B1", "P1").expect("replayed");
    assert!(!replayed.repeated);
    assert_eq!(replayed.callback.state, CallbackState::Applied);
    assert_eq!(replayed.callback, *world.saved_callback("B1", "P1"));
    assert_eq!(world.money("P1"), "100 refunded and 0 pending of 100");
    assert_eq!(world.state("A"), OrderState::Closed);
    assert_recorded(&world, EventKind::CallbackReplayed);
}

#[test]
fn a_replay_that_still_fails_is_no_error_and_tells_why() {
    let mut world = waiting();
    let replayed = world.replay("B1", "P1").expect("replayed");
    assert!(!replayed.repeated);
    assert_eq!(replayed.callback.state, NEEDS_ATTENTION);
    assert_eq!(
        replayed.callback.reason,
        Some(Reason::CallbackExceedsPayment)
    );
    assert_eq!(replayed.callback.attempts, 2);
    assert_eq!(world.money("P1"), "0 refunded and 100 pending of 100");
    assert_recorded(&world, EventKind::CallbackReplayed);
}

#[test]
fn replaying_an_applied_callback_changes_nothing_but_is_recorded() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    let before = world.database.rows.clone();
    let replayed = world.replay("B1", "P1").expect("replayed");
    assert!(replayed.repeated);
    assert_eq!(world.database.rows, before);
    assert_recorded(&world, EventKind::CallbackReplayed);
}

#[test]
fn an_unknown_callback_can_be_neither_replayed_nor_resolved_nor_applied() {
    let mut world = waiting();
    assert_eq!(reason(world.replay("B9", "P1")), Reason::CallbackNotFound);
    assert_eq!(reason(world.resolve("B1", "P9")), Reason::CallbackNotFound);
    assert_eq!(reason(world.apply("B9", "P9")), Reason::CallbackNotFound);
}

#[test]
fn resolving_takes_a_callback_out_of_the_list_and_keeps_why_it_was_there() {
    let mut world = waiting();
    let resolved = world.resolve("B1", "P1").expect("resolved");
    assert!(!resolved.repeated);
    assert_eq!(resolved.callback.state, CallbackState::Resolved);
    assert_eq!(
        resolved.callback.reason,
        Some(Reason::CallbackExceedsPayment)
    );
    assert_eq!(resolved.callback, *world.saved_callback("B1", "P1"));
    assert_recorded(&world, EventKind::CallbackResolved);
}

#[test]
fn resolving_a_callback_that_is_still_being_tried_stops_the_tries() {
    let mut world = World::default();
    world.callback("B1", "P1", "1").expect_err("no payment");
    assert!(world.saved_callback("B1", "P1").next_attempt_at.is_some());
    let resolved = world.resolve("B1", "P1").expect("resolved");
    assert_eq!(resolved.callback.next_attempt_at, None);
}

#[test]
fn resolving_again_changes_nothing() {
    let mut world = waiting();
    world.resolve("B1", "P1").expect("resolved");
    let before = world.database.clone();
    let again = world.resolve("B1", "P1").expect("success");
    assert!(again.repeated);
    assert_eq!(world.database, before);
}

#[test]
fn an_applied_callback_cannot_be_resolved() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    assert_eq!(reason(world.resolve("B1", "P1")), Reason::CallbackApplied);
}

#[test]
fn a_resolved_callback_is_never_applied() {
    let mut world = waiting();
    world.resolve("B1", "P1").expect("resolved");
    // Now there would be room for it.
    world.callback("B2", "P1", "39").expect("applied");
    let before = world.database.clone();
    assert_eq!(reason(world.replay("B1", "P1")), Reason::CallbackResolved);
    assert_eq!(world.receive("B1", "P1", "61"), Receipt::Repeated);
    let again = world.apply("B1", "P1").expect("success");
    assert!(again.repeated);
    assert_eq!(again.state, CallbackState::Resolved);
    assert_eq!(world.database, before);
    assert_eq!(world.money("P1"), "39 refunded and 60 pending of 100");
}
