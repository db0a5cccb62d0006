//! Taoxianda's refunded sub orders: all or none, once, and never two contents.

use refund_gateway::domain::{
    audit::EventKind,
    quantity::Quantity,
    reason::{Reason, Refusal},
    taoxianda::{AmountUnit, RawSubOrder, StoreSubOrders, SubOrder, SubOrderKey, SubOrderResult},
};

use crate::world::{World, attribute, fields, reason};

const LIST: &str = "refund_fulfill_sub_orders";

/// The document's sample.
fn sample() -> RawSubOrder {
    let given = |text: &str| Some(text.to_owned());
    RawSubOrder {
        sub_biz_order_id: "11223".to_owned(),
        refund_goods_id: "3333".to_owned(),
        fulfill_id: given("22223"),
        refund_id: given("888893922"),
        sku_code: given("2322"),
        actual_refund_quantity: "2".to_owned(),
        refund_amount: "122".to_owned(),
        refund_type: Some(1),
        expect_fetch_sale_quantity: given("3"),
    }
}

fn named(sub_biz_order_id: &str) -> RawSubOrder {
    RawSubOrder {
        sub_biz_order_id: sub_biz_order_id.to_owned(),
        ..sample()
    }
}

fn changed(change: impl FnOnce(&mut RawSubOrder)) -> RawSubOrder {
    let mut sub_order = sample();
    change(&mut sub_order);
    sub_order
}

fn send(
    world: &mut World,
    shop_id: &str,
    sub_orders: Vec<RawSubOrder>,
) -> Result<Vec<SubOrderResult>, Refusal> {
    world.run(&StoreSubOrders::new(shop_id, sub_orders, AmountUnit::Fen)?)
}

fn send_one(world: &mut World, sub_order: RawSubOrder) -> Result<bool, Refusal> {
    let results = send(world, "12200", vec![sub_order])?;
    Ok(results[0].repeated)
}

fn stored(world: &World) -> Vec<&SubOrder> {
    world.database.rows.taoxianda.iter().collect()
}

#[test]
fn a_sub_order_is_stored_under_its_shop_sub_order_and_return_note() {
    let mut world = World::default();
    let now = world.now;
    assert_eq!(send_one(&mut world, sample()), Ok(false));
    let [sub_order] = stored(&world)[..] else {
        panic!("one sub order");
    };
    let key = SubOrderKey {
        shop_id: "12200".into(),
        sub_biz_order_id: "11223".into(),
        refund_goods_id: "3333".into(),
    };
    assert_eq!(sub_order.key, key);
    assert_eq!(sub_order.received_at, now);
    let content = &sub_order.content;
    assert_eq!(content.refund_amount.to_string(), "1.22");
    assert_eq!(content.actual_refund_quantity.to_string(), "2");
    let expected = content.expect_fetch_sale_quantity.map(|q| q.to_string());
    assert_eq!(expected.as_deref(), Some("3"));
    assert_eq!(content.goods_returned, Some(true));
    assert_eq!(content.fulfill_id.as_deref(), Some("22223"));
    assert_eq!(content.refund_id.as_deref(), Some("888893922"));
    assert_eq!(content.sku_code.as_deref(), Some("2322"));
    let [event] = world.events(EventKind::TaoxiandaRefund)[..] else {
        panic!("one event");
    };
    assert_eq!(attribute(event, "amount"), "1.22");
    assert_eq!(attribute(event, "shop_id"), "12200");
}

#[test]
fn each_part_of_the_key_makes_another_sub_order() {
    let mut world = World::default();
    send_one(&mut world, sample()).expect("stored");
    let note = changed(|raw| raw.refund_goods_id = "4444".to_owned());
    assert_eq!(send_one(&mut world, named("11224")), Ok(false));
    assert_eq!(send_one(&mut world, note), Ok(false));
    let results = send(&mut world, "12201", vec![sample()]).expect("stored");
    assert!(!results[0].repeated);
    assert_eq!(stored(&world).len(), 4);
}

#[test]
fn what_is_required_is_required() {
    let blank = RawSubOrder::default();
    let refused = send(&mut World::default(), "", vec![blank]);
    assert_eq!(
        fields(refused.clone()),
        [
            "shop_id".to_owned(),
            format!("{LIST}[0].sub_biz_order_id"),
            format!("{LIST}[0].refund_goods_id"),
            format!("{LIST}[0].actual_refund_quantity"),
            format!("{LIST}[0].refund_amount"),
        ]
    );
    assert_eq!(reason(refused), Reason::InvalidArgument);
}

#[test]
fn what_is_optional_may_be_absent() {
    let mut world = World::default();
    let bare = RawSubOrder {
        fulfill_id: None,
        refund_id: None,
        sku_code: None,
        refund_type: None,
        expect_fetch_sale_quantity: None,
        ..sample()
    };
    assert_eq!(send_one(&mut world, bare), Ok(false));
    let content = &stored(&world)[0].content;
    assert_eq!(content.fulfill_id, None);
    assert_eq!(content.expect_fetch_sale_quantity, None);
}

#[test]
fn an_empty_list_is_illegal_parameters() {
    let refused = send(&mut World::default(), "12200", Vec::new());
    assert_eq!(fields(refused.clone()), [LIST]);
    assert_eq!(reason(refused), Reason::InvalidArgument);
}

