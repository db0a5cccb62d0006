//! Callbacks of the e-payment platform: saved first, then applied, once.

use refund_gateway::domain::{
    audit::EventKind,
    callback::{CallbackState, receive::Receipt},
    money::Fen,
    order::{Handled, OrderState, TicketState},
    reason::Reason,
};

use crate::world::{Fed, World, attribute, order, reason, world_with};

/// Paid by one payment, with two tickets.
fn paid() -> Fed {
    order("A")
        .payment("P1", "100")
        .ticket("T1", "60")
        .ticket("T2", "40")
}

/// Paid by two payments, refunded as a whole under B1.
fn refunding_two_payments() -> World {
    let mut world = world_with(paid().payment("P2", "20"));
    world.refund_all("A").expect("granted");
    world
}

// Transaction 1.

#[test]
fn transaction_1_saves_the_callback_alone() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    let before = world.database.clone();
    let now = world.now;
    assert_eq!(world.receive("B1", "P1", "100"), Receipt::First);

    let callback = world.saved_callback("B1", "P1").clone();
    assert_eq!(callback.refundmoney, Fen::from_stored(10_000));
    assert_eq!(callback.state, CallbackState::Received);
    assert_eq!((callback.reason, callback.attempts), (None, 0));
    assert_eq!((callback.received_at, callback.applied_at), (now, None));
    // Should transaction 2 not follow, recovery steps in.
    let due = now.after(world.recovery.grace);
    assert_eq!(callback.next_attempt_at, Some(due));

    let mut expected = before;
    let key = callback.key.clone();
    expected.rows.callbacks.load(key, callback);
    assert_eq!(world.database, expected);
}

#[test]
fn transaction_1_saves_a_callback_even_when_the_payment_is_unknown() {
    let mut world = World::default();
    assert_eq!(world.receive("B1", "P1", "100"), Receipt::First);
    let (state, _) = world.standing("B1", "P1");
    assert_eq!(state, CallbackState::Received);
}

#[test]
fn one_batch_holds_many_trades() {
    let mut world = World::default();
    assert_eq!(world.receive("B1", "P1", "1"), Receipt::First);
    assert_eq!(world.receive("B1", "P2", "2"), Receipt::First);
    assert_eq!(world.receive("B2", "P1", "3"), Receipt::First);
    assert_eq!(world.database.rows.callbacks.iter().count(), 3);
}

// Transaction 2.

#[test]
fn transaction_2_marks_the_application_handled_and_adds_to_the_refunded_amount() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.receive("B1", "P1", "60");
    let now = world.now;
    let applied = world.apply("B1", "P1").expect("applied");
    assert!(!applied.repeated && !applied.amount_differs);
    assert_eq!(applied.state, CallbackState::Applied);
    assert_eq!(applied.order, Some(("A".into(), OrderState::Paid)));

    let amount = Fen::from_stored(6_000);
    let handled = Some(Handled { amount, at: now });
    assert_eq!(world.application("B1", "P1").handled, handled);
    assert_eq!(world.money("P1"), "60 refunded and 0 pending of 100");
    assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
    assert_eq!(world.ticket("A", "T2"), TicketState::Active);

    let callback = world.saved_callback("B1", "P1");
    assert_eq!(callback.applied_at, Some(now));
    assert_eq!((callback.attempts, callback.next_attempt_at), (1, None));
    assert_eq!(callback.reason, None);
}

#[test]
fn an_order_being_refunded_is_closed_by_its_callback() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    let applied = world.callback("B1", "P1", "100").expect("applied");
    assert_eq!(applied.order, Some(("A".into(), OrderState::Closed)));
    assert_eq!(world.state("A"), OrderState::Closed);
    assert!(world.order("A").closed_by_refund);
    assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
}

