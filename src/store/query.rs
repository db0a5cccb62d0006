//! The queries of readers. How each runs is in `queries/read.rs`, once for every
//! kind of database.

use crate::domain::{
    douyin::NoticeKey,
    order::TradeKey,
    taoxianda::{SubOrder, SubOrderKey},
};

use super::{
    driver::Driver,
    failure::Failure,
    view::{
        Backlog, CallbackFilter, CallbackView, NoticeFilter, NoticeView, OrderView, Page,
        StoredEvent, SubOrderFilter,
    },
};

/// A query, and what it answers.
pub(super) trait Query: Send + Sync + 'static {
    /// The name under which its transactions are counted.
    const NAME: &'static str;
    /// What it answers.
    type Output: Send + 'static;
}

/// How a query runs on one kind of database.
pub(super) trait RunOn<D: Driver>: Query {
    /// Runs it. All that it reads is of one state of the database.
    fn run_on(
        &self,
        connection: &D::Connection,
    ) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

pub(super) struct GetOrder {
    pub(super) order_id: String,
}

impl Query for GetOrder {
    const NAME: &'static str = "get_order";
    type Output = Option<OrderView>;
}

pub(super) struct GetCallback {
    pub(super) key: TradeKey,
}

impl Query for GetCallback {
    const NAME: &'static str = "get_callback";
    type Output = Option<CallbackView>;
}

pub(super) struct ListCallbacks {
    pub(super) filter: CallbackFilter,
    pub(super) page: Page<TradeKey>,
}

impl Query for ListCallbacks {
    const NAME: &'static str = "list_callbacks";
    type Output = Vec<CallbackView>;
}

pub(super) struct ListNotices {
    pub(super) filter: NoticeFilter,
    pub(super) page: Page<NoticeKey>,
}

impl Query for ListNotices {
    const NAME: &'static str = "list_douyin_notices";
    type Output = Vec<NoticeView>;
}

pub(super) struct ListSubOrders {
    pub(super) filter: SubOrderFilter,
    pub(super) page: Page<SubOrderKey>,
}

impl Query for ListSubOrders {
    const NAME: &'static str = "list_taoxianda_refunds";
    type Output = Vec<SubOrder>;
}

pub(super) struct Timeline {
    pub(super) order_id: String,
}

impl Query for Timeline {
    const NAME: &'static str = "timeline";
    type Output = Vec<StoredEvent>;
}

pub(super) struct CountBacklog;

impl Query for CountBacklog {
    const NAME: &'static str = "backlog";
    type Output = Backlog;
}

pub(super) struct Ping;

impl Query for Ping {
    const NAME: &'static str = "ping";
    type Output = ();
}
