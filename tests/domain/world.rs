//! A small world to prove rules in: what is stored, a clock, and commands.

mod database;
mod fed;

use std::{fmt::Debug, time::Duration};

use refund_gateway::domain::{
    audit::{Event, EventKind},
    callback::{
        Callback, CallbackState,
        apply::{Applied, ApplyCallback, PostponeCallback},
        operator::{OperatorAction, ReplayCallback, Replayed, ResolveCallback, Resolved},
        receive::{Receipt, ReceiveCallback},
    },
    command::{Command, Context, Keys, RecoveryPolicy},
    feed::{FeedOrders, FeedResult},
    order::{Application, Order, OrderState, Payment, TicketState, TradeKey},
    reason::{Reason, Refusal},
    refund::{RefundInForce, RequestRefund},
    timestamp::Timestamp,
    working_set::WorkingSet,
};

pub(crate) use database::Database;
pub(crate) use fed::{Fed, order};

/// The world.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) database: Database,
    /// The time of the next command; moves on by a second with each.
    pub(crate) now: Timestamp,
    pub(crate) recovery: RecoveryPolicy,
    batches: usize,
}

impl Default for World {
    fn default() -> Self {
        Self {
            database: Database::default(),
            now: Timestamp::from_micros(1_700_000_000_000_000),
            recovery: RecoveryPolicy {
                grace: Duration::from_secs(30),
                max_attempts: 3,
            },
            batches: 0,
        }
    }
}

/// A world that knows one order.
pub(crate) fn world_with(order: Fed) -> World {
    let mut world = World::default();
    world.feed(order).expect("the feed is taken");
    world
}

/// Commands.
impl World {
    /// Runs a command in a transaction of its own. A refusal must change
    /// nothing, whatever the test is about.
    pub(crate) fn run<C: Command>(&mut self, command: &C) -> Result<C::Outcome, Refusal> {
        self.transaction(&keys_of(command), |rows, context| {
            let before = rows.clone();
            let result = command.decide(rows, context);
            if result.is_err() {
                assert_eq!(*rows, before, "a refusal changed something");
            }
            result
        })
    }

    /// Runs commands against one working set, as a batch does.
    pub(crate) fn transaction<T>(
        &mut self,
        keys: &Keys,
        decide: impl FnOnce(&mut WorkingSet, &Context) -> T,
    ) -> T {
        let mut rows = self.database.load(keys);
        let result = decide(&mut rows, &self.context());
        self.database.save(&rows);
        self.now = self.now.after(Duration::from_secs(1));
        result
    }

    pub(crate) fn context(&self) -> Context {
        Context {
            now: self.now,
            recovery: self.recovery,
        }
    }

    pub(crate) fn feed(&mut self, order: Fed) -> Result<FeedResult, Refusal> {
        let fed = self.run(&order.command()?)?;
        Ok(fed.results.into_iter().next().expect("one result"))
    }

    pub(crate) fn feed_all(&mut self, orders: Vec<Fed>) -> Result<Vec<FeedResult>, Refusal> {
        let orders = orders.into_iter().map(|order| order.0).collect();
        Ok(self.run(&FeedOrders::new(orders)?)?.results)
    }

    /// Asks for a refund of every ticket. Batch numbers are B1, B2 and so on.
    pub(crate) fn refund_all(&mut self, order_id: &str) -> Result<RefundInForce, Refusal> {
        let batchno = self.new_batchno();
        let command = RequestRefund::new(order_id.to_owned(), "1", Vec::new(), None, batchno)?;
        self.run(&command)
    }

    /// Asks for a refund of some tickets.
    pub(crate) fn refund(
        &mut self,
        order_id: &str,
        ticketids: &[&str],
    ) -> Result<RefundInForce, Refusal> {
        let batchno = self.new_batchno();
        self.run(&partial(order_id, ticketids, &batchno)?)
    }

    fn new_batchno(&mut self) -> String {
        self.batches += 1;
        format!("B{}", self.batches)
    }

    /// Both transactions of a callback that is the first under its key, or
    /// comes again.
    pub(crate) fn callback(
        &mut self,
        batchno: &str,
        trandeno: &str,
        refundmoney: &str,
    ) -> Result<Applied, Refusal> {
        let receipt = self.receive(batchno, trandeno, refundmoney);
        assert!(
            matches!(receipt, Receipt::First | Receipt::Repeated),
            "a conflict is not applied: {receipt:?}"
        );
        self.apply(batchno, trandeno)
    }

    /// Transaction 1.
    pub(crate) fn receive(&mut self, batchno: &str, trandeno: &str, refundmoney: &str) -> Receipt {
        let command = ReceiveCallback::new(batchno.into(), trandeno.into(), Some(refundmoney));
        self.run(&command.expect("a well-formed callback"))
            .expect("a callback is always saved")
    }

    /// Transaction 2. It may refuse and remember why, in the callback alone.
    pub(crate) fn apply(&mut self, batchno: &str, trandeno: &str) -> Result<Applied, Refusal> {
        let key = trade_key(batchno, trandeno);
        let command = ApplyCallback { key };
        self.transaction(&keys_of(&command), |rows, context| {
            let before = rows.clone();
            let result = command.decide(rows, context);
            if result.is_err() {
                assert_only_callbacks_changed(rows, before);
            }
            result
        })
    }

