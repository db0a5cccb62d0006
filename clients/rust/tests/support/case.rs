//! The form of `clients/conformance/*.json`, and how answers are compared.

use std::{collections::BTreeMap, fs, path::Path};

use refund_gateway_client::RefundError;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "description")]
    _description: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) options: TransportOptions,
    #[serde(default)]
    pub(crate) given: Vec<Call>,
    pub(crate) call: Call,
    pub(crate) expect: Expectation,
    #[serde(default)]
    pub(crate) then: Vec<Call>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Call,
    Limits,
    Tls,
    Deadline,
    Away,
    Retry,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransportOptions {
    pub(crate) ca: bool,
    pub(crate) token: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) rpc: String,
    #[serde(default)]
    pub(crate) request: Value,
    #[serde(default)]
    pub(crate) metadata: BTreeMap<String, String>,
    pub(crate) deadline_ms: Option<u64>,
    #[serde(default)]
    pub(crate) save: BTreeMap<String, String>,
    response: Option<Value>,
    error: Option<ExpectedError>,
}

impl Call {
    /// In given and then a call says itself what it expects.
    pub(crate) fn expectation(&self) -> Expectation {
        Expectation {
            response: self.response.clone(),
            error: self.error.clone(),
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expectation {
    pub(crate) response: Option<Value>,
    pub(crate) error: Option<ExpectedError>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedError {
    code: Option<String>,
    reason: Option<String>,
    errcode: Option<u32>,
    message_zh: Option<String>,
    violations: Option<Vec<String>>,
    retry_after: Option<bool>,
}

impl ExpectedError {
    pub(crate) fn check(&self, error: &RefundError) {
        let fields = error.violations.iter().map(|it| it.field.clone()).collect();
        let got = Self {
            code: self.code.as_ref().map(|_| name_of(error)),
            reason: self.reason.as_ref().map(|_| error.reason.clone()),
            errcode: self.errcode.map(|_| error.errcode),
            message_zh: self.message_zh.as_ref().map(|_| error.message_zh.clone()),
            violations: self.violations.as_ref().map(|_| fields),
            retry_after: self.retry_after.map(|_| error.retry_after.is_some()),
        };
        assert_eq!(format!("{self:?}"), format!("{got:?}"), "{error}");
    }
}

/// `AlreadyExists` is `ALREADY_EXISTS`.
fn name_of(error: &RefundError) -> String {
    let mut name = String::new();
    for letter in format!("{:?}", error.code).chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

pub(crate) fn read_all() -> Vec<Case> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance");
    let mut cases = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = fs::read_to_string(&path).unwrap();
            let file: File = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            cases.extend(file.cases);
        }
    }
    assert!(!cases.is_empty(), "no conformance cases");
    cases
}

/// Says where an answer lacks what is expected of it.
pub(crate) fn difference(path: &str, expected: &Value, got: &Value) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected.iter().find_map(|(name, it)| {
            let got = got.get(name).unwrap_or(&Value::Null);
            difference(&format!("{path}.{name}"), it, got)
        }),
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            let pairs = expected.iter().zip(got).enumerate();
            pairs
                .into_iter()
                .find_map(|(i, (expected, got))| difference(&format!("{path}[{i}]"), expected, got))
        }
        _ if expected == got => None,
        _ => Some(format!("{path}: expected {expected}, got {got}")),
    }
}

/// Puts what was saved in the place of each `${name}`.
pub(crate) fn fill(value: &Value, saved: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => {
            Value::String(saved.iter().fold(text.clone(), |text, (name, it)| {
                text.replace(&format!("${{{name}}}"), it)
            }))
        }
        Value::Array(items) => items.iter().map(|item| fill(item, saved)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), fill(member, saved)))
            .collect(),
        other => other.clone(),
    }
}

/// Finds a value by a path such as `applications[0].batchno`.
pub(crate) fn look_up<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    value.pointer(&format!(
        "/{}",
        path.replace('[', "/").replace(']', "").replace('.', "/")
    ))
}
