//! Whether a command printed what the document shows.
//!
//! Two kinds of words differ from run to run, and only they may: points in time
//! (`2025-06-01T08:30:00.123456Z`) and batch numbers that the gateway drew (32
//! digits). Any point in time equals any other. A batch number of the document
//! stands for one of the run, the same one wherever it is shown.

use serde_json::Value;

const BATCHNO_LENGTH: usize = 32;

/// The batch numbers of one side, in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Normalizer {
    batchnos: Vec<String>,
}

impl Normalizer {
    /// The text with points in time and batch numbers replaced by names.
    pub(crate) fn normalize(&mut self, text: &str) -> String {
        let mut normalized = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
            let (before, from_digit) = rest.split_at(start);
            let is_timestamp_part =
                |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 'Z');
            let digits = length_of(from_digit, |c| c.is_ascii_digit());
            let timestamp = length_of(from_digit, is_timestamp_part);
            normalized.push_str(before);
            let (word, name) = if digits == BATCHNO_LENGTH {
                let (word, _) = from_digit.split_at(digits);
                (word, self.name_of(word))
            } else if is_timestamp(&from_digit[..timestamp]) {
                (&from_digit[..timestamp], "TIME".to_owned())
            } else {
                (&from_digit[..digits], from_digit[..digits].to_owned())
            };
            normalized.push_str(&name);
            rest = &from_digit[word.len()..];
        }
        normalized.push_str(rest);
        normalized
    }

    fn name_of(&mut self, batchno: &str) -> String {
        let known = self.batchnos.iter().position(|known| known == batchno);
        let index = known.unwrap_or_else(|| {
            self.batchnos.push(batchno.to_owned());
            self.batchnos.len() - 1
        });
        format!("BATCHNO-{index}")
    }
}

fn length_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character))
        .unwrap_or(text.len())
}

fn is_timestamp(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= "2025-06-01T08:30:00Z".len()
        && bytes.get(4) == Some(&b'-')
        && bytes.get(10) == Some(&b'T')
        && bytes.last() == Some(&b'Z')
}

/// Compares two outputs, both normalized, and tells how they differ.
/// Objects of JSON are equal in whatever order their members stand.
pub(crate) fn differ(language: &str, expected: &str, actual: &str) -> Option<String> {
    let same = match language {
        "json" => match (json(expected), json(actual)) {
            (Ok(expected), Ok(actual)) => expected == actual,
            (Err(error), _) => panic!("the document's JSON: {error}\n{expected}"),
            (_, Err(error)) => return Some(format!("not JSON: {error}\n{actual}")),
        },
        _ => trimmed(expected) == trimmed(actual),
    };
    (!same).then(|| format!("expected:\n{expected}\nprinted:\n{actual}"))
}

fn json(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text)
}

fn trimmed(text: &str) -> Vec<&str> {
    text.trim().lines().map(str::trim_end).collect()
}

#[test]
fn only_what_varies_is_replaced() {
    let mut normalizer = Normalizer::default();
    let (one, other) = ("1".repeat(32), "2".repeat(32));
    let text = format!("B1 {one} 2025-06-01T08:30:00.12Z {other} \"{one}\" 12.30 2025");
    assert_eq!(
        normalizer.normalize(&text),
        "B1 BATCHNO-0 TIME BATCHNO-1 \"BATCHNO-0\" 12.30 2025"
    );
}

#[test]
fn json_is_compared_as_json_and_text_by_its_lines() {
    assert_eq!(
        differ("json", r#"{"a":1,"b":2}"#, r#"{ "b": 2, "a": 1 }"#),
        None
    );
    assert!(differ("json", "[1,2]", "[2,1]").is_some());
    assert!(differ("json", "{}", "ERROR").is_some());
    assert_eq!(differ("text", "a\nb\n", "a \nb"), None);
    assert!(differ("text", "a", "b").is_some());
}
