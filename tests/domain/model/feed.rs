//! The reference's idea of a feed: orders are taken one after the other, on a
//! copy that counts only if every one of them is taken.

use refund_gateway::domain::{
    callback::CallbackState,
    feed::FeedOutcome,
    order::{OrderState, TicketState},
    reason::Reason,
    transition::{FeedContext, FeedVerdict},
};

use crate::transitions::expected_by_feed;

use super::{
    reference::{Application, Order, Payment, Reference, Ticket},
    signal::FedOrder,
    step::{Verdict, key},
};

impl Reference {
    pub(super) fn feed(&mut self, orders: &[FedOrder]) -> Result<Verdict, Reason> {
        let mut next = self.clone();
        let results: Result<_, _> = orders.iter().map(|fed| next.feed_one(fed)).collect();
        let results = results?;
        *self = next;
        Ok(Verdict::Fed(results))
    }

    fn feed_one(&mut self, fed: &FedOrder) -> Result<(FeedOutcome, OrderState), Reason> {
        let stored = self.orders.get(fed.order).cloned();
        if let Some(order) = stored.as_ref().filter(|order| fed.version < order.version) {
            return Ok((FeedOutcome::Stale, order.state));
        }
        let before = self.clone();
        let mut order = stored.clone().unwrap_or(Order {
            state: fed.state,
            version: fed.version,
            closed_by_refund: false,
            payments: Vec::new(),
            tickets: Vec::new(),
            refunds: std::collections::BTreeMap::new(),
        });
        self.feed_payments(fed, &mut order)?;
        self.feed_applications(fed, &mut order)?;
        feed_tickets(fed, &mut order)?;
        order.state = self.fed_state(fed, &order)?;
        let same_version = stored.as_ref().is_some_and(|o| o.version == fed.version);
        order.version = fed.version;
        let state = order.state;
        self.orders.insert(fed.order.to_owned(), order);
        if !same_version {
            self.wake(&before);
            let outcome = match stored {
                None => FeedOutcome::Created,
                Some(_) => FeedOutcome::Updated,
            };
            return Ok((outcome, state));
        }
        let nothing_new = self.orders == before.orders
            && self.payments == before.payments
            && self.applications == before.applications;
        if !nothing_new {
            return Err(Reason::OrderVersionConflict);
        }
        Ok((FeedOutcome::Unchanged, state))
    }

    fn feed_payments(&mut self, fed: &FedOrder, order: &mut Order) -> Result<(), Reason> {
        for payment in &fed.payments {
            match self.payments.get(payment.trandeno) {
                Some(known) if known.order != fed.order => return Err(Reason::PaymentConflict),
                Some(known) if known.paid != payment.paid => {
                    return Err(Reason::OrderFeedContradiction);
                }
                Some(_) => {}
                None => {
                    let trandeno = payment.trandeno.to_owned();
                    order.payments.push(trandeno.clone());
                    let payment = Payment {
                        order: fed.order.to_owned(),
                        paid: payment.paid,
                        refunded_before: payment.refunded,
                    };
                    self.payments.insert(trandeno, payment);
                }
            }
        }
        Ok(())
    }

    fn feed_applications(&mut self, fed: &FedOrder, order: &mut Order) -> Result<(), Reason> {
        for application in &fed.applications {
            let own = |name: &String| name == application.trandeno;
            if !order.payments.iter().any(own) {
                return Err(Reason::InvalidArgument);
            }
            let key = key(application.batchno, application.trandeno);
            let amount = application.amount;
            match self.applications.get(&key) {
                Some(known) if known.amount != amount => {
                    return Err(Reason::OrderFeedContradiction);
                }
                Some(_) => {}
                None if amount > self.left(application.trandeno) => {
                    return Err(Reason::RefundExceedsPaid);
                }
                None => {
                    let batchno = application.batchno.to_owned();
                    order.refunds.entry(batchno).or_insert(false);
                    let actual = None;
                    self.applications
                        .insert(key, Application { amount, actual });
                }
            }
        }
        Ok(())
    }

    fn fed_state(&self, fed: &FedOrder, order: &Order) -> Result<OrderState, Reason> {
        let context = FeedContext {
            closed_by_refund: order.closed_by_refund,
            has_pending_applications: self.waiting_applications(fed.order) > 0,
        };
        let known = self.orders.contains_key(fed.order);
        match expected_by_feed(order.state, fed.state, context) {
            _ if !known => Ok(fed.state),
            FeedVerdict::Take => Ok(fed.state),
            FeedVerdict::Keep => Ok(order.state),
            FeedVerdict::Forbidden => Err(Reason::OrderTransitionForbidden),
        }
    }

    /// Whatever waits for a payment or an application that is new has fresh
    /// tries.
    fn wake(&mut self, before: &Self) {
        for (key, callback) in &mut self.callbacks {
            let new_payment = self.payments.contains_key(key.trandeno.as_str())
                && !before.payments.contains_key(key.trandeno.as_str());
            let new_application =
                self.applications.contains_key(key) && !before.applications.contains_key(key);
            let open = matches!(
                callback.state,
                CallbackState::Received | CallbackState::NeedsAttention
            );
            if open && (new_payment || new_application) {
                callback.state = CallbackState::Received;
                callback.attempts = 0;
                callback.due = true;
            }
        }
    }
}

fn feed_tickets(fed: &FedOrder, order: &mut Order) -> Result<(), Reason> {
    for ticket in &fed.tickets {
        let known = order
            .tickets
            .iter_mut()
            .find(|known| known.ticketid == ticket.ticketid);
        match known {
            Some(known) if known.price != ticket.price || (known.issued && !ticket.issued) => {
                return Err(Reason::OrderFeedContradiction);
            }
            Some(known) => known.issued |= ticket.issued,
            None => order.tickets.push(Ticket {
                ticketid: ticket.ticketid.to_owned(),
                price: ticket.price,
                issued: ticket.issued,
                gone_before: ticket.state != TicketState::Active,
                batchno: None,
            }),
        }
    }
    Ok(())
}
