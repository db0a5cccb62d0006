//! Why a request was refused, in the words of the rules.

/// The reasons for which something is refused. How each is told to callers of
/// every dialect stands in the error table, `crate::error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A field breaks its rule.
    InvalidArgument,
    /// The order is not known.
    OrderNotFound,
    /// A ticket is not one of the order's.
    TicketNotFound,
    /// The payment of a callback is not known.
    PaymentNotFound,
    /// The refund application of a callback is not known.
    RefundApplicationNotFound,
    /// The callback is not known.
    CallbackNotFound,
    /// Nothing is recorded under the key.
    TimelineNotFound,
    /// The order's state does not allow a refund.
    OrderNotRefundable,
    /// A gate credential was issued: `RefundTicket` is the call to use.
    GateCredentialIssued,
    /// The tickets cost more than is left of the order's payments.
    RefundExceedsPaid,
    /// Nothing is left of the order's payments.
    NothingToRefund,
    /// The refund overlaps another one of the order.
    RefundConflict,
    /// The refunded amount is above what is left of the payment.
    CallbackExceedsPayment,
    /// The order's state does not allow the callback's effect.
    OrderStateForbidsCallback,
    /// The refund application was handled without this callback.
    RefundApplicationHandled,
    /// The callback's key came with another amount before.
    CallbackConflict,
    /// The callback was resolved by an operator.
    CallbackResolved,
    /// The callback was applied.
    CallbackApplied,
    /// Transaction 2 failed too often for passing reasons.
    RetriesExhausted,
    /// The feed asks for a change of state that the table does not have.
    OrderTransitionForbidden,
    /// The feed contradicts what it said before.
    OrderFeedContradiction,
    /// One version of an order came with two contents.
    OrderVersionConflict,
    /// The payment belongs to another order.
    PaymentConflict,
    /// The sub order was stored before with other content.
    TaoxiandaConflict,
    /// The order belongs to another agent.
    OrderNotOwned,
}

impl Reason {
    /// Every reason, for the tests of the error table and its documentation.
    pub const ALL: [Self; 25] = [
        Self::InvalidArgument,
        Self::OrderNotFound,
        Self::TicketNotFound,
        Self::PaymentNotFound,
        Self::RefundApplicationNotFound,
        Self::CallbackNotFound,
        Self::TimelineNotFound,
        Self::OrderNotRefundable,
        Self::GateCredentialIssued,
        Self::RefundExceedsPaid,
        Self::NothingToRefund,
        Self::RefundConflict,
        Self::CallbackExceedsPayment,
        Self::OrderStateForbidsCallback,
        Self::RefundApplicationHandled,
        Self::CallbackConflict,
        Self::CallbackResolved,
        Self::CallbackApplied,
        Self::RetriesExhausted,
        Self::OrderTransitionForbidden,
        Self::OrderFeedContradiction,
        Self::OrderVersionConflict,
        Self::PaymentConflict,
        Self::TaoxiandaConflict,
        Self::OrderNotOwned,
    ];

    /// The name that is stored and sent: `UPPER_SNAKE`, never changed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::OrderNotFound => "ORDER_NOT_FOUND",
            Self::TicketNotFound => "TICKET_NOT_FOUND",
            Self::PaymentNotFound => "PAYMENT_NOT_FOUND",
            Self::RefundApplicationNotFound => "REFUND_APPLICATION_NOT_FOUND",
            Self::CallbackNotFound => "CALLBACK_NOT_FOUND",
            Self::TimelineNotFound => "TIMELINE_NOT_FOUND",
            Self::OrderNotRefundable => "ORDER_NOT_REFUNDABLE",
            Self::GateCredentialIssued => "GATE_CREDENTIAL_ISSUED",
            Self::RefundExceedsPaid => "REFUND_EXCEEDS_PAID",
            Self::NothingToRefund => "NOTHING_TO_REFUND",
            Self::RefundConflict => "REFUND_CONFLICT",
            Self::CallbackExceedsPayment => "CALLBACK_EXCEEDS_PAYMENT",
            Self::OrderStateForbidsCallback => "ORDER_STATE_FORBIDS_CALLBACK",
            Self::RefundApplicationHandled => "REFUND_APPLICATION_HANDLED",
            Self::CallbackConflict => "CALLBACK_CONFLICT",
            Self::CallbackResolved => "CALLBACK_RESOLVED",
            Self::CallbackApplied => "CALLBACK_APPLIED",
            Self::RetriesExhausted => "RETRIES_EXHAUSTED",
            Self::OrderTransitionForbidden => "ORDER_TRANSITION_FORBIDDEN",
            Self::OrderFeedContradiction => "ORDER_FEED_CONTRADICTION",
            Self::OrderVersionConflict => "ORDER_VERSION_CONFLICT",
            Self::PaymentConflict => "PAYMENT_CONFLICT",
            Self::TaoxiandaConflict => "TAOXIANDA_CONFLICT",
            Self::OrderNotOwned => "ORDER_NOT_OWNED",
        }
    }

    /// The reason that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }
}

/// A request that was refused. Nothing of it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// What a developer reads: lower case, with the values concerned.
    pub message: String,
    /// The fields that broke a rule, in the wire's spelling.
    pub violations: Vec<Violation>,
}

/// A field and the rule that it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field, for example `notice_list[0].verify_count`.
    pub field: String,
    /// The rule, for example `must not be negative`.
    pub rule: String,
}

impl Refusal {
    /// A refusal that no single field is to blame for.
    #[must_use]
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            violations: Vec::new(),
        }
    }

    /// A refusal for which one field is to blame.
    #[must_use]
    pub fn of_field(reason: Reason, field: impl Into<String>, rule: impl Into<String>) -> Self {
        let (field, rule) = (field.into(), rule.into());
        Self {
            reason,
            message: format!("{field}: {rule}"),
            violations: vec![Violation { field, rule }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_name() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_name(reason.as_str()), Some(reason));
        }
        assert_eq!(Reason::from_name(""), None);
    }
}
