//! Where the help pages are.

/// The table of error codes, below `/Help/`.
pub(super) const ERROR_CODES: &str = "ErrorCodes";
/// The style of all pages, below `/Help/`.
pub(super) const STYLE: &str = "style.css";

/// The addresses of the pages of one gateway.
#[derive(Clone, Debug)]
pub(super) struct Links {
    base_path: String,
    home: String,
}

impl Links {
    /// Of a gateway that partners see below this path; empty for the root.
    pub(super) fn below(base_path: &str) -> Self {
        Self {
            base_path: base_path.to_owned(),
            home: format!("{base_path}/Help"),
        }
    }

    /// What is called, not read: the path of this route.
    pub(super) fn route(&self, route: &str) -> String {
        format!("{}/{route}", self.base_path)
    }

    /// The first page.
    pub(super) fn home(&self) -> &str {
        &self.home
    }

    /// The page of an API, or of the method of TOP.
    pub(super) fn api(&self, id: &str) -> String {
        format!("{}/Api/{id}", self.home)
    }

    /// The page of a model.
    pub(super) fn model(&self, name: &str) -> String {
        format!("{}/ResourceModel?modelName={name}", self.home)
    }

    /// The table of error codes.
    pub(super) fn error_codes(&self) -> String {
        format!("{}/{ERROR_CODES}", self.home)
    }

    /// The style of all pages.
    pub(super) fn style(&self) -> String {
        format!("{}/{STYLE}", self.home)
    }
}
