//! The page of a model, and its members as a table, which the pages of APIs
//! show too.

use maud::{Markup, html};

use super::{
    contract,
    layout::document,
    table::{Cell, Row, table},
};
use crate::legacy::{
    help::{contract::Contract, link::Links, model::Model},
    webapi::shape::{Kind, Member},
};

/// The page.
pub(in super::super) fn model(links: &Links, model: &Model, contract: &Contract) -> String {
    let name = model.shape.name;
    let own = html! {
        h1 { (name) }
        (members(links, model))
        @if let Some(message) = contract.message(name) {
            h2 { "gRPC" }
            (contract::kind(message))
        }
    };
    document(links, name, &[], &own)
}

/// The link to a model.
pub(super) fn link(links: &Links, name: &str) -> Markup {
    html! { a href=(links.model(name)) { (name) } }
}

/// What a model has.
pub(super) fn members(links: &Links, model: &Model) -> Markup {
    let row = |(member, description): (&Member, &str)| {
        Row::new(vec![
            Cell::new("parameter-name", html! { (member.name) }),
            Cell::new("parameter-documentation", html! { p { (description) } }),
            Cell::new("parameter-type", kind(links, member.kind)),
            Cell::new("parameter-annotations", annotations(member)),
        ])
    };
    table(
        &["Name", "Description", "Type", "Additional information"],
        model.members().map(row).collect(),
    )
}

fn kind(links: &Links, kind: Kind) -> Markup {
    html! {
        @match kind {
            Kind::Text => "string",
            Kind::Decimal => "decimal number",
            Kind::Int32 | Kind::Int64 => "integer",
            Kind::Texts => "Collection of string",
            Kind::Objects(shape) => { "Collection of " (link(links, shape.name)) }
        }
    }
}

fn annotations(member: &Member) -> Markup {
    html! {
        @if member.required { p { "Required" } }
        @if let Some(limit) = member.max_length { p { "Max length: " (limit) } }
        @if !member.required && member.max_length.is_none() { p { "None." } }
    }
}
