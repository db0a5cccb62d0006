//! The recorded cases: what the old server was sent, understood and answered.

use std::{collections::BTreeMap, fs, path::Path};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::Value;

/// Families of requests to the three actions. `legacy_client_wire` and
/// `newtonsoft12_diff` have other forms, and tests of their own.
pub const FAMILIES: [&str; 18] = [
    "bson",
    "charset",
    "form",
    "fuzz_form",
    "fuzz_json",
    "fuzz_xml",
    "fuzz_xml_struct",
    "http_errors",
    "json_douyin",
    "json_epay",
    "json_refund",
    "modelstate_errors",
    "negotiation",
    "output_bytes",
    "seeds",
    "xml_douyin",
    "xml_epay",
    "xml_refund",
];

/// One recorded request and its answer. `README.md` beside the files tells what
/// each field means.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub name: String,
    pub method: String,
    pub path: String,
    pub request_headers: Vec<(String, String)>,
    request_body_utf8: Option<String>,
    request_body_base64: Option<String>,
    pub oracle_mode: String,
    #[serde(default)]
    pub oracle_extra: Vec<(String, String)>,
    pub status: u16,
    pub response_headers: Vec<(String, String)>,
    response_body_utf8: Option<String>,
    response_body_base64: Option<String>,
    pub bound: Option<Bound>,
}

/// What the old server's action was called with.
#[derive(Clone, Debug, Deserialize)]
pub struct Bound {
    pub model: Value,
    pub modelstate: ModelState,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ModelState {
    pub valid: bool,
}

#[derive(Deserialize)]
struct Family {
    count: usize,
    vectors: Vec<Case>,
}

/// Where we answer differently, and why.
#[derive(Debug, Deserialize)]
pub struct Departure {
    /// The rule that is followed.
    pub reason: String,
    /// What is done, by family and case.
    pub cases: BTreeMap<String, BTreeMap<String, Instead>>,
}

/// What is done instead.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// It is understood, as this.
    Accepted(Value),
    /// It is refused, with these messages by key.
    Refused(BTreeMap<String, Vec<String>>),
    /// It is one of the help pages, which the recorder did not have.
    HelpPage,
}

impl Case {
    /// The body; none if the request has neither body nor length.
    pub fn body(&self) -> Option<Vec<u8>> {
        bytes(
            self.request_body_utf8.as_ref(),
            self.request_body_base64.as_ref(),
        )
    }

    /// The body of the answer.
    pub fn answer(&self) -> Vec<u8> {
        bytes(
            self.response_body_utf8.as_ref(),
            self.response_body_base64.as_ref(),
        )
        .unwrap_or_default()
    }

    /// A header of the answer.
    pub fn answer_header(&self, name: &str) -> Option<&str> {
        let mut headers = self.response_headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether an action of ours was recorded, and not a variant of the recorder
    /// that shows what the framework can do.
    pub fn is_of_the_old_server(&self) -> bool {
        !self.path.starts_with("/oracle/") && ["ms400", "ok"].contains(&&*self.oracle_mode)
    }
}

fn bytes(utf8: Option<&String>, base64: Option<&String>) -> Option<Vec<u8>> {
    match (utf8, base64) {
        (Some(text), _) => Some(text.clone().into_bytes()),
        (None, Some(encoded)) => Some(BASE64_STANDARD.decode(encoded).unwrap()),
        (None, None) => None,
    }
}

/// The cases of a family.
pub fn family(name: &str) -> Vec<Case> {
    let family: Family = read(&format!("webapi/{name}.json"));
    assert_eq!(family.vectors.len(), family.count, "{name}");
    family.vectors
}

/// A file below `tests/vectors`.
pub fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let text = fs::read_to_string(root.join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every departure, by family and case.
pub fn departures() -> BTreeMap<(String, String), Instead> {
    let mut all = BTreeMap::new();
    for departure in read::<Vec<Departure>>("departures.json") {
        assert!(departure.reason.len() > 10, "a departure needs its reason");
        for (family, cases) in departure.cases {
            for (name, instead) in cases {
                let earlier = all.insert((family.clone(), name.clone()), instead);
                assert!(earlier.is_none(), "{family}/{name} stands twice");
            }
        }
    }
    all
}
