//! The platform's own errors: those that it answers before a call reaches the
//! service behind it, or because that service is not there.
//!
//! Code and message are the platform's, letter by letter; SDKs and their users
//! compare them. Where its documents give no `sub_code`, neither do we.

use std::borrow::Cow;

/// For what the partner has to mend in a parameter.
const INVALID_PARAMETER: &str = "isv.invalid-parameter";
/// What the error table gives where the caller may not call.
const INVALID_PERMISSION: &str = "isv.invalid-permission";

/// What `error_response` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlatformError {
    pub(super) code: u16,
    pub(super) msg: Cow<'static, str>,
    pub(super) sub_code: Option<&'static str>,
    pub(super) sub_msg: Option<String>,
}

impl PlatformError {
    const fn plain(code: u16, msg: &'static str) -> Self {
        Self {
            code,
            msg: Cow::Borrowed(msg),
            sub_code: None,
            sub_msg: None,
        }
    }

    pub(super) const fn http_action_not_allowed() -> Self {
        Self::plain(9, "Http Action Not Allowed")
    }

    pub(super) const fn missing_method() -> Self {
        Self::plain(21, "Missing method")
    }

    pub(super) const fn invalid_method() -> Self {
        Self::plain(22, "Invalid method")
    }

    pub(super) const fn invalid_format() -> Self {
        Self::plain(23, "Invalid format")
    }

    pub(super) const fn missing_signature() -> Self {
        Self::plain(24, "Missing signature")
    }

    pub(super) const fn invalid_signature() -> Self {
        Self::plain(25, "Invalid signature")
    }

    pub(super) const fn missing_app_key() -> Self {
        Self::plain(28, "Missing app key")
    }

    pub(super) fn invalid_app_key() -> Self {
        Self {
            sub_code: Some("isv.appkey-not-exists"),
            ..Self::plain(29, "Invalid app Key")
        }
    }

    pub(super) const fn missing_timestamp() -> Self {
        Self::plain(30, "Missing timestamp")
    }

    pub(super) const fn invalid_timestamp() -> Self {
        Self::plain(31, "Invalid timestamp")
    }

    pub(super) const fn missing_version() -> Self {
        Self::plain(32, "Missing version")
    }

    pub(super) const fn invalid_version() -> Self {
        Self::plain(33, "Invalid version")
    }

    pub(super) const fn unsupported_version() -> Self {
        Self::plain(34, "Unsupported version")
    }

    /// An argument of the protocol that has no meaning; which one stands in the
    /// message, as the platform has it.
    pub(super) fn invalid_arguments(name: &str, sub_msg: &str) -> Self {
        Self {
            code: 41,
            msg: Cow::Owned(format!("Invalid arguments:{name}")),
            sub_code: Some(INVALID_PARAMETER),
            sub_msg: Some(sub_msg.to_owned()),
        }
    }

    /// The parameters as a whole cannot be read.
    pub(super) fn parameter_error(sub_msg: &str) -> Self {
        Self {
            sub_code: Some(INVALID_PARAMETER),
            sub_msg: Some(sub_msg.to_owned()),
            ..Self::plain(43, "Parameter error")
        }
    }

    pub(super) fn invalid_encoding() -> Self {
        Self {
            sub_code: Some(INVALID_PARAMETER),
            sub_msg: Some("参数须采用UTF-8编码".to_owned()),
            ..Self::plain(47, "Invalid encoding")
        }
    }

    /// The part of the business parameter at `path` is not what it has to be.
    /// The reference's own example of an error.
    pub(super) fn malformed(path: &str) -> Self {
        Self::remote(INVALID_PARAMETER, format!("非法参数：{path}"))
    }

    /// The signature could not be checked because the server refused a
    /// parameter of the protocol.
    pub(super) fn unverifiable(message_zh: String) -> Self {
        Self::remote(INVALID_PARAMETER, message_zh)
    }

    /// What the service behind the platform could not do. The platform has a
    /// code of its own for a caller who may not call, and one for the rest.
    pub(super) fn remote(sub_code: &'static str, sub_msg: String) -> Self {
        let plain = if sub_code == INVALID_PERMISSION {
            Self::plain(11, "Insufficient isv permissions")
        } else {
            Self::plain(50, "Remote service error")
        };
        Self {
            sub_code: Some(sub_code),
            sub_msg: Some(sub_msg),
            ..plain
        }
    }
}
