//! Money: exact, in whole fen, refused with the name of the field it came in.

use proptest::{prop_assert, prop_assert_eq, proptest};
use refund_gateway::domain::{
    callback::receive::{Receipt, ReceiveCallback},
    money::{Fen, MoneyError},
    reason::{Reason, Refusal},
    taoxianda::{AmountUnit, RawSubOrder, StoreSubOrders},
};

use crate::{
    random,
    world::{Fed, World, fields, order, reason},
};

/// Amounts that no field of money takes.
const NEVER: [&str; 14] = [
    "",
    " ",
    "abc",
    "1,000",
    "1_000",
    "¥3",
    "0x10",
    "NaN",
    "3.001",
    "3.000",
    "-0.01",
    "-3",
    "10000000000000.01",
    "1e14",
];

/// Numbers of every shape, most of them odd.
const DECIMAL_LIKE: &str = r"[-+]?[0-9]{0,18}\.?[0-9]{0,16}([eE][-+]?[0-9]{1,3})?";

fn callback(refundmoney: &str) -> Result<ReceiveCallback, Refusal> {
    ReceiveCallback::new("B".into(), "P".into(), Some(refundmoney))
}

fn sub_order(refund_amount: &str, unit: AmountUnit) -> Result<StoreSubOrders, Refusal> {
    let sub_order = RawSubOrder {
        sub_biz_order_id: "S".to_owned(),
        refund_goods_id: "R".to_owned(),
        actual_refund_quantity: "1".to_owned(),
        refund_amount: refund_amount.to_owned(),
        ..RawSubOrder::default()
    };
    StoreSubOrders::new("SHOP", vec![sub_order], unit)
}

#[test]
fn three_however_it_is_written_is_the_same_amount() {
    let mut world = World::default();
    assert_eq!(world.receive("B", "P", "3"), Receipt::First);
    for text in ["3.0", "3.00", "+3", "03", "0.3e1", "300E-2", "3."] {
        assert_eq!(world.receive("B", "P", text), Receipt::Repeated, "{text}");
    }
}

#[test]
fn a_callback_refuses_what_is_no_amount_and_names_refundmoney() {
    for text in NEVER.into_iter().chain(["0", "0.00", "-0"]) {
        let refused = callback(text);
        assert_eq!(fields(refused.clone()), ["refundmoney"], "{text:?}");
        assert_eq!(reason(refused), Reason::InvalidArgument);
    }
    let absent = ReceiveCallback::new("B".into(), "P".into(), None);
    assert_eq!(fields(absent), ["refundmoney"]);
}

#[test]
fn a_refusal_tells_the_rule_that_the_amount_breaks() {
    for (text, rule) in [
        ("3.001", "refundmoney: must have at most two decimals"),
        ("0", "refundmoney: must be greater than zero"),
        ("-3", "refundmoney: must be greater than zero"),
        ("1e14", "refundmoney: must be at most 10000000000000 yuan"),
        (
            "three",
            "refundmoney: must be a plain decimal number, for example 12.30",
        ),
    ] {
        assert_eq!(callback(text).expect_err(text).message, rule);
    }
}

#[test]
fn a_feed_refuses_what_is_no_amount_and_names_the_field() {
    type Build = fn(Fed, &str) -> Fed;
    let cases: [(&str, Build); 3] = [
        ("orders[0].payments[0].paid", |fed, text| {
            fed.payment("P", text)
        }),
        ("orders[0].tickets[0].price", |fed, text| {
            fed.ticket("T", text)
        }),
        ("orders[0].applications[0].amount", |fed, text| {
            fed.application("B", "P", text)
        }),
    ];
    for (field, build) in cases {
        for text in NEVER.into_iter().chain(["0", "0.00"]) {
            let refused = build(order("A"), text).command();
            assert_eq!(fields(refused), [field], "{text:?}");
        }
    }
}

#[test]
fn what_was_refunded_before_may_be_zero_but_no_other_way_out_of_bounds() {
    for text in NEVER {
        let refused = order("A").payment_refunded_before("P", "3", text).command();
        assert_eq!(
            fields(refused),
            ["orders[0].payments[0].refunded"],
            "{text:?}"
        );
    }
    for text in ["0", "0.00", "-0", "3"] {
        let taken = order("A").payment_refunded_before("P", "3", text).command();
        assert!(taken.is_ok(), "{text}");
    }
    let above_paid = order("A").payment_refunded_before("P", "3", "3.01");
    assert_eq!(
        fields(above_paid.command()),
        ["orders[0].payments[0].refunded"]
    );
}

