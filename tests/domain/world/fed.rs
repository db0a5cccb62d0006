//! Orders as a feed tells of them, written so that a test reads in one breath.

use refund_gateway::domain::{
    feed::{FeedOrders, RawApplication, RawOrder, RawPayment, RawTicket},
    order::{OrderState, TicketState},
    reason::Refusal,
};

/// One order of a feed. Amounts are in yuan.
#[derive(Clone, Debug)]
pub(crate) struct Fed(pub(crate) RawOrder);

/// A paid order in its first version.
pub(crate) fn order(orderid: &str) -> Fed {
    Fed(RawOrder {
        orderid: orderid.to_owned(),
        state: Some(OrderState::Paid),
        version: 1,
        ..RawOrder::default()
    })
}

impl Fed {
    pub(crate) fn state(mut self, state: OrderState) -> Self {
        self.0.state = Some(state);
        self
    }

    pub(crate) fn version(mut self, version: i64) -> Self {
        self.0.version = version;
        self
    }

    pub(crate) fn agent(mut self, agent: &str) -> Self {
        self.0.agent = Some(agent.to_owned());
        self
    }

    pub(crate) fn payment(self, trandeno: &str, paid: &str) -> Self {
        self.payment_refunded_before(trandeno, paid, "0")
    }

    pub(crate) fn payment_refunded_before(
        mut self,
        trandeno: &str,
        paid: &str,
        refunded: &str,
    ) -> Self {
        self.0.payments.push(RawPayment {
            trandeno: trandeno.to_owned(),
            paid: Some(paid.to_owned()),
            refunded: Some(refunded.to_owned()),
        });
        self
    }

    pub(crate) fn ticket(self, ticketid: &str, price: &str) -> Self {
        self.any_ticket(ticketid, price, false, TicketState::Active)
    }

    pub(crate) fn issued_ticket(self, ticketid: &str, price: &str) -> Self {
        self.any_ticket(ticketid, price, true, TicketState::Active)
    }

    pub(crate) fn ticket_in(self, ticketid: &str, price: &str, state: TicketState) -> Self {
        self.any_ticket(ticketid, price, false, state)
    }

    pub(crate) fn any_ticket(
        mut self,
        ticketid: &str,
        price: &str,
        gate_credential_issued: bool,
        state: TicketState,
    ) -> Self {
        self.0.tickets.push(RawTicket {
            ticketid: ticketid.to_owned(),
            price: Some(price.to_owned()),
            gate_credential_issued,
            state: Some(state),
        });
        self
    }

    /// An application that another system has made.
    pub(crate) fn application(mut self, batchno: &str, trandeno: &str, amount: &str) -> Self {
        self.0.applications.push(RawApplication {
            batchno: batchno.to_owned(),
            trandeno: trandeno.to_owned(),
            amount: Some(amount.to_owned()),
        });
        self
    }

    /// The command that feeds this order alone.
    pub(crate) fn command(self) -> Result<FeedOrders, Refusal> {
        FeedOrders::new(vec![self.0])
    }
}
