//! What goes into the APIs and what comes out, with what the old server's pages
//! say of each member.

use crate::legacy::webapi::{
    shape::{self, Kind, Member, Shape, optional},
    write::ResultClass,
};

/// A class and its members' meaning.
#[derive(Debug)]
pub(super) struct Model {
    /// What it is called and holds.
    pub(super) shape: &'static Shape,
    /// One text for each member, in their order.
    descriptions: &'static [&'static str],
}

impl Model {
    /// Each member and its meaning.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'static Member, &'static str)> {
        let descriptions = self.descriptions.iter().copied();
        self.shape.members.iter().zip(descriptions)
    }
}

/// All that have a page.
pub(super) static ALL: &[&Model] = &[
    &DOUYIN_INFO_SYNC,
    &NOTICE,
    &EPAY_END_REFUND_SUCCESS,
    &REFUND,
    &COMMON_OPERATION_RESULT,
    &OPERATION_RESULT,
];

/// What Douyin's adapter tells.
pub(super) static DOUYIN_INFO_SYNC: Model = Model {
    shape: &shape::DOUYIN_INFO_SYNC,
    descriptions: &["抖音侧的订单号", "退款通知列表"],
};

/// One certificate of it. The texts are ours: the documents that partners have
/// stop at the class above.
pub(super) static NOTICE: Model = Model {
    shape: &shape::NOTICE,
    descriptions: &[
        "抖音侧的券ID",
        "三方码",
        "次卡的总次数,非次卡为0",
        "次卡的已核销次数,非次卡为0",
        "申请退款的时间,Unix时间戳,单位:秒",
        "审核的时间,Unix时间戳,单位:秒",
        "审核结果,1:同意;2:拒绝",
    ],
};

/// What an e-payment callback tells.
pub(super) static EPAY_END_REFUND_SUCCESS: Model = Model {
    shape: &shape::EPAY_END_REFUND_SUCCESS,
    descriptions: &[
        "申请退款的批次号。",
        "对应付款的交易单号,必须存在。",
        "支付平台返回的实际退款金额。",
    ],
};

/// What a partner asks for.
pub(super) static REFUND: Model = Model {
    shape: &shape::REFUND,
    descriptions: &[
        "订单编号,电子门票系统中的订单编号。",
        "退整个订单全部的门票,\"1\"表示是,“0”表示否,当此值为“0”时,必须提供ticketids参数,\
         “1”时不会采纳tickeids中的值。",
        "被退票的门票号码的列表",
        "备注",
    ],
};

/// What the two `WebInterface` APIs answer.
pub(super) static COMMON_OPERATION_RESULT: Model = Model {
    shape: &Shape {
        name: ResultClass::CommonOperationResult.name(),
        namespace: ResultClass::CommonOperationResult.namespace(),
        members: &[
            optional("errcode", Kind::Int32),
            optional("errmsg", Kind::Text),
            optional("tag", Kind::Text),
        ],
    },
    descriptions: &[
        "错误代码,通常0表示成功,其他值表示错误。",
        "错误描述,当errcode不为零时,此值可以用于呈现给用户。",
        "操作同时,服务器端需要返回的其他值。",
    ],
};

/// What `api/Order/Refund` answers.
pub(super) static OPERATION_RESULT: Model = Model {
    shape: &Shape {
        name: ResultClass::OperationResult.name(),
        namespace: ResultClass::OperationResult.namespace(),
        members: &[
            optional("errcode", Kind::Int32),
            optional("errmsg", Kind::Text),
        ],
    },
    descriptions: &["错误代码", "错误的描述"],
};
