//! How much a refund takes from which payment.

use refund_gateway::domain::{
    command::{Command as _, Keys},
    order::OrderState,
    reason::Reason,
    refund::RefundInForce,
};

use crate::world::{Fed, keys_of, order, partial, reason, world_with};

/// Paid by three payments: 50, 30 and 20.
fn paid() -> Fed {
    order("A")
        .payment("P1", "50")
        .payment("P2", "30")
        .payment("P3", "20")
}

/// The applications of a refund: which payment, how much.
fn shares(refund: &RefundInForce) -> Vec<(&str, String)> {
    let applications = refund.applications.iter();
    applications
        .map(|application| {
            let trandeno = application.key.trandeno.as_str();
            (trandeno, application.amount.to_string())
        })
        .collect()
}

fn expected(shares: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let owned = |&(trandeno, amount): &(&'static str, &str)| (trandeno, amount.to_owned());
    shares.iter().map(owned).collect()
}

#[test]
fn the_whole_order_takes_all_that_is_left_of_every_payment() {
    // More than the tickets' prices, when more was paid.
    let mut world = world_with(paid().ticket("T1", "10"));
    let refund = world.refund_all("A").expect("granted");
    assert_eq!(
        shares(&refund),
        expected(&[("P1", "50"), ("P2", "30"), ("P3", "20")])
    );
    assert_eq!(refund.refund.amount.to_string(), "100");
    assert_eq!(world.order("A").pending_applications, 3);
}

#[test]
fn a_payment_of_which_nothing_is_left_gets_no_application() {
    let mut world = world_with(
        order("A")
            .payment_refunded_before("P1", "50", "50")
            .payment_refunded_before("P2", "30", "10"),
    );
    let refund = world.refund_all("A").expect("granted");
    assert_eq!(shares(&refund), expected(&[("P2", "20")]));
}

#[test]
fn a_partial_refund_takes_the_prices_from_the_payments_in_their_order() {
    let tickets = paid()
        .ticket("T1", "40")
        .ticket("T2", "15")
        .ticket("T3", "35")
        .ticket("T4", "10");
    let mut world = world_with(tickets);
    let first = world.refund("A", &["T1"]).expect("granted");
    assert_eq!(shares(&first), expected(&[("P1", "40")]));
    let second = world.refund("A", &["T2"]).expect("granted");
    assert_eq!(shares(&second), expected(&[("P1", "10"), ("P2", "5")]));
    let third = world.refund("A", &["T3"]).expect("granted");
    assert_eq!(shares(&third), expected(&[("P2", "25"), ("P3", "10")]));
    assert_eq!(world.money("P1"), "0 refunded and 50 pending of 50");
    assert_eq!(world.money("P2"), "0 refunded and 30 pending of 30");
    assert_eq!(world.money("P3"), "0 refunded and 10 pending of 20");
    assert_eq!(world.order("A").pending_applications, 5);
}

#[test]
fn one_ticket_may_take_from_every_payment() {
    let mut world = world_with(paid().ticket("T1", "100").ticket("T2", "0.01"));
    let refund = world.refund("A", &["T1"]).expect("granted");
    assert_eq!(
        shares(&refund),
        expected(&[("P1", "50"), ("P2", "30"), ("P3", "20")])
    );
    assert_eq!(world.state("A"), OrderState::Paid);
}

#[test]
fn several_tickets_are_taken_together_to_the_fen() {
    let mut world = world_with(
        order("A")
            .payment("P1", "0.03")
            .payment("P2", "9999999999999.99")
            .ticket("T1", "0.01")
            .ticket("T2", "9999999999999.98")
            .ticket("T3", "0.01"),
    );
    let refund = world.refund("A", &["T1", "T2"]).expect("granted");
    assert_eq!(
        shares(&refund),
        expected(&[("P1", "0.03"), ("P2", "9999999999999.96")])
    );
    assert_eq!(refund.refund.amount.to_string(), "9999999999999.99");
}

#[test]
fn tickets_that_cost_more_than_is_left_are_not_refunded() {
    let mut world = world_with(paid().ticket("T1", "100.01").ticket("T2", "1"));
    let refused = world.refund("A", &["T1"]);
    assert_eq!(reason(refused), Reason::RefundExceedsPaid);
    assert_eq!(world.money("P1"), "0 refunded and 0 pending of 50");
}

#[test]
fn what_others_wait_for_is_not_left() {
    let mut world = world_with(
        paid()
            .ticket("T1", "90")
            .ticket("T2", "11")
            .ticket("T3", "10"),
    );
    world.refund("A", &["T1"]).expect("granted");
    assert_eq!(
        reason(world.refund("A", &["T2"])),
        Reason::RefundExceedsPaid
    );
    world.refund("A", &["T3"]).expect("exactly what is left");
}

#[test]
fn what_was_refunded_for_less_is_left_again() {
    let mut world = world_with(paid().ticket("T1", "90").ticket("T2", "11"));
    world.refund("A", &["T1"]).expect("granted");
    world.callback("B1", "P1", "49").expect("applied");
    let refund = world.refund("A", &["T2"]).expect("granted");
    assert_eq!(shares(&refund), expected(&[("P1", "1"), ("P3", "10")]));
}

#[test]
fn nothing_can_be_refunded_when_nothing_is_left() {
    let nothing_paid = order("A").ticket("T1", "1");
    let refunded_before = order("A").payment_refunded_before("P1", "1", "1");
    for fed in [nothing_paid, refunded_before.ticket("T1", "1")] {
        let mut world = world_with(fed);
        assert_eq!(reason(world.refund_all("A")), Reason::NothingToRefund);
    }
}

#[test]
fn sums_above_the_largest_amount_do_not_wrap_around() {
    let largest = "10000000000000";
    let mut fed = order("A").payment("P1", largest);
    for number in 0..1000 {
        fed = fed.ticket(&format!("T{number}"), largest);
    }
    let mut world = world_with(fed);
    let names: Vec<_> = (0..999).map(|number| format!("T{number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let refused = world.refund("A", &names);
    assert_eq!(reason(refused), Reason::RefundExceedsPaid);
}

#[test]
fn two_requests_of_one_batch_see_each_other() {
    // The store loads the order once; the second decides on what the first left.
    let mut world = world_with(
        order("A")
            .payment("P1", "100")
            .ticket("T1", "70")
            .ticket("T2", "60"),
    );
    let first = partial("A", &["T1"], "B1").expect("valid");
    let second = partial("A", &["T2"], "B2").expect("valid");
    let keys: Keys = keys_of(&first);
    let (granted, refused) = world.transaction(&keys, |rows, context| {
        (first.decide(rows, context), second.decide(rows, context))
    });
    assert!(granted.is_ok());
    assert_eq!(reason(refused), Reason::RefundExceedsPaid);
    assert_eq!(world.money("P1"), "0 refunded and 70 pending of 100");
}
