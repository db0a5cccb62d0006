//! The answer to a call, in the platform's three shapes.
//!
//! A business failure keeps the shape of a success: the SDKs then take the call
//! for a success, and partners are told to look at `result.success`. Nothing
//! called `code`, `sub_code` or `flag` may ever stand beside `result`, where
//! SDKs would take it for an error; and there is one root, as some take the
//! first and some the last.

use super::{
    document::{self, Node},
    parameters::Parameters,
    platform_error::PlatformError,
};

/// The root of an answer: the method's name with underscores.
const ROOT: &str = "alibaba_wdk_trade_refund_inform_response";
const ERROR_ROOT: &str = "error_response";

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The refunds are stored, now or before.
    Success,
    /// The service refused the call.
    Business {
        error_code: &'static str,
        error_msg: String,
    },
    /// The platform refused the call.
    Platform(PlatformError),
}

/// What a caller was told, for the log: HTTP's status says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The platform's code, where the platform refused the call.
    pub code: Option<u16>,
    /// `sub_code` or `error_code`, where there is one.
    pub reason: Option<&'static str>,
}

impl Outcome {
    /// What the caller is told.
    pub(super) fn told(&self) -> Told {
        let (code, reason) = match self {
            Self::Success => (None, None),
            Self::Business { error_code, .. } => (None, Some(*error_code)),
            Self::Platform(error) => (Some(error.code), error.sub_code),
        };
        Told { code, reason }
    }
}

/// The shape of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// The platform's default.
    Xml,
    /// JSON with one root.
    Json,
    /// JSON without the root (`simplify=true`), except that of an error.
    SimplifiedJson,
}

impl Format {
    /// The format to answer in, even where a format was asked for that does not
    /// exist.
    pub(super) fn of(parameters: &Parameters) -> Self {
        match (parameters.given("format"), parameters.given("simplify")) {
            (Some("json"), Some("true")) => Self::SimplifiedJson,
            (Some("json"), _) => Self::Json,
            _ => Self::Xml,
        }
    }

    /// Refuses a format that does not exist.
    pub(super) fn check(format: Option<&str>) -> Result<(), PlatformError> {
        match format {
            None | Some("json" | "xml") => Ok(()),
            Some(_) => Err(PlatformError::invalid_format()),
        }
    }

    /// As the platform writes it. With another type, npm's `taobao-sdk` takes
    /// the text of an error for a result.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Xml => "text/xml;charset=UTF-8",
            Self::Json | Self::SimplifiedJson => "text/javascript;charset=UTF-8",
        }
    }
}

/// The body of the answer.
pub(super) fn render(outcome: &Outcome, format: Format, request_id: &str) -> Vec<u8> {
    let request_id = ("request_id", Node::Text(request_id));
    let (root, mut members) = match outcome {
        Outcome::Success => (ROOT, vec![("result", result(true, []))]),
        Outcome::Business {
            error_code,
            error_msg,
        } => {
            let why = [("error_code", *error_code), ("error_msg", error_msg)];
            (ROOT, vec![("result", result(false, why))])
        }
        Outcome::Platform(error) => (ERROR_ROOT, error_members(error)),
    };
    members.push(request_id);
    let content = Node::Object(members);
    let has_root = format != Format::SimplifiedJson || root == ERROR_ROOT;
    match format {
        Format::Xml => document::to_xml(root, &content),
        _ if has_root => document::to_json(&Node::Object(vec![(root, content)])),
        _ => document::to_json(&content),
    }
}

fn result<'a>(success: bool, why: impl IntoIterator<Item = (&'static str, &'a str)>) -> Node<'a> {
    let mut members = vec![("success", Node::Bool(success))];
    members.extend(why.into_iter().map(|(name, text)| (name, Node::Text(text))));
    Node::Object(members)
}

fn error_members(error: &PlatformError) -> Vec<(&'static str, Node<'_>)> {
    let mut members = vec![
        ("code", Node::Number(error.code)),
        ("msg", Node::Text(&error.msg)),
    ];
    let sub_code = error.sub_code.map(|text| ("sub_code", Node::Text(text)));
    let sub_msg = error.sub_msg.as_deref();
    let sub_msg = sub_msg.map(|text| ("sub_msg", Node::Text(text)));
    members.extend(sub_code.into_iter().chain(sub_msg));
    members
}

#[cfg(test)]
mod tests;
