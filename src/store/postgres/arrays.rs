//! Statements over whole columns: each column of a batch is one array, so that
//! one prepared statement serves every size of batch.

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::store::failure::Failure;

use super::Connection;

/// A statement that writes `rows` rows of `table`, with their columns in place
/// of the one `{}` in its text.
pub(super) struct Write<'a> {
    table: &'static str,
    text: &'static str,
    rows: usize,
    columns: Vec<Column<'a>>,
}

/// One column of a batch.
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
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Runs the statement, which has to affect every row: one less, and a guard
    /// did not hold.
    pub(super) async fn run(self, connection: &Connection) -> Result<(), Failure> {
        let (table, rows) = (self.table, self.rows);
        let affected = self.execute(&mut *connection.turn().await).await?;
        if affected == rows {
            Ok(())
        } else {
            Err(Failure::LostGuard(table))
        }
    }
}

impl QueryFragment<Pg> for Write<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (before, after) = self.text.split_once("{}").unwrap_or((self.text, ""));
        out.push_sql(before);
        out.push_sql("UNNEST(");
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                out.push_sql(", ");
            }
            column.bind(&mut out)?;
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

/// Not marked unsafe to cache, and told apart by its text: the text of a
/// statement is the same for every batch.
impl QueryId for Write<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
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
