//! Reads for people and metrics.

use crate::domain::{
    douyin::NoticeKey,
    order::TradeKey,
    taoxianda::{SubOrder, SubOrderKey},
};

use super::{
    error::{ReadError, Source},
    view::{
        Backlog, CallbackFilter, CallbackView, NoticeFilter, NoticeView, OrderView, Page,
        StoredEvent, SubOrderFilter,
    },
};

/// Reads over a pool of connections. Each read sees one state of the database,
/// and runs on a task of its own: a caller who goes away does not break it off.
#[derive(Clone)]
pub struct Reader {}

impl Reader {
    /// An order with everything that belongs to it.
    pub async fn get_order(&self, _order_id: &str) -> Result<Option<OrderView>, ReadError> {
        unbuilt()
    }

    /// A callback.
    pub async fn get_callback(&self, _key: &TradeKey) -> Result<Option<CallbackView>, ReadError> {
        unbuilt()
    }

    /// Callbacks by trade number and batch number.
    pub async fn list_callbacks(
        &self,
        _filter: CallbackFilter,
        _page: Page<TradeKey>,
    ) -> Result<Vec<CallbackView>, ReadError> {
        unbuilt()
    }

    /// Douyin notices by order and certificate.
    pub async fn list_douyin_notices(
        &self,
        _filter: NoticeFilter,
        _page: Page<NoticeKey>,
    ) -> Result<Vec<NoticeView>, ReadError> {
        unbuilt()
    }

    /// Taoxianda's sub orders by their key.
    pub async fn list_taoxianda_refunds(
        &self,
        _filter: SubOrderFilter,
        _page: Page<SubOrderKey>,
    ) -> Result<Vec<SubOrder>, ReadError> {
        unbuilt()
    }

    /// Everything recorded of an order and its payments, oldest first.
    pub async fn timeline(&self, _order_id: &str) -> Result<Vec<StoredEvent>, ReadError> {
        unbuilt()
    }

    /// How many callbacks are saved and not applied.
    pub async fn backlog(&self) -> Result<Backlog, ReadError> {
        unbuilt()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), ReadError> {
        unbuilt()
    }
}

fn unbuilt<T>() -> Result<T, ReadError> {
    Err(ReadError::Unavailable(Source::from(Box::from(
        "not built yet",
    ))))
}