#[test]
fn the_largest_amount_is_exactly_ten_to_the_thirteen_yuan() {
    for text in ["10000000000000", "10000000000000.00", "1e13"] {
        let command = callback(text).expect(text);
        assert_eq!(command.refundmoney(), Fen::MAX);
        assert_eq!(command.refundmoney().to_string(), "10000000000000");
    }
    assert_eq!(Fen::MAX.as_i64(), 1_000_000_000_000_000);
}

#[test]
fn top_amounts_are_fen_unless_the_setting_says_yuan() {
    assert_eq!(AmountUnit::default(), AmountUnit::Fen);
    for (text, unit, fen) in [
        ("122", AmountUnit::Fen, 122),
        ("122", AmountUnit::Yuan, 12_200),
        ("1.22", AmountUnit::Yuan, 122),
        ("1.5", AmountUnit::Yuan, 150),
    ] {
        let mut world = World::default();
        let command = sub_order(text, unit).expect(text);
        world.run(&command).expect(text);
        let stored = world.database.rows.taoxianda.iter().next();
        let amount = stored.expect("one sub order").content.refund_amount;
        assert_eq!(amount, Fen::from_stored(fen), "{text} {unit:?}");
    }
}

#[test]
fn a_top_amount_that_does_not_fit_the_setting_is_refused_not_guessed() {
    let field = "refund_fulfill_sub_orders[0].refund_amount";
    for text in ["1.22", "1.5", "122.0", "122.00", "0", "-122", "1e16", ""] {
        let refused = sub_order(text, AmountUnit::Fen);
        assert_eq!(fields(refused), [field], "{text:?} fen");
    }
    for text in ["1.225", "0", "-1", "10000000000000.01", ""] {
        let refused = sub_order(text, AmountUnit::Yuan);
        assert_eq!(fields(refused), [field], "{text:?} yuan");
    }
}

#[test]
fn a_top_amount_is_shown_in_the_unit_it_is_told_in() {
    let amount = Fen::from_stored(12_250);
    assert_eq!(AmountUnit::Fen.show(amount), "12250");
    assert_eq!(AmountUnit::Yuan.show(amount), "122.5");
}

#[test]
fn sums_never_pass_the_largest_amount_and_differences_never_zero() {
    let one = Fen::from_stored(1);
    assert_eq!(Fen::MAX.checked_add(one), None);
    assert_eq!(Fen::MAX.checked_add(Fen::ZERO), Some(Fen::MAX));
    assert_eq!(Fen::ZERO.checked_sub(one), None);
    assert_eq!(Fen::ZERO.saturating_sub(one), Fen::ZERO);
    assert_eq!(one.checked_sub(one), Some(Fen::ZERO));
}

proptest! {
    #![proptest_config(random::config(256))]

    #[test]
    fn an_amount_is_read_back_from_what_is_written(fen in 1..=Fen::MAX.as_i64()) {
        let amount = Fen::from_stored(fen);
        prop_assert_eq!(Fen::parse_yuan(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Fen::parse_fen(&fen.to_string()), Ok(amount));
        let padded = format!("{}.{:02}", fen / 100, fen % 100);
        prop_assert_eq!(Fen::parse_yuan(&padded), Ok(amount));
        let shifted = format!("{fen}e-2");
        prop_assert_eq!(Fen::parse_yuan(&shifted), Ok(amount));
    }

    #[test]
    fn no_text_is_taken_for_an_amount_out_of_bounds(text in DECIMAL_LIKE) {
        if let Ok(amount) = Fen::parse_yuan(&text) {
            prop_assert!(amount > Fen::ZERO && amount <= Fen::MAX);
        }
        if Fen::parse_yuan_or_zero(&text) == Ok(Fen::ZERO) {
            prop_assert_eq!(Fen::parse_yuan(&text), Err(MoneyError::NotPositive));
        }
    }
}
