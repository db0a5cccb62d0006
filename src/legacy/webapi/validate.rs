//! What is wrong with a parameter that could be read: the old server's
//! `DataAnnotations`, and then what we add to them.
//!
//! Quirks of the old server that are kept: a list's items have their index in
//! the key; a text that is blank counts as missing; lengths are counted in
//! UTF-16 code units. Quirks that are not kept: it took no parameter at all
//! (an empty body, `null`), and an amount of zero, missing or negative. Money
//! moves on what we accept, so that we refuse these, once nothing else is
//! wrong.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{
    model_state::{Binding, ModelState, PARAMETER, Problem},
    shape::Member,
    value::{Object, Value},
};

/// Adds what is wrong with a parameter to what was wrong with reading it.
pub fn validate(binding: &mut Binding) {
    let Binding { object, state } = binding;
    if let Some(object) = object {
        annotations(object, &mut PARAMETER.to_owned(), state);
    }
    if state.is_valid() {
        match object {
            Some(object) => amounts(object, state),
            None => state.add_to_parameter(Problem::NullParameter),
        }
    }
}

/// What is wrong with a parameter, for somebody who is to mend all of it: also
/// the amounts, which are otherwise looked at last.
#[must_use]
pub fn with_amounts(object: Option<&Object>, mut state: ModelState) -> ModelState {
    if let Some(object) = object
        && !state.is_valid()
    {
        amounts(object, &mut state);
    }
    state
}

/// Follows the annotations of an object's members, in the order of their
/// declaration. The key is that of the object.
fn annotations(object: &Object, key: &mut String, state: &mut ModelState) {
    let length = key.len();
    for (member, value) in object.shape.members.iter().zip(&object.values) {
        key.push('.');
        key.push_str(member.name);
        if let Value::List(items) = value {
            let length = key.len();
            for (index, item) in items.iter().enumerate() {
                if let Value::Object(item) = item {
                    // Writing to a string cannot fail.
                    let _ = write!(key, "[{index}]");
                    annotations(item, key, state);
                    key.truncate(length);
                }
            }
        }
        annotation(member, value, key, state);
        key.truncate(length);
    }
}

fn annotation(member: &Member, value: &Value, key: &str, state: &mut ModelState) {
    let text = match value {
        Value::Null => None,
        Value::Text(text) => Some(text.as_str()),
        // Neither null nor blank, and without a length.
        _ => return,
    };
    if member.required && text.is_none_or(|text| text.trim().is_empty()) {
        state.add(
            key,
            Problem::Required {
                member: member.name,
            },
        );
    }
    if let (Some(text), Some(limit)) = (text, member.max_length)
        // Bytes are never fewer than code units, and quicker to count.
        && text.len() > limit
        && text.encode_utf16().count() > limit
    {
        state.add(
            key,
            Problem::MaxLength {
                member: member.name,
                limit,
            },
        );
    }
}

