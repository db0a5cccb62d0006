//! Statements over whole columns: each column of a batch is one array, so that
//! one prepared statement serves every size of batch.

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::store::failure::Failure;

use super::Connection;

/// A statement that writes `rows` rows of `table`, with their columns in place
/// of the one `{}` in its text.
#[derive(Debug)]
pub(super) struct Write<'a> {
    table: &'static str,
    text: &'static str,
    rows: usize,
    columns: Vec<Column<'a>>,
}

/// One column of a batch.
#[derive(Debug)]
pub(super) enum Column<'a> {
    Text(Vec<&'a str>),
    OptionalText(Vec<Option<&'a str>>),
    OwnedText(Vec<String>),
    Int4(Vec<i32>),
    Int8(Vec<i64>),
    OptionalInt8(Vec<Option<i64>>),
    Bool(Vec<bool>),
    OptionalBool(Vec<Option<bool>>),
}

impl<'a> Write<'a> {
    /// Writes `rows` by the statement `text`.
    pub(super) fn new<R>(table: &'static str, text: &'static str, rows: &[R]) -> Self {
        Self {
            table,
            text,
            rows: rows.len(),
            columns: Vec::new(),
        }
    }

    /// Adds a column, in the order of the statement.
    pub(super) fn with(mut self, column: Column<'a>) -> Self {
        self.columns.push(column);
        self
    }

    /// There is nothing to write.
    fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

/// Statements that are one to the server: the answers to several, each with a
/// message of its own, would wake both sides for each.
#[derive(Debug)]
pub(super) struct Writes<'a>(Vec<Write<'a>>);

impl<'a> Writes<'a> {
    /// Those of `statements` that have something to write.
    pub(super) fn new(statements: impl IntoIterator<Item = Write<'a>>) -> Self {
        let statements = statements.into_iter();
        Self(statements.filter(|write| !write.is_empty()).collect())
    }

    /// Runs the statements. Each has to affect all of its rows: one less, and a
    /// guard did not hold.
    pub(super) async fn run(self, connection: &Connection) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        let expected: Vec<_> = self.0.iter().map(|it| (it.table, it.rows)).collect();
        let affected: Vec<i64> = self.get_result(&mut *connection.turn().await).await?;
        for ((table, rows), affected) in expected.into_iter().zip(affected) {
            if usize::try_from(affected) != Ok(rows) {
                return Err(Failure::LostGuard(table));
            }
        }
        Ok(())
    }
}

impl QueryFragment<Pg> for Writes<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (number, write) in self.0.iter().enumerate() {
            out.push_sql(if number == 0 { "WITH " } else { ", " });
            out.push_sql(&format!("w{number} AS ("));
            write.walk_ast(out.reborrow())?;
            out.push_sql(" RETURNING 1)");
        }
        out.push_sql(" SELECT ARRAY[");
        for number in 0..self.0.len() {
            out.push_sql(if number == 0 { "" } else { ", " });
            out.push_sql(&format!("(SELECT COUNT(*) FROM w{number})"));
        }
        out.push_sql("]");
        Ok(())
    }
}

impl Query for Writes<'_> {
    type SqlType = Array<BigInt>;
}

/// Not marked unsafe to cache, and told apart by its text: the text of a
/// statement is the same for every batch that writes to the same tables.
impl QueryId for Writes<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for Write<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (before, after) = self.text.split_once("{}").unwrap_or((self.text, ""));
        out.push_sql(before);
        // Not `FROM UNNEST(…, …)`, which keeps each array aside as a table of
        // its own before it joins them: that takes three times as long.
        out.push_sql("(SELECT ");
        for (index, column) in self.columns.iter().enumerate() {
            out.push_sql(if index > 0 { ", UNNEST(" } else { "UNNEST(" });
            column.bind(&mut out)?;
            out.push_sql(")");
        }
        out.push_sql(")");
        out.push_sql(after);
        Ok(())
    }
}

impl Column<'_> {
    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match self {
            Self::Text(values) => out.push_bind_param::<Array<Text>, _>(values),
            Self::OptionalText(values) => out.push_bind_param::<Array<Nullable<Text>>, _>(values),
            Self::OwnedText(values) => out.push_bind_param::<Array<Text>, _>(values),
            Self::Int4(values) => out.push_bind_param::<Array<Integer>, _>(values),
            Self::Int8(values) => out.push_bind_param::<Array<BigInt>, _>(values),
            Self::OptionalInt8(values) => out.push_bind_param::<Array<Nullable<BigInt>>, _>(values),
            Self::Bool(values) => out.push_bind_param::<Array<Bool>, _>(values),
            Self::OptionalBool(values) => out.push_bind_param::<Array<Nullable<Bool>>, _>(values),
        }
    }
}

/// A column of texts.
pub(super) fn text<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> &'a str) -> Column<'a> {
    Column::Text(rows.iter().map(|row| of(*row)).collect())
}

/// A column of texts that may be absent.
pub(super) fn optional_text<'a, R: Copy>(
    rows: &[R],
    of: impl Fn(R) -> Option<&'a str>,
) -> Column<'a> {
    Column::OptionalText(rows.iter().map(|row| of(*row)).collect())
}

/// A column of texts made for the occasion.
pub(super) fn owned_text<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> String) -> Column<'a> {
    Column::OwnedText(rows.iter().map(|row| of(*row)).collect())
}

/// A column of 32-bit numbers.
pub(super) fn int4<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> i32) -> Column<'a> {
    Column::Int4(rows.iter().map(|row| of(*row)).collect())
}

/// A column of 64-bit numbers.
pub(super) fn int8<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> i64) -> Column<'a> {
    Column::Int8(rows.iter().map(|row| of(*row)).collect())
}

/// A column of 64-bit numbers that may be absent.
pub(super) fn optional_int8<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> Option<i64>) -> Column<'a> {
    Column::OptionalInt8(rows.iter().map(|row| of(*row)).collect())
}

/// A column of truth values.
pub(super) fn bool<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> bool) -> Column<'a> {
    Column::Bool(rows.iter().map(|row| of(*row)).collect())
}

/// A column of truth values that may be absent.
pub(super) fn optional_bool<'a, R: Copy>(rows: &[R], of: impl Fn(R) -> Option<bool>) -> Column<'a> {
    Column::OptionalBool(rows.iter().map(|row| of(*row)).collect())
}
