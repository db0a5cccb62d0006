//! How one fed order meets what is stored: a feed adds, and never undoes what
//! the gateway itself decided.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::{SmolStr, ToSmolStr as _};

use crate::domain::{
    audit::{EventKind, Stream},
    callback::CallbackState,
    command::Context,
    money::Fen,
    order::{Order, OrderPayment, Payment, Refund, Ticket, TradeKey},
    reason::{Reason, Refusal},
    refund::add_application,
    timestamp::Timestamp,
    transition::{self, FeedContext, FeedVerdict},
    working_set::WorkingSet,
};

use super::{FedApplication, FedOrder, FedPayment, FedTicket, FeedOutcome, FeedResult};

/// What a fed order changes, checked and not written yet.
pub(super) struct Merged {
    order: Order,
    outcome: FeedOutcome,
    new_payments: Vec<Payment>,
    new_tickets: Vec<FedTicket>,
    newly_issued: Vec<SmolStr>,
    new_applications: Vec<FedApplication>,
}

/// Merges a fed order with what is stored of it. `index` is its place in the
/// request.
pub(super) fn merge(
    fed: &FedOrder,
    index: usize,
    rows: &WorkingSet,
    context: &Context,
) -> Result<Merged, Refusal> {
    let at = format!("orders[{index}]");
    let stored = rows.orders.get(&fed.order_id);
    if let Some(stored) = stored.filter(|stored| fed.version < stored.version) {
        return Ok(Merged::nothing(stored.clone(), FeedOutcome::Stale));
    }
    let new_payments = new_payments(fed, &at, rows)?;
    let new_applications = new_applications(fed, &at, rows, &new_payments)?;
    let (new_tickets, newly_issued) = tickets(fed, &at, rows)?;
    let merged = Merged {
        order: match stored {
            None => created(fed, context),
            Some(stored) => updated(stored, fed, &at, !new_applications.is_empty())?,
        },
        outcome: match stored {
            None => FeedOutcome::Created,
            Some(_) => FeedOutcome::Updated,
        },
        new_payments,
        new_tickets,
        newly_issued,
        new_applications,
    };
    match stored {
        Some(stored) if stored.version == fed.version => merged.same_version(stored, &at),
        _ => Ok(merged),
    }
}

fn created(fed: &FedOrder, context: &Context) -> Order {
    Order {
        order_id: fed.order_id.clone(),
        state: fed.state,
        version: fed.version,
        agent: fed.agent.clone(),
        pending_applications: 0,
        closed_by_refund: false,
        last_event_at: Timestamp::default(),
        revision: 0,
        created_at: context.now,
    }
}

fn updated(
    stored: &Order,
    fed: &FedOrder,
    at: &str,
    brings_applications: bool,
) -> Result<Order, Refusal> {
    let feed_context = FeedContext {
        closed_by_refund: stored.closed_by_refund,
        has_pending_applications: brings_applications || stored.pending_applications > 0,
    };
    let state = match transition::by_feed(stored.state, fed.state, feed_context) {
        FeedVerdict::Take => fed.state,
        FeedVerdict::Keep => stored.state,
        FeedVerdict::Forbidden => {
            return Err(Refusal::of_field(
                Reason::OrderTransitionForbidden,
                format!("{at}.state"),
                format!(
                    "order {} is {} and cannot become {}",
                    fed.order_id,
                    stored.state.as_str(),
                    fed.state.as_str()
                ),
            ));
        }
    };
    Ok(Order {
        state,
        version: fed.version,
        agent: fed.agent.clone().or_else(|| stored.agent.clone()),
        ..stored.clone()
    })
}

fn new_payments(fed: &FedOrder, at: &str, rows: &WorkingSet) -> Result<Vec<Payment>, Refusal> {
    let mut new = Vec::new();
    for (index, payment) in fed.payments.iter().enumerate() {
        match rows.payments.get(&payment.trandeno) {
            None => new.push(new_payment(&fed.order_id, payment)),
            Some(stored) if stored.order_id != fed.order_id => {
                return Err(Refusal::of_field(
                    Reason::PaymentConflict,
                    format!("{at}.payments[{index}].trandeno"),
                    format!("payment {} belongs to another order", payment.trandeno),
                ));
            }
            Some(stored) if stored.paid != payment.paid => {
                return Err(contradiction(
                    format!("{at}.payments[{index}].paid"),
                    &stored.paid,
                ));
            }
            Some(_) => {}
        }
    }
    Ok(new)
}

