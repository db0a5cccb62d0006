//! The error table: the one source for how every failure is told, in gRPC, in
//! the legacy Web API, in TOP, and in Chinese.

use tonic::Code;

use crate::domain::reason::Reason;

/// Everything that can go wrong, as callers see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// The rules refused it.
    Refused(Reason),
    /// The queue is full. Try again later.
    Overloaded,
    /// The database cannot be reached, or the server is stopping.
    Unavailable,
    /// Others kept changing the same rows. Try again.
    Contended,
    /// The answer did not come in time. The request may still take effect.
    DeadlineExceeded,
    /// Who calls is not known.
    Unauthenticated,
    /// The caller may not call this.
    PermissionDenied,
    /// There is no such method.
    UnknownMethod,
    /// The request is above the limit. Trying again cannot help.
    MessageTooLarge,
    /// The request is not what its method takes, in protobuf or in framing.
    Undecodable,
    /// The request is compressed in a way that the server does not know.
    UnsupportedCompression,
    /// Signatures cannot be checked without the master key of the database.
    MasterKeyUnavailable,
    /// A defect of the gateway.
    Internal,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// `ErrorInfo.reason`: `UPPER_SNAKE`, never changed.
    pub reason: &'static str,
    /// The gRPC status code.
    pub code: Code,
    /// The legacy Web API's `errcode`; never 0.
    pub errcode: i32,
    /// TOP: how the failure is told.
    pub top: TopError,
    /// What a person may be shown.
    pub message_zh: &'static str,
}

/// How TOP tells a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopError {
    /// In the call's `result`, with this `error_code`. The partner's to mend.
    Business(&'static str),
    /// In the platform's error envelope, with this `sub_code`: code 11 where
    /// the caller may not call, 50 otherwise. `isp.` codes make the SDKs try
    /// again.
    Platform(&'static str),
}

impl Failure {
    /// A field breaks a rule, whoever finds that.
    pub const INVALID_ARGUMENT: Self = Self::Refused(Reason::InvalidArgument);

    /// Every failure, for the tests of the table and its documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        let refused = Reason::ALL.into_iter().map(Self::Refused);
        refused.chain([
            Self::Overloaded,
            Self::Unavailable,
            Self::Contended,
            Self::DeadlineExceeded,
            Self::Unauthenticated,
            Self::PermissionDenied,
            Self::UnknownMethod,
            Self::MessageTooLarge,
            Self::Undecodable,
            Self::UnsupportedCompression,
            Self::MasterKeyUnavailable,
            Self::Internal,
        ])
    }

    /// The failure that an `ErrorInfo.reason` names.
    #[must_use]
    pub fn of_reason(reason: &str) -> Option<Self> {
        Self::all().find(|failure| failure.row().reason == reason)
    }

    /// The failure's row.
    #[must_use]
    pub const fn row(self) -> ErrorRow {
        match self {
            Self::Refused(reason) => refused(reason),
            Self::Overloaded => own(
                "OVERLOADED",
                Code::ResourceExhausted,
                9001,
                TopError::Platform("isp.service-unavailable"),
                "系统繁忙，请稍后重试",
            ),
            Self::Unavailable => own(
                "UNAVAILABLE",
                Code::Unavailable,
                9002,
                TopError::Platform("isp.remote-service-timeout"),
                "服务暂不可用，请稍后重试",
            ),
            Self::Contended => own(
                "CONTENDED",
                Code::Aborted,
                9003,
                TopError::Platform("isp.remote-service-error"),
                "并发冲突，请稍后重试",
            ),
            Self::DeadlineExceeded => own(
                "DEADLINE_EXCEEDED",
                Code::DeadlineExceeded,
                9004,
                TopError::Platform("isp.remote-service-timeout"),
                "处理超时，请稍后重试",
            ),
            Self::Unauthenticated => own(
                "UNAUTHENTICATED",
                Code::Unauthenticated,
                9005,
                TopError::Platform("isv.invalid-permission"),
                "身份认证失败",
            ),
            Self::PermissionDenied => own(
                "PERMISSION_DENIED",
                Code::PermissionDenied,
                9006,
                TopError::Platform("isv.invalid-permission"),
                "没有访问权限",
            ),
            Self::UnknownMethod => own(
                "UNKNOWN_METHOD",
                Code::Unimplemented,
                9007,
                TopError::Platform("isv.invalid-method"),
                "接口不存在",
            ),
            Self::MessageTooLarge => own(
                "MESSAGE_TOO_LARGE",
                Code::ResourceExhausted,
                9008,
                TopError::Platform("isv.invalid-parameter"),
                "请求内容过大",
            ),
            Self::Undecodable => own(
                "UNDECODABLE",
                Code::InvalidArgument,
                9009,
                TopError::Platform("isv.invalid-parameter"),
                "请求内容无法解析",
            ),
            Self::UnsupportedCompression => own(
                "UNSUPPORTED_COMPRESSION",
                Code::Unimplemented,
                9010,
                TopError::Platform("isv.invalid-parameter"),
                "不支持的压缩方式",
            ),
            // The partner has done nothing wrong, and may come again once the
            // operator has mended it.
            Self::MasterKeyUnavailable => own(
                "MASTER_KEY_UNAVAILABLE",
                Code::Unavailable,
                9011,
                TopError::Platform("isp.remote-service-unavailable"),
                "验签服务未就绪，请稍后重试",
            ),
            Self::Internal => own(
                "INTERNAL",
                Code::Internal,
                9999,
                TopError::Platform("isp.unknown-error"),
                "系统内部错误",
            ),
        }
    }
}

