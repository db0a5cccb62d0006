//! From what the old server's actions would have seen to the contract's
//! messages.
//!
//! Protobuf has no null: a null string or number is the empty one, a null item
//! an empty item. What the rules make of it is the server's to say.

use rust_decimal::Decimal;

use super::{
    shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, NOTICE, REFUND, Shape},
    value::{Object, Value},
};
use crate::proto::v1;

/// The decimals of money. More of them are the server's to refuse, unless they
/// are zeros, which the old server took and its column cut off.
const MONEY_SCALE: u32 = 2;

/// An e-payment callback.
#[must_use]
pub fn epay(object: Object) -> v1::EPayEndRefundSuccessParm {
    let mut members = Members::of(object, &EPAY_END_REFUND_SUCCESS);
    v1::EPayEndRefundSuccessParm {
        batchno: members.text("batchno"),
        trandeno: members.text("trandeno"),
        refundmoney: Some(members.money("refundmoney")),
    }
}

/// A Douyin notice.
#[must_use]
pub fn douyin(object: Object) -> v1::DouyinInfoSyncParm {
    let mut members = Members::of(object, &DOUYIN_INFO_SYNC);
    v1::DouyinInfoSyncParm {
        order_id: members.text("order_id"),
        notice_list: members.list("notice_list").map(notice).collect(),
    }
}

/// A request for a refund.
#[must_use]
pub fn refund(object: Object) -> v1::RefundParm {
    let mut members = Members::of(object, &REFUND);
    v1::RefundParm {
        orderid: members.text("orderid"),
        refundallticket: members.text("refundallticket"),
        ticketids: members
            .list("ticketids")
            .map(|item| text(item).unwrap_or_default())
            .collect(),
        memory: text(members.take("memory")),
    }
}

fn notice(item: Value) -> v1::NoticeListParm {
    let object = match item {
        Value::Object(object) => object,
        _ => Object::new(&NOTICE),
    };
    let mut members = Members::of(object, &NOTICE);
    v1::NoticeListParm {
        certificate_id: members.text("certificate_id"),
        code: members.text("code"),
        total_count: members.int32("total_count"),
        verify_count: members.int32("verify_count"),
        apply_time: members.int64("apply_time"),
        audit_time: members.int64("audit_time"),
        audit_result: members.int32("audit_result"),
    }
}

/// The members of an object, each taken once.
struct Members {
    shape: &'static Shape,
    values: Vec<Value>,
}

impl Members {
    fn of(object: Object, shape: &'static Shape) -> Self {
        Self {
            shape,
            values: object.values,
        }
    }

    fn take(&mut self, name: &str) -> Value {
        let value = self
            .shape
            .member(name)
            .and_then(|index| self.values.get_mut(index));
        value.map_or(Value::Null, |value| std::mem::replace(value, Value::Null))
    }

    fn text(&mut self, name: &str) -> String {
        text(self.take(name)).unwrap_or_default()
    }

    fn money(&mut self, name: &str) -> v1::Decimal {
        let amount = match self.take(name) {
            Value::Decimal(amount) => amount,
            _ => Decimal::ZERO,
        };
        let amount = if amount.scale() > MONEY_SCALE {
            amount.normalize()
        } else {
            amount
        };
        v1::Decimal {
            value: amount.to_string(),
        }
    }

    fn int32(&mut self, name: &str) -> i32 {
        match self.take(name) {
            Value::Int32(number) => number,
            _ => 0,
        }
    }

    fn int64(&mut self, name: &str) -> i64 {
        match self.take(name) {
            Value::Int64(number) => number,
            _ => 0,
        }
    }

    fn list(&mut self, name: &str) -> std::vec::IntoIter<Value> {
        match self.take(name) {
            Value::List(items) => items.into_iter(),
            _ => Vec::new().into_iter(),
        }
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(shape: &'static Shape, values: Vec<Value>) -> Object {
        Object { shape, values }
    }

    fn money(literal: &str) -> String {
        let amount = Value::Decimal(literal.parse().unwrap());
        let values = vec![Value::Null, Value::Text("t".to_owned()), amount];
        let message = epay(object(&EPAY_END_REFUND_SUCCESS, values));
        assert_eq!((&*message.batchno, &*message.trandeno), ("", "t"));
        message.refundmoney.unwrap().value
    }

    #[test]
    fn an_amount_keeps_its_digits_except_zeros_that_say_nothing() {
        for (literal, sent) in [
            ("3", "3"),
            ("3.0", "3.0"),
            ("3.10", "3.10"),
            ("3.100", "3.1"),
            ("3.005", "3.005"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
        ] {
            assert_eq!(money(literal), sent);
        }
    }

    #[test]
    fn a_null_item_of_a_list_is_an_empty_one() {
        let list = Value::List(vec![Value::Null]);
        let values = vec![Value::Text("o".to_owned()), list];
        let message = douyin(object(&DOUYIN_INFO_SYNC, values));
        assert_eq!(message.notice_list, [v1::NoticeListParm::default()]);
    }

    #[test]
    fn a_remark_that_is_null_is_not_given() {
        let texts = ["d", "0"].map(|text| Value::Text(text.to_owned()));
        let tickets = Value::List(vec![Value::Text("k".to_owned()), Value::Null]);
        let values = texts.into_iter().chain([tickets, Value::Null]).collect();
        let message = refund(object(&REFUND, values));
        assert_eq!(message.ticketids, ["k", ""]);
        assert_eq!(message.memory, None);
    }
}
