//! The tokens that a body consists of, whatever its format.

use rust_decimal::Decimal;

use super::double;

/// A token: `JsonToken` and, where it has one, its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Before the first token, and after the last.
    None,
    /// An object begins.
    StartObject,
    /// A list begins.
    StartArray,
    /// `new Name(`: its arguments follow, as the items of a list do.
    StartConstructor(String),
    /// The name of a member; its value follows.
    PropertyName(String),
    /// A comment.
    Comment,
    /// A whole number.
    Integer(Integer),
    /// A number in binary floating point.
    Float(f64),
    /// A number with a fraction that was read as a `decimal`.
    Decimal(Decimal),
    /// A string.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// `undefined`, and what stands between two commas.
    Undefined,
    /// A date, as the server's invariant culture writes it.
    Date(String),
    /// Bytes, as `ToString` of what held them writes them.
    Bytes(String),
    /// An object ends.
    EndObject,
    /// A list ends.
    EndArray,
    /// The arguments of a constructor end.
    EndConstructor,
}

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integer {
    /// One that a `long` holds.
    Long(i64),
    /// A larger one: a minus sign perhaps, and digits, the first not zero.
    Big(String),
    /// One that was written in octal or hexadecimal.
    Prefixed(i64),
}

impl Token {
    /// Whether something begins with this token that another token ends.
    #[must_use]
    pub fn is_start(&self) -> bool {
        matches!(
            self,
            Self::StartObject | Self::StartArray | Self::StartConstructor(_)
        )
    }

    /// Whether it stands where a value does, and no other token ends it. The
    /// name of a constructor was a value to the old server.
    #[must_use]
    pub fn is_value(&self) -> bool {
        matches!(
            self,
            Self::StartConstructor(_)
                | Self::Integer(_)
                | Self::Float(_)
                | Self::Decimal(_)
                | Self::Text(_)
                | Self::Boolean(_)
                | Self::Null
                | Self::Undefined
                | Self::Date(_)
                | Self::Bytes(_)
        )
    }

    /// What the token's value is when it is written as text in the invariant
    /// culture; `None` when it has no value.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::StartConstructor(text)
            | Self::PropertyName(text)
            | Self::Text(text)
            | Self::Date(text)
            | Self::Bytes(text)
            | Self::Integer(Integer::Big(text)) => Some(text.clone()),
            Self::Integer(Integer::Long(number) | Integer::Prefixed(number)) => {
                Some(number.to_string())
            }
            Self::Float(number) => Some(double::to_text(*number)),
            Self::Decimal(number) => Some(number.to_string()),
            Self::Boolean(true) => Some("True".to_owned()),
            Self::Boolean(false) => Some("False".to_owned()),
            Self::None
            | Self::StartObject
            | Self::StartArray
            | Self::Comment
            | Self::Null
            | Self::Undefined
            | Self::EndObject
            | Self::EndArray
            | Self::EndConstructor => None,
        }
    }
}