const fn own(
    reason: &'static str,
    code: Code,
    errcode: i32,
    top: TopError,
    message_zh: &'static str,
) -> ErrorRow {
    ErrorRow {
        reason,
        code,
        errcode,
        top,
        message_zh,
    }
}

/// `errcode`: 1xxx input, 2xxx not known, 3xxx state forbids, 4xxx conflict, 5xxx
/// belongs to others.
#[expect(clippy::too_many_lines, reason = "a table is read best in one piece")]
const fn refused(reason: Reason) -> ErrorRow {
    let (code, errcode, error_code, message_zh) = match reason {
        Reason::InvalidArgument => (
            Code::InvalidArgument,
            1001,
            "ILLEGAL_PARAMETERS",
            "参数不合法",
        ),
        Reason::OrderNotFound => (Code::NotFound, 2001, "ORDER_NOT_FOUND", "订单不存在"),
        Reason::TicketNotFound => (Code::NotFound, 2002, "TICKET_NOT_FOUND", "门票不属于该订单"),
        Reason::PaymentNotFound => (
            Code::NotFound,
            2003,
            "PAYMENT_NOT_FOUND",
            "付款交易单号不存在，回调已保存",
        ),
        Reason::RefundApplicationNotFound => (
            Code::NotFound,
            2004,
            "REFUND_APPLICATION_NOT_FOUND",
            "退款申请不存在，回调已保存",
        ),
        Reason::CallbackNotFound => (Code::NotFound, 2005, "CALLBACK_NOT_FOUND", "退款回调不存在"),
        Reason::TimelineNotFound => (Code::NotFound, 2006, "TIMELINE_NOT_FOUND", "没有任何记录"),
        Reason::OrderNotRefundable => (
            Code::FailedPrecondition,
            3001,
            "ORDER_NOT_REFUNDABLE",
            "订单当前状态不允许退款",
        ),
        Reason::GateCredentialIssued => (
            Code::FailedPrecondition,
            3002,
            "GATE_CREDENTIAL_ISSUED",
            "门票已生成过闸凭证，请调用RefundTicket接口办理退票",
        ),
        Reason::RefundExceedsPaid => (
            Code::FailedPrecondition,
            3003,
            "REFUND_EXCEEDS_PAID",
            "退款金额超过可退金额",
        ),
        Reason::NothingToRefund => (
            Code::FailedPrecondition,
            3004,
            "NOTHING_TO_REFUND",
            "订单没有可退金额",
        ),
        Reason::CallbackExceedsPayment => (
            Code::FailedPrecondition,
            3005,
            "CALLBACK_EXCEEDS_PAYMENT",
            "实际退款金额超过付款剩余金额，回调已保存",
        ),
        Reason::OrderStateForbidsCallback => (
            Code::FailedPrecondition,
            3006,
            "ORDER_STATE_FORBIDS_CALLBACK",
            "订单当前状态不允许办理退款，回调已保存",
        ),
        Reason::RefundApplicationHandled => (
            Code::FailedPrecondition,
            3007,
            "REFUND_APPLICATION_HANDLED",
            "退款申请已办理，回调已保存",
        ),
        Reason::CallbackResolved => (
            Code::FailedPrecondition,
            3008,
            "CALLBACK_RESOLVED",
            "退款回调已由人工处理",
        ),
        Reason::CallbackApplied => (
            Code::FailedPrecondition,
            3009,
            "CALLBACK_APPLIED",
            "退款回调已办理",
        ),
        Reason::RetriesExhausted => (
            Code::FailedPrecondition,
            3010,
            "RETRIES_EXHAUSTED",
            "多次重试失败，等待人工处理",
        ),
        Reason::OrderTransitionForbidden => (
            Code::FailedPrecondition,
            3011,
            "ORDER_TRANSITION_FORBIDDEN",
            "订单状态不允许这样变更",
        ),
        Reason::OrderFeedContradiction => (
            Code::FailedPrecondition,
            3012,
            "ORDER_FEED_CONTRADICTION",
            "订单数据与已保存的数据矛盾",
        ),
        Reason::RefundConflict => (
            Code::AlreadyExists,
            4001,
            "REFUND_CONFLICT",
            "与该订单的另一笔退款冲突",
        ),
        Reason::CallbackConflict => (
            Code::AlreadyExists,
            4002,
            "CALLBACK_CONFLICT",
            "同一批次号和交易单号的退款金额不一致，以首次为准",
        ),
        Reason::OrderVersionConflict => (
            Code::AlreadyExists,
            4003,
            "ORDER_VERSION_CONFLICT",
            "同一订单版本的内容不一致",
        ),
        Reason::PaymentConflict => (
            Code::AlreadyExists,
            4004,
            "PAYMENT_CONFLICT",
            "付款交易单号属于另一个订单",
        ),
        Reason::TaoxiandaConflict => (
            Code::AlreadyExists,
            4005,
            "TAOXIANDA_CONFLICT",
            "同一退货单已保存，内容不一致",
        ),
        Reason::OrderNotOwned => (
            Code::PermissionDenied,
            5001,
            "ORDER_NOT_OWNED",
            "订单不属于该合作方",
        ),
    };
    own(
        reason.as_str(),
        code,
        errcode,
        TopError::Business(error_code),
        message_zh,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn reasons_and_errcodes_are_distinct_and_never_success() {
        let rows: Vec<_> = Failure::all().map(Failure::row).collect();
        let reasons: BTreeSet<_> = rows.iter().map(|row| row.reason).collect();
        let errcodes: BTreeSet<_> = rows.iter().map(|row| row.errcode).collect();
        assert_eq!(reasons.len(), rows.len());
        assert_eq!(errcodes.len(), rows.len());
        assert!(!errcodes.contains(&0));
        assert!(rows.iter().all(|row| row.code != Code::Ok));
    }

    #[test]
    fn retries_are_asked_for_only_where_they_can_help() {
        for failure in Failure::all() {
            let row = failure.row();
            let retry = matches!(row.top, TopError::Platform(code) if code.starts_with("isp."));
            let callers = matches!(
                row.code,
                Code::InvalidArgument
                    | Code::NotFound
                    | Code::FailedPrecondition
                    | Code::AlreadyExists
                    | Code::Unauthenticated
                    | Code::PermissionDenied
                    | Code::Unimplemented
            );
            // gRPC has one code for both a full queue, which empties, and a
            // large message, which stays large.
            let callers = callers || failure == Failure::MessageTooLarge;
            assert_ne!(retry, callers, "{row:?}");
        }
    }
}
