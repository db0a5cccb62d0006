//! Requests for refunds.

mod allocation;
mod granted;
mod refused;
mod repeated;

use refund_gateway::proto::v1::RefundApplication;

/// Trade number and amount of each application.
fn shares(applications: &[RefundApplication]) -> Vec<(&str, &str)> {
    applications
        .iter()
        .map(|it| (&*it.trandeno, &*it.amount.as_ref().unwrap().value))
        .collect()
}
