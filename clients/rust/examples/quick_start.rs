//! Sends each kind of refund signal once.

use std::{env, error::Error};

use refund_gateway_client::{
    Gateway, Options, RefundError,
    rust_decimal::Decimal,
    v1::{
        DouyinInfoSyncParm, EPayEndRefundSuccessParm, GetCallbackRequest,
        InformRefundSuccessRequest, NoticeListParm, Order, OrderState, Payment, RefundParm,
        RefundSuccessSubOrderRequest, Ticket, UpsertOrdersRequest,
    },
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:50051");

    // Connect. One connection serves the whole program.
    let options = Options {
        plaintext: true,
        ..Options::default()
    };
    let gateway = Gateway::connect(address, &options)?;

    // An order with its payment, as the feed of orders tells it.
    let price: Decimal = "120.50".parse()?;
    let order = Order {
        orderid: "RS-1001".into(),
        state: OrderState::Paid.into(),
        version: 1,
        payments: vec![Payment {
            trandeno: "RS-PAY-1".into(),
            paid: Some(price.into()),
            ..Default::default()
        }],
        tickets: vec![Ticket {
            ticketid: "RS-T-1".into(),
            price: Some(price.into()),
            ..Default::default()
        }],
        ..Default::default()
    };
    let orders = vec![order];
    gateway
        .orders()
        .upsert_orders(UpsertOrdersRequest { orders })
        .await?;

    // Apply for its refund.
    let application = RefundParm {
        orderid: "RS-1001".into(),
        refundallticket: "1".into(),
        ..Default::default()
    };
    let refund = gateway
        .order_refund()
        .refund(application)
        .await?
        .into_inner();
    let amount: Decimal = refund.amount.ok_or("no amount")?.try_into()?;
    println!("applied for {amount:.2} yuan under {}", refund.batchno);

    // Send the payment platform's callback.
    let mut callback = EPayEndRefundSuccessParm {
        batchno: refund.batchno.clone(),
        trandeno: "RS-PAY-1".into(),
        refundmoney: Some(amount.into()),
    };
    let answer = gateway.epay().end_single_success(callback.clone()).await?;
    println!("callback: {:?}", answer.get_ref().outcome());

    // Read it back.
    let key = GetCallbackRequest {
        batchno: refund.batchno,
        trandeno: "RS-PAY-1".into(),
    };
    let answer = gateway.operations().get_callback(key).await?.into_inner();
    let stored = answer.callback.ok_or("no callback")?;
    let state = stored.state();
    let refunded: Decimal = stored.refundmoney.ok_or("no amount")?.try_into()?;
    println!("stored: {refunded} {state:?}");

    // The same key with another amount is a conflict; the first stays in force.
    callback.refundmoney = Some((amount - Decimal::new(1, 2)).into());
    match gateway.epay().end_single_success(callback).await {
        Ok(_) => return Err("not refused".into()),
        Err(status) => {
            let error = RefundError::from(status);
            if error.reason != "CALLBACK_CONFLICT" {
                return Err(error.into());
            }
            println!(
                "refused: {:?} {} {}",
                error.code, error.errcode, error.message_zh
            );
        }
    }

    // A notice from Douyin.
    let notice = NoticeListParm {
        certificate_id: "RS-C-1".into(),
        apply_time: 1_767_225_600,
        audit_time: 1_767_229_200,
        audit_result: 1,
        ..Default::default()
    };
    let notices = DouyinInfoSyncParm {
        order_id: "RS-DY-1".into(),
        notice_list: vec![notice],
    };
    let douyin = gateway.douyin().update_third_refund_info(notices).await?;
    println!("douyin: {:?}", douyin.get_ref().results[0].outcome());

    // A notice from Taoxianda. Its amounts are text, here in fen.
    let sub_order = RefundSuccessSubOrderRequest {
        sub_biz_order_id: "RS-SUB-1".into(),
        refund_goods_id: "RS-RG-1".into(),
        actual_refund_quantity: "1.5".into(),
        refund_amount: "1250".into(),
        refund_type: Some(1),
        ..Default::default()
    };
    let notice = InformRefundSuccessRequest {
        shop_id: "RS-SHOP".into(),
        refund_fulfill_sub_orders: vec![sub_order],
    };
    let taoxianda = gateway.taoxianda().inform_refund_success(notice).await?;
    println!("taoxianda: {:?}", taoxianda.get_ref().results[0].outcome());
    Ok(())
}
