//! Callbacks that cannot be applied yet: what they wait for, how they are tried
//! again, and what wakes them.

use std::time::Duration;

use refund_gateway::domain::{
    audit::EventKind,
    callback::{CallbackState, apply::retry_delay},
    feed::{Fed as FeedOutcome, FeedOrders},
    money::Fen,
    order::{Handled, OrderState},
    reason::Reason,
};

use crate::world::{Fed, World, attribute, order, reason, trade_key, world_with};

const NO_PAYMENT: Option<Reason> = Some(Reason::PaymentNotFound);
const NO_APPLICATION: Option<Reason> = Some(Reason::RefundApplicationNotFound);
const EXHAUSTED: Option<Reason> = Some(Reason::RetriesExhausted);
const RECEIVED: CallbackState = CallbackState::Received;
const NEEDS_ATTENTION: CallbackState = CallbackState::NeedsAttention;

fn paid() -> Fed {
    order("A").payment("P1", "100")
}

fn feed(world: &mut World, order: Fed) -> FeedOutcome {
    let command = FeedOrders::new(vec![order.0]).expect("valid");
    world.run(&command).expect("taken")
}

#[test]
fn an_unknown_payment_is_an_error_and_the_callback_stays() {
    let mut world = World::default();
    let refused = world.callback("X1", "P1", "30");
    assert_eq!(reason(refused), Reason::PaymentNotFound);
    assert_eq!(world.standing("X1", "P1"), (RECEIVED, NO_PAYMENT));
    // Sent again, it is the same error and the same callback.
    let refused = world.callback("X1", "P1", "30");
    assert_eq!(reason(refused), Reason::PaymentNotFound);
    assert_eq!(world.database.rows.callbacks.iter().count(), 1);
}

#[test]
fn an_unknown_payment_may_become_known_so_the_callback_is_tried_again_for_a_while() {
    let mut world = World::default();
    world.receive("X1", "P1", "30");
    for attempts in 1..world.recovery.max_attempts {
        let now = world.now;
        assert_eq!(reason(world.apply("X1", "P1")), Reason::PaymentNotFound);
        let callback = world.saved_callback("X1", "P1");
        assert_eq!(callback.attempts, attempts);
        let due = now.after(retry_delay(&callback.key, attempts));
        assert_eq!(callback.next_attempt_at, Some(due));
        assert!(world.events(EventKind::CallbackNeedsAttention).is_empty());
    }
    assert_eq!(reason(world.apply("X1", "P1")), Reason::PaymentNotFound);
    assert_eq!(world.standing("X1", "P1"), (NEEDS_ATTENTION, NO_PAYMENT));
    assert_eq!(world.saved_callback("X1", "P1").next_attempt_at, None);
    let [event] = world.events(EventKind::CallbackNeedsAttention)[..] else {
        panic!("one event");
    };
    assert_eq!(attribute(event, "reason"), "PAYMENT_NOT_FOUND");
}

#[test]
fn an_unknown_application_needs_attention_at_once() {
    let mut world = world_with(paid());
    let refused = world.callback("X1", "P1", "30");
    assert_eq!(reason(refused), Reason::RefundApplicationNotFound);
    assert_eq!(
        world.standing("X1", "P1"),
        (NEEDS_ATTENTION, NO_APPLICATION)
    );
    // And is tried again by itself: a feed that crosses it does not wake it.
    assert!(world.saved_callback("X1", "P1").next_attempt_at.is_some());
}

#[test]
fn a_callback_that_still_cannot_be_applied_is_told_to_operators_once() {
    let mut world = world_with(paid());
    for _ in 0..3 {
        let refused = world.callback("X1", "P1", "30");
        assert_eq!(reason(refused), Reason::RefundApplicationNotFound);
    }
    assert_eq!(world.saved_callback("X1", "P1").attempts, 3);
    assert_eq!(world.events(EventKind::CallbackNeedsAttention).len(), 1);
}

