//! Asking for a refund: who may, of what, and what it does to the order.

use refund_gateway::domain::{
    audit::EventKind,
    money::Fen,
    order::{OrderState, TicketState},
    reason::{Reason, Refusal},
    refund::{RefundInForce, RequestRefund},
};

use crate::world::{Fed, World, attribute, fields, order, partial, reason, world_with};

const REFUNDABLE: [OrderState; 3] = [
    OrderState::Paid,
    OrderState::DepositAuthorized,
    OrderState::RebateBalanceAuthorized,
];

/// Paid by one payment, with two tickets.
fn paid() -> Fed {
    order("A")
        .payment("P1", "100")
        .ticket("T1", "60")
        .ticket("T2", "40")
}

fn request(refundallticket: &str, ticketids: &[&str]) -> Result<RequestRefund, Refusal> {
    let ticketids = ticketids.iter().map(|&id| id.to_owned()).collect();
    RequestRefund::new("A".into(), refundallticket, ticketids, None, "B".into())
}

/// What identifies a refund's result.
fn summary(refund: &RefundInForce) -> (bool, &str, String, Vec<&str>) {
    let tickets = refund.ticketids.iter().map(String::as_str).collect();
    let RefundInForce { refund, .. } = refund;
    let amount = refund.amount.to_string();
    (refund.whole_order, &refund.batchno, amount, tickets)
}

// 1. Whether the order allows it.

#[test]
fn the_order_must_exist() {
    let mut world = World::default();
    assert_eq!(reason(world.refund_all("A")), Reason::OrderNotFound);
    assert_eq!(reason(world.refund("A", &["T1"])), Reason::OrderNotFound);
}

/// Asks for refunds of an order on behalf of an agent.
fn on_behalf_of(world: &mut World, agent: &str) -> [Result<RefundInForce, Refusal>; 3] {
    let requests = [
        request("0", &["T1"]),
        request("0", &["unknown"]),
        request("1", &[]),
    ];
    requests.map(|request| {
        let request = request.expect("valid").on_behalf_of(Some(agent.to_owned()));
        world.run(&request)
    })
}

#[test]
fn another_agent_learns_nothing_of_the_order() {
    let mut world = world_with(paid().agent("agent01"));
    let [first, unknown, overlapping] = on_behalf_of(&mut world, "agent01");
    first.expect("granted");
    assert_eq!(reason(unknown), Reason::TicketNotFound);
    assert_eq!(reason(overlapping), Reason::RefundConflict);
    let granted = world.events(EventKind::RefundRequested);
    assert_eq!(granted.len(), 1);
    assert_eq!(attribute(granted[0], "agent"), "agent01");
    for refused in on_behalf_of(&mut world, "agent02") {
        assert_eq!(reason(refused), Reason::OrderNotOwned);
    }
    assert_eq!(world.events(EventKind::RefundRequested).len(), 1);
}

#[test]
fn an_order_without_an_agent_is_open_to_all() {
    let mut world = world_with(paid());
    let [first, ..] = on_behalf_of(&mut world, "agent02");
    first.expect("granted");
}

#[test]
fn each_refundable_state_allows_a_refund() {
    for state in REFUNDABLE {
        let mut world = world_with(paid().state(state));
        world.refund_all("A").expect("granted");
        let mut world = world_with(paid().state(state));
        world.refund("A", &["T1"]).expect("granted");
    }
}

#[test]
fn no_other_state_allows_a_refund() {
    for state in OrderState::ALL {
        if REFUNDABLE.contains(&state) {
            continue;
        }
        let mut world = world_with(paid().state(state));
        assert_eq!(
            reason(world.refund_all("A")),
            Reason::OrderNotRefundable,
            "{state:?}"
        );
        assert_eq!(
            reason(world.refund("A", &["T1"])),
            Reason::OrderNotRefundable,
            "{state:?}"
        );
    }
}

#[test]
fn a_gate_credential_of_a_ticket_concerned_forbids_the_refund() {
    let mut world = world_with(paid().issued_ticket("T3", "10"));
    for refused in [world.refund_all("A"), world.refund("A", &["T1", "T3"])] {
        let refusal = refused.expect_err("a credential was issued");
        assert_eq!(refusal.reason, Reason::GateCredentialIssued);
        assert!(refusal.message.contains("call RefundTicket"));
        assert!(refusal.message.contains("T3"));
    }
}

#[test]
fn a_gate_credential_of_another_ticket_does_not_matter() {
    let mut world = world_with(paid().issued_ticket("T3", "10"));
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    // T3 is left, so the order is not being refunded as a whole.
    assert_eq!(world.state("A"), OrderState::Paid);
}

// 2. What is to be refunded.

#[test]
fn refundallticket_1_is_every_ticket_and_ignores_ticketids() {
    let many = vec!["x"; 2000];
    for ticketids in [&["T1"][..], &["unknown", "unknown", "", "\0"], &many] {
        let mut world = world_with(paid());
        let command = request("1", ticketids).expect("ticketids are ignored");
        let refund = world.run(&command).expect("granted");
        assert_eq!(refund.ticketids, ["T1", "T2"]);
        assert!(refund.refund.whole_order);
    }
}

