//! Who may call from outside.

mod bad_input;
mod commands;
mod hawk;
mod owner;
mod secrets;
mod top;

use refund_gateway::proto::v1::{HawkVerdict, VerifyHawkRequest};

use crate::support::Gateway;

/// What a gateway says of a HAWK signature.
async fn verdict(gateway: &Gateway, request: VerifyHawkRequest) -> HawkVerdict {
    let answer = gateway.partner_auth().verify_hawk(request).await;
    answer.unwrap().into_inner().verdict()
}
