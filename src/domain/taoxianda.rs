//! Taoxianda's refund notices (source: the TOP call
//! `alibaba.wdk.trade.refund.inform`).

use smol_str::{SmolStr, ToSmolStr as _};

use super::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    input::{Checker, NAME_MAX_LENGTH},
    money::Fen,
    quantity::Quantity,
    reason::{Reason, Refusal},
    timestamp::Timestamp,
    working_set::WorkingSet,
};

const MAX_SUB_ORDERS: usize = 500;

/// In which unit TOP's `refund_amount` is. No document says, so it is a
/// setting; a value that does not fit it is refused, never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountUnit {
    /// Whole fen, as the sibling calls of the platform have it.
    #[default]
    Fen,
    /// Yuan with at most two decimals.
    Yuan,
}

impl AmountUnit {
    /// The amount as it is written in this unit.
    #[must_use]
    pub fn show(self, amount: Fen) -> String {
        match self {
            Self::Fen => amount.as_i64().to_string(),
            Self::Yuan => amount.to_string(),
        }
    }
}

/// The key of a sub order; the most telling part first, as the database has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubOrderKey {
    /// The sub order.
    pub sub_biz_order_id: SmolStr,
    /// The return note.
    pub refund_goods_id: SmolStr,
    /// The shop.
    pub shop_id: SmolStr,
}

/// A refunded sub order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubOrder {
    /// Its key.
    pub key: SubOrderKey,
    /// What was told of it.
    pub content: SubOrderContent,
    /// When it was received.
    pub received_at: Timestamp,
}

/// What a notice tells of a sub order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubOrderContent {
    /// The fulfilment.
    pub fulfill_id: Option<SmolStr>,
    /// The channel's refund.
    pub refund_id: Option<SmolStr>,
    /// The goods.
    pub sku_code: Option<SmolStr>,
    /// What was really returned.
    pub actual_refund_quantity: Quantity,
    /// What was really refunded.
    pub refund_amount: Fen,
    /// Goods returned (`Some(true)`), refunded only (`Some(false)`), unknown.
    pub goods_returned: Option<bool>,
    /// What was expected to be fetched.
    pub expect_fetch_sale_quantity: Option<Quantity>,
}

/// A sub order as a caller sent it.
#[derive(Clone, Debug, Default)]
pub struct RawSubOrder {
    /// The sub order.
    pub sub_biz_order_id: String,
    /// The return note.
    pub refund_goods_id: String,
    /// The fulfilment.
    pub fulfill_id: Option<String>,
    /// The channel's refund.
    pub refund_id: Option<String>,
    /// The goods.
    pub sku_code: Option<String>,
    /// What was really returned.
    pub actual_refund_quantity: String,
    /// What was really refunded, in the unit of the setting.
    pub refund_amount: String,
    /// 0 or 1.
    pub refund_type: Option<i64>,
    /// What was expected to be fetched.
    pub expect_fetch_sale_quantity: Option<String>,
}

/// Stores the refunded sub orders of one notice: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreSubOrders {
    sub_orders: Vec<(SubOrderKey, SubOrderContent)>,
}

/// What became of a sub order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubOrderResult {
    /// The sub order.
    pub key: SubOrderKey,
    /// The same was stored before.
    pub repeated: bool,
}

impl StoreSubOrders {
    /// Checks what a caller sent.
    pub fn new(
        shop_id: &str,
        sub_orders: Vec<RawSubOrder>,
        unit: AmountUnit,
    ) -> Result<Self, Refusal> {
        const LIST: &str = "refund_fulfill_sub_orders";
        let mut checker = Checker::default();
        checker.key("shop_id", shop_id, NAME_MAX_LENGTH);
        checker.count(LIST, sub_orders.len(), 1, MAX_SUB_ORDERS);
        let mut checked: Vec<(SubOrderKey, SubOrderContent)> = Vec::new();
        for (index, raw) in sub_orders.into_iter().take(MAX_SUB_ORDERS).enumerate() {
            let at = format!("{LIST}[{index}]");
            let (key, content) = check(&mut checker, &at, shop_id, raw, unit);
            let content = content.unwrap_or_else(unusable);
            let other = |(k, c): &(SubOrderKey, SubOrderContent)| *k == key && *c != content;
            if checked.iter().any(other) {
                checker.refuse(at, "names a sub order again with other content");
            }
            checked.push((key, content));
        }
        checker.finish()?;
        Ok(Self {
            sub_orders: checked,
        })
    }

    /// The first sub order of the notice.
    #[must_use]
    pub fn first_sub_order_id(&self) -> &str {
        self.sub_orders
            .first()
            .map_or("", |(key, _)| key.sub_biz_order_id.as_str())
    }
}