#[test]
fn refundallticket_0_is_the_tickets_named() {
    let mut world = world_with(paid());
    let refund = world.refund("A", &["T2"]).expect("granted");
    assert_eq!(refund.ticketids, ["T2"]);
    assert_eq!(world.ticket("A", "T1"), TicketState::Active);
    assert_eq!(world.ticket("A", "T2"), TicketState::Refunding);
}

#[test]
fn refundallticket_0_requires_ticketids() {
    assert_eq!(fields(request("0", &[])), ["ticketids"]);
}

#[test]
fn any_other_refundallticket_is_invalid() {
    for other in [
        "", " ", "2", "-1", "00", "01", "1 ", " 1", "true", "是", "１",
    ] {
        let refused = request(other, &["T1"]);
        assert_eq!(fields(refused.clone()), ["refundallticket"], "{other:?}");
        assert_eq!(reason(refused), Reason::InvalidArgument);
    }
}

#[test]
fn ticketids_are_distinct() {
    assert_eq!(fields(request("0", &["T1", "T2", "T1"])), ["ticketids[2]"]);
}

#[test]
fn ticketids_are_tickets_of_this_order() {
    let mut world = world_with(paid());
    world
        .feed(order("Z").payment("P9", "1").ticket("T9", "1"))
        .expect("taken");
    let refused = world.refund("A", &["T1", "T9"]);
    assert_eq!(fields(refused.clone()), ["ticketids[1]"]);
    assert_eq!(reason(refused), Reason::TicketNotFound);
}

#[test]
fn tickets_that_are_refunded_or_being_refunded_cannot_be_refunded_again() {
    for state in [TicketState::Refunding, TicketState::Refunded] {
        let mut world = world_with(paid().ticket_in("T3", "1", state));
        assert_eq!(
            reason(world.refund("A", &["T1", "T3"])),
            Reason::RefundConflict,
            "{state:?}"
        );
        assert_eq!(
            reason(world.refund_all("A")),
            Reason::RefundConflict,
            "{state:?}"
        );
        world.refund("A", &["T1"]).expect("the others can");
    }
}

// 3. What it writes.

#[test]
fn a_refund_writes_a_pending_application_under_its_batch_number() {
    let mut world = world_with(paid());
    let now = world.now;
    let refund = world.refund("A", &["T1"]).expect("granted");
    assert!(!refund.repeated);
    assert_eq!(summary(&refund), (false, "B1", "60".into(), vec!["T1"]));
    assert_eq!(refund.refund.requested_at, now);
    let [application] = refund.applications.as_slice() else {
        panic!("one payment, one application: {:?}", refund.applications);
    };
    assert_eq!(application, world.application("B1", "P1"));
    assert_eq!(application.amount, Fen::from_stored(6_000));
    assert_eq!(application.order_id, "A");
    assert_eq!(application.handled, None);
    assert!(!application.to_reconcile());
    assert_eq!(world.money("P1"), "0 refunded and 60 pending of 100");
    assert_eq!(world.order("A").pending_applications, 1);
}

#[test]
fn each_refund_has_a_batch_of_its_own() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    assert_eq!(world.application("B1", "P1").amount.to_string(), "60");
    assert_eq!(world.application("B2", "P1").amount.to_string(), "40");
}

#[test]
fn the_remark_is_kept_with_the_refund_and_in_the_timeline() {
    let mut world = world_with(paid());
    let memory = Some("游客改期".to_owned());
    let command = RequestRefund::new("A".into(), "1", Vec::new(), memory.clone(), "B1".into());
    let refund = world.run(&command.expect("valid")).expect("granted");
    assert_eq!(refund.refund.memory, memory);
    let [event] = world.events(EventKind::RefundRequested)[..] else {
        panic!("one event");
    };
    assert_eq!(attribute(event, "memory"), "游客改期");
    assert_eq!(attribute(event, "batchno"), "B1");
    assert_eq!(attribute(event, "amount"), "100");
    assert_eq!(attribute(event, "ticketids"), "T1,T2");
    assert_eq!(attribute(event, "state"), "THIRD_PARTY_REFUNDING");
}

#[test]
fn a_batch_number_that_the_order_has_is_not_used_again() {
    let mut world = world_with(paid().application("X1", "P1", "10"));
    let command = partial("A", &["T1"], "X1").expect("valid");
    assert_eq!(reason(world.run(&command)), Reason::RefundConflict);
    assert_eq!(world.money("P1"), "0 refunded and 10 pending of 100");
}

// 4. What it does to the order's state.

