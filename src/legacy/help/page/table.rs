//! Tables that become a list of cards where the window is narrow: each cell
//! knows the heading of its column.

use maud::{Markup, html};

/// A cell, and the class that the old pages' style knew it by.
pub(super) struct Cell {
    class: &'static str,
    content: Markup,
}

impl Cell {
    /// A cell with this class; may be empty.
    pub(super) fn new(class: &'static str, content: Markup) -> Self {
        Self { class, content }
    }
}

/// A row, and the anchor that leads to it, if any.
pub(super) struct Row {
    anchor: Option<String>,
    cells: Vec<Cell>,
}

impl Row {
    /// A row that nothing leads to.
    pub(super) fn new(cells: Vec<Cell>) -> Self {
        Self {
            anchor: None,
            cells,
        }
    }

    /// The row with an anchor.
    pub(super) fn at(self, anchor: String) -> Self {
        Self {
            anchor: Some(anchor),
            ..self
        }
    }
}

/// A table.
pub(super) fn table(headings: &[&str], rows: Vec<Row>) -> Markup {
    html! {
        table.help-page-table {
            thead {
                tr { @for heading in headings { th scope="col" { (heading) } } }
            }
            tbody {
                @for row in rows {
                    tr id=[row.anchor] {
                        @for (heading, cell) in headings.iter().zip(row.cells) {
                            td.(cell.class) data-heading=(heading) {
                                @if !cell.content.0.is_empty() { div { (cell.content) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
