//! A second, simpler implementation: amounts are sums over applications, and
//! states follow from them. It shares no code with the rules.

use std::collections::{BTreeMap, BTreeSet};

use refund_gateway::domain::{
    callback::{CallbackState, receive::Receipt},
    money::Fen,
    order::{OrderState, TradeKey},
    reason::Reason,
};

use super::{
    signal::{self, Refund},
    step::{Step, Verdict},
};

/// All that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    pub(super) orders: BTreeMap<String, Order>,
    pub(super) payments: BTreeMap<String, Payment>,
    pub(super) applications: BTreeMap<TradeKey, Application>,
    pub(super) callbacks: BTreeMap<TradeKey, Callback>,
    pub(super) conflicts: BTreeSet<(TradeKey, i64)>,
    pub(super) notices: super::notices::Notices,
    pub(super) max_attempts: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) state: OrderState,
    pub(super) version: i64,
    pub(super) closed_by_refund: bool,
    /// In the feed's order.
    pub(super) payments: Vec<String>,
    /// In the feed's order.
    pub(super) tickets: Vec<Ticket>,
    /// Batch numbers, and whether all tickets were asked for.
    pub(super) refunds: BTreeMap<String, bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) ticketid: String,
    pub(super) price: i64,
    pub(super) issued: bool,
    pub(super) gone_before: bool,
    pub(super) batchno: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Payment {
    pub(super) order: String,
    pub(super) paid: i64,
    pub(super) refunded_before: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Application {
    pub(super) amount: i64,
    pub(super) actual: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Callback {
    pub(super) amount: i64,
    pub(super) state: CallbackState,
    pub(super) reason: Option<Reason>,
    pub(super) attempts: i32,
    /// It is tried again by itself.
    pub(super) due: bool,
}

impl Ticket {
    fn is_active(&self) -> bool {
        !self.gone_before && self.batchno.is_none()
    }
}

/// Amounts, as sums.
impl Reference {
    pub(super) fn refunded(&self, trandeno: &str) -> i64 {
        let before = self.payments[trandeno].refunded_before;
        let handled = self.applications_of(trandeno).filter_map(|a| a.actual);
        before + handled.sum::<i64>()
    }

    pub(super) fn pending(&self, trandeno: &str) -> i64 {
        let waiting = self
            .applications_of(trandeno)
            .filter(|a| a.actual.is_none());
        waiting.map(|application| application.amount).sum()
    }

    pub(super) fn left(&self, trandeno: &str) -> i64 {
        self.payments[trandeno].paid - self.refunded(trandeno) - self.pending(trandeno)
    }

    fn applications_of(&self, trandeno: &str) -> impl Iterator<Item = &Application> {
        let of_trade = move |(key, _): &(&TradeKey, _)| key.trandeno == trandeno;
        let applications = self.applications.iter().filter(of_trade);
        applications.map(|(_, application)| application)
    }

    pub(super) fn waiting_applications(&self, order: &str) -> usize {
        let of_order = |key: &TradeKey| self.payments[key.trandeno.as_str()].order == order;
        self.applications
            .iter()
            .filter(|(key, application)| of_order(key) && application.actual.is_none())
            .count()
    }
}

impl Reference {
    /// What a step should come to.
    pub(super) fn take(&mut self, step: &Step) -> Verdict {
        let verdict = match step {
            Step::Feed(orders) => self.feed(orders),
            Step::Refund(refund) => self.refund(refund),
            Step::Receive(key, amount) => Ok(Verdict::Received(self.receive(key, *amount))),
            Step::Apply(key) => self.apply(key),
            Step::Postpone(key, lasting) => self.postpone(key, *lasting),
            Step::Replay(key) => self.replay(key),
            Step::Resolve(key) => self.resolve(key),
            Step::Douyin(request) => Ok(Verdict::Noticed(self.notices.douyin(request))),
            Step::Taoxianda(sub_orders) => self.notices.taoxianda(sub_orders),
        };
        verdict.unwrap_or_else(Verdict::Refused)
    }

    fn refund(&mut self, refund: &Refund) -> Result<Verdict, Reason> {
        let Some(order) = self.orders.get(refund.order) else {
            return Err(Reason::OrderNotFound);
        };
        if let (Some(owner), Some(agent)) = (signal::owner(refund.order), refund.agent)
            && owner != agent
        {
            return Err(Reason::OrderNotOwned);
        }
        let all: BTreeSet<&str> = order.tickets.iter().map(|t| t.ticketid.as_str()).collect();
        let wanted: BTreeSet<&str> = match &refund.tickets {
            None => all.clone(),
            Some(tickets) => tickets.iter().copied().collect(),
        };
        if !wanted.is_subset(&all) {
            return Err(Reason::TicketNotFound);
        }
        for (batchno, whole) in &order.refunds {
            let in_it = |ticket: &&Ticket| ticket.batchno.as_ref() == Some(batchno);
            let covered = order.tickets.iter().filter(in_it);
            let covered: BTreeSet<&str> = covered.map(|t| t.ticketid.as_str()).collect();
            let same_tickets = !covered.is_empty() && covered == wanted;
            if same_tickets || (*whole && refund.tickets.is_none()) {
                return Ok(Verdict::Refunded(true, self.shares(order, batchno)));
            }
        }
        let concerned = order
            .tickets
            .iter()
            .filter(|t| wanted.contains(t.ticketid.as_str()));
        if concerned.clone().any(|ticket| !ticket.is_active()) {
            return Err(Reason::RefundConflict);
        }
        if !order.state.is_refundable() {
            return Err(Reason::OrderNotRefundable);
        }
        if concerned.clone().any(|ticket| ticket.issued) {
            return Err(Reason::GateCredentialIssued);
        }
        if order.refunds.contains_key(refund.batchno) {
            return Err(Reason::RefundConflict);
        }
        let left: Vec<_> = order
            .payments
            .iter()
            .map(|p| (p.clone(), self.left(p)))
            .collect();
        let everything = left.iter().map(|(_, left)| left).sum();
        let price: i64 = concerned.map(|ticket| ticket.price).sum();
        let is_whole = wanted.len() == all.len();
        let mut open = if is_whole { everything } else { price };
        if is_whole && everything == 0 {
            return Err(Reason::NothingToRefund);
        }
        if open > everything {
            return Err(Reason::RefundExceedsPaid);
        }
        let wanted: BTreeSet<String> = wanted.into_iter().map(str::to_owned).collect();
        for (trandeno, left) in left {
            let amount = open.min(left);
            open -= amount;
            if amount > 0 {
                let key = super::step::key(refund.batchno, &trandeno);
                let actual = None;
                self.applications
                    .insert(key, Application { amount, actual });
            }
        }
        let order = self.orders.get_mut(refund.order).expect("known");
        for ticket in &mut order.tickets {
            if wanted.contains(&ticket.ticketid) {
                ticket.batchno = Some(refund.batchno.to_owned());
            }
        }
        order
            .refunds
            .insert(refund.batchno.to_owned(), refund.tickets.is_none());
        if !order.tickets.iter().any(Ticket::is_active) {
            order.state = OrderState::ThirdPartyRefunding;
        }
        let order = &self.orders[refund.order];
        Ok(Verdict::Refunded(false, self.shares(order, refund.batchno)))
    }

    fn shares(&self, order: &Order, batchno: &str) -> Vec<(String, i64)> {
        let amount = |trandeno: &String| {
            let key = super::step::key(batchno, trandeno);
            let application = self.applications.get(&key)?;
            Some((trandeno.clone(), application.amount))
        };
        order.payments.iter().filter_map(amount).collect()
    }
}

/// Callbacks.
impl Reference {
    fn receive(&mut self, key: &TradeKey, amount: i64) -> Receipt {
        match self.callbacks.get(key) {
            None => {
                let callback = Callback {
                    amount,
                    state: CallbackState::Received,
                    reason: None,
                    attempts: 0,
                    due: true,
                };
                self.callbacks.insert(key.clone(), callback);
                Receipt::First
            }
            Some(callback) if callback.amount == amount => Receipt::Repeated,
            Some(callback) => {
                self.conflicts.insert((key.clone(), amount));
                let in_force = Fen::from_stored(callback.amount);
                Receipt::Conflict { in_force }
            }
        }
    }

    fn apply(&mut self, key: &TradeKey) -> Result<Verdict, Reason> {
        let callback = self.callbacks.get(key).ok_or(Reason::CallbackNotFound)?;
        let amount = callback.amount;
        if matches!(
            callback.state,
            CallbackState::Applied | CallbackState::Resolved
        ) {
            let differs = |a: &Application| a.actual.is_some_and(|actual| actual != a.amount);
            let differs = self.applications.get(key).is_some_and(differs);
            return Ok(Verdict::Applied(true, differs));
        }
        let applied = self.applied(key, amount);
        let max_attempts = self.max_attempts;
        let callback = self.callbacks.get_mut(key).expect("known");
        callback.attempts += 1;
        callback.reason = applied.err();
        let may_come = matches!(
            applied,
            Err(Reason::PaymentNotFound | Reason::RefundApplicationNotFound)
        );
        callback.due = may_come && callback.attempts < max_attempts;
        callback.state = match applied {
            Ok(_) => CallbackState::Applied,
            Err(Reason::PaymentNotFound) if callback.attempts < max_attempts => {
                CallbackState::Received
            }
            Err(_) => CallbackState::NeedsAttention,
        };
        Ok(Verdict::Applied(false, applied?))
    }

    /// Applies an amount if it can be. Tells whether it differs.
    fn applied(&mut self, key: &TradeKey, amount: i64) -> Result<bool, Reason> {
        let Some(payment) = self.payments.get(key.trandeno.as_str()) else {
            return Err(Reason::PaymentNotFound);
        };
        let Some(application) = self.applications.get(key) else {
            return Err(Reason::RefundApplicationNotFound);
        };
        assert_eq!(application.actual, None, "handled by another callback");
        let applied_for = application.amount;
        if amount > self.left(&key.trandeno) + applied_for {
            return Err(Reason::CallbackExceedsPayment);
        }
        let name = payment.order.clone();
        if self.orders[&name].state == OrderState::Unpaid {
            return Err(Reason::OrderStateForbidsCallback);
        }
        self.applications.get_mut(key).expect("known").actual = Some(amount);
        let none_waits = self.waiting_applications(&name) == 0;
        let order = self.orders.get_mut(&name).expect("known");
        if none_waits && order.state == OrderState::ThirdPartyRefunding {
            order.state = OrderState::Closed;
            order.closed_by_refund = true;
        }
        Ok(amount != applied_for)
    }

    fn postpone(&mut self, key: &TradeKey, lasting: bool) -> Result<Verdict, Reason> {
        let callback = self
            .callbacks
            .get_mut(key)
            .ok_or(Reason::CallbackNotFound)?;
        if callback.due {
            callback.attempts += 1;
            if lasting || callback.attempts >= self.max_attempts {
                callback.due = false;
                callback.state = CallbackState::NeedsAttention;
                callback.reason = Some(Reason::RetriesExhausted);
            }
        }
        Ok(Verdict::Postponed)
    }

    fn replay(&mut self, key: &TradeKey) -> Result<Verdict, Reason> {
        let callback = self.callbacks.get(key).ok_or(Reason::CallbackNotFound)?;
        if callback.state == CallbackState::Resolved {
            return Err(Reason::CallbackResolved);
        }
        let repeated = matches!(self.apply(key), Ok(Verdict::Applied(true, _)));
        Ok(Verdict::Replayed(repeated, self.callbacks[key].state))
    }

    fn resolve(&mut self, key: &TradeKey) -> Result<Verdict, Reason> {
        let callback = self
            .callbacks
            .get_mut(key)
            .ok_or(Reason::CallbackNotFound)?;
        match callback.state {
            CallbackState::Applied => Err(Reason::CallbackApplied),
            CallbackState::Resolved => Ok(Verdict::Resolved(true)),
            CallbackState::Received | CallbackState::NeedsAttention => {
                callback.state = CallbackState::Resolved;
                callback.due = false;
                Ok(Verdict::Resolved(false))
            }
        }
    }
}
