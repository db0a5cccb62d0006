//! Statements over whole columns: each column of a batch is one array, so that
//! one prepared statement serves every size of batch.

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::{DatabaseErrorKind, Error as DieselError},
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::store::failure::{Failure, LOST_GUARD};

use super::Connection;

/// A statement that writes `rows` rows, with their columns in place of the one `{}`
/// in its text.
#[derive(Debug)]
pub(super) struct Write<'a> {
    text: &'static str,
    rows: usize,
    /// The table that all of them have to be found in.
    guard: Option<&'static str>,
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
    /// Writes `rows` by the statement `text`: adds them, or fails where one is there;
    /// or deletes those that are there.
    pub(super) fn new<R>(text: &'static str, rows: &[R]) -> Self {
        Self {
            text,
            rows: rows.len(),
            guard: None,
            columns: Vec::new(),
        }
    }

    /// Changes rows of `table`, and fails where the statement finds one of them no more.
    pub(super) fn guarded(self, table: &'static str) -> Self {
        let guard = Some(table);
        Self { guard, ..self }
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
/// message of its own, would wake both sides for each. It is a transaction by
/// itself.
#[derive(Debug)]
pub(super) struct Writes<'a> {
    statements: Vec<Write<'a>>,
    /// How many rows each has to affect, if it is guarded.
    expected: Vec<i64>,
}

impl<'a> Writes<'a> {
    /// Those of `statements` that have something to write.
    pub(super) fn new(statements: impl IntoIterator<Item = Write<'a>>) -> Self {
        let statements = statements.into_iter();
        let statements: Vec<_> = statements.filter(|write| !write.is_empty()).collect();
        let rows = |write: &Write<'_>| i64::try_from(write.rows).unwrap_or(i64::MAX);
        Self {
            expected: statements.iter().map(rows).collect(),
            statements,
        }
    }

    /// What tells the statement from others.
    pub(super) fn texts(&self) -> Vec<&'static str> {
        self.statements.iter().map(|write| write.text).collect()
    }

    /// Runs the statements.
    pub(super) async fn run(self, connection: &Connection) -> Result<(), Failure> {
        if self.statements.is_empty() {
            return Ok(());
        }
        let mut turn = connection.turn().await;
        let affected = self.execute(&mut *turn).await;
        affected.map(|_| ()).map_err(|error| match &error {
            // Somebody else has added the row, since it was looked for or before.
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, about) => {
                Failure::lost_guard(about.table_name().unwrap_or("a table"))
            }
            _ => Failure::from(error),
        })
    }
}

/// Fails where a guard does not hold, and names its table: that text is no number.
impl QueryFragment<Pg> for Writes<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let writes = || self.statements.iter().enumerate();
        for (number, write) in writes() {
            out.push_sql(if number == 0 { "WITH " } else { ", " });
            out.push_sql(&format!("w{number} AS ("));
            write.walk_ast(out.reborrow())?;
            out.push_sql(match write.guard {
                Some(_) => " RETURNING 1)",
                None => ")",
            });
        }
        out.push_sql(" SELECT CAST(CASE");
        for ((number, write), expected) in writes().zip(&self.expected) {
            let Some(table) = write.guard else {
                continue;
            };
            out.push_sql(&format!(" WHEN (SELECT COUNT(*) FROM w{number}) <> "));
            out.push_bind_param::<BigInt, _>(expected)?;
            out.push_sql(&format!(" THEN '{LOST_GUARD}{table}'"));
        }
        // There may be none, and a case needs one.
        out.push_sql(" WHEN FALSE THEN '' END AS INT4)");
        Ok(())
    }
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
