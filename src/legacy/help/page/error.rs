//! The error view.

use maud::html;

use super::layout::document;
use crate::legacy::help::link::Links;

/// The page. It repeats nothing of what was asked for.
pub(in super::super) fn error(links: &Links) -> String {
    let own = html! {
        h1 { "Error." }
        h2 { "An error occurred while processing your request." }
        p { "没有这个接口或类型的说明。" a href=(links.home()) { "返回首页" } }
    };
    document(links, "Error", &[], &own)
}
