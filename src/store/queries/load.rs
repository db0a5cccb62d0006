//! Loading a working set.
//!
//! Nothing is locked: a transaction sees one snapshot, and the guards tell
//! whether the database has gone on meanwhile when it writes. `biased` keeps the
//! statements in the order in which they stand.

use std::collections::BTreeSet;

use crate::{
    domain::{command::Keys, working_set::WorkingSet},
    store::failure::Failure,
};

use super::{Connection, by_key};

/// Up to so many payments, their orders are loaded in the same round as they are
/// themselves. It spares few callers a round trip that they would wait for; many
/// would rather have each payment looked up once.
const FEW_TRADES: usize = 40;

/// Loads the rows that `keys` name, in at most two rounds of queries.
pub(in crate::store) async fn load(
    connection: &Connection,
    keys: &Keys,
) -> Result<WorkingSet, Failure> {
    let mut rows = WorkingSet::default();
    load_heads(connection, keys, &mut rows).await?;
    load_parts(connection, &mut rows).await?;
    Ok(rows)
}

/// Loads whatever the keys name directly.
async fn load_heads(
    connection: &Connection,
    keys: &Keys,
    rows: &mut WorkingSet,
) -> Result<(), Failure> {
    let (order_ids, trades) = (list(&keys.orders), list(&keys.trades));
    let few_trades = match trades.len() {
        0..=FEW_TRADES => &trades[..],
        _ => &[],
    };
    let callback_trades = list(&keys.callbacks);
    let conflict_trades = list(&keys.conflicts);
    let douyin_orders = list(&keys.douyin_orders);
    let sub_order_ids = list(&keys.taoxianda_sub_orders);
    let loaded = tokio::try_join!(
        biased;
        by_key::payments(connection, &trades),
        by_key::applications(connection, &trades),
        by_key::orders(connection, &order_ids),
        by_key::orders_of_trades(connection, few_trades),
        by_key::order_payments(connection, &order_ids),
        by_key::tickets(connection, &order_ids),
        by_key::refunds(connection, &order_ids),
        by_key::callbacks(connection, &callback_trades),
        by_key::conflicts(connection, &conflict_trades),
        by_key::notices(connection, &douyin_orders),
        by_key::notice_history(connection, &douyin_orders),
        by_key::sub_orders(connection, &sub_order_ids),
    )?;
    let (
        payments,
        applications,
        orders,
        orders_of_trades,
        order_payments,
        tickets,
        refunds,
        callbacks,
        conflicts,
        notices,
        history,
        sub_orders,
    ) = loaded;
    for payment in payments {
        rows.payments.load(payment.trandeno.clone(), payment);
    }
    for application in applications {
        rows.applications.load(application.key.clone(), application);
    }
    for order in orders.into_iter().chain(orders_of_trades) {
        rows.orders.load(order.order_id.clone(), order);
    }
    for link in order_payments {
        let key = (link.order_id.clone(), link.trandeno.clone());
        rows.order_payments.load(key, link);
    }
    for ticket in tickets {
        let key = (ticket.order_id.clone(), ticket.ticketid.clone());
        rows.tickets.load(key, ticket);
    }
    for refund in refunds {
        let key = (refund.order_id.clone(), refund.batchno.clone());
        rows.refunds.load(key, refund);
    }
    for callback in callbacks {
        rows.callbacks.load(callback.key.clone(), callback);
    }
    for conflict in conflicts {
        rows.conflicts.load(conflict.key.clone(), conflict);
    }
    for notice in notices {
        let certificate_id = notice.content.certificate_id.clone();
        let key = (notice.order_id.clone(), certificate_id);
        rows.douyin_notices.load(key, notice);
    }
    for entry in history {
        let certificate_id = entry.content.certificate_id.clone();
        let key = (entry.order_id.clone(), certificate_id, entry.number);
        rows.douyin_history.load(key, entry);
    }
    for sub_order in sub_orders {
        rows.taoxianda.load(sub_order.key.clone(), sub_order);
    }
    Ok(())
}

/// Loads what the first round revealed: the orders of its payments, and the
/// payments and applications of its orders.
async fn load_parts(connection: &Connection, rows: &mut WorkingSet) -> Result<(), Failure> {
    let revealed = rows.payments.iter().map(|payment| &payment.order_id);
    let new_orders: BTreeSet<String> = revealed
        .filter(|order_id| rows.orders.get(order_id).is_none())
        .cloned()
        .collect();
    let linked = rows.order_payments.iter().map(|link| &link.trandeno);
    let new_trades: BTreeSet<String> = linked
        .filter(|trandeno| rows.payments.get(trandeno).is_none())
        .cloned()
        .collect();
    let (order_ids, trades) = (list(&new_orders), list(&new_trades));
    let (orders, payments, applications) = tokio::try_join!(
        biased;
        by_key::orders(connection, &order_ids),
        by_key::payments(connection, &trades),
        by_key::applications(connection, &trades),
    )?;
    for order in orders {
        rows.orders.load(order.order_id.clone(), order);
    }
    for payment in payments {
        rows.payments.load(payment.trandeno.clone(), payment);
    }
    for application in applications {
        rows.applications.load(application.key.clone(), application);
    }
    Ok(())
}

fn list(keys: &BTreeSet<String>) -> Vec<&str> {
    keys.iter().map(String::as_str).collect()
}
