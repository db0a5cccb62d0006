//! The help pages that partners know, below `/Help`: what can be called, with
//! what, and what comes back. Made once, from the same shapes that requests are
//! read by and from the comments of the contract.
//!
//! Quirk: an API or a model that does not exist is answered with the error view
//! and status 200. Kept, as it is what these addresses have always answered; an
//! address that the old server had no page for is 404.

mod api;
mod contract;
mod link;
mod model;
mod page;
mod sample;
#[cfg(test)]
mod tests;
mod text;
mod top;

use std::collections::HashMap;

use hyper::body::Bytes;
use link::Links;

/// What browsers may do with a page: show it, in our style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// What a browser gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The page, or the style of all pages.
    pub body: Bytes,
}

/// Every page.
#[derive(Debug)]
pub struct Help {
    base_path: String,
    /// By what follows `/Help/`, in lower case.
    pages: HashMap<String, Page>,
    /// In place of an API or a model that does not exist.
    no_such_thing: Page,
    /// In place of a page that does not exist.
    no_such_page: Page,
}

impl Help {
    /// The pages of a gateway that partners see below `base_path`, such as
    /// `/tickets`; empty for the root.
    #[must_use]
    pub fn new(base_path: &str) -> Self {
        let base_path = base_path.trim_end_matches('/').to_owned();
        let links = Links::below(&base_path);
        let contract = contract::Contract::embedded();
        let html = |body: String| Page {
            status: 200,
            content_type: HTML,
            body: body.into(),
        };

        let mut pages = HashMap::new();
        pages.insert(String::new(), html(page::index(&links)));
        pages.insert(
            link::ERROR_CODES.to_ascii_lowercase(),
            html(page::error_codes(&links)),
        );
        pages.insert(
            link::STYLE.to_owned(),
            Page {
                status: 200,
                content_type: CSS,
                body: Bytes::from_static(include_bytes!("page/style.css")),
            },
        );
        for api in api::ALL {
            pages.insert(api_key(&api.id()), html(page::api(&links, api, &contract)));
        }
        pages.insert(api_key(top::METHOD), html(page::top(&links, &contract)));
        for model in model::ALL {
            pages.insert(
                model_key(model.shape.name),
                html(page::model(&links, model, &contract)),
            );
        }

        let no_such_thing = html(page::error(&links));
        let no_such_page = Page {
            status: 404,
            ..no_such_thing.clone()
        };
        Self {
            base_path,
            pages,
            no_such_thing,
            no_such_page,
        }
    }

    /// The page at `path`, which is decoded; None if it is not one of ours.
    /// The case of letters means nothing.
    #[must_use]
    pub fn respond(&self, path: &str, query: Option<&str>) -> Option<&Page> {
        let path = strip_prefix_ignoring_case(path, &self.base_path)?;
        let rest = strip_prefix_ignoring_case(path, "/Help")?;
        let rest = match rest.strip_prefix('/') {
            Some(rest) => rest.strip_suffix('/').unwrap_or(rest),
            None if rest.is_empty() => "",
            None => return None,
        };
        let (action, id) = rest.split_once('/').unwrap_or((rest, ""));
        let query = query.unwrap_or_default();
        Some(match (action.to_ascii_lowercase().as_str(), id) {
            ("index", "") => self.page("", &self.no_such_page),
            ("api", "") => self.page(&api_key(&value_of("apiId", query)), &self.no_such_thing),
            ("api", id) if !id.contains('/') => self.page(&api_key(id), &self.no_such_thing),
            ("resourcemodel", "") => self.page(
                &model_key(&value_of("modelName", query)),
                &self.no_such_thing,
            ),
            (action, "") => self.page(action, &self.no_such_page),
            _ => &self.no_such_page,
        })
    }

    fn page<'a>(&'a self, key: &str, otherwise: &'a Page) -> &'a Page {
        self.pages.get(key).unwrap_or(otherwise)
    }
}

fn api_key(id: &str) -> String {
    format!("api/{}", id.to_ascii_lowercase())
}

fn model_key(name: &str) -> String {
    format!("resourcemodel/{}", name.to_ascii_lowercase())
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The first value of this name in a query, whatever the case of its letters.
fn value_of(name: &str, query: &str) -> String {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
