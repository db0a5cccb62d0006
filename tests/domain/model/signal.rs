//! The signals of the model: few keys and small amounts, so that they collide.

use proptest::{collection::vec, option, prelude::*, sample::select};
use refund_gateway::domain::order::{OrderState, TicketState};

/// The orders; only the first two are ever fed.
pub(super) const ORDERS: [&str; 3] = ["A", "B", "Z"];
/// Each payment with its order and what was paid, in fen. The last is never fed.
pub(super) const PAYMENTS: [(&str, &str, i64); 4] = [
    ("P1", "A", 10),
    ("P2", "A", 5),
    ("P3", "B", 7),
    ("P9", "", 0),
];
/// The tickets of every order, and their prices. The last is never fed.
pub(super) const TICKETS: [(&str, i64); 4] = [("T1", 4), ("T2", 5), ("T3", 3), ("T9", 1)];
/// Batch numbers, whoever gives them out.
pub(super) const BATCHES: [&str; 5] = ["B1", "B2", "B3", "B4", "B5"];

/// One signal as it comes from outside, or from recovery and operators.
#[derive(Clone, Debug)]
pub(super) enum Signal {
    Feed(Vec<FedOrder>),
    Refund(Refund),
    /// Both transactions.
    Callback(Target, Amount),
    /// Transaction 1; what should follow it is lost.
    LostCallback(Target, Amount),
    /// Every callback that may be tried is.
    Recover,
    /// A try failed for a reason that the rules do not know.
    Postpone(Target, bool),
    Replay(Target),
    Resolve(Target),
    Douyin(DouyinRequest),
    Taoxianda(Vec<FedSubOrder>),
    /// The signal that came so many signals before, once more.
    Again(usize),
}

/// An order as a feed tells of it; amounts in fen.
#[derive(Clone, Debug)]
pub(super) struct FedOrder {
    pub(super) order: &'static str,
    pub(super) state: OrderState,
    pub(super) version: i64,
    pub(super) payments: Vec<FedPayment>,
    pub(super) tickets: Vec<FedTicket>,
    pub(super) applications: Vec<FedApplication>,
}

#[derive(Clone, Debug)]
pub(super) struct FedPayment {
    pub(super) trandeno: &'static str,
    pub(super) paid: i64,
    pub(super) refunded: i64,
}

#[derive(Clone, Debug)]
pub(super) struct FedTicket {
    pub(super) ticketid: &'static str,
    pub(super) price: i64,
    pub(super) issued: bool,
    pub(super) state: TicketState,
}

#[derive(Clone, Debug)]
pub(super) struct FedApplication {
    pub(super) batchno: &'static str,
    pub(super) trandeno: &'static str,
    pub(super) amount: i64,
}

/// A request for a refund.
#[derive(Clone, Debug)]
pub(super) struct Refund {
    pub(super) order: &'static str,
    /// `None` is the whole order.
    pub(super) tickets: Option<Vec<&'static str>>,
    pub(super) batchno: &'static str,
    /// On whose behalf.
    pub(super) agent: Option<&'static str>,
}

/// Whom an order belongs to, in every version of it.
pub(super) fn owner(order: &str) -> Option<&'static str> {
    (order == "A").then_some("agent01")
}

/// Which callback is meant.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// That of some application that is known by then.
    Application(usize),
    /// Whatever is or becomes known under this key: batch and trade number.
    Key(&'static str, &'static str),
}

/// Which amount a callback tells.
#[derive(Clone, Debug)]
pub(super) enum Amount {
    /// The one applied for.
    Right,
    Other(i64),
}

