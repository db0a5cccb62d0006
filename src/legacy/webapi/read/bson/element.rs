//! The types of BSON's elements that Json.NET knows (`BsonType`).

/// What an element holds. Other types are read by nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Double,
    /// A string, a symbol or code.
    Text,
    Document,
    Array,
    Binary,
    Undefined,
    ObjectId,
    Boolean,
    Date,
    Null,
    RegularExpression,
    Reference,
    CodeWithScope,
    Int32,
    /// An `int64` or a time stamp.
    Int64,
    Unknown,
}

impl From<u8> for Element {
    fn from(number: u8) -> Self {
        match number {
            1 => Self::Double,
            2 | 13 | 14 => Self::Text,
            3 => Self::Document,
            4 => Self::Array,
            5 => Self::Binary,
            6 => Self::Undefined,
            7 => Self::ObjectId,
            8 => Self::Boolean,
            9 => Self::Date,
            10 => Self::Null,
            11 => Self::RegularExpression,
            12 => Self::Reference,
            15 => Self::CodeWithScope,
            16 => Self::Int32,
            17 | 18 => Self::Int64,
            _ => Self::Unknown,
        }
    }
}
