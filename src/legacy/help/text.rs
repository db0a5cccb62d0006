//! What the old server's pages say of the APIs, word by word, punctuation
//! included. `tests.rs` compares it with the documents that partners have.

/// `api/WebInterface/Order/ThirdRefundInfo/Update`.
pub(super) const DOUYIN: &str = "将第三方(抖音)的退款数据存入数据库。";

/// `api/WebInterface/EPay/Refund/EndSingle/Success`.
pub(super) const EPAY: &str = "电子支付单笔退款成功之后调用的API。 事务1:保存退款成功的回调信息 必须单独执行,\
     因为如果后续的事务失败,必须要保证保存收款信息成功 事务2:将T_SP_YD_SXF中记录设置为已办理,\
     并验证并转换订单状态 此事务有两种情况:第一 已交割的不需修改预订单状态 第二:第三方支付退款申请中的 直接修改为订单关闭。";

/// Its parameter.
pub(super) const EPAY_PARAMETER: &str = "退款成功的参数。";

/// `api/Order/Refund`.
pub(super) const REFUND: &str = "申请退款(仅当订单处于支付完成,但因门票系统原因没有生成对应的过闸凭证时可以调用(订单此时处于“已支付”\
     ,“预订金支付授权”,“返款余额支付授权状态”,一般都用不上这个功能),绝大多数情况下,\
     需要调用RefundTicket接口,办理退票),此操作为不可逆操作。 认证方式:HAWK,\
     密钥:KEY+UPPER(MD5(密码))。";

/// Its parameter.
pub(super) const REFUND_PARAMETER: &str = "退票参数";
