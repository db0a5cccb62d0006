//! The timeline of an order.

use tonic::Status;

use crate::{
    domain::{
        input::Checker,
        reason::{Reason, Refusal},
    },
    grpc::status,
    proto::v1::{GetRefundTimelineRequest, GetRefundTimelineResponse},
    store::Reader,
};

/// The longest number of an order that events are recorded of: Douyin's. The
/// gateway's own and Taoxianda's are shorter.
const ORDER_ID_MAX_LENGTH: usize = 200;

pub(super) async fn get(
    reader: &Reader,
    request: GetRefundTimelineRequest,
) -> Result<GetRefundTimelineResponse, Status> {
    let GetRefundTimelineRequest { orderid } = request;
    let mut checker = Checker::default();
    checker.key("orderid", &orderid, ORDER_ID_MAX_LENGTH);
    checker.finish().map_err(status::invalid)?;

    let events = reader.timeline(&orderid).await;
    let events = events.map_err(|error| status::unreadable(&error))?;
    if events.is_empty() {
        let message = format!("nothing is recorded of order {orderid}");
        let refusal = Refusal::new(Reason::TimelineNotFound, message);
        return Err(status::refused(refusal, &[("orderid", &orderid)]));
    }
    let events = events.into_iter().map(Into::into).collect();
    Ok(GetRefundTimelineResponse { events })
}