fn amounts(object: &Object, state: &mut ModelState) {
    for (member, value) in object.shape.members.iter().zip(&object.values) {
        if let Value::Decimal(amount) = value
            && *amount <= Decimal::ZERO
        {
            let key = format!("{PARAMETER}.{}", member.name);
            // What was said of it already says more.
            if state.is_valid_at(&key) {
                let member = member.name;
                state.add(&key, Problem::NotPositive { member });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Binding, ModelState, Object, Problem, Value, validate};
    use crate::legacy::webapi::shape::{
        DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, Kind, Member, REFUND, Shape,
    };

    fn epay(batchno: Value, trandeno: Value, refundmoney: Decimal) -> Binding {
        Binding {
            object: Some(Object {
                shape: &EPAY_END_REFUND_SUCCESS,
                values: vec![batchno, trandeno, Value::Decimal(refundmoney)],
            }),
            state: ModelState::default(),
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn found(mut binding: Binding) -> Vec<(String, Vec<Problem>)> {
        validate(&mut binding);
        let entries = binding.state.entries().iter();
        entries
            .map(|entry| (entry.key.clone(), entry.problems.clone()))
            .collect()
    }

    #[test]
    fn what_is_required_is_neither_null_nor_blank() {
        let required = |member| Problem::Required { member };
        for missing in [Value::Null, text(""), text(" \t\n\u{3000}")] {
            assert_eq!(
                found(epay(missing.clone(), missing, Decimal::ONE)),
                [
                    ("parm.batchno".to_owned(), vec![required("batchno")]),
                    ("parm.trandeno".to_owned(), vec![required("trandeno")]),
                ]
            );
        }
    }

    #[test]
    fn lengths_are_counted_in_utf_16() {
        let hundred = "\u{4f60}".repeat(98) + "\u{1f600}";
        assert!(found(epay(text("b"), text(&hundred), Decimal::ONE)).is_empty());
        let limit = Problem::MaxLength {
            member: "trandeno",
            limit: 100,
        };
        assert_eq!(
            found(epay(text("b"), text(&(hundred + "x")), Decimal::ONE)),
            [("parm.trandeno".to_owned(), vec![limit])]
        );
    }

    #[test]
    fn a_blank_text_can_be_too_long_as_well() {
        let problems = found(epay(text(&" ".repeat(201)), text("t"), Decimal::ONE));
        assert_eq!(
            problems,
            [(
                "parm.batchno".to_owned(),
                vec![
                    Problem::Required { member: "batchno" },
                    Problem::MaxLength {
                        member: "batchno",
                        limit: 200
                    }
                ]
            )]
        );
    }

    #[test]
    fn items_of_lists_have_their_index_in_the_key() {
        static ITEM: Shape = Shape {
            name: "Item",
            namespace: "",
            members: &[Member {
                name: "code",
                kind: Kind::Text,
                required: true,
                max_length: None,
            }],
        };
        static LIST: Shape = Shape {
            name: "List",
            namespace: "",
            members: &[Member {
                name: "items",
                kind: Kind::Objects(&ITEM),
                required: false,
                max_length: None,
            }],
        };
        let mut list = Object::new(&LIST);
        list.values = vec![Value::List(vec![
            Value::Null,
            Value::Object(Object::new(&ITEM)),
        ])];
        let binding = Binding {
            object: Some(list),
            state: ModelState::default(),
        };
        assert_eq!(
            found(binding),
            [(
                "parm.items[1].code".to_owned(),
                vec![Problem::Required { member: "code" }]
            )]
        );
    }

    #[test]
    fn money_is_positive_but_only_where_nothing_else_is_wrong() {
        let not_positive = Problem::NotPositive {
            member: "refundmoney",
        };
        for amount in [Decimal::ZERO, Decimal::new(0, 2), Decimal::new(-1, 2)] {
            assert_eq!(
                found(epay(text("b"), text("t"), amount)),
                [("parm.refundmoney".to_owned(), vec![not_positive.clone()])]
            );
            assert_eq!(found(epay(Value::Null, text("t"), amount)).len(), 1);
        }
        assert!(found(epay(text("b"), text("t"), Decimal::new(1, 2))).is_empty());
    }

    #[test]
    fn no_parameter_at_all_is_refused_once() {
        assert_eq!(
            found(Binding::null()),
            [("parm".to_owned(), vec![Problem::NullParameter])]
        );
        assert_eq!(
            found(Binding::failed(Problem::Exception)),
            [("parm".to_owned(), vec![Problem::Exception])]
        );
    }

    #[test]
    fn what_was_wrong_before_stays_before() {
        let mut binding = epay(Value::Null, text("t"), Decimal::ONE);
        binding.state.add("parm.batchno", Problem::Exception);
        assert_eq!(
            found(binding),
            [(
                "parm.batchno".to_owned(),
                vec![Problem::Exception, Problem::Required { member: "batchno" }]
            )]
        );
    }

    #[test]
    fn what_is_optional_may_be_missing() {
        for (shape, problems) in [(&DOUYIN_INFO_SYNC, 0), (&REFUND, 2)] {
            let binding = Binding {
                object: Some(Object::new(shape)),
                state: ModelState::default(),
            };
            assert_eq!(found(binding).len(), problems, "{}", shape.name);
        }
    }
}
