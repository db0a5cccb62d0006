//! What a reader makes of a body: the parameter as the old server's action
//! would have seen it.

use rust_decimal::Decimal;

use super::shape::{Kind, Shape};

/// What a member, or an item of a list, holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string, list or item that is null.
    Null,
    /// A string.
    Text(String),
    /// A `decimal`, with the scale that it was written with.
    Decimal(Decimal),
    /// An `int`.
    Int32(i32),
    /// A `long`.
    Int64(i64),
    /// A list; items are texts or objects, or null.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}

/// An instance of a [`Shape`].
#[derive(Clone, Debug)]
pub struct Object {
    /// What it is an instance of.
    pub shape: &'static Shape,
    /// One value for each member of the shape, in its order.
    pub values: Vec<Value>,
}

impl Value {
    /// What a member of this kind holds when nothing is said of it.
    #[must_use]
    pub fn default_of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Texts | Kind::Objects(_) => Self::Null,
            Kind::Decimal => Self::Decimal(Decimal::ZERO),
            Kind::Int32 => Self::Int32(0),
            Kind::Int64 => Self::Int64(0),
        }
    }
}

impl Object {
    /// An instance of which nothing is said.
    #[must_use]
    pub fn new(shape: &'static Shape) -> Self {
        let values = shape
            .members
            .iter()
            .map(|member| Value::default_of(member.kind))
            .collect();
        Self { shape, values }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.shape.name == other.shape.name && self.values == other.values
    }
}
