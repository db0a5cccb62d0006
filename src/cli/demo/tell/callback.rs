//! Callbacks of the e-payment platform.

use super::{amount, listed, order::state_name, outcome, short};
use crate::proto::v1::{Callback, CallbackState, EndSingleSuccessResponse, SignalOutcome};

/// The answer to a callback.
pub(in crate::cli::demo) fn answer(response: &EndSingleSuccessResponse) -> String {
    let outcome = outcome(response.outcome());
    let differs = if response.amount_differs {
        ", differs"
    } else {
        ""
    };
    match response.state() {
        CallbackState::Applied => {
            let state = state_name(response.order_state());
            format!("{outcome}, order {state}{differs}")
        }
        state => format!("{outcome}, {}{differs}", state_of(state)),
    }
}

/// A stored callback: where it stands, its amount in force, why it waits, and
/// other amounts under its key.
pub(in crate::cli::demo) fn callback(callback: &Callback) -> String {
    let state = state_of(callback.state());
    let mut text = format!("{state} {}", amount(callback.refundmoney.as_ref()));
    if !callback.reason.is_empty() {
        text = format!("{text}, {}", callback.reason);
    }
    if !callback.conflicts.is_empty() {
        let conflicts = callback.conflicts.iter();
        let others = conflicts.map(|other| amount(other.refundmoney.as_ref()).to_owned());
        text = format!("{text}, kept aside {}", listed(others));
    }
    text
}

/// What an operator's call came to.
pub(in crate::cli::demo) fn handled(done: SignalOutcome, stored: Option<&Callback>) -> String {
    let stored = stored.map_or_else(|| "no callback".to_owned(), callback);
    format!("{}: {stored}", outcome(done))
}

/// Which callbacks a list has.
pub(in crate::cli::demo) fn list(callbacks: &[Callback]) -> String {
    listed(callbacks.iter().map(|callback| {
        let refundmoney = amount(callback.refundmoney.as_ref());
        format!("{refundmoney} of {}", callback.trandeno)
    }))
}

fn state_of(state: CallbackState) -> &'static str {
    short(state.as_str_name(), "CALLBACK_STATE_")
}
