//! What every page has around its own.

use maud::{DOCTYPE, Markup, html};

use super::super::link::Links;

/// A part of a page that readers may want to jump to: its anchor and heading.
pub(super) type Part = (&'static str, &'static str);

/// A whole page. `parts` are listed above what is the page's own.
pub(super) fn document(links: &Links, title: &str, parts: &[Part], own: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(links.style());
            }
            body #top.help-page {
                header {
                    nav aria-label="Help Page" {
                        a href=(links.home()) { "Help Page Home" }
                        a href=(links.error_codes()) { "错误码" }
                    }
                }
                main {
                    @if !parts.is_empty() {
                        nav.parts aria-label="本页内容" {
                            @for (anchor, heading) in parts {
                                a href={ "#" (anchor) } { (heading) }
                            }
                        }
                    }
                    (own)
                }
            }
        }
    }
    .into_string()
}

/// A name of a program, which may be broken behind each underscore.
pub(super) fn identifier(name: &str) -> Markup {
    html! {
        code { @for part in name.split_inclusive('_') { (part) wbr; } }
    }
}

/// A block of text that is read as it stands.
pub(super) fn block(text: &str) -> Markup {
    html! { pre.wrapped { (text) } }
}

/// A block that readers copy, and tests find by its anchor.
pub(super) fn named_block(anchor: &str, text: &str) -> Markup {
    html! { pre.wrapped id=(anchor) { (text) } }
}
