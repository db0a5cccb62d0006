//! The table of error codes, from the one that every answer is made by.

use maud::{Markup, html};

use super::{
    layout::{document, identifier},
    table::{Cell, Row, table},
};
use crate::{
    error::{ErrorRow, Failure, TopError},
    legacy::help::link::Links,
};

const TITLE: &str = "错误码";

/// The page.
pub(in super::super) fn error_codes(links: &Links) -> String {
    let mut rows: Vec<_> = Failure::all().map(Failure::row).collect();
    rows.sort_unstable_by_key(|row| row.errcode);
    let own = html! {
        h1 { (TITLE) }
        p {
            code { "errcode" } " 为 0 表示成功,其他值见下表。"
            "1 开头:参数有误;2 开头:数据不存在;3 开头:当前状态不允许;4 开头:与已有数据冲突;9 开头:系统错误。"
        }
        p {
            "“可重试”为“是”的错误,稍后用相同的参数再次调用即可;重复调用不会重复退款。"
            "其他错误应先改正请求,或联系人工处理。"
        }
        (table(
            &["errcode", "原因", "说明", "TOP", "gRPC", "可重试"],
            rows.iter().map(row).collect(),
        ))
    };
    document(links, TITLE, &[], &own)
}

fn row(row: &ErrorRow) -> Row {
    let cells = vec![
        Cell::new("number", html! { (row.errcode) }),
        Cell::new("", identifier(row.reason)),
        Cell::new("", html! { (row.message_zh) }),
        Cell::new("", top(row.top)),
        Cell::new("", html! { (format!("{:?}", row.code)) }),
        Cell::new(
            "",
            html! { @if can_be_repeated(row.top) { "是" } @else { "否" } },
        ),
    ];
    Row::new(cells).at(anchor(row.errcode))
}

fn top(error: TopError) -> Markup {
    html! {
        @match error {
            TopError::Business(code) => { "error_code: " (identifier(code)) }
            TopError::Platform(sub_code) => { "sub_code: " (identifier(sub_code)) }
        }
    }
}

fn can_be_repeated(error: TopError) -> bool {
    matches!(error, TopError::Platform(sub_code) if sub_code.starts_with("isp."))
}

/// Where the table tells of an `errcode`.
fn anchor(errcode: i32) -> String {
    format!("errcode-{errcode}")
}
