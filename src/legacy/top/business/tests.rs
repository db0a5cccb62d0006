//! What is read of the business parameter, and what is refused.

use proptest::prelude::*;

use super::*;

fn accepted(text: &str) -> InformRefundSuccessRequest {
    read(Some(text)).unwrap()
}

fn place_of_error(text: &str) -> String {
    read(Some(text)).unwrap_err().0
}

fn sub_order_with(members: &str) -> Result<RefundSuccessSubOrderRequest, Malformed> {
    let text = format!(r#"{{"refund_fulfill_sub_orders":[{{{members}}}]}}"#);
    let mut request = read(Some(&text))?;
    Ok(request.refund_fulfill_sub_orders.remove(0))
}

#[test]
fn a_notice_as_the_java_sdk_writes_it() {
    let request = accepted(
        r#"{"refund_fulfill_sub_orders":[{"actual_refund_quantity":"2","expect_fetch_sale_quantity":"3","fulfill_id":"22223","refund_amount":"122","refund_goods_id":"3333","refund_id":"888893922","refund_type":1,"sku_code":"商品\/2322","sub_biz_order_id":"11223"}],"shop_id":"12200"}"#,
    );
    let expected = RefundSuccessSubOrderRequest {
        sub_biz_order_id: "11223".to_owned(),
        refund_goods_id: "3333".to_owned(),
        fulfill_id: Some("22223".to_owned()),
        refund_id: Some("888893922".to_owned()),
        sku_code: Some("商品/2322".to_owned()),
        actual_refund_quantity: "2".to_owned(),
        refund_amount: "122".to_owned(),
        refund_type: Some(1),
        expect_fetch_sale_quantity: Some("3".to_owned()),
    };
    assert_eq!(request.shop_id, "12200");
    assert_eq!(request.refund_fulfill_sub_orders, [expected]);
}

#[test]
fn numbers_may_be_text_and_text_numbers() {
    let sub_order = sub_order_with(
        r#""sub_biz_order_id":11223,"refund_type":"0","refund_amount":12345678901234567890123.10,"actual_refund_quantity":-1e2"#,
    );
    let sub_order = sub_order.unwrap();
    assert_eq!(sub_order.sub_biz_order_id, "11223");
    assert_eq!(sub_order.refund_type, Some(0));
    assert_eq!(sub_order.refund_amount, "12345678901234567890123.10");
    assert_eq!(sub_order.actual_refund_quantity, "-1e2");
}

#[test]
fn what_is_absent_stays_absent() {
    for members in [
        "",
        r#""refund_type":null,"sku_code":null"#,
        r#""refund_type":"""#,
    ] {
        let sub_order = sub_order_with(members).unwrap();
        assert_eq!(sub_order.refund_type, None, "{members}");
        assert_eq!(sub_order.sku_code, None, "{members}");
    }
    assert_eq!(
        sub_order_with(r#""sku_code":"""#)
            .unwrap()
            .sku_code
            .as_deref(),
        Some("")
    );
}

#[test]
fn a_notice_that_holds_nothing_is_for_the_server_to_judge() {
    let empty = InformRefundSuccessRequest::default();
    assert_eq!(read(None).unwrap(), empty);
    for text in [
        "null",
        "{}",
        " { } ",
        r#"{"shop_id":null,"refund_fulfill_sub_orders":null}"#,
    ] {
        assert_eq!(accepted(text), empty, "{text}");
    }
}

#[test]
fn unknown_members_are_skipped() {
    let request = accepted(r#"{"shop_id":"1","newer":{"a":[1,{"b":null}]},"shopId":"2"}"#);
    assert_eq!(request.shop_id, "1");
}

#[test]
fn what_cannot_be_read_is_named() {
    for text in [
        "",
        "x",
        "[]",
        "\"\"",
        "1",
        "{",
        "{}{}",
        r#"["1",[]]"#,
        "[object Object]",
    ] {
        assert_eq!(
            place_of_error(text),
            "inform_refund_success_request",
            "{text}"
        );
    }
    for (text, place) in [
        (r#"{"shop_id":"1","shop_id":"2"}"#, ""),
        (r#"{"shop_id":{}}"#, ".shop_id"),
        (r#"{"shop_id":true}"#, ".shop_id"),
        (r#"{"shop_id":"\ud83d"}"#, ".shop_id"),
        (
            r#"{"refund_fulfill_sub_orders":{}}"#,
            ".refund_fulfill_sub_orders",
        ),
        (
            r#"{"refund_fulfill_sub_orders":"[]"}"#,
            ".refund_fulfill_sub_orders",
        ),
        (
            r#"{"refund_fulfill_sub_orders":[{},null]}"#,
            ".refund_fulfill_sub_orders[1]",
        ),
        (
            r#"{"refund_fulfill_sub_orders":[["1"]]}"#,
            ".refund_fulfill_sub_orders[0]",
        ),
    ] {
        let expected = format!("inform_refund_success_request{place}");
        assert_eq!(place_of_error(text), expected, "{text}");
    }
}

#[test]
fn a_type_of_refund_that_is_no_whole_number_is_refused() {
    for value in [
        "1.0",
        "1e0",
        r#""x""#,
        r#"" 1""#,
        "true",
        "99999999999999999999",
        "{}",
        "[1]",
    ] {
        let place = sub_order_with(&format!(r#""refund_type":{value}"#))
            .unwrap_err()
            .0;
        let expected = "inform_refund_success_request.refund_fulfill_sub_orders[0].refund_type";
        assert_eq!(place, expected, "{value}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!(r#"{{"shop_id":{}"#, "[".repeat(1_000_000));
    assert_eq!(place_of_error(&deep), "inform_refund_success_request");
    let unknown = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    assert_eq!(accepted(&format!(r#"{{"newer":{unknown}}}"#)).shop_id, "");
    let long = format!(
        r#"{{"refund_fulfill_sub_orders":[{}{{}}]}}"#,
        "{},".repeat(10_000)
    );
    let place = "inform_refund_success_request.refund_fulfill_sub_orders";
    assert_eq!(place_of_error(&long), place);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_by_name(text in any::<String>()) {
        if let Err(Malformed(place)) = read(Some(&text)) {
            prop_assert!(place.starts_with(PARAMETER));
        }
    }

    #[test]
    fn any_amount_arrives_as_it_was_sent(amount in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?") {
        for value in [amount.clone(), format!("{amount:?}")] {
            let sub_order = sub_order_with(&format!(r#""refund_amount": {value} "#)).unwrap();
            prop_assert_eq!(&sub_order.refund_amount, &amount);
        }
    }
}
