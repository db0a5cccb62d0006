//! Taoxianda tells of refunded sub orders through TOP, as the platform's SDKs
//! do.

use serde_json::{Value, json};

use super::taoxianda;
use crate::{
    cli::demo::{
        partners::APP_SECRET,
        stage::Stage,
        tell::{http, timeline},
        top::Client,
    },
    partners::top::Method,
};

const SHOP: &str = "shop-2";
/// What is stored from the first call on, whatever follows.
const STORED: &str = "sub-5 122 yuan";

const JAVA: Client<'_> = Client {
    secret: APP_SECRET,
    method: Method::HmacSha256,
    format: "json",
};
const PHP: Client<'_> = Client {
    method: Method::Md5,
    format: "xml",
    ..JAVA
};
const STRANGER: Client<'_> = Client {
    secret: "another secret",
    ..JAVA
};

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Taoxianda tells of refunded sub orders through TOP");
    stage.remember_order("sub-5");
    let done = "in JSON, signed with hmac-sha256";
    inform(stage, done, JAVA, &of("12200"), "JSON, success true").await;
    taoxianda::look(stage, SHOP, STORED).await;
    let done = "the same in XML, signed with md5";
    inform(stage, done, PHP, &of("12200"), "XML, success true").await;
    let done = "signed with another secret";
    let expected = "JSON, code 25 Invalid signature";
    inform(stage, done, STRANGER, &of("12200"), expected).await;
    let done = "another amount";
    let expected = "JSON, success false, TAOXIANDA_CONFLICT";
    inform(stage, done, JAVA, &of("12100"), expected).await;
    taoxianda::look(stage, SHOP, STORED).await;
    let events = stage.timeline("sub-5").await;
    stage.step("read the timeline of sub-5", "REFUND", &events, |events| {
        timeline::kinds(events)
    });
}

async fn inform(
    stage: &mut Stage,
    done: &str,
    client: Client<'_>,
    request: &Value,
    expected: &str,
) {
    let answer = client.inform(&stage.http, request).await;
    stage.step(done, expected, &answer, http::top);
}

/// One sub order, of an amount in fen.
fn of(refund_amount: &str) -> Value {
    json!({
        "shop_id": SHOP,
        "refund_fulfill_sub_orders": [{
            "sub_biz_order_id": "sub-5",
            "refund_goods_id": "sub-5-return",
            "actual_refund_quantity": "1",
            "refund_amount": refund_amount,
            "refund_type": 1,
        }],
    })
}