#[test]
fn an_application_that_was_handled_without_the_callback_waits_for_an_operator() {
    // No command of ours does that; whoever mends rows by hand may.
    let mut world = world_with(paid().application("X1", "P1", "30"));
    let mut application = world.application("X1", "P1").clone();
    application.handled = Some(Handled {
        amount: Fen::from_stored(3_000),
        at: world.now,
    });
    let key = application.key.clone();
    world.database.rows.applications.load(key, application);
    let refused = world.callback("X1", "P1", "30");
    assert_eq!(reason(refused), Reason::RefundApplicationHandled);
    let (state, _) = world.standing("X1", "P1");
    assert_eq!(state, NEEDS_ATTENTION);
    assert_eq!(world.money("P1"), "0 refunded and 30 pending of 100");
}

#[test]
fn an_unpaid_order_forbids_the_callback() {
    let unpaid = paid().state(OrderState::Unpaid);
    let mut world = world_with(unpaid.application("X1", "P1", "30"));
    let refused = world.callback("X1", "P1", "30");
    assert_eq!(reason(refused), Reason::OrderStateForbidsCallback);
    let (state, _) = world.standing("X1", "P1");
    assert_eq!(state, NEEDS_ATTENTION);
    assert_eq!(world.money("P1"), "0 refunded and 30 pending of 100");
}

// Woken by the feed.

#[test]
fn a_callback_before_its_payment_is_applied_by_itself_once_both_are_known() {
    let mut world = World::default();
    assert_eq!(
        reason(world.callback("X1", "P1", "30")),
        Reason::PaymentNotFound
    );
    let now = world.now;
    let fed = feed(&mut world, paid().application("X1", "P1", "30"));
    assert!(fed.woke_callbacks);
    assert_eq!(world.standing("X1", "P1"), (RECEIVED, NO_PAYMENT));
    let callback = world.saved_callback("X1", "P1");
    assert_eq!(
        (callback.attempts, callback.next_attempt_at),
        (0, Some(now))
    );
    world.apply("X1", "P1").expect("applied");
    assert_eq!(world.money("P1"), "30 refunded and 0 pending of 100");
}

#[test]
fn a_callback_before_its_application_is_applied_by_itself_once_that_is_known() {
    let mut world = world_with(paid());
    assert_eq!(
        reason(world.callback("X1", "P1", "30")),
        Reason::RefundApplicationNotFound
    );
    let fed = feed(&mut world, paid().version(2).application("X1", "P1", "30"));
    assert!(fed.woke_callbacks);
    let (state, _) = world.standing("X1", "P1");
    assert_eq!(state, RECEIVED);
    world.apply("X1", "P1").expect("applied");
}

#[test]
fn a_callback_whose_payment_comes_first_and_application_later_is_woken_twice() {
    let mut world = World::default();
    world.callback("X1", "P1", "30").expect_err("no payment");
    assert!(feed(&mut world, paid()).woke_callbacks);
    world.apply("X1", "P1").expect_err("no application");
    let fed = feed(&mut world, paid().version(2).application("X1", "P1", "30"));
    assert!(fed.woke_callbacks);
    world.apply("X1", "P1").expect("applied");
}

#[test]
fn a_callback_that_gave_up_on_its_payment_is_woken_with_fresh_tries() {
    let mut world = World::default();
    world.receive("X1", "P1", "30");
    for _ in 0..world.recovery.max_attempts {
        world.apply("X1", "P1").expect_err("no payment");
    }
    let (state, _) = world.standing("X1", "P1");
    assert_eq!(state, NEEDS_ATTENTION);
    let fed = feed(&mut world, paid().application("X1", "P1", "30"));
    assert!(fed.woke_callbacks);
    assert_eq!(world.saved_callback("X1", "P1").attempts, 0);
    world.apply("X1", "P1").expect("applied");
}

#[test]
fn a_callback_that_gave_up_for_passing_reasons_is_woken_as_well() {
    // The database was in trouble, and the payment unknown all the while.
    for lasting in [false, true] {
        let mut world = World::default();
        world.receive("X1", "P1", "30");
        for _ in 0..world.recovery.max_attempts {
            world.postpone("X1", "P1", lasting);
        }
        assert_eq!(world.standing("X1", "P1"), (NEEDS_ATTENTION, EXHAUSTED));
        let fed = feed(&mut world, paid().application("X1", "P1", "30"));
        assert!(fed.woke_callbacks, "lasting: {lasting}");
        world.apply("X1", "P1").expect("applied");
    }
}

