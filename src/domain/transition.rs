//! The one table of how orders move from state to state.

use super::order::OrderState;

/// What may move an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A refund was granted that leaves no ticket.
    NoTicketLeft,
    /// The last waiting application was handled.
    AllHandled,
}

/// Where a trigger moves an order; the same state where it stays.
#[must_use]
pub fn after(state: OrderState, trigger: Trigger) -> OrderState {
    use OrderState::{Closed, ThirdPartyRefunding};
    match (state, trigger) {
        (refundable, Trigger::NoTicketLeft) if refundable.is_refundable() => ThirdPartyRefunding,
        (ThirdPartyRefunding, Trigger::AllHandled) => Closed,
        // 已交割的不需修改预订单状态; a partial refund leaves the state.
        (unmoved, _) => unmoved,
    }
}

/// What a feed's state does to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedVerdict {
    /// The order takes the feed's state.
    Take,
    /// The gateway's own decision stands: the feed has not heard of it yet.
    Keep,
    /// No such transition.
    Forbidden,
}

/// What the order's situation adds to its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedContext {
    /// The gateway closed the order when its refund was complete.
    pub closed_by_refund: bool,
    /// The order has applications that wait for their callback, this feed's
    /// included.
    pub has_pending_applications: bool,
}

/// Whether a feed may move an order from `state` to `fed`.
#[must_use]
pub fn by_feed(state: OrderState, fed: OrderState, context: FeedContext) -> FeedVerdict {
    use FeedVerdict::{Forbidden, Keep, Take};
    use OrderState::{
        Closed, DepositAuthorized, Paid, RebateBalanceAuthorized, Settled, ThirdPartyRefunding,
        Unpaid,
    };
    let gateway_decided =
        state == ThirdPartyRefunding || (state == Closed && context.closed_by_refund);
    match (state, fed) {
        (same, other) if same == other => Take,
        // Delivery goes on its own way while the platform refunds.
        (ThirdPartyRefunding, Settled)
        // A feed brings snapshots, and may have skipped the paid one.
        | (Unpaid, Paid | DepositAuthorized | RebateBalanceAuthorized | Settled | Closed)
        | (DepositAuthorized | RebateBalanceAuthorized, Paid)
        | (Paid | DepositAuthorized | RebateBalanceAuthorized, Settled | Closed)
        | (Settled, Closed) => Take,
        // Nothing is left that would close it: another system saw the refund
        // through.
        (ThirdPartyRefunding, Closed) if !context.has_pending_applications => Take,
        _ if gateway_decided => Keep,
        // Another system applied for the refund, and its applications came too.
        (Unpaid | Paid | DepositAuthorized | RebateBalanceAuthorized, ThirdPartyRefunding)
            if context.has_pending_applications =>
        {
            Take
        }
        _ => Forbidden,
    }
}
