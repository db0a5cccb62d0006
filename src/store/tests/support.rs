//! Databases to test on, and rows to put into them.

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use smol_str::SmolStr;
use tempfile::TempDir;

use crate::{
    domain::{
        callback::{Callback, CallbackState},
        command::Keys,
        money::Fen,
        order::{Order, OrderPayment, OrderState, Payment, TradeKey},
        timestamp::Timestamp,
        working_set::WorkingSet,
    },
    store::{Batching, Expect, Plan, Session, Store, StoreSettings, TransactionError},
};

/// A database of a test's own.
pub(super) struct TestDatabase {
    pub(super) url: String,
    _directory: Option<TempDir>,
}

impl TestDatabase {
    pub(super) fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.db");
        Self {
            url: format!("sqlite://{}", path.display()),
            _directory: Some(directory),
        }
    }

    /// None without a server to test on. It sorts as a language does, as most
    /// servers do where nobody says otherwise.
    pub(super) async fn postgres() -> Option<Self> {
        let server = std::env::var("REFUND_GATEWAY_TEST_POSTGRES_URL").ok()?;
        let name = format!("store_{:016x}", rand::random::<u64>());
        let locale = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";
        execute(&server, &format!("CREATE DATABASE {name} {locale}")).await;
        let (address, _) = server.rsplit_once('/').unwrap();
        Some(Self {
            url: format!("{address}/{name}"),
            _directory: None,
        })
    }

    pub(super) async fn every() -> Vec<Self> {
        let mut every = vec![Self::sqlite()];
        every.extend(Self::postgres().await);
        every
    }

    /// Another handle to the same database, as another process would have.
    pub(super) async fn open(&self) -> Store {
        Store::open(&self.url, StoreSettings::default())
            .await
            .unwrap()
    }

    pub(super) async fn migrated(&self) -> Store {
        let store = self.open().await;
        store.migrate().await.unwrap();
        store
    }

    /// The name of a `PostgreSQL` database.
    pub(super) fn name(&self) -> &str {
        self.url.rsplit_once('/').unwrap().1
    }
}

/// Runs SQL on a `PostgreSQL` server behind the store's back.
pub(super) async fn execute(url: &str, sql: &str) {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    connection.batch_execute(sql).await.unwrap();
}

/// Puts rows in.
pub(super) async fn put(
    session: &mut Session,
    keys: &Keys,
    mut fill: impl FnMut(&mut WorkingSet) + Send,
) -> Result<(), TransactionError> {
    session.transact(plan(keys), &mut fill).await
}

/// A transaction that expects anything and makes no batch.
pub(super) fn plan(keys: &Keys) -> Plan<'_> {
    Plan {
        name: "test",
        keys,
        expect: Expect::Anything,
        batching: Batching::Apart,
        load_ahead: None,
    }
}

/// What the database has under `keys`.
pub(super) async fn get(session: &mut Session, keys: &Keys) -> WorkingSet {
    let mut found = WorkingSet::default();
    let mut look = |rows: &mut WorkingSet| found = rows.clone();
    session.transact(plan(keys), &mut look).await.unwrap();
    found
}

pub(super) fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

pub(super) fn fen(fen: i64) -> Fen {
    Fen::from_stored(fen)
}

pub(super) fn trade(trandeno: &str, batchno: &str) -> TradeKey {
    TradeKey::new(trandeno, batchno)
}

pub(super) fn order(order_id: &str) -> Order {
    Order {
        order_id: order_id.into(),
        state: OrderState::Paid,
        version: 3,
        agent: Some("旅行社".into()),
        pending_applications: 0,
        closed_by_refund: false,
        last_event_at: at(1_700_000_000_000_001),
        revision: 1,
        created_at: at(1_700_000_000_000_000),
    }
}

pub(super) fn payment(order_id: &str, trandeno: &str, paid: i64) -> Payment {
    Payment {
        trandeno: trandeno.into(),
        order_id: order_id.into(),
        paid: fen(paid),
        refunded: fen(0),
        pending: fen(0),
    }
}

/// Puts an order with one payment in.
pub(super) fn put_paid_order(rows: &mut WorkingSet, order_id: &str, trandeno: &str, paid: i64) {
    rows.orders.put(order_id.into(), order(order_id));
    let link = OrderPayment {
        order_id: order_id.into(),
        trandeno: trandeno.into(),
        position: 0,
    };
    let key = (order_id.into(), trandeno.into());
    rows.order_payments.put(key, link);
    rows.payments
        .put(trandeno.into(), payment(order_id, trandeno, paid));
}

pub(super) fn callback(trandeno: &str, batchno: &str, due: i64) -> Callback {
    Callback {
        key: trade(trandeno, batchno),
        refundmoney: fen(100),
        state: CallbackState::Received,
        reason: None,
        attempts: 0,
        received_at: at(due - 10),
        applied_at: None,
        next_attempt_at: Some(at(due)),
        revision: 1,
    }
}

pub(super) fn put_callback(rows: &mut WorkingSet, callback: Callback) {
    rows.callbacks.put(callback.key.clone(), callback);
}

pub(super) fn keys_of_orders<const N: usize>(order_ids: [&str; N]) -> Keys {
    Keys {
        orders: order_ids.map(SmolStr::from).into(),
        ..Keys::default()
    }
}

pub(super) fn keys_of_trades<const N: usize>(trades: [&str; N]) -> Keys {
    Keys {
        trades: trades.map(SmolStr::from).into(),
        ..Keys::default()
    }
}

pub(super) fn keys_of_callbacks<const N: usize>(trades: [&str; N]) -> Keys {
    Keys {
        callbacks: trades.map(SmolStr::from).into(),
        ..Keys::default()
    }
}