#[test]
fn a_feed_wakes_no_callback_that_waits_for_something_else() {
    let mut world = world_with(paid().application("X1", "P1", "30"));
    world.callback("X1", "P1", "100.01").expect_err("too much");
    world.callback("X2", "P1", "1").expect_err("no application");
    world.callback("X9", "P9", "1").expect_err("no payment");
    let before = world.database.rows.callbacks.clone();
    let fed = feed(&mut world, paid().version(2).application("X3", "P1", "1"));
    assert!(!fed.woke_callbacks);
    assert_eq!(world.database.rows.callbacks, before);
}

#[test]
fn a_feed_wakes_neither_applied_nor_resolved_callbacks() {
    let mut world = World::default();
    world.callback("X1", "P1", "30").expect_err("no payment");
    world.resolve("X1", "P1").expect("resolved");
    let before = world.database.rows.callbacks.clone();
    let fed = feed(&mut world, paid().application("X1", "P1", "30"));
    assert!(!fed.woke_callbacks);
    assert_eq!(world.database.rows.callbacks, before);
}

#[test]
fn a_feed_that_changes_nothing_wakes_nothing() {
    let mut world = world_with(paid().version(5));
    world.callback("X1", "P1", "1").expect_err("no application");
    for version in [4, 5] {
        assert!(!feed(&mut world, paid().version(version)).woke_callbacks);
    }
}

// Passing failures that the rules do not know.

#[test]
fn a_passing_failure_postpones_until_the_retries_are_exhausted() {
    let mut world = world_with(paid().application("X1", "P1", "30"));
    world.receive("X1", "P1", "30");
    for attempts in 1..world.recovery.max_attempts {
        let now = world.now;
        world.postpone("X1", "P1", false);
        let callback = world.saved_callback("X1", "P1");
        assert_eq!(callback.state, RECEIVED);
        assert_eq!(callback.attempts, attempts);
        let due = now.after(retry_delay(&callback.key, attempts));
        assert_eq!(callback.next_attempt_at, Some(due));
    }
    world.postpone("X1", "P1", false);
    assert_eq!(world.standing("X1", "P1"), (NEEDS_ATTENTION, EXHAUSTED));
    let callback = world.saved_callback("X1", "P1");
    assert_eq!(callback.attempts, world.recovery.max_attempts);
    assert_eq!(callback.next_attempt_at, None);
    let [event] = world.events(EventKind::CallbackNeedsAttention)[..] else {
        panic!("one event");
    };
    assert_eq!(attribute(event, "reason"), "RETRIES_EXHAUSTED");
    // An operator's replay, or the platform's next delivery, applies it.
    world.callback("X1", "P1", "30").expect("applied");
    assert_eq!(world.money("P1"), "30 refunded and 0 pending of 100");
}

#[test]
fn a_lasting_failure_needs_attention_at_once() {
    let mut world = World::default();
    world.receive("X1", "P1", "30");
    world.postpone("X1", "P1", true);
    assert_eq!(world.standing("X1", "P1"), (NEEDS_ATTENTION, EXHAUSTED));
}

#[test]
fn only_a_callback_that_was_not_decided_is_postponed() {
    let mut world = world_with(paid().application("X1", "P1", "30"));
    world.callback("X1", "P1", "30").expect("applied");
    world.callback("X3", "P1", "1").expect_err("no application");
    world.resolve("X3", "P1").expect("resolved");
    let before = world.database.clone();
    for batchno in ["X1", "X3"] {
        world.postpone(batchno, "P1", true);
    }
    assert_eq!(world.database, before);
}

#[test]
fn delays_double_up_to_ten_minutes_with_a_quarter_of_jitter() {
    let mut seen = std::collections::BTreeSet::new();
    for number in 0..50 {
        let key = trade_key(&format!("X{number}"), "P1");
        for (attempts, seconds) in [
            (1, 1),
            (2, 2),
            (3, 4),
            (10, 512),
            (11, 600),
            (40, 600),
            (i32::MAX, 600),
        ] {
            let delay = retry_delay(&key, attempts);
            let least = Duration::from_secs(seconds);
            assert!(delay >= least && delay < least + least / 4, "{delay:?}");
            assert_eq!(delay, retry_delay(&key, attempts), "drawn from the key");
        }
        seen.insert(retry_delay(&key, 10));
    }
    assert!(seen.len() > 25, "jitter keeps callbacks apart");
}
