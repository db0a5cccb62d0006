//! The writers: from what is to be answered to the bytes of the answer, which
//! are those of the old server.

mod bson;
mod json;
mod node;
mod xml;

use self::node::Node;
use super::{
    charset::Charset,
    http_error::HttpError,
    negotiate::{Format, Negotiated},
};

/// The classes of the actions' results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultClass {
    /// `errcode`, `errmsg` and `tag`.
    CommonOperationResult,
    /// `errcode` and `errmsg`.
    OperationResult,
}

/// What an action has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationResult {
    /// The class that is written.
    pub class: ResultClass,
    /// 0 for success.
    pub errcode: i32,
    /// What went wrong, for a person.
    pub errmsg: Option<String>,
    /// Anything else. Not written where the class has none.
    pub tag: Option<String>,
}

/// What is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The result of an action.
    Result(OperationResult),
    /// An action that returned null.
    Null(ResultClass),
    /// An error of the framework.
    Error(HttpError),
}

impl ResultClass {
    /// The name of the class, and of the XML element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CommonOperationResult => "CommonOperationResult",
            Self::OperationResult => "OperationResult",
        }
    }

    /// The XML namespace of its data contract.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::CommonOperationResult => {
                "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer"
            }
            Self::OperationResult => {
                "http://schemas.datacontract.org/2004/07/\
                 DigitalScience.DataTransfer.Tour.V5.Result.WebInterface"
            }
        }
    }
}

impl OperationResult {
    /// Success.
    #[must_use]
    pub const fn success(class: ResultClass) -> Self {
        Self {
            class,
            errcode: 0,
            errmsg: None,
            tag: None,
        }
    }

    /// Failure, with a code other than 0 and the reason for a person.
    #[must_use]
    pub const fn failure(class: ResultClass, errcode: i32, errmsg: String) -> Self {
        Self {
            class,
            errcode,
            errmsg: Some(errmsg),
            tag: None,
        }
    }
}

/// Writes an answer in the format and charset that were negotiated.
#[must_use]
pub fn write(body: &Body, negotiated: &Negotiated) -> Vec<u8> {
    let node = Node::of(body);
    match negotiated.format {
        Format::Json => encode(json::write(&node), negotiated.charset),
        Format::Xml => encode(xml::write(body, &node), negotiated.charset),
        Format::Bson => bson::write(&node),
    }
}

/// Encodes a text. UTF-16 has a byte order mark, UTF-8 has none.
fn encode(text: String, charset: Charset) -> Vec<u8> {
    match charset {
        Charset::Utf8 => text.into_bytes(),
        Charset::Utf16 => std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
    }
}

#[cfg(test)]
mod tests;
