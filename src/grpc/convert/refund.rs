//! Refunds and their applications.

use super::values::{time, yuan};
use crate::{
    domain::{order::Application, refund::RefundInForce},
    proto::v1,
};

impl From<RefundInForce> for v1::RefundResponse {
    fn from(in_force: RefundInForce) -> Self {
        let outcome = if in_force.repeated {
            v1::SignalOutcome::Duplicate
        } else {
            v1::SignalOutcome::Applied
        };
        Self {
            outcome: outcome.into(),
            orderid: in_force.refund.order_id.into(),
            batchno: in_force.refund.batchno.into(),
            amount: Some(yuan(in_force.refund.amount)),
            applications: in_force.applications.into_iter().map(Into::into).collect(),
            ticketids: in_force.ticketids,
            order_state: v1::OrderState::from(in_force.order_state).into(),
        }
    }
}

impl From<Application> for v1::RefundApplication {
    fn from(application: Application) -> Self {
        let state = match application.handled {
            None => v1::RefundApplicationState::Pending,
            Some(_) => v1::RefundApplicationState::Handled,
        };
        Self {
            state: state.into(),
            amount: Some(yuan(application.amount)),
            actual: application.handled.map(|handled| yuan(handled.amount)),
            to_reconcile: application.to_reconcile(),
            created_at: Some(time(application.created_at)),
            handled_at: application.handled.map(|handled| time(handled.at)),
            batchno: application.key.batchno.into(),
            trandeno: application.key.trandeno.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        money::Fen,
        order::{Handled, TradeKey},
        timestamp::Timestamp,
    };

    fn application(handled: Option<i64>) -> v1::RefundApplication {
        let application = Application {
            key: TradeKey::new("T1", "B1"),
            order_id: "O1".into(),
            amount: Fen::from_stored(1200),
            handled: handled.map(|fen| Handled {
                amount: Fen::from_stored(fen),
                at: Timestamp::from_micros(2_000_000),
            }),
            created_at: Timestamp::from_micros(1_000_000),
        };
        application.into()
    }

    #[test]
    fn a_pending_application_has_no_actual_amount() {
        let pending = application(None);
        assert_eq!(pending.state(), v1::RefundApplicationState::Pending);
        assert_eq!(pending.amount.unwrap().value, "12");
        assert_eq!((pending.actual, pending.handled_at), (None, None));
        assert!(!pending.to_reconcile);
    }

    #[test]
    fn a_handled_application_tells_what_the_platform_refunded() {
        let handled = application(Some(1100));
        assert_eq!(handled.state(), v1::RefundApplicationState::Handled);
        assert_eq!(handled.actual.unwrap().value, "11");
        assert_eq!(handled.handled_at.unwrap().seconds, 2);
        assert!(handled.to_reconcile);
    }
}
