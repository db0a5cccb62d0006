//! What callers from outside reach first, by itself: the readers, the HAWK
//! header and TOP's calls, compiled from the product's own files and without
//! the databases and servers around them, so that a fuzzer is built in a minute.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic)]

#[path = "../../src/error.rs"]
pub mod error;

#[path = "../../src/domain"]
pub mod domain {
    pub mod reason;
}

pub mod proto {
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/refund.v1.rs"));
    }
}

#[path = "../../src/legacy"]
pub mod legacy {
    pub mod hawk {
        pub mod header;
    }
    pub mod top;
    pub mod webapi {
        pub mod charset;
        pub mod model_state;
        pub mod read {
            pub mod bson;
            pub mod form;
            pub mod json;
            pub mod newtonsoft;
            pub mod xml;
        }
        pub mod shape;
        pub mod value;
    }
}

use legacy::webapi::{
    model_state::Binding,
    shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, Kind, REFUND, Shape},
    value::{Object, Value},
};

/// The parameters of the three actions.
pub const SHAPES: [&Shape; 3] = [&DOUYIN_INFO_SYNC, &EPAY_END_REFUND_SUCCESS, &REFUND];

/// Reads a body as each parameter, twice: what comes out is of its shape, and
/// the same again.
pub fn check(read: impl Fn(&'static Shape) -> Binding) {
    for shape in [&DOUYIN_INFO_SYNC, &EPAY_END_REFUND_SUCCESS, &REFUND] {
        let binding = read(shape);
        assert_eq!(binding, read(shape));
        if let Some(object) = &binding.object {
            assert_eq!(object.shape.name, shape.name);
            fits(object);
        }
    }
}

fn fits(object: &Object) {
    assert_eq!(object.values.len(), object.shape.members.len());
    for (member, value) in object.shape.members.iter().zip(&object.values) {
        match (member.kind, value) {
            (Kind::Text, Value::Null | Value::Text(_))
            | (Kind::Decimal, Value::Decimal(_))
            | (Kind::Int32, Value::Int32(_))
            | (Kind::Int64, Value::Int64(_))
            | (Kind::Texts | Kind::Objects(_), Value::Null) => {}
            (Kind::Texts, Value::List(items)) => {
                assert!(items.iter().all(|item| matches!(item, Value::Null | Value::Text(_))));
            }
            (Kind::Objects(shape), Value::List(items)) => {
                for item in items {
                    match item {
                        Value::Null => {}
                        Value::Object(item) if item.shape.name == shape.name => fits(item),
                        other => panic!("{}: {other:?}", member.name),
                    }
                }
            }
            (_, other) => panic!("{}: {other:?}", member.name),
        }
    }
}
