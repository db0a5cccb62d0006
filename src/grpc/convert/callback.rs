//! Callbacks of the e-payment platform.

use super::values::{time, yuan};
use crate::{
    domain::{
        callback::{Conflict, apply::Applied},
        order::TradeKey,
        reason::Reason,
    },
    engine::CallbackAnswer,
    proto::v1,
    store::view::CallbackView,
};

impl From<CallbackView> for v1::Callback {
    fn from(view: CallbackView) -> Self {
        let CallbackView {
            callback,
            mut conflicts,
            events,
        } = view;
        conflicts.sort_by_key(|conflict| conflict.received_at);
        let reason = callback.reason.map_or("", Reason::as_str);
        Self {
            batchno: callback.key.batchno.into(),
            trandeno: callback.key.trandeno.into(),
            refundmoney: Some(yuan(callback.refundmoney)),
            state: v1::CallbackState::from(callback.state).into(),
            reason: reason.to_owned(),
            attempts: callback.attempts,
            received_at: Some(time(callback.received_at)),
            applied_at: callback.applied_at.map(time),
            next_attempt_at: callback.next_attempt_at.map(time),
            conflicts: conflicts.into_iter().map(Into::into).collect(),
            events: events.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Conflict> for v1::CallbackConflict {
    fn from(conflict: Conflict) -> Self {
        Self {
            refundmoney: Some(yuan(conflict.key.refundmoney)),
            received_at: Some(time(conflict.received_at)),
        }
    }
}

/// What became of the callback with a key.
pub(crate) fn end_single_success(
    key: TradeKey,
    answer: CallbackAnswer,
) -> v1::EndSingleSuccessResponse {
    let TradeKey { trandeno, batchno } = key;
    let mut response = v1::EndSingleSuccessResponse {
        outcome: v1::SignalOutcome::Pending.into(),
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        state: v1::CallbackState::Received.into(),
        ..Default::default()
    };
    let CallbackAnswer::Applied(Applied {
        repeated,
        state,
        order,
        amount_differs,
    }) = answer
    else {
        return response;
    };
    let outcome = if repeated {
        v1::SignalOutcome::Duplicate
    } else {
        v1::SignalOutcome::Applied
    };
    response.outcome = outcome.into();
    response.state = v1::CallbackState::from(state).into();
    if let Some((orderid, order_state)) = order {
        response.orderid = orderid.into();
        response.order_state = v1::OrderState::from(order_state).into();
    }
    response.amount_differs = amount_differs;
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        callback::{Callback, CallbackState, ConflictKey},
        money::Fen,
        order::OrderState,
        timestamp::Timestamp,
    };

    fn key() -> TradeKey {
        TradeKey::new("T1", "B1")
    }

    fn waiting() -> Callback {
        Callback {
            key: key(),
            refundmoney: Fen::from_stored(1230),
            state: CallbackState::NeedsAttention,
            reason: Some(Reason::PaymentNotFound),
            attempts: 3,
            received_at: Timestamp::from_micros(1_000_000),
            applied_at: None,
            next_attempt_at: Some(Timestamp::from_micros(5_000_000)),
            revision: 4,
        }
    }

    fn conflict(fen: i64, received_at: i64) -> Conflict {
        Conflict {
            key: ConflictKey {
                callback: key(),
                refundmoney: Fen::from_stored(fen),
            },
            received_at: Timestamp::from_micros(received_at),
        }
    }

    #[test]
    fn a_waiting_callback_tells_why_and_when_it_is_tried_next() {
        let shown = v1::Callback::from(CallbackView {
            callback: waiting(),
            conflicts: Vec::new(),
            events: Vec::new(),
        });
        assert_eq!(shown.state(), v1::CallbackState::NeedsAttention);
        assert_eq!(shown.reason, "PAYMENT_NOT_FOUND");
        assert_eq!(shown.refundmoney.unwrap().value, "12.3");
        assert_eq!(shown.next_attempt_at.unwrap().seconds, 5);
        assert_eq!(shown.applied_at, None);
    }

    #[test]
    fn other_amounts_are_told_in_the_order_in_which_they_came() {
        let shown = v1::Callback::from(CallbackView {
            callback: waiting(),
            conflicts: vec![conflict(100, 9), conflict(200, 8)],
            events: Vec::new(),
        });
        let amounts: Vec<_> = shown
            .conflicts
            .into_iter()
            .map(|conflict| conflict.refundmoney.unwrap().value)
            .collect();
        assert_eq!(amounts, ["2", "1"]);
    }

    #[test]
    fn a_pending_answer_names_no_order() {
        let response = end_single_success(key(), CallbackAnswer::Pending);
        assert_eq!(response.outcome(), v1::SignalOutcome::Pending);
        assert_eq!(response.state(), v1::CallbackState::Received);
        assert_eq!(response.order_state(), v1::OrderState::Unspecified);
        assert_eq!((&*response.batchno, &*response.trandeno), ("B1", "T1"));
    }

    #[test]
    fn what_came_again_is_a_duplicate_and_tells_where_it_stands() {
        for (repeated, outcome) in [
            (false, v1::SignalOutcome::Applied),
            (true, v1::SignalOutcome::Duplicate),
        ] {
            let applied = Applied {
                repeated,
                state: CallbackState::Applied,
                order: Some(("O1".into(), OrderState::Closed)),
                amount_differs: true,
            };
            let response = end_single_success(key(), CallbackAnswer::Applied(applied));
            assert_eq!(response.outcome(), outcome);
            assert_eq!(response.state(), v1::CallbackState::Applied);
            assert_eq!(response.orderid, "O1");
            assert_eq!(response.order_state(), v1::OrderState::Closed);
            assert!(response.amount_differs);
        }
    }
}
