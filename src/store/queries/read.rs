//! What readers are shown.
//! All queries of one read see the same state of the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    dsl::{count_star, min, sql, sum},
    prelude::{
        BoolExpressionMethods as _, ExpressionMethods as _, JoinOnDsl as _, QueryDsl as _,
        SelectableHelper as _,
    },
    sql_types::Integer,
};
use diesel_async::RunQueryDsl as _;

use crate::{
    domain::{
        audit::Stream,
        callback::{Callback, CallbackState, Conflict},
        command::Keys,
        douyin::{HistoryEntry, Notice, NoticeKey},
        order::TradeKey,
        taoxianda::SubOrder,
        timestamp::Timestamp,
    },
    store::{
        failure::Failure,
        query::{self, RunOn},
        rows::{BatchRow, CallbackRow, EventRow, NoticeRow, SubOrderRow},
        schema::{
            audit_events, douyin_notices, epay_callback_batches, epay_callbacks,
            epay_callbacks_open, taoxianda_refunds,
        },
        view::{Backlog, CallbackView, NoticeView, OrderView, StoredEvent, TicketView},
    },
};

use super::{Connection, Database, by_key, load};

impl RunOn<Database> for query::GetOrder {
    async fn run_on(&self, connection: &Connection) -> Result<Option<OrderView>, Failure> {
        let order_id = &self.order_id;
        let mut keys = Keys::default();
        keys.orders.insert(order_id.clone());
        let rows = load(connection, &keys).await?;
        let Some(order) = rows.orders.get(order_id) else {
            return Ok(None);
        };
        let payments = rows.payments_of(order_id);
        let applications: Vec<_> = payments
            .iter()
            .flat_map(|payment| rows.applications_of(&payment.trandeno))
            .collect();
        let pending: BTreeSet<_> = applications
            .iter()
            .filter(|application| application.handled.is_none())
            .map(|application| application.key.batchno.as_str())
            .collect();
        let tickets = rows.tickets_of(order_id).into_iter();
        let tickets = tickets.map(|ticket| TicketView {
            ticket: ticket.clone(),
            state: ticket.state(|batchno| pending.contains(batchno)),
        });
        Ok(Some(OrderView {
            order: order.clone(),
            applications: applications.iter().copied().cloned().collect(),
            tickets: tickets.collect(),
            payments: payments.into_iter().cloned().collect(),
        }))
    }
}

impl RunOn<Database> for query::GetCallback {
    async fn run_on(&self, connection: &Connection) -> Result<Option<CallbackView>, Failure> {
        let key = &self.key;
        let mut keys = Keys::default();
        keys.callbacks.insert(key.trandeno.clone());
        keys.conflicts.insert(key.trandeno.clone());
        let rows = load(connection, &keys).await?;
        let conflicts = rows.conflicts.iter().cloned().collect();
        let callback = rows.callbacks.get(key).cloned();
        let view = callback.and_then(|callback| with_conflicts(vec![callback], conflicts).pop());
        let Some(view) = view else {
            return Ok(None);
        };
        let streams = [Stream::Payment(key.trandeno.clone())];
        let mut events = events_of(connection, streams).await?;
        events.retain(|event| event.attribute("batchno") == Some(key.batchno.as_str()));
        Ok(Some(CallbackView { events, ..view }))
    }
}

/// The callbacks of a page, from wherever they are listed by their keys.
macro_rules! page_of_callbacks {
    ($listed:expr, $asked:ident, $trandeno:expr, $batchno:expr) => {{
        let query::ListCallbacks { filter, page } = $asked;
        let mut query = $listed
            .select(CallbackRow::as_select())
            .order(($trandeno, $batchno))
            .limit(page.limit.max(0))
            .into_boxed();
        if let Some(wanted) = &filter.trandeno {
            query = query.filter($trandeno.eq(wanted));
        }
        if let Some(wanted) = &filter.batchno {
            query = query.filter($batchno.eq(wanted));
        }
        if let Some(wanted) = filter.state {
            query = query.filter(epay_callbacks::state.eq(wanted.as_str()));
        }
        if let Some(after) = &page.after {
            let further = $trandeno
                .gt(after.trandeno.as_str())
                .or($batchno.gt(after.batchno.as_str()));
            query = query
                .filter($trandeno.ge(after.trandeno.as_str()))
                .filter(further);
        }
        query
    }};
}

impl RunOn<Database> for query::ListCallbacks {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<CallbackView>, Failure> {
        let callbacks = match self.filter.state {
            None | Some(CallbackState::Applied) => {
                use epay_callbacks::{batchno, table, trandeno};
                let query = page_of_callbacks!(table, self, trandeno, batchno);
                let rows: Vec<CallbackRow> = query.load(&mut *connection.turn().await).await?;
                of_rows(rows)?
            }
            Some(state) => open_callbacks(connection, self, state).await?,
        };
        let trades = distinct(callbacks.iter().map(|it| it.key.trandeno.as_str()));
        let conflicts = by_key::conflicts(connection, &trades).await?;
        Ok(with_conflicts(callbacks, conflicts))
    }
}