fn new_payment(order_id: &SmolStr, fed: &FedPayment) -> Payment {
    Payment {
        trandeno: fed.trandeno.clone(),
        order_id: order_id.clone(),
        paid: fed.paid,
        refunded: fed.refunded,
        pending: Fen::ZERO,
    }
}

fn contradiction(field: String, stored: &impl ToString) -> Refusal {
    let rule = format!("is {} already and cannot be changed", stored.to_string());
    Refusal::of_field(Reason::OrderFeedContradiction, field, rule)
}

/// The tickets that are new, and the known ones that get their credential.
fn tickets(
    fed: &FedOrder,
    at: &str,
    rows: &WorkingSet,
) -> Result<(Vec<FedTicket>, Vec<SmolStr>), Refusal> {
    let (mut new, mut issued) = (Vec::new(), Vec::new());
    for (index, ticket) in fed.tickets.iter().enumerate() {
        let key = (fed.order_id.clone(), ticket.ticketid.clone());
        let field = |name: &str| format!("{at}.tickets[{index}].{name}");
        match rows.tickets.get(&key) {
            None => new.push(ticket.clone()),
            Some(stored) if stored.price != ticket.price => {
                return Err(contradiction(field("price"), &stored.price));
            }
            Some(stored) if stored.gate_credential_issued && !ticket.gate_credential_issued => {
                return Err(contradiction(field("gate_credential_issued"), &true));
            }
            Some(stored) => {
                if ticket.gate_credential_issued && !stored.gate_credential_issued {
                    issued.push(ticket.ticketid.clone());
                }
            }
        }
    }
    Ok((new, issued))
}

fn new_applications(
    fed: &FedOrder,
    at: &str,
    rows: &WorkingSet,
    new_payments: &[Payment],
) -> Result<Vec<FedApplication>, Refusal> {
    let mut left = BTreeMap::new();
    let known = rows.payments_of(&fed.order_id);
    for payment in known.into_iter().chain(new_payments) {
        left.insert(payment.trandeno.as_str(), payment.left());
    }
    let mut new = Vec::new();
    for (index, application) in fed.applications.iter().enumerate() {
        let field = |name: &str| format!("{at}.applications[{index}].{name}");
        let Some(left) = left.get_mut(application.key.trandeno.as_str()) else {
            let rule = format!("is not a payment of order {}", fed.order_id);
            let field = field("trandeno");
            return Err(Refusal::of_field(Reason::InvalidArgument, field, rule));
        };
        match rows.applications.get(&application.key) {
            Some(stored) if stored.amount != application.amount => {
                return Err(contradiction(field("amount"), &stored.amount));
            }
            Some(_) => {}
            None => {
                let Some(rest) = left.checked_sub(application.amount) else {
                    let rule = format!("is above the {left} yuan that is left of the payment");
                    let field = field("amount");
                    return Err(Refusal::of_field(Reason::RefundExceedsPaid, field, rule));
                };
                *left = rest;
                new.push(application.clone());
            }
        }
    }
    Ok(new)
}

impl Merged {
    fn nothing(stored: Order, outcome: FeedOutcome) -> Self {
        Self {
            order: stored,
            outcome,
            new_payments: Vec::new(),
            new_tickets: Vec::new(),
            newly_issued: Vec::new(),
            new_applications: Vec::new(),
        }
    }

    /// The same version again: fine if it says the same.
    fn same_version(self, stored: &Order, at: &str) -> Result<Self, Refusal> {
        let same = self.order == *stored
            && self.new_payments.is_empty()
            && self.new_tickets.is_empty()
            && self.newly_issued.is_empty()
            && self.new_applications.is_empty();
        if same {
            return Ok(Self::nothing(self.order, FeedOutcome::Unchanged));
        }
        Err(Refusal::of_field(
            Reason::OrderVersionConflict,
            format!("{at}.version"),
            format!("version {} is stored with other content", stored.version),
        ))
    }

    /// Writes the changes. Tells whether callbacks waited for them.
    pub(super) fn write(&self, rows: &mut WorkingSet, context: &Context) -> bool {
        if matches!(self.outcome, FeedOutcome::Stale | FeedOutcome::Unchanged) {
            return false;
        }
        let order_id = &self.order.order_id;
        rows.orders.put(order_id.clone(), self.order.clone());
        self.write_payments(rows);
        self.write_tickets(rows);
        self.write_applications(rows, context);
        self.record(rows, context);
        self.wake_callbacks(rows, context)
    }

