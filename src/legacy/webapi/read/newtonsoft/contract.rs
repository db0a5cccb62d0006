//! What Json.NET knows of the type that a value is wanted for.

use super::Wanted;
use crate::legacy::webapi::shape::{Kind, Member, Shape};

/// The type that a value is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Contract {
    /// `string`.
    Text,
    /// `decimal`.
    Decimal,
    /// `int`.
    Int32,
    /// `long`.
    Int64,
    /// An object of this shape.
    Object(&'static Shape),
    /// A list of strings.
    Texts,
    /// A list of objects of this shape.
    Objects(&'static Shape),
}

impl Contract {
    /// The type of a member.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::Decimal => Self::Decimal,
            Kind::Int32 => Self::Int32,
            Kind::Int64 => Self::Int64,
            Kind::Texts => Self::Texts,
            Kind::Objects(shape) => Self::Objects(shape),
        }
    }

    /// As what the reader is asked for its value. The old server asked for a
    /// `long` as for anything, and so took `true` and 2.5 for one.
    pub(super) fn wanted(self) -> Wanted {
        match self {
            Self::Text => Wanted::Text,
            Self::Decimal => Wanted::Decimal,
            Self::Int32 => Wanted::Int32,
            Self::Int64 | Self::Object(_) | Self::Texts | Self::Objects(_) => Wanted::Anything,
        }
    }

    /// The type of its items, if it is a list.
    pub(super) fn item(self) -> Option<Self> {
        match self {
            Self::Texts => Some(Self::Text),
            Self::Objects(shape) => Some(Self::Object(shape)),
            _ => None,
        }
    }

    /// Whether it is a number, which cannot be null.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Decimal | Self::Int32 | Self::Int64)
    }
}

/// Whether the old server complained of a body without the member: it did of
/// numbers that are `[Required]`, and left the rest to validation.
pub(super) fn must_be_there(member: &Member) -> bool {
    member.required && Contract::of(member.kind).is_number()
}
