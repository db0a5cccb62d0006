//! One lane's way to the database.

use std::collections::BTreeSet;

use crate::domain::{
    callback::Callback, command::Keys, order::TradeKey, timestamp::Timestamp,
    working_set::WorkingSet,
};

use super::{
    append_only,
    driver::{Access, Driver, Supply},
    error::TransactionError,
    failure::Failure,
    open::{Batching, OpenChanges},
    partners::{HawkNonce, PartnerRecord, TopAppRecord},
    postgres,
    query::{self, RunOn},
    sqlite,
    transaction::{self, Work},
};

/// What a batch expects to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Rows, or none: they are loaded first.
    Anything,
    /// None: so nothing is loaded, and what is decided can only be to add rows.
    /// If some were there already, nothing is written, rows are loaded after all, and
    /// everything is decided anew.
    Nothing,
}

/// What a transaction works on.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// Under which name it is counted.
    pub name: &'static str,
    /// The rows to load.
    pub keys: &'a Keys,
    /// What is expected of them.
    pub expect: Expect,
    /// What it means to the callbacks among them.
    pub batching: Batching<'a>,
    /// What the session's next transaction is going to load. Where nothing is
    /// expected here, it is asked for right behind what is written, and need not be
    /// waited for again.
    pub load_ahead: Option<&'a Keys>,
}

/// One lane's way to the database, with a connection of its own. It connects
/// when it is first needed, and again after a connection broke.
pub struct Session(Own);

enum Own {
    Postgres(Box<OwnConnection<postgres::Database>>),
    Sqlite(Box<OwnConnection<sqlite::Database>>),
}

impl Session {
    pub(super) fn postgres(database: postgres::Database) -> Self {
        Self(Own::Postgres(Box::new(OwnConnection::new(database))))
    }

    pub(super) fn sqlite(database: sqlite::Database) -> Self {
        Self(Own::Sqlite(Box::new(OwnConnection::new(database))))
    }

    /// Loads the rows that the plan's keys name (unless none is expected), lets
    /// `decide` change them, and writes the changes, all of them or none.
    ///
    /// `decide` is called again, with rows loaded anew, when another
    /// transaction changed one of the rows meanwhile or a passing failure
    /// struck: whatever it did before is then undone. Once this returns `Ok`
    /// the changes of its latest call are on disk. A failure may have struck
    /// after the commit, so the rules have to recognize what they did before.
    pub async fn transact(
        &mut self,
        plan: Plan<'_>,
        decide: &mut (dyn FnMut(&mut WorkingSet) + Send),
    ) -> Result<(), TransactionError> {
        match &mut self.0 {
            Own::Postgres(own) => own.transact(plan, decide).await,
            Own::Sqlite(own) => own.transact(plan, decide).await,
        }
        .map_err(TransactionError::from)
    }

    /// Claims at most `limit` callbacks that are due at `now`, the longest due
    /// first, by putting their next attempt off until `lease_until`. No two
    /// sessions claim the same one. What turns out to be applied already is taken off
    /// the list instead, so the answer may be empty; it is `None` if nothing was due.
    pub async fn claim_due_callbacks(
        &mut self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Option<Vec<TradeKey>>, TransactionError> {
        let claim = Claim {
            now,
            lease_until,
            limit,
        };
        match &mut self.0 {
            Own::Postgres(own) => own.claim(claim).await,
            Own::Sqlite(own) => own.claim(claim).await,
        }
        .map_err(TransactionError::from)
    }
}

/// Who may call from outside.
impl Session {
    /// Adds a partner, or replaces it if told so. False if there is one, and it
    /// was not to be replaced.
    pub async fn put_partner(
        &mut self,
        partner: PartnerRecord,
        replace: bool,
    ) -> Result<bool, TransactionError> {
        self.write(query::PutPartner { partner, replace }).await
    }

    /// Disables a partner. False if there is none.
    pub async fn disable_partner(
        &mut self,
        id: String,
        at: Timestamp,
    ) -> Result<bool, TransactionError> {
        self.write(query::DisablePartner { id, at }).await
    }

