//! Which action a request is for: Web API's routes.
//!
//! Quirks, kept because clients have the paths they have: letters of any case,
//! slashes at the end, percent-encoded characters (slashes too) and dot
//! segments all reach the action; an empty segment anywhere else does not.

use http::Method;

use super::{
    negotiate::{Format, WITH_BSON, WITHOUT_BSON},
    request_uri::{percent_decode, without_dot_segments},
    shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, REFUND, Shape},
    write::ResultClass,
};

/// What the old server can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Douyin tells of refunds.
    DouyinUpdate,
    /// The e-payment provider tells of a refund that succeeded.
    EpayEndSingleSuccess,
    /// A partner wants a refund.
    OrderRefund,
}

/// Where a request leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routed {
    /// To an action.
    Action(Action),
    /// To an action, but with a method that it does not know.
    MethodNotAllowed(Action),
    /// Nowhere.
    NotFound,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::DouyinUpdate,
        Self::EpayEndSingleSuccess,
        Self::OrderRefund,
    ];

    /// The path of the action, without a slash before it.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::DouyinUpdate => "api/WebInterface/Order/ThirdRefundInfo/Update",
            Self::EpayEndSingleSuccess => "api/WebInterface/EPay/Refund/EndSingle/Success",
            Self::OrderRefund => "api/Order/Refund",
        }
    }

    /// The class of the action's parameter.
    #[must_use]
    pub const fn parameter(self) -> &'static Shape {
        match self {
            Self::DouyinUpdate => &DOUYIN_INFO_SYNC,
            Self::EpayEndSingleSuccess => &EPAY_END_REFUND_SUCCESS,
            Self::OrderRefund => &REFUND,
        }
    }

    /// The class of the action's result.
    #[must_use]
    pub const fn result(self) -> ResultClass {
        match self {
            Self::DouyinUpdate | Self::EpayEndSingleSuccess => ResultClass::CommonOperationResult,
            Self::OrderRefund => ResultClass::OperationResult,
        }
    }

    /// The formats in which the action answers, and apart from forms reads.
    /// The partners' application did not offer BSON.
    #[must_use]
    pub const fn formats(self) -> &'static [Format] {
        match self {
            Self::DouyinUpdate | Self::EpayEndSingleSuccess => WITH_BSON,
            Self::OrderRefund => WITHOUT_BSON,
        }
    }
}

impl Routed {
    /// The formats in which the request is answered.
    #[must_use]
    pub const fn formats(self) -> &'static [Format] {
        match self {
            Self::Action(action) | Self::MethodNotAllowed(action) => action.formats(),
            Self::NotFound => WITH_BSON,
        }
    }
}

/// Finds where a request leads. The path is as it was sent, without its query;
/// the base path is that of the site, such as `/tour`, or empty.
#[must_use]
pub fn route(path: &str, base_path: &str, method: &Method) -> Routed {
    let canonical = without_dot_segments(path);
    let decoded = percent_decode(&canonical);
    let Some(path) = below(&decoded, base_path) else {
        return Routed::NotFound;
    };
    let path = path.trim_end_matches('/');
    let action = Action::ALL
        .into_iter()
        .find(|action| action.path().eq_ignore_ascii_case(path));
    match action {
        Some(action) if *method == Method::POST => Routed::Action(action),
        Some(action) => Routed::MethodNotAllowed(action),
        None => Routed::NotFound,
    }
}

/// The path below a base path, without the slash between them.
fn below<'a>(path: &'a str, base_path: &str) -> Option<&'a str> {
    let base_path = base_path.trim_end_matches('/');
    let (base, rest) = path.split_at_checked(base_path.len())?;
    base.eq_ignore_ascii_case(base_path)
        .then(|| rest.strip_prefix('/'))
        .flatten()
}

#[cfg(test)]
mod tests {
    use http::Method;
    use proptest::prelude::*;

    use super::{Action, Routed, route};

    #[track_caller]
    fn found(path: &str) {
        let routed = route(path, "", &Method::POST);
        assert_eq!(routed, Routed::Action(Action::OrderRefund), "{path}");
    }

    #[track_caller]
    fn lost(path: &str) {
        assert_eq!(route(path, "", &Method::POST), Routed::NotFound, "{path}");
    }

    #[test]
    fn each_action_has_its_path() {
        for action in Action::ALL {
            let routed = route(&format!("/{}", action.path()), "/", &Method::POST);
            assert_eq!(routed, Routed::Action(action));
        }
    }

    #[test]
    fn the_many_ways_to_write_a_path() {
        found("/api/order/REFUND");
        found("/api/Order/Refund/");
        found("/api/Order/Refund//");
        found("/api/%4frder/Refund");
        found("/api%2FOrder/Refund");
        found("/api/x/../Order/./Refund");
        found("/../api/Order/%2e%2E/Order/Refund/.");
        found("\\api\\Order\\Refund");
    }

    #[test]
    fn what_leads_nowhere() {
        for path in [
            "",
            "/",
            "/api",
            "/api/Order",
            "/api/Order/Refund/x",
            "/api//Order/Refund",
            "//api/Order/Refund",
            "/api/Order/Refund%20",
            "/api/Order/%2552efund",
            "/api/Order/Refun%",
            "/api/Order/Refund/..",
        ] {
            lost(path);
        }
    }

    #[test]
    fn below_a_base_path_only() {
        let post = |path: &str, base: &str| route(path, base, &Method::POST);
        for base in ["/tour", "/tour/", "/Tour"] {
            let routed = post("/tour/api/Order/Refund", base);
            assert_eq!(routed, Routed::Action(Action::OrderRefund), "{base}");
        }
        for path in [
            "/api/Order/Refund",
            "/tourapi/Order/Refund",
            "/tour",
            "/t\u{f6}ur/",
        ] {
            assert_eq!(post(path, "/tour"), Routed::NotFound, "{path}");
        }
    }

    #[test]
    fn other_methods_are_known_not_to_be_allowed() {
        for method in ["GET", "HEAD", "OPTIONS", "FOO", "post"] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let routed = route("/api/Order/Refund", "", &method);
            assert_eq!(routed, Routed::MethodNotAllowed(Action::OrderRefund));
            assert_eq!(route("/api/Order", "", &method), Routed::NotFound);
        }
    }

    proptest! {
        #[test]
        fn paths_of_other_words_lead_nowhere(path in "(/|%|\\.|[a-z\u{e9}]|%2[ef]){0,20}", base in "/?[a-z\u{e9}]{0,2}") {
            let routed = route(&path, &base, &Method::POST);
            prop_assert_eq!(routed, Routed::NotFound);
        }

        #[test]
        fn any_character_may_be_encoded(encoded in prop::collection::vec(any::<bool>(), 16)) {
            let written = "api/Order/Refund".chars().zip(encoded);
            let path: String = written
                .map(|(character, encode)| {
                    if encode {
                        format!("%{:02x}", u32::from(character))
                    } else {
                        character.to_string()
                    }
                })
                .collect();
            let path = format!("/{path}");
            prop_assert_eq!(route(&path, "", &Method::POST), Routed::Action(Action::OrderRefund));
        }
    }
}
