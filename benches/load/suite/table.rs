//! Tables of Markdown, and what stands in them.

use std::{fmt, time::Duration};

use crate::latency::Latencies;

/// A table whose first column is text and whose others are numbers.
pub(crate) struct Table {
    title: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(title: &'static str, columns: &[&'static str]) -> Self {
        Self {
            title,
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, and shows it to whoever waits.
    pub(crate) fn row(&mut self, cells: &[String]) {
        println!("{}: {}", self.title, cells.join(" | "));
        self.rows.push(cells.to_vec());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "### {}\n", self.title)?;
        writeln!(f, "| {} |", self.columns.join(" | "))?;
        let numbers = vec!["---:"; self.columns.len().saturating_sub(1)];
        writeln!(f, "| --- | {} |", numbers.join(" | "))?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

/// A number that is large.
pub(crate) fn number(value: f64) -> String {
    format!("{value:.0}")
}

/// How many times the one is the other.
pub(crate) fn ratio(value: f64, other: f64) -> String {
    format!("{:.2}", value / other)
}

/// Microseconds.
pub(crate) fn micros(time: Duration) -> String {
    format!("{:.0}", time.as_secs_f64() * 1e6)
}

/// The latency that a share of all calls does not exceed.
pub(crate) fn millis(latencies: &Latencies, quantile: f64) -> String {
    format!("{:.2}", latencies.millis(quantile))
}
