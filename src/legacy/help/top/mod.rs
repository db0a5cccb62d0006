//! The method of TOP, as the document that partners have tells of it.

mod sample;

pub(super) use sample::{Answer, JAVA, failure, request, result};

/// Its name.
pub(super) const METHOD: &str = "alibaba.wdk.trade.refund.inform";
/// What the document calls it.
pub(super) const TITLE: &str = "alibaba.wdk.trade.refund.inform (外部渠道通知淘鲜达退款成功接口)";
/// What it is for.
pub(super) const DOCUMENTATION: &str =
    "该接口用于外部渠道退款成功后,通知淘鲜达底层履约完成退款流程。";
/// The method of the contract behind it.
pub(super) const RPC: &str = "refund.v1.TaoxiandaRefundService.InformRefundSuccess";

/// A parameter of every method of the platform.
#[derive(Debug)]
pub(super) struct PublicParameter {
    /// The name.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: &'static str,
    /// Whether it has to be sent.
    pub(super) required: bool,
    /// What it means.
    pub(super) description: &'static str,
}

/// A parameter of the method, or a part of its result.
#[derive(Debug)]
pub(super) struct Parameter {
    /// How many others it is within.
    pub(super) depth: usize,
    /// The name.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: &'static str,
    /// Whether it has to be sent.
    pub(super) required: bool,
    /// An example; empty for what holds others.
    pub(super) example: &'static str,
    /// What it means.
    pub(super) description: &'static str,
}

/// A code of the platform itself.
#[derive(Debug)]
pub(super) struct PlatformCode {
    /// `code`.
    pub(super) code: u32,
    /// `msg`.
    pub(super) message: &'static str,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

const fn public(
    name: &'static str,
    kind: &'static str,
    required: bool,
    description: &'static str,
) -> PublicParameter {
    PublicParameter {
        name,
        kind,
        required,
        description,
    }
}

const fn outer(
    depth: usize,
    name: &'static str,
    kind: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter {
        depth,
        name,
        kind,
        required: false,
        example: "",
        description,
    }
}

const fn inner(
    depth: usize,
    name: &'static str,
    (kind, required): (&'static str, bool),
    example: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter {
        depth,
        name,
        kind,
        required,
        example,
        description,
    }
}

const fn code(code: u32, message: &'static str, remedy: &'static str) -> PlatformCode {
    PlatformCode {
        code,
        message,
        remedy,
    }
}

const MUST: (&str, bool) = ("String", true);
const MAY: (&str, bool) = ("String", false);

/// 公共参数.
pub(super) const PUBLIC: &[PublicParameter] = &[
    public("method", "String", true, "API接口名称"),
    public("app_key", "String", true, "分配给应用的AppKey"),
    public(
        "session",
        "String",
        false,
        "用户登录授权成功后颁发给应用的授权信息",
    ),
    public(
        "timestamp",
        "String",
        true,
        "时间戳,格式为yyyy-MM-dd HH:mm:ss,时区为GMT+8,允许的最大时间误差为10分钟;也接受Unix毫秒",
    ),
    public("v", "String", true, "API协议版本,可选值:2.0"),
    public(
        "format",
        "String",
        false,
        "响应格式,可选值:xml,json;默认为xml",
    ),
    public(
        "simplify",
        "Boolean",
        false,
        "是否采用精简JSON返回格式,仅当format=json时有效,默认值为:false",
    ),
    public(
        "sign_method",
        "String",
        true,
        "签名的摘要算法,可选值:md5,hmac,hmac-sha256",
    ),
    public("sign", "String", true, "输入参数的签名结果,大写十六进制"),
    public("partner_id", "String", false, "合作伙伴身份标识"),
    public("target_app_key", "String", false, "被调用的目标AppKey"),
];

/// 请求参数.
pub(super) const REQUEST: &[Parameter] = &[
    outer(
        0,
        "inform_refund_success_request",
        "InformRefundSuccessRequest",
        "通知退款成功请求",
    ),
    inner(1, "shop_id", MUST, "12200", "门店编码"),
    outer(
        1,
        "refund_fulfill_sub_orders",
        "RefundSuccessSubOrderRequest []",
        "退货成功履约子单",
    ),
    inner(2, "sub_biz_order_id", MUST, "11223", "子订单id"),
    inner(2, "refund_goods_id", MUST, "3333", "退货单id"),
    inner(2, "fulfill_id", MAY, "22223", "履约单id"),
    inner(2, "refund_id", MAY, "888893922", "退款单id"),
    inner(2, "sku_code", MAY, "2322", "商品编码"),
    inner(2, "actual_refund_quantity", MUST, "2", "实际退货数量"),
    inner(2, "refund_amount", MUST, "122", "实际退款金额"),
    inner(
        2,
        "refund_type",
        ("Number", false),
        "1",
        "退货状态(1:退货退款;0:仅退款)",
    ),
    inner(
        2,
        "expect_fetch_sale_quantity",
        MAY,
        "3",
        "期望取货销售数量",
    ),
];

/// 响应参数.
pub(super) const RESPONSE: &[Parameter] = &[
    outer(0, "result", "InformRefundSuccessResult", "返回结果"),
    inner(1, "success", ("Boolean", false), "true", "是否成功"),
    inner(1, "error_code", MAY, "ILLEGAL_PARAMETERS", "错误编码"),
    inner(1, "error_msg", MAY, "参数不合法", "错误信息"),
];

/// The reasons for which this method refuses a notice, and what to do about
/// each.
pub(super) const BUSINESS_CODES: &[(&str, &str)] = &[
    ("INVALID_ARGUMENT", "按 error_msg 改正参数后再调用"),
    (
        "TAOXIANDA_CONFLICT",
        "核对退货单的内容;以首次保存的内容为准",
    ),
];

/// The codes of the platform itself that callers of this method can meet.
pub(super) const PLATFORM_CODES: &[PlatformCode] = &[
    code(9, "Http Action Not Allowed", "用GET或POST调用"),
    code(11, "Insufficient isv permissions", "联系网关的管理员"),
    code(21, "Missing method", "传入method参数"),
    code(22, "Invalid method", "检查method参数的值"),
    code(23, "Invalid format", "format只能为xml或json"),
    code(24, "Missing signature", "传入sign参数"),
    code(25, "Invalid signature", "检查密钥与签名算法"),
    code(28, "Missing app key", "传入app_key参数"),
    code(29, "Invalid app Key", "检查app_key参数的值"),
    code(30, "Missing timestamp", "传入timestamp参数"),
    code(
        31,
        "Invalid timestamp",
        "检查时间的格式、时区(GMT+8)与本机的时钟",
    ),
    code(32, "Missing version", "传入v参数"),
    code(33, "Invalid version", "v只能为2.0"),
    code(34, "Unsupported version", "v只能为2.0"),
    code(41, "Invalid arguments", "检查冒号后所列的参数"),
    code(43, "Parameter error", "检查参数的编码与格式"),
    code(47, "Invalid encoding", "参数须采用UTF-8编码"),
    code(
        50,
        "Remote service error",
        "sub_code以isv.开头的,改正参数后再调用;以isp.开头的,稍后重试",
    ),
];
