//! Reads for people and metrics.

use crate::domain::{
    douyin::NoticeKey,
    order::TradeKey,
    taoxianda::{SubOrder, SubOrderKey},
};

use super::{
    driver::{Access, Driver, Supply},
    error::ReadError,
    failure::Failure,
    partners::{PartnerRecord, TopAppRecord},
    pool::Pool,
    postgres,
    query::{self, RunOn},
    sqlite,
    transaction::{self, Work},
    view::{
        Backlog, CallbackFilter, CallbackView, NoticeFilter, NoticeView, OrderView, Page,
        StoredEvent, SubOrderFilter,
    },
};

/// Reads over a pool of connections. Each read sees one state of the database,
/// and runs on a task of its own: a caller who goes away does not break it off.
#[derive(Clone)]
pub struct Reader(Pools);

#[derive(Clone)]
enum Pools {
    Postgres(Pool<postgres::Database>),
    Sqlite(Pool<sqlite::Database>),
}

impl Reader {
    pub(super) fn postgres(pool: Pool<postgres::Database>) -> Self {
        Self(Pools::Postgres(pool))
    }

    pub(super) fn sqlite(pool: Pool<sqlite::Database>) -> Self {
        Self(Pools::Sqlite(pool))
    }

    /// An order with everything that belongs to it.
    pub async fn get_order(&self, order_id: &str) -> Result<Option<OrderView>, ReadError> {
        let order_id = order_id.into();
        self.read(query::GetOrder { order_id }).await
    }

    /// A callback.
    pub async fn get_callback(&self, key: &TradeKey) -> Result<Option<CallbackView>, ReadError> {
        let key = key.clone();
        self.read(query::GetCallback { key }).await
    }

    /// Callbacks by trade number and batch number.
    pub async fn list_callbacks(
        &self,
        filter: CallbackFilter,
        page: Page<TradeKey>,
    ) -> Result<Vec<CallbackView>, ReadError> {
        self.read(query::ListCallbacks { filter, page }).await
    }

    /// Douyin notices by order and certificate.
    pub async fn list_douyin_notices(
        &self,
        filter: NoticeFilter,
        page: Page<NoticeKey>,
    ) -> Result<Vec<NoticeView>, ReadError> {
        self.read(query::ListNotices { filter, page }).await
    }

    /// Taoxianda's sub orders by their key.
    pub async fn list_taoxianda_refunds(
        &self,
        filter: SubOrderFilter,
        page: Page<SubOrderKey>,
    ) -> Result<Vec<SubOrder>, ReadError> {
        self.read(query::ListSubOrders { filter, page }).await
    }

    /// Everything recorded of an order and its payments, oldest first.
    pub async fn timeline(&self, order_id: &str) -> Result<Vec<StoredEvent>, ReadError> {
        let order_id = order_id.into();
        self.read(query::Timeline { order_id }).await
    }

    /// A partner, disabled or not.
    pub async fn get_partner(&self, id: &str) -> Result<Option<PartnerRecord>, ReadError> {
        let id = id.to_owned();
        self.read(query::GetPartner { id }).await
    }

    /// Every partner by id.
    pub async fn list_partners(&self) -> Result<Vec<PartnerRecord>, ReadError> {
        self.read(query::ListPartners).await
    }

    /// A TOP application, disabled or not.
    pub async fn get_top_app(&self, app_key: &str) -> Result<Option<TopAppRecord>, ReadError> {
        let app_key = app_key.to_owned();
        self.read(query::GetTopApp { app_key }).await
    }

    /// Every TOP application by its key.
    pub async fn list_top_apps(&self) -> Result<Vec<TopAppRecord>, ReadError> {
        self.read(query::ListTopApps).await
    }

    /// How many callbacks are saved and not applied.
    pub async fn backlog(&self) -> Result<Backlog, ReadError> {
        self.read(query::CountBacklog).await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), ReadError> {
        self.read(query::Ping).await
    }

    /// Runs a query to its end, whatever becomes of the caller.
    async fn read<Q>(&self, query: Q) -> Result<Q::Output, ReadError>
    where
        Q: RunOn<postgres::Database> + RunOn<sqlite::Database>,
    {
        let reading = match self.0.clone() {
            Pools::Postgres(pool) => tokio::spawn(read::<postgres::Database, Q>(pool, query)),
            Pools::Sqlite(pool) => tokio::spawn(read::<sqlite::Database, Q>(pool, query)),
        };
        match reading.await {
            Ok(result) => result.map_err(ReadError::from),
            // The runtime is shutting down.
            Err(error) => Err(ReadError::from(Failure::broken(error))),
        }
    }
}

async fn read<D: Driver, Q: RunOn<D>>(
    mut pool: impl Supply<D>,
    query: Q,
) -> Result<Q::Output, Failure> {
    transaction::run(Q::NAME, &mut pool, &mut Reading(query)).await
}

/// A query is all loading.
struct Reading<Q>(Q);

impl<D: Driver, Q: RunOn<D>> Work<D> for Reading<Q> {
    type Loaded = Q::Output;
    type Output = Q::Output;

    fn access(&self) -> Access {
        Access::Read
    }

    async fn load(&mut self, connection: &D::Connection) -> Result<Q::Output, Failure> {
        self.0.run_on(connection).await
    }

    async fn then(
        &mut self,
        _connection: &D::Connection,
        loaded: Q::Output,
    ) -> Result<Q::Output, Failure> {
        Ok(loaded)
    }
}