/// Callbacks of a state in which they are few, by the list that is kept of them.
async fn open_callbacks(
    connection: &Connection,
    asked: &query::ListCallbacks,
    wanted: CallbackState,
) -> Result<Vec<Callback>, Failure> {
    use epay_callbacks_open::{batchno, state, table, trandeno};

    let with_callback = epay_callbacks::table.on(epay_callbacks::trandeno
        .eq(trandeno)
        .and(epay_callbacks::batchno.eq(batchno)));
    let listed = table
        .inner_join(with_callback)
        .filter(state.eq(wanted.as_str()));
    let query = page_of_callbacks!(listed, asked, trandeno, batchno);
    let rows: Vec<CallbackRow> = query.load(&mut *connection.turn().await).await?;
    let mut callbacks = of_rows(rows)?;
    if wanted == CallbackState::Received {
        let mut saved = saved_in_batches(connection).await?;
        saved.retain(|callback| is_asked_for(callback, asked));
        callbacks.extend(saved);
        callbacks.sort_by(|one, other| one.key.cmp(&other.key));
        callbacks.dedup_by(|one, other| one.key == other.key);
        callbacks.truncate(usize::try_from(asked.page.limit).unwrap_or(0));
    }
    Ok(callbacks)
}

/// The callbacks of the batches that are being applied.
async fn saved_in_batches(connection: &Connection) -> Result<Vec<Callback>, Failure> {
    let query = epay_callback_batches::table.select(BatchRow::as_select());
    let batches: Vec<BatchRow> = query.load(&mut *connection.turn().await).await?;
    let mut keys = BTreeSet::new();
    for batch in batches {
        keys.append(&mut batch.keys()?);
    }
    let trades = distinct(keys.iter().map(|key| key.trandeno.as_str()));
    let mut callbacks = by_key::callbacks(connection, &trades).await?;
    callbacks.retain(|callback| keys.contains(&callback.key));
    Ok(callbacks)
}

fn is_asked_for(callback: &Callback, asked: &query::ListCallbacks) -> bool {
    let query::ListCallbacks { filter, page } = asked;
    let TradeKey { trandeno, batchno } = &callback.key;
    let is = |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|it| it == found);
    is(&filter.trandeno, trandeno)
        && is(&filter.batchno, batchno)
        && filter.state.is_none_or(|state| state == callback.state)
        && page
            .after
            .as_ref()
            .is_none_or(|after| callback.key > *after)
}

fn of_rows(rows: Vec<CallbackRow>) -> Result<Vec<Callback>, Failure> {
    let callbacks = rows.into_iter().map(Callback::try_from);
    Ok(callbacks.collect::<Result<_, _>>()?)
}

fn with_conflicts(callbacks: Vec<Callback>, conflicts: Vec<Conflict>) -> Vec<CallbackView> {
    let mut by_callback: BTreeMap<TradeKey, Vec<Conflict>> = BTreeMap::new();
    for conflict in conflicts {
        let of_callback = by_callback.entry(conflict.key.callback.clone());
        of_callback.or_default().push(conflict);
    }
    let view = |callback: Callback| {
        let mut conflicts = by_callback.remove(&callback.key).unwrap_or_default();
        conflicts.sort_by_key(|conflict| conflict.key.refundmoney);
        CallbackView {
            callback,
            conflicts,
            events: Vec::new(),
        }
    };
    callbacks.into_iter().map(view).collect()
}

impl RunOn<Database> for query::ListNotices {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<NoticeView>, Failure> {
        use douyin_notices::{certificate_id, order_id, table};

