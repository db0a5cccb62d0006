//! What the documents name exists: files, and the test behind every invariant.

use std::path::Path;

use super::{markdown, repository_file};

const DOCUMENTS: [&str; 5] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
];
/// What a path in a document may begin with.
const PLACES: [&str; 6] = [
    "migrations/",
    "proto/",
    "scripts/",
    "src/",
    "tests/",
    ".ci/",
];
/// Begins the call-out of an invariant.
const INVARIANT: &str = "**Architecture Invariant:**";
/// Between an invariant and the tests that prove it.
const PROOF: &str = "Proved by";

#[test]
fn every_invariant_names_tests_that_exist() {
    let document = repository_file("ARCHITECTURE.md");
    let invariants: Vec<_> = document
        .split("\n\n")
        .filter(|paragraph| paragraph.contains(INVARIANT))
        .collect();
    assert!(!invariants.is_empty());
    for invariant in invariants {
        let (_, proof) = invariant
            .split_once(PROOF)
            .unwrap_or_else(|| panic!("nothing proves:\n{invariant}"));
        let tests = markdown::code_spans(proof);
        assert!(!tests.is_empty(), "no test is named:\n{invariant}");
        for test in tests {
            let (file, name) = test
                .split_once("::")
                .unwrap_or_else(|| panic!("`{test}` is not `FILE::TEST`"));
            let definition = format!("fn {name}(");
            assert!(
                repository_file(file).contains(&definition),
                "`{test}` does not exist"
            );
        }
    }
}

#[test]
fn every_path_in_the_documents_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in DOCUMENTS {
        for span in markdown::code_spans(&repository_file(document)) {
            let path = span.split("::").next().unwrap_or_default();
            if PLACES.iter().any(|place| path.starts_with(place)) {
                let path = path.split(' ').next().unwrap_or_default();
                assert!(top.join(path).exists(), "{document}: `{path}` is missing");
            }
        }
    }
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in DOCUMENTS {
        let text = repository_file(document);
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                assert!(top.join(target).exists(), "{document}: {target} is missing");
            }
        }
    }
}
