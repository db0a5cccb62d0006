//! Asking for a refund of an order or of some of its tickets (source:
//! `POST api/Order/Refund`). Irreversible.

use std::collections::BTreeSet;

use smol_str::{SmolStr, ToSmolStr as _};

use super::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    input::{Checker, NAME_MAX_LENGTH, ORDER_ID_MAX_LENGTH},
    money::Fen,
    order::{Application, Order, OrderState, Payment, Refund, Ticket, TradeKey},
    reason::{Reason, Refusal},
    transition::{self, Trigger},
    working_set::WorkingSet,
};

/// The most tickets that one request may name.
const MAX_TICKETS: usize = 1000;
/// The longest remark; the document gives no limit.
const MEMORY_MAX_LENGTH: usize = 4000;

/// A request for a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRefund {
    order_id: SmolStr,
    scope: Scope,
    memory: Option<String>,
    batchno: SmolStr,
    agent: Option<SmolStr>,
}

/// What a refund is to cover.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    WholeOrder,
    Tickets(Vec<SmolStr>),
}

/// The refund in force after the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundInForce {
    /// The same request had been granted before.
    pub repeated: bool,
    /// The refund.
    pub refund: Refund,
    /// Its applications, in the order of the payments.
    pub applications: Vec<Application>,
    /// The tickets in it, in the order's order.
    pub ticketids: Vec<String>,
    /// The order's state now.
    pub order_state: OrderState,
}

impl RequestRefund {
    /// Checks what a caller sent. `batchno` is a fresh batch number, used if a
    /// new refund is granted.
    pub fn new(
        order_id: String,
        refundallticket: &str,
        ticketids: Vec<String>,
        memory: Option<String>,
        batchno: String,
    ) -> Result<Self, Refusal> {
        let mut checker = Checker::default();
        checker.key("orderid", &order_id, ORDER_ID_MAX_LENGTH);
        let scope = match refundallticket {
            "1" => Scope::WholeOrder,
            "0" => {
                check_tickets(&mut checker, &ticketids);
                Scope::Tickets(ticketids.into_iter().map(SmolStr::from).collect())
            }
            "" => {
                checker.refuse("refundallticket", "is required");
                Scope::WholeOrder
            }
            _ => {
                checker.refuse("refundallticket", "must be 1 (all tickets) or 0");
                Scope::WholeOrder
            }
        };
        if let Some(memory) = &memory {
            checker.text("memory", memory, MEMORY_MAX_LENGTH);
        }
        checker.finish()?;
        Ok(Self {
            order_id: order_id.into(),
            scope,
            memory,
            batchno: batchno.into(),
            agent: None,
        })
    }

    /// The same on behalf of an agent, who may not touch the orders of others.
    #[must_use]
    pub fn on_behalf_of(self, agent: Option<String>) -> Self {
        let agent = agent.map(SmolStr::from);
        Self { agent, ..self }
    }

    /// The order concerned.
    #[must_use]
    pub fn order_id(&self) -> &str {
        &self.order_id
    }

    fn wanted(&self, tickets: &[&Ticket]) -> Result<BTreeSet<SmolStr>, Refusal> {
        let known: BTreeSet<&str> = tickets.iter().map(|t| t.ticketid.as_str()).collect();
        match &self.scope {
            Scope::WholeOrder => Ok(known.into_iter().map(SmolStr::from).collect()),
            Scope::Tickets(wanted) => {
                let unknown = |id: &SmolStr| !known.contains(id.as_str());
                if let Some(index) = wanted.iter().position(unknown) {
                    return Err(Refusal::of_field(
                        Reason::TicketNotFound,
                        format!("ticketids[{index}]"),
                        format!("is not a ticket of order {}", self.order_id),
                    ));
                }
                Ok(wanted.iter().cloned().collect())
            }
        }
    }
}

fn check_tickets(checker: &mut Checker, ticketids: &[String]) {
    checker.count("ticketids", ticketids.len(), 1, MAX_TICKETS);
    if ticketids.len() > MAX_TICKETS {
        return;
    }
    let mut seen = BTreeSet::new();
    for (index, ticketid) in ticketids.iter().enumerate() {
        let field = format!("ticketids[{index}]");
        checker.key(&field, ticketid, NAME_MAX_LENGTH);
        if !seen.insert(ticketid) {
            checker.refuse(field, "must not be named twice");
        }
    }
}

impl Command for RequestRefund {
    type Outcome = RefundInForce;

