//! Bounds on everything that callers send: lengths, characters, lists.

use refund_gateway::domain::{
    callback::{operator::OperatorAction, receive::ReceiveCallback},
    douyin::{NoticeContent, StoreNotices},
    feed::FeedOrders,
    reason::{Reason, Refusal},
    refund::RequestRefund,
    taoxianda::{AmountUnit, RawSubOrder, StoreSubOrders},
};

use crate::world::{Fed, fields, order};

type Checked = Result<(), Refusal>;

/// A text field: its path, its longest length, and how to send a value in it.
type Field = (&'static str, usize, fn(String) -> Checked);

const REQUIRED_KEYS: [Field; 16] = [
    ("orders[0].orderid", 20, |value| feed(order(&value))),
    ("orders[0].agent", 100, |value| {
        feed(order("A").agent(&value))
    }),
    ("orders[0].payments[0].trandeno", 100, |value| {
        feed(order("A").payment(&value, "1"))
    }),
    ("orders[0].tickets[0].ticketid", 100, |value| {
        feed(order("A").ticket(&value, "1"))
    }),
    ("orders[0].applications[0].batchno", 200, |value| {
        feed(order("A").application(&value, "P", "1"))
    }),
    ("orders[0].applications[0].trandeno", 100, |value| {
        feed(order("A").application("B", &value, "1"))
    }),
    ("orderid", 20, |value| refund(&value, "1", &[], None)),
    ("ticketids[0]", 100, |value| {
        refund("A", "0", &[&value], None)
    }),
    ("batchno", 200, |value| callback(&value, "P")),
    ("trandeno", 100, |value| callback("B", &value)),
    ("batchno", 200, |value| action(&value, "P", "li.lei", "why")),
    ("trandeno", 100, |value| {
        action("B", &value, "li.lei", "why")
    }),
    ("operator", 100, |value| action("B", "P", &value, "why")),
    ("order_id", 200, |value| {
        notices(&value, vec![notice("C", "")])
    }),
    (
        "refund_fulfill_sub_orders[0].sub_biz_order_id",
        100,
        |value| sub_order("SHOP", |raw| raw.sub_biz_order_id = value),
    ),
    (
        "refund_fulfill_sub_orders[0].refund_goods_id",
        100,
        |value| sub_order("SHOP", |raw| raw.refund_goods_id = value),
    ),
];

/// `shop_id` is no path into a list, so it stands apart.
const SHOP: Field = ("shop_id", 100, |value| sub_order(&value, |_| ()));

const OPTIONAL_KEYS: [Field; 4] = [
    ("notice_list[0].certificate_id", 200, |value| {
        notices("O", vec![notice(&value, "")])
    }),
    ("refund_fulfill_sub_orders[0].fulfill_id", 100, |value| {
        sub_order("SHOP", |raw| raw.fulfill_id = Some(value))
    }),
    ("refund_fulfill_sub_orders[0].refund_id", 100, |value| {
        sub_order("SHOP", |raw| raw.refund_id = Some(value))
    }),
    ("refund_fulfill_sub_orders[0].sku_code", 100, |value| {
        sub_order("SHOP", |raw| raw.sku_code = Some(value))
    }),
];

const TEXTS: [Field; 3] = [
    ("memory", 4000, |value| refund("A", "1", &[], Some(&value))),
    ("reason", 1000, |value| action("B", "P", "li.lei", &value)),
    ("notice_list[0].code", 200, |value| {
        notices("O", vec![notice("C", &value)])
    }),
];

fn feed(order: Fed) -> Checked {
    order.command().map(drop)
}

fn refund(orderid: &str, all: &str, ticketids: &[&str], memory: Option<&str>) -> Checked {
    let ticketids = ticketids.iter().map(|&id| id.to_owned()).collect();
    let memory = memory.map(str::to_owned);
    RequestRefund::new(orderid.to_owned(), all, ticketids, memory, "B".into()).map(drop)
}

fn callback(batchno: &str, trandeno: &str) -> Checked {
    ReceiveCallback::new(batchno.into(), trandeno.into(), Some("1")).map(drop)
}

fn action(batchno: &str, trandeno: &str, operator: &str, reason: &str) -> Checked {
    let [batchno, trandeno] = [batchno, trandeno].map(str::to_owned);
    OperatorAction::new(batchno, trandeno, operator.to_owned(), reason.to_owned()).map(drop)
}

fn notice(certificate_id: &str, code: &str) -> NoticeContent {
    NoticeContent {
        certificate_id: certificate_id.into(),
        code: code.into(),
        total_count: 0,
        verify_count: 0,
        apply_time: 1,
        audit_time: 1,
        audit_result: 1,
    }
}

fn notices(order_id: &str, notices: Vec<NoticeContent>) -> Checked {
    StoreNotices::new(order_id.to_owned(), notices).map(drop)
}

fn complete_sub_order() -> RawSubOrder {
    RawSubOrder {
        sub_biz_order_id: "S".to_owned(),
        refund_goods_id: "R".to_owned(),
        actual_refund_quantity: "1".to_owned(),
        refund_amount: "1".to_owned(),
        ..RawSubOrder::default()
    }
}

fn sub_order(shop_id: &str, change: impl FnOnce(&mut RawSubOrder)) -> Checked {
    let mut sub_order = complete_sub_order();
    change(&mut sub_order);
    sub_orders(shop_id, vec![sub_order])
}

fn sub_orders(shop_id: &str, sub_orders: Vec<RawSubOrder>) -> Checked {
    StoreSubOrders::new(shop_id, sub_orders, AmountUnit::Fen).map(drop)
}

fn keys() -> impl Iterator<Item = Field> {
    REQUIRED_KEYS.into_iter().chain([SHOP]).chain(OPTIONAL_KEYS)
}

/// One character, two UTF-16 code units, four bytes.
const EMOJI: &str = "🎫";

#[test]
fn every_text_is_taken_up_to_its_limit_and_refused_above_it() {
    for (field, limit, send) in keys().chain(TEXTS) {
        for character in ["x", "票"] {
            let longest = send(character.repeat(limit));
            assert_eq!(longest, Ok(()), "{field}: {limit} of {character}");
            let too_long = send(character.repeat(limit + 1));
            assert_eq!(fields(too_long), [field], "{limit} + 1 of {character}");
        }
    }
}

#[test]
fn lengths_count_utf_16_code_units_as_the_documents_server_does() {
    for (field, limit, send) in keys().chain(TEXTS) {
        let longest = send(EMOJI.repeat(limit / 2));
        assert_eq!(longest, Ok(()), "{field}: {limit} / 2 emoji");
        let too_long = send(format!("{}x", EMOJI.repeat(limit / 2)));
        assert_eq!(fields(too_long), [field]);
    }
}

#[test]
fn no_key_holds_control_characters() {
    for (field, _, send) in keys() {
        for control in ["\0", "\t", "\n", "\r", "\u{1b}", "\u{7f}", "\u{85}"] {
            let refused = send(format!("a{control}b"));
            assert_eq!(fields(refused), [field], "{control:?}");
        }
    }
}

#[test]
fn texts_for_people_hold_tabs_and_line_breaks_and_no_other_control_characters() {
    for (field, _, send) in TEXTS {
        assert_eq!(send("a\tb\r\nc".to_owned()), Ok(()), "{field}");
        for control in ["\0", "\u{1b}", "\u{7f}", "\u{85}"] {
            assert_eq!(fields(send(format!("a{control}b"))), [field], "{control:?}");
        }
    }
}

#[test]
fn required_keys_and_reasons_are_not_blank() {
    let reason = TEXTS.into_iter().filter(|(field, ..)| *field == "reason");
    for (field, _, send) in REQUIRED_KEYS.into_iter().chain([SHOP]).chain(reason) {
        for blank in ["", " ", "\u{3000}"] {
            assert_eq!(fields(send(blank.to_owned())), [field], "{blank:?}");
        }
    }
}

#[test]
fn optional_texts_may_be_empty() {
    let others = TEXTS.into_iter().filter(|(field, ..)| *field != "reason");
    for (field, _, send) in OPTIONAL_KEYS.into_iter().chain(others) {
        assert_eq!(send(String::new()), Ok(()), "{field}");
    }
}

#[test]
fn lists_are_taken_up_to_their_limit_and_refused_above_it() {
    type List = (&'static str, usize, fn(usize) -> Checked);
    let lists: [List; 7] = [
        ("orders", 1000, |count| {
            let orders = (0..count).map(|number| order(&number.to_string()).0);
            FeedOrders::new(orders.collect()).map(drop)
        }),
        ("orders[0].payments", 100, |count| {
            let add = |fed: Fed, number: usize| fed.payment(&number.to_string(), "1");
            feed((0..count).fold(order("A"), add))
        }),
        ("orders[0].tickets", 1000, |count| {
            let add = |fed: Fed, number: usize| fed.ticket(&number.to_string(), "1");
            feed((0..count).fold(order("A"), add))
        }),
        ("orders[0].applications", 100, |count| {
            let add = |fed: Fed, number: usize| fed.application(&number.to_string(), "P", "1");
            feed((0..count).fold(order("A"), add))
        }),
        ("ticketids", 1000, |count| {
            let names: Vec<_> = (0..count).map(|number| number.to_string()).collect();
            refund(
                "A",
                "0",
                &names.iter().map(String::as_str).collect::<Vec<_>>(),
                None,
            )
        }),
        ("notice_list", 500, |count| {
            notices("O", vec![notice("C", ""); count])
        }),
        ("refund_fulfill_sub_orders", 500, |count| {
            sub_orders("SHOP", vec![complete_sub_order(); count])
        }),
    ];
    for (field, limit, send) in lists {
        assert_eq!(send(limit), Ok(()), "{field}");
        assert_eq!(fields(send(limit + 1)), [field], "{limit} + 1");
    }
}

#[test]
fn lists_that_are_required_are_not_empty() {
    assert_eq!(fields(FeedOrders::new(Vec::new())), ["orders"]);
    assert_eq!(fields(refund("A", "0", &[], None)), ["ticketids"]);
    assert_eq!(fields(notices("O", Vec::new())), ["notice_list"]);
    assert_eq!(
        fields(sub_orders("SHOP", Vec::new())),
        ["refund_fulfill_sub_orders"]
    );
}

#[test]
fn every_broken_rule_is_told_at_once() {
    let refusal = ReceiveCallback::new(String::new(), "\0".into(), Some("0"))
        .expect_err("three rules are broken");
    assert_eq!(refusal.reason, Reason::InvalidArgument);
    assert_eq!(refusal.message, "batchno: is required (and 2 more)");
    assert_eq!(
        fields::<()>(Err(refusal)),
        ["batchno", "trandeno", "refundmoney"]
    );
}