    /// Adds a TOP application, or replaces it if told so. False if there is
    /// one, and it was not to be replaced.
    pub async fn put_top_app(
        &mut self,
        app: TopAppRecord,
        replace: bool,
    ) -> Result<bool, TransactionError> {
        self.write(query::PutTopApp { app, replace }).await
    }

    /// Disables a TOP application. False if there is none.
    pub async fn disable_top_app(
        &mut self,
        app_key: String,
        at: Timestamp,
    ) -> Result<bool, TransactionError> {
        self.write(query::DisableTopApp { app_key, at }).await
    }

    /// Uses up nonces, and answers those that had been used up before. Of several
    /// sessions with the same one, all but one are answered it.
    pub async fn consume_nonces(
        &mut self,
        nonces: BTreeSet<HawkNonce>,
    ) -> Result<BTreeSet<HawkNonce>, TransactionError> {
        self.write(query::ConsumeNonces { nonces }).await
    }

    /// Forgets at most `limit` nonces of before `before`, in Unix seconds, and
    /// tells how many there were.
    pub async fn prune_nonces(
        &mut self,
        before: i64,
        limit: i64,
    ) -> Result<usize, TransactionError> {
        self.write(query::PruneNonces { before, limit }).await
    }

    async fn write<Q>(&mut self, query: Q) -> Result<Q::Output, TransactionError>
    where
        Q: RunOn<postgres::Database> + RunOn<sqlite::Database>,
    {
        match &mut self.0 {
            Own::Postgres(own) => own.write(query).await,
            Own::Sqlite(own) => own.write(query).await,
        }
        .map_err(TransactionError::from)
    }
}

/// A connection that is kept from transaction to transaction.
struct OwnConnection<D: Driver> {
    database: D,
    connection: Option<D::Connection>,
    /// What the next transaction may want.
    ahead: Option<Ahead>,
    /// How many transactions that expect nothing look all the same.
    looks: u32,
}

/// How many transactions look first after one that expected nothing in vain. Where
/// somebody sends much of what has come before, nearly every batch has some of it, and
/// each would be written in vain.
const LOOKS: u32 = 16;

/// Rows that were loaded before anybody asked for them.
struct Ahead {
    keys: Keys,
    rows: WorkingSet,
}

impl<D: Driver> OwnConnection<D> {
    fn new(database: D) -> Self {
        Self {
            database,
            connection: None,
            ahead: None,
            looks: 0,
        }
    }

    async fn transact(
        &mut self,
        mut plan: Plan<'_>,
        decide: &mut (dyn FnMut(&mut WorkingSet) + Send),
    ) -> Result<(), Failure> {
        if plan.expect == Expect::Nothing && self.looks > 0 {
            self.looks -= 1;
            plan.expect = Expect::Anything;
        }
        let loaded = self.ahead.take();
        let loaded = loaded.filter(|ahead| ahead.keys.load_same(plan.keys));
        let mut batch = Batch {
            plan,
            is_sure: true,
            loaded: loaded.map(|ahead| ahead.rows),
            ahead: None,
            decide,
        };
        let result = transaction::run(plan.name, self, &mut batch).await;
        if plan.expect == Expect::Nothing && !batch.is_sure {
            self.looks = LOOKS;
        }
        self.ahead = batch.ahead;
        result
    }

    async fn claim(&mut self, mut claim: Claim) -> Result<Option<Vec<TradeKey>>, Failure> {
        self.ahead = None;
        transaction::run("claim_due_callbacks", self, &mut claim).await
    }

    async fn write<Q: RunOn<D>>(&mut self, query: Q) -> Result<Q::Output, Failure> {
        self.ahead = None;
        transaction::run(Q::NAME, self, &mut Writing(query)).await
    }
}

impl<D: Driver> Supply<D> for OwnConnection<D> {
    type Lent = D::Connection;

    async fn lend(&mut self) -> Result<D::Connection, Failure> {
        if let Some(mut connection) = self.connection.take()
            && !D::is_broken(&mut connection)
        {
            return Ok(connection);
        }
        Ok(self.database.connect(Access::Write).await?)
    }

    fn connection(lent: &D::Connection) -> &D::Connection {
        lent
    }

