//! Taoxianda tells of refunded sub orders.

use crate::{
    cli::demo::{
        stage::Stage,
        tell::{self, Answer, amount, counted, listed, timeline},
    },
    proto::v1::{
        InformRefundSuccessRequest, InformRefundSuccessResponse, ListTaoxiandaRefundsRequest,
        RefundSuccessSubOrderRequest, TaoxiandaRefund,
        taoxianda_refund_service_client::TaoxiandaRefundServiceClient,
    },
};

const SHOP: &str = "shop-1";
/// What is stored from the first notice on, whatever follows.
const STORED: &str = "sub-1 122 yuan, sub-2 0.5 yuan";

pub(super) async fn play(stage: &mut Stage) {
    stage.scene("Taoxianda tells of refunded sub orders");
    stage.remember_order("sub-1");
    // Amounts are in fen unless --top-amount-unit says otherwise.
    let both = vec![sub_order("sub-1", "12200"), sub_order("sub-2", "50")];
    let answer = inform(stage, both.clone()).await;
    stage.step(
        "two sub orders, of 12200 and 50 fen",
        "2 APPLIED",
        &answer,
        results,
    );
    look(stage, SHOP, STORED).await;
    let answer = inform(stage, both).await;
    stage.step("the same notice again", "2 DUPLICATE", &answer, results);

    let changed = vec![sub_order("sub-3", "700"), sub_order("sub-1", "12100")];
    let answer = inform(stage, changed).await;
    let expected = "ALREADY_EXISTS TAOXIANDA_CONFLICT";
    stage.step(
        "a new one beside one with another amount",
        expected,
        &answer,
        results,
    );
    look(stage, SHOP, STORED).await;

    let answer = inform(stage, Vec::new()).await;
    let expected = "INVALID_ARGUMENT refund_fulfill_sub_orders";
    stage.step("a notice of nothing", expected, &answer, results);
    let events = stage.timeline("sub-1").await;
    stage.step("read the timeline of sub-1", "REFUND", &events, |events| {
        timeline::kinds(events)
    });
}

fn sub_order(sub_biz_order_id: &str, refund_amount: &str) -> RefundSuccessSubOrderRequest {
    RefundSuccessSubOrderRequest {
        sub_biz_order_id: sub_biz_order_id.to_owned(),
        refund_goods_id: format!("{sub_biz_order_id}-return"),
        actual_refund_quantity: "1".to_owned(),
        refund_amount: refund_amount.to_owned(),
        refund_type: Some(1),
        ..RefundSuccessSubOrderRequest::default()
    }
}

async fn inform(
    stage: &Stage,
    sub_orders: Vec<RefundSuccessSubOrderRequest>,
) -> Answer<InformRefundSuccessResponse> {
    let mut client = TaoxiandaRefundServiceClient::new(stage.channel.clone());
    let request = InformRefundSuccessRequest {
        shop_id: SHOP.to_owned(),
        refund_fulfill_sub_orders: sub_orders,
    };
    Ok(client.inform_refund_success(request).await?.into_inner())
}

/// Whatever is refused of a notice, what is stored stays.
pub(super) async fn look(stage: &mut Stage, shop_id: &str, expected: &str) {
    let request = ListTaoxiandaRefundsRequest {
        shop_id: shop_id.to_owned(),
        ..ListTaoxiandaRefundsRequest::default()
    };
    let answer = stage.operations().list_taoxianda_refunds(request).await;
    let stored = answer.map(|answer| answer.into_inner().refunds);
    stage.step("read what the shop has", expected, &stored, |refunds| {
        in_yuan(refunds)
    });
}

fn results(response: &InformRefundSuccessResponse) -> String {
    let results = response.results.iter();
    counted(results.map(|result| tell::outcome(result.outcome())))
}

fn in_yuan(refunds: &[TaoxiandaRefund]) -> String {
    listed(refunds.iter().map(|refund| {
        let sub_order = refund.sub_order.as_ref();
        let name = sub_order.map_or("(none)", |sub_order| &sub_order.sub_biz_order_id);
        format!("{name} {} yuan", amount(refund.refund_amount_yuan.as_ref()))
    }))
}
