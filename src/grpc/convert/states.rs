//! States, both ways. A number that the contract does not know is none of them.

use crate::{
    domain::{
        callback::CallbackState,
        order::{OrderState, TicketState},
    },
    proto::v1,
};

impl From<OrderState> for v1::OrderState {
    fn from(state: OrderState) -> Self {
        match state {
            OrderState::Unpaid => Self::Unpaid,
            OrderState::Paid => Self::Paid,
            OrderState::DepositAuthorized => Self::DepositAuthorized,
            OrderState::RebateBalanceAuthorized => Self::RebateBalanceAuthorized,
            OrderState::ThirdPartyRefunding => Self::ThirdPartyRefunding,
            OrderState::Settled => Self::Settled,
            OrderState::Closed => Self::Closed,
        }
    }
}

/// The order state with a number; it has to be given.
pub(crate) fn order_state(number: i32) -> Option<OrderState> {
    Some(match v1::OrderState::try_from(number).ok()? {
        v1::OrderState::Unspecified => return None,
        v1::OrderState::Unpaid => OrderState::Unpaid,
        v1::OrderState::Paid => OrderState::Paid,
        v1::OrderState::DepositAuthorized => OrderState::DepositAuthorized,
        v1::OrderState::RebateBalanceAuthorized => OrderState::RebateBalanceAuthorized,
        v1::OrderState::ThirdPartyRefunding => OrderState::ThirdPartyRefunding,
        v1::OrderState::Settled => OrderState::Settled,
        v1::OrderState::Closed => OrderState::Closed,
    })
}

impl From<TicketState> for v1::TicketState {
    fn from(state: TicketState) -> Self {
        match state {
            TicketState::Active => Self::Active,
            TicketState::Refunding => Self::Refunding,
            TicketState::Refunded => Self::Refunded,
        }
    }
}

/// The ticket state with a number; active when it is not given.
pub(crate) fn ticket_state(number: i32) -> Option<TicketState> {
    Some(match v1::TicketState::try_from(number).ok()? {
        v1::TicketState::Unspecified | v1::TicketState::Active => TicketState::Active,
        v1::TicketState::Refunding => TicketState::Refunding,
        v1::TicketState::Refunded => TicketState::Refunded,
    })
}

impl From<CallbackState> for v1::CallbackState {
    fn from(state: CallbackState) -> Self {
        match state {
            CallbackState::Received => Self::Received,
            CallbackState::Applied => Self::Applied,
            CallbackState::NeedsAttention => Self::NeedsAttention,
            CallbackState::Resolved => Self::Resolved,
        }
    }
}

/// The number is not one of a callback's states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotACallbackState;

/// The callback state with a number, for a filter: any when it is not given.
pub(crate) fn callback_state(number: i32) -> Result<Option<CallbackState>, NotACallbackState> {
    let state = v1::CallbackState::try_from(number).map_err(|_| NotACallbackState)?;
    Ok(match state {
        v1::CallbackState::Unspecified => None,
        v1::CallbackState::Received => Some(CallbackState::Received),
        v1::CallbackState::Applied => Some(CallbackState::Applied),
        v1::CallbackState::NeedsAttention => Some(CallbackState::NeedsAttention),
        v1::CallbackState::Resolved => Some(CallbackState::Resolved),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_comes_back_as_it_went() {
        for state in OrderState::ALL {
            assert_eq!(order_state(v1::OrderState::from(state).into()), Some(state));
        }
        for state in TicketState::ALL {
            assert_eq!(
                ticket_state(v1::TicketState::from(state).into()),
                Some(state)
            );
        }
        for state in CallbackState::ALL {
            let number = v1::CallbackState::from(state).into();
            assert_eq!(callback_state(number), Ok(Some(state)));
        }
    }

    #[test]
    fn states_are_named_alike_in_the_contract_and_in_the_database() {
        for state in OrderState::ALL {
            let name = format!("ORDER_STATE_{}", state.as_str());
            assert_eq!(v1::OrderState::from(state).as_str_name(), name);
        }
        for state in CallbackState::ALL {
            let name = format!("CALLBACK_STATE_{}", state.as_str());
            assert_eq!(v1::CallbackState::from(state).as_str_name(), name);
        }
    }

    #[test]
    fn what_is_not_given_differs_from_what_is_not_known() {
        assert_eq!(order_state(0), None);
        assert_eq!(order_state(99), None);
        assert_eq!(ticket_state(0), Some(TicketState::Active));
        assert_eq!(ticket_state(99), None);
        assert_eq!(callback_state(0), Ok(None));
        assert_eq!(callback_state(-1), Err(NotACallbackState));
    }
}