/// Stands in for a content that broke a rule, until the whole request is
/// refused for it.
fn unusable() -> SubOrderContent {
    SubOrderContent {
        fulfill_id: None,
        refund_id: None,
        sku_code: None,
        actual_refund_quantity: Quantity::from_stored(0),
        refund_amount: Fen::ZERO,
        goods_returned: None,
        expect_fetch_sale_quantity: None,
    }
}

fn check(
    checker: &mut Checker,
    at: &str,
    shop_id: &str,
    raw: RawSubOrder,
    unit: AmountUnit,
) -> (SubOrderKey, Option<SubOrderContent>) {
    let field = |name: &str| format!("{at}.{name}");
    checker.key(
        &field("sub_biz_order_id"),
        &raw.sub_biz_order_id,
        NAME_MAX_LENGTH,
    );
    checker.key(
        &field("refund_goods_id"),
        &raw.refund_goods_id,
        NAME_MAX_LENGTH,
    );
    for (name, value) in [
        ("fulfill_id", &raw.fulfill_id),
        ("refund_id", &raw.refund_id),
        ("sku_code", &raw.sku_code),
    ] {
        checker.optional_key(
            &field(name),
            value.as_deref().unwrap_or(""),
            NAME_MAX_LENGTH,
        );
    }
    let quantity = |checker: &mut Checker, name: &str, text: &str| {
        if text.is_empty() {
            checker.refuse(field(name), "is required");
            return None;
        }
        Quantity::parse(text)
            .map_err(|error| checker.refuse(field(name), error.to_string()))
            .ok()
    };
    let actual = quantity(
        checker,
        "actual_refund_quantity",
        &raw.actual_refund_quantity,
    );
    let expected = raw
        .expect_fetch_sale_quantity
        .as_deref()
        .filter(|text| !text.is_empty())
        .map(|text| quantity(checker, "expect_fetch_sale_quantity", text));
    let amount = Some(raw.refund_amount.as_str()).filter(|text| !text.is_empty());
    let refund_amount = checker.money(&field("refund_amount"), amount, |text| match unit {
        AmountUnit::Fen => Fen::parse_fen(text),
        AmountUnit::Yuan => Fen::parse_yuan(text),
    });
    if !matches!(raw.refund_type, None | Some(0 | 1)) {
        checker.refuse(field("refund_type"), "must be 0, 1 or absent");
    }
    let key = SubOrderKey {
        sub_biz_order_id: raw.sub_biz_order_id.into(),
        refund_goods_id: raw.refund_goods_id.into(),
        shop_id: shop_id.into(),
    };
    let content = actual.map(|actual_refund_quantity| SubOrderContent {
        fulfill_id: raw.fulfill_id.map(SmolStr::from),
        refund_id: raw.refund_id.map(SmolStr::from),
        sku_code: raw.sku_code.map(SmolStr::from),
        actual_refund_quantity,
        refund_amount,
        goods_returned: raw.refund_type.map(|refund_type| refund_type == 1),
        expect_fetch_sale_quantity: expected.flatten(),
    });
    (key, content)
}

impl Command for StoreSubOrders {
    type Outcome = Vec<SubOrderResult>;

    fn keys(&self, keys: &mut Keys) {
        for (key, _) in &self.sub_orders {
            keys.taoxianda_sub_orders
                .insert(key.sub_biz_order_id.clone());
        }
    }

    fn decide(
        &self,
        rows: &mut WorkingSet,
        context: &Context,
    ) -> Result<Vec<SubOrderResult>, Refusal> {
        for (index, (key, content)) in self.sub_orders.iter().enumerate() {
            let stored = rows.taoxianda.get(key);
            if stored.is_some_and(|stored| stored.content != *content) {
                return Err(Refusal::of_field(
                    Reason::TaoxiandaConflict,
                    format!("refund_fulfill_sub_orders[{index}]"),
                    format!(
                        "sub order {} with return note {} is stored with other content",
                        key.sub_biz_order_id, key.refund_goods_id
                    ),
                ));
            }
        }
        let mut results = Vec::with_capacity(self.sub_orders.len());
        for (key, content) in &self.sub_orders {
            let repeated = rows.taoxianda.get(key).is_some();
            if !repeated {
                store(key, content, rows, context);
            }
            let key = key.clone();
            results.push(SubOrderResult { key, repeated });
        }
        Ok(results)
    }
}

fn store(key: &SubOrderKey, content: &SubOrderContent, rows: &mut WorkingSet, context: &Context) {
    let sub_order = SubOrder {
        key: key.clone(),
        content: content.clone(),
        received_at: context.now,
    };
    rows.taoxianda.put(key.clone(), sub_order);
    rows.record(
        Stream::Order(key.sub_biz_order_id.clone()),
        context.now,
        EventKind::TaoxiandaRefund,
        vec![
            ("shop_id", key.shop_id.clone()),
            ("sub_biz_order_id", key.sub_biz_order_id.clone()),
            ("refund_goods_id", key.refund_goods_id.clone()),
            ("amount", content.refund_amount.to_smolstr()),
        ],
    );
}
