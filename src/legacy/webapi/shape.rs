//! The data contracts of the old server: what its parameters are called, in
//! which order and namespace their members stand, and how they are annotated.
//!
//! From the help pages of the old server; the widths of the integers are what
//! the pages leave open, and the recorded cases were made with.

/// A parameter, or an item of one.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The name of the class, and of the XML element.
    pub name: &'static str,
    /// The XML namespace of its data contract.
    pub namespace: &'static str,
    /// Its members in the order of their declaration, which is the order of
    /// JSON, of validation and of the help pages.
    pub members: &'static [Member],
}

/// A member of a [`Shape`].
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, in every format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// `[Required]`: neither null, empty nor blank.
    pub required: bool,
    /// `[MaxLength]`, in UTF-16 code units.
    pub max_length: Option<usize>,
}

/// What a member, or an item of a list, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `string`; may be null.
    Text,
    /// `decimal`; never null.
    Decimal,
    /// `int`; never null.
    Int32,
    /// `long`; never null.
    Int64,
    /// `List<string>`; may be null.
    Texts,
    /// A list of objects; may be null.
    Objects(&'static Shape),
}

impl Shape {
    /// The index of the member of this name, letter by letter.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.name == name)
    }

    /// The index of the member of this name, whatever the case of its letters.
    #[must_use]
    pub fn member_ignoring_case(&self, name: &str) -> Option<usize> {
        self.members
            .iter()
            .position(|member| member.name.eq_ignore_ascii_case(name))
    }
}

/// A member that may be left out.
pub(in crate::legacy) const fn optional(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
        max_length: None,
    }
}

const fn required(name: &'static str, kind: Kind, max_length: Option<usize>) -> Member {
    Member {
        name,
        kind,
        required: true,
        max_length,
    }
}

/// What an e-payment callback tells.
pub static EPAY_END_REFUND_SUCCESS: Shape = Shape {
    name: "EPayEndRefundSuccessParm",
    namespace: "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm",
    members: &[
        required("batchno", Kind::Text, Some(200)),
        required("trandeno", Kind::Text, Some(100)),
        required("refundmoney", Kind::Decimal, None),
    ],
};

/// What Douyin's adapter tells.
pub static DOUYIN_INFO_SYNC: Shape = Shape {
    name: "DouyinInfoSyncParm",
    namespace: DOUYIN_NAMESPACE,
    members: &[
        optional("order_id", Kind::Text),
        optional("notice_list", Kind::Objects(&NOTICE)),
    ],
};

/// One certificate of [`DOUYIN_INFO_SYNC`].
pub static NOTICE: Shape = Shape {
    name: "NoticeListParm",
    namespace: DOUYIN_NAMESPACE,
    members: &[
        optional("certificate_id", Kind::Text),
        optional("code", Kind::Text),
        optional("total_count", Kind::Int32),
        optional("verify_count", Kind::Int32),
        optional("apply_time", Kind::Int64),
        optional("audit_time", Kind::Int64),
        optional("audit_result", Kind::Int32),
    ],
};

/// What a partner asks for.
pub static REFUND: Shape = Shape {
    name: "RefundParm",
    namespace: "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.WebInterface",
    members: &[
        required("orderid", Kind::Text, Some(20)),
        required("refundallticket", Kind::Text, Some(1)),
        optional("ticketids", Kind::Texts),
        optional("memory", Kind::Text),
    ],
};

const DOUYIN_NAMESPACE: &str =
    "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.Douyin";
