//! Orders, their payments, tickets, refunds and applications, as plain rows.

use smol_str::SmolStr;

use super::{money::Fen, timestamp::Timestamp};

/// The states of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderState {
    /// 未支付
    Unpaid,
    /// 已支付
    Paid,
    /// 预订金支付授权
    DepositAuthorized,
    /// 返款余额支付授权
    RebateBalanceAuthorized,
    /// 第三方支付退款申请中
    ThirdPartyRefunding,
    /// 已交割
    Settled,
    /// 订单关闭
    Closed,
}

impl OrderState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Unpaid,
        Self::Paid,
        Self::DepositAuthorized,
        Self::RebateBalanceAuthorized,
        Self::ThirdPartyRefunding,
        Self::Settled,
        Self::Closed,
    ];

    /// The name under which it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unpaid => "UNPAID",
            Self::Paid => "PAID",
            Self::DepositAuthorized => "DEPOSIT_AUTHORIZED",
            Self::RebateBalanceAuthorized => "REBATE_BALANCE_AUTHORIZED",
            Self::ThirdPartyRefunding => "THIRD_PARTY_REFUNDING",
            Self::Settled => "SETTLED",
            Self::Closed => "CLOSED",
        }
    }

    /// The state that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether a refund may be asked for (source: `POST api/Order/Refund`).
    #[must_use]
    pub const fn is_refundable(self) -> bool {
        matches!(
            self,
            Self::Paid | Self::DepositAuthorized | Self::RebateBalanceAuthorized
        )
    }
}

/// An order: the aggregate. Whatever belongs to it changes only together with
/// its `revision`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The order number.
    pub order_id: SmolStr,
    /// Its state.
    pub state: OrderState,
    /// The feed's version of it.
    pub version: i64,
    /// The partner who owns it.
    pub agent: Option<SmolStr>,
    /// How many of its refund applications wait for their callback.
    pub pending_applications: i32,
    /// The gateway closed it when its refund was complete.
    pub closed_by_refund: bool,
    /// When its latest event was recorded.
    pub last_event_at: Timestamp,
    /// Grows with every change; guards every write.
    pub revision: i64,
    /// When the gateway first heard of it.
    pub created_at: Timestamp,
}

/// Which payments an order has, in the feed's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderPayment {
    /// The order.
    pub order_id: SmolStr,
    /// The payment.
    pub trandeno: SmolStr,
    /// Its place among the order's payments, from 0.
    pub position: i32,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The trade number.
    pub trandeno: SmolStr,
    /// The order it pays for.
    pub order_id: SmolStr,
    /// What was paid.
    pub paid: Fen,
    /// What has been refunded.
    pub refunded: Fen,
    /// What has been applied for and waits for its callback.
    pub pending: Fen,
}

impl Payment {
    /// What may still be applied for.
    #[must_use]
    pub const fn left(&self) -> Fen {
        self.paid
            .saturating_sub(self.refunded)
            .saturating_sub(self.pending)
    }
}

/// The states of a ticket with regard to refunds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketState {
    /// Neither refunded nor being refunded.
    Active,
    /// In a refund that is not complete.
    Refunding,
    /// Refunded.
    Refunded,
}

impl TicketState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Refunding, Self::Refunded];

    /// The name under which it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Refunding => "REFUNDING",
            Self::Refunded => "REFUNDED",
        }
    }

    /// The state that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The order it belongs to.
    pub order_id: SmolStr,
    /// The ticket number.
    pub ticketid: SmolStr,
    /// Its place among the order's tickets, from 0.
    pub position: i32,
    /// Its price.
    pub price: Fen,
    /// The ticket system has issued a gate credential for it.
    pub gate_credential_issued: bool,
    /// Its state when the feed first told of it.
    pub fed_state: TicketState,
    /// The refund it is in, if any.
    pub batchno: Option<SmolStr>,
}

impl Ticket {
    /// Its state now. `is_pending` tells of a batch number whether an application
    /// of it waits for its callback.
    #[must_use]
    pub fn state(&self, is_pending: impl FnOnce(&str) -> bool) -> TicketState {
        match &self.batchno {
            None => self.fed_state,
            Some(batchno) if is_pending(batchno) => TicketState::Refunding,
            Some(_) => TicketState::Refunded,
        }
    }

    /// Whether it may still be put into a refund.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.batchno.is_none() && self.fed_state == TicketState::Active
    }
}

/// A refund of an order: what one batch number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The order.
    pub order_id: SmolStr,
    /// The batch number.
    pub batchno: SmolStr,
    /// All tickets were asked for (`refundallticket` = `1`).
    pub whole_order: bool,
    /// The total applied for.
    pub amount: Fen,
    /// The partner's remark.
    pub memory: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
}

/// The key of an application and of its callback: one batch holds many trades.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TradeKey {
    /// The trade number.
    pub trandeno: SmolStr,
    /// The batch number.
    pub batchno: SmolStr,
}

impl TradeKey {
    /// The key of a trade in a batch.
    pub fn new(trandeno: impl Into<SmolStr>, batchno: impl Into<SmolStr>) -> Self {
        Self {
            trandeno: trandeno.into(),
            batchno: batchno.into(),
        }
    }
}

/// A refund application: a row of `t_sp_yd_sxf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its key.
    pub key: TradeKey,
    /// The order.
    pub order_id: SmolStr,
    /// The amount applied for.
    pub amount: Fen,
    /// What the platform refunded; `None` while it is 未办理.
    pub handled: Option<Handled>,
    /// When it was applied for.
    pub created_at: Timestamp,
}

impl Application {
    /// The platform refunded another amount than was applied for.
    #[must_use]
    pub fn to_reconcile(&self) -> bool {
        self.handled
            .is_some_and(|handled| handled.amount != self.amount)
    }
}

/// How an application became 已办理.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handled {
    /// The amount the platform says it refunded.
    pub amount: Fen,
    /// When the callback was applied.
    pub at: Timestamp,
}