    fn give_back(&mut self, lent: D::Connection) {
        self.connection = Some(lent);
    }
}

/// Loads, decides, writes.
struct Batch<'a> {
    plan: Plan<'a>,
    /// What is expected or has just been saved is taken for granted: in the first
    /// attempt only.
    is_sure: bool,
    /// What has been loaded ahead: for the first attempt.
    loaded: Option<WorkingSet>,
    /// What is loaded for the next transaction.
    ahead: Option<Ahead>,
    decide: &'a mut (dyn FnMut(&mut WorkingSet) + Send),
}

impl<D: Driver> Work<D> for Batch<'_> {
    type Loaded = WorkingSet;
    type Output = ();

    fn access(&self) -> Access {
        Access::Write
    }

    fn has_to_look(&mut self, failure: &Failure) -> bool {
        let took_for_granted = self.expects_nothing() || !self.plan.keys.saved_callbacks.is_empty();
        let was_sure = std::mem::replace(&mut self.is_sure, false);
        was_sure && took_for_granted && matches!(failure, Failure::LostGuard(_))
    }

    async fn load(&mut self, connection: &D::Connection) -> Result<WorkingSet, Failure> {
        if self.expects_nothing() {
            return Ok(WorkingSet::default());
        }
        let keys = self.plan.keys;
        if !self.is_sure && !keys.saved_callbacks.is_empty() {
            return D::load(connection, &with_callbacks(keys)).await;
        }
        let mut rows = match self.loaded.take() {
            Some(rows) => rows,
            None => D::load(connection, keys).await?,
        };
        for callback in &keys.saved_callbacks {
            rows.callbacks.load(callback.key.clone(), callback.clone());
        }
        Ok(rows)
    }

    async fn then(
        &mut self,
        connection: &D::Connection,
        mut rows: WorkingSet,
    ) -> Result<(), Failure> {
        (self.decide)(&mut rows);
        append_only::check(&rows)?;
        let unlisted: &[Callback] = match self.plan.batching {
            Batching::End(_) if self.is_sure => &self.plan.keys.saved_callbacks,
            _ => &[],
        };
        let open = OpenChanges::of(&rows, self.plan.batching, unlisted);
        if let Some(keys) = self.loads_ahead() {
            let loaded = D::write_and_load(connection, rows, open, keys).await?;
            let keys = keys.clone();
            self.ahead = loaded.map(|rows| Ahead { keys, rows });
            return Ok(());
        }
        D::write(connection, rows, open).await
    }
}

impl Batch<'_> {
    fn expects_nothing(&self) -> bool {
        self.is_sure && self.plan.expect == Expect::Nothing
    }

    /// What to load right behind what is written.
    fn loads_ahead(&self) -> Option<&Keys> {
        self.plan.load_ahead.filter(|_| self.expects_nothing())
    }
}

/// The same keys with those of the callbacks that were taken for granted.
fn with_callbacks(keys: &Keys) -> Keys {
    let mut keys = keys.clone();
    let saved = keys.saved_callbacks.drain(..);
    keys.callbacks.extend(saved.map(|it| it.key.trandeno));
    keys
}

/// Claims callbacks that are due.
#[derive(Clone, Copy)]
struct Claim {
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
}

impl<D: Driver> Work<D> for Claim {
    type Loaded = ();
    type Output = Option<Vec<TradeKey>>;

    fn access(&self) -> Access {
        Access::Write
    }

    async fn load(&mut self, _connection: &D::Connection) -> Result<(), Failure> {
        Ok(())
    }

    async fn then(&mut self, connection: &D::Connection, (): ()) -> Result<Self::Output, Failure> {
        D::claim(connection, self.now, self.lease_until, self.limit).await
    }
}

/// One statement that writes, and does not look before.
struct Writing<Q>(Q);

impl<D: Driver, Q: RunOn<D>> Work<D> for Writing<Q> {
    type Loaded = ();
    type Output = Q::Output;

    fn access(&self) -> Access {
        Access::Write
    }

    async fn load(&mut self, _connection: &D::Connection) -> Result<(), Failure> {
        Ok(())
    }

    async fn then(&mut self, connection: &D::Connection, (): ()) -> Result<Q::Output, Failure> {
        self.0.run_on(connection).await
    }
}