    fn write_payments(&self, rows: &mut WorkingSet) {
        let order_id = &self.order.order_id;
        let first = rows.payments_of(order_id).len();
        for (position, payment) in (first..).zip(&self.new_payments) {
            let link = OrderPayment {
                order_id: order_id.clone(),
                trandeno: payment.trandeno.clone(),
                position: i32::try_from(position).unwrap_or(i32::MAX),
            };
            let key = (order_id.clone(), payment.trandeno.clone());
            rows.order_payments.put(key, link);
            rows.payments.put(payment.trandeno.clone(), payment.clone());
        }
    }

    fn write_tickets(&self, rows: &mut WorkingSet) {
        let order_id = &self.order.order_id;
        let key = |ticketid: &SmolStr| (order_id.clone(), ticketid.clone());
        let first = rows.tickets_of(order_id).len();
        for (position, fed) in (first..).zip(&self.new_tickets) {
            let ticket = Ticket {
                order_id: order_id.clone(),
                ticketid: fed.ticketid.clone(),
                position: i32::try_from(position).unwrap_or(i32::MAX),
                price: fed.price,
                gate_credential_issued: fed.gate_credential_issued,
                fed_state: fed.state,
                batchno: None,
            };
            rows.tickets.put(key(&fed.ticketid), ticket);
        }
        for ticketid in &self.newly_issued {
            if let Some(ticket) = rows.tickets.get_mut(&key(ticketid)) {
                ticket.gate_credential_issued = true;
            }
        }
    }

    fn write_applications(&self, rows: &mut WorkingSet, context: &Context) {
        let order_id = &self.order.order_id;
        for FedApplication { key, amount } in &self.new_applications {
            let refund_key = (order_id.clone(), key.batchno.clone());
            let refund = rows.refunds.get(&refund_key).cloned().unwrap_or(Refund {
                order_id: order_id.clone(),
                batchno: key.batchno.clone(),
                whole_order: false,
                amount: Fen::ZERO,
                memory: None,
                requested_at: context.now,
            });
            let refund = Refund {
                amount: refund.amount.checked_add(*amount).unwrap_or(Fen::MAX),
                ..refund
            };
            rows.refunds.put(refund_key, refund);
            add_application(rows, order_id, key.clone(), *amount, context);
        }
    }

    fn record(&self, rows: &mut WorkingSet, context: &Context) {
        let kind = match self.outcome {
            FeedOutcome::Created => EventKind::OrderCreated,
            _ => EventKind::OrderUpdated,
        };
        let attributes = vec![
            ("version", self.order.version.to_smolstr()),
            ("state", self.order.state.as_str().into()),
        ];
        let stream = Stream::Order(self.order.order_id.clone());
        rows.record(stream, context.now, kind, attributes);
    }

    /// Callbacks whose payment or application has just come are due now,
    /// whatever their tries failed of so far: none could have succeeded.
    fn wake_callbacks(&self, rows: &mut WorkingSet, context: &Context) -> bool {
        let payments = self.new_payments.iter().map(|payment| &payment.trandeno);
        let payments: BTreeSet<&SmolStr> = payments.collect();
        let applications = self.new_applications.iter().map(|fed| &fed.key);
        let applications: BTreeSet<&TradeKey> = applications.collect();
        let trades = applications.iter().map(|key| &key.trandeno);
        let trades: BTreeSet<&SmolStr> = trades.chain(payments.iter().copied()).collect();
        let mut woke = false;
        for trandeno in trades {
            let waiting = rows.callbacks_of_mut(trandeno).filter(|callback| {
                let open = matches!(
                    callback.state,
                    CallbackState::Received | CallbackState::NeedsAttention
                );
                open && (payments.contains(trandeno) || applications.contains(&callback.key))
            });
            for callback in waiting {
                callback.state = CallbackState::Received;
                callback.attempts = 0;
                callback.next_attempt_at = Some(context.now);
                callback.revision += 1;
                woke = true;
            }
        }
        woke
    }

    pub(super) fn into_result(self) -> FeedResult {
        FeedResult {
            order_id: self.order.order_id,
            outcome: self.outcome,
            state: self.order.state,
            version: self.order.version,
        }
    }
}
