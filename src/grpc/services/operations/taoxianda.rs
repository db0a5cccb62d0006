//! Taoxianda's sub orders: listed.

use tonic::Status;

use super::page::{Asked, given};
use crate::{
    domain::{
        input::{Checker, NAME_MAX_LENGTH},
        taoxianda::{AmountUnit, SubOrderKey},
    },
    grpc::{convert::taoxianda::refund, page_token::Fingerprint, status},
    proto::v1::{ListTaoxiandaRefundsRequest, ListTaoxiandaRefundsResponse, TaoxiandaRefund},
    store::{Reader, view::SubOrderFilter},
};

pub(super) async fn list(
    reader: &Reader,
    request: ListTaoxiandaRefundsRequest,
    unit: AmountUnit,
) -> Result<ListTaoxiandaRefundsResponse, Status> {
    let ListTaoxiandaRefundsRequest {
        shop_id,
        sub_biz_order_id,
        refund_goods_id,
        page_size,
        page_token,
    } = request;
    let mut checker = Checker::default();
    checker.optional_key("shop_id", &shop_id, NAME_MAX_LENGTH);
    checker.optional_key("sub_biz_order_id", &sub_biz_order_id, NAME_MAX_LENGTH);
    checker.optional_key("refund_goods_id", &refund_goods_id, NAME_MAX_LENGTH);
    let fields: [&str; 3] = [&shop_id, &sub_biz_order_id, &refund_goods_id];
    let filter = Fingerprint::of("taoxianda_refunds", &fields);
    let asked = Asked::new(&mut checker, page_size, &page_token, &filter);
    checker.finish().map_err(status::invalid)?;

    let wanted = SubOrderFilter {
        shop_id: given(shop_id),
        sub_biz_order_id: given(sub_biz_order_id),
        refund_goods_id: given(refund_goods_id),
    };
    let page = asked.page(|[sub_biz_order_id, refund_goods_id, shop_id]| SubOrderKey {
        sub_biz_order_id: sub_biz_order_id.into(),
        refund_goods_id: refund_goods_id.into(),
        shop_id: shop_id.into(),
    });
    let found = reader.list_taoxianda_refunds(wanted, page).await;
    let found = found.map_err(|error| status::unreadable(&error))?;
    let found = found.into_iter().map(|it| refund(it, unit)).collect();
    let (refunds, next_page_token) = asked.cut(found, &filter, key);
    Ok(ListTaoxiandaRefundsResponse {
        refunds,
        next_page_token,
    })
}

/// In the order in which they are listed.
fn key(refund: &TaoxiandaRefund) -> [&str; 3] {
    let (sub_order, return_note) = refund.sub_order.as_ref().map_or(("", ""), |sub_order| {
        (&sub_order.sub_biz_order_id, &sub_order.refund_goods_id)
    });
    [sub_order, return_note, &refund.shop_id]
}