        let Self { filter, page } = self;
        let mut query = table
            .select(NoticeRow::as_select())
            .order((order_id, certificate_id))
            .limit(page.limit.max(0))
            .into_boxed();
        if let Some(wanted) = &filter.order_id {
            query = query.filter(order_id.eq(wanted));
        }
        if let Some(wanted) = &filter.certificate_id {
            query = query.filter(certificate_id.eq(wanted));
        }
        if let Some((order, certificate)) = &page.after {
            let (order, certificate) = (order.as_str(), certificate.as_str());
            let further = order_id.gt(order).or(certificate_id.gt(certificate));
            query = query.filter(order_id.ge(order)).filter(further);
        }
        let rows: Vec<NoticeRow> = query.load(&mut *connection.turn().await).await?;
        let orders = distinct(rows.iter().map(|row| row.order_id.as_str()));
        let mut by_notice: BTreeMap<NoticeKey, Vec<HistoryEntry>> = BTreeMap::new();
        for entry in by_key::notice_history(connection, &orders).await? {
            let key = (entry.order_id.clone(), entry.content.certificate_id.clone());
            by_notice.entry(key).or_default().push(entry);
        }
        let view = |row: NoticeRow| {
            let notice = Notice::from(row);
            let key = (
                notice.order_id.clone(),
                notice.content.certificate_id.clone(),
            );
            let mut history = by_notice.remove(&key).unwrap_or_default();
            history.sort_by_key(|entry| entry.number);
            NoticeView { notice, history }
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

impl RunOn<Database> for query::ListSubOrders {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<SubOrder>, Failure> {
        use taoxianda_refunds::{refund_goods_id, shop_id, sub_biz_order_id, table};

        let Self { filter, page } = self;
        let mut query = table
            .select(SubOrderRow::as_select())
            .order((sub_biz_order_id, refund_goods_id, shop_id))
            .limit(page.limit.max(0))
            .into_boxed();
        if let Some(wanted) = &filter.shop_id {
            query = query.filter(shop_id.eq(wanted));
        }
        if let Some(wanted) = &filter.sub_biz_order_id {
            query = query.filter(sub_biz_order_id.eq(wanted));
        }
        if let Some(wanted) = &filter.refund_goods_id {
            query = query.filter(refund_goods_id.eq(wanted));
        }
        if let Some(after) = &page.after {
            let next_in_note = refund_goods_id
                .eq(after.refund_goods_id.as_str())
                .and(shop_id.gt(after.shop_id.as_str()));
            let further = sub_biz_order_id
                .gt(after.sub_biz_order_id.as_str())
                .or(refund_goods_id.gt(after.refund_goods_id.as_str()))
                .or(next_in_note);
            let not_before = sub_biz_order_id.ge(after.sub_biz_order_id.as_str());
            query = query.filter(not_before).filter(further);
        }
        let rows: Vec<SubOrderRow> = query.load(&mut *connection.turn().await).await?;
        Ok(rows.into_iter().map(SubOrder::from).collect())
    }
}

impl RunOn<Database> for query::Timeline {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<StoredEvent>, Failure> {
        let order_id = &self.order_id;
        let payments = by_key::order_payments(connection, &[order_id]).await?;
        let payments = payments
            .into_iter()
            .map(|link| Stream::Payment(link.trandeno));
        let streams = payments.chain([Stream::Order(order_id.clone())]);
        events_of(connection, streams).await
    }
}

/// The events of some streams, oldest first.
async fn events_of(
    connection: &Connection,
    streams: impl IntoIterator<Item = Stream>,
) -> Result<Vec<StoredEvent>, Failure> {
    let streams: Vec<_> = streams.into_iter().map(|stream| stream.key()).collect();
    let query = audit_events::table
        .filter(audit_events::stream.eq_any(streams))
        .order((audit_events::recorded_at_us, audit_events::stream))
        .select(EventRow::as_select());
    let rows: Vec<EventRow> = query.load(&mut *connection.turn().await).await?;
    let events = rows.into_iter().map(StoredEvent::try_from);
    Ok(events.collect::<Result<_, _>>()?)
}

/// Of a batch that is being applied, all callbacks count until it ends.
impl RunOn<Database> for query::CountBacklog {
    async fn run_on(&self, connection: &Connection) -> Result<Backlog, Failure> {
        use epay_callback_batches::{callback_count, received_at_us as saved_at_us};
        use epay_callbacks_open::{next_attempt_at_us, received_at_us, state, table};

        let in_state = |wanted: CallbackState| table.filter(state.eq(wanted.as_str()));
        let received = in_state(CallbackState::Received)
            .filter(next_attempt_at_us.is_not_null())
            .select((count_star(), min(received_at_us)));
        let (received, oldest): (i64, Option<i64>) =
            received.get_result(&mut *connection.turn().await).await?;
        let saved = epay_callback_batches::table.select((sum(callback_count), min(saved_at_us)));
        let (saved, oldest_saved): (Option<i64>, Option<i64>) =
            saved.get_result(&mut *connection.turn().await).await?;
        let needs_attention = in_state(CallbackState::NeedsAttention).select(count_star());
        let needs_attention: i64 = needs_attention
            .get_result(&mut *connection.turn().await)
            .await?;
        Ok(Backlog {
            received: received.saturating_add(saved.unwrap_or(0)).unsigned_abs(),
            needs_attention: needs_attention.unsigned_abs(),
            oldest_unapplied: oldest
                .into_iter()
                .chain(oldest_saved)
                .min()
                .map(Timestamp::from_micros),
        })
    }
}

impl RunOn<Database> for query::Ping {
    async fn run_on(&self, connection: &Connection) -> Result<(), Failure> {
        let one = diesel::select(sql::<Integer>("1"));
        let _: i32 = one.get_result(&mut *connection.turn().await).await?;
        Ok(())
    }
}

fn distinct<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let keys: BTreeSet<&str> = keys.collect();
    keys.into_iter().collect()
}
