//! Loading a working set: by one statement, which sees one state of the database.
//!
//! Nothing is locked: the guards tell whether the database has gone on meanwhile
//! when something is written.

use std::sync::LazyLock;

use diesel::{
    QueryResult,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::Untyped,
};
use diesel_async::RunQueryDsl as _;
use futures_util::TryStreamExt as _;

use crate::{
    domain::{command::Keys, working_set::WorkingSet},
    store::{
        failure::Failure,
        rows::{AnyRow, Table},
    },
};

use super::{
    Connection,
    keys::{Backend, IS_LISTED, IS_SELECTED, KeyList, PARAMETER},
};

/// Loads the rows that `keys` name.
pub(in crate::store) async fn load(
    connection: &Connection,
    keys: &Keys,
) -> Result<WorkingSet, Failure> {
    let mut loaded = WorkingSet::default();
    let load = Load::new(keys);
    if load.lists.is_empty() {
        return Ok(loaded);
    }
    let mut turn = connection.turn().await;
    let mut rows = load.load_stream::<AnyRow>(&mut *turn).await?;
    while let Some(row) = rows.try_next().await? {
        row.put_into(&mut loaded)?;
    }
    Ok(loaded)
}

/// Which keys a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Orders,
    Trades,
    Callbacks,
    Conflicts,
    DouyinOrders,
    SubOrders,
}

/// Rows that are looked up once and used twice.
struct Known {
    name: &'static str,
    table: Table,
    column: &'static str,
}

/// The payments of the trades that are named.
const PAID: Known = Known {
    name: "paid",
    table: Table::Payment,
    column: "trandeno",
};

/// The payments' links to the orders that are named.
const LINKED: Known = Known {
    name: "linked",
    table: Table::OrderPayment,
    column: "order_id",
};

/// Which rows of a table are loaded.
enum Rows {
    /// Those whose column has one of the keys that are named.
    Named(&'static str),
    /// All that are known.
    Known(&'static Known),
    /// Those whose column has a value of the same column of what is known.
    Of(&'static Known, &'static str),
}

impl Named {
    fn known(self) -> Option<&'static Known> {
        match self {
            Self::Orders => Some(&LINKED),
            Self::Trades => Some(&PAID),
            Self::Callbacks | Self::Conflicts | Self::DouyinOrders | Self::SubOrders => None,
        }
    }

    /// What is loaded by such keys: orders whole, and of payments the order alone.
    fn rows(self) -> &'static [(Table, Rows)] {
        match self {
            Self::Orders => &[
                (Table::Order, Rows::Named("order_id")),
                (Table::OrderPayment, Rows::Known(&LINKED)),
                (Table::Payment, Rows::Of(&LINKED, "trandeno")),
                (Table::Application, Rows::Of(&LINKED, "trandeno")),
                (Table::Ticket, Rows::Named("order_id")),
                (Table::Refund, Rows::Named("order_id")),
            ],
            Self::Trades => &[
                (Table::Payment, Rows::Known(&PAID)),
                (Table::Application, Rows::Named("trandeno")),
                (Table::Order, Rows::Of(&PAID, "order_id")),
            ],
            Self::Callbacks => &[(Table::Callback, Rows::Named("trandeno"))],
            Self::Conflicts => &[(Table::Conflict, Rows::Named("trandeno"))],
            Self::DouyinOrders => &[
                (Table::Notice, Rows::Named("order_id")),
                (Table::History, Rows::Named("order_id")),
            ],
            Self::SubOrders => &[(Table::SubOrder, Rows::Named("sub_biz_order_id"))],
        }
    }
}

/// Loads from several tables.
struct Load<'a> {
    lists: Vec<(Named, KeyList<'a>)>,
}

impl<'a> Load<'a> {
    fn new(keys: &'a Keys) -> Self {
        let lists = [
            (Named::Orders, &keys.orders),
            (Named::Trades, &keys.trades),
            (Named::Callbacks, &keys.callbacks),
            (Named::Conflicts, &keys.conflicts),
            (Named::DouyinOrders, &keys.douyin_orders),
            (Named::SubOrders, &keys.taoxianda_sub_orders),
        ];
        let lists = lists.into_iter().filter(|(_, keys)| !keys.is_empty());
        Self {
            lists: lists
                .map(|(named, keys)| (named, KeyList::new(keys)))
                .collect(),
        }
    }
}

impl QueryFragment<Backend> for Load<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        // The number of each list that has been bound, so that it is sent once.
        let mut bound = Vec::new();
        let mut listed = |out: &mut AstPass<'_, 'b, Backend>,
                          column: &str,
                          (named, list): &'b (Named, KeyList<'_>)| {
            let [before, after] = IS_LISTED;
            out.push_sql(column);
            out.push_sql(before);
            if let Some(position) = bound.iter().position(|it| it == named) {
                out.push_sql(&format!("{PARAMETER}{}", position + 1));
            } else {
                bound.push(*named);
                list.bind(out)?;
            }
            out.push_sql(after);
            QueryResult::Ok(())
        };
        let mut with = "WITH ";
        for list in &self.lists {
            if let Some(known) = list.0.known() {
                let (name, table) = (known.name, known.table.name());
                out.push_sql(with);
                out.push_sql(&format!(
                    "{name} AS MATERIALIZED (SELECT * FROM {table} WHERE "
                ));
                listed(&mut out, known.column, list)?;
                out.push_sql(")");
                with = ", ";
            }
        }
        let mut union = if with == ", " { " " } else { "" };
        for list in &self.lists {
            for (table, rows) in list.0.rows() {
                out.push_sql(union);
                out.push_sql(selection(*table));
                out.push_sql(" FROM ");
                match rows {
                    Rows::Known(known) => out.push_sql(known.name),
                    Rows::Named(column) => {
                        out.push_sql(table.name());
                        out.push_sql(" WHERE ");
                        listed(&mut out, column, list)?;
                    }
                    Rows::Of(known, column) => {
                        let (name, [before, after]) = (known.name, IS_SELECTED);
                        out.push_sql(table.name());
                        out.push_sql(&format!(
                            " WHERE {column}{before}SELECT {column} FROM {name}{after}"
                        ));
                    }
                }
                union = " UNION ALL ";
            }
        }
        Ok(())
    }
}

/// What selects the columns of a table: made once.
fn selection(table: Table) -> &'static str {
    static SELECTIONS: LazyLock<Vec<String>> =
        LazyLock::new(|| Table::ALL.iter().map(|table| table.selection()).collect());
    SELECTIONS.get(table as usize).map_or("", String::as_str)
}

/// Told apart by its text, which is the same for any number of keys.
impl QueryId for Load<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Load<'_> {
    type SqlType = Untyped;
}