#[test]
fn quantities_are_decimals_above_zero_with_at_most_six_decimals() {
    type Set = fn(&mut RawSubOrder, &str);
    let set: [(&str, Set); 2] = [
        ("actual_refund_quantity", |raw, text| {
            raw.actual_refund_quantity = text.to_owned();
        }),
        ("expect_fetch_sale_quantity", |raw, text| {
            raw.expect_fetch_sale_quantity = Some(text.to_owned());
        }),
    ];
    for (name, set) in set {
        for text in [
            "0",
            "0.0",
            "-1",
            "0.0000001",
            "1.0000000",
            "two",
            " ",
            "1,5",
        ] {
            let sent = changed(|raw| set(raw, text));
            let refused = send_one(&mut World::default(), sent);
            assert_eq!(fields(refused), [format!("{LIST}[0].{name}")], "{text:?}");
        }
        for text in ["0.000001", "1.5", "2.000000", "1e3", "1000000000000"] {
            let sent = changed(|raw| set(raw, text));
            assert_eq!(send_one(&mut World::default(), sent), Ok(false), "{text}");
        }
    }
}

#[test]
fn quantities_are_exact() {
    let quantity = |text| Quantity::parse(text).expect(text);
    assert_eq!(quantity("0.000001").as_millionths(), 1);
    assert_eq!(quantity("0.1"), quantity("0.100000"));
    assert_ne!(quantity("0.1"), quantity("0.100001"));
    assert_eq!(quantity("123456.789").to_string(), "123456.789");
}

#[test]
fn refund_type_is_0_or_1_or_absent_and_absent_is_unknown_never_1() {
    for (refund_type, goods_returned) in
        [(Some(1), Some(true)), (Some(0), Some(false)), (None, None)]
    {
        let mut world = World::default();
        let sent = changed(|raw| raw.refund_type = refund_type);
        send_one(&mut world, sent).expect("stored");
        assert_eq!(stored(&world)[0].content.goods_returned, goods_returned);
    }
    for other in [-1, 2, i64::MIN, i64::MAX] {
        let sent = changed(|raw| raw.refund_type = Some(other));
        let refused = send_one(&mut World::default(), sent);
        assert_eq!(fields(refused), [format!("{LIST}[0].refund_type")]);
    }
}

#[test]
fn all_sub_orders_are_stored_or_none() {
    let mut world = World::default();
    let bad = changed(|raw| raw.refund_amount = "0".to_owned());
    let refused = send(&mut world, "12200", vec![named("1"), named("2"), bad]);
    assert_eq!(fields(refused), [format!("{LIST}[2].refund_amount")]);
    assert_eq!(stored(&world).len(), 0);

    send_one(&mut world, named("2")).expect("stored");
    let before = world.database.clone();
    let conflicting = RawSubOrder {
        refund_amount: "123".to_owned(),
        ..named("2")
    };
    let refused = send(&mut world, "12200", vec![named("1"), conflicting]);
    assert_eq!(fields(refused.clone()), [format!("{LIST}[1]")]);
    assert_eq!(reason(refused), Reason::TaoxiandaConflict);
    assert_eq!(world.database, before);
}

#[test]
fn the_same_key_and_content_again_is_success_and_stored_once() {
    let mut world = World::default();
    send_one(&mut world, sample()).expect("stored");
    let before = world.database.clone();
    assert_eq!(send_one(&mut world, sample()), Ok(true));
    // Equal numbers are the same content.
    let rewritten = RawSubOrder {
        actual_refund_quantity: "2.00".to_owned(),
        refund_amount: "0122".to_owned(),
        expect_fetch_sale_quantity: Some("3.0".to_owned()),
        ..sample()
    };
    assert_eq!(send_one(&mut world, rewritten), Ok(true));
    assert_eq!(world.database, before);
}

#[test]
fn the_same_key_with_other_content_is_a_conflict_in_every_field() {
    let mut world = World::default();
    send_one(&mut world, sample()).expect("stored");
    let before = world.database.clone();
    let others = [
        changed(|raw| raw.fulfill_id = None),
        changed(|raw| raw.refund_id = Some("1".to_owned())),
        changed(|raw| raw.sku_code = Some("1".to_owned())),
        changed(|raw| raw.actual_refund_quantity = "2.000001".to_owned()),
        changed(|raw| raw.refund_amount = "123".to_owned()),
        changed(|raw| raw.refund_type = None),
        changed(|raw| raw.refund_type = Some(0)),
        changed(|raw| raw.expect_fetch_sale_quantity = None),
    ];
    for other in others {
        let refused = send_one(&mut world, other.clone());
        assert_eq!(reason(refused), Reason::TaoxiandaConflict, "{other:?}");
    }
    assert_eq!(world.database, before);
}

#[test]
fn new_and_known_sub_orders_may_come_together() {
    let mut world = World::default();
    send_one(&mut world, named("1")).expect("stored");
    let results = send(&mut world, "12200", vec![named("1"), named("2")]);
    let repeated: Vec<_> = results
        .expect("stored")
        .iter()
        .map(|result| (result.key.sub_biz_order_id.clone(), result.repeated))
        .collect();
    assert_eq!(repeated, [("1".into(), true), ("2".into(), false)]);
}

#[test]
fn a_request_may_name_a_sub_order_twice_only_with_the_same_content() {
    let mut world = World::default();
    let results = send(&mut world, "12200", vec![sample(), sample()]);
    let repeated: Vec<_> = results
        .expect("stored")
        .iter()
        .map(|result| result.repeated)
        .collect();
    assert_eq!(repeated, [false, true]);
    assert_eq!(stored(&world).len(), 1);

    let other = changed(|raw| raw.refund_type = None);
    let refused = send(&mut World::default(), "12200", vec![sample(), other]);
    assert_eq!(fields(refused), [format!("{LIST}[1]")]);
}
