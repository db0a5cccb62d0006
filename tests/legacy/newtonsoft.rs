//! Where two versions of Json.NET differ, what either accepts is accepted.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    recorded::{message_at, replay, trace_id},
    support::Sidecar,
    upstream::Upstream,
    vectors,
};

#[derive(Deserialize)]
struct Differences {
    diffs: Vec<Difference>,
}

#[derive(Deserialize)]
struct Difference {
    family: String,
    name: String,
    newtonsoft_6_0_8: Outcome,
    newtonsoft_12_0_1: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    status: u16,
    model: Value,
}

#[tokio::test]
async fn what_either_version_accepts_is_accepted() {
    let upstream = Upstream::start().await;
    let sidecar = Sidecar::before(&upstream, |_| {}).await;
    let differences: Differences = vectors::read("webapi/newtonsoft12_diff.json");
    let mut decided_otherwise = 0;
    for (index, difference) in differences.diffs.into_iter().enumerate() {
        let Difference {
            family,
            name,
            newtonsoft_6_0_8: old,
            newtonsoft_12_0_1: new,
        } = difference;
        let cases = vectors::family(&family);
        // Not every case that differs is among those that we have.
        let Some(case) = cases.into_iter().find(|case| case.name == name) else {
            continue;
        };
        if old.status == new.status || !case.is_of_the_old_server() {
            continue;
        }
        decided_otherwise += 1;
        replay(&sidecar, &case, index).await;
        let accepted = if old.status == 200 { old } else { new };
        let told = upstream.recorder.told(&trace_id(index));
        let expected = message_at(&case.path, &accepted.model);
        assert_eq!(told, [expected], "{family}/{name}");
    }
    assert!(decided_otherwise >= 5, "only {decided_otherwise}");
}