    fn keys(&self, keys: &mut Keys) {
        keys.orders.insert(self.order_id.clone());
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<RefundInForce, Refusal> {
        let Some(order) = rows.orders.get(&self.order_id) else {
            return Err(Refusal::new(
                Reason::OrderNotFound,
                format!("order {} is not known", self.order_id),
            ));
        };
        self.allowed_to_ask(order)?;
        let tickets = rows.tickets_of(&self.order_id);
        let wanted = self.wanted(&tickets)?;
        if let Some(earlier) = self.earlier(rows, &tickets, &wanted) {
            return Ok(in_force(rows, earlier.clone(), true));
        }
        allowed(order, &tickets, &wanted)?;
        self.fresh_batchno(rows)?;
        let shares = if wanted.len() == tickets.len() {
            everything_left(&rows.payments_of(&self.order_id))?
        } else {
            allocate(&tickets, &wanted, &rows.payments_of(&self.order_id))?
        };
        let refund = self.grant(rows, &wanted, shares, context);
        Ok(in_force(rows, refund, false))
    }
}

impl RequestRefund {
    /// Told before anything else of the order, which is none of the business of
    /// other agents. An order without an agent is open to all of them.
    fn allowed_to_ask(&self, order: &Order) -> Result<(), Refusal> {
        match (&self.agent, &order.agent) {
            (Some(agent), Some(owner)) if agent != owner => Err(Refusal::new(
                Reason::OrderNotOwned,
                format!("order {} is not one of agent {agent}", order.order_id),
            )),
            _ => Ok(()),
        }
    }

    /// The refund that the same request was granted before.
    fn earlier<'a>(
        &'a self,
        rows: &'a WorkingSet,
        tickets: &[&Ticket],
        wanted: &BTreeSet<SmolStr>,
    ) -> Option<&'a Refund> {
        rows.refunds_of(&self.order_id).find(|refund| {
            let covered: BTreeSet<&str> = tickets_in(tickets, &refund.batchno).collect();
            let same_tickets =
                !covered.is_empty() && covered.into_iter().eq(wanted.iter().map(SmolStr::as_str));
            let same_scope = refund.whole_order && self.scope == Scope::WholeOrder;
            same_scope || same_tickets
        })
    }

    /// A batch number in use would hide the applications that it stands for,
    /// and their amounts would never stop being pending.
    fn fresh_batchno(&self, rows: &WorkingSet) -> Result<(), Refusal> {
        let key = (self.order_id.clone(), self.batchno.clone());
        if rows.refunds.get(&key).is_some() {
            return Err(Refusal::new(
                Reason::RefundConflict,
                format!(
                    "batch number {} stands for another refund of order {}",
                    self.batchno, self.order_id
                ),
            ));
        }
        Ok(())
    }

    fn grant(
        &self,
        rows: &mut WorkingSet,
        wanted: &BTreeSet<SmolStr>,
        shares: Vec<(SmolStr, Fen)>,
        context: &Context,
    ) -> Refund {
        let refund = Refund {
            order_id: self.order_id.clone(),
            batchno: self.batchno.clone(),
            whole_order: self.scope == Scope::WholeOrder,
            amount: shares.iter().map(|(_, amount)| *amount).sum(),
            memory: self.memory.clone(),
            requested_at: context.now,
        };
        let part = |name: &str| (self.order_id.clone(), SmolStr::from(name));
        rows.refunds.put(part(&self.batchno), refund.clone());
        for ticketid in wanted {
            if let Some(ticket) = rows.tickets.get_mut(&part(ticketid)) {
                ticket.batchno = Some(self.batchno.clone());
            }
        }
        for (trandeno, amount) in shares {
            let key = TradeKey::new(trandeno, self.batchno.clone());
            add_application(rows, &self.order_id, key, amount, context);
        }
        let no_ticket_left = !rows
            .tickets_of(&self.order_id)
            .iter()
            .any(|ticket| ticket.is_active());
        if let Some(order) = rows.orders.get_mut(&self.order_id)
            && no_ticket_left
        {
            order.state = transition::after(order.state, Trigger::NoTicketLeft);
        }
        self.record(rows, &refund, wanted, context);
        refund
    }

    fn record(
        &self,
        rows: &mut WorkingSet,
        refund: &Refund,
        wanted: &BTreeSet<SmolStr>,
        context: &Context,
    ) {
        let state = rows.orders.get(&self.order_id).map(|order| order.state);
        let mut attributes = vec![
            ("batchno", refund.batchno.clone()),
            ("amount", refund.amount.to_smolstr()),
            (
                "ticketids",
                wanted.iter().cloned().collect::<Vec<_>>().join(",").into(),
            ),
        ];
        attributes.extend(state.map(|state| ("state", state.as_str().into())));
        attributes.extend(self.memory.clone().map(|memory| ("memory", memory.into())));
        attributes.extend(self.agent.clone().map(|agent| ("agent", agent)));
        let stream = Stream::Order(self.order_id.clone());
        rows.record(stream, context.now, EventKind::RefundRequested, attributes);
    }
}