#[test]
fn a_refund_that_leaves_no_ticket_moves_the_order_to_refunding() {
    for state in REFUNDABLE {
        let mut world = world_with(paid().state(state));
        let refund = world.refund_all("A").expect("granted");
        assert_eq!(refund.order_state, OrderState::ThirdPartyRefunding);
        assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);

        let mut world = world_with(paid().state(state));
        world.refund("A", &["T1", "T2"]).expect("granted");
        assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
    }
}

#[test]
fn a_partial_refund_leaves_the_state_and_the_last_one_moves_it() {
    for state in REFUNDABLE {
        let mut world = world_with(paid().state(state));
        let refund = world.refund("A", &["T1"]).expect("granted");
        assert_eq!(refund.order_state, state);
        assert_eq!(world.state("A"), state);
        world.refund("A", &["T2"]).expect("granted");
        assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
    }
}

#[test]
fn tickets_that_were_refunded_elsewhere_are_not_left() {
    let mut world = world_with(paid().ticket_in("T3", "1", TicketState::Refunded));
    world.refund("A", &["T1", "T2"]).expect("granted");
    assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
}

#[test]
fn an_order_without_tickets_is_refunded_as_a_whole() {
    let mut world = world_with(order("A").payment("P1", "100"));
    let refund = world.refund_all("A").expect("granted");
    assert_eq!(summary(&refund), (true, "B1", "100".into(), vec![]));
    assert_eq!(world.state("A"), OrderState::ThirdPartyRefunding);
    let again = world.refund_all("A").expect("answered");
    assert!(again.repeated);
}

// 5. The same request again, and others that overlap.

#[test]
fn the_same_request_again_answers_the_first_result() {
    let mut world = world_with(paid());
    let first = world.refund("A", &["T1", "T2"]).expect("granted");
    let before = world.database.clone();
    for ticketids in [["T1", "T2"], ["T2", "T1"]] {
        let again = world.refund("A", &ticketids).expect("answered");
        assert!(again.repeated);
        assert_eq!(summary(&again), summary(&first));
        assert_eq!(again.applications, first.applications);
    }
    assert_eq!(world.database, before);
}

#[test]
fn the_same_request_again_with_the_very_same_batch_number_answers_the_first_result() {
    // An ambiguous commit is run again as it was.
    let mut world = world_with(paid());
    let command = partial("A", &["T1"], "B1").expect("valid");
    world.run(&command).expect("granted");
    let before = world.database.clone();
    assert!(world.run(&command).expect("answered").repeated);
    assert_eq!(world.database, before);
}

#[test]
fn every_ticket_by_name_and_the_whole_order_are_the_same_request() {
    let mut world = world_with(paid());
    world.refund("A", &["T1", "T2"]).expect("granted");
    let again = world.refund_all("A").expect("answered");
    assert!(again.repeated);
    assert_eq!(
        summary(&again),
        (false, "B1", "100".into(), vec!["T1", "T2"])
    );

    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    let again = world.refund("A", &["T2", "T1"]).expect("answered");
    assert!(again.repeated);
    assert_eq!(
        summary(&again),
        (true, "B1", "100".into(), vec!["T1", "T2"])
    );
}

#[test]
fn the_same_request_is_answered_whatever_became_of_the_order() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    world.callback("B2", "P1", "40").expect("applied");
    assert_eq!(world.state("A"), OrderState::Closed);
    let again = world.refund("A", &["T1"]).expect("answered");
    assert!(again.repeated);
    assert_eq!(summary(&again), (false, "B1", "60".into(), vec!["T1"]));
    assert_eq!(again.order_state, OrderState::Closed);
}

#[test]
fn the_remark_does_not_make_another_request() {
    let mut world = world_with(paid());
    let with = |memory: &str, batchno: &str| {
        let memory = Some(memory.to_owned());
        RequestRefund::new("A".into(), "1", Vec::new(), memory, batchno.into()).expect("valid")
    };
    world.run(&with("first", "B1")).expect("granted");
    let again = world.run(&with("second", "B2")).expect("answered");
    assert!(again.repeated);
    assert_eq!(again.refund.memory.as_deref(), Some("first"));
}

#[test]
fn a_different_request_that_overlaps_is_a_conflict() {
    let three = paid().ticket("T3", "0.5").payment("P2", "1");
    let mut world = world_with(three);
    world.refund("A", &["T1", "T2"]).expect("granted");
    for ticketids in [&["T1"][..], &["T2", "T3"], &["T1", "T2", "T3"]] {
        let refused = world.refund("A", ticketids);
        assert_eq!(reason(refused), Reason::RefundConflict, "{ticketids:?}");
    }
    assert_eq!(reason(world.refund_all("A")), Reason::RefundConflict);
    world.refund("A", &["T3"]).expect("no overlap");
}

#[test]
fn an_overlap_is_told_even_when_the_state_forbids_refunds_by_then() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    assert_eq!(reason(world.refund("A", &["T1"])), Reason::RefundConflict);
    world.callback("B1", "P1", "100").expect("applied");
    assert_eq!(reason(world.refund("A", &["T1"])), Reason::RefundConflict);
}