#[derive(Clone, Debug)]
pub(super) struct DouyinRequest {
    pub(super) order: &'static str,
    /// Certificate, `audit_time` and `audit_result`.
    pub(super) notices: Vec<(&'static str, i64, i32)>,
}

#[derive(Clone, Debug)]
pub(super) struct FedSubOrder {
    pub(super) shop: &'static str,
    pub(super) sub_order: &'static str,
    pub(super) amount: i64,
    pub(super) refund_type: Option<i64>,
}

/// Any signal, each kind as often as it is likely to tell something.
pub(super) fn signal() -> impl Strategy<Value = Signal> {
    prop_oneof![
        4 => feed(),
        5 => refund().prop_map(Signal::Refund),
        6 => (target(), amount()).prop_map(|(target, amount)| Signal::Callback(target, amount)),
        2 => (target(), amount()).prop_map(|(target, amount)| Signal::LostCallback(target, amount)),
        1 => Just(Signal::Recover),
        1 => (target(), weighted(0.2)).prop_map(|(target, lasting)| Signal::Postpone(target, lasting)),
        1 => target().prop_map(Signal::Replay),
        1 => target().prop_map(Signal::Resolve),
        1 => douyin(),
        1 => vec(sub_order(), 1..=2).prop_map(Signal::Taoxianda),
        12 => (0..40_usize).prop_map(Signal::Again),
    ]
}

/// Both orders as they are known at first.
pub(super) fn first_feed() -> Signal {
    let orders = ["A", "B"].map(|order| FedOrder {
        order,
        state: OrderState::Paid,
        version: 0,
        payments: PAYMENTS
            .into_iter()
            .filter(|(_, owner, _)| *owner == order)
            .map(|(trandeno, _, paid)| FedPayment {
                trandeno,
                paid,
                refunded: 0,
            })
            .collect(),
        tickets: TICKETS[..3]
            .iter()
            .map(|&(ticketid, price)| FedTicket {
                ticketid,
                price,
                issued: false,
                state: TicketState::Active,
            })
            .collect(),
        applications: Vec::new(),
    });
    Signal::Feed(orders.to_vec())
}

fn weighted(probability: f64) -> impl Strategy<Value = bool> {
    prop::bool::weighted(probability)
}

fn feed() -> impl Strategy<Value = Signal> {
    let both = (fed_order("A"), fed_order("B")).prop_map(|(a, b)| vec![a, b]);
    prop_oneof![
        3 => fed_order("A").prop_map(|order| vec![order]),
        2 => fed_order("B").prop_map(|order| vec![order]),
        1 => both,
    ]
    .prop_map(Signal::Feed)
}

fn fed_order(order: &'static str) -> impl Strategy<Value = FedOrder> {
    let state = prop_oneof![
        6 => Just(OrderState::Paid),
        3 => select(OrderState::ALL.to_vec()),
        2 => Just(OrderState::ThirdPartyRefunding),
        2 => Just(OrderState::Settled),
    ];
    // Mostly its own payments; a foreign one now and then.
    let payments: Vec<_> = PAYMENTS[..3]
        .iter()
        .map(|&(trandeno, owner, paid)| {
            let told = if owner == order { 0.8 } else { 0.03 };
            option::weighted(told, fed_payment(trandeno, paid))
        })
        .collect();
    let tickets: Vec<_> = TICKETS[..3]
        .iter()
        .map(|&(ticketid, price)| option::weighted(0.7, fed_ticket(ticketid, price)))
        .collect();
    let applications = vec(fed_application(order), 0..=2);
    (state, 0..6_i64, payments, tickets, applications).prop_map(
        move |(state, version, payments, tickets, applications)| FedOrder {
            order,
            state,
            version,
            payments: payments.into_iter().flatten().collect(),
            tickets: tickets.into_iter().flatten().collect(),
            applications,
        },
    )
}

fn fed_payment(trandeno: &'static str, paid: i64) -> impl Strategy<Value = FedPayment> {
    (weighted(0.02), prop_oneof![4 => Just(0), 1 => 1..3_i64]).prop_map(
        move |(contradicts, refunded)| FedPayment {
            trandeno,
            paid: paid + i64::from(contradicts),
            refunded,
        },
    )
}

fn fed_ticket(ticketid: &'static str, price: i64) -> impl Strategy<Value = FedTicket> {
    let state = prop_oneof![
        12 => Just(TicketState::Active),
        1 => select(TicketState::ALL.to_vec()),
    ];
    (weighted(0.02), weighted(0.1), state).prop_map(move |(contradicts, issued, state)| FedTicket {
        ticketid,
        price: price + i64::from(contradicts),
        issued,
        state,
    })
}

fn fed_application(order: &'static str) -> impl Strategy<Value = FedApplication> {
    let own = PAYMENTS.into_iter().filter(|(_, owner, _)| *owner == order);
    let own: Vec<_> = own.map(|(trandeno, ..)| trandeno).collect();
    let trandeno = prop_oneof![15 => select(own), 1 => trandeno()];
    (select(&BATCHES), trandeno, 1..4_i64).prop_map(|(batchno, trandeno, amount)| FedApplication {
        batchno,
        trandeno,
        amount,
    })
}

fn refund() -> impl Strategy<Value = Refund> {
    let order = prop_oneof![6 => Just("A"), 3 => Just("B"), 1 => select(&ORDERS)];
    let some = proptest::sample::subsequence(&TICKETS[..3], 1..=2);
    let any = proptest::sample::subsequence(&TICKETS[..], 1..=4);
    let tickets = prop_oneof![4 => some, 1 => any];
    let names = tickets.prop_map(|tickets| tickets.iter().map(|(name, _)| *name).collect());
    let agent =
        prop_oneof![3 => Just(None), 3 => Just(Some("agent01")), 1 => Just(Some("agent02"))];
    let tickets = option::weighted(0.7, names);
    (order, tickets, select(&BATCHES), agent).prop_map(|(order, tickets, batchno, agent)| Refund {
        order,
        tickets,
        batchno,
        agent,
    })
}

fn trandeno() -> impl Strategy<Value = &'static str> {
    select(&PAYMENTS).prop_map(|(trandeno, ..)| trandeno)
}

fn target() -> impl Strategy<Value = Target> {
    let key = (select(&BATCHES), trandeno());
    prop_oneof![
        4 => (0..8_usize).prop_map(Target::Application),
        1 => key.prop_map(|(batchno, trandeno)| Target::Key(batchno, trandeno)),
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![2 => Just(Amount::Right), 1 => (1..12_i64).prop_map(Amount::Other)]
}

fn douyin() -> impl Strategy<Value = Signal> {
    let audit_result = prop_oneof![4 => 0..3_i32, 1 => Just(7)];
    let notice = (select(&["C1", "C2"]), 0..5_i64, audit_result);
    // An order number of ours as well: both write to its timeline.
    (select(&["O1", "A"]), vec(notice, 1..=2))
        .prop_map(|(order, notices)| Signal::Douyin(DouyinRequest { order, notices }))
}

fn sub_order() -> impl Strategy<Value = FedSubOrder> {
    let refund_type = option::of(0..2_i64);
    (
        select(&["S1", "S2"]),
        select(&["U1", "A"]),
        1..3_i64,
        refund_type,
    )
        .prop_map(|(shop, sub_order, amount, refund_type)| FedSubOrder {
            shop,
            sub_order,
            amount,
            refund_type,
        })
}
