//! The first page: every API, by group.

use maud::{Markup, html};

use super::{
    layout::document,
    table::{Cell, Row, table},
};
use crate::legacy::help::{api, link::Links, top};

/// The old server's, as its generator named the page.
const TITLE: &str = "ASP.NET Web API Help Page";

/// The page.
pub(in super::super) fn index(links: &Links) -> String {
    let own = html! {
        h1 { (TITLE) }
        h2 { "Introduction" }
        p {
            "退款网关的接口说明。地址、参数与格式都与原系统相同,原有程序无需修改。"
        }
        p { "请求可用 JSON、XML 或表单,部分接口还可用 BSON;字符编码为 UTF-8。" }
        @for apis in api::ALL.chunk_by(|one, next| one.group == next.group) {
            @if let Some(first) = apis.first() {
                (group(first.group))
                (listed(apis.iter().map(|api| (links.api(&api.id()), api.title(), api.documentation))))
            }
        }
        (group("TOP"))
        (listed([(links.api(top::METHOD), top::TITLE.to_owned(), top::DOCUMENTATION)]))
        (group("错误码"))
        p { a href=(links.error_codes()) { "全部错误码" } }
    };
    document(links, TITLE, &[], &own)
}

fn group(name: &str) -> Markup {
    html! { h2 id=(name.replace('/', "-")) { (name) } }
}

/// Address, title and documentation of each API.
fn listed(apis: impl IntoIterator<Item = (String, String, &'static str)>) -> Markup {
    let row = |(address, title, documentation): (String, String, &str)| {
        Row::new(vec![
            Cell::new("api-name", html! { a href=(address) { (title) } }),
            Cell::new("api-documentation", html! { p { (documentation) } }),
        ])
    };
    table(&["API", "Description"], apis.into_iter().map(row).collect())
}