#[test]
fn an_order_paid_by_two_payments_closes_with_the_second_callback() {
    for [first, second] in [["P1", "P2"], ["P2", "P1"]] {
        let mut world = refunding_two_payments();
        let amount = |trandeno| if trandeno == "P1" { "100" } else { "20" };
        world.callback("B1", first, amount(first)).expect("applied");
        assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
        assert_eq!(world.ticket("A", "T1"), TicketState::Refunding);
        world
            .callback("B1", second, amount(second))
            .expect("applied");
        assert_eq!(world.state("A"), OrderState::Closed);
        assert_eq!(world.ticket("A", "T1"), TicketState::Refunded);
    }
}

#[test]
fn an_order_refunded_in_parts_closes_with_the_last_callback_whatever_the_sequence() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
    world.callback("B2", "P1", "40").expect("applied");
    assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
    world.callback("B1", "P1", "60").expect("applied");
    assert_eq!(world.state("A"), OrderState::Closed);
}

#[test]
fn a_settled_order_stays_settled() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    world
        .feed(paid().version(2).state(OrderState::Settled))
        .expect("taken");
    let applied = world.callback("B1", "P1", "100").expect("applied");
    assert_eq!(applied.order, Some(("A".into(), OrderState::Settled)));
    assert_eq!(world.state("A"), OrderState::Settled);
    assert_eq!(world.money("P1"), "100 refunded and 0 pending of 100");
}

#[test]
fn a_partial_refund_leaves_every_refundable_state() {
    for state in OrderState::ALL.into_iter().filter(|s| s.is_refundable()) {
        let mut world = world_with(paid().state(state));
        world.refund("A", &["T1"]).expect("granted");
        world.callback("B1", "P1", "60").expect("applied");
        assert_eq!(world.state("A"), state);
    }
}

#[test]
fn an_order_that_the_feed_closed_takes_its_callbacks_and_stays_closed() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world
        .feed(paid().version(2).state(OrderState::Closed))
        .expect("taken");
    world.callback("B1", "P1", "60").expect("applied");
    assert_eq!(world.state("A"), OrderState::Closed);
    assert!(!world.order("A").closed_by_refund);
    assert_eq!(world.money("P1"), "60 refunded and 0 pending of 100");
}

// Amounts.

#[test]
fn an_amount_above_what_is_left_is_refused_and_waits_for_an_operator() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    let refused = world.callback("B1", "P1", "100.01");
    assert_eq!(reason(refused), Reason::CallbackExceedsPayment);
    let attention = (
        CallbackState::NeedsAttention,
        Some(Reason::CallbackExceedsPayment),
    );
    assert_eq!(world.standing("B1", "P1"), attention);
    assert_eq!(world.saved_callback("B1", "P1").next_attempt_at, None);
    assert_eq!(world.money("P1"), "0 refunded and 100 pending of 100");
    assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
}

#[test]
fn what_other_applications_wait_for_is_not_left() {
    let mut world = world_with(paid().ticket("T3", "1"));
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    // 60 and 40 are pending: nothing is left beyond each one's own.
    let refused = world.callback("B1", "P1", "60.01");
    assert_eq!(reason(refused), Reason::CallbackExceedsPayment);
    world.callback("B2", "P1", "40").expect("applied");
    assert_eq!(world.money("P1"), "40 refunded and 60 pending of 100");
    assert_eq!(
        reason(world.apply("B1", "P1")),
        Reason::CallbackExceedsPayment
    );
}

#[test]
fn up_to_what_is_left_beside_the_others_is_applied() {
    let mut world = world_with(paid());
    world.refund("A", &["T2"]).expect("granted");
    let refused = world.clone().callback("B1", "P1", "100.01");
    assert_eq!(reason(refused), Reason::CallbackExceedsPayment);
    world.callback("B1", "P1", "100").expect("applied");
    assert_eq!(world.money("P1"), "100 refunded and 0 pending of 100");
}