    pub(crate) fn postpone(&mut self, batchno: &str, trandeno: &str, lasting: bool) {
        let key = trade_key(batchno, trandeno);
        self.run(&PostponeCallback { key, lasting })
            .expect("the callback is known");
    }

    pub(crate) fn replay(&mut self, batchno: &str, trandeno: &str) -> Result<Replayed, Refusal> {
        self.run(&ReplayCallback(operator_action(batchno, trandeno)))
    }

    pub(crate) fn resolve(&mut self, batchno: &str, trandeno: &str) -> Result<Resolved, Refusal> {
        self.run(&ResolveCallback(operator_action(batchno, trandeno)))
    }
}

/// What is stored.
impl World {
    pub(crate) fn order(&self, order_id: &str) -> &Order {
        let order = self.database.rows.orders.get(order_id);
        order.expect("the order is stored")
    }

    pub(crate) fn state(&self, order_id: &str) -> OrderState {
        self.order(order_id).state
    }

    pub(crate) fn payment(&self, trandeno: &str) -> &Payment {
        let payment = self.database.rows.payments.get(trandeno);
        payment.expect("the payment is stored")
    }

    /// A payment's amounts in words.
    pub(crate) fn money(&self, trandeno: &str) -> String {
        let payment = self.payment(trandeno);
        format!(
            "{} refunded and {} pending of {}",
            payment.refunded, payment.pending, payment.paid
        )
    }

    pub(crate) fn ticket(&self, order_id: &str, ticketid: &str) -> TicketState {
        let part = |name: &str| (order_id.into(), name.into());
        let rows = &self.database.rows;
        let ticket = rows.tickets.get(&part(ticketid));
        let ticket = ticket.expect("the ticket is stored");
        ticket.state(|batchno| {
            rows.applications.iter().any(|application| {
                application.order_id == order_id
                    && application.key.batchno == batchno
                    && application.handled.is_none()
            })
        })
    }

    pub(crate) fn application(&self, batchno: &str, trandeno: &str) -> &Application {
        let key = trade_key(batchno, trandeno);
        let application = self.database.rows.applications.get(&key);
        application.expect("the application is stored")
    }

    pub(crate) fn saved_callback(&self, batchno: &str, trandeno: &str) -> &Callback {
        let key = trade_key(batchno, trandeno);
        let callback = self.database.rows.callbacks.get(&key);
        callback.expect("the callback is stored")
    }

    /// Where a callback stands, and why it is not applied.
    pub(crate) fn standing(
        &self,
        batchno: &str,
        trandeno: &str,
    ) -> (CallbackState, Option<Reason>) {
        let callback = self.saved_callback(batchno, trandeno);
        (callback.state, callback.reason)
    }

    /// The events of one kind.
    pub(crate) fn events(&self, kind: EventKind) -> Vec<&Event> {
        let of_kind = |event: &&Event| event.kind == kind;
        self.database.timeline.iter().filter(of_kind).collect()
    }
}

pub(crate) fn keys_of<C: Command>(command: &C) -> Keys {
    let mut keys = Keys::default();
    command.keys(&mut keys);
    keys
}

pub(crate) fn trade_key(batchno: &str, trandeno: &str) -> TradeKey {
    TradeKey::new(trandeno, batchno)
}

/// A request for a refund of some tickets.
pub(crate) fn partial(
    order_id: &str,
    ticketids: &[&str],
    batchno: &str,
) -> Result<RequestRefund, Refusal> {
    let ticketids = ticketids.iter().map(|&id| id.to_owned()).collect();
    RequestRefund::new(
        order_id.to_owned(),
        "0",
        ticketids,
        None,
        batchno.to_owned(),
    )
}

pub(crate) fn operator_action(batchno: &str, trandeno: &str) -> OperatorAction {
    OperatorAction::new(
        batchno.to_owned(),
        trandeno.to_owned(),
        "li.lei".to_owned(),
        "ticket 4711".to_owned(),
    )
    .expect("a well-formed action")
}

/// Why something was refused.
pub(crate) fn reason<T: Debug>(result: Result<T, Refusal>) -> Reason {
    result.expect_err("it should have been refused").reason
}

/// The fields that a refused input is blamed on.
pub(crate) fn fields<T: Debug>(result: Result<T, Refusal>) -> Vec<String> {
    let refusal = result.expect_err("it should have been refused");
    let violations = refusal.violations.into_iter();
    violations.map(|violation| violation.field).collect()
}

/// An event's particular of that name.
pub(crate) fn attribute<'a>(event: &'a Event, name: &str) -> &'a str {
    let found = event.attributes.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, value)| value)
}

fn assert_only_callbacks_changed(rows: &WorkingSet, before: WorkingSet) {
    let of_callbacks = |event: &Event| event.kind == EventKind::CallbackNeedsAttention;
    assert!(rows.events().iter().all(of_callbacks));
    let mut others = before;
    others.callbacks = rows.callbacks.clone();
    assert_eq!(rows.orders, others.orders);
    assert_eq!(rows.payments, others.payments);
    assert_eq!(rows.tickets, others.tickets);
    assert_eq!(rows.refunds, others.refunds);
    assert_eq!(rows.applications, others.applications);
}
