//! What the commands for partners and TOP applications have in common.

use std::iter;

use crate::{
    config::Config,
    domain::timestamp::Timestamp,
    partners::{master_key::KeySource, registry::Registry},
    server::{self, StartError},
    store::Store,
};

/// Opens the database as the server does, and while one may be running.
pub(super) async fn open(config: &Config) -> Result<Store, StartError> {
    config.validate()?;
    server::open_store(config).await
}

/// Those who may call, in an open store.
pub(super) fn registry<'a>(store: &'a Store, config: &Config) -> Registry<'a> {
    Registry::new(store, KeySource::of(config))
}

/// The word for whether somebody may call.
pub(super) fn state(disabled_at: Option<Timestamp>) -> &'static str {
    match disabled_at {
        None => "enabled",
        Some(_) => "disabled",
    }
}

/// Rows below a head, each column as wide as its widest cell.
pub(super) fn table<const N: usize>(
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let rows: Vec<_> = iter::once(head.map(str::to_owned)).chain(rows).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a", "enabled"], ["agent01", "x"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        assert_eq!(
            table(["ID", "STATE"], rows.into_iter()),
            "ID       STATE\na        enabled\nagent01  x"
        );
    }
}