#[test]
fn a_different_amount_is_applied_as_told_and_marked_for_reconciliation() {
    for actual in ["59.99", "0.01", "60.01", "100"] {
        let mut world = world_with(paid());
        world.refund("A", &["T1"]).expect("granted");
        let applied = world.callback("B1", "P1", actual).expect("applied");
        assert!(applied.amount_differs, "{actual}");
        let application = world.application("B1", "P1");
        assert!(application.to_reconcile());
        assert_eq!(application.amount.to_string(), "60");
        assert_eq!(
            world.money("P1"),
            format!("{actual} refunded and 0 pending of 100")
        );
        let [event] = world.events(EventKind::CallbackApplied)[..] else {
            panic!("one event");
        };
        assert_eq!(attribute(event, "amount"), actual);
        assert_eq!(attribute(event, "applied_for"), "60");
    }
}

#[test]
fn a_whole_refund_of_a_lower_amount_closes_the_order_all_the_same() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    world.callback("B1", "P1", "99").expect("applied");
    assert_eq!(world.state("A"), OrderState::Closed);
    assert_eq!(world.money("P1"), "99 refunded and 0 pending of 100");
}

// The same key again.

#[test]
fn the_same_callback_again_is_success_and_nothing_is_applied_twice() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    let before = world.database.clone();
    for text in ["60", "60.0", "60.00"] {
        assert_eq!(world.receive("B1", "P1", text), Receipt::Repeated);
        let again = world.apply("B1", "P1").expect("success");
        assert!(again.repeated);
        assert_eq!(again.state, CallbackState::Applied);
        assert_eq!(again.order, Some(("A".into(), OrderState::Paid)));
    }
    assert_eq!(world.database, before);
}

#[test]
fn a_repeated_answer_tells_again_that_the_amount_differed() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "59").expect("applied");
    let again = world.callback("B1", "P1", "59").expect("success");
    assert!(again.repeated && again.amount_differs);
}

#[test]
fn the_same_key_with_another_amount_is_a_conflict_and_both_are_kept() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.receive("B1", "P1", "60");
    let in_force = Fen::from_stored(6_000);
    let received_at = world.now;
    assert_eq!(
        world.receive("B1", "P1", "61"),
        Receipt::Conflict { in_force }
    );
    let saved = world.saved_callback("B1", "P1");
    assert_eq!(saved.refundmoney, in_force);
    let conflicts: Vec<_> = world.database.rows.conflicts.iter().collect();
    let [conflict] = conflicts[..] else {
        panic!("one conflict: {conflicts:?}");
    };
    assert_eq!(conflict.key.callback, saved.key);
    assert_eq!(conflict.key.refundmoney, Fen::from_stored(6_100));
    assert_eq!(conflict.received_at, received_at);

    world.apply("B1", "P1").expect("the first stays in force");
    assert_eq!(world.money("P1"), "60 refunded and 0 pending of 100");
}

#[test]
fn each_other_amount_is_kept_once() {
    let mut world = World::default();
    world.receive("B1", "P1", "60");
    for amount in ["61", "62", "61", "61.00"] {
        let receipt = world.receive("B1", "P1", amount);
        assert!(matches!(receipt, Receipt::Conflict { .. }), "{amount}");
    }
    let conflicts = world.database.rows.conflicts.iter();
    let amounts: Vec<_> = conflicts.map(|c| c.key.refundmoney.to_string()).collect();
    assert_eq!(amounts, ["61", "62"]);
    assert_eq!(world.events(EventKind::CallbackConflict).len(), 2);
    assert_eq!(world.receive("B1", "P1", "60"), Receipt::Repeated);
}

#[test]
fn a_conflict_with_an_applied_callback_changes_nothing_of_it() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    let callback = world.saved_callback("B1", "P1").clone();
    let receipt = world.receive("B1", "P1", "40");
    assert!(matches!(receipt, Receipt::Conflict { .. }));
    assert_eq!(*world.saved_callback("B1", "P1"), callback);
    assert_eq!(world.money("P1"), "60 refunded and 0 pending of 100");
    let [event] = world.events(EventKind::CallbackConflict)[..] else {
        panic!("one event");
    };
    assert_eq!(attribute(event, "amount"), "40");
    assert_eq!(attribute(event, "amount_in_force"), "60");
}