/// Adds an application of a payment that has been checked to have that much
/// left.
pub(super) fn add_application(
    rows: &mut WorkingSet,
    order_id: &SmolStr,
    key: TradeKey,
    amount: Fen,
    context: &Context,
) {
    if let Some(payment) = rows.payments.get_mut(&key.trandeno) {
        payment.pending = payment.pending.checked_add(amount).unwrap_or(Fen::MAX);
    }
    if let Some(order) = rows.orders.get_mut(order_id) {
        order.pending_applications += 1;
    }
    let application = Application {
        key: key.clone(),
        order_id: order_id.clone(),
        amount,
        handled: None,
        created_at: context.now,
    };
    rows.applications.put(key, application);
}

/// An overlap is told before the order's state, since it is the reason for that
/// state.
fn allowed(order: &Order, tickets: &[&Ticket], wanted: &BTreeSet<SmolStr>) -> Result<(), Refusal> {
    let concerned = || tickets.iter().filter(|t| wanted.contains(&t.ticketid));
    let taken: Vec<_> = concerned().filter(|t| !t.is_active()).collect();
    if !taken.is_empty() {
        return Err(Refusal::new(
            Reason::RefundConflict,
            format!(
                "overlaps another refund of order {}: {} refunded or being refunded",
                order.order_id,
                names(taken.into_iter().copied())
            ),
        ));
    }
    if !order.state.is_refundable() {
        return Err(Refusal::new(
            Reason::OrderNotRefundable,
            format!(
                "order {} is {}, which does not allow a refund",
                order.order_id,
                order.state.as_str()
            ),
        ));
    }
    let issued: Vec<_> = concerned().filter(|t| t.gate_credential_issued).collect();
    if !issued.is_empty() {
        return Err(Refusal::new(
            Reason::GateCredentialIssued,
            format!(
                "call RefundTicket: a gate credential was issued for {}",
                names(issued.into_iter().copied())
            ),
        ));
    }
    Ok(())
}

fn names<'a>(tickets: impl Iterator<Item = &'a Ticket>) -> String {
    let names: Vec<_> = tickets.map(|ticket| ticket.ticketid.as_str()).collect();
    let (shown, more) = names.split_at(names.len().min(5));
    let more = match more.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("ticket {}{more}", shown.join(", "))
}

fn everything_left(payments: &[&Payment]) -> Result<Vec<(SmolStr, Fen)>, Refusal> {
    let shares: Vec<_> = payments
        .iter()
        .map(|payment| (payment.trandeno.clone(), payment.left()))
        .filter(|(_, left)| *left > Fen::ZERO)
        .collect();
    if shares.is_empty() {
        return Err(Refusal::new(
            Reason::NothingToRefund,
            "nothing is left of the order's payments",
        ));
    }
    Ok(shares)
}

/// Takes the tickets' price from the payments in their order.
fn allocate(
    tickets: &[&Ticket],
    wanted: &BTreeSet<SmolStr>,
    payments: &[&Payment],
) -> Result<Vec<(SmolStr, Fen)>, Refusal> {
    let price: Fen = tickets
        .iter()
        .filter(|ticket| wanted.contains(&ticket.ticketid))
        .map(|ticket| ticket.price)
        .sum();
    let mut open = price;
    let mut shares = Vec::new();
    for payment in payments {
        let share = open.min(payment.left());
        if share > Fen::ZERO {
            shares.push((payment.trandeno.clone(), share));
            open = open.saturating_sub(share);
        }
    }
    if open > Fen::ZERO {
        let left: Fen = payments.iter().map(|payment| payment.left()).sum();
        return Err(Refusal::new(
            Reason::RefundExceedsPaid,
            format!("the tickets cost {price} yuan, and {left} yuan is left of the payments"),
        ));
    }
    Ok(shares)
}

fn in_force(rows: &WorkingSet, refund: Refund, repeated: bool) -> RefundInForce {
    let tickets = rows.tickets_of(&refund.order_id);
    let ticketids = tickets_in(&tickets, &refund.batchno)
        .map(str::to_owned)
        .collect();
    let applications = rows
        .payments_of(&refund.order_id)
        .into_iter()
        .filter_map(|payment| {
            let key = TradeKey::new(payment.trandeno.clone(), refund.batchno.clone());
            rows.applications.get(&key)
        })
        .cloned()
        .collect();
    let order_state = rows
        .orders
        .get(&refund.order_id)
        .map_or(OrderState::Closed, |order| order.state);
    RefundInForce {
        repeated,
        refund,
        applications,
        ticketids,
        order_state,
    }
}

fn tickets_in<'a>(tickets: &[&'a Ticket], batchno: &str) -> impl Iterator<Item = &'a str> {
    let mut ids: Vec<_> = tickets
        .iter()
        .filter(|ticket| ticket.batchno.as_deref() == Some(batchno))
        .map(|ticket| ticket.ticketid.as_str())
        .collect();
    ids.sort_unstable();
    ids.into_iter()
}
