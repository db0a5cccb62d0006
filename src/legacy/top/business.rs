//! The business parameter: one JSON object in the text of one parameter.
//!
//! What a value means is not judged here but by the server, in whose words the
//! answer is given; here only what cannot be read is refused.
//!
//! The reference calls the parameter optional, as it does the list in it. A call
//! without it is therefore well-formed, and the server finds it empty.

use serde::Deserialize;
use serde_json::value::RawValue;

pub use super::json_part::Malformed;
use super::json_part::{Part, Place};
use crate::proto::v1::{InformRefundSuccessRequest, RefundSuccessSubOrderRequest};

/// The parameter's name.
pub(super) const PARAMETER: &str = "inform_refund_success_request";

/// Members that are not listed here are of a newer version, and are skipped. An
/// absent member and null are the same; a member that is there twice makes its
/// object unreadable, as nobody could tell which is meant.
#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    shop_id: Option<&'a RawValue>,
    #[serde(borrow)]
    refund_fulfill_sub_orders: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct SubOrder<'a> {
    #[serde(borrow)]
    sub_biz_order_id: Option<&'a RawValue>,
    #[serde(borrow)]
    refund_goods_id: Option<&'a RawValue>,
    #[serde(borrow)]
    fulfill_id: Option<&'a RawValue>,
    #[serde(borrow)]
    refund_id: Option<&'a RawValue>,
    #[serde(borrow)]
    sku_code: Option<&'a RawValue>,
    #[serde(borrow)]
    actual_refund_quantity: Option<&'a RawValue>,
    #[serde(borrow)]
    refund_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    refund_type: Option<&'a RawValue>,
    #[serde(borrow)]
    expect_fetch_sale_quantity: Option<&'a RawValue>,
}

/// Reads the parameter's text.
pub fn read(parameter: Option<&str>) -> Result<InformRefundSuccessRequest, Malformed> {
    let root = Place::root(PARAMETER);
    let Some(parameter) = parameter else {
        return Ok(InformRefundSuccessRequest::default());
    };
    let parameter = Part::parse(root, parameter)?;
    if parameter.is_absent() {
        return Ok(InformRefundSuccessRequest::default());
    }
    let request: Request<'_> = parameter.object()?;
    let member = |name, raw| Part::new(root.member(name), raw);

    let shop_id = member("shop_id", request.shop_id);
    let list = root.member("refund_fulfill_sub_orders");
    let items = Part::new(list, request.refund_fulfill_sub_orders).items()?;
    let sub_orders = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| sub_order(list.item(index), item));
    Ok(InformRefundSuccessRequest {
        shop_id: shop_id.text()?.unwrap_or_default(),
        refund_fulfill_sub_orders: sub_orders.collect::<Result<_, _>>()?,
    })
}

fn sub_order(
    place: Place<'_>,
    item: Option<&RawValue>,
) -> Result<RefundSuccessSubOrderRequest, Malformed> {
    let read: SubOrder<'_> = Part::new(place, item).object()?;
    let text = |name, raw| Part::new(place.member(name), raw).text();
    Ok(RefundSuccessSubOrderRequest {
        sub_biz_order_id: text("sub_biz_order_id", read.sub_biz_order_id)?.unwrap_or_default(),
        refund_goods_id: text("refund_goods_id", read.refund_goods_id)?.unwrap_or_default(),
        fulfill_id: text("fulfill_id", read.fulfill_id)?,
        refund_id: text("refund_id", read.refund_id)?,
        sku_code: text("sku_code", read.sku_code)?,
        actual_refund_quantity: text("actual_refund_quantity", read.actual_refund_quantity)?
            .unwrap_or_default(),
        refund_amount: text("refund_amount", read.refund_amount)?.unwrap_or_default(),
        // One of the SDKs leaves 0 out, so absent is not 0 and surely not 1.
        refund_type: Part::new(place.member("refund_type"), read.refund_type).integer()?,
        expect_fetch_sale_quantity: text(
            "expect_fetch_sale_quantity",
            read.expect_fetch_sale_quantity,
        )?,
    })
}

#[cfg(test)]
mod tests;
