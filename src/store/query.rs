//! The queries of readers, and the few writes that no working set is loaded for.
//! How each runs is in `queries/`, once for every kind of database.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::domain::{
    douyin::NoticeKey,
    order::TradeKey,
    taoxianda::{SubOrder, SubOrderKey},
    timestamp::Timestamp,
};

use super::{
    driver::Driver,
    failure::Failure,
    partners::{HawkNonce, PartnerRecord, TopAppRecord},
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
    pub(super) order_id: SmolStr,
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
    pub(super) order_id: SmolStr,
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

pub(super) struct GetPartner {
    pub(super) id: String,
}

impl Query for GetPartner {
    const NAME: &'static str = "get_partner";
    type Output = Option<PartnerRecord>;
}

pub(super) struct ListPartners;

impl Query for ListPartners {
    const NAME: &'static str = "list_partners";
    type Output = Vec<PartnerRecord>;
}

/// Answers whether it was written.
pub(super) struct PutPartner {
    pub(super) partner: PartnerRecord,
    pub(super) replace: bool,
}

impl Query for PutPartner {
    const NAME: &'static str = "put_partner";
    type Output = bool;
}

/// Answers whether there is one.
pub(super) struct DisablePartner {
    pub(super) id: String,
    pub(super) at: Timestamp,
}

impl Query for DisablePartner {
    const NAME: &'static str = "disable_partner";
    type Output = bool;
}

pub(super) struct GetTopApp {
    pub(super) app_key: String,
}

impl Query for GetTopApp {
    const NAME: &'static str = "get_top_app";
    type Output = Option<TopAppRecord>;
}

pub(super) struct ListTopApps;

impl Query for ListTopApps {
    const NAME: &'static str = "list_top_apps";
    type Output = Vec<TopAppRecord>;
}

/// Answers whether it was written.
pub(super) struct PutTopApp {
    pub(super) app: TopAppRecord,
    pub(super) replace: bool,
}

impl Query for PutTopApp {
    const NAME: &'static str = "put_top_app";
    type Output = bool;
}

/// Answers whether there is one.
pub(super) struct DisableTopApp {
    pub(super) app_key: String,
    pub(super) at: Timestamp,
}

impl Query for DisableTopApp {
    const NAME: &'static str = "disable_top_app";
    type Output = bool;
}

/// Answers which of them had been used up before.
pub(super) struct ConsumeNonces {
    pub(super) nonces: BTreeSet<HawkNonce>,
}

impl Query for ConsumeNonces {
    const NAME: &'static str = "consume_nonces";
    type Output = BTreeSet<HawkNonce>;
}

/// Answers how many there were, at most `limit`.
pub(super) struct PruneNonces {
    pub(super) before: i64,
    pub(super) limit: i64,
}

impl Query for PruneNonces {
    const NAME: &'static str = "prune_nonces";
    type Output = usize;
}
