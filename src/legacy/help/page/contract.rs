//! What the contract says of the method behind an API. The old pages had no
//! such part; it stands after all that they had.

use maud::{Markup, html};

use super::{
    layout::{Part, identifier},
    table::{Cell, Row, table},
};
use crate::legacy::help::contract::{self, Contract};

/// The part's anchor and heading.
pub(super) const PART: Part = ("grpc", "gRPC");

/// The whole part.
pub(super) fn section(contract: &Contract, name: &str) -> Markup {
    let (anchor, heading) = PART;
    html! {
        @if let Some(method) = contract.method(name) {
            h2 id=(anchor) { (heading) }
            p { "同一操作的 gRPC 接口,含每个字段的含义、限制与来源:" }
            p { code { (name) } }
            (prose(&method.comment))
            @for kind in contract.types_of(method) {
                details {
                    summary { code { (kind.name) } }
                    (self::kind(kind))
                }
            }
        }
    }
}

/// A message or an enumeration.
pub(super) fn kind(kind: &contract::Kind) -> Markup {
    let row = |part: &contract::Part| {
        Row::new(vec![
            Cell::new("parameter-name", identifier(&part.name)),
            Cell::new("parameter-type", html! { (part.shown_type) }),
            Cell::new("parameter-documentation", prose(&part.comment)),
        ])
    };
    html! {
        (prose(&kind.comment))
        (table(&["Name", "Type", "Description"], kind.parts.iter().map(row).collect()))
    }
}

/// A comment of the contract: English, in paragraphs, with names between
/// backticks.
fn prose(comment: &str) -> Markup {
    html! {
        @for paragraph in comment.split("\n\n") {
            p lang="en" {
                @for (at, words) in paragraph.split('`').enumerate() {
                    @if at % 2 == 1 { code { (words) } } @else { (words) }
                }
            }
        }
    }
}
