//! Douyin's notices: listed.

use tonic::Status;

use super::page::{Asked, given};
use crate::{
    domain::input::Checker,
    grpc::{page_token::Fingerprint, status},
    proto::v1::{DouyinNotice, ListDouyinNoticesRequest, ListDouyinNoticesResponse},
    store::{Reader, view::NoticeFilter},
};

/// The longest name of Douyin's that is stored.
const NAME_MAX_LENGTH: usize = 200;

pub(super) async fn list(
    reader: &Reader,
    request: ListDouyinNoticesRequest,
) -> Result<ListDouyinNoticesResponse, Status> {
    let ListDouyinNoticesRequest {
        order_id,
        certificate_id,
        page_size,
        page_token,
    } = request;
    let mut checker = Checker::default();
    checker.optional_key("order_id", &order_id, NAME_MAX_LENGTH);
    checker.optional_key("certificate_id", &certificate_id, NAME_MAX_LENGTH);
    let filter = Fingerprint::of("douyin_notices", &[&order_id, &certificate_id]);
    let asked = Asked::new(&mut checker, page_size, &page_token, &filter);
    checker.finish().map_err(status::invalid)?;

    let wanted = NoticeFilter {
        order_id: given(order_id),
        certificate_id: given(certificate_id),
    };
    let page = asked.page(|[order_id, certificate_id]| (order_id.into(), certificate_id.into()));
    let found = reader.list_douyin_notices(wanted, page).await;
    let found = found.map_err(|error| status::unreadable(&error))?;
    let found: Vec<DouyinNotice> = found.into_iter().map(Into::into).collect();
    let (notices, next_page_token) =
        asked.cut(found, &filter, |it| [&it.order_id, &it.certificate_id]);
    Ok(ListDouyinNoticesResponse {
        notices,
        next_page_token,
    })
}
